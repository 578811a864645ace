//! Conversions: LLVM casts where they round and saturate as asked, built-ins otherwise.

use super::{
    Inst, Result,
    body::Body,
    builtin_call::{Effect, c_type, type_name},
    mangle::CType,
};
use crate::llvm::{Opcode, TypeKind, Value};
use mirrorcl_spirv::{Shape, Signedness};
use rspirv::dr::Operand;
use spirv::{Decoration, FPRoundingMode, Op};

pub(super) fn lower<'s>(body: &mut Body<'_, '_, 's>, inst: &'s Inst) -> Result<bool> {
    use Op::*;
    match inst.op {
        ConvertFToU => body.float_to_int(inst, Signedness::Unsigned)?,
        ConvertFToS => body.float_to_int(inst, Signedness::Signed)?,
        ConvertUToF => body.int_to_float(inst, Signedness::Unsigned)?,
        ConvertSToF => body.int_to_float(inst, Signedness::Signed)?,
        UConvert => body.resize(inst, Signedness::Unsigned)?,
        SConvert => body.resize(inst, Signedness::Signed)?,
        FConvert => body.resize_float(inst)?,
        SatConvertSToU => body.saturate(inst, Signedness::Signed, Signedness::Unsigned)?,
        SatConvertUToS => body.saturate(inst, Signedness::Unsigned, Signedness::Signed)?,
        ConvertPtrToU => body.pointer_to_integer(inst)?,
        ConvertUToPtr => body.integer_to_pointer(inst)?,
        PtrCastToGeneric | GenericCastToPtr => body.cast(inst, Opcode::LLVMAddrSpaceCast)?,
        GenericCastToPtrExplicit => body.explicit_cast(inst)?,
        Bitcast => body.bitcast(inst)?,
        CopyObject | CopyLogical => {
            let value = body.operand(inst, 0)?;
            body.define(inst, value)?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

impl<'c> Body<'_, 'c, '_> {
    fn cast(&mut self, inst: &Inst, opcode: Opcode) -> Result<()> {
        let value = self.operand(inst, 0)?;
        let ty = self.result_type(inst)?;
        let value = self.builder.cast(opcode, value, ty);
        self.define(inst, value)
    }

    /// The rounding mode that the result is decorated with, as the suffix of a `convert_*` name.
    fn rounding(&self, inst: &Inst) -> Option<&'static str> {
        let decorations = &self.lowering.source.decorations;
        decorations
            .of(inst.result?)
            .find_map(|decorated| match decorated.operands.first() {
                Some(Operand::FPRoundingMode(mode)) => Some(rounding_suffix(*mode)),
                _ => None,
            })
    }

    /// Calls `convert_` plus the result's type, with the suffixes.
    fn convert(
        &mut self,
        inst: &Inst,
        from: (Shape, Signedness),
        to: (Shape, Signedness),
        suffixes: &str,
    ) -> Result<()> {
        let value = self.operand(inst, 0)?;
        let name = format!("convert_{}{suffixes}", type_name(to.0, to.1));
        let ty = self.result_type(inst)?;
        let types = [c_type(from.0, from.1)];
        let value = self.call_builtin(inst, &name, &types, ty, &[value], Effect::None)?;
        self.define(inst, value)
    }

    /// Towards zero unless decorated otherwise.
    fn float_to_int(&mut self, inst: &Inst, signedness: Signedness) -> Result<()> {
        let rounding = self
            .rounding(inst)
            .filter(|suffix| *suffix != "_rtz")
            .unwrap_or("");
        let saturated = self.is_decorated(inst, Decoration::SaturatedConversion);
        if !saturated && rounding.is_empty() {
            return self.truncate(inst, signedness);
        }
        let suffixes = format!("{}{rounding}", if saturated { "_sat" } else { "" });
        let from = (self.operand_shape(inst, 0)?, Signedness::Signed);
        let to = (self.result_shape(inst)?, signedness);
        self.convert(inst, from, to, &suffixes)
    }

    /// Out of range the result is some value, not LLVM's poison. Through 32 bits it is the same value at every
    /// vector width.
    fn truncate(&mut self, inst: &Inst, signedness: Signedness) -> Result<()> {
        let value = self.operand(inst, 0)?;
        let ty = self.result_type(inst)?;
        let (opcode, wide) = match (signedness, self.result_shape(inst)?) {
            (
                _,
                Shape {
                    width: 8 | 16,
                    count,
                    ..
                },
            ) => {
                let int = self.lowering.context.int(32);
                let wide = if count == 1 {
                    int
                } else {
                    self.lowering.context.vector(int, count)
                };
                (Opcode::LLVMFPToSI, wide)
            }
            (Signedness::Signed, _) => (Opcode::LLVMFPToSI, ty),
            (Signedness::Unsigned, _) => (Opcode::LLVMFPToUI, ty),
        };
        let converted = self.builder.cast(opcode, value, wide);
        let frozen = self.builder.freeze(converted);
        let narrow = self.builder.unsigned_cast(frozen, ty);
        self.define(inst, narrow)
    }

    /// To nearest even unless decorated otherwise.
    fn int_to_float(&mut self, inst: &Inst, signedness: Signedness) -> Result<()> {
        match self.rounding(inst).filter(|suffix| *suffix != "_rte") {
            None => self.cast(
                inst,
                match signedness {
                    Signedness::Signed => Opcode::LLVMSIToFP,
                    Signedness::Unsigned => Opcode::LLVMUIToFP,
                },
            ),
            Some(suffix) => {
                let from = (self.operand_shape(inst, 0)?, signedness);
                let to = (self.result_shape(inst)?, Signedness::Signed);
                self.convert(inst, from, to, suffix)
            }
        }
    }

    /// clang 22 writes conversions to the same width for `convert_T(T)`: they change nothing.
    fn resize(&mut self, inst: &Inst, signedness: Signedness) -> Result<()> {
        let (from, to) = (self.operand_shape(inst, 0)?, self.result_shape(inst)?);
        if self.is_decorated(inst, Decoration::SaturatedConversion) {
            return self.convert(inst, (from, signedness), (to, signedness), "_sat");
        }
        let opcode = match (to.width < from.width, signedness) {
            (true, _) => Opcode::LLVMTrunc,
            (false, Signedness::Signed) => Opcode::LLVMSExt,
            (false, Signedness::Unsigned) => Opcode::LLVMZExt,
        };
        self.cast(inst, opcode)
    }

    fn resize_float(&mut self, inst: &Inst) -> Result<()> {
        let (from, to) = (self.operand_shape(inst, 0)?, self.result_shape(inst)?);
        if to.width >= from.width {
            return self.cast(inst, Opcode::LLVMFPExt);
        }
        match self.rounding(inst).filter(|suffix| *suffix != "_rte") {
            None => self.cast(inst, Opcode::LLVMFPTrunc),
            Some(suffix) => {
                let signed = Signedness::Signed;
                self.convert(inst, (from, signed), (to, signed), suffix)
            }
        }
    }

    fn saturate(&mut self, inst: &Inst, from: Signedness, to: Signedness) -> Result<()> {
        let (source, target) = (self.operand_shape(inst, 0)?, self.result_shape(inst)?);
        self.convert(inst, (source, from), (target, to), "_sat")
    }

    fn pointer_to_integer(&mut self, inst: &Inst) -> Result<()> {
        let value = self.operand(inst, 0)?;
        let word = self.lowering.context.int(64);
        let value = self.builder.cast(Opcode::LLVMPtrToInt, value, word);
        let ty = self.result_type(inst)?;
        let value = self.builder.unsigned_cast(value, ty);
        self.define(inst, value)
    }

    fn integer_to_pointer(&mut self, inst: &Inst) -> Result<()> {
        let value = self.operand(inst, 0)?;
        let value = self
            .builder
            .unsigned_cast(value, self.lowering.context.int(64));
        let ty = self.result_type(inst)?;
        let value = self.builder.cast(Opcode::LLVMIntToPtr, value, ty);
        self.define(inst, value)
    }

    /// `to_global`, `to_local`, `to_private`: null if the pointer goes elsewhere. They are not mangled.
    fn explicit_cast(&mut self, inst: &Inst) -> Result<()> {
        let value = self.operand(inst, 0)?;
        let ty = self.result_type(inst)?;
        let name = match ty.address_space() {
            Some(1) => "__to_global",
            Some(3) => "__to_local",
            _ => "__to_private",
        };
        let signature = self.lowering.context.function(ty, &[value.ty()], false);
        let function = self.declare_builtin(inst, name, signature, Effect::None)?;
        let value = self.builder.call(function, &[value]).value();
        self.define(inst, value)
    }

    fn bitcast(&mut self, inst: &Inst) -> Result<()> {
        let value = self.operand(inst, 0)?;
        let ty = self.result_type(inst)?;
        let is_pointer = |value: Value<'c>| value.ty().address_space().is_some();
        let value = match (is_pointer(value), matches!(ty.kind(), TypeKind::Ptr(_))) {
            (true, true) => value,
            (false, false) => self.builder.cast(Opcode::LLVMBitCast, value, ty),
            // A pointer and 64 bits that are not one integer go through one.
            (true, false) => {
                let word = self.lowering.context.int(64);
                let word = self.builder.cast(Opcode::LLVMPtrToInt, value, word);
                self.builder.cast(Opcode::LLVMBitCast, word, ty)
            }
            (false, true) => {
                let word = self.lowering.context.int(64);
                let word = self.builder.cast(Opcode::LLVMBitCast, value, word);
                self.builder.cast(Opcode::LLVMIntToPtr, word, ty)
            }
        };
        self.define(inst, value)
    }
}

/// Suffix of OpenCL C's conversions and half stores for a rounding mode.
pub(super) fn rounding_suffix(mode: FPRoundingMode) -> &'static str {
    match mode {
        FPRoundingMode::RTE => "_rte",
        FPRoundingMode::RTZ => "_rtz",
        FPRoundingMode::RTP => "_rtp",
        FPRoundingMode::RTN => "_rtn",
    }
}

/// `size_t` operands may come with 32 bits.
pub(super) fn to_size<'c>(body: &Body<'_, 'c, '_>, value: Value<'c>) -> Value<'c> {
    body.builder
        .unsigned_cast(value, body.lowering.context.int(64))
}

/// A pointer in a built-in's signature.
pub(super) fn pointer_type(space: u32, is_const: bool, to: CType) -> CType {
    CType::Pointer(space, is_const, Box::new(to))
}
