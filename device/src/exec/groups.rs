//! Handing out the work-groups of a dispatch, and counting them in.

use std::ops::Range;

use super::sync::{AtomicU64, Ordering};

/// The work-groups of a dispatch: each is taken once, and who counts in the last one hears of that.
pub(super) struct Groups {
    total: u64,
    /// First work-group that nobody has taken.
    next: AtomicU64,
    /// Work-groups that have run or will never run.
    finished: AtomicU64,
}

impl Groups {
    pub(super) fn new(total: u64) -> Groups {
        Groups {
            total,
            next: AtomicU64::new(0),
            finished: AtomicU64::new(0),
        }
    }

    /// How many there are.
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// Whether all have been taken.
    pub(super) fn is_exhausted(&self) -> bool {
        self.next.load(Ordering::Relaxed) >= self.total
    }

    /// Takes some, `size` of how many are left; `None` when all have been taken.
    pub(super) fn grab(&self, size: impl Fn(u64) -> u64) -> Option<Range<u64>> {
        let mut first = self.next.load(Ordering::Relaxed);
        loop {
            if first >= self.total {
                return None;
            }
            let end = first + size(self.total - first);
            match self
                .next
                .compare_exchange_weak(first, end, Ordering::Relaxed, Ordering::Relaxed)
            {
                Ok(_) => return Some(first..end),
                Err(now) => first = now,
            }
        }
    }

    /// As [`Groups::grab`], before other threads know of these.
    pub(super) fn grab_first(&self, size: impl Fn(u64) -> u64) -> Option<Range<u64>> {
        let end = if self.total == 0 { 0 } else { size(self.total) };
        self.next.store(end, Ordering::Relaxed);
        (end != 0).then_some(0..end)
    }

    /// Takes all that are left, not to run them. Returns how many those are: they have to be counted in too.
    pub(super) fn skip(&self) -> u64 {
        self.total
            - self
                .next
                .swap(self.total, Ordering::Relaxed)
                .min(self.total)
    }

    /// How many have been counted in, as long as others are out.
    pub(super) fn finished(&self) -> u64 {
        self.finished.load(Ordering::Relaxed)
    }

    /// Counts `groups` in. True for exactly one caller: the one that counts in the last.
    pub(super) fn finish(&self, groups: u64) -> bool {
        if groups == self.total {
            // No other thread has had any.
            return groups != 0;
        }
        // Release: the kernel's writes; acquire: those of the other threads, before the completion is announced.
        groups != 0 && self.finished.fetch_add(groups, Ordering::AcqRel) + groups == self.total
    }
}
