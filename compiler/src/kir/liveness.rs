//! Which values are needed later.

use super::{BlockId, Function, InstId, Op, Value, cfg};

/// A set of instructions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstSet {
    words: Vec<u64>,
}

impl InstSet {
    /// The empty set, for a function with this many instructions.
    #[must_use]
    pub fn new(count: usize) -> Self {
        Self {
            words: vec![0; count.div_ceil(64)],
        }
    }

    /// Adds an instruction; whether it was missing.
    pub fn insert(&mut self, inst: InstId) -> bool {
        let (word, bit) = (inst.index() / 64, 1 << (inst.index() % 64));
        let missing = self.words[word] & bit == 0;
        self.words[word] |= bit;
        missing
    }

    /// Removes an instruction.
    pub fn remove(&mut self, inst: InstId) {
        self.words[inst.index() / 64] &= !(1 << (inst.index() % 64));
    }

    /// Whether an instruction is in it.
    #[must_use]
    pub fn contains(&self, inst: InstId) -> bool {
        self.words[inst.index() / 64] >> (inst.index() % 64) & 1 == 1
    }

    /// Adds all of another set; whether any was missing.
    pub fn union(&mut self, other: &Self) -> bool {
        let mut changed = false;
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            changed |= *other & !*word != 0;
            *word |= other;
        }
        changed
    }

    /// Its members in order.
    pub fn iter(&self) -> impl Iterator<Item = InstId> + '_ {
        let bits = |(index, &word): (usize, &u64)| {
            (0..64)
                .filter(move |bit| word >> bit & 1 == 1)
                .map(move |bit| InstId::new(index * 64 + bit))
        };
        self.words.iter().enumerate().flat_map(bits)
    }
}

/// For each block the values that are needed at its start or later and were made before it.
/// A block's own phis are not among them, and what a phi takes over is needed at the end of the predecessor only.
#[must_use]
pub fn live_in(function: &Function) -> Vec<InstSet> {
    let order = cfg::reverse_postorder(function);
    let mut live = vec![InstSet::new(function.inst_count()); function.block_count()];
    let mut changed = true;
    while changed {
        changed = false;
        for &block in order.iter().rev() {
            let before = block_live_in(function, block, &live);
            changed |= live[block.index()].union(&before);
        }
    }
    live
}

fn block_live_in(function: &Function, id: BlockId, live: &[InstSet]) -> InstSet {
    let block = function.block(id);
    let mut set = InstSet::new(function.inst_count());
    for successor in block.terminator.successors() {
        set.union(&live[successor.index()]);
        for phi in function.phis(successor) {
            let inst = function.inst(phi);
            let Op::Phi(predecessors) = &inst.op else {
                unreachable!("phis() gives phis")
            };
            for (&value, &predecessor) in inst.operands.iter().zip(predecessors) {
                if let (Value::Inst(value), true) = (value, predecessor == id) {
                    set.insert(value);
                }
            }
        }
    }
    if let Some(Value::Inst(condition)) = block.terminator.condition() {
        set.insert(condition);
    }
    for &inst in block.insts.iter().rev() {
        set.remove(inst);
        let data = function.inst(inst);
        if !data.is_phi() {
            for &operand in &data.operands {
                if let Value::Inst(operand) = operand {
                    set.insert(operand);
                }
            }
        }
    }
    set
}
