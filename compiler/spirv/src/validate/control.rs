//! Control-flow instructions as far as types go; labels are checked with the function.

use super::Checker;
use crate::{Instruction, Kind, Result, Type};
use rspirv::dr::Operand;
use spirv::Op;

pub(super) fn check(checker: &Checker<'_>, instruction: &Instruction) -> Result<bool> {
    use Op::*;
    match instruction.op {
        Phi => {
            let ty = instruction.result_type()?;
            checker.want_data(instruction, ty)?;
            for index in (0..instruction.operands.len()).step_by(2) {
                checker.want_type(instruction, index, ty)?;
            }
        }
        BranchConditional => {
            checker.want_kind(instruction, 0, Kind::Bool, 1)?;
            if !matches!(instruction.operands.len(), 3 | 5) {
                return Err(instruction.error("it takes two branch weights or none"));
            }
        }
        Switch => switch(checker, instruction)?,
        FunctionCall => call(checker, instruction)?,
        ExpectKHR => {
            let ty = instruction.result_type()?;
            checker.want_type(instruction, 0, ty)?;
            checker.want_type(instruction, 1, ty)?;
            checker.result_shape(instruction)?;
        }
        AssumeTrueKHR => {
            checker.want_kind(instruction, 0, Kind::Bool, 1)?;
        }
        Undef => {
            checker.want_data(instruction, instruction.result_type()?)?;
        }
        Branch | Return | ReturnValue | Unreachable | LoopMerge | SelectionMerge => {}
        _ => return Ok(false),
    }
    Ok(true)
}

fn switch(checker: &Checker<'_>, instruction: &Instruction) -> Result<()> {
    let shape = checker.want_kind(instruction, 0, Kind::Int, 1)?;
    let (pairs, rest) = instruction
        .operands
        .get(2..)
        .unwrap_or_default()
        .as_chunks::<2>();
    if !rest.is_empty() {
        return Err(instruction.error("a case lacks its label"));
    }
    let mut seen = std::collections::HashSet::new();
    for [literal, label] in pairs {
        let value = match literal {
            Operand::LiteralBit32(value) if shape.width < 64 => u64::from(*value),
            Operand::LiteralBit64(value) if shape.width == 64 => *value,
            _ => return Err(instruction.error("a case's width is not the selector's")),
        };
        if label.id_ref_any().is_none() {
            return Err(instruction.error("a case lacks its label"));
        }
        if !seen.insert(value & (u64::MAX >> (64 - shape.width))) {
            return Err(instruction.error(format!("there are two cases for {value}")));
        }
    }
    Ok(())
}

fn call(checker: &Checker<'_>, instruction: &Instruction) -> Result<()> {
    let module = checker.module;
    let callee = instruction.id(0)?;
    let Some(function) = module.function(callee) else {
        return Err(instruction.error(format!("%{callee} is not a function")));
    };
    if module
        .entry_points
        .iter()
        .any(|entry| entry.function == callee)
    {
        return Err(instruction.error("an entry point can't be called"));
    }
    if !module
        .types
        .same(function.result_type, instruction.result_type()?)
    {
        return Err(instruction.error("the result is not of the function's type"));
    }
    let Some(Type::Function(_, parameters)) = module.types.get(function.function_type) else {
        return Err(instruction.error("the callee has no function type"));
    };
    checker.want_operands(instruction, 1 + parameters.len())?;
    for (index, parameter) in parameters.iter().enumerate() {
        checker.want_type(instruction, 1 + index, *parameter)?;
    }
    Ok(())
}
