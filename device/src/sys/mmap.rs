//! Reserving, committing and giving back ranges of the process's address space.
//!
//! Nothing here replaces or removes a mapping that its caller does not own: ranges are claimed with
//! `MAP_FIXED_NOREPLACE` only, whose verdict is the one answer that another thread cannot make stale.

use std::io;
use std::ptr::NonNull;
use std::sync::OnceLock;

use crate::vm::range::VirtRange;

/// An `errno`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Errno(pub i32);

impl Errno {
    fn last() -> Self {
        Errno(io::Error::last_os_error().raw_os_error().unwrap_or(0))
    }
}

impl std::fmt::Display for Errno {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        io::Error::from_raw_os_error(self.0).fmt(f)
    }
}

/// Why a range was not claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClaimError {
    /// Something is mapped there.
    Occupied,
    /// The kernel refuses for another reason: limits, overcommit, number of mappings.
    Refused(Errno),
}

/// Bytes in a page of the host.
pub(crate) fn page_size() -> u64 {
    static PAGE_SIZE: OnceLock<u64> = OnceLock::new();
    *PAGE_SIZE.get_or_init(|| {
        if cfg!(miri) {
            return 4096;
        }
        // SAFETY: sysconf has no preconditions.
        let size = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
        u64::try_from(size).expect("the page size is positive")
    })
}

/// Reserves `range` (whole pages) without access: no memory, no page tables, one mapping.
///
/// The kernel is asked itself: ThreadSanitizer has a `mmap` of its own in the process, which asks for address 0
/// instead of one that it does not know, and ends the process when it gets that.
pub(crate) fn claim(range: VirtRange) -> Result<(), ClaimError> {
    let flags =
        libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE | libc::MAP_FIXED_NOREPLACE;
    let wanted = range.start as *mut libc::c_void;
    // SAFETY: NOREPLACE touches no existing mapping, so no memory that Rust code knows changes.
    let got = unsafe {
        libc::syscall(
            libc::SYS_mmap,
            wanted,
            range.length() as usize,
            libc::PROT_NONE,
            flags,
            -1,
            0usize,
        )
    } as *mut libc::c_void;
    if got == libc::MAP_FAILED {
        return Err(match Errno::last() {
            Errno(libc::EEXIST) => ClaimError::Occupied,
            errno => ClaimError::Refused(errno),
        });
    }
    if got != wanted {
        // Kernels before 4.17 take the address as a hint.
        // SAFETY: the kernel has just given us this mapping and nothing knows of it.
        unsafe { libc::syscall(libc::SYS_munmap, got, range.length() as usize) };
        return Err(ClaimError::Occupied);
    }
    Ok(())
}

/// Whether a page at `address` could be mapped, were it free.
pub(crate) fn is_mappable(address: u64) -> bool {
    let Some(page) = VirtRange::with_length(address, page_size()) else {
        return false;
    };
    match claim(page) {
        Ok(()) => {
            // SAFETY: claimed two lines above, not published.
            unsafe { release(page) };
            true
        }
        Err(ClaimError::Occupied) => true,
        Err(ClaimError::Refused(errno)) => errno.0 != libc::ENOMEM && errno.0 != libc::EINVAL,
    }
}

/// Gives a claimed range back to the process.
///
/// # Safety
/// `range` was claimed by the caller and nothing refers to its memory.
pub(crate) unsafe fn release(range: VirtRange) {
    let start = range.start as *mut libc::c_void;
    // SAFETY: the caller's promise.
    unsafe { libc::syscall(libc::SYS_munmap, start, range.length() as usize) };
}

/// Makes `range` readable and writable.
///
/// # Safety
/// `range` lies in ranges that the caller claimed.
pub(crate) unsafe fn commit(range: VirtRange) -> Result<(), Errno> {
    // SAFETY: the caller's promise; access is only widened.
    unsafe { protect(range, libc::PROT_READ | libc::PROT_WRITE) }
}

/// Takes all access to `range` away.
///
/// # Safety
/// `range` lies in ranges that the caller claimed, and nothing uses its memory any more.
pub(crate) unsafe fn forbid(range: VirtRange) -> Result<(), Errno> {
    // SAFETY: the caller's promise.
    unsafe { protect(range, libc::PROT_NONE) }
}

unsafe fn protect(range: VirtRange, access: i32) -> Result<(), Errno> {
    let start = range.start as *mut libc::c_void;
    // SAFETY: the caller owns the range.
    match unsafe { libc::mprotect(start, range.length() as usize, access) } {
        0 => Ok(()),
        _ => Err(Errno::last()),
    }
}

/// What [`advise`] says of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Advice {
    /// Its pages are not needed any more: the next touch finds zeros.
    Decommit,
    /// Back it with huge pages.
    HugePages,
    /// Any access traps, without a mapping of its own (Linux 6.13).
    Guard,
    /// Undoes [`Advice::Guard`].
    Unguard,
}

/// `MADV_GUARD_INSTALL` and `MADV_GUARD_REMOVE`.
const GUARD_INSTALL: i32 = 102;
const GUARD_REMOVE: i32 = 103;

/// Advises the kernel about `range`.
///
/// # Safety
/// `range` lies in ranges that the caller claimed, and nothing uses its memory if the advice loses it.
pub(crate) unsafe fn advise(range: VirtRange, advice: Advice) -> Result<(), Errno> {
    let advice = match advice {
        Advice::Decommit => libc::MADV_DONTNEED,
        Advice::HugePages => libc::MADV_HUGEPAGE,
        Advice::Guard => GUARD_INSTALL,
        Advice::Unguard => GUARD_REMOVE,
    };
    let start = range.start as *mut libc::c_void;
    // SAFETY: the caller owns the range.
    match unsafe { libc::madvise(start, range.length() as usize, advice) } {
        0 => Ok(()),
        _ => Err(Errno::last()),
    }
}

/// Names `range` in the process's map (`[anon:…]`), if the kernel can.
pub(crate) fn name(range: VirtRange, name: &'static std::ffi::CStr) {
    const PR_SET_VMA: i32 = 0x5356_4d41;
    const PR_SET_VMA_ANON_NAME: usize = 0;
    let (start, length) = (range.start as usize, range.length() as usize);
    // SAFETY: changes a label only; the name is static.
    unsafe {
        libc::prctl(
            PR_SET_VMA,
            PR_SET_VMA_ANON_NAME,
            start,
            length,
            name.as_ptr(),
        )
    };
}

/// `length` bytes of zeroed memory anywhere, for bookkeeping. It takes memory only where it is touched
/// and is never given back.
pub(crate) fn map_metadata(length: usize) -> Result<NonNull<u8>, Errno> {
    if cfg!(miri) {
        // Miri has no such mappings.
        let words = vec![0u128; length.div_ceil(size_of::<u128>())].leak();
        return NonNull::new(words.as_mut_ptr().cast()).ok_or(Errno(libc::ENOMEM));
    }
    let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
    let access = libc::PROT_READ | libc::PROT_WRITE;
    // SAFETY: a new mapping at an address of the kernel's choice.
    let got = unsafe { libc::mmap(std::ptr::null_mut(), length, access, flags, -1, 0) };
    if got == libc::MAP_FAILED {
        return Err(Errno::last());
    }
    NonNull::new(got.cast()).ok_or(Errno(libc::ENOMEM))
}
