//! A word that one thread writes and all may read.

use std::sync::atomic::{AtomicUsize, Ordering};

/// A number of one thread, which alone changes it; others may look at it. The owner's own look is an ordinary read, which the compiler can
/// make part of a comparison; it never does that with an atomic one.
#[derive(Debug, Default)]
#[repr(transparent)]
pub struct OwnWord(AtomicUsize);

impl OwnWord {
    /// With a value to begin with.
    #[must_use]
    pub const fn new(value: usize) -> Self {
        Self(AtomicUsize::new(value))
    }

    /// Changes it. Only the owner does.
    #[inline(always)]
    pub fn set(&self, value: usize) {
        self.0.store(value, Ordering::Relaxed);
    }

    /// What it is or was a moment ago, for any thread.
    #[inline(always)]
    #[must_use]
    pub fn get(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    /// What it is.
    ///
    /// # Safety
    /// The calling thread is the owner: no other calls [`OwnWord::set`] now, and what another wrote before happened before this call.
    #[inline(always)]
    #[must_use]
    pub unsafe fn own(&self) -> usize {
        // SAFETY: nobody else writes, so this races with nothing.
        unsafe { self.0.as_ptr().read() }
    }
}
