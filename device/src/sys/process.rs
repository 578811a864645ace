//! Facts about the process: its limits, its size, where its stack and heap are.

use super::cgroup::ControlGroups;
use std::fs;

/// Bytes allowed by the resource limit `resource`, `None` if unlimited.
fn limit(resource: libc::__rlimit_resource_t) -> Option<u64> {
    let mut limit = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: the structure outlives the call.
    let failed = unsafe { libc::getrlimit(resource, &raw mut limit) } != 0;
    (!failed && limit.rlim_cur != libc::RLIM_INFINITY).then_some(limit.rlim_cur)
}

/// How far the main stack may grow, `None` if unlimited.
pub(crate) fn stack_limit() -> Option<u64> {
    limit(libc::RLIMIT_STACK)
}

/// Bytes that may still be mapped before `RLIMIT_AS` refuses, `None` if unlimited.
pub(crate) fn mappable_bytes() -> Option<u64> {
    let limit = limit(libc::RLIMIT_AS)?;
    let mapped_pages = fs::read_to_string("/proc/self/statm")
        .ok()
        .and_then(|text| text.split_whitespace().next()?.parse::<u64>().ok());
    // Without /proc, assume that half of what is allowed is in use.
    let mapped = mapped_pages.map_or(limit / 2, |pages| pages * super::mmap::page_size());
    Some(limit.saturating_sub(mapped))
}

/// Bytes that the process keeps locked in memory (`mlock`, `mlockall`).
pub(crate) fn locked_bytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmLck:"));
    let kib = line.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) * 1024
}

/// Lowest address that an unprivileged process may map.
pub(crate) fn lowest_mappable() -> u64 {
    let text = fs::read_to_string("/proc/sys/vm/mmap_min_addr").unwrap_or_default();
    text.trim().parse().unwrap_or(1 << 16)
}

/// Bytes of memory that the process may use: the machine's, or the limit of its control group.
pub(crate) fn usable_memory() -> u64 {
    // SAFETY: sysconf has no preconditions.
    let pages = unsafe { libc::sysconf(libc::_SC_PHYS_PAGES) };
    let physical = u64::try_from(pages)
        .unwrap_or(0)
        .saturating_mul(super::mmap::page_size());
    let limit = ControlGroups::of_process().memory();
    limit.map_or(physical, |limit| limit.min(physical))
}

/// The end of the heap that `brk` grows.
pub(crate) fn heap_end() -> u64 {
    // SAFETY: asks for the break without moving it.
    unsafe { libc::sbrk(0) as u64 }
}

/// An address in the main thread's stack: the kernel puts 16 random bytes there at exec.
pub(crate) fn address_in_main_stack() -> u64 {
    // SAFETY: reads the auxiliary vector.
    unsafe { libc::getauxval(libc::AT_RANDOM) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg_attr(miri, ignore = "asks the kernel")]
    fn some_memory_is_usable() {
        assert!(usable_memory() > 1 << 20);
    }
}
