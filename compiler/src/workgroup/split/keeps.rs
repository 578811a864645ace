//! What becomes of values that live across barriers.

use super::{Keep, Splitter};
use crate::kir::{InstId, Op, Type, Value, cfg, liveness::InstSet, uniformity::Uniformity};

/// Values that cost at most this many instructions are made again rather than kept: global ids and addresses from them
/// among them, which the vectoriser would not recognise as consecutive when they come from memory.
const MAKE_AGAIN_LIMIT: usize = 8;

impl Splitter<'_> {
    /// Sub-groups run a region one after the other, and some of them again before others begin it: nothing is shared.
    pub(super) fn keep_all(&mut self) {
        self.split.next = Some(self.add_array(self.kernel.target.int(32)));
        let mut crossing = InstSet::new(self.kernel.inst_count());
        for entry in &self.entries[1..] {
            crossing.union(&self.live[entry.index()]);
        }
        for inst in crossing.iter() {
            let keep = if self.is_cheap(inst) {
                Keep::MakeAgain
            } else {
                Keep::Array(self.add_array(self.kernel.inst(inst).ty))
            };
            self.keeps.insert(inst, keep);
        }
    }

    fn add_array(&mut self, ty: Type) -> u32 {
        self.split.arrays.push(ty);
        u32::try_from(self.split.arrays.len() - 1).expect("few values")
    }

    fn is_cheap(&self, inst: InstId) -> bool {
        self.cost(inst.into())
            .is_some_and(|cost| cost <= MAKE_AGAIN_LIMIT)
    }

    pub(super) fn choose_keeps(&mut self) {
        if self.entries.len() == 1 {
            return;
        }
        let mut crossing = InstSet::new(self.kernel.inst_count());
        for entry in &self.entries[1..] {
            crossing.union(&self.live[entry.index()]);
        }
        let dominators = cfg::Dominators::new(self.kernel);
        let loops = cfg::Loops::new(self.kernel, &dominators);
        let uniformity = Uniformity::new(self.kernel, &loops, |kind| !kind.is_group_uniform());
        let number = |count: usize| u32::try_from(count).expect("few values");
        if uniformity.leaves_early() {
            self.alive = Some(self.add_array(self.kernel.target.int(8)));
        }
        for inst in crossing.iter() {
            let ty = self.kernel.inst(inst).ty;
            let keep = if self.is_cheap(inst) {
                Keep::MakeAgain
            } else if uniformity.is_varying(inst.into()) {
                Keep::Array(self.add_array(ty))
            } else {
                self.split.shared.push(ty);
                Keep::Shared(number(self.split.shared.len() - 1))
            };
            self.keeps.insert(inst, keep);
        }
    }

    /// Instructions that it takes to make a value from parameters and constants, if it is possible and they are few.
    fn cost(&self, value: Value) -> Option<usize> {
        let inst = match value {
            Value::Param(_) => return Some(0),
            // Undefined values may differ each time.
            Value::Constant(constant) => return (!constant.is_undefined()).then_some(0),
            Value::Inst(inst) => self.kernel.inst(inst),
        };
        if !inst.is_speculatable() || inst.op == Op::Freeze {
            return None;
        }
        let mut cost = 1;
        for &operand in &inst.operands {
            cost += self.cost_within(operand, MAKE_AGAIN_LIMIT.checked_sub(cost)?)?;
        }
        Some(cost)
    }

    fn cost_within(&self, value: Value, limit: usize) -> Option<usize> {
        match value {
            Value::Inst(_) if limit == 0 => None,
            _ => self.cost(value).filter(|&cost| cost <= limit),
        }
    }
}
