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
#[derive(Default)]
pub(super) struct RunQueue {
    /// By priority.
    ready: [VecDeque<Entry>; Priority::COUNT],
}

impl RunQueue {
    pub(super) fn push(&mut self, source: Source, item: Item) {
        self.ready[source.priority as usize].push_back(Entry { source, item });
    }

    fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.ready.iter().flatten()
    }

    /// Whether workers have something to do.
    pub(super) fn has_ready(&self) -> bool {
        self.ready.iter().any(|ready| !ready.is_empty())
    }

    /// Which priorities there is work of: a bit for each.
    pub(super) fn priorities(&self) -> u8 {
        let ready = self.ready.iter().enumerate();
        ready.fold(0, |bits, (priority, ready)| {
            bits | u8::from(!ready.is_empty()) << priority
        })
    }

    /// Whether more threads than those at work have something to do.
    pub(super) fn wants_more(&self) -> bool {
        // Behind a dispatch that has all threads that it needs there may be others, but rarely many of those.
        self.entries().any(|entry| entry.item.wants_more())
    }

    /// Drops the dispatches whose work-groups have all been taken.
    pub(super) fn remove_exhausted(&mut self) {
        for ready in &mut self.ready {
            ready.retain(|entry| match &entry.item {
                Item::Dispatch(running) => running.total() == 0 || !running.is_exhausted(),
                Item::Call(_) => true,
            });
        }
    }

    /// The first of the most urgent pieces of work.
    pub(super) fn take_ready(&mut self) -> Option<Taken> {
        let mut ready = self.ready.iter_mut().rev();
        ready.find_map(|ready| take(ready, |_| true))
    }

    /// The first piece of work that came from `source`; without `with_long` the first that is no long dispatch.
    pub(super) fn take_of(&mut self, source: Source, with_long: bool) -> Option<Taken> {
        let fits = |entry: &Entry| entry.source == source && (with_long || !entry.item.is_long());
        take(&mut self.ready[source.priority as usize], fits)
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

fn take(queue: &mut VecDeque<Entry>, fits: impl Fn(&Entry) -> bool) -> Option<Taken> {
    let mut index = 0;
    while let Some(entry) = queue.get(index) {
        if !fits(entry) {
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
        if !running.is_exhausted() {
            return chunk.map(|chunk| Taken::Chunk(entry.source, Arc::clone(running), chunk));
        }
        let Entry { source, item } = queue.remove(index)?;
        if let (Item::Dispatch(running), Some(chunk)) = (item, chunk) {
            return Some(Taken::Chunk(source, running, chunk));
        }
    }
    None
}
