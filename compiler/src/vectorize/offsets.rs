//! Scattered addresses as one address and offsets of 32 bits.
//!
//! An instruction that gathers 16 words takes 16 offsets of 32 bits, but only 8 of 64, and those are twice the work to compute. So
//! where the lanes' offsets from a common address are known to be small, they are computed in 32 bits.

use super::widen::Widener;
use crate::kir::{
    Inst, Op, Type, Value, gep,
    range::{Range, Ranges},
    shape::Shape,
};
use llvm_sys::LLVMOpcode;

/// How deep sums are looked into.
const MAX_DEPTH: u32 = 6;

/// Numbers that vary and are added.
const MAX_TERMS: usize = 4;

/// The addresses of all lanes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Addresses {
    /// As they are.
    Lanes(Value),
    /// An address and an offset for each lane, in units of so many bits.
    Near {
        base: Value,
        offsets: Value,
        unit: u32,
    },
}

/// An address as a sum.
#[derive(Default)]
struct Sum {
    /// What is uniform or linear, and what it is multiplied with.
    firsts: Vec<(Value, i64)>,
    constant: i64,
    /// From lane to lane.
    stride: i64,
    /// What varies, and what it is multiplied with.
    terms: Vec<(Value, i64)>,
}

impl Widener<'_> {
    /// The addresses of an access that is scattered.
    pub(super) fn addresses(&mut self, address: Value) -> Addresses {
        match self.near(address) {
            Some(near) => near,
            None => Addresses::Lanes(self.lanes(address)[0]),
        }
    }

    /// Addresses of one element of each lane's value, as many bytes behind its first.
    pub(super) fn addresses_behind(&mut self, addresses: Addresses, bytes: u64) -> Value {
        let target = self.builder.function.target;
        let step = Value::from(target.int(64).constant(bytes));
        match addresses {
            Addresses::Lanes(lanes) if bytes == 0 => lanes,
            Addresses::Lanes(lanes) => {
                let ty = self.builder.type_of(lanes);
                self.builder
                    .push(Op::Gep(target.int(8)), vec![lanes, step], ty)
            }
            Addresses::Near {
                base,
                offsets,
                unit,
            } => {
                let pointer = self.builder.type_of(base);
                let base = if bytes == 0 {
                    base
                } else {
                    let op = Op::Gep(target.int(8));
                    self.builder.push(op, vec![base, step], pointer)
                };
                let ty = pointer.vector(self.builder.width);
                let op = Op::Gep(target.int(unit));
                self.builder.push(op, vec![base, offsets], ty)
            }
        }
    }

    fn near(&mut self, address: Value) -> Option<Addresses> {
        if !self.gathers || self.facts.shapes.of(address) != Shape::Varying {
            return None;
        }
        let (pointer, sum) = self.address_sum(address)?;
        if sum.terms.is_empty() || sum.terms.len() > MAX_TERMS || self.is_near_already(address) {
            return None;
        }
        let factors = sum.terms.iter().map(|&(_, factor)| factor);
        let bits = factors.fold(sum.stride | 8, |bits, factor| bits | factor);
        let unit = 1_i64 << bits.trailing_zeros();
        let all = self.offsets_range(&sum, unit)?;
        if i32::try_from(all.0).is_err() || i32::try_from(all.1).is_err() {
            return None;
        }
        let base = self.common_address(pointer, &sum);
        let offsets = self.offsets(&sum, unit);
        let wide = self
            .builder
            .function
            .target
            .int(64)
            .vector(self.builder.width);
        let offsets = self.builder.cast(LLVMOpcode::LLVMSExt, offsets, wide);
        let unit = 8 * u32::try_from(unit).expect("at most 8 bytes");
        Some(Addresses::Near {
            base,
            offsets,
            unit,
        })
    }

    /// Whether the address is a uniform one and a signed number of 32 bits as it stands.
    fn is_near_already(&self, address: Value) -> bool {
        let Some(inst) = self.old_inst(address) else {
            return false;
        };
        let &[base, index] = &inst.operands[..] else {
            return false;
        };
        let is_extended = self.old_inst(index).is_some_and(|index| {
            index.op == Op::Cast(LLVMOpcode::LLVMSExt)
                && self.old_type(index.operands[0]).int_bits() <= 32
        });
        self.facts.shapes.of(base) == Shape::Uniform && is_extended
    }

    fn old_inst(&self, value: Value) -> Option<&Inst> {
        match value {
            Value::Inst(id) => Some(self.facts.function.inst(id)),
            _ => None,
        }
    }

    /// The pointer that an address is an offset from, and the offset.
    fn address_sum(&self, address: Value) -> Option<(Value, Sum)> {
        let mut sum = Sum::default();
        let mut pointer = address;
        for _ in 0..MAX_DEPTH {
            match self.facts.shapes.of(pointer) {
                Shape::Uniform => return Some((pointer, sum)),
                Shape::Linear(linear) => {
                    sum.stride = sum.stride.wrapping_add(linear.stride);
                    return Some((pointer, sum));
                }
                Shape::Varying => {}
            }
            let inst = self.old_inst(pointer)?;
            let offset = gep::offset(self.facts.function, inst)?;
            sum.constant = sum.constant.wrapping_add(offset.constant);
            for (index, size) in offset.terms {
                if self.old_type(index).int_bits() != 64 {
                    return None;
                }
                self.add(&mut sum, index, size, MAX_DEPTH);
            }
            pointer = inst.operands[0];
        }
        None
    }

    /// Adds a product to a sum, both modulo 2^64.
    fn add(&self, sum: &mut Sum, value: Value, factor: i64, depth: u32) {
        let number = |value: Value| match value {
            Value::Constant(constant) => constant.as_i64(),
            _ => None,
        };
        if let Some(constant) = number(value) {
            sum.constant = sum.constant.wrapping_add(constant.wrapping_mul(factor));
            return;
        }
        match self.facts.shapes.of(value) {
            Shape::Uniform => return sum.firsts.push((value, factor)),
            Shape::Linear(linear) => {
                sum.stride = sum.stride.wrapping_add(linear.stride.wrapping_mul(factor));
                return sum.firsts.push((value, factor));
            }
            Shape::Varying => {}
        }
        let inst = self.old_inst(value).filter(|_| depth > 0);
        let Some(inst) = inst else {
            return sum.terms.push((value, factor));
        };
        let second = || number(inst.operands[1]);
        match inst.op {
            Op::Binary(LLVMOpcode::LLVMAdd) => {
                self.add(sum, inst.operands[0], factor, depth - 1);
                self.add(sum, inst.operands[1], factor, depth - 1);
            }
            Op::Binary(LLVMOpcode::LLVMSub) => {
                self.add(sum, inst.operands[0], factor, depth - 1);
                self.add(sum, inst.operands[1], factor.wrapping_neg(), depth - 1);
            }
            Op::Binary(LLVMOpcode::LLVMShl) => {
                let shift = second().and_then(|shift| u32::try_from(shift).ok());
                match shift.filter(|&shift| shift < 64) {
                    Some(shift) => self.add(sum, inst.operands[0], factor << shift, depth - 1),
                    None => sum.terms.push((value, factor)),
                }
            }
            _ => sum.terms.push((value, factor)),
        }
    }

    /// Between which numbers the lanes' offsets are, in units.
    fn offsets_range(&self, sum: &Sum, unit: i64) -> Option<Range> {
        let facts = self.facts;
        let ranges = Ranges::new(facts.function, &facts.dominators, &facts.loops, &self.homes);
        let end = i128::from(sum.stride / unit) * i128::from(self.builder.width - 1);
        let mut all = (end.min(0), end.max(0));
        for &(value, factor) in &sum.terms {
            let range = ranges.of(value);
            let ends = [range.0, range.1].map(|end| end.checked_mul(i128::from(factor / unit)));
            let (a, b) = (ends[0]?, ends[1]?);
            all = (all.0 + a.min(b), all.1 + a.max(b));
        }
        Some(all)
    }

    /// The address that the offsets are from: that of lane 0 without what varies.
    fn common_address(&mut self, pointer: Value, sum: &Sum) -> Value {
        let target = self.builder.function.target;
        let long = target.int(64);
        let base = self.scalar(pointer);
        let mut offset = Value::from(long.constant(sum.constant.cast_unsigned()));
        for &(value, factor) in &sum.firsts {
            let value = self.scalar(value);
            let factor = long.constant(factor.cast_unsigned()).into();
            let product = self.builder.binary(LLVMOpcode::LLVMMul, value, factor);
            offset = self.builder.binary(LLVMOpcode::LLVMAdd, product, offset);
        }
        if offset == Value::from(long.zero()) {
            return base;
        }
        let ty = self.builder.type_of(base);
        self.builder
            .push(Op::Gep(target.int(8)), vec![base, offset], ty)
    }

    /// The offsets in units, of 32 bits.
    fn offsets(&mut self, sum: &Sum, unit: i64) -> Value {
        let int = self.builder.function.target.int(32);
        let ty = int.vector(self.builder.width);
        let mut offsets: Option<Value> =
            (sum.stride != 0).then(|| self.builder.steps(int, sum.stride / unit).into());
        for &(value, factor) in &sum.terms {
            let lanes = self.low_word(value, ty);
            let product = if factor == unit {
                lanes
            } else {
                let factor = (factor / unit).cast_unsigned() & u64::from(u32::MAX);
                let factor = self.builder.splat(int.constant(factor).into());
                self.builder.binary(LLVMOpcode::LLVMMul, lanes, factor)
            };
            offsets = Some(match offsets {
                Some(offsets) => self.builder.binary(LLVMOpcode::LLVMAdd, product, offsets),
                None => product,
            });
        }
        offsets.expect("something varies")
    }

    /// The low 32 bits of a number of 64.
    fn low_word(&mut self, value: Value, ty: Type) -> Value {
        let extended = self.old_inst(value).and_then(|inst| match inst.op {
            Op::Cast(opcode @ (LLVMOpcode::LLVMSExt | LLVMOpcode::LLVMZExt)) => {
                Some((opcode, inst.operands[0]))
            }
            _ => None,
        });
        match extended {
            Some((opcode, inner)) if self.old_type(inner).int_bits() <= 32 => {
                let lanes = self.lanes(inner)[0];
                self.builder.cast(opcode, lanes, ty)
            }
            _ => {
                let lanes = self.lanes(value)[0];
                self.builder.cast(LLVMOpcode::LLVMTrunc, lanes, ty)
            }
        }
    }
}
