//! How many loads a value has behind it, each of which says where the next one reads.

use super::super::structure::Facts;
use crate::kir::{InstId, Op, Value, cfg};

/// More than these are not counted; loads that wait for themselves in a loop have as many.
const MOST: usize = 16;
/// So many overlap with what other work-items do.
const OVERLAPPED: usize = 4;

/// For each instruction the loads of the work-item's own data that its result waits for, one after the other.
pub(super) struct Depths<'a> {
    facts: &'a Facts<'a>,
    depths: Vec<usize>,
}

impl<'a> Depths<'a> {
    pub(super) fn new(facts: &'a Facts<'a>) -> Self {
        let function = facts.function;
        let order = cfg::reverse_postorder(function);
        let mut result = Self {
            facts,
            depths: vec![0; function.inst_count()],
        };
        let mut changed = true;
        while changed {
            changed = false;
            for &id in order.iter().flat_map(|&block| &function.block(block).insts) {
                let operands = &function.inst(id).operands;
                let before = operands.iter().map(|&operand| result.of(operand)).max();
                let own = usize::from(result.is_own_load(id));
                let depth = (before.unwrap_or(0) + own).min(MOST);
                changed |= depth > result.depths[id.index()];
                result.depths[id.index()] = depth;
            }
        }
        result
    }

    fn is_own_load(&self, id: InstId) -> bool {
        let is_load = matches!(self.facts.function.inst(id).op, Op::Load(_));
        is_load && self.facts.uniformity.is_varying(id.into())
    }

    fn of(&self, value: Value) -> usize {
        match value {
            Value::Inst(inst) => self.depths[inst.index()],
            _ => 0,
        }
    }

    /// Whether a value depends on data of the work-item: what branches by it can't be predicted.
    pub(super) fn is_data(&self, value: Value) -> bool {
        self.of(value) > 0
    }

    /// Whether an instruction is a load at the end of a long chain of loads.
    pub(super) fn waits(&self, id: InstId) -> bool {
        self.is_own_load(id) && self.of(self.facts.function.inst(id).operands[0]) >= OVERLAPPED
    }

    /// Whether there is a chain that is as bad as a loop.
    pub(super) fn has_long_chain(&self) -> bool {
        self.depths.contains(&MOST)
    }
}
