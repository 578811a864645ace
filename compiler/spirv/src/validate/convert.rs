//! Conversions.

use super::Checker;
use crate::{Instruction, Kind, Result};
use rspirv::dr::Operand;
use spirv::{Op, StorageClass};

pub(super) fn check(checker: &Checker<'_>, instruction: &Instruction) -> Result<bool> {
    use Op::*;
    match instruction.op {
        ConvertFToU | ConvertFToS => numbers(checker, instruction, Kind::Float, Kind::Int)?,
        ConvertSToF | ConvertUToF => numbers(checker, instruction, Kind::Int, Kind::Float)?,
        // Conversions to the same width are invalid, but clang 22 writes them for convert_T(T).
        UConvert | SConvert | SatConvertSToU | SatConvertUToS => {
            numbers(checker, instruction, Kind::Int, Kind::Int)?;
        }
        FConvert => numbers(checker, instruction, Kind::Float, Kind::Float)?,
        ConvertPtrToU => {
            checker.pointer(instruction, 0)?;
            scalar_result(checker, instruction)?;
        }
        ConvertUToPtr => {
            checker.want_int_scalar(instruction, 0)?;
            checker.result_pointer(instruction)?;
        }
        PtrCastToGeneric => {
            let (from, _) = checker.pointer(instruction, 0)?;
            let (to, _) = checker.result_pointer(instruction)?;
            generic(instruction, to, from)?;
        }
        GenericCastToPtr | GenericCastToPtrExplicit => {
            let (from, _) = checker.pointer(instruction, 0)?;
            let (to, _) = checker.result_pointer(instruction)?;
            generic(instruction, from, to)?;
            if instruction.op == GenericCastToPtrExplicit
                && instruction.operands.get(1) != Some(&Operand::StorageClass(to))
            {
                return Err(instruction.error("its storage class is not the result's"));
            }
        }
        Bitcast => bitcast(checker, instruction)?,
        CopyObject | CopyLogical => {
            checker.want_type(instruction, 0, instruction.result_type()?)?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn numbers(checker: &Checker<'_>, instruction: &Instruction, from: Kind, to: Kind) -> Result<()> {
    let shape = checker.result_kind(instruction, to)?;
    checker
        .want_kind(instruction, 0, from, shape.count)
        .map(drop)
}

fn scalar_result(checker: &Checker<'_>, instruction: &Instruction) -> Result<()> {
    match checker.result_kind(instruction, Kind::Int)?.count {
        1 => Ok(()),
        _ => Err(instruction.error("the result must be a scalar")),
    }
}

fn generic(instruction: &Instruction, generic: StorageClass, named: StorageClass) -> Result<()> {
    use StorageClass::{CrossWorkgroup, Function, Generic, Workgroup};
    match generic == Generic && matches!(named, CrossWorkgroup | Function | Workgroup) {
        true => Ok(()),
        false => Err(instruction.error(format!("no cast between {generic:?} and {named:?}"))),
    }
}

fn bitcast(checker: &Checker<'_>, instruction: &Instruction) -> Result<()> {
    let types = &checker.module.types;
    let from = checker.ty(instruction, 0)?;
    let to = instruction.result_type()?;
    let fits = match (types.pointer(from), types.pointer(to)) {
        (Some((from, _)), Some((to, _))) => from == to,
        (Some(_), None) => bits(checker, to) == Some(64),
        (None, Some(_)) => bits(checker, from) == Some(64),
        (None, None) => bits(checker, from).is_some() && bits(checker, from) == bits(checker, to),
    };
    match fits {
        true => Ok(()),
        false => Err(instruction.error("the types differ in size or storage class")),
    }
}

fn bits(checker: &Checker<'_>, ty: crate::Id) -> Option<u32> {
    let shape = checker.module.types.shape(ty)?;
    (shape.kind != Kind::Bool).then_some(shape.width * shape.count)
}
