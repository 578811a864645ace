//! One-shot completion that host threads can sleep on.

use std::hint;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::sys::futex;

const PENDING: u32 = 0;
/// Pending, and somebody sleeps.
const AWAITED: u32 = 1;
const SET: u32 = 2;

/// Set once, when the thing that it stands for is complete; threads may wait for it. Setting it costs a system call
/// only when somebody sleeps.
#[derive(Debug, Default)]
pub struct Signal(AtomicU32);

impl Signal {
    /// A signal that is not set.
    pub const fn new() -> Signal {
        Signal(AtomicU32::new(PENDING))
    }

    /// Whether it is set; if so, everything that happened before [`Signal::set`] is visible.
    #[inline]
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Acquire) == SET
    }

    /// Sets it and wakes the sleepers.
    ///
    /// A waiting thread may free the signal as soon as it sees it set: it must be kept alive by the caller until
    /// this returns.
    pub fn set(&self) {
        if self.0.swap(SET, Ordering::AcqRel) == AWAITED {
            futex::wake(&self.0, usize::MAX);
        }
    }

    /// Sleeps until it is set, without doing any of the device's work; see
    /// [`Executor::help_until`](super::Executor::help_until).
    pub fn wait(&self) {
        loop {
            match self.0.load(Ordering::Acquire) {
                SET => return,
                PENDING => {
                    // A failure means that it changed: look again.
                    let _ = self.0.compare_exchange(
                        PENDING,
                        AWAITED,
                        Ordering::Relaxed,
                        Ordering::Relaxed,
                    );
                }
                _ => futex::wait(&self.0, AWAITED),
            }
        }
    }

    /// Looks up to `rounds` times, in a processor-friendly way; whether it is set.
    pub(super) fn spin(&self, rounds: u32) -> bool {
        for _ in 0..rounds {
            if self.is_set() {
                return true;
            }
            hint::spin_loop();
        }
        self.is_set()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn every_sleeper_wakes_and_sees_what_was_written() {
        for _ in 0..200 {
            let signal = Arc::new((Signal::new(), AtomicU32::new(0)));
            let waiters: Vec<_> = (0..3)
                .map(|_| {
                    let signal = Arc::clone(&signal);
                    std::thread::spawn(move || {
                        signal.0.wait();
                        signal.1.load(Ordering::Relaxed)
                    })
                })
                .collect();
            signal.1.store(7, Ordering::Relaxed);
            signal.0.set();
            for waiter in waiters {
                assert_eq!(waiter.join().unwrap(), 7);
            }
            assert!(signal.0.is_set());
        }
    }
}
