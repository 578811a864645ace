//! Processes that may have little: of addresses, memory, locked memory, mappings.

use super::*;

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
#[test]
fn little_address_space_is_enough_and_its_end_is_told() {
    passes(
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

const OVERCOMMIT: &str = "/proc/sys/vm/overcommit_memory";
/// Set to 1: the test below may change the machine's setting for its length.
const MAY_SET: &str = "MIRRORCL_TEST_OVERCOMMIT";

/// `vm.overcommit_memory=2` until dropped.
struct StrictOvercommit {
    before: String,
}

impl StrictOvercommit {
    /// Nothing if it is not in force and may not, or cannot, be set.
    fn new() -> Option<Self> {
        let before = std::fs::read_to_string(OVERCOMMIT).ok()?;
        if before.trim() == "2" {
            return Some(Self { before });
        }
        if std::env::var_os(MAY_SET).is_none_or(|value| value != "1") {
            eprintln!("vm.overcommit_memory is not 2, and {MAY_SET}=1 does not allow to set it");
            return None;
        }
        // Others must not be refused what they need meanwhile.
        let room = meminfo("CommitLimit").saturating_sub(meminfo("Committed_AS"));
        if room < 4 * GIB {
            eprintln!("only {room} bytes to commit are left");
            return None;
        }
        std::fs::write(OVERCOMMIT, "2").ok()?;
        Some(Self { before })
    }
}

impl Drop for StrictOvercommit {
    fn drop(&mut self) {
        std::fs::write(OVERCOMMIT, &self.before).expect("it was set by writing, too");
    }
}

fn meminfo(field: &str) -> u64 {
    let text = std::fs::read_to_string("/proc/meminfo").expect("the test needs it");
    let line = text.lines().find_map(|line| line.strip_prefix(field));
    let kib = line.and_then(|rest| rest.trim_start_matches(':').split_whitespace().next());
    let kib = kib.and_then(|kib| kib.parse::<u64>().ok());
    kib.expect("the test needs it") * 1024
}

#[test]
fn memory_that_is_counted_before_it_is_used_is_enough_and_its_end_is_told() {
    let setting = std::env::var_os(CHILD)
        .is_none()
        .then(StrictOvercommit::new);
    if matches!(setting, Some(None)) {
        return;
    }
    passes(
        |_| {},
        || {
            // Reserving is free: only what becomes writable counts.
            let before = meminfo("Committed_AS");
            work(&limits());
            let base = allocate_in(&limits(), 300 * MIB);
            let (after, reserved) = (meminfo("Committed_AS"), status_bytes("VmSize"));
            eprintln!("committed {before} before and {after} after, {reserved} mapped");
            let error = try_allocate(&limits(), meminfo("CommitLimit") + GIB).unwrap_err();
            assert!(matches!(error, AllocError::Commit { .. }), "{error:?}");
            assert!(error.to_string().contains("overcommit_memory"), "{error}");
            free(base);
            work(&limits());
        },
    );
}
