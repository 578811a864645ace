//! How much values grow from one iteration of a loop of one block, which writes nothing, to the next.

use crate::kir::{BlockId, Function, Inst, InstId, Op, Value, comparison::Comparison, gep};
use crate::vectorize::extend::{Sign, is_flagged};
use llvm_sys::{LLVMIntPredicate, LLVMIntPredicate::*, LLVMOpcode};
use std::{collections::HashSet, ops::RangeInclusive};

/// Operations from a counter to the addresses.
const DEEPEST: u32 = 8;
/// Bits of the counters that are understood.
const COUNTER_BITS: RangeInclusive<u32> = 32..=64;
/// The largest step of a counter: a round is far from the whole range.
const LARGEST_STEP: u64 = 1 << 16;

/// What decides whether the loop goes on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counter {
    pub(super) phi: InstId,
    pub(super) step: i64,
    /// What must hold of a number at the end of an iteration: that of the next one, or its own.
    pub(super) predicate: LLVMIntPredicate,
    pub(super) tests_next: bool,
    /// What that is compared with: the same each time.
    pub(super) bound: Value,
}

impl Counter {
    /// How it is compared; `None`: only for being the same.
    pub(super) fn sign(&self) -> Option<Sign> {
        match self.predicate {
            LLVMIntULT | LLVMIntULE | LLVMIntUGT | LLVMIntUGE => Some(Sign::Unsigned),
            LLVMIntSLT | LLVMIntSLE | LLVMIntSGT | LLVMIntSGE => Some(Sign::Signed),
            LLVMIntEQ | LLVMIntNE => None,
        }
    }
}

/// The loop.
struct Body<'a> {
    function: &'a Function,
    block: BlockId,
    /// What is not the same in each iteration, or can't be computed before the loop.
    changing: HashSet<InstId>,
}

impl<'a> Body<'a> {
    fn new(function: &'a Function, block: BlockId) -> Self {
        let mut body = Self {
            function,
            block,
            changing: HashSet::new(),
        };
        for &id in &function.block(block).insts {
            let inst = function.inst(id);
            // The first iteration runs in any case, so that divisions and reads may be before it.
            let is_pure = inst.is_speculatable() || matches!(inst.op, Op::Load(_) | Op::Binary(_));
            if !is_pure || !inst.operands.iter().all(|&operand| body.is_fixed(operand)) {
                body.changing.insert(id);
            }
        }
        body
    }

    fn is_fixed(&self, value: Value) -> bool {
        match value {
            Value::Inst(id) => !self.changing.contains(&id),
            _ => true,
        }
    }

    /// What a phi of the loop is in the next iteration.
    fn next(&self, phi: InstId) -> Option<Value> {
        self.function.incoming(phi, self.block)
    }

    /// By how much a phi grows, and the sum.
    fn growth(&self, phi: InstId) -> Option<(i64, &'a Inst)> {
        let Value::Inst(next) = self.next(phi)? else {
            return None;
        };
        let inst = self.function.inst(next);
        if inst.operands[0] != phi.into() {
            return None;
        }
        match (&inst.op, &inst.operands[..]) {
            (Op::Binary(LLVMOpcode::LLVMAdd), &[_, Value::Constant(step)]) => {
                Some((step.as_i64()?, inst))
            }
            (Op::Gep(_), _) => {
                let offset = gep::offset(self.function, inst)?;
                offset.terms.is_empty().then_some((offset.constant, inst))
            }
            _ => None,
        }
    }

    fn counter(&self) -> Option<Counter> {
        let mut found = Comparison::at_end(self.function, self.block)?;
        if found.ways[0] != self.block {
            found = found.inverse();
        }
        if self.is_fixed(found.left) {
            found = found.swapped();
        }
        let Comparison {
            predicate,
            left,
            right: bound,
            ..
        } = found;
        let is_tested = |&phi: &InstId| left == phi.into() || self.next(phi) == Some(left);
        let phi = self.function.phis(self.block).find(is_tested)?;
        let (step, _) = self.growth(phi)?;
        let ty = self.function.type_of(left);
        let is_number = ty.is_int() && COUNTER_BITS.contains(&ty.int_bits());
        let is_known = match predicate {
            LLVMIntNE => step.abs() == 1,
            LLVMIntULT | LLVMIntULE | LLVMIntSLT | LLVMIntSLE => step > 0,
            LLVMIntUGT | LLVMIntUGE | LLVMIntSGT | LLVMIntSGE => step < 0,
            LLVMIntEQ => false,
        };
        let is_small = step.unsigned_abs() <= LARGEST_STEP;
        (is_number && is_known && is_small && self.is_fixed(bound)).then_some(Counter {
            phi,
            step,
            predicate,
            tests_next: left != phi.into(),
            bound,
        })
    }
}

/// How much values grow while there are whole rounds to come.
pub(super) struct Steps<'a> {
    body: Body<'a>,
    pub(super) counter: Counter,
}

impl<'a> Steps<'a> {
    /// Of a loop, if it is known what decides whether it goes on.
    pub(super) fn of(function: &'a Function, block: BlockId) -> Option<Self> {
        let body = Body::new(function, block);
        let counter = body.counter()?;
        Some(Self { body, counter })
    }

    /// The step of an address, in bytes, if it is always the same.
    pub(super) fn of_address(&self, address: Value) -> Option<i64> {
        self.step(address, None, DEEPEST)
    }

    /// The step of a value: with a sign as a number, which wraps in no iteration that uses it; without modulo its type's range.
    fn step(&self, value: Value, sign: Option<Sign>, depth: u32) -> Option<i64> {
        let id = match value {
            Value::Inst(id) if !self.body.is_fixed(value) => id,
            _ => return Some(0),
        };
        // Sums of sums may have many paths.
        let depth = depth.checked_sub(1)?;
        let function = self.body.function;
        let inst = function.inst(id);
        match inst.op {
            Op::Phi(_) => {
                let (step, sum) = self.body.growth(id)?;
                // A round is only begun if the counter does not wrap in it.
                let is_counter = id == self.counter.phi && sign == self.counter.sign();
                (is_counter || keeps(sum, sign)).then_some(step)
            }
            Op::Gep(_) => {
                let mut sum = self.step(inst.operands[0], None, depth)?;
                for (term, size) in gep::offset(function, inst)?.terms {
                    // Indices are extended with their sign.
                    let is_narrow = function.type_of(term).int_bits() < 64;
                    let step = self.step(term, is_narrow.then_some(Sign::Signed), depth)?;
                    sum = sum.checked_add(step.checked_mul(size)?)?;
                }
                Some(sum)
            }
            Op::Cast(LLVMOpcode::LLVMSExt) if sign.is_none() => {
                self.step(inst.operands[0], Some(Sign::Signed), depth)
            }
            Op::Cast(LLVMOpcode::LLVMZExt) if sign.is_none() => {
                let step = |sign| self.step(inst.operands[0], Some(sign), depth);
                // What is not negative is the same number with a sign.
                let is_positive = is_flagged(inst, Sign::Signed);
                let signed = || is_positive.then(|| step(Sign::Signed)).flatten();
                step(Sign::Unsigned).or_else(signed)
            }
            Op::Binary(LLVMOpcode::LLVMAdd) if keeps(inst, sign) => {
                let left = self.step(inst.operands[0], sign, depth)?;
                left.checked_add(self.step(inst.operands[1], sign, depth)?)
            }
            _ => None,
        }
    }
}

/// Whether a sum is poison where it wraps, if that matters.
fn keeps(inst: &Inst, sign: Option<Sign>) -> bool {
    sign.is_none_or(|sign| is_flagged(inst, sign))
}
