//! Static single assignment for variables with several definitions.
//!
//! A transformation that gives a value more than one definition (code copied into regions, blends on several edges) declares
//! a [`Variable`] with the blocks that define it. Phis are placed at the iterated dominance frontier of these blocks
//! (Cytron et al.), but only where the variable is read.

use super::{BlockId, Constant, Function, Inst, InstId, Op, Type, Value, cfg};

/// What placing phis needs to know of a control-flow graph, which must not change meanwhile.
#[derive(Debug, Clone)]
pub struct Ssa {
    predecessors: Vec<Vec<BlockId>>,
    dominators: cfg::Dominators,
    frontiers: Vec<Vec<BlockId>>,
}

/// A variable.
#[derive(Debug, Clone)]
pub struct Variable {
    ty: Type,
    initial: Value,
    /// Blocks where several definitions meet.
    joins: Vec<bool>,
    /// The value at the start of a block, once asked for.
    start: Vec<Option<Value>>,
    /// The last value that a block has given it.
    end: Vec<Option<Value>>,
    pending: Vec<(InstId, BlockId)>,
}

impl Variable {
    /// Its type.
    #[must_use]
    pub fn ty(&self) -> Type {
        self.ty
    }

    /// Sets its value from here on in a block, which must be one of those that it was declared with.
    pub fn write(&mut self, block: BlockId, value: Value) {
        self.end[block.index()] = Some(value);
    }
}

impl Ssa {
    /// For the graph as it is now.
    #[must_use]
    pub fn new(function: &Function) -> Self {
        let predecessors = cfg::predecessors(function);
        let dominators = cfg::Dominators::new(function);
        let mut frontiers: Vec<Vec<BlockId>> = vec![Vec::new(); function.block_count()];
        for block in cfg::reverse_postorder(function) {
            if predecessors[block.index()].len() < 2 {
                continue;
            }
            for &predecessor in &predecessors[block.index()] {
                let mut runner = Some(predecessor);
                while let Some(current) = runner
                    && runner != dominators.immediate(block)
                {
                    let frontier = &mut frontiers[current.index()];
                    if !frontier.contains(&block) {
                        frontier.push(block);
                    }
                    runner = dominators.immediate(current);
                }
            }
        }
        Self {
            predecessors,
            dominators,
            frontiers,
        }
    }

    /// The dominators of the graph.
    #[must_use]
    pub fn dominators(&self) -> &cfg::Dominators {
        &self.dominators
    }

    /// Declares a variable that these blocks write, and that has the initial value (poison, by default) at the entry.
    #[must_use]
    pub fn variable(
        &self,
        ty: Type,
        writers: impl IntoIterator<Item = BlockId>,
        initial: Option<Constant>,
    ) -> Variable {
        let count = self.predecessors.len();
        let mut joins = vec![false; count];
        let mut pending: Vec<BlockId> = writers.into_iter().collect();
        while let Some(block) = pending.pop() {
            for &join in &self.frontiers[block.index()] {
                if !std::mem::replace(&mut joins[join.index()], true) {
                    pending.push(join);
                }
            }
        }
        Variable {
            ty,
            initial: initial.unwrap_or_else(|| ty.poison()).into(),
            joins,
            start: vec![None; count],
            end: vec![None; count],
            pending: Vec::new(),
        }
    }

    /// The variable's value at this time at the end of a block, all of whose dominators have written what they will write.
    pub fn read(&self, function: &mut Function, variable: &mut Variable, block: BlockId) -> Value {
        variable.end[block.index()].unwrap_or_else(|| self.read_start(function, variable, block))
    }

    /// The variable's value at the start of a block.
    pub fn read_start(
        &self,
        function: &mut Function,
        variable: &mut Variable,
        block: BlockId,
    ) -> Value {
        let mut asked = Vec::new();
        let mut current = block;
        let value = loop {
            if let Some(value) = variable.start[current.index()] {
                break value;
            }
            asked.push(current);
            if variable.joins[current.index()] {
                let phi =
                    function.add_inst(Inst::new(Op::Phi(Vec::new()), Vec::new(), variable.ty));
                function.block_mut(current).insts.insert(0, phi);
                variable.pending.push((phi, current));
                break phi.into();
            }
            let Some(dominator) = self.dominators.immediate(current) else {
                break variable.initial;
            };
            if let Some(value) = variable.end[dominator.index()] {
                break value;
            }
            current = dominator;
        };
        for block in asked {
            variable.start[block.index()] = Some(value);
        }
        value
    }

    /// Completes the phis when all blocks have written what they will write.
    pub fn finish(&self, function: &mut Function, mut variable: Variable) {
        while let Some((phi, block)) = variable.pending.pop() {
            let predecessors = self.predecessors[block.index()].clone();
            let operands = predecessors
                .iter()
                .map(|&predecessor| self.read(function, &mut variable, predecessor))
                .collect();
            let inst = function.inst_mut(phi);
            inst.operands = operands;
            inst.op = Op::Phi(predecessors);
        }
    }
}
