//! Enqueuing: dependencies, and the start of what has none.

use super::command::{Command, Work};
use super::complete::{self, How};
use super::life::Dependent;
use crate::error::{ClError, ClResult};
use crate::handle::Ref;
use crate::object::event::Event;
use crate::object::queue::{Position, Queue};
use mirrorcl_device::exec::Start;
use opencl_sys as cl;

/// Enqueues a command behind its wait list and returns its event.
pub fn enqueue(
    queue: &Ref<Queue>,
    wait_list: &[Ref<Event>],
    command: Command,
) -> ClResult<Ref<Event>> {
    enqueue_at(
        queue,
        wait_list,
        command,
        Position::default(),
        How::Submit(Start::Lazy),
    )
}

/// Enqueues a command and waits for it: the blocking form of the memory commands.
///
/// "CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST if … the execution status of any of the events in event_wait_list is a negative
/// integer value"; a failure of the command itself is returned as it is.
pub fn enqueue_blocking(
    queue: &Ref<Queue>,
    wait_list: &[Ref<Event>],
    command: Command,
) -> ClResult<Ref<Event>> {
    let event = enqueue_at(queue, wait_list, command, Position::default(), How::Inline)?;
    event.wait();
    check_status(&event)?;
    Ok(event)
}

/// Enqueues a command, and waits for it if `blocking`.
pub fn enqueue_maybe_blocking(
    queue: &Ref<Queue>,
    wait_list: &[Ref<Event>],
    blocking: bool,
    command: Command,
) -> ClResult<Ref<Event>> {
    if blocking {
        enqueue_blocking(queue, wait_list, command)
    } else {
        enqueue(queue, wait_list, command)
    }
}

/// Whether a command that the enqueuing call would run itself may do without an event, if the application does not want it: nothing has
/// to be waited for.
#[inline]
#[must_use]
pub fn is_next(queue: &Queue, wait_list: &[Ref<Event>]) -> bool {
    wait_list.is_empty() && queue.is_free(Position::default())
}

/// Runs the action of such a command.
#[inline(always)]
pub fn run_at_once(
    queue: &Queue,
    blocking: bool,
    command_type: cl::cl_command_type,
    action: impl FnOnce() -> Result<(), ClError>,
) -> ClResult<()> {
    let Err(error) = action() else { return Ok(()) };
    complete::report(queue.context(), command_type, &error.to_string());
    // A call that does not wait has no part in what becomes of its command.
    if blocking { Err(error) } else { Ok(()) }
}

/// The error of a call that waited for a command that failed.
fn check_status(event: &Event) -> ClResult<()> {
    match event.status() {
        cl::CL_COMPLETE => Ok(()),
        _ if event.has_failed_dependency() => Err(ClError::new(
            cl::CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST,
            "an event of the wait list failed",
        )),
        status => Err(ClError::new(status, "the command failed")),
    }
}

/// Enqueues a marker or barrier.
pub fn enqueue_ordering(
    queue: &Ref<Queue>,
    wait_list: &[Ref<Event>],
    command_type: cl::cl_command_type,
    position: Position,
) -> ClResult<Ref<Event>> {
    let command = Command::nothing(command_type);
    enqueue_at(
        queue,
        wait_list,
        command,
        position,
        How::Submit(Start::Lazy),
    )
}

fn enqueue_at(
    queue: &Ref<Queue>,
    wait_list: &[Ref<Event>],
    command: Command,
    position: Position,
    how: How,
) -> ClResult<Ref<Event>> {
    let Command { command_type, work } = command;
    let is_quick = matches!(work, Work::Nothing | Work::Quick(_));
    let event = Event::of_command(queue, command_type)?;
    let mut is_blocked = false;
    let mut flushes = None;
    // Nothing can come to depend on a command that is over when its enqueuing call returns.
    if !(is_quick && wait_list.is_empty() && queue.is_free(position)) {
        flushes = Some(queue.executor().flushes());
        event.enter_queue();
        let (before, others) = queue.append(&event, position);
        for before in before.iter().chain(&others) {
            is_blocked |= before.add_dependent(Dependent {
                event: event.clone(),
                fails_too: false,
            });
        }
        for before in wait_list {
            flush_other_queue(queue, before);
            is_blocked |= before.add_dependent(Dependent {
                event: event.clone(),
                fails_too: true,
            });
        }
    }
    if !is_blocked {
        complete::start(&event, work, how);
    } else {
        event.park(work);
        if event.unblock() {
            complete::start_parked(&event, how);
        }
    }
    // A thread that waits for what it saw in the queue may have looked for the work before it was there.
    if flushes.is_some_and(|before| queue.executor().flushes() != before) {
        queue.flush();
    }
    Ok(event)
}

/// What another queue holds back for a host thread to run must start now that something waits for it.
fn flush_other_queue(queue: &Ref<Queue>, event: &Event) {
    if let Some(other) = event.queue()
        && other != queue
        && !event.is_over()
    {
        other.flush();
    }
}
