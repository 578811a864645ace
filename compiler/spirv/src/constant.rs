//! Constants, specialisable or not.

use crate::types::Length;
use crate::{Id, Instruction, Result, Type, Types};
use rspirv::dr::Operand;
use spirv::Op;
use std::collections::HashMap;
use std::sync::Arc;

/// How a constant is declared.
#[derive(Debug, Clone, PartialEq)]
pub enum Constant {
    /// A scalar's bits (truth values 0 and 1), and its id for specialisation.
    Scalar(u64, Option<u32>),
    /// Constituents.
    Composite(Vec<Id>),
    /// `OpConstantNull`.
    Null,
    /// `OpUndef`.
    Undef,
    /// `OpSpecConstantOp`: the instruction within.
    Operation(Box<Instruction>),
}

/// A declared constant.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// Its type.
    pub ty: Id,
    /// Its value or how to get it.
    pub constant: Constant,
    /// Word offset of its declaration.
    pub offset: usize,
    /// Whether specialisation can change it.
    pub specialisable: bool,
}

/// The value of a constant once specialised.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A scalar's bits.
    Bits(u64),
    /// Constituents.
    Composite(Arc<[Value]>),
    /// Zero of any type.
    Null,
    /// `OpUndef`.
    Undef,
    /// Made of the address of a variable or function: known to the linker only.
    Address,
}

/// A specialisation constant as the application sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecConstant {
    /// The `SpecId`.
    pub id: u32,
    /// Bytes that the application gives for it; a truth value takes one.
    pub size_bytes: usize,
    /// Its default, little endian in `size_bytes` bytes.
    pub default: Vec<u8>,
}

/// The constants of a module.
#[derive(Debug, Default)]
pub struct Constants {
    by_id: HashMap<Id, Definition>,
    order: Vec<Id>,
}

impl Constants {
    /// The constant `id`.
    pub fn get(&self, id: Id) -> Option<&Definition> {
        self.by_id.get(&id)
    }

    /// All constants in the order of their declarations.
    pub fn iter(&self) -> impl Iterator<Item = (Id, &Definition)> {
        self.order.iter().map(|id| (*id, &self.by_id[id]))
    }

    /// The bits of scalar constant `id` (its default, if it is specialisable and no operation).
    pub fn bits(&self, id: Id) -> Option<u64> {
        match self.by_id.get(&id)?.constant {
            Constant::Scalar(bits, _) => Some(bits),
            Constant::Null => Some(0),
            _ => None,
        }
    }

    /// `id` as the length of an array.
    pub(crate) fn length(&self, types: &Types, id: Id) -> Option<Length> {
        let definition = self.by_id.get(&id)?;
        if !matches!(types.get(definition.ty), Some(Type::Int(_))) {
            return None;
        }
        match definition.constant {
            _ if definition.specialisable => Some(Length::Specialisable(id)),
            Constant::Scalar(bits, _) => Some(Length::Fixed(bits)),
            Constant::Null => Some(Length::Fixed(0)),
            _ => None,
        }
    }

    /// Takes in a constant declaration. `constituent` gives the type of what a composite may hold:
    /// an earlier constant or a variable.
    pub(crate) fn declare(
        &mut self,
        instruction: &Instruction,
        types: &Types,
        spec_id: Option<u32>,
        constituent: impl Fn(Id) -> Option<Id>,
    ) -> Result<()> {
        let ty = instruction.result_type()?;
        let constant = match instruction.op {
            Op::ConstantTrue => bool_constant(instruction, types, ty, true, None)?,
            Op::ConstantFalse => bool_constant(instruction, types, ty, false, None)?,
            Op::SpecConstantTrue => bool_constant(instruction, types, ty, true, spec_id)?,
            Op::SpecConstantFalse => bool_constant(instruction, types, ty, false, spec_id)?,
            Op::Constant => scalar_constant(instruction, types, ty, None)?,
            Op::SpecConstant => scalar_constant(instruction, types, ty, spec_id)?,
            Op::ConstantComposite | Op::SpecConstantComposite => {
                self.composite_constant(instruction, types, ty, constituent)?
            }
            Op::ConstantNull | Op::Undef => {
                if matches!(
                    types.get(ty),
                    None | Some(Type::Void | Type::Function(..) | Type::Opaque)
                ) {
                    return Err(instruction.error(format!("%{ty} is not the type of a value")));
                }
                if instruction.op == Op::Undef {
                    Constant::Undef
                } else {
                    Constant::Null
                }
            }
            Op::SpecConstantOp => Constant::Operation(Box::new(operation(instruction)?)),
            _ => return Err(instruction.error("this constant is not supported")),
        };
        let id = instruction.result()?;
        let specialisable = match &constant {
            Constant::Scalar(_, spec_id) => spec_id.is_some(),
            Constant::Composite(parts) => parts
                .iter()
                .any(|part| self.get(*part).is_some_and(|part| part.specialisable)),
            Constant::Operation(_) => true,
            Constant::Null | Constant::Undef => false,
        };
        let offset = instruction.offset;
        self.by_id.insert(
            id,
            Definition {
                ty,
                constant,
                offset,
                specialisable,
            },
        );
        self.order.push(id);
        Ok(())
    }

    fn composite_constant(
        &self,
        instruction: &Instruction,
        types: &Types,
        ty: Id,
        constituent: impl Fn(Id) -> Option<Id>,
    ) -> Result<Constant> {
        let parts: Vec<Id> = instruction.ids_from(0).collect();
        let expected = match types.get(ty) {
            Some(Type::Vector(_, count)) => Some(u64::from(*count)),
            Some(Type::Struct(members)) => Some(members.len() as u64),
            Some(Type::Array(_, length)) => match self.get(*length) {
                // The length that the application gives is compared when the constant is lowered.
                Some(length) if length.specialisable => None,
                _ => self.bits(*length),
            },
            _ => return Err(instruction.error(format!("%{ty} is not a composite type"))),
        };
        if expected.is_some_and(|expected| expected != parts.len() as u64) {
            return Err(instruction.error("the number of constituents is not the type's"));
        }
        for (index, part) in parts.iter().enumerate() {
            let wanted = types.member(ty, index as u64);
            let matches = constituent(*part)
                .zip(wanted)
                .is_some_and(|(have, want)| types.same(have, want));
            if !matches {
                let reason = format!("constituent {index} is no constant of the member's type");
                return Err(instruction.error(reason));
            }
        }
        Ok(Constant::Composite(parts))
    }
}

fn bool_constant(
    instruction: &Instruction,
    types: &Types,
    ty: Id,
    value: bool,
    spec_id: Option<u32>,
) -> Result<Constant> {
    match types.get(ty) {
        Some(Type::Bool) => Ok(Constant::Scalar(u64::from(value), spec_id)),
        _ => Err(instruction.error(format!("%{ty} is not OpTypeBool"))),
    }
}

fn scalar_constant(
    instruction: &Instruction,
    types: &Types,
    ty: Id,
    spec_id: Option<u32>,
) -> Result<Constant> {
    let (Some(Type::Int(width)) | Some(Type::Float(width))) = types.get(ty) else {
        return Err(instruction.error(format!("%{ty} is not a scalar type of numbers")));
    };
    if matches!(instruction.operands.first(), Some(Operand::LiteralBit64(_))) != (*width == 64) {
        return Err(instruction.error("the literal's width is not the type's"));
    }
    // Narrow literals are sign- or zero-extended to a word; only the type's bits count.
    let bits = instruction.wide_literal(0)? & (u64::MAX >> (64 - width));
    Ok(Constant::Scalar(bits, spec_id))
}

/// The instruction inside an `OpSpecConstantOp`, if it is one that kernels may have there.
fn operation(instruction: &Instruction) -> Result<Instruction> {
    use Op::*;
    let Some(Operand::LiteralSpecConstantOpInteger(op)) = instruction.operands.first() else {
        return Err(instruction.error("it lacks its opcode"));
    };
    match op {
        SConvert
        | UConvert
        | FConvert
        | ConvertFToS
        | ConvertSToF
        | ConvertFToU
        | ConvertUToF
        | ConvertPtrToU
        | ConvertUToPtr
        | GenericCastToPtr
        | PtrCastToGeneric
        | Bitcast
        | SNegate
        | Not
        | FNegate
        | IAdd
        | ISub
        | IMul
        | FAdd
        | FSub
        | FMul
        | FDiv
        | FRem
        | FMod
        | UDiv
        | SDiv
        | UMod
        | SRem
        | SMod
        | ShiftRightLogical
        | ShiftRightArithmetic
        | ShiftLeftLogical
        | BitwiseOr
        | BitwiseXor
        | BitwiseAnd
        | VectorShuffle
        | CompositeExtract
        | CompositeInsert
        | LogicalOr
        | LogicalAnd
        | LogicalNot
        | LogicalEqual
        | LogicalNotEqual
        | Select
        | IEqual
        | INotEqual
        | ULessThan
        | SLessThan
        | UGreaterThan
        | SGreaterThan
        | ULessThanEqual
        | SLessThanEqual
        | UGreaterThanEqual
        | SGreaterThanEqual
        | AccessChain
        | InBoundsAccessChain
        | PtrAccessChain
        | InBoundsPtrAccessChain => {}
        other => {
            return Err(instruction.error(format!("Op{other:?} is not allowed in it")));
        }
    }
    Ok(Instruction {
        op: *op,
        operands: instruction.operands[1..].to_vec(),
        ..instruction.clone()
    })
}
