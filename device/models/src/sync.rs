//! Loom's primitives under the names that the protocols use.

use loom::sync::atomic;

pub(super) use loom::hint::spin_loop;
pub(super) use loom::sync::atomic::{AtomicU64, Ordering};
pub(super) use loom::sync::{Mutex, MutexGuard};

/// An atomic whose sequentially consistent accesses are that: loom takes them for acquire and release, which is less, and would find
/// executions that there are not. Read-modify-writes see the latest value, so they stand for such loads and stores.
macro_rules! sequentially_consistent {
    ($name:ident, $value:ty, $reread:expr) => {
        #[derive(Debug, Default)]
        pub(super) struct $name(atomic::$name);

        impl $name {
            pub(super) fn new(value: $value) -> Self {
                Self(atomic::$name::new(value))
            }

            pub(super) fn load(&self, order: Ordering) -> $value {
                match order {
                    Ordering::SeqCst => $reread(&self.0),
                    _ => self.0.load(order),
                }
            }

            pub(super) fn store(&self, value: $value, order: Ordering) {
                match order {
                    Ordering::SeqCst => drop(self.0.swap(value, Ordering::AcqRel)),
                    _ => self.0.store(value, order),
                }
            }

            pub(super) fn swap(&self, value: $value, order: Ordering) -> $value {
                self.0.swap(value, order)
            }

            pub(super) fn compare_exchange(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                self.0.compare_exchange(current, new, success, failure)
            }
        }
    };
}

sequentially_consistent!(AtomicBool, bool, |a: &atomic::AtomicBool| a
    .fetch_or(false, Ordering::AcqRel));
sequentially_consistent!(AtomicI32, i32, |a: &atomic::AtomicI32| a
    .fetch_add(0, Ordering::AcqRel));
sequentially_consistent!(AtomicU32, u32, |a: &atomic::AtomicU32| a
    .fetch_add(0, Ordering::AcqRel));
sequentially_consistent!(AtomicUsize, usize, |a: &atomic::AtomicUsize| a
    .fetch_add(0, Ordering::AcqRel));

impl AtomicU32 {
    pub(super) fn fetch_add(&self, value: u32, order: Ordering) -> u32 {
        self.0.fetch_add(value, order)
    }

    pub(super) fn fetch_sub(&self, value: u32, order: Ordering) -> u32 {
        self.0.fetch_sub(value, order)
    }
}

impl AtomicUsize {
    pub(super) fn fetch_add(&self, value: usize, order: Ordering) -> usize {
        self.0.fetch_add(value, order)
    }

    pub(super) fn fetch_sub(&self, value: usize, order: Ordering) -> usize {
        self.0.fetch_sub(value, order)
    }
}

/// Sleeping on a word.
pub(super) mod futex {
    use super::{AtomicU32, Ordering};
    use loom::sync::{Condvar, Mutex};

    loom::lazy_static! {
        static ref SLEEPERS: (Mutex<()>, Condvar) = (Mutex::new(()), Condvar::new());
    }

    /// Sleeps if `word` holds `seen`; looking and falling asleep are one step.
    pub(crate) fn wait(word: &AtomicU32, seen: u32) {
        let guard = SLEEPERS.0.lock().expect("no model panics with it");
        if word.load(Ordering::SeqCst) == seen {
            drop(SLEEPERS.1.wait(guard).expect("as above"));
        }
    }

    /// Wakes up to `count` threads that sleep; models have no more than one word to sleep on.
    pub(crate) fn wake(_: &AtomicU32, count: usize) {
        let _guard = SLEEPERS.0.lock().expect("as above");
        if count == 1 {
            SLEEPERS.1.notify_one();
        } else {
            SLEEPERS.1.notify_all();
        }
    }
}
