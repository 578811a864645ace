//! Composite instructions.

use super::Checker;
use crate::{Id, Instruction, Kind, Result, Type};
use spirv::Op;

pub(super) fn check(checker: &Checker<'_>, instruction: &Instruction) -> Result<bool> {
    use Op::*;
    match instruction.op {
        VectorExtractDynamic => {
            let shape = checker.result_shape(instruction)?;
            vector(checker, instruction, 0, shape.kind, shape.width)?;
            checker.want_int_scalar(instruction, 1)?;
        }
        VectorInsertDynamic => {
            let shape = checker.result_shape(instruction)?;
            checker.want(instruction, 0, shape)?;
            checker.want(instruction, 1, shape.component())?;
            checker.want_int_scalar(instruction, 2)?;
            vector(checker, instruction, 0, shape.kind, shape.width)?;
        }
        VectorShuffle => shuffle(checker, instruction)?,
        CompositeConstruct => construct(checker, instruction)?,
        CompositeExtract => {
            let at = checker.ty(instruction, 0)?;
            let part = walk(checker, instruction, at, 1)?;
            same(checker, instruction, part, instruction.result_type()?)?;
        }
        CompositeInsert => {
            let ty = instruction.result_type()?;
            checker.want_type(instruction, 1, ty)?;
            let part = walk(checker, instruction, ty, 2)?;
            same(checker, instruction, part, checker.ty(instruction, 0)?)?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn vector(
    checker: &Checker<'_>,
    instruction: &Instruction,
    index: usize,
    kind: Kind,
    width: u32,
) -> Result<()> {
    let have = checker.shape(instruction, index)?;
    match have.kind == kind && have.width == width && have.count > 1 {
        true => Ok(()),
        false => Err(instruction.error(format!("operand {index} is no vector of that component"))),
    }
}

fn same(checker: &Checker<'_>, instruction: &Instruction, a: Id, b: Id) -> Result<()> {
    match checker.module.types.same(a, b) {
        true => Ok(()),
        false => Err(instruction.error(format!("the part's type is %{a}, not %{b}"))),
    }
}

/// Type of the part that the literal indices from operand `first` on lead to.
fn walk(checker: &Checker<'_>, instruction: &Instruction, ty: Id, first: usize) -> Result<Id> {
    let mut at = ty;
    for index in instruction.literals_from(first) {
        let length = match checker.module.types.get(at) {
            Some(Type::Array(_, length)) => checker.module.constants.bits(*length),
            _ => None,
        };
        let beyond = length.is_some_and(|length| u64::from(index) >= length);
        at = checker
            .module
            .types
            .member(at, u64::from(index))
            .filter(|_| !beyond)
            .ok_or_else(|| instruction.error(format!("index {index} is beyond the composite")))?;
    }
    Ok(at)
}

fn shuffle(checker: &Checker<'_>, instruction: &Instruction) -> Result<()> {
    let result = checker.result_shape(instruction)?;
    vector(checker, instruction, 0, result.kind, result.width)?;
    vector(checker, instruction, 1, result.kind, result.width)?;
    let both = checker.shape(instruction, 0)?.count + checker.shape(instruction, 1)?.count;
    let indices: Vec<u32> = instruction.literals_from(2).collect();
    if indices.len() != result.count as usize {
        return Err(instruction.error("there are not as many indices as result components"));
    }
    match indices
        .iter()
        .find(|&&index| index >= both && index != u32::MAX)
    {
        None => Ok(()),
        Some(index) => Err(instruction.error(format!("component {index} does not exist"))),
    }
}

fn construct(checker: &Checker<'_>, instruction: &Instruction) -> Result<()> {
    let types = &checker.module.types;
    let ty = instruction.result_type()?;
    let count = instruction.operands.len();
    if let Some(Type::Vector(component, wanted)) = types.get(ty) {
        let component = types.shape(*component);
        let mut components = 0;
        for index in 0..count {
            let shape = checker.shape(instruction, index)?;
            if Some(shape.component()) != component {
                return Err(instruction.error(format!("constituent {index} has another kind")));
            }
            components += shape.count;
        }
        return match components == *wanted && count > 1 {
            true => Ok(()),
            false => Err(instruction.error(format!("{components} components for {wanted}"))),
        };
    }
    let wanted = match types.get(ty) {
        Some(Type::Struct(members)) => Some(members.len() as u64),
        Some(Type::Array(_, length)) => checker.module.constants.bits(*length),
        _ => return Err(instruction.error("the result is no composite")),
    };
    if wanted.is_some_and(|wanted| wanted != count as u64) {
        return Err(instruction.error("the number of constituents is not the type's"));
    }
    for index in 0..count {
        let member = types.member(ty, index as u64);
        let member = member.ok_or_else(|| instruction.error("there are surplus constituents"))?;
        checker.want_type(instruction, index, member)?;
    }
    Ok(())
}
