//! What each thread has mapped itself: counters that it alone writes, and what it knows of the memory behind them.
//!
//! A counter belongs to a pointer from [`enter`] to [`take`], both under the lock of the pointer's shard; so whoever holds that lock can
//! sum the counters of the pointer. Their owner changes them without it.

use super::Place;
use crate::handle::{Borrowed, Handle, Ref, SeenCell};
use crate::object::queue::Queue;
use crate::sys::{thread_number, thread_pointer};
use mirrorcl_device::OwnWord;
use mirrorcl_device::vm::{Allocation, Validity, ValidityCell};
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicU64, AtomicUsize, Ordering};

/// Pointers that a thread has counters for.
const SLOTS: usize = 16;

/// Threads that have counters; more use the table.
const THREADS: usize = 64;

/// How many of them a thread tries to get.
const TRIES: usize = 4;

/// A pointer's counter, and what its thread, the owner, knows of the pointer. All threads may read it.
#[repr(align(64))]
struct Near {
    pointer: OwnWord,
    /// Bytes from there to the end of the allocation.
    room: OwnWord,
    validity: ValidityCell,
    /// What it was mapped with, which is of the allocation's context. Unknown while the table says that other threads have unmapped
    /// more of the pointer than they mapped: then the counter says more than is true.
    queue: SeenCell<Queue>,
    stamp: AtomicU64,
    count: OwnWord,
}

impl Near {
    const fn new() -> Self {
        Self {
            pointer: OwnWord::new(0),
            room: OwnWord::new(0),
            validity: ValidityCell::new(),
            queue: SeenCell::new(),
            stamp: AtomicU64::new(0),
            count: OwnWord::new(0),
        }
    }
}

/// The counters of a thread, which is known by its thread pointer; 0: of nobody.
struct Counters {
    near: [Near; SLOTS],
    thread: AtomicUsize,
}

/// Those of nobody, in place of what was not made yet.
static NOBODYS: Counters = Counters::new();

/// Made for the first thread that gets them, and kept for later ones.
static COUNTERS: [AtomicPtr<Counters>; THREADS] =
    [const { AtomicPtr::new((&raw const NOBODYS).cast_mut()) }; THREADS];

impl Counters {
    const fn new() -> Self {
        Self {
            near: [const { Near::new() }; SLOTS],
            thread: AtomicUsize::new(0),
        }
    }

    /// Those of that number.
    #[inline(always)]
    fn numbered(number: usize) -> &'static Self {
        // SAFETY: a static, or a box that nobody owns any more.
        unsafe { &*COUNTERS[number % THREADS].load(Ordering::Acquire) }
    }

    /// Those of that number for the thread, unless another one has them.
    fn claim(number: usize, thread: usize) -> Option<&'static Self> {
        let mut made = Self::numbered(number);
        if ptr::eq(made, &raw const NOBODYS) {
            made = Self::make(number);
        }
        // A thread that ended without a word may have had the same pointer: its counts are true still.
        let is_own = made.thread.load(Ordering::Relaxed) == thread
            || made
                .thread
                .compare_exchange(0, thread, Ordering::Acquire, Ordering::Relaxed)
                .is_ok();
        is_own.then_some(made)
    }

    fn make(number: usize) -> &'static Self {
        let nobodys = (&raw const NOBODYS).cast_mut();
        let new = Box::into_raw(Box::new(Self::new()));
        let place = &COUNTERS[number % THREADS];
        let made = match place.compare_exchange(nobodys, new, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => new,
            Err(other) => {
                // SAFETY: another thread was faster, so nobody knows of this one.
                drop(unsafe { Box::from_raw(new) });
                other
            }
        };
        // SAFETY: what is in the table is never freed.
        unsafe { &*made }
    }
}

thread_local! {
    static OWNED: Owned = Owned::claim();
}

/// The counters that this thread owns until it ends, if there were any left.
struct Owned(Option<&'static Counters>);

impl Owned {
    fn claim() -> Self {
        let thread = thread_pointer();
        let mut numbers = (thread_number()..).take(TRIES);
        Self(numbers.find_map(|number| Counters::claim(number, thread)))
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        let Some(counters) = self.0 else { return };
        counters.near.iter().map(Mine).for_each(|near| near.leave());
        counters.thread.store(0, Ordering::Release);
    }
}

#[inline(always)]
fn slot_of(pointer: usize) -> usize {
    // As `thread_number`, but by another prime: two multiplications by constants are fewer instructions than two by one in a register.
    ((pointer as u32).wrapping_mul(0x85EB_CA77) >> (u32::BITS - 4)) as usize % SLOTS
}

/// A counter that the calling thread owns.
#[derive(Clone, Copy)]
struct Mine(&'static Near);

/// This thread's counter for the pointer, or for another one in the same slot, if it is found within so many tries.
#[inline(always)]
fn near(pointer: usize, tries: usize) -> Option<Mine> {
    let thread = thread_pointer();
    let mut known = (thread_number()..).take(tries).map(Counters::numbered);
    let counters = known.find(|counters| counters.thread.load(Ordering::Relaxed) == thread);
    counters.map(|counters| Mine(&counters.near[slot_of(pointer)]))
}

impl Mine {
    /// Whether it is the pointer's, which leads where it led.
    #[inline(always)]
    fn is_of(self, pointer: usize) -> bool {
        // SAFETY: this thread is the owner.
        unsafe { self.0.pointer.own() == pointer && self.0.validity.holds() }
    }

    /// Whether so many bytes there are of the same allocation, at least one.
    #[inline(always)]
    fn has_room(self, size: usize) -> bool {
        // 0 bytes become the most there can be; behind NULL, where counters without a pointer are, there are none.
        // SAFETY: this thread is the owner.
        size.wrapping_sub(1) < unsafe { self.0.room.own() }
    }

    #[inline(always)]
    fn count(self) -> isize {
        // SAFETY: this thread is the owner.
        unsafe { self.0.count.own() }.cast_signed()
    }

    /// Changes the count; true.
    #[inline(always)]
    fn add(self, change: isize) -> bool {
        let count = self.0.count.get().cast_signed() + change;
        self.0.count.set(count.cast_unsigned());
        true
    }

    /// The queue that the pointer was mapped with, if the handle is its own.
    #[inline(always)]
    fn borrow(self, queue: &Handle<Queue>) -> Option<Borrowed<Queue>> {
        // SAFETY: this thread is the owner.
        unsafe { self.0.queue.borrow(queue) }
    }

    /// Ends the counter's time with its pointer; what it said. Under the lock of the pointer's shard.
    fn take(self) -> i64 {
        let count = self.count();
        self.0.pointer.set(0);
        self.0.room.set(0);
        self.0.count.set(0);
        // Of an allocation that is gone it says nothing.
        // SAFETY: this thread is the owner.
        let holds = unsafe { self.0.validity.holds() };
        if holds { count as i64 } else { 0 }
    }

    /// Gives the pointer up; what the counter says is in the table from now on. Without a shard's lock: takes that of the pointer.
    fn leave(self) {
        let pointer = self.0.pointer.get();
        if pointer != 0 {
            let place = Place::of(pointer);
            let mut allocations = place.shard().lock();
            let count = self.take();
            place.change(&mut allocations, count, |_| None);
        }
    }
}

/// Notes that `pointer` is mapped once more if this thread has mapped it with that queue before and `size` bytes there are of the same
/// allocation. Else does nothing.
#[must_use]
pub fn map_again(queue: &Ref<Queue>, pointer: usize, size: usize) -> bool {
    near(pointer, TRIES).is_some_and(|near| {
        near.has_room(size) && near.is_of(pointer) && near.0.queue.is(queue) && near.add(1)
    })
}

/// As [`map_again`], for most threads, and in no time. The queue, which is known to it, decides last.
#[inline(always)]
#[must_use]
pub fn map_at_once(
    queue: &Handle<Queue>,
    pointer: usize,
    size: usize,
    may: impl FnOnce(&Queue) -> bool,
) -> bool {
    let Some(near) = near(pointer, 1) else {
        return false;
    };
    if !near.has_room(size) || !near.is_of(pointer) {
        return false;
    }
    let Some(queue) = near.borrow(queue) else {
        return false;
    };
    may(&queue) && near.add(1)
}

/// Notes that `pointer` is mapped once less if this thread's counter of it says that it is, with that queue. Else does nothing.
#[must_use]
pub fn unmap_again(queue: &Ref<Queue>, pointer: usize) -> bool {
    near(pointer, TRIES).is_some_and(|near| {
        near.count() > 0 && near.is_of(pointer) && near.0.queue.is(queue) && near.add(-1)
    })
}

/// As [`unmap_again`], for most threads, and in no time.
#[inline(always)]
#[must_use]
pub fn unmap_at_once(queue: &Handle<Queue>, pointer: usize) -> bool {
    let Some(near) = near(pointer, 1) else {
        return false;
    };
    near.count() > 0 && near.is_of(pointer) && near.borrow(queue).is_some() && near.add(-1)
}

/// From now on the table says of the pointer that threads' counters say more than is true: they are not to go by them alone. Under the
/// lock of its shard.
pub(super) fn distrust(pointer: usize) {
    counters_of(pointer).for_each(|near| near.queue.clear());
}

/// The counters that any thread has of the pointer. Under the lock of its shard.
fn counters_of(pointer: usize) -> impl Iterator<Item = &'static Near> {
    let threads = (0..THREADS).map(Counters::numbered);
    let all = threads.map(move |counters| &counters.near[slot_of(pointer)]);
    all.filter(move |near| near.pointer.get() == pointer)
}

/// How often all threads' counters say that the pointer is mapped. Under the lock of its shard.
pub(super) fn total(pointer: usize, stamp: u64) -> i64 {
    let its = counters_of(pointer).filter(|near| near.stamp.load(Ordering::Relaxed) == stamp);
    its.map(|near| near.count.get().cast_signed() as i64).sum()
}

/// Sees to it that this thread's counter for the pointer is no other pointer's. Without a shard's lock.
pub(super) fn make_room(pointer: usize) {
    if let Some(near) = near(pointer, TRIES)
        && near.0.pointer.get() != pointer
    {
        near.leave();
    }
}

/// Ends the counter that this thread has of the pointer; what it said, or 0. Under the lock of the pointer's shard.
pub(super) fn take(pointer: usize) -> i64 {
    let near = near(pointer, TRIES);
    let its = near.filter(|near| near.0.pointer.get() == pointer);
    its.map_or(0, Mine::take)
}

/// Begins a counter of the pointer at `count`; false if there is none for this thread. Under the lock of the pointer's shard, after
/// [`make_room`] and [`take`].
pub(super) fn enter(
    queue: &Ref<Queue>,
    pointer: usize,
    (allocation, validity): (Allocation, Validity<'static>),
    count: i64,
) -> bool {
    let has_counters = OWNED.try_with(|owned| owned.0.is_some()) == Ok(true);
    let Some(near) = near(pointer, TRIES).filter(|_| has_counters) else {
        return false;
    };
    let Mine(near) = near;
    near.stamp.store(validity.stamp(), Ordering::Relaxed);
    near.validity.set(Some(validity));
    near.queue.set(queue);
    near.count.set((count as isize).cast_unsigned());
    near.room.set(allocation.base + allocation.length - pointer);
    near.pointer.set(pointer);
    true
}
