//! Which values and branches are the same for a set of work-items that run in step.
//!
//! Values that come from a varying parameter vary, and so do the results of atomics and of calls that are not pure. A
//! load from a uniform address is uniform: if another work-item could change the memory meanwhile, the program would
//! have a data race (OpenCL C §3.3.4). A varying branch makes those phis vary where its paths meet, and a loop that the
//! work-items leave in different iterations makes vary what is used after it, although it is uniform inside (Karrenberg's thesis, chapter 5; the
//! labels are those of LLVM's synchronisation-dependence analysis).

use super::{
    BlockId, Constant, Function, Inst, InstId, Op, ParamKind, Target, Terminator, Value,
    cfg::{self, Loops},
};
use std::collections::BTreeMap;

/// The result.
#[derive(Debug, Clone)]
pub struct Uniformity {
    varying: Vec<bool>,
    params: Vec<bool>,
    divergent: Vec<bool>,
    divergent_loops: Vec<bool>,
    joins: Vec<bool>,
    leaves_early: bool,
}

impl Uniformity {
    /// Analyses a function; `varies` says which parameters differ between the work-items.
    #[must_use]
    pub fn new(function: &Function, loops: &Loops, varies: impl Fn(ParamKind) -> bool) -> Self {
        let all = !loops.is_reducible();
        let mut analysis = Analysis {
            function,
            loops,
            order: cfg::reverse_postorder(function),
            position: vec![usize::MAX; function.block_count()],
            homes: function.inst_blocks(),
            users: vec![Vec::new(); function.inst_count()],
            deciders: vec![Vec::new(); function.inst_count()],
            pending: Vec::new(),
            result: Self {
                varying: vec![all; function.inst_count()],
                params: function
                    .params()
                    .iter()
                    .map(|param| varies(param.kind))
                    .collect(),
                divergent: vec![all; function.block_count()],
                divergent_loops: vec![all; loops.loops.len()],
                joins: vec![all; function.inst_count()],
                leaves_early: all,
            },
        };
        if !all {
            analysis.run();
        }
        analysis.result
    }

    /// Whether a value may differ between the work-items.
    #[must_use]
    pub fn is_varying(&self, value: Value) -> bool {
        match value {
            Value::Inst(inst) => self.varying[inst.index()],
            Value::Param(param) => self.params[param.index()],
            Value::Constant(_) => false,
        }
    }

    /// Whether the work-items may leave a block to different successors.
    #[must_use]
    pub fn is_divergent(&self, block: BlockId) -> bool {
        self.divergent[block.index()]
    }

    /// Whether some work-items may return while others come to a barrier. OpenCL C does not allow it (§6.15.8), but programs do it.
    #[must_use]
    pub fn leaves_early(&self) -> bool {
        self.leaves_early
    }

    /// Whether a phi takes different values for different work-items because they come by different ways, or from different
    /// iterations of a loop.
    #[must_use]
    pub fn is_join(&self, phi: InstId) -> bool {
        self.joins[phi.index()]
    }

    /// Whether the work-items may leave a loop in different iterations or by different exits.
    #[must_use]
    pub fn is_divergent_loop(&self, index: usize) -> bool {
        self.divergent_loops[index]
    }
}

/// Whether a call is free of side effects and reads no memory that changes.
#[must_use]
pub fn is_pure_call(target: Target, inst: &Inst) -> bool {
    call_effects(target, inst).is_some_and(|effects| effects == 0)
}

/// Whether a call writes nothing.
#[must_use]
pub fn is_reading_call(target: Target, inst: &Inst) -> bool {
    // Two bits for each kind of memory: the lower one for reads, the upper one for writes.
    call_effects(target, inst).is_some_and(|effects| effects & 0xAAAA_AAAA == 0)
}

fn call_effects(target: Target, inst: &Inst) -> Option<u64> {
    let of_function = inst
        .callee()
        .and_then(|callee: Constant| callee.memory_effects(target));
    let of_call = inst
        .origin
        .instruction()
        .and_then(|call| call.call_memory_effects(target));
    match (of_function, of_call) {
        (Some(a), Some(b)) => Some(a & b),
        (effects, None) | (None, effects) => effects,
    }
}

struct Analysis<'a> {
    function: &'a Function,
    loops: &'a Loops,
    order: Vec<BlockId>,
    position: Vec<usize>,
    homes: Vec<Option<BlockId>>,
    users: Vec<Vec<InstId>>,
    /// Blocks that end with a decision by this instruction.
    deciders: Vec<Vec<BlockId>>,
    pending: Vec<InstId>,
    result: Uniformity,
}

impl Analysis<'_> {
    fn run(&mut self) {
        let function = self.function;
        for index in 0..self.order.len() {
            let block = self.order[index];
            self.position[block.index()] = index;
            for &inst in &function.block(block).insts {
                for &operand in &function.inst(inst).operands {
                    if let Value::Inst(operand) = operand {
                        self.users[operand.index()].push(inst);
                    }
                }
            }
            if let Some(Value::Inst(condition)) = function.block(block).terminator.condition() {
                self.deciders[condition.index()].push(block);
            }
        }
        for index in 0..self.order.len() {
            let block = self.order[index];
            for &inst in &function.block(block).insts {
                let data = function.inst(inst);
                let from_param = data.operands.iter().any(|&operand| {
                    !matches!(operand, Value::Inst(_)) && self.result.is_varying(operand)
                });
                if from_param || self.is_source(data) {
                    self.mark(inst);
                }
            }
            if let Some(condition @ Value::Param(_)) = function.block(block).terminator.condition()
                && self.result.is_varying(condition)
            {
                self.diverge(block);
            }
        }
        while let Some(inst) = self.pending.pop() {
            // The lists stay: a loop found to be divergent later asks again who uses its values.
            for at in 0..self.users[inst.index()].len() {
                self.mark(self.users[inst.index()][at]);
            }
            for at in 0..self.deciders[inst.index()].len() {
                self.diverge(self.deciders[inst.index()][at]);
            }
        }
    }

    /// Whether the results of an instruction vary whatever its operands are.
    fn is_source(&self, inst: &Inst) -> bool {
        match &inst.op {
            Op::Load(memory) | Op::Store(memory) => !memory.is_plain(),
            Op::AtomicRmw(..) | Op::CompareExchange(_) | Op::Other(_) => true,
            Op::Call => !is_reading_call(self.function.target, inst),
            _ => false,
        }
    }

    fn mark(&mut self, inst: InstId) {
        if self.function.inst(inst).op == Op::FirstLane {
            return;
        }
        if !std::mem::replace(&mut self.result.varying[inst.index()], true) {
            self.pending.push(inst);
        }
    }

    fn mark_phis(&mut self, block: BlockId) {
        let function = self.function;
        for phi in function.phis(block) {
            self.result.joins[phi.index()] = true;
            self.mark(phi);
        }
    }

    /// The work-items leave `block` to different successors.
    fn diverge(&mut self, block: BlockId) {
        if std::mem::replace(&mut self.result.divergent[block.index()], true) {
            return;
        }
        let starts: Vec<BlockId> = self.function.block(block).terminator.successors().collect();
        self.spread(block, &starts, self.loops.innermost(block));
    }

    /// Follows the paths from `from` that begin with `starts`, and marks what differs where they meet.
    fn spread(&mut self, from: BlockId, starts: &[BlockId], around: Option<usize>) {
        // Which start (or meeting point) the paths to a block come from, in the order of visits.
        let mut labels: BTreeMap<usize, BlockId> = BTreeMap::new();
        let mut done: BTreeMap<usize, BlockId> = BTreeMap::new();
        // Labels of the edges back to the headers of loops around `from`, and out of these loops.
        let mut back: BTreeMap<usize, Vec<BlockId>> = BTreeMap::new();
        let edges = starts
            .iter()
            .map(|&start| (from, start, start))
            .collect::<Vec<_>>();
        let mut left: Vec<(BlockId, BlockId, BlockId)> = Vec::new();
        // Labels of the paths that end by a return and at a barrier.
        let (mut returns, mut barriers) = (Vec::new(), Vec::new());
        let mut queue = edges;
        loop {
            for (source, target, label) in queue.drain(..) {
                left.push((source, target, label));
                if self.position[target.index()] <= self.position[from.index()] {
                    let labels = back.entry(target.index()).or_default();
                    if !labels.contains(&label) {
                        labels.push(label);
                    }
                    continue;
                }
                let position = self.position[target.index()];
                if position <= self.position[source.index()] {
                    // Back to the header of a loop that begins after `from`: its label came with its entry.
                    if done.get(&position) != Some(&label) {
                        self.mark_phis(target);
                    }
                    continue;
                }
                match labels.get(&position) {
                    None => {
                        labels.insert(position, label);
                    }
                    Some(&known) if known != label => {
                        labels.insert(position, target);
                        self.mark_phis(target);
                    }
                    Some(_) => {}
                }
            }
            let Some((position, label)) = labels.pop_first() else {
                break;
            };
            done.insert(position, label);
            let block = self.order[position];
            let terminator = &self.function.block(block).terminator;
            match terminator {
                // All work-items come here or none: paths do not part before a barrier and meet after it.
                Terminator::Barrier(_) => barriers.push(label),
                Terminator::Return => returns.push(label),
                _ => {
                    let successors = terminator.successors();
                    queue.extend(successors.map(|successor| (block, successor, label)));
                }
            }
        }
        self.result.leaves_early |= returns
            .iter()
            .any(|label| barriers.iter().any(|other| other != label));
        for (&header, labels) in &back {
            if labels.len() > 1 {
                self.mark_phis(BlockId::new(header));
            }
        }
        self.leave_loops(around, &left, &back);
    }

    /// Finds the loops that are left by some of the paths while others stay or leave elsewhere.
    fn leave_loops(
        &mut self,
        mut around: Option<usize>,
        edges: &[(BlockId, BlockId, BlockId)],
        back: &BTreeMap<usize, Vec<BlockId>>,
    ) {
        while let Some(index) = around {
            let mut labels = back
                .get(&self.loops.loops[index].header.index())
                .cloned()
                .unwrap_or_default();
            let mut leaves = false;
            for &(source, target, label) in edges {
                if self.loops.contains(index, source) && !self.loops.contains(index, target) {
                    leaves = true;
                    if !labels.contains(&label) {
                        labels.push(label);
                    }
                }
            }
            if leaves
                && labels.len() > 1
                && !std::mem::replace(&mut self.result.divergent_loops[index], true)
            {
                self.diverge_loop(index);
            }
            around = self.loops.loops[index].parent;
        }
    }

    fn diverge_loop(&mut self, index: usize) {
        let function = self.function;
        let blocks = self.loops.loops[index].blocks.clone();
        for &block in &blocks {
            for &inst in &function.block(block).insts {
                self.use_after(index, inst);
            }
        }
        let mut starts: Vec<BlockId> = Vec::new();
        for (_, target) in self.loops.exits(function, index) {
            if starts.contains(&target) {
                // Several ways to one block.
                self.mark_phis(target);
            } else {
                starts.push(target);
            }
        }
        let last = *blocks.last().expect("a loop has blocks");
        // Exits lie after the loop's header in the order, not always after all of its blocks.
        let header = self.loops.loops[index].header;
        debug_assert!(self.position[header.index()] <= self.position[last.index()]);
        self.spread(header, &starts, self.loops.loops[index].parent);
    }

    /// What is made in a divergent loop varies for those who use it after the loop.
    fn use_after(&mut self, index: usize, inst: InstId) {
        let outside =
            |block: Option<BlockId>| block.is_some_and(|block| !self.loops.contains(index, block));
        let mut phis = Vec::new();
        let mut others = self.deciders[inst.index()]
            .iter()
            .any(|&block| outside(Some(block)));
        for &user in &self.users[inst.index()] {
            if outside(self.homes[user.index()]) {
                if self.function.inst(user).is_phi() {
                    phis.push(user);
                } else {
                    others = true;
                }
            }
        }
        for phi in phis {
            self.result.joins[phi.index()] = true;
            self.mark(phi);
        }
        if others {
            self.mark(inst);
        }
    }
}
