//! Events: the life of a command, and what waits for it.
//!
//! ```text
//! QUEUED ──all dependencies over──► SUBMITTED ──► RUNNING ──► COMPLETE
//!    └──────a dependency of the wait list failed, or the command did──────► a negative status
//! ```
//! What happens between threads on the way is in `queue/life.rs`. The commands that wait are in the `dependents` of those that they wait
//! for; nothing points the other way, and the list is emptied when the event is over, so chains of any length are freed without recursion.

use super::context::Context;
use super::queue::Queue;
use crate::callback::{Callback, EventNotify};
use crate::error::{ClError, ClResult};
use crate::handle::{Kind, Ref};
use crate::impl_object;
use crate::queue::command::Work;
use crate::queue::life::{Dependent, Dependents, Life, Living};
use crate::queue::{callbacks, complete};
use crate::sys;
use mirrorcl_device::exec::Signal;
use opencl_sys as cl;
use opencl_sys::{cl_command_type, cl_int};
use std::ffi::c_void;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// A command, or an event of the application's own.
pub struct Event {
    origin: Origin,
    command_type: cl_command_type,
    life: Life<Ref<Event>>,
    /// Whether the queue knows it.
    is_in_queue: AtomicBool,
    signal: Signal,
    times: Option<Box<Times>>,
}

impl Living for Ref<Event> {
    type Work = Work;
    type Callback = Callback<EventNotify>;

    fn life(&self) -> &Life<Self> {
        &self.life
    }
}

impl_object!(Event, Kind::Event, reachable: false, finalize: Event::finalize);

/// Whose event it is.
enum Origin {
    /// A command's in this queue, and in the queue's context.
    Command(Ref<Queue>),
    /// The application's, in this context.
    User(Ref<Context>),
}

/// Profiling timestamps, in the order of [`Moment`].
type Times = [AtomicU64; 4];

/// What profiling records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The enqueuing call.
    Queued = 0,
    /// The command is ready and given to the device.
    Submit = 1,
    /// It starts.
    Start = 2,
    /// It is over.
    End = 3,
}

impl Event {
    /// The event of a command that is being enqueued. It has one blocker, which the enqueuing call takes away.
    pub fn of_command(queue: &Ref<Queue>, command_type: cl_command_type) -> ClResult<Ref<Self>> {
        let times = queue.is_profiled().then(Box::<Times>::default);
        let event = Self::new(
            Origin::Command(queue.clone()),
            command_type,
            cl::CL_QUEUED,
            times,
        );
        event.stamp(Moment::Queued);
        Ref::new(event)
    }

    /// `clCreateUserEvent`: "the execution status of the user event object created is set to CL_SUBMITTED".
    pub fn user(context: &Ref<Context>) -> ClResult<Ref<Self>> {
        let origin = Origin::User(context.clone());
        Ref::new(Self::new(
            origin,
            cl::CL_COMMAND_USER,
            cl::CL_SUBMITTED,
            None,
        ))
    }

    fn new(
        origin: Origin,
        command_type: cl_command_type,
        status: cl_int,
        times: Option<Box<Times>>,
    ) -> Self {
        Self {
            origin,
            command_type,
            life: Life::new(status),
            is_in_queue: AtomicBool::new(false),
            signal: Signal::new(),
            times,
        }
    }

    /// Its context.
    #[must_use]
    pub fn context(&self) -> &Ref<Context> {
        match &self.origin {
            Origin::Command(queue) => queue.context(),
            Origin::User(context) => context,
        }
    }

    /// The queue of its command; none for a user event.
    #[must_use]
    pub fn queue(&self) -> Option<&Ref<Queue>> {
        match &self.origin {
            Origin::Command(queue) => Some(queue),
            Origin::User(_) => None,
        }
    }

    /// `CL_EVENT_COMMAND_TYPE`.
    #[must_use]
    pub fn command_type(&self) -> cl_command_type {
        self.command_type
    }

    /// `CL_EVENT_COMMAND_EXECUTION_STATUS`. Who reads that the command is over sees what it wrote.
    #[must_use]
    pub fn status(&self) -> cl_int {
        self.life.status()
    }

    /// Whether it is complete or failed.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.life.is_over()
    }

    /// Whether an event of its wait list failed.
    #[must_use]
    pub fn has_failed_dependency(&self) -> bool {
        self.life.has_failed_dependency()
    }

    /// Set when it is over.
    #[must_use]
    pub fn signal(&self) -> &Signal {
        &self.signal
    }

    fn stamp(&self, moment: Moment) {
        if let Some(times) = &self.times {
            times[moment as usize].store(sys::now(), Ordering::Relaxed);
        }
    }

    /// A profiling timestamp: "CL_PROFILING_INFO_NOT_AVAILABLE if the CL_QUEUE_PROFILING_ENABLE flag is not set for the
    /// command-queue, if the execution status of the command identified by event is not CL_COMPLETE or if event is a user
    /// event object."
    pub fn time(&self, moment: Moment) -> ClResult<u64> {
        let unavailable = |why| Err(ClError::new(cl::CL_PROFILING_INFO_NOT_AVAILABLE, why));
        match &self.times {
            _ if self.queue().is_none() => unavailable("user events have no timestamps"),
            None => unavailable("the queue was made without CL_QUEUE_PROFILING_ENABLE"),
            Some(_) if self.status() != cl::CL_COMPLETE => {
                unavailable("the command is not complete")
            }
            Some(times) => Ok(times[moment as usize].load(Ordering::Relaxed)),
        }
    }

    /// The queue is about to know it.
    pub fn enter_queue(&self) {
        self.is_in_queue.store(true, Ordering::Relaxed);
    }

    /// Makes `dependent` wait for this event; false if it is over.
    pub fn add_dependent(&self, dependent: Dependent<Ref<Self>>) -> bool {
        self.life.add_dependent(dependent)
    }

    /// One blocker less; true for who took the last away, and has to start the command.
    #[must_use]
    pub fn unblock(&self) -> bool {
        self.life.unblock()
    }

    /// As [`Event::unblock`], of a dependency that ended with `status`.
    #[must_use]
    pub fn unblock_after(&self, status: cl_int, fails_too: bool) -> bool {
        self.life.unblock_after(status, fails_too)
    }

    /// Keeps the command's work for who finds it ready; only before the enqueuing call takes its blocker away.
    pub fn park(&self, work: Work) {
        self.life.park(work);
    }

    /// The command's work, for who starts it.
    #[must_use]
    pub fn take_work(&self) -> Option<Work> {
        self.life.take_work()
    }

    /// As [`Event::submitted`], in the call that enqueues it: the application does not have the event yet.
    pub fn submitted_at_once(this: &Ref<Self>) {
        this.stamp(Moment::Submit);
        this.life.advance_unseen(cl::CL_SUBMITTED);
    }

    /// The command was given to the device.
    pub fn submitted(this: &Ref<Self>) {
        this.stamp(Moment::Submit);
        this.life.advance(cl::CL_SUBMITTED, Self::poster(this));
    }

    /// The command starts.
    pub fn running(this: &Ref<Self>) {
        this.stamp(Moment::Start);
        this.life.advance(cl::CL_RUNNING, Self::poster(this));
    }

    /// Hands callbacks that are due to the callback thread.
    fn poster(this: &Ref<Self>) -> impl FnMut(Callback<EventNotify>, cl_int) {
        |callback, status| callbacks::post(this.clone(), callback, status)
    }

    /// Ends the event: status, timestamps, callbacks, waiting threads. Returns the commands that waited for it. Nothing if it is over
    /// already (a user event set twice).
    pub fn settle(this: &Ref<Self>, status: cl_int) -> Option<Dependents<Ref<Self>>> {
        this.stamp(Moment::End);
        let dependents = this.life.end(status, Self::poster(this))?;
        if let Some(queue) = this.queue()
            && this.is_in_queue.load(Ordering::Relaxed)
        {
            queue.forget(this);
        }
        this.signal.set();
        Some(dependents)
    }

    /// `clSetEventCallback`. A status that the event has reached already counts as reached now.
    pub fn set_callback(this: &Ref<Self>, status: cl_int, callback: Callback<EventNotify>) {
        this.life.set_callback(status, callback, Self::poster(this));
    }

    /// Waits until the event is over; the thread helps with the work of its queue meanwhile.
    pub fn wait(&self) {
        match self.queue() {
            Some(queue) => queue.executor().help_until(queue.source(), &self.signal),
            None => self.signal.wait(),
        }
    }

    /// A user event that goes away unset would leave its dependents waiting for ever: they fail.
    fn finalize(&mut self, _handle: *mut c_void) {
        for dependent in self.life.abandon() {
            complete::dependency_over(&dependent, cl::CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST);
        }
    }
}
