//! Built-in variables.

use crate::{Error, Global, Kind, Module, Result, Shape};
use spirv::BuiltIn;

/// An input variable is a built-in of the right shape.
pub(super) fn check(module: &Module, global: &Global) -> Result<()> {
    let error = |reason: String| Err(Error::new(global.offset, reason));
    let Some(builtin) = module.built_in(global.id) else {
        return error(format!("input variable %{} is no built-in", global.id));
    };
    let Some(count) = components(builtin) else {
        return error(format!("built-in {builtin:?} is not supported"));
    };
    match module.types.shape(global.ty) {
        Some(Shape {
            kind: Kind::Int,
            width: 32 | 64,
            count: have,
        }) if have == count => Ok(()),
        _ => error(format!(
            "built-in {builtin:?} has {count} integer components"
        )),
    }
}

fn components(builtin: BuiltIn) -> Option<u32> {
    use BuiltIn::*;
    match builtin {
        NumWorkgroups
        | WorkgroupSize
        | WorkgroupId
        | LocalInvocationId
        | GlobalInvocationId
        | GlobalSize
        | EnqueuedWorkgroupSize
        | GlobalOffset => Some(3),
        LocalInvocationIndex
        | WorkDim
        | GlobalLinearId
        | SubgroupSize
        | SubgroupMaxSize
        | NumSubgroups
        | NumEnqueuedSubgroups
        | SubgroupId
        | SubgroupLocalInvocationId => Some(1),
        SubgroupEqMask | SubgroupGeMask | SubgroupGtMask | SubgroupLeMask | SubgroupLtMask => {
            Some(4)
        }
        _ => None,
    }
}
