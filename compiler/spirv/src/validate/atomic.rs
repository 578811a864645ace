//! Atomics, barriers and fences.

use super::Checker;
use crate::{Instruction, Kind, Result, Shape};
use spirv::{Op, StorageClass};

pub(super) fn check(checker: &Checker<'_>, instruction: &Instruction) -> Result<bool> {
    use Op::*;
    match instruction.op {
        AtomicLoad => {
            let shape = checker.result_shape(instruction)?;
            place(checker, instruction, Some(shape), 2)?;
        }
        AtomicStore => {
            let shape = checker.shape(instruction, 3)?;
            place(checker, instruction, Some(shape), 2)?;
        }
        AtomicExchange => exchange(checker, instruction, &[Kind::Int, Kind::Float])?,
        AtomicIAdd | AtomicISub | AtomicSMin | AtomicUMin | AtomicSMax | AtomicUMax | AtomicAnd
        | AtomicOr | AtomicXor => exchange(checker, instruction, &[Kind::Int])?,
        AtomicFAddEXT | AtomicFMinEXT | AtomicFMaxEXT => {
            exchange(checker, instruction, &[Kind::Float])?;
        }
        AtomicIIncrement | AtomicIDecrement => {
            let shape = checker.result_kind(instruction, Kind::Int)?;
            place(checker, instruction, Some(shape), 2)?;
        }
        AtomicCompareExchange | AtomicCompareExchangeWeak => {
            let shape = checker.result_shape(instruction)?;
            place(checker, instruction, Some(shape), 3)?;
            checker.want_all(instruction, 4..6, shape)?;
        }
        AtomicFlagTestAndSet => {
            let shape = checker.result_kind(instruction, Kind::Bool)?;
            if shape.count != 1 {
                return Err(instruction.error("the result must be a scalar"));
            }
            place(checker, instruction, None, 2)?;
        }
        AtomicFlagClear => place(checker, instruction, None, 2)?,
        ControlBarrier => words(checker, instruction, 0..3)?,
        MemoryBarrier => words(checker, instruction, 0..2)?,
        _ => return Ok(false),
    }
    Ok(true)
}

fn exchange(checker: &Checker<'_>, instruction: &Instruction, kinds: &[Kind]) -> Result<()> {
    let shape = checker.result_shape(instruction)?;
    if !kinds.contains(&shape.kind) {
        return Err(instruction.error(format!("it can't be applied to {:?}", shape.kind)));
    }
    place(checker, instruction, Some(shape), 2)?;
    checker.want(instruction, 3, shape)
}

/// Pointer at operand 0, scope and `semantics` - 1 memory semantics after it. A flag is an integer of 32 bits.
fn place(
    checker: &Checker<'_>,
    instruction: &Instruction,
    value: Option<Shape>,
    semantics: usize,
) -> Result<()> {
    let (storage, _) = checker.pointer(instruction, 0)?;
    if matches!(storage, StorageClass::UniformConstant | StorageClass::Input) {
        return Err(instruction.error(format!("storage class {storage:?} has no atomics")));
    }
    if let Some(shape) = value
        && (shape.count != 1 || shape.kind == Kind::Bool || shape.width < 8)
    {
        return Err(instruction.error("atomics work on scalars of numbers"));
    }
    words(checker, instruction, 1..semantics + 1)
}

/// Scopes and semantics are 32-bit integers.
fn words(
    checker: &Checker<'_>,
    instruction: &Instruction,
    indices: std::ops::Range<usize>,
) -> Result<()> {
    checker.want_all(
        instruction,
        indices,
        Shape {
            kind: Kind::Int,
            width: 32,
            count: 1,
        },
    )
}
