//! Relational and logical instructions.

use super::{Inst, Result, body::Body};
use crate::llvm::{IntPredicate, Opcode, RealPredicate, TypeKind, Value};
use mirrorcl_spirv::Kind;
use spirv::Op;

pub(super) fn lower<'s>(body: &mut Body<'_, '_, 's>, inst: &'s Inst) -> Result<bool> {
    use Op::*;
    if let Some(predicate) = int_predicate(inst.op) {
        body.int_compare(inst, predicate)?;
        return Ok(true);
    }
    if let Some(predicate) = float_predicate(inst.op) {
        let (left, right) = (body.operand(inst, 0)?, body.operand(inst, 1)?);
        let value = body.builder.fcmp(predicate, left, right);
        body.fast_math(inst, value);
        body.define(inst, value)?;
        return Ok(true);
    }
    match inst.op {
        Any | All => body.reduce_truths(inst)?,
        IsNan | IsInf | IsFinite | IsNormal | SignBitSet => body.classify(inst)?,
        LogicalOr | LogicalAnd | LogicalNotEqual => {
            let opcode = match inst.op {
                LogicalOr => Opcode::LLVMOr,
                LogicalAnd => Opcode::LLVMAnd,
                _ => Opcode::LLVMXor,
            };
            let (left, right) = (body.operand(inst, 0)?, body.operand(inst, 1)?);
            let value = body.builder.binary(opcode, left, right);
            body.define(inst, value)?;
        }
        LogicalEqual => {
            let (left, right) = (body.operand(inst, 0)?, body.operand(inst, 1)?);
            let differ = body.builder.binary(Opcode::LLVMXor, left, right);
            let value = body.builder.not(differ);
            body.define(inst, value)?;
        }
        LogicalNot => {
            let value = body.operand(inst, 0)?;
            let inverted = body.builder.not(value);
            body.define(inst, inverted)?;
        }
        PtrDiff => body.pointer_difference(inst)?,
        Select => {
            let condition = body.operand(inst, 0)?;
            let (if_true, if_false) = (body.operand(inst, 1)?, body.operand(inst, 2)?);
            let value = body.builder.select(condition, if_true, if_false);
            body.define(inst, value)?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn int_predicate(op: Op) -> Option<IntPredicate> {
    Some(match op {
        Op::IEqual | Op::PtrEqual => IntPredicate::LLVMIntEQ,
        Op::INotEqual | Op::PtrNotEqual => IntPredicate::LLVMIntNE,
        Op::UGreaterThan => IntPredicate::LLVMIntUGT,
        Op::SGreaterThan => IntPredicate::LLVMIntSGT,
        Op::UGreaterThanEqual => IntPredicate::LLVMIntUGE,
        Op::SGreaterThanEqual => IntPredicate::LLVMIntSGE,
        Op::ULessThan => IntPredicate::LLVMIntULT,
        Op::SLessThan => IntPredicate::LLVMIntSLT,
        Op::ULessThanEqual => IntPredicate::LLVMIntULE,
        Op::SLessThanEqual => IntPredicate::LLVMIntSLE,
        _ => return None,
    })
}

fn float_predicate(op: Op) -> Option<RealPredicate> {
    Some(match op {
        Op::Ordered => RealPredicate::LLVMRealORD,
        Op::Unordered => RealPredicate::LLVMRealUNO,
        Op::LessOrGreater | Op::FOrdNotEqual => RealPredicate::LLVMRealONE,
        Op::FOrdEqual => RealPredicate::LLVMRealOEQ,
        Op::FUnordEqual => RealPredicate::LLVMRealUEQ,
        Op::FUnordNotEqual => RealPredicate::LLVMRealUNE,
        Op::FOrdLessThan => RealPredicate::LLVMRealOLT,
        Op::FUnordLessThan => RealPredicate::LLVMRealULT,
        Op::FOrdGreaterThan => RealPredicate::LLVMRealOGT,
        Op::FUnordGreaterThan => RealPredicate::LLVMRealUGT,
        Op::FOrdLessThanEqual => RealPredicate::LLVMRealOLE,
        Op::FUnordLessThanEqual => RealPredicate::LLVMRealULE,
        Op::FOrdGreaterThanEqual => RealPredicate::LLVMRealOGE,
        Op::FUnordGreaterThanEqual => RealPredicate::LLVMRealUGE,
        _ => return None,
    })
}

impl<'c> Body<'_, 'c, '_> {
    fn int_compare(&mut self, inst: &Inst, predicate: IntPredicate) -> Result<()> {
        let (left, right) = (self.operand(inst, 0)?, self.operand(inst, 1)?);
        let value = self.builder.icmp(predicate, left, right);
        self.define(inst, value)
    }

    /// Integers in place of truth values are clang 22's: their sign bits count.
    fn reduce_truths(&mut self, inst: &Inst) -> Result<()> {
        let mut value = self.operand(inst, 0)?;
        let shape = self.operand_shape(inst, 0)?;
        if shape.kind == Kind::Int {
            value = self
                .builder
                .icmp(IntPredicate::LLVMIntSLT, value, value.ty().zero());
        }
        if let TypeKind::Vector(_, lanes) = value.ty().kind() {
            let index = self.lowering.context.int(32);
            let opcode = if inst.op == Op::Any {
                Opcode::LLVMOr
            } else {
                Opcode::LLVMAnd
            };
            let mut all = self.builder.extract_element(value, index.constant(0));
            for lane in 1..u64::from(lanes) {
                let next = self.builder.extract_element(value, index.constant(lane));
                all = self.builder.binary(opcode, all, next);
            }
            value = all;
        }
        self.define(inst, value)
    }

    /// By the bits: exact, and free of floating-point state and fast-math assumptions.
    fn classify(&mut self, inst: &Inst) -> Result<()> {
        let value = self.operand(inst, 0)?;
        let shape = self.operand_shape(inst, 0)?;
        let (width, fraction) = match shape.width {
            16 => (16, 10),
            32 => (32, 23),
            _ => (64, 52),
        };
        let context = self.lowering.context;
        let bits = match shape.count {
            1 => context.int(width),
            count => context.vector(context.int(width), count),
        };
        let sign = 1u64 << (width - 1);
        let infinity = (sign - 1) & !((1 << fraction) - 1);
        let builder = &self.builder;
        let raw = builder.cast(Opcode::LLVMBitCast, value, bits);
        let magnitude = builder.and(raw, bits.constant(sign - 1));
        let compare = |predicate, left: Value<'c>, right: u64| {
            builder.icmp(predicate, left, bits.constant(right))
        };
        let value = match inst.op {
            Op::IsNan => compare(IntPredicate::LLVMIntUGT, magnitude, infinity),
            Op::IsInf => compare(IntPredicate::LLVMIntEQ, magnitude, infinity),
            Op::IsFinite => compare(IntPredicate::LLVMIntULT, magnitude, infinity),
            Op::SignBitSet => builder.icmp(IntPredicate::LLVMIntSLT, raw, bits.zero()),
            _ => {
                let smallest = 1 << fraction;
                let above = builder.sub(magnitude, bits.constant(smallest));
                compare(IntPredicate::LLVMIntULT, above, infinity - smallest)
            }
        };
        self.define(inst, value)
    }

    fn pointer_difference(&mut self, inst: &Inst) -> Result<()> {
        let (left, right) = (self.operand(inst, 0)?, self.operand(inst, 1)?);
        let pointee = self.pointee(inst, 0)?;
        let element = self.lowering.ty(pointee)?;
        let size = self.lowering.module.data_layout().size(element).max(1);
        let word = self.lowering.context.int(64);
        let builder = &self.builder;
        let left = builder.cast(Opcode::LLVMPtrToInt, left, word);
        let right = builder.cast(Opcode::LLVMPtrToInt, right, word);
        let bytes = builder.sub(left, right);
        let count = builder.binary(Opcode::LLVMSDiv, bytes, word.constant(size));
        let ty = self.result_type(inst)?;
        let count = self.builder.unsigned_cast(count, ty);
        self.define(inst, count)
    }
}
