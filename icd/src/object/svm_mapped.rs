//! Which SVM pointers the host has mapped.
//!
//! Addresses are unique in the process, so all contexts share the table. It is cut into shards by allocation, so that threads that map
//! and unmap their own memory do not meet, and what a freed allocation leaves behind is found at once.

use super::address_hasher::AddressHasher;
use crate::error::{ClError, ClResult};
use mirrorcl_device::vm::AddressSpace;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::BuildHasherDefault;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

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

/// The mapped pointers of an allocation, mostly one, with how often more each was mapped than unmapped.
struct Pointers {
    first: (usize, u32),
    others: Vec<(usize, u32)>,
}

impl Pointers {
    fn map(&mut self, pointer: usize) {
        let mut known = std::iter::once(&mut self.first).chain(&mut self.others);
        match known.find(|(other, _)| *other == pointer) {
            Some((_, count)) => *count += 1,
            None => self.others.push((pointer, 1)),
        }
    }

    /// `None` if the pointer is not mapped, else whether none is any more.
    fn unmap(&mut self, pointer: usize) -> Option<bool> {
        if self.first.0 == pointer {
            self.first.1 -= 1;
            if self.first.1 > 0 {
                return Some(false);
            }
            return match self.others.pop() {
                Some(other) => {
                    self.first = other;
                    Some(false)
                }
                None => Some(true),
            };
        }
        let index = self
            .others
            .iter()
            .position(|&(other, _)| other == pointer)?;
        self.others[index].1 -= 1;
        if self.others[index].1 == 0 {
            self.others.swap_remove(index);
        }
        Some(false)
    }
}

/// The start of the allocation around a pointer; of memory that is not the driver's, the pointer itself.
fn start_of(pointer: usize) -> usize {
    let found = AddressSpace::global().find(pointer);
    found.map_or(pointer, |found| found.base)
}

fn shard(start: usize) -> &'static Shard {
    // Allocations are aligned to more than 16 bytes; large ones to pages.
    &SHARDS_OF[((start >> 5) ^ (start >> 12)) % SHARDS]
}

/// Notes that `pointer` is mapped once more.
pub fn map(pointer: usize) {
    let start = start_of(pointer);
    let shard = shard(start);
    let mut allocations = shard.lock();
    match allocations.entry(start) {
        Entry::Occupied(mut entry) => entry.get_mut().map(pointer),
        Entry::Vacant(entry) => {
            entry.insert(Pointers {
                first: (pointer, 1),
                others: Vec::new(),
            });
        }
    }
    shard.count.store(allocations.len(), Ordering::Release);
}

/// Notes that `pointer` is mapped once less; refuses if it is not mapped.
pub fn unmap(pointer: usize) -> ClResult<()> {
    let start = start_of(pointer);
    let shard = shard(start);
    let mut allocations = shard.lock();
    if let Entry::Occupied(mut entry) = allocations.entry(start)
        && let Some(was_last) = entry.get_mut().unmap(pointer)
    {
        if was_last {
            entry.remove();
            shard.count.store(allocations.len(), Ordering::Release);
        }
        return Ok(());
    }
    // The specification leaves this undefined; its revision refuses it (OpenCL-Docs #890), against the maps that were enqueued.
    Err(ClError::value(format!(
        "{pointer:#x} was not given to clEnqueueSVMMap, or was unmapped"
    )))
}

/// Forgets the mapped pointers of the allocation that starts at `start`, which is about to be freed if `is_allocation`: asked only if
/// there may be some.
pub fn forget(start: usize, is_allocation: impl FnOnce() -> bool) {
    let shard = shard(start);
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
mod tests {
    use super::*;

    #[test]
    fn pointers_count_apart_and_a_freed_allocation_takes_its_own_with_it() {
        // Addresses that are no allocations: each is one of its own.
        let (one, other) = (0x1_0000_0001, 0x1_0000_0002);
        map(one);
        map(one);
        map(other);
        forget(other, || false);
        assert!(unmap(one).is_ok() && unmap(one).is_ok());
        assert!(unmap(one).is_err());
        forget(other, || true);
        assert!(unmap(other).is_err());
    }

    #[test]
    fn several_pointers_into_one_allocation() {
        let mut pointers = Pointers {
            first: (1, 1),
            others: Vec::new(),
        };
        for pointer in [2, 1, 3, 2] {
            pointers.map(pointer);
        }
        assert_eq!(pointers.unmap(4), None);
        let order = [1, 2, 1, 3, 2];
        let last = order.map(|pointer| pointers.unmap(pointer));
        let expected = [false, false, false, false, true].map(Some);
        assert_eq!(last, expected);
    }
}
