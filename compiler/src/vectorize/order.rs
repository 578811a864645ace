//! The order in which blocks are executed one after the other.
//!
//! It is topological but for the edges back to loop headers; the blocks of a loop stand together, and so do, within a loop, the
//! blocks that one block dominates. Blocks that follow a branch thereby stand before the place where its ways meet.

use crate::kir::{
    BlockId, Function,
    cfg::{self, Dominators, Loops},
};

/// The blocks in this order.
pub(crate) fn execution_order(
    function: &Function,
    dominators: &Dominators,
    loops: &Loops,
) -> Vec<BlockId> {
    let flow = cfg::reverse_postorder(function);
    let orderer = Orderer {
        dominators,
        loops,
        flow: &flow,
    };
    let mut order = Vec::new();
    orderer.level(None, function.entry, &mut order);
    debug_assert_eq!(order.len(), flow.len());
    order
}

struct Orderer<'a> {
    dominators: &'a Dominators,
    loops: &'a Loops,
    flow: &'a [BlockId],
}

impl Orderer<'_> {
    /// The blocks of a loop (or of the function), inner loops as wholes.
    fn level(&self, level: Option<usize>, root: BlockId, order: &mut Vec<BlockId>) {
        // The members: blocks that are in no inner loop, and the headers of inner loops.
        let members: Vec<BlockId> = self
            .flow
            .iter()
            .copied()
            .filter(|&block| self.member(level, block) == Some(block))
            .collect();
        self.visit(level, root, &members, order);
    }

    /// The member of a level that stands for a block: itself or the header of the inner loop that it is in.
    fn member(&self, level: Option<usize>, block: BlockId) -> Option<BlockId> {
        let mut innermost = self.loops.innermost(block);
        let mut member = block;
        while innermost != level {
            let index = innermost?;
            member = self.loops.loops[index].header;
            innermost = self.loops.loops[index].parent;
        }
        Some(member)
    }

    /// A member, then those that it dominates.
    fn visit(
        &self,
        level: Option<usize>,
        member: BlockId,
        members: &[BlockId],
        order: &mut Vec<BlockId>,
    ) {
        match self.loops.innermost(member) {
            inner if inner == level => order.push(member),
            Some(_) => {
                // The header of an inner loop, perhaps of several at once: the outermost of them is the member.
                let inner = self.child_of(level, member);
                self.level(Some(inner), member, order);
            }
            None => unreachable!("blocks outside of loops belong to the outermost level"),
        }
        for &other in members {
            if other != member && self.dominating_member(level, other) == Some(member) {
                self.visit(level, other, members, order);
            }
        }
    }

    /// The loop right inside of a level that holds a block.
    fn child_of(&self, level: Option<usize>, block: BlockId) -> usize {
        let mut current = self.loops.innermost(block).expect("the block is in a loop");
        while self.loops.loops[current].parent != level {
            current = self.loops.loops[current]
                .parent
                .expect("the level is around it");
        }
        current
    }

    /// The member of a level that dominates a member most closely.
    fn dominating_member(&self, level: Option<usize>, member: BlockId) -> Option<BlockId> {
        let mut current = self.dominators.immediate(member);
        while let Some(block) = current {
            let candidate = self.member(level, block);
            if candidate.is_some() && candidate != Some(member) {
                return candidate;
            }
            current = self.dominators.immediate(block);
        }
        None
    }
}
