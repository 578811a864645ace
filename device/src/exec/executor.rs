//! An executor: the worker threads of one device and the queue that they and helping host threads take from.

use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{ptr, thread};

use super::dispatch::{Completion, Dispatch, Launch};
use super::parking::Parking;
use super::run_queue::{Item, RESIDENT, RunQueue, Shelf, Taken};
use super::running::Running;
use super::signal::Signal;
use super::source::Source;
use super::thread::{Watch, is_able, run_alone, run_chunks};
use crate::fault::{self, Fault};
use crate::sys::{affinity, fork, signal};

/// How often an idle worker looks for work before it sleeps (each look with a pause: about 20 µs in all).
const WORKER_SPINS: u32 = 500;
/// How often a waiting host thread looks before it sleeps (about 10 µs).
const WAITER_SPINS: u32 = 250;

/// How many pieces of work a worker runs one after the other before it looks at the queue again.
const NEXT_IN_ROW: u32 = 32;

/// Queues with different remainders by this do not meet.
const SHELVES: usize = 16;

/// What an executor is made of.
#[derive(Debug, Clone)]
pub struct ExecutorConfig {
    /// How many threads run kernels at a time.
    pub compute_units: usize,
    /// The processors that they run on; none: any.
    pub processors: Vec<u32>,
    /// Name of the threads.
    pub name: String,
}

/// A piece of work.
#[allow(
    clippy::large_enum_variant,
    reason = "most are dispatches, moved once into their place; a box would cost an allocation for each"
)]
pub enum Work {
    /// Run a kernel.
    Dispatch(Dispatch),
    /// Call a function on one of the threads.
    Call(Box<dyn FnOnce() + Send>),
}

/// When submitted work is to start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// Now: a worker is woken if need be.
    Now,
    /// Small work may wait for [`Executor::help_until`] with its source, or for [`Executor::flush`]; so the host
    /// thread that is about to wait runs it itself. Work that is large, or not known to be small, starts now all
    /// the same.
    Lazy,
    /// Small work runs next on the thread that submits it, if that is running work of the device and is about to end it: nobody else
    /// has to hear of it. Other work, and work that other threads submit, starts now.
    Next,
}

/// The threads of one device. They are started when first needed and end when the executor is dropped.
///
/// In the child of a fork there are none of them: an executor starts afresh there, without the parent's work.
pub struct Executor {
    /// A leaked `Box`, replaced in a child.
    shared: AtomicPtr<Arc<Shared>>,
}

struct Shared {
    config: ExecutorConfig,
    /// The process that the threads belong to.
    process: u32,
    queue: Mutex<RunQueue>,
    /// Whether work in the queue needs more threads: for looking without the lock.
    wants_more: AtomicBool,
    /// Which priorities there is work of in the queue: a bit for each, for looking without the lock.
    priorities: AtomicU8,
    /// Work that was submitted lazily, by its source.
    shelves: [Shelf; SHELVES],
    /// How often all of it was started.
    flushes: AtomicUsize,
    /// Where the workers wait.
    parking: Parking,
    /// Threads that run work.
    active: AtomicUsize,
    threads: AtomicUsize,
}

thread_local! {
    /// The executor whose loop this thread is in, and the source that it helps (`None`: a worker, which takes all).
    static CURRENT: Cell<(*const Shared, Option<Source>)> = const { Cell::new((ptr::null(), None)) };
    /// What this thread, which is in an executor's loop, runs next there.
    static NEXT: Cell<Option<(Source, Item)>> = const { Cell::new(None) };
}

impl Executor {
    /// An executor; no thread starts yet.
    pub fn new(config: ExecutorConfig) -> Arc<Executor> {
        let config = ExecutorConfig {
            compute_units: config.compute_units.max(1),
            ..config
        };
        fork::watch();
        let shared = Box::new(Shared::new(config));
        Arc::new(Executor {
            shared: AtomicPtr::new(Box::into_raw(shared)),
        })
    }

    fn shared(&self) -> &Arc<Shared> {
        // SAFETY: made by `Box::into_raw`, and freed only when the executor is dropped.
        let shared = unsafe { &*self.shared.load(Ordering::Acquire) };
        if shared.process == fork::process() {
            shared
        } else {
            self.renew(shared)
        }
    }

    /// In a child: the parent's threads are not here, and its work is not ours.
    #[cold]
    fn renew(&self, parents: &Arc<Shared>) -> &Arc<Shared> {
        let fresh = Box::into_raw(Box::new(Shared::new(parents.config.clone())));
        let old = ptr::from_ref(parents).cast_mut();
        let result = self
            .shared
            .compare_exchange(old, fresh, Ordering::AcqRel, Ordering::Acquire);
        // The parent's is leaked: a thread that is not here may be in the middle of using it.
        let current = match result {
            Ok(_) => fresh,
            Err(other) => {
                // SAFETY: nobody else knows it.
                drop(unsafe { Box::from_raw(fresh) });
                other
            }
        };
        // SAFETY: as in `shared`.
        unsafe { &*current }
    }

    /// How many threads run kernels at a time.
    pub fn compute_units(&self) -> usize {
        self.shared().config.compute_units
    }

    /// Gives work to the device. `source` names where it comes from (a queue), for [`Executor::help_until`].
    /// Work that is submitted is independent of all other work: what depends on something is submitted when that
    /// is complete.
    pub fn submit(&self, source: impl Into<Source>, work: Work, start: Start) {
        let source = source.into();
        // A thread that submits from within its own loop is about to take one piece itself.
        let (current, helped) = CURRENT.get();
        let takes_part = ptr::eq(current, Arc::as_ptr(self.shared()))
            && helped.is_none_or(|helped| helped == source);
        self.enqueue(source, work, start, takes_part);
    }

    /// Runs a kernel from within work of `source` that this executor runs (a [`Work::Call`], or the end of a dispatch). One that is
    /// known to be small runs at once on this thread, and its result is returned; nobody else hears of it. Another is submitted, with
    /// `completion` to hear of its end.
    pub fn run(
        &self,
        source: Source,
        launch: Arc<Launch>,
        completion: impl FnOnce() -> Box<dyn Completion>,
    ) -> Option<Result<(), Fault>> {
        fault::install_handler();
        let running = Running::new(launch, None, self.shared().config.compute_units);
        if running.is_small() && run_alone(&running) {
            return Some(running.end());
        }
        let dispatch = Dispatch {
            launch: running.launch,
            completion: completion(),
        };
        self.submit(source, Work::Dispatch(dispatch), Start::Now);
        None
    }

    /// Submits work of the driver's own and waits for it at once. This thread takes part even if all compute
    /// units are busy: their kernels may be waiting for this.
    pub(super) fn submit_and_help(&self, source: Source, work: Work, done: &Signal) {
        self.enqueue(source, work, Start::Now, true);
        if is_able() {
            while self.shared().run_of(source, true) {}
        }
        self.help_until(source, done);
    }

    fn enqueue(&self, source: Source, work: Work, start: Start, takes_part: bool) {
        let shared = self.shared();
        let (item, small) = match work {
            Work::Dispatch(Dispatch { launch, completion }) => {
                fault::install_handler();
                let units = shared.config.compute_units;
                let running = Running::new(launch, Some(completion), units);
                let small = running.is_small();
                (Item::Dispatch(Arc::new(running)), small)
            }
            Work::Call(call) => (Item::Call(call), true),
        };
        match start {
            Start::Lazy if small => shared.shelf(source).push(source, item),
            Start::Next if small && takes_part => {
                if let Some((source, other)) = NEXT.replace(Some((source, item))) {
                    shared.give(source, other, 0);
                }
            }
            _ => shared.give(source, item, usize::from(takes_part)),
        }
    }

    /// Starts all lazily submitted work (`clFlush`, and whatever implies it).
    pub fn flush(&self) {
        give_next_away();
        let shared = self.shared();
        // Before it looks: who submits lazily now finds either that this sees it, or that there was a flush.
        shared.flushes.fetch_add(1, Ordering::SeqCst);
        if !shared.shelves.iter().any(Shelf::is_used) {
            return;
        }
        let mut queue = shared.lock();
        let shelves = shared.shelves.iter();
        let wanted = shelves.map(|shelf| shelf.clear_into(&mut queue)).sum();
        shared.publish(&queue);
        drop(queue);
        shared.wake_for_new(wanted);
    }

    /// How often [`Executor::flush`] was called. Who makes a command known to other threads before it submits its work lazily has to
    /// flush itself if they did in between: they may have meant just that, and sleep now.
    pub fn flushes(&self) -> usize {
        self.shared().flushes.load(Ordering::SeqCst)
    }

    /// Waits until `signal` is set. Meanwhile this thread runs work that came from `source`, unless all compute
    /// units are busy anyway; of other sources it runs nothing, as their kernels may wait for something that
    /// this thread does later.
    pub fn help_until(&self, source: impl Into<Source>, signal: &Signal) {
        if signal.is_set() {
            return;
        }
        // This thread may wait for just that.
        give_next_away();
        let shared = self.shared();
        let (current, _) = CURRENT.get();
        // A function that the device calls and that waits itself does not use its compute unit meanwhile.
        let nested = ptr::eq(current, Arc::as_ptr(shared));
        if nested {
            shared.active.fetch_sub(1, Ordering::SeqCst);
        }
        self.help_and_wait(source.into(), signal);
        if nested {
            shared.active.fetch_add(1, Ordering::SeqCst);
        }
    }

    fn help_and_wait(&self, source: Source, signal: &Signal) {
        let shared = self.shared();
        if shared.is_here() && is_able() {
            let outer = CURRENT.replace((Arc::as_ptr(shared), Some(source)));
            while !signal.is_set() && (shared.run_next() || shared.help(source)) {}
            give_next_away();
            CURRENT.set(outer);
            // This thread's place is free for what had to wait for it.
            if shared.wants_more.load(Ordering::SeqCst) {
                shared.wake(1);
            }
        }
        if signal.is_set() {
            return;
        }
        self.flush();
        if !signal.spin(shared.waiter_spins()) {
            signal.wait();
        }
    }
}

/// Gives away what this thread was to run next, because it does something else before.
fn give_next_away() {
    let (current, _) = CURRENT.get();
    if current.is_null() {
        return;
    }
    if let Some((source, item)) = NEXT.take() {
        // SAFETY: the address of what an `Arc` holds, which the loop that this thread is in keeps; not counted, and not dropped.
        let shared = ManuallyDrop::new(unsafe { Arc::from_raw(current) });
        shared.give(source, item, 0);
    }
}

impl Drop for Executor {
    fn drop(&mut self) {
        // SAFETY: made by `Box::into_raw`; nobody uses the executor any more. Its threads have their own references.
        let shared = unsafe { Box::from_raw(*self.shared.get_mut()) };
        shared.parking.close();
    }
}

impl Shared {
    fn new(config: ExecutorConfig) -> Arc<Shared> {
        Arc::new(Shared {
            config,
            process: fork::process(),
            queue: Mutex::new(RunQueue::default()),
            wants_more: AtomicBool::new(false),
            priorities: AtomicU8::new(0),
            shelves: Default::default(),
            flushes: AtomicUsize::new(0),
            parking: Parking::new(),
            active: AtomicUsize::new(0),
            threads: AtomicUsize::new(0),
        })
    }

    /// Puts work where all threads find it, of which `present` are here to take part in it.
    fn give(self: &Arc<Self>, source: Source, item: Item, present: usize) {
        let wanted = item.wanted_threads();
        let mut queue = self.lock();
        queue.push(source, item);
        self.publish(&queue);
        drop(queue);
        self.wake_for_new(wanted - present);
    }

    fn lock(&self) -> MutexGuard<'_, RunQueue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sees to it that `wanted` more threads look at the queue, as far as there are compute units for them. False if one more would have
    /// to be started and can't.
    fn wake(self: &Arc<Self>, wanted: usize) -> bool {
        if wanted == 0 {
            return true;
        }
        let active = self.active.load(Ordering::SeqCst);
        // Threads that run groups of a dispatch may be waiting for the groups that it has left.
        let room = if self.priorities.load(Ordering::SeqCst) & RESIDENT != 0 {
            self.config.compute_units
        } else {
            self.config.compute_units.saturating_sub(active)
        };
        (0..self.parking.wake(wanted, room)).all(|_| self.start_thread())
    }

    /// As [`Shared::wake`], for new work: when there is no worker and none can be started, this thread does it.
    fn wake_for_new(self: &Arc<Self>, wanted: usize) {
        if !self.wake(wanted) && self.threads.load(Ordering::SeqCst) == 0 {
            while self.take_ready().is_some_and(|taken| self.run(taken)) {}
        }
    }

    /// Starts one more worker, if there may be more.
    fn start_thread(self: &Arc<Self>) -> bool {
        let limit = self.config.compute_units;
        let claimed = self
            .threads
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |threads| {
                (threads < limit).then_some(threads + 1)
            });
        let Ok(number) = claimed else { return false };
        let shared = Arc::clone(self);
        let started = signal::with_signals_blocked(|| {
            thread::Builder::new()
                .name(format!("{}-{number}", self.config.name))
                .stack_size(256 << 10)
                .spawn(move || shared.work())
        });
        if started.is_err() {
            self.threads.fetch_sub(1, Ordering::SeqCst);
        }
        started.is_ok()
    }

    fn take_ready(&self) -> Option<Taken> {
        let mut queue = self.lock();
        let taken = queue.take_ready();
        self.publish(&queue);
        taken
    }

    /// Makes the state of the queue visible to those that look without the lock.
    fn publish(&self, queue: &RunQueue) {
        self.parking.announce(queue.has_ready());
        self.wants_more.store(queue.wants_more(), Ordering::SeqCst);
        self.priorities.store(queue.priorities(), Ordering::SeqCst);
    }

    /// Whether this thread, which may be the application's, is where the device's threads run.
    fn is_here(&self) -> bool {
        let processors = &self.config.processors;
        processors.is_empty()
            || affinity::current_processor().is_some_and(|here| processors.contains(&here))
    }

    /// Whether there is something more urgent than the work of `source`.
    fn is_pressed(&self, source: Source) -> bool {
        self.priorities.load(Ordering::Relaxed) >> (source.priority as u8 + 1) != 0
    }

    /// Body of a worker thread.
    fn work(self: Arc<Self>) {
        CURRENT.set((Arc::as_ptr(&self), None));
        if !self.config.processors.is_empty() {
            affinity::bind_thread(&self.config.processors);
        }
        loop {
            while self.parking.has_ready()
                && let Some(taken) = self.take_ready()
            {
                self.run(taken);
                self.run_several_next();
            }
            if self.parking.is_closed() {
                return;
            }
            if !self.parking.spin(WORKER_SPINS) {
                self.parking.sleep();
            }
        }
    }

    /// Runs what this thread has to run next; whether there was something.
    fn run_next(self: &Arc<Self>) -> bool {
        match NEXT.take() {
            Some((source, item)) => self.run_item(source, item),
            None => false,
        }
    }

    /// Runs what comes next and next again, for a while: what others have submitted has its turn too.
    fn run_several_next(self: &Arc<Self>) {
        let mut left = NEXT_IN_ROW;
        while let Some((source, item)) = NEXT.take() {
            if left == 0 || self.is_pressed(source) {
                return self.give(source, item, 1);
            }
            self.run_item(source, item);
            left -= 1;
        }
    }

    /// Runs one piece of work of `source` on this host thread; whether there was one. Long dispatches are run
    /// only if there is a compute unit for them; small ones, and calls, which may be what busy kernels wait for,
    /// in any case.
    fn help(self: &Arc<Self>, source: Source) -> bool {
        let has_unit = self.active.load(Ordering::SeqCst) < self.config.compute_units;
        self.run_of(source, has_unit && !self.is_pressed(source))
    }

    /// Runs one piece of work of `source`; whether there was one.
    fn run_of(self: &Arc<Self>, source: Source, with_long: bool) -> bool {
        if let Some(item) = self.shelf(source).take_of(source) {
            return self.run_item(source, item);
        }
        if !self.parking.has_ready() {
            return false;
        }
        let mut queue = self.lock();
        let taken = queue.take_of(source, with_long);
        self.publish(&queue);
        drop(queue);
        taken.is_some_and(|taken| self.run(taken))
    }

    /// Runs what nobody else has begun.
    fn run_item(self: &Arc<Self>, source: Source, item: Item) -> bool {
        let running = match item {
            Item::Dispatch(running) => running,
            Item::Call(call) => return self.run(Taken::Call(call)),
        };
        let chunk = running.grab_first().unwrap_or(0..0);
        if !running.is_exhausted() {
            running.join();
            // Others may take part if it turns out to be long.
            let mut queue = self.lock();
            queue.push(source, Item::Dispatch(Arc::clone(&running)));
            self.publish(&queue);
        }
        self.run(Taken::Chunk(source, running, chunk))
    }

    fn shelf(&self, source: Source) -> &Shelf {
        // The remainder is less than SHELVES, a usize.
        &self.shelves[(source.queue % SHELVES as u64) as usize]
    }

    fn run(self: &Arc<Self>, taken: Taken) -> bool {
        self.active.fetch_add(1, Ordering::SeqCst);
        if self.wants_more.load(Ordering::SeqCst) {
            self.wake(1);
        }
        // What is called belongs to the driver and does not panic; if it does, the other work must go on.
        let _ = catch_unwind(AssertUnwindSafe(|| match taken {
            Taken::Chunk(source, running, chunk) => self.run_dispatch(source, &running, chunk),
            Taken::Call(call) => call(),
        }));
        self.active.fetch_sub(1, Ordering::SeqCst);
        true
    }

    fn run_dispatch(self: &Arc<Self>, source: Source, running: &Arc<Running>, chunk: Range<u64>) {
        let queued = chunk.end < running.total();
        let watch = Watch {
            is_pressed: &|| self.is_pressed(source),
            more_threads: &|| {
                self.wake(self.config.compute_units - 1);
            },
        };
        run_chunks(running, chunk, &watch);
        if queued {
            let mut queue = self.lock();
            queue.remove_exhausted();
            self.publish(&queue);
        }
    }

    /// Waiting awake takes a processor from the workers when they have use for all.
    fn waiter_spins(&self) -> u32 {
        let busy = self.active.load(Ordering::Relaxed);
        if busy < self.config.compute_units {
            WAITER_SPINS
        } else {
            WAITER_SPINS / 10
        }
    }
}
