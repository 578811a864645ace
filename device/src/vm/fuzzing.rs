//! The tree and the search against the naive model, driven by bytes: for the fuzz target and the tests.

use super::naive::NaiveGaps;
use super::node::HUGE_ALIGN;
use super::range::VirtRange;
use super::request::{AreaRequest, Direction};
use super::search::{Policy, find_area};
use super::tree::GapTree;

/// Bounds are multiples of this.
pub const UNIT: u64 = 0x1_0000;
/// All addresses.
pub const SPACE: VirtRange = VirtRange {
    start: 0x4000_0000,
    end: 0x6000_0000,
};

/// Bytes that make one operation.
const OP_BYTES: usize = 10;

/// The state of a run.
pub struct Run {
    tree: GapTree,
    naive: NaiveGaps,
    live: Vec<VirtRange>,
}

impl Default for Run {
    fn default() -> Self {
        let (mut tree, mut naive) = (GapTree::new(), NaiveGaps::default());
        tree.insert(SPACE).expect("the tree is empty");
        naive.insert(SPACE);
        Self {
            tree,
            naive,
            live: Vec::new(),
        }
    }
}

impl Run {
    /// Runs the operations that the bytes mean, on both; panics where they differ.
    pub fn operations(bytes: &[u8], check_each: bool) {
        let mut run = Self::default();
        for op in bytes.as_chunks::<OP_BYTES>().0 {
            run.step(op);
            if check_each {
                run.check();
            }
        }
        run.check();
        run.free_all();
    }

    fn step(&mut self, op: &[u8; OP_BYTES]) {
        let word = |at: usize| u64::from(u16::from_le_bytes([op[at], op[at + 1]]));
        let units = SPACE.length() / UNIT;
        match op[0] % 8 {
            0..=3 => {
                let (first, second) = (word(4) % (units + 1), word(6) % (units + 1));
                let limits = match op[8] % 2 {
                    0 => SPACE,
                    _ => VirtRange::new(
                        SPACE.start + first.min(second) * UNIT,
                        SPACE.start + first.max(second) * UNIT,
                    ),
                };
                let length = 1 + if op[9].is_multiple_of(4) {
                    word(1) % 1024
                } else {
                    word(1) % 64
                };
                let align = UNIT << (op[3] % 12);
                let asked = AreaRequest::new(length * UNIT, align, limits.start, limits.end);
                let Ok(request) = asked else { return };
                let direction = match op[8] & 2 {
                    0 => Direction::TopDown,
                    _ => Direction::BottomUp,
                };
                let offset = if op[9] & 0x18 == 0 {
                    word(6) * 0x111
                } else {
                    0
                };
                let gap = if op[9] & 0x60 == 0 {
                    UNIT * (1 + word(4) % 3)
                } else {
                    0
                };
                let policy = match op[8] >> 2 & 3 {
                    0 => Policy::Kernel,
                    1 => Policy::BestFit,
                    _ => Policy::FirstFit,
                };
                let request = request.with_direction(direction);
                self.find(
                    &request.with_align_offset(offset).with_start_gap(gap),
                    policy,
                );
            }
            4..=6 => self.free(word(1) as usize),
            _ => {
                let start = SPACE.start + word(1) % units * UNIT;
                self.take(VirtRange::new(start, start + UNIT * (1 + word(3) % 64)));
            }
        }
    }

    fn find(&mut self, request: &AreaRequest, policy: Policy) {
        let found = find_area(&self.tree, UNIT, request, policy);
        let expected = match policy {
            Policy::Kernel => self.naive.kernel(request, UNIT),
            _ => self.naive.first_fit(request),
        };
        assert_eq!(
            found.is_some(),
            expected.is_some(),
            "{request:?} {policy:?}"
        );
        let Some(area) = found else { return };
        assert!(request.limits().covers(&area));
        assert_eq!(area.start % request.align(), request.align_offset());
        let granular = request.align() == UNIT || request.align() == HUGE_ALIGN;
        let plain = request.align_offset() == 0 && request.start_gap() == 0;
        match policy {
            Policy::Kernel => assert_eq!(found, expected),
            Policy::FirstFit if granular && plain => assert_eq!(found, expected),
            Policy::FirstFit => {}
            Policy::BestFit => {
                let gap = self
                    .naive
                    .0
                    .iter()
                    .find(|gap| gap.covers(&area))
                    .expect("it is free");
                let length = gap.intersect(&request.limits()).length();
                assert_eq!(Some(length), self.naive.best_fit(request));
            }
        }
        self.take(area);
    }

    fn free(&mut self, which: usize) {
        if self.live.is_empty() {
            return;
        }
        let area = self.live.swap_remove(which % self.live.len());
        assert_eq!(self.tree.insert(area), Ok(()));
        assert!(self.naive.insert(area));
        assert!(self.tree.insert(area).is_err(), "freed twice");
    }

    fn take(&mut self, area: VirtRange) {
        let taken = self.tree.take(area);
        assert_eq!(taken, self.naive.take(area));
        if taken {
            self.live.push(area);
        }
    }

    fn check(&self) {
        self.tree.validate().expect("the invariants hold");
        assert_eq!(self.tree.iter().collect::<Vec<_>>(), self.naive.0);
        assert_eq!(self.tree.len(), self.naive.0.len());
        let lengths = || self.naive.0.iter().map(VirtRange::length);
        assert_eq!(self.tree.free_bytes(), lengths().sum::<u64>());
        assert_eq!(self.tree.longest_gap(), lengths().max().unwrap_or(0));
    }

    fn free_all(mut self) {
        while !self.live.is_empty() {
            self.free(0);
        }
        self.check();
        assert_eq!(self.naive.0, [SPACE], "all freed is one gap again");
    }
}
