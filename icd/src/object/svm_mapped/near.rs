//! What each thread has mapped itself: counters that it alone writes, and what it knows of the memory behind them.
//!
//! A counter belongs to a pointer from [`enter`] to [`take`], both under the lock of the pointer's shard; so whoever holds that lock can
//! sum the counters of the pointer. Their owner changes them without it.

use super::Place;
use crate::sys::{thread_number, thread_pointer};
use mirrorcl_device::vm::{Allocation, Validity, ValidityCell};
use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering};

/// Pointers that a thread has counters for.
const SLOTS: usize = 16;

/// Threads that have counters; more use the table.
const THREADS: usize = 64;

/// How many of them a thread tries to get.
const TRIES: usize = 4;

/// A pointer's counter, and what its thread knows of the pointer. All threads may read it.
#[repr(align(64))]
struct Near {
    pointer: AtomicUsize,
    /// Bytes from there to the end of the allocation.
    room: AtomicUsize,
    validity: ValidityCell,
    /// Number of the queue that it was mapped with, which is of the allocation's context.
    queue_id: AtomicU64,
    stamp: AtomicU64,
    count: AtomicI64,
}

/// The counters of a thread, which is known by its thread pointer; 0: of nobody.
struct Counters {
    thread: AtomicUsize,
    near: [Near; SLOTS],
}

static COUNTERS: [Counters; THREADS] = [const {
    Counters {
        thread: AtomicUsize::new(0),
        near: [const {
            Near {
                pointer: AtomicUsize::new(0),
                room: AtomicUsize::new(0),
                validity: ValidityCell::new(),
                queue_id: AtomicU64::new(0),
                stamp: AtomicU64::new(0),
                count: AtomicI64::new(0),
            }
        }; SLOTS],
    }
}; THREADS];

/// Which of the counters belong to a thread, or have: a bit for each.
static USED: AtomicU64 = AtomicU64::new(0);

/// For each slot, how many of its pointers have a negative count in the table. Their counters say more than is true.
static NEGATIVES: [AtomicI64; SLOTS] = [const { AtomicI64::new(0) }; SLOTS];

thread_local! {
    static OWNED: Owned = Owned::claim();
}

/// The counters that this thread owns until it ends, if there were any left.
struct Owned(Option<&'static Counters>);

impl Owned {
    fn claim() -> Self {
        let thread = thread_pointer();
        let first = thread_number();
        let claimed = (first..first + TRIES).find(|index| {
            let owner = &COUNTERS[index % THREADS].thread;
            // A thread that ended without a word may have had the same pointer: its counts are true still.
            owner.load(Ordering::Relaxed) == thread
                || owner
                    .compare_exchange(0, thread, Ordering::Acquire, Ordering::Relaxed)
                    .is_ok()
        });
        Self(claimed.map(|index| {
            USED.fetch_or(1 << (index % THREADS), Ordering::SeqCst);
            &COUNTERS[index % THREADS]
        }))
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        let Some(counters) = self.0 else { return };
        counters.near.iter().for_each(Near::leave);
        counters.thread.store(0, Ordering::Release);
    }
}

#[inline]
fn slot_of(pointer: usize) -> usize {
    // Allocations are aligned to 128 bytes, large ones to pages.
    ((pointer >> 7) ^ (pointer >> 12)) % SLOTS
}

/// This thread's counter for the pointer, or for another one in the same slot, if it is found within so many tries.
#[inline(always)]
fn near(pointer: usize, tries: usize) -> Option<&'static Near> {
    let thread = thread_pointer();
    let first = thread_number();
    let mut known = (first..first + tries).map(|index| &COUNTERS[index % THREADS]);
    let counters = known.find(|counters| counters.thread.load(Ordering::Relaxed) == thread);
    counters.map(|counters| &counters.near[slot_of(pointer)])
}

impl Near {
    /// Whether it is the pointer's and says all that is to be known.
    #[inline(always)]
    fn is_of(&self, pointer: usize) -> bool {
        self.pointer.load(Ordering::Relaxed) == pointer
            && self.validity.holds()
            && NEGATIVES[slot_of(pointer)].load(Ordering::Relaxed) == 0
    }

    #[inline(always)]
    fn map_again(&self, queue_id: u64, pointer: usize, size: usize) -> bool {
        // 0 bytes, which are refused, become the most there can be; behind NULL, where counters without a pointer are, there are none.
        let is_inside = size.wrapping_sub(1) < self.room.load(Ordering::Relaxed);
        let again =
            is_inside && self.queue_id.load(Ordering::Relaxed) == queue_id && self.is_of(pointer);
        if again {
            self.add(1);
        }
        again
    }

    #[inline(always)]
    fn unmap_again(&self, pointer: usize) -> bool {
        let again = self.count.load(Ordering::Relaxed) > 0 && self.is_of(pointer);
        if again {
            self.add(-1);
        }
        again
    }

    /// Changes the count. Only its thread does.
    #[inline(always)]
    fn add(&self, change: i64) {
        let count = self.count.load(Ordering::Relaxed);
        self.count.store(count + change, Ordering::Relaxed);
    }

    /// Ends the counter's time with its pointer; what it said. Under the lock of the pointer's shard.
    fn take(&self) -> i64 {
        self.pointer.store(0, Ordering::Relaxed);
        self.room.store(0, Ordering::Relaxed);
        let count = self.count.swap(0, Ordering::Relaxed);
        // Of an allocation that is gone it says nothing.
        if self.validity.holds() { count } else { 0 }
    }

    /// Gives the pointer up; what the counter says is in the table from now on. Without a shard's lock: takes that of the pointer.
    fn leave(&self) {
        let pointer = self.pointer.load(Ordering::Relaxed);
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
pub fn map_again(queue_id: u64, pointer: usize, size: usize) -> bool {
    near(pointer, TRIES).is_some_and(|near| near.map_again(queue_id, pointer, size))
}

/// As [`map_again`], for most threads, and in no time.
#[inline(always)]
#[must_use]
pub fn map_at_once(queue_id: u64, pointer: usize, size: usize) -> bool {
    near(pointer, 1).is_some_and(|near| near.map_again(queue_id, pointer, size))
}

/// Notes that `pointer` is mapped once less if this thread's counter of it says that it is. Else does nothing.
#[must_use]
pub fn unmap_again(pointer: usize) -> bool {
    near(pointer, TRIES).is_some_and(|near| near.unmap_again(pointer))
}

/// As [`unmap_again`], for most threads, and in no time.
#[inline(always)]
#[must_use]
pub fn unmap_at_once(pointer: usize) -> bool {
    near(pointer, 1).is_some_and(|near| near.unmap_again(pointer))
}

/// One more or one less of the pointers has a negative count.
pub(super) fn count_negative(pointer: usize, change: i64) {
    if change != 0 {
        NEGATIVES[slot_of(pointer)].fetch_add(change, Ordering::Relaxed);
    }
}

/// How often all threads' counters say that the pointer is mapped. Under the lock of its shard.
pub(super) fn total(pointer: usize, stamp: u64) -> i64 {
    let slot = slot_of(pointer);
    let mut used = USED.load(Ordering::SeqCst);
    let mut total = 0;
    while used != 0 {
        let near = &COUNTERS[used.trailing_zeros() as usize].near[slot];
        if near.pointer.load(Ordering::Relaxed) == pointer
            && near.stamp.load(Ordering::Relaxed) == stamp
        {
            total += near.count.load(Ordering::Relaxed);
        }
        used &= used - 1;
    }
    total
}

/// Sees to it that this thread's counter for the pointer is no other pointer's. Without a shard's lock.
pub(super) fn make_room(pointer: usize) {
    if let Some(near) = near(pointer, TRIES)
        && near.pointer.load(Ordering::Relaxed) != pointer
    {
        near.leave();
    }
}

/// Ends the counter that this thread has of the pointer; what it said, or 0. Under the lock of the pointer's shard.
pub(super) fn take(pointer: usize) -> i64 {
    let near = near(pointer, TRIES);
    let its = near.filter(|near| near.pointer.load(Ordering::Relaxed) == pointer);
    its.map_or(0, Near::take)
}

/// Begins a counter of the pointer at `count`; false if there is none for this thread. Under the lock of the pointer's shard, after
/// [`make_room`] and [`take`].
pub(super) fn enter(
    queue_id: u64,
    pointer: usize,
    (allocation, validity): (Allocation, Validity<'static>),
    count: i64,
) -> bool {
    let has_counters = OWNED.try_with(|owned| owned.0.is_some()) == Ok(true);
    let Some(near) = near(pointer, TRIES).filter(|_| has_counters) else {
        return false;
    };
    near.stamp.store(validity.stamp(), Ordering::Relaxed);
    near.validity.set(Some(validity));
    near.queue_id.store(queue_id, Ordering::Relaxed);
    near.count.store(count, Ordering::Relaxed);
    let room = allocation.base + allocation.length - pointer;
    near.room.store(room, Ordering::Relaxed);
    near.pointer.store(pointer, Ordering::Relaxed);
    true
}
