//! Relational and logical instructions.

use super::Checker;
use crate::{Instruction, Kind, Result, Shape};
use spirv::Op;

pub(super) fn check(checker: &Checker<'_>, instruction: &Instruction) -> Result<bool> {
    use Op::*;
    match instruction.op {
        Any | All => {
            let shape = checker.result_kind(instruction, Kind::Bool)?;
            let operand = checker.shape(instruction, 0)?;
            // clang 22 writes integer vectors here: their sign bits count, as in OpenCL C.
            if shape.count != 1 || operand.kind == Kind::Float {
                return Err(instruction.error("it takes a vector of truth values"));
            }
        }
        IsNan | IsInf | IsFinite | IsNormal | SignBitSet => {
            compare(checker, instruction, Kind::Float, 1)?;
        }
        LessOrGreater
        | Ordered
        | Unordered
        | FOrdEqual
        | FUnordEqual
        | FOrdNotEqual
        | FUnordNotEqual
        | FOrdLessThan
        | FUnordLessThan
        | FOrdGreaterThan
        | FUnordGreaterThan
        | FOrdLessThanEqual
        | FUnordLessThanEqual
        | FOrdGreaterThanEqual
        | FUnordGreaterThanEqual => compare(checker, instruction, Kind::Float, 2)?,
        LogicalEqual | LogicalNotEqual | LogicalOr | LogicalAnd => {
            compare(checker, instruction, Kind::Bool, 2)?;
        }
        LogicalNot => compare(checker, instruction, Kind::Bool, 1)?,
        IEqual | INotEqual | UGreaterThan | SGreaterThan | UGreaterThanEqual
        | SGreaterThanEqual | ULessThan | SLessThan | ULessThanEqual | SLessThanEqual => {
            // Khronos's translator compares pointers with these before SPIR-V 1.4.
            match checker.module.types.pointer(checker.ty(instruction, 0)?) {
                Some(_) => pointers(checker, instruction, Kind::Bool)?,
                None => compare(checker, instruction, Kind::Int, 2)?,
            }
        }
        PtrEqual | PtrNotEqual => pointers(checker, instruction, Kind::Bool)?,
        PtrDiff => pointers(checker, instruction, Kind::Int)?,
        Select => select(checker, instruction)?,
        _ => return Ok(false),
    }
    Ok(true)
}

/// Truth values of as many components as the operands have.
fn compare(
    checker: &Checker<'_>,
    instruction: &Instruction,
    kind: Kind,
    count: usize,
) -> Result<()> {
    let shape = checker.result_kind(instruction, Kind::Bool)?;
    let operand = checker.want_kind(instruction, 0, kind, shape.count)?;
    checker.want_all(instruction, 1..count, operand)
}

fn pointers(checker: &Checker<'_>, instruction: &Instruction, kind: Kind) -> Result<()> {
    let shape = checker.result_kind(instruction, kind)?;
    let (first, _) = checker.pointer(instruction, 0)?;
    let (second, _) = checker.pointer(instruction, 1)?;
    match shape.count == 1 && first == second {
        true => Ok(()),
        false => Err(instruction.error("it takes two pointers of one storage class")),
    }
}

fn select(checker: &Checker<'_>, instruction: &Instruction) -> Result<()> {
    let ty = instruction.result_type()?;
    checker.want_data(instruction, ty)?;
    checker.want_type(instruction, 1, ty)?;
    checker.want_type(instruction, 2, ty)?;
    let condition = checker.shape(instruction, 0)?;
    let count = checker
        .module
        .types
        .shape(ty)
        .map(|shape: Shape| shape.count);
    let lanes = condition.count == 1 || Some(condition.count) == count;
    match condition.kind == Kind::Bool && lanes {
        true => Ok(()),
        false => {
            Err(instruction.error("the condition has neither one nor the result's components"))
        }
    }
}
