//! Shared virtual memory: allocations of a context, and what of them the host has mapped.

use super::context::Context;
use super::memory;
use crate::error::{ClError, ClResult, out_of_resources};
use crate::log;
use mirrorcl_device::vm::{AddressSpace, Allocation, AreaKind};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Pointers that were mapped by `clEnqueueSVMMap`, and how often more than unmapped. Addresses are unique in the
/// process, so that all contexts share the table.
static MAPPED: Mutex<BTreeMap<usize, u32>> = Mutex::new(BTreeMap::new());

/// Entries of [`MAPPED`], changed under its lock: freeing while nothing is mapped, the usual case, takes no lock that all threads share.
/// Whoever frees what another thread has mapped must have waited for that call, so the count that it reads is recent enough.
static MAPPED_COUNT: AtomicUsize = AtomicUsize::new(0);

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
    // Another thread may be faster: the check and the free are one step.
    let freed = AddressSpace::global().free_if(address, |found| belongs(context, found));
    let freed = freed.map_err(|error| {
        let why =
            format!("not allocated with clSVMAlloc in this context, or freed already: {error}");
        log!(Warn, "SVM is not freed: {why}");
        ClError::value(why)
    })?;
    if MAPPED_COUNT.load(Ordering::Acquire) != 0 {
        let mut mapped = mapped();
        mapped.retain(|&pointer, _| !freed.contains(pointer));
        MAPPED_COUNT.store(mapped.len(), Ordering::Release);
    }
    Ok(())
}

/// Notes that `pointer` is mapped once more.
pub fn note_map(pointer: usize) {
    let mut mapped = mapped();
    *mapped.entry(pointer).or_insert(0) += 1;
    MAPPED_COUNT.store(mapped.len(), Ordering::Release);
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
        MAPPED_COUNT.store(mapped.len(), Ordering::Release);
    }
    Ok(())
}
