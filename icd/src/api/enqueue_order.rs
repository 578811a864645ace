//! Markers and barriers.

use crate::error::ClResult;
use crate::handle::{Borrowed, Ref, objects_of};
use crate::object::context::same_context;
use crate::object::event::Event;
use crate::object::queue::{Position, Queue};
use crate::queue::enqueue::enqueue_ordering;
use crate::raw::{In, Out, WaitList};
use crate::refuse_if;
use crate::validate::wait_list::wait_list;
use mirrorcl_icd_macros::entry;
use opencl_sys as cl;
use opencl_sys::{cl_event, cl_uint};

#[entry(clEnqueueMarkerWithWaitList)]
fn enqueue_marker_with_wait_list(
    queue: Borrowed<Queue>,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    let waits = wait_list(queue.context(), waits)?;
    // "If the list is empty it waits for all commands previously enqueued in command_queue to complete".
    let position = Position {
        after_all: waits.is_empty(),
        before_all: false,
    };
    if event.is_null() && waits.is_empty() && queue.is_free(position) {
        // There is nothing to wait for, and nobody who could wait for it.
        return Ok(());
    }
    event.hand_over(enqueue_ordering(
        &queue,
        &waits,
        cl::CL_COMMAND_MARKER,
        position,
    )?);
    Ok(())
}

#[entry(clEnqueueBarrierWithWaitList)]
fn enqueue_barrier_with_wait_list(
    queue: Borrowed<Queue>,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    let waits = wait_list(queue.context(), waits)?;
    let position = Position {
        after_all: waits.is_empty(),
        before_all: true,
    };
    if event.is_null() && waits.is_empty() && queue.is_free(position) {
        // There is nothing to wait for, and nobody who could wait for it.
        return Ok(());
    }
    event.hand_over(enqueue_ordering(
        &queue,
        &waits,
        cl::CL_COMMAND_BARRIER,
        position,
    )?);
    Ok(())
}

#[entry(clEnqueueMarker)]
fn enqueue_marker(queue: Ref<Queue>, event: Out<cl_event>) -> ClResult<()> {
    // "CL_INVALID_VALUE if event is NULL" (OpenCL 1.1 §5.9).
    refuse_if!(event.is_null(), cl::CL_INVALID_VALUE, "event is NULL");
    let position = Position {
        after_all: true,
        before_all: false,
    };
    event.hand_over(enqueue_ordering(
        &queue,
        &[],
        cl::CL_COMMAND_MARKER,
        position,
    )?);
    Ok(())
}

#[entry(clEnqueueBarrier)]
fn enqueue_barrier(queue: Ref<Queue>) -> ClResult<()> {
    let position = Position {
        after_all: true,
        before_all: true,
    };
    enqueue_ordering(&queue, &[], cl::CL_COMMAND_BARRIER, position).map(drop)
}

#[entry(clEnqueueWaitForEvents)]
fn enqueue_wait_for_events(
    queue: Ref<Queue>,
    num_events: cl_uint,
    events: In<cl_event>,
) -> ClResult<()> {
    // "CL_INVALID_VALUE if num_events is zero or event_list is NULL" (OpenCL 1.1 §5.9).
    refuse_if!(
        num_events == 0 || events.is_null(),
        cl::CL_INVALID_VALUE,
        "there is no event in the list"
    );
    let events: Vec<Ref<Event>> = objects_of(&events.to_vec(num_events as usize)?)?;
    for event in &events {
        same_context(event.context(), queue.context(), "the queue and the events")?;
    }
    // "Ensures that all commands queued after … wait".
    let position = Position {
        after_all: false,
        before_all: true,
    };
    enqueue_ordering(&queue, &events, cl::CL_COMMAND_BARRIER, position).map(drop)
}
