//! Memory instructions.

use super::Checker;
use crate::{Constant, Id, Instruction, Result, Type};
use rspirv::dr::Operand;
use spirv::{MemoryAccess, Op, StorageClass};

pub(super) fn check(checker: &Checker<'_>, instruction: &Instruction) -> Result<bool> {
    use Op::*;
    match instruction.op {
        Variable => variable(checker, instruction)?,
        Load => {
            checker.pointer(instruction, 0)?;
            checker.want_data(instruction, instruction.result_type()?)?;
            access(instruction, 1)?;
        }
        Store => {
            let (storage, _) = checker.pointer(instruction, 0)?;
            let ty = checker.ty(instruction, 1)?;
            checker.want_data(instruction, ty)?;
            writable(instruction, storage)?;
            access(instruction, 2)?;
        }
        CopyMemory => {
            let (storage, target) = checker.pointer(instruction, 0)?;
            let (_, source) = checker.pointer(instruction, 1)?;
            writable(instruction, storage)?;
            checker.want_data(instruction, target)?;
            if !checker.module.types.same(target, source) {
                return Err(instruction.error("the pointers point to different types"));
            }
            access(instruction, 2)?;
        }
        CopyMemorySized => {
            let (storage, _) = checker.pointer(instruction, 0)?;
            checker.pointer(instruction, 1)?;
            writable(instruction, storage)?;
            checker.want_int_scalar(instruction, 2)?;
            access(instruction, 3)?;
        }
        AccessChain | InBoundsAccessChain => chain(checker, instruction, 1)?,
        PtrAccessChain | InBoundsPtrAccessChain => {
            checker.want_int_scalar(instruction, 1)?;
            chain(checker, instruction, 2)?;
        }
        LifetimeStart | LifetimeStop => {
            checker.pointer(instruction, 0)?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// A variable inside of a function. Its place (the entry block) is checked with the function.
fn variable(checker: &Checker<'_>, instruction: &Instruction) -> Result<()> {
    let (storage, pointee) = checker.result_pointer(instruction)?;
    checker.want_data(instruction, pointee)?;
    if storage != StorageClass::Function
        || instruction.operands.first() != Some(&Operand::StorageClass(storage))
    {
        return Err(instruction.error("a variable in a function is of storage class Function"));
    }
    if let Some(initializer) = instruction.optional_id(1) {
        checker.want_type(instruction, 1, pointee)?;
        let module = checker.module;
        if module.constants.get(initializer).is_none() && module.global(initializer).is_none() {
            return Err(instruction.error(format!("%{initializer} is not a constant")));
        }
    }
    Ok(())
}

fn writable(instruction: &Instruction, storage: StorageClass) -> Result<()> {
    match storage {
        StorageClass::UniformConstant | StorageClass::Input => {
            Err(instruction.error(format!("storage class {storage:?} can't be written")))
        }
        _ => Ok(()),
    }
}

/// Memory operands from operand `at` on; `OpCopyMemory*` may have two sets since SPIR-V 1.4.
fn access(instruction: &Instruction, at: usize) -> Result<()> {
    for (index, operand) in instruction.operands.iter().enumerate().skip(at) {
        let Operand::MemoryAccess(flags) = operand else {
            continue;
        };
        let known = MemoryAccess::VOLATILE | MemoryAccess::ALIGNED | MemoryAccess::NONTEMPORAL;
        if !known.contains(*flags) {
            return Err(instruction.error(format!("memory operands {flags:?} are not supported")));
        }
        if flags.contains(MemoryAccess::ALIGNED) {
            let align = instruction.literal(index + 1)?;
            if !align.is_power_of_two() || align > 1 << 31 {
                return Err(instruction.error(format!("alignment {align} is no power of two")));
            }
        }
    }
    Ok(())
}

/// Indices from operand `first` on walk through the base's pointee.
fn chain(checker: &Checker<'_>, instruction: &Instruction, first: usize) -> Result<()> {
    let types = &checker.module.types;
    let (storage, mut at) = checker.pointer(instruction, 0)?;
    let (result, target) = checker.result_pointer(instruction)?;
    if storage != result {
        return Err(instruction.error("the result's storage class is not the base's"));
    }
    checker.want_data(instruction, at)?;
    if checker.module.is_byte_offset(instruction) {
        return Ok(());
    }
    for (index, id) in instruction.ids_from(first).enumerate() {
        checker.want_int_scalar(instruction, first + index)?;
        at = match types.get(at) {
            Some(Type::Vector(element, _) | Type::Array(element, _)) => *element,
            Some(Type::Struct(members)) => {
                let member = constant_index(checker, id);
                let member = member.and_then(|index| members.get(usize::try_from(index).ok()?));
                *member.ok_or_else(|| {
                    instruction.error(format!(
                        "index %{id} into a structure is no constant in range"
                    ))
                })?
            }
            _ => return Err(instruction.error(format!("index %{id} goes into no composite"))),
        };
    }
    match types.same(at, target) {
        true => Ok(()),
        false => Err(instruction.error("the result does not point to what the indices lead to")),
    }
}

/// An index into a structure must be an `OpConstant`: specialisation can't change which member it is.
fn constant_index(checker: &Checker<'_>, id: Id) -> Option<u64> {
    let definition = checker.module.constants.get(id)?;
    match definition.constant {
        Constant::Scalar(bits, None) => Some(bits),
        Constant::Null => Some(0),
        _ => None,
    }
}
