//! What exists of an address space from its first allocation on, and how the layers work together.
//!
//! ```text
//!   allocate ─► shard ─► slabs ──┐                     free ─► shard ─► slabs ──┐
//!       small   (objects)        ▼                              (objects)       ▼
//!       area ─► shard ─► retained ─► windows                 shard ─► retained ─► windows
//!               (areas)  (areas)     (gaps)                  (areas)  (areas)     (gaps)
//! ```
//!
//! Locks are taken from left to right, and no lock is taken twice.

use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use super::area::{Allocation, AreaKind};
use super::arena::{Arena, SHARD_GRANULES, Shard};
use super::error::{AllocError, FreeError};
use super::guard::Quarantine;
use super::kept::Ages;
use super::limits::AddressLimits;
use super::options::{Fill, VmOptions};
use super::range::{VirtRange, align_up, normalise};
use super::retained::Retained;
use super::size_class::SizeClass;
use super::slab::{FoundObject, Object, Slab, SlabClass};
use super::table::{Entry, Found, State, Table};
use super::validity::Validity;
use super::windows::{Wanted, Windows};
use crate::sys;
use crate::sys::mmap::Advice;

/// Different limits that get slabs and caches of their own; allocations under further ones are served
/// from the windows.
const ARENAS: usize = 256;
/// Bytes of kept areas that a shard may hold however large the budget is.
const LONGEST_SHARD_BUDGET: u64 = 64 << 20;
/// Freed memory from this length on is zeroed by dropping its pages.
const ZERO_BY_DECOMMIT: usize = 1 << 20;

/// See the module.
pub(super) struct Allocator {
    pub(super) options: VmOptions,
    pub(super) host: AddressLimits,
    pub(super) table: Table,
    pub(super) windows: Mutex<Windows>,
    pub(super) retained: Mutex<Retained>,
    pub(super) quarantine: Mutex<Quarantine>,
    /// Whether addresses are short: then freed areas become gaps at once.
    pub(super) is_tight: AtomicBool,
    pub(super) ages: Ages,
    /// Held while an arena is made.
    pub(super) creation: Mutex<()>,
    pub(super) arenas: Box<[OnceLock<Box<Arena>>]>,
    shards: usize,
    /// Bytes of kept areas that all shards of all arenas may hold.
    shards_area_budget: u64,
    /// Each shard's part of them.
    pub(super) shard_area_budget: AtomicU64,
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Demand {
    pub(super) length: u64,
    pub(super) align: u64,
    pub(super) kind: AreaKind,
    pub(super) owner: u64,
}

/// Locks, also after a panic elsewhere: the steps under the locks leave what they guard consistent.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for Allocator {
    fn drop(&mut self) {
        for window in &lock(&self.windows).windows {
            // SAFETY: the window is ours, and the space's allocations end with the space.
            unsafe { sys::mmap::release(window.range) };
        }
    }
}

impl Allocator {
    pub(super) fn new(options: &VmOptions) -> Self {
        let host = AddressLimits::probe_host();
        let table = Table::new(host.high, options.granule);
        let processors = std::thread::available_parallelism().map_or(4, usize::from);
        let shards = match options.shards {
            0 => processors.next_power_of_two().clamp(4, 64),
            shards => shards.next_power_of_two().min(64),
        };
        let budget = options.retained_bytes();
        Self {
            host,
            table,
            windows: Mutex::new(Windows::new(options)),
            retained: Mutex::new(Retained::new(options.granule, budget - budget / 4)),
            quarantine: Mutex::new(Quarantine::new(options.quarantine)),
            is_tight: AtomicBool::new(false),
            ages: Ages::default(),
            creation: Mutex::new(()),
            arenas: (0..ARENAS).map(|_| OnceLock::new()).collect(),
            shards,
            shards_area_budget: budget / 4,
            shard_area_budget: AtomicU64::new(u64::MAX),
            options: options.clone(),
        }
    }

    /// The arenas made so far.
    pub(super) fn arenas(&self) -> impl Iterator<Item = &Arena> {
        self.arenas.iter().map_while(OnceLock::get).map(Box::as_ref)
    }

    /// The arena of the limits; nothing if there are too many.
    #[inline]
    fn arena(&self, limits: &AddressLimits, length: u64) -> Result<Option<&Arena>, AllocError> {
        match self.arenas().find(|arena| arena.limits == *limits) {
            Some(arena) => Ok(Some(arena)),
            None => self.new_arena(limits, length),
        }
    }

    #[cold]
    fn new_arena(&self, limits: &AddressLimits, length: u64) -> Result<Option<&Arena>, AllocError> {
        let usable = self.usable(limits, length)?;
        let _one_at_a_time = lock(&self.creation);
        for (index, slot) in self.arenas.iter().enumerate() {
            let arena = slot.get_or_init(|| {
                let (limits, usable) = (limits.clone(), usable.clone());
                Box::new(Arena::new(index as u16, limits, usable, self.shards))
            });
            if arena.limits == *limits {
                let part = self.shards_area_budget / (self.shards * (index + 1)) as u64;
                let part = part.min(LONGEST_SHARD_BUDGET);
                if self.shard_area_budget.fetch_min(part, Ordering::Relaxed) > part {
                    self.empty_shards();
                }
                return Ok(Some(arena));
            }
        }
        Ok(None)
    }

    /// The part of the limits that this process can map.
    fn usable(&self, limits: &AddressLimits, length: u64) -> Result<AddressLimits, AllocError> {
        let mut usable = limits
            .intersect(&self.host)
            .ok_or_else(|| AllocError::TooLong {
                length,
                range: limits.range().intersect(&self.host.range()),
            })?;
        usable.granule = usable.granule.max(self.options.granule);
        Ok(usable)
    }

    /// Allocates; once more after everything kept was given back, should there be no room.
    pub(super) fn allocate(
        &self,
        limits: &AddressLimits,
        demand: &Demand,
    ) -> Result<u64, AllocError> {
        let arena = self.arena(limits, demand.length)?;
        if let Some(arena) = arena
            && !self.options.guard
            && let Some(class) = SizeClass::for_request(demand.length, demand.align)
        {
            return match self.allocate_object(arena, class, demand) {
                Err(_) if self.reclaim() > 0 => self.allocate_object(arena, class, demand),
                result => result,
            };
        }
        match arena {
            Some(arena) => self.allocate_area(&arena.usable, Some(arena), demand),
            None => self.allocate_area(&self.usable(limits, demand.length)?, None, demand),
        }
    }

    fn allocate_area(
        &self,
        usable: &AddressLimits,
        arena: Option<&Arena>,
        demand: &Demand,
    ) -> Result<u64, AllocError> {
        let too_long = || AllocError::TooLong {
            length: demand.length,
            range: usable.range(),
        };
        if self.options.guard {
            return match self.allocate_guarded(usable, demand) {
                Err(_) if self.reclaim() > 0 => self.allocate_guarded(usable, demand),
                result => result,
            };
        }
        let length = align_up(demand.length, usable.granule)
            .filter(|&length| length <= usable.range().length())
            .ok_or_else(too_long)?;
        let align = demand.align.max(usable.granule);
        let granules = u32::try_from(length / self.options.granule).map_err(|_| too_long())?;
        let entry = Entry {
            state: State::Live,
            kind: demand.kind,
            arena: arena.map_or(u16::MAX, |arena| arena.index),
            offset: 0,
            granules,
            length: demand.length,
            payload: demand.owner,
        };
        if let Some(arena) = arena
            && granules as usize <= SHARD_GRANULES
        {
            let granule = self.options.granule;
            let fits = |start: u64| start.is_multiple_of(align);
            let kept = lock(arena.shard()).take_area(granules as usize, granule, fits);
            if let Some(start) = kept {
                self.table.update(start, &entry);
                return Ok(start);
            }
        }
        let wanted = Wanted {
            limits: usable,
            length,
            align,
        };
        let area = match self.obtain(&wanted, &entry) {
            Err(_) if self.reclaim() > 0 => self.obtain(&wanted, &entry)?,
            result => result?,
        };
        self.decay();
        Ok(area.start)
    }

    /// An area, kept or new, that the table knows by `entry`.
    pub(super) fn obtain(
        &self,
        wanted: &Wanted<'_>,
        entry: &Entry,
    ) -> Result<VirtRange, AllocError> {
        let fits = |area: &VirtRange| {
            area.start.is_multiple_of(wanted.align) && wanted.limits.covers(area)
        };
        let kept = lock(&self.retained).take(wanted.length, fits);
        if let Some(area) = kept {
            self.table.update(area.start, entry);
            return Ok(area);
        }
        let mut windows = lock(&self.windows);
        let area = windows.reserve(wanted);
        self.is_tight.store(windows.is_tight(), Ordering::Relaxed);
        let area = area?;
        match self.table.insert(area, entry) {
            Ok(()) => Ok(area),
            Err(errno) => {
                windows.give_back(area);
                Err(AllocError::Metadata(errno))
            }
        }
    }

    fn allocate_object(
        &self,
        arena: &Arena,
        class: SizeClass,
        demand: &Demand,
    ) -> Result<u64, AllocError> {
        let mut shard = lock(arena.shard());
        let object = match shard.take_object(class) {
            Some(object) => object,
            None => self.refill(arena, class, &mut shard)?,
        };
        drop(shard);
        Ok(object.publish(demand.length, demand.kind, demand.owner))
    }

    /// Fetches free objects into the shard and returns one.
    #[cold]
    fn refill(
        &self,
        arena: &Arena,
        class: SizeClass,
        shard: &mut Shard,
    ) -> Result<Object, AllocError> {
        let mut slabs = lock(&arena.classes[class.index()]);
        let objects = shard.objects(class);
        slabs.take(class.batch(), objects);
        if objects.is_empty() {
            self.add_slab(arena, class, &mut slabs)?;
            slabs.take(class.batch(), objects);
        }
        Ok(objects.pop().expect("a new slab has free objects"))
    }

    fn add_slab(
        &self,
        arena: &Arena,
        class: SizeClass,
        slabs: &mut SlabClass,
    ) -> Result<(), AllocError> {
        let length = class.slab_bytes(arena.usable.granule);
        let slab = slabs.unplaced(class, arena.index, arena.usable.granule);
        let entry = Entry {
            state: State::Slab,
            arena: arena.index,
            granules: (length / self.options.granule) as u32,
            payload: ptr::from_ref(slab) as u64,
            ..Entry::IDLE
        };
        let wanted = Wanted {
            limits: &arena.usable,
            length,
            align: arena.usable.granule.max(class.align()),
        };
        let area = self.obtain(&wanted, &entry)?;
        slabs.place(area.start);
        Ok(())
    }

    /// Frees the allocation at `base`, if it is one that `wanted` accepts.
    pub(super) fn free(
        &self,
        base: usize,
        wanted: impl FnOnce(&Allocation) -> bool,
    ) -> Result<Allocation, FreeError> {
        let not_allocated = FreeError::NotAllocated(base);
        let found = self.table.find(base as u64).ok_or(not_allocated)?;
        let check = |allocation: &Allocation| match allocation.contains(base) {
            false => Err(not_allocated),
            true if allocation.base != base => Err(FreeError::NotTheBase {
                address: base,
                base: allocation.base,
            }),
            true if !wanted(allocation) => Err(FreeError::NotWanted(base)),
            true => Ok(()),
        };
        if let Some(object) = self.object_around(&found, base as u64) {
            check(&object.allocation)?;
            let allocation = object.allocation;
            let object = object.retire().ok_or(not_allocated)?;
            self.fill(&allocation);
            self.free_object(object);
            return Ok(allocation);
        }
        let allocation = allocation_of(&found).ok_or(not_allocated)?;
        check(&allocation)?;
        if !self.table.retire(&found) {
            return Err(not_allocated);
        }
        let area = self.area_of(&found);
        if self.options.guard {
            self.free_guarded(area);
        } else {
            self.fill(&allocation);
            self.keep(area, self.arenas.get(usize::from(found.entry.arena)));
        }
        Ok(allocation)
    }

    /// The allocation around `address`.
    #[inline]
    pub(super) fn find(&self, address: u64) -> Option<Allocation> {
        let found = self.table.find(address)?;
        let allocation = match found.entry.state {
            State::Slab => self.object_around(&found, address)?.allocation,
            _ => allocation_of(&found)?,
        };
        allocation.contains(address as usize).then_some(allocation)
    }

    /// As [`Self::find`], and for how long that holds.
    pub(super) fn find_valid(&self, address: u64) -> Option<(Allocation, Validity<'_>)> {
        let found = self.table.find(address)?;
        let (allocation, validity) = match found.entry.state {
            State::Slab => {
                let object = self.object_around(&found, address)?;
                (object.allocation, object.validity())
            }
            _ => (allocation_of(&found)?, self.table.validity(&found)?),
        };
        let inside = allocation.contains(address as usize);
        inside.then_some((allocation, validity))
    }

    /// The freed allocation that was the last one at `address`, if nothing has taken its place.
    pub(super) fn find_freed(&self, address: u64) -> Option<Allocation> {
        let found = self.table.find(address)?;
        let freed = match found.entry.state {
            State::Slab => {
                let offset = address - found.start;
                self.slab_of(&found)?.find_freed(found.start, offset)
            }
            State::Idle => Some(described(&found)),
            _ => None,
        };
        freed.filter(|allocation| allocation.contains(address as usize))
    }

    fn slab_of(&self, found: &Found) -> Option<&Slab> {
        // SAFETY: the payload of a slab's entry points to a slab of this space, which keeps all its slabs.
        (found.entry.state == State::Slab)
            .then(|| unsafe { &*(found.entry.payload as *const Slab) })
    }

    /// The live object around `address` in the slab that was found.
    #[inline]
    fn object_around(&self, found: &Found, address: u64) -> Option<FoundObject<'_>> {
        let object = self
            .slab_of(found)?
            .find(found.start, address - found.start)?;
        // The slab may have moved to another area since it was found: then the object is not this one.
        self.table.is_current(found).then_some(object)
    }

    fn free_object(&self, object: Object) {
        let slab = object.slab();
        let class = slab.class;
        let Some(arena) = self.arenas[usize::from(slab.arena)].get() else {
            return;
        };
        let mut shard = lock(arena.shard());
        let is_due = shard.is_due();
        let mut unused = Vec::new();
        if shard.put_object(object) {
            let mut slabs = lock(&arena.classes[class.index()]);
            for object in shard.drain_batch(class) {
                unused.extend(slabs.put(object).map(|slab| self.retire_slab(slab)));
            }
        }
        drop(shard);
        for area in unused {
            self.retain(area);
        }
        if is_due {
            self.decay();
        }
    }

    /// Overwrites what was freed, if that is wanted.
    fn fill(&self, allocation: &Allocation) {
        let Fill::Byte(byte) = self.options.fill else {
            return;
        };
        let mut start = allocation.base as u64;
        let end = start + allocation.length as u64;
        if byte == 0 && allocation.length >= ZERO_BY_DECOMMIT {
            let pages = VirtRange::new(start, end).shrunk_to(sys::mmap::page_size());
            // SAFETY: the memory was freed and is not yet anybody else's.
            if unsafe { sys::mmap::advise(pages, Advice::Decommit) }.is_ok() {
                start = pages.end;
            }
        }
        // SAFETY: as above; an allocation's memory is committed.
        unsafe { ptr::write_bytes(start as *mut u8, byte, (end - start) as usize) };
    }

    /// Checks the invariants: every byte of a window is in a gap or in a known area, and only in one.
    pub(super) fn validate(&self) -> Result<(), String> {
        for class in self.arenas().flat_map(|arena| &arena.classes) {
            lock(class).validate()?;
        }
        let windows = lock(&self.windows);
        windows.validate()?;
        let mut parts: Vec<VirtRange> = windows.gaps.iter().collect();
        self.table
            .for_each(&mut |found| parts.push(self.area_of(&found)));
        parts.sort_unstable();
        let ranges = windows.windows.iter().map(|window| window.range);
        let mut whole = normalise(ranges.collect());
        whole.reverse();
        let mut rest = VirtRange::default();
        for part in parts {
            if rest.is_empty() {
                rest = whole.pop().unwrap_or_default();
            }
            if part.start != rest.start || part.end > rest.end {
                return Err(format!("{part} where {rest} is left of a window"));
            }
            rest.start = part.end;
        }
        match rest.is_empty() && whole.is_empty() {
            true => Ok(()),
            false => Err(format!("{rest} and {whole:?} are in no gap and no area")),
        }
    }

    /// The area of an entry that was found.
    pub(super) fn area_of(&self, found: &Found) -> VirtRange {
        let length = u64::from(found.entry.granules) * self.options.granule;
        VirtRange::new(found.start, found.start + length)
    }

    /// Calls `visit` for all live allocations in address order.
    pub(super) fn for_each(&self, visit: &mut dyn FnMut(Allocation)) {
        self.table
            .for_each(&mut |found| match self.slab_of(&found) {
                Some(slab) => slab.for_each(found.start, visit),
                None => allocation_of(&found).into_iter().for_each(&mut *visit),
            });
    }
}

/// The allocation that is an area of its own.
#[inline]
fn allocation_of(found: &Found) -> Option<Allocation> {
    (found.entry.state == State::Live).then(|| described(found))
}

#[inline]
fn described(found: &Found) -> Allocation {
    let entry = &found.entry;
    Allocation {
        base: found.start as usize + entry.offset as usize,
        length: entry.length as usize,
        kind: entry.kind,
        owner: entry.payload,
    }
}
