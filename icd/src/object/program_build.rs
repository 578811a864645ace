//! Building, compiling and linking: what is asked of the compiler, and what its answers mean.

use super::program::{Build, Program, Source};
use super::program_compiler::{client, target};
use super::program_executable::Executable;
use crate::callback::{Callback, ObjectNotify};
use crate::error::{ClError, ClResult, out_of_resources};
use crate::handle::Ref;
use crate::{log, sys};
use mirrorcl_client::{Answer, Artifact, Kind, Refusal};
use mirrorcl_protocol::{CompileRequest, Header, Input, LinkRequest, Request};
use opencl_sys as cl;
use opencl_sys::cl_int;
use std::env;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Which call builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// `clBuildProgram`.
    Build,
    /// `clCompileProgram`.
    Compile,
    /// `clLinkProgram`.
    Link,
}

impl Verb {
    fn invalid_options(self) -> cl_int {
        match self {
            Verb::Build => cl::CL_INVALID_BUILD_OPTIONS,
            Verb::Compile => cl::CL_INVALID_COMPILER_OPTIONS,
            Verb::Link => cl::CL_INVALID_LINKER_OPTIONS,
        }
    }

    fn failure(self) -> cl_int {
        match self {
            Verb::Build => cl::CL_BUILD_PROGRAM_FAILURE,
            Verb::Compile => cl::CL_COMPILE_PROGRAM_FAILURE,
            Verb::Link => cl::CL_LINK_PROGRAM_FAILURE,
        }
    }

    fn not_available(self) -> cl_int {
        match self {
            Verb::Build | Verb::Compile => cl::CL_COMPILER_NOT_AVAILABLE,
            Verb::Link => cl::CL_LINKER_NOT_AVAILABLE,
        }
    }
}

/// What is to be done for one device of the program.
#[derive(Debug)]
pub struct Task {
    /// The device's place in the program.
    pub device: usize,
    /// What to do.
    pub step: Step,
}

/// What is to be done.
#[derive(Debug)]
pub enum Step {
    /// Ask the compiler.
    Ask(Box<Request>),
    /// Load what is there already.
    Load(Artifact),
}

/// Builds a program: at once, or on a thread of its own if the application wants to be told of the end.
///
/// "If pfn_notify is not NULL, clBuildProgram does not need to wait for the build to complete and can return
/// immediately once the build operation can begin."
pub fn build(
    program: &Ref<Program>,
    verb: Verb,
    options: &str,
    tasks: Vec<Task>,
    notify: Option<Callback<ObjectNotify>>,
) -> ClResult<()> {
    let devices: Vec<usize> = tasks.iter().map(|task| task.device).collect();
    program.begin_build(&devices, options)?;
    let job = Job {
        program: program.clone(),
        verb,
        options: options.to_owned(),
        pending: devices,
    };
    let Some(notify) = notify else {
        return job.run(tasks);
    };
    let handle = SendHandle(program.handle());
    let work = move || {
        // What went wrong is in the build status and log.
        let _ = job.run(tasks);
        notify.call(handle.into_inner());
    };
    // Without a thread the job is dropped, which marks the build as failed.
    sys::spawn("mirrorcl-build", work)
        .map_err(|error| out_of_resources(format!("no thread for the build: {error}")))
}

/// A handle on its way to a callback on another thread.
struct SendHandle(*mut std::ffi::c_void);

// SAFETY: a number for the application; nobody reads through it here.
unsafe impl Send for SendHandle {}

impl SendHandle {
    fn into_inner(self) -> *mut std::ffi::c_void {
        self.0
    }
}

/// A build under way. Devices that are still pending when it is dropped get an error status.
struct Job {
    program: Ref<Program>,
    verb: Verb,
    options: String,
    pending: Vec<usize>,
}

impl Drop for Job {
    fn drop(&mut self) {
        for index in std::mem::take(&mut self.pending) {
            let log = "error: the build was given up\n".to_owned();
            self.program.finish_build(index, self.failed(log));
        }
    }
}

impl Job {
    /// Does all tasks; the first error is returned when all have been tried.
    fn run(mut self, tasks: Vec<Task>) -> ClResult<()> {
        let mut first_error = None;
        // Devices with the same capabilities ask the same.
        let mut last: Option<(Box<Request>, Answer)> = None;
        for Task { device, step } in tasks {
            let (build, error) = match step {
                Step::Load(artifact) => self.load(device, artifact, None, String::new()),
                Step::Ask(request) => {
                    let known = last.take_if(|(asked, _)| *asked == request);
                    match known.map_or_else(|| self.ask(&request), |(_, answer)| Ok(answer)) {
                        Ok(answer) => {
                            let result = self.conclude(device, &request, answer.clone());
                            last = Some((request, answer));
                            result
                        }
                        Err(error) => (
                            self.failed(format!("error: {}\n", error.reason())),
                            Some(error),
                        ),
                    }
                }
            };
            if build.status != cl::CL_BUILD_SUCCESS {
                log!(Info, "{:?} failed:\n{}", self.verb, build.log);
            }
            self.pending.retain(|&pending| pending != device);
            self.program.finish_build(device, build);
            first_error = first_error.or(error);
        }
        first_error.map_or(Ok(()), Err)
    }

    fn ask(&self, request: &Request) -> ClResult<Answer> {
        static TOLD: AtomicBool = AtomicBool::new(false);
        if let Some(reason) = client().cache_error()
            && !TOLD.swap(true, Ordering::Relaxed)
        {
            log!(Warn, "programs are compiled each time: {reason}");
        }
        let start = Instant::now();
        let answer = client()
            .run(request)
            .map_err(|error| ClError::new(self.verb.not_available(), error.to_string()))?;
        let source = if answer.cached {
            "from the cache"
        } else {
            "by the compiler"
        };
        log!(Info, "{:?} in {:?} {source}", self.verb, start.elapsed());
        Ok(answer)
    }

    /// What the compiler's answer means for the device at a place.
    fn conclude(
        &self,
        device: usize,
        request: &Request,
        answer: Answer,
    ) -> (Build, Option<ClError>) {
        let (code, reason) = match answer.result {
            Ok(artifact) => return self.load(device, artifact, Some(request), answer.log),
            Err(Refusal::InvalidOptions) => (self.verb.invalid_options(), "invalid options"),
            Err(Refusal::Failure) => (self.verb.failure(), "see the build log"),
        };
        (self.failed(answer.log), Some(ClError::new(code, reason)))
    }

    /// Makes a success of an artifact; an executable is loaded.
    fn load(
        &self,
        device: usize,
        artifact: Artifact,
        origin: Option<&Request>,
        log: String,
    ) -> (Build, Option<ClError>) {
        let executable = match artifact.kind() {
            Kind::Object | Kind::Library => None,
            Kind::Executable => {
                let (program, device) = (&self.program, &self.program.devices()[device]);
                match Executable::load(&artifact, origin, device, program.context()) {
                    Ok(executable) => Some(executable),
                    Err(reason) => {
                        let error = ClError::new(self.verb.failure(), reason);
                        let log = format!("{log}error: {}\n", error.reason());
                        return (self.failed(log), Some(error));
                    }
                }
            }
        };
        let build = Build {
            status: cl::CL_BUILD_SUCCESS,
            options: self.options.clone(),
            log,
            artifact: Some(artifact),
            executable,
        };
        (build, None)
    }

    fn failed(&self, log: String) -> Build {
        Build {
            status: cl::CL_BUILD_ERROR,
            options: self.options.clone(),
            log,
            artifact: None,
            executable: None,
        }
    }
}

/// What `clBuildProgram` does for the device at a place.
pub fn build_task(program: &Ref<Program>, device: usize, options: &str) -> ClResult<Task> {
    let step = match program.source() {
        Source::OpenClC(_) | Source::SpirV(_) => {
            let request = compile_request(program, device, options, Vec::new())?;
            Step::Ask(Box::new(Request::Build(request)))
        }
        Source::Binary(binaries) => match binaries[device].kind() {
            Kind::Executable => Step::Load(binaries[device].clone()),
            // What is compiled already has only to be linked; compile options mean nothing to it.
            Kind::Object | Kind::Library => {
                let objects = vec![binaries[device].payload().to_vec()];
                Step::Ask(Box::new(link_request(program, device, "", objects)))
            }
        },
        // "CL_INVALID_OPERATION if program was not created with clCreateProgramWithSource, clCreateProgramWithIL or
        // clCreateProgramWithBinary."
        Source::Linked => {
            return Err(ClError::operation(
                "the program was made by clLinkProgram, so there is nothing to build",
            ));
        }
    };
    Ok(Task { device, step })
}

/// What `clCompileProgram` does for the device at a place.
pub fn compile_task(
    program: &Ref<Program>,
    device: usize,
    options: &str,
    headers: Vec<Header>,
) -> ClResult<Task> {
    let request = compile_request(program, device, options, headers)?;
    let step = Step::Ask(Box::new(Request::Compile(request)));
    Ok(Task { device, step })
}

/// What `clLinkProgram` does for the device at a place of the new program.
#[must_use]
pub fn link_task(
    program: &Ref<Program>,
    device: usize,
    options: &str,
    objects: Vec<Vec<u8>>,
) -> Task {
    let step = Step::Ask(Box::new(link_request(program, device, options, objects)));
    Task { device, step }
}

fn compile_request(
    program: &Ref<Program>,
    device: usize,
    options: &str,
    headers: Vec<Header>,
) -> ClResult<CompileRequest> {
    let input = match program.source() {
        Source::OpenClC(text) => Input::OpenClC(String::from_utf8_lossy(text).into_owned()),
        Source::SpirV(spirv) => Input::SpirV {
            module: spirv.module.clone(),
            spec_constants: spirv.spec_constants(),
        },
        // "CL_INVALID_OPERATION if program has no source or IL available".
        Source::Binary(_) | Source::Linked => {
            return Err(ClError::operation("the program has neither source nor IL"));
        }
    };
    let directory = directory(options, &input, &headers);
    Ok(CompileRequest {
        input,
        options: options.to_owned(),
        headers,
        directory,
        target: target(&program.devices()[device]),
    })
}

fn link_request(
    program: &Ref<Program>,
    device: usize,
    options: &str,
    objects: Vec<Vec<u8>>,
) -> Request {
    Request::Link(LinkRequest {
        objects,
        options: options.to_owned(),
        target: target(&program.devices()[device]),
    })
}

/// Where relative include paths start; empty if no file can take part. A source without `#include` needs none whatever
/// the options say (pyopencl gives `-I` to all programs), nor does one whose headers are all embedded. Being wrong in a
/// comment's favour costs no more than the cache.
fn directory(options: &str, input: &Input, headers: &[Header]) -> String {
    let Input::OpenClC(source) = input else {
        return String::new();
    };
    let includes = has_include(source) || headers.iter().any(|header| has_include(&header.text));
    if !includes || (!headers.is_empty() && !options.contains("-I")) {
        return String::new();
    }
    let directory = env::current_dir().ok();
    let text = directory.and_then(|path| path.into_os_string().into_string().ok());
    text.unwrap_or_else(|| "/".to_owned())
}

/// Whether a text has a directive that looks at files. A directive begins with `#` or its digraph `%:`.
fn has_include(text: &str) -> bool {
    let mut directives = text.lines().filter_map(|line| {
        let line = line.trim_start();
        let after = line.strip_prefix('#').or_else(|| line.strip_prefix("%:"));
        after.map(str::trim_start)
    });
    directives.any(|line| line.starts_with("include")) || text.contains("__has_include")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_that_look_at_files_are_seen() {
        for text in [
            "#include <a.h>",
            "x\n  # \t include \"/a/b.h\"",
            "%:include X",
            "#if __has_include(<a.h>)",
        ] {
            assert!(has_include(text), "{text}");
        }
        for text in ["", "#", "// it is included", "#define include 1"] {
            assert!(!has_include(text), "{text}");
        }
    }

    #[test]
    fn only_programs_that_include_files_need_the_directory() {
        let plain = Input::OpenClC("// #include \"a.h\"\nkernel void k() {}".into());
        let including = Input::OpenClC("int a;\n # include \"a.h\"\n".into());
        let header = |text: &str| {
            [Header {
                name: "a.h".into(),
                text: text.into(),
            }]
        };
        let empty = header("");
        assert_eq!(directory("-cl-std=CL3.0 -DX=1", &plain, &[]), "");
        assert_eq!(directory("-D X -I include", &plain, &[]), "");
        assert_eq!(directory("-I include", &plain, &empty), "");
        assert_eq!(directory("", &including, &empty), "");
        let here = env::current_dir().unwrap();
        let here = here.to_str().unwrap();
        assert_eq!(directory("-Iinclude", &including, &empty), here);
        assert_eq!(directory("", &including, &[]), here);
        let nested = header("#include <b.h>");
        assert_eq!(directory("-I include", &plain, &nested), here);
    }
}
