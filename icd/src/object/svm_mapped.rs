//! Which SVM pointers the host has mapped, and how often.
//!
//! Addresses are unique in the process, so all contexts share what is known. A thread that maps and unmaps its own memory, as most do,
//! counts in counters that it alone writes ([`near`]): neither lock nor atomic exchange. What another thread unmaps, and what a thread
//! has no counter left for, is in a table with locks, cut into shards by allocation. How often a pointer is mapped is the sum of both;
//! in the table a count is negative when one thread has unmapped what another one's counter says is mapped.

mod near;

use super::address_hasher::AddressHasher;
use super::queue::Queue;
use crate::error::{ClError, ClResult};
use crate::handle::Ref;
use mirrorcl_device::vm::{AddressSpace, Allocation, Validity};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

pub use near::{map_again, map_at_once, unmap_again, unmap_at_once};

const SHARDS: usize = 16;

static SHARDS_OF: [LazyLock<Shard>; SHARDS] = [const { LazyLock::new(Shard::default) }; SHARDS];

#[derive(Default)]
#[repr(align(128))]
struct Shard {
    /// By the start of the allocation.
    allocations: Mutex<Allocations>,
    /// How many those are, changed under the lock: freeing what nobody has mapped, the usual case, writes to nothing that threads
    /// share. Whoever frees what another thread has mapped has waited for that call, so the number that it reads is recent enough.
    count: AtomicUsize,
}

type Allocations = HashMap<usize, Pointers, BuildHasherDefault<AddressHasher>>;

impl Shard {
    fn lock(&self) -> MutexGuard<'_, Allocations> {
        self.allocations
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// The mapped pointers of an allocation, mostly one, with how often each is mapped as far as no thread's counter says.
#[derive(Default)]
struct Pointers {
    /// Which allocation it is of those that start there one after the other.
    stamp: u64,
    counts: Vec<(usize, i64)>,
}

impl Pointers {
    fn count(&self, pointer: usize) -> i64 {
        let mut known = self.counts.iter();
        known
            .find(|known| known.0 == pointer)
            .map_or(0, |known| known.1)
    }

    fn set(&mut self, pointer: usize, count: i64) {
        if count < 0 {
            near::distrust(pointer);
        }
        let index = self.counts.iter().position(|known| known.0 == pointer);
        match index {
            Some(index) if count == 0 => drop(self.counts.swap_remove(index)),
            Some(index) => self.counts[index].1 = count,
            None if count == 0 => {}
            None => self.counts.push((pointer, count)),
        }
    }
}

/// Where a pointer leads to.
struct Place {
    pointer: usize,
    /// The start of the allocation around it; of memory that is not the driver's, the pointer itself.
    start: usize,
    /// 0 for memory that is not the driver's.
    stamp: u64,
    found: Option<(Allocation, Validity<'static>)>,
}

impl Place {
    fn of(pointer: usize) -> Self {
        let found = AddressSpace::global().find_valid(pointer);
        Self {
            pointer,
            start: found.map_or(pointer, |(allocation, _)| allocation.base),
            stamp: found.map_or(0, |(_, validity)| validity.stamp()),
            found,
        }
    }

    fn shard(&self) -> &'static Shard {
        // Allocations are aligned to more than 16 bytes; large ones to pages.
        &SHARDS_OF[((self.start >> 5) ^ (self.start >> 12)) % SHARDS]
    }

    /// Changes what the table says of the pointer, in which it counts `change` more: by what `decide` returns for how often it is
    /// mapped in all, if that is anything.
    fn change(
        &self,
        allocations: &mut Allocations,
        change: i64,
        decide: impl FnOnce(i64) -> Option<i64>,
    ) -> bool {
        let pointers = allocations.entry(self.start).or_default();
        if pointers.stamp != self.stamp {
            // An allocation that is gone has left it behind.
            *pointers = Pointers {
                stamp: self.stamp,
                counts: Vec::new(),
            };
        }
        let counted = near::total(self.pointer, self.stamp);
        // Never below zero in all: threads that unmap the same at once, which is a mistake, could make it so.
        let count = (pointers.count(self.pointer) + change).max(-counted);
        let decision = decide(count + counted);
        pointers.set(self.pointer, count + decision.unwrap_or(0));
        if pointers.counts.is_empty() {
            allocations.remove(&self.start);
        }
        self.shard()
            .count
            .store(allocations.len(), Ordering::Release);
        decision.is_some()
    }
}

/// Notes that `pointer` is mapped once more, with the queue.
pub fn map(queue: &Ref<Queue>, pointer: usize) {
    let place = Place::of(pointer);
    near::make_room(pointer);
    let mut allocations = place.shard().lock();
    let own = near::take(pointer);
    // What another thread has unmapped may be so again: it stays in the table, where both find it.
    let is_shared = allocations
        .get(&place.start)
        .is_some_and(|pointers| pointers.count(pointer) < 0);
    let is_near = !is_shared
        && place
            .found
            .is_some_and(|found| near::enter(queue, pointer, found, own + 1));
    if !is_near {
        place.change(&mut allocations, own, |_| Some(1));
    }
}

/// Notes that `pointer` is mapped once less; refuses if it is not mapped.
pub fn unmap(pointer: usize) -> ClResult<()> {
    let place = Place::of(pointer);
    let mut allocations = place.shard().lock();
    let own = near::take(pointer);
    if place.change(&mut allocations, own, |mapped| (mapped > 0).then_some(-1)) {
        return Ok(());
    }
    // The specification leaves this undefined; its revision refuses it (OpenCL-Docs #890), against the maps that were enqueued.
    Err(ClError::value(format!(
        "{pointer:#x} was not given to clEnqueueSVMMap, or was unmapped"
    )))
}

/// Forgets the mapped pointers of the allocation that starts at `start`, which is about to be freed if `is_allocation`: asked only if
/// there may be some. (Threads' counters of it are void when it is freed.)
pub fn forget(start: usize, is_allocation: impl FnOnce() -> bool) {
    let place = Place {
        pointer: start,
        start,
        stamp: 0,
        found: None,
    };
    let shard = place.shard();
    if shard.count.load(Ordering::Acquire) == 0 || !is_allocation() {
        return;
    }
    let mut allocations = shard.lock();
    let gone = allocations.remove(&start);
    shard.count.store(allocations.len(), Ordering::Release);
    drop(allocations);
    drop(gone);
}

#[cfg(test)]
mod tests;
