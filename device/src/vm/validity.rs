//! How long a look-up's answer holds.

use crate::OwnWord;
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering};

/// An allocation that a look-up has found, for as long as it lives: every free changes the word that describes it, and the same value
/// does not come back for millions of allocations. So who asks about the same address again and again need not look it up.
#[derive(Debug, Clone, Copy)]
pub struct Validity<'a> {
    word: &'a AtomicU64,
    seen: u64,
}

impl<'a> Validity<'a> {
    pub(super) fn new(word: &'a AtomicU64, seen: u64) -> Self {
        Self { word, seen }
    }

    /// Whether the allocation is still there.
    #[inline]
    pub fn holds(&self) -> bool {
        self.word.load(Ordering::Acquire) == self.seen
    }

    /// Tells this life of the allocation from others at the same address.
    pub fn stamp(&self) -> u64 {
        let place = ptr::from_ref(self.word).addr() as u64;
        self.seen.rotate_left(32).wrapping_add(place)
    }
}

/// Where one thread keeps a [`Validity`] that it asks about often, in memory that others may look at.
#[derive(Debug)]
pub struct ValidityCell {
    word: AtomicPtr<AtomicU64>,
    seen: OwnWord,
}

/// What an empty cell asks: never the value that it compares with.
static NEVER: AtomicU64 = AtomicU64::new(0);

impl ValidityCell {
    /// A cell in which nothing holds.
    pub const fn new() -> Self {
        Self {
            word: AtomicPtr::new((&raw const NEVER).cast_mut()),
            seen: OwnWord::new(1),
        }
    }

    /// Keeps it; nothing holds with `None`. Only one thread does this, the owner.
    pub fn set(&self, validity: Option<Validity<'static>>) {
        let (word, seen) = validity.map_or((&NEVER, 1), |validity| (validity.word, validity.seen));
        self.word
            .store(ptr::from_ref(word).cast_mut(), Ordering::Relaxed);
        self.seen.set(seen as usize);
    }

    /// Whether what is kept still holds.
    ///
    /// # Safety
    /// The calling thread is the owner.
    #[inline(always)]
    pub unsafe fn holds(&self) -> bool {
        // SAFETY: only references that live for ever are ever kept.
        let word = unsafe { &*self.word.load(Ordering::Relaxed) };
        // SAFETY: the caller's promise.
        word.load(Ordering::Acquire) == unsafe { self.seen.own() } as u64
    }
}

impl Default for ValidityCell {
    fn default() -> Self {
        Self::new()
    }
}
