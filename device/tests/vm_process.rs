//! The address space in difficult processes. Each case runs in a process of its own: this test program,
//! started again for the one test, with an environment variable that says so.

use std::os::unix::process::CommandExt;
use std::process::{Command, ExitStatus};

use mirrorcl_device::vm::{
    AddressLimits, AddressSpace, AllocError, AreaKind, MapSource, VirtRange, VmOptions, parse_maps,
};

const CHILD: &str = "MIRRORCL_TEST_VM_CHILD";
const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

/// Runs `body` in a child made by `prepare`. In the parent the child's status, in the child nothing.
fn child(
    test: &str,
    prepare: impl FnOnce(&mut Command),
    body: impl FnOnce(),
) -> Option<ExitStatus> {
    if std::env::var_os(CHILD).is_some() {
        body();
        return None;
    }
    let mut command = Command::new(std::env::current_exe().expect("the test needs it"));
    command
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(CHILD, "1");
    prepare(&mut command);
    Some(command.status().expect("the test needs it"))
}

/// A case that must end well.
fn passes(test: &str, prepare: impl FnOnce(&mut Command), body: impl FnOnce()) {
    if let Some(status) = child(test, prepare, body) {
        assert!(status.success(), "{status}");
    }
}

/// Runs `step` in the child between fork and exec.
fn before_exec(
    command: &mut Command,
    step: impl FnMut() -> std::io::Result<()> + Send + Sync + 'static,
) {
    // SAFETY: the steps below make system calls only.
    unsafe { command.pre_exec(step) };
}

fn limit(resource: libc::__rlimit_resource_t, bytes: u64) {
    let limit = libc::rlimit {
        rlim_cur: bytes,
        rlim_max: bytes,
    };
    // SAFETY: the structure outlives the call.
    assert_eq!(unsafe { libc::setrlimit(resource, &raw const limit) }, 0);
}

/// Sets a limit that is not lower already.
fn lower_limit(resource: libc::__rlimit_resource_t, bytes: u64) {
    let mut present = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: the structure outlives the call.
    assert_eq!(unsafe { libc::getrlimit(resource, &raw mut present) }, 0);
    limit(resource, bytes.min(present.rlim_max));
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

#[test]
fn little_address_space_is_enough_and_its_end_is_told() {
    passes(
        "little_address_space_is_enough_and_its_end_is_told",
        |_| {},
        || {
            limit(libc::RLIMIT_AS, 2 * GIB);
            work(&limits());
            let base = allocate_in(&limits(), 300 * MIB);
            let error = try_allocate(&limits(), 4 * GIB).unwrap_err();
            assert!(matches!(error, AllocError::Reserve { .. }), "{error:?}");
            assert!(error.to_string().contains("RLIMIT_AS"), "{error}");
            free(base);
            work(&limits());
            // Room must be left to the program itself.
            let rest = vec![1u8; 200 << 20];
            assert_eq!(rest[100 << 20], 1);
        },
    );
}

#[test]
fn little_data_is_enough_and_its_end_is_told() {
    passes(
        "little_data_is_enough_and_its_end_is_told",
        |_| {},
        || {
            limit(libc::RLIMIT_DATA, status_bytes("VmData") + 96 * MIB);
            work(&limits());
            let error = try_allocate(&limits(), GIB).unwrap_err();
            assert!(matches!(error, AllocError::Commit { .. }), "{error:?}");
            assert!(error.to_string().contains("RLIMIT_DATA"), "{error}");
            work(&limits());
        },
    );
}

#[test]
fn locked_process_is_not_filled_with_windows() {
    passes(
        "locked_process_is_not_filled_with_windows",
        |_| {},
        || {
            // SAFETY: no memory changes.
            let locked = unsafe { libc::mlockall(libc::MCL_CURRENT | libc::MCL_FUTURE) };
            if locked != 0 {
                eprintln!("mlockall refused: {}", std::io::Error::last_os_error());
                return;
            }
            work(&limits());
            assert!(
                status_bytes("VmRSS") < 300 * MIB,
                "{} resident",
                status_bytes("VmRSS")
            );
            // Later locks catch what is committed by then, no more.
            AddressSpace::global().trim();
            work(&limits());
        },
    );
}

#[test]
fn process_that_locks_all_later_goes_on() {
    passes(
        "process_that_locks_all_later_goes_on",
        |_| {},
        || {
            work(&limits());
            // SAFETY: no memory changes.
            let locked = unsafe { libc::mlockall(libc::MCL_CURRENT) };
            assert!(locked != 0 || status_bytes("VmRSS") < 600 * MIB);
            work(&limits());
        },
    );
}

#[test]
fn limit_of_locked_memory_leads_to_short_windows() {
    passes(
        "limit_of_locked_memory_leads_to_short_windows",
        |_| {},
        || {
            // Privileges are given up for good: they would lift the limit.
            // SAFETY: changes identity only.
            let unprivileged = unsafe { libc::setgid(65534) == 0 && libc::setuid(65534) == 0 };
            // SAFETY: asks only.
            if !unprivileged && unsafe { libc::geteuid() } == 0 {
                eprintln!("privileges cannot be given up here");
                return;
            }
            lower_limit(libc::RLIMIT_MEMLOCK, 8 * MIB);
            // SAFETY: no memory changes.
            if unsafe { libc::mlockall(libc::MCL_FUTURE) } != 0 {
                eprintln!("mlockall refused: {}", std::io::Error::last_os_error());
                return;
            }
            let base = allocate_in(&limits(), MIB);
            let error = try_allocate(&limits(), 100 * MIB).unwrap_err();
            assert!(matches!(error, AllocError::Reserve { .. }), "{error:?}");
            assert!(error.to_string().contains("RLIMIT_MEMLOCK"), "{error}");
            free(base);
            free(allocate_in(&limits(), 64));
        },
    );
}

#[test]
fn full_map_of_the_process_is_told_and_survived() {
    passes(
        "full_map_of_the_process_is_told_and_survived",
        |_| {},
        || {
            let early = allocate_in(&limits(), 64);
            let page = VirtRange::new(0x1234_0000_0000, 0x1234_0000_1000);
            let mut plugs = Vec::new();
            // Every other page: neighbours would merge.
            for at in 0.. {
                let range = VirtRange::new(page.start + at * 0x2000, page.end + at * 0x2000);
                if !plug(range) {
                    break;
                }
                plugs.push(range);
            }
            // The space goes on with what it has, and says what it lacks.
            free(early);
            (0..1000).for_each(|_| free(allocate_in(&limits(), 64)));
            let error = try_allocate(&limits(), 5 * GIB).unwrap_err();
            assert!(error.to_string().contains("max_map_count"), "{error}");
            plugs.into_iter().for_each(unmap);
            work(&limits());
        },
    );
}

#[test]
fn unlimited_stack_is_no_obstacle() {
    let unlimited = |command: &mut Command| {
        before_exec(command, || {
            let all = libc::rlimit {
                rlim_cur: libc::RLIM_INFINITY,
                rlim_max: libc::RLIM_INFINITY,
            };
            // SAFETY: the structure outlives the call. A refusal leaves an ordinary test.
            unsafe { libc::setrlimit(libc::RLIMIT_STACK, &raw const all) };
            Ok(())
        });
    };
    passes("unlimited_stack_is_no_obstacle", unlimited, || {
        work(&limits());
        work(&AddressLimits::probe_host());
    });
}

fn personality(flags: i32) -> impl FnOnce(&mut Command) {
    move |command| {
        before_exec(command, move || {
            // SAFETY: changes this child's layout at its exec.
            unsafe { libc::personality(flags as libc::c_ulong) };
            Ok(())
        });
    }
}

#[test]
fn fixed_layout_is_no_obstacle() {
    passes(
        "fixed_layout_is_no_obstacle",
        personality(libc::ADDR_NO_RANDOMIZE),
        || {
            work(&limits());
            work(&AddressLimits::new(MIB, 4 * GIB));
        },
    );
}

#[test]
fn legacy_layout_is_no_obstacle() {
    passes(
        "legacy_layout_is_no_obstacle",
        personality(libc::ADDR_COMPAT_LAYOUT),
        || {
            work(&limits());
            work(&AddressLimits::probe_host());
        },
    );
}

#[test]
fn ranges_of_all_widths_serve() {
    passes(
        "ranges_of_all_widths_serve",
        |_| {},
        || {
            for bits in [32, 33, 34, 36, 40, 46] {
                work(&AddressLimits::new(
                    if bits == 32 { MIB } else { 4 * GIB },
                    1 << bits,
                ));
            }
            work(&AddressLimits::new(0x1000_0000, 0xffff_ffff));
            work(&AddressLimits::probe_host());
            // Beyond what the process can map there is nothing, and nothing breaks.
            work(&AddressLimits::new(0, u64::MAX));
        },
    );
}

#[test]
fn process_without_proc_is_probed() {
    let hide = |command: &mut Command| {
        before_exec(command, || {
            let nothing = std::ptr::null();
            // SAFETY: system calls with static strings, on this child's own copy of the mounts. If one is
            // refused, the case below says that it could not be tried.
            unsafe {
                if libc::unshare(libc::CLONE_NEWNS) == 0 {
                    let private = libc::MS_REC | libc::MS_PRIVATE;
                    libc::mount(nothing, c"/".as_ptr(), nothing, private, nothing.cast());
                    let tmpfs = c"tmpfs".as_ptr();
                    libc::mount(tmpfs, c"/proc".as_ptr(), tmpfs, 0, nothing.cast());
                }
            }
            Ok(())
        });
    };
    passes("process_without_proc_is_probed", hide, || {
        if std::fs::exists("/proc/self/maps").unwrap_or(true) {
            eprintln!("/proc cannot be hidden here");
            return;
        }
        let range = AddressLimits::new(4 * GIB, 8 * GIB);
        // Most of the range is taken, with a hole in the middle.
        assert!(plug(VirtRange::new(4 * GIB, 6 * GIB)));
        assert!(plug(VirtRange::new(6 * GIB + 64 * MIB, 8 * GIB)));
        work(&range);
        work(&limits());
        let report = AddressSpace::global().report(None);
        assert_eq!(report.map_source, Some(MapSource::Unknown));
    });
}

#[test]
fn crowded_range_is_used_up_to_its_last_hole() {
    passes(
        "crowded_range_is_used_up_to_its_last_hole",
        |_| {},
        || {
            let range = AddressLimits::new(4 * GIB, 8 * GIB);
            // Nine tenths are taken, in 40 pieces.
            for piece in 0..40 {
                let start = 4 * GIB + piece * (GIB / 10);
                assert!(plug(
                    VirtRange::new(start, start + GIB * 9 / 100).shrunk_to(4096)
                ));
            }
            work_with(&range, &[1, 64, 4096, 40_000, MIB, 3 * MIB, 9 * MIB]);
            let mut bases = Vec::new();
            while let Ok(base) = try_allocate(&range, 2 * MIB) {
                bases.push(base);
            }
            // 40 holes of about 10.2 MiB, less a granule on each side: four or five each.
            assert!(bases.len() >= 160, "{} allocations", bases.len());
            AddressSpace::global()
                .validate()
                .expect("the test needs it");
            let error = try_allocate(&range, 64 * MIB).unwrap_err();
            assert!(matches!(error, AllocError::NoRoom { .. }), "{error:?}");
            bases.into_iter().for_each(free);
            work_with(&range, &[1, 64, 4096, 40_000, MIB, 3 * MIB, 9 * MIB]);
        },
    );
}

#[test]
fn sixty_thousand_foreign_mappings_are_no_obstacle() {
    passes(
        "sixty_thousand_foreign_mappings_are_no_obstacle",
        |_| {},
        || {
            let range = AddressLimits::new(4 * GIB, 16 * GIB);
            for at in 0..60_000 {
                let start = 4 * GIB + at * 0x3_0000;
                assert!(plug(VirtRange::new(start, start + 0x1000)));
            }
            work(&range);
        },
    );
}

#[test]
fn threads_that_map_meanwhile_lose_nothing() {
    passes(
        "threads_that_map_meanwhile_lose_nothing",
        |_| {},
        || {
            let range = AddressLimits::new(4 * GIB, 4 * GIB + 512 * MIB);
            let done = std::sync::atomic::AtomicBool::new(false);
            std::thread::scope(|scope| {
                for seed in 1..=3u64 {
                    let done = &done;
                    scope.spawn(move || {
                        let mut at = seed;
                        while !done.load(std::sync::atomic::Ordering::Relaxed) {
                            at = at
                                .wrapping_mul(6_364_136_223_846_793_005)
                                .wrapping_add(seed);
                            let start = 4 * GIB + (at >> 40) % (512 * MIB) / 4096 * 4096;
                            let mine = VirtRange::new(start, start + 16 * 4096);
                            if plug(mine) {
                                unmap(mine);
                            }
                        }
                    });
                }
                let mut refused = 0;
                for _ in 0..300 {
                    match try_allocate(&range, 4 * MIB) {
                        Ok(base) => {
                            free(base);
                            AddressSpace::global().trim();
                        }
                        Err(AllocError::Raced { .. } | AllocError::NoRoom { .. }) => refused += 1,
                        Err(error) => panic!("{error}"),
                    }
                }
                done.store(true, std::sync::atomic::Ordering::Relaxed);
                assert!(refused < 300);
            });
            AddressSpace::global()
                .validate()
                .expect("the test needs it");
            work(&range);
        },
    );
}

#[test]
fn forked_child_goes_on_and_leaves_its_parent_alone() {
    passes(
        "forked_child_goes_on_and_leaves_its_parent_alone",
        |_| {},
        || {
            let kept = allocate_in(&limits(), 5 * MIB);
            let stop = std::sync::atomic::AtomicBool::new(false);
            std::thread::scope(|scope| {
                for _ in 0..3 {
                    scope.spawn(|| {
                        while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                            for length in [64, 5000, 70_000, 3 * MIB] {
                                free(allocate_in(&limits(), length));
                            }
                        }
                    });
                }
                for _ in 0..50 {
                    // SAFETY: the child uses the space, whose locks fork has taken care of, and leaves by _exit.
                    let pid = unsafe { libc::fork() };
                    if pid == 0 {
                        let space = AddressSpace::global();
                        let found = space
                            .find(kept + 1000)
                            .is_some_and(|found| found.base == kept);
                        let freed = found && space.free(kept).is_ok();
                        let again =
                            [64, 5000, 70_000, 3 * MIB, 90 * MIB]
                                .into_iter()
                                .all(|length| {
                                    try_allocate(&limits(), length)
                                        .is_ok_and(|base| space.free(base).is_ok())
                                });
                        // SAFETY: ends the child.
                        unsafe { libc::_exit(if freed && again { 0 } else { 1 }) };
                    }
                    let mut status = 0;
                    // SAFETY: waits for the child forked above.
                    unsafe { libc::waitpid(pid, &raw mut status, 0) };
                    assert_eq!(status, 0);
                }
                stop.store(true, std::sync::atomic::Ordering::Relaxed);
            });
            assert_eq!(
                AddressSpace::global()
                    .find(kept)
                    .expect("the test needs it")
                    .base,
                kept
            );
            free(kept);
            AddressSpace::global()
                .validate()
                .expect("the test needs it");
        },
    );
}

#[test]
fn shadow_of_a_sanitizer_is_respected() {
    passes(
        "shadow_of_a_sanitizer_is_respected",
        |_| {},
        || {
            // Where AddressSanitizer has its shadow on x86-64.
            let shadow = VirtRange::new(0x7fff_7000, 0x1000_7fff_8000);
            if !plug(shadow) {
                eprintln!("something else is mapped there");
                return;
            }
            work(&limits());
            let windows = AddressSpace::global().report(None).windows;
            assert!(
                windows
                    .iter()
                    .all(|(window, _)| !window.intersects(&shadow))
            );
            let inside = AddressLimits::new(4 * GIB, 1 << 40);
            assert!(matches!(
                try_allocate(&inside, 64),
                Err(AllocError::NoRoom { .. })
            ));
        },
    );
}

#[test]
fn windows_leave_stack_and_heap_room_to_grow() {
    passes(
        "windows_leave_stack_and_heap_room_to_grow",
        |_| {},
        || {
            let host = AddressLimits::probe_host();
            work(&host);
            allocate_in(&host, 8 * GIB);
            let text = std::fs::read_to_string("/proc/self/maps").expect("the test needs it");
            for line in parse_maps(&text) {
                let keep_out = match line.name {
                    "[stack]" => VirtRange::new(line.range.end - 129 * MIB, line.range.end),
                    "[heap]" => VirtRange::new(line.range.start, line.range.end + GIB / 2),
                    _ => continue,
                };
                for (window, _) in AddressSpace::global().report(None).windows {
                    assert!(!window.intersects(&keep_out), "{window} near {}", line.name);
                }
            }
        },
    );
}

#[test]
fn a_million_allocations_are_few_mappings() {
    passes(
        "a_million_allocations_are_few_mappings",
        |_| {},
        || {
            let lengths = [64, 100, 200, 500, 64, 1000, 128, 300, 70_000, 64];
            let mut bases: Vec<usize> = Vec::new();
            for at in 0..1_000_000 {
                bases.push(
                    try_allocate(&limits(), lengths[at % lengths.len()])
                        .expect("the test needs it"),
                );
            }
            let (mappings, windows) = window_mappings();
            assert!(
                mappings <= 2 * windows,
                "{mappings} mappings in {windows} windows"
            );
            for base in bases.iter().step_by(3) {
                free(*base);
            }
            let (mappings, windows) = window_mappings();
            assert!(
                mappings <= 2 * windows,
                "{mappings} mappings in {windows} windows"
            );
            AddressSpace::global()
                .validate()
                .expect("the test needs it");
        },
    );
}

fn guarded() {
    assert!(AddressSpace::configure(VmOptions {
        guard: true,
        ..VmOptions::default()
    }));
}

/// A case that must end with a memory fault.
fn faults(test: &str, body: impl FnOnce()) {
    use std::os::unix::process::ExitStatusExt;
    let Some(status) = child(test, |_| {}, body) else {
        return;
    };
    assert_eq!(status.signal(), Some(libc::SIGSEGV), "{status}");
}

#[test]
fn guard_mode_traps_reads_past_the_end() {
    faults("guard_mode_traps_reads_past_the_end", || {
        guarded();
        let base = allocate_in(&limits(), 4 * 128);
        // SAFETY: not at all: this must trap.
        unsafe { (base as *const u8).add(4 * 128).read_volatile() };
    });
}

#[test]
fn guard_mode_traps_reads_before_the_start() {
    faults("guard_mode_traps_reads_before_the_start", || {
        guarded();
        let base = allocate_in(&limits(), 100_000);
        // SAFETY: not at all: this must trap.
        unsafe { (base as *const u8).sub(4096).read_volatile() };
    });
}

#[test]
fn guard_mode_traps_use_after_free() {
    faults("guard_mode_traps_use_after_free", || {
        guarded();
        let base = allocate_in(&limits(), 100);
        free(base);
        assert_eq!(
            AddressSpace::global()
                .find_freed(base + 5)
                .expect("the test needs it")
                .base,
            base
        );
        // SAFETY: not at all: this must trap.
        unsafe { (base as *const u8).read_volatile() };
    });
}

#[test]
fn guard_mode_works_for_all_lengths() {
    passes(
        "guard_mode_works_for_all_lengths",
        |_| {},
        || {
            guarded();
            for _ in 0..20 {
                work(&limits());
            }
            let mappings = window_mappings();
            eprintln!("{mappings:?} mappings, windows");
            AddressSpace::global().trim();
            work(&limits());
        },
    );
}
