//! Relaxed atomics that often change nothing look before they write: `min` and `max` of x86 are compare-exchanges, which take the
//! cache line from all other threads even to store what is there already.
//!
//! A relaxed read-modify-write that leaves the value as it is may be a load: it stands right behind the write that it reads in the
//! order of modifications, and whoever reads it reads the same from that write. Only a release fence before it would make what it
//! writes mean more than its value (OpenCL C §6.15.12.2), so programs with such fences keep theirs.

use crate::llvm::{
    AttributePlace, Function, Instruction, IntPredicate, Linkage, Module, Opcode, Ordering, RmwOp,
    TypeKind, Value,
};

/// Does it for all functions of a module of work-group functions.
pub(super) fn look_first(module: &Module<'_>) {
    let functions = module.functions();
    let instructions: Vec<_> = functions.iter().flat_map(|f| f.instructions()).collect();
    let releases = |inst: &Instruction<'_>| {
        inst.opcode() == Opcode::LLVMFence && inst.ordering() != Ordering::LLVMAtomicOrderingAcquire
    };
    if instructions.iter().any(releases) {
        return;
    }
    let builder = module.context().builder();
    for inst in instructions {
        if let Some(helper) = helper(module, inst) {
            builder.before(inst);
            let [address, operand] = inst.operands()[..] else {
                continue;
            };
            let old = builder.call(helper, &[address, operand]);
            inst.value().replace_all_uses(old.value());
            inst.erase();
        }
    }
}

/// What keeps the old value, and its name.
fn keeps(operation: RmwOp) -> Option<(&'static str, Keeps)> {
    use IntPredicate::*;
    Some(match operation {
        RmwOp::LLVMAtomicRMWBinOpMin => ("smin", Keeps::If(LLVMIntSLE)),
        RmwOp::LLVMAtomicRMWBinOpMax => ("smax", Keeps::If(LLVMIntSGE)),
        RmwOp::LLVMAtomicRMWBinOpUMin => ("umin", Keeps::If(LLVMIntULE)),
        RmwOp::LLVMAtomicRMWBinOpUMax => ("umax", Keeps::If(LLVMIntUGE)),
        RmwOp::LLVMAtomicRMWBinOpAnd => ("and", Keeps::And),
        RmwOp::LLVMAtomicRMWBinOpOr => ("or", Keeps::Or),
        _ => return None,
    })
}

/// When an operation changes nothing.
enum Keeps {
    /// The old value compares so with the operand.
    If(IntPredicate),
    /// The operand has all bits of the old value.
    And,
    /// The old value has all bits of the operand.
    Or,
}

/// The function that does what this instruction does, if that may be a load.
fn helper<'c>(module: &Module<'c>, inst: Instruction<'c>) -> Option<Function<'c>> {
    if inst.opcode() != Opcode::LLVMAtomicRMW
        || inst.ordering() != Ordering::LLVMAtomicOrderingMonotonic
    {
        return None;
    }
    let (name, keeps) = keeps(inst.rmw_operation())?;
    let [address, operand] = inst.operands()[..] else {
        return None;
    };
    let ty = operand.ty();
    let TypeKind::Int(bits) = ty.kind() else {
        return None;
    };
    let space = address.ty().address_space()?;
    let name = format!("__mirrorcl_atomic_{name}.i{bits}.p{space}");
    if let Some(function) = module.function(&name) {
        return Some(function);
    }
    let context = module.context();
    let signature = context.function(ty, &[address.ty(), ty], false);
    let function = module.declare(&name, signature);
    function.set_linkage(Linkage::LLVMInternalLinkage);
    function.add_attribute(context, AttributePlace::Function, "alwaysinline", 0);
    let [entry, change, kept] =
        ["entry", "change", "kept"].map(|n| function.append_block(context, n));
    let [address, operand]: [Value<'c>; 2] = function.parameters().try_into().ok()?;
    let builder = context.builder();
    builder.at_end(entry);
    let seen = builder.load(ty, address, inst.align());
    // Stronger than asked costs nothing on x86, and keeps the order of programs that rely on it.
    let order = Ordering::LLVMAtomicOrderingSequentiallyConsistent;
    seen.set_ordering(order);
    seen.set_volatile(true);
    let seen = seen.value();
    let same = match keeps {
        Keeps::If(predicate) => builder.icmp(predicate, seen, operand),
        Keeps::And => builder.icmp(IntPredicate::LLVMIntEQ, builder.and(seen, operand), seen),
        Keeps::Or => builder.icmp(IntPredicate::LLVMIntEQ, builder.or(seen, operand), seen),
    };
    builder.branch_if(same, kept, change);
    builder.at_end(kept);
    builder.ret(seen);
    builder.at_end(change);
    let scope = context.sync_scope("");
    let old = builder.atomic_rmw(inst.rmw_operation(), address, operand, order, scope);
    old.set_volatile(true);
    builder.ret(old.value());
    Some(function)
}
