//! What serves the allocations of one set of limits: slabs, and caches that threads are spread over.

use std::cell::Cell;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use super::limits::AddressLimits;
use super::size_class::{CLASSES, SizeClass};
use super::slab::{Object, SlabClass};

/// Areas of up to this many granules are kept in shards.
pub(super) const SHARD_GRANULES: usize = 32;

/// The arena of one set of limits.
pub(super) struct Arena {
    /// As the caller states them.
    pub(super) limits: AddressLimits,
    /// Cut to what the process can map.
    pub(super) usable: AddressLimits,
    /// Its number in the space.
    pub(super) index: u16,
    shards: Box<[Padded<Mutex<Shard>>]>,
    pub(super) classes: [Mutex<SlabClass>; CLASSES],
}

/// A value in cache lines of its own.
#[repr(align(128))]
struct Padded<T>(T);

/// Free objects and areas ready for use by the threads of one shard.
pub(super) struct Shard {
    objects: [Vec<Object>; CLASSES],
    /// Starts of areas, by granules less one.
    areas: [Vec<u64>; SHARD_GRANULES],
    /// Bytes in `areas`.
    area_bytes: u64,
    area_budget: u64,
}

thread_local! {
    /// The calling thread's shard number. Without a destructor: a thread that ends leaves nothing behind.
    static SHARD: Cell<u32> = const { Cell::new(u32::MAX) };
}

/// Threads seen so far, to spread them evenly.
static THREADS: AtomicU32 = AtomicU32::new(0);

fn thread_number() -> usize {
    SHARD.with(|shard| {
        if shard.get() == u32::MAX {
            shard.set(THREADS.fetch_add(1, Ordering::Relaxed) & (u32::MAX >> 1));
        }
        shard.get() as usize
    })
}

impl Arena {
    pub(super) fn new(
        index: u16,
        limits: AddressLimits,
        usable: AddressLimits,
        shards: usize,
        area_budget: u64,
    ) -> Self {
        let shard = || {
            Padded(Mutex::new(Shard {
                objects: std::array::from_fn(|_| Vec::new()),
                areas: std::array::from_fn(|_| Vec::new()),
                area_bytes: 0,
                area_budget,
            }))
        };
        Self {
            limits,
            usable,
            index,
            shards: (0..shards).map(|_| shard()).collect(),
            classes: std::array::from_fn(|_| Mutex::default()),
        }
    }

    /// The calling thread's shard.
    #[inline]
    pub(super) fn shard(&self) -> &Mutex<Shard> {
        // A power of two.
        &self.shards[thread_number() & (self.shards.len() - 1)].0
    }

    pub(super) fn shards(&self) -> impl Iterator<Item = &Mutex<Shard>> {
        self.shards.iter().map(|shard| &shard.0)
    }
}

impl Shard {
    /// A free object of the class.
    #[inline]
    pub(super) fn take_object(&mut self, class: SizeClass) -> Option<Object> {
        self.objects[class.index()].pop()
    }

    /// The list to fill with free objects of the class.
    pub(super) fn objects(&mut self, class: SizeClass) -> &mut Vec<Object> {
        let objects = &mut self.objects[class.index()];
        objects.reserve(2 * class.batch() + 1);
        objects
    }

    /// Keeps a free object; true if there are now so many that a batch should leave.
    #[inline]
    pub(super) fn put_object(&mut self, object: Object) -> bool {
        let class = object.slab().class;
        let objects = &mut self.objects[class.index()];
        objects.push(object);
        objects.len() > 2 * class.batch()
    }

    /// The start of a kept area of that many granules.
    #[inline]
    pub(super) fn take_area(
        &mut self,
        granules: usize,
        granule: u64,
        fits: impl Fn(u64) -> bool,
    ) -> Option<u64> {
        let starts = self.areas.get_mut(granules.wrapping_sub(1))?;
        let start = starts.pop_if(|start| fits(*start))?;
        self.area_bytes -= granules as u64 * granule;
        Some(start)
    }

    /// Keeps an area if the budget allows.
    #[inline]
    pub(super) fn put_area(&mut self, start: u64, granules: usize, granule: u64) -> bool {
        let bytes = granules as u64 * granule;
        if self.area_bytes + bytes > self.area_budget {
            return false;
        }
        let Some(starts) = self.areas.get_mut(granules.wrapping_sub(1)) else {
            return false;
        };
        starts.push(start);
        self.area_bytes += bytes;
        true
    }

    /// Bytes of kept areas.
    pub(super) fn area_bytes(&self) -> u64 {
        self.area_bytes
    }

    /// Empties the shard of areas: calls `give` with start and granules of each.
    pub(super) fn drain_areas(&mut self, mut give: impl FnMut(u64, usize)) {
        for (index, starts) in self.areas.iter_mut().enumerate() {
            starts.drain(..).for_each(|start| give(start, index + 1));
        }
        self.area_bytes = 0;
    }

    /// Empties the shard of objects.
    pub(super) fn drain_objects(&mut self, class: SizeClass) -> std::vec::Drain<'_, Object> {
        self.objects[class.index()].drain(..)
    }

    /// Removes the batch of objects that has been here longest.
    pub(super) fn drain_batch(&mut self, class: SizeClass) -> std::vec::Drain<'_, Object> {
        let objects = &mut self.objects[class.index()];
        let count = class.batch().min(objects.len());
        objects.drain(..count)
    }
}
