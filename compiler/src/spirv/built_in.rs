//! Built-in variables: a private copy of each, filled at the start of a function that uses it.
//!
//! Producers load them whole, index into them, or pass pointers to them; one private copy serves all, and the
//! clean-up passes leave only the calls whose results are used.

use super::{Inst, Result, body::Body, builtin_call::Effect, mangle::UINT, types::address_space};
use crate::llvm::{Opcode, Value};
use mirrorcl_spirv::{Error, Function, Global, Id};
use spirv::BuiltIn;
use std::collections::HashSet;

/// The OpenCL C function that gives a built-in, and what it gives.
struct Query {
    name: &'static str,
    form: Form,
}

enum Form {
    /// `size_t f(uint dimension)` for three dimensions.
    Dimensions,
    /// `size_t f(void)`.
    Size,
    /// `uint f(void)`.
    Uint,
    /// `uint4 f(void)`.
    Mask,
}

fn query(built_in: BuiltIn) -> Option<Query> {
    use BuiltIn::*;
    let (name, form) = match built_in {
        NumWorkgroups => ("get_num_groups", Form::Dimensions),
        WorkgroupSize => ("get_local_size", Form::Dimensions),
        EnqueuedWorkgroupSize => ("get_enqueued_local_size", Form::Dimensions),
        WorkgroupId => ("get_group_id", Form::Dimensions),
        LocalInvocationId => ("get_local_id", Form::Dimensions),
        GlobalInvocationId => ("get_global_id", Form::Dimensions),
        GlobalSize => ("get_global_size", Form::Dimensions),
        GlobalOffset => ("get_global_offset", Form::Dimensions),
        LocalInvocationIndex => ("get_local_linear_id", Form::Size),
        GlobalLinearId => ("get_global_linear_id", Form::Size),
        WorkDim => ("get_work_dim", Form::Uint),
        SubgroupSize => ("get_sub_group_size", Form::Uint),
        SubgroupMaxSize => ("get_max_sub_group_size", Form::Uint),
        NumSubgroups => ("get_num_sub_groups", Form::Uint),
        NumEnqueuedSubgroups => ("get_enqueued_num_sub_groups", Form::Uint),
        SubgroupId => ("get_sub_group_id", Form::Uint),
        SubgroupLocalInvocationId => ("get_sub_group_local_id", Form::Uint),
        SubgroupEqMask => ("get_sub_group_eq_mask", Form::Mask),
        SubgroupGeMask => ("get_sub_group_ge_mask", Form::Mask),
        SubgroupGtMask => ("get_sub_group_gt_mask", Form::Mask),
        SubgroupLeMask => ("get_sub_group_le_mask", Form::Mask),
        SubgroupLtMask => ("get_sub_group_lt_mask", Form::Mask),
        _ => return None,
    };
    Some(Query { name, form })
}

impl<'c> Body<'_, 'c, '_> {
    /// Copies the built-in variables that the function uses into private memory.
    pub(super) fn built_in_variables(&mut self, function: &Function) -> Result<()> {
        let source = self.lowering.source;
        let is_input = |id: &Id| {
            source
                .global(*id)
                .is_some_and(|global| source.is_built_in(global))
        };
        let mut seen = HashSet::new();
        for instruction in function.blocks.iter().flat_map(|block| &block.instructions) {
            for id in instruction.ids_from(0).filter(is_input) {
                if let Some(global) = source.global(id)
                    && seen.insert(id)
                {
                    self.built_in_variable(instruction, global)?;
                }
            }
        }
        Ok(())
    }

    fn built_in_variable(&mut self, instruction: &Inst, global: &Global) -> Result<()> {
        let query = source_query(self, global)?;
        let ty = self.lowering.ty(global.ty)?;
        let context = self.lowering.context;
        let (size, word) = (context.int(64), context.int(32));
        let value = match query.form {
            Form::Dimensions => {
                let mut vector = ty.poison();
                for dimension in 0..3 {
                    let index = word.constant(dimension);
                    let name = query.name;
                    let part = self.call_builtin(
                        instruction,
                        name,
                        &[UINT],
                        size,
                        &[index],
                        Effect::None,
                    )?;
                    let part = self.builder.unsigned_cast(part, ty.scalar());
                    vector = self.builder.insert_element(vector, part, index);
                }
                vector
            }
            Form::Size => self.query(instruction, query.name, size, ty)?,
            Form::Uint => self.query(instruction, query.name, word, ty)?,
            Form::Mask => {
                let mask = context.vector(word, 4);
                let value =
                    self.call_builtin(instruction, query.name, &[], mask, &[], Effect::None)?;
                self.builder.cast(Opcode::LLVMZExt, value, ty)
            }
        };
        let align = self.lowering.align(ty);
        let place = self.builder.alloca(ty, align).value();
        self.builder.store(value, place, align);
        let pointer = context.ptr(address_space(global.storage));
        let place = match pointer == place.ty() {
            true => place,
            false => self.builder.cast(Opcode::LLVMAddrSpaceCast, place, pointer),
        };
        self.values.insert(global.id, place);
        Ok(())
    }

    fn query(
        &mut self,
        instruction: &Inst,
        name: &str,
        gives: crate::llvm::Type<'c>,
        wanted: crate::llvm::Type<'c>,
    ) -> Result<Value<'c>> {
        let value = self.call_builtin(instruction, name, &[], gives, &[], Effect::None)?;
        Ok(self.builder.unsigned_cast(value, wanted))
    }
}

fn source_query(body: &Body<'_, '_, '_>, global: &Global) -> Result<Query> {
    body.lowering
        .source
        .built_in(global.id)
        .and_then(query)
        .ok_or_else(|| {
            Error::new(
                global.offset,
                format!("%{} is no known built-in", global.id),
            )
        })
}
