//! printf becomes a call of the runtime with an array of `PrintfArg`.

use super::fields::{ContextReader, first_instruction};
use crate::llvm::{Builder, Function, Instruction, Linkage, Module, Opcode, Type, TypeKind, Value};
use mirrorcl_abi::{PrintfArg, PrintfKind, field};
use std::mem::offset_of;

const PRINTF_ARG_SIZE: u64 = size_of::<PrintfArg>() as u64;
#[expect(clippy::cast_possible_truncation, reason = "16")]
const PRINTF_ARG_ALIGN: u32 = align_of::<PrintfArg>() as u32;

/// The name of the function that calls the runtime.
const CALL_RUNTIME: &str = "__mirrorcl_printf";

/// Lowers all calls of printf; they have been inlined into kernels.
///
/// # Errors
/// An argument that printf can't take.
pub(super) fn lower(module: &Module<'_>) -> Result<(), String> {
    let Some(printf) = module.function("printf") else {
        return Ok(());
    };
    if !printf.is_declaration() {
        return Ok(());
    }
    let helper = runtime_caller(module);
    for user in printf.users() {
        if let Some(call) = user.instruction()
            && call.called_function() == Some(printf)
        {
            lower_call(module, helper, call)?;
        }
    }
    if !printf.is_used() {
        printf.delete();
    }
    Ok(())
}

/// `int __mirrorcl_printf(context, format, args, count)`: calls through the runtime's table. A function of its own,
/// because code per work-item can hold direct calls alone.
fn runtime_caller<'c>(module: &Module<'c>) -> Function<'c> {
    let context = module.context();
    let (pointer, i32_type) = (context.ptr(0), context.int(32));
    let signature = context.function(i32_type, &[pointer, pointer, pointer, i32_type], false);
    let function = module.declare(CALL_RUNTIME, signature);
    function.set_linkage(Linkage::LLVMInternalLinkage);
    let builder = context.builder();
    builder.at_end(function.append_block(context, "entry"));
    let parameters = function.parameters();
    let load = |base, offset: usize| {
        let place = builder.offset(base, context.int(64).constant(offset as u64));
        builder.load(pointer, place, 8).value()
    };
    let table = load(parameters[0], field::RUNTIME);
    let entry = load(table, field::RUNTIME_PRINTF);
    builder.ret(builder.call_pointer(signature, entry, &parameters).value());
    function
}

fn lower_call<'c>(
    module: &Module<'c>,
    helper: Function<'c>,
    call: Instruction<'c>,
) -> Result<(), String> {
    let context = module.context();
    let arguments = call.arguments();
    let Some((&format, values)) = arguments.split_first() else {
        return Err("error: printf without a format".into());
    };
    let builder = context.builder();
    builder.before(first_instruction(call.block().function()));
    let records = if values.is_empty() {
        context.ptr(0).zero()
    } else {
        let bytes = PRINTF_ARG_SIZE * values.len() as u64;
        builder
            .alloca(context.array(context.int(8), bytes), PRINTF_ARG_ALIGN)
            .value()
    };
    builder.before(call);
    for (&value, index) in values.iter().zip(0..) {
        let record = builder.offset(records, context.int(64).constant(PRINTF_ARG_SIZE * index));
        write_record(&builder, record, value)?;
    }
    let reader = ContextReader::before(module, call);
    let format = builder.cast(Opcode::LLVMAddrSpaceCast, format, context.ptr(0));
    let count = context.int(32).constant(values.len() as u64);
    let result = builder.call(helper, &[reader.context(), format, records, count]);
    call.replace_all_uses(result.value());
    call.erase();
    Ok(())
}

fn write_record<'c>(
    builder: &Builder<'c>,
    record: Value<'c>,
    value: Value<'c>,
) -> Result<(), String> {
    let i32_type = builder.context().int(32);
    let at =
        |offset: usize| builder.offset(record, builder.context().int(64).constant(offset as u64));
    let kind = kind(value.ty()).ok_or_else(|| {
        format!(
            "error: printf can't print an argument of type '{}'",
            value.ty()
        )
    })?;
    builder.store(
        i32_type.constant(kind as u64),
        at(offset_of!(PrintfArg, kind)),
        4,
    );
    let lanes = i32_type.constant(value.ty().lanes().into());
    builder.store(lanes, at(offset_of!(PrintfArg, elements)), 4);
    builder.store(
        builder.context().int(64).zero(),
        at(offset_of!(PrintfArg, reserved)),
        8,
    );
    builder.store(value, at(offset_of!(PrintfArg, data)), PRINTF_ARG_ALIGN);
    Ok(())
}

fn kind(ty: Type<'_>) -> Option<PrintfKind> {
    match ty.scalar().kind() {
        TypeKind::Int(8) => Some(PrintfKind::Int8),
        TypeKind::Int(16) => Some(PrintfKind::Int16),
        TypeKind::Int(32) => Some(PrintfKind::Int32),
        TypeKind::Int(64) => Some(PrintfKind::Int64),
        TypeKind::Half => Some(PrintfKind::Float16),
        TypeKind::Float => Some(PrintfKind::Float32),
        TypeKind::Double => Some(PrintfKind::Float64),
        TypeKind::Ptr(_) => Some(PrintfKind::Pointer),
        _ => None,
    }
}
