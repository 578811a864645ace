//! Where a new window may go: the area search over the process's own map. Pure.

use super::limits::AddressLimits;
use super::node::HUGE_ALIGN;
use super::range::{VirtRange, normalise, subtract};
use super::request::AreaRequest;
use super::search::{Policy, find_area};
use super::tree::GapTree;

/// Kept unmapped below the main stack, above what its limit lets it grow: the kernel's `stack_guard_gap`.
const STACK_GUARD: u64 = 1 << 20;
/// The stack's growth that the kernel itself plans with at least.
const STACK_GROWTH: u64 = 128 << 20;
/// Left to `brk` above the heap.
const HEAP_GROWTH: u64 = 1 << 30;
/// Where `MAP_32BIT` looks.
const MAP_32BIT: VirtRange = VirtRange {
    start: 1 << 30,
    end: 2 << 30,
};

/// How much consideration a window shows to what others may map later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Politeness {
    /// Leaves the stack, the heap and the `MAP_32BIT` space room to grow.
    Full,
    /// Leaves room to the stack and the heap, in proportion to the range.
    Little,
    /// Leaves what the stack's limit promises.
    Least,
}

impl Politeness {
    /// From the most polite on.
    pub(crate) const ALL: [Self; 3] = [Self::Full, Self::Little, Self::Least];
}

/// What a new window must not touch.
#[derive(Debug, Clone, Default)]
pub(crate) struct Surroundings {
    /// Mappings that are not ours.
    pub(crate) foreign: Vec<VirtRange>,
    /// Our windows, in address order.
    pub(crate) windows: Vec<VirtRange>,
    /// The main stack's mapping.
    pub(crate) stack: Option<VirtRange>,
    /// `RLIMIT_STACK`; `None` if unlimited.
    pub(crate) stack_limit: Option<u64>,
    /// Where `brk` continues.
    pub(crate) heap_end: u64,
}

impl Surroundings {
    /// Ranges where a window must not be.
    fn blocked(&self, limits: &AddressLimits, politeness: Politeness) -> Vec<VirtRange> {
        let mut blocked: Vec<VirtRange> = Vec::new();
        for area in &self.foreign {
            // One granule on each side of what is not ours: a stray access past its end, or past our
            // window's, then faults. Windows may touch each other.
            let rest = subtract(*area, &self.windows);
            blocked.extend(rest.iter().map(|rest| rest.widened(limits.granule)));
        }
        blocked.extend(&self.windows);
        blocked.extend(&limits.holes);
        let share = limits.range().length() / 4;
        if let Some(stack) = self.stack {
            let growth = match politeness {
                Politeness::Least => self.stack_limit.unwrap_or(STACK_GROWTH),
                _ => self.stack_limit.unwrap_or(0).max(STACK_GROWTH),
            };
            let lowest = stack.end.saturating_sub(growth).min(stack.start);
            blocked.push(VirtRange::new(
                lowest.saturating_sub(STACK_GUARD),
                stack.end,
            ));
        }
        let heap = match politeness {
            Politeness::Full => HEAP_GROWTH,
            Politeness::Little => HEAP_GROWTH.min(share),
            Politeness::Least => 0,
        };
        blocked.push(VirtRange::new(
            self.heap_end,
            self.heap_end.saturating_add(heap),
        ));
        if politeness == Politeness::Full {
            blocked.push(MAP_32BIT);
        }
        normalise(blocked)
    }

    /// The gaps in which windows for `limits` may lie.
    pub(crate) fn gaps(&self, limits: &AddressLimits, politeness: Politeness) -> GapTree {
        let mut tree = GapTree::new();
        for gap in subtract(limits.range(), &self.blocked(limits, politeness)) {
            tree.insert(gap.shrunk_to(limits.granule))
                .expect("the gaps between areas do not overlap");
        }
        tree
    }

    /// The highest place for a window of `length` bytes at a multiple of `align`, and of huge pages if that
    /// is possible.
    pub(crate) fn place(
        &self,
        limits: &AddressLimits,
        length: u64,
        align: u64,
        politeness: Politeness,
    ) -> Option<VirtRange> {
        let gaps = self.gaps(limits, politeness);
        let aligns = [HUGE_ALIGN.max(align), align];
        aligns.into_iter().find_map(|align| {
            let request = AreaRequest::new(length, align, limits.low, limits.high).ok()?;
            find_area(&gaps, limits.granule, &request, Policy::FirstFit)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRANULE: u64 = 0x1_0000;
    const GIB: u64 = 1 << 30;

    fn limits(low: u64, high: u64) -> AddressLimits {
        AddressLimits {
            low,
            high,
            granule: GRANULE,
            holes: Vec::new(),
        }
    }

    #[test]
    fn windows_go_to_the_top_and_touch_each_other_but_not_foreign_areas() {
        let range = limits(4 * GIB, 64 * GIB);
        let mut surroundings = Surroundings {
            foreign: vec![VirtRange::new(50 * GIB, 50 * GIB + 4096)],
            ..Surroundings::default()
        };
        let first = surroundings
            .place(&range, GIB, GRANULE, Politeness::Full)
            .unwrap();
        assert_eq!(first, VirtRange::new(63 * GIB, 64 * GIB));
        surroundings.windows = vec![first];
        // The process's map shows our windows too.
        surroundings.foreign.push(first);
        let second = surroundings
            .place(&range, GIB, GRANULE, Politeness::Full)
            .unwrap();
        assert_eq!(second.end, first.start);
        let third = surroundings
            .place(&range, 13 * GIB, GRANULE, Politeness::Full)
            .unwrap();
        assert!(third.end <= 50 * GIB - GRANULE, "{third}");
    }

    #[test]
    fn stack_heap_and_map_32bit_are_left_alone_while_there_is_another_place() {
        let surroundings = Surroundings {
            stack: Some(VirtRange::new(6 * GIB - 0x2_1000, 6 * GIB)),
            stack_limit: Some(8 << 20),
            heap_end: 2 * GIB + GIB / 2,
            ..Surroundings::default()
        };
        let range = limits(GIB / 2, 6 * GIB);
        let full = surroundings
            .place(&range, GIB, GRANULE, Politeness::Full)
            .unwrap();
        assert!(full.end <= 6 * GIB - STACK_GROWTH - STACK_GUARD);
        let crowded = limits(GIB / 2, 2 * GIB + GIB / 2);
        assert_eq!(
            surroundings.place(&crowded, GIB, GRANULE, Politeness::Full),
            None
        );
        let little = surroundings
            .place(&crowded, GIB, GRANULE, Politeness::Little)
            .unwrap();
        assert_eq!(little.end, 2 * GIB + GIB / 2);
        let tight = limits(2 * GIB + GIB / 2, 3 * GIB + GIB / 2);
        assert_eq!(
            surroundings.place(&tight, GIB, GRANULE, Politeness::Little),
            None
        );
        assert!(
            surroundings
                .place(&tight, GIB, GRANULE, Politeness::Least)
                .is_some()
        );
    }

    #[test]
    fn holes_are_not_used() {
        let mut range = limits(4 * GIB, 8 * GIB);
        range.holes = vec![VirtRange::new(6 * GIB, 8 * GIB)];
        let place = Surroundings::default().place(&range, GIB, GRANULE, Politeness::Full);
        assert_eq!(place.unwrap().end, 6 * GIB);
    }

    #[test]
    fn unlimited_stack_does_not_block_everything() {
        let surroundings = Surroundings {
            stack: Some(VirtRange::new(63 * GIB, 64 * GIB)),
            stack_limit: None,
            ..Surroundings::default()
        };
        let place = surroundings.place(&limits(4 * GIB, 64 * GIB), GIB, GRANULE, Politeness::Least);
        assert!(place.unwrap().end <= 63 * GIB - STACK_GUARD);
    }
}
