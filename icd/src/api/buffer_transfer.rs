//! Reading, writing, copying, filling and mapping buffers.

use super::command::{finish, finish_transfer};
use crate::error::{ClError, ClResult};
use crate::handle::{Borrowed, Ref};
use crate::object::context::same_context;
use crate::object::mem::Mem;
use crate::object::queue::Queue;
use crate::queue::command::Command;
use crate::queue::exec_memory::{Transfer, copying, filling};
use crate::queue::pattern::Pattern;
use crate::raw::{In, Out, WaitList};
use crate::refuse_if;
use crate::validate::buffer::{
    fill_pattern, host_may_read, host_may_write, map_flags, map_writes, range_within,
};
use crate::validate::svm::overlap;
use crate::validate::wait_list::wait_list;
use mirrorcl_icd_macros::entry;
use opencl_sys as cl;
use opencl_sys::{cl_bool, cl_event, cl_map_flags};
use std::ffi::c_void;

/// What every command on a buffer asks of it.
pub(super) fn check_buffer(queue: &Ref<Queue>, buffer: &Ref<Mem>) -> ClResult<()> {
    // "CL_INVALID_CONTEXT if the context associated with command_queue and buffer are not the same".
    same_context(
        queue.context(),
        buffer.context(),
        "the queue and the buffer",
    )?;
    buffer.check_alignment(queue.device())
}

/// The address of the application's memory: "CL_INVALID_VALUE … if ptr is NULL".
pub(super) fn host_address(pointer: *const c_void) -> ClResult<usize> {
    refuse_if!(pointer.is_null(), cl::CL_INVALID_VALUE, "ptr is NULL");
    Ok(pointer.expose_provenance())
}

#[entry(clEnqueueReadBuffer)]
fn enqueue_read_buffer(
    queue: Borrowed<Queue>,
    buffer: Ref<Mem>,
    blocking: cl_bool,
    offset: usize,
    size: usize,
    pointer: *mut c_void,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    check_buffer(&queue, &buffer)?;
    let to = host_address(pointer)?;
    range_within(offset, size, buffer.size())?;
    host_may_read(buffer.flags())?;
    let waits = wait_list(queue.context(), waits)?;
    let from = buffer.address() + offset;
    let transfer = Transfer {
        command_type: cl::CL_COMMAND_READ_BUFFER,
        size,
        action: copying(queue.executor(), to, from, size, buffer),
    };
    finish_transfer(&queue, &waits, blocking, transfer, event)
}

#[entry(clEnqueueWriteBuffer)]
fn enqueue_write_buffer(
    queue: Borrowed<Queue>,
    buffer: Ref<Mem>,
    blocking: cl_bool,
    offset: usize,
    size: usize,
    pointer: *const c_void,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    check_buffer(&queue, &buffer)?;
    let from = host_address(pointer)?;
    range_within(offset, size, buffer.size())?;
    host_may_write(buffer.flags())?;
    let waits = wait_list(queue.context(), waits)?;
    let to = buffer.address() + offset;
    let transfer = Transfer {
        command_type: cl::CL_COMMAND_WRITE_BUFFER,
        size,
        action: copying(queue.executor(), to, from, size, buffer),
    };
    finish_transfer(&queue, &waits, blocking, transfer, event)
}

/// A copy between buffers: its places, checked.
pub(super) struct BufferCopy {
    pub(super) to: usize,
    pub(super) from: usize,
}

/// Checks the arguments of `clEnqueueCopyBuffer`.
pub(super) fn check_copy(
    queue: &Ref<Queue>,
    source: &Ref<Mem>,
    destination: &Ref<Mem>,
    source_offset: usize,
    destination_offset: usize,
    size: usize,
) -> ClResult<BufferCopy> {
    check_buffer(queue, source)?;
    check_buffer(queue, destination)?;
    range_within(source_offset, size, source.size())?;
    range_within(destination_offset, size, destination.size())?;
    let (from, to) = (
        source.address() + source_offset,
        destination.address() + destination_offset,
    );
    // "CL_MEM_COPY_OVERLAP if src_buffer and dst_buffer are the same buffer or sub-buffer object and the source
    // and destination regions overlap; if src_buffer and dst_buffer are different sub-buffers of the same
    // associated buffer object and they overlap".
    refuse_if!(
        Mem::root(source) == Mem::root(destination) && overlap(from, to, size),
        cl::CL_MEM_COPY_OVERLAP,
        "the two regions of {size} bytes overlap"
    );
    Ok(BufferCopy { to, from })
}

#[entry(clEnqueueCopyBuffer)]
fn enqueue_copy_buffer(
    queue: Borrowed<Queue>,
    source: Ref<Mem>,
    destination: Ref<Mem>,
    source_offset: usize,
    destination_offset: usize,
    size: usize,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    let offsets = (source_offset, destination_offset);
    let copy = check_copy(&queue, &source, &destination, offsets.0, offsets.1, size)?;
    let waits = wait_list(queue.context(), waits)?;
    let keep = (source, destination);
    let transfer = Transfer {
        command_type: cl::CL_COMMAND_COPY_BUFFER,
        size,
        action: copying(queue.executor(), copy.to, copy.from, size, keep),
    };
    finish_transfer(&queue, &waits, cl::CL_FALSE, transfer, event)
}

/// Checks the arguments of `clEnqueueFillBuffer`; returns the address to fill and the pattern.
#[inline(always)]
pub(super) fn check_fill(
    queue: &Ref<Queue>,
    buffer: &Ref<Mem>,
    pattern: In<c_void>,
    pattern_size: usize,
    offset: usize,
    size: usize,
) -> ClResult<(usize, Pattern)> {
    check_buffer(queue, buffer)?;
    range_within(offset, size, buffer.size())?;
    fill_pattern(pattern.is_null(), pattern_size, offset, size)?;
    let pattern = Pattern::read(pattern, pattern_size)?;
    Ok((buffer.address() + offset, pattern))
}

#[entry(clEnqueueFillBuffer)]
fn enqueue_fill_buffer(
    queue: Borrowed<Queue>,
    buffer: Ref<Mem>,
    pattern: In<c_void>,
    pattern_size: usize,
    offset: usize,
    size: usize,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    let (to, pattern) = check_fill(&queue, &buffer, pattern, pattern_size, offset, size)?;
    let waits = wait_list(queue.context(), waits)?;
    let transfer = Transfer {
        command_type: cl::CL_COMMAND_FILL_BUFFER,
        size,
        action: filling(queue.executor(), to, pattern, size, buffer),
    };
    finish_transfer(&queue, &waits, cl::CL_FALSE, transfer, event)
}

#[entry(clEnqueueMapBuffer, errcode)]
fn enqueue_map_buffer(
    queue: Ref<Queue>,
    buffer: Ref<Mem>,
    blocking: cl_bool,
    flags: cl_map_flags,
    offset: usize,
    size: usize,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<*mut c_void> {
    check_buffer(&queue, &buffer)?;
    map_flags(flags)?;
    // "CL_INVALID_VALUE if the region being mapped specified by offset and size is out of bounds, if size is zero".
    refuse_if!(size == 0, cl::CL_INVALID_VALUE, "0 bytes to map");
    range_within(offset, size, buffer.size())?;
    if flags & cl::CL_MAP_READ != 0 {
        host_may_read(buffer.flags())?;
    }
    if map_writes(flags) {
        host_may_write(buffer.flags())?;
    }
    let waits = wait_list(queue.context(), waits)?;
    let address = Mem::map(&buffer, offset, size, map_writes(flags))?;
    let command = Command::nothing(cl::CL_COMMAND_MAP_BUFFER);
    finish(&queue, &waits, blocking, command, event)
        .map_err(|error| give_up_map(&buffer, address, error))?;
    Ok(std::ptr::with_exposed_provenance_mut(address))
}

/// A map that failed leaves nothing mapped.
fn give_up_map(buffer: &Ref<Mem>, address: usize, error: ClError) -> ClError {
    // It was mapped a moment ago.
    let _ = Mem::unmap(buffer, address);
    error
}
