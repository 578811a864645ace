//! The second door: SPIR-V to the hub form.
//!
//! A validated [`Source`] becomes the module that clang would have made of OpenCL C: the same address spaces, kernel
//! metadata, and calls of built-in functions by their mangled names. One function lowers one opcode or
//! a family of like ones; the files are named after the sections of the SPIR-V specification.
//!
//! What clang 22's own SPIR-V gets wrong is repaired where the module still tells what was meant: `OpAny` of integers,
//! scalar exponents of `ldexp`, 32-bit strides, weak compare-exchange, and implicit atomics that lost their
//! order (see [`atomics`]).

mod arith;
mod atomics;
mod body;
mod built_in;
mod builtin_call;
mod composite;
mod constants;
mod control;
mod convert;
mod debug;
mod ext_inst;
mod functions;
mod globals;
mod groups;
mod kernel;
mod logic;
mod mangle;
mod memory;
mod types;

use crate::{
    llvm::{Context, Function, Module, Type, Value},
    options::MathOptions,
};
use mirrorcl_spirv::{Class, Id, Instruction as Inst, Module as Source, Specialization};
use std::collections::{HashMap, HashSet};

/// Data layout of `spir64`.
const DATA_LAYOUT: &str =
    "e-i64:64-v16:16-v24:32-v32:32-v48:64-v96:128-v192:256-v256:256-v512:512-v1024:1024-G1";
/// Triple of the hub form.
const TRIPLE: &str = "spir64-unknown-unknown";

type Result<T> = std::result::Result<T, mirrorcl_spirv::Error>;

/// A module on its way to LLVM IR.
struct Lowering<'c, 's> {
    context: &'c Context,
    source: &'s Source,
    module: Module<'c>,
    specialization: Specialization,
    types: HashMap<Class, Type<'c>>,
    /// Constants and addresses of module-scope variables.
    constants: HashMap<Id, Value<'c>>,
    functions: HashMap<Id, Function<'c>>,
    /// Names of the functions that have bodies here.
    defined: HashSet<String>,
    /// LLVM's fast-math flags for operations that have no `FPFastMathMode`.
    fast_math: u32,
    /// Source positions, if the module has any.
    lines: Option<debug::Lines<'c>>,
    /// Whether clang's SPIR-V back end wrote the module.
    from_clang: bool,
}

/// Lowers `source`, its specialisation constants set to `given` (id, bytes in little endian), to the hub form.
/// `math` are the build options that relax floating-point arithmetic.
///
/// # Errors
/// A text for the build log.
pub fn lower<'c>(
    context: &'c Context,
    source: &Source,
    given: &[(u32, Vec<u8>)],
    math: MathOptions,
) -> std::result::Result<Module<'c>, String> {
    let module = Module::new(context, "program.spv");
    module.set_target(TRIPLE, DATA_LAYOUT);
    let specialization =
        Specialization::new(source, given).map_err(|error| format!("error: {error}\n"))?;
    let contraction_off = source
        .entry_points
        .iter()
        .flat_map(|entry| &entry.modes)
        .any(|used| used.mode == spirv::ExecutionMode::ContractionOff);
    let mut lowering = Lowering {
        context,
        source,
        module,
        specialization,
        types: HashMap::new(),
        constants: HashMap::new(),
        functions: HashMap::new(),
        defined: HashSet::new(),
        fast_math: arith::default_flags(math, contraction_off),
        lines: None,
        from_clang: source.is_from_llvm(),
    };
    let lowered = lowering.run();
    // The line table is complete when it is dropped.
    lowering.lines = None;
    lowered.map_err(|error| format!("error: {error}\n"))?;
    let module = lowering.module;
    match module.verify() {
        Ok(()) => Ok(module),
        Err(reason) => Err(format!(
            "error: the SPIR-V module is not usable: {reason}\n"
        )),
    }
}

impl Lowering<'_, '_> {
    fn run(&mut self) -> Result<()> {
        let source = self.source;
        self.version();
        self.lines = self.make_lines();
        self.declare_functions()?;
        self.lower_globals()?;
        for function in &source.functions {
            if !function.blocks.is_empty() {
                self.lower_body(function)?;
            }
        }
        source
            .entry_points
            .iter()
            .try_for_each(|entry| self.describe_kernel(entry))
    }

    /// The metadata that says for which OpenCL C the module was written.
    fn version(&self) {
        let (major, minor) = match self.source.source {
            Some((spirv::SourceLanguage::OpenCL_C, version)) if version >= 100_000 => {
                (version / 100_000, version / 1000 % 100)
            }
            _ => (3, 0),
        };
        self.module
            .add_named_metadata("opencl.ocl.version", &[major, minor]);
        self.module
            .add_named_metadata("opencl.spir.version", &[major, minor]);
    }
}

#[cfg(test)]
mod tests;
