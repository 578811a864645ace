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
    /// Per list, how many entries at its bottom nothing took since the last sweep.
    idle_objects: [u32; CLASSES],
    idle_areas: [u32; SHARD_GRANULES],
    /// Calls of [`Shard::is_due`].
    frees: u32,
}

/// Frees in a shard from one look at the clock to the next.
const FREES_PER_LOOK: u32 = 512;

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
    ) -> Self {
        let shard = || {
            Padded(Mutex::new(Shard {
                objects: std::array::from_fn(|_| Vec::new()),
                areas: std::array::from_fn(|_| Vec::new()),
                area_bytes: 0,
                idle_objects: [0; CLASSES],
                idle_areas: [0; SHARD_GRANULES],
                frees: 0,
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
        let objects = &mut self.objects[class.index()];
        let object = objects.pop();
        let idle = &mut self.idle_objects[class.index()];
        *idle = (*idle).min(objects.len() as u32);
        object
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
        let index = granules.wrapping_sub(1);
        let starts = self.areas.get_mut(index)?;
        let start = starts.pop_if(|start| fits(*start))?;
        let idle = &mut self.idle_areas[index];
        *idle = (*idle).min(starts.len() as u32);
        self.area_bytes -= granules as u64 * granule;
        Some(start)
    }

    /// Keeps an area if that is within `budget` bytes.
    #[inline]
    pub(super) fn put_area(
        &mut self,
        start: u64,
        granules: usize,
        granule: u64,
        budget: u64,
    ) -> bool {
        let bytes = granules as u64 * granule;
        if self.area_bytes + bytes > budget {
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

    /// Whether it is time to look at the clock. To be asked at every free.
    #[inline]
    pub(super) fn is_due(&mut self) -> bool {
        self.frees = self.frees.wrapping_add(1);
        self.frees.is_multiple_of(FREES_PER_LOOK)
    }

    /// Removes the areas whose start `wanted` accepts: calls `give` with start and granules of each.
    pub(super) fn drain_areas(
        &mut self,
        granule: u64,
        wanted: impl Fn(u64) -> bool,
        mut give: impl FnMut(u64, usize),
    ) {
        for (index, starts) in self.areas.iter_mut().enumerate() {
            let bytes = (index + 1) as u64 * granule;
            starts.retain(|&start| {
                let leaves = wanted(start);
                if leaves {
                    self.area_bytes -= bytes;
                    give(start, index + 1);
                }
                !leaves
            });
            self.idle_areas[index] = 0;
        }
    }

    /// Removes the areas that nothing took since the last sweep, and begins the next.
    pub(super) fn sweep_areas(&mut self, granule: u64, mut give: impl FnMut(u64, usize)) {
        for (index, starts) in self.areas.iter_mut().enumerate() {
            let idle = self.idle_areas[index] as usize;
            self.area_bytes -= (idle * (index + 1)) as u64 * granule;
            starts
                .drain(..idle)
                .for_each(|start| give(start, index + 1));
            self.idle_areas[index] = starts.len() as u32;
        }
    }

    /// Like [`Self::sweep_areas`], with the objects of a class.
    pub(super) fn sweep_objects(&mut self, class: SizeClass, mut give: impl FnMut(Object)) {
        let objects = &mut self.objects[class.index()];
        let idle = &mut self.idle_objects[class.index()];
        objects.drain(..*idle as usize).for_each(&mut give);
        *idle = objects.len() as u32;
    }

    /// Empties the shard of objects.
    pub(super) fn drain_objects(&mut self, class: SizeClass) -> std::vec::Drain<'_, Object> {
        self.idle_objects[class.index()] = 0;
        self.objects[class.index()].drain(..)
    }

    /// Removes the batch of objects that has been here longest.
    pub(super) fn drain_batch(&mut self, class: SizeClass) -> std::vec::Drain<'_, Object> {
        let objects = &mut self.objects[class.index()];
        let count = class.batch().min(objects.len());
        let idle = &mut self.idle_objects[class.index()];
        *idle = idle.saturating_sub(count as u32);
        objects.drain(..count)
    }
}
