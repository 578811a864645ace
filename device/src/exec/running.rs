//! A dispatch while it runs: handing out chunks and counting them in.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::chunk::{chunk_size, is_long, smallest_chunk, useful_threads};
use super::dispatch::{Completion, Launch};
use super::groups::Groups;
use super::printf::PrintBuffer;
use crate::fault::{Fault, end_dispatch, start_of_dispatch, start_of_waiting_dispatch};

/// A submitted [`Dispatch`](super::dispatch::Dispatch), shared by the threads that run it.
pub(super) struct Running {
    pub(super) launch: Arc<Launch>,
    /// Who hears of start and end; none if that is who runs it.
    completion: Option<Box<dyn Completion>>,
    pub(super) printed: PrintBuffer,
    groups: Groups,
    is_small: bool,
    /// Whether work-groups may wait for others of this launch: no thread has one that it has not begun while it runs another.
    is_waiting: bool,
    threads: u64,
    smallest: u64,
    /// How many threads should work on it, as far as is known.
    wanted: AtomicUsize,
    /// How many have begun to.
    joined: AtomicUsize,
    /// When it started, for the watchdog; 0 as long as it has not, or without one.
    started: AtomicU64,
    failed: AtomicBool,
    fault: Mutex<Option<Fault>>,
}

impl Running {
    /// `threads`: how many may work on it.
    pub(super) fn new(
        launch: Arc<Launch>,
        completion: Option<Box<dyn Completion>>,
        threads: usize,
    ) -> Running {
        let threads = threads as u64;
        let total = launch.grid.group_count();
        let items = launch.grid.items_per_group().unwrap_or(u64::MAX);
        let cycles = launch.code.predict_cycles(items);
        let is_waiting = launch.code.may_wait() && total > 1;
        let wanted = if is_waiting {
            threads.min(total)
        } else {
            useful_threads(total, threads, cycles)
        };
        Running {
            groups: Groups::new(total),
            is_waiting,
            threads,
            smallest: smallest_chunk(total, wanted, cycles),
            is_small: total == 0 || (wanted == 1 && cycles != 0),
            wanted: AtomicUsize::new(usize::try_from(wanted).unwrap_or(usize::MAX)),
            joined: AtomicUsize::new(0),
            started: AtomicU64::new(0),
            failed: AtomicBool::new(false),
            fault: Mutex::new(None),
            printed: PrintBuffer::new(),
            launch,
            completion,
        }
    }

    /// How many threads should work on it, as far as is known.
    pub(super) fn wanted_threads(&self) -> usize {
        self.wanted.load(Ordering::Relaxed)
    }

    /// Whether it should be over before another thread would have woken up.
    pub(super) fn is_small(&self) -> bool {
        self.is_small
    }

    /// Whether its work-groups may wait for each other.
    pub(super) fn is_waiting(&self) -> bool {
        self.is_waiting
    }

    /// Whether they do, and all of them run at a time.
    pub(super) fn is_resident(&self) -> bool {
        self.is_waiting && self.total() <= self.threads
    }

    /// One more thread works on it.
    pub(super) fn join(&self) {
        self.joined.fetch_add(1, Ordering::Relaxed);
    }

    /// A thread leaves it for something more urgent, though not all work-groups have been taken.
    pub(super) fn leave(&self) {
        self.joined.fetch_sub(1, Ordering::Relaxed);
    }

    /// Whether more threads should work on it than do.
    pub(super) fn wants_more(&self) -> bool {
        self.joined.load(Ordering::Relaxed) < self.wanted_threads() && !self.is_exhausted()
    }

    /// A chunk lasted `cycles`. True if more threads should be woken for the rest, contrary to what was predicted.
    pub(super) fn is_underestimated(&self, cycles: u64) -> bool {
        if !is_long(cycles) || self.is_exhausted() {
            return false;
        }
        let threads = usize::try_from(self.threads).unwrap_or(usize::MAX);
        self.wanted.swap(threads, Ordering::Relaxed) < threads
    }

    /// Whether all work-groups have been taken.
    pub(super) fn is_exhausted(&self) -> bool {
        self.groups.is_exhausted()
    }

    /// Takes some work-groups; `None` when all have been taken.
    pub(super) fn grab(&self) -> Option<Range<u64>> {
        self.groups.grab(|left| self.chunk_size(left))
    }

    /// As [`Running::grab`], before other threads know of it.
    pub(super) fn grab_first(&self) -> Option<Range<u64>> {
        self.groups.grab_first(|left| self.chunk_size(left))
    }

    fn chunk_size(&self, left: u64) -> u64 {
        if self.is_waiting {
            1
        } else {
            chunk_size(left, self.threads, self.smallest)
        }
    }

    /// When it started; the first to ask starts it.
    pub(super) fn started(&self) -> u64 {
        let known = self.started.load(Ordering::Relaxed);
        if known != 0 {
            return known;
        }
        let now = if self.is_waiting {
            start_of_waiting_dispatch()
        } else {
            start_of_dispatch()
        };
        if now == 0 {
            return 0;
        }
        let set = self
            .started
            .compare_exchange(0, now, Ordering::Relaxed, Ordering::Relaxed);
        set.map_or_else(|started| started, |_| now)
    }

    /// Whether a work-group has faulted: the others are not worth running.
    pub(super) fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    /// Records a fault; the work-groups that nobody has taken will never run. The first fault is the one reported.
    /// Returns how many those are: they count as finished.
    pub(super) fn fail(&self, fault: Fault) -> u64 {
        self.fault
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get_or_insert(fault);
        let is_first = !self.failed.swap(true, Ordering::AcqRel);
        let skipped = self.groups.skip();
        if is_first && self.is_waiting {
            self.end_others(1 + skipped);
        }
        skipped
    }

    /// Ends the work-groups that other threads run: they may be waiting for the one that has faulted. `mine`: those that this thread has
    /// not counted in yet.
    fn end_others(&self, mine: u64) {
        while self.groups.finished() + mine < self.total() {
            end_dispatch(self.started());
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Counts `groups` as finished. True for exactly one caller: the one that finished the last.
    pub(super) fn finish(&self, groups: u64) -> bool {
        self.groups.finish(groups)
    }

    /// Announces the start.
    pub(super) fn announce_start(&self) {
        if let Some(completion) = &self.completion {
            completion.started();
        }
    }

    /// Announces the end; called by whom [`Running::finish`] told so (or once, if there are no work-groups).
    pub(super) fn complete(&self) {
        let end = self.end();
        if let Some(completion) = &self.completion {
            completion.completed(end);
        }
    }

    /// What it printed is written; what became of it.
    pub(super) fn end(&self) -> Result<(), Fault> {
        self.printed.flush();
        if !self.failed.load(Ordering::Acquire) {
            return Ok(());
        }
        let fault = self
            .fault
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        fault.map_or(Ok(()), Err)
    }

    /// Number of work-groups.
    pub(super) fn total(&self) -> u64 {
        self.groups.total()
    }
}
