//! Constants: values, composites, and addresses that the linker fills in.

use super::{Inst, Lowering, Result, memory::struct_index};
use crate::llvm::{Opcode, Type, TypeKind, Value};
use mirrorcl_spirv::{Constant, Definition, Error, Id, Type as SpirvType, Value as Known};
use spirv::Op;

impl<'c> Lowering<'c, '_> {
    /// The constant or the address of variable `id`.
    pub(super) fn constant(&self, id: Id) -> Option<Value<'c>> {
        self.constants.get(&id).copied()
    }

    fn constituent(&self, id: Id, offset: usize) -> Result<Value<'c>> {
        self.constant(id)
            .ok_or_else(|| Error::new(offset, format!("%{id} can't be part of a constant")))
    }

    /// Lowers a constant declaration.
    pub(super) fn lower_constant(&mut self, id: Id, definition: &Definition) -> Result<()> {
        let value = match &definition.constant {
            Constant::Composite(parts) => {
                let ty = self.ty(definition.ty)?;
                let parts: Vec<_> = parts
                    .iter()
                    .map(|part| self.constituent(*part, definition.offset))
                    .collect::<Result<_>>()?;
                composite(ty, &parts, definition.offset)?
            }
            Constant::Operation(instruction) => match self.specialization.value(id) {
                Known::Address => self.address(instruction)?,
                known => self.known(definition.ty, &known)?,
            },
            _ => {
                let known = self.specialization.value(id);
                self.known(definition.ty, &known)?
            }
        };
        self.constants.insert(id, value);
        Ok(())
    }

    /// A value that was evaluated.
    fn known(&mut self, ty: Id, value: &Known) -> Result<Value<'c>> {
        let lowered = self.ty(ty)?;
        Ok(match value {
            Known::Bits(bits) => match lowered.kind() {
                TypeKind::Int(_) => lowered.constant(*bits),
                TypeKind::Half | TypeKind::Float | TypeKind::Double => {
                    lowered.constant_float_bits(*bits)
                }
                _ => return Err(Error::new(0, format!("type %{ty} has no scalar values"))),
            },
            Known::Null => lowered.zero(),
            Known::Undef => lowered.undef(),
            Known::Composite(parts) => {
                let types = &self.source.types;
                let members: Option<Vec<Id>> = (0..parts.len())
                    .map(|index| types.member(ty, index as u64))
                    .collect();
                let members =
                    members.ok_or_else(|| Error::new(0, format!("type %{ty} is too short")))?;
                let parts: Vec<_> = members
                    .into_iter()
                    .zip(parts.iter())
                    .map(|(member, part)| self.known(member, part))
                    .collect::<Result<_>>()?;
                composite(lowered, &parts, 0)?
            }
            Known::Address => {
                return Err(Error::new(0, "an address inside of an evaluated constant"));
            }
        })
    }

    /// An operation of `OpSpecConstantOp` on addresses.
    fn address(&mut self, instruction: &Inst) -> Result<Value<'c>> {
        let ty = self.ty(instruction.result_type()?)?;
        let base = self.constituent(instruction.id(0)?, instruction.offset)?;
        let from = base.ty();
        let cast = |opcode| base.constant_cast(opcode, ty);
        let value = match instruction.op {
            Op::Bitcast | Op::ConvertPtrToU | Op::ConvertUToPtr => match (from.kind(), ty.kind()) {
                (TypeKind::Ptr(a), TypeKind::Ptr(b)) if a == b => Some(base),
                (TypeKind::Ptr(_), TypeKind::Int(_)) => cast(Opcode::LLVMPtrToInt),
                (TypeKind::Int(_), TypeKind::Ptr(_)) => cast(Opcode::LLVMIntToPtr),
                _ => None,
            },
            Op::PtrCastToGeneric | Op::GenericCastToPtr => cast(Opcode::LLVMAddrSpaceCast),
            Op::AccessChain
            | Op::InBoundsAccessChain
            | Op::PtrAccessChain
            | Op::InBoundsPtrAccessChain => Some(self.constant_chain(instruction, base)?),
            _ => None,
        };
        value.ok_or_else(|| instruction.error("it can't be applied to addresses in a constant"))
    }

    fn constant_chain(&mut self, instruction: &Inst, base: Value<'c>) -> Result<Value<'c>> {
        let (_, pointee) = self
            .source
            .type_of(instruction.id(0)?)
            .and_then(|ty| self.source.types.pointer(ty))
            .ok_or_else(|| instruction.error("the base is not a pointer"))?;
        if self.source.is_byte_offset(instruction) {
            let offset = self.constituent(instruction.id(2)?, instruction.offset)?;
            return Ok(base.constant_gep(self.context.int(8), &[offset], true));
        }
        let element = matches!(
            instruction.op,
            Op::PtrAccessChain | Op::InBoundsPtrAccessChain
        );
        let in_bounds = matches!(
            instruction.op,
            Op::InBoundsAccessChain | Op::InBoundsPtrAccessChain
        );
        let mut indices = Vec::new();
        if !element {
            indices.push(self.context.int(32).constant(0));
        }
        let mut at = pointee;
        for (position, id) in instruction.ids_from(1).enumerate() {
            let index = self.constituent(id, instruction.offset)?;
            if element && position == 0 {
                indices.push(index);
                continue;
            }
            let (index, member) = struct_index(self.context, &self.source.types, at, index)
                .ok_or_else(|| instruction.error("an index leads into no composite"))?;
            indices.push(index);
            at = member;
        }
        let source = self.ty(pointee)?;
        Ok(base.constant_gep(source, &indices, in_bounds))
    }

    /// Whether `id` is an integer type.
    pub(super) fn is_int(&self, id: Id) -> bool {
        matches!(self.source.types.get(id), Some(SpirvType::Int(_)))
    }
}

/// A constant composite; its parts are of the type's members unless the type was specialised otherwise.
fn composite<'c>(ty: Type<'c>, parts: &[Value<'c>], offset: usize) -> Result<Value<'c>> {
    let fits = |members: &[Type<'c>]| {
        members.len() == parts.len()
            && members
                .iter()
                .zip(parts)
                .all(|(member, part)| *member == part.ty())
    };
    let value = match ty.kind() {
        TypeKind::Vector(element, count) if fits(&vec![element; count as usize]) => {
            Some(Value::vector(parts))
        }
        TypeKind::Array(element, count)
            if count == parts.len() as u64 && parts.iter().all(|part| part.ty() == element) =>
        {
            Some(Value::array(element, parts))
        }
        TypeKind::Struct(members, _) if fits(&members) => Some(Value::structure(ty, parts)),
        _ => None,
    };
    value.ok_or_else(|| Error::new(offset, "the constituents do not fit the type"))
}
