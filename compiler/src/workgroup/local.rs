//! Atomics on local memory without the processor's atomics.
//!
//! A work-group runs on one thread, and local memory is nobody else's: whatever the order, an ordinary read and an ordinary write
//! that the work-items do one after the other are one step for all who can see them.

use crate::kir::{Function, Op, Sharing, Value, cfg};
use llvm_sys::LLVMOpcode;

/// Marks the atomics whose address is known to be local.
pub(super) fn relax(function: &mut Function) {
    for block in cfg::reverse_postorder(function) {
        for id in function.block(block).insts.clone() {
            let inst = function.inst(id);
            let relaxed = match inst.op {
                Op::AtomicRmw(operation, _) if has_simple_form(operation) => {
                    Op::AtomicRmw(operation, Sharing::WorkGroup)
                }
                Op::CompareExchange(_) => Op::CompareExchange(Sharing::WorkGroup),
                _ => continue,
            };
            if is_local(function, inst.operands[0]) {
                let inst = function.inst_mut(id);
                inst.op = relaxed;
                inst.origin = inst.origin.changed();
            }
        }
    }
}

fn has_simple_form(operation: llvm_sys::LLVMAtomicRMWBinOp) -> bool {
    crate::kir::export::simple_form(operation).is_some()
}

/// Whether a pointer comes from one to local memory.
fn is_local(function: &Function, pointer: Value) -> bool {
    let mut current = pointer;
    loop {
        if function.type_of(current).address_space() == 3 {
            return true;
        }
        let Value::Inst(id) = current else {
            return false;
        };
        let inst = function.inst(id);
        match inst.op {
            Op::Gep(_) | Op::Cast(LLVMOpcode::LLVMAddrSpaceCast) => current = inst.operands[0],
            _ => return false,
        }
    }
}
