//! Running an enqueued command buffer.
//!
//! The whole is one command with one event. Its steps run back to back on the thread that began it: small kernels and calls at once,
//! each followed by what waited for it, without queue, event or wake-up between them. A kernel that is not known to be small goes to
//! the device's threads; who ends it goes on with what waited for it. After some steps the thread gives the rest back to the device,
//! so that others have their turn, and a host thread looks whether what it waits for is over.
//!
//! When a step fails, those that have not begun are skipped, and the command fails with the first failure.

use super::complete::{self, Pending};
use super::plan::{Plan, StepWork};
use crate::handle::Ref;
use crate::object::event::Event;
use mirrorcl_device::exec::{Completion, Executor, Source, Start, Work};
use mirrorcl_device::fault::Fault;
use opencl_sys as cl;
use opencl_sys::cl_int;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// So many steps run before the thread looks for something else to do. A call, which may be a large copy, counts for more.
const SLICE: u32 = 256;
const CALL: u32 = 16;
/// So many ready steps are worth another thread.
const WORTH_SHARING: usize = 64;

/// One execution of a command buffer.
pub(super) struct Replay {
    pending: Pending,
    plan: Arc<Plan>,
    executor: Arc<Executor>,
    source: Source,
    /// How many steps each waits for yet; empty if none waits for more than one.
    blockers: Box<[AtomicU32]>,
    ready: Mutex<Vec<u32>>,
    has_ready: AtomicBool,
    /// Steps that no other waits for and that are not over.
    left: AtomicU32,
    /// `CL_COMPLETE`, or the first failure.
    status: AtomicI32,
    /// Calls that were submitted to help.
    helpers: AtomicUsize,
}

thread_local! {
    /// The replay whose steps this thread is running.
    static CURRENT: Cell<*const Replay> = const { Cell::new(ptr::null()) };
}

impl Replay {
    /// The work that runs `plan`, which has steps, as the command of `event`.
    pub(super) fn work(event: &Ref<Event>, plan: Arc<Plan>) -> Work {
        let queue = event.queue().expect("commands have a queue");
        let graph = &plan.graph;
        let count = |&blockers: &u32| AtomicU32::new(blockers);
        let blockers = if graph.has_joins() {
            graph.blockers().iter().map(count).collect()
        } else {
            Box::default()
        };
        let replay = Arc::new(Self {
            pending: Pending::new(event),
            executor: Arc::clone(queue.executor()),
            source: queue.source(),
            blockers,
            // The first to be taken is the last one.
            ready: Mutex::new(graph.first().iter().rev().copied().collect()),
            has_ready: AtomicBool::new(true),
            left: AtomicU32::new(graph.last()),
            status: AtomicI32::new(cl::CL_COMPLETE),
            helpers: AtomicUsize::new(0),
            plan,
        });
        Work::Call(Box::new(move || {
            Event::running(replay.pending.event());
            replay.share();
            replay.go_on(None);
        }))
    }

    fn lock(&self) -> MutexGuard<'_, Vec<u32>> {
        self.ready.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take_ready(&self) -> Option<u32> {
        if !self.has_ready.load(Ordering::Acquire) {
            return None;
        }
        let mut ready = self.lock();
        let step = ready.pop();
        self.has_ready.store(!ready.is_empty(), Ordering::Release);
        step
    }

    fn put_ready(&self, step: u32) {
        self.lock().push(step);
        self.has_ready.store(true, Ordering::Release);
    }

    /// Runs steps as long as some are ready, `next` first.
    fn go_on(self: &Arc<Self>, mut next: Option<u32>) {
        let outer = CURRENT.replace(Arc::as_ptr(self));
        let mut left = SLICE;
        while left > 0 {
            let Some(step) = next.or_else(|| self.take_ready()) else {
                CURRENT.set(outer);
                return;
            };
            let is_call = matches!(self.plan.works[step as usize], StepWork::Call(_));
            left = left.saturating_sub(if is_call { CALL } else { 1 });
            next = self.run(step);
        }
        CURRENT.set(outer);
        if let Some(step) = next {
            self.put_ready(step);
        }
        if self.has_ready.load(Ordering::Acquire) {
            self.submit_rest();
        }
    }

    /// Has a thread of the device go on with what is ready.
    fn submit_rest(self: &Arc<Self>) {
        let this = Arc::clone(self);
        let work = Work::Call(Box::new(move || this.go_on(None)));
        self.executor.submit(self.source, work, Start::Now);
    }

    /// Gets more threads if there is enough to do for them.
    fn share(self: &Arc<Self>) {
        let ready = self.lock().len();
        let wanted = (ready / WORTH_SHARING).min(self.executor.compute_units() - 1);
        if self.helpers.fetch_max(wanted, Ordering::Relaxed) >= wanted {
            return;
        }
        for _ in 0..wanted {
            self.submit_rest();
        }
    }

    /// Runs a step. If it is over, returns one that may run now.
    fn run(self: &Arc<Self>, step: u32) -> Option<u32> {
        if self.status.load(Ordering::Relaxed) != cl::CL_COMPLETE {
            return self.over(step, cl::CL_COMPLETE);
        }
        let status = match &self.plan.works[step as usize] {
            StepWork::Nothing => cl::CL_COMPLETE,
            StepWork::Call(action) => {
                let result = catch_unwind(AssertUnwindSafe(|| action()));
                complete::status_of(self.pending.event(), result)
            }
            StepWork::Launch(launch) => {
                let completion = || Box::new(Step(Arc::clone(self), step)) as Box<dyn Completion>;
                let launch = Arc::clone(&launch.kernel);
                let result = self.executor.run(self.source, launch, completion)?;
                complete::kernel_status(self.pending.event(), result)
            }
        };
        self.over(step, status)
    }

    /// A step is over, or skipped. Returns one that may run now; other such ones are put where threads find them.
    fn over(self: &Arc<Self>, step: u32, status: cl_int) -> Option<u32> {
        if status != cl::CL_COMPLETE {
            // The first failure counts.
            let _ = self.status.compare_exchange(
                cl::CL_COMPLETE,
                status,
                Ordering::Relaxed,
                Ordering::Relaxed,
            );
        }
        let dependents = self.plan.graph.dependents(step);
        if dependents.is_empty() {
            // What all steps did is visible to who sees the event's status: the last of these decrements follows the others.
            if self.left.fetch_sub(1, Ordering::AcqRel) == 1 {
                let status = self.status.load(Ordering::Relaxed);
                complete::finish(self.pending.event(), status);
            }
            return None;
        }
        let mut next = None;
        let mut more = false;
        for &dependent in dependents {
            if !self.unblock(dependent) {
                continue;
            }
            match next {
                None => next = Some(dependent),
                Some(_) => {
                    self.put_ready(dependent);
                    more = true;
                }
            }
        }
        if more {
            self.share();
        }
        next
    }

    /// A step waits for one step less; whether it was the last.
    fn unblock(&self, step: u32) -> bool {
        self.plan.graph.blockers()[step as usize] == 1
            || self.blockers[step as usize].fetch_sub(1, Ordering::AcqRel) == 1
    }
}

/// A kernel of a replay that was submitted.
struct Step(Arc<Replay>, u32);

impl Completion for Step {
    fn completed(&self, result: Result<(), Fault>) {
        let Self(replay, step) = self;
        let status = complete::kernel_status(replay.pending.event(), result);
        let next = replay.over(*step, status);
        if CURRENT.get() == Arc::as_ptr(replay) {
            // This thread is in the middle of `go_on`, which will find it.
            next.into_iter().for_each(|step| replay.put_ready(step));
        } else {
            replay.go_on(next);
        }
    }
}
