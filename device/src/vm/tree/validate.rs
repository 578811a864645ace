//! The tree's invariants, checked.

use super::super::node::Summary;
use super::GapTree;

impl GapTree {
    /// Checks every invariant of the module's list; the text says which one does not hold.
    pub fn validate(&self) -> Result<(), String> {
        let mut seen = Totals::default();
        self.validate_node(self.root, 0, &mut seen)?;
        if (seen.gaps, seen.bytes) != (self.gaps, self.bytes) {
            return Err(format!(
                "{seen:?}, but {} gaps of {} bytes counted",
                self.gaps, self.bytes
            ));
        }
        let leaves = seen.leaves + self.free_leaves.len();
        let inners = seen.inners + self.free_inners.len();
        if (leaves, inners) != (self.leaves.len(), self.inners.len()) {
            return Err(format!("{seen:?}: nodes leaked"));
        }
        Ok(())
    }

    fn validate_node(&self, node: u32, depth: usize, seen: &mut Totals) -> Result<(), String> {
        if depth == self.height {
            let leaf = &self.leaves[node as usize];
            if leaf.len == 0 && self.height > 0 {
                return Err(format!("leaf {node} is empty"));
            }
            seen.leaves += 1;
            for gap in (0..leaf.len as usize).map(|slot| leaf.gap(slot)) {
                if gap.is_empty() || seen.end.is_some_and(|end| gap.start <= end) {
                    return Err(format!("gap {gap} after one that ends at {:x?}", seen.end));
                }
                seen.end = Some(gap.end);
                seen.gaps += 1;
                seen.bytes += gap.length();
            }
            return Ok(());
        }
        let inner = &self.inners[node as usize];
        seen.inners += 1;
        if inner.len == 0 || (depth == 0 && inner.len == 1) {
            return Err(format!("inner node {node} has {} children", inner.len));
        }
        for slot in 0..inner.len as usize {
            let child = inner.children[slot];
            let known = Summary {
                key: inner.keys[slot],
                room: inner.room(slot),
            };
            let actual = self.node_summary(child, depth + 1);
            if actual != Some(known) {
                return Err(format!(
                    "node {node} knows {known:?} of child {child}, not {actual:?}"
                ));
            }
            self.validate_node(child, depth + 1, seen)?;
        }
        Ok(())
    }
}

/// What [`GapTree::validate`] has walked over.
#[derive(Debug, Default)]
struct Totals {
    gaps: usize,
    bytes: u64,
    leaves: usize,
    inners: usize,
    end: Option<u64>,
}
