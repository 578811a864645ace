//! The control-flow graph: order, predecessors, dominators and loops.

use super::{BlockId, Function};

/// The blocks that can be reached, each before those that it dominates.
#[must_use]
pub fn reverse_postorder(function: &Function) -> Vec<BlockId> {
    let mut seen = vec![false; function.block_count()];
    let mut order = Vec::new();
    // A block and its successors that are still to be visited.
    let mut path: Vec<(BlockId, Vec<BlockId>)> = Vec::new();
    let successors = |block: BlockId| function.block(block).terminator.successors().collect();
    seen[function.entry.index()] = true;
    path.push((function.entry, successors(function.entry)));
    while let Some((block, remaining)) = path.last_mut() {
        if let Some(next) = remaining.pop() {
            if !std::mem::replace(&mut seen[next.index()], true) {
                path.push((next, successors(next)));
            }
        } else {
            order.push(*block);
            path.pop();
        }
    }
    order.reverse();
    order
}

/// The predecessors of each block that can be reached, each named once.
#[must_use]
pub fn predecessors(function: &Function) -> Vec<Vec<BlockId>> {
    let mut predecessors = vec![Vec::new(); function.block_count()];
    for block in reverse_postorder(function) {
        for successor in function.block(block).terminator.successors() {
            let list: &mut Vec<BlockId> = &mut predecessors[successor.index()];
            if list.last() != Some(&block) && !list.contains(&block) {
                list.push(block);
            }
        }
    }
    predecessors
}

/// Which blocks all paths to (or from) a block lead through.
#[derive(Debug, Clone)]
pub struct Dominators {
    /// The immediate dominator of each block; none for the root and for what can't be reached.
    immediate: Vec<Option<BlockId>>,
    depth: Vec<usize>,
}

impl Dominators {
    /// The dominators.
    #[must_use]
    pub fn new(function: &Function) -> Self {
        let order = reverse_postorder(function);
        let predecessors = predecessors(function);
        Self::compute(&order, &predecessors)
    }

    /// The post-dominators, if all blocks that can be reached lead to one block without successors, which is the root.
    #[must_use]
    pub fn post(function: &Function) -> Option<Self> {
        let order = reverse_postorder(function);
        let mut ends = order.iter().filter(|block| {
            function
                .block(**block)
                .terminator
                .successors()
                .next()
                .is_none()
        });
        let (end, None) = (*ends.next()?, ends.next()) else {
            return None;
        };
        let back = predecessors(function);
        let mut successors = vec![Vec::new(); function.block_count()];
        for &block in &order {
            successors[block.index()] = function.block(block).terminator.successors().collect();
        }
        let reverse = order_of(end, &back);
        (reverse.len() == order.len()).then(|| Self::compute(&reverse, &successors))
    }

    /// Cooper, Harvey and Kennedy: "A Simple, Fast Dominance Algorithm".
    fn compute(order: &[BlockId], predecessors: &[Vec<BlockId>]) -> Self {
        let mut position = vec![usize::MAX; predecessors.len()];
        for (index, block) in order.iter().enumerate() {
            position[block.index()] = index;
        }
        let mut immediate: Vec<Option<usize>> = vec![None; order.len()];
        immediate[0] = Some(0);
        let mut changed = true;
        while changed {
            changed = false;
            for index in 1..order.len() {
                let mut meet: Option<usize> = None;
                for predecessor in &predecessors[order[index].index()] {
                    let other = position[predecessor.index()];
                    if other == usize::MAX || immediate[other].is_none() {
                        continue;
                    }
                    meet = Some(meet.map_or(other, |meet| intersect(&immediate, meet, other)));
                }
                if meet.is_some() && immediate[index] != meet {
                    immediate[index] = meet;
                    changed = true;
                }
            }
        }
        let mut result = Self {
            immediate: vec![None; predecessors.len()],
            depth: vec![0; predecessors.len()],
        };
        for (index, block) in order.iter().enumerate().skip(1) {
            let dominator = order[immediate[index].expect("it can be reached")];
            result.immediate[block.index()] = Some(dominator);
            result.depth[block.index()] = result.depth[dominator.index()] + 1;
        }
        result
    }

    /// The closest block that dominates this one.
    #[must_use]
    pub fn immediate(&self, block: BlockId) -> Option<BlockId> {
        self.immediate[block.index()]
    }

    /// Whether all paths to `block` lead through `dominator` (which may be `block`).
    #[must_use]
    pub fn dominates(&self, dominator: BlockId, mut block: BlockId) -> bool {
        while self.depth[block.index()] > self.depth[dominator.index()] {
            block = self.immediate[block.index()].expect("only the root has depth 0");
        }
        block == dominator
    }
}

fn intersect(immediate: &[Option<usize>], mut a: usize, mut b: usize) -> usize {
    let up = |index: usize| immediate[index].expect("processed blocks have one");
    while a != b {
        while a > b {
            a = up(a);
        }
        while b > a {
            b = up(b);
        }
    }
    a
}

/// Reverse postorder of any graph from a root.
fn order_of(root: BlockId, successors: &[Vec<BlockId>]) -> Vec<BlockId> {
    let mut seen = vec![false; successors.len()];
    let mut order = Vec::new();
    let mut path = vec![(root, 0)];
    seen[root.index()] = true;
    while let Some((block, next)) = path.last_mut() {
        if let Some(&successor) = successors[block.index()].get(*next) {
            *next += 1;
            if !std::mem::replace(&mut seen[successor.index()], true) {
                path.push((successor, 0));
            }
        } else {
            order.push(*block);
            path.pop();
        }
    }
    order.reverse();
    order
}

/// A natural loop.
#[derive(Debug, Clone)]
pub struct Loop {
    /// The block by which it is entered.
    pub header: BlockId,
    /// The blocks that go back to the header.
    pub latches: Vec<BlockId>,
    /// All its blocks, those of inner loops included, in reverse postorder.
    pub blocks: Vec<BlockId>,
    /// The loop around it.
    pub parent: Option<usize>,
    /// Number of loops around it.
    pub depth: usize,
}

/// The loops of a function.
#[derive(Debug, Clone)]
pub struct Loops {
    /// Outer loops before inner ones.
    pub loops: Vec<Loop>,
    innermost: Vec<Option<usize>>,
    reducible: bool,
}

impl Loops {
    /// Finds the loops.
    #[must_use]
    pub fn new(function: &Function, dominators: &Dominators) -> Self {
        let order = reverse_postorder(function);
        let predecessors = predecessors(function);
        let mut position = vec![usize::MAX; function.block_count()];
        for (index, block) in order.iter().enumerate() {
            position[block.index()] = index;
        }
        let mut result = Self {
            loops: Vec::new(),
            innermost: vec![None; function.block_count()],
            reducible: true,
        };
        for &header in &order {
            let back = |latch: &&BlockId| position[latch.index()] >= position[header.index()];
            let latches: Vec<BlockId> = predecessors[header.index()]
                .iter()
                .filter(back)
                .copied()
                .collect();
            if latches.is_empty() {
                continue;
            }
            if !latches
                .iter()
                .all(|&latch| dominators.dominates(header, latch))
            {
                // A cycle with two entries has a retreating edge whose target does not dominate its source.
                result.reducible = false;
                continue;
            }
            let mut inside = vec![false; function.block_count()];
            inside[header.index()] = true;
            let mut pending = latches.clone();
            while let Some(block) = pending.pop() {
                if !std::mem::replace(&mut inside[block.index()], true) {
                    pending.extend(&predecessors[block.index()]);
                }
            }
            let blocks: Vec<BlockId> = order
                .iter()
                .copied()
                .filter(|block| inside[block.index()])
                .collect();
            let parent = result.innermost[header.index()];
            let index = result.loops.len();
            for block in &blocks {
                result.innermost[block.index()] = Some(index);
            }
            let depth = parent.map_or(0, |parent| result.loops[parent].depth + 1);
            result.loops.push(Loop {
                header,
                latches,
                blocks,
                parent,
                depth,
            });
        }
        result
    }

    /// Whether every cycle has one entry.
    #[must_use]
    pub fn is_reducible(&self) -> bool {
        self.reducible
    }

    /// The innermost loop around a block.
    #[must_use]
    pub fn innermost(&self, block: BlockId) -> Option<usize> {
        self.innermost[block.index()]
    }

    /// Whether a block is in a loop.
    #[must_use]
    pub fn contains(&self, index: usize, block: BlockId) -> bool {
        let mut current = self.innermost(block);
        while let Some(candidate) = current {
            if candidate == index {
                return true;
            }
            current = self.loops[candidate].parent;
        }
        false
    }

    /// The edges that leave a loop.
    #[must_use]
    pub fn exits(&self, function: &Function, index: usize) -> Vec<(BlockId, BlockId)> {
        let mut exits = Vec::new();
        for &block in &self.loops[index].blocks {
            for successor in function.block(block).terminator.successors() {
                if !self.contains(index, successor) && !exits.contains(&(block, successor)) {
                    exits.push((block, successor));
                }
            }
        }
        exits
    }
}
