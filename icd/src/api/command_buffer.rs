//! Command buffers: making, finalising, enqueuing and asking about them (`cl_khr_command_buffer`).

use crate::error::{ClError, ClResult};
use crate::handle::Ref;
use crate::header::{
    self as cl, cl_command_buffer_info_khr, cl_command_buffer_properties_khr, cl_command_queue,
    cl_event, cl_uint,
};
use crate::info::{Answered, InfoWriter};
use crate::object::command_buffer::CommandBuffer;
use crate::object::context::same_context;
use crate::object::queue::Queue;
use crate::queue::command::{Command, Work};
use crate::queue::enqueue::enqueue;
use crate::raw::{In, InMut, Out, WaitList};
use crate::refuse_if;
use crate::validate::command_buffer::{QUEUE_PROPERTIES, buffer_property};
use crate::validate::wait_list::wait_list;
use mirrorcl_icd_macros::entry;

/// "CL_INVALID_VALUE if … the cl_khr_command_buffer_multi_device extension is not supported and num_queues is not one"; "… if queues is
/// NULL."
fn only_queue(num_queues: cl_uint, queues: In<cl_command_queue>) -> ClResult<Ref<Queue>> {
    refuse_if!(
        num_queues != 1,
        cl::CL_INVALID_VALUE,
        "a command buffer has one queue, not {num_queues}"
    );
    let queue = queues
        .read()
        .ok_or_else(|| ClError::value("queues is NULL"))?;
    Ref::from_handle(queue)
}

#[entry(clCreateCommandBufferKHR, errcode)]
fn create_command_buffer(
    num_queues: cl_uint,
    queues: In<cl_command_queue>,
    properties: In<cl_command_buffer_properties_khr>,
) -> ClResult<Ref<CommandBuffer>> {
    let queue = only_queue(num_queues, queues)?;
    let list = properties.checked_properties(buffer_property)?;
    CommandBuffer::new(&queue, list)
}

#[entry(clRetainCommandBufferKHR)]
fn retain_command_buffer(buffer: Ref<CommandBuffer>) -> ClResult<()> {
    buffer.retain()
}

#[entry(clReleaseCommandBufferKHR)]
fn release_command_buffer(buffer: Ref<CommandBuffer>) -> ClResult<()> {
    buffer.release()
}

#[entry(clFinalizeCommandBufferKHR)]
fn finalize_command_buffer(buffer: Ref<CommandBuffer>) -> ClResult<()> {
    buffer.finalize()
}

/// The queue that an instance is enqueued to.
fn target(
    buffer: &CommandBuffer,
    num_queues: cl_uint,
    queues: In<cl_command_queue>,
) -> ClResult<Ref<Queue>> {
    // "CL_INVALID_VALUE if queues is NULL and num_queues is > 0, or queues is not NULL and num_queues is 0."
    refuse_if!(
        (num_queues == 0) != queues.is_null(),
        cl::CL_INVALID_VALUE,
        "num_queues is {num_queues}, and queues {} NULL",
        if queues.is_null() { "is" } else { "is not" }
    );
    if num_queues == 0 {
        return Ok(buffer.queue().clone());
    }
    let queue = only_queue(num_queues, queues)?;
    same_context(
        queue.context(),
        buffer.context(),
        "the queue and the command buffer",
    )?;
    refuse_if!(
        queue.device() != buffer.queue().device(),
        cl::CL_INVALID_DEVICE,
        "the queue is of another device than the command buffer's"
    );
    // "CL_INCOMPATIBLE_COMMAND_QUEUE_KHR if the properties of any command-queue in queues contains a property not specified by
    // CL_DEVICE_COMMAND_BUFFER_SUPPORTED_QUEUE_PROPERTIES_KHR." None is required.
    refuse_if!(
        queue.properties() & !QUEUE_PROPERTIES != 0,
        cl::CL_INCOMPATIBLE_COMMAND_QUEUE_KHR,
        "a queue with properties {:#x} runs no command buffers",
        queue.properties()
    );
    Ok(queue)
}

#[entry(clEnqueueCommandBufferKHR)]
fn enqueue_command_buffer(
    num_queues: cl_uint,
    queues: InMut<cl_command_queue>,
    buffer: Ref<CommandBuffer>,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    let plan = buffer.plan()?;
    let queue = target(&buffer, num_queues, queues.read_only())?;
    let waits = wait_list(queue.context(), waits)?;
    let command = Command {
        command_type: cl::CL_COMMAND_COMMAND_BUFFER_KHR,
        work: Work::Replay(plan),
    };
    event.hand_over(enqueue(&queue, &waits, command)?);
    Ok(())
}

#[entry(clGetCommandBufferInfoKHR)]
fn get_command_buffer_info(
    buffer: Ref<CommandBuffer>,
    name: cl_command_buffer_info_khr,
    info: InfoWriter,
) -> ClResult<Answered> {
    match name {
        cl::CL_COMMAND_BUFFER_NUM_QUEUES_KHR => info.write::<cl_uint>(1),
        cl::CL_COMMAND_BUFFER_QUEUES_KHR => info.write(buffer.queue().handle()),
        cl::CL_COMMAND_BUFFER_REFERENCE_COUNT_KHR => info.write(buffer.api_references()),
        cl::CL_COMMAND_BUFFER_STATE_KHR => info.write(buffer.state()),
        cl::CL_COMMAND_BUFFER_PROPERTIES_ARRAY_KHR => info.write_slice(buffer.property_list()),
        cl::CL_COMMAND_BUFFER_CONTEXT_KHR => info.write(buffer.context().handle()),
        _ => info.unknown("clGetCommandBufferInfoKHR", name),
    }
}
