//! Sleeping until a 32-bit word changes.

use std::ptr;
use std::sync::atomic::AtomicU32;

/// Sleeps while `word` holds `seen`. May return early; the caller looks again.
pub(crate) fn wait(word: &AtomicU32, seen: u32) {
    // SAFETY: the word lives through the call; no time-out is passed.
    unsafe {
        libc::syscall(
            libc::SYS_futex,
            word.as_ptr(),
            libc::FUTEX_WAIT | libc::FUTEX_PRIVATE_FLAG,
            seen,
            ptr::null::<libc::timespec>(),
        );
    }
}

/// Wakes up to `count` threads that sleep on `word`.
pub(crate) fn wake(word: &AtomicU32, count: usize) {
    let count = i32::try_from(count).unwrap_or(i32::MAX);
    // SAFETY: waking touches no memory of ours; the address only names the queue of sleepers.
    unsafe {
        libc::syscall(
            libc::SYS_futex,
            word.as_ptr(),
            libc::FUTEX_WAKE | libc::FUTEX_PRIVATE_FLAG,
            count,
        );
    }
}
