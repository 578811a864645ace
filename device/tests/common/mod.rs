//! What the integration tests share: C kernels, launching them, and child processes.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test binary uses a part"
)]

use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex, OnceLock};

use mirrorcl_device::code::Program;
use mirrorcl_device::exec::{
    ArgBlock, Completion, Dispatch, Executor, ExecutorConfig, Grid, KernelCode, Launch, Signal,
    Start, Work,
};
use mirrorcl_device::fault::Fault;

/// In the environment of child processes: path of the kernels.
const KERNELS: &str = "MIRRORCL_TEST_KERNELS";

/// Path of the kernels, built once per test binary.
pub(crate) fn object() -> &'static PathBuf {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| {
        if let Some(path) = std::env::var_os(KERNELS) {
            return path.into();
        }
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let own = folder.join(format!("kernels-{}.so", std::process::id()));
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/kernels/kernels.c");
        let flags = [
            "-O1",
            "-w",
            "-fPIC",
            "-shared",
            "-nostdlib",
            "-fno-stack-protector",
        ];
        let built = Command::new("cc")
            .args(flags)
            .arg("-o")
            .arg(&own)
            .arg(source)
            .status();
        assert!(built.expect("a C compiler").success());
        // In one step: another test binary may be loading it.
        let path = folder.join("kernels.so");
        std::fs::rename(own, &path).unwrap();
        path
    })
}

pub(crate) fn program() -> Arc<Program> {
    Arc::new(Program::load(object()).unwrap())
}

pub(crate) fn kernel(program: &Arc<Program>, name: &str) -> Arc<KernelCode> {
    Arc::new(KernelCode::new(program, name, name, 0).unwrap())
}

pub(crate) fn executor() -> Arc<Executor> {
    Executor::new(ExecutorConfig {
        compute_units: 2,
        processors: Vec::new(),
        name: "test".to_owned(),
    })
}

#[derive(Default)]
pub(crate) struct Event {
    pub(crate) signal: Signal,
    result: Mutex<Option<Result<(), Fault>>>,
}

impl Completion for Event {
    fn completed(&self, result: Result<(), Fault>) {
        *self.result.lock().unwrap() = Some(result);
        self.signal.set();
    }
}

pub(crate) fn submit(
    executor: &Executor,
    code: &Arc<KernelCode>,
    groups: u64,
    args: &[u64],
) -> Arc<Event> {
    let event = Arc::new(Event::default());
    let bytes: Vec<u8> = args.iter().flat_map(|arg| arg.to_le_bytes()).collect();
    let dispatch = Dispatch {
        launch: Arc::new(Launch {
            code: Arc::clone(code),
            args: ArgBlock::new(&bytes),
            grid: Grid::new(1, [0; 3], [groups, 1, 1], [1, 1, 1]).unwrap(),
            local_bytes: 256,
            program_data: 0,
        }),
        completion: Box::new(Arc::clone(&event)),
    };
    executor.submit(1, Work::Dispatch(dispatch), Start::Lazy);
    event
}

pub(crate) fn launch(
    executor: &Executor,
    code: &Arc<KernelCode>,
    groups: u64,
    args: &[u64],
) -> Result<(), Fault> {
    let event = submit(executor, code, groups, args);
    executor.help_until(1, &event.signal);
    event.result.lock().unwrap().take().unwrap()
}

/// Runs `body` in a child process, if this is not it already; the test's own name is needed to get there.
pub(crate) fn in_child(test: &str, body: impl FnOnce()) -> Option<Output> {
    const VARIABLE: &str = "MIRRORCL_TEST_CHILD";
    if std::env::var(VARIABLE).is_ok_and(|name| name == test) {
        body();
        return None;
    }
    let mut child = Command::new(std::env::current_exe().unwrap());
    child
        .args([test, "--exact", "--nocapture", "--test-threads=1"])
        .env(VARIABLE, test);
    child.env(KERNELS, object());
    Some(child.output().unwrap())
}

/// As [`in_child`], which must succeed.
pub(crate) fn passes_in_child(test: &str, body: impl FnOnce()) {
    if let Some(output) = in_child(test, body) {
        let (out, err) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        assert!(output.status.success(), "{:?}\n{out}\n{err}", output.status);
    }
}
