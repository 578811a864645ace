//! Addresses whose index is linear only among lanes that agree on something: that it does not wrap, or on a quotient.
//!
//! `a[i * n + j]` with 32-bit unsigned numbers may wrap anywhere, and the compiler can't know that it does not. In
//! `a[i / n * m + i % n]` neighbours have the same quotient, but for those where a new row begins. The vector code
//! asks lane 0: if its numbers are far enough from where they wrap or the next row begins, memory is accessed as one block, else lane
//! by lane.

use super::{
    divide::{Guarded, guarded},
    per_lane::together,
    structure::Facts,
    widen::Widener,
};
use crate::kir::{
    Inst, InstId, Op, Type, Value, gep,
    shape::{Linear, Shape},
};
use llvm_sys::{LLVMIntPredicate, LLVMOpcode};

/// How deep indices and addresses are looked into.
const MAX_DEPTH: usize = 8;

/// The numbers that a narrow value has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// From 0, of this many bits.
    Unsigned(u32),
    /// From the smallest signed number of its type.
    Signed,
}

/// How a value that varies is linear under conditions.
#[derive(Debug, Clone, Copy)]
enum Form {
    /// As its operands are: a sum, a product, a truncation.
    Sum,
    /// If these low bits of this value do not wrap, which are extended.
    Low(Value, Kind),
    /// If what is shifted does not wrap, being a multiple of what is shifted out.
    Exact,
    /// Quotient or remainder of the first operand, if its lanes have the same quotient.
    Divided(Divisor),
}

/// What lanes are divided by.
#[derive(Debug, Clone, Copy)]
enum Divisor {
    /// 2 to this.
    Bits(u32),
    /// A number that all lanes have in common, and whether the division is a signed one.
    Common(Value, bool),
}

/// Finds them, for so many lanes.
pub(super) struct Indices<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) width: u32,
}

impl Indices<'_> {
    /// How far apart the addresses of the lanes are if the conditions hold, if that is known.
    pub(super) fn stride(&self, address: Value) -> Option<i64> {
        self.address_stride(address, MAX_DEPTH)
    }

    fn address_stride(&self, address: Value, depth: usize) -> Option<i64> {
        match self.facts.shapes.of(address) {
            Shape::Uniform => return Some(0),
            Shape::Linear(linear) => return Some(linear.stride),
            Shape::Varying => {}
        }
        let inst = self.inst(address)?;
        let offset = gep::offset(self.facts.function, inst)?;
        let mut stride = self.address_stride(inst.operands[0], depth.checked_sub(1)?)?;
        for (index, size) in offset.terms {
            if self.bits(index) != 64 {
                return None;
            }
            stride = stride.wrapping_add(self.index_stride(index, depth)?.wrapping_mul(size));
        }
        Some(stride)
    }

    fn inst(&self, value: Value) -> Option<&Inst> {
        match value {
            Value::Inst(id) => Some(self.facts.function.inst(id)),
            _ => None,
        }
    }

    /// The same for an index, modulo its width.
    fn index_stride(&self, index: Value, depth: usize) -> Option<i64> {
        match self.facts.shapes.of(index) {
            Shape::Uniform => Some(0),
            Shape::Linear(linear) if self.bits(index) > 0 => Some(linear.stride),
            Shape::Linear(_) => None,
            Shape::Varying => self.form(index, depth).map(|(_, stride)| stride),
        }
    }

    /// The form of an index that varies, and its stride.
    fn form(&self, index: Value, depth: usize) -> Option<(Form, i64)> {
        let depth = depth.checked_sub(1)?;
        if self.bits(index) == 0 {
            return None;
        }
        if let Some(low) = self.low_form(index, depth) {
            return Some(low);
        }
        let inst = self.inst(index)?;
        let stride = |place: usize| self.index_stride(inst.operands[place], depth);
        let constant = |place: usize| match inst.operands[place] {
            Value::Constant(constant) => constant.as_i64(),
            _ => None,
        };
        let sum = |stride: i64| Some((Form::Sum, stride));
        match inst.op {
            Op::Binary(LLVMOpcode::LLVMAdd) => sum(stride(0)?.wrapping_add(stride(1)?)),
            Op::Binary(LLVMOpcode::LLVMSub) => sum(stride(0)?.wrapping_sub(stride(1)?)),
            Op::Binary(LLVMOpcode::LLVMOr)
                if inst.origin.instruction().is_some_and(|or| or.disjoint()) =>
            {
                sum(stride(0)?.wrapping_add(stride(1)?))
            }
            Op::Binary(LLVMOpcode::LLVMMul) => match (stride(0)?, stride(1)?, constant(1)) {
                (0, 0, _) => sum(0),
                (stride, _, Some(factor)) => sum(stride.wrapping_mul(factor)),
                _ => None,
            },
            Op::Binary(LLVMOpcode::LLVMShl) => {
                let shift = self.shift(inst)?;
                sum(stride(0)?.wrapping_shl(shift))
            }
            Op::Binary(LLVMOpcode::LLVMAnd) => {
                let cleared = constant(1)?;
                let is_quotient =
                    cleared < 0 && cleared.wrapping_neg() & cleared == cleared.wrapping_neg();
                let divisor = Divisor::Bits(cleared.trailing_zeros());
                is_quotient.then(|| self.divided(inst, divisor, depth))?
            }
            Op::Binary(LLVMOpcode::LLVMLShr) => {
                self.divided(inst, Divisor::Bits(self.shift(inst)?), depth)
            }
            Op::Binary(LLVMOpcode::LLVMAShr) => {
                let shift = self.shift(inst)?;
                let linear = self.linear(inst.operands[0]);
                let exact = linear.filter(|linear| {
                    self.bits(index) == 64
                        && linear.stride & ((1_i64 << shift.min(62)) - 1) == 0
                        && self.room(Kind::Signed, 64, linear.stride).is_some()
                });
                match exact {
                    Some(linear) => Some((Form::Exact, linear.stride >> shift)),
                    None => self.divided(inst, Divisor::Bits(shift), depth),
                }
            }
            Op::Binary(LLVMOpcode::LLVMUDiv | LLVMOpcode::LLVMURem) => {
                self.divided(inst, Divisor::Common(inst.operands[1], false), depth)
            }
            Op::Binary(LLVMOpcode::LLVMSDiv | LLVMOpcode::LLVMSRem) => {
                self.divided(inst, Divisor::Common(inst.operands[1], true), depth)
            }
            Op::Cast(LLVMOpcode::LLVMTrunc) => sum(stride(0)?),
            _ => None,
        }
    }

    /// A value that is extended, or of which only the low bits are kept.
    fn low_form(&self, value: Value, depth: usize) -> Option<(Form, i64)> {
        let inst = self.inst(value)?;
        let inner = inst.operands.first().copied()?;
        let (inner, kind) = match inst.op {
            Op::Cast(LLVMOpcode::LLVMZExt) => match self.low_bits(inner) {
                Some((masked, bits)) => (masked, Kind::Unsigned(bits)),
                None => (inner, Kind::Unsigned(self.bits(inner))),
            },
            Op::Cast(LLVMOpcode::LLVMSExt) => (inner, Kind::Signed),
            _ => {
                let (masked, bits) = self.low_bits(value)?;
                (masked, Kind::Unsigned(bits))
            }
        };
        let stride = self.narrow_stride(inner, depth)?;
        self.room(kind, self.bits(inner), stride)?;
        Some((Form::Low(inner, kind), stride))
    }

    /// A quotient or remainder; of remainders too, all lanes have one quotient.
    fn divided(&self, inst: &Inst, divisor: Divisor, depth: usize) -> Option<(Form, i64)> {
        let dividend = inst.operands[0];
        let width = self.bits(dividend);
        let stride = self.narrow_stride(dividend, depth)?;
        match divisor {
            Divisor::Bits(bits) => {
                self.room(Kind::Unsigned(bits), width, stride)?;
            }
            Divisor::Common(divisor, signed) => {
                let kind = Kind::Unsigned(width - u32::from(signed));
                self.room(kind, width, stride).filter(|_| stride >= 0)?;
                match self.plain_divisor(divisor)? {
                    Value::Constant(divisor) => {
                        let most = divisor.as_i64()?.checked_sub(1)?;
                        (self.way(stride) <= i128::from(most)).then_some(())?;
                    }
                    divisor => {
                        (self.facts.shapes.of(divisor) == Shape::Uniform).then_some(())?;
                    }
                }
            }
        }
        let is_remainder = matches!(
            inst.op,
            Op::Binary(LLVMOpcode::LLVMURem | LLVMOpcode::LLVMSRem)
        );
        Some((
            Form::Divided(divisor),
            if is_remainder { stride } else { 0 },
        ))
    }

    /// A divisor without the guard against zero.
    fn plain_divisor(&self, divisor: Value) -> Option<Value> {
        if self.facts.shapes.of(divisor) == Shape::Uniform {
            return Some(divisor);
        }
        guarded(self.facts.function, divisor).map(|guard| guard.divisor)
    }

    /// The stride of a value as a signed number of its width.
    fn narrow_stride(&self, value: Value, depth: usize) -> Option<i64> {
        let stride = self.index_stride(value, depth)?;
        let unused = 64_u32
            .checked_sub(self.bits(value))
            .filter(|&unused| unused < 64)?;
        Some(stride << unused >> unused)
    }

    fn linear(&self, value: Value) -> Option<Linear> {
        match self.facts.shapes.of(value) {
            Shape::Linear(linear) if self.bits(value) > 0 => Some(linear),
            _ => None,
        }
    }

    fn shift(&self, inst: &Inst) -> Option<u32> {
        let Value::Constant(shift) = inst.operands[1] else {
            return None;
        };
        let shift = u32::try_from(shift.as_u64()?).ok()?;
        (shift < self.bits(inst.operands[0])).then_some(shift)
    }

    fn bits(&self, value: Value) -> u32 {
        let ty = self.facts.function.type_of(value);
        if ty.is_int() && ty.int_bits() <= 64 {
            ty.int_bits()
        } else {
            0
        }
    }

    /// A value of which only the low bits are kept, and how many.
    fn low_bits(&self, value: Value) -> Option<(Value, u32)> {
        let inst = self.inst(value)?;
        let Value::Constant(mask) = *inst.operands.get(1)? else {
            return None;
        };
        let mask = mask.as_u64()?;
        let is_mask =
            inst.op == Op::Binary(LLVMOpcode::LLVMAnd) && mask & mask.wrapping_add(1) == 0;
        (is_mask && mask != 0).then(|| (inst.operands[0], mask.trailing_ones()))
    }

    /// From the first lane to the last.
    fn way(&self, stride: i64) -> i128 {
        i128::from(stride) * i128::from(self.width - 1)
    }

    /// The largest number (or the smallest, if the lanes count down) that lane 0 may have so that none wraps.
    fn room(&self, kind: Kind, width: u32, stride: i64) -> Option<i128> {
        let (least, most) = match kind {
            Kind::Unsigned(bits) => (0, (1_i128 << bits) - 1),
            Kind::Signed => (-(1_i128 << (width - 1)), (1_i128 << (width - 1)) - 1),
        };
        let way = self.way(stride);
        let limit = if stride < 0 { least - way } else { most - way };
        (least..=most).contains(&limit).then_some(limit)
    }
}

impl Widener<'_> {
    fn indices(&self) -> Indices<'_> {
        Indices {
            facts: self.facts,
            width: self.builder.width,
        }
    }

    /// How far apart the addresses of the lanes are if [`Self::first_address`]'s conditions hold, if that is known.
    pub(super) fn stride_if_linear(&self, address: Value) -> Option<i64> {
        self.indices().stride(address)
    }

    /// The address of lane 0; adds the conditions under which the lanes follow it.
    pub(super) fn first_address(&mut self, address: Value, conditions: &mut Vec<Value>) -> Value {
        if self.facts.shapes.of(address) != Shape::Varying {
            return self.scalar(address);
        }
        let inst = self.scalar_inst(address);
        let mut operands = vec![self.first_address(inst.operands[0], conditions)];
        for &index in &inst.operands[1..] {
            operands.push(self.first_index(index, conditions));
        }
        self.builder.push(inst.op, operands, inst.ty)
    }

    fn scalar_inst(&self, value: Value) -> Inst {
        let indices = self.indices();
        indices.inst(value).expect("it was looked into").clone()
    }

    fn first_index(&mut self, index: Value, conditions: &mut Vec<Value>) -> Value {
        if matches!(index, Value::Constant(_)) {
            return index;
        }
        if self.facts.shapes.of(index) != Shape::Varying {
            return self.scalar(index);
        }
        let inst = self.scalar_inst(index);
        let form = self.indices().form(index, MAX_DEPTH);
        match form.expect("it was looked into").0 {
            Form::Sum => {
                let operands = inst.operands.iter();
                let operands = operands
                    .map(|&operand| self.first_index(operand, conditions))
                    .collect();
                let op = match inst.op {
                    // Without common bits in the lanes that matter; a sum in all.
                    Op::Binary(LLVMOpcode::LLVMOr) => Op::Binary(LLVMOpcode::LLVMAdd),
                    op => op,
                };
                self.builder.push(op, operands, inst.ty)
            }
            Form::Exact => {
                let first = self.scalar(inst.operands[0]);
                let stride = self.stride_of(inst.operands[0]);
                self.check(first, Kind::Signed, stride, conditions);
                self.builder
                    .push(inst.op, vec![first, inst.operands[1]], inst.ty)
            }
            Form::Low(inner, kind) => {
                let first = self.first_index(inner, conditions);
                let stride = self.stride_of(inner);
                let kept = match kind {
                    Kind::Unsigned(bits) => self.low(first, bits),
                    Kind::Signed => first,
                };
                self.check(kept, kind, stride, conditions);
                if self.builder.type_of(kept) == inst.ty {
                    return kept;
                }
                self.builder.push(inst.op, vec![kept], inst.ty)
            }
            Form::Divided(divisor) => self.divided(&inst, divisor, conditions),
        }
    }

    /// The quotient or remainder of lane 0.
    fn divided(&mut self, inst: &Inst, divisor: Divisor, conditions: &mut Vec<Value>) -> Value {
        let first = self.first_index(inst.operands[0], conditions);
        let stride = self.stride_of(inst.operands[0]);
        let (divisor, signed) = match divisor {
            Divisor::Bits(bits) => {
                let low = self.low(first, bits);
                self.check(low, Kind::Unsigned(bits), stride, conditions);
                return self
                    .builder
                    .push(inst.op.clone(), vec![first, inst.operands[1]], inst.ty);
            }
            Divisor::Common(divisor, signed) => (divisor, signed),
        };
        let width = inst.ty.int_bits();
        let kind = Kind::Unsigned(width - u32::from(signed));
        self.check(first, kind, stride, conditions);
        if let Some(guard) = self.guard(divisor) {
            // The guard's condition, or one that the program has.
            let by_one = self.lanes(guard.by_one)[0];
            let any = self.builder.any(by_one);
            let none = self.builder.function.target.bool().zero().into();
            self.require(LLVMIntPredicate::LLVMIntEQ, any, none, conditions);
        }
        let divisor = self.safe_divisor(divisor);
        let rest = self.builder.binary(LLVMOpcode::LLVMURem, first, divisor);
        // The last lane's rest is less than the divisor, which is positive.
        let way = stride
            .cast_unsigned()
            .wrapping_mul(u64::from(self.builder.width - 1));
        let way: Value = inst.ty.constant(way).into();
        let greater = if signed {
            LLVMIntPredicate::LLVMIntSGT
        } else {
            LLVMIntPredicate::LLVMIntUGT
        };
        self.require(greater, divisor, way, conditions);
        let limit = self.builder.binary(LLVMOpcode::LLVMSub, divisor, way);
        self.require(LLVMIntPredicate::LLVMIntULT, rest, limit, conditions);
        match inst.op {
            Op::Binary(LLVMOpcode::LLVMURem | LLVMOpcode::LLVMSRem) => rest,
            _ => self.builder.binary(LLVMOpcode::LLVMUDiv, first, divisor),
        }
    }

    /// The guard of a divisor that is none itself.
    fn guard(&self, divisor: Value) -> Option<Guarded> {
        let is_plain = self.indices().plain_divisor(divisor) == Some(divisor);
        (!is_plain).then(|| guarded(self.facts.function, divisor))?
    }

    /// The divisor of all lanes, or 1.
    fn safe_divisor(&mut self, divisor: Value) -> Value {
        let plain = self.indices().plain_divisor(divisor);
        let plain = plain.expect("it was looked into");
        if matches!(plain, Value::Constant(_)) {
            return plain;
        }
        let value = self.scalar(plain);
        if plain == divisor {
            return value;
        }
        let ty = self.builder.type_of(value);
        let bool = self.builder.function.target.bool();
        let is_zero = Op::ICmp(LLVMIntPredicate::LLVMIntEQ);
        let operands = vec![value, ty.zero().into()];
        let is_zero = self.builder.push(is_zero, operands, bool);
        let operands = vec![is_zero, ty.constant(1).into(), value];
        self.builder.push(Op::Select, operands, ty)
    }

    fn stride_of(&self, value: Value) -> i64 {
        let stride = self.indices().narrow_stride(value, MAX_DEPTH);
        stride.expect("it was looked into")
    }

    fn low(&mut self, value: Value, bits: u32) -> Value {
        let ty = self.builder.type_of(value);
        if bits >= ty.int_bits() {
            return value;
        }
        let mask = ty.constant((1 << bits) - 1).into();
        self.builder.binary(LLVMOpcode::LLVMAnd, value, mask)
    }

    /// Adds the condition that no lane wraps.
    fn check(&mut self, first: Value, kind: Kind, stride: i64, conditions: &mut Vec<Value>) {
        let ty = self.builder.type_of(first);
        let limit = self
            .indices()
            .room(kind, ty.int_bits(), stride)
            .expect("it was asked");
        let predicate = match (kind, stride < 0) {
            (Kind::Unsigned(_), false) => LLVMIntPredicate::LLVMIntULE,
            (Kind::Unsigned(_), true) => LLVMIntPredicate::LLVMIntUGE,
            (Kind::Signed, false) => LLVMIntPredicate::LLVMIntSLE,
            (Kind::Signed, true) => LLVMIntPredicate::LLVMIntSGE,
        };
        let limit = limit_of(ty, limit);
        self.require(predicate, first, limit, conditions);
    }

    /// Adds a condition.
    pub(super) fn require(
        &mut self,
        predicate: LLVMIntPredicate,
        a: Value,
        b: Value,
        conditions: &mut Vec<Value>,
    ) {
        let bool = self.builder.function.target.bool();
        let condition = self.builder.push(Op::ICmp(predicate), vec![a, b], bool);
        // Where no lane runs, the index may be poison.
        let condition = self.builder.push(Op::Freeze, vec![condition], bool);
        conditions.push(condition);
    }

    /// Does one of two things, each made by a function, if the conditions hold or not. What they use must have been made before.
    pub(super) fn choose(
        &mut self,
        conditions: &[Value],
        then: impl FnOnce(&mut Self) -> Vec<Value>,
        otherwise: impl FnOnce(&mut Self) -> Vec<Value>,
    ) -> Vec<Value> {
        let mut all = *conditions.first().expect("there is a condition");
        for &condition in &conditions[1..] {
            all = self.builder.binary(LLVMOpcode::LLVMAnd, all, condition);
        }
        let here = self.builder.block;
        let blocks = [(); 2].map(|()| self.builder.function.add_block());
        self.builder.block = blocks[0];
        let then = then(self);
        let types: Vec<Type> = then
            .iter()
            .map(|&value| self.builder.type_of(value))
            .collect();
        let then = self.one(&then, &types);
        self.builder.block = blocks[1];
        let otherwise = otherwise(self);
        let otherwise = self.one(&otherwise, &types);
        self.builder.block = here;
        let ty = then.map_or(self.builder.function.target.void(), |value| {
            self.builder.type_of(value)
        });
        let operands: Vec<Value> = [Some(all), then, otherwise].into_iter().flatten().collect();
        let op = Op::Choice {
            then: blocks[0],
            otherwise: blocks[1],
        };
        let choice: InstId = self
            .builder
            .function
            .push(here, Inst::new(op, operands, ty));
        if types.len() <= 1 {
            return then.map(|_| choice.into()).into_iter().collect();
        }
        let parts = (0..).zip(types);
        let parts = parts.map(|(index, ty)| {
            let part = Op::ExtractValue(vec![index]);
            self.builder.push(part, vec![choice.into()], ty)
        });
        parts.collect()
    }

    /// Values as one.
    fn one(&mut self, values: &[Value], types: &[Type]) -> Option<Value> {
        match values {
            [] => None,
            [one] => Some(*one),
            several => {
                let ty = self.builder.function.target.structure(types);
                Some(together(&mut self.builder, several, ty))
            }
        }
    }
}

/// A limit in the type of an index.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the bits of the limit in the index's type"
)]
fn limit_of(ty: Type, limit: i128) -> Value {
    let unused = 64 - ty.int_bits();
    ty.constant((limit as u64) << unused >> unused).into()
}
