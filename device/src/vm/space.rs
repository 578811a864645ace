//! The process's address space as the device sees it: allocate, free, find.

use std::ptr::NonNull;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use super::area::{Allocation, AreaKind};
use super::error::{AllocError, FreeError};
use super::limits::AddressLimits;
use super::options::VmOptions;
use super::pool::{Pool, Wanted};
use super::range::{VirtRange, align_up};
use super::report::AddressMap;
use super::table::{Entry, Found, State, Table};
use crate::sys;
use crate::sys::mmap::Advice;

static GLOBAL: OnceLock<AddressSpace> = OnceLock::new();

/// The device-visible part of the process's address space. Nothing is reserved before the first
/// allocation, and what is reserved stays so.
pub struct AddressSpace {
    options: VmOptions,
    state: OnceLock<Inner>,
}

/// What exists from the first allocation on.
struct Inner {
    host: AddressLimits,
    table: Table,
    pool: Mutex<Pool>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        let pool = self.pool.get_mut().unwrap_or_else(PoisonError::into_inner);
        for window in &pool.windows {
            // SAFETY: the window is ours, and its space's allocations end with the space.
            unsafe { sys::mmap::release(window.range) };
        }
    }
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
            state: OnceLock::new(),
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
        let inner = self.inner()?;
        let granule = self.options.granule.max(limits.granule);
        let too_long = |range| AllocError::TooLong { length, range };
        let limits = limits
            .intersect(&inner.host)
            .ok_or(too_long(limits.range().intersect(&inner.host.range())))?;
        let area_length = align_up(length, granule)
            .filter(|&length| length <= limits.range().length())
            .ok_or(too_long(limits.range()))?;
        let wanted = Wanted {
            limits: &limits,
            length: area_length,
            align: align.max(granule),
        };
        let mut pool = lock(&inner.pool);
        let area = pool.reserve(&wanted)?;
        let granules = area.length() / self.options.granule;
        let entry = Entry {
            state: State::Live,
            kind,
            offset: 0,
            granules: u32::try_from(granules).expect("fewer than 2^32 granules"),
            length,
            payload: owner,
        };
        if let Err(errno) = inner.table.insert(area, &entry) {
            pool.give_back(area);
            return Err(AllocError::Metadata(errno));
        }
        NonNull::new(area.start as *mut u8).ok_or(AllocError::ZeroLength)
    }

    /// Frees the allocation at `base`.
    pub fn free(&self, base: usize) -> Result<Allocation, FreeError> {
        let not_allocated = FreeError::NotAllocated(base);
        let inner = self.state.get().ok_or(not_allocated)?;
        let found = inner.table.find(base as u64).ok_or(not_allocated)?;
        let allocation = allocation_of(&found).ok_or(not_allocated)?;
        if !allocation.contains(base) {
            return Err(not_allocated);
        }
        if allocation.base != base {
            return Err(FreeError::NotTheBase {
                address: base,
                base: allocation.base,
            });
        }
        if !inner.table.retire(&found) {
            return Err(not_allocated);
        }
        let length = u64::from(found.entry.granules) * self.options.granule;
        let area = VirtRange::new(found.start, found.start + length);
        // SAFETY: the area is ours and, by the line above, nobody's allocation any more. A refusal
        // (locked memory) leaves the contents, which the next owner may not rely on anyway.
        let _ = unsafe { sys::mmap::advise(area, Advice::Decommit) };
        let mut pool = lock(&inner.pool);
        inner.table.remove(area);
        pool.give_back(area);
        Ok(allocation)
    }

    /// The allocation around `address`. Takes no lock and may be called in a signal handler.
    pub fn find(&self, address: usize) -> Option<Allocation> {
        let found = self.state.get()?.table.find(address as u64)?;
        allocation_of(&found).filter(|allocation| allocation.contains(address))
    }

    /// What lies where; of the part inside `limits`, or of everything.
    pub fn report(&self, limits: Option<&AddressLimits>) -> AddressMap {
        let mut map = AddressMap::new(limits.cloned());
        let Some(inner) = self.state.get() else {
            return map;
        };
        inner
            .table
            .for_each(&mut |found| map.areas.extend(allocation_of(&found)));
        let pool = lock(&inner.pool);
        map.windows.extend(
            pool.windows
                .iter()
                .map(|window| (window.range, window.class)),
        );
        map.gaps.extend(pool.gaps.iter());
        drop(pool);
        map.cut();
        map
    }

    /// Checks the invariants of the space; for tests. No other thread may be using it.
    pub fn validate(&self) -> Result<(), String> {
        let Some(inner) = self.state.get() else {
            return Ok(());
        };
        lock(&inner.pool).validate()
    }

    fn inner(&self) -> Result<&Inner, AllocError> {
        if let Some(inner) = self.state.get() {
            return Ok(inner);
        }
        let host = AddressLimits::probe_host();
        let table = Table::new(host.high, self.options.granule).map_err(AllocError::Metadata)?;
        let pool = Mutex::new(Pool::new(&self.options));
        Ok(self.state.get_or_init(|| Inner { host, table, pool }))
    }
}

fn allocation_of(found: &Found) -> Option<Allocation> {
    let entry = &found.entry;
    (entry.state == State::Live).then(|| Allocation {
        base: found.start as usize + entry.offset as usize,
        length: entry.length as usize,
        kind: entry.kind,
        owner: entry.payload,
    })
}

/// Locks, also after a panic elsewhere: the pool's steps leave it consistent.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[path = "space_tests.rs"]
mod tests;
