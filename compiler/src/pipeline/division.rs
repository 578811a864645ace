//! Integer division never traps: a divisor of zero, and -1 where the dividend is the least integer, are
//! replaced by 1. This comes before anything of LLVM's, which takes such a division for unreachable; once
//! guarded, a division may run anywhere, also for work-items that are masked off.

use crate::llvm::{Builder, Instruction, IntPredicate, Module, Opcode, TypeKind, Value};

/// Guards all divisions and remainders of the module.
pub(super) fn guard(module: &Module<'_>) {
    let builder = module.context().builder();
    for function in module.functions() {
        for instruction in function.instructions() {
            match instruction.opcode() {
                Opcode::LLVMUDiv | Opcode::LLVMURem => guard_one(&builder, instruction, false),
                Opcode::LLVMSDiv | Opcode::LLVMSRem => guard_one(&builder, instruction, true),
                _ => {}
            }
        }
    }
}

fn guard_one<'c>(builder: &Builder<'c>, division: Instruction<'c>, signed: bool) {
    let [dividend, divisor] = division.operands()[..] else {
        return;
    };
    if is_safe_divisor(divisor, signed) {
        return;
    }
    builder.before(division);
    // An undefined divisor must be one value for the test and the division.
    let divisor = builder.freeze(divisor);
    let ty = divisor.ty();
    let mut bad = builder.icmp(IntPredicate::LLVMIntEQ, divisor, ty.zero());
    if signed && let TypeKind::Int(bits) = ty.scalar().kind() {
        let least = ty.constant(1 << (bits - 1));
        let dividend = builder.freeze(dividend);
        let overflows = builder.and(
            builder.icmp(IntPredicate::LLVMIntEQ, dividend, least),
            builder.icmp(IntPredicate::LLVMIntEQ, divisor, ty.all_ones()),
        );
        bad = builder.or(bad, overflows);
        division.set_operand(0, dividend);
    }
    division.set_operand(1, builder.select(bad, ty.constant(1), divisor));
}

/// Whether it is a constant that neither is zero nor, for signed division, -1 in any element.
fn is_safe_divisor(divisor: Value<'_>, signed: bool) -> bool {
    let lanes = divisor.ty().lanes();
    let safe = |value: Value<'_>| match value.as_i64() {
        Some(0) | None => false,
        Some(-1) => !signed,
        Some(_) => true,
    };
    if lanes == 1 {
        safe(divisor)
    } else {
        (0..lanes).all(|lane| divisor.element(lane).is_some_and(safe))
    }
}
