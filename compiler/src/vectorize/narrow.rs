//! Addresses whose index is narrower than an address: linear unless the index wraps among the lanes.
//!
//! `a[i * n + j]` with 32-bit unsigned numbers may wrap anywhere, and the compiler can't know that it does not. The vector code
//! asks: if the index of lane 0 is far enough from where it wraps, memory is accessed as one block, else lane by lane.

use super::widen::Widener;
use crate::kir::{
    Inst, InstId, Op, Value, gep,
    shape::{Linear, Shape},
};
use llvm_sys::{LLVMIntPredicate, LLVMOpcode};

/// How deep indices and addresses are looked into.
const MAX_DEPTH: usize = 6;

/// The numbers that a narrow value has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// From 0, of this many bits.
    Unsigned(u32),
    /// From the smallest signed number of its type.
    Signed,
}

impl Widener<'_> {
    /// How far apart the addresses of the lanes are if no index wraps, if that is known.
    pub(super) fn stride_unless_wrapping(&self, address: Value) -> Option<i64> {
        self.address_stride(address, MAX_DEPTH)
    }

    fn address_stride(&self, address: Value, depth: usize) -> Option<i64> {
        match self.facts.shapes.of(address) {
            Shape::Uniform => return Some(0),
            Shape::Linear(linear) => return Some(linear.stride),
            Shape::Varying => {}
        }
        let inst = self.scalar_inst(address)?;
        let offset = gep::offset(self.facts.function, inst)?;
        let mut stride = self.address_stride(inst.operands[0], depth.checked_sub(1)?)?;
        for (index, size) in offset.terms {
            stride = stride.wrapping_add(self.index_stride(index, depth)?.wrapping_mul(size));
        }
        Some(stride)
    }

    fn scalar_inst(&self, value: Value) -> Option<&Inst> {
        match value {
            Value::Inst(id) => Some(self.facts.function.inst(id)),
            _ => None,
        }
    }

    /// The same for an index, which is of 64 bits.
    fn index_stride(&self, index: Value, depth: usize) -> Option<i64> {
        let depth = depth.checked_sub(1)?;
        if self.bits(index) != 64 {
            return None;
        }
        match self.facts.shapes.of(index) {
            Shape::Uniform => return Some(0),
            Shape::Linear(linear) => return Some(linear.stride),
            Shape::Varying => {}
        }
        let inst = self.scalar_inst(index)?;
        let constant = |place: usize| match inst.operands[place] {
            Value::Constant(constant) => constant.as_i64(),
            _ => None,
        };
        match inst.op {
            Op::Binary(LLVMOpcode::LLVMAdd) => {
                let strides = [0, 1].map(|place| self.index_stride(inst.operands[place], depth));
                Some(strides[0]?.wrapping_add(strides[1]?))
            }
            Op::Binary(LLVMOpcode::LLVMMul) => {
                let stride = self.index_stride(inst.operands[0], depth)?;
                Some(stride.wrapping_mul(constant(1)?))
            }
            Op::Binary(LLVMOpcode::LLVMShl) => {
                let stride = self.index_stride(inst.operands[0], depth)?;
                let shift = u32::try_from(constant(1)?)
                    .ok()
                    .filter(|&shift| shift < 64)?;
                Some(stride.wrapping_shl(shift))
            }
            Op::Binary(LLVMOpcode::LLVMAShr) => {
                let shift = u32::try_from(constant(1)?)
                    .ok()
                    .filter(|&shift| shift < 63)?;
                let stride = self.wrapping(inst.operands[0])?.stride;
                let exact = stride & ((1 << shift) - 1) == 0;
                (exact && self.room(Kind::Signed, 64, stride).is_some()).then_some(stride >> shift)
            }
            _ => self.narrow(index).map(|(_, _, stride)| stride),
        }
    }

    /// What a value is extended from, linear modulo its width, how, and its stride.
    fn narrow(&self, value: Value) -> Option<(Value, Kind, i64)> {
        let inst = self.scalar_inst(value)?;
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
        let stride = self.wrapping(inner)?.stride;
        let width = self.bits(inner);
        let unused = 64 - width;
        let stride = stride << unused >> unused;
        self.room(kind, width, stride)?;
        Some((inner, kind, stride))
    }

    fn wrapping(&self, value: Value) -> Option<Linear> {
        match self.facts.shapes.of(value) {
            Shape::Linear(linear) if self.old_type(value).is_int() => Some(linear),
            _ => None,
        }
    }

    fn bits(&self, value: Value) -> u32 {
        let ty = self.old_type(value);
        if ty.is_int() { ty.int_bits() } else { 0 }
    }

    /// A value of which only the low bits are kept, and how many.
    fn low_bits(&self, value: Value) -> Option<(Value, u32)> {
        let inst = self.scalar_inst(value)?;
        let Value::Constant(mask) = *inst.operands.get(1)? else {
            return None;
        };
        let mask = mask.as_u64()?;
        let is_mask =
            inst.op == Op::Binary(LLVMOpcode::LLVMAnd) && mask & mask.wrapping_add(1) == 0;
        (is_mask && mask != 0).then(|| (inst.operands[0], mask.trailing_ones()))
    }

    /// The largest number (or the smallest, if the lanes count down) that lane 0 may have so that none wraps.
    fn room(&self, kind: Kind, width: u32, stride: i64) -> Option<i128> {
        let (least, most) = match kind {
            Kind::Unsigned(bits) => (0, (1_i128 << bits) - 1),
            Kind::Signed => (-(1_i128 << (width - 1)), (1_i128 << (width - 1)) - 1),
        };
        let way = i128::from(stride) * i128::from(self.builder.width - 1);
        let limit = if stride < 0 { least - way } else { most - way };
        (least..=most).contains(&limit).then_some(limit)
    }

    /// The address of lane 0; adds the conditions under which the lanes follow it.
    pub(super) fn first_address(&mut self, address: Value, conditions: &mut Vec<Value>) -> Value {
        if self.facts.shapes.of(address) != Shape::Varying {
            return self.scalar(address);
        }
        let inst = self
            .scalar_inst(address)
            .expect("it was looked into")
            .clone();
        let mut operands = vec![self.first_address(inst.operands[0], conditions)];
        for &index in &inst.operands[1..] {
            operands.push(match index {
                Value::Constant(_) => index,
                _ => self.first_index(index, conditions),
            });
        }
        self.builder.push(inst.op, operands, inst.ty)
    }

    fn first_index(&mut self, index: Value, conditions: &mut Vec<Value>) -> Value {
        if self.facts.shapes.of(index) != Shape::Varying {
            return self.scalar(index);
        }
        let inst = self.scalar_inst(index).expect("it was looked into").clone();
        let first = match inst.op {
            Op::Binary(LLVMOpcode::LLVMAdd) => {
                let operands = inst.operands.iter().map(|&operand| match operand {
                    Value::Constant(_) => operand,
                    _ => self.first_index(operand, conditions),
                });
                operands.collect()
            }
            Op::Binary(LLVMOpcode::LLVMMul | LLVMOpcode::LLVMShl) => {
                vec![
                    self.first_index(inst.operands[0], conditions),
                    inst.operands[1],
                ]
            }
            Op::Binary(LLVMOpcode::LLVMAShr) => {
                let first = self.scalar(inst.operands[0]);
                let stride = self
                    .wrapping(inst.operands[0])
                    .expect("it is linear")
                    .stride;
                self.check(first, Kind::Signed, stride, conditions);
                vec![first, inst.operands[1]]
            }
            _ => {
                let (inner, kind, stride) = self.narrow(index).expect("it was looked into");
                let first = self.scalar(inner);
                let kept = match kind {
                    Kind::Unsigned(bits) if bits < self.bits(inner) => {
                        let ty = self.builder.type_of(first);
                        let mask = ty.constant((1 << bits) - 1).into();
                        self.builder.binary(LLVMOpcode::LLVMAnd, first, mask)
                    }
                    _ => first,
                };
                self.check(kept, kind, stride, conditions);
                if self.builder.type_of(kept) == inst.ty {
                    return kept;
                }
                vec![kept]
            }
        };
        self.builder.push(inst.op, first, inst.ty)
    }

    /// Adds the condition that no lane wraps.
    fn check(&mut self, first: Value, kind: Kind, stride: i64, conditions: &mut Vec<Value>) {
        let ty = self.builder.type_of(first);
        let limit = self
            .room(kind, ty.int_bits(), stride)
            .expect("it was asked");
        let predicate = match (kind, stride < 0) {
            (Kind::Unsigned(_), false) => LLVMIntPredicate::LLVMIntULE,
            (Kind::Unsigned(_), true) => LLVMIntPredicate::LLVMIntUGE,
            (Kind::Signed, false) => LLVMIntPredicate::LLVMIntSLE,
            (Kind::Signed, true) => LLVMIntPredicate::LLVMIntSGE,
        };
        let unused = 64 - ty.int_bits();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the bits of the limit in the index's type"
        )]
        let limit = ty.constant((limit as u64) << unused >> unused).into();
        let bool = self.builder.function.target.bool();
        let condition = self
            .builder
            .push(Op::ICmp(predicate), vec![first, limit], bool);
        // Where no lane runs, the index may be poison.
        let condition = self.builder.push(Op::Freeze, vec![condition], bool);
        conditions.push(condition);
    }

    /// Does one of two things, each made by a function, if the conditions hold or not. What they use must have been made before.
    pub(super) fn choose(
        &mut self,
        conditions: &[Value],
        then: impl FnOnce(&mut Self) -> Option<Value>,
        otherwise: impl FnOnce(&mut Self) -> Option<Value>,
    ) -> Option<Value> {
        let mut all = *conditions.first().expect("there is a condition");
        for &condition in &conditions[1..] {
            all = self.builder.binary(LLVMOpcode::LLVMAnd, all, condition);
        }
        let here = self.builder.block;
        let blocks = [(); 2].map(|()| self.builder.function.add_block());
        self.builder.block = blocks[0];
        let then = then(self);
        self.builder.block = blocks[1];
        let otherwise = otherwise(self);
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
        then.map(|_| choice.into())
    }
}
