//! Freed areas that are kept, with their memory, for the next allocation of their length. Pure.
//!
//! The areas stay out of the gap tree, so the tree holds clean memory only. What exceeds the budget, and what
//! nothing asked for in a long time, leaves in the order in which it was freed.

use super::range::VirtRange;

const BUCKETS: usize = 256;
/// Areas of other lengths that a look-up passes at most.
const LONGEST_WALK: usize = 32;
const NONE: u32 = u32::MAX;

/// A kept area in two lists: the one of its bucket, newest first, and the one by age.
#[derive(Clone, Copy)]
struct Kept {
    area: VirtRange,
    /// When it was put here, in seconds of any clock that does not go back.
    since: u32,
    bucket_next: u32,
    bucket_prev: u32,
    newer: u32,
    older: u32,
}

/// The kept areas; see the module.
pub(super) struct Retained {
    granule: u64,
    budget: u64,
    bytes: u64,
    kept: Vec<Kept>,
    unused: Vec<u32>,
    buckets: [u32; BUCKETS],
    newest: u32,
    oldest: u32,
}

impl Retained {
    /// Keeps up to `budget` bytes in areas of multiples of `granule`.
    pub(super) fn new(granule: u64, budget: u64) -> Self {
        Self {
            granule,
            budget,
            bytes: 0,
            kept: Vec::new(),
            unused: Vec::new(),
            buckets: [NONE; BUCKETS],
            newest: NONE,
            oldest: NONE,
        }
    }

    /// Bytes kept.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Bytes that may be kept.
    pub(super) fn budget(&self) -> u64 {
        self.budget
    }

    /// Whether an area of this length could be kept at all.
    pub(super) fn can_hold(&self, length: u64) -> bool {
        length <= self.budget
    }

    fn bucket(&self, length: u64) -> usize {
        (length / self.granule) as usize % BUCKETS
    }

    /// Keeps an area from `now` on. [`Self::over_budget`] must be asked afterwards.
    pub(super) fn put(&mut self, area: VirtRange, now: u32) {
        let bucket = self.bucket(area.length());
        let next = self.buckets[bucket];
        let older = self.newest;
        let kept = Kept {
            area,
            since: now,
            bucket_next: next,
            bucket_prev: NONE,
            newer: NONE,
            older,
        };
        let index = super::node::place(&mut self.kept, &mut self.unused, kept);
        if next != NONE {
            self.kept[next as usize].bucket_prev = index;
        }
        if older == NONE {
            self.oldest = index;
        } else {
            self.kept[older as usize].newer = index;
        }
        self.buckets[bucket] = index;
        self.newest = index;
        self.bytes += area.length();
    }

    /// The newest kept area of exactly `length` bytes that `fits` accepts.
    pub(super) fn take(
        &mut self,
        length: u64,
        fits: impl Fn(&VirtRange) -> bool,
    ) -> Option<VirtRange> {
        let mut index = self.buckets[self.bucket(length)];
        for _ in 0..LONGEST_WALK {
            let kept = self.kept.get(index as usize)?;
            if kept.area.length() == length && fits(&kept.area) {
                return Some(self.unlink(index));
            }
            index = kept.bucket_next;
        }
        None
    }

    /// The area kept longest, if more is kept than the budget allows.
    pub(super) fn over_budget(&mut self) -> Option<VirtRange> {
        (self.bytes > self.budget).then(|| self.unlink(self.oldest))
    }

    /// The area kept longest, if it was put here at `time` or before.
    pub(super) fn pop_since(&mut self, time: u32) -> Option<VirtRange> {
        let oldest = self.kept.get(self.oldest as usize)?;
        (oldest.since <= time).then(|| self.unlink(self.oldest))
    }

    /// Moves the areas that `wanted` accepts to `areas`.
    pub(super) fn drain_if(
        &mut self,
        areas: &mut Vec<VirtRange>,
        wanted: impl Fn(&VirtRange) -> bool,
    ) {
        let mut index = self.oldest;
        while let Some(kept) = self.kept.get(index as usize) {
            let (at, wanted) = (index, wanted(&kept.area));
            index = kept.newer;
            if wanted {
                areas.push(self.unlink(at));
            }
        }
    }

    fn unlink(&mut self, index: u32) -> VirtRange {
        let kept = self.kept[index as usize];
        match kept.bucket_prev {
            NONE => {
                let bucket = self.bucket(kept.area.length());
                self.buckets[bucket] = kept.bucket_next;
            }
            prev => self.kept[prev as usize].bucket_next = kept.bucket_next,
        }
        if kept.bucket_next != NONE {
            self.kept[kept.bucket_next as usize].bucket_prev = kept.bucket_prev;
        }
        match kept.newer {
            NONE => self.newest = kept.older,
            newer => self.kept[newer as usize].older = kept.older,
        }
        match kept.older {
            NONE => self.oldest = kept.newer,
            older => self.kept[older as usize].newer = kept.newer,
        }
        self.unused.push(index);
        self.bytes -= kept.area.length();
        kept.area
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const GRANULE: u64 = 4096;

    fn area(at: u64, granules: u64) -> VirtRange {
        VirtRange::new(at * 0x100_0000, at * 0x100_0000 + granules * GRANULE)
    }

    #[test]
    fn the_newest_area_of_the_length_comes_back_and_the_oldest_leaves() {
        let mut retained = Retained::new(GRANULE, 10 * GRANULE);
        for at in 1..=3 {
            retained.put(area(at, 3), 0);
        }
        // Same bucket, another length.
        retained.put(area(9, 3 + BUCKETS as u64), 0);
        assert_eq!(retained.take(3 * GRANULE, |_| true), Some(area(3, 3)));
        assert_eq!(
            retained.take(3 * GRANULE, |area| area.start < 0x200_0000),
            Some(area(1, 3))
        );
        assert_eq!(retained.take(4 * GRANULE, |_| true), None);
        assert_eq!(retained.over_budget(), Some(area(2, 3)));
        assert_eq!(retained.over_budget(), Some(area(9, 3 + BUCKETS as u64)));
        assert_eq!(retained.over_budget(), None);
        assert_eq!(retained.bytes(), 0);
        assert_eq!(retained.pop_since(u32::MAX), None);
    }

    #[test]
    fn what_was_kept_long_leaves_first_and_what_is_asked_for_at_once() {
        let mut retained = Retained::new(GRANULE, 100 * GRANULE);
        for at in 1..=6 {
            retained.put(area(u64::from(at), 2), 10 * at);
        }
        assert_eq!(retained.pop_since(9), None);
        assert_eq!(retained.pop_since(25), Some(area(1, 2)));
        let mut areas = Vec::new();
        retained.drain_if(&mut areas, |kept| {
            *kept == area(2, 2) || *kept == area(6, 2)
        });
        assert_eq!(areas, [area(2, 2), area(6, 2)]);
        assert_eq!(retained.pop_since(25), None);
        assert_eq!(retained.pop_since(60), Some(area(3, 2)));
        assert_eq!(retained.take(2 * GRANULE, |_| true), Some(area(5, 2)));
        assert_eq!(retained.bytes(), 2 * GRANULE);
        retained.drain_if(&mut areas, |_| true);
        assert_eq!((areas.len(), retained.pop_since(u32::MAX)), (3, None));
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: if cfg!(miri) { 4 } else { 64 },
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn behaves_as_a_list(ops in prop::collection::vec((0..4u8, 1..5u64), 1..200)) {
            let mut retained = Retained::new(GRANULE, 20 * GRANULE);
            let mut list: Vec<VirtRange> = Vec::new();
            let mut times: Vec<(VirtRange, u32)> = Vec::new();
            for (at, (op, granules)) in ops.into_iter().enumerate() {
                let length = granules * GRANULE;
                match op {
                    0 => {
                        retained.put(area(at as u64, granules), at as u32 / 8);
                        list.push(area(at as u64, granules));
                        times.push((area(at as u64, granules), at as u32 / 8));
                        while let Some(evicted) = retained.over_budget() {
                            prop_assert_eq!(evicted, list.remove(0));
                        }
                    }
                    1 => {
                        let found = list.iter().rposition(|area| area.length() == length);
                        let expected = found.map(|at| list.remove(at));
                        prop_assert_eq!(retained.take(length, |_| true), expected);
                    }
                    2 => {
                        let time = (at as u32 / 8).saturating_sub(granules as u32);
                        let old = |area: &VirtRange| times.iter().any(|(put, since)| put == area && *since <= time);
                        let expected = list.first().copied().filter(old);
                        list.retain(|area| Some(*area) != expected);
                        prop_assert_eq!(retained.pop_since(time), expected);
                    }
                    _ => {
                        let oldest = (!list.is_empty()).then(|| list.remove(0));
                        prop_assert_eq!(retained.pop_since(u32::MAX), oldest);
                    }
                }
                prop_assert_eq!(retained.bytes(), list.iter().map(VirtRange::length).sum::<u64>());
                prop_assert!(retained.bytes() <= 20 * GRANULE);
            }
        }
    }
}
