//! Rectangular regions of buffers.

use super::buffer_transfer::{check_buffer, host_address};
use super::command::finish_transfer;
use crate::error::{ClError, ClResult};
use crate::handle::{Borrowed, Ref};
use crate::object::mem::Mem;
use crate::object::queue::Queue;
use crate::queue::exec_memory::{Transfer, copying_rect};
use crate::raw::{In, Out, WaitList};
use crate::refuse_if;
use crate::validate::buffer::{host_may_read, host_may_write};
use crate::validate::rect::Rect;
use crate::validate::wait_list::wait_list;
use mirrorcl_icd_macros::entry;
use opencl_sys as cl;
use opencl_sys::{cl_bool, cl_event};
use std::ffi::c_void;

/// "CL_INVALID_VALUE … if buffer_origin, host_origin, or region is NULL".
fn triple(values: In<usize>, name: &str) -> ClResult<[usize; 3]> {
    values
        .triple()
        .ok_or_else(|| ClError::value(format!("{name} is NULL")))
}

/// The rectangles of a transfer in the buffer, which must contain its own, and in host memory. A side is an origin, a row
/// pitch and a slice pitch.
fn buffer_and_host(
    buffer: &Mem,
    region: In<usize>,
    in_buffer: (In<usize>, usize, usize),
    in_host: (In<usize>, usize, usize),
) -> ClResult<(Rect, Rect)> {
    let region = triple(region, "region")?;
    let buffer_origin = triple(in_buffer.0, "buffer_origin")?;
    let host_origin = triple(in_host.0, "host_origin")?;
    let inner = Rect::new("buffer", buffer_origin, region, in_buffer.1, in_buffer.2)?;
    inner.check_within("buffer", buffer.size())?;
    let outer = Rect::new("host", host_origin, region, in_host.1, in_host.2)?;
    Ok((inner, outer))
}

#[entry(clEnqueueReadBufferRect)]
fn enqueue_read_buffer_rect(
    queue: Borrowed<Queue>,
    buffer: Ref<Mem>,
    blocking: cl_bool,
    buffer_origin: In<usize>,
    host_origin: In<usize>,
    region: In<usize>,
    buffer_row_pitch: usize,
    buffer_slice_pitch: usize,
    host_row_pitch: usize,
    host_slice_pitch: usize,
    pointer: *mut c_void,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    check_buffer(&queue, &buffer)?;
    let address = host_address(pointer)?;
    let (inner, outer) = buffer_and_host(
        &buffer,
        region,
        (buffer_origin, buffer_row_pitch, buffer_slice_pitch),
        (host_origin, host_row_pitch, host_slice_pitch),
    )?;
    host_may_read(buffer.flags())?;
    let waits = wait_list(queue.context(), waits)?;
    let (to, from) = ((address, outer), (buffer.address(), inner));
    let transfer = Transfer {
        command_type: cl::CL_COMMAND_READ_BUFFER_RECT,
        size: to.1.size(),
        action: copying_rect(queue.executor(), to, from, buffer),
    };
    finish_transfer(&queue, &waits, blocking, transfer, event)
}

#[entry(clEnqueueWriteBufferRect)]
fn enqueue_write_buffer_rect(
    queue: Borrowed<Queue>,
    buffer: Ref<Mem>,
    blocking: cl_bool,
    buffer_origin: In<usize>,
    host_origin: In<usize>,
    region: In<usize>,
    buffer_row_pitch: usize,
    buffer_slice_pitch: usize,
    host_row_pitch: usize,
    host_slice_pitch: usize,
    pointer: *const c_void,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    check_buffer(&queue, &buffer)?;
    let address = host_address(pointer)?;
    let (inner, outer) = buffer_and_host(
        &buffer,
        region,
        (buffer_origin, buffer_row_pitch, buffer_slice_pitch),
        (host_origin, host_row_pitch, host_slice_pitch),
    )?;
    host_may_write(buffer.flags())?;
    let waits = wait_list(queue.context(), waits)?;
    let (to, from) = ((buffer.address(), inner), (address, outer));
    let transfer = Transfer {
        command_type: cl::CL_COMMAND_WRITE_BUFFER_RECT,
        size: to.1.size(),
        action: copying_rect(queue.executor(), to, from, buffer),
    };
    finish_transfer(&queue, &waits, blocking, transfer, event)
}

/// A side of a rectangular copy as the application gave it: the buffer, an origin, a row pitch and a slice pitch.
pub(super) type Side<'a> = (&'a Ref<Mem>, In<usize>, usize, usize);

/// Checks the arguments of `clEnqueueCopyBufferRect`; returns the rectangles, the destination's first, each with its buffer's address.
pub(super) fn check_copy_rect(
    queue: &Ref<Queue>,
    from: Side<'_>,
    to: Side<'_>,
    region: In<usize>,
) -> ClResult<[(usize, Rect); 2]> {
    let (source, destination) = (from.0, to.0);
    check_buffer(queue, source)?;
    check_buffer(queue, destination)?;
    let region = triple(region, "region")?;
    let source_origin = triple(from.1, "src_origin")?;
    let destination_origin = triple(to.1, "dst_origin")?;
    let from = Rect::new("source", source_origin, region, from.2, from.3)?;
    let to = Rect::new("destination", destination_origin, region, to.2, to.3)?;
    from.check_within("source", source.size())?;
    to.check_within("destination", destination.size())?;
    // "CL_INVALID_VALUE if src_buffer and dst_buffer are the same buffer object and src_row_pitch is not equal
    // to dst_row_pitch, … and src_slice_pitch is not equal to dst_slice_pitch". A pitch of zero is the one that
    // it stands for.
    let same_pitches = from.row_pitch == to.row_pitch && from.slice_pitch == to.slice_pitch;
    refuse_if!(
        source == destination && !same_pitches,
        cl::CL_INVALID_VALUE,
        "within one buffer the pitches must be the same"
    );
    let shared = Mem::root(source) == Mem::root(destination);
    // "CL_MEM_COPY_OVERLAP if src_buffer and dst_buffer are the same buffer or sub-buffer object and the source
    // and destination regions overlap; if src_buffer and dst_buffer are different sub-buffers of the same
    // associated buffer object and they overlap".
    let (first, second) = (
        from.shifted(source.origin()),
        to.shifted(destination.origin()),
    );
    let overlaps = if same_pitches {
        first.overlaps(&second)
    } else {
        first.start < second.end() && second.start < first.end()
    };
    refuse_if!(
        shared && overlaps,
        cl::CL_MEM_COPY_OVERLAP,
        "the two regions overlap"
    );
    Ok([(destination.address(), to), (source.address(), from)])
}

#[entry(clEnqueueCopyBufferRect)]
fn enqueue_copy_buffer_rect(
    queue: Borrowed<Queue>,
    source: Ref<Mem>,
    destination: Ref<Mem>,
    source_origin: In<usize>,
    destination_origin: In<usize>,
    region: In<usize>,
    source_row_pitch: usize,
    source_slice_pitch: usize,
    destination_row_pitch: usize,
    destination_slice_pitch: usize,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    let [to, from] = check_copy_rect(
        &queue,
        (&source, source_origin, source_row_pitch, source_slice_pitch),
        (
            &destination,
            destination_origin,
            destination_row_pitch,
            destination_slice_pitch,
        ),
        region,
    )?;
    let waits = wait_list(queue.context(), waits)?;
    let keep = (source, destination);
    let transfer = Transfer {
        command_type: cl::CL_COMMAND_COPY_BUFFER_RECT,
        size: to.1.size(),
        action: copying_rect(queue.executor(), to, from, keep),
    };
    finish_transfer(&queue, &waits, cl::CL_FALSE, transfer, event)
}
