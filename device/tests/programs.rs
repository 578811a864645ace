//! Loading programs, and what their kernels print.

#![allow(clippy::unwrap_used, reason = "tests may")]

mod common;

use std::sync::Arc;

use common::*;
use mirrorcl_device::code::{LoadError, Program};

#[test]
fn programs_load_from_files_and_from_memory() {
    let executor = executor();
    let bytes = std::fs::read(object()).unwrap();
    let mut programs: Vec<_> = (0..20)
        .map(|_| Arc::new(Program::load_bytes(&bytes).unwrap()))
        .collect();
    programs.push(program());
    for round in 0..3 {
        for program in &programs {
            let mut target = 0u64;
            let args = [(&raw mut target).expose_provenance() as u64, 5];
            launch(&executor, &kernel(program, "store"), 1, &args).unwrap();
            assert_eq!(target, 5);
        }
        programs.truncate(10 >> round);
    }
}

#[test]
fn each_program_in_memory_is_one_of_its_own() {
    let bytes = std::fs::read(object()).unwrap();
    let first = Program::load_bytes(&bytes).unwrap();
    let second = Program::load_bytes(&bytes).unwrap();
    let entries = [
        first.entry("store").unwrap(),
        second.entry("store").unwrap(),
    ];
    assert_ne!(entries[0] as usize, entries[1] as usize);
}

#[test]
fn what_is_no_program_is_refused() {
    assert!(matches!(
        Program::load_bytes(b"no object"),
        Err(LoadError::Loader(_))
    ));
    assert!(matches!(
        Program::load("/nonexistent".as_ref()),
        Err(LoadError::Loader(_))
    ));
    let program = program();
    assert!(matches!(
        program.entry("nothing"),
        Err(LoadError::NoEntry(_))
    ));
    assert!(matches!(program.entry("a\0b"), Err(LoadError::Name)));
}

#[test]
fn the_code_outlives_its_program_handle() {
    let executor = executor();
    let code = kernel(&program(), "count_groups");
    let mut counters = vec![0u64; 10];
    launch(
        &executor,
        &code,
        10,
        &[counters.as_mut_ptr().expose_provenance() as u64],
    )
    .unwrap();
    assert_eq!(counters, [1; 10]);
}

#[test]
fn printf_writes_to_standard_output_and_survives_bad_strings() {
    let name = "printf_writes_to_standard_output_and_survives_bad_strings";
    let output = in_child(name, || {
        let (executor, program) = (executor(), program());
        let code = kernel(&program, "print_string");
        let text = c"hello";
        let strings = [text.as_ptr().expose_provenance() as u64, 0x10, 0, u64::MAX];
        for (string, expected) in strings.into_iter().zip([0, -1, 0, -1]) {
            let mut result = 7i64;
            launch(
                &executor,
                &code,
                1,
                &[string, (&raw mut result).expose_provenance() as u64],
            )
            .unwrap();
            assert_eq!(result, expected, "{string:#x}");
        }
    });
    let Some(output) = output else { return };
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("<hello>\n<(null)>\n"), "{text}");
}

#[test]
fn printf_refuses_what_does_not_fit() {
    let output = in_child("printf_refuses_what_does_not_fit", || {
        let (executor, program) = (executor(), program());
        let mut printed = 0u64;
        let args = [(&raw mut printed).expose_provenance() as u64];
        for _ in 0..2 {
            launch(&executor, &kernel(&program, "print_flood"), 1, &args).unwrap();
        }
        assert_eq!(
            printed,
            2 * ((1 << 20) / 30001),
            "as many whole lines as the buffer holds, each time"
        );
    });
    let Some(output) = output else { return };
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.stdout.len() > 1 << 20);
}

#[test]
fn the_child_of_a_fork_starts_afresh() {
    passes_in_child("the_child_of_a_fork_starts_afresh", || {
        let (executor, program) = (executor(), program());
        let code = kernel(&program, "count_groups");
        let launch_all = |flush: bool| {
            let mut counters = vec![0u64; 500];
            let event = submit(
                &executor,
                &code,
                500,
                &[counters.as_mut_ptr().expose_provenance() as u64],
            );
            if flush {
                executor.flush();
                event.signal.wait();
            } else {
                executor.help_until(1, &event.signal);
            }
            assert_eq!(counters, vec![1; 500]);
        };
        let body = || {
            launch_all(false);
            launch_all(true);
            let bytes = std::fs::read(object()).unwrap();
            drop(Program::load_bytes(&bytes).unwrap());
        };
        body();
        for _ in 0..20 {
            // Work in flight, which the child does not have.
            let mut target = vec![0u64; 100_000];
            let address = target.as_mut_ptr().expose_provenance() as u64;
            let running = submit(&executor, &code, 100_000, &[address]);
            executor.flush();
            // SAFETY: the child uses what is made to survive this, then leaves.
            let child = unsafe { libc::fork() };
            if child == 0 {
                body();
                // SAFETY: no destructors of the parent's.
                unsafe { libc::_exit(0) };
            }
            let mut status = -1;
            // SAFETY: waits for the child.
            unsafe { libc::waitpid(child, &raw mut status, 0) };
            assert_eq!(status, 0);
            executor.help_until(1, &running.signal);
            assert!(target.iter().all(|&count| count == 1));
        }
    });
}
