//! A compiler without LLVM: it does what the source asks for.

use crate::server;
use mirrorcl_protocol::control::{self, Limits};
use mirrorcl_protocol::{
    Input, KernelInfo, NOTE_NAME, NOTE_TYPE, Outcome, Product, ProgramInfo, Reply, Request,
};
use std::fs::{self, File};
use std::hint::black_box;
use std::io::Write;
use std::os::fd::FromRawFd;
use std::time::Duration;
use std::{env, process, thread};

/// The compiler process.
pub(crate) fn main(limits: &Limits) {
    let name = env::args().next().expect("a process has a name");
    // SAFETY: the client passes its socket at this number; nothing else here owns it.
    let mut control = unsafe { File::from_raw_fd(control::DESCRIPTOR) };
    match name.rsplit('/').next() {
        Some("garbage") => control
            .write_all(b"HTTP/1.1 400")
            .expect("the socket is open"),
        Some("other-version") => {
            let mut hello = control::hello();
            hello[8] += 1;
            control.write_all(&hello).expect("the socket is open");
        }
        Some("ends") => {}
        Some("dies-when-asked") => {
            control
                .write_all(&control::hello())
                .expect("the socket is open");
            let _ = std::io::Read::read(&mut control, &mut [0]);
        }
        _ => {
            std::mem::forget(control); // the server takes it
            server::serve(limits, handle).expect("the server runs");
        }
    }
}

fn handle(request: &Request) -> Reply {
    let Request::Build(build) = request else {
        return executable("link");
    };
    let Input::OpenClC(source) = &build.input else {
        return failure("no SPIR-V here");
    };
    let (command, rest) = source.split_once(' ').unwrap_or((source, ""));
    match command {
        "fail" => failure(rest),
        "options" => Reply {
            outcome: Outcome::InvalidOptions,
            log: rest.to_owned(),
        },
        "abort" => {
            eprintln!("{rest}");
            process::abort()
        }
        "panic" => panic!("{rest}"),
        "exit" => process::exit(3),
        "spin" => loop {
            black_box(0);
        },
        "sleep" => {
            let time = rest.parse().expect("milliseconds");
            thread::sleep(Duration::from_millis(time));
            executable(source)
        }
        "grow" => {
            let mut memory = Vec::new();
            loop {
                memory.push(black_box(vec![1_u8; 1 << 20]));
            }
        }
        "recurse" => failure(&recurse(1).to_string()),
        "kill-server" => {
            // Only the first time: the marker file tells.
            if File::create_new(rest).is_ok() {
                kill(parent());
                thread::sleep(Duration::from_secs(60));
            }
            executable(source)
        }
        "kill-server-always" => {
            kill(parent());
            thread::sleep(Duration::from_secs(60));
            executable(source)
        }
        "surroundings" => failure(&surroundings()),
        "process" => failure(&process::id().to_string()),
        "server" => failure(&parent().to_string()),
        "inconsistent" => {
            let mut reply = executable(source);
            if let Outcome::Success(Product::Executable { info, .. }) = &mut reply.outcome {
                info.kernels.clear();
            }
            reply
        }
        "no-elf" => {
            let product = Product::Executable {
                elf: b"ELF?".to_vec(),
                info: ProgramInfo::default(),
            };
            Reply {
                outcome: Outcome::Success(product),
                log: String::new(),
            }
        }
        "large" => {
            let product = Product::Object(vec![7; 64 << 20]);
            Reply {
                outcome: Outcome::Success(product),
                log: "large".into(),
            }
        }
        _ => executable(source),
    }
}

fn failure(log: &str) -> Reply {
    Reply {
        outcome: Outcome::Failure,
        log: log.to_owned(),
    }
}

/// An executable with one kernel called `name`; the log says which process made it.
fn executable(name: &str) -> Reply {
    let kernel = KernelInfo {
        name: name.to_owned(),
        ..KernelInfo::default()
    };
    let info = ProgramInfo {
        kernels: vec![kernel],
        ..ProgramInfo::default()
    };
    let note = postcard::to_stdvec(&info).expect("info has a form");
    let elf = elf_with_note(&note);
    let log = format!("made by {}", process::id());
    Reply {
        outcome: Outcome::Success(Product::Executable { elf, info }),
        log,
    }
}

/// A minimal ELF shared object with our note.
fn elf_with_note(contents: &[u8]) -> Vec<u8> {
    let mut note = Vec::new();
    for word in [NOTE_NAME.len() as u32 + 1, contents.len() as u32, NOTE_TYPE] {
        note.extend_from_slice(&word.to_le_bytes());
    }
    note.extend_from_slice(NOTE_NAME.as_bytes());
    note.push(0);
    note.resize(note.len().next_multiple_of(4), 0);
    note.extend_from_slice(contents);
    note.resize(note.len().next_multiple_of(4), 0);
    let mut elf = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0".to_vec();
    // e_type, e_machine, e_version, e_entry, e_phoff, e_shoff, e_flags, e_ehsize, e_phentsize, e_phnum, e_sh...
    for (value, size) in [(3, 2), (62, 2), (1, 4), (0, 8), (64, 8), (0, 8), (0, 4)] {
        elf.extend_from_slice(&u64::to_le_bytes(value)[..size]);
    }
    for half in [64_u16, 56, 1, 64, 0, 0] {
        elf.extend_from_slice(&half.to_le_bytes());
    }
    // The program header: PT_NOTE, readable, right behind.
    elf.extend_from_slice(&[4, 0, 0, 0, 4, 0, 0, 0]);
    let length = note.len() as u64;
    for word in [120, 120, 120, length, length, 4] {
        elf.extend_from_slice(&word.to_le_bytes());
    }
    elf.extend_from_slice(&note);
    elf
}

#[expect(unconditional_recursion, reason = "overflows the stack on request")]
fn recurse(depth: u64) -> u64 {
    let frame = black_box([depth; 512]);
    recurse(depth + 1) + frame[511]
}

fn parent() -> u32 {
    std::os::unix::process::parent_id()
}

fn kill(process: u32) {
    // SAFETY: takes no pointer; the process is our parent.
    unsafe { libc::kill(process as libc::pid_t, libc::SIGKILL) };
}

/// What the application's surroundings left in this process.
fn surroundings() -> String {
    let mut descriptors: Vec<String> = fs::read_dir("/proc/self/fd")
        .expect("/proc is mounted")
        .flatten()
        .filter_map(|entry| fs::read_link(entry.path()).ok())
        .map(|target| target.display().to_string())
        .filter(|target| !target.starts_with("/proc"))
        .map(|target| target.split(':').next().unwrap_or("").to_owned())
        .collect();
    descriptors.sort();
    let status = fs::read_to_string("/proc/self/status").expect("/proc is mounted");
    let signals: Vec<&str> = status
        .lines()
        .filter(|line| line.starts_with("Sig") || line.starts_with("Shd"))
        .collect();
    format!(
        "descriptors {descriptors:?}\ndirectory {}\nenvironment {}\n{}\n",
        env::current_dir().expect("there is one").display(),
        env::vars_os().count(),
        signals.join("\n"),
    )
}
