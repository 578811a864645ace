//! What work-items know of their sub-groups.

use super::Importer;
use crate::kir::{BlockId, Inst, Op, ParamKind, Value};
use llvm_sys::{
    LLVMOpcode,
    core::*,
    prelude::{LLVMUseRef, LLVMValueRef},
};

impl Importer {
    /// What a work-item knows of its sub-group.
    pub(super) fn sub_group(&mut self, block: BlockId, query: ParamKind) -> Value {
        let size = self.target().int(64);
        if query == ParamKind::SubGroupActive {
            // It changes at barriers, and so must not be a parameter, which has one value everywhere.
            let active = self.function.param(query, size);
            let copy = Inst::new(Op::Freeze, vec![active], size);
            return self.function.push(block, copy).into();
        }
        if self.has_sub_group_barrier {
            return self.function.param(query, size);
        }
        // Work-items do not run by sub-groups: consecutive ones are found by their numbers.
        let item = self.function.param(ParamKind::Item, size);
        let (opcode, operand) = match query {
            ParamKind::SubGroup => (LLVMOpcode::LLVMLShr, self.sub_group_size.ilog2()),
            _ => (LLVMOpcode::LLVMAnd, self.sub_group_size - 1),
        };
        let operands = vec![item, size.constant(operand.into()).into()];
        let inst = Inst::new(Op::Binary(opcode), operands, size);
        self.function.push(block, inst).into()
    }
}

/// Whether a function calls the intrinsic of this name.
pub(super) unsafe fn calls(function: LLVMValueRef, name: &std::ffi::CStr) -> bool {
    // SAFETY: an alive function; the uses are walked to their end.
    unsafe {
        let callee = LLVMGetNamedFunction(LLVMGetGlobalParent(function), name.as_ptr());
        if callee.is_null() {
            return false;
        }
        let mut current: LLVMUseRef = LLVMGetFirstUse(callee);
        while !current.is_null() {
            let user = LLVMGetUser(current);
            if LLVMGetBasicBlockParent(LLVMGetInstructionParent(user)) == function {
                return true;
            }
            current = LLVMGetNextUse(current);
        }
        false
    }
}
