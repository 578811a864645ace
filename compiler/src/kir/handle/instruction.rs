//! What LLVM says of an instruction that KIR was made from.

use super::Target;
use llvm_sys::{LLVMAttributeFunctionIndex, LLVMOpcode, core::*, prelude::LLVMValueRef};

/// An LLVM instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Instruction(pub(super) LLVMValueRef);

impl Instruction {
    /// # Safety
    /// The value must be an instruction and alive as long as the handle is used.
    #[must_use]
    pub unsafe fn from_raw(raw: LLVMValueRef) -> Self {
        Self(raw)
    }

    /// LLVM's handle.
    #[must_use]
    pub fn raw(self) -> LLVMValueRef {
        self.0
    }

    /// Whether it promises not to wrap as signed arithmetic.
    #[must_use]
    pub fn nsw(self) -> bool {
        // SAFETY: an alive instruction, of a kind that has the flag.
        unsafe { self.can_wrap() && LLVMGetNSW(self.0) != 0 }
    }

    /// Whether it promises not to wrap as unsigned arithmetic.
    #[must_use]
    pub fn nuw(self) -> bool {
        // SAFETY: an alive instruction, of a kind that has the flag.
        unsafe { self.can_wrap() && LLVMGetNUW(self.0) != 0 }
    }

    fn can_wrap(self) -> bool {
        matches!(
            self.opcode(),
            LLVMOpcode::LLVMAdd
                | LLVMOpcode::LLVMSub
                | LLVMOpcode::LLVMMul
                | LLVMOpcode::LLVMShl
                | LLVMOpcode::LLVMTrunc
        )
    }

    /// Whether it is an `or` that promises to be an addition.
    #[must_use]
    pub fn disjoint(self) -> bool {
        // SAFETY: an alive instruction, of a kind that has the flag.
        unsafe { self.opcode() == LLVMOpcode::LLVMOr && LLVMGetIsDisjoint(self.0) != 0 }
    }

    /// Whether it promises to lose no bits.
    #[must_use]
    pub fn exact(self) -> bool {
        let has_flag = matches!(
            self.opcode(),
            LLVMOpcode::LLVMAShr
                | LLVMOpcode::LLVMLShr
                | LLVMOpcode::LLVMUDiv
                | LLVMOpcode::LLVMSDiv
        );
        // SAFETY: an alive instruction, of a kind that has the flag.
        unsafe { has_flag && LLVMGetExact(self.0) != 0 }
    }

    /// Whether it promises that its operand is not negative.
    #[must_use]
    pub fn nneg(self) -> bool {
        let has_flag = matches!(self.opcode(), LLVMOpcode::LLVMZExt | LLVMOpcode::LLVMUIToFP);
        // SAFETY: an alive instruction, of a kind that has the flag.
        unsafe { has_flag && LLVMGetNNeg(self.0) != 0 }
    }

    fn opcode(self) -> LLVMOpcode {
        // SAFETY: an alive instruction.
        unsafe { LLVMGetInstructionOpcode(self.0) }
    }

    /// The value of the `memory` attribute of a call.
    #[must_use]
    pub fn call_memory_effects(self, target: Target) -> Option<u64> {
        // SAFETY: an alive call; the attribute is asked for its value only if there is one.
        unsafe {
            let attribute = LLVMGetCallSiteEnumAttribute(
                self.0,
                LLVMAttributeFunctionIndex,
                target.attribute_kind("memory"),
            );
            (!attribute.is_null()).then(|| LLVMGetEnumAttributeValue(attribute))
        }
    }
}
