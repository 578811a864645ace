//! The address space in difficult processes. Each case runs in a process of its own: this test program, started again for
//! the one test, with an environment variable that says so.

mod crowd;
mod fork;
mod guard;
mod kernel;
mod layout;
mod limits;

use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Command, ExitStatus};

use mirrorcl_device::vm::{
    AddressLimits, AddressSpace, AllocError, AreaKind, VirtRange, VmOptions, parse_maps,
};

const CHILD: &str = "MIRRORCL_TEST_VM_CHILD";
/// How a child ends whose case ran to its end: one that finds no such case ends with 0.
const PASSED: i32 = 42;
const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

/// The name of the test whose closure this is, as the test program takes it.
fn test_name<F>(_body: &F) -> &'static str {
    let closure = std::any::type_name::<F>();
    let path = closure.trim_end_matches("::{{closure}}");
    path.split_once("::").map_or(path, |(_, name)| name)
}

/// Runs `body` in a child made by `prepare`. In the parent the child's status; the child does not return.
fn child<F: FnOnce()>(prepare: impl FnOnce(&mut Command), body: F) -> ExitStatus {
    if std::env::var_os(CHILD).is_some() {
        body();
        std::process::exit(PASSED);
    }
    let mut command = Command::new(std::env::current_exe().expect("the test needs it"));
    command
        .args([
            "--exact",
            test_name(&body),
            "--nocapture",
            "--test-threads=1",
        ])
        .env(CHILD, "1");
    prepare(&mut command);
    command.status().expect("the test needs it")
}

/// A case that must end well.
fn passes(prepare: impl FnOnce(&mut Command), body: impl FnOnce()) {
    let status = child(prepare, body);
    assert_eq!(status.code(), Some(PASSED), "{status}");
}

/// A case that must end with a memory fault.
fn faults(body: impl FnOnce()) {
    let status = child(|_| {}, body);
    assert_eq!(status.signal(), Some(libc::SIGSEGV), "{status}");
}

/// Runs `step` in the child between fork and exec.
fn before_exec(
    command: &mut Command,
    step: impl FnMut() -> std::io::Result<()> + Send + Sync + 'static,
) {
    // SAFETY: the steps below make system calls only.
    unsafe { command.pre_exec(step) };
}

fn status_bytes(field: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("the test needs it");
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix(field))
        .expect("the test needs it");
    line.trim_start_matches(':')
        .split_whitespace()
        .next()
        .expect("the test needs it")
        .parse::<u64>()
        .expect("the test needs it")
        * 1024
}

fn limits() -> AddressLimits {
    AddressLimits::new(4 * GIB, 64 << 40)
}

fn try_allocate(limits: &AddressLimits, length: u64) -> Result<usize, AllocError> {
    let base = AddressSpace::global().allocate(limits, length, 128, AreaKind::SvmFine, 1)?;
    Ok(base.as_ptr() as usize)
}

/// Allocates, writes both ends, and checks that the address is in the limits.
fn allocate_in(limits: &AddressLimits, length: u64) -> usize {
    let base = try_allocate(limits, length).unwrap_or_else(|error| panic!("{error}"));
    assert!(limits.covers(&VirtRange::new(base as u64, base as u64 + length)));
    // SAFETY: allocated above.
    unsafe {
        (base as *mut u8).write(1);
        ((base as u64 + length - 1) as *mut u8).write(2);
    }
    base
}

fn free(base: usize) {
    AddressSpace::global()
        .free(base)
        .expect("the test needs it");
}

/// The usual mix: small, medium, large; then all is freed.
fn work(limits: &AddressLimits) {
    work_with(limits, &[1, 64, 4096, 40_000, MIB, 3 * MIB, 20 * MIB]);
}

fn work_with(limits: &AddressLimits, lengths: &[u64]) {
    let bases: Vec<_> = lengths
        .iter()
        .map(|&length| allocate_in(limits, length))
        .collect();
    AddressSpace::global()
        .validate()
        .expect("the test needs it");
    bases.into_iter().for_each(free);
    AddressSpace::global()
        .validate()
        .expect("the test needs it");
}

/// Maps `range` without access; whether it was free.
fn plug(range: VirtRange) -> bool {
    let flags =
        libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE | libc::MAP_FIXED_NOREPLACE;
    let wanted = range.start as *mut libc::c_void;
    // SAFETY: a new mapping that replaces nothing.
    let got = unsafe {
        libc::mmap(
            wanted,
            range.length() as usize,
            libc::PROT_NONE,
            flags,
            -1,
            0,
        )
    };
    got == wanted
}

fn unmap(range: VirtRange) {
    // SAFETY: the tests unmap what they plugged.
    unsafe { libc::munmap(range.start as *mut libc::c_void, range.length() as usize) };
}

/// Number of mappings inside our windows.
fn window_mappings() -> (usize, usize) {
    let windows = AddressSpace::global().report(None).windows;
    let text = std::fs::read_to_string("/proc/self/maps").expect("the test needs it");
    let ours = |range: &VirtRange| windows.iter().any(|(window, _)| window.intersects(range));
    let mappings = parse_maps(&text).filter(|line| ours(&line.range)).count();
    (mappings, windows.len())
}
