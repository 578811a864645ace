//! Shared virtual memory: allocating and freeing, and the commands on it.

use super::command::{finish, finish_transfer, is_over, nobody_sees};
use crate::callback::{Callback, SvmFree};
use crate::error::{ClError, ClResult};
use crate::handle::{Borrowed, Handle, Ref};
use crate::object::context::Context;
use crate::object::device::Device;
use crate::object::queue::Queue;
use crate::object::{svm, svm_mapped};
use crate::queue::command::{Action, Command, Work};
use crate::queue::exec_memory::{Transfer, copying, filling};
use crate::queue::pattern::Pattern;
use crate::raw::{In, Out, WaitList};
use crate::refuse_if;
use crate::validate::buffer::{are_map_flags, fill_pattern, map_flags, migration_flags};
use crate::validate::svm::{overlap, range_exists, svm_alignment, svm_flags};
use crate::validate::wait_list::wait_list;
use mirrorcl_icd_macros::entry;
use opencl_sys as cl;
use opencl_sys::{
    cl_bool, cl_command_type, cl_event, cl_map_flags, cl_mem_migration_flags, cl_svm_mem_flags,
    cl_uint,
};
use std::ffi::c_void;

/// Every enqueuing call: "CL_INVALID_OPERATION if the device associated with command_queue does not support SVM."
fn check_svm(device: &Device) -> ClResult<()> {
    refuse_if!(
        device.capabilities().svm == 0,
        cl::CL_INVALID_OPERATION,
        "the queue's device has no SVM"
    );
    Ok(())
}

/// The address behind a pointer that must not be NULL.
fn address(pointer: *const c_void, name: &str) -> ClResult<usize> {
    refuse_if!(pointer.is_null(), cl::CL_INVALID_VALUE, "{name} is NULL");
    Ok(pointer.expose_provenance())
}

#[entry(clSVMAlloc, pointer)]
fn svm_alloc(
    context: Borrowed<Context>,
    flags: cl_svm_mem_flags,
    size: usize,
    alignment: cl_uint,
) -> ClResult<*mut c_void> {
    // "context is not a valid context, or no devices in context support SVM."
    refuse_if!(
        !context.has_svm(),
        cl::CL_INVALID_OPERATION,
        "no device of the context has SVM"
    );
    svm_flags(flags, context.common_svm())?;
    // "size is 0 or > CL_DEVICE_MAX_MEM_ALLOC_SIZE value for any device in context."
    refuse_if!(size == 0, cl::CL_INVALID_VALUE, "0 bytes of SVM");
    let smallest = context
        .devices()
        .iter()
        .map(|device| device.capabilities().max_allocation)
        .min();
    refuse_if!(
        smallest.is_some_and(|smallest| size as u64 > smallest),
        cl::CL_INVALID_VALUE,
        "{size} bytes are more than CL_DEVICE_MAX_MEM_ALLOC_SIZE of a device"
    );
    let alignment = svm_alignment(alignment as usize)?;
    let is_fine = flags & cl::CL_MEM_SVM_FINE_GRAIN_BUFFER != 0;
    let start = svm::allocate(&context, size, alignment, is_fine)?;
    Ok(std::ptr::with_exposed_provenance_mut(start))
}

#[entry(clSVMFree, nothing)]
fn svm_free(context: Borrowed<Context>, pointer: *mut c_void) -> ClResult<()> {
    // "If no devices in context support SVM, no action occurs."; "If a NULL pointer is passed in svm_pointer, no
    // action occurs."
    if pointer.is_null() || !context.has_svm() {
        return Ok(());
    }
    svm::free(&context, pointer.addr())
}

#[entry(clEnqueueSVMFree)]
fn enqueue_svm_free(
    queue: Ref<Queue>,
    num_pointers: cl_uint,
    pointers: Out<*mut c_void>,
    free: Option<SvmFree>,
    user_data: *mut c_void,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    check_svm(queue.device())?;
    // "CL_INVALID_VALUE if num_svm_pointers is 0 and svm_pointers is non-NULL, or if svm_pointers is NULL and
    // num_svm_pointers is not 0." Both: an empty set.
    refuse_if!(
        (num_pointers == 0) != pointers.is_null(),
        cl::CL_INVALID_VALUE,
        "{num_pointers} pointers, and the list {} NULL",
        if pointers.is_null() { "is" } else { "is not" }
    );
    // "The memory associated with svm_pointers can be reused or freed after the function returns."
    let pointers = pointers.as_input().to_vec(num_pointers as usize)?;
    let pointers: Vec<usize> = pointers
        .iter()
        .map(|pointer| pointer.expose_provenance())
        .collect();
    let waits = wait_list(queue.context(), waits)?;
    let work = match free {
        Some(free) => Work::Call(call_free(&queue, pointers, Callback::new(free, user_data))),
        None => Work::Quick(free_all(queue.context(), pointers)),
    };
    let command = Command {
        command_type: cl::CL_COMMAND_SVM_FREE,
        work,
    };
    finish(&queue, &waits, cl::CL_FALSE, command, event)
}

/// The driver's own way to free.
fn free_all(context: &Ref<Context>, pointers: Vec<usize>) -> Action {
    let context = context.clone();
    Box::new(move || {
        for pointer in pointers.into_iter().filter(|&pointer| pointer != 0) {
            // What was not allocated is told in the log; the others are freed all the same.
            let _ = svm::free(&context, pointer);
        }
        Ok(())
    })
}

/// "If pfn_free_func is a valid callback function, the OpenCL implementation will call pfn_free_func to free all
/// the SVM pointers".
fn call_free(queue: &Ref<Queue>, pointers: Vec<usize>, free: Callback<SvmFree>) -> Action {
    let queue = queue.clone();
    Box::new(move || {
        let mut list: Vec<*mut c_void> = pointers
            .into_iter()
            .map(std::ptr::with_exposed_provenance_mut)
            .collect();
        free.call(queue.handle(), &mut list);
        Ok(())
    })
}

/// Checks the arguments of `clEnqueueSVMMemcpy`; returns the addresses, the destination's first.
pub(super) fn check_memcpy(
    device: &Device,
    destination: *mut c_void,
    source: *const c_void,
    size: usize,
) -> ClResult<[usize; 2]> {
    check_svm(device)?;
    copy_addresses(destination, source, size)
}

/// The addresses of a copy between pointers, the destination's first.
pub(super) fn copy_addresses(
    destination: *mut c_void,
    source: *const c_void,
    size: usize,
) -> ClResult<[usize; 2]> {
    let (to, from) = (
        address(destination, "dst_ptr")?,
        address(source, "src_ptr")?,
    );
    range_exists(to, size)?;
    range_exists(from, size)?;
    // "CL_MEM_COPY_OVERLAP if the values specified for dst_ptr, src_ptr and size result in an overlapping copy."
    refuse_if!(
        overlap(to, from, size),
        cl::CL_MEM_COPY_OVERLAP,
        "{size} bytes at {to:#x} and at {from:#x} overlap"
    );
    Ok([to, from])
}

#[entry(clEnqueueSVMMemcpy)]
fn enqueue_svm_memcpy(
    queue: Borrowed<Queue>,
    blocking: cl_bool,
    destination: *mut c_void,
    source: *const c_void,
    size: usize,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    let [to, from] = check_memcpy(queue.device(), destination, source, size)?;
    let command_type = cl::CL_COMMAND_SVM_MEMCPY;
    enqueue_copy(
        &queue,
        command_type,
        blocking,
        [to, from],
        size,
        waits,
        event,
    )
}

/// Enqueues a copy between addresses that [`copy_addresses`] gave.
pub(super) fn enqueue_copy(
    queue: &Ref<Queue>,
    command_type: cl_command_type,
    blocking: cl_bool,
    [to, from]: [usize; 2],
    size: usize,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    let waits = wait_list(queue.context(), waits)?;
    let transfer = Transfer {
        command_type,
        size,
        action: copying(queue.executor(), to, from, size, ()),
    };
    finish_transfer(queue, &waits, blocking, transfer, event)
}

/// Checks the arguments of `clEnqueueSVMMemFill`; returns the address to fill and the pattern.
#[inline(always)]
pub(super) fn check_mem_fill(
    device: &Device,
    pointer: *mut c_void,
    pattern: In<c_void>,
    pattern_size: usize,
    size: usize,
) -> ClResult<(usize, Pattern)> {
    check_svm(device)?;
    fill_address(pointer, pattern, pattern_size, size)
}

/// The address that a fill through a pointer starts at, and the pattern.
#[inline(always)]
pub(super) fn fill_address(
    pointer: *mut c_void,
    pattern: In<c_void>,
    pattern_size: usize,
    size: usize,
) -> ClResult<(usize, Pattern)> {
    let to = address(pointer, "the pointer")?;
    fill_pattern(pattern.is_null(), pattern_size, to, size)?;
    range_exists(to, size)?;
    Ok((to, Pattern::read(pattern, pattern_size)?))
}

#[entry(clEnqueueSVMMemFill)]
fn enqueue_svm_mem_fill(
    queue: Borrowed<Queue>,
    pointer: *mut c_void,
    pattern: In<c_void>,
    pattern_size: usize,
    size: usize,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    let filled = check_mem_fill(queue.device(), pointer, pattern, pattern_size, size)?;
    enqueue_fill(
        &queue,
        cl::CL_COMMAND_SVM_MEMFILL,
        filled,
        size,
        waits,
        event,
    )
}

/// Enqueues a fill of an address with a pattern, as [`fill_address`] gave them.
#[inline(always)]
pub(super) fn enqueue_fill(
    queue: &Ref<Queue>,
    command_type: cl_command_type,
    (to, pattern): (usize, Pattern),
    size: usize,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    let waits = wait_list(queue.context(), waits)?;
    let transfer = Transfer {
        command_type,
        size,
        action: filling(queue.executor(), to, pattern, size, ()),
    };
    finish_transfer(queue, &waits, cl::CL_FALSE, transfer, event)
}

/// `clEnqueueSVMMap` of what the thread has mapped with the queue before, when there is nothing to wait for and no event is asked for.
#[inline(always)]
fn svm_map_at_once(
    queue: Handle<Queue>,
    blocking: cl_bool,
    flags: cl_map_flags,
    pointer: *mut c_void,
    size: usize,
    waits: WaitList,
    event: Out<cl_event>,
) -> bool {
    nobody_sees(waits, event)
        && are_map_flags(flags)
        && svm_mapped::map_at_once(&queue, pointer.expose_provenance(), size, |queue| {
            is_over(queue, blocking)
        })
}

#[entry(clEnqueueSVMMap, shortcut = svm_map_at_once)]
fn enqueue_svm_map(
    queue: Borrowed<Queue>,
    blocking: cl_bool,
    flags: cl_map_flags,
    pointer: *mut c_void,
    size: usize,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    let context = queue.context();
    check_svm(queue.device())?;
    let start = address(pointer, "svm_ptr")?;
    // "CL_INVALID_VALUE … if size is zero, if values specified in map_flags are not valid".
    refuse_if!(size == 0, cl::CL_INVALID_VALUE, "0 bytes to map");
    map_flags(flags)?;
    let has_system = queue.device().capabilities().svm & cl::CL_DEVICE_SVM_FINE_GRAIN_SYSTEM != 0;
    // svm_ptr and size name "a memory region … that will be updated by the host" of SVM; anything else is
    // undefined, hence refused.
    refuse_if!(
        !has_system && !svm::contains(context, start, size),
        cl::CL_INVALID_VALUE,
        "{size} bytes at {start:#x} are not within an SVM allocation of the context"
    );
    let waits = wait_list(context, waits)?;
    if !svm_mapped::map_again(&queue, start, size) {
        svm_mapped::map(&queue, start);
    }
    let command = Command::nothing(cl::CL_COMMAND_SVM_MAP);
    finish(&queue, &waits, blocking, command, event).map_err(|error| give_up_map(start, error))?;
    Ok(())
}

/// A map that failed leaves nothing mapped.
fn give_up_map(start: usize, error: ClError) -> ClError {
    // It was mapped a moment ago.
    let _ = svm_mapped::unmap(start);
    error
}

/// `clEnqueueSVMUnmap` of what the thread has mapped, when no event is asked for.
#[inline(always)]
fn svm_unmap_at_once(
    queue: Handle<Queue>,
    pointer: *mut c_void,
    waits: WaitList,
    event: Out<cl_event>,
) -> bool {
    nobody_sees(waits, event) && svm_mapped::unmap_at_once(&queue, pointer.expose_provenance())
}

#[entry(clEnqueueSVMUnmap, shortcut = svm_unmap_at_once)]
fn enqueue_svm_unmap(
    queue: Borrowed<Queue>,
    pointer: *mut c_void,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    check_svm(queue.device())?;
    let start = address(pointer, "svm_ptr")?;
    let waits = wait_list(queue.context(), waits)?;
    if !svm_mapped::unmap_again(&queue, start) {
        svm_mapped::unmap(start)?;
    }
    finish(
        &queue,
        &waits,
        cl::CL_FALSE,
        Command::nothing(cl::CL_COMMAND_SVM_UNMAP),
        event,
    )
}

#[entry(clEnqueueSVMMigrateMem)]
fn enqueue_svm_migrate_mem(
    queue: Borrowed<Queue>,
    num_pointers: cl_uint,
    pointers: Out<*const c_void>,
    sizes: In<usize>,
    flags: cl_mem_migration_flags,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    check_svm(queue.device())?;
    // "CL_INVALID_VALUE if num_svm_pointers is zero, if svm_pointers is NULL".
    refuse_if!(
        num_pointers == 0 || pointers.is_null(),
        cl::CL_INVALID_VALUE,
        "there is no pointer in the list"
    );
    migration_flags(flags)?;
    let count = num_pointers as usize;
    let sizes = sizes.to_vec(count)?;
    for (index, pointer) in pointers.as_input().to_vec(count)?.into_iter().enumerate() {
        // "Each pointer in this array must be within an allocation produced by a call to clSVMAlloc"; "if
        // sizes[i] is non-zero and the memory range described by svm_pointers[i] and sizes[i] is not contained
        // within an SVM allocation". 0: all of it.
        let size = sizes.get(index).copied().unwrap_or(0);
        refuse_if!(
            !svm::contains(queue.context(), pointer.addr(), size),
            cl::CL_INVALID_VALUE,
            "{size} bytes at {pointer:?} are not within an SVM allocation of the context"
        );
    }
    let waits = wait_list(queue.context(), waits)?;
    // The host and all devices share the memory: it is in place.
    finish(
        &queue,
        &waits,
        cl::CL_FALSE,
        Command::nothing(cl::CL_COMMAND_SVM_MIGRATE_MEM),
        event,
    )
}
