//! What a module shows to the outside: kernels, their execution modes, linkage, and input variables.

use super::builtin;
use crate::{EntryPoint, Error, ExecutionModeUse, Module, Result, Type};
use spirv::{ExecutionMode, LinkageType, StorageClass};
use std::collections::{HashMap, HashSet};

pub(super) fn check(module: &Module) -> Result<()> {
    let mut functions = HashSet::new();
    for entry in &module.entry_points {
        if !functions.insert(entry.function) {
            let reason = "a second entry point for one function is not supported";
            return Err(Error::new(entry.offset, reason));
        }
        check_entry(module, entry)?;
    }
    for global in &module.globals {
        if module.is_built_in(global) {
            builtin::check(module, global)?;
        }
    }
    Ok(())
}

fn check_entry(module: &Module, entry: &EntryPoint) -> Result<()> {
    let error = |reason: &str| {
        Err(Error::new(
            entry.offset,
            format!("{}: {reason}", entry.name),
        ))
    };
    if entry.name.is_empty() || entry.name.starts_with("llvm.") {
        return error("this is no name for a kernel");
    }
    let Some(function) = module.function(entry.function) else {
        return error("it is not a function");
    };
    if function.blocks.is_empty() {
        return error("the kernel has no body");
    }
    if !matches!(module.types.get(function.result_type), Some(Type::Void)) {
        return error("a kernel returns nothing");
    }
    for parameter in &function.parameters {
        let fits = match module.types.get(parameter.ty) {
            Some(Type::Pointer(storage, _)) => matches!(
                storage,
                StorageClass::CrossWorkgroup
                    | StorageClass::Workgroup
                    | StorageClass::UniformConstant
                    | StorageClass::Function
            ),
            Some(Type::Bool | Type::Event) => false,
            _ => true,
        };
        if !fits {
            return error(&format!(
                "argument %{} is of a type that no argument has",
                parameter.id
            ));
        }
    }
    entry
        .modes
        .iter()
        .try_for_each(|mode| check_mode(module, entry, mode))
}

fn check_mode(module: &Module, entry: &EntryPoint, used: &ExecutionModeUse) -> Result<()> {
    use ExecutionMode::*;
    let error = |reason: String| {
        Err(Error::new(
            entry.offset,
            format!("{}: {reason}", entry.name),
        ))
    };
    match used.mode {
        LocalSize
        | LocalSizeHint
        | VecTypeHint
        | ContractionOff
        | SubgroupSize
        | SubgroupsPerWorkgroup
        | DenormPreserve
        | SignedZeroInfNanPreserve
        | RoundingModeRTE
        | MaxWorkgroupSizeINTEL
        | MaxWorkDimINTEL
        | NoGlobalOffsetINTEL
        | FPFastMathDefault => Ok(()),
        LocalSizeId | LocalSizeHintId | SubgroupsPerWorkgroupId => {
            let constant = |id| {
                module.constants.get(id).is_some_and(|constant| {
                    matches!(module.types.get(constant.ty), Some(Type::Int(_)))
                })
            };
            let mut ids = used.operands.iter().map(rspirv::dr::Operand::id_ref_any);
            match ids.all(|id| id.is_some_and(constant)) {
                true => Ok(()),
                false => error(format!("{:?} takes integer constants", used.mode)),
            }
        }
        Initializer | Finalizer => error(format!("{:?} is not supported", used.mode)),
        mode => error(format!("execution mode {mode:?} is not supported")),
    }
}

/// Names are given once, and a declaration is imported.
pub(super) fn check_linkage(module: &Module) -> Result<()> {
    let mut exported: HashMap<&str, usize> = module
        .entry_points
        .iter()
        .map(|entry| (entry.name.as_str(), entry.offset))
        .collect();
    let functions = module.functions.iter().map(|function| {
        let kernel = module
            .entry_points
            .iter()
            .any(|entry| entry.function == function.id);
        (
            function.id,
            function.offset,
            !function.blocks.is_empty(),
            kernel,
        )
    });
    let globals = module
        .globals
        .iter()
        .filter(|global| !module.is_built_in(global));
    let globals = globals.map(|global| {
        let imported = global.initializer.is_none()
            && matches!(
                module.decorations.linkage(global.id),
                Some((_, LinkageType::Import))
            );
        (global.id, global.offset, !imported, false)
    });
    for (id, offset, defined, kernel) in functions.chain(globals) {
        match module.decorations.linkage(id) {
            Some((name, _)) if name.is_empty() || name.starts_with("llvm.") => {
                return Err(Error::new(offset, format!("{name:?} is no linkage name")));
            }
            Some((name, LinkageType::Import)) if defined => {
                let reason = format!("{name:?} is imported, but defined here");
                return Err(Error::new(offset, reason));
            }
            None | Some((_, LinkageType::Export | LinkageType::LinkOnceODR)) if !defined => {
                return Err(Error::new(
                    offset,
                    format!("%{id} has no body and no import"),
                ));
            }
            // An entry point may be exported too, under its own name.
            Some((name, LinkageType::Export | LinkageType::LinkOnceODR)) if !kernel => {
                if exported.insert(name, offset).is_some() {
                    return Err(Error::new(offset, format!("{name:?} is exported twice")));
                }
            }
            Some(_) | None => {}
        }
    }
    Ok(())
}
