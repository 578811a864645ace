//! What becomes of freed areas: kept for the next allocation, aged, given back.
//!
//! ```text
//!   free ─► shard ── not asked for in a sweep ──► retained ── over the budget, or kept too long ──► gaps
//! ```
//!
//! Nothing runs by itself: time passes when the application allocates and frees. Long areas look at the clock each time, short ones
//! each few hundred times, and whoever finds that a second has passed gives back what is too old, a bounded part per second.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use super::allocator::{Allocator, lock};
use super::arena::{Arena, SHARD_GRANULES};
use super::range::VirtRange;
use super::size_class::SizeClass;
use super::slab::Slab;
use super::table::Entry;
use crate::sys;
use crate::sys::mmap::Advice;

/// Least that ageing gives back per second.
const SHORTEST_STEP: u64 = 64 << 20;

/// When kept memory was last looked at, in seconds of the clock.
#[derive(Debug, Default)]
pub(super) struct Ages {
    decayed: AtomicU32,
    swept: AtomicU32,
}

impl Allocator {
    /// Makes the area of a slab without objects an area without use.
    pub(super) fn retire_slab(&self, slab: &Slab) -> VirtRange {
        let length = slab.area_bytes();
        let area = VirtRange::new(slab.start(), slab.start() + length);
        let granules = (length / self.options.granule) as u32;
        self.table.update(
            area.start,
            &Entry {
                granules,
                ..Entry::IDLE
            },
        );
        area
    }

    /// Keeps a freed area in the thread's shard or, failing that, among the retained ones.
    pub(super) fn keep(&self, area: VirtRange, arena: Option<&OnceLock<Box<Arena>>>) {
        if self.is_tight.load(Ordering::Relaxed) {
            return self.give_back(area);
        }
        let granule = self.options.granule;
        let granules = (area.length() / granule) as usize;
        if granules <= SHARD_GRANULES
            && let Some(arena) = arena.and_then(OnceLock::get)
        {
            let budget = self.shard_area_budget.load(Ordering::Relaxed);
            let mut shard = lock(arena.shard());
            let is_due = shard.is_due();
            if shard.put_area(area.start, granules, granule, budget) {
                drop(shard);
                if is_due {
                    self.decay();
                }
                return;
            }
            let now = sys::clock::seconds();
            let mut retained = lock(&self.retained);
            let retain = |start, granules| retained.put(area_at(start, granules, granule), now);
            shard.drain_areas(granule, |_| true, retain);
        }
        self.retain(area);
    }

    /// Keeps a freed area; gives back what exceeds the budget, and what has been kept too long.
    pub(super) fn retain(&self, area: VirtRange) {
        let now = sys::clock::seconds();
        let mut retained = lock(&self.retained);
        if !retained.can_hold(area.length()) {
            drop(retained);
            return self.give_back(area);
        }
        retained.put(area, now);
        while let Some(evicted) = retained.over_budget() {
            drop(retained);
            self.give_back(evicted);
            retained = lock(&self.retained);
        }
        drop(retained);
        self.decay_at(now);
    }

    /// Gives an unused area's memory to the system and its addresses to the gaps.
    pub(super) fn give_back(&self, area: VirtRange) {
        // SAFETY: the area is ours and in no allocation. A refusal (locked memory) leaves contents that
        // the next owner may not rely on anyway.
        let _ = unsafe { sys::mmap::advise(area, Advice::Decommit) };
        let mut windows = lock(&self.windows);
        self.table.remove(area);
        windows.give_back(area);
        self.is_tight.store(windows.is_tight(), Ordering::Relaxed);
    }

    /// Gives back what was kept too long. To be called without locks.
    pub(super) fn decay(&self) {
        self.decay_at(sys::clock::seconds());
    }

    pub(super) fn decay_at(&self, now: u32) {
        let time = self.options.retain_seconds;
        let last = self.ages.decayed.load(Ordering::Relaxed);
        // One thread per second.
        let decayed = &self.ages.decayed;
        let exchange =
            |last| decayed.compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed);
        if now == last || time == 0 || exchange(last).is_err() {
            return;
        }
        if now.wrapping_sub(self.ages.swept.load(Ordering::Relaxed)) >= time.div_ceil(2) {
            self.ages.swept.store(now, Ordering::Relaxed);
            self.sweep(now);
        }
        let Some(expired) = now.checked_sub(time) else {
            return;
        };
        let mut left = SHORTEST_STEP.max(lock(&self.retained).budget() / 8);
        while left > 0 {
            let Some(area) = lock(&self.retained).pop_since(expired) else {
                return;
            };
            left = left.saturating_sub(area.length());
            self.give_back(area);
        }
    }

    /// Takes from shards and slabs what nothing used since the last sweep. It is then retained, for any thread.
    #[cold]
    fn sweep(&self, now: u32) {
        let granule = self.options.granule;
        let mut areas = Vec::new();
        for arena in self.arenas() {
            for shard in arena.shards() {
                let mut shard = lock(shard);
                shard.sweep_areas(granule, |start, granules| {
                    areas.push(area_at(start, granules, granule));
                });
                for class in SizeClass::all() {
                    let mut slabs = lock(&arena.classes[class.index()]);
                    shard.sweep_objects(class, |object| {
                        areas.extend(slabs.put(object).map(|slab| self.retire_slab(slab)));
                    });
                }
            }
            for class in &arena.classes {
                let mut slabs = lock(class);
                while let Some(slab) = slabs.sweep() {
                    areas.push(self.retire_slab(slab));
                }
            }
        }
        self.retain_all(&areas, now);
    }

    fn retain_all(&self, areas: &[VirtRange], now: u32) {
        let mut retained = lock(&self.retained);
        areas.iter().for_each(|&area| retained.put(area, now));
        while let Some(evicted) = retained.over_budget() {
            drop(retained);
            self.give_back(evicted);
            retained = lock(&self.retained);
        }
    }

    /// Takes all areas from the shards, whose parts of the budget have changed.
    #[cold]
    pub(super) fn empty_shards(&self) {
        let granule = self.options.granule;
        let mut areas = Vec::new();
        for shard in self.arenas().flat_map(Arena::shards) {
            let give = |start, granules| areas.push(area_at(start, granules, granule));
            lock(shard).drain_areas(granule, |_| true, give);
        }
        self.retain_all(&areas, sys::clock::seconds());
    }

    /// Gives everything back that is kept; the number of bytes.
    pub(super) fn reclaim(&self) -> u64 {
        self.reclaim_if(|_| true) + self.empty_quarantine()
    }

    /// Gives back the areas that the owner's allocations have left, and slabs without objects; the number of bytes.
    pub(super) fn reclaim_of(&self, owner: u64) -> u64 {
        // A kept area's record still says whose it was.
        self.reclaim_if(|start| {
            let found = self.table.find(start);
            found.is_some_and(|found| found.start == start && found.entry.payload == owner)
        })
    }

    fn reclaim_if(&self, wanted: impl Fn(u64) -> bool) -> u64 {
        let granule = self.options.granule;
        let mut areas = Vec::new();
        for arena in self.arenas() {
            for shard in arena.shards() {
                let mut shard = lock(shard);
                shard.drain_areas(granule, &wanted, |start, granules| {
                    areas.push(area_at(start, granules, granule));
                });
                for class in SizeClass::all() {
                    let mut slabs = lock(&arena.classes[class.index()]);
                    for object in shard.drain_objects(class) {
                        areas.extend(slabs.put(object).map(|slab| self.retire_slab(slab)));
                    }
                }
            }
            for class in &arena.classes {
                let mut slabs = lock(class);
                while let Some(slab) = slabs.give_up() {
                    areas.push(self.retire_slab(slab));
                }
            }
        }
        lock(&self.retained).drain_if(&mut areas, |area| wanted(area.start));
        areas.iter().for_each(|&area| self.give_back(area));
        areas.iter().map(VirtRange::length).sum()
    }

    /// Bytes of freed areas that are kept.
    pub(super) fn retained_bytes(&self) -> u64 {
        let shards = self.arenas().flat_map(Arena::shards);
        let in_shards: u64 = shards.map(|shard| lock(shard).area_bytes()).sum();
        in_shards + lock(&self.retained).bytes()
    }
}

fn area_at(start: u64, granules: usize, granule: u64) -> VirtRange {
    VirtRange::new(start, start + granules as u64 * granule)
}
