//! Division of integers, which processors do not have for vectors, by division of floats.
//!
//! A quotient of integers that is not whole differs from the next whole number by at least one part in the dividend. Floats with
//! more digits than the dividend round it to something still below that number: cutting off gives the exact quotient. Where all lanes
//! divide by the same number, that is a multiplication.

use super::widen::Widener;
use crate::kir::{Function, Inst, Op, Type, Value, shape::Shape};
use llvm_sys::{LLVMIntPredicate, LLVMOpcode};

/// Whether a division of vectors with these elements is done so.
pub(super) fn is_done_in_floats(opcode: LLVMOpcode, element: Type, divisor: Value) -> bool {
    let is_division = matches!(
        opcode,
        LLVMOpcode::LLVMUDiv | LLVMOpcode::LLVMSDiv | LLVMOpcode::LLVMURem | LLVMOpcode::LLVMSRem
    );
    // Divisions by constants are multiplications.
    is_division
        && element.is_int()
        && element.int_bits() <= 32
        && !matches!(divisor, Value::Constant(_))
}

/// A divisor that all lanes have in common.
pub(super) struct Common {
    divisor: Value,
    /// The lanes that divide by 1 instead (see `pipeline::division`), if any may.
    by_one: Option<Value>,
}

impl Widener<'_> {
    /// The quotients or remainders of an instruction; no divisor is zero.
    pub(super) fn divide_all(&mut self, inst: &Inst, opcode: LLVMOpcode) -> Vec<Value> {
        let dividends = self.lanes(inst.operands[0]);
        if let Some(common) = self.common_divisor(inst.operands[1]) {
            return vec![self.divide_by(opcode, dividends[0], &common)];
        }
        let divisors = self.lanes(inst.operands[1]);
        let pairs = dividends.into_iter().zip(divisors);
        pairs
            .map(|(dividend, divisor)| {
                let quotient = self.quotient(opcode, dividend, divisor);
                self.result(opcode, quotient, dividend, divisor)
            })
            .collect()
    }

    fn common_divisor(&mut self, divisor: Value) -> Option<Common> {
        if self.old_type(divisor).is_vector() {
            return None;
        }
        if self.facts.shapes.of(divisor) == Shape::Uniform {
            return Some(Common {
                divisor: self.scalar(divisor),
                by_one: None,
            });
        }
        let guard = guarded(self.facts.function, divisor)?;
        if self.facts.shapes.of(guard.divisor) != Shape::Uniform {
            return None;
        }
        let divisor = self.scalar(guard.divisor);
        let ty = self.builder.type_of(divisor);
        let (zero, one) = (ty.zero().into(), ty.constant(1).into());
        let bool = self.builder.function.target.bool();
        let is_zero = Op::ICmp(LLVMIntPredicate::LLVMIntEQ);
        let is_zero = self.builder.push(is_zero, vec![divisor, zero], bool);
        let divisor = self
            .builder
            .push(Op::Select, vec![is_zero, one, divisor], ty);
        Some(Common {
            divisor,
            by_one: Some(self.lanes(guard.by_one)[0]),
        })
    }

    /// Quotients or remainders of one divisor: products with its reciprocal. That is made larger by so much that no whole quotient
    /// becomes less, and by too little for another to become whole.
    fn divide_by(&mut self, opcode: LLVMOpcode, dividend: Value, common: &Common) -> Value {
        let ty = self.builder.type_of(dividend);
        let (float, larger) = self.float_for(ty);
        let (up, down) = conversions(opcode);
        let divisor = self.builder.cast(up, common.divisor, float);
        let reciprocal =
            self.builder
                .binary(LLVMOpcode::LLVMFDiv, float.real(larger).into(), divisor);
        let reciprocal = self.builder.splat(reciprocal);
        let dividends = self.builder.cast(up, dividend, float.vector(ty.lanes()));
        let quotient = self
            .builder
            .binary(LLVMOpcode::LLVMFMul, dividends, reciprocal);
        let quotient = self.builder.cast(down, quotient, ty);
        let divisor = self.builder.splat(common.divisor);
        let result = self.result(opcode, quotient, dividend, divisor);
        let Some(by_one) = common.by_one else {
            return result;
        };
        let alone = if is_remainder(opcode) {
            ty.zero().into()
        } else {
            dividend
        };
        self.builder
            .push(Op::Select, vec![by_one, alone, result], ty)
    }

    fn quotient(&mut self, opcode: LLVMOpcode, dividend: Value, divisor: Value) -> Value {
        let ty = self.builder.type_of(dividend);
        let float = self.float_for(ty).0.vector(ty.lanes());
        let (up, down) = conversions(opcode);
        let operands = [dividend, divisor].map(|operand| self.builder.cast(up, operand, float));
        let quotient = self
            .builder
            .binary(LLVMOpcode::LLVMFDiv, operands[0], operands[1]);
        self.builder.cast(down, quotient, ty)
    }

    /// Floats with 24 digits for integers of 16, with 53 for those of 32; and the numerator of reciprocals.
    fn float_for(&self, ty: Type) -> (Type, f64) {
        let target = self.builder.function.target;
        if ty.element().int_bits() <= 16 {
            (target.float(), 1.0 + 1.0 / f64::from(1 << 20))
        } else {
            (target.double(), 1.0 + 1.0 / (1_u64 << 40) as f64)
        }
    }

    fn result(
        &mut self,
        opcode: LLVMOpcode,
        quotient: Value,
        dividend: Value,
        divisor: Value,
    ) -> Value {
        if !is_remainder(opcode) {
            return quotient;
        }
        let whole = self.builder.binary(LLVMOpcode::LLVMMul, quotient, divisor);
        self.builder.binary(LLVMOpcode::LLVMSub, dividend, whole)
    }
}

fn is_remainder(opcode: LLVMOpcode) -> bool {
    matches!(opcode, LLVMOpcode::LLVMSRem | LLVMOpcode::LLVMURem)
}

/// To floats and back.
fn conversions(opcode: LLVMOpcode) -> (LLVMOpcode, LLVMOpcode) {
    if matches!(opcode, LLVMOpcode::LLVMSDiv | LLVMOpcode::LLVMSRem) {
        (LLVMOpcode::LLVMSIToFP, LLVMOpcode::LLVMFPToSI)
    } else {
        (LLVMOpcode::LLVMUIToFP, LLVMOpcode::LLVMFPToUI)
    }
}

/// A divisor that is replaced by 1 under a condition.
pub(super) struct Guarded {
    pub(super) divisor: Value,
    pub(super) by_one: Value,
}

/// What `pipeline::division` has made of a divisor.
pub(super) fn guarded(function: &Function, divisor: Value) -> Option<Guarded> {
    let Value::Inst(id) = divisor else {
        return None;
    };
    let inst = function.inst(id);
    let is_one = |value: Value| matches!(value, Value::Constant(one) if one.as_u64() == Some(1));
    (inst.op == Op::Select && is_one(inst.operands[1])).then(|| Guarded {
        divisor: inst.operands[2],
        by_one: inst.operands[0],
    })
}
