//! The common end of the calls that enqueue a command on memory.

use crate::error::ClResult;
use crate::handle::Ref;
use crate::object::event::Event;
use crate::object::queue::Queue;
use crate::queue::command::Command;
use crate::queue::enqueue::{enqueue_maybe_blocking, run_at_once};
use crate::raw::Out;
use opencl_sys::{CL_FALSE, cl_bool, cl_event};

/// Enqueues the command and hands its event over, if the application wants it.
pub(super) fn finish(
    queue: &Ref<Queue>,
    waits: &[Ref<Event>],
    blocking: cl_bool,
    command: Command,
    event: Out<cl_event>,
) -> ClResult<()> {
    let blocking = blocking != CL_FALSE;
    let command = if event.is_null() {
        run_at_once(queue, waits, blocking, command)?
    } else {
        Some(command)
    };
    if let Some(command) = command {
        event.hand_over(enqueue_maybe_blocking(queue, waits, blocking, command)?);
    }
    Ok(())
}
