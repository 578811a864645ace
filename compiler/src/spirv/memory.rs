//! Memory instructions.

use super::{Inst, Result, body::Body};
use crate::llvm::{Context, TypeKind, Value};
use mirrorcl_spirv::{Id, Type as SpirvType, Types};
use rspirv::dr::Operand;
use spirv::{Decoration, MemoryAccess, Op};

pub(super) fn lower<'s>(body: &mut Body<'_, '_, 's>, inst: &'s Inst) -> Result<bool> {
    use Op::*;
    match inst.op {
        Variable => body.variable(inst)?,
        Load => body.load(inst)?,
        Store => body.store(inst)?,
        CopyMemory => {
            let pointee = body.pointee(inst, 0)?;
            let ty = body.lowering.ty(pointee)?;
            let size = body.lowering.module.data_layout().size(ty);
            let size = body.lowering.context.int(64).constant(size);
            body.copy(inst, size, 2)?;
        }
        CopyMemorySized => {
            let size = body.operand(inst, 2)?;
            let size = super::convert::to_size(body, size);
            body.copy(inst, size, 3)?;
        }
        AccessChain | InBoundsAccessChain | PtrAccessChain | InBoundsPtrAccessChain => {
            body.access_chain(inst)?;
        }
        // Where a private variable is alive is found by the clean-up passes themselves.
        LifetimeStart | LifetimeStop => {}
        _ => return Ok(false),
    }
    Ok(true)
}

/// Memory operands: volatile and alignment.
#[derive(Debug, Clone, Copy, Default)]
struct Access {
    volatile: bool,
    align: Option<u32>,
}

fn access(inst: &Inst, at: usize) -> Access {
    match inst.operands.get(at) {
        Some(Operand::MemoryAccess(flags)) => Access {
            volatile: flags.contains(MemoryAccess::VOLATILE),
            align: match flags.contains(MemoryAccess::ALIGNED) {
                true => inst
                    .literal(at + 1)
                    .ok()
                    .filter(|align| align.is_power_of_two()),
                false => None,
            },
        },
        _ => Access::default(),
    }
}

/// An index into a composite type for `getelementptr`, and the member it leads to.
pub(super) fn struct_index<'c>(
    context: &'c Context,
    types: &Types,
    ty: Id,
    index: Value<'c>,
) -> Option<(Value<'c>, Id)> {
    match types.get(ty)? {
        // LLVM wants i32 constants here, whatever the width was.
        SpirvType::Struct(members) => {
            let number = index.as_u64()?;
            let member = members.get(usize::try_from(number).ok()?)?;
            Some((context.int(32).constant(number), *member))
        }
        SpirvType::Vector(member, _) | SpirvType::Array(member, _) => Some((index, *member)),
        _ => None,
    }
}

impl<'c> Body<'_, 'c, '_> {
    fn variable(&mut self, inst: &Inst) -> Result<()> {
        let id = inst.result()?;
        let (_, pointee) = self
            .lowering
            .source
            .types
            .pointer(inst.result_type()?)
            .ok_or_else(|| inst.error("the result is not a pointer"))?;
        let ty = self.lowering.ty(pointee)?;
        let natural = self.lowering.align(ty);
        let wanted = self
            .lowering
            .source
            .decorations
            .literal(id, Decoration::Alignment);
        let align = wanted
            .filter(|align| align.is_power_of_two())
            .unwrap_or(0)
            .max(natural);
        let place = self.builder.alloca(ty, align).value();
        if inst.operands.len() > 1 {
            let value = self.operand(inst, 1)?;
            if value.ty() != ty {
                return Err(inst.error("the initialiser has another type"));
            }
            self.builder.store(value, place, align);
        }
        self.define(inst, place)
    }

    /// `Volatile` may also stand on the pointer.
    fn is_volatile(&self, inst: &Inst, pointer: usize, access: Access) -> bool {
        access.volatile
            || inst.optional_id(pointer).is_some_and(|id| {
                self.lowering
                    .source
                    .decorations
                    .has(id, Decoration::Volatile)
            })
    }

    fn load(&mut self, inst: &Inst) -> Result<()> {
        let pointer = self.operand(inst, 0)?;
        let ty = self.result_type(inst)?;
        let access = access(inst, 1);
        let align = access.align.unwrap_or_else(|| self.lowering.align(ty));
        let load = self.builder.load(ty, pointer, align);
        load.set_volatile(self.is_volatile(inst, 0, access));
        self.define(inst, load.value())
    }

    fn store(&mut self, inst: &Inst) -> Result<()> {
        let (pointer, value) = (self.operand(inst, 0)?, self.operand(inst, 1)?);
        let access = access(inst, 2);
        let align = access
            .align
            .unwrap_or_else(|| self.lowering.align(value.ty()));
        let store = self.builder.store(value, pointer, align);
        store.set_volatile(self.is_volatile(inst, 0, access));
        Ok(())
    }

    fn copy(&mut self, inst: &Inst, size: Value<'c>, operands: usize) -> Result<()> {
        let (target, source) = (self.operand(inst, 0)?, self.operand(inst, 1)?);
        let access = access(inst, operands);
        let volatile = self.is_volatile(inst, 0, access) || self.is_volatile(inst, 1, access);
        let types = [target.ty(), source.ty(), size.ty()];
        let memcpy = self.lowering.module.intrinsic("llvm.memcpy", &types);
        let flag = self.lowering.context.int(1).constant(u64::from(volatile));
        self.builder.call(memcpy, &[target, source, size, flag]);
        Ok(())
    }

    fn access_chain(&mut self, inst: &Inst) -> Result<()> {
        let base = self.operand(inst, 0)?;
        let pointee = self.pointee(inst, 0)?;
        let element = matches!(inst.op, Op::PtrAccessChain | Op::InBoundsPtrAccessChain);
        let in_bounds = matches!(
            inst.op,
            Op::InBoundsAccessChain | Op::InBoundsPtrAccessChain
        );
        let mut indices = Vec::new();
        if !element {
            indices.push(self.lowering.context.int(32).constant(0));
        }
        let mut at = pointee;
        for (position, id) in inst.ids_from(1).enumerate() {
            let index = self.value(inst, id)?;
            if !matches!(index.ty().kind(), TypeKind::Int(_)) {
                return Err(inst.error(format!("index %{id} is not an integer")));
            }
            if element && position == 0 {
                indices.push(index);
                continue;
            }
            let step = struct_index(
                self.lowering.context,
                &self.lowering.source.types,
                at,
                index,
            );
            let (index, member) =
                step.ok_or_else(|| inst.error(format!("index %{id} leads into no composite")))?;
            indices.push(index);
            at = member;
        }
        let source = self.lowering.ty(pointee)?;
        let pointer = self
            .builder
            .gep(source, base, &indices, u32::from(in_bounds));
        self.define(inst, pointer)
    }
}
