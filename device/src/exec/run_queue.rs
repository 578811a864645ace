//! What waits to be run: the most urgent first, then first come, first served.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::running::Running;
use super::source::{Priority, Source};

/// A piece of work in the queue.
pub(super) enum Item {
    /// Work-groups; stays in the queue until all of them have been taken.
    Dispatch(Arc<Running>),
    /// A function to be called once.
    Call(Box<dyn FnOnce() + Send>),
}

impl Item {
    /// How many threads should take part in it.
    pub(super) fn wanted_threads(&self) -> usize {
        match self {
            Item::Dispatch(running) => running.wanted_threads(),
            Item::Call(_) => 1,
        }
    }

    /// The dispatch that it is, if its work-groups may wait for each other.
    fn waiting(&self) -> Option<&Arc<Running>> {
        match self {
            Item::Dispatch(running) => Some(running).filter(|running| running.is_waiting()),
            Item::Call(_) => None,
        }
    }

    fn is_exhausted(&self) -> bool {
        match self {
            Item::Dispatch(running) => running.total() != 0 && running.is_exhausted(),
            Item::Call(_) => false,
        }
    }

    fn is_long(&self) -> bool {
        match self {
            Item::Dispatch(running) => !running.is_small(),
            Item::Call(_) => false,
        }
    }

    fn wants_more(&self) -> bool {
        match self {
            Item::Dispatch(running) => running.wants_more(),
            Item::Call(_) => true,
        }
    }
}

struct Entry {
    source: Source,
    item: Item,
}

/// The work that all threads may take.
///
/// Of dispatches whose work-groups may wait for each other no more than one is begun at a time: the next follows when all groups
/// of it have been taken. If two were, each could have some of the threads and wait for the groups that the other keeps from running.
#[derive(Default)]
pub(super) struct RunQueue {
    /// By priority.
    ready: [VecDeque<Entry>; Priority::COUNT],
    /// That one, as long as it has groups that nobody has taken.
    begun: Option<Entry>,
}

/// Bit of [`RunQueue::priorities`] for a dispatch of which all work-groups have to run at a time and some do: before all other work.
pub(super) const RESIDENT: u8 = 1 << Priority::COUNT;

impl RunQueue {
    pub(super) fn push(&mut self, source: Source, item: Item) {
        self.ready[source.priority as usize].push_back(Entry { source, item });
    }

    fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.ready.iter().flatten().chain(&self.begun)
    }

    /// Whether workers have something to do.
    pub(super) fn has_ready(&self) -> bool {
        self.begun.is_some() || self.ready.iter().any(|ready| !ready.is_empty())
    }

    /// Which priorities there is work of: a bit for each, and one for what comes before all.
    pub(super) fn priorities(&self) -> u8 {
        let begun = self.begun.as_ref().map_or(0, |entry| {
            let own = 1 << entry.source.priority as u8;
            if self.has_resident() {
                own | RESIDENT
            } else {
                own
            }
        });
        let ready = self.ready.iter().enumerate();
        ready.fold(begun, |bits, (priority, ready)| {
            bits | u8::from(!ready.is_empty()) << priority
        })
    }

    /// Whether a dispatch has begun of which all work-groups have to run at a time, and do not yet.
    fn has_resident(&self) -> bool {
        let running = self.begun.as_ref().and_then(|entry| entry.item.waiting());
        running.is_some_and(|running| running.is_resident())
    }

    /// Whether more threads than those at work have something to do.
    pub(super) fn wants_more(&self) -> bool {
        // Behind a dispatch that has all threads that it needs there may be others, but rarely many of those.
        self.entries().any(|entry| entry.item.wants_more())
    }

    /// Drops the dispatches whose work-groups have all been taken.
    pub(super) fn remove_exhausted(&mut self) {
        for ready in &mut self.ready {
            ready.retain(|entry| !entry.item.is_exhausted());
        }
        self.drop_begun();
    }

    /// When all of its work-groups have been taken, those of the next may be.
    fn drop_begun(&mut self) {
        self.begun.take_if(|entry| entry.item.is_exhausted());
    }

    /// The first of the most urgent pieces of work.
    pub(super) fn take_ready(&mut self) -> Option<Taken> {
        self.drop_begun();
        if self.has_resident()
            && let Some(taken) = self.take_begun()
        {
            return Some(taken);
        }
        for priority in (0..Priority::COUNT).rev() {
            let begun = self.begun.as_ref();
            if begun.is_some_and(|entry| entry.source.priority as usize == priority)
                && let Some(taken) = self.take_begun()
            {
                return Some(taken);
            }
            if let Some(taken) = self.take(priority, |_| true) {
                return Some(taken);
            }
            // What has to wait for the one that has begun lends it its place.
            let waits = |entry: &Entry| entry.item.waiting().is_some();
            if self.ready[priority].iter().any(waits)
                && let Some(taken) = self.take_begun()
            {
                return Some(taken);
            }
        }
        None
    }

    /// The first piece of work that came from `source`; without `with_long` the first that is no long dispatch, unless other threads
    /// wait for its work-groups already.
    pub(super) fn take_of(&mut self, source: Source, with_long: bool) -> Option<Taken> {
        self.drop_begun();
        let begun = self.begun.as_ref();
        if begun.is_some_and(|entry| entry.source == source)
            && (with_long || self.has_resident())
            && let Some(taken) = self.take_begun()
        {
            return Some(taken);
        }
        let fits = |entry: &Entry| entry.source == source && (with_long || !entry.item.is_long());
        self.take(source.priority as usize, fits)
    }

    /// Work-groups of the dispatch that has begun.
    fn take_begun(&mut self) -> Option<Taken> {
        let Entry { source, item } = self.begun.as_ref()?;
        let running = Arc::clone(item.waiting()?);
        let (source, chunk) = (*source, running.grab());
        running.join();
        if running.is_exhausted() {
            self.begun = None;
        }
        Some(Taken::Chunk(source, running, chunk?))
    }

    /// The first piece of work of a priority that fits.
    fn take(&mut self, priority: usize, fits: impl Fn(&Entry) -> bool) -> Option<Taken> {
        let queue = &mut self.ready[priority];
        let mut index = 0;
        while let Some(entry) = queue.get(index) {
            let must_wait = self.begun.is_some() && entry.item.waiting().is_some();
            if must_wait || !fits(entry) {
                index += 1;
                continue;
            }
            let Item::Dispatch(running) = &entry.item else {
                return match queue.remove(index)?.item {
                    Item::Call(call) => Some(Taken::Call(call)),
                    Item::Dispatch(_) => None,
                };
            };
            // A dispatch without work-groups is taken once, as an empty chunk.
            let chunk = if running.total() == 0 {
                Some(0..0)
            } else {
                running.grab()
            };
            running.join();
            let running = Arc::clone(running);
            let source = entry.source;
            if running.is_exhausted() {
                queue.remove(index);
            } else if running.is_waiting() {
                self.begun = queue.remove(index);
            }
            if let Some(chunk) = chunk {
                return Some(Taken::Chunk(source, running, chunk));
            }
        }
        None
    }
}

/// Work that is left to the host thread that will wait for it, until somebody flushes. Queues have different
/// shelves (unless there are many), so that host threads that each use a queue of their own do not meet here.
#[derive(Default)]
#[repr(align(128))]
pub(super) struct Shelf {
    /// Whether there is something: for looking without the lock.
    is_used: AtomicBool,
    entries: Mutex<VecDeque<Entry>>,
}

impl Shelf {
    pub(super) fn push(&self, source: Source, item: Item) {
        let mut entries = self.lock();
        entries.push_back(Entry { source, item });
        // In one order with the looks and counts of `Executor::flush`.
        self.is_used.store(true, Ordering::SeqCst);
    }

    /// The first piece of work of `source`.
    pub(super) fn take_of(&self, source: Source) -> Option<Item> {
        if !self.is_used.load(Ordering::SeqCst) {
            return None;
        }
        let mut entries = self.lock();
        let index = entries.iter().position(|entry| entry.source == source)?;
        let entry = entries.remove(index);
        self.is_used.store(!entries.is_empty(), Ordering::Release);
        entry.map(|entry| entry.item)
    }

    /// Moves all to the queue for everybody; returns how many threads they can use.
    pub(super) fn clear_into(&self, queue: &mut RunQueue) -> usize {
        if !self.is_used.load(Ordering::SeqCst) {
            return 0;
        }
        let mut entries = self.lock();
        let wanted = entries
            .iter()
            .map(|entry| entry.item.wanted_threads())
            .sum();
        for entry in entries.drain(..) {
            queue.push(entry.source, entry.item);
        }
        self.is_used.store(false, Ordering::Release);
        wanted
    }

    pub(super) fn is_used(&self) -> bool {
        self.is_used.load(Ordering::SeqCst)
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a thread got from the queue.
pub(super) enum Taken {
    /// A chunk of a dispatch, which may have more.
    Chunk(Source, Arc<Running>, std::ops::Range<u64>),
    Call(Box<dyn FnOnce() + Send>),
}
