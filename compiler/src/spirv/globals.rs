//! Module-scope variables, together with the constants among which they stand.

use super::{Lowering, Result, types::address_space};
use crate::llvm::{Global as LlvmGlobal, Linkage};
use mirrorcl_spirv::{Error, Global};
use spirv::{Decoration, LinkageType, StorageClass};

impl Lowering<'_, '_> {
    /// Lowers constants and variables in their order: each may refer to earlier ones of the other kind.
    pub(super) fn lower_globals(&mut self) -> Result<()> {
        let source = self.source;
        let mut constants = source.constants.iter().peekable();
        for global in &source.globals {
            while let Some((id, definition)) =
                constants.next_if(|(_, definition)| definition.offset < global.offset)
            {
                self.lower_constant(id, definition)?;
            }
            // Built-ins are lowered where a function uses them.
            if !self.source.is_built_in(global) {
                self.lower_global(global)?;
            }
        }
        for (id, definition) in constants {
            self.lower_constant(id, definition)?;
        }
        Ok(())
    }

    fn lower_global(&mut self, global: &Global) -> Result<()> {
        let ty = self.ty(global.ty)?;
        let space = address_space(global.storage);
        let decorations = &self.source.decorations;
        let (name, linkage) = match decorations.linkage(global.id) {
            // As for functions.
            Some((name, LinkageType::LinkOnceODR)) => (
                self.public_name(name, global.offset)?,
                Linkage::LLVMWeakODRLinkage,
            ),
            Some((name, _)) => (
                self.public_name(name, global.offset)?,
                Linkage::LLVMExternalLinkage,
            ),
            None => (self.private_name(global.id), Linkage::LLVMInternalLinkage),
        };
        let imported = global.initializer.is_none()
            && matches!(
                decorations.linkage(global.id),
                Some((_, LinkageType::Import))
            );
        let lowered = match self.module.global(&name) {
            // Declared twice, once for each use with another type.
            Some(known) if imported && known.address_space() == space => known,
            Some(_) => {
                return Err(Error::new(
                    global.offset,
                    format!("{name:?} stands for two variables"),
                ));
            }
            None if self.module.function(&name).is_some() => {
                return Err(Error::new(
                    global.offset,
                    format!("{name:?} is a function as well"),
                ));
            }
            None => self.module.add_global(&name, ty, space),
        };
        lowered.set_linkage(linkage);
        let align = decorations
            .literal(global.id, Decoration::Alignment)
            .unwrap_or(0);
        let natural = self.align(ty);
        lowered.set_align(if align.is_power_of_two() {
            align.max(natural)
        } else {
            natural
        });
        if global.storage == StorageClass::UniformConstant
            || decorations.has(global.id, Decoration::Constant)
        {
            lowered.set_const(global.storage != StorageClass::Workgroup);
        }
        if !imported {
            self.initialize(global, lowered)?;
        }
        self.constants.insert(global.id, lowered.value());
        Ok(())
    }

    /// Local variables start undefined; global ones without initialiser as zero, as OpenCL C has it.
    fn initialize(&mut self, global: &Global, lowered: LlvmGlobal<'_>) -> Result<()> {
        let ty = lowered.value_type();
        let value = match global.initializer {
            Some(initializer) => self.constant(initializer).filter(|value| value.ty() == ty),
            None if global.storage == StorageClass::Workgroup => Some(ty.undef()),
            None => Some(ty.zero()),
        };
        match value {
            Some(value) => lowered.set_initializer(value),
            None => return Err(Error::new(global.offset, "the initialiser is not usable")),
        }
        Ok(())
    }

    /// A name that other modules see, unless it is one of ours.
    pub(super) fn public_name(&self, name: &str, offset: usize) -> Result<String> {
        if name.starts_with("__mirrorcl") || name.contains('\0') {
            return Err(Error::new(offset, format!("the name {name:?} is reserved")));
        }
        Ok(name.to_owned())
    }

    /// A name for what only this module sees: its `OpName` if that can't be mistaken for a built-in.
    pub(super) fn private_name(&self, id: mirrorcl_spirv::Id) -> String {
        let free =
            |name: &str| self.module.function(name).is_none() && self.module.global(name).is_none();
        let usable = |name: &&String| {
            !["_Z", "__", "llvm."]
                .iter()
                .any(|prefix| name.starts_with(prefix))
                && !name.is_empty()
                && name.as_str() != "printf"
                && !name.contains('\0')
        };
        match self.source.names.get(&id).filter(usable) {
            Some(name) if free(name) => name.clone(),
            Some(name) => format!("{name}.{id}"),
            None => format!("spirv.{id}"),
        }
    }
}
