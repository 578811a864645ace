//! Division of integers, which processors do not have for vectors, by division of floats.
//!
//! A quotient of integers that is not whole differs from the next whole number by at least one part in the dividend. Floats with
//! more digits than the dividend round it to something still below that number: cutting off gives the exact quotient.

use super::widen::Widener;
use crate::kir::{Op, Type, Value};
use llvm_sys::LLVMOpcode;

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

impl Widener<'_> {
    /// Quotient or remainder of vectors; no divisor is zero.
    pub(super) fn divide(&mut self, opcode: LLVMOpcode, dividend: Value, divisor: Value) -> Value {
        let ty = self.builder.type_of(dividend);
        let target = self.builder.function.target;
        // 24 digits for 16, 53 for 32.
        let float = if ty.element().int_bits() <= 16 {
            target.float()
        } else {
            target.double()
        };
        let float = float.vector(ty.lanes());
        let signed = matches!(opcode, LLVMOpcode::LLVMSDiv | LLVMOpcode::LLVMSRem);
        let (up, down) = if signed {
            (LLVMOpcode::LLVMSIToFP, LLVMOpcode::LLVMFPToSI)
        } else {
            (LLVMOpcode::LLVMUIToFP, LLVMOpcode::LLVMFPToUI)
        };
        let operands = [dividend, divisor]
            .map(|operand| self.builder.push(Op::Cast(up), vec![operand], float));
        let quotient = self
            .builder
            .binary(LLVMOpcode::LLVMFDiv, operands[0], operands[1]);
        let quotient = self.builder.push(Op::Cast(down), vec![quotient], ty);
        if matches!(opcode, LLVMOpcode::LLVMUDiv | LLVMOpcode::LLVMSDiv) {
            return quotient;
        }
        let whole = self.builder.binary(LLVMOpcode::LLVMMul, quotient, divisor);
        self.builder.binary(LLVMOpcode::LLVMSub, dividend, whole)
    }
}
