//! Work-groups that wait for each other.

use super::*;

/// What a launch of groups that wait is told.
struct Meeting {
    /// How many groups have come, over all rounds.
    come: AtomicU64,
    groups: u64,
    rounds: u64,
}

impl Meeting {
    fn new(groups: u64, rounds: u64) -> Meeting {
        Meeting {
            come: AtomicU64::new(0),
            groups,
            rounds,
        }
    }
}

/// `args`: a [`Meeting`], at which all groups wait for each other, several times.
unsafe extern "C" fn meet(context: *mut WorkGroupContext, count: u64) {
    // SAFETY: the executor passes its context; the argument outlives the event.
    let meeting = unsafe { &**(*context).args.cast::<*const Meeting>() };
    assert_eq!(count, 1);
    for round in 1..=meeting.rounds {
        meeting.come.fetch_add(1, Ordering::SeqCst);
        while meeting.come.load(Ordering::SeqCst) < round * meeting.groups {
            thread::yield_now();
        }
    }
}

fn waiting(entry: mirrorcl_abi::WorkGroupFn) -> Arc<KernelCode> {
    // SAFETY: the tests' kernels keep to the context that they are given.
    Arc::new(unsafe { KernelCode::from_function(entry, "test", 0) }.waiting(true))
}

#[test]
fn as_many_groups_as_compute_units_run_at_a_time() {
    let code = waiting(meet);
    for units in [1, 2, 5] {
        let executor = executor(units);
        for round in 0..200 {
            let meeting = Meeting::new(units as u64, 3);
            let event = Arc::new(Event::default());
            let work = dispatch(&code, line(units as u64, 1), &raw const meeting, &event);
            let start = [Start::Now, Start::Lazy, Start::Next][round % 3];
            executor.submit(1, work, start);
            if round % 2 == 0 {
                executor.flush();
                event.signal.wait();
            } else {
                executor.help_until(1, &event.signal);
            }
            ended_well(&event);
        }
    }
}

/// Launches of several queues and priorities, each of which needs all threads, while host threads help.
#[test]
fn launches_that_need_all_threads_do_not_keep_each_other_from_them() {
    let code = waiting(meet);
    let busy = super::code(count_items);
    let executor = executor(3);
    let counters: Vec<_> = (0..64).map(|_| AtomicU64::new(0)).collect();
    thread::scope(|scope| {
        for queue in 0..6_u64 {
            let (code, busy, executor, counters) = (&code, &busy, &executor, &counters);
            scope.spawn(move || {
                let priority =
                    [Priority::Low, Priority::Medium, Priority::High][queue as usize % 3];
                let source = Source { queue, priority };
                for round in 0..200 {
                    let meeting = Meeting::new(3, 2);
                    let (event, other) = (Arc::new(Event::default()), Arc::new(Event::default()));
                    let grid = line(64, 1);
                    executor.submit(
                        source,
                        dispatch(busy, grid, counters.as_ptr(), &other),
                        Start::Now,
                    );
                    let work = dispatch(code, line(3, 1), &raw const meeting, &event);
                    executor.submit(source, work, Start::Lazy);
                    if round % 4 == 0 {
                        executor.flush();
                        event.signal.wait();
                    }
                    executor.help_until(source, &event.signal);
                    executor.help_until(source, &other.signal);
                    ended_well(&event);
                }
            });
        }
    });
}

/// What [`follow`] is told.
struct Line {
    /// Groups that have ended.
    ended: AtomicU64,
    /// Groups that have begun.
    begun: AtomicU64,
    /// The first group that waits for the one behind it, and how often; others wait for those before.
    pairs: bool,
}

/// `args`: a [`Line`]. Each group waits until all before it have ended, or even ones for the next to begin.
unsafe extern "C" fn follow(context: *mut WorkGroupContext, count: u64) {
    // SAFETY: the executor passes its context; the argument outlives the event.
    let (line, group) = unsafe {
        let context = &*context;
        (&**context.args.cast::<*const Line>(), context.group_id[0])
    };
    assert_eq!(count, 1);
    line.begun.fetch_add(1, Ordering::SeqCst);
    let has_come = || match line.pairs {
        true => line.begun.load(Ordering::SeqCst) > (group | 1),
        false => line.ended.load(Ordering::SeqCst) == group,
    };
    while !has_come() {
        thread::yield_now();
    }
    line.ended.fetch_add(1, Ordering::SeqCst);
}

/// Larger launches of several queues: groups run in order, and as many as threads at a time.
#[test]
fn groups_begin_in_order_and_as_many_as_threads_are_at_work() {
    let code = waiting(follow);
    let together = waiting(meet);
    let executor = executor(2);
    thread::scope(|scope| {
        for queue in 0..4_u64 {
            let (code, together, executor) = (&code, &together, &executor);
            scope.spawn(move || {
                let priority = [Priority::Low, Priority::High][queue as usize % 2];
                let source = Source { queue, priority };
                for round in 0..20 {
                    let follows = Line {
                        ended: AtomicU64::new(0),
                        begun: AtomicU64::new(0),
                        pairs: round % 2 == 0,
                    };
                    let meeting = Meeting::new(2, 1);
                    let (event, other) = (Arc::new(Event::default()), Arc::new(Event::default()));
                    let work = dispatch(code, line(100, 1), &raw const follows, &event);
                    executor.submit(source, work, Start::Now);
                    let work = dispatch(together, line(2, 1), &raw const meeting, &other);
                    executor.submit(source, work, Start::Now);
                    executor.help_until(source, &event.signal);
                    executor.help_until(source, &other.signal);
                    ended_well(&event);
                    ended_well(&other);
                }
            });
        }
    });
}
