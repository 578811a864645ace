//! Workers that have nothing to do, and how they hear of work.

use super::sync::{AtomicBool, AtomicU32, AtomicUsize, Ordering, futex, spin_loop};

/// Where workers wait. Work is *announced* after it was put where they look; a worker that has looked after that, or that goes to
/// sleep before that, finds it.
pub(super) struct Parking {
    /// Whether there is something for workers: for looking without the queue's lock.
    has_ready: AtomicBool,
    /// Changes whenever somebody is to look; workers sleep on it.
    epoch: AtomicU32,
    sleepers: AtomicUsize,
    spinning: AtomicUsize,
    is_closed: AtomicBool,
}

impl Parking {
    pub(super) fn new() -> Parking {
        Parking {
            has_ready: AtomicBool::new(false),
            epoch: AtomicU32::new(0),
            sleepers: AtomicUsize::new(0),
            spinning: AtomicUsize::new(0),
            is_closed: AtomicBool::new(false),
        }
    }

    /// Says whether there is something; under the lock of the queue that it is in.
    pub(super) fn announce(&self, has_ready: bool) {
        self.has_ready.store(has_ready, Ordering::SeqCst);
    }

    pub(super) fn has_ready(&self) -> bool {
        self.has_ready.load(Ordering::SeqCst)
    }

    /// Sees to it that `wanted` more threads look, when `room` threads may run besides those that do. Returns how many are missing:
    /// there are not enough that sleep.
    pub(super) fn wake(&self, wanted: usize, room: usize) -> usize {
        self.epoch.fetch_add(1, Ordering::SeqCst);
        // Those that spin will see it.
        let spinning = self.spinning.load(Ordering::SeqCst);
        let missing = wanted
            .saturating_sub(spinning)
            .min(room.saturating_sub(spinning));
        let asleep = self.sleepers.load(Ordering::SeqCst).min(missing);
        if asleep > 0 {
            futex::wake(&self.epoch, asleep);
        }
        missing - asleep
    }

    /// Looks up to `rounds` times; whether there is something. One thread at a time does so.
    pub(super) fn spin(&self, rounds: u32) -> bool {
        if self.spinning.fetch_add(1, Ordering::SeqCst) > 0 {
            self.spinning.fetch_sub(1, Ordering::SeqCst);
            return self.has_ready();
        }
        let mut found = false;
        for _ in 0..rounds {
            found = self.has_ready.load(Ordering::Relaxed);
            if found {
                break;
            }
            spin_loop();
        }
        self.spinning.fetch_sub(1, Ordering::SeqCst);
        found
    }

    /// Sleeps until there may be something.
    pub(super) fn sleep(&self) {
        self.sleepers.fetch_add(1, Ordering::SeqCst);
        let seen = self.epoch.load(Ordering::SeqCst);
        // After the epoch was read: what comes later changes it.
        if !self.has_ready() && !self.is_closed() {
            futex::wait(&self.epoch, seen);
        }
        self.sleepers.fetch_sub(1, Ordering::SeqCst);
    }

    /// The workers are to end.
    pub(super) fn close(&self) {
        self.is_closed.store(true, Ordering::SeqCst);
        self.epoch.fetch_add(1, Ordering::SeqCst);
        futex::wake(&self.epoch, usize::MAX);
    }

    pub(super) fn is_closed(&self) -> bool {
        self.is_closed.load(Ordering::SeqCst)
    }
}
