//! One-shot completion that host threads can sleep on.

use super::sync::{AtomicU32, Ordering, futex, spin_loop};

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
    pub fn new() -> Signal {
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
            spin_loop();
        }
        self.is_set()
    }
}
