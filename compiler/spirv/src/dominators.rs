//! Immediate dominators of a control-flow graph (Lengauer and Tarjan, O(edges · log blocks)).
//!
//! The quadratic worst case of the simpler iterative methods could be provoked by a module.

/// Blocks reachable from block 0 and their immediate dominators.
#[derive(Debug)]
pub(crate) struct Dominators {
    /// Immediate dominator of each block; itself for the entry; none for an unreachable block.
    idom: Vec<Option<usize>>,
    /// Interval of each block in a walk of the dominator tree: `a` dominates `b` if it encloses it.
    interval: Vec<(usize, usize)>,
}

const NONE: usize = usize::MAX;

impl Dominators {
    /// `successors[b]` are the blocks that may follow `b`; the entry is block 0.
    pub(crate) fn new(successors: &[Vec<usize>]) -> Self {
        let idom = immediate_dominators(successors);
        let interval = intervals(&idom);
        Dominators { idom, interval }
    }

    /// Whether control can reach `block`.
    pub(crate) fn is_reachable(&self, block: usize) -> bool {
        self.idom[block].is_some()
    }

    /// Whether every way to `b` goes through `a`. Everything dominates an unreachable block.
    pub(crate) fn dominates(&self, a: usize, b: usize) -> bool {
        if !self.is_reachable(b) {
            return true;
        }
        let (start, end) = self.interval[a];
        self.is_reachable(a) && start <= self.interval[b].0 && self.interval[b].1 <= end
    }
}

/// Depth-first numbering: the vertices in order, and for each block its number and its parent's number.
struct Walk {
    order: Vec<usize>,
    number: Vec<usize>,
    parent: Vec<usize>,
}

fn walk(successors: &[Vec<usize>]) -> Walk {
    let count = successors.len();
    let mut walk = Walk {
        order: Vec::new(),
        number: vec![NONE; count],
        parent: Vec::new(),
    };
    let mut stack = vec![(0, NONE)];
    while let Some((block, parent)) = stack.pop() {
        if walk.number[block] != NONE {
            continue;
        }
        let number = walk.order.len();
        walk.number[block] = number;
        walk.order.push(block);
        walk.parent.push(parent);
        stack.extend(successors[block].iter().rev().map(|&next| (next, number)));
    }
    walk
}

fn immediate_dominators(successors: &[Vec<usize>]) -> Vec<Option<usize>> {
    let mut result = vec![None; successors.len()];
    if successors.is_empty() {
        return result;
    }
    let Walk {
        order,
        number,
        parent,
    } = walk(successors);
    let count = order.len();
    let mut predecessors = vec![Vec::new(); count];
    for (from, &block) in order.iter().enumerate() {
        for &next in &successors[block] {
            predecessors[number[next]].push(from);
        }
    }
    let mut forest = Forest {
        ancestor: vec![NONE; count],
        label: (0..count).collect(),
        semi: (0..count).collect(),
    };
    let mut bucket = vec![Vec::new(); count];
    let mut idom = vec![0; count];
    for vertex in (1..count).rev() {
        for &from in &predecessors[vertex] {
            let best = forest.evaluate(from);
            forest.semi[vertex] = forest.semi[vertex].min(forest.semi[best]);
        }
        bucket[forest.semi[vertex]].push(vertex);
        forest.ancestor[vertex] = parent[vertex];
        for waiting in std::mem::take(&mut bucket[parent[vertex]]) {
            let best = forest.evaluate(waiting);
            let below = forest.semi[best] < forest.semi[waiting];
            idom[waiting] = if below { best } else { parent[vertex] };
        }
    }
    for vertex in 1..count {
        if idom[vertex] != forest.semi[vertex] {
            idom[vertex] = idom[idom[vertex]];
        }
    }
    for (vertex, &block) in order.iter().enumerate() {
        result[block] = Some(order[idom[vertex]]);
    }
    result
}

struct Forest {
    ancestor: Vec<usize>,
    label: Vec<usize>,
    semi: Vec<usize>,
}

impl Forest {
    /// The vertex of least semidominator on the way from `vertex` to its root, with path compression.
    fn evaluate(&mut self, vertex: usize) -> usize {
        let mut path = Vec::new();
        let mut at = vertex;
        while self.ancestor[at] != NONE && self.ancestor[self.ancestor[at]] != NONE {
            path.push(at);
            at = self.ancestor[at];
        }
        // From the root's child outwards, each vertex takes over what its ancestor has found.
        while let Some(at) = path.pop() {
            let above = self.ancestor[at];
            if self.semi[self.label[above]] < self.semi[self.label[at]] {
                self.label[at] = self.label[above];
            }
            self.ancestor[at] = self.ancestor[above];
        }
        self.label[vertex]
    }
}

fn intervals(idom: &[Option<usize>]) -> Vec<(usize, usize)> {
    let mut children = vec![Vec::new(); idom.len()];
    for (block, dominator) in idom.iter().enumerate() {
        if let Some(dominator) = dominator
            && *dominator != block
        {
            children[*dominator].push(block);
        }
    }
    let mut interval = vec![(0, 0); idom.len()];
    let mut clock = 0;
    let mut stack = if idom.is_empty() {
        Vec::new()
    } else {
        vec![(0, false)]
    };
    while let Some((block, left)) = stack.pop() {
        clock += 1;
        if left {
            interval[block].1 = clock;
        } else {
            interval[block].0 = clock;
            stack.push((block, true));
            stack.extend(children[block].iter().map(|&child| (child, false)));
        }
    }
    interval
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// By the definition: `a` dominates `b` if removing `a` cuts `b` off.
    fn dominates_by_definition(successors: &[Vec<usize>], a: usize, b: usize) -> bool {
        let reach = |without: Option<usize>| {
            let mut seen = vec![false; successors.len()];
            let mut stack = vec![0];
            while let Some(block) = stack.pop() {
                if Some(block) != without && !std::mem::replace(&mut seen[block], true) {
                    stack.extend(&successors[block]);
                }
            }
            seen
        };
        !reach(None)[b] || (reach(None)[a] && (a == b || !reach(Some(a))[b]))
    }

    proptest! {
        #[test]
        fn dominance_agrees_with_its_definition(
            edges in prop::collection::vec(prop::collection::vec(0usize..12, 0..4), 12)
        ) {
            let dominators = Dominators::new(&edges);
            for a in 0..edges.len() {
                for b in 0..edges.len() {
                    prop_assert_eq!(
                        dominators.dominates(a, b),
                        dominates_by_definition(&edges, a, b),
                        "{} {}", a, b
                    );
                }
            }
        }
    }
}
