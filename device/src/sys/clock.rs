//! The time, as cheaply as it can be had.

/// Seconds of a clock that does not go back, from some moment on: the kernel's coarse one, read without a system call.
pub(crate) fn seconds() -> u32 {
    if cfg!(miri) {
        return 0;
    }
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the structure outlives the call.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC_COARSE, &raw mut time) };
    // Enough for 136 years of uptime.
    time.tv_sec as u32
}
