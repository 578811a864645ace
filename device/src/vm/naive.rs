//! The obvious way to keep gaps, as the reference that the tests compare with.

use super::range::VirtRange;
use super::request::{AreaRequest, Direction};

/// Gaps in a sorted list.
#[derive(Debug, Clone, Default)]
pub(super) struct NaiveGaps(pub(super) Vec<VirtRange>);

impl NaiveGaps {
    pub(super) fn insert(&mut self, range: VirtRange) -> bool {
        if self.0.iter().any(|gap| gap.intersects(&range)) {
            return false;
        }
        self.0.push(range);
        self.0 = super::range::normalise(std::mem::take(&mut self.0));
        true
    }

    pub(super) fn take(&mut self, area: VirtRange) -> bool {
        let Some(at) = self.0.iter().position(|gap| gap.covers(&area)) else {
            return false;
        };
        let gap = self.0.remove(at);
        let rest = [
            VirtRange::new(gap.start, area.start),
            VirtRange::new(area.end, gap.end),
        ];
        self.0.extend(rest.iter().filter(|rest| !rest.is_empty()));
        self.0.sort_unstable();
        true
    }

    /// All areas that the request could get, one per gap, in address order.
    fn places(&self, request: &AreaRequest) -> impl DoubleEndedIterator<Item = VirtRange> {
        self.0.iter().filter_map(|&gap| {
            // Independent of `place_in`: by definition, address for address at the granularity that matters.
            let gap = gap.intersect(&request.limits());
            let low = gap.start as i128 + request.start_gap() as i128;
            let high = gap.end as i128 - request.length() as i128;
            let (align, offset) = (request.align() as i128, request.align_offset() as i128);
            let start = match request.direction() {
                Direction::TopDown => high - (high - offset).rem_euclid(align),
                Direction::BottomUp => low + (offset - low).rem_euclid(align),
            };
            (low <= start && start <= high)
                .then(|| VirtRange::new(start as u64, start as u64 + request.length()))
        })
    }

    /// The extreme feasible area.
    pub(super) fn first_fit(&self, request: &AreaRequest) -> Option<VirtRange> {
        match request.direction() {
            Direction::TopDown => self.places(request).next_back(),
            Direction::BottomUp => self.places(request).next(),
        }
    }

    /// The kernel's answer, its pages being of `unit` bytes.
    pub(super) fn kernel(&self, request: &AreaRequest, unit: u64) -> Option<VirtRange> {
        let padded = request.length() + request.align() - unit + request.start_gap();
        let long = |gap: &&VirtRange| gap.intersect(&request.limits()).length() >= padded;
        Self(self.0.iter().filter(long).copied().collect()).first_fit(request)
    }

    /// Length of the shortest gap, cut to the limits, that holds the area.
    pub(super) fn best_fit(&self, request: &AreaRequest) -> Option<u64> {
        let fits = |gap: &&VirtRange| Self(vec![**gap]).first_fit(request).is_some();
        self.0
            .iter()
            .filter(fits)
            .map(|gap| gap.intersect(&request.limits()).length())
            .min()
    }
}
