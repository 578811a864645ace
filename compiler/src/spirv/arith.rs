//! Arithmetic and bit instructions.

use super::{
    Inst, Result,
    body::Body,
    builtin_call::{Effect, c_type},
};
use crate::llvm::{IntPredicate, Opcode, RealPredicate, Value};
use crate::options::MathOptions;
use mirrorcl_spirv::{Kind, Shape, Signedness};
use rspirv::dr::Operand;
use spirv::{Decoration, FPFastMathMode, Op};

pub(super) fn lower<'s>(body: &mut Body<'_, '_, 's>, inst: &'s Inst) -> Result<bool> {
    use Op::*;
    match inst.op {
        IAdd | ISub | IMul | UDiv | SDiv | UMod | SRem | BitwiseOr | BitwiseXor | BitwiseAnd
        | FAdd | FSub | FMul | FDiv => body.binary(inst)?,
        ShiftLeftLogical | ShiftRightLogical | ShiftRightArithmetic => body.shift(inst)?,
        SMod => body.signed_modulo(inst)?,
        FRem | FMod => body.float_remainder(inst)?,
        SNegate => {
            let value = body.operand(inst, 0)?;
            let negated = body.builder.sub(value.ty().zero(), value);
            body.wrap_flags(inst, negated);
            body.define(inst, negated)?;
        }
        Not => {
            let value = body.operand(inst, 0)?;
            let inverted = body.builder.not(value);
            body.define(inst, inverted)?;
        }
        FNegate => {
            let value = body.operand(inst, 0)?;
            let negated = body.builder.fneg(value);
            body.fast_math(inst, negated);
            body.define(inst, negated)?;
        }
        FmaKHR => body.same_type_builtin(inst, "fma", 3)?,
        BitCount => body.bit_count(inst)?,
        BitReverse => body.bit_reverse(inst)?,
        BitFieldInsert => body.bit_field_insert(inst)?,
        BitFieldSExtract | BitFieldUExtract => body.bit_field_extract(inst)?,
        IAddCarry | ISubBorrow => body.carry(inst)?,
        UMulExtended | SMulExtended => body.wide_product(inst)?,
        VectorTimesScalar => {
            let (vector, scalar) = (body.operand(inst, 0)?, body.operand(inst, 1)?);
            let splat = body.builder.splat(scalar, vector.ty().lanes());
            let product = body.builder.binary(Opcode::LLVMFMul, vector, splat);
            body.fast_math(inst, product);
            body.define(inst, product)?;
        }
        Dot => body.float_dot(inst)?,
        SDot | UDot | SUDot | SDotAccSat | UDotAccSat | SUDotAccSat => body.integer_dot(inst)?,
        _ => return Ok(false),
    }
    Ok(true)
}

impl<'c> Body<'_, 'c, '_> {
    fn binary(&mut self, inst: &Inst) -> Result<()> {
        let opcode = match inst.op {
            Op::IAdd => Opcode::LLVMAdd,
            Op::ISub => Opcode::LLVMSub,
            Op::IMul => Opcode::LLVMMul,
            Op::UDiv => Opcode::LLVMUDiv,
            Op::SDiv => Opcode::LLVMSDiv,
            Op::UMod => Opcode::LLVMURem,
            Op::SRem => Opcode::LLVMSRem,
            Op::BitwiseOr => Opcode::LLVMOr,
            Op::BitwiseXor => Opcode::LLVMXor,
            Op::BitwiseAnd => Opcode::LLVMAnd,
            Op::FAdd => Opcode::LLVMFAdd,
            Op::FSub => Opcode::LLVMFSub,
            Op::FMul => Opcode::LLVMFMul,
            _ => Opcode::LLVMFDiv,
        };
        let (left, right) = (self.operand(inst, 0)?, self.operand(inst, 1)?);
        let value = self.builder.binary(opcode, left, right);
        self.wrap_flags(inst, value);
        self.fast_math(inst, value);
        self.define(inst, value)
    }

    /// `NoSignedWrap` and `NoUnsignedWrap` of the result.
    fn wrap_flags(&mut self, inst: &Inst, value: Value<'c>) {
        use crate::llvm::ValueKind;
        let wraps = matches!(
            inst.op,
            Op::IAdd | Op::ISub | Op::IMul | Op::ShiftLeftLogical | Op::SNegate
        );
        if let ValueKind::Instruction(instruction) = value.kind()
            && wraps
        {
            let nuw = self.is_decorated(inst, Decoration::NoUnsignedWrap);
            let nsw = self.is_decorated(inst, Decoration::NoSignedWrap);
            instruction.set_wrap_flags(nuw, nsw);
        }
    }

    /// `FPFastMathMode` of the result, or else what the build options and execution modes allow.
    pub(super) fn fast_math(&mut self, inst: &Inst, value: Value<'c>) {
        use crate::llvm::ValueKind;
        let ValueKind::Instruction(instruction) = value.kind() else {
            return;
        };
        let mode = inst.result.and_then(|id| {
            self.lowering
                .source
                .decorations
                .of(id)
                .find_map(|decorated| match decorated.operands.first() {
                    Some(Operand::FPFastMathMode(mode)) => Some(*mode),
                    _ => None,
                })
        });
        let flags = mode.map_or(self.lowering.fast_math, llvm_flags);
        if flags != 0 {
            instruction.set_fast_math(flags);
        }
    }

    /// SPIR-V leaves shifts by the width or more undefined; LLVM's poison would spread further.
    fn shift(&mut self, inst: &Inst) -> Result<()> {
        let opcode = match inst.op {
            Op::ShiftLeftLogical => Opcode::LLVMShl,
            Op::ShiftRightLogical => Opcode::LLVMLShr,
            _ => Opcode::LLVMAShr,
        };
        let (base, amount) = (self.operand(inst, 0)?, self.operand(inst, 1)?);
        let shape = self.result_shape(inst)?;
        let amount = self.builder.unsigned_cast(amount, base.ty());
        let mask = base.ty().constant(u64::from(shape.width) - 1);
        let amount = self.builder.and(amount, mask);
        let value = self.builder.binary(opcode, base, amount);
        self.wrap_flags(inst, value);
        self.define(inst, value)
    }

    /// The sign is the divisor's.
    fn signed_modulo(&mut self, inst: &Inst) -> Result<()> {
        let (left, right) = (self.operand(inst, 0)?, self.operand(inst, 1)?);
        let builder = &self.builder;
        let zero = left.ty().zero();
        let remainder = builder.binary(Opcode::LLVMSRem, left, right);
        let signs = builder.binary(Opcode::LLVMXor, remainder, right);
        let differ = builder.icmp(IntPredicate::LLVMIntSLT, signs, zero);
        let nonzero = builder.icmp(IntPredicate::LLVMIntNE, remainder, zero);
        let correct = builder.and(differ, nonzero);
        let corrected = builder.add(remainder, right);
        let value = builder.select(correct, corrected, remainder);
        self.define(inst, value)
    }

    /// `OpFRem` is `fmod`; `OpFMod` takes the divisor's sign.
    fn float_remainder(&mut self, inst: &Inst) -> Result<()> {
        let (left, right) = (self.operand(inst, 0)?, self.operand(inst, 1)?);
        let shape = self.result_shape(inst)?;
        let c_type = c_type(shape, Signedness::Signed);
        let types = [c_type.clone(), c_type];
        let remainder = self.call_builtin(
            inst,
            "fmod",
            &types,
            left.ty(),
            &[left, right],
            Effect::None,
        )?;
        if inst.op == Op::FRem {
            return self.define(inst, remainder);
        }
        let builder = &self.builder;
        let zero = left.ty().zero();
        let negative = builder.fcmp(RealPredicate::LLVMRealOLT, remainder, zero);
        let divisor = builder.fcmp(RealPredicate::LLVMRealOLT, right, zero);
        let differ = builder.binary(Opcode::LLVMXor, negative, divisor);
        let nonzero = builder.fcmp(RealPredicate::LLVMRealUNE, remainder, zero);
        let correct = builder.and(differ, nonzero);
        let corrected = builder.binary(Opcode::LLVMFAdd, remainder, right);
        let value = builder.select(correct, corrected, remainder);
        self.define(inst, value)
    }

    /// A built-in of `count` operands of the result's type.
    fn same_type_builtin(&mut self, inst: &Inst, name: &str, count: usize) -> Result<()> {
        let shape = self.result_shape(inst)?;
        let ty = self.result_type(inst)?;
        let arguments: Vec<_> = (0..count)
            .map(|index| self.operand(inst, index))
            .collect::<Result<_>>()?;
        let types = vec![c_type(shape, Signedness::Signed); count];
        let value = self.call_builtin(inst, name, &types, ty, &arguments, Effect::None)?;
        self.define(inst, value)
    }

    fn bit_count(&mut self, inst: &Inst) -> Result<()> {
        let value = self.operand(inst, 0)?;
        let shape = self.operand_shape(inst, 0)?;
        let types = [c_type(shape, Signedness::Signed)];
        let count =
            self.call_builtin(inst, "popcount", &types, value.ty(), &[value], Effect::None)?;
        let ty = self.result_type(inst)?;
        let count = self.builder.unsigned_cast(count, ty);
        self.define(inst, count)
    }

    /// Swaps ever larger neighbours: bits, pairs, nibbles, bytes and so on.
    fn bit_reverse(&mut self, inst: &Inst) -> Result<()> {
        let mut value = self.operand(inst, 0)?;
        let ty = value.ty();
        let width = u64::from(self.result_shape(inst)?.width);
        let mut step = 1;
        while step < width {
            // Alternating runs of `step` ones and zeros.
            let ones = (1u64 << step) - 1;
            let mask = (0..64)
                .step_by(2 * step as usize)
                .fold(0, |mask, at| mask | ones << at);
            let (mask, amount) = (ty.constant(mask), ty.constant(step));
            let builder = &self.builder;
            let down = builder.binary(Opcode::LLVMLShr, value, amount);
            let low = builder.and(down, mask);
            let masked = builder.and(value, mask);
            let high = builder.binary(Opcode::LLVMShl, masked, amount);
            value = builder.or(low, high);
            step *= 2;
        }
        self.define(inst, value)
    }

    /// Ones in the `count` low bits of each lane; all of them if `count` is the width.
    fn low_ones(&mut self, ty: crate::llvm::Type<'c>, width: u32, count: Value<'c>) -> Value<'c> {
        let builder = &self.builder;
        let full = ty.constant(u64::from(width));
        let missing = builder.sub(full, count);
        let amount = builder.and(missing, ty.constant(u64::from(width) - 1));
        let shifted = builder.binary(Opcode::LLVMLShr, ty.all_ones(), amount);
        let none = builder.icmp(IntPredicate::LLVMIntEQ, count, ty.zero());
        builder.select(none, ty.zero(), shifted)
    }

    /// The scalar at operand `index` in each lane of the base's type.
    fn lane_operand(&mut self, inst: &Inst, index: usize, like: Value<'c>) -> Result<Value<'c>> {
        let value = self.operand(inst, index)?;
        let value = self.builder.unsigned_cast(value, like.ty().scalar());
        Ok(match like.ty().lanes() {
            1 => value,
            lanes => self.builder.splat(value, lanes),
        })
    }

    fn bit_field_insert(&mut self, inst: &Inst) -> Result<()> {
        let (base, insert) = (self.operand(inst, 0)?, self.operand(inst, 1)?);
        let width = self.result_shape(inst)?.width;
        let offset = self.lane_operand(inst, 2, base)?;
        let count = self.lane_operand(inst, 3, base)?;
        let ones = self.low_ones(base.ty(), width, count);
        let builder = &self.builder;
        let offset = builder.and(offset, base.ty().constant(u64::from(width) - 1));
        let mask = builder.binary(Opcode::LLVMShl, ones, offset);
        let moved = builder.binary(Opcode::LLVMShl, insert, offset);
        let field = builder.and(moved, mask);
        let rest = builder.and(base, builder.not(mask));
        let value = builder.or(field, rest);
        self.define(inst, value)
    }

    fn bit_field_extract(&mut self, inst: &Inst) -> Result<()> {
        let base = self.operand(inst, 0)?;
        let ty = base.ty();
        let width = self.result_shape(inst)?.width;
        let offset = self.lane_operand(inst, 1, base)?;
        let count = self.lane_operand(inst, 2, base)?;
        let ones = self.low_ones(ty, width, count);
        let builder = &self.builder;
        let last = ty.constant(u64::from(width) - 1);
        let moved = builder.binary(Opcode::LLVMLShr, base, builder.and(offset, last));
        let field = builder.and(moved, ones);
        let value = if inst.op == Op::BitFieldUExtract {
            field
        } else {
            // The field's sign bit spreads upwards: shift it to the top and back.
            let up = builder.and(builder.sub(ty.constant(u64::from(width)), count), last);
            let top = builder.binary(Opcode::LLVMShl, field, up);
            let back = builder.binary(Opcode::LLVMAShr, top, up);
            let none = builder.icmp(IntPredicate::LLVMIntEQ, count, ty.zero());
            builder.select(none, ty.zero(), back)
        };
        self.define(inst, value)
    }

    fn carry(&mut self, inst: &Inst) -> Result<()> {
        let (left, right) = (self.operand(inst, 0)?, self.operand(inst, 1)?);
        let builder = &self.builder;
        let (result, carry) = if inst.op == Op::IAddCarry {
            let sum = builder.add(left, right);
            (sum, builder.icmp(IntPredicate::LLVMIntULT, sum, left))
        } else {
            let difference = builder.sub(left, right);
            (
                difference,
                builder.icmp(IntPredicate::LLVMIntULT, left, right),
            )
        };
        let carry = builder.cast(Opcode::LLVMZExt, carry, left.ty());
        self.pair(inst, result, carry)
    }

    fn wide_product(&mut self, inst: &Inst) -> Result<()> {
        let (left, right) = (self.operand(inst, 0)?, self.operand(inst, 1)?);
        let shape = self.operand_shape(inst, 0)?;
        let signedness = match inst.op {
            Op::UMulExtended => Signedness::Unsigned,
            _ => Signedness::Signed,
        };
        let low = self.builder.mul(left, right);
        let types = [c_type(shape, signedness), c_type(shape, signedness)];
        let high = self.call_builtin(
            inst,
            "mul_hi",
            &types,
            left.ty(),
            &[left, right],
            Effect::None,
        )?;
        self.pair(inst, low, high)
    }

    fn pair(&mut self, inst: &Inst, first: Value<'c>, second: Value<'c>) -> Result<()> {
        let ty = self.result_type(inst)?;
        let value = self.builder.insert_value(ty.poison(), first, 0);
        let value = self.builder.insert_value(value, second, 1);
        self.define(inst, value)
    }

    fn float_dot(&mut self, inst: &Inst) -> Result<()> {
        let (left, right) = (self.operand(inst, 0)?, self.operand(inst, 1)?);
        let shape = self.operand_shape(inst, 0)?;
        let ty = self.result_type(inst)?;
        // OpenCL C has dot products of up to four components.
        if shape.count <= 4 {
            let c_type = c_type(shape, Signedness::Signed);
            let types = [c_type.clone(), c_type];
            let value = self.call_builtin(inst, "dot", &types, ty, &[left, right], Effect::None)?;
            return self.define(inst, value);
        }
        let products = self.builder.binary(Opcode::LLVMFMul, left, right);
        let index = self.lowering.context.int(32);
        let mut sum = self.builder.extract_element(products, index.constant(0));
        for lane in 1..u64::from(shape.count) {
            let product = self.builder.extract_element(products, index.constant(lane));
            sum = self.builder.binary(Opcode::LLVMFAdd, sum, product);
        }
        self.define(inst, sum)
    }

    /// Products and sums in the result's width, which is enough by the specification's own rule.
    fn integer_dot(&mut self, inst: &Inst) -> Result<()> {
        use Op::*;
        let shape = self.result_shape(inst)?;
        let ty = self.result_type(inst)?;
        let signed = match inst.op {
            SDot | SDotAccSat => [true, true],
            UDot | UDotAccSat => [false, false],
            _ => [true, false],
        };
        let mut sides = Vec::new();
        let mut lanes = 1;
        for (index, signed) in signed.into_iter().enumerate() {
            let mut value = self.operand(inst, index)?;
            let context = self.lowering.context;
            if value.ty().lanes() == 1 {
                // Four packed bytes.
                value = self.builder.cast(
                    Opcode::LLVMBitCast,
                    value,
                    context.vector(context.int(8), 4),
                );
            }
            lanes = value.ty().lanes();
            let extend = if signed {
                Opcode::LLVMSExt
            } else {
                Opcode::LLVMZExt
            };
            sides.push(self.builder.cast(extend, value, context.vector(ty, lanes)));
        }
        let products = self.builder.mul(sides[0], sides[1]);
        let index = self.lowering.context.int(32);
        let mut sum = self.builder.extract_element(products, index.constant(0));
        for lane in 1..u64::from(lanes) {
            let product = self.builder.extract_element(products, index.constant(lane));
            sum = self.builder.add(sum, product);
        }
        if matches!(inst.op, SDotAccSat | UDotAccSat | SUDotAccSat) {
            let signedness = match inst.op {
                UDotAccSat => Signedness::Unsigned,
                _ => Signedness::Signed,
            };
            let c_type = c_type(
                Shape {
                    kind: Kind::Int,
                    ..shape
                },
                signedness,
            );
            let accumulator = self.operand(inst, 2)?;
            let types = [c_type.clone(), c_type];
            sum = self.call_builtin(
                inst,
                "add_sat",
                &types,
                ty,
                &[sum, accumulator],
                Effect::None,
            )?;
        }
        self.define(inst, sum)
    }
}

/// LLVM's `contract` flag.
const CONTRACT: u32 = 1 << 5;

/// Flags of operations without `FPFastMathMode`: contraction unless a kernel forbids it, and what build options add.
pub(super) fn default_flags(math: MathOptions, contraction_off: bool) -> u32 {
    let contract = if contraction_off && !math.mad_enable {
        0
    } else {
        CONTRACT
    };
    let table = [
        (math.no_signed_zeros, 8),
        (math.unsafe_math, 1 | 8 | 16 | CONTRACT | 64),
        (math.finite_math, 2 | 4),
        (math.fast_relaxed, 127),
    ];
    table
        .iter()
        .filter(|(given, _)| *given)
        .fold(contract, |flags, (_, flag)| flags | flag)
}

/// LLVM's fast-math flags: reassoc 1, nnan 2, ninf 4, nsz 8, arcp 16, contract 32, afn 64.
fn llvm_flags(mode: FPFastMathMode) -> u32 {
    const TABLE: &[(FPFastMathMode, u32)] = &[
        (FPFastMathMode::NOT_NAN, 2),
        (FPFastMathMode::NOT_INF, 4),
        (FPFastMathMode::NSZ, 8),
        (FPFastMathMode::ALLOW_RECIP, 16),
        (FPFastMathMode::ALLOW_CONTRACT, CONTRACT),
        (FPFastMathMode::ALLOW_REASSOC, 1),
        (FPFastMathMode::ALLOW_TRANSFORM, 1 | 64),
        (FPFastMathMode::FAST, 127),
    ];
    TABLE
        .iter()
        .filter(|(bit, _)| mode.contains(*bit))
        .fold(0, |flags, (_, flag)| flags | flag)
}
