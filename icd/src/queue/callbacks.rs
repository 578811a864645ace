//! The thread on which event callbacks run: the application may do in them what it likes, and nothing of the driver
//! waits for them. It is started at the first callback and stays.

use crate::callback::{Callback, EventNotify};
use crate::handle::Ref;
use crate::object::event::Event;
use crate::{log, sys};
use opencl_sys::cl_int;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, PoisonError};

/// A callback whose time has come.
struct Due {
    event: Ref<Event>,
    callback: Callback<EventNotify>,
    status: cl_int,
}

impl Due {
    fn call(self) {
        // "event refers to the event object for which the callback function is invoked": alive until it returns.
        self.callback.call(self.event.handle(), self.status);
    }
}

/// The way to the thread, and the fork count of the process that has it.
static SENDER: Mutex<Option<(u32, Sender<Due>)>> = Mutex::new(None);

/// Has a callback called soon. Callbacks are called one after the other in the order in which they became due.
pub fn post(event: Ref<Event>, callback: Callback<EventNotify>, status: cl_int) {
    let due = Due {
        event,
        callback,
        status,
    };
    let mut sender = SENDER.lock().unwrap_or_else(PoisonError::into_inner);
    let forks = sys::fork_count();
    if sender.as_ref().is_none_or(|(process, _)| *process != forks) {
        // The channel of a parent process is left as it is: its thread is not here to share it.
        std::mem::forget(sender.take());
        *sender = start().map(|thread| (forks, thread));
    }
    let unsent = match sender.as_ref() {
        Some((_, thread)) => thread.send(due).err().map(|error| error.0),
        None => Some(due),
    };
    drop(sender);
    if unsent.is_some() {
        log!(
            Error,
            "an event callback is lost: no thread can be started for it"
        );
    }
}

fn start() -> Option<Sender<Due>> {
    let (sender, receiver) = channel::<Due>();
    let body = move || {
        for due in receiver {
            // Unwinding through the application's frame is its own fault; the thread goes on.
            let _ = catch_unwind(AssertUnwindSafe(|| due.call()));
        }
    };
    sys::spawn("mirrorcl-callback", body).ok().map(|_| sender)
}
