//! The instructions of `OpenCL.std`.

use super::Checker;
use crate::opencl_std::id_operands;
use crate::{ExtSet, Form, Id, Instruction, Kind, Result, Shape, Type, signature};
use spirv::{FPRoundingMode, Op};

/// Operands before those of the extended instruction: the set and the number.
const FIRST: usize = 2;

pub(super) fn check(checker: &Checker<'_>, instruction: &Instruction) -> Result<bool> {
    if instruction.op != Op::ExtInst {
        return Ok(false);
    }
    let set = checker.module.ext_sets.get(&instruction.id(0)?);
    let number = instruction.literal(1)?;
    let known = match set {
        Some(ExtSet::OpenClStd) => signature(number),
        _ => return Err(instruction.error("it names no instruction set")),
    };
    let Some(signature) = known else {
        return Err(instruction.error(format!("OpenCL.std has no instruction {number}")));
    };
    let operands = instruction.operands.len() - FIRST;
    if operands < minimum(signature.form) {
        return Err(instruction.error(format!("{} lacks operands", signature.name)));
    }
    check_result(checker, instruction, signature.form)
        .and_then(|()| check_form(checker, instruction, signature.form))
        .and_then(|()| surplus(instruction, signature.form, number, operands))
        .map_err(|error| instruction.error(format!("{}: {}", signature.name, error.reason)))?;
    Ok(true)
}

fn minimum(form: Form) -> usize {
    match form {
        Form::Float(count) | Form::Reduction(count) | Form::Int(count) | Form::Any(count) => count,
        Form::Exponent | Form::Nan | Form::Printf => 1,
        Form::FloatFloatIntPointer
        | Form::Select
        | Form::Shuffle2
        | Form::VectorLoad
        | Form::VectorStore
        | Form::HalfStore => 3,
        _ => 2,
    }
}

fn surplus(instruction: &Instruction, form: Form, number: u32, have: usize) -> Result<()> {
    let wanted = match form {
        Form::Printf => return Ok(()),
        // A literal follows the ids.
        Form::HalfLoad | Form::HalfStore => {
            let ids = minimum(form);
            ids + usize::from(id_operands(number, usize::MAX) == ids && has_literal(number))
        }
        _ => minimum(form),
    };
    match have == wanted {
        true => Ok(()),
        false => Err(instruction.error(format!("it takes {wanted} operands, not {have}"))),
    }
}

/// Whether a count or a rounding mode is the last operand.
fn has_literal(number: u32) -> bool {
    use spirv::OpenclStd100Op as Cl;
    matches!(
        Cl::from_u32(number),
        Some(
            Cl::vload_halfn
                | Cl::vloada_halfn
                | Cl::vstore_half_r
                | Cl::vstore_halfn_r
                | Cl::vstorea_halfn_r
        )
    )
}

/// Stores and hints give nothing, and `printf` gives an `int`.
fn check_result(checker: &Checker<'_>, instruction: &Instruction, form: Form) -> Result<()> {
    let ty = instruction.result_type()?;
    let types = &checker.module.types;
    let fits = match form {
        Form::VectorStore | Form::HalfStore | Form::Prefetch => {
            matches!(types.get(ty), Some(Type::Void))
        }
        Form::Printf => types.shape(ty) == Some(INT),
        _ => true,
    };
    match fits {
        true => Ok(()),
        false => Err(instruction.error("the result is of a wrong type")),
    }
}

fn check_form(checker: &Checker<'_>, instruction: &Instruction, form: Form) -> Result<()> {
    match form {
        Form::Float(count) => {
            let shape = checker.result_kind(instruction, Kind::Float)?;
            checker.want_all(instruction, FIRST..FIRST + count, shape)
        }
        Form::Int(count) => {
            let shape = checker.result_kind(instruction, Kind::Int)?;
            checker.want_all(instruction, FIRST..FIRST + count, shape)
        }
        Form::Any(count) => {
            let shape = checker.result_shape(instruction)?;
            checker.want_all(instruction, FIRST..FIRST + count, shape)
        }
        Form::FloatInt => {
            let shape = checker.result_kind(instruction, Kind::Float)?;
            checker.want(instruction, FIRST, shape)?;
            // clang 22 leaves the exponent of ldexp(vector, int) a scalar.
            let exponent = checker.shape(instruction, FIRST + 1)?;
            match exponent == INT || exponent == shape.with(Kind::Int, 32) {
                true => Ok(()),
                false => Err(instruction.error("the second operand is no 32-bit integer")),
            }
        }
        Form::FloatPointer | Form::FloatIntPointer => {
            let shape = checker.result_kind(instruction, Kind::Float)?;
            checker.want(instruction, FIRST, shape)?;
            checker.pointer(instruction, FIRST + 1).map(drop)
        }
        Form::FloatFloatIntPointer => {
            let shape = checker.result_kind(instruction, Kind::Float)?;
            checker.want_all(instruction, FIRST..FIRST + 2, shape)?;
            checker.pointer(instruction, FIRST + 2).map(drop)
        }
        Form::Exponent => {
            let shape = checker.result_kind(instruction, Kind::Int)?;
            checker
                .want_kind(instruction, FIRST, Kind::Float, shape.count)
                .map(drop)
        }
        Form::Nan => {
            let shape = checker.result_kind(instruction, Kind::Float)?;
            checker.want(instruction, FIRST, shape.with(Kind::Int, shape.width))
        }
        Form::Reduction(count) => {
            let shape = checker.result_kind(instruction, Kind::Float)?;
            let operand = checker.shape(instruction, FIRST)?;
            if shape.count != 1 || operand.component() != shape {
                return Err(instruction.error("it takes vectors and gives their component"));
            }
            checker.want_all(instruction, FIRST..FIRST + count, operand)
        }
        Form::Upsample => {
            let shape = checker.result_kind(instruction, Kind::Int)?;
            let half = shape.with(Kind::Int, shape.width / 2);
            checker.want_all(instruction, FIRST..FIRST + 2, half)
        }
        Form::Select => {
            let shape = checker.result_shape(instruction)?;
            checker.want_all(instruction, FIRST..FIRST + 2, shape)?;
            checker.want(instruction, FIRST + 2, shape.with(Kind::Int, shape.width))
        }
        Form::Shuffle | Form::Shuffle2 => shuffle(checker, instruction, form),
        Form::VectorLoad | Form::VectorStore => vector_access(checker, instruction, form),
        Form::HalfLoad | Form::HalfStore => half_access(checker, instruction, form),
        Form::Printf => {
            checker.pointer(instruction, FIRST)?;
            (FIRST + 1..instruction.operands.len()).try_for_each(|index| {
                let ty = checker.ty(instruction, index)?;
                checker.want_data(instruction, ty)
            })
        }
        Form::Prefetch => {
            checker.pointer(instruction, FIRST)?;
            checker.want_int_scalar(instruction, FIRST + 1)
        }
    }
}

const INT: Shape = Shape {
    kind: Kind::Int,
    width: 32,
    count: 1,
};

fn shuffle(checker: &Checker<'_>, instruction: &Instruction, form: Form) -> Result<()> {
    let shape = checker.result_shape(instruction)?;
    let vectors = if form == Form::Shuffle { 1 } else { 2 };
    let source = checker.shape(instruction, FIRST)?;
    if source.component() != shape.component() || source.count == 1 || shape.count == 1 {
        return Err(instruction.error("it shuffles vectors of one component type"));
    }
    checker.want_all(instruction, FIRST..FIRST + vectors, source)?;
    checker.want(
        instruction,
        FIRST + vectors,
        shape.with(Kind::Int, shape.width),
    )
}

fn vector_access(checker: &Checker<'_>, instruction: &Instruction, form: Form) -> Result<()> {
    let (shape, offset) = match form {
        Form::VectorLoad => (checker.result_shape(instruction)?, FIRST),
        _ => (checker.shape(instruction, FIRST)?, FIRST + 1),
    };
    checker.want_int_scalar(instruction, offset)?;
    checker.pointer(instruction, offset + 1)?;
    if shape.count == 1 || shape.kind == Kind::Bool {
        return Err(instruction.error("it moves vectors of numbers"));
    }
    // The parser reads every operand of OpExtInst as an id, the literal count too.
    if form == Form::VectorLoad && instruction.id(FIRST + 2)? != shape.count {
        return Err(instruction.error("the count is not the result's"));
    }
    Ok(())
}

fn half_access(checker: &Checker<'_>, instruction: &Instruction, form: Form) -> Result<()> {
    let (shape, offset) = match form {
        Form::HalfLoad => (checker.result_shape(instruction)?, FIRST),
        _ => (checker.shape(instruction, FIRST)?, FIRST + 1),
    };
    checker.want_int_scalar(instruction, offset)?;
    let (_, pointee) = checker.pointer(instruction, offset + 1)?;
    if checker.module.types.get(pointee) != Some(&Type::Float(16)) {
        return Err(instruction.error("the pointer is not one to half"));
    }
    let widths: &[u32] = if form == Form::HalfLoad {
        &[32]
    } else {
        &[32, 64]
    };
    if shape.kind != Kind::Float || !widths.contains(&shape.width) {
        return Err(instruction.error("the value is neither float nor double"));
    }
    let number = instruction.literal(1)?;
    if !has_literal(number) {
        return Ok(());
    }
    let literal: Id = instruction.id(offset + 2)?;
    let fits = match form {
        Form::HalfLoad => literal == shape.count,
        _ => FPRoundingMode::from_u32(literal).is_some(),
    };
    match fits {
        true => Ok(()),
        false => Err(instruction.error(format!("the literal {literal} does not fit"))),
    }
}
