//! The compiler and the application's processes, signals, descriptors and children.

use crate::setup::{Directory, client, client_with, kernel, limits, log};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use std::{env, io, ptr, thread};

/// Environment variable that makes this program one of the children below.
pub(crate) const ROLE: &str = "MIRRORCL_TEST_ROLE";

pub(crate) const TESTS: &[(&str, fn())] = &[
    ("nothing_of_the_application_is_inherited", || {
        passes("inherits")
    }),
    ("the_application_sees_no_child", || passes("wait")),
    ("the_application_may_ignore_sigchld", || {
        passes("ignore-sigchld")
    }),
    ("a_broken_pipe_raises_no_signal", || passes("sigpipe")),
    ("a_forked_child_starts_its_own_compiler", || passes("fork")),
    (
        "a_child_forked_in_the_middle_of_requests_is_not_stuck",
        || passes("fork-busy"),
    ),
    ("a_file_size_limit_only_costs_the_cache", || {
        passes("file-size")
    }),
    ("no_descriptors_left_is_an_error", || passes("descriptors")),
    ("interrupting_signals_are_survived", || passes("interrupts")),
    ("processes_share_a_cache", processes_share_a_cache),
    (
        "the_compiler_goes_with_the_application",
        the_compiler_goes_with_the_application,
    ),
];

fn run(role: &str, directory: Option<&Directory>) -> Output {
    let mut command = Command::new(env::current_exe().unwrap());
    command.env(ROLE, role).stdin(Stdio::null());
    if let Some(directory) = directory {
        command.env("MIRRORCL_TEST_DIRECTORY", directory.path());
    }
    command.output().unwrap()
}

fn passes(role: &str) {
    let output = run(role, None);
    assert!(
        output.status.success(),
        "{} {}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
}

/// What a child process of the tests does.
pub(crate) fn child(role: &str) {
    match role {
        "inherits" => inherits(),
        "wait" => wait(),
        "ignore-sigchld" => ignore_sigchld(),
        "sigpipe" => sigpipe(),
        "fork" => fork(),
        "fork-busy" => fork_busy(),
        "file-size" => file_size(),
        "descriptors" => descriptors(),
        "interrupts" => interrupts(),
        "cache" => cache(),
        "leave" => println!("{}", log(&client(), "server")),
        "killed" => {
            println!("{}", log(&client(), "server"));
            // SAFETY: takes no pointer.
            unsafe { libc::raise(libc::SIGKILL) };
        }
        other => panic!("unknown role {other}"),
    }
}

fn set_handler(signal: i32, handler: libc::sighandler_t) {
    // SAFETY: the handlers used here only touch atomics; no SA_RESTART, so calls are interrupted.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = handler;
        assert_eq!(
            libc::sigaction(signal, &raw const action, ptr::null_mut()),
            0
        );
    }
}

static SIGNALS: AtomicU32 = AtomicU32::new(0);

extern "C" fn count(_: i32) {
    SIGNALS.fetch_add(1, Ordering::Relaxed);
}

fn inherits() {
    set_handler(libc::SIGUSR1, libc::SIG_IGN);
    set_handler(libc::SIGTERM, libc::SIG_IGN);
    // SAFETY: valid pointers; a descriptor that exec would inherit.
    unsafe {
        let mut all: libc::sigset_t = std::mem::zeroed();
        libc::sigfillset(&raw mut all);
        libc::pthread_sigmask(libc::SIG_BLOCK, &raw const all, ptr::null_mut());
        assert!(libc::open(c"/etc/passwd".as_ptr(), libc::O_RDONLY) > 2);
        libc::close(0);
    }
    let text = log(&client(), "surroundings");
    // The server's control socket, the connection and two ends of a pipe (stderr).
    assert!(text.contains("directory /\n"), "{text}");
    assert!(text.contains("environment 0\n"), "{text}");
    assert!(!text.contains("passwd"), "{text}");
    assert!(text.contains("SigBlk:\t0000000000000000"), "{text}");
    let ignored = text
        .split("SigIgn:\t")
        .nth(1)
        .unwrap()
        .split('\n')
        .next()
        .unwrap();
    let ignored = u64::from_str_radix(ignored, 16).unwrap();
    // The C library keeps the numbers 32 and 33 to itself; Rust ignores SIGPIPE in every program.
    let (own, sigpipe) = (3 << 31, 1 << (libc::SIGPIPE - 1));
    assert_eq!(ignored & !own, sigpipe, "{text}");
}

fn wait() {
    set_handler(
        libc::SIGCHLD,
        count as extern "C" fn(i32) as libc::sighandler_t,
    );
    let client = client();
    assert_eq!(kernel(&client, "x"), "x");
    assert_eq!(SIGNALS.load(Ordering::Relaxed), 0);
    // SAFETY: no status is asked for.
    let result = unsafe { libc::waitpid(-1, ptr::null_mut(), libc::WNOHANG) };
    assert_eq!(result, -1);
    assert_eq!(
        io::Error::last_os_error().raw_os_error(),
        Some(libc::ECHILD)
    );
    drop(client);
    thread::sleep(Duration::from_millis(200));
    assert_eq!(SIGNALS.load(Ordering::Relaxed), 0);
}

fn ignore_sigchld() {
    set_handler(libc::SIGCHLD, libc::SIG_IGN);
    let client = client();
    assert_eq!(kernel(&client, "x"), "x");
    assert!(log(&client, "abort").contains("crashed (signal 6"));
}

fn sigpipe() {
    set_handler(libc::SIGPIPE, libc::SIG_DFL);
    let client = client();
    let server: i32 = log(&client, "server").parse().unwrap();
    // SAFETY: takes no pointer; the process is ours.
    unsafe { libc::kill(server, libc::SIGKILL) };
    assert_eq!(kernel(&client, "x"), "x");
    assert!(log(&client, "kill-server-always").contains("died"));
}

/// Forks; returns whether the child, doing `work`, succeeded.
fn in_fork(work: impl FnOnce()) -> bool {
    // SAFETY: the child does what the driver promises to survive, and ends without destructors.
    let process = unsafe { libc::fork() };
    assert!(process >= 0);
    if process == 0 {
        // A child that is stuck is a failure, not a test without end.
        // SAFETY: takes no pointer.
        unsafe { libc::alarm(60) };
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
        // SAFETY: takes no pointer.
        unsafe { libc::_exit(i32::from(result.is_err())) }
    }
    let mut status = 0;
    // SAFETY: valid pointer.
    let ended = unsafe { libc::waitpid(process, &raw mut status, 0) };
    assert_eq!(ended, process);
    std::process::ExitStatus::from_raw(status).success()
}

fn fork() {
    let client = client();
    let server = log(&client, "server");
    assert!(in_fork(|| {
        assert_ne!(log(&client, "server"), server);
        assert_eq!(kernel(&client, "child"), "child");
    }));
    assert_eq!(log(&client, "server"), server);
}

fn fork_busy() {
    let client = client();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..100 {
                    assert_eq!(kernel(&client, "parent"), "parent");
                }
            });
        }
        for _ in 0..20 {
            assert!(in_fork(|| assert_eq!(kernel(&client, "child"), "child")));
        }
    });
}

fn file_size() {
    let directory = Directory::new();
    let limit = libc::rlimit {
        rlim_cur: 100,
        rlim_max: 100,
    };
    // SAFETY: valid pointer.
    let result = unsafe { libc::setrlimit(libc::RLIMIT_FSIZE, &raw const limit) };
    assert_eq!(result, 0);
    let client = client_with(env::current_exe().unwrap(), limits(), Some(&directory));
    assert_eq!(kernel(&client, "x"), "x");
    assert_eq!(kernel(&client, "x"), "x");
}

fn descriptors() {
    let client = client();
    let limit = libc::rlimit {
        rlim_cur: 10,
        rlim_max: 1024,
    };
    // SAFETY: valid pointer.
    let result = unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit) };
    assert_eq!(result, 0);
    let mut hoard = Vec::new();
    while let Ok(file) = std::fs::File::open("/dev/null") {
        hoard.push(file);
    }
    assert!(client.run(&crate::setup::build("x")).is_err());
    hoard.clear();
    assert_eq!(kernel(&client, "x"), "x");
}

fn interrupts() {
    set_handler(
        libc::SIGALRM,
        count as extern "C" fn(i32) as libc::sighandler_t,
    );
    let time = libc::timeval {
        tv_sec: 0,
        tv_usec: 2000,
    };
    let timer = libc::itimerval {
        it_interval: time,
        it_value: time,
    };
    let client = client();
    // SAFETY: valid pointer; SIGALRM is handled.
    let result = unsafe { libc::setitimer(libc::ITIMER_REAL, &raw const timer, ptr::null_mut()) };
    assert_eq!(result, 0);
    for _ in 0..20 {
        assert_eq!(kernel(&client, "sleep 20"), "sleep 20");
        client.unload();
    }
    assert!(SIGNALS.load(Ordering::Relaxed) > 20);
}

/// Builds the same few programs as other processes at the same time.
fn cache() {
    let directory = PathBuf::from(env::var_os("MIRRORCL_TEST_DIRECTORY").unwrap());
    let cache = mirrorcl_client::CacheConfig {
        directory: Some(directory),
        capacity: 20_000,
    };
    let client = mirrorcl_client::Client::new(mirrorcl_client::Config {
        compiler: Some(env::current_exe().unwrap()),
        limits: limits(),
        cache: Some(cache),
    });
    for round in 0..40 {
        let name = format!("kernel{}", round % 10);
        assert_eq!(kernel(&client, &name), name);
    }
}

fn processes_share_a_cache() {
    let directory = Directory::new();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let output = run("cache", Some(&directory));
                let error = String::from_utf8_lossy(&output.stderr);
                assert!(output.status.success(), "{error}");
            });
        }
    });
}

fn the_compiler_goes_with_the_application() {
    for role in ["leave", "killed"] {
        let output = run(role, None);
        let server = String::from_utf8(output.stdout).unwrap();
        let process = PathBuf::from(format!("/proc/{}", server.trim()));
        // Long before it would be idle for long enough.
        while process.exists() {
            thread::sleep(Duration::from_millis(10));
        }
    }
}
