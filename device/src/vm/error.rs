//! Why an allocation or a free was refused.

use super::range::VirtRange;
pub use crate::sys::mmap::Errno;

/// Why there is no allocation. The text says which limit refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AllocError {
    /// Zero bytes were asked for.
    #[error("an allocation of zero bytes")]
    ZeroLength,
    /// The alignment is not a power of two.
    #[error("the alignment {0} is not a power of two")]
    Alignment(u64),
    /// The device's range is shorter than the allocation, or empty in this process.
    #[error("{length} bytes do not fit the range {range} that device and process share")]
    TooLong {
        /// Bytes asked for.
        length: u64,
        /// The device's range, cut to what the process can map.
        range: VirtRange,
    },
    /// No gap of the range holds the allocation.
    #[error(
        "no room for {length} bytes aligned to {align} in the device's range {range}: the longest free \
         stretch is {longest} bytes, {reserved} bytes are reserved, of which {free} are free (the address \
         map shows what lies where)"
    )]
    NoRoom {
        /// Bytes asked for.
        length: u64,
        /// Alignment asked for.
        align: u64,
        /// The device's range.
        range: VirtRange,
        /// The longest stretch, in a window or unmapped, that the range still has.
        longest: u64,
        /// Bytes of our windows.
        reserved: u64,
        /// Bytes of our windows that are in no allocation.
        free: u64,
    },
    /// Other threads kept mapping what the search had found.
    #[error(
        "every place found for {length} bytes in {range} was mapped by another thread meanwhile"
    )]
    Raced {
        /// Bytes asked for.
        length: u64,
        /// The device's range.
        range: VirtRange,
    },
    /// The kernel reserves no addresses.
    #[error("the kernel refuses to reserve {length} bytes of addresses: {errno} ({})", reserve_hint(*.errno))]
    Reserve {
        /// Bytes asked for.
        length: u64,
        /// The kernel's reason.
        errno: Errno,
    },
    /// The kernel gives no memory for reserved addresses.
    #[error(
        "the kernel refuses memory for {length} reserved bytes: {errno} (RLIMIT_DATA, vm.overcommit_memory=2, \
         locked memory or vm.max_map_count)"
    )]
    Commit {
        /// Bytes asked for.
        length: u64,
        /// The kernel's reason.
        errno: Errno,
    },
    /// The bookkeeping got no memory.
    #[error("no memory for the address space's bookkeeping: {0}")]
    Metadata(Errno),
}

fn reserve_hint(errno: Errno) -> &'static str {
    match errno.0 {
        libc::ENOMEM => "RLIMIT_AS (ulimit -v), vm.max_map_count or vm.overcommit_memory=2",
        libc::EAGAIN => "mlockall(MCL_FUTURE) and RLIMIT_MEMLOCK",
        libc::EPERM => "vm.mmap_min_addr or a sealed range",
        _ => "see mmap(2)",
    }
}

/// Why nothing was freed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FreeError {
    /// The address is in no allocation (any more).
    #[error("{0:#x} is not the address of a live allocation")]
    NotAllocated(usize),
    /// The address is inside an allocation.
    #[error("{address:#x} lies inside the allocation at {base:#x}, whose address it is not")]
    NotTheBase {
        /// The address given.
        address: usize,
        /// Where the allocation starts.
        base: usize,
    },
    /// The allocation is not one that its caller may free.
    #[error("the allocation at {0:#x} belongs to another owner")]
    NotWanted(usize),
}
