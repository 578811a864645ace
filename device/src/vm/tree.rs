//! The gaps of an address space: a B+tree in address order with two maxima per subtree.
//!
//! For every child, an inner node knows the child's first gap, its longest gap, and its longest
//! **huge gap**: what a gap holds above its first multiple of
//! [`HUGE_ALIGN`](super::node::HUGE_ALIGN). A gap holds `n` bytes at a
//! 2 MiB-aligned address if and only if its huge gap is at least `n`, so a search descends only where
//! it will succeed: one maximum alone must backtrack as soon as the alignment exceeds the granule.
//!
//! # Invariants ([`GapTree::validate`])
//! - Gaps are not empty, are ordered, do not overlap and do not touch.
//! - A node's keys are the first gaps of its children; its maxima are theirs, exactly.
//! - All leaves have one depth; no node but the root of an empty tree is empty.

use super::node::{FANOUT, Inner, Leaf, Room, Summary, place, two_mut};
use super::range::VirtRange;

mod validate;
mod walk;

/// A node with fewer entries looks for a neighbour to merge with …
const UNDERFULL: usize = FANOUT / 2;
/// … that makes no more than this with it, so that the next insertion does not split it again at once.
const FULL_ENOUGH: usize = FANOUT * 7 / 8;
/// More levels than `u32` node indices can need at the smallest occupancy that is usual.
const MAX_HEIGHT: usize = 12;

/// The way from the root to a slot of a leaf.
#[derive(Clone, Copy)]
struct Path {
    /// Inner nodes with the slot taken, root first.
    steps: [(u32, u32); MAX_HEIGHT],
    leaf: u32,
    slot: usize,
}

/// Why a range cannot become a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{range} overlaps the gap {gap}")]
pub struct GapOverlap {
    /// The range given.
    pub range: VirtRange,
    /// A gap that it overlaps.
    pub gap: VirtRange,
}

/// The set of gaps; see the module.
pub struct GapTree {
    leaves: Vec<Leaf>,
    inners: Vec<Inner>,
    free_leaves: Vec<u32>,
    free_inners: Vec<u32>,
    root: u32,
    /// Inner levels above the leaves.
    height: usize,
    gaps: usize,
    bytes: u64,
}

impl Default for GapTree {
    fn default() -> Self {
        Self::new()
    }
}

impl GapTree {
    /// A tree without gaps.
    pub fn new() -> Self {
        let mut tree = Self {
            leaves: Vec::new(),
            inners: Vec::new(),
            free_leaves: Vec::new(),
            free_inners: Vec::new(),
            root: 0,
            height: 0,
            gaps: 0,
            bytes: 0,
        };
        tree.root = tree.new_leaf();
        tree
    }

    /// Number of gaps.
    pub fn len(&self) -> usize {
        self.gaps
    }

    /// Whether there is no gap.
    pub fn is_empty(&self) -> bool {
        self.gaps == 0
    }

    /// Bytes in all gaps.
    pub fn free_bytes(&self) -> u64 {
        self.bytes
    }

    /// Length of the longest gap.
    pub fn longest_gap(&self) -> u64 {
        self.node_summary(self.root, 0)
            .map_or(0, |summary| summary.room.plain)
    }

    /// Bytes of memory that the tree takes.
    pub fn footprint(&self) -> usize {
        self.leaves.capacity() * size_of::<Leaf>() + self.inners.capacity() * size_of::<Inner>()
    }

    /// Adds `range` to the gaps and joins it with its neighbours.
    pub fn insert(&mut self, range: VirtRange) -> Result<(), GapOverlap> {
        if range.is_empty() {
            return Ok(());
        }
        let mut path = self.descend(range.start);
        let below = self.entry_below(&mut path);
        let mut above_path = path;
        let above = match below {
            Some(_) => self.step_up(&mut above_path),
            None => self.entry(&path),
        };
        for gap in [below, above].into_iter().flatten() {
            if gap.intersects(&range) {
                return Err(GapOverlap { range, gap });
            }
        }
        self.bytes += range.length();
        let is_above = below.is_some();
        let below = below.filter(|gap| gap.end == range.start);
        let above = above.filter(|gap| gap.start == range.end);
        match (below, above) {
            (None, None) => {
                // The slot above the gap below, which is in the leaf where the range belongs.
                path.slot += usize::from(is_above);
                self.insert_entry(&path, range);
            }
            (Some(gap), None) => self.set_gap(&path, VirtRange::new(gap.start, range.end)),
            (None, Some(gap)) => self.set_gap(&above_path, VirtRange::new(range.start, gap.end)),
            (Some(low), Some(high)) => {
                self.set_gap(&path, VirtRange::new(low.start, high.end));
                self.remove_entry(&above_path);
            }
        }
        Ok(())
    }

    /// Takes `area` out of the gap that holds all of it; false, and no change, if there is none.
    pub fn take(&mut self, area: VirtRange) -> bool {
        if area.is_empty() {
            return false;
        }
        let mut path = self.descend(area.start + 1);
        let Some(gap) = self.entry_below(&mut path) else {
            return false;
        };
        if !gap.covers(&area) {
            return false;
        }
        self.bytes -= area.length();
        let lower = VirtRange::new(gap.start, area.start);
        let upper = VirtRange::new(area.end, gap.end);
        match (lower.is_empty(), upper.is_empty()) {
            (true, true) => self.remove_entry(&path),
            (true, false) => self.set_gap(&path, upper),
            (false, true) => self.set_gap(&path, lower),
            (false, false) => {
                self.set_gap(&path, lower);
                path.slot += 1;
                self.insert_entry(&path, upper);
            }
        }
        true
    }

    /// The gap with the highest start below `key`.
    pub fn gap_below(&self, key: u64) -> Option<VirtRange> {
        self.last_below(key, &Room::default())
    }

    /// All gaps in address order.
    pub fn iter(&self) -> impl Iterator<Item = VirtRange> + '_ {
        let mut next = Some(0);
        std::iter::from_fn(move || {
            let gap = self.first_from(next?, &Room::default())?;
            next = gap.start.checked_add(1);
            Some(gap)
        })
    }

    /// The path to the leaf where a gap that starts at `key` is or would be; the slot is the first at or
    /// above the key.
    fn descend(&self, key: u64) -> Path {
        let mut path = Path {
            steps: [(0, 0); MAX_HEIGHT],
            leaf: self.root,
            slot: 0,
        };
        for depth in 0..self.height {
            let inner = &self.inners[path.leaf as usize];
            let slot = inner
                .keys()
                .partition_point(|&first| first <= key)
                .saturating_sub(1);
            path.steps[depth] = (path.leaf, slot as u32);
            path.leaf = inner.children[slot];
        }
        let leaf = &self.leaves[path.leaf as usize];
        path.slot = leaf.starts().partition_point(|&start| start < key);
        path
    }

    /// The gap at the path, if the slot is one.
    fn entry(&self, path: &Path) -> Option<VirtRange> {
        let leaf = &self.leaves[path.leaf as usize];
        (path.slot < leaf.len as usize).then(|| leaf.gap(path.slot))
    }

    /// Moves the path of [`Self::descend`] to the highest gap that starts below its key. There is none in
    /// an earlier leaf: a key below its leaf's first gap lies below all gaps.
    fn entry_below(&self, path: &mut Path) -> Option<VirtRange> {
        path.slot = path.slot.checked_sub(1)?;
        Some(self.leaves[path.leaf as usize].gap(path.slot))
    }

    /// Moves the path to the next gap up.
    fn step_up(&self, path: &mut Path) -> Option<VirtRange> {
        path.slot += 1;
        if path.slot < self.leaves[path.leaf as usize].len as usize {
            return self.entry(path);
        }
        let depth = (0..self.height).rev().find(|&depth| {
            let (node, slot) = path.steps[depth];
            slot + 1 < self.inners[node as usize].len
        })?;
        path.steps[depth].1 += 1;
        for depth in depth..self.height {
            let (node, slot) = path.steps[depth];
            let child = self.inners[node as usize].children[slot as usize];
            if depth + 1 < self.height {
                path.steps[depth + 1] = (child, 0);
            } else {
                path.leaf = child;
            }
        }
        path.slot = 0;
        self.entry(path)
    }

    /// Changes the bounds of the gap at the path.
    fn set_gap(&mut self, path: &Path, gap: VirtRange) {
        let leaf = &mut self.leaves[path.leaf as usize];
        let old = Room::of(leaf.gap(path.slot));
        leaf.starts[path.slot] = gap.start;
        leaf.ends[path.slot] = gap.end;
        self.refresh_change(path, old, Room::of(gap));
    }

    /// Brings what the ancestors know up to date after one gap of the path's leaf has changed its room.
    /// A node is looked through only if it may have lost its maximum.
    fn refresh_change(&mut self, path: &Path, mut old: Room, mut new: Room) {
        let mut child = path.leaf;
        for depth in (0..self.height).rev() {
            let (node, slot) = path.steps[depth];
            let known = self.inners[node as usize].room(slot as usize);
            let lost = old.plain == known.plain && new.plain < known.plain
                || old.huge == known.huge && new.huge < known.huge;
            let at_leaf = depth + 1 == self.height;
            let summary = match lost {
                true => self.node_summary(child, depth + 1),
                false if at_leaf => self.leaves[child as usize].key(known.max(new)),
                false => self.inners[child as usize].key(known.max(new)),
            };
            let Some(summary) = summary else { return };
            if !self.inners[node as usize].set_summary(slot as usize, summary) {
                return;
            }
            (old, new) = (known, summary.room);
            child = node;
        }
    }

    /// Brings what the ancestors know of the path's leaf up to date.
    fn refresh(&mut self, path: &Path) {
        let mut child = path.leaf;
        for depth in (0..self.height).rev() {
            let Some(summary) = self.node_summary(child, depth + 1) else {
                return;
            };
            let (node, slot) = path.steps[depth];
            if !self.inners[node as usize].set_summary(slot as usize, summary) {
                return;
            }
            child = node;
        }
    }

    fn node_summary(&self, node: u32, depth: usize) -> Option<Summary> {
        if depth == self.height {
            self.leaves[node as usize].summary()
        } else {
            self.inners[node as usize].summary()
        }
    }

    /// Inserts a gap at the path's slot.
    fn insert_entry(&mut self, path: &Path, gap: VirtRange) {
        self.gaps += 1;
        let leaf = &mut self.leaves[path.leaf as usize];
        if (leaf.len as usize) < FANOUT {
            leaf.insert(path.slot, gap);
            self.refresh_change(path, Room::default(), Room::of(gap));
            return;
        }
        let upper = self.split_leaf(path.leaf, path.slot, gap);
        self.refresh(path);
        self.add_child(path, self.height, upper);
    }

    /// Splits a full leaf and inserts the gap; the new leaf holds the upper part.
    fn split_leaf(&mut self, node: u32, slot: usize, gap: VirtRange) -> u32 {
        let upper_node = self.new_leaf();
        // Ascending insertion is common (a window filled from one end): leave the full side full.
        let at = if slot == FANOUT { FANOUT } else { FANOUT / 2 };
        let (lower, upper) = two_mut(&mut self.leaves, node as usize, upper_node as usize);
        lower.move_tail(at, upper);
        if slot <= at && at < FANOUT {
            lower.insert(slot, gap);
        } else {
            upper.insert(slot - at, gap);
        }
        upper_node
    }

    /// Hangs `child` in behind the node that the path takes at `depth`.
    fn add_child(&mut self, path: &Path, depth: usize, child: u32) {
        let Some(summary) = self.node_summary(child, depth) else {
            return;
        };
        if depth == 0 {
            let old_root = self.root;
            let old = self.node_summary(old_root, 0);
            let root = self.new_inner();
            let inner = &mut self.inners[root as usize];
            if let Some(old) = old {
                inner.insert(0, old_root, old);
            }
            inner.insert(1, child, summary);
            self.root = root;
            self.height += 1;
            return;
        }
        let (node, slot) = path.steps[depth - 1];
        let slot = slot as usize + 1;
        let inner = &mut self.inners[node as usize];
        if (inner.len as usize) < FANOUT {
            inner.insert(slot, child, summary);
            self.refresh_inner(path, depth - 1);
            return;
        }
        let upper_node = self.new_inner();
        let at = if slot == FANOUT { FANOUT } else { FANOUT / 2 };
        let (lower, upper) = two_mut(&mut self.inners, node as usize, upper_node as usize);
        lower.move_tail(at, upper);
        if slot < at {
            lower.insert(slot, child, summary);
        } else {
            upper.insert(slot - at, child, summary);
        }
        self.refresh_inner(path, depth - 1);
        self.add_child(path, depth - 1, upper_node);
    }

    /// [`Self::refresh`] from the inner node that the path takes at `depth`.
    fn refresh_inner(&mut self, path: &Path, depth: usize) {
        for depth in (0..depth).rev() {
            let (child, _) = path.steps[depth + 1];
            let Some(summary) = self.inners[child as usize].summary() else {
                return;
            };
            let (node, slot) = path.steps[depth];
            if !self.inners[node as usize].set_summary(slot as usize, summary) {
                return;
            }
        }
    }

    /// Removes the gap at the path.
    fn remove_entry(&mut self, path: &Path) {
        let leaf = &mut self.leaves[path.leaf as usize];
        let old = Room::of(leaf.gap(path.slot));
        leaf.remove(path.slot);
        self.gaps -= 1;
        if (leaf.len as usize) >= UNDERFULL || self.height == 0 {
            self.refresh_change(path, old, Room::default());
            return;
        }
        self.shrink(path);
    }

    /// Merges the path's underfull leaf, and then underfull ancestors, into a neighbour with space.
    fn shrink(&mut self, path: &Path) {
        self.refresh(path);
        let mut child = path.leaf;
        for depth in (0..self.height).rev() {
            let (node, slot) = path.steps[depth];
            let at_leaf = depth + 1 == self.height;
            if !self.merge_child(node, slot as usize, child, at_leaf) {
                break;
            }
            self.refresh_inner(path, depth);
            child = node;
            if (self.inners[node as usize].len as usize) >= UNDERFULL {
                break;
            }
        }
        while self.height > 0 && self.inners[self.root as usize].len == 1 {
            let old = self.root;
            self.root = self.inners[old as usize].children[0];
            self.free_inners.push(old);
            self.height -= 1;
        }
    }

    /// Removes the child at `slot` if it is empty or its entries fit a neighbour; whether it did.
    fn merge_child(&mut self, node: u32, slot: usize, child: u32, at_leaf: bool) -> bool {
        let count = |tree: &Self, index: u32| match at_leaf {
            true => tree.leaves[index as usize].len as usize,
            false => tree.inners[index as usize].len as usize,
        };
        let inner = &self.inners[node as usize];
        let own = count(self, child);
        let left = slot.checked_sub(1).map(|left| (left, inner.children[left]));
        let right = (slot + 1 < inner.len as usize).then(|| (slot, inner.children[slot + 1]));
        let fits = |&(_, other): &(usize, u32)| own + count(self, other) <= FULL_ENOUGH;
        let (lower_slot, lower, upper) = match (left.filter(fits), right.filter(fits)) {
            _ if own == 0 => {
                self.inners[node as usize].remove(slot);
                self.retire(child, at_leaf);
                return true;
            }
            (Some((left_slot, left)), _) => (left_slot, left, child),
            (None, Some((own_slot, right))) => (own_slot, child, right),
            (None, None) => return false,
        };
        let summary = if at_leaf {
            let (low, high) = two_mut(&mut self.leaves, lower as usize, upper as usize);
            high.move_tail(0, low);
            low.summary()
        } else {
            let (low, high) = two_mut(&mut self.inners, lower as usize, upper as usize);
            high.move_tail(0, low);
            low.summary()
        };
        self.retire(upper, at_leaf);
        let inner = &mut self.inners[node as usize];
        inner.remove(lower_slot + 1);
        if let Some(summary) = summary {
            inner.set_summary(lower_slot, summary);
        }
        true
    }

    fn retire(&mut self, node: u32, at_leaf: bool) {
        if at_leaf {
            self.free_leaves.push(node);
        } else {
            self.free_inners.push(node);
        }
    }

    fn new_leaf(&mut self) -> u32 {
        place(&mut self.leaves, &mut self.free_leaves, Leaf::EMPTY)
    }

    fn new_inner(&mut self) -> u32 {
        place(&mut self.inners, &mut self.free_inners, Inner::EMPTY)
    }
}
