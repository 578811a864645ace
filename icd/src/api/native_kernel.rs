//! `clEnqueueNativeKernel`.

use crate::callback::{NativeArguments, NativeKernel};
use crate::error::{ClError, ClResult};
use crate::handle::Ref;
use crate::object::context::same_context;
use crate::object::mem::Mem;
use crate::object::queue::Queue;
use crate::queue::command::{Command, Work};
use crate::queue::enqueue::enqueue;
use crate::raw::{In, InMut, Out, WaitList};
use crate::refuse_if;
use crate::validate::native_kernel::{argument_offsets, check_presence};
use crate::validate::wait_list::wait_list;
use mirrorcl_icd_macros::entry;
use opencl_sys as cl;
use opencl_sys::{cl_event, cl_mem, cl_uint};
use std::ffi::c_void;

#[entry(clEnqueueNativeKernel)]
#[allow(clippy::too_many_arguments, reason = "the signature is OpenCL's")]
fn enqueue_native_kernel(
    queue: Ref<Queue>,
    function: Option<NativeKernel>,
    args: InMut<c_void>,
    args_size: usize,
    num_mem_objects: cl_uint,
    mem_list: In<cl_mem>,
    args_mem_loc: InMut<*const c_void>,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    // "CL_INVALID_VALUE if user_func is NULL."
    let function = function.ok_or_else(|| ClError::value("user_func is NULL"))?;
    let (args, places) = (args.read_only(), args_mem_loc.read_only());
    let count = num_mem_objects as usize;
    check_presence(
        args.is_null(),
        args_size,
        count,
        mem_list.is_null(),
        places.is_null(),
    )?;
    let places = places.to_vec(count)?;
    let offsets = argument_offsets(args.address(), args_size, &places)?;
    let mut arguments = NativeArguments::new(&args.to_bytes(args_size)?);
    let mut keep = Vec::with_capacity(count);
    for (handle, offset) in mem_list.to_vec(count)?.into_iter().zip(offsets) {
        arguments.put_address(offset, buffer_address(&queue, handle, &mut keep)?);
    }
    let waits = wait_list(queue.context(), waits)?;
    let action = Box::new(move || {
        arguments.call(function);
        drop(keep);
        Ok(())
    });
    let command = Command {
        command_type: cl::CL_COMMAND_NATIVE_KERNEL,
        work: Work::Call(action),
    };
    event.hand_over(enqueue(&queue, &waits, command)?);
    Ok(())
}

/// Where a buffer of `mem_list` is: "memory object handles … or NULL".
fn buffer_address(queue: &Queue, handle: cl_mem, keep: &mut Vec<Ref<Mem>>) -> ClResult<usize> {
    if handle.is_null() {
        return Ok(0);
    }
    // "CL_INVALID_MEM_OBJECT if one or more memory objects specified in mem_list are not valid".
    let buffer = Ref::<Mem>::from_handle(handle)?;
    same_context(buffer.context(), queue.context(), "the queue and a buffer")?;
    let address = buffer.address();
    refuse_if!(
        address == 0,
        cl::CL_MEM_OBJECT_ALLOCATION_FAILURE,
        "a buffer has no memory"
    );
    keep.push(buffer);
    Ok(address)
}
