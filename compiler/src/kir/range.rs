//! Between which numbers an integer is.
//!
//! Asked for one value at a time, from its definition backwards: what an operation can give of its operands, and in loops that
//! run a known number of times what a variable can have grown by. What is said of a value holds where it is used: flags promise
//! nothing of values that nobody uses.

use super::{
    BlockId, Function, Inst, InstId, Op, Value,
    cfg::{Dominators, Loops},
    comparison::Comparison,
};
use llvm_sys::{LLVMIntPredicate, LLVMOpcode};
use std::cell::Cell;

/// The least and the most that a number is, as a signed number of its type.
pub type Range = (i128, i128);

/// Definitions that are looked at for one question.
const MAX_VISITS: u32 = 48;

/// Passes of a loop that are counted.
const MAX_PASSES: u32 = 1 << 12;

/// Answers for a function.
pub struct Ranges<'a> {
    function: &'a Function,
    dominators: &'a Dominators,
    loops: &'a Loops,
    homes: &'a [Option<BlockId>],
    visits: Cell<u32>,
}

impl<'a> Ranges<'a> {
    /// For a function; `homes` are the blocks of its instructions.
    #[must_use]
    pub fn new(
        function: &'a Function,
        dominators: &'a Dominators,
        loops: &'a Loops,
        homes: &'a [Option<BlockId>],
    ) -> Self {
        Self {
            function,
            dominators,
            loops,
            homes,
            visits: Cell::new(0),
        }
    }

    /// The range of an integer of at most 64 bits.
    #[must_use]
    pub fn of(&self, value: Value) -> Range {
        self.visits.set(MAX_VISITS);
        self.find(value)
    }

    fn find(&self, value: Value) -> Range {
        let bits = self.bits(value);
        let all = all(bits);
        let id = match value {
            Value::Constant(constant) => {
                let number = constant.as_i64().map(i128::from);
                return number.map_or(all, |number| (number, number));
            }
            Value::Param(_) => return all,
            Value::Inst(id) => id,
        };
        let Some(left) = self.visits.get().checked_sub(1) else {
            return all;
        };
        self.visits.set(left);
        let found = self.instruction(id, bits).unwrap_or(all);
        // What may wrap may be anything.
        if found.0 >= all.0 && found.1 <= all.1 {
            found
        } else {
            all
        }
    }

    fn bits(&self, value: Value) -> u32 {
        let ty = self.function.type_of(value);
        if ty.is_int() {
            ty.int_bits().min(64)
        } else {
            64
        }
    }

    fn instruction(&self, id: InstId, bits: u32) -> Option<Range> {
        let inst = self.function.inst(id);
        if !inst.ty.is_int() || inst.ty.int_bits() > 64 {
            return None;
        }
        let operand = |place: usize| self.find(inst.operands[place]);
        match &inst.op {
            Op::Binary(opcode) => self.binary(inst, *opcode, bits),
            Op::Cast(LLVMOpcode::LLVMSExt) => Some(operand(0)),
            // Kept only if it fits, as a sum is.
            Op::Cast(LLVMOpcode::LLVMTrunc) => Some(operand(0)),
            Op::Cast(LLVMOpcode::LLVMZExt) => {
                let narrow = self.bits(inst.operands[0]);
                let is_positive = inst.origin.instruction().is_some_and(|zext| zext.nneg());
                let range = operand(0);
                Some(if range.0 >= 0 {
                    range
                } else if is_positive {
                    (0, range.1)
                } else {
                    (0, (1 << narrow) - 1)
                })
            }
            Op::Select => Some(union(operand(1), operand(2))),
            Op::Phi(blocks) => self.phi(id, inst, blocks),
            Op::Call => self.call(inst),
            _ => None,
        }
    }

    fn binary(&self, inst: &Inst, opcode: LLVMOpcode, bits: u32) -> Option<Range> {
        let first = || self.find(inst.operands[0]);
        let second = || self.find(inst.operands[1]);
        let constant = match inst.operands[1] {
            Value::Constant(constant) => constant.as_i64().map(i128::from),
            _ => None,
        };
        let shift = constant.filter(|&shift| (0..i128::from(bits)).contains(&shift));
        match opcode {
            LLVMOpcode::LLVMAdd => {
                let (a, b) = (first(), second());
                Some((a.0 + b.0, a.1 + b.1))
            }
            LLVMOpcode::LLVMSub => {
                let (a, b) = (first(), second());
                Some((a.0 - b.1, a.1 - b.0))
            }
            LLVMOpcode::LLVMMul => Some(product(first(), constant?)),
            LLVMOpcode::LLVMShl => Some(product(first(), 1 << shift?)),
            LLVMOpcode::LLVMAnd => {
                let positive = [first(), second()].into_iter().filter(|range| range.0 >= 0);
                positive.map(|range| (0, range.1)).min()
            }
            LLVMOpcode::LLVMOr if inst.origin.instruction().is_some_and(|or| or.disjoint()) => {
                let (a, b) = (first(), second());
                (a.0 >= 0 && b.0 >= 0).then_some((0, a.1 + b.1))
            }
            LLVMOpcode::LLVMLShr => {
                let (range, shift) = (first(), shift?);
                Some(if range.0 >= 0 {
                    (range.0 >> shift, range.1 >> shift)
                } else {
                    (0, ((1 << bits) - 1) >> shift)
                })
            }
            LLVMOpcode::LLVMAShr => {
                let (range, shift) = (first(), shift?);
                Some((range.0 >> shift, range.1 >> shift))
            }
            LLVMOpcode::LLVMURem => constant
                .filter(|&divisor| divisor > 0)
                .map(|divisor| (0, divisor - 1)),
            LLVMOpcode::LLVMSRem => {
                let most = constant.filter(|&divisor| divisor > 0)? - 1;
                Some((if first().0 >= 0 { 0 } else { -most }, most))
            }
            LLVMOpcode::LLVMUDiv | LLVMOpcode::LLVMSDiv => {
                let (range, divisor) = (first(), constant.filter(|&divisor| divisor > 0)?);
                (range.0 >= 0).then_some((range.0 / divisor, range.1 / divisor))
            }
            _ => None,
        }
    }

    fn call(&self, inst: &Inst) -> Option<Range> {
        let name = inst.callee()?.name();
        let is = |of: &str| {
            name.strip_prefix(of)
                .is_some_and(|rest| rest.starts_with('.'))
        };
        let [a, b, _] = inst.operands[..] else {
            return None;
        };
        let (a, b) = (self.find(a), self.find(b));
        if is("llvm.smin") {
            Some((a.0.min(b.0), a.1.min(b.1)))
        } else if is("llvm.smax") {
            Some((a.0.max(b.0), a.1.max(b.1)))
        } else if is("llvm.umin") {
            let positive = [a, b].into_iter().filter(|range| range.0 >= 0);
            positive.map(|range| (0, range.1)).min()
        } else {
            None
        }
    }

    fn phi(&self, id: InstId, inst: &Inst, blocks: &[BlockId]) -> Option<Range> {
        let home = self.homes[id.index()]?;
        let header = self.loops.innermost(home);
        let Some(around) = header.filter(|&index| self.loops.loops[index].header == home) else {
            let ranges = inst.operands.iter().map(|&operand| self.find(operand));
            return ranges.reduce(union);
        };
        let latches = &self.loops.loops[around].latches;
        let (mut first, mut growth): (Option<Range>, Range) = (None, (0, 0));
        for (&operand, block) in inst.operands.iter().zip(blocks) {
            if latches.contains(block) {
                growth = union(growth, self.growth(operand, id)?);
            } else {
                let range = self.find(operand);
                first = Some(first.map_or(range, |first| union(first, range)));
            }
        }
        let (least, most) = first?;
        let passes = i128::from(self.passes(around)?);
        Some((least + passes * growth.0, most + passes * growth.1))
    }

    /// What has been added to a variable of a loop since the pass began.
    fn growth(&self, value: Value, variable: InstId) -> Option<Range> {
        let Value::Inst(id) = value else {
            return None;
        };
        if id == variable {
            return Some((0, 0));
        }
        self.visits.set(self.visits.get().checked_sub(1)?);
        let inst = self.function.inst(id);
        let grown = |place: usize| self.growth(inst.operands[place], variable);
        match inst.op {
            Op::Binary(LLVMOpcode::LLVMAdd) => {
                let (before, more) = (grown(0)?, self.find(inst.operands[1]));
                Some((before.0 + more.0, before.1 + more.1))
            }
            Op::Select => Some(union(grown(1)?, grown(2)?)),
            Op::Phi(_) => {
                let home = self.homes[id.index()]?;
                let header = self.loops.innermost(home);
                if header.is_some_and(|index| self.loops.loops[index].header == home) {
                    return None;
                }
                let mut operands = (0..inst.operands.len()).map(grown);
                let first = operands.next()??;
                operands.try_fold(first, |sum, range| Some(union(sum, range?)))
            }
            _ => None,
        }
    }

    /// How many times a loop goes back to its header at most.
    fn passes(&self, index: usize) -> Option<u32> {
        let exits = self.loops.exits(self.function, index);
        exits
            .into_iter()
            .filter_map(|(block, outside)| self.passes_before(index, block, outside))
            .min()
    }

    /// The same, if one exit alone says so.
    fn passes_before(&self, index: usize, block: BlockId, outside: BlockId) -> Option<u32> {
        let found = &self.loops.loops[index];
        let latches = &found.latches;
        let is_always_asked = self.loops.innermost(block) == Some(index)
            && latches
                .iter()
                .all(|&latch| self.dominators.dominates(block, latch));
        let Comparison {
            predicate,
            left: tested,
            right: Value::Constant(limit),
            ways: [then, otherwise],
        } = Comparison::at_end(self.function, block).filter(|_| is_always_asked)?
        else {
            return None;
        };
        let limit = limit.as_u64()?;
        let bits = self.bits(tested);
        let (counter, ahead) = self.counter(tested, found.header)?;
        let (mut number, step) = self.start_and_step(counter, latches)?;
        let leaves = then == outside && otherwise != outside;
        let stays = otherwise == outside && then != outside;
        (leaves || stays).then_some(())?;
        for pass in 0..MAX_PASSES {
            let holds = compare(predicate, number.wrapping_add(ahead), limit, bits)?;
            if holds == leaves {
                return Some(pass);
            }
            number = number.wrapping_add(step);
        }
        None
    }

    /// The variable of a loop that a value is a constant away from.
    fn counter(&self, value: Value, header: BlockId) -> Option<(InstId, u64)> {
        let Value::Inst(id) = value else {
            return None;
        };
        let inst = self.function.inst(id);
        match inst.op {
            Op::Phi(_) => (self.homes[id.index()] == Some(header)).then_some((id, 0)),
            Op::Binary(LLVMOpcode::LLVMAdd) => {
                let Value::Constant(more) = inst.operands[1] else {
                    return None;
                };
                let (phi, ahead) = self.counter(inst.operands[0], header)?;
                Some((phi, ahead.wrapping_add(more.as_u64()?)))
            }
            _ => None,
        }
    }

    /// What a loop's variable begins with, and what each pass adds.
    fn start_and_step(&self, variable: InstId, latches: &[BlockId]) -> Option<(u64, u64)> {
        let inst = self.function.inst(variable);
        let Op::Phi(blocks) = &inst.op else {
            return None;
        };
        let home = self.homes[variable.index()]?;
        let (mut start, mut step) = (None, None);
        for (&operand, block) in inst.operands.iter().zip(blocks) {
            let (place, number) = if latches.contains(block) {
                let (from, more) = self.counter(operand, home)?;
                (from == variable).then_some(())?;
                (&mut step, more)
            } else {
                let Value::Constant(number) = operand else {
                    return None;
                };
                (&mut start, number.as_u64()?)
            };
            if place.replace(number).is_some_and(|other| other != number) {
                return None;
            }
        }
        Some((start?, step?))
    }
}

/// The numbers of so many bits.
fn all(bits: u32) -> Range {
    let half = 1_i128 << (bits - 1);
    (-half, half - 1)
}

fn union(a: Range, b: Range) -> Range {
    (a.0.min(b.0), a.1.max(b.1))
}

fn product(range: Range, factor: i128) -> Range {
    let ends = (
        range.0.saturating_mul(factor),
        range.1.saturating_mul(factor),
    );
    (ends.0.min(ends.1), ends.0.max(ends.1))
}

/// Compares two numbers of so many bits.
fn compare(predicate: LLVMIntPredicate, a: u64, b: u64, bits: u32) -> Option<bool> {
    let unused = 64 - bits;
    let (a, b) = (a << unused, b << unused);
    let signed = (a.cast_signed(), b.cast_signed());
    Some(match predicate {
        LLVMIntPredicate::LLVMIntEQ => a == b,
        LLVMIntPredicate::LLVMIntNE => a != b,
        LLVMIntPredicate::LLVMIntULT => a < b,
        LLVMIntPredicate::LLVMIntULE => a <= b,
        LLVMIntPredicate::LLVMIntUGT => a > b,
        LLVMIntPredicate::LLVMIntUGE => a >= b,
        LLVMIntPredicate::LLVMIntSLT => signed.0 < signed.1,
        LLVMIntPredicate::LLVMIntSLE => signed.0 <= signed.1,
        LLVMIntPredicate::LLVMIntSGT => signed.0 > signed.1,
        LLVMIntPredicate::LLVMIntSGE => signed.0 >= signed.1,
    })
}
