//! The process's address space as the device sees it: allocate, free, find.

use std::ptr::{self, NonNull};
use std::sync::OnceLock;

use super::allocator::{Allocator, Demand, lock};
use super::area::{Allocation, AreaKind};
use super::error::{AllocError, FreeError};
use super::host_map::parse_maps;
use super::limits::AddressLimits;
use super::options::VmOptions;
use super::range::VirtRange;
use super::report::AddressMap;
use super::validity::Validity;
use crate::sys;

static GLOBAL: OnceLock<AddressSpace> = OnceLock::new();

/// The device-visible part of the process's address space. Nothing is reserved before the first
/// allocation, and what is reserved stays so.
pub struct AddressSpace {
    options: VmOptions,
    allocator: OnceLock<Allocator>,
}

impl AddressSpace {
    /// The one of this process.
    pub fn global() -> &'static AddressSpace {
        GLOBAL.get_or_init(|| AddressSpace::new(VmOptions::default()))
    }

    /// Sets the options of [`Self::global`]; false if it has been used already.
    pub fn configure(options: VmOptions) -> bool {
        GLOBAL.set(AddressSpace::new(options)).is_ok()
    }

    /// A space of its own, for tests and tools. Its allocations end with it.
    pub fn new(options: VmOptions) -> Self {
        Self {
            options: options.sanitised(),
            allocator: OnceLock::new(),
        }
    }

    /// Allocates `length` bytes at a multiple of `align` inside the limits. The contents are undefined.
    pub fn allocate(
        &self,
        limits: &AddressLimits,
        length: u64,
        align: u64,
        kind: AreaKind,
        owner: u64,
    ) -> Result<NonNull<u8>, AllocError> {
        if length == 0 {
            return Err(AllocError::ZeroLength);
        }
        if !align.is_power_of_two() {
            return Err(AllocError::Alignment(align));
        }
        let demand = Demand {
            length,
            align,
            kind,
            owner,
        };
        let base = self.allocator().allocate(limits, &demand)?;
        // Limits are cut to what the process can map, which address 0 is not.
        Ok(NonNull::new(base as *mut u8).expect("areas start above address 0"))
    }

    /// Frees the allocation at `base`.
    pub fn free(&self, base: usize) -> Result<Allocation, FreeError> {
        self.free_if(base, |_| true)
    }

    /// Frees the allocation at `base` if it is one that `wanted` accepts.
    pub fn free_if(
        &self,
        base: usize,
        wanted: impl FnOnce(&Allocation) -> bool,
    ) -> Result<Allocation, FreeError> {
        match self.allocator.get() {
            Some(allocator) => allocator.free(base, wanted),
            None => Err(FreeError::NotAllocated(base)),
        }
    }

    /// The allocation around `address`. Takes no lock and may be called in a signal handler.
    #[inline]
    pub fn find(&self, address: usize) -> Option<Allocation> {
        self.allocator.get()?.find(address as u64)
    }

    /// As [`Self::find`], with what tells cheaply whether it is still there.
    pub fn find_valid(&self, address: usize) -> Option<(Allocation, Validity<'_>)> {
        self.allocator.get()?.find_valid(address as u64)
    }

    /// The freed allocation that was the last one around `address`, as long as nothing has taken its place:
    /// what a use after free has hit. Takes no lock and may be called in a signal handler.
    pub fn find_freed(&self, address: usize) -> Option<Allocation> {
        self.allocator.get()?.find_freed(address as u64)
    }

    /// Gives all memory back that is kept for later allocations, to the system, and its addresses to the
    /// gaps; the number of bytes.
    pub fn trim(&self) -> u64 {
        self.allocator.get().map_or(0, Allocator::reclaim)
    }

    /// Gives back what allocations of an owner who is gone have left behind, and slabs that nothing uses; the number
    /// of bytes. What the owner has not freed stays, and with guards all does: who is gone can still be caught.
    pub fn trim_owner(&self, owner: u64) -> u64 {
        match self.allocator.get() {
            Some(allocator) if !self.options.guard => allocator.reclaim_of(owner),
            _ => 0,
        }
    }

    /// What lies where; of the part inside `limits`, or of everything.
    pub fn report(&self, limits: Option<&AddressLimits>) -> AddressMap {
        let mut map = AddressMap::new(limits.cloned());
        let Some(allocator) = self.allocator.get() else {
            return map;
        };
        allocator.for_each(&mut |allocation| map.areas.push(allocation));
        let windows = lock(&allocator.windows);
        map.windows.extend(
            windows
                .windows
                .iter()
                .map(|window| (window.range, window.class)),
        );
        map.gaps.extend(windows.gaps.iter());
        map.map_source = windows.map_source;
        drop(windows);
        map.retained = allocator.retained_bytes();
        if limits.is_some()
            && let Some(text) = sys::procmap::text()
        {
            let ours =
                |range: &VirtRange| map.windows.iter().any(|(window, _)| window.covers(range));
            let foreign = parse_maps(&text).filter(|line| !ours(&line.range));
            let named = foreign.map(|line| (line.range, line.name.to_owned()));
            map.foreign = named.collect();
        }
        map.cut();
        map
    }

    /// Checks the invariants of the space; for tests. No other thread may be using it.
    pub fn validate(&self) -> Result<(), String> {
        self.allocator.get().map_or(Ok(()), Allocator::validate)
    }

    /// What exists since the first allocation.
    pub(super) fn existing(&self) -> Option<&Allocator> {
        self.allocator.get()
    }

    fn allocator(&self) -> &Allocator {
        self.allocator.get_or_init(|| {
            if GLOBAL.get().is_some_and(|global| ptr::eq(global, self)) {
                super::fork::register();
            }
            Allocator::new(&self.options)
        })
    }
}

#[cfg(test)]
#[cfg(not(miri))]
#[path = "space_tests/mod.rs"]
mod tests;
