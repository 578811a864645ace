//! Unified shared memory (`cl_intel_unified_shared_memory`): allocating, freeing, queries, and the commands on it.

use super::command::finish;
use super::svm::{copy_addresses, enqueue_copy, enqueue_fill, fill_address};
use crate::error::{ClError, ClResult};
use crate::handle::{Borrowed, Ref};
use crate::header::{
    self as cl, cl_bool, cl_command_type, cl_device_id, cl_event, cl_mem_advice_intel,
    cl_mem_info_intel, cl_mem_migration_flags, cl_mem_properties_intel, cl_uint,
};
use crate::info::{Answered, InfoWriter};
use crate::object::context::Context;
use crate::object::device::Device;
use crate::object::kernel::Kernel;
use crate::object::queue::Queue;
use crate::object::usm::{self, UsmInfo, UsmType};
use crate::queue::command::Command;
use crate::raw::{In, Out, WaitList};
use crate::refuse_if;
use crate::validate::buffer::migration_flags;
use crate::validate::command_buffer::value_of;
use crate::validate::svm::svm_alignment;
use crate::validate::usm as validate;
use crate::validate::wait_list::wait_list;
use mirrorcl_icd_macros::entry;
use std::ffi::c_void;

/// Whether a device has any use for memory of a type.
fn can_use(device: &Device, memory: UsmType) -> bool {
    validate::capabilities(memory, device.capabilities().svm) != 0
}

/// Allocates memory for one device of the context, or for all that can use it.
fn allocate(
    context: &Ref<Context>,
    memory: UsmType,
    device: Option<Ref<Device>>,
    properties: In<cl_mem_properties_intel>,
    size: usize,
    alignment: cl_uint,
) -> ClResult<*mut c_void> {
    let devices = match &device {
        Some(device) => std::slice::from_ref(device),
        None => context.devices(),
    };
    let mut users = devices
        .iter()
        .filter(|device| can_use(device, memory))
        .peekable();
    refuse_if!(
        users.peek().is_none(),
        cl::CL_INVALID_OPERATION,
        "no device can use such memory"
    );
    let alignment = svm_alignment(alignment as usize)?;
    // "… or if the same property name is specified more than once": CL_INVALID_PROPERTY as well.
    let list = properties
        .checked_properties(|name, value| validate::property(memory, name, value))
        .map_err(|error| ClError::new(cl::CL_INVALID_PROPERTY, error.reason().to_owned()))?;
    validate::size(size, users.map(|user| user.capabilities().max_allocation))?;
    let info = UsmInfo {
        memory,
        device,
        flags: value_of(&list, cl::CL_MEM_ALLOC_FLAGS_INTEL).unwrap_or(0),
    };
    let start = usm::allocate(context, info, size, alignment)?;
    Ok(std::ptr::with_exposed_provenance_mut(start))
}

/// "CL_INVALID_DEVICE if device is not a valid device or is not associated with context."
fn device_of(context: &Context, handle: cl_device_id) -> ClResult<Ref<Device>> {
    let device = Ref::<Device>::from_handle(handle)?;
    refuse_if!(
        !context.has_device(&device),
        cl::CL_INVALID_DEVICE,
        "the device is not one of the context's"
    );
    Ok(device)
}

#[entry(clHostMemAllocINTEL, errcode)]
fn host_mem_alloc(
    context: Ref<Context>,
    properties: In<cl_mem_properties_intel>,
    size: usize,
    alignment: cl_uint,
) -> ClResult<*mut c_void> {
    allocate(&context, UsmType::Host, None, properties, size, alignment)
}

#[entry(clDeviceMemAllocINTEL, errcode)]
fn device_mem_alloc(
    context: Ref<Context>,
    device: cl_device_id,
    properties: In<cl_mem_properties_intel>,
    size: usize,
    alignment: cl_uint,
) -> ClResult<*mut c_void> {
    let device = Some(device_of(&context, device)?);
    allocate(
        &context,
        UsmType::Device,
        device,
        properties,
        size,
        alignment,
    )
}

#[entry(clSharedMemAllocINTEL, errcode)]
fn shared_mem_alloc(
    context: Ref<Context>,
    device: cl_device_id,
    properties: In<cl_mem_properties_intel>,
    size: usize,
    alignment: cl_uint,
) -> ClResult<*mut c_void> {
    // "If device is NULL then the allocation is not associated with any device."
    let device = match device.is_null() {
        true => None,
        false => Some(device_of(&context, device)?),
    };
    allocate(
        &context,
        UsmType::Shared,
        device,
        properties,
        size,
        alignment,
    )
}

#[entry(clMemFreeINTEL)]
fn mem_free(context: Ref<Context>, pointer: *mut c_void) -> ClResult<()> {
    // "If ptr is NULL then no action occurs."
    if pointer.is_null() {
        return Ok(());
    }
    usm::free(&context, pointer.addr())
}

/// "To wait for previously enqueued commands to finish that may be using ptr before freeing ptr": any of the context's may.
#[entry(clMemBlockingFreeINTEL)]
fn mem_blocking_free(context: Ref<Context>, pointer: *mut c_void) -> ClResult<()> {
    if pointer.is_null() {
        return Ok(());
    }
    usm::check_start(&context, pointer.addr())?;
    for queue in context.queues() {
        queue.flush();
        queue.finish();
    }
    usm::free(&context, pointer.addr())
}

#[entry(clGetMemAllocInfoINTEL)]
fn get_mem_alloc_info(
    context: Ref<Context>,
    pointer: *const c_void,
    name: cl_mem_info_intel,
    info: InfoWriter,
) -> ClResult<Answered> {
    let found = usm::find(&context, pointer.addr());
    let (area, usm) = found.map_or((None, None), |(area, usm)| (Some(area), Some(usm)));
    match name {
        cl::CL_MEM_ALLOC_TYPE_INTEL => info.write(match usm.map(|usm| usm.memory) {
            Some(UsmType::Host) => cl::CL_MEM_TYPE_HOST_INTEL,
            Some(UsmType::Device) => cl::CL_MEM_TYPE_DEVICE_INTEL,
            Some(UsmType::Shared) => cl::CL_MEM_TYPE_SHARED_INTEL,
            None => cl::CL_MEM_TYPE_UNKNOWN_INTEL,
        }),
        cl::CL_MEM_ALLOC_BASE_PTR_INTEL => info.write(area.map_or(0, |area| area.base)),
        cl::CL_MEM_ALLOC_SIZE_INTEL => info.write(area.map_or(0, |area| area.length)),
        cl::CL_MEM_ALLOC_DEVICE_INTEL => {
            let device = usm.and_then(|usm| usm.device);
            info.write(device.map_or(std::ptr::null_mut(), |device| device.handle()))
        }
        // A property of allocations; its name is a number of queries as well.
        _ if u64::from(name) == cl::CL_MEM_ALLOC_FLAGS_INTEL => {
            info.write(usm.map_or(0, |usm| usm.flags))
        }
        _ => info.unknown("clGetMemAllocInfoINTEL", name),
    }
}

#[entry(clSetKernelArgMemPointerINTEL)]
fn set_kernel_arg_mem_pointer(
    kernel: Borrowed<Kernel>,
    arg_index: cl_uint,
    arg_value: In<c_void>,
) -> ClResult<()> {
    kernel.set_usm_arg(arg_index, arg_value.address())
}

#[entry(clEnqueueMemFillINTEL)]
fn enqueue_mem_fill(
    queue: Borrowed<Queue>,
    pointer: *mut c_void,
    pattern: In<c_void>,
    pattern_size: usize,
    size: usize,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    let filled = fill_address(pointer, pattern, pattern_size, size)?;
    enqueue_fill(
        &queue,
        cl::CL_COMMAND_MEMFILL_INTEL,
        filled,
        size,
        waits,
        event,
    )
}

#[entry(clEnqueueMemcpyINTEL)]
fn enqueue_memcpy(
    queue: Borrowed<Queue>,
    blocking: cl_bool,
    destination: *mut c_void,
    source: *const c_void,
    size: usize,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    let addresses = copy_addresses(destination, source, size)?;
    let command_type = cl::CL_COMMAND_MEMCPY_INTEL;
    enqueue_copy(
        &queue,
        command_type,
        blocking,
        addresses,
        size,
        waits,
        event,
    )
}

/// A hint: the memory is where all can use it.
fn hint(
    queue: &Ref<Queue>,
    command_type: cl_command_type,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    let waits = wait_list(queue.context(), waits)?;
    let command = Command::nothing(command_type);
    finish(queue, &waits, cl::CL_FALSE, command, event)
}

#[entry(clEnqueueMigrateMemINTEL)]
fn enqueue_migrate_mem(
    queue: Ref<Queue>,
    _pointer: *const c_void,
    _size: usize,
    flags: cl_mem_migration_flags,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    migration_flags(flags)?;
    hint(&queue, cl::CL_COMMAND_MIGRATEMEM_INTEL, waits, event)
}

#[entry(clEnqueueMemAdviseINTEL)]
fn enqueue_mem_advise(
    queue: Ref<Queue>,
    _pointer: *const c_void,
    _size: usize,
    advice: cl_mem_advice_intel,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    validate::advice(advice)?;
    hint(&queue, cl::CL_COMMAND_MEMADVISE_INTEL, waits, event)
}
