//! What waits to be run, first come, first served.

use std::collections::VecDeque;
use std::sync::Arc;

use super::running::Running;

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

    fn wants_more(&self) -> bool {
        match self {
            Item::Dispatch(running) => running.wants_more(),
            Item::Call(_) => true,
        }
    }
}

struct Entry {
    source: u64,
    item: Item,
}

/// The queue. Lazy entries are for helping host threads, until they are promoted.
#[derive(Default)]
pub(super) struct RunQueue {
    ready: VecDeque<Entry>,
    lazy: VecDeque<Entry>,
}

impl RunQueue {
    pub(super) fn push(&mut self, source: u64, item: Item) {
        self.ready.push_back(Entry { source, item });
    }

    pub(super) fn push_lazy(&mut self, source: u64, item: Item) {
        self.lazy.push_back(Entry { source, item });
    }

    /// Makes the lazy entries ready; returns how many threads they can use.
    pub(super) fn promote(&mut self) -> usize {
        let wanted = self
            .lazy
            .iter()
            .map(|entry| entry.item.wanted_threads())
            .sum();
        self.ready.append(&mut self.lazy);
        wanted
    }

    /// Whether workers have something to do.
    pub(super) fn has_ready(&self) -> bool {
        !self.ready.is_empty()
    }

    /// Whether more threads than those at work have something to do.
    pub(super) fn wants_more(&self) -> bool {
        // Behind a dispatch that has all threads that it needs there may be others, but rarely many of those.
        self.ready.iter().any(|entry| entry.item.wants_more())
    }

    /// Drops the dispatches whose work-groups have all been taken.
    pub(super) fn remove_exhausted(&mut self) {
        self.ready.retain(|entry| match &entry.item {
            Item::Dispatch(running) => running.total() == 0 || !running.is_exhausted(),
            Item::Call(_) => true,
        });
    }

    pub(super) fn has_lazy(&self) -> bool {
        !self.lazy.is_empty()
    }

    /// The first ready piece of work.
    pub(super) fn take_ready(&mut self) -> Option<Taken> {
        take(&mut self.ready, |_| true)
    }

    /// The first piece of work that came from `source`; without `with_groups` the first call.
    pub(super) fn take_of(&mut self, source: u64, with_groups: bool) -> Option<Taken> {
        let fits = |entry: &Entry| {
            entry.source == source && (with_groups || matches!(entry.item, Item::Call(_)))
        };
        take(&mut self.ready, fits).or_else(|| take(&mut self.lazy, fits))
    }
}

/// What a thread got from the queue.
pub(super) enum Taken {
    /// A chunk of a dispatch, which may have more.
    Chunk(Arc<Running>, std::ops::Range<u64>),
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
            return chunk.map(|chunk| Taken::Chunk(Arc::clone(running), chunk));
        }
        let removed = queue.remove(index)?;
        if let (Item::Dispatch(running), Some(chunk)) = (removed.item, chunk) {
            return Some(Taken::Chunk(running, chunk));
        }
    }
    None
}
