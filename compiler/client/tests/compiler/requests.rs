//! Requests and their answers, whatever becomes of the compiler.

use crate::setup::{Directory, build, client, client_with, kernel, limits, log, target};
use mirrorcl_client::{Kind, Refusal, SealError, StartError, Unavailable};
use mirrorcl_protocol::Request;
use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::Duration;
use std::{env, fs};

pub(crate) const TESTS: &[(&str, fn())] = &[
    ("a_program_is_built", a_program_is_built),
    ("errors_come_with_their_log", errors_come_with_their_log),
    ("a_crash_is_a_failed_build", a_crash_is_a_failed_build),
    ("a_hang_is_a_failed_build", a_hang_is_a_failed_build),
    ("growth_is_a_failed_build", growth_is_a_failed_build),
    (
        "an_unusable_product_is_a_failed_build",
        an_unusable_product_is_a_failed_build,
    ),
    ("a_large_product_arrives", a_large_product_arrives),
    (
        "a_dead_compiler_is_replaced_once",
        a_dead_compiler_is_replaced_once,
    ),
    (
        "what_is_no_compiler_is_unavailable",
        what_is_no_compiler_is_unavailable,
    ),
    (
        "requests_run_at_the_same_time",
        requests_run_at_the_same_time,
    ),
    (
        "an_idle_compiler_ends_and_comes_back",
        an_idle_compiler_ends_and_comes_back,
    ),
    (
        "an_unloaded_compiler_answers_first",
        an_unloaded_compiler_answers_first,
    ),
    (
        "a_replaced_compiler_is_noticed",
        a_replaced_compiler_is_noticed,
    ),
    (
        "the_cache_answers_without_a_compiler_process",
        the_cache_answers_without_a_compiler_process,
    ),
    (
        "requests_that_read_files_are_not_cached",
        requests_that_read_files_are_not_cached,
    ),
    (
        "an_unusable_cache_is_no_error",
        an_unusable_cache_is_no_error,
    ),
    ("a_damaged_cache_is_no_error", a_damaged_cache_is_no_error),
    (
        "a_binary_opens_where_it_was_made",
        a_binary_opens_where_it_was_made,
    ),
];

fn a_program_is_built() {
    let client = client();
    let answer = client.run(&build("saxpy")).unwrap();
    let artifact = answer.result.unwrap();
    assert!(!answer.cached);
    assert!(answer.log.starts_with("made by"));
    assert_eq!(artifact.kind(), Kind::Executable);
    assert_eq!(artifact.info().unwrap().kernels[0].name, "saxpy");
    assert_eq!(artifact.options(), "-cl-std=CL3.0");
    assert!(artifact.payload().starts_with(b"\x7fELF"));
    assert!(artifact.binary().starts_with(artifact.payload()));
    assert_eq!(artifact.file(), None);
}

fn errors_come_with_their_log() {
    let client = client();
    let answer = client.run(&build("fail 1:2: error: no")).unwrap();
    assert_eq!(answer.result.unwrap_err(), Refusal::Failure);
    assert_eq!(answer.log, "1:2: error: no");
    let answer = client.run(&build("options -x")).unwrap();
    assert_eq!(answer.result.unwrap_err(), Refusal::InvalidOptions);
    assert_eq!(answer.log, "-x");
}

fn a_crash_is_a_failed_build() {
    let client = client();
    let text = log(&client, "abort LLVM ERROR: cannot select");
    assert!(text.contains("crashed (signal 6: Aborted)"), "{text}");
    assert!(text.contains("LLVM ERROR: cannot select"), "{text}");
    let text = log(&client, "panic unexpected type");
    assert!(
        text.contains("gave up") && text.contains("unexpected type"),
        "{text}"
    );
    let text = log(&client, "recurse");
    assert!(text.contains("crashed"), "{text}");
    let text = log(&client, "exit");
    assert!(text.contains("gave up (exit status: 3)"), "{text}");
    assert_eq!(kernel(&client, "next"), "next");
}

fn a_hang_is_a_failed_build() {
    let limits = mirrorcl_protocol::control::Limits {
        cpu_time: Duration::from_secs(1),
        ..limits()
    };
    let client = client_with(env::current_exe().unwrap(), limits, None);
    // On a loaded machine the time in all may be over first.
    let text = log(&client, "spin");
    let (processor, all) = (
        "more than its 1s of processor time",
        "did not answer within",
    );
    assert!(text.contains(processor) || text.contains(all), "{text}");
    assert_eq!(kernel(&client, "next"), "next");
    let text = log(&client, "sleep 3600000");
    assert!(text.contains("did not answer within"), "{text}");
    assert_eq!(kernel(&client, "next"), "next");
}

fn growth_is_a_failed_build() {
    let client = client();
    let text = log(&client, "grow");
    assert!(text.contains("it may use 1024 MiB"), "{text}");
    assert_eq!(kernel(&client, "next"), "next");
}

fn an_unusable_product_is_a_failed_build() {
    let client = client();
    let text = log(&client, "inconsistent");
    assert!(text.contains("differs from the reply"), "{text}");
    let text = log(&client, "no-elf");
    assert!(text.contains("malformed ELF"), "{text}");
}

fn a_large_product_arrives() {
    let directory = Directory::new();
    let client = client_with(env::current_exe().unwrap(), limits(), Some(&directory));
    for cached in [false, true] {
        let answer = client.run(&build("large")).unwrap();
        assert_eq!((answer.cached, answer.log.as_str()), (cached, "large"));
        let artifact = answer.result.unwrap();
        assert_eq!(artifact.kind(), Kind::Object);
        assert!(artifact.payload() == vec![7; 64 << 20]);
    }
}

fn a_dead_compiler_is_replaced_once() {
    let directory = Directory::new();
    let client = client();
    let marker = directory.path().join("marker").display().to_string();
    let source = format!("kill-server {marker}");
    assert_eq!(kernel(&client, &source), source);
    let text = log(&client, "kill-server-always");
    assert!(text.contains("died 2 times"), "{text}");
    assert_eq!(kernel(&client, "next"), "next");
    // Killed while idle.
    let server: i32 = log(&client, "server").parse().unwrap();
    // SAFETY: takes no pointer; the process is ours.
    unsafe { libc::kill(server, libc::SIGKILL) };
    assert_eq!(kernel(&client, "next"), "next");
    assert_ne!(server.to_string(), log(&client, "server"));
}

fn what_is_no_compiler_is_unavailable() {
    let directory = Directory::new();
    let error = |path: PathBuf| {
        client_with(path, limits(), None)
            .run(&build("x"))
            .unwrap_err()
    };
    let missing = directory.path().join("missing");
    assert!(matches!(error(missing.clone()), Unavailable::NotFound(paths) if paths == [missing]));
    let foreign = |error| matches!(error, Unavailable::Start(_, StartError::Foreign));
    assert!(foreign(error(directory.compiler("garbage"))));
    assert!(foreign(error(directory.compiler("other-version"))));
    assert!(foreign(error(directory.compiler("ends"))));
    assert!(foreign(error("/bin/false".into())));
    let text = directory.path().join("text");
    fs::write(&text, "not a program").unwrap();
    assert!(matches!(
        error(text),
        Unavailable::Start(_, StartError::System(_))
    ));
    let dies = client_with(directory.compiler("dies-when-asked"), limits(), None);
    assert!(log(&dies, "x").contains("died 2 times"));
}

fn requests_run_at_the_same_time() {
    let client = client();
    thread::scope(|scope| {
        for thread in 0..20 {
            let client = &client;
            scope.spawn(move || {
                let name = format!("kernel{thread}");
                assert_eq!(kernel(client, &name), name);
                if thread % 4 == 0 {
                    assert!(log(client, "abort").contains("crashed"));
                }
                assert_eq!(kernel(client, "sleep 30"), "sleep 30");
            });
        }
    });
}

fn an_idle_compiler_ends_and_comes_back() {
    let limits = mirrorcl_protocol::control::Limits {
        idle: Duration::from_millis(50),
        ..limits()
    };
    let client = client_with(env::current_exe().unwrap(), limits, None);
    let server = log(&client, "server");
    while PathBuf::from(format!("/proc/{server}")).exists() {
        thread::sleep(Duration::from_millis(20));
    }
    assert_ne!(log(&client, "server"), server);
    // About as long as the idle time: the server ends at any moment of a request, none is lost.
    for delay in 0..40 {
        thread::sleep(Duration::from_millis(45 + delay / 4));
        assert_eq!(kernel(&client, "x"), "x");
    }
}

fn an_unloaded_compiler_answers_first() {
    let client = client();
    let server = log(&client, "server");
    thread::scope(|scope| {
        let slow = scope.spawn(|| kernel(&client, "sleep 300"));
        thread::sleep(Duration::from_millis(100));
        client.unload();
        assert_eq!(slow.join().unwrap(), "sleep 300");
    });
    while PathBuf::from(format!("/proc/{server}")).exists() {
        thread::sleep(Duration::from_millis(20));
    }
    assert_ne!(log(&client, "server"), server);
}

fn a_replaced_compiler_is_noticed() {
    let directory = Directory::new();
    // By another process: what this one has open for writing, a child of another test might hold open a while longer.
    let copy = |name: &str| {
        let path = directory.path().join(name);
        let mut cp = Command::new("cp");
        assert!(
            cp.arg(env::current_exe().unwrap())
                .arg(&path)
                .status()
                .unwrap()
                .success()
        );
        path
    };
    let path = copy("compiler");
    let client = client_with(path.clone(), limits(), None);
    let server = log(&client, "server");
    assert_eq!(log(&client, "server"), server);
    fs::rename(copy("new"), &path).unwrap();
    assert_ne!(log(&client, "server"), server);
    fs::remove_file(&path).unwrap();
    assert!(matches!(
        client.run(&build("x")),
        Err(Unavailable::NotFound(_))
    ));
}

fn the_cache_answers_without_a_compiler_process() {
    let directory = Directory::new();
    let compiler = directory.compiler("compiler");
    let first = client_with(compiler.clone(), limits(), Some(&directory));
    let made = first.run(&build("saxpy")).unwrap();
    let artifact = made.result.unwrap();
    assert!(!made.cached);
    assert_eq!(
        fs::read(artifact.file().unwrap()).unwrap(),
        artifact.binary()
    );

    let second = client_with(compiler, limits(), Some(&directory));
    let found = second.run(&build("saxpy")).unwrap();
    assert!(found.cached);
    assert_eq!(found.log, made.log);
    let again = found.result.unwrap();
    assert_eq!(again.binary(), artifact.binary());
    assert_eq!(again.info(), artifact.info());
    assert_eq!(again.file(), artifact.file());

    let Request::Build(mut other) = build("saxpy") else {
        unreachable!()
    };
    other.options.push(' ');
    assert!(!second.run(&Request::Build(other.clone())).unwrap().cached);
    other.target.cpu = "x86-64".to_owned();
    assert!(!second.run(&Request::Build(other)).unwrap().cached);
    assert!(!second.run(&build("fail x")).unwrap().cached);
    assert!(!second.run(&build("fail x")).unwrap().cached);
}

fn requests_that_read_files_are_not_cached() {
    let directory = Directory::new();
    let client = client_with(env::current_exe().unwrap(), limits(), Some(&directory));
    let Request::Build(mut request) = build("saxpy") else {
        unreachable!()
    };
    request.directory = "/".to_owned();
    for _ in 0..2 {
        assert!(!client.run(&Request::Build(request.clone())).unwrap().cached);
    }
}

fn an_unusable_cache_is_no_error() {
    let directory = Directory::new();
    fs::write(directory.path().join("v1"), "a file").unwrap();
    let client = client_with(env::current_exe().unwrap(), limits(), Some(&directory));
    assert!(client.cache_error().is_some());
    let answer = client.run(&build("saxpy")).unwrap();
    assert_eq!(answer.result.unwrap().file(), None);
}

fn a_damaged_cache_is_no_error() {
    let directory = Directory::new();
    let client = client_with(env::current_exe().unwrap(), limits(), Some(&directory));
    let file = client
        .run(&build("saxpy"))
        .unwrap()
        .result
        .unwrap()
        .file()
        .unwrap()
        .to_owned();
    let sound = fs::read(&file).unwrap();
    for at in (0..sound.len()).step_by(7) {
        let mut bytes = sound.clone();
        bytes[at] ^= 0x10;
        fs::remove_file(&file).unwrap();
        fs::write(&file, &bytes).unwrap();
        let answer = client.run(&build("saxpy")).unwrap();
        assert!(!answer.cached, "byte {at}");
        assert_eq!(
            answer.result.unwrap().info().unwrap().kernels[0].name,
            "saxpy"
        );
        assert!(client.run(&build("saxpy")).unwrap().cached);
    }
}

fn a_binary_opens_where_it_was_made() {
    let directory = Directory::new();
    let client = client();
    let artifact = client.run(&build("saxpy")).unwrap().result.unwrap();
    let open = |bytes: &[u8]| client.open_binary(bytes, &target()).unwrap();
    let opened = open(artifact.binary()).unwrap();
    assert_eq!(opened.payload(), artifact.payload());
    assert_eq!(opened.info(), artifact.info());
    assert_eq!(opened.options(), artifact.options());

    assert_eq!(open(artifact.payload()).unwrap_err(), SealError::Foreign);
    let mut damaged = artifact.binary().to_vec();
    damaged[40] ^= 1;
    assert_eq!(open(&damaged).unwrap_err(), SealError::Damaged);
    let mut other = target();
    other.cpu = "x86-64".to_owned();
    let result = client.open_binary(artifact.binary(), &other).unwrap();
    assert_eq!(result.unwrap_err(), SealError::OtherCpu);
    let script = directory.path().join("script");
    fs::write(&script, "another compiler").unwrap();
    let foreign = client_with(script, limits(), None);
    let result = foreign.open_binary(artifact.binary(), &target()).unwrap();
    assert_eq!(result.unwrap_err(), SealError::OtherBuild);
}
