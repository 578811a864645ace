//! The values of a module's constants once the application's specialisation values are in.

use crate::Instruction;
use crate::{Constant, Definition, Error, Id, Kind, Module, Result, Shape, Type, Value, f16};
use spirv::Op;
use std::collections::HashMap;
use std::sync::Arc;

/// The value of every constant of a module.
#[derive(Debug)]
pub struct Specialization {
    values: HashMap<Id, Value>,
}

impl Specialization {
    /// Evaluates the constants of `module`, with `given` in place of the defaults: specialisation constant id and
    /// bytes, little endian. Ids that the module lacks are passed over.
    ///
    /// # Errors
    /// A value of the wrong size, an array length that is not positive, or a composite whose length no longer fits.
    pub fn new(module: &Module, given: &[(u32, Vec<u8>)]) -> Result<Self> {
        for constant in module.spec_constants() {
            let value = given.iter().find(|(id, _)| *id == constant.id);
            if let Some((id, bytes)) = value
                && bytes.len() != constant.size_bytes
            {
                let wanted = constant.size_bytes;
                let have = bytes.len();
                let reason = format!("specialisation constant {id} has {wanted} bytes, not {have}");
                return Err(Error::new(0, reason));
            }
        }
        let given: HashMap<u32, &[u8]> = given
            .iter()
            .map(|(id, bytes)| (*id, bytes.as_slice()))
            .collect();
        let mut specialization = Specialization {
            values: HashMap::new(),
        };
        for (id, definition) in module.constants.iter() {
            let value = specialization.evaluate(module, definition, &given)?;
            specialization.values.insert(id, value);
        }
        Ok(specialization)
    }

    /// The value of constant `id`; the address of a variable.
    pub fn value(&self, id: Id) -> Value {
        self.values.get(&id).cloned().unwrap_or(Value::Address)
    }

    /// The bits of scalar constant `id`.
    pub fn bits(&self, id: Id) -> Option<u64> {
        match self.values.get(&id)? {
            Value::Bits(bits) => Some(*bits),
            Value::Null => Some(0),
            _ => None,
        }
    }

    fn evaluate(
        &self,
        module: &Module,
        definition: &Definition,
        given: &HashMap<u32, &[u8]>,
    ) -> Result<Value> {
        Ok(match &definition.constant {
            Constant::Scalar(bits, spec_id) => {
                let bytes = spec_id.and_then(|id| given.get(&id));
                let is_bool = matches!(module.types.get(definition.ty), Some(Type::Bool));
                Value::Bits(match bytes.map(|bytes| little_endian(bytes)) {
                    Some(value) if is_bool => u64::from(value != 0),
                    Some(value) => value,
                    None => *bits,
                })
            }
            Constant::Composite(parts) => {
                if let Some(Type::Array(_, length)) = module.types.get(definition.ty)
                    && self.bits(*length) != Some(parts.len() as u64)
                {
                    let reason = "the number of constituents is not the specialised length";
                    return Err(Error::new(definition.offset, reason));
                }
                Value::Composite(parts.iter().map(|part| self.value(*part)).collect())
            }
            Constant::Null => Value::Null,
            Constant::Undef => Value::Undef,
            Constant::Operation(instruction) => self.operate(module, definition.ty, instruction)?,
        })
    }

    fn operate(&self, module: &Module, ty: Id, instruction: &Instruction) -> Result<Value> {
        let operands: Vec<Value> = instruction.ids_from(0).map(|id| self.value(id)).collect();
        let moves = match instruction.op {
            Op::CompositeExtract => Some(extract(&operands[0], instruction.literals_from(1))),
            Op::CompositeInsert => {
                let path: Vec<u32> = instruction.literals_from(2).collect();
                Some(insert(
                    module,
                    ty,
                    &operands[1],
                    &operands[0],
                    &path,
                    instruction,
                )?)
            }
            Op::VectorShuffle => {
                let parts = instruction.literals_from(2);
                let first = self.count(module, instruction.id(0)?)?;
                Some(Value::Composite(
                    parts
                        .map(|index| match index {
                            u32::MAX => Value::Undef,
                            index if index < first => lane(&operands[0], index),
                            index => lane(&operands[1], index - first),
                        })
                        .collect(),
                ))
            }
            Op::Select if self.count(module, instruction.id(0)?)? == 1 => {
                let truth = matches!(operands[0], Value::Bits(1));
                Some(operands[if truth { 1 } else { 2 }].clone())
            }
            _ => None,
        };
        if let Some(value) = moves {
            return Ok(value);
        }
        // Pointers are known to the linker only; the lowering makes an expression of them.
        let Some(shape) = module.types.shape(ty) else {
            return Ok(Value::Address);
        };
        if operands.contains(&Value::Address) || instruction.op == Op::ConvertPtrToU {
            return Ok(Value::Address);
        }
        let shapes: Option<Vec<Shape>> = instruction
            .ids_from(0)
            .map(|id| module.type_of(id).and_then(|ty| module.types.shape(ty)))
            .collect();
        let Some(shapes) = shapes else {
            return Ok(Value::Address);
        };
        if instruction.op == Op::Bitcast {
            return Ok(bitcast(&operands[0], shapes[0], shape));
        }
        let lanes = (0..shape.count).map(|index| {
            let bits: Vec<u64> = operands
                .iter()
                .map(|operand| bits_of(&lane(operand, index)))
                .collect();
            Ok(Value::Bits(mask(
                scalar(instruction, &bits, shapes[0], shape)?,
                shape.width,
            )))
        });
        let lanes = lanes.collect::<Result<Vec<Value>>>()?;
        Ok(match shape.count {
            1 => lanes.into_iter().next().unwrap_or(Value::Null),
            _ => Value::Composite(lanes.into()),
        })
    }

    fn count(&self, module: &Module, id: Id) -> Result<u32> {
        let shape = module.type_of(id).and_then(|ty| module.types.shape(ty));
        shape
            .map(|shape| shape.count)
            .ok_or_else(|| Error::new(0, format!("%{id} is neither a scalar nor a vector")))
    }
}

fn little_endian(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .take(8)
        .rev()
        .fold(0, |value, byte| value << 8 | u64::from(*byte))
}

fn mask(bits: u64, width: u32) -> u64 {
    bits & (u64::MAX >> (64 - width.clamp(1, 64)))
}

fn signed(bits: u64, width: u32) -> i64 {
    (bits << (64 - width)).cast_signed() >> (64 - width)
}

/// Component `index`; a scalar is its own only component.
fn lane(value: &Value, index: u32) -> Value {
    match value {
        Value::Composite(parts) => parts.get(index as usize).cloned().unwrap_or(Value::Undef),
        other => other.clone(),
    }
}

/// An undefined operand may be taken as zero.
fn bits_of(value: &Value) -> u64 {
    match value {
        Value::Bits(bits) => *bits,
        _ => 0,
    }
}

fn extract(value: &Value, path: impl Iterator<Item = u32>) -> Value {
    let mut value = value.clone();
    for index in path {
        value = lane(&value, index);
    }
    value
}

/// Longest composite that `OpCompositeInsert` copies: a chain of insertions costs memory for each copy.
const MAX_INSERT: usize = 256;

fn insert(
    module: &Module,
    ty: Id,
    into: &Value,
    part: &Value,
    path: &[u32],
    instruction: &Instruction,
) -> Result<Value> {
    let Some((&index, rest)) = path.split_first() else {
        return Ok(part.clone());
    };
    let count = match module.types.get(ty) {
        Some(Type::Vector(_, count)) => *count as usize,
        Some(Type::Struct(members)) => members.len(),
        // A null array would have to be spelt out, however long it is.
        Some(Type::Array(..)) => match into {
            Value::Composite(parts) => parts.len(),
            _ => return Err(instruction.error("insertion into an array without constituents")),
        },
        _ => return Err(instruction.error("insertion into what is no composite")),
    };
    if count > MAX_INSERT {
        return Err(instruction.error("insertion into so long a composite is not supported"));
    }
    let mut parts: Vec<Value> = (0..count)
        .map(|index| lane(into, u32::try_from(index).unwrap_or(u32::MAX)))
        .collect();
    let member = module.types.member(ty, u64::from(index));
    match (parts.get_mut(index as usize), member) {
        (Some(slot), Some(member)) => {
            *slot = insert(module, member, slot, part, rest, instruction)?;
        }
        _ => return Err(instruction.error(format!("index {index} is beyond the composite"))),
    }
    Ok(Value::Composite(parts.into()))
}

/// Reinterprets lanes through a string of bits, lane 0 lowest.
fn bitcast(value: &Value, from: Shape, to: Shape) -> Value {
    let mut bits = [0u64; 16];
    for index in 0..from.count {
        let at = (index * from.width) as usize;
        if let Some(word) = bits.get_mut(at / 64) {
            *word |= bits_of(&lane(value, index)) << (at % 64);
        }
    }
    let part = |index: u32| {
        let at = (index * to.width) as usize;
        let word = bits.get(at / 64).copied().unwrap_or(0);
        Value::Bits(mask(word >> (at % 64), to.width))
    };
    match to.count {
        1 => part(0),
        count => Value::Composite((0..count).map(part).collect::<Arc<[Value]>>()),
    }
}

/// One lane of an operation: `of` is the first operand's shape, `to` the result's.
fn scalar(instruction: &Instruction, bits: &[u64], of: Shape, to: Shape) -> Result<u64> {
    let [a, rest @ ..] = bits else {
        return Err(instruction.error("it lacks operands"));
    };
    let b = rest.first().copied().unwrap_or(0);
    let c = rest.get(1).copied().unwrap_or(0);
    Ok(match (instruction.op, of.kind) {
        (Op::Select, _) => {
            if *a == 1 {
                b
            } else {
                c
            }
        }
        (Op::ConvertSToF, _) if to.width == 32 => {
            u64::from((signed(*a, of.width) as f32).to_bits())
        }
        (Op::ConvertUToF, _) if to.width == 32 => u64::from((*a as f32).to_bits()),
        (Op::ConvertSToF, _) => float_bits(signed(*a, of.width) as f64, to.width),
        (Op::ConvertUToF, _) => float_bits(*a as f64, to.width),
        (_, Kind::Float) => return float(instruction, *a, b, of.width, to.width),
        (_, Kind::Bool) => return truth(instruction, *a, b),
        (_, Kind::Int) => return integer(instruction, *a, b, of.width),
    })
}

fn truth(instruction: &Instruction, a: u64, b: u64) -> Result<u64> {
    Ok(match instruction.op {
        Op::LogicalOr => a | b,
        Op::LogicalAnd => a & b,
        Op::LogicalNot => a ^ 1,
        Op::LogicalEqual => u64::from(a == b),
        Op::LogicalNotEqual => u64::from(a != b),
        _ => return Err(instruction.error("it can't be evaluated on truth values")),
    })
}

/// Division by zero and shifts by the width or more are undefined; they give zero here.
fn integer(instruction: &Instruction, a: u64, b: u64, width: u32) -> Result<u64> {
    let (sa, sb) = (signed(a, width), signed(b, width));
    let shift = |shifted: Option<u64>| shifted.filter(|_| b < u64::from(width)).unwrap_or(0);
    let amount = u32::try_from(b).unwrap_or(u32::MAX);
    Ok(match instruction.op {
        Op::UConvert => a,
        Op::SConvert => sa.cast_unsigned(),
        Op::SNegate => a.wrapping_neg(),
        Op::Not => !a,
        Op::IAdd => a.wrapping_add(b),
        Op::ISub => a.wrapping_sub(b),
        Op::IMul => a.wrapping_mul(b),
        Op::UDiv => a.checked_div(b).unwrap_or(0),
        Op::UMod => a.checked_rem(b).unwrap_or(0),
        Op::SDiv if sb == 0 => 0,
        Op::SDiv => sa.wrapping_div(sb).cast_unsigned(),
        Op::SRem | Op::SMod if sb == 0 => 0,
        Op::SRem => sa.wrapping_rem(sb).cast_unsigned(),
        Op::SMod => {
            let remainder = sa.wrapping_rem(sb);
            let wrong_sign = remainder != 0 && (remainder < 0) != (sb < 0);
            (if wrong_sign {
                remainder.wrapping_add(sb)
            } else {
                remainder
            })
            .cast_unsigned()
        }
        Op::ShiftLeftLogical => shift(a.checked_shl(amount)),
        Op::ShiftRightLogical => shift(a.checked_shr(amount)),
        Op::ShiftRightArithmetic => shift(sa.checked_shr(amount).map(i64::cast_unsigned)),
        Op::BitwiseOr => a | b,
        Op::BitwiseXor => a ^ b,
        Op::BitwiseAnd => a & b,
        Op::IEqual => u64::from(a == b),
        Op::INotEqual => u64::from(a != b),
        Op::ULessThan => u64::from(a < b),
        Op::SLessThan => u64::from(sa < sb),
        Op::UGreaterThan => u64::from(a > b),
        Op::SGreaterThan => u64::from(sa > sb),
        Op::ULessThanEqual => u64::from(a <= b),
        Op::SLessThanEqual => u64::from(sa <= sb),
        Op::UGreaterThanEqual => u64::from(a >= b),
        Op::SGreaterThanEqual => u64::from(sa >= sb),
        _ => return Err(instruction.error("it can't be evaluated on integers")),
    })
}

/// Single and double operations are exact in their own width; half goes through double, which rounds once more
/// but never differently for these operations (53 > 2 * 11 + 2).
fn float(instruction: &Instruction, a: u64, b: u64, of: u32, to: u32) -> Result<u64> {
    let (x, y) = (float_value(a, of), float_value(b, of));
    let value = match instruction.op {
        Op::FConvert => return Ok(float_bits(x, to)),
        #[allow(clippy::cast_possible_truncation, reason = "out of range is undefined")]
        Op::ConvertFToS => return Ok((x as i64).cast_unsigned()),
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "out of range is undefined"
        )]
        Op::ConvertFToU => return Ok(x as u64),
        Op::FNegate => return Ok(a ^ (1 << (of - 1))),
        Op::FAdd => x + y,
        Op::FSub => x - y,
        Op::FMul => x * y,
        Op::FDiv => x / y,
        Op::FRem => x % y,
        Op::FMod => {
            let remainder = x % y;
            let wrong_sign = remainder != 0.0 && (remainder < 0.0) != (y < 0.0);
            if wrong_sign { remainder + y } else { remainder }
        }
        _ => return Err(instruction.error("it can't be evaluated on floating point")),
    };
    Ok(float_bits(value, of))
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "the width says how many bits count"
)]
fn float_value(bits: u64, width: u32) -> f64 {
    match width {
        16 => f16::to_f64(bits as u16),
        32 => f64::from(f32::from_bits(bits as u32)),
        _ => f64::from_bits(bits),
    }
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "rounding to the width is meant"
)]
fn float_bits(value: f64, width: u32) -> u64 {
    match width {
        16 => u64::from(f16::from_f64(value)),
        32 => u64::from((value as f32).to_bits()),
        _ => value.to_bits(),
    }
}
