//! Scattered addresses as one address and offsets of 32 bits.
//!
//! An instruction that gathers 16 words takes 16 offsets of 32 bits, but only 8 of 64, and those are twice the work to compute. So
//! where the lanes' offsets from a common address are known to be small, they are computed in 32 bits. Rows of a length that is known
//! only when the kernel runs (`a[i * n + j]`) are near each other if that length is small, which the vector code asks, unless something is
//! scattered too: groups of 1 by 64 took 1.4 times as long. Not so for scatters: `pipeline::gathers` says why.

use super::{structure::Facts, widen::Widener};
use crate::kir::{
    Function, Inst, Op, Type, Value, cfg, gep,
    range::{Range, Ranges},
    shape::Shape,
};
use llvm_sys::{LLVMIntPredicate, LLVMOpcode};
use std::collections::HashSet;

/// How deep sums are looked into.
const MAX_DEPTH: u32 = 6;

/// Numbers that vary and are added.
const MAX_TERMS: usize = 4;

/// The addresses of all lanes.
#[derive(Debug, Clone)]
pub(super) enum Addresses {
    /// As they are.
    Lanes(Value),
    /// Near each other.
    Near(Near),
    /// Near each other if all conditions hold.
    IfNear(Vec<Value>, Near, Value),
}

/// An address and an offset for each lane, in units of so many bits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Near {
    base: Value,
    offsets: Value,
    unit: u32,
}

/// An address as a sum.
#[derive(Default)]
struct Sum {
    /// What is uniform or linear, and what it is multiplied with.
    firsts: Vec<(Value, i64)>,
    constant: i64,
    /// What is linear times what is uniform, and what that is multiplied with.
    products: Vec<(Value, Value, i64)>,
    /// From lane to lane.
    stride: i64,
    /// The same, a uniform number of times.
    strides: Vec<(Value, i64)>,
    /// What varies, and what it is multiplied with.
    terms: Vec<(Value, i64)>,
}

/// What the addresses of all scatters are computed from.
pub(super) fn scattered_arrays(facts: &Facts<'_>) -> HashSet<Value> {
    let function = facts.function;
    let blocks = cfg::reverse_postorder(function);
    let insts = blocks
        .iter()
        .flat_map(|&block| &function.block(block).insts);
    insts
        .map(|&inst| function.inst(inst))
        .filter(|inst| matches!(inst.op, Op::Store(_)))
        .map(|store| store.operands[1])
        .filter(|&address| facts.shapes.of(address) == Shape::Varying)
        .map(|address| array(function, address))
        .collect()
}

/// What an address is an offset from.
fn array(function: &Function, mut pointer: Value) -> Value {
    while let Value::Inst(inst) = pointer
        && let inst = function.inst(inst)
        && matches!(inst.op, Op::Gep(_))
    {
        pointer = inst.operands[0];
    }
    pointer
}

impl Widener<'_> {
    /// The addresses of a gather; with conditions only if it may be done in either of two ways.
    pub(super) fn addresses(&mut self, address: Value, may_choose: bool) -> Addresses {
        match self.near(address, may_choose) {
            Some((near, conditions)) if conditions.is_empty() => Addresses::Near(near),
            Some((near, conditions)) => Addresses::IfNear(conditions, near, self.lanes(address)[0]),
            None => Addresses::Lanes(self.lanes(address)[0]),
        }
    }

    /// Addresses that are near each other, of one element of each lane's value: as many bytes behind its first.
    pub(super) fn near_addresses(&mut self, near: Near, bytes: u64) -> Value {
        let target = self.builder.function.target;
        let pointer = self.builder.type_of(near.base);
        let base = if bytes == 0 {
            near.base
        } else {
            let step = target.int(64).constant(bytes).into();
            let op = Op::Gep(target.int(8));
            self.builder.push(op, vec![near.base, step], pointer)
        };
        let ty = pointer.vector(self.builder.width);
        let op = Op::Gep(target.int(near.unit));
        self.builder.push(op, vec![base, near.offsets], ty)
    }

    fn near(&mut self, address: Value, may_choose: bool) -> Option<(Near, Vec<Value>)> {
        if !self.gathers || self.facts.shapes.of(address) != Shape::Varying {
            return None;
        }
        let (pointer, sum) = self.address_sum(address)?;
        let is_varying = !sum.terms.is_empty() || !sum.strides.is_empty();
        // Rows that are far from each other are often so by whole pages, where gathers wait for scatters to any array.
        let may_choose = may_choose && self.scattered.is_empty();
        let may_be = (may_choose || sum.strides.is_empty()) && sum.terms.len() <= MAX_TERMS;
        if !is_varying || !may_be || self.is_near_already(address) || self.is_scattered(pointer) {
            return None;
        }
        let factors = sum.terms.iter().chain(&sum.strides);
        let bits = factors.fold(sum.stride | 8, |bits, &(_, factor)| bits | factor);
        let unit = 1_i64 << bits.trailing_zeros();
        let all = self.offsets_range(&sum, unit)?;
        if i32::try_from(all.0).is_err() || i32::try_from(all.1).is_err() {
            return None;
        }
        let conditions = self.small_strides(&sum, unit, all)?;
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
        let near = Near {
            base,
            offsets,
            unit,
        };
        Some((near, conditions))
    }

    /// Whether elements of the same array are written by scatters. Those wait for each other with gathers, and halves do so for less
    /// long: bins of a histogram that are counted up took 1.27 times as long.
    fn is_scattered(&self, pointer: Value) -> bool {
        self.scattered
            .contains(&array(self.facts.function, pointer))
    }

    /// The conditions under which the uniform strides leave all offsets in 32 bits.
    fn small_strides(&mut self, sum: &Sum, unit: i64, others: Range) -> Option<Vec<Value>> {
        let count = i128::try_from(sum.strides.len()).expect("few strides");
        if count == 0 {
            return Some(Vec::new());
        }
        let room = (i128::from(i32::MAX) - others.1).min(others.0 - i128::from(i32::MIN)) / count;
        let long = self.builder.function.target.int(64);
        let mut conditions = Vec::new();
        for &(number, factor) in &sum.strides {
            let steps = i128::from(factor / unit).abs() * i128::from(self.builder.width - 1);
            let most = u64::try_from(room / steps.max(1))
                .ok()
                .filter(|&most| most > 0)?;
            // From -most to most.
            let number = self.scalar(number);
            let moved = long.constant(most).into();
            let moved = self.builder.binary(LLVMOpcode::LLVMAdd, number, moved);
            let limit = long.constant(2 * most).into();
            self.require(LLVMIntPredicate::LLVMIntULE, moved, limit, &mut conditions);
        }
        Some(conditions)
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
        let product = || {
            let (a, b) = (inst.operands[0], inst.operands[1]);
            let stride = |linear: Value, uniform: Value| match self.facts.shapes.of(linear) {
                Shape::Linear(found) if self.facts.shapes.of(uniform) == Shape::Uniform => {
                    Some((linear, uniform, found.stride))
                }
                _ => None,
            };
            stride(a, b).or_else(|| stride(b, a))
        };
        match inst.op {
            Op::Binary(LLVMOpcode::LLVMMul) => {
                if let Some((linear, uniform, stride)) = product() {
                    sum.products.push((linear, uniform, factor));
                    sum.strides.push((uniform, stride.wrapping_mul(factor)));
                } else if let Some(constant) = second() {
                    let factor = factor.wrapping_mul(constant);
                    self.add(sum, inst.operands[0], factor, depth - 1);
                } else {
                    sum.terms.push((value, factor));
                }
            }
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
        for &(linear, uniform, factor) in &sum.products {
            let (linear, uniform) = (self.scalar(linear), self.scalar(uniform));
            let product = self.builder.binary(LLVMOpcode::LLVMMul, linear, uniform);
            let factor = long.constant(factor.cast_unsigned()).into();
            let product = self.builder.binary(LLVMOpcode::LLVMMul, product, factor);
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
        for &(uniform, factor) in &sum.strides {
            let uniform = self.scalar(uniform);
            let uniform = self.builder.cast(LLVMOpcode::LLVMTrunc, uniform, int);
            let uniform = self.builder.splat(uniform);
            let steps = self.builder.steps(int, factor / unit).into();
            let product = self.builder.binary(LLVMOpcode::LLVMMul, uniform, steps);
            offsets = Some(match offsets {
                Some(offsets) => self.builder.binary(LLVMOpcode::LLVMAdd, product, offsets),
                None => product,
            });
        }
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
