//! What is urgent comes first.

use super::*;

const PRIORITIES: [Priority; 3] = [Priority::Low, Priority::Medium, Priority::High];

fn source(priority: Priority) -> Source {
    Source {
        queue: 10 + priority as u64,
        priority,
    }
}

#[test]
fn a_worker_takes_the_most_urgent_first_and_the_oldest_of_those() {
    for start in [Start::Now, Start::Lazy] {
        let executor = executor(1);
        let (begun, go) = (Arc::new(Signal::new()), Arc::new(Signal::new()));
        let (has_begun, may_go) = (Arc::clone(&begun), Arc::clone(&go));
        let block = move || {
            has_begun.set();
            may_go.wait();
        };
        executor.submit(1, Work::Call(Box::new(block)), Start::Now);
        begun.wait();
        let order = Arc::new(Mutex::new(Vec::new()));
        let done: Vec<_> = (0..6).map(|_| Arc::new(Signal::new())).collect();
        for (number, signal) in done.iter().enumerate() {
            let priority = PRIORITIES[number % 3];
            let (order, signal) = (Arc::clone(&order), Arc::clone(signal));
            let note = move || {
                order.lock().unwrap().push((priority, number));
                signal.set();
            };
            executor.submit(source(priority), Work::Call(Box::new(note)), start);
        }
        executor.flush();
        go.set();
        done.iter().for_each(|signal| signal.wait());
        let expected = [2, 5, 1, 4, 0, 3].map(|number| (PRIORITIES[number % 3], number));
        assert_eq!(*order.lock().unwrap(), expected);
    }
}

/// What the kernel of the next test is told, and tells.
#[derive(Default)]
struct Talk {
    groups: AtomicU64,
    may_go: AtomicBool,
}

/// `args`: a [`Talk`].
unsafe extern "C" fn wait_in_the_first_group(context: *mut WorkGroupContext, count: u64) {
    // SAFETY: the executor passes its context; the argument outlives the event.
    let talk = unsafe { &**(*context).args.cast::<*const Talk>() };
    talk.groups.fetch_add(count, Ordering::SeqCst);
    while !talk.may_go.load(Ordering::SeqCst) {
        thread::yield_now();
    }
}

#[test]
fn what_is_urgent_does_not_wait_for_all_of_a_kernel_that_has_begun() {
    const GROUPS: u64 = 640;
    for (compute_units, helps) in [(1, false), (1, true), (2, true)] {
        // One of which the cost is not known: it is taken in several chunks.
        let code = code(wait_in_the_first_group);
        let executor = executor(compute_units);
        let talk = Talk::default();
        let event = Arc::new(Event::default());
        let work = dispatch(&code, line(GROUPS, 1), &raw const talk, &event);
        let low = source(Priority::Low);
        executor.submit(low, work, Start::Now);
        let (done, seen) = (Arc::new(Signal::new()), Arc::new(AtomicU64::new(0)));
        let (signal, note) = (Arc::clone(&done), Arc::clone(&seen));
        let talk = &talk;
        let address = (&raw const talk.groups).expose_provenance();
        let call = move || {
            // SAFETY: the counter outlives the call.
            let groups = unsafe { &*std::ptr::with_exposed_provenance::<AtomicU64>(address) };
            note.store(groups.load(Ordering::SeqCst), Ordering::SeqCst);
            signal.set();
        };
        thread::scope(|scope| {
            scope.spawn(|| {
                while talk.groups.load(Ordering::SeqCst) == 0 {
                    thread::yield_now();
                }
                let high = source(Priority::High);
                executor.submit(high, Work::Call(Box::new(call)), Start::Now);
                talk.may_go.store(true, Ordering::SeqCst);
            });
            if helps {
                executor.help_until(low, &event.signal);
            }
            done.wait();
            event.signal.wait();
        });
        ended_well(&event);
        assert_eq!(talk.groups.load(Ordering::SeqCst), GROUPS);
        let before = seen.load(Ordering::SeqCst);
        assert!(
            before > 0 && before < GROUPS,
            "{before} groups ran before what was urgent"
        );
    }
}
