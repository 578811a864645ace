//! From the hub form to code for the machine: what is done to a module, in order.

mod approximate;
mod arguments;
mod builtins;
mod calls;
mod constant_divisor;
mod division;
mod fields;
mod gathers;
mod local;
mod passes;
mod printf;
mod program;
mod quotient;
mod spinning;
mod sub_group;
mod unchanged;
mod waiting;

use crate::{
    avx512,
    kernel::{describe, kernels},
    llvm::{Function, Machine, Module, TRIPLE},
    workgroup::{self, Options},
};
use mirrorcl_abi::ABI_VERSION;
use mirrorcl_protocol::{FixedArg, KernelInfo, ProgramInfo};
use std::fmt;

/// Whether kernels run several work-items at once.
const VECTORISE: bool = true;

/// Says that a module has loops over work-items that LLVM may vectorise.
const ITEM_LOOPS: &str = "mirrorcl.item_loops";

/// A point of the pipeline at which the module can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The hub form, as a front end made it.
    Hub,
    /// With the built-in library, and divisions guarded.
    Linked,
    /// Kernels alone, everything that they call inlined.
    Inlined,
    /// Variables and printf lowered to the ABI.
    Lowered,
    /// Scalar clean-up done: what the work-group pass sees.
    Scalar,
    /// Work-group functions.
    WorkGroup,
    /// Optimised for the machine.
    Optimised,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::Hub,
        Self::Linked,
        Self::Inlined,
        Self::Lowered,
        Self::Scalar,
        Self::WorkGroup,
        Self::Optimised,
    ];

    /// The stage of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|stage| stage.to_string() == name)
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Hub => "hub",
            Self::Linked => "linked",
            Self::Inlined => "inlined",
            Self::Lowered => "lowered",
            Self::Scalar => "scalar",
            Self::WorkGroup => "work-group",
            Self::Optimised => "optimised",
        })
    }
}

/// One kernel, for what is known of its launches.
#[derive(Debug, Clone, Copy)]
pub struct Specialisation<'a> {
    /// The kernel's name.
    pub kernel: &'a str,
    /// Work-items of every work-group, if the code is for that alone.
    pub local_size: Option<[u64; 3]>,
    /// Arguments that have these values.
    pub fixed: &'a [FixedArg],
}

/// What the pipeline needs to know besides the module.
pub struct Pipeline<'a> {
    /// The machine.
    pub machine: &'a Machine,
    /// Whether the optimiser runs.
    pub optimise: bool,
    /// What alone is asked for.
    pub only: Option<Specialisation<'a>>,
    /// Whether somebody waits: kernels that run for long are compiled again without.
    pub draft: bool,
    /// Where to stop.
    pub until: Stage,
}

impl Pipeline<'_> {
    /// Turns the hub form, linked and complete, into a module of work-group functions.
    ///
    /// # Errors
    /// Lines for the build log.
    pub fn run(&self, module: &Module<'_>) -> Result<ProgramInfo, String> {
        let mut info = ProgramInfo {
            abi_version: ABI_VERSION,
            ..ProgramInfo::default()
        };
        for kernel in kernels(module) {
            info.kernels
                .push(describe(module.context(), module, kernel));
        }
        for stage in Stage::ALL {
            if stage > self.until {
                break;
            }
            self.run_stage(stage, module, &mut info)?;
            if cfg!(debug_assertions) {
                module
                    .verify()
                    .map_err(|reason| format!("error: stage {stage}: {reason}"))?;
            }
        }
        Ok(info)
    }

    fn run_stage(
        &self,
        stage: Stage,
        module: &Module<'_>,
        info: &mut ProgramInfo,
    ) -> Result<(), String> {
        match stage {
            Stage::Hub => Ok(()),
            Stage::Linked => link(module, self.machine),
            Stage::Inlined => inline(module, self.machine),
            Stage::Lowered => {
                lower(module, info)?;
                match self.only {
                    Some(only) => keep(module, info, only.kernel),
                    None => Ok(()),
                }
            }
            Stage::Scalar => self.scalar(module, info),
            Stage::WorkGroup => {
                let vector_bits = if self.optimise && VECTORISE {
                    self.machine.vector_bits()
                } else {
                    0
                };
                self.work_groups(module, info, vector_bits)
            }
            Stage::Optimised => self.finish(module),
        }
    }

    /// The last stage: optimises the work-group functions, all of the program or some, for the machine.
    ///
    /// # Errors
    /// Lines for the build log.
    pub fn finish(&self, module: &Module<'_>) -> Result<(), String> {
        let effort = if !self.optimise {
            passes::Machine::Least
        } else if module.has_named_metadata(ITEM_LOOPS) {
            passes::Machine::LoopVectors
        } else if self.draft {
            passes::Machine::Quick
        } else {
            passes::Machine::Thorough
        };
        module.run_passes(&passes::machine(effort), Some(self.machine))?;
        if self.machine.vector_bits() >= 256 {
            gathers::rebase(module);
        }
        spinning::give_way(module);
        Ok(())
    }

    fn scalar(&self, module: &Module<'_>, info: &mut ProgramInfo) -> Result<(), String> {
        module.run_passes(&passes::scalar(), Some(self.machine))?;
        if self.optimise {
            quotient::by_constants(module);
        }
        // Only now: what is rounded in one way for some launches and in another for others would surprise.
        if let Some(only) = self.only.filter(|only| !only.fixed.is_empty()) {
            arguments::fix(module, only.fixed)?;
            module.run_passes(&passes::scalar(), Some(self.machine))?;
        }
        arguments::mark(module, info);
        waiting::mark(module, info);
        Ok(())
    }

    fn work_groups(
        &self,
        module: &Module<'_>,
        info: &mut ProgramInfo,
        vector_bits: u32,
    ) -> Result<(), String> {
        let mut has_loops = false;
        for kernel in kernels(module) {
            let described = kernel_info(info, kernel);
            let options = Options {
                symbol: format!("{}.work_group", described.name),
                arg_offsets: described.args.iter().map(|arg| arg.offset).collect(),
                vector_bits,
                sub_group_size: described.sub_group_size,
                local_size: self.only.and_then(|only| only.local_size),
                draft: self.draft,
                always_vectors: false,
            };
            let lines = kernel.subprogram();
            let group = workgroup::lower(module, kernel, &options)
                .map_err(|reason| format!("error: kernel '{}': {reason}", described.name))?;
            if let (Some(function), Some(lines)) = (module.function(&group.symbol), lines) {
                // Each instruction keeps its source line: debuggers find it through the function's.
                function.set_subprogram(lines);
            }
            if let Some(function) = module
                .function(&group.symbol)
                .filter(|_| described.may_wait)
            {
                spinning::mark(module, function);
            }
            described.symbol = group.symbol;
            described.scratch_per_item = group.scratch_per_item;
            described.private_size = group.private_size;
            described.has_barrier = group.has_barrier;
            described.simd_width = group.simd_width;
            described.is_draft = group.is_draft;
            has_loops |= group.simd_width == 1 && !group.stays_scalar;
        }
        if has_loops {
            module.add_named_metadata(ITEM_LOOPS, &[1]);
        }
        avx512::lower(module);
        if self.optimise {
            unchanged::look_first(module);
            if self.machine.vector_bits() >= 256 {
                constant_divisor::replace(module);
            }
        }
        Ok(())
    }
}

fn link(module: &Module<'_>, machine: &Machine) -> Result<(), String> {
    calls::internalise(module);
    approximate::shorten(module);
    builtins::link(module)?;
    avx512::answer(module, machine);
    calls::internalise(module);
    // Sizes and alignments of the hub form's types are the same on both targets.
    module.set_target(TRIPLE, &machine.data_layout());
    division::guard(module);
    Ok(())
}

fn inline(module: &Module<'_>, machine: &Machine) -> Result<(), String> {
    let graph = calls::CallGraph::of(module)?;
    let problems = [graph.undefined(), graph.recursion()].concat();
    if !problems.is_empty() {
        return Err(problems.join("\n"));
    }
    // Recursion is refused by now; sizes are taken after the first clean-up.
    module.run_passes(&passes::before_inlining(), Some(machine))?;
    calls::mark_inlined(module, &graph);
    module.run_passes(&passes::inline(), Some(machine))
}

fn lower(module: &Module<'_>, info: &mut ProgramInfo) -> Result<(), String> {
    sub_group::fold_sizes(module, &info.kernels);
    let sizes = local::lower(module);
    for kernel in kernels(module) {
        kernel_info(info, kernel).local_size = sizes.get(&kernel).copied().unwrap_or(0);
    }
    info.data = program::lower(module)?;
    printf::lower(module)
}

/// Drops the other kernels. What the kernels share, the program's variables, has its place by now.
fn keep(module: &Module<'_>, info: &mut ProgramInfo, name: &str) -> Result<(), String> {
    for kernel in kernels(module) {
        if kernel.name() != name {
            kernel.replace_all_uses(kernel.ty().undef());
            kernel.delete();
        }
    }
    info.kernels.retain(|kernel| kernel.name == name);
    if info.kernels.is_empty() {
        return Err(format!("error: the program has no kernel '{name}'"));
    }
    Ok(())
}

fn kernel_info<'a>(info: &'a mut ProgramInfo, kernel: Function<'_>) -> &'a mut KernelInfo {
    let name = kernel.name();
    info.kernels
        .iter_mut()
        .find(|info| info.name == name)
        .expect("described before")
}
