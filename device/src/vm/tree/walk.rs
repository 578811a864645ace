//! Reading the tree: the walks that the search is made of.

use std::ops::ControlFlow;

use super::super::node::Room;
use super::super::range::VirtRange;
use super::{GapTree, MAX_HEIGHT};

impl GapTree {
    /// Of the gaps that start below `key` and have the room, the one that starts highest.
    pub(in super::super) fn last_below(&self, key: u64, need: &Room) -> Option<VirtRange> {
        let mut untaken: [(u32, u32); MAX_HEIGHT] = [(0, 0); MAX_HEIGHT];
        let mut node = self.root;
        // Down along the key's own path …
        let mut depth = 0;
        let mut found = loop {
            if depth == self.height {
                break self.leaves[node as usize].last_below(key, need);
            }
            let inner = &self.inners[node as usize];
            let slot = inner.keys().partition_point(|&first| first < key);
            let Some(slot) = slot.checked_sub(1) else {
                break None;
            };
            untaken[depth] = (node, slot as u32);
            if !inner.room(slot).suffices(need) {
                depth += 1;
                break None;
            }
            node = inner.children[slot];
            depth += 1;
        };
        // … then back up to the nearest subtree on its left that has the room.
        while found.is_none() && depth > 0 {
            depth -= 1;
            let (parent, slot) = untaken[depth];
            let inner = &self.inners[parent as usize];
            let left = (0..slot as usize)
                .rev()
                .find(|&slot| inner.room(slot).suffices(need));
            if let Some(slot) = left {
                found = self.last_in(inner.children[slot], depth + 1, need);
            }
        }
        found
    }

    /// Of the gaps that start at or above `key` and have the room, the one that starts lowest.
    pub(in super::super) fn first_from(&self, key: u64, need: &Room) -> Option<VirtRange> {
        let mut untaken: [(u32, u32); MAX_HEIGHT] = [(0, 0); MAX_HEIGHT];
        let mut node = self.root;
        let mut depth = 0;
        let mut found = loop {
            if depth == self.height {
                break self.leaves[node as usize].first_from(key, need);
            }
            let inner = &self.inners[node as usize];
            let slot = inner
                .keys()
                .partition_point(|&first| first <= key)
                .saturating_sub(1);
            untaken[depth] = (node, slot as u32);
            depth += 1;
            if !inner.room(slot).suffices(need) {
                break None;
            }
            node = inner.children[slot];
        };
        while found.is_none() && depth > 0 {
            depth -= 1;
            let (parent, slot) = untaken[depth];
            let inner = &self.inners[parent as usize];
            let mut right = slot as usize + 1..inner.len as usize;
            if let Some(slot) = right.find(|&slot| inner.room(slot).suffices(need)) {
                found = self.first_in(inner.children[slot], depth + 1, need);
            }
        }
        found
    }

    /// The highest gap under `node` that has the room; the node's maxima say that there is one.
    fn last_in(&self, mut node: u32, depth: usize, need: &Room) -> Option<VirtRange> {
        for _ in depth..self.height {
            let inner = &self.inners[node as usize];
            let slots = 0..inner.len as usize;
            node = inner.children[slots.rev().find(|&slot| inner.room(slot).suffices(need))?];
        }
        self.leaves[node as usize].last_below(u64::MAX, need)
    }

    fn first_in(&self, mut node: u32, depth: usize, need: &Room) -> Option<VirtRange> {
        for _ in depth..self.height {
            let inner = &self.inners[node as usize];
            let mut slots = 0..inner.len as usize;
            node = inner.children[slots.find(|&slot| inner.room(slot).suffices(need))?];
        }
        self.leaves[node as usize].first_from(0, need)
    }

    /// Calls `visit` for the gaps that reach into `limits` and have the room, from the highest down.
    pub(in super::super) fn visit(
        &self,
        limits: VirtRange,
        need: &Room,
        visit: &mut impl FnMut(VirtRange) -> ControlFlow<()>,
    ) {
        let _ = self.visit_node(self.root, 0, limits, need, visit);
    }

    fn visit_node(
        &self,
        node: u32,
        depth: usize,
        limits: VirtRange,
        need: &Room,
        visit: &mut impl FnMut(VirtRange) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if depth == self.height {
            let leaf = &self.leaves[node as usize];
            let slots = leaf.starts().partition_point(|&start| start < limits.end);
            for slot in (0..slots).rev() {
                let gap = leaf.gap(slot);
                if gap.end <= limits.start {
                    return ControlFlow::Break(());
                }
                if Room::of(gap).suffices(need) {
                    visit(gap)?;
                }
            }
            return ControlFlow::Continue(());
        }
        let inner = &self.inners[node as usize];
        let slots = inner.keys().partition_point(|&first| first < limits.end);
        for slot in (0..slots)
            .rev()
            .filter(|&slot| inner.room(slot).suffices(need))
        {
            self.visit_node(inner.children[slot], depth + 1, limits, need, visit)?;
        }
        ControlFlow::Continue(())
    }
}
