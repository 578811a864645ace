//! Events: the life of a command, and what waits for it.
//!
//! ```text
//! QUEUED ──all dependencies over──► SUBMITTED ──► RUNNING ──► COMPLETE
//!    └──────a dependency of the wait list failed, or the command did──────► a negative status
//! ```
//! The commands that wait are in the `dependents` of those that they wait for; nothing points the other way, and the list is
//! emptied when the event is over, so chains of any length are freed without recursion.

use super::context::Context;
use super::queue::Queue;
use crate::callback::{Callback, EventNotify};
use crate::error::{ClError, ClResult};
use crate::handle::{Kind, Ref};
use crate::impl_object;
use crate::queue::command::Work;
use crate::queue::{callbacks, complete};
use crate::sys;
use mirrorcl_device::exec::Signal;
use opencl_sys as cl;
use opencl_sys::{cl_command_type, cl_int};
use std::ffi::c_void;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU32, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A command, or an event of the application's own.
pub struct Event {
    origin: Origin,
    command_type: cl_command_type,
    status: AtomicI32,
    /// Dependencies that are not over, and one for the enqueuing call itself.
    blockers: AtomicU32,
    dependency_failed: AtomicBool,
    /// Whether the queue knows it.
    is_in_queue: AtomicBool,
    signal: Signal,
    times: Option<Box<Times>>,
    has_callbacks: AtomicBool,
    links: Mutex<Links>,
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

/// What a command holds and who waits for it, as long as it is not over.
#[derive(Default)]
struct Links {
    work: Option<Work>,
    dependents: Dependents,
    callbacks: Vec<(cl_int, Callback<EventNotify>)>,
}

/// The commands that wait for one: mostly one, the next of its queue, which costs no allocation.
#[derive(Default)]
pub struct Dependents {
    first: Option<Dependent>,
    others: Vec<Dependent>,
}

impl Dependents {
    fn push(&mut self, dependent: Dependent) {
        match &self.first {
            None => self.first = Some(dependent),
            Some(_) => self.others.push(dependent),
        }
    }
}

impl IntoIterator for Dependents {
    type Item = Dependent;
    type IntoIter =
        std::iter::Chain<std::option::IntoIter<Dependent>, std::vec::IntoIter<Dependent>>;

    fn into_iter(self) -> Self::IntoIter {
        self.first.into_iter().chain(self.others)
    }
}

/// A command that waits for another.
pub struct Dependent {
    /// The waiting command.
    pub event: Ref<Event>,
    /// Whether it fails if the other does: so for wait lists, not for the order of a queue.
    pub fails_too: bool,
}

impl Event {
    /// The event of a command that is being enqueued. It has one blocker, which the enqueuing call takes away.
    pub fn of_command(queue: &Ref<Queue>, command_type: cl_command_type) -> ClResult<Ref<Self>> {
        let times = queue.is_profiled().then(Box::<Times>::default);
        let event = Self::new(Origin::Command(queue.clone()), command_type, times);
        event.stamp(Moment::Queued);
        Ref::new(event)
    }

    /// `clCreateUserEvent`: "the execution status of the user event object created is set to CL_SUBMITTED".
    pub fn user(context: &Ref<Context>) -> ClResult<Ref<Self>> {
        let event = Self::new(Origin::User(context.clone()), cl::CL_COMMAND_USER, None);
        event.status.store(cl::CL_SUBMITTED, Ordering::Relaxed);
        Ref::new(event)
    }

    fn new(origin: Origin, command_type: cl_command_type, times: Option<Box<Times>>) -> Self {
        Self {
            origin,
            command_type,
            status: AtomicI32::new(cl::CL_QUEUED),
            blockers: AtomicU32::new(1),
            dependency_failed: AtomicBool::new(false),
            is_in_queue: AtomicBool::new(false),
            signal: Signal::new(),
            times,
            has_callbacks: AtomicBool::new(false),
            links: Mutex::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Links> {
        self.links.lock().unwrap_or_else(PoisonError::into_inner)
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
        self.status.load(Ordering::SeqCst)
    }

    /// Whether it is complete or failed.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.status() <= cl::CL_COMPLETE
    }

    /// Whether an event of its wait list failed.
    #[must_use]
    pub fn has_failed_dependency(&self) -> bool {
        self.dependency_failed.load(Ordering::Acquire)
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
    pub fn add_dependent(&self, dependent: Dependent) -> bool {
        let mut links = self.lock();
        let status = self.status();
        if status > cl::CL_COMPLETE {
            dependent.event.blockers.fetch_add(1, Ordering::Relaxed);
            links.dependents.push(dependent);
            return true;
        }
        if status < cl::CL_COMPLETE && dependent.fails_too {
            dependent
                .event
                .dependency_failed
                .store(true, Ordering::Release);
        }
        false
    }

    /// One blocker less; true for who took the last away, and has to start the command.
    #[must_use]
    pub fn unblock(&self) -> bool {
        self.blockers.fetch_sub(1, Ordering::AcqRel) == 1
    }

    /// As [`Event::unblock`], of a dependency that ended with `status`.
    #[must_use]
    pub fn unblock_after(&self, status: cl_int, fails_too: bool) -> bool {
        if status < cl::CL_COMPLETE && fails_too {
            self.dependency_failed.store(true, Ordering::Release);
        }
        self.unblock()
    }

    /// Keeps the command's work for who finds it ready; only before the enqueuing call takes its blocker away.
    pub fn park(&self, work: Work) {
        self.lock().work = Some(work);
    }

    /// The command's work, for who starts it.
    #[must_use]
    pub fn take_work(&self) -> Option<Work> {
        self.lock().work.take()
    }

    /// The command was given to the device.
    pub fn submitted(this: &Ref<Self>) {
        this.stamp(Moment::Submit);
        Self::advance(this, cl::CL_SUBMITTED);
    }

    /// The command starts.
    pub fn running(this: &Ref<Self>) {
        this.stamp(Moment::Start);
        Self::advance(this, cl::CL_RUNNING);
    }

    fn advance(this: &Ref<Self>, status: cl_int) {
        // In one order with `set_callback`: either it sees the new status, or we see its callback.
        this.status.store(status, Ordering::SeqCst);
        if this.has_callbacks.load(Ordering::SeqCst) {
            Self::call_back(this, &mut this.lock(), status);
        }
    }

    /// Ends the event: status, timestamps, callbacks, waiting threads. Returns the commands that waited for it. Nothing if it is over
    /// already (a user event set twice).
    pub fn settle(this: &Ref<Self>, status: cl_int) -> Option<Dependents> {
        this.stamp(Moment::End);
        let mut links = this.lock();
        if this.is_over() {
            return None;
        }
        let work = links.work.take();
        this.status.store(status, Ordering::SeqCst);
        Self::call_back(this, &mut links, status);
        let dependents = std::mem::take(&mut links.dependents);
        drop(links);
        // What a command that never ran had captured is dropped without a lock held: it may be objects.
        drop(work);
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
        let mut links = this.lock();
        links.callbacks.push((status, callback));
        this.has_callbacks.store(true, Ordering::SeqCst);
        let reached = this.status();
        Self::call_back(this, &mut links, reached);
    }

    /// Hands the callbacks for states up to `reached` to the callback thread.
    fn call_back(this: &Ref<Self>, links: &mut Links, reached: cl_int) {
        if links.callbacks.is_empty() {
            return;
        }
        links.callbacks.retain(|&(wanted, callback)| {
            if wanted < reached {
                return true;
            }
            // "event_command_status … if the command terminated abnormally, a negative value".
            callbacks::post(
                this.clone(),
                callback,
                if reached < 0 { reached } else { wanted },
            );
            false
        });
        this.has_callbacks
            .store(!links.callbacks.is_empty(), Ordering::SeqCst);
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
        let links = self.links.get_mut().unwrap_or_else(PoisonError::into_inner);
        for dependent in std::mem::take(&mut links.dependents) {
            complete::dependency_over(&dependent, cl::CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST);
        }
    }
}
