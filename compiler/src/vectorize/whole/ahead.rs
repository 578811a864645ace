//! Reading ahead: prefetches of what a later iteration of a loop reads.
//!
//! Rows that are far from each other are in different pages, so that prefetchers, which stay in a page, learn nothing of one from those before.

use super::{Candidate, Copied, Copier};
use crate::kir::{Inst, InstId, Op, Value, gep, shape::Shape};
use crate::vectorize::structure::Facts;
use llvm_sys::LLVMOpcode;

/// Bytes that are asked for before they are read, of each array.
const AHEAD: u64 = 2048;
/// Bytes from one iteration's data to the next one's from which on prefetchers lose track.
const FAR: u64 = 256;
/// Bytes of a cache line.
const LINE: u64 = 64;
/// Lines of one row.
const MOST_LINES: u64 = 16;

impl Copier {
    /// Adds prefetches to the copy of a loop, for each row that it reads.
    pub(super) fn read_ahead(&mut self, facts: &Facts<'_>, candidate: &Candidate, copied: &Copied) {
        for &block in &candidate.blocks {
            for &id in &facts.function.block(block).insts {
                let inst = facts.function.inst(id);
                let Op::Load(_) = inst.op else {
                    continue;
                };
                let Shape::Linear(linear) = facts.shapes.of(inst.operands[0]) else {
                    continue;
                };
                let size = facts.function.target.size_of(inst.ty);
                if linear.stride.cast_unsigned() != size {
                    continue;
                }
                let bytes = size * u64::from(self.width);
                let address = copied.value(inst.operands[0]);
                let mut path = Path {
                    copier: self,
                    candidate,
                    copied,
                    block: copied.blocks[&block],
                };
                path.prefetch(address, bytes);
            }
        }
    }
}

/// Where prefetches are added.
struct Path<'a> {
    copier: &'a mut Copier,
    candidate: &'a Candidate,
    copied: &'a Copied,
    block: crate::kir::BlockId,
}

impl Path<'_> {
    fn push(&mut self, op: Op, operands: Vec<Value>, ty: crate::kir::Type) -> Value {
        let inst = Inst::new(op, operands, ty);
        self.copier.function.push(self.block, inst).into()
    }

    fn number(&self, number: u64) -> Value {
        self.copier.function.target.int(64).constant(number).into()
    }

    /// Prefetches of the row of so many bytes that is read some iterations after the one at `address`.
    fn prefetch(&mut self, address: Value, bytes: u64) {
        let Some(step) = self.step(address) else {
            return;
        };
        if known(step).is_some_and(|step| step.unsigned_abs() < FAR) {
            return;
        }
        let target = self.copier.function.target;
        let ty = self.copier.function.type_of(address);
        let iterations = (AHEAD / bytes).max(1);
        let distance = self.product(step, self.number(iterations));
        let byte = Op::Gep(target.int(8));
        let first = self.push(Op::FirstLane, vec![address], ty);
        let row = self.push(byte.clone(), vec![first, distance], ty);
        for line in 0..bytes.div_ceil(LINE).min(MOST_LINES) {
            let place = self.push(byte.clone(), vec![row, self.number(line * LINE)], ty);
            self.push(Op::Prefetch, vec![place], target.void());
        }
    }

    /// How much a value grows from one iteration to the next, as a number of 64 bits. None if that changes, or is not seen.
    fn step(&mut self, value: Value) -> Option<Value> {
        let Some(id) = self.own(value) else {
            return Some(self.number(0));
        };
        let inst = self.copier.function.inst(id).clone();
        match inst.op {
            Op::Phi(_) => self.counter_step(id),
            Op::Cast(_) => self.step(inst.operands[0]),
            Op::Gep(_) => {
                let mut sum = self.step(inst.operands[0])?;
                for (term, size) in gep::offset(&self.copier.function, &inst)?.terms {
                    let step = self.step(term)?;
                    let step = self.product(step, self.number(size.cast_unsigned()));
                    sum = self.sum(sum, step);
                }
                Some(sum)
            }
            Op::Binary(LLVMOpcode::LLVMAdd) => {
                let (a, b) = (self.step(inst.operands[0])?, self.step(inst.operands[1])?);
                Some(self.sum(a, b))
            }
            Op::Binary(LLVMOpcode::LLVMShl) => {
                let step = self.step(inst.operands[0])?;
                let shift = u32::try_from(known(inst.operands[1])?).ok()?;
                let factor = 1_u64.checked_shl(shift)?;
                Some(self.product(step, self.number(factor)))
            }
            Op::Binary(LLVMOpcode::LLVMMul) if self.own(inst.operands[1]).is_none() => {
                let step = self.step(inst.operands[0])?;
                let factor = self.wide(inst.operands[1])?;
                Some(self.product(step, factor))
            }
            _ => None,
        }
    }

    /// The step of what the loop counts.
    fn counter_step(&mut self, phi: InstId) -> Option<Value> {
        let function = &self.copier.function;
        let latch = self.copied.blocks[&self.candidate.latch];
        let inst = function.inst(phi);
        let Op::Phi(blocks) = &inst.op else {
            return None;
        };
        let place = blocks.iter().position(|&block| block == latch)?;
        let next = function.inst(self.own(inst.operands[place])?);
        let (size, operands) = match (&next.op, next.operands.as_slice()) {
            (Op::Binary(LLVMOpcode::LLVMAdd), &[a, b]) => (1, [a, b]),
            (Op::Gep(ty), &[a, b]) => (function.target.size_of(*ty), [a, b]),
            _ => return None,
        };
        let step = match operands {
            [counter, step] | [step, counter] if counter == phi.into() => step,
            _ => return None,
        };
        if self.own(step).is_some() {
            return None;
        }
        let step = self.wide(step)?;
        Some(self.product(step, self.number(size)))
    }

    /// The instruction of the copy that makes a value.
    fn own(&self, value: Value) -> Option<InstId> {
        match value {
            Value::Inst(id) => self
                .copied
                .insts
                .values()
                .any(|&own| own == id)
                .then_some(id),
            _ => None,
        }
    }

    /// A number in 64 bits.
    fn wide(&mut self, value: Value) -> Option<Value> {
        let long = self.copier.function.target.int(64);
        let ty = self.copier.function.type_of(value);
        match (known(value), ty == long) {
            (Some(number), _) => Some(self.number(number.cast_unsigned())),
            (None, true) => Some(value),
            (None, false) if ty.is_int() && ty.int_bits() < 64 => {
                Some(self.push(Op::Cast(LLVMOpcode::LLVMSExt), vec![value], long))
            }
            _ => None,
        }
    }

    fn sum(&mut self, a: Value, b: Value) -> Value {
        let long = self.copier.function.target.int(64);
        match (known(a), known(b)) {
            (Some(a), Some(b)) => self.number(a.wrapping_add(b).cast_unsigned()),
            (Some(0), _) => b,
            (_, Some(0)) => a,
            _ => self.push(Op::Binary(LLVMOpcode::LLVMAdd), vec![a, b], long),
        }
    }

    fn product(&mut self, a: Value, b: Value) -> Value {
        let long = self.copier.function.target.int(64);
        match (known(a), known(b)) {
            (Some(a), Some(b)) => self.number(a.wrapping_mul(b).cast_unsigned()),
            (Some(0), _) | (_, Some(1)) => a,
            (_, Some(0)) | (Some(1), _) => b,
            _ => self.push(Op::Binary(LLVMOpcode::LLVMMul), vec![a, b], long),
        }
    }
}

fn known(value: Value) -> Option<i64> {
    match value {
        Value::Constant(constant) => constant.as_i64(),
        _ => None,
    }
}
