//! Command queues.

use super::address_hasher::AddressHasher;
use super::context::Context;
use super::device::Device;
use super::event::Event;
use crate::error::ClResult;
use crate::handle::{Kind, Ref};
use crate::impl_object;
use crate::validate::queue::QueueProperties;
use mirrorcl_device::exec::{Executor, Priority, Source};
use opencl_sys as cl;
use opencl_sys::{cl_command_queue_properties, cl_queue_properties};
use std::collections::HashSet;
use std::ffi::c_void;
use std::hash::BuildHasherDefault;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A queue of commands for one device. Threads with queues of their own do not meet in a cache line.
#[repr(align(128))]
pub struct Queue {
    id: u64,
    context: Ref<Context>,
    device: Ref<Device>,
    properties: cl_command_queue_properties,
    /// As given to `clCreateCommandQueueWithProperties`, for the query.
    property_list: Vec<cl_queue_properties>,
    executor: Arc<Executor>,
    priority: Priority,
    state: Mutex<QueueState>,
    /// Commands in `state`, and whether there is a barrier: for looking without the lock, under which they change.
    count: AtomicUsize,
    has_barrier: AtomicBool,
}

impl_object!(Queue, Kind::CommandQueue, reachable: true, finalize: Queue::finalize);

/// The commands that are not over, as far as later ones depend on them.
#[derive(Default)]
struct QueueState {
    /// In-order queue: the last command.
    last: Option<Ref<Event>>,
    /// Out-of-order queue: all commands, and the last barrier.
    outstanding: HashSet<Ref<Event>, BuildHasherDefault<AddressHasher>>,
    barrier: Option<Ref<Event>>,
}

/// How a command stands to the others of an out-of-order queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Position {
    /// It waits for all commands before it (a marker or barrier without wait list).
    pub after_all: bool,
    /// All commands after it wait for it (a barrier).
    pub before_all: bool,
}

impl Queue {
    /// A queue on a device of the context.
    pub fn new(
        context: &Ref<Context>,
        device: &Ref<Device>,
        QueueProperties { flags, priority }: QueueProperties,
        property_list: Vec<cl_queue_properties>,
    ) -> ClResult<Ref<Self>> {
        static NEXT_ID: AtomicU64 = AtomicU64::new(1);
        let queue = Ref::new(Self {
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            context: context.clone(),
            device: device.clone(),
            properties: flags,
            property_list,
            priority,
            executor: device.executor(),
            state: Mutex::default(),
            count: AtomicUsize::new(0),
            has_barrier: AtomicBool::new(false),
        })?;
        context.add_queue(queue.handle());
        Ok(queue)
    }

    fn finalize(&mut self, handle: *mut c_void) {
        self.context.remove_queue(handle);
    }

    fn lock(&self) -> MutexGuard<'_, QueueState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A number of its own.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.id
    }

    /// Where its work comes from, for the executor.
    #[must_use]
    pub fn source(&self) -> Source {
        Source {
            queue: self.id,
            priority: self.priority,
        }
    }

    /// Its context.
    #[must_use]
    pub fn context(&self) -> &Ref<Context> {
        &self.context
    }

    /// Its device.
    #[must_use]
    pub fn device(&self) -> &Ref<Device> {
        &self.device
    }

    /// `CL_QUEUE_PROPERTIES`.
    #[must_use]
    pub fn properties(&self) -> cl_command_queue_properties {
        self.properties
    }

    /// `CL_QUEUE_PROPERTIES_ARRAY`.
    #[must_use]
    pub fn property_list(&self) -> &[cl_queue_properties] {
        &self.property_list
    }

    /// The threads that run its commands.
    #[must_use]
    pub fn executor(&self) -> &Arc<Executor> {
        &self.executor
    }

    /// Whether its events have timestamps.
    #[must_use]
    pub fn is_profiled(&self) -> bool {
        self.properties & cl::CL_QUEUE_PROFILING_ENABLE != 0
    }

    /// Whether its commands run one after the other.
    #[must_use]
    pub fn is_in_order(&self) -> bool {
        self.properties & cl::CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE == 0
    }

    /// Puts a command in its place and returns the commands that it has to wait for: one, as a rule, and a list if it waits for all.
    #[must_use]
    pub fn append(
        &self,
        event: &Ref<Event>,
        position: Position,
    ) -> (Option<Ref<Event>>, Vec<Ref<Event>>) {
        let mut state = self.lock();
        self.add(1);
        if self.is_in_order() {
            return (state.last.replace(event.clone()), Vec::new());
        }
        let before = if position.after_all {
            (None, state.outstanding.iter().cloned().collect())
        } else {
            (state.barrier.clone(), Vec::new())
        };
        if position.before_all {
            state.barrier = Some(event.clone());
            self.has_barrier.store(true, Ordering::Relaxed);
        }
        state.outstanding.insert(event.clone());
        before
    }

    /// Changes the number of commands, under the lock.
    fn add(&self, change: isize) {
        let count = self.count.load(Ordering::Relaxed);
        // Release: who finds that there is none sees what the commands did.
        let count = count.wrapping_add_signed(change);
        self.count.store(count, Ordering::Release);
    }

    /// Whether no command is left that is not over.
    #[inline]
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.count.load(Ordering::Acquire) == 0
    }

    /// Whether a command enqueued now, without a wait list, has nothing of this queue to wait for.
    #[inline]
    #[must_use]
    pub fn is_free(&self, position: Position) -> bool {
        self.is_idle()
            || !(self.is_in_order()
                || position.after_all
                || self.has_barrier.load(Ordering::Acquire))
    }

    /// A command is over: later ones need not wait for it.
    pub fn forget(&self, event: &Ref<Event>) {
        let mut state = self.lock();
        // The caller has the event, so nothing is freed under the lock.
        state.last.take_if(|last| last == event);
        if !self.is_in_order() {
            if state.barrier.take_if(|barrier| barrier == event).is_some() {
                self.has_barrier.store(false, Ordering::Release);
            }
            state.outstanding.remove(event);
        }
        self.add(-1);
    }

    /// The commands that `clFinish` waits for.
    #[must_use]
    pub fn outstanding(&self) -> Vec<Ref<Event>> {
        let state = self.lock();
        state
            .last
            .iter()
            .chain(&state.outstanding)
            .cloned()
            .collect()
    }

    /// `clFlush`: what is ready starts.
    pub fn flush(&self) {
        self.executor.flush();
    }

    /// `clFinish`.
    pub fn finish(&self) {
        if self.is_idle() {
            return;
        }
        // While it waits, another thread's mistake may take the queue away from the application: the events keep it.
        if self.is_in_order() {
            let last = self.lock().last.clone();
            if let Some(last) = last {
                last.wait();
            }
            return;
        }
        for event in self.outstanding() {
            event.wait();
        }
    }
}
