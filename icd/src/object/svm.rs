//! Shared virtual memory: allocations of a context, and what of them the host has mapped.

use super::context::Context;
use crate::error::{ClError, ClResult, out_of_resources};
use crate::log;
use mirrorcl_device::vm::{AddressSpace, Allocation, AreaKind};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Pointers that were mapped by `clEnqueueSVMMap`, and how often more than unmapped. Addresses are unique in the
/// process, so that all contexts share the table.
static MAPPED: Mutex<BTreeMap<usize, u32>> = Mutex::new(BTreeMap::new());

fn mapped() -> MutexGuard<'static, BTreeMap<usize, u32>> {
    MAPPED.lock().unwrap_or_else(PoisonError::into_inner)
}

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
    let space = AddressSpace::global();
    match space.allocate(limits, size as u64, alignment as u64, kind, context.id()) {
        Ok(start) => Ok(start.as_ptr().expose_provenance()),
        Err(error) => {
            log!(Warn, "no SVM allocation of {size} bytes: {error}");
            log!(Debug, "the address map:\n{}", space.report(Some(limits)));
            Err(out_of_resources(error.to_string()))
        }
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
    let found = find(context, address).filter(|found| found.base == address);
    if found.is_none() {
        let why =
            format!("{address:#x} was not allocated with clSVMAlloc in this context, or was freed");
        log!(Warn, "SVM is not freed: {why}");
        return Err(ClError::value(why));
    }
    // Another thread may have been faster.
    let freed = AddressSpace::global()
        .free(address)
        .map_err(|error| ClError::value(error.to_string()))?;
    let mut mapped = mapped();
    if !mapped.is_empty() {
        mapped.retain(|&pointer, _| !freed.contains(pointer));
    }
    Ok(())
}

/// Notes that `pointer` is mapped once more.
pub fn note_map(pointer: usize) {
    *mapped().entry(pointer).or_insert(0) += 1;
}

/// Notes that `pointer` is mapped once less; refuses if it is not mapped.
pub fn note_unmap(pointer: usize) -> ClResult<()> {
    let mut mapped = mapped();
    // The specification leaves this undefined; its revision refuses it (OpenCL-Docs #890), against the maps that
    // were enqueued.
    let Some(count) = mapped.get_mut(&pointer) else {
        return Err(ClError::value(format!(
            "{pointer:#x} was not given to clEnqueueSVMMap, or was unmapped"
        )));
    };
    *count -= 1;
    if *count == 0 {
        mapped.remove(&pointer);
    }
    Ok(())
}
