//! Kernel faults are contained, other faults are not: each case in a process of its own.

#![allow(clippy::unwrap_used, reason = "tests may")]

mod common;

use std::os::unix::process::ExitStatusExt;
use std::process::exit;
use std::time::Duration;

use common::*;
use mirrorcl_device::exec::{Signal, Start, Work};
use mirrorcl_device::fault::{Fault, FaultKind, set_kernel_limit};

/// The kernel faults as told, on the host thread and on a worker; afterwards everything works.
fn faults(test: &str, kernel_name: &str, args: &[u64], expected: FaultKind) {
    passes_in_child(test, || {
        let (executor, program) = (executor(), program());
        let code = kernel(&program, kernel_name);
        for _ in 0..3 {
            let fault = launch(&executor, &code, 1, args).unwrap_err();
            assert_eq!(fault.kind, expected, "{fault}");
            assert_eq!(fault.kernel, kernel_name);
            works(&executor, &program);
        }
        let event = submit(&executor, &code, 1, args);
        executor.flush();
        event.signal.wait();
        works(&executor, &program);
    });
}

fn works(
    executor: &mirrorcl_device::exec::Executor,
    program: &std::sync::Arc<mirrorcl_device::code::Program>,
) {
    let mut counters = vec![0u64; 1000];
    let code = kernel(program, "count_groups");
    launch(
        executor,
        &code,
        1000,
        &[counters.as_mut_ptr().expose_provenance() as u64],
    )
    .unwrap();
    assert!(counters.iter().all(|&count| count == 1));
}

#[test]
fn reading_null() {
    faults("reading_null", "load", &[0, 0], FaultKind::Read);
}

#[test]
fn writing_wild() {
    faults(
        "writing_wild",
        "store",
        &[0x1000_0000_1000, 1],
        FaultKind::Write,
    );
}

#[test]
fn writing_to_read_only_memory() {
    static TEXT: &str = "read-only";
    let address = TEXT.as_ptr().expose_provenance() as u64 & !7;
    faults(
        "writing_to_read_only_memory",
        "store",
        &[address, 1],
        FaultKind::Write,
    );
}

#[test]
fn jumping_into_the_void() {
    faults(
        "jumping_into_the_void",
        "jump",
        &[0x1234],
        FaultKind::Execute,
    );
}

#[test]
fn jumping_to_data() {
    static DATA: [u8; 16] = [0xc3; 16];
    faults(
        "jumping_to_data",
        "jump",
        &[DATA.as_ptr().expose_provenance() as u64],
        FaultKind::Execute,
    );
}

#[test]
fn returning_into_the_void() {
    faults(
        "returning_into_the_void",
        "smash_return",
        &[],
        FaultKind::Execute,
    );
}

#[test]
fn losing_the_stack() {
    faults(
        "losing_the_stack",
        "smash_stack_pointer",
        &[],
        FaultKind::Write,
    );
}

#[test]
fn non_canonical_address() {
    faults(
        "non_canonical_address",
        "non_canonical",
        &[],
        FaultKind::Protection,
    );
}

#[test]
fn misaligned_vector() {
    faults(
        "misaligned_vector",
        "aligned_vector",
        &[],
        FaultKind::Protection,
    );
}

#[test]
fn illegal_instruction() {
    faults(
        "illegal_instruction",
        "illegal",
        &[],
        FaultKind::IllegalInstruction,
    );
}

#[test]
fn arithmetic_trap() {
    faults("arithmetic_trap", "divide", &[], FaultKind::Arithmetic);
}

#[test]
fn stack_overflow() {
    faults("stack_overflow", "overflow", &[0], FaultKind::StackOverflow);
}

#[test]
fn truncated_file() {
    let file = tempfile();
    file.set_len(4096).unwrap();
    use std::os::fd::AsRawFd;
    let (protection, flags) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_SHARED);
    // SAFETY: maps a page of a file that is cut off afterwards.
    let page = unsafe {
        libc::mmap(
            std::ptr::null_mut(),
            4096,
            protection,
            flags,
            file.as_raw_fd(),
            0,
        )
    };
    file.set_len(0).unwrap();
    faults(
        "truncated_file",
        "load",
        &[page.expose_provenance() as u64, 0],
        FaultKind::Bus,
    );
}

fn tempfile() -> std::fs::File {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = path.join(format!("truncated-{}", std::process::id()));
    let file = std::fs::File::options()
        .read(true)
        .write(true)
        .create_new(true)
        .open(&path)
        .unwrap();
    std::fs::remove_file(path).unwrap();
    file
}

#[test]
fn the_report_names_group_and_instruction() {
    passes_in_child("the_report_names_group_and_instruction", || {
        let (executor, program) = (executor(), program());
        let mut counters = vec![0u64; 1000];
        let args = [counters.as_mut_ptr().expose_provenance() as u64, 345];
        let Fault {
            group_id,
            pc_offset,
            address,
            ..
        } = launch(&executor, &kernel(&program, "one_faults"), 1000, &args).unwrap_err();
        assert_eq!((group_id, address), ([345, 0, 0], Some(0)));
        assert!(pc_offset.is_some());
        assert_eq!(counters[345], 0);
        assert!(counters.iter().all(|&count| count <= 1));
    });
}

/// Descriptors, threads and pages of address space of this process.
fn traces() -> (usize, usize, u64) {
    let entries = |path| std::fs::read_dir(path).unwrap().count();
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
    let pages = pages.split(' ').next().unwrap().parse().unwrap();
    (entries("/proc/self/fd"), entries("/proc/self/task"), pages)
}

#[test]
fn ten_thousand_faults_leave_no_trace() {
    passes_in_child("ten_thousand_faults_leave_no_trace", || {
        let (executor, program) = (executor(), program());
        let kernels =
            ["store", "jump", "illegal", "overflow", "disorder"].map(|name| kernel(&program, name));
        let mut before = None;
        for round in 0..10_000 {
            launch(&executor, &kernels[round % kernels.len()], 3, &[0, 0]).unwrap_err();
            if round == 1000 {
                before = Some(traces());
            }
        }
        works(&executor, &program);
        let (fds, threads, pages) = before.unwrap();
        let after = traces();
        assert_eq!((fds, threads), (after.0, after.1));
        assert!(after.2 <= pages + 64, "{pages} pages became {}", after.2);
    });
}

#[test]
fn kernels_have_the_floating_point_environment_of_opencl_and_the_host_keeps_its_own() {
    let name = "kernels_have_the_floating_point_environment_of_opencl_and_the_host_keeps_its_own";
    passes_in_child(name, || {
        let (executor, program) = (executor(), program());
        let environment = |code: &str| {
            let mut seen = 0u64;
            launch(
                &executor,
                &kernel(&program, code),
                1,
                &[(&raw mut seen).expose_provenance() as u64],
            )
            .map(|()| seen)
        };
        let host = || {
            let mut mxcsr = 0u32;
            // SAFETY: stores the register.
            unsafe { std::arch::asm!("stmxcsr [{}]", in(reg) &raw mut mxcsr) };
            // Without the flags that record what happened.
            mxcsr & !0x3f
        };
        let odd: u32 = 0x9fc0 & !0x80;
        // SAFETY: rounding towards zero, denormals flushed; put back below.
        unsafe { std::arch::asm!("ldmxcsr [{}]", in(reg) &raw const odd) };
        // Also after a kernel that leaves by a fault, and one that returns with the environment changed.
        let byte = 0u8;
        let (seen, faulted) = (
            environment("read_environment"),
            environment("disorder").is_ok(),
        );
        let fault = launch(&executor, &kernel(&program, "disorder"), 1, &[0]);
        let again = environment("read_environment");
        let kept = host();
        let usual: u32 = 0x1f80;
        // SAFETY: the environment that Rust code expects.
        unsafe { std::arch::asm!("ldmxcsr [{}]", in(reg) &raw const usual) };
        let _ = byte;
        assert_eq!(seen, Ok(0x037f_0000_1f80));
        assert!(faulted);
        assert_eq!(fault.unwrap_err().kind, FaultKind::Read);
        assert_eq!(again, Ok(0x037f_0000_1f80));
        assert_eq!(kept, odd & !0x3f);
    });
}

#[test]
fn a_thread_that_blocks_fault_signals_does_not_run_kernels() {
    passes_in_child(
        "a_thread_that_blocks_fault_signals_does_not_run_kernels",
        || {
            // SAFETY: blocks one signal in this thread.
            unsafe {
                let mut set = std::mem::zeroed();
                libc::sigemptyset(&raw mut set);
                libc::sigaddset(&raw mut set, libc::SIGSEGV);
                libc::pthread_sigmask(libc::SIG_BLOCK, &raw const set, std::ptr::null_mut());
            }
            let (executor, program) = (executor(), program());
            let fault = launch(&executor, &kernel(&program, "store"), 1, &[0, 0]);
            assert_eq!(fault.unwrap_err().kind, FaultKind::Write);
        },
    );
}

fn fault_on_host() {
    let null: *mut u32 = std::ptr::with_exposed_provenance_mut(8);
    // SAFETY: none; this is the fault that the test is about.
    unsafe { std::arch::asm!("mov dword ptr [{}], 1", in(reg) null) };
}

fn set_handler(action: libc::sighandler_t, flags: i32) {
    // SAFETY: a valid action.
    unsafe {
        let mut new: libc::sigaction = std::mem::zeroed();
        new.sa_sigaction = action;
        new.sa_flags = flags;
        libc::sigaction(libc::SIGSEGV, &raw const new, std::ptr::null_mut());
    }
}

#[test]
fn host_faults_end_the_process_as_ever() {
    let body = || {
        set_handler(libc::SIG_DFL, 0);
        works(&executor(), &program());
        fault_on_host();
    };
    let output = in_child("host_faults_end_the_process_as_ever", body).unwrap();
    assert_eq!(output.status.signal(), Some(libc::SIGSEGV));
}

#[test]
fn signals_that_are_sent_end_the_process_as_ever() {
    let body = || {
        set_handler(libc::SIG_DFL, 0);
        works(&executor(), &program());
        // SAFETY: sends a signal to this process.
        unsafe { libc::kill(libc::getpid(), libc::SIGSEGV) };
    };
    let output = in_child("signals_that_are_sent_end_the_process_as_ever", body).unwrap();
    assert_eq!(output.status.signal(), Some(libc::SIGSEGV));
}

extern "C" fn leave_plain(_: libc::c_int) {
    exit(41);
}

extern "C" fn leave(_: libc::c_int, info: *const libc::siginfo_t, _: *const libc::c_void) {
    // SAFETY: the system's record.
    exit(if unsafe { (*info).si_addr() }.addr() == 8 {
        42
    } else {
        43
    });
}

#[test]
fn host_faults_reach_the_applications_handler() {
    let name = "host_faults_reach_the_applications_handler";
    let body = || {
        set_handler(
            leave as *const () as usize,
            libc::SA_SIGINFO | libc::SA_ONSTACK,
        );
        let (executor, program) = (executor(), program());
        launch(&executor, &kernel(&program, "store"), 1, &[0, 0]).unwrap_err();
        fault_on_host();
    };
    assert_eq!(in_child(name, body).unwrap().status.code(), Some(42));
}

#[test]
fn host_faults_reach_a_plain_handler_that_was_there_before() {
    let name = "host_faults_reach_a_plain_handler_that_was_there_before";
    let body = || {
        set_handler(leave_plain as *const () as usize, 0);
        let (executor, program) = (executor(), program());
        launch(&executor, &kernel(&program, "store"), 1, &[0, 0]).unwrap_err();
        fault_on_host();
    };
    assert_eq!(in_child(name, body).unwrap().status.code(), Some(41));
}

#[test]
fn a_fault_of_one_dispatch_leaves_those_in_flight_alone() {
    passes_in_child(
        "a_fault_of_one_dispatch_leaves_those_in_flight_alone",
        || {
            let (executor, program) = (executor(), program());
            let (bad, good) = (
                kernel(&program, "one_faults"),
                kernel(&program, "count_groups"),
            );
            for _ in 0..200 {
                let mut counters = [vec![0u64; 300], vec![0u64; 300]];
                let address = counters
                    .each_mut()
                    .map(|c| c.as_mut_ptr().expose_provenance() as u64);
                let done = std::sync::Arc::new(Signal::new());
                let events = [
                    submit(&executor, &good, 300, &[address[0]]),
                    submit(&executor, &bad, 300, &[address[1], 150]),
                ];
                let signal = std::sync::Arc::clone(&done);
                executor.submit(2, Work::Call(Box::new(move || signal.set())), Start::Now);
                for event in &events {
                    executor.help_until(1, &event.signal);
                }
                executor.help_until(2, &done);
                assert!(counters[0].iter().all(|&count| count == 1));
                assert_eq!(counters[1][150], 0);
            }
        },
    );
}

#[test]
fn kernels_that_run_too_long_are_ended() {
    passes_in_child("kernels_that_run_too_long_are_ended", || {
        let (executor, program) = (executor(), program());
        let endless = kernel(&program, "endless");
        set_kernel_limit(Some(Duration::from_millis(50)));
        let flag = 0u64;
        let address = (&raw const flag).expose_provenance() as u64;
        for printing in [0, 1, 0, 1] {
            // On the host thread and the workers.
            let fault = launch(&executor, &endless, 5, &[address, printing]).unwrap_err();
            assert_eq!(fault.kind, FaultKind::Timeout);
            works(&executor, &program);
            let event = submit(&executor, &endless, 1, &[address, printing]);
            executor.flush();
            event.signal.wait();
            works(&executor, &program);
        }
        // Without a limit, kernels run as long as they want.
        set_kernel_limit(None);
        let event = submit(&executor, &endless, 2, &[address, 0]);
        executor.flush();
        std::thread::sleep(Duration::from_millis(200));
        assert!(!event.signal.is_set());
        let flag: *mut u64 = std::ptr::with_exposed_provenance_mut(address as usize);
        // SAFETY: the variable above, which the kernel waits for.
        unsafe { flag.write_volatile(1) };
        event.signal.wait();
        works(&executor, &program);
    });
}
