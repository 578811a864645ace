//! Loops that all lanes go on with for a while: `for (i = get_global_id(0); i < n; i += get_global_size(0))`.
//!
//! Lanes leave such a loop at different times, so all of its body is under masks, which are computed in each iteration. But its condition
//! compares a linear value with a uniform one, and so two numbers say whether *all* lanes go on. The loop gets a copy before it for the
//! iterations in which they do: a uniform loop without masks. The loop as it was does the rest, at most a few iterations as a rule.
//!
//! [`branches`] does the same for what no loop repeats.
//!
//! Where the first iteration has a test of its own before the loop, all lanes must meet that as well.

mod ahead;
mod branches;

pub(super) use branches::{copy_branches, has_branches};

use super::structure::Facts;
use crate::kir::{
    BlockId, Function, Inst, InstId, Op, Terminator, Value, cfg,
    comparison::Comparison,
    shape::{Linear, Shape},
};
use llvm_sys::{LLVMIntPredicate, LLVMIntPredicate::*, LLVMOpcode};
use std::collections::BTreeMap;

/// Instructions of the largest loop that is copied.
const LARGEST: usize = 60;

/// The function with copies of such loops for this many lanes, if it has any; whether those read ahead.
pub(super) fn copy_loops(facts: &Facts<'_>, width: u32, reads_ahead: bool) -> Option<Function> {
    let found = candidates(facts);
    if found.is_empty() {
        return None;
    }
    let mut copier = Copier::new(facts, width);
    for candidate in &found {
        let copied = copier.copy(candidate);
        if reads_ahead {
            copier.read_ahead(facts, candidate, &copied);
        }
    }
    Some(copier.function)
}

/// Whether the shapes of a function with such copies, which were found anew, are those that its tests are made for.
pub(super) fn is_sound(facts: &Facts<'_>) -> bool {
    let is_first = |inst: &Inst| inst.op == Op::FirstLane;
    let order = cfg::reverse_postorder(facts.function);
    let mut insts = order
        .iter()
        .flat_map(|&block| &facts.function.block(block).insts)
        .map(|&inst| facts.function.inst(inst));
    insts.all(|inst| !is_first(inst) || facts.shapes.of(inst.operands[0]) != Shape::Varying)
}

/// A comparison by which lanes go on.
#[derive(Debug, Clone, Copy)]
struct Test {
    /// What must hold of the two values.
    predicate: LLVMIntPredicate,
    left: Value,
    right: Value,
    linear: Linear,
}

/// A loop to copy.
#[derive(Debug)]
struct Candidate {
    header: BlockId,
    latch: BlockId,
    blocks: Vec<BlockId>,
    /// The block that it is entered from.
    before: BlockId,
    /// The block that it is left from.
    exiting: BlockId,
    test: Test,
    guard: Option<Guard>,
}

/// A branch before a loop that only some lanes may take.
#[derive(Debug)]
struct Guard {
    block: BlockId,
    test: Test,
    /// The blocks from there to the loop, which can all run without it, the first first.
    between: Vec<BlockId>,
}

/// Whether a loop of a function would get a copy.
pub(super) fn is_copied(facts: &Facts<'_>, index: usize) -> bool {
    candidate(facts, index).is_some()
}

fn candidates(facts: &Facts<'_>) -> Vec<Candidate> {
    (0..facts.loops.loops.len())
        .filter_map(|index| candidate(facts, index))
        .collect()
}

fn candidate(facts: &Facts<'_>, index: usize) -> Option<Candidate> {
    let (function, loops) = (facts.function, &facts.loops);
    let found = &loops.loops[index];
    let is_innermost = loops.loops.iter().all(|other| other.parent != Some(index));
    if !is_innermost || !facts.uniformity.is_divergent_loop(index) {
        return None;
    }
    let insts = || {
        let blocks = found.blocks.iter();
        blocks.flat_map(|&block| &function.block(block).insts)
    };
    let may_be_copied = |&inst: &InstId| is_copyable(&function.inst(inst).op);
    if insts().count() > LARGEST || !insts().all(may_be_copied) {
        return None;
    }
    let exits = loops.exits(function, index);
    let ([latch], [(exiting, exit)]) = (found.latches.as_slice(), exits.as_slice()) else {
        return None;
    };
    let (latch, exiting) = (*latch, *exiting);
    if loops.innermost(*exit) != found.parent {
        return None;
    }
    let test = test(facts, exiting, |way| loops.contains(index, way))?;
    let predecessors = cfg::predecessors(function);
    let mut before = predecessors[found.header.index()]
        .iter()
        .filter(|&&block| block != latch);
    let (Some(&before), None) = (before.next(), before.next()) else {
        return None;
    };
    let guard = if exiting == latch {
        guard(facts, &predecessors, before, found.header)
    } else if exiting == found.header && is_repeatable(function, exiting) {
        None
    } else {
        return None;
    };
    Some(Candidate {
        header: found.header,
        latch,
        blocks: found.blocks.clone(),
        before,
        exiting,
        test,
        guard,
    })
}

/// Whether an instruction is as small in vector code as here.
fn is_copyable(op: &Op) -> bool {
    !matches!(
        op,
        Op::AtomicRmw(..) | Op::CompareExchange(_) | Op::Other(_)
    )
}

/// Whether a block may run a second time with the same values.
fn is_repeatable(function: &Function, block: BlockId) -> bool {
    function.block(block).insts.iter().all(|&inst| {
        let inst = function.inst(inst);
        match &inst.op {
            Op::Phi(_) | Op::Binary(_) => true,
            Op::Load(memory) => memory.is_plain(),
            _ => inst.is_speculatable(),
        }
    })
}

/// The test at the end of a block by which lanes go where they stay.
fn test(facts: &Facts<'_>, block: BlockId, stays: impl Fn(BlockId) -> bool) -> Option<Test> {
    let found = Comparison::at_end(facts.function, block)?;
    let found = match found.ways.map(stays) {
        [true, false] => found,
        [false, true] => found.inverse(),
        _ => return None,
    };
    linear_test(facts, found).filter(|test| !matches!(test.predicate, LLVMIntEQ | LLVMIntNE))
}

/// A comparison, if it is of a linear value with a uniform one.
fn linear_test(facts: &Facts<'_>, found: Comparison) -> Option<Test> {
    let shapes = [found.left, found.right].map(|value| facts.shapes.of(value));
    let (found, linear) = match shapes {
        [Shape::Linear(linear), Shape::Uniform] => (found, linear),
        [Shape::Uniform, Shape::Linear(linear)] => (found.swapped(), linear),
        _ => return None,
    };
    let Comparison {
        predicate,
        left,
        right,
        ..
    } = found;
    let ty = facts.function.type_of(left);
    // What lies between the lanes' numbers must be far from a whole round.
    let is_small = (1..=1 << 16).contains(&linear.stride.unsigned_abs());
    let is_wide = ty.is_pointer() || ty.is_int() && (32..=64).contains(&ty.int_bits());
    (is_small && is_wide).then_some(Test {
        predicate,
        left,
        right,
        linear,
    })
}

/// The branch of lanes that enter a loop or not, if that is all that is before it.
fn guard(
    facts: &Facts<'_>,
    predecessors: &[Vec<BlockId>],
    before: BlockId,
    header: BlockId,
) -> Option<Guard> {
    let function = facts.function;
    let (mut block, mut next, mut between) = (before, header, Vec::new());
    while let Terminator::Branch(_) = function.block(block).terminator {
        let can_run = |&inst: &InstId| function.inst(inst).is_speculatable();
        let ([one], true) = (
            predecessors[block.index()].as_slice(),
            function.block(block).insts.iter().all(can_run),
        ) else {
            return None;
        };
        between.insert(0, block);
        (block, next) = (*one, block);
    }
    if facts.loops.innermost(block) != facts.loops.innermost(before) || !facts.is_folded(block) {
        return None;
    }
    let test = test(facts, block, |way| way == next)?;
    Some(Guard {
        block,
        test,
        between,
    })
}

/// A copy under construction: what its instructions and blocks have become.
#[derive(Default)]
struct Copied {
    insts: BTreeMap<InstId, InstId>,
    blocks: BTreeMap<BlockId, BlockId>,
}

impl Copied {
    fn value(&self, value: Value) -> Value {
        match value {
            Value::Inst(inst) => self.insts.get(&inst).map_or(value, |&new| new.into()),
            _ => value,
        }
    }

    fn test(&self, test: Test) -> Test {
        Test {
            left: self.value(test.left),
            right: self.value(test.right),
            ..test
        }
    }
}

struct Copier {
    function: Function,
    width: u32,
}

impl Copier {
    fn new(facts: &Facts<'_>, width: u32) -> Self {
        Self {
            function: facts.function.clone(),
            width,
        }
    }

    fn copy(&mut self, candidate: &Candidate) -> Copied {
        let copied = self.copy_blocks(&candidate.blocks);
        let header = copied.blocks[&candidate.header];
        let exiting = copied.blocks[&candidate.exiting];
        let before = match &candidate.guard {
            Some(guard) => self.split_guard(guard, header),
            None => {
                let redirect = |block| {
                    if block == candidate.header {
                        header
                    } else {
                        block
                    }
                };
                let terminator = &mut self.function.block_mut(candidate.before).terminator;
                terminator.map_successors(redirect);
                candidate.before
            }
        };
        self.enter(candidate, &copied, before);
        let after = self.function.add_block();
        let all = self.all_meet(exiting, copied.test(candidate.test));
        let stays = |way: &BlockId| candidate.blocks.contains(way);
        let terminator = &self.function.block(candidate.exiting).terminator;
        let stay = terminator.successors().find(stays);
        let stay = copied.blocks[&stay.expect("one way goes on")];
        let end = self.function.block_mut(exiting);
        end.terminator = Terminator::Conditional(all, stay, after);
        end.origin = None;
        if candidate.exiting == candidate.latch {
            self.repeat_test(candidate, &copied, after);
        } else {
            self.repeat_header(candidate, &copied, after);
        }
        copied
    }

    fn copy_blocks(&mut self, blocks: &[BlockId]) -> Copied {
        let mut copied = Copied::default();
        for &block in blocks {
            copied.blocks.insert(block, self.function.add_block());
            for inst in self.function.block(block).insts.clone() {
                let inst_copy = self.function.inst(inst).clone();
                copied.insts.insert(inst, self.function.add_inst(inst_copy));
            }
        }
        for (&block, &new) in &copied.blocks {
            let mut data = self.function.block(block).clone();
            for inst in &mut data.insts {
                *inst = copied.insts[inst];
                let inst = self.function.inst_mut(*inst);
                for operand in &mut inst.operands {
                    *operand = copied.value(*operand);
                }
                if let Op::Phi(blocks) = &mut inst.op {
                    for block in blocks {
                        *block = copied.blocks.get(block).copied().unwrap_or(*block);
                    }
                }
            }
            data.terminator
                .map_successors(|block| copied.blocks.get(&block).copied().unwrap_or(block));
            if let Some(condition) = data.terminator.condition_mut() {
                *condition = copied.value(*condition);
            }
            *self.function.block_mut(new) = data;
        }
        copied
    }

    /// The branch before a loop becomes two: all lanes go to the copy, or each where it did. Returns the block that decides.
    fn split_guard(&mut self, guard: &Guard, header: BlockId) -> BlockId {
        let block = guard.block;
        self.hoist(&guard.between, block);
        let all = self.all_meet(block, guard.test);
        self.decide(block, all, header);
        block
    }

    /// The instructions of blocks that can all run move to the end of another.
    fn hoist(&mut self, blocks: &[BlockId], to: BlockId) {
        for &block in blocks {
            let insts = std::mem::take(&mut self.function.block_mut(block).insts);
            self.function.block_mut(to).insts.extend(insts);
        }
    }

    /// The branch at the end of a block becomes two: all lanes go to `whole`, or each where it did.
    fn decide(&mut self, block: BlockId, all: Value, whole: BlockId) {
        let each = self.function.add_block();
        let data = self.function.block_mut(block);
        let end = std::mem::replace(
            &mut data.terminator,
            Terminator::Conditional(all, whole, each),
        );
        let origin = data.origin.take();
        for successor in end.successors() {
            let phis: Vec<InstId> = self.function.phis(successor).collect();
            for phi in phis {
                self.rename_predecessor(phi, block, each);
            }
        }
        let data = self.function.block_mut(each);
        (data.terminator, data.origin) = (end, origin);
    }

    fn rename_predecessor(&mut self, phi: InstId, old: BlockId, new: BlockId) {
        if let Op::Phi(blocks) = &mut self.function.inst_mut(phi).op {
            for block in blocks.iter_mut().filter(|block| **block == old) {
                *block = new;
            }
        }
    }

    /// The copy is entered from a block.
    fn enter(&mut self, candidate: &Candidate, copied: &Copied, before: BlockId) {
        let header = copied.blocks[&candidate.header];
        let phis: Vec<InstId> = self.function.phis(header).collect();
        for phi in phis {
            self.rename_predecessor(phi, candidate.before, before);
        }
    }

    /// After the copy the loop goes on with its header, which tests again.
    fn repeat_header(&mut self, candidate: &Candidate, copied: &Copied, after: BlockId) {
        let phis: Vec<InstId> = self.function.phis(candidate.header).collect();
        for phi in phis {
            let value = self.pass(copied.insts[&phi].into(), copied, candidate, after);
            let inst = self.function.inst_mut(phi);
            let Op::Phi(blocks) = &mut inst.op else {
                unreachable!("phis() gives phis")
            };
            let place = blocks.iter().position(|&block| block == candidate.before);
            let place = place.expect("the loop was entered from there");
            (blocks[place], inst.operands[place]) = (after, value);
        }
        self.function.block_mut(after).terminator = Terminator::Branch(candidate.header);
    }

    /// After the copy each lane goes on with the loop or leaves it.
    fn repeat_test(&mut self, candidate: &Candidate, copied: &Copied, after: BlockId) {
        let exiting = candidate.exiting;
        let end = self.function.block(exiting).terminator.clone();
        let Terminator::Conditional(Value::Inst(condition), then, otherwise) = end else {
            unreachable!("it has a test")
        };
        let exit = if then == candidate.header {
            otherwise
        } else {
            then
        };
        // The edge out of the loop keeps a block of its own.
        let own = self.function.add_block();
        self.function.block_mut(own).terminator = Terminator::Branch(exit);
        let terminator = &mut self.function.block_mut(exiting).terminator;
        terminator.map_successors(|block| if block == exit { own } else { block });
        let phis: Vec<InstId> = self.function.phis(exit).collect();
        for phi in phis {
            let Inst {
                op, operands, ty, ..
            } = self.function.inst(phi).clone();
            let Op::Phi(mut blocks) = op else {
                unreachable!("phis() gives phis")
            };
            let place = blocks.iter().position(|&block| block == exiting);
            let place = place.expect("the loop is left from there");
            let value = self.pass(copied.value(operands[place]), copied, candidate, after);
            let left = Inst::new(Op::Phi(vec![exiting]), vec![operands[place]], ty);
            let left = self.function.push(own, left);
            blocks[place] = own;
            blocks.push(after);
            let inst = self.function.inst_mut(phi);
            inst.operands[place] = left.into();
            inst.operands.push(value);
            inst.op = Op::Phi(blocks);
        }
        let phis: Vec<InstId> = self.function.phis(candidate.header).collect();
        let entered = candidate.guard.is_some();
        for phi in phis {
            let inst = self.function.inst(phi).clone();
            let Op::Phi(mut blocks) = inst.op else {
                unreachable!("phis() gives phis")
            };
            let back = blocks.iter().position(|&block| block == candidate.latch);
            let back = inst.operands[back.expect("the loop goes round")];
            let value = self.pass(copied.value(back), copied, candidate, after);
            let mut operands = inst.operands;
            match blocks.iter().position(|&block| block == candidate.before) {
                Some(place) if !entered => (blocks[place], operands[place]) = (after, value),
                _ => {
                    blocks.push(after);
                    operands.push(value);
                }
            }
            let inst = self.function.inst_mut(phi);
            (inst.op, inst.operands) = (Op::Phi(blocks), operands);
        }
        let mut condition = self.function.inst(condition).clone();
        for operand in &mut condition.operands {
            *operand = self.pass(copied.value(*operand), copied, candidate, after);
        }
        let condition = self.function.push(after, condition).into();
        self.function.block_mut(after).terminator =
            Terminator::Conditional(condition, then, otherwise);
    }

    /// A value at the end of the copy, for use after it: by a phi if it was made in there.
    fn pass(
        &mut self,
        value: Value,
        copied: &Copied,
        candidate: &Candidate,
        after: BlockId,
    ) -> Value {
        let Value::Inst(made) = value else {
            return value;
        };
        if !copied.insts.values().any(|&inst| inst == made) {
            return value;
        }
        let exiting = copied.blocks[&candidate.exiting];
        self.function.pass(value, exiting, after)
    }

    /// Whether all lanes meet a test; false if their numbers wrap.
    fn all_meet(&mut self, block: BlockId, test: Test) -> Value {
        let target = self.function.target;
        let ty = self.function.type_of(test.left);
        let bool = target.bool();
        let mut push = |op: Op, operands: Vec<Value>, ty| -> Value {
            let inst = Inst::new(op, operands, ty);
            self.function.push(block, inst).into()
        };
        let first = push(Op::FirstLane, vec![test.left], ty);
        let distance = test.linear.stride * i64::from(self.width - 1);
        let last = if ty.is_pointer() {
            let distance = target.int(64).constant(distance.cast_unsigned());
            push(Op::Gep(target.int(8)), vec![first, distance.into()], ty)
        } else {
            let mask = u64::MAX >> (64 - ty.int_bits());
            let distance = ty.constant(distance.cast_unsigned() & mask);
            let add = Op::Binary(LLVMOpcode::LLVMAdd);
            push(add, vec![first, distance.into()], ty)
        };
        let (least, most) = if distance < 0 {
            (last, first)
        } else {
            (first, last)
        };
        let is_less = matches!(
            test.predicate,
            LLVMIntULT | LLVMIntULE | LLVMIntSLT | LLVMIntSLE
        );
        let is_signed = matches!(
            test.predicate,
            LLVMIntSLT | LLVMIntSLE | LLVMIntSGT | LLVMIntSGE
        );
        let extreme = if is_less { most } else { least };
        let meets = push(Op::ICmp(test.predicate), vec![extreme, test.right], bool);
        let never_wraps = if is_signed {
            test.linear.signed
        } else {
            test.linear.unsigned
        };
        if never_wraps && test.linear.sure {
            return meets;
        }
        let order = if is_signed { LLVMIntSLE } else { LLVMIntULE };
        let is_straight = push(Op::ICmp(order), vec![least, most], bool);
        let and = Op::Binary(LLVMOpcode::LLVMAnd);
        push(and, vec![meets, is_straight], bool)
    }
}
