//! Launching kernels.

use crate::error::{ClError, ClResult};
use crate::handle::{Borrowed, Ref};
use crate::object::context::same_context;
use crate::object::device::Device;
use crate::object::event::Event;
use crate::object::kernel::Kernel;
use crate::object::queue::Queue;
use crate::queue::command::{Command, Launch, Work};
use crate::queue::enqueue::enqueue;
use crate::raw::{In, Out, WaitList};
use crate::refuse_if;
use crate::validate::ndrange::{NdRangeArguments, nd_range, suggested_sizes};
use crate::validate::wait_list::wait_list;
use mirrorcl_icd_macros::entry;
use opencl_sys as cl;
use opencl_sys::{cl_command_type, cl_event, cl_uint};

#[entry(clEnqueueNDRangeKernel)]
#[allow(clippy::too_many_arguments, reason = "the signature is OpenCL's")]
fn enqueue_nd_range_kernel(
    queue: Borrowed<Queue>,
    kernel: Ref<Kernel>,
    work_dim: cl_uint,
    offset: In<usize>,
    global: In<usize>,
    local: In<usize>,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    let waits = wait_list(queue.context(), waits)?;
    let arguments = nd_range_arguments(work_dim, offset, global, local);
    let launched = launch(
        &queue,
        &kernel,
        &arguments,
        &waits,
        cl::CL_COMMAND_NDRANGE_KERNEL,
    )?;
    event.hand_over(launched);
    Ok(())
}

/// "clEnqueueTask is equivalent to calling clEnqueueNDRangeKernel with work_dim set to 1, global_work_offset set to NULL,
/// global_work_size[0] set to 1, and local_work_size[0] set to 1."
#[entry(clEnqueueTask)]
fn enqueue_task(
    queue: Ref<Queue>,
    kernel: Ref<Kernel>,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    let waits = wait_list(queue.context(), waits)?;
    let one = Some([1; 3]);
    let arguments = NdRangeArguments {
        work_dim: 1,
        offset: None,
        global: one,
        local: one,
    };
    let launched = launch(&queue, &kernel, &arguments, &waits, cl::CL_COMMAND_TASK)?;
    event.hand_over(launched);
    Ok(())
}

#[entry(clGetKernelSuggestedLocalWorkSize)]
fn get_kernel_suggested_local_work_size(
    queue: Ref<Queue>,
    kernel: Ref<Kernel>,
    work_dim: cl_uint,
    offset: In<usize>,
    global: In<usize>,
    suggested: Out<usize>,
) -> ClResult<()> {
    same_context(
        kernel.context(),
        queue.context(),
        "the queue and the kernel",
    )?;
    let shape = kernel.shape(queue.device())?;
    // "CL_INVALID_KERNEL_ARGS if any kernel arguments for kernel have not been set", and what else binding them finds.
    kernel.check_args(queue.device())?;
    refuse_if!(
        suggested.is_null(),
        cl::CL_INVALID_VALUE,
        "suggested_local_work_size is NULL"
    );
    let arguments = nd_range_arguments(work_dim, offset, global, In::null());
    let sizes = suggested_sizes(&arguments, shape, queue.device().capabilities())?;
    for (dimension, &size) in sizes.iter().enumerate().take(work_dim as usize) {
        suggested.write_at(dimension, size);
    }
    Ok(())
}

pub(super) fn nd_range_arguments(
    work_dim: cl_uint,
    offset: In<usize>,
    global: In<usize>,
    local: In<usize>,
) -> NdRangeArguments {
    // A wrong number of dimensions is refused later, and nothing is read for it.
    let dimensions = if work_dim <= 3 { work_dim as usize } else { 0 };
    NdRangeArguments {
        work_dim,
        offset: offset.up_to_three(dimensions, 0),
        global: global.up_to_three(dimensions, 1),
        local: local.up_to_three(dimensions, 1),
    }
}

fn launch(
    queue: &Ref<Queue>,
    kernel: &Kernel,
    arguments: &NdRangeArguments,
    waits: &[Ref<Event>],
    command_type: cl_command_type,
) -> ClResult<Ref<Event>> {
    same_context(
        kernel.context(),
        queue.context(),
        "the queue and the kernel",
    )?;
    let work = match prepare(queue.device(), kernel, arguments)? {
        Some(launch) => Work::Launch(launch),
        None => Work::Nothing,
    };
    enqueue(queue, waits, Command { command_type, work })
}

/// The launch of a kernel with its present arguments, checked; nothing if it has no work-items.
pub(super) fn prepare(
    device: &Ref<Device>,
    kernel: &Kernel,
    arguments: &NdRangeArguments,
) -> ClResult<Option<Launch>> {
    check_system_pointers(device, kernel)?;
    match nd_range(arguments, kernel.shape(device)?, device.capabilities())? {
        Some(grid) => kernel.launch(device, grid).map(Some),
        None => kernel.check_args(device).map(|()| None),
    }
}

/// "CL_INVALID_OPERATION if … system pointers are passed as arguments to a kernel and the device does not support fine-grain system
/// SVM": said by the application through clSetKernelExecInfo.
pub(super) fn check_system_pointers(device: &Device, kernel: &Kernel) -> ClResult<()> {
    let svm = device.capabilities().svm;
    if kernel.uses_system_svm() && svm & cl::CL_DEVICE_SVM_FINE_GRAIN_SYSTEM == 0 {
        return Err(ClError::operation(
            "the kernel uses fine-grain system SVM, which the device does not have",
        ));
    }
    Ok(())
}
