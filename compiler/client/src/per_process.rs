//! State that a forked child does not share with its parent.

use std::process;
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

/// A value of each process: a forked child finds its parent's, perhaps locked for ever by a thread that the
/// child lacks, and makes its own.
#[derive(Debug)]
pub(crate) struct PerProcess<T>(AtomicPtr<Owned<T>>);

#[derive(Debug)]
struct Owned<T> {
    process: u32,
    value: T,
}

impl<T> PerProcess<T> {
    pub(crate) const fn new() -> Self {
        Self(AtomicPtr::new(ptr::null_mut()))
    }

    /// This process's value; made by `make` if there is none. When threads race, `make` may be called
    /// more than once, and one result wins.
    pub(crate) fn get(&self, make: impl Fn() -> T) -> &T {
        let process = process::id();
        let mut seen = self.0.load(Ordering::Acquire);
        loop {
            // SAFETY: null or leaked below; freed by `drop` alone, when nobody borrows `self`.
            if let Some(owned) = unsafe { seen.as_ref() }
                && owned.process == process
            {
                return &owned.value;
            }
            // The parent's stays as it is: nobody can know what state it is in.
            let new = Box::into_raw(Box::new(Owned {
                process,
                value: make(),
            }));
            match self
                .0
                .compare_exchange(seen, new, Ordering::AcqRel, Ordering::Acquire)
            {
                // SAFETY: as above.
                Ok(_) => return unsafe { &(*new).value },
                Err(other) => {
                    // SAFETY: made by `into_raw` above and not published.
                    drop(unsafe { Box::from_raw(new) });
                    seen = other;
                }
            }
        }
    }
}

impl<T> Drop for PerProcess<T> {
    fn drop(&mut self) {
        let owned = *self.0.get_mut();
        // SAFETY: null or leaked by `get`.
        if unsafe { owned.as_ref() }.is_some_and(|owned| owned.process == process::id()) {
            // SAFETY: leaked by `get` in this process; `&mut self` shows that nobody borrows it.
            drop(unsafe { Box::from_raw(owned) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;
    use std::thread;

    #[test]
    fn threads_share_one_value_and_the_others_are_freed() {
        static ALIVE: AtomicUsize = AtomicUsize::new(0);
        #[derive(Debug)]
        struct Counted;
        impl Drop for Counted {
            fn drop(&mut self) {
                ALIVE.fetch_sub(1, Ordering::Relaxed);
            }
        }
        let make = || {
            ALIVE.fetch_add(1, Ordering::Relaxed);
            Counted
        };
        let value = PerProcess::new();
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| value.get(make));
            }
        });
        assert!(ptr::eq(value.get(make), value.get(make)));
        assert_eq!(ALIVE.load(Ordering::Relaxed), 1);
        drop(value);
        assert_eq!(ALIVE.load(Ordering::Relaxed), 0);
    }
}
