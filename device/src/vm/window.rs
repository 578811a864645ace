//! Windows: ranges reserved for the device, in which areas are committed from the top down.

use super::range::{VirtRange, align_down};
use crate::sys;
use crate::sys::mmap::{Advice, Errno};

/// What a window is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowClass {
    /// Slabs and areas shorter than a huge page.
    Small,
    /// Longer areas, on huge pages.
    Big,
}

impl WindowClass {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Big => "big",
        }
    }
}

/// Commitment grows by as much as there is, within these bounds.
const SHORTEST_STEP: u64 = 2 << 20;
const LONGEST_STEP: u64 = 64 << 20;

/// A reserved range. Its upper part is committed; the boundary only moves down, so a window is never more
/// than two mappings.
#[derive(Debug)]
pub(super) struct Window {
    pub(super) range: VirtRange,
    pub(super) class: WindowClass,
    /// Everything from here up is readable and writable.
    pub(super) committed_from: u64,
    /// Commit no more than is asked for: the process locks its memory, or this window serves one area.
    exact: bool,
    /// Made for one allocation and given back with it.
    pub(super) single: bool,
}

impl Window {
    /// A window over a range just claimed.
    pub(super) fn new(
        range: VirtRange,
        class: WindowClass,
        single: bool,
        huge_pages: bool,
    ) -> Self {
        sys::mmap::name(range, c"mirrorcl");
        if class == WindowClass::Big && huge_pages {
            // SAFETY: the range is ours and unused. A refusal (no THP in this kernel) costs speed only.
            let _ = unsafe { sys::mmap::advise(range, Advice::HugePages) };
        }
        // `mlockall(MCL_FUTURE)` makes the kernel fill every page that becomes writable.
        let exact = single || sys::process::locked_bytes() > 0;
        Self {
            range,
            class,
            committed_from: range.end,
            exact,
            single,
        }
    }

    /// Makes the window usable from `start` up.
    pub(super) fn commit_from(&mut self, start: u64) -> Result<(), Errno> {
        if start >= self.committed_from {
            return Ok(());
        }
        let mut from = start;
        if !self.exact {
            let committed = self.range.end - self.committed_from;
            let step = committed.clamp(SHORTEST_STEP, LONGEST_STEP);
            let target = start.min(self.committed_from.saturating_sub(step));
            from = align_down(target, SHORTEST_STEP).max(self.range.start);
        }
        // SAFETY: the window is ours, and access is widened only.
        let result = unsafe { sys::mmap::commit(VirtRange::new(from, self.committed_from)) };
        let result = match result {
            // RLIMIT_DATA or strict overcommit may still allow what is needed now.
            Err(_) if from < start => {
                from = start;
                // SAFETY: as above.
                unsafe { sys::mmap::commit(VirtRange::new(from, self.committed_from)) }
            }
            result => result,
        };
        result.map(|()| self.committed_from = from)
    }
}
