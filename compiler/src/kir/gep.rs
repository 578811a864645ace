//! Address arithmetic.

use super::{Function, Inst, Op, Value};

/// What a `getelementptr` adds to its base, in bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offset {
    /// The part that is known.
    pub constant: i64,
    /// Indices and what each is multiplied with.
    pub terms: Vec<(Value, i64)>,
}

/// Decomposes a `getelementptr` of a scalar pointer.
#[must_use]
pub fn offset(function: &Function, inst: &Inst) -> Option<Offset> {
    let Op::Gep(source) = inst.op else {
        return None;
    };
    let target = function.target;
    let signed = |size: u64| i64::try_from(size).ok();
    let mut ty = source;
    let mut offset = Offset::default();
    for (position, &index) in inst.operands[1..].iter().enumerate() {
        let constant = match index {
            Value::Constant(constant) => constant.as_i64(),
            _ => None,
        };
        if position > 0 && ty.is_struct() {
            let member = u32::try_from(constant?).ok()?;
            offset.constant = offset
                .constant
                .wrapping_add(signed(target.offset_of(ty, member))?);
            ty = ty.member(member);
            continue;
        }
        if position > 0 {
            ty = ty.element();
        }
        let size = signed(target.size_of(ty))?;
        match constant {
            Some(constant) => {
                offset.constant = offset.constant.wrapping_add(constant.wrapping_mul(size))
            }
            None => offset.terms.push((index, size)),
        }
    }
    Some(offset)
}

/// The base that a pointer is at a constant distance from, and the distance.
#[must_use]
pub fn base(function: &Function, pointer: Value) -> (Value, i64) {
    let (mut current, mut distance) = (pointer, 0_i64);
    while let Value::Inst(id) = current {
        let inst = function.inst(id);
        match offset(function, inst) {
            Some(Offset { constant, terms }) if terms.is_empty() => {
                distance = distance.wrapping_add(constant);
                current = inst.operands[0];
            }
            _ => break,
        }
    }
    (current, distance)
}
