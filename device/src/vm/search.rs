//! The area search: which addresses a request gets, given the gaps. Pure.

use std::ops::ControlFlow;

use super::node::{HUGE_ALIGN, Room};
use super::range::VirtRange;
use super::request::{AreaRequest, Direction};
use super::tree::GapTree;

/// How [`find_area`] chooses among the gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Policy {
    /// The first gap, from the request's direction, that is sure to hold the area however it lies to the
    /// alignment; failing that, the first that happens to. Finds an area whenever there is one.
    ///
    /// For alignments up to the gaps' own and for 2 MiB the two are the same, so the area found is the
    /// extreme feasible one; every step is O(log n) then.
    #[default]
    FirstFit,
    /// What `vm_unmapped_area()` of Linux answers: a gap must hold the length, the start gap and an align
    /// mask (`align - unit`, the unit being its page), so that a gap of just the right size and alignment is
    /// missed.
    Kernel,
    /// The shortest gap that holds the area, among the first [`CANDIDATES`] that do.
    BestFit,
}

/// Gaps that best fit looks at: what keeps it bounded where gaps abound.
pub const CANDIDATES: usize = 4096;

/// Finds an area for the request in the tree's gaps, whose bounds are multiples of `unit`.
///
/// The tree does not change: [`GapTree::take`] the answer.
pub fn find_area(
    tree: &GapTree,
    unit: u64,
    request: &AreaRequest,
    policy: Policy,
) -> Option<VirtRange> {
    match policy {
        Policy::FirstFit => {
            let sure = sure_need(request, unit);
            let found = first_fit(tree, request, &sure, |gap| request.place_in(gap));
            let possible = possible_need(request);
            if found.is_some() || sure == possible {
                return found;
            }
            first_fit(tree, request, &possible, |gap| request.place_in(gap))
        }
        Policy::Kernel => {
            let mask = request.align().saturating_sub(unit);
            let padding = mask.checked_add(request.start_gap())?;
            let padded = request.length().checked_add(padding)?;
            let need = Room {
                plain: padded,
                huge: u64::MAX,
            };
            first_fit(tree, request, &need, |gap| {
                (gap.intersect(&request.limits()).length() >= padded)
                    .then(|| request.place_in(gap))
                    .flatten()
            })
        }
        Policy::BestFit => best_fit(tree, request),
    }
}

/// The room that makes a gap inside the limits hold the area, whatever its bounds are.
fn sure_need(request: &AreaRequest, unit: u64) -> Room {
    let length = request.length();
    let align = request.align();
    let padded = |padding: u64| {
        length
            .saturating_add(padding)
            .saturating_add(request.start_gap())
    };
    // Bounds that are multiples of the unit are at most `align - unit` away from the next address wanted.
    let step = if request.align_offset().is_multiple_of(unit) {
        unit
    } else {
        1
    };
    let padding = align.saturating_sub(step);
    let simple = request.align_offset() == 0 && request.start_gap() == 0;
    match padding {
        0 => Room {
            plain: padded(0),
            huge: u64::MAX,
        },
        // Whatever is long enough with padding has the huge room too.
        _ if simple && align == HUGE_ALIGN => Room {
            plain: u64::MAX,
            huge: length,
        },
        _ if simple => Room {
            plain: padded(padding),
            huge: padded(align.saturating_sub(HUGE_ALIGN)),
        },
        _ => Room {
            plain: padded(padding),
            huge: u64::MAX,
        },
    }
}

/// The room without which a gap cannot hold the area.
fn possible_need(request: &AreaRequest) -> Room {
    let length = request.length().saturating_add(request.start_gap());
    let simple = request.align_offset() == 0 && request.start_gap() == 0;
    if simple && request.align() >= HUGE_ALIGN {
        Room {
            plain: u64::MAX,
            huge: length,
        }
    } else {
        Room {
            plain: length,
            huge: u64::MAX,
        }
    }
}

/// The first gap with room in which `place` finds an area.
///
/// With a sure need, `place` fails in at most the two gaps that the limits cut.
fn first_fit(
    tree: &GapTree,
    request: &AreaRequest,
    need: &Room,
    place: impl Fn(VirtRange) -> Option<VirtRange>,
) -> Option<VirtRange> {
    let limits = request.limits();
    match request.direction() {
        Direction::TopDown => {
            let mut key = limits.end;
            loop {
                let gap = tree
                    .last_below(key, need)
                    .filter(|gap| gap.end > limits.start)?;
                if let Some(area) = place(gap) {
                    return Some(area);
                }
                key = gap.start;
            }
        }
        Direction::BottomUp => {
            // Only the gap that the low limit cuts starts below it.
            let cut = tree
                .gap_below(limits.start)
                .filter(|gap| gap.end > limits.start);
            if let Some(area) = cut.and_then(&place) {
                return Some(area);
            }
            let mut key = limits.start;
            loop {
                let gap = tree
                    .first_from(key, need)
                    .filter(|gap| gap.start < limits.end)?;
                if let Some(area) = place(gap) {
                    return Some(area);
                }
                key = gap.start + 1;
            }
        }
    }
}

/// The area in the shortest gap that holds it; of equals, the first in the request's direction. Gaps are looked
/// at from the highest down in both directions; none is passed over before there is a candidate.
fn best_fit(tree: &GapTree, request: &AreaRequest) -> Option<VirtRange> {
    let limits = request.limits();
    let mut best: Option<(u64, VirtRange)> = None;
    let mut candidates = 0;
    tree.visit(limits, &possible_need(request), &mut |gap| {
        let length = gap.intersect(&limits).length();
        let shorter = match (best, request.direction()) {
            (None, _) => true,
            (Some((shortest, _)), Direction::TopDown) => length < shortest,
            (Some((shortest, _)), Direction::BottomUp) => length <= shortest,
        };
        if shorter && let Some(area) = request.place_in(gap) {
            best = Some((length, area));
            // Nothing is shorter than the area itself; going down, the first such is the highest.
            let exact = length == request.length();
            if exact && request.direction() == Direction::TopDown {
                return ControlFlow::Break(());
            }
        }
        candidates += usize::from(best.is_some());
        match candidates {
            CANDIDATES => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    });
    best.map(|(_, area)| area)
}

#[cfg(test)]
mod tests;
