//! The instructions of `OpenCL.std` as calls of the OpenCL C functions that they are.

use super::{
    Inst, Result,
    body::Body,
    builtin_call::{Effect, c_type},
    convert::{pointer_type, rounding_suffix, to_size},
    mangle::{CType, ULONG},
};
use crate::llvm::{Opcode, TypeKind, Value};
use mirrorcl_spirv::{Form, Kind, Shape, Signature, Signedness, signature};
use spirv::{FPRoundingMode, Op};

/// Operands before those of the extended instruction: the set and the number.
const FIRST: usize = 2;

pub(super) fn lower<'s>(body: &mut Body<'_, '_, 's>, inst: &'s Inst) -> Result<bool> {
    if inst.op != Op::ExtInst {
        return Ok(false);
    }
    let number = inst.literal(1)?;
    let signature =
        signature(number).ok_or_else(|| inst.error(format!("no instruction {number}")))?;
    match signature.form {
        Form::VectorLoad => body.vector_load(inst)?,
        Form::VectorStore => body.vector_store(inst)?,
        Form::HalfLoad => body.half_load(inst, signature.name)?,
        Form::HalfStore => body.half_store(inst, signature.name)?,
        Form::Printf => body.printf(inst)?,
        // There is nothing between memory and the processor's own prefetching.
        Form::Prefetch => {}
        _ => body.function(inst, signature)?,
    }
    Ok(true)
}

impl<'c> Body<'_, 'c, '_> {
    /// Instructions that are calls with the operands as they stand.
    fn function(&mut self, inst: &Inst, signature: Signature) -> Result<()> {
        let count = inst.operands.len() - FIRST;
        let arguments: Vec<_> = (0..count)
            .map(|index| self.operand(inst, FIRST + index))
            .collect::<Result<_>>()?;
        let types: Vec<_> = (0..count)
            .map(|index| self.parameter(inst, signature, index, arguments[index]))
            .collect::<Result<_>>()?;
        let effect = match signature.form {
            Form::FloatPointer | Form::FloatIntPointer | Form::FloatFloatIntPointer => {
                Effect::Memory
            }
            _ => Effect::None,
        };
        let ty = self.result_type(inst)?;
        let value = self.call_builtin(inst, signature.name, &types, ty, &arguments, effect)?;
        self.define(inst, value)
    }

    /// The OpenCL C type of operand `index` of a function.
    fn parameter(
        &self,
        inst: &Inst,
        signature: Signature,
        index: usize,
        argument: Value<'c>,
    ) -> Result<CType> {
        if let Some(space) = argument.ty().address_space() {
            // What the pointer leads to follows from the result, not from the pointer's type.
            let shape = self.result_shape(inst)?;
            let pointee = match signature.form {
                Form::FloatPointer => shape,
                _ => shape.with(Kind::Int, 32),
            };
            return Ok(pointer_type(
                space,
                false,
                c_type(pointee, Signedness::Signed),
            ));
        }
        let shape = self.operand_shape(inst, FIRST + index)?;
        let signedness = match (signature.form, index) {
            // The low halves of upsample are unsigned in any case.
            (Form::Upsample, 1) | (Form::Nan, _) => Signedness::Unsigned,
            (Form::Shuffle, 1) | (Form::Shuffle2, 2) => Signedness::Unsigned,
            _ => signature.signedness,
        };
        Ok(c_type(shape, signedness))
    }

    /// Offset and pointer at operands `at` and `at + 1`, with their types.
    fn place(
        &mut self,
        inst: &Inst,
        at: usize,
        is_const: bool,
        element: Shape,
    ) -> Result<([CType; 2], [Value<'c>; 2])> {
        let offset = self.operand(inst, at)?;
        let offset = to_size(self, offset);
        let pointer = self.operand(inst, at + 1)?;
        let space = pointer.ty().address_space().unwrap_or(0);
        let element = c_type(element.component(), Signedness::Signed);
        Ok((
            [ULONG, pointer_type(space, is_const, element)],
            [offset, pointer],
        ))
    }

    fn vector_load(&mut self, inst: &Inst) -> Result<()> {
        let shape = self.result_shape(inst)?;
        let (types, arguments) = self.place(inst, FIRST, true, shape)?;
        let ty = self.result_type(inst)?;
        let name = format!("vload{}", shape.count);
        let value = self.call_builtin(inst, &name, &types, ty, &arguments, Effect::Memory)?;
        self.define(inst, value)
    }

    fn vector_store(&mut self, inst: &Inst) -> Result<()> {
        let shape = self.operand_shape(inst, FIRST)?;
        let name = format!("vstore{}", shape.count);
        self.store_call(inst, &name, shape, shape)
    }

    fn half_load(&mut self, inst: &Inst, name: &str) -> Result<()> {
        let shape = self.result_shape(inst)?;
        let (types, arguments) = self.place(inst, FIRST, true, shape.with(Kind::Float, 16))?;
        let ty = self.result_type(inst)?;
        let name = sized(name, shape.count);
        let value = self.call_builtin(inst, &name, &types, ty, &arguments, Effect::Memory)?;
        self.define(inst, value)
    }

    fn half_store(&mut self, inst: &Inst, name: &str) -> Result<()> {
        let shape = self.operand_shape(inst, FIRST)?;
        let name = match name.strip_suffix("_r") {
            Some(name) => {
                // The parser reads the literal rounding mode as an id.
                let mode = FPRoundingMode::from_u32(inst.id(FIRST + 3)?)
                    .ok_or_else(|| inst.error("it lacks its rounding mode"))?;
                format!("{}{}", sized(name, shape.count), rounding_suffix(mode))
            }
            None => sized(name, shape.count),
        };
        self.store_call(inst, &name, shape, shape.with(Kind::Float, 16))
    }

    /// (data, offset, pointer to `element`).
    fn store_call(&mut self, inst: &Inst, name: &str, data: Shape, element: Shape) -> Result<()> {
        let value = self.operand(inst, FIRST)?;
        let ([offset_type, pointer], [offset, place]) =
            self.place(inst, FIRST + 1, false, element)?;
        let types = [c_type(data, Signedness::Signed), offset_type, pointer];
        let arguments = [value, offset, place];
        let void = self.lowering.context.void();
        self.call_builtin(inst, name, &types, void, &arguments, Effect::Memory)
            .map(drop)
    }

    /// `printf` is called variadically, with C's promotions: float and half to double, small integers to int.
    fn printf(&mut self, inst: &Inst) -> Result<()> {
        let context = self.lowering.context;
        let format = self.operand(inst, FIRST)?;
        if format.ty().address_space() != Some(2) {
            return Err(inst.error("the format of printf must be in constant memory"));
        }
        let mut arguments = vec![format];
        for index in FIRST + 1..inst.operands.len() {
            let value = self.operand(inst, index)?;
            let promoted = match value.ty().kind() {
                TypeKind::Half | TypeKind::Float => {
                    self.builder
                        .cast(Opcode::LLVMFPExt, value, context.double())
                }
                TypeKind::Int(1) => self.truth_to_int(value),
                TypeKind::Int(width) if width < 32 => {
                    self.builder.cast(Opcode::LLVMSExt, value, context.int(32))
                }
                TypeKind::Array(..) | TypeKind::Struct(..) | TypeKind::Target(_) => {
                    return Err(inst.error(format!("argument {index} can't be printed")));
                }
                _ => value,
            };
            arguments.push(promoted);
        }
        let signature = context.function(context.int(32), &[context.ptr(2)], true);
        let function = self.declare_builtin(inst, "printf", signature, Effect::Memory)?;
        let written = self.builder.call(function, &arguments).value();
        let ty = self.result_type(inst)?;
        let written = self.builder.unsigned_cast(written, ty);

        self.define(inst, written)
    }
}

/// `vload_halfn` for four components is `vload_half4`.
fn sized(name: &str, count: u32) -> String {
    match name.strip_suffix('n') {
        Some(name) => format!("{name}{count}"),
        None => name.to_owned(),
    }
}
