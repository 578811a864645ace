//! Arguments that kernels may be compiled for one value of.

use super::kernel_info;
use crate::{
    kernel::kernels,
    llvm::{Block, Function, Instruction, Module, Opcode, TypeKind, Value},
};
use mirrorcl_protocol::{FixedArg, ProgramInfo, ShapesCode};
use std::collections::{HashMap, HashSet};

/// Puts values in the place of arguments of the only kernel.
///
/// # Errors
/// A line for the build log: it is not an argument that can be fixed.
pub(super) fn fix(module: &Module<'_>, values: &[FixedArg]) -> Result<(), String> {
    for kernel in kernels(module) {
        let parameters = kernel.parameters();
        for fixed in values {
            let parameter = parameters.get(fixed.index as usize);
            let parameter =
                parameter.filter(|parameter| size_of(**parameter) == Some(fixed.value.len()));
            let Some(parameter) = parameter else {
                let (index, size) = (fixed.index, fixed.value.len());
                return Err(format!(
                    "error: argument {index} is no integer of {size} bytes"
                ));
            };
            let mut bytes = [0; 8];
            bytes[..fixed.value.len()].copy_from_slice(&fixed.value);
            let value = parameter.ty().constant(u64::from_le_bytes(bytes));
            parameter.replace_all_uses(value);
        }
    }
    Ok(())
}

/// The bytes of an integer parameter.
fn size_of(parameter: Value<'_>) -> Option<usize> {
    match parameter.ty().kind() {
        TypeKind::Int(bits @ (8 | 16 | 32 | 64)) => Some(bits as usize / 8),
        _ => None,
    }
}

/// Says of each kernel which arguments are worth a compilation for their value.
pub(super) fn mark(module: &Module<'_>, info: &mut ProgramInfo) {
    for kernel in kernels(module) {
        let parameters = kernel.parameters();
        let shaping = Shaping::of(kernel);
        for (arg, parameter) in kernel_info(info, kernel).args.iter_mut().zip(parameters) {
            arg.shapes_code = shaping.by(parameter);
        }
    }
}

/// The search for arguments by which the code would be another: they end a loop, divide, or decide a branch for all work-items.
/// What they are only added to, multiplied by or compared with once costs the same as a value in a register.
#[derive(Default)]
struct Shaping<'c> {
    /// Values that depend on constants and integer arguments alone, and on which arguments.
    known: HashMap<Value<'c>, HashSet<Value<'c>>>,
    divide: HashSet<Value<'c>>,
    end_loops: HashSet<Value<'c>>,
    decide: HashSet<Value<'c>>,
}

impl<'c> Shaping<'c> {
    fn of(kernel: Function<'c>) -> Self {
        let mut this = Self::default();
        for parameter in kernel.parameters() {
            if size_of(parameter).is_some() {
                this.known.insert(parameter, HashSet::from([parameter]));
            }
        }
        let mut pending: Vec<_> = this.known.keys().copied().collect();
        while let Some(value) = pending.pop() {
            for user in value.users().into_iter().filter_map(Value::instruction) {
                if !this.known.contains_key(&user.value())
                    && let Some(arguments) = this.behind(user)
                {
                    this.known.insert(user.value(), arguments);
                    pending.push(user.value());
                }
            }
        }
        for (value, arguments) in &this.known {
            if divides(*value, 3) {
                this.divide.extend(arguments);
            }
            if bounds(*value) {
                this.end_loops.extend(arguments);
            }
            if decides(*value) {
                this.decide.extend(arguments);
            }
        }
        this
    }

    /// How an argument shapes the code. The bound of a loop decides a branch, too: whether the loop begins.
    fn by(&self, argument: Value<'c>) -> ShapesCode {
        if self.divide.contains(&argument) {
            ShapesCode::Always
        } else if self.end_loops.contains(&argument) {
            ShapesCode::IfSmall
        } else if self.decide.contains(&argument) {
            ShapesCode::Always
        } else {
            ShapesCode::Never
        }
    }

    /// The arguments that an instruction depends on, if on nothing else but constants.
    fn behind(&self, instruction: Instruction<'c>) -> Option<HashSet<Value<'c>>> {
        if !is_arithmetic(instruction) {
            return None;
        }
        let mut arguments = HashSet::new();
        for operand in instruction.operands() {
            match self.known.get(&operand) {
                Some(behind) => arguments.extend(behind),
                None if operand.is_constant() => {}
                None => return None,
            }
        }
        Some(arguments)
    }
}

/// Whether a value is a divisor, perhaps behind the guards of signed division.
fn divides(value: Value<'_>, steps: u32) -> bool {
    let mut users = value.users().into_iter().filter_map(Value::instruction);
    users.any(|user| match user.opcode() {
        Opcode::LLVMUDiv | Opcode::LLVMURem | Opcode::LLVMSDiv | Opcode::LLVMSRem => {
            user.operand(1) == value
        }
        Opcode::LLVMSelect => {
            let is_choice = user.operand(0) != value;
            is_choice && steps > 0 && divides(user.value(), steps - 1)
        }
        Opcode::LLVMFreeze => steps > 0 && divides(user.value(), steps - 1),
        _ => false,
    })
}

/// Whether a value decides where all work-items go.
fn decides(value: Value<'_>) -> bool {
    let mut users = value.users().into_iter().filter_map(Value::instruction);
    users.any(|user| {
        matches!(user.opcode(), Opcode::LLVMBr | Opcode::LLVMSwitch) && user.operand(0) == value
    })
}

/// Whether a value decides when a loop ends.
fn bounds(value: Value<'_>) -> bool {
    let mut users = value.users().into_iter().filter_map(Value::instruction);
    users.any(|user| match user.opcode() {
        Opcode::LLVMICmp | Opcode::LLVMAdd | Opcode::LLVMSub => ends_loop(user, 3),
        _ => false,
    })
}

/// Whether a loop ends by what an instruction computes, over so many steps.
fn ends_loop(instruction: Instruction<'_>, steps: u32) -> bool {
    let users = instruction.value().users();
    let mut users = users.into_iter().filter_map(Value::instruction);
    users.any(|user| match user.opcode() {
        Opcode::LLVMBr => is_exit(user),
        Opcode::LLVMICmp
        | Opcode::LLVMAdd
        | Opcode::LLVMSub
        | Opcode::LLVMAnd
        | Opcode::LLVMOr
        | Opcode::LLVMXor
        | Opcode::LLVMSelect
        | Opcode::LLVMFreeze
        | Opcode::LLVMZExt
        | Opcode::LLVMSExt
        | Opcode::LLVMTrunc => steps > 0 && ends_loop(user, steps - 1),
        _ => false,
    })
}

/// Whether a branch leaves a loop in one of its ways and stays in it in another.
fn is_exit(branch: Instruction<'_>) -> bool {
    let block = branch.block();
    let mut stays = branch
        .successors()
        .into_iter()
        .map(|next| reaches(next, block));
    let first = stays.next();
    stays.any(|other| Some(other) != first)
}

fn reaches(from: Block<'_>, to: Block<'_>) -> bool {
    let mut seen = HashSet::from([from]);
    let mut pending = vec![from];
    while let Some(block) = pending.pop() {
        if block == to {
            return true;
        }
        pending.extend(
            block
                .successors()
                .into_iter()
                .filter(|next| seen.insert(*next)),
        );
    }
    false
}

/// Whether it computes an integer from its operands, and nothing else.
fn is_arithmetic(instruction: Instruction<'_>) -> bool {
    match instruction.opcode() {
        Opcode::LLVMAdd
        | Opcode::LLVMSub
        | Opcode::LLVMMul
        | Opcode::LLVMUDiv
        | Opcode::LLVMSDiv
        | Opcode::LLVMURem
        | Opcode::LLVMSRem
        | Opcode::LLVMShl
        | Opcode::LLVMLShr
        | Opcode::LLVMAShr
        | Opcode::LLVMAnd
        | Opcode::LLVMOr
        | Opcode::LLVMXor
        | Opcode::LLVMICmp
        | Opcode::LLVMSelect
        | Opcode::LLVMFreeze
        | Opcode::LLVMZExt
        | Opcode::LLVMSExt
        | Opcode::LLVMTrunc => true,
        // Minimum and maximum, for one.
        Opcode::LLVMCall => instruction.called_function().is_some_and(|callee| {
            callee.is_intrinsic() && matches!(instruction.value().ty().kind(), TypeKind::Int(_))
        }),
        _ => false,
    }
}
