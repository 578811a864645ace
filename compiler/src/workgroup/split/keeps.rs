//! What becomes of values that live across barriers.

use super::{Keep, Splitter};
use crate::kir::{
    BlockId, InstId, Op, ParamKind, Terminator, Type, Value, cfg, liveness::InstSet,
    uniformity::Uniformity,
};

/// Values that cost at most this many instructions are made again rather than kept: global ids and addresses from them
/// among them, which the vectoriser would not recognise as consecutive when they come from memory.
const MAKE_AGAIN_LIMIT: usize = 8;

/// Where values cross barriers.
struct Place {
    values: Vec<InstId>,
    array: Option<u32>,
}

impl Splitter<'_> {
    /// Sub-groups run a region one after the other, and some of them again before others begin it: what is shared is shared by
    /// one of them, in the first one's element of a context array.
    pub(super) fn keep_all(&mut self) {
        self.split.next = Some(self.add_array(self.kernel.target.int(32)));
        let uniformity = self.of_sub_groups();
        let is_shared = |inst: InstId| {
            let uniformity = uniformity.as_ref();
            uniformity.is_some_and(|uniformity| !uniformity.is_varying(inst.into()))
        };
        let mut crossing = InstSet::new(self.kernel.inst_count());
        for entry in &self.entries[1..] {
            crossing.union(&self.live[entry.index()]);
        }
        for inst in crossing.iter() {
            let keep = if self.is_cheap(inst) {
                Keep::MakeAgain
            } else {
                let ty = self.kernel.inst(inst).ty;
                let array = self.add_array(ty);
                if is_shared(inst) {
                    self.split.shared.push(ty);
                    self.split.shared_arrays.push(array);
                    Keep::Shared(u32::try_from(self.split.shared.len() - 1).expect("few values"))
                } else {
                    Keep::Array(array)
                }
            };
            self.keeps.insert(inst, keep);
        }
    }

    /// What the work-items of a sub-group have in common, if none of them waits where another one does not come.
    fn of_sub_groups(&self) -> Option<Uniformity> {
        let dominators = cfg::Dominators::new(self.kernel);
        let loops = cfg::Loops::new(self.kernel, &dominators);
        let post_dominators = cfg::Dominators::post(self.kernel)?;
        let uniformity = Uniformity::new(self.kernel, &loops, |kind| {
            !kind.is_group_uniform()
                && !matches!(kind, ParamKind::SubGroup | ParamKind::SubGroupActive)
        });
        let parts = |&block: &BlockId| {
            uniformity.is_divergent(block)
                && self.waits_between(block, post_dominators.immediate(block))
        };
        let order = cfg::reverse_postorder(self.kernel);
        (loops.is_reducible() && !order.iter().any(parts)).then_some(uniformity)
    }

    /// Whether there is a barrier on a way from one block to another.
    fn waits_between(&self, from: BlockId, to: Option<BlockId>) -> bool {
        let successors = |block: BlockId| self.kernel.block(block).terminator.successors();
        let mut seen = vec![false; self.kernel.block_count()];
        let mut pending: Vec<BlockId> = successors(from).collect();
        while let Some(block) = pending.pop() {
            if Some(block) == to || std::mem::replace(&mut seen[block.index()], true) {
                continue;
            }
            if matches!(
                self.kernel.block(block).terminator,
                Terminator::Barrier(_) | Terminator::SubGroupBarrier(_)
            ) {
                return true;
            }
            pending.extend(successors(block));
        }
        false
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
        let mut places = self.common_places(&crossing, &uniformity);
        for inst in crossing.iter() {
            let ty = self.kernel.inst(inst).ty;
            let keep = if self.is_cheap(inst) {
                Keep::MakeAgain
            } else if uniformity.is_varying(inst.into()) {
                let place = places.iter_mut().find(|place| place.values.contains(&inst));
                let place = place.expect("each has one");
                Keep::Array(*place.array.get_or_insert_with(|| {
                    self.split.arrays.push(ty);
                    number(self.split.arrays.len() - 1)
                }))
            } else {
                self.split.shared.push(ty);
                Keep::Shared(number(self.split.shared.len() - 1))
            };
            self.keeps.insert(inst, keep);
        }
    }

    /// What crosses barriers in one place: a value and the phi that it goes into, if no barrier has both before it. Where a value only
    /// passes through a region, nothing is to do then.
    fn common_places(&self, crossing: &InstSet, uniformity: &Uniformity) -> Vec<Place> {
        let is_kept = |inst: InstId| uniformity.is_varying(inst.into()) && !self.is_cheap(inst);
        let kept = crossing.iter().filter(|&inst| is_kept(inst));
        let mut places: Vec<Place> = kept
            .map(|inst| Place {
                values: vec![inst],
                array: None,
            })
            .collect();
        let find = |places: &[Place], inst: InstId| {
            places.iter().position(|place| place.values.contains(&inst))
        };
        for phi in crossing.iter() {
            if !self.kernel.inst(phi).is_phi() {
                continue;
            }
            for &operand in &self.kernel.inst(phi).operands {
                let Value::Inst(operand) = operand else {
                    continue;
                };
                if let (Some(one), Some(other)) = (find(&places, phi), find(&places, operand))
                    && one != other
                    && self.are_never_together(&places[one].values, &places[other].values)
                {
                    let values = std::mem::take(&mut places[other].values);
                    places[one].values.extend(values);
                    places.swap_remove(other);
                }
            }
        }
        places
    }

    /// Whether behind no barrier a value of both is needed.
    fn are_never_together(&self, one: &[InstId], other: &[InstId]) -> bool {
        let is_needed = |values: &[InstId], entry: BlockId| {
            let live = &self.live[entry.index()];
            values.iter().any(|&value| live.contains(value))
        };
        let mut entries = self.entries[1..].iter();
        entries.all(|&entry| !(is_needed(one, entry) && is_needed(other, entry)))
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
