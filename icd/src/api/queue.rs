//! Command queues: creation, queries, flushing and finishing.

use crate::error::{ClError, ClResult};
use crate::handle::{Borrowed, Ref};
use crate::info::{Answered, InfoWriter};
use crate::object::context::Context;
use crate::object::device::Device;
use crate::object::queue::Queue;
use crate::raw::{In, Out};
use crate::refuse_if;
use crate::validate::queue::{QueueProperties, queue_flags, queue_properties};
use mirrorcl_icd_macros::entry;
use opencl_sys as cl;
use opencl_sys::{
    cl_bool, cl_command_queue, cl_command_queue_info, cl_command_queue_properties,
    cl_queue_properties,
};

/// "CL_INVALID_DEVICE if device is not a valid device or is not associated with context."
fn check_device(context: &Context, device: &Ref<Device>) -> ClResult<()> {
    refuse_if!(
        !context.has_device(device),
        cl::CL_INVALID_DEVICE,
        "the device is not one of the context's"
    );
    Ok(())
}

#[entry(clCreateCommandQueue, errcode)]
fn create_command_queue(
    context: Borrowed<Context>,
    device: Borrowed<Device>,
    properties: cl_command_queue_properties,
) -> ClResult<Ref<Queue>> {
    check_device(&context, &device)?;
    // On-device queues came with clCreateCommandQueueWithProperties and are no values here.
    refuse_if!(
        properties & (cl::CL_QUEUE_ON_DEVICE | cl::CL_QUEUE_ON_DEVICE_DEFAULT) != 0,
        cl::CL_INVALID_VALUE,
        "clCreateCommandQueue makes host queues only"
    );
    let properties = QueueProperties {
        flags: queue_flags(properties)?,
        ..QueueProperties::default()
    };
    Queue::new(&context, &device, properties, Vec::new())
}

#[entry(clCreateCommandQueueWithProperties, errcode)]
fn create_command_queue_with_properties(
    context: Borrowed<Context>,
    device: Borrowed<Device>,
    properties: In<cl_queue_properties>,
) -> ClResult<Ref<Queue>> {
    check_device(&context, &device)?;
    let list = properties.properties()?;
    Queue::new(&context, &device, queue_properties(&list)?, list)
}

#[entry(clSetCommandQueueProperty)]
fn set_command_queue_property(
    queue: Ref<Queue>,
    properties: cl_command_queue_properties,
    enable: cl_bool,
    old_properties: Out<cl_command_queue_properties>,
) -> ClResult<()> {
    // Deprecated by OpenCL 1.1: "devices that do not support changing the properties return CL_INVALID_OPERATION".
    let _ = (queue, properties, enable, old_properties);
    Err(ClError::operation(
        "the properties of a queue are fixed since OpenCL 1.1",
    ))
}

#[entry(clSetDefaultDeviceCommandQueue)]
fn set_default_device_command_queue(
    context: Ref<Context>,
    device: Ref<Device>,
    _queue: cl_command_queue,
) -> ClResult<()> {
    check_device(&context, &device)?;
    // "CL_INVALID_OPERATION if device does not support a replaceable default on-device queue."
    Err(ClError::operation("the device has no queues of its own"))
}

#[entry(clRetainCommandQueue)]
fn retain_command_queue(queue: Ref<Queue>) -> ClResult<()> {
    queue.retain()
}

#[entry(clReleaseCommandQueue)]
fn release_command_queue(queue: Ref<Queue>) -> ClResult<()> {
    // "clReleaseCommandQueue performs an implicit flush to issue any previously queued OpenCL commands".
    queue.flush();
    queue.release()
}

#[entry(clGetCommandQueueInfo)]
fn get_command_queue_info(
    queue: Ref<Queue>,
    name: cl_command_queue_info,
    info: InfoWriter,
) -> ClResult<Answered> {
    match name {
        cl::CL_QUEUE_CONTEXT => info.write(queue.context().handle()),
        cl::CL_QUEUE_DEVICE => info.write(queue.device().handle()),
        cl::CL_QUEUE_REFERENCE_COUNT => info.write(queue.api_references()),
        cl::CL_QUEUE_PROPERTIES => info.write(queue.properties()),
        cl::CL_QUEUE_PROPERTIES_ARRAY => info.write_slice(queue.property_list()),
        // "If command_queue is not a valid command-queue for param_name": only on-device queues have a size.
        cl::CL_QUEUE_SIZE => Err(ClError::new(
            cl::CL_INVALID_COMMAND_QUEUE,
            "only a queue on the device has a size",
        )),
        // "The underlying default command queue for the specified device": there is none.
        cl::CL_QUEUE_DEVICE_DEFAULT => info.write(std::ptr::null_mut::<std::ffi::c_void>()),
        _ => info.unknown("clGetCommandQueueInfo", name),
    }
}

#[entry(clFlush)]
fn flush(queue: Ref<Queue>) -> ClResult<()> {
    queue.flush();
    Ok(())
}

#[entry(clFinish)]
fn finish(queue: Borrowed<Queue>) -> ClResult<()> {
    queue.finish();
    Ok(())
}
