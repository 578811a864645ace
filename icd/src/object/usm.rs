//! Unified shared memory (`cl_intel_unified_shared_memory`): allocations from the same space as SVM, with a type and perhaps a device.
//!
//! All types are the same memory, at one address for the host and all devices; nothing migrates.

use super::context::Context;
use super::device::Device;
use super::memory;
use crate::error::{ClError, ClResult, out_of_resources};
use crate::handle::Ref;
use crate::header::cl_mem_alloc_flags_intel;
use crate::log;
use mirrorcl_device::vm::{AddressSpace, Allocation, AreaKind};
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

/// The types of allocations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the specification's")]
pub enum UsmType {
    Host,
    Device,
    Shared,
}

/// What an allocation is besides an address and a size.
#[derive(Debug, Clone)]
pub struct UsmInfo {
    /// Its type.
    pub memory: UsmType,
    /// The device that it is associated with.
    pub device: Option<Ref<Device>>,
    /// `CL_MEM_ALLOC_FLAGS_INTEL`.
    pub flags: cl_mem_alloc_flags_intel,
}

/// Threads that allocate at once rarely meet in one of so many parts.
const SHARDS: usize = 64;

type Shard = Mutex<HashMap<usize, UsmInfo>>;

/// The living allocations of all contexts, by their start.
static ALLOCATIONS: LazyLock<[Shard; SHARDS]> =
    LazyLock::new(|| [(); SHARDS].map(|()| Shard::default()));

fn shard(base: usize) -> MutexGuard<'static, HashMap<usize, UsmInfo>> {
    // Fibonacci hashing; allocations are multiples of 16 bytes or more.
    let hash = (base >> 4).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (usize::BITS - SHARDS.ilog2());
    ALLOCATIONS[hash]
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
}

/// Allocates memory at one address for the host and all devices of the context.
pub fn allocate(
    context: &Context,
    info: UsmInfo,
    size: usize,
    alignment: usize,
) -> ClResult<usize> {
    let limits = context
        .address_limits()
        .ok_or_else(|| out_of_resources("the context's devices have no addresses in common"))?;
    let (size, alignment) = (size as u64, alignment as u64);
    let start = memory::allocate(limits, size, alignment, AreaKind::Usm, context.id())
        .map_err(|error| out_of_resources(error.to_string()))?;
    let start = start.as_ptr().expose_provenance();
    shard(start).insert(start, info);
    Ok(start)
}

/// The allocation of the context around `address`.
#[must_use]
pub fn find(context: &Context, address: usize) -> Option<(Allocation, UsmInfo)> {
    let found = AddressSpace::global()
        .find(address)
        .filter(|found| belongs(context, found))?;
    let info = shard(found.base).get(&found.base).cloned()?;
    Some((found, info))
}

fn belongs(context: &Context, allocation: &Allocation) -> bool {
    allocation.owner == context.id() && allocation.kind == AreaKind::Usm
}

/// Frees the allocation that starts at `address`. Another address is told and left alone.
pub fn free(context: &Context, address: usize) -> ClResult<()> {
    check_start(context, address)?;
    // Before the memory is free for others, who would find this entry; whoever takes it is who frees.
    let info = shard(address).remove(&address);
    let freed = info.is_some()
        && AddressSpace::global()
            .free_if(address, |found| belongs(context, found))
            .is_ok();
    if freed {
        Ok(())
    } else {
        Err(no_start(address))
    }
}

/// "CL_INVALID_VALUE if ptr is not a value returned by clHostMemAllocINTEL, clDeviceMemAllocINTEL, clSharedMemAllocINTEL".
pub fn check_start(context: &Context, address: usize) -> ClResult<()> {
    match AddressSpace::global().find(address) {
        Some(found) if found.base == address && belongs(context, &found) => Ok(()),
        _ => Err(no_start(address)),
    }
}

fn no_start(address: usize) -> ClError {
    let why = format!("{address:#x} is no USM allocation of this context, or was freed");
    log!(Warn, "USM is not freed: {why}");
    ClError::value(why)
}
