//! Recording commands into command buffers (`cl_khr_command_buffer`).

use super::buffer_rect::check_copy_rect;
use super::buffer_transfer::{check_copy, check_fill};
use super::enqueue_kernel::{nd_range_arguments, prepare};
use super::svm::{check_mem_fill, check_memcpy};
use crate::error::{ClError, ClResult};
use crate::handle::Ref;
use crate::header::{
    self as cl, cl_command_properties_khr, cl_command_queue, cl_mutable_command_khr,
    cl_sync_point_khr, cl_uint,
};
use crate::object::command_buffer::{CommandBuffer, Handle};
use crate::object::context::same_context;
use crate::object::kernel::Kernel;
use crate::object::mem::Mem;
use crate::queue::exec_memory::{copying, copying_rect, filling};
use crate::queue::plan::StepWork;
use crate::raw::{In, Out, SyncPoints};
use crate::refuse_if;
use crate::validate::command_buffer::{MUTABLE_FIELDS, kernel_property, no_property, value_of};
use crate::validate::ndrange::{NdRangeArguments, nd_range};
use mirrorcl_icd_macros::entry;
use std::ffi::c_void;

/// What every recording call asks of the buffer and the queue.
fn check_recording(buffer: &CommandBuffer, queue: cl_command_queue) -> ClResult<()> {
    // "CL_INVALID_COMMAND_QUEUE if the cl_khr_command_buffer_multi_device extension is not supported and command_queue is not NULL."
    refuse_if!(
        !queue.is_null(),
        cl::CL_INVALID_COMMAND_QUEUE,
        "command_queue is not NULL"
    );
    buffer.check_recording()
}

/// What the calls that record no kernel ask besides: they have no properties, and their commands no handles.
fn check_plain(
    buffer: &CommandBuffer,
    queue: cl_command_queue,
    properties: In<cl_command_properties_khr>,
    handle: Out<cl_mutable_command_khr>,
) -> ClResult<()> {
    check_recording(buffer, queue)?;
    properties.checked_properties(no_property)?;
    refuse_if!(
        !handle.is_null(),
        cl::CL_INVALID_VALUE,
        "mutable_handle is not NULL"
    );
    Ok(())
}

/// Records what a checked call does.
fn record_call(
    buffer: &CommandBuffer,
    action: impl Fn() -> ClResult<()> + Send + Sync + 'static,
    waits: SyncPoints,
    point: Out<cl_sync_point_khr>,
) -> ClResult<()> {
    point.write(buffer.record(waits.numbers()?, Some(StepWork::call(action)))?);
    Ok(())
}

#[entry(clCommandBarrierWithWaitListKHR)]
fn command_barrier_with_wait_list(
    buffer: Ref<CommandBuffer>,
    queue: cl_command_queue,
    properties: In<cl_command_properties_khr>,
    waits: SyncPoints,
    point: Out<cl_sync_point_khr>,
    handle: Out<cl_mutable_command_khr>,
) -> ClResult<()> {
    check_plain(&buffer, queue, properties, handle)?;
    point.write(buffer.record_barrier(waits.numbers()?)?);
    Ok(())
}

#[entry(clCommandCopyBufferKHR)]
fn command_copy_buffer(
    buffer: Ref<CommandBuffer>,
    queue: cl_command_queue,
    properties: In<cl_command_properties_khr>,
    source: Ref<Mem>,
    destination: Ref<Mem>,
    source_offset: usize,
    destination_offset: usize,
    size: usize,
    waits: SyncPoints,
    point: Out<cl_sync_point_khr>,
    handle: Out<cl_mutable_command_khr>,
) -> ClResult<()> {
    check_plain(&buffer, queue, properties, handle)?;
    let queue = buffer.queue();
    let offsets = (source_offset, destination_offset);
    let copy = check_copy(queue, &source, &destination, offsets.0, offsets.1, size)?;
    let keep = (source, destination);
    let action = copying(queue.executor(), copy.to, copy.from, size, keep);
    record_call(&buffer, action, waits, point)
}

#[entry(clCommandCopyBufferRectKHR)]
fn command_copy_buffer_rect(
    buffer: Ref<CommandBuffer>,
    queue: cl_command_queue,
    properties: In<cl_command_properties_khr>,
    source: Ref<Mem>,
    destination: Ref<Mem>,
    source_origin: In<usize>,
    destination_origin: In<usize>,
    region: In<usize>,
    source_row_pitch: usize,
    source_slice_pitch: usize,
    destination_row_pitch: usize,
    destination_slice_pitch: usize,
    waits: SyncPoints,
    point: Out<cl_sync_point_khr>,
    handle: Out<cl_mutable_command_khr>,
) -> ClResult<()> {
    check_plain(&buffer, queue, properties, handle)?;
    let [to, from] = check_copy_rect(
        buffer.queue(),
        (&source, source_origin, source_row_pitch, source_slice_pitch),
        (
            &destination,
            destination_origin,
            destination_row_pitch,
            destination_slice_pitch,
        ),
        region,
    )?;
    let executor = buffer.queue().executor();
    let action = copying_rect(executor, to, from, (source, destination));
    record_call(&buffer, action, waits, point)
}

#[entry(clCommandFillBufferKHR)]
fn command_fill_buffer(
    buffer: Ref<CommandBuffer>,
    queue: cl_command_queue,
    properties: In<cl_command_properties_khr>,
    filled: Ref<Mem>,
    pattern: In<c_void>,
    pattern_size: usize,
    offset: usize,
    size: usize,
    waits: SyncPoints,
    point: Out<cl_sync_point_khr>,
    handle: Out<cl_mutable_command_khr>,
) -> ClResult<()> {
    check_plain(&buffer, queue, properties, handle)?;
    let queue = buffer.queue();
    let (to, pattern) = check_fill(queue, &filled, pattern, pattern_size, offset, size)?;
    let action = filling(queue.executor(), to, pattern, size, filled);
    record_call(&buffer, action, waits, point)
}

#[entry(clCommandSVMMemcpyKHR)]
fn command_svm_memcpy(
    buffer: Ref<CommandBuffer>,
    queue: cl_command_queue,
    properties: In<cl_command_properties_khr>,
    destination: *mut c_void,
    source: *const c_void,
    size: usize,
    waits: SyncPoints,
    point: Out<cl_sync_point_khr>,
    handle: Out<cl_mutable_command_khr>,
) -> ClResult<()> {
    check_plain(&buffer, queue, properties, handle)?;
    let queue = buffer.queue();
    let [to, from] = check_memcpy(queue.device(), destination, source, size)?;
    let action = copying(queue.executor(), to, from, size, ());
    record_call(&buffer, action, waits, point)
}

#[entry(clCommandSVMMemFillKHR)]
fn command_svm_mem_fill(
    buffer: Ref<CommandBuffer>,
    queue: cl_command_queue,
    properties: In<cl_command_properties_khr>,
    pointer: *mut c_void,
    pattern: In<c_void>,
    pattern_size: usize,
    size: usize,
    waits: SyncPoints,
    point: Out<cl_sync_point_khr>,
    handle: Out<cl_mutable_command_khr>,
) -> ClResult<()> {
    check_plain(&buffer, queue, properties, handle)?;
    let queue = buffer.queue();
    let (to, pattern) = check_mem_fill(queue.device(), pointer, pattern, pattern_size, size)?;
    let action = filling(queue.executor(), to, pattern, size, ());
    record_call(&buffer, action, waits, point)
}

/// What the properties of a kernel that is recorded say.
struct KernelProperties {
    list: Vec<cl_command_properties_khr>,
    /// What of it can be updated.
    fields: cl::cl_mutable_dispatch_fields_khr,
    /// Whether arguments may be missing until an update sets them.
    may_lack_arguments: bool,
}

impl KernelProperties {
    fn read(
        buffer: &CommandBuffer,
        properties: In<cl_command_properties_khr>,
        has_local_size: bool,
    ) -> ClResult<Self> {
        let list = properties.checked_properties(kernel_property)?;
        let given = value_of(&list, cl::CL_MUTABLE_DISPATCH_UPDATABLE_FIELDS_KHR);
        let asserts = value_of(&list, cl::CL_MUTABLE_DISPATCH_ASSERTS_KHR).unwrap_or(0);
        let more_groups = cl::CL_MUTABLE_DISPATCH_ASSERT_NO_ADDITIONAL_WORK_GROUPS_KHR;
        // "CL_INVALID_VALUE if command_buffer was created with … CL_MUTABLE_DISPATCH_ASSERT_NO_ADDITIONAL_WORK_GROUPS_KHR and
        // local_work_size is NULL, or if properties includes …".
        refuse_if!(
            !has_local_size && (buffer.asserts_no_more_groups() || asserts & more_groups != 0),
            cl::CL_INVALID_VALUE,
            "local_work_size is NULL, but the number of work-groups is asserted"
        );
        Ok(Self {
            list,
            fields: given.unwrap_or(MUTABLE_FIELDS),
            // "CL_INVALID_KERNEL_ARGS if the kernel argument values have not been specified and the CL_MUTABLE_DISPATCH_ARGUMENTS_KHR flag
            // was not set in the properties parameter." In a buffer that can't be updated they would be missing for ever.
            may_lack_arguments: buffer.is_mutable()
                && given.is_some_and(|fields| fields & cl::CL_MUTABLE_DISPATCH_ARGUMENTS_KHR != 0),
        })
    }
}

/// The work of a kernel, checked; nothing if it lacks an argument.
pub(super) fn prepare_step(
    buffer: &CommandBuffer,
    kernel: &Kernel,
    sizes: &NdRangeArguments,
) -> ClResult<Option<StepWork>> {
    let device = buffer.queue().device();
    if kernel.has_all_args() {
        return Ok(Some(StepWork::launch(prepare(device, kernel, sizes)?)));
    }
    nd_range(sizes, kernel.shape(device)?, device.capabilities())?;
    Ok(None)
}

#[entry(clCommandNDRangeKernelKHR)]
fn command_nd_range_kernel(
    buffer: Ref<CommandBuffer>,
    queue: cl_command_queue,
    properties: In<cl_command_properties_khr>,
    kernel: Ref<Kernel>,
    work_dim: cl_uint,
    offset: In<usize>,
    global: In<usize>,
    local: In<usize>,
    waits: SyncPoints,
    point: Out<cl_sync_point_khr>,
    handle: Out<cl_mutable_command_khr>,
) -> ClResult<()> {
    check_recording(&buffer, queue)?;
    let properties = KernelProperties::read(&buffer, properties, !local.is_null())?;
    same_context(
        kernel.context(),
        buffer.context(),
        "the command buffer and the kernel",
    )?;
    let sizes = nd_range_arguments(work_dim, offset, global, local);
    let work = prepare_step(&buffer, &kernel, &sizes)?;
    refuse_if!(
        work.is_none() && !properties.may_lack_arguments,
        cl::CL_INVALID_KERNEL_ARGS,
        "an argument has not been set, and the command's can't be updated"
    );
    let waits = waits.numbers()?;
    if handle.is_null() {
        point.write(buffer.record(waits, work)?);
        return Ok(());
    }
    let command = Handle {
        kernel: &kernel,
        sizes,
        properties: properties.list,
        fields: properties.fields,
    };
    let (number, command) = CommandBuffer::record_with_handle(&buffer, waits, work, command)?;
    point.write(number);
    handle.write(command.handle());
    Ok(())
}

/// No device has images.
fn no_images() -> ClError {
    ClError::operation("the device has no images")
}

#[entry(clCommandCopyImageKHR)]
fn command_copy_image(
    buffer: Ref<CommandBuffer>,
    queue: cl_command_queue,
    properties: In<cl_command_properties_khr>,
    _source: Ref<Mem>,
    _destination: Ref<Mem>,
    _source_origin: In<usize>,
    _destination_origin: In<usize>,
    _region: In<usize>,
    _waits: SyncPoints,
    _point: Out<cl_sync_point_khr>,
    handle: Out<cl_mutable_command_khr>,
) -> ClResult<()> {
    check_plain(&buffer, queue, properties, handle)?;
    Err(no_images())
}

#[entry(clCommandCopyImageToBufferKHR)]
fn command_copy_image_to_buffer(
    buffer: Ref<CommandBuffer>,
    queue: cl_command_queue,
    properties: In<cl_command_properties_khr>,
    _source: Ref<Mem>,
    _destination: Ref<Mem>,
    _source_origin: In<usize>,
    _region: In<usize>,
    _destination_offset: usize,
    _waits: SyncPoints,
    _point: Out<cl_sync_point_khr>,
    handle: Out<cl_mutable_command_khr>,
) -> ClResult<()> {
    check_plain(&buffer, queue, properties, handle)?;
    Err(no_images())
}

#[entry(clCommandCopyBufferToImageKHR)]
fn command_copy_buffer_to_image(
    buffer: Ref<CommandBuffer>,
    queue: cl_command_queue,
    properties: In<cl_command_properties_khr>,
    _source: Ref<Mem>,
    _destination: Ref<Mem>,
    _source_offset: usize,
    _destination_origin: In<usize>,
    _region: In<usize>,
    _waits: SyncPoints,
    _point: Out<cl_sync_point_khr>,
    handle: Out<cl_mutable_command_khr>,
) -> ClResult<()> {
    check_plain(&buffer, queue, properties, handle)?;
    Err(no_images())
}

#[entry(clCommandFillImageKHR)]
fn command_fill_image(
    buffer: Ref<CommandBuffer>,
    queue: cl_command_queue,
    properties: In<cl_command_properties_khr>,
    _image: Ref<Mem>,
    _color: In<c_void>,
    _origin: In<usize>,
    _region: In<usize>,
    _waits: SyncPoints,
    _point: Out<cl_sync_point_khr>,
    handle: Out<cl_mutable_command_khr>,
) -> ClResult<()> {
    check_plain(&buffer, queue, properties, handle)?;
    Err(no_images())
}
