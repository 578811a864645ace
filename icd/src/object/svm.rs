//! Shared virtual memory: allocations of a context.

use super::context::Context;
use super::memory;
use super::svm_mapped;
use crate::error::{ClError, ClResult, out_of_resources};
use crate::log;
use mirrorcl_device::vm::{AddressSpace, Allocation, AreaKind};

/// Memory at one address for the host and all devices of the context.
pub fn allocate(
    context: &Context,
    size: usize,
    alignment: usize,
    is_fine: bool,
) -> ClResult<usize> {
    let limits = context
        .address_limits()
        .ok_or_else(|| out_of_resources("the context's devices have no addresses in common"))?;
    let kind = if is_fine {
        AreaKind::SvmFine
    } else {
        AreaKind::SvmCoarse
    };
    match memory::allocate(limits, size as u64, alignment as u64, kind, context.id()) {
        Ok(start) => Ok(start.as_ptr().expose_provenance()),
        Err(error) => Err(out_of_resources(error.to_string())),
    }
}

/// The SVM allocation of the context around `address`.
#[must_use]
pub fn find(context: &Context, address: usize) -> Option<Allocation> {
    AddressSpace::global()
        .find(address)
        .filter(|found| belongs(context, found))
}

fn belongs(context: &Context, allocation: &Allocation) -> bool {
    allocation.owner == context.id()
        && matches!(allocation.kind, AreaKind::SvmCoarse | AreaKind::SvmFine)
}

/// Whether `size` bytes at `address` lie in one SVM allocation of the context.
#[must_use]
pub fn contains(context: &Context, address: usize, size: usize) -> bool {
    find(context, address).is_some_and(|found| size <= found.base + found.length - address)
}

/// Frees the allocation that starts at `address`. An address where none of the context starts is told and left alone.
pub fn free(context: &Context, address: usize) -> ClResult<()> {
    // Before: afterwards the address may be another allocation's.
    svm_mapped::forget(address, || {
        find(context, address).is_some_and(|found| found.base == address)
    });
    // Another thread may be faster: the check and the free are one step.
    let freed = AddressSpace::global().free_if(address, |found| belongs(context, found));
    freed.map_err(|error| {
        let why =
            format!("not allocated with clSVMAlloc in this context, or freed already: {error}");
        log!(Warn, "SVM is not freed: {why}");
        ClError::value(why)
    })?;
    Ok(())
}
