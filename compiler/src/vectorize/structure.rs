//! The control flow of the vector code (Moll and Hack, "Partial Control-Flow Linearization", with masks and guards).
//!
//! Blocks are executed in [`execution_order`](super::order::execution_order). A branch that all lanes take the same way stays a branch. After one
//! that they may take different ways, both ways are executed one after the other, each under the mask of its lanes: the
//! nearer one is next, the others are *deferred*, that is, carried along until they are the nearest. A loop that lanes
//! leave at different times goes on as long as any lane wants to; its exits are deferred until then.
//!
//! What must not run, or is not worth running, without lanes is *guarded*: if its mask is empty, it is skipped.

use super::{atomics::is_combined, order::execution_order};
use crate::kir::{
    BlockId, Function, Op, Terminator, Value,
    cfg::{self, Dominators, Loops},
    shape::{Extensions, Shape, Shapes},
    uniformity::Uniformity,
};
use std::collections::BTreeSet;

/// Varying instructions from which on a block is guarded.
const GUARD_COST: usize = 12;

/// What is known of the scalar function.
pub(super) struct Facts<'a> {
    pub(super) function: &'a Function,
    pub(super) dominators: Dominators,
    pub(super) post_dominators: Dominators,
    pub(super) loops: Loops,
    pub(super) uniformity: Uniformity,
    pub(super) shapes: Shapes,
    /// Whether an instruction's result is used.
    pub(super) used: Vec<bool>,
}

impl<'a> Facts<'a> {
    /// Analyses a normalised function.
    pub(super) fn new(
        function: &'a Function,
        dimension: u8,
        private_stride: impl Fn(u32) -> i64,
        extensions: Extensions,
    ) -> Option<Self> {
        use crate::kir::ParamKind;
        let dominators = Dominators::new(function);
        let loops = Loops::new(function, &dominators);
        let varies = |kind| {
            kind == ParamKind::LocalId(dimension)
                || matches!(
                    kind,
                    ParamKind::Item
                        | ParamKind::SubGroupItem
                        | ParamKind::Private(_)
                        | ParamKind::Lanes
                )
        };
        let uniformity = Uniformity::new(function, &loops, varies);
        let shapes = Shapes::new(function, &uniformity, private_stride, dimension, extensions);
        let post_dominators = Dominators::post(function)?;
        Some(Self {
            function,
            dominators,
            post_dominators,
            loops,
            uniformity,
            shapes,
            used: used(function),
        })
    }

    /// Whether both ways of a block's branch are executed one after the other.
    pub(super) fn is_folded(&self, block: BlockId) -> bool {
        let Terminator::Conditional(..) = self.function.block(block).terminator else {
            return false;
        };
        self.uniformity.is_divergent(block) || self.leaves_divergent_loop(block)
    }

    fn leaves_divergent_loop(&self, block: BlockId) -> bool {
        let mut current = self.loops.innermost(block);
        while let Some(index) = current {
            let leaves = |successor| !self.loops.contains(index, successor);
            if self.uniformity.is_divergent_loop(index)
                && self
                    .function
                    .block(block)
                    .terminator
                    .successors()
                    .any(leaves)
            {
                return true;
            }
            current = self.loops.loops[index].parent;
        }
        false
    }

    /// The loop whose header is the target of an edge back.
    pub(super) fn back_edge(&self, from: BlockId, to: BlockId) -> Option<usize> {
        let index = self.loops.innermost(to)?;
        let found = &self.loops.loops[index];
        (found.header == to && found.latches.contains(&from)).then_some(index)
    }

    /// Whether an instruction is executed once for all lanes.
    pub(super) fn is_scalar(&self, inst: crate::kir::InstId) -> bool {
        self.shapes.of(inst.into()) == Shape::Uniform
    }
}

fn used(function: &Function) -> Vec<bool> {
    let mut used = vec![false; function.inst_count()];
    let mut note = |value: Value| {
        if let Value::Inst(inst) = value {
            used[inst.index()] = true;
        }
    };
    for block in cfg::reverse_postorder(function) {
        let block = function.block(block);
        block.terminator.condition().into_iter().for_each(&mut note);
        for &inst in &block.insts {
            function
                .inst(inst)
                .operands
                .iter()
                .copied()
                .for_each(&mut note);
        }
    }
    used
}

/// Something that a block of the vector code does, in order.
#[derive(Debug, Clone, Copy)]
pub(super) enum Action {
    /// The instructions of a block.
    Body(BlockId),
    /// Lanes and values go along an edge.
    Edge(Edge),
    /// The block ends with this (uniform) condition.
    Decide(Value),
    /// The block ends with the question whether any lane goes to this block.
    DecideAny(BlockId),
}

/// An edge of the scalar function.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) from: BlockId,
    pub(super) to: BlockId,
    pub(super) lanes: Lanes,
}

/// The lanes of a block that take an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lanes {
    All,
    Then,
    Otherwise,
}

/// The control flow of the vector code; conditions are still to be filled in.
pub(super) struct Structure {
    pub(super) function: Function,
    /// By block of the vector code.
    pub(super) actions: Vec<Vec<Action>>,
    /// The block of the vector code for each block of the scalar function.
    pub(super) blocks: Vec<Option<BlockId>>,
}

/// Lays out the control flow.
pub(super) fn structure(facts: &Facts<'_>) -> Option<Structure> {
    let order = execution_order(facts.function, &facts.dominators, &facts.loops);
    let mut position = vec![usize::MAX; facts.function.block_count()];
    for (index, block) in order.iter().enumerate() {
        position[block.index()] = index;
    }
    let mut function = Function::new(facts.function.target);
    function.set_params(facts.function.params().to_vec());
    let mut builder = Builder {
        facts,
        order: &order,
        position,
        needs_guard: needs_guard(facts, &order),
        deferred: vec![BTreeSet::new(); facts.function.block_count()],
        sure: vec![true; facts.function.block_count()],
        result: Structure {
            function,
            actions: vec![Vec::new()],
            blocks: vec![None; facts.function.block_count()],
        },
    };
    for &block in &order {
        let new = if block == facts.function.entry {
            builder.result.function.entry
        } else {
            builder.add_block()
        };
        builder.result.blocks[block.index()] = Some(new);
    }
    for &block in &order {
        builder.block(block)?;
    }
    Some(builder.result)
}

/// Blocks to execute later, by their place in the order.
type Deferred = BTreeSet<usize>;

struct Builder<'a> {
    facts: &'a Facts<'a>,
    order: &'a [BlockId],
    position: Vec<usize>,
    needs_guard: Vec<bool>,
    deferred: Vec<Deferred>,
    /// Whether a block is entered only when it has lanes.
    sure: Vec<bool>,
    result: Structure,
}

impl Builder<'_> {
    fn add_block(&mut self) -> BlockId {
        self.result.actions.push(Vec::new());
        self.result.function.add_block()
    }

    fn act(&mut self, block: BlockId, action: Action) {
        self.result.actions[block.index()].push(action);
    }

    fn new_block(&self, block: BlockId) -> BlockId {
        self.result.blocks[block.index()].expect("all blocks have one")
    }

    fn end(&mut self, block: BlockId, terminator: Terminator) {
        self.result.function.block_mut(block).terminator = terminator;
    }

    fn block(&mut self, block: BlockId) -> Option<()> {
        let new = self.new_block(block);
        self.defer_exits(block);
        let deferred = self.deferred[block.index()].clone();
        self.act(new, Action::Body(block));
        let source = self.facts.function.block(block);
        self.result.function.block_mut(new).origin = source.origin;
        match source.terminator {
            Terminator::Branch(next) => {
                self.act(
                    new,
                    Action::Edge(Edge {
                        from: block,
                        to: next,
                        lanes: Lanes::All,
                    }),
                );
                self.follow(block, new, next, deferred)
            }
            Terminator::Conditional(_, then, otherwise) if self.facts.is_folded(block) => {
                self.act(
                    new,
                    Action::Edge(Edge {
                        from: block,
                        to: then,
                        lanes: Lanes::Then,
                    }),
                );
                self.act(
                    new,
                    Action::Edge(Edge {
                        from: block,
                        to: otherwise,
                        lanes: Lanes::Otherwise,
                    }),
                );
                let mut targets = deferred;
                let mut back = None;
                for target in [then, otherwise] {
                    match self.facts.back_edge(block, target) {
                        Some(index) => back = Some(index),
                        None => {
                            targets.insert(self.position[target.index()]);
                        }
                    }
                }
                match back {
                    Some(index) => self.repeat(new, index, targets),
                    None => self.go(new, targets, None),
                }
                Some(())
            }
            Terminator::Conditional(condition, then, otherwise) => {
                self.act(new, Action::Decide(condition));
                let mut ways = [new; 2];
                for (way, target) in ways.iter_mut().zip([then, otherwise]) {
                    *way = self.add_block();
                    self.act(
                        *way,
                        Action::Edge(Edge {
                            from: block,
                            to: target,
                            lanes: Lanes::All,
                        }),
                    );
                    self.follow(block, *way, target, deferred.clone())?;
                }
                self.end(new, Terminator::Conditional(condition, ways[0], ways[1]));
                Some(())
            }
            Terminator::Exit(exit) => {
                self.end(new, Terminator::Exit(exit));
                deferred.is_empty().then_some(())
            }
            _ => None,
        }
    }

    /// When a loop is repeated, lanes may be waiting at its exits.
    fn defer_exits(&mut self, block: BlockId) {
        let Some(index) = self.facts.loops.innermost(block) else {
            return;
        };
        if self.facts.loops.loops[index].header != block
            || !self.facts.uniformity.is_divergent_loop(index)
        {
            return;
        }
        for (_, exit) in self.facts.loops.exits(self.facts.function, index) {
            self.deferred[block.index()].insert(self.position[exit.index()]);
        }
    }

    /// All lanes of `block` go to `next`.
    fn follow(
        &mut self,
        block: BlockId,
        from: BlockId,
        next: BlockId,
        mut deferred: Deferred,
    ) -> Option<()> {
        match self.facts.back_edge(block, next) {
            Some(index) if self.facts.uniformity.is_divergent_loop(index) => {
                self.repeat(from, index, deferred);
            }
            Some(index) => {
                // What is deferred when a loop is repeated was deferred when it began, and still is.
                let header = self.facts.loops.loops[index].header;
                if !deferred.is_subset(&self.deferred[header.index()]) {
                    return None;
                }
                self.end(from, Terminator::Branch(self.new_block(header)));
            }
            None => {
                deferred.insert(self.position[next.index()]);
                let sure = self.sure[block.index()].then_some(next);
                self.go(from, deferred, sure);
            }
        }
        Some(())
    }

    /// Repeats a loop while any lane wants to.
    fn repeat(&mut self, from: BlockId, index: usize, after: Deferred) {
        let header = self.facts.loops.loops[index].header;
        self.act(from, Action::DecideAny(header));
        let exit = self.add_block();
        let any = self.facts.function.target.bool().poison().into();
        self.end(
            from,
            Terminator::Conditional(any, self.new_block(header), exit),
        );
        self.go(exit, after, None);
    }

    /// Goes to the nearest of some blocks; `sure` is one that has lanes.
    fn go(&mut self, from: BlockId, mut targets: Deferred, sure: Option<BlockId>) {
        let nearest = targets.pop_first().expect("lanes go somewhere");
        let next = self.order[nearest];
        let new = self.new_block(next);
        let has_lanes = targets.is_empty() || sure == Some(next);
        self.deferred[next.index()].extend(&targets);
        if has_lanes || !self.needs_guard[next.index()] {
            self.sure[next.index()] &= has_lanes;
            self.end(from, Terminator::Branch(new));
            return;
        }
        self.act(from, Action::DecideAny(next));
        let skip = self.add_block();
        let any = self.facts.function.target.bool().poison().into();
        self.end(from, Terminator::Conditional(any, new, skip));
        self.go(skip, targets, sure);
    }
}

/// Which blocks must not be entered, or are not worth entering, without lanes.
fn needs_guard(facts: &Facts<'_>, order: &[BlockId]) -> Vec<bool> {
    let mut must = vec![false; facts.function.block_count()];
    let mut cost = vec![0; facts.function.block_count()];
    // Dominated blocks stand later: what they need is known first this way.
    for &block in order.iter().rev() {
        let source = facts.function.block(block);
        let is_branch =
            matches!(source.terminator, Terminator::Conditional(..)) && !facts.is_folded(block);
        let is_header = facts
            .loops
            .innermost(block)
            .is_some_and(|index| facts.loops.loops[index].header == block);
        must[block.index()] |=
            is_branch || is_header || source.insts.iter().any(|&inst| needs_lanes(facts, inst));
        cost[block.index()] += source
            .insts
            .iter()
            .map(|&inst| cost_of(facts, inst))
            .sum::<usize>();
        if let Some(dominator) = facts.dominators.immediate(block) {
            must[dominator.index()] |= must[block.index()];
            cost[dominator.index()] += cost[block.index()];
        }
    }
    must.iter()
        .zip(cost)
        .map(|(&must, cost)| must || cost >= GUARD_COST)
        .collect()
}

/// Whether an instruction is executed once, and may be so only if there is a lane to execute it for.
fn needs_lanes(facts: &Facts<'_>, id: crate::kir::InstId) -> bool {
    let inst = facts.function.inst(id);
    match &inst.op {
        Op::Phi(_) => false,
        Op::Store(_) => facts.shapes.of(inst.operands[1]) == Shape::Uniform,
        Op::AtomicRmw(..) => is_combined(facts, id),
        _ => facts.is_scalar(id) && !inst.is_speculatable(),
    }
}

fn cost_of(facts: &Facts<'_>, id: crate::kir::InstId) -> usize {
    let inst = facts.function.inst(id);
    if facts.is_scalar(id) {
        return 0;
    }
    let lanes = usize::try_from(inst.ty.lanes()).expect("few");
    match &inst.op {
        Op::Phi(_) => 0,
        Op::Load(_) => match facts.shapes.of(inst.operands[0]) {
            Shape::Linear(_) => 2 * lanes,
            _ => 10 * lanes,
        },
        Op::Store(_) => 4,
        Op::Call | Op::AtomicRmw(..) | Op::CompareExchange(_) => 6,
        Op::Binary(_) if !inst.is_speculatable() => 10 * lanes,
        _ => lanes,
    }
}
