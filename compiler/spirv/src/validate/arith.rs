//! Arithmetic and bit instructions.

use super::Checker;
use crate::{Instruction, Kind, Result, Shape};
use rspirv::dr::Operand;
use spirv::Op;

pub(super) fn check(checker: &Checker<'_>, instruction: &Instruction) -> Result<bool> {
    use Op::*;
    match instruction.op {
        IAdd | ISub | IMul | UDiv | SDiv | UMod | SRem | SMod | BitwiseOr | BitwiseXor
        | BitwiseAnd => same(checker, instruction, Kind::Int, 2)?,
        SNegate | Not | BitReverse => same(checker, instruction, Kind::Int, 1)?,
        FAdd | FSub | FMul | FDiv | FRem | FMod => same(checker, instruction, Kind::Float, 2)?,
        FNegate => same(checker, instruction, Kind::Float, 1)?,
        FmaKHR => same(checker, instruction, Kind::Float, 3)?,
        ShiftLeftLogical | ShiftRightLogical | ShiftRightArithmetic => {
            let shape = checker.result_kind(instruction, Kind::Int)?;
            checker.want(instruction, 0, shape)?;
            checker.want_kind(instruction, 1, Kind::Int, shape.count)?;
        }
        BitCount => {
            let shape = checker.result_kind(instruction, Kind::Int)?;
            checker.want_kind(instruction, 0, Kind::Int, shape.count)?;
        }
        BitFieldInsert => {
            let shape = checker.result_kind(instruction, Kind::Int)?;
            checker.want_all(instruction, 0..2, shape)?;
            checker.want_int_scalar(instruction, 2)?;
            checker.want_int_scalar(instruction, 3)?;
        }
        BitFieldSExtract | BitFieldUExtract => {
            let shape = checker.result_kind(instruction, Kind::Int)?;
            checker.want(instruction, 0, shape)?;
            checker.want_int_scalar(instruction, 1)?;
            checker.want_int_scalar(instruction, 2)?;
        }
        IAddCarry | ISubBorrow | UMulExtended | SMulExtended => extended(checker, instruction)?,
        VectorTimesScalar => {
            let shape = checker.result_kind(instruction, Kind::Float)?;
            checker.want(instruction, 0, shape)?;
            checker.want(instruction, 1, shape.component())?;
        }
        Dot => {
            let shape = checker.result_kind(instruction, Kind::Float)?;
            let operand = checker.shape(instruction, 0)?;
            if shape.count != 1 || operand.component() != shape || operand.count == 1 {
                return Err(instruction.error("it takes vectors and gives their component"));
            }
            checker.want(instruction, 1, operand)?;
        }
        SDot | UDot | SUDot => integer_dot(checker, instruction, 2)?,
        SDotAccSat | UDotAccSat | SUDotAccSat => {
            let shape = checker.result_kind(instruction, Kind::Int)?;
            checker.want(instruction, 2, shape)?;
            integer_dot(checker, instruction, 3)?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn same(checker: &Checker<'_>, instruction: &Instruction, kind: Kind, count: usize) -> Result<()> {
    let shape = checker.result_kind(instruction, kind)?;
    checker.want_all(instruction, 0..count, shape)
}

/// The result is a structure of two members like the operands.
fn extended(checker: &Checker<'_>, instruction: &Instruction) -> Result<()> {
    let shape = checker.shape(instruction, 0)?;
    checker.want(instruction, 1, shape)?;
    let types = &checker.module.types;
    let result = instruction.result_type()?;
    let member = |index| {
        types
            .member(result, index)
            .and_then(|member| types.shape(member))
    };
    let two = member(0) == Some(shape) && member(1) == Some(shape) && member(2).is_none();
    match shape.kind == Kind::Int && two {
        true => Ok(()),
        false => {
            Err(instruction.error("the result must be a structure of the operands' two types"))
        }
    }
}

fn integer_dot(checker: &Checker<'_>, instruction: &Instruction, format: usize) -> Result<()> {
    let shape = checker.result_kind(instruction, Kind::Int)?;
    let operand = checker.shape(instruction, 0)?;
    checker.want(instruction, 1, operand)?;
    let packed = matches!(
        instruction.operands.get(format),
        Some(Operand::PackedVectorFormat(_))
    );
    let packed_word = operand
        == Shape {
            kind: Kind::Int,
            width: 32,
            count: 1,
        };
    let widens = if packed { 8 } else { operand.width } <= shape.width;
    let fits = operand.kind == Kind::Int && shape.count == 1 && widens;
    match fits
        && if packed {
            packed_word
        } else {
            operand.count > 1
        } {
        true => Ok(()),
        false => Err(instruction.error("it takes integer vectors or packed 4 x 8-bit words")),
    }
}
