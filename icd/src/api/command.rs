//! The common end of the calls that enqueue a command on memory.

use crate::error::ClResult;
use crate::handle::Ref;
use crate::object::event::Event;
use crate::object::queue::Queue;
use crate::queue::command::{Command, Work};
use crate::queue::enqueue::{enqueue_maybe_blocking, is_next, run_at_once};
use crate::queue::exec_memory::Transfer;
use crate::raw::{Out, WaitList};
use opencl_sys::{CL_FALSE, cl_bool, cl_event};

/// Whether nobody asks for a command's event and it waits for no other's. If it has nothing to do either, it need not be enqueued at all:
/// what it orders is ordered without it, because the commands behind it wait for those that it would have waited for. See
/// [`is_over`].
#[inline(always)]
pub(super) fn nobody_sees(waits: WaitList, event: Out<cl_event>) -> bool {
    waits.is_empty() & event.is_null()
}

/// Whether a call that has nothing to do is known to be over: if it blocks, there must be nothing to wait for.
#[inline(always)]
pub(super) fn is_over(queue: &Queue, blocking: cl_bool) -> bool {
    queue.is_idle() || blocking == CL_FALSE
}

/// Enqueues the command and hands its event over, if the application wants it.
pub(super) fn finish(
    queue: &Ref<Queue>,
    waits: &[Ref<Event>],
    blocking: cl_bool,
    command: Command,
    event: Out<cl_event>,
) -> ClResult<()> {
    let blocking = blocking != CL_FALSE;
    if event.is_null() {
        match command.work {
            // As `nobody_sees` says.
            Work::Nothing if waits.is_empty() && !blocking || is_next(queue, waits) => {
                return Ok(());
            }
            Work::Quick(action) if is_next(queue, waits) => {
                return run_at_once(queue, blocking, command.command_type, action);
            }
            _ => {}
        }
    }
    event.hand_over(enqueue_maybe_blocking(queue, waits, blocking, command)?);
    Ok(())
}

/// The same of a command that moves memory, which mostly is over before it would be worth an allocation.
#[inline(always)]
pub(super) fn finish_transfer(
    queue: &Ref<Queue>,
    waits: &[Ref<Event>],
    blocking: cl_bool,
    transfer: Transfer<impl FnOnce() -> ClResult<()> + Send + 'static>,
    event: Out<cl_event>,
) -> ClResult<()> {
    let blocking = blocking != CL_FALSE;
    if event.is_null() && (blocking || transfer.is_quick()) && is_next(queue, waits) {
        return run_at_once(queue, blocking, transfer.command_type, transfer.action);
    }
    let command = transfer.into_command();
    event.hand_over(enqueue_maybe_blocking(queue, waits, blocking, command)?);
    Ok(())
}
