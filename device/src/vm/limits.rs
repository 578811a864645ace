//! What addresses a device, a context or the process can use.

use super::range::{VirtRange, normalise};
use crate::sys;

/// The addresses that a device can reach. Of several devices, [`AddressLimits::intersect`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AddressLimits {
    /// First usable address.
    pub low: u64,
    /// First address above the usable ones.
    pub high: u64,
    /// Areas start and end at multiples of this power of two (the device's page size).
    pub granule: u64,
    /// Ranges inside that are not usable.
    pub holes: Vec<VirtRange>,
}

impl AddressLimits {
    /// `[low, high)` in the host's pages, without holes.
    pub fn new(low: u64, high: u64) -> Self {
        Self {
            low,
            high,
            granule: sys::mmap::page_size(),
            holes: Vec::new(),
        }
    }

    /// Makes ranges unusable.
    pub fn add_holes(&mut self, holes: impl Iterator<Item = VirtRange>) {
        let range = self.range();
        let inside = holes.map(|hole| hole.intersect(&range));
        self.holes = normalise(self.holes.iter().copied().chain(inside).collect());
    }

    /// The addresses usable on both sides; nothing if there are none. Holes add up, and the coarser
    /// granule counts.
    pub fn intersect(&self, other: &AddressLimits) -> Option<AddressLimits> {
        let range = self.range().intersect(&other.range());
        let granule = self.granule.max(other.granule);
        let holes = self
            .holes
            .iter()
            .chain(&other.holes)
            .map(|hole| hole.intersect(&range));
        let both = AddressLimits {
            low: range.start,
            high: range.end,
            granule,
            holes: normalise(holes.collect()),
        };
        (!both.range().shrunk_to(granule).is_empty()).then_some(both)
    }

    /// `[low, high)`.
    pub fn range(&self) -> VirtRange {
        VirtRange::new(self.low, self.high)
    }

    /// Whether the device reaches all of `range`.
    pub fn covers(&self, range: &VirtRange) -> bool {
        self.range().covers(range) && !self.holes.iter().any(|hole| hole.intersects(range))
    }

    /// What this process can map, found by trying: the processor may offer more address bits than the
    /// kernel uses, and the kernel's lower bound is a setting.
    pub fn probe_host() -> AddressLimits {
        // A page at or above TASK_SIZE is refused with ENOMEM; below, it is mapped or occupied. Bisect.
        let page = sys::mmap::page_size();
        let mut mappable = 1 << 30;
        let mut refused = 1 << 63;
        while refused - mappable > page {
            let middle = VirtRange::new(mappable, refused);
            let middle = super::range::align_down(middle.start + middle.length() / 2, page);
            if sys::mmap::is_mappable(middle) {
                mappable = middle;
            } else {
                refused = middle;
            }
        }
        // With no mapping left (vm.max_map_count) all is refused: then the stack tells the order of magnitude.
        let stack = sys::process::address_in_main_stack();
        if refused <= stack {
            refused = stack.next_power_of_two();
        }
        let low = sys::process::lowest_mappable().max(1 << 20);
        AddressLimits {
            low,
            high: refused,
            granule: page,
            holes: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intersection_takes_the_tighter_bound_and_all_holes() {
        let mut first = AddressLimits::new(0x1_0000_0000, 0x40_0000_0000);
        first
            .holes
            .push(VirtRange::new(0x2_0000_0000, 0x2_1000_0000));
        let mut second = AddressLimits::new(0x1_8000_0000, 0x20_0000_0000);
        second.granule = 0x1_0000;
        second
            .holes
            .push(VirtRange::new(0x1_0000_0000, 0x1_9000_0000));
        let both = first.intersect(&second).unwrap();
        assert_eq!((both.low, both.high), (0x1_8000_0000, 0x20_0000_0000));
        assert_eq!(both.granule, 0x1_0000);
        let holes = [
            VirtRange::new(0x1_8000_0000, 0x1_9000_0000),
            VirtRange::new(0x2_0000_0000, 0x2_1000_0000),
        ];
        assert_eq!(both.holes, holes);
        assert!(!both.covers(&VirtRange::new(0x1_8fff_0000, 0x1_9000_1000)));
        assert!(both.covers(&VirtRange::new(0x1_9000_0000, 0x1_9000_1000)));
    }

    #[test]
    fn disjoint_limits_have_no_intersection() {
        let low = AddressLimits::new(0x1000, 0x2000);
        assert_eq!(low.intersect(&AddressLimits::new(0x2000, 0x3000)), None);
        let mut coarse = AddressLimits::new(0x1800, 0x4000);
        coarse.granule = 0x4000;
        assert_eq!(coarse.intersect(&AddressLimits::new(0, 0x7000)), None);
    }

    #[test]
    #[cfg_attr(miri, ignore = "asks the kernel")]
    fn probed_host_limits_hold_the_stack_and_end_where_mapping_ends() {
        let host = AddressLimits::probe_host();
        let local = 0u8;
        assert!(host.range().contains(&raw const local as u64));
        assert!(host.low >= 1 << 20);
        assert!(sys::mmap::is_mappable(host.high - host.granule));
        assert!(!sys::mmap::is_mappable(host.high));
    }
}
