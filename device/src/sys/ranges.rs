//! A table of address ranges that a signal handler may read: reading takes no lock and allocates nothing.

use std::ops::Range;
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicUsize, Ordering, fence};

use super::fork;

/// The table. Ranges may be registered more than once.
pub(crate) struct RangeTable {
    head: AtomicPtr<Node>,
    writer: WriterLock,
}

/// One writer at a time. A thread of the parent that held it when this process was forked will never give it back, so
/// it is taken from there.
struct WriterLock(AtomicU32);

struct Writer<'a>(&'a WriterLock);

impl WriterLock {
    fn lock(&self) -> Writer<'_> {
        fork::watch();
        let own = fork::process() + 1;
        loop {
            let holder = self.0.load(Ordering::Relaxed);
            let is_free = holder != own;
            if is_free
                && self
                    .0
                    .compare_exchange(holder, own, Ordering::Acquire, Ordering::Relaxed)
                    .is_ok()
            {
                return Writer(self);
            }
            // Held for some stores only.
            std::thread::yield_now();
        }
    }
}

impl Drop for Writer<'_> {
    fn drop(&mut self) {
        self.0.0.store(0, Ordering::Release);
    }
}

/// One range. Nodes are never freed, only reused, so that a reader may hold one at any time.
struct Node {
    /// Odd while a writer changes the range. A reader that meets that passes on: the range that it asks for is in use,
    /// and so not being changed.
    version: AtomicUsize,
    start: AtomicUsize,
    end: AtomicUsize,
    value: AtomicUsize,
    next: *const Node,
}

impl Node {
    fn set(&self, range: &Range<usize>, value: usize) {
        self.version.fetch_add(1, Ordering::Relaxed);
        fence(Ordering::Release);
        self.start.store(range.start, Ordering::Relaxed);
        self.end.store(range.end, Ordering::Relaxed);
        self.value.store(value, Ordering::Relaxed);
        self.version.fetch_add(1, Ordering::Release);
    }

    fn get(&self) -> Option<(Range<usize>, usize)> {
        let before = self.version.load(Ordering::Acquire);
        let range = self.start.load(Ordering::Relaxed)..self.end.load(Ordering::Relaxed);
        let value = self.value.load(Ordering::Relaxed);
        fence(Ordering::Acquire);
        let after = self.version.load(Ordering::Relaxed);
        (before == after && before.is_multiple_of(2)).then_some((range, value))
    }
}

/// A registered range; dropping it takes the range out.
pub(crate) struct Registration {
    table: &'static RangeTable,
    range: Range<usize>,
}

impl RangeTable {
    pub(crate) const fn new() -> RangeTable {
        RangeTable {
            head: AtomicPtr::new(ptr::null_mut()),
            writer: WriterLock(AtomicU32::new(0)),
        }
    }

    fn nodes(&self) -> impl Iterator<Item = &Node> {
        let mut next = self.head.load(Ordering::Acquire).cast_const();
        std::iter::from_fn(move || {
            // SAFETY: nodes come from `Box::into_raw` and are never freed; `next` was written before they were published.
            let node = unsafe { next.as_ref() }?;
            next = node.next;
            Some(node)
        })
    }

    /// Adds `range`, which is not empty, with a value of the caller's.
    pub(crate) fn register(&'static self, range: Range<usize>, value: usize) -> Registration {
        let _writer = self.writer.lock();
        let free = self
            .nodes()
            .find(|node| node.get().is_some_and(|(range, _)| range.is_empty()));
        if let Some(free) = free {
            free.set(&range, value);
        } else {
            let node = Box::into_raw(Box::new(Node {
                version: AtomicUsize::new(0),
                start: AtomicUsize::new(range.start),
                end: AtomicUsize::new(range.end),
                value: AtomicUsize::new(value),
                next: self.head.load(Ordering::Relaxed),
            }));
            self.head.store(node, Ordering::Release);
        }
        Registration { table: self, range }
    }

    /// Calls `visit` with the value of each range; none is taken out meanwhile.
    pub(crate) fn for_each(&self, visit: &mut dyn FnMut(usize)) {
        let _writer = self.writer.lock();
        let ranges = self.nodes().filter_map(Node::get);
        ranges
            .filter(|(range, _)| !range.is_empty())
            .for_each(|(_, value)| visit(value));
    }

    /// The value of a range that holds `address`. Safe in a signal handler.
    pub(crate) fn find(&self, address: usize) -> Option<usize> {
        let mut ranges = self.nodes().filter_map(Node::get);
        ranges
            .find(|(range, _)| range.contains(&address))
            .map(|(_, value)| value)
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        let _writer = self.table.writer.lock();
        let mut nodes = self.table.nodes();
        let own = nodes.find(|node| node.get().is_some_and(|(range, _)| range == self.range));
        if let Some(node) = own {
            node.set(&(0..0), 0);
        }
    }
}

impl std::fmt::Debug for Registration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:#x?}", self.range)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_known_while_registered_and_nodes_are_reused() {
        static TABLE: RangeTable = RangeTable::new();
        let first = TABLE.register(0x1000..0x2000, 5);
        let twin = TABLE.register(0x1000..0x2000, 5);
        assert_eq!(TABLE.find(0x1000), Some(5));
        assert_eq!(TABLE.find(0x1fff), Some(5));
        assert_eq!(TABLE.find(0x2000), None);
        drop(first);
        assert_eq!(TABLE.find(0x1800), Some(5), "the twin still holds it");
        drop(twin);
        assert_eq!(TABLE.find(0x1800), None);
        for n in 0..100 {
            let range = TABLE.register(0x7000..0x8000, n);
            assert_eq!(TABLE.find(0x7000), Some(n));
            drop(range);
        }
        assert_eq!(TABLE.nodes().count(), 2);
    }
}
