//! Kernels that lack what newer ones have, or refuse: a filter on the child's system calls answers in their place.

use mirrorcl_device::vm::MapSource;

use super::*;

/// Whether an argument is the value, or at least that.
enum Test {
    Is(u32),
    AtLeast(u32),
}

/// Calls of a number with such an argument (its lower half) fail with an error.
struct Rule {
    call: libc::c_long,
    argument: u32,
    test: Test,
    error: i32,
}

/// Lets the kernel refuse what the rules say, in this process for good.
fn refuse(rules: &[Rule]) {
    let statement = |code: u32, value: u32| libc::sock_filter {
        code: code as u16,
        jt: 0,
        jf: 0,
        k: value,
    };
    let jump = |condition: u32, value: u32, otherwise: u8| libc::sock_filter {
        jf: otherwise,
        ..statement(libc::BPF_JMP | condition | libc::BPF_K, value)
    };
    let load = |offset| statement(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, offset);
    let answer = |value| statement(libc::BPF_RET | libc::BPF_K, value);
    // `struct seccomp_data`: the number, then from byte 16 on six arguments of eight bytes.
    let mut program = Vec::new();
    for rule in rules {
        let (condition, value) = match rule.test {
            Test::Is(value) => (libc::BPF_JEQ, value),
            Test::AtLeast(value) => (libc::BPF_JGE, value),
        };
        program.extend([
            load(0),
            jump(libc::BPF_JEQ, rule.call as u32, 3),
            load(16 + 8 * rule.argument),
            jump(condition, value, 1),
            answer(libc::SECCOMP_RET_ERRNO | rule.error as u32),
        ]);
    }
    program.push(answer(libc::SECCOMP_RET_ALLOW));
    let filter = libc::sock_fprog {
        len: program.len() as u16,
        filter: program.as_mut_ptr(),
    };
    // SAFETY: the filter outlives the calls, which change what this process may ask for only.
    let results = unsafe {
        [
            libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1usize, 0usize, 0usize, 0usize),
            libc::prctl(
                libc::PR_SET_SECCOMP,
                libc::SECCOMP_MODE_FILTER,
                &raw const filter,
            ),
        ]
    };
    assert_eq!(results, [0, 0], "{}", std::io::Error::last_os_error());
}

/// What Linux 5.10 without transparent huge pages answers.
fn older_kernel() {
    const PROCMAP_QUERY: u32 = 0xc068_6611;
    const PR_SET_VMA: u32 = 0x5356_4d41;
    let advice = |advice| Rule {
        call: libc::SYS_madvise,
        argument: 2,
        test: Test::Is(advice),
        error: libc::EINVAL,
    };
    let (guard_install, guard_remove) = (advice(102), advice(103));
    let huge_page = advice(libc::MADV_HUGEPAGE as u32);
    let query = Rule {
        call: libc::SYS_ioctl,
        argument: 1,
        test: Test::Is(PROCMAP_QUERY),
        error: libc::ENOTTY,
    };
    let name = Rule {
        call: libc::SYS_prctl,
        argument: 0,
        test: Test::Is(PR_SET_VMA),
        error: libc::EINVAL,
    };
    refuse(&[query, name, guard_install, guard_remove, huge_page]);
}

#[test]
fn older_kernel_is_enough() {
    passes(
        |_| {},
        || {
            older_kernel();
            let taken = VirtRange::new(4 * GIB, 6 * GIB);
            assert!(plug(taken));
            work(&AddressLimits::new(4 * GIB, 8 * GIB));
            work(&limits());
            let report = AddressSpace::global().report(None);
            assert_eq!(report.map_source, Some(MapSource::Text));
            assert!(
                report
                    .windows
                    .iter()
                    .all(|(window, _)| !window.intersects(&taken))
            );
        },
    );
}

#[test]
fn newer_kernel_is_asked_for_single_mappings() {
    passes(
        |_| {},
        || {
            // Where the query exists, it is used.
            let maps = std::fs::File::open("/proc/self/maps").expect("the test needs it");
            let mut query = [0u64; 13];
            (query[0], query[1]) = (104, 0x10);
            use std::os::fd::AsRawFd;
            // SAFETY: the query has the size that its number names.
            let has = unsafe { libc::ioctl(maps.as_raw_fd(), 0xc068_6611, query.as_mut_ptr()) };
            work(&limits());
            let expected = if has == 0 {
                MapSource::Query
            } else {
                MapSource::Text
            };
            assert_eq!(
                AddressSpace::global().report(None).map_source,
                Some(expected)
            );
        },
    );
}

#[test]
fn guard_mode_needs_no_guard_pages_of_the_kernel() {
    faults(|| {
        older_kernel();
        guard::guarded();
        for _ in 0..20 {
            work(&limits());
        }
        let base = allocate_in(&limits(), 100);
        free(base);
        // SAFETY: not at all: this must trap.
        unsafe { (base as *const u8).read_volatile() };
    });
}

#[test]
fn kernel_that_gives_little_memory_at_once_gives_enough() {
    passes(
        |_| {},
        || {
            // As strict overcommit near its limit: what is asked for fits, a step ahead does not.
            let large = Rule {
                call: libc::SYS_mprotect,
                argument: 1,
                test: Test::AtLeast(24 << 20),
                error: libc::ENOMEM,
            };
            refuse(&[large]);
            for _ in 0..3 {
                work(&limits());
            }
            let many: Vec<_> = (0..20).map(|_| allocate_in(&limits(), 20 * MIB)).collect();
            let error = try_allocate(&limits(), 40 * MIB).unwrap_err();
            assert!(matches!(error, AllocError::Commit { .. }), "{error:?}");
            assert!(error.to_string().contains("overcommit_memory"), "{error}");
            many.into_iter().for_each(free);
            work(&limits());
        },
    );
}

#[test]
fn large_allocations_lie_on_huge_pages() {
    passes(
        |_| {},
        || {
            for length in [2 * MIB, 5 * MIB, 64 * MIB, 300 * MIB] {
                let base = allocate_in(&limits(), length);
                assert!(base.is_multiple_of(2 << 20), "{length} bytes at {base:#x}");
            }
            let base = allocate_in(&limits(), 16 * MIB);
            let small = allocate_in(&limits(), 70_000);
            if std::fs::exists("/sys/kernel/mm/transparent_hugepage").unwrap_or(false) {
                assert!(wants_huge_pages(base));
                assert!(!wants_huge_pages(small));
            }
        },
    );
}

/// Whether the mapping around `address` was advised to have huge pages.
fn wants_huge_pages(address: usize) -> bool {
    let text = std::fs::read_to_string("/proc/self/smaps").expect("the test needs it");
    let mut inside = false;
    for line in text.lines() {
        if let Some(head) = parse_maps(line).next() {
            inside = head.range.contains(address as u64);
        } else if let Some(flags) = line.strip_prefix("VmFlags:").filter(|_| inside) {
            return flags.split_whitespace().any(|flag| flag == "hg");
        }
    }
    panic!("{address:#x} is not mapped");
}
