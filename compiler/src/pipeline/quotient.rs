//! Divisions of `float` by constants become products with the reciprocal: processors divide a vector in the time of some twenty
//! multiplications, and what needs the quotient waits for four of them. 2.5 ULP are asked (OpenCL C §7.4); the product of two
//! rounded numbers is within 1.5.

use crate::llvm::{Module, Opcode, TypeKind, Value};

/// Replaces those that need not be rounded once: they have `fpmath`.
pub(super) fn by_constants(module: &Module<'_>) {
    let context = module.context();
    let builder = context.builder();
    for function in module.functions() {
        for division in function.instructions() {
            if division.opcode() != Opcode::LLVMFDiv || !division.has_metadata(context, "fpmath") {
                continue;
            }
            let [x, divisor] = division.operands()[..] else {
                continue;
            };
            if let Some(reciprocal) = reciprocal(divisor) {
                builder.before(division);
                let product = builder.binary(Opcode::LLVMFMul, x, reciprocal);
                division.value().replace_all_uses(product);
                division.erase();
            }
        }
    }
}

/// The reciprocals of a `float` or of those in a vector, if they are constant and normal numbers.
fn reciprocal(divisor: Value<'_>) -> Option<Value<'_>> {
    let ty = divisor.ty();
    if ty.scalar().kind() != TypeKind::Float {
        return None;
    }
    if ty.lanes() > 1 {
        let elements = (0..ty.lanes()).map(|lane| reciprocal(divisor.element(lane)?));
        let elements = elements.collect::<Option<Vec<_>>>()?;
        return Some(Value::vector(&elements));
    }
    let bits = u32::try_from(divisor.float_bits()?).ok()?;
    let inverse = 1.0 / f32::from_bits(bits);
    inverse
        .is_normal()
        .then(|| ty.constant_float_bits(u64::from(inverse.to_bits())))
}
