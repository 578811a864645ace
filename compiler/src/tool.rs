//! `mirrorcl-compiler print-ir`: what a program looks like on its way through the pipeline.

use crate::{
    backend,
    clang::{Source, compile_source},
    llvm::{Context, Effort, Machine, Module},
    options::CompileOptions,
    pipeline::{Pipeline, Stage},
    spirv,
};
use mirrorcl_protocol::Target;

/// How the tool is called.
pub const USAGE: &str = "\
usage: mirrorcl-compiler print-ir [--draft] [--stage=STAGE] [--cpu=CPU] [--features=FEATURES] [--options=OPTIONS] FILE

Prints FILE (OpenCL C; SPIR-V if it ends in .spv, the hub form if in .ll) as LLVM IR after a stage of the pipeline:
hub, linked, inlined, lowered, scalar, work-group, optimised (the default), or as assembly.
With --draft as a program gets it first; without, as it is compiled again when it runs for long.";

/// What is asked of the tool.
#[derive(Debug, Clone)]
pub struct PrintRequest {
    /// The last stage to run.
    pub stage: Stage,
    /// Whether to generate assembly after it.
    pub assembly: bool,
    /// Whether to make the code that a program gets first.
    pub draft: bool,
    /// CPU name as LLVM has it; empty: the host's.
    pub cpu: String,
    /// What the CPU has besides (`+avx2`), which its name alone does not say to the vectoriser; with an empty name: the host's.
    pub features: String,
    /// Build options.
    pub options: String,
    /// The file.
    pub file: String,
}

impl PrintRequest {
    /// Reads the arguments behind `print-ir`. `None`: they are not valid.
    pub fn from_args(args: impl IntoIterator<Item = String>) -> Option<Self> {
        let mut request = Self {
            stage: Stage::Optimised,
            assembly: false,
            draft: false,
            cpu: String::new(),
            features: String::new(),
            options: "-cl-std=CL3.0".into(),
            file: String::new(),
        };
        for arg in args {
            if arg == "--stage=assembly" {
                request.assembly = true;
            } else if arg == "--draft" {
                request.draft = true;
            } else if let Some(name) = arg.strip_prefix("--stage=") {
                request.stage = Stage::from_name(name)?;
            } else if let Some(cpu) = arg.strip_prefix("--cpu=") {
                request.cpu = cpu.to_owned();
            } else if let Some(features) = arg.strip_prefix("--features=") {
                request.features = features.to_owned();
            } else if let Some(options) = arg.strip_prefix("--options=") {
                request.options = options.to_owned();
            } else if !arg.starts_with('-') && request.file.is_empty() {
                request.file = arg;
            } else {
                return None;
            }
        }
        (!request.file.is_empty()).then_some(request)
    }

    /// Answers it.
    ///
    /// # Errors
    /// What is wrong with the file or the program in it.
    pub fn run(&self) -> Result<String, String> {
        let bytes = std::fs::read(&self.file).map_err(|e| format!("{}: {e}", self.file))?;
        let context = Context::new();
        let module = self.hub_form(&context, &bytes)?;
        let target = Target {
            cpu: self.cpu.clone(),
            cpu_features: self.features.clone(),
            ..target()
        };
        let effort = if self.draft {
            Effort::Draft
        } else {
            Effort::Default
        };
        let machine = backend::machine(&target, effort)?;
        Pipeline {
            machine: &machine,
            optimise: true,
            only: None,
            draft: self.draft,
            until: self.stage,
        }
        .run(&module)?;
        self.print(&module, &machine)
    }

    fn hub_form<'c>(&self, context: &'c Context, bytes: &[u8]) -> Result<Module<'c>, String> {
        if self.file.ends_with(".spv") {
            let source = mirrorcl_spirv::Module::parse(bytes)
                .map_err(|error| format!("{}: {error}", self.file))?;
            let options = CompileOptions::parse(&self.options, target().opencl_c_version)
                .map_err(|error| error.to_string())?;
            return spirv::lower(context, &source, &[], options.math);
        }
        let text = std::str::from_utf8(bytes).map_err(|e| format!("{}: {e}", self.file))?;
        if self.file.ends_with(".ll") {
            return Module::parse(context, text);
        }
        let target = target();
        let options = CompileOptions::parse(&self.options, target.opencl_c_version)
            .map_err(|error| error.to_string())?;
        let source = Source {
            text,
            headers: &[],
            directory: ".",
            options: &options,
            target: &target,
        };
        let (module, log) = compile_source(context, source);
        eprint!("{log}");
        module.ok_or_else(|| "the program has errors".into())
    }

    fn print(&self, module: &Module<'_>, machine: &Machine) -> Result<String, String> {
        if self.assembly {
            return Ok(String::from_utf8_lossy(&machine.emit(module, true)?).into_owned());
        }
        Ok(module.to_string())
    }
}

/// A device with everything that the compiler supports.
pub fn target() -> Target {
    let names = |list: &[&str]| list.iter().map(|&name| name.to_owned()).collect();
    Target {
        cpu: String::new(),
        cpu_features: String::new(),
        extensions: names(&[
            "cl_khr_byte_addressable_store",
            "cl_khr_fp16",
            "cl_khr_fp64",
            "cl_khr_global_int32_base_atomics",
            "cl_khr_global_int32_extended_atomics",
            "cl_khr_int64_base_atomics",
            "cl_khr_int64_extended_atomics",
            "cl_khr_local_int32_base_atomics",
            "cl_khr_local_int32_extended_atomics",
            "cl_khr_subgroup_ballot",
            "cl_khr_subgroup_clustered_reduce",
            "cl_khr_subgroup_extended_types",
            "cl_khr_subgroup_non_uniform_arithmetic",
            "cl_khr_subgroup_non_uniform_vote",
            "cl_khr_subgroup_rotate",
            "cl_khr_subgroup_shuffle",
            "cl_khr_subgroup_shuffle_relative",
        ]),
        features: names(&[
            "__opencl_c_atomic_order_acq_rel",
            "__opencl_c_atomic_order_seq_cst",
            "__opencl_c_atomic_scope_all_devices",
            "__opencl_c_atomic_scope_device",
            "__opencl_c_fp64",
            "__opencl_c_generic_address_space",
            "__opencl_c_int64",
            "__opencl_c_program_scope_global_variables",
            "__opencl_c_subgroups",
            "__opencl_c_work_group_collective_functions",
        ]),
        opencl_c_version: 300,
        opencl_version: 300,
        max_work_group_size: 4096,
        local_mem_size: 256 << 10,
    }
}
