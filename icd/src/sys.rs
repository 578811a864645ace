//! What the driver asks the operating system: privilege, time, memory.

use std::arch::asm;
use std::mem::MaybeUninit;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// Whether the process runs with more privileges than its user (`AT_SECURE`), so that its environment is not to be
/// trusted.
#[must_use]
pub fn is_privileged() -> bool {
    // SAFETY: reads the auxiliary vector; no preconditions.
    unsafe { libc::getauxval(libc::AT_SECURE) != 0 }
}

fn clock(id: libc::clockid_t) -> Duration {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the pointer leads to a local variable; the clocks used here always exist.
    unsafe { libc::clock_gettime(id, &raw mut time) };
    Duration::new(
        time.tv_sec.unsigned_abs(),
        u32::try_from(time.tv_nsec).unwrap_or(0),
    )
}

/// Nanoseconds of the monotonic clock: host timer, device timer and profiling clock are the same.
#[must_use]
pub fn now() -> u64 {
    u64::try_from(clock(libc::CLOCK_MONOTONIC).as_nanos()).unwrap_or(u64::MAX)
}

/// The resolution of [`now`] in nanoseconds.
#[must_use]
pub fn timer_resolution() -> u64 {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the pointer leads to a local variable; the clock always exists.
    unsafe { libc::clock_getres(libc::CLOCK_MONOTONIC, &raw mut time) };
    u64::try_from(time.tv_nsec).unwrap_or(1).max(1)
}

/// Bytes of physical memory that this process may hope for: what the machine has, or the address space limit
/// (`RLIMIT_AS`) if that is less.
#[must_use]
pub fn physical_memory() -> u64 {
    // SAFETY: no preconditions.
    let (pages, page) = unsafe {
        (
            libc::sysconf(libc::_SC_PHYS_PAGES),
            libc::sysconf(libc::_SC_PAGESIZE),
        )
    };
    let installed = u64::try_from(pages)
        .unwrap_or(0)
        .saturating_mul(u64::try_from(page).unwrap_or(4096));
    let mut limit = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: the pointer leads to a local variable.
    let known = unsafe { libc::getrlimit(libc::RLIMIT_AS, &raw mut limit) } == 0;
    if known {
        installed.min(limit.rlim_cur)
    } else {
        installed
    }
}

/// The address of the calling thread's control block: other threads that live have others. Cheaper than a thread-local variable, which
/// costs a library a call.
#[inline]
#[must_use]
pub fn thread_pointer() -> usize {
    let pointer: usize;
    // SAFETY: by the ABI of x86-64 the first word there is its own address.
    unsafe {
        asm!("mov {}, fs:0", out(reg) pointer, options(pure, nostack, readonly, preserves_flags));
    }
    pointer
}

/// A number by which threads can be spread over something: small, and mostly different for threads that live at the same time.
#[inline]
#[must_use]
pub fn thread_number() -> usize {
    // Multiplicative hashing of the lower 32 bits, which is what the stacks' addresses differ in: the high bits are the good ones.
    ((thread_pointer() as u32).wrapping_mul(0x9E37_79B1) >> (u32::BITS - 6)) as usize
}

static FORKS: AtomicU32 = AtomicU32::new(0);

/// How often this process was forked off from one that used the driver. Threads do not survive a fork: what was started under another
/// number is gone.
#[must_use]
pub fn fork_count() -> u32 {
    FORKS.load(Ordering::Relaxed)
}

/// Has [`fork_count`] count from now on; called once.
pub fn watch_forks() {
    extern "C" fn in_child() {
        FORKS.fetch_add(1, Ordering::Relaxed);
    }
    // SAFETY: the function only counts, which is allowed after a fork, and the library is never unloaded (`-z nodelete`). Without
    // memory for the registration forks are not noticed, and nothing else is lost.
    let _ = unsafe { libc::pthread_atfork(None, None, Some(in_child)) };
}

/// Starts a thread that receives none of the application's signals.
pub fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    let mut all = MaybeUninit::<libc::sigset_t>::uninit();
    let mut before = MaybeUninit::<libc::sigset_t>::uninit();
    // SAFETY: the pointers lead to local variables; a thread may change its own mask. The faults of the new thread's own doing
    // stay deliverable.
    unsafe {
        libc::sigfillset(all.as_mut_ptr());
        for fault in [
            libc::SIGSEGV,
            libc::SIGBUS,
            libc::SIGFPE,
            libc::SIGILL,
            libc::SIGTRAP,
        ] {
            libc::sigdelset(all.as_mut_ptr(), fault);
        }
        libc::pthread_sigmask(libc::SIG_SETMASK, all.as_ptr(), before.as_mut_ptr());
    }
    let started = std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(body);
    // SAFETY: `before` was filled in by the first call.
    unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, before.as_ptr(), std::ptr::null_mut()) };
    started.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_differ_by_their_pointers() {
        let here = thread_pointer();
        assert_eq!(here, thread_pointer());
        std::thread::spawn(move || assert_ne!(here, thread_pointer()))
            .join()
            .unwrap();
    }

    #[test]
    fn the_clock_advances_and_the_machine_has_memory() {
        let before = now();
        while now() == before {}
        assert!(now() > before);
        assert!(timer_resolution() >= 1);
        assert!(physical_memory() > 1 << 20);
    }
}
