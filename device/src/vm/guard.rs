//! Guard mode: every allocation has an area of its own between inaccessible pages, ends as near to the
//! upper ones as its alignment allows, and traps every access after it is freed.

use std::collections::VecDeque;

use super::allocator::{Allocator, Demand, lock};
use super::error::AllocError;
use super::limits::AddressLimits;
use super::node::HUGE_ALIGN;
use super::range::{VirtRange, align_down, align_up};
use super::table::{Entry, State};
use super::windows::Wanted;
use crate::sys;
use crate::sys::mmap::{Advice, Errno};

/// Freed areas whose addresses are not used again yet.
pub(super) struct Quarantine {
    areas: VecDeque<VirtRange>,
    bytes: u64,
    budget: u64,
}

impl Quarantine {
    pub(super) fn new(budget: u64) -> Self {
        Self {
            areas: VecDeque::new(),
            bytes: 0,
            budget,
        }
    }

    fn put(&mut self, area: VirtRange) {
        self.bytes += area.length();
        self.areas.push_back(area);
    }

    fn pop(&mut self, budget: u64) -> Option<VirtRange> {
        let area = self.areas.pop_front_if(|_| self.bytes > budget)?;
        self.bytes -= area.length();
        Some(area)
    }
}

impl Allocator {
    pub(super) fn allocate_guarded(
        &self,
        usable: &AddressLimits,
        demand: &Demand,
    ) -> Result<u64, AllocError> {
        let page = sys::mmap::page_size();
        let too_long = || AllocError::TooLong {
            length: demand.length,
            range: usable.range(),
        };
        // A page on each side, and room to move the base down to its alignment.
        let length = demand
            .length
            .checked_add(2 * page)
            .and_then(|length| length.checked_add(demand.align - 1))
            .and_then(|length| align_up(length, usable.granule))
            .filter(|&length| length <= usable.range().length())
            .ok_or_else(too_long)?;
        let granules = u32::try_from(length / self.options.granule).map_err(|_| too_long())?;
        let wanted = Wanted {
            limits: usable,
            length,
            align: usable.granule,
        };
        let idle = Entry {
            granules,
            ..Entry::IDLE
        };
        let area = self.obtain(&wanted, &idle)?;
        let base = align_down(area.end - page - demand.length, demand.align);
        let body = VirtRange::new(
            align_down(base, page),
            align_up(base + demand.length, page).ok_or_else(too_long)?,
        );
        let fences = [
            VirtRange::new(area.start, body.start),
            VirtRange::new(body.end, area.end),
        ];
        for fence in fences {
            if let Err(errno) = fence_off(fence) {
                self.unfence(area);
                return Err(AllocError::Commit { length, errno });
            }
        }
        let offset = u32::try_from(base - area.start).map_err(|_| too_long())?;
        let entry = Entry {
            state: State::Live,
            kind: demand.kind,
            arena: u16::MAX,
            offset,
            granules,
            length: demand.length,
            payload: demand.owner,
        };
        self.table.update(area.start, &entry);
        Ok(base)
    }

    /// Fences a freed area off as a whole, until the quarantine is full of later ones.
    pub(super) fn free_guarded(&self, area: VirtRange) {
        // A refusal (no mapping left to split) leaves the memory accessible: less is found, nothing breaks.
        let _ = fence_off(area);
        let mut quarantine = lock(&self.quarantine);
        quarantine.put(area);
        let budget = quarantine.budget;
        while let Some(area) = quarantine.pop(budget) {
            drop(quarantine);
            self.unfence(area);
            quarantine = lock(&self.quarantine);
        }
    }

    /// Gives all fenced areas back; the number of bytes.
    pub(super) fn empty_quarantine(&self) -> u64 {
        let mut bytes = 0;
        loop {
            let area = lock(&self.quarantine).pop(0);
            let Some(area) = area else { return bytes };
            bytes += area.length();
            self.unfence(area);
        }
    }

    fn unfence(&self, area: VirtRange) {
        // SAFETY: the area is ours and in no allocation.
        let opened = unsafe {
            // Refused by kernels that have no guards; `fence_off` took the access away then.
            let _ = sys::mmap::advise(area, Advice::Unguard);
            sys::mmap::commit(area)
        };
        // Should that fail, the area is lost: it stays fenced and out of the gaps.
        if opened.is_ok() {
            self.give_back(area);
        }
    }
}

/// Makes every access to the range trap. Short ranges do not split the mapping where the kernel can guard
/// single pages (6.13); for long ones, a mapping of their own costs less than marking every page.
fn fence_off(range: VirtRange) -> Result<(), Errno> {
    if range.is_empty() {
        return Ok(());
    }
    // SAFETY: the range is ours and outside of allocations.
    if range.length() < HUGE_ALIGN && unsafe { sys::mmap::advise(range, Advice::Guard) }.is_ok() {
        return Ok(());
    }
    // SAFETY: as above.
    unsafe {
        let _ = sys::mmap::advise(range, Advice::Decommit);
        sys::mmap::forbid(range)
    }
}
