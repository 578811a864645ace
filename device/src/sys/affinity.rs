//! Which processors threads may run on.

use super::cgroup::ControlGroups;
use std::mem::{MaybeUninit, size_of};

/// Has the calling thread run on these processors only. What the system does not allow is left as it is: the thread runs elsewhere then.
pub(crate) fn bind_thread(processors: &[u32]) {
    // SAFETY: all zeros is the empty set.
    let mut set: libc::cpu_set_t = unsafe { MaybeUninit::zeroed().assume_init() };
    for &processor in processors {
        let processor = processor as usize;
        if processor < libc::CPU_SETSIZE as usize {
            // SAFETY: the number is in the set's range.
            unsafe { libc::CPU_SET(processor, &mut set) };
        }
    }
    // SAFETY: the set is as large as said, and 0 is the calling thread.
    let _ = unsafe { libc::sched_setaffinity(0, size_of::<libc::cpu_set_t>(), &raw const set) };
}

/// The processor that the calling thread runs on at the moment; `None` if the system does not tell.
pub(crate) fn current_processor() -> Option<u32> {
    // SAFETY: no preconditions.
    u32::try_from(unsafe { libc::sched_getcpu() }).ok()
}

/// The processors that the process may run on, in ascending order.
pub fn allowed_processors() -> Vec<u32> {
    // SAFETY: all zeros is the empty set.
    let mut set: libc::cpu_set_t = unsafe { MaybeUninit::zeroed().assume_init() };
    let process = 0;
    // SAFETY: the set is as large as said.
    let failed =
        unsafe { libc::sched_getaffinity(process, size_of::<libc::cpu_set_t>(), &raw mut set) }
            != 0;
    if failed {
        return Vec::new();
    }
    let is_set = |&processor: &u32| {
        // SAFETY: the number is in the set's range.
        unsafe { libc::CPU_ISSET(processor as usize, &set) }
    };
    (0..libc::CPU_SETSIZE as u32).filter(is_set).collect()
}

/// How many processors the process may use at a time: those of its affinity mask, or less by the quota of its control groups.
pub fn usable_processors() -> u32 {
    let allowed = match allowed_processors().len() {
        // More than fit in the mask.
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        count => count,
    };
    let quota = ControlGroups::of_process().processors();
    let quota = quota.map_or(u32::MAX, |quota| u32::try_from(quota).unwrap_or(u32::MAX));
    u32::try_from(allowed).unwrap_or(u32::MAX).min(quota)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_thread_runs_where_it_is_bound() {
        let allowed = allowed_processors();
        assert!(!allowed.is_empty());
        let last = *allowed.last().unwrap();
        std::thread::spawn(move || {
            bind_thread(&[last]);
            assert_eq!(allowed_processors(), [last]);
            assert_eq!(current_processor(), Some(last));
        })
        .join()
        .unwrap();
        assert_eq!(allowed_processors(), allowed);
    }
}
