//! Ending kernels that run longer than they may.
//!
//! A thread looks now and then at all threads in kernels, and sends a signal to those whose dispatch has been
//! running for too long; the signal's handler leaves the kernel as after a fault. Without a limit, which is the
//! default, there is no such thread. In the same way the work-groups are ended that wait for one which has faulted.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::handler::install_handler;
use super::stack_registry;
use crate::sys::{fork, signal};

/// The signal: one that our handler is installed for and that workers do not block.
pub(super) const SIGNAL: libc::c_int = libc::SIGSEGV;

/// Nanoseconds; 0: no limit.
static LIMIT: AtomicU64 = AtomicU64::new(0);
/// Signals sent and not yet seen by the handler.
static EXPECTED: AtomicU64 = AtomicU64::new(0);
/// The process (see `sys::fork`) that the watchdog runs in.
static RUNS_IN: Mutex<Option<u32>> = Mutex::new(None);

/// Sets how long dispatches may run from now on; `None`: for ever.
pub fn set_kernel_limit(limit: Option<Duration>) {
    let nanoseconds = limit.map_or(0, |limit| {
        u64::try_from(limit.as_nanos()).unwrap_or(u64::MAX)
    });
    LIMIT.store(nanoseconds, Ordering::Relaxed);
}

/// The time for a dispatch that starts now; 0 if there is no limit. Sees to it that the watchdog is there.
pub(crate) fn start_of_dispatch() -> u64 {
    if LIMIT.load(Ordering::Relaxed) == 0 {
        return 0;
    }
    let mut runs_in = RUNS_IN
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    if *runs_in != Some(fork::process()) {
        fork::watch();
        install_handler();
        let builder = std::thread::Builder::new().name("mirrorcl-watchdog".to_owned());
        // Without the thread there is no limit; the next dispatch tries again.
        if signal::with_signals_blocked(|| builder.stack_size(128 << 10).spawn(watch)).is_ok() {
            *runs_in = Some(fork::process());
        }
    }
    drop(runs_in);
    now()
}

/// A time that no other dispatch has, for one that may have to be ended by [`end_dispatch`].
pub(crate) fn start_of_waiting_dispatch() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    let time = match start_of_dispatch() {
        0 => now(),
        limited => limited,
    };
    let later = |last: u64| Some(time.max(last + 1));
    match LAST.fetch_update(Ordering::Relaxed, Ordering::Relaxed, later) {
        Ok(last) | Err(last) => time.max(last + 1),
    }
}

/// Ends the work-groups that run now of the dispatch that started then. Those that are just being entered are to be ended again.
pub(crate) fn end_dispatch(started: u64) {
    install_handler();
    cancel(|other| other == started);
}

/// Whether a signal that was sent is the watchdog's. Called by the handler, once for each.
pub(super) fn is_expected() -> bool {
    let taken = |count: u64| count.checked_sub(1);
    EXPECTED
        .fetch_update(Ordering::AcqRel, Ordering::Relaxed, taken)
        .is_ok()
}

fn now() -> u64 {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: fills a local variable; the clock always exists.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &raw mut time) };
    (time.tv_sec as u64)
        .saturating_mul(1_000_000_000)
        .saturating_add(time.tv_nsec as u64)
}

fn watch() {
    loop {
        let limit = LIMIT.load(Ordering::Relaxed);
        // Ends are late by an eighth of the limit at most.
        std::thread::sleep(Duration::from_nanos(
            (limit / 8).clamp(1_000_000, 500_000_000),
        ));
        if limit != 0 {
            let oldest = now().saturating_sub(limit);
            cancel(|started| started <= oldest);
        }
    }
}

/// Ends what runs in dispatches that started at certain times.
fn cancel(is_meant: impl Fn(u64) -> bool) {
    stack_registry::for_each(|activation| {
        // SAFETY: registered activations are alive; these fields are atomic or constant.
        let (running, cancelled, thread) = unsafe {
            let activation = activation.cast_const();
            (
                &(*activation).running,
                &(*activation).cancelled,
                (*activation).thread,
            )
        };
        let started = running.load(Ordering::Acquire);
        if started == 0 || !is_meant(started) {
            return;
        }
        cancelled.store(started, Ordering::Release);
        EXPECTED.fetch_add(1, Ordering::AcqRel);
        // SAFETY: the thread is alive: its activation is registered.
        let sent = unsafe { libc::syscall(libc::SYS_tgkill, libc::getpid(), thread, SIGNAL) };
        if sent != 0 {
            is_expected();
        }
    });
}
