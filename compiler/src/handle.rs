//! Answers requests.

use crate::{
    backend,
    clang::{OPT_DISABLE, Source, compile_source},
    llvm::{Context, Effort, Module},
    options::{CompileOptions, LinkOptions, OptionError},
    parts,
    pipeline::{Pipeline, Specialisation, Stage},
    spirv,
};
use mirrorcl_protocol::{
    CompileRequest, Input, LinkRequest, Outcome, Product, ProgramInfo, Reply, Request,
    SpecialiseRequest, Target,
};

/// Answers a request. What the input does to LLVM, it does to this process: call it in one that may die.
pub fn handle(request: &Request) -> Reply {
    handle_with_processes(request, 1)
}

/// Answers a request; so many processes may generate code at once. The caller's process has one thread, which a fork
/// needs, unless it is one process.
pub fn handle_with_processes(request: &Request, processes: usize) -> Reply {
    let mut log = String::new();
    let result = match request {
        Request::Compile(request) => compile(request, &mut log),
        Request::Link(request) => link(request, processes, &mut log),
        Request::Build(request) => build(request, processes, &mut log),
        Request::Specialise(request) => specialise(request, &mut log),
    };
    let outcome = match result {
        Ok(product) => Outcome::Success(product),
        Err(failure) => {
            push_line(&mut log, &failure.to_string());
            match failure {
                Failure::Options(_) => Outcome::InvalidOptions,
                Failure::Program(_) => Outcome::Failure,
            }
        }
    };
    Reply { outcome, log }
}

/// Why there is no product.
enum Failure {
    /// The options are not valid.
    Options(OptionError),
    /// The program has errors; the log may say more already.
    Program(String),
}

impl From<OptionError> for Failure {
    fn from(error: OptionError) -> Self {
        Self::Options(error)
    }
}

impl From<String> for Failure {
    fn from(lines: String) -> Self {
        Self::Program(lines)
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Options(error) => error.fmt(formatter),
            Self::Program(lines) => formatter.write_str(lines),
        }
    }
}

fn push_line(log: &mut String, line: &str) {
    if !line.is_empty() {
        log.push_str(line.trim_end());
        log.push('\n');
    }
}

fn compile(request: &CompileRequest, log: &mut String) -> Result<Product, Failure> {
    let context = Context::new();
    let module = hub_form(&context, request, log)?;
    Ok(Product::Object(module.to_bitcode()))
}

fn build(request: &CompileRequest, processes: usize, log: &mut String) -> Result<Product, Failure> {
    let context = Context::new();
    let module = hub_form(&context, request, log)?;
    Ok(executable(&module, &request.target, None, processes)?)
}

fn specialise(request: &SpecialiseRequest, log: &mut String) -> Result<Product, Failure> {
    let context = Context::new();
    let (module, target) = match &*request.program {
        Request::Build(program) => (hub_form(&context, program, log)?, &program.target),
        Request::Link(program) => (linked(&context, program)?, &program.target),
        Request::Compile(_) | Request::Specialise(_) => {
            return Err("error: no executable comes of that".to_owned().into());
        }
    };
    let only = Specialisation {
        kernel: &request.kernel,
        local_size: request.local_size,
        fixed: &request.fixed,
    };
    Ok(executable(&module, target, Some(only), 1)?)
}

/// Through one of the two doors.
fn hub_form<'c>(
    context: &'c Context,
    request: &CompileRequest,
    log: &mut String,
) -> Result<Module<'c>, Failure> {
    let target = &request.target;
    let options = CompileOptions::parse(&request.options, target.opencl_c_version)?;
    match &request.input {
        Input::OpenClC(text) => {
            let source = Source {
                text,
                headers: &request.headers,
                directory: &request.directory,
                options: &options,
                target,
            };
            let (module, messages) = compile_source(context, source);
            push_line(log, &messages);
            module.ok_or_else(|| Failure::Program(String::new()))
        }
        Input::SpirV {
            module,
            spec_constants,
        } => {
            let source = mirrorcl_spirv::Module::parse(module)
                .map_err(|error| Failure::Program(format!("error: {error}")))?;
            let module = spirv::lower(context, &source, spec_constants, options.math)?;
            if options.opt_disable {
                module.add_named_metadata(OPT_DISABLE, &[1]);
            }
            Ok(module)
        }
    }
}

fn link(request: &LinkRequest, processes: usize, log: &mut String) -> Result<Product, Failure> {
    let options = LinkOptions::parse(&request.options)?;
    let context = Context::new();
    let module = linked(&context, request)?;
    if options.create_library {
        return Ok(Product::Library(module.to_bitcode()));
    }
    let product = executable(&module, &request.target, None, processes);
    for diagnostic in context.take_diagnostics() {
        push_line(log, &diagnostic.text);
    }
    Ok(product?)
}

/// The objects as one module.
fn linked<'c>(context: &'c Context, request: &LinkRequest) -> Result<Module<'c>, Failure> {
    let linked = Module::new(context, "linked");
    let mut problems = Vec::new();
    for (object, number) in request.objects.iter().zip(1..) {
        let named = |reason: String| format!("error: object {number}: {reason}");
        let module = Module::bitcode(context, object).map_err(named)?;
        module.verify().map_err(named)?;
        if number == 1 {
            linked.take_target(&module);
        }
        if let Err(reason) = linked.link(module, false) {
            problems.push(named(reason));
        }
    }
    // Warnings of the linker's concern debug information and flags.
    if !problems.is_empty() {
        return Err(Failure::Program(problems.join("\n")));
    }
    Ok(linked)
}

/// The rest of the way.
fn executable(
    module: &Module<'_>,
    target: &Target,
    only: Option<Specialisation<'_>>,
    processes: usize,
) -> Result<Product, String> {
    let optimise = !module.has_named_metadata(OPT_DISABLE);
    let draft = only.is_none();
    let effort = match (optimise, draft) {
        (false, _) => Effort::None,
        (true, true) => Effort::Draft,
        (true, false) => Effort::Default,
    };
    let machine = backend::machine(target, effort)?;
    let pipeline = Pipeline {
        machine: &machine,
        optimise,
        only,
        draft,
        until: Stage::WorkGroup,
    };
    let info = pipeline.run(module)?;
    check_limits(&info, target)?;
    let objects = parts::generate(&pipeline, module, &info, processes)?;
    let elf = backend::link(&objects)?;
    Ok(Product::Executable { elf, info })
}

/// What the device can never run is an error now.
fn check_limits(info: &ProgramInfo, target: &Target) -> Result<(), String> {
    let mut problems = Vec::new();
    for kernel in &info.kernels {
        if kernel.local_size > target.local_mem_size {
            problems.push(format!(
                "error: kernel '{}' has {} bytes of local variables; the device has {}",
                kernel.name, kernel.local_size, target.local_mem_size
            ));
        }
        let sizes = kernel.reqd_work_group_size;
        let items = sizes
            .iter()
            .try_fold(1_u64, |product, &size| product.checked_mul(size));
        if items.is_none_or(|items| items > target.max_work_group_size) {
            problems.push(format!(
                "error: kernel '{}' requires work-groups of {sizes:?}; the device has at most {} \
                 work-items in one",
                kernel.name, target.max_work_group_size
            ));
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems.join("\n"))
    }
}
