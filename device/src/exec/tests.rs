//! The executor with kernels that are Rust functions.

mod priorities;
mod waiting;

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use mirrorcl_abi::WorkGroupContext;

use super::*;
use crate::fault::Fault;

/// Sets its signal at the end and counts how often it heard of what.
#[derive(Default)]
struct Event {
    signal: Signal,
    started: AtomicUsize,
    completed: AtomicUsize,
    result: Mutex<Option<Result<(), Fault>>>,
}

impl Completion for Event {
    fn started(&self) {
        self.started.fetch_add(1, Ordering::SeqCst);
    }

    fn completed(&self, result: Result<(), Fault>) {
        self.completed.fetch_add(1, Ordering::SeqCst);
        *self.result.lock().unwrap() = Some(result);
        self.signal.set();
    }
}

/// `args`: the address of a counter per work-item.
unsafe extern "C" fn count_items(context: *mut WorkGroupContext, count: u64) {
    // SAFETY: the executor passes its context; the arguments name counters for every item, which outlive the event.
    unsafe {
        let context = &*context;
        let counters = *context.args.cast::<*const AtomicU64>();
        for n in 0..count {
            let group = [
                context.group_id[0] + n,
                context.group_id[1],
                context.group_id[2],
            ];
            for z in 0..context.local_size[2] {
                for y in 0..context.local_size[1] {
                    for x in 0..context.local_size[0] {
                        let id = |d: usize, l: u64| group[d] * context.enqueued_local_size[d] + l;
                        let row = id(2, z) * context.global_size[1] + id(1, y);
                        let item = row * context.global_size[0] + id(0, x);
                        (*counters.add(item as usize)).fetch_add(1, Ordering::Relaxed);
                    }
                }
            }
        }
    }
}

fn code(entry: mirrorcl_abi::WorkGroupFn) -> Arc<KernelCode> {
    // SAFETY: the tests' kernels keep to the context that they are given.
    Arc::new(unsafe { KernelCode::from_function(entry, "test", 0) })
}

fn executor(compute_units: usize) -> Arc<Executor> {
    Executor::new(ExecutorConfig {
        compute_units,
        processors: Vec::new(),
        name: "test".to_owned(),
    })
}

fn dispatch<T>(code: &Arc<KernelCode>, grid: Grid, argument: *const T, event: &Arc<Event>) -> Work {
    let address = argument.expose_provenance() as u64;
    Work::Dispatch(Dispatch {
        launch: Arc::new(Launch {
            code: Arc::clone(code),
            args: ArgBlock::new(&address.to_le_bytes()),
            grid,
            local_bytes: 100,
            program_data: 0,
        }),
        completion: Box::new(Arc::clone(event)),
    })
}

fn line(items: u64, local: u64) -> Grid {
    Grid::new(1, [0; 3], [items, 1, 1], [local, 1, 1]).unwrap()
}

fn ended_well(event: &Event) {
    assert!(event.signal.is_set());
    assert_eq!(event.started.load(Ordering::SeqCst), 1);
    assert_eq!(event.completed.load(Ordering::SeqCst), 1);
    assert_eq!(*event.result.lock().unwrap(), Some(Ok(())));
}

#[test]
fn every_work_item_runs_once_whoever_runs_it() {
    let code = code(count_items);
    for (start, compute_units) in [
        (Start::Now, 1),
        (Start::Now, 3),
        (Start::Lazy, 1),
        (Start::Lazy, 4),
    ] {
        let executor = executor(compute_units);
        for size in [
            [1, 1, 1],
            [100, 7, 3],
            [1, 1000, 1],
            [5000, 1, 1],
            [3, 0, 1],
        ] {
            let grid = Grid::new(3, [0; 3], size, [8, 2, 2]).unwrap();
            let items = size.iter().product::<u64>() as usize;
            let counters: Vec<_> = (0..items).map(|_| AtomicU64::new(0)).collect();
            for round in 1..20 {
                let event = Arc::new(Event::default());
                let argument = counters.as_ptr();
                let work = dispatch(&code, grid, argument, &event);
                executor.submit(7, work, start);
                executor.help_until(7, &event.signal);
                ended_well(&event);
                assert!(
                    counters.iter().all(|c| c.load(Ordering::Relaxed) == round),
                    "{size:?}"
                );
            }
        }
    }
}

unsafe extern "C" fn nothing(_: *mut WorkGroupContext, _: u64) {}

#[test]
fn flush_alone_starts_lazy_work() {
    let executor = executor(2);
    let code = code(nothing);
    for _ in 0..100 {
        // So often that the kernel is known to be small.
        let event = Arc::new(Event::default());
        executor.submit(1, dispatch(&code, line(1, 1), &(), &event), Start::Lazy);
        executor.flush();
        event.signal.wait();
        ended_well(&event);
    }
}

#[test]
fn a_small_known_kernel_runs_on_the_waiting_thread() {
    let executor = executor(2);
    let host = thread::current().id();
    let ran_on = Arc::new(Mutex::new(None));
    let done = Arc::new(Signal::new());
    let (record, signal) = (Arc::clone(&ran_on), Arc::clone(&done));
    let call = move || {
        *record.lock().unwrap() = Some(thread::current().id());
        signal.set();
    };
    executor.submit(1, Work::Call(Box::new(call)), Start::Lazy);
    executor.help_until(1, &done);
    assert_eq!(*ran_on.lock().unwrap(), Some(host));
}

#[test]
fn a_helper_leaves_the_work_of_other_queues_alone() {
    let executor = executor(2);
    let host = thread::current().id();
    let (others, own) = (Arc::new(Signal::new()), Arc::new(Signal::new()));
    let release = Arc::new(AtomicBool::new(false));
    let (signal, gate) = (Arc::clone(&others), Arc::clone(&release));
    executor.submit(
        2,
        Work::Call(Box::new(move || {
            assert_ne!(thread::current().id(), host);
            while !gate.load(Ordering::SeqCst) {
                thread::yield_now();
            }
            signal.set();
        })),
        Start::Lazy,
    );
    let signal = Arc::clone(&own);
    executor.submit(1, Work::Call(Box::new(move || signal.set())), Start::Lazy);
    executor.help_until(1, &own);
    release.store(true, Ordering::SeqCst);
    executor.flush();
    others.wait();
}

/// `args`: a counter; each group waits until all of the four have begun.
unsafe extern "C" fn rendezvous(context: *mut WorkGroupContext, count: u64) {
    // SAFETY: the executor passes its context; the argument is a counter that outlives the event.
    unsafe {
        let arrived = &**(*context).args.cast::<*const AtomicU64>();
        arrived.fetch_add(count, Ordering::SeqCst);
        while arrived.load(Ordering::SeqCst) < 4 {
            thread::yield_now();
        }
    }
}

#[test]
fn as_many_groups_as_compute_units_make_progress_together() {
    let executor = executor(4);
    let code = code(rendezvous);
    let arrived = AtomicU64::new(0);
    let event = Arc::new(Event::default());
    executor.submit(
        1,
        dispatch(&code, line(4, 1), &raw const arrived, &event),
        Start::Now,
    );
    executor.help_until(1, &event.signal);
    ended_well(&event);
}

/// Runs kernels one after the other from within a call; those that are not small go on when they end.
struct Chain {
    this: std::sync::Weak<Chain>,
    executor: Arc<Executor>,
    code: Arc<KernelCode>,
    items: Vec<u64>,
    counters: Vec<AtomicU64>,
    next: AtomicUsize,
    inline: AtomicUsize,
    over: Signal,
}

impl Chain {
    fn go_on(&self) {
        loop {
            let index = self.next.fetch_add(1, Ordering::SeqCst);
            let Some(&items) = self.items.get(index) else {
                return self.over.set();
            };
            let address = self.counters.as_ptr().expose_provenance() as u64;
            let this = self.this.upgrade().unwrap();
            let launch = Arc::new(Launch {
                code: Arc::clone(&self.code),
                args: ArgBlock::new(&address.to_le_bytes()),
                grid: line(items, 1),
                local_bytes: 0,
                program_data: 0,
            });
            match self.executor.run(3.into(), launch, || Box::new(this)) {
                Some(result) => assert_eq!(result, Ok(())),
                None => return,
            }
            self.inline.fetch_add(1, Ordering::SeqCst);
        }
    }
}

impl Completion for Chain {
    fn completed(&self, result: Result<(), Fault>) {
        assert_eq!(result, Ok(()));
        self.go_on();
    }
}

#[test]
fn a_call_runs_small_kernels_itself_and_hands_out_large_ones() {
    for compute_units in [1, 3] {
        let chain = Arc::new_cyclic(|this| Chain {
            this: this.clone(),
            executor: executor(compute_units),
            code: code(count_items),
            items: (0..300)
                .map(|n| if n % 50 == 0 { 100_000 } else { 1 })
                .collect(),
            counters: (0..100_000).map(|_| AtomicU64::new(0)).collect(),
            next: AtomicUsize::new(0),
            inline: AtomicUsize::new(0),
            over: Signal::new(),
        });
        let first = Arc::clone(&chain);
        let work = Work::Call(Box::new(move || first.go_on()));
        chain.executor.submit(3, work, Start::Lazy);
        chain.executor.help_until(3, &chain.over);
        assert_eq!(chain.counters[0].load(Ordering::SeqCst), 300);
        assert_eq!(chain.counters[99_999].load(Ordering::SeqCst), 6);
        assert!(chain.inline.load(Ordering::SeqCst) > 200);
    }
}

#[test]
fn work_released_by_a_completion_runs_in_turn() {
    struct Chain {
        executor: Arc<Executor>,
        code: Arc<KernelCode>,
        left: AtomicUsize,
        done: Signal,
        this: std::sync::Weak<Chain>,
    }
    impl Chain {
        fn next(&self) {
            let completion = self.this.upgrade().unwrap();
            self.executor.submit(
                1,
                Work::Dispatch(Dispatch {
                    launch: Arc::new(Launch {
                        code: Arc::clone(&self.code),
                        args: ArgBlock::zeroed(8),
                        grid: line(4, 2),
                        local_bytes: 0,
                        program_data: 0,
                    }),
                    completion: Box::new(completion),
                }),
                Start::Now,
            );
        }
    }
    impl Completion for Chain {
        fn completed(&self, result: Result<(), Fault>) {
            result.unwrap();
            if self.left.fetch_sub(1, Ordering::SeqCst) == 1 {
                self.done.set();
            } else {
                self.next();
            }
        }
    }
    let chain = Arc::new_cyclic(|this| Chain {
        executor: executor(2),
        code: code(nothing),
        left: AtomicUsize::new(2000),
        done: Signal::new(),
        this: this.clone(),
    });
    chain.next();
    chain.executor.help_until(1, &chain.done);
    assert_eq!(chain.left.load(Ordering::SeqCst), 0);
}

#[test]
fn many_host_threads_share_an_executor() {
    let executor = executor(2);
    let code = code(count_items);
    thread::scope(|scope| {
        for source in 0..6u64 {
            let (executor, code) = (&executor, &code);
            scope.spawn(move || {
                for round in 0..200u64 {
                    let items = 1 + (round * 37 + source) % 300;
                    let counters: Vec<_> = (0..items).map(|_| AtomicU64::new(0)).collect();
                    let event = Arc::new(Event::default());
                    let target = counters.as_ptr();
                    let start = if round % 2 == 0 {
                        Start::Lazy
                    } else {
                        Start::Now
                    };
                    executor.submit(
                        source,
                        dispatch(code, line(items, 4), target, &event),
                        start,
                    );
                    executor.help_until(source, &event.signal);
                    ended_well(&event);
                    assert!(counters.iter().all(|c| c.load(Ordering::Relaxed) == 1));
                }
            });
        }
    });
}

unsafe extern "C" fn use_memory(context: *mut WorkGroupContext, _: u64) {
    // SAFETY: the executor passes its context, with the local and scratch memory that the dispatch asks for.
    unsafe {
        let context = &*context;
        context
            .local_memory
            .write_bytes(1, context.local_memory_size as usize);
        context.scratch.write_bytes(2, 64 * 1000);
        context.collective.write_bytes(3, 10 * 16);
        assert!(context.stack[0] < context.stack[1]);
    }
}

#[test]
fn launches_get_the_memory_they_need_or_fail_alone() {
    let executor = executor(1);
    // SAFETY: the kernel uses what its context says it may, 1000 bytes of scratch memory among it.
    let code = Arc::new(unsafe { KernelCode::from_function(use_memory, "test", 1000) });
    for (local_bytes, ok) in [(0, true), (1 << 20, true), (1 << 60, false), (5000, true)] {
        let event = Arc::new(Event::default());
        let work = Dispatch {
            launch: Arc::new(Launch {
                code: Arc::clone(&code),
                args: ArgBlock::zeroed(0),
                grid: line(10, 10),
                local_bytes,
                program_data: 0,
            }),
            completion: Box::new(Arc::clone(&event)),
        };
        executor.submit(1, Work::Dispatch(work), Start::Now);
        executor.help_until(1, &event.signal);
        let result = event.result.lock().unwrap().take().unwrap();
        assert_eq!(result.is_ok(), ok, "{result:?}");
    }
}

/// `args`: a counter; runs until it is 100.
unsafe extern "C" fn until_told(context: *mut WorkGroupContext, _: u64) {
    // SAFETY: the executor passes its context; the argument is a counter that outlives the event.
    unsafe {
        let told = &**(*context).args.cast::<*const AtomicU64>();
        while told.load(Ordering::SeqCst) < 100 {
            thread::yield_now();
        }
    }
}

#[test]
fn calls_and_parts_get_through_while_kernels_occupy_the_device() {
    let executor = executor(2);
    let told = AtomicU64::new(0);
    let event = Arc::new(Event::default());
    let code = code(until_told);
    executor.submit(
        1,
        dispatch(&code, line(2, 1), &raw const told, &event),
        Start::Now,
    );
    for _ in 0..50 {
        assert!(executor.for_each_part(20, &|_| {
            thread::yield_now();
        }));
        let done = Arc::new(Signal::new());
        let signal = Arc::clone(&done);
        executor.submit(2, Work::Call(Box::new(move || signal.set())), Start::Lazy);
        executor.help_until(2, &done);
        told.fetch_add(2, Ordering::SeqCst);
    }
    executor.help_until(1, &event.signal);
    ended_well(&event);
}

/// Random work from several threads: nothing is lost, whatever sleeps and wakes in between.
#[test]
fn no_wake_up_is_lost() {
    let (code, executors) = (code(nothing), [1, 2, 3].map(executor));
    thread::scope(|scope| {
        for source in 0..4u64 {
            let (code, executors) = (&code, &executors);
            scope.spawn(move || {
                let mut state = source + 1;
                let mut random = move |below: u64| {
                    state = state
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1);
                    (state >> 33) % below
                };
                for _ in 0..400 {
                    let executor = &executors[random(3) as usize];
                    let start = [Start::Now, Start::Lazy][random(2) as usize];
                    let events: Vec<_> = (0..=random(5))
                        .map(|_| {
                            let event = Arc::new(Event::default());
                            let work = dispatch(code, line(1 + random(50), 1), &(), &event);
                            executor.submit(source, work, start);
                            event
                        })
                        .collect();
                    if random(8) == 0 {
                        thread::sleep(std::time::Duration::from_micros(random(300)));
                    }
                    let helps = random(2) == 0;
                    if !helps {
                        executor.flush();
                    }
                    for event in &events {
                        if helps {
                            executor.help_until(source, &event.signal);
                        } else {
                            event.signal.wait();
                        }
                        ended_well(event);
                    }
                }
            });
        }
    });
}

#[test]
fn every_sleeper_wakes_and_sees_what_was_written() {
    for _ in 0..200 {
        let signal = Arc::new((Signal::new(), AtomicU64::new(0)));
        let waiters: Vec<_> = (0..3)
            .map(|_| {
                let signal = Arc::clone(&signal);
                thread::spawn(move || {
                    signal.0.wait();
                    signal.1.load(Ordering::Relaxed)
                })
            })
            .collect();
        signal.1.store(7, Ordering::Relaxed);
        signal.0.set();
        for waiter in waiters {
            assert_eq!(waiter.join().unwrap(), 7);
        }
        assert!(signal.0.is_set());
    }
}

#[test]
fn what_a_thread_is_to_run_next_is_not_held_up_while_it_waits() {
    for compute_units in [1, 2] {
        let executor = executor(compute_units);
        let over = Arc::new(Signal::new());
        let (inner, end) = (Arc::clone(&executor), Arc::clone(&over));
        let call = move || {
            // Two follow, of which one can be the next; then the call waits for the first.
            let signals = [0, 1].map(|_| Arc::new(Signal::new()));
            for signal in &signals {
                let signal = Arc::clone(signal);
                inner.submit(1, Work::Call(Box::new(move || signal.set())), Start::Next);
            }
            signals
                .iter()
                .for_each(|signal| inner.help_until(1, signal));
            end.set();
        };
        executor.submit(1, Work::Call(Box::new(call)), Start::Now);
        over.wait();
    }
}

#[test]
fn work_that_follows_work_runs_whoever_began() {
    /// Submits itself as the next, so many times.
    fn go_on(executor: &Arc<Executor>, left: usize, over: &Arc<Signal>) {
        if left == 0 {
            return over.set();
        }
        let (inner, end) = (Arc::clone(executor), Arc::clone(over));
        let call = Box::new(move || go_on(&inner, left - 1, &end));
        executor.submit(5, Work::Call(call), Start::Next);
    }
    let executor = executor(2);
    for waits_at_once in [true, false] {
        for _ in 0..50 {
            let over = Arc::new(Signal::new());
            go_on(&executor, 200, &over);
            if waits_at_once {
                executor.help_until(5, &over);
            }
            over.wait();
        }
    }
}
