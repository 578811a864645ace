//! Branches that all lanes take alike as a rule: `if (i < n) { … }`, `if (x == 0 || x == n - 1) return;`.
//!
//! Lanes differ in the first vector of a row or the last, but what some lanes do is under masks in all. The conditions compare linear values
//! with uniform ones, and so a few numbers say whether *all* lanes go the same way. What those do gets a copy without masks.
//! The tests that follow each other, as those of `||` do, are one here.

use super::{Copier, Test, is_copyable, linear_test};
use crate::kir::{
    BlockId, Function, Inst, InstId, Op, Terminator, Value, cfg, comparison::Comparison,
    shape::Shape,
};
use crate::vectorize::structure::Facts;
use llvm_sys::{LLVMIntPredicate::*, LLVMOpcode};
use std::collections::BTreeSet;

/// Instructions of all that is copied, at most.
const LARGEST: usize = 120;

/// Conditions that the tests before one such copy have, at most.
const MOST_CONDITIONS: usize = 8;

/// The function with copies of what all lanes do after such tests, if it has any.
pub(in crate::vectorize) fn copy_branches(facts: &Facts<'_>, width: u32) -> Option<Function> {
    let found = candidates(facts);
    if found.is_empty() {
        return None;
    }
    let mut copier = Copier::new(facts, width);
    for candidate in &found {
        copier.copy_branch(candidate);
    }
    Some(copier.function)
}

/// Whether the function would get copies.
pub(in crate::vectorize) fn has_branches(facts: &Facts<'_>) -> bool {
    !candidates(facts).is_empty()
}

fn candidates(facts: &Facts<'_>) -> Vec<Candidate> {
    let mut left = LARGEST;
    let partial = partial_blocks(facts);
    let predecessors = cfg::predecessors(facts.function);
    let blocks = cfg::reverse_postorder(facts.function).into_iter();
    blocks
        .filter(|block| facts.is_folded(*block) && !partial.contains(block))
        .filter_map(|block| {
            let found = candidate(facts, &predecessors, block, left)?;
            left -= found.insts;
            Some(found)
        })
        .collect()
}

/// What is done after tests.
struct Candidate {
    /// The block of the first test.
    block: BlockId,
    /// Those of the others, which can all run without it.
    others: Vec<BlockId>,
    /// When all lanes meet the tests.
    all: Vec<All>,
    /// What is done then, and where that begins.
    body: Vec<BlockId>,
    entry: BlockId,
    /// Where the lanes meet again.
    join: BlockId,
    /// How many instructions the body has.
    insts: usize,
}

/// When a condition holds in all lanes.
enum All {
    /// It is, or is not, this uniform one.
    Same(Value, bool),
    /// The first lane and the last meet this test.
    Ends(Test),
    /// No lane has the uniform number.
    None(Test),
    /// The first holds in all lanes, and so does the second.
    Both(Box<[Self; 2]>),
}

/// Blocks that may run when not all lanes do.
fn partial_blocks(facts: &Facts<'_>) -> BTreeSet<BlockId> {
    let mut partial = BTreeSet::new();
    for block in cfg::reverse_postorder(facts.function) {
        if facts.is_folded(block) {
            let join = facts.post_dominators.immediate(block);
            let ways = facts.function.block(block).terminator.successors();
            reach(facts.function, ways.collect(), join, &mut partial);
        }
    }
    partial
}

/// Adds the blocks that are reached from some before `end`.
fn reach(
    function: &Function,
    mut pending: Vec<BlockId>,
    end: Option<BlockId>,
    reached: &mut BTreeSet<BlockId>,
) {
    let mut seen = BTreeSet::new();
    while let Some(block) = pending.pop() {
        if Some(block) != end && seen.insert(block) {
            pending.extend(function.block(block).terminator.successors());
        }
    }
    reached.extend(seen);
}

/// Whether nothing is done from a block to another.
fn leads(function: &Function, mut from: BlockId, to: BlockId) -> bool {
    while from != to {
        let block = function.block(from);
        let Terminator::Branch(next) = block.terminator else {
            return false;
        };
        if !block.insts.is_empty() || next == from {
            return false;
        }
        from = next;
    }
    true
}

fn candidate(
    facts: &Facts<'_>,
    predecessors: &[Vec<BlockId>],
    block: BlockId,
    most_insts: usize,
) -> Option<Candidate> {
    let (function, loops) = (facts.function, &facts.loops);
    let join = facts.post_dominators.immediate(block)?;
    let is_header = loops.loops.iter().any(|other| other.header == join);
    if is_header || loops.innermost(join) != loops.innermost(block) {
        return None;
    }
    let mut conditions = MOST_CONDITIONS;
    let (first, mut entry) = test(facts, block, join, &mut conditions)?;
    let (mut all, mut others, mut last) = (vec![first], Vec::new(), block);
    loop {
        if predecessors[entry.index()] != [last] || function.phis(entry).next().is_some() {
            return None;
        }
        let can_run = |&inst: &InstId| function.inst(inst).is_speculatable();
        if !function.block(entry).insts.iter().all(can_run) {
            break;
        }
        let Some((test, next)) = test(facts, entry, join, &mut conditions) else {
            break;
        };
        all.push(test);
        others.push(entry);
        (last, entry) = (entry, next);
    }
    let mut body = BTreeSet::new();
    reach(function, vec![entry], Some(join), &mut body);
    let is_inside = |block: &BlockId| {
        let from = &predecessors[block.index()];
        *block == entry || from.iter().all(|from| body.contains(from))
    };
    let insts = || body.iter().flat_map(|&block| &function.block(block).insts);
    let accesses = |&inst: &InstId| accesses_varying(facts, inst);
    let is_copied = insts().count() <= most_insts
        && body.iter().all(is_inside)
        && insts().all(|&inst| is_copyable(&function.inst(inst).op))
        && insts().any(accesses);
    is_copied.then(|| Candidate {
        block,
        others,
        all,
        insts: insts().count(),
        body: body.iter().copied().collect(),
        entry,
        join,
    })
}

/// Whether memory is read or written in another place by each lane.
fn accesses_varying(facts: &Facts<'_>, inst: InstId) -> bool {
    let inst = facts.function.inst(inst);
    let address = match inst.op {
        Op::Load(_) => inst.operands[0],
        Op::Store(_) => inst.operands[1],
        _ => return false,
    };
    facts.shapes.of(address) != Shape::Uniform
}

/// The test at the end of a block after which lanes go to `join` and do nothing, or go on; where they go then.
fn test(
    facts: &Facts<'_>,
    block: BlockId,
    join: BlockId,
    conditions: &mut usize,
) -> Option<(All, BlockId)> {
    let function = facts.function;
    let Terminator::Conditional(condition, then, otherwise) = function.block(block).terminator
    else {
        return None;
    };
    let ways = [then, otherwise];
    let (wanted, next) = match ways.map(|way| leads(function, way, join)) {
        [false, true] => (true, then),
        [true, false] => (false, otherwise),
        _ => return None,
    };
    let all = in_all(facts, condition, wanted, ways, conditions)?;
    Some((all, next))
}

/// When a condition at the end of a block that goes these ways is `wanted` in all lanes.
fn in_all(
    facts: &Facts<'_>,
    condition: Value,
    wanted: bool,
    ways: [BlockId; 2],
    conditions: &mut usize,
) -> Option<All> {
    *conditions = conditions.checked_sub(1)?;
    if facts.shapes.of(condition) == Shape::Uniform {
        return Some(All::Same(condition, wanted));
    }
    if let Some(found) = Comparison::of(facts.function, condition, ways) {
        let found = if wanted { found } else { found.inverse() };
        let test = linear_test(facts, found)?;
        return match test.predicate {
            LLVMIntEQ => None,
            LLVMIntNE if facts.function.type_of(test.left).is_pointer() => None,
            LLVMIntNE => Some(All::None(test)),
            _ => Some(All::Ends(test)),
        };
    }
    let Value::Inst(inst) = condition else {
        return None;
    };
    let inst = facts.function.inst(inst);
    let is = |value: Value, bit: u64| matches!(value, Value::Constant(constant) if constant.as_u64() == Some(bit));
    let (first, second) = match (&inst.op, &inst.operands[..]) {
        (Op::Binary(LLVMOpcode::LLVMOr), &[first, second]) if !wanted => (first, second),
        (Op::Binary(LLVMOpcode::LLVMAnd), &[first, second]) if wanted => (first, second),
        (Op::Binary(LLVMOpcode::LLVMXor), &[other, one]) if is(one, 1) => {
            return in_all(facts, other, !wanted, ways, conditions);
        }
        (Op::Select, &[first, one, second]) if !wanted && is(one, 1) => (first, second),
        (Op::Select, &[first, second, zero]) if wanted && is(zero, 0) => (first, second),
        _ => return None,
    };
    let first = in_all(facts, first, wanted, ways, conditions)?;
    let second = in_all(facts, second, wanted, ways, conditions)?;
    Some(All::Both(Box::new([first, second])))
}

impl Copier {
    fn copy_branch(&mut self, candidate: &Candidate) {
        let copied = self.copy_blocks(&candidate.body);
        self.hoist(&candidate.others, candidate.block);
        let mut all = self.holds(candidate.block, &candidate.all[0]);
        for test in &candidate.all[1..] {
            let test = self.holds(candidate.block, test);
            all = self.both(candidate.block, all, test);
        }
        let phis: Vec<InstId> = self.function.phis(candidate.join).collect();
        for phi in phis {
            let Inst { op, operands, .. } = self.function.inst(phi).clone();
            let Op::Phi(mut blocks) = op else {
                unreachable!("phis() gives phis")
            };
            let mut values = operands.clone();
            for (from, value) in blocks.clone().iter().zip(operands) {
                if let Some(&from) = copied.blocks.get(from) {
                    blocks.push(from);
                    values.push(copied.value(value));
                }
            }
            let inst = self.function.inst_mut(phi);
            (inst.op, inst.operands) = (Op::Phi(blocks), values);
        }
        self.decide(candidate.block, all, copied.blocks[&candidate.entry]);
    }

    /// Computes at the end of a block whether something holds in all lanes.
    fn holds(&mut self, block: BlockId, all: &All) -> Value {
        let bool = self.function.target.bool();
        match all {
            All::Same(condition, true) => *condition,
            All::Same(condition, false) => {
                let not = Op::Binary(LLVMOpcode::LLVMXor);
                let operands = vec![*condition, bool.constant(1).into()];
                self.function
                    .push(block, Inst::new(not, operands, bool))
                    .into()
            }
            All::Ends(test) => self.all_meet(block, *test),
            All::None(test) => self.none_is(block, *test),
            All::Both(two) => {
                let [first, second] = two.each_ref().map(|one| self.holds(block, one));
                self.both(block, first, second)
            }
        }
    }

    /// Whether both hold. Lanes that do not meet the first need not have the second, which may be poison then.
    fn both(&mut self, block: BlockId, first: Value, second: Value) -> Value {
        let bool = self.function.target.bool();
        let operands = vec![first, second, bool.zero().into()];
        self.function
            .push(block, Inst::new(Op::Select, operands, bool))
            .into()
    }

    /// Whether no lane has the number that the test compares with: it is not between the first lane's and the last one's.
    fn none_is(&mut self, block: BlockId, test: Test) -> Value {
        let ty = self.function.type_of(test.left);
        let bool = self.function.target.bool();
        let mut push = |op: Op, operands: Vec<Value>, ty| -> Value {
            self.function
                .push(block, Inst::new(op, operands, ty))
                .into()
        };
        let first = push(Op::FirstLane, vec![test.left], ty);
        let operands = if test.linear.stride < 0 {
            vec![first, test.right]
        } else {
            vec![test.right, first]
        };
        let distance = push(Op::Binary(LLVMOpcode::LLVMSub), operands, ty);
        let last = test.linear.stride.unsigned_abs() * u64::from(self.width - 1);
        push(
            Op::ICmp(LLVMIntUGT),
            vec![distance, ty.constant(last).into()],
            bool,
        )
    }
}
