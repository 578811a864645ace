//! Group instructions: asynchronous copies, collectives of work-groups and sub-groups.

use super::Checker;
use crate::{Instruction, Kind, Result, Type};
use rspirv::dr::Operand;
use spirv::{GroupOperation, Op};

pub(super) fn check(checker: &Checker<'_>, instruction: &Instruction) -> Result<bool> {
    use Op::*;
    match instruction.op {
        GroupAsyncCopy => {
            checker.want_int_scalar(instruction, 0)?;
            checker.pointer(instruction, 1)?;
            checker.pointer(instruction, 2)?;
            checker.want_int_scalar(instruction, 3)?;
            checker.want_int_scalar(instruction, 4)?;
            event(checker, instruction, checker.ty(instruction, 5)?)?;
            event(checker, instruction, instruction.result_type()?)?;
        }
        GroupWaitEvents => {
            checker.want_int_scalar(instruction, 0)?;
            checker.want_int_scalar(instruction, 1)?;
            checker.pointer(instruction, 2)?;
        }
        GroupAll | GroupAny | GroupNonUniformAll | GroupNonUniformAny => {
            predicate(checker, instruction)?;
        }
        GroupBroadcast => {
            same(checker, instruction)?;
            let at = checker.shape(instruction, 2)?;
            if at.kind != Kind::Int || at.count > 3 {
                return Err(instruction.error("the local id has up to three integer components"));
            }
        }
        GroupIAdd | GroupUMin | GroupSMin | GroupUMax | GroupSMax | GroupIMulKHR
        | GroupBitwiseAndKHR | GroupBitwiseOrKHR | GroupBitwiseXorKHR => {
            arithmetic(checker, instruction, Kind::Int)?;
        }
        GroupFAdd | GroupFMin | GroupFMax | GroupFMulKHR => {
            arithmetic(checker, instruction, Kind::Float)?;
        }
        GroupLogicalAndKHR | GroupLogicalOrKHR | GroupLogicalXorKHR => {
            arithmetic(checker, instruction, Kind::Bool)?;
        }
        _ => return non_uniform(checker, instruction),
    }
    Ok(true)
}

fn non_uniform(checker: &Checker<'_>, instruction: &Instruction) -> Result<bool> {
    use Op::*;
    match instruction.op {
        GroupNonUniformElect => {
            checker.want_int_scalar(instruction, 0)?;
            checker.result_kind(instruction, Kind::Bool)?;
        }
        GroupNonUniformAllEqual => {
            checker.want_int_scalar(instruction, 0)?;
            checker.shape(instruction, 1)?;
            checker.result_kind(instruction, Kind::Bool)?;
        }
        GroupNonUniformBroadcast
        | GroupNonUniformShuffle
        | GroupNonUniformShuffleXor
        | GroupNonUniformShuffleUp
        | GroupNonUniformShuffleDown
        | GroupNonUniformRotateKHR => {
            same(checker, instruction)?;
            checker.want_int_scalar(instruction, 2)?;
            if instruction.operands.len() > 3 {
                checker.want_int_scalar(instruction, 3)?;
            }
        }
        GroupNonUniformBroadcastFirst => same(checker, instruction)?,
        GroupNonUniformBallot => {
            ballot(checker, instruction, instruction.result_type()?)?;
            checker.want_int_scalar(instruction, 0)?;
            checker.want_kind(instruction, 1, Kind::Bool, 1)?;
        }
        GroupNonUniformInverseBallot | GroupNonUniformBallotBitExtract => {
            checker.want_int_scalar(instruction, 0)?;
            ballot(checker, instruction, checker.ty(instruction, 1)?)?;
            checker.result_kind(instruction, Kind::Bool)?;
            if instruction.op == GroupNonUniformBallotBitExtract {
                checker.want_int_scalar(instruction, 2)?;
            }
        }
        GroupNonUniformBallotBitCount => {
            checker.want_int_scalar(instruction, 0)?;
            operation(instruction)?;
            ballot(checker, instruction, checker.ty(instruction, 2)?)?;
            checker.result_kind(instruction, Kind::Int)?;
        }
        GroupNonUniformBallotFindLSB | GroupNonUniformBallotFindMSB => {
            checker.want_int_scalar(instruction, 0)?;
            ballot(checker, instruction, checker.ty(instruction, 1)?)?;
            checker.result_kind(instruction, Kind::Int)?;
        }
        GroupNonUniformIAdd
        | GroupNonUniformIMul
        | GroupNonUniformSMin
        | GroupNonUniformUMin
        | GroupNonUniformSMax
        | GroupNonUniformUMax
        | GroupNonUniformBitwiseAnd
        | GroupNonUniformBitwiseOr
        | GroupNonUniformBitwiseXor => {
            arithmetic(checker, instruction, Kind::Int)?;
        }
        GroupNonUniformFAdd | GroupNonUniformFMul | GroupNonUniformFMin | GroupNonUniformFMax => {
            arithmetic(checker, instruction, Kind::Float)?;
        }
        GroupNonUniformLogicalAnd | GroupNonUniformLogicalOr | GroupNonUniformLogicalXor => {
            arithmetic(checker, instruction, Kind::Bool)?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// (scope, value of the result's type).
fn same(checker: &Checker<'_>, instruction: &Instruction) -> Result<()> {
    checker.want_int_scalar(instruction, 0)?;
    let shape = checker.result_shape(instruction)?;
    checker.want(instruction, 1, shape)
}

/// (scope, truth value) to a truth value.
fn predicate(checker: &Checker<'_>, instruction: &Instruction) -> Result<()> {
    checker.want_int_scalar(instruction, 0)?;
    checker.want_kind(instruction, 1, Kind::Bool, 1)?;
    checker.result_kind(instruction, Kind::Bool).map(drop)
}

/// (scope, operation, value of the result's type, maybe a cluster size).
fn arithmetic(checker: &Checker<'_>, instruction: &Instruction, kind: Kind) -> Result<()> {
    checker.want_int_scalar(instruction, 0)?;
    let operation = operation(instruction)?;
    let shape = checker.result_kind(instruction, kind)?;
    checker.want(instruction, 2, shape)?;
    match operation == GroupOperation::ClusteredReduce {
        true => checker.want_int_scalar(instruction, 3),
        false => Ok(()),
    }
}

fn operation(instruction: &Instruction) -> Result<GroupOperation> {
    use GroupOperation::{ClusteredReduce, ExclusiveScan, InclusiveScan, Reduce};
    match instruction.operands.get(1) {
        Some(Operand::GroupOperation(
            operation @ (Reduce | InclusiveScan | ExclusiveScan | ClusteredReduce),
        )) => Ok(*operation),
        other => Err(instruction.error(format!("group operation {other:?} is not supported"))),
    }
}

fn ballot(checker: &Checker<'_>, instruction: &Instruction, ty: crate::Id) -> Result<()> {
    let shape = checker.module.types.shape(ty);
    match shape.is_some_and(|shape| (shape.kind, shape.width, shape.count) == (Kind::Int, 32, 4)) {
        true => Ok(()),
        false => Err(instruction.error("a ballot is a vector of four 32-bit integers")),
    }
}

fn event(checker: &Checker<'_>, instruction: &Instruction, ty: crate::Id) -> Result<()> {
    match checker.module.types.get(ty) {
        Some(Type::Event) => Ok(()),
        _ => Err(instruction.error(format!("%{ty} is not OpTypeEvent"))),
    }
}
