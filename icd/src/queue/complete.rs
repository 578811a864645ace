//! Starting commands that are ready, and ending them.

use super::command::{Action, Keep, Launch, Work};
use super::life::{self, Dependent};
use super::replay::Replay;
use crate::error::ClError;
use crate::handle::Ref;
use crate::log;
use crate::object::context::Context;
use crate::object::event::Event;
use mirrorcl_device::exec::{Completion, Dispatch, Start, Work as DeviceWork};
use mirrorcl_device::fault::{Fault, FaultKind};
use opencl_sys as cl;
use opencl_sys::{cl_command_type, cl_int};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Where a command that is ready runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// On the device.
    Submit(Start),
    /// Calls run on this thread, which is about to wait for them anyway; kernels on the device.
    Inline,
}

/// Status of a command that the driver failed to run (a panic, a lost thread).
const DRIVER_FAILURE: cl_int = cl::CL_OUT_OF_RESOURCES;

/// Starts a command that has nothing to wait for, in the call that enqueues it, and whatever becomes ready by what is over at once.
pub fn start(event: &Ref<Event>, work: Work, how: How) {
    if let Some(status) = start_one(event, work, how, Event::submitted_at_once) {
        finish(event, status);
    }
}

/// Starts a command whose dependencies are over, and whatever becomes ready by what is over at once.
pub fn start_parked(event: &Ref<Event>, how: How) {
    if let Some(work) = event.take_work()
        && let Some(status) = start_one(event, work, how, Event::submitted)
    {
        finish(event, status);
    }
}

/// Ends a command (or a user event) and starts those that waited for it and for nothing else. False if it was over already.
pub fn finish(event: &Ref<Event>, status: cl_int) -> bool {
    finish_and(event, status, Start::Now)
}

/// As [`finish`]; what waited for it starts by `start`.
fn finish_and(event: &Ref<Event>, status: cl_int, start: Start) -> bool {
    let Some(dependents) = Event::settle(event, status) else {
        return false;
    };
    life::release(
        status,
        dependents,
        |event, work| start_one(event, work, How::Submit(start), Event::submitted),
        Event::settle,
    );
    true
}

/// Takes one dependency away from a command, which ended with `status`, and starts it if that was the last.
pub fn dependency_over(dependent: &Dependent<Ref<Event>>, status: cl_int) {
    if dependent.event.unblock_after(status, dependent.fails_too) {
        start_parked(&dependent.event, How::Submit(Start::Now));
    }
}

/// Starts one command; returns its final status if it is over already.
fn start_one(
    event: &Ref<Event>,
    work: Work,
    how: How,
    submitted: impl FnOnce(&Ref<Event>),
) -> Option<cl_int> {
    if event.has_failed_dependency() {
        // "the command … will be terminated" with a negative status (spec §5.11); what it held is let go.
        drop(work);
        return Some(cl::CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST);
    }
    submitted(event);
    match work {
        Work::Nothing => {
            Event::running(event);
            Some(cl::CL_COMPLETE)
        }
        Work::Quick(action) => Some(run(event, action)),
        Work::Call(action) if how == How::Inline => Some(run(event, action)),
        Work::Call(action) => {
            let pending = Pending(event.clone());
            submit(
                event,
                how,
                DeviceWork::Call(Box::new(move || pending.run(action))),
            );
            None
        }
        Work::Launch(launch) => {
            let dispatch = dispatch(event, launch);
            submit(event, how, DeviceWork::Dispatch(dispatch));
            None
        }
        Work::Replay(plan) if plan.works.is_empty() => {
            Event::running(event);
            Some(cl::CL_COMPLETE)
        }
        Work::Replay(plan) => {
            submit(event, how, Replay::work(event, plan));
            None
        }
    }
}

fn submit(event: &Ref<Event>, how: How, work: DeviceWork) {
    let queue = event
        .queue()
        .expect("only commands have work, and commands have a queue");
    let start = match how {
        How::Submit(start) => start,
        How::Inline => Start::Lazy,
    };
    queue.executor().submit(queue.source(), work, start);
}

/// Runs a call and returns the status that its command ends with.
fn run(event: &Ref<Event>, action: Action) -> cl_int {
    Event::running(event);
    // What the action captured goes with it, before the command is over.
    status_of(event, catch_unwind(AssertUnwindSafe(action)))
}

/// The status of a call that ended so; tells of a failure.
pub(super) fn status_of(event: &Ref<Event>, result: thread::Result<Result<(), ClError>>) -> cl_int {
    match result {
        Ok(Ok(())) => cl::CL_COMPLETE,
        Ok(Err(error)) => {
            report(event.context(), event.command_type(), &error.to_string());
            error.code()
        }
        Err(_) => {
            report(
                event.context(),
                event.command_type(),
                "the driver failed in a command",
            );
            DRIVER_FAILURE
        }
    }
}

/// Tells of a command that failed.
pub(super) fn report(context: &Context, command_type: cl_command_type, reason: &str) {
    context.report(&format!("command {command_type:#x} failed: {reason}"));
}

/// A command that was given to the executor. Whatever becomes of it there, its event ends.
pub(super) struct Pending(Ref<Event>);

impl Pending {
    pub(super) fn new(event: &Ref<Event>) -> Self {
        Self(event.clone())
    }

    pub(super) fn event(&self) -> &Ref<Event> {
        &self.0
    }

    fn run(self, action: Action) {
        let status = run(&self.0, action);
        finish_and(&self.0, status, Start::Next);
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if !self.0.is_over() {
            log!(Error, "a command was dropped by the device");
            finish(&self.0, DRIVER_FAILURE);
        }
    }
}

/// A launched kernel: hears of its life, and keeps alive what it uses.
struct LaunchCompletion {
    pending: Pending,
    keep: Mutex<Option<Keep>>,
}

impl Completion for LaunchCompletion {
    fn started(&self) {
        Event::running(&self.pending.0);
    }

    fn completed(&self, result: Result<(), Fault>) {
        let event = &self.pending.0;
        let status = kernel_status(event, result);
        // Before the command is over: who waited for it finds its memory objects unused.
        let keep = self
            .keep
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        drop(keep);
        finish_and(event, status, Start::Next);
    }
}

/// The status of a kernel that ended so; tells of a fault.
pub(super) fn kernel_status(event: &Ref<Event>, result: Result<(), Fault>) -> cl_int {
    match result {
        Ok(()) => cl::CL_COMPLETE,
        Err(fault) => {
            event.context().report(&fault.to_string());
            fault_status(&fault)
        }
    }
}

/// The status of a kernel that faulted. Core OpenCL has no code for that; these two are `cl_img_safety_mechanisms`'.
fn fault_status(fault: &Fault) -> cl_int {
    match fault.kind {
        FaultKind::Resources | FaultKind::StackOverflow => cl::CL_OUT_OF_RESOURCES,
        FaultKind::Arithmetic | FaultKind::IllegalInstruction | FaultKind::Timeout => GENERAL_FAULT,
        _ => PAGE_FAULT,
    }
}

/// `CL_PAGE_FAULT_IMG`.
pub const PAGE_FAULT: cl_int = -1127;
/// `CL_GENERAL_FAULT_IMG`.
pub const GENERAL_FAULT: cl_int = -1129;

fn dispatch(event: &Ref<Event>, launch: Launch) -> Dispatch {
    let completion = LaunchCompletion {
        pending: Pending(event.clone()),
        keep: Mutex::new(Some(launch.keep)),
    };
    Dispatch {
        launch: launch.kernel,
        completion: Box::new(completion),
    }
}
