//! The memory of a process that has a build to do: mapped beforehand, in few system calls in the place of many page faults.

use super::shim;
use std::ptr;

/// Maps the code that builds call, for this process. What the linker put side by side (`order.txt`) is 12 of 60 MB.
pub fn map_hot_code() {
    /// What is longer is in another order.
    const LONGEST: usize = 32 << 20;
    const PAGE: usize = 4096;
    let begin = shim::mirrorcl_hot_begin as *const () as usize / PAGE * PAGE;
    let end = shim::mirrorcl_hot_end as *const () as usize;
    if begin < end && end - begin < LONGEST {
        let begin = ptr::without_provenance_mut(begin);
        // SAFETY: the pages are the executable's code, and nothing in them changes. Fails before Linux 5.14, to no harm.
        unsafe { libc::madvise(begin, end - begin.addr(), libc::MADV_POPULATE_READ) };
    }
}
