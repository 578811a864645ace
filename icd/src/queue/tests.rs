//! Queues as a whole: order, dependencies, failures, callbacks, release orders.

use super::command::{Command, Work};
use super::complete::finish;
use super::enqueue::{enqueue, enqueue_blocking, enqueue_ordering};
use crate::callback::{Callback, EventNotify};
use crate::error::ClError;
use crate::handle::Ref;
use crate::object::context::Context;
use crate::object::device::Device;
use crate::object::device_description::DeviceDescription;
use crate::object::event::{Event, Moment};
use crate::object::queue::{Position, Queue};
use crate::validate::queue::QueueProperties;
use opencl_sys as cl;
use opencl_sys::cl_int;
use proptest::prelude::*;
use std::ffi::c_void;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const OUT_OF_ORDER: u64 = cl::CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE;

fn context() -> Ref<Context> {
    let description = DeviceDescription {
        compute_units: Some(2),
        ..DeviceDescription::default()
    };
    let device = Device::new(description, 0).unwrap();
    Context::new(vec![device], Vec::new(), None).unwrap()
}

fn queue_of(context: &Ref<Context>, properties: u64) -> Ref<Queue> {
    let properties = QueueProperties {
        flags: properties,
        ..QueueProperties::default()
    };
    Queue::new(context, &context.devices()[0], properties, Vec::new()).unwrap()
}

/// A queue of a context of its own.
pub(crate) fn queue(properties: u64) -> Ref<Queue> {
    queue_of(&context(), properties)
}

fn call(action: impl FnOnce() + Send + 'static) -> Command {
    let action = Box::new(move || {
        action();
        Ok(())
    });
    Command {
        command_type: cl::CL_COMMAND_NATIVE_KERNEL,
        work: Work::Call(action),
    }
}

fn quick(action: impl FnOnce() + Send + 'static) -> Command {
    let Work::Call(action) = call(action).work else {
        unreachable!()
    };
    Command {
        command_type: cl::CL_COMMAND_SVM_MAP,
        work: Work::Quick(action),
    }
}

fn failing() -> Command {
    let action = Box::new(|| {
        Err(ClError::new(
            cl::CL_OUT_OF_RESOURCES,
            "expected by this test",
        ))
    });
    Command {
        command_type: cl::CL_COMMAND_NATIVE_KERNEL,
        work: Work::Call(action),
    }
}

/// What ran, in the order in which it ran.
#[derive(Clone, Default)]
struct Trail(Arc<Mutex<Vec<usize>>>);

impl Trail {
    fn note(&self, number: usize) -> impl FnOnce() + Send + use<> {
        let trail = Arc::clone(&self.0);
        move || trail.lock().unwrap().push(number)
    }

    fn seen(&self) -> Vec<usize> {
        self.0.lock().unwrap().clone()
    }
}

#[test]
fn an_in_order_queue_keeps_its_order_and_finish_waits_for_all() {
    let (queue, trail) = (queue(0), Trail::default());
    for number in 0..100 {
        let command = if number % 3 == 0 {
            quick(trail.note(number))
        } else {
            call(trail.note(number))
        };
        enqueue(&queue, &[], command).unwrap();
    }
    queue.finish();
    assert_eq!(trail.seen(), (0..100).collect::<Vec<_>>());
    assert!(queue.outstanding().is_empty());
}

#[test]
fn flush_alone_starts_what_was_enqueued() {
    let queue = queue(0);
    let event = enqueue(&queue, &[], call(|| {})).unwrap();
    queue.flush();
    let begin = Instant::now();
    while !event.is_over() {
        assert!(begin.elapsed() < Duration::from_secs(60));
        std::thread::yield_now();
    }
    assert_eq!(event.status(), cl::CL_COMPLETE);
}

#[test]
fn a_user_event_holds_commands_back_and_lets_them_go() {
    let (queue, trail) = (queue(0), Trail::default());
    let gate = Event::user(queue.context()).unwrap();
    let first = enqueue(&queue, std::slice::from_ref(&gate), call(trail.note(1))).unwrap();
    let second = enqueue(&queue, &[], quick(trail.note(2))).unwrap();
    queue.flush();
    assert_eq!(
        (first.status(), second.status()),
        (cl::CL_QUEUED, cl::CL_QUEUED)
    );
    assert!(finish(&gate, cl::CL_COMPLETE));
    assert!(!finish(&gate, cl::CL_COMPLETE), "set twice");
    queue.finish();
    assert_eq!(trail.seen(), [1, 2]);
}

#[test]
fn a_failure_reaches_wait_lists_and_does_not_stop_the_queue() {
    let (queue, trail) = (queue(0), Trail::default());
    let failed = enqueue(&queue, &[], failing()).unwrap();
    let waiting = enqueue(&queue, std::slice::from_ref(&failed), call(trail.note(1))).unwrap();
    let after = enqueue(&queue, &[], call(trail.note(2))).unwrap();
    let error = enqueue_blocking(&queue, std::slice::from_ref(&waiting), call(trail.note(3)))
        .err()
        .unwrap();
    assert_eq!(
        error.code(),
        cl::CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST
    );
    assert_eq!(failed.status(), cl::CL_OUT_OF_RESOURCES);
    assert_eq!(
        waiting.status(),
        cl::CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST
    );
    assert_eq!(after.status(), cl::CL_COMPLETE);
    assert_eq!(trail.seen(), [2]);
    let error = enqueue_blocking(&queue, &[], failing()).err().unwrap();
    assert_eq!(error.code(), cl::CL_OUT_OF_RESOURCES);
}

#[test]
fn a_panic_fails_the_event_and_nothing_hangs() {
    let queue = queue(0);
    let event = enqueue(&queue, &[], call(|| panic!("expected by this test"))).unwrap();
    queue.finish();
    assert!(event.status() < 0);
    let blocking = enqueue_blocking(&queue, &[], call(|| panic!("expected by this test")));
    assert!(blocking.is_err());
}

#[test]
fn barriers_and_markers_order_an_out_of_order_queue() {
    let (queue, trail) = (queue(OUT_OF_ORDER), Trail::default());
    let gate = Event::user(queue.context()).unwrap();
    enqueue(&queue, std::slice::from_ref(&gate), call(trail.note(1))).unwrap();
    enqueue(&queue, &[], call(trail.note(0))).unwrap().wait();
    assert_eq!(trail.seen(), [0], "an independent command overtakes");
    let all = Position {
        after_all: true,
        before_all: false,
    };
    let marker = enqueue_ordering(&queue, &[], cl::CL_COMMAND_MARKER, all).unwrap();
    let barrier = Position {
        after_all: true,
        before_all: true,
    };
    let barrier = enqueue_ordering(&queue, &[], cl::CL_COMMAND_BARRIER, barrier).unwrap();
    let after = enqueue(&queue, &[], call(trail.note(2))).unwrap();
    queue.flush();
    assert!(!marker.is_over() && !barrier.is_over() && !after.is_over());
    finish(&gate, cl::CL_COMPLETE);
    after.wait();
    assert!(marker.is_over() && barrier.is_over());
    assert_eq!(trail.seen(), [0, 1, 2]);
}

#[test]
fn a_barrier_with_a_wait_list_lets_earlier_commands_be_but_keeps_earlier_barriers() {
    let (queue, trail) = (queue(OUT_OF_ORDER), Trail::default());
    let gates = [0, 1].map(|_| Event::user(queue.context()).unwrap());
    let barrier = Position {
        after_all: false,
        before_all: true,
    };
    for gate in &gates {
        let waits = std::slice::from_ref(gate);
        enqueue_ordering(&queue, waits, cl::CL_COMMAND_BARRIER, barrier).unwrap();
    }
    let after = enqueue(&queue, &[], call(trail.note(1))).unwrap();
    let [first, second] = gates;
    finish(&second, cl::CL_COMPLETE);
    assert!(!after.is_over());
    finish(&first, cl::CL_COMPLETE);
    queue.finish();
    assert_eq!(trail.seen(), [1]);
}

#[test]
fn queues_wait_for_each_other_without_a_flush() {
    let context = context();
    let (first, second) = (queue_of(&context, 0), queue_of(&context, 0));
    let trail = Trail::default();
    let event = enqueue(&first, &[], call(trail.note(1))).unwrap();
    enqueue_blocking(&second, &[event], call(trail.note(2))).unwrap();
    assert_eq!(trail.seen(), [1, 2]);
}

#[test]
fn a_long_chain_completes_and_is_freed_without_recursion() {
    const LENGTH: usize = 100_000;
    let (queue, trail) = (queue(OUT_OF_ORDER), Trail::default());
    for end in [cl::CL_COMPLETE, -7] {
        let gate = Event::user(queue.context()).unwrap();
        let mut last = gate.clone();
        for _ in 0..LENGTH {
            last = enqueue(&queue, &[last], quick(|| {})).unwrap();
        }
        enqueue(&queue, &[], quick(trail.note(1))).unwrap();
        finish(&gate, end);
        assert!(last.is_over());
    }
    assert_eq!(trail.seen(), [1, 1]);
}

#[test]
fn a_user_event_that_goes_away_unset_fails_its_dependents() {
    let queue = queue(OUT_OF_ORDER);
    let gate = Event::user(queue.context()).unwrap();
    let waiting = enqueue(&queue, std::slice::from_ref(&gate), call(|| {})).unwrap();
    drop(gate);
    queue.finish();
    assert!(waiting.status() < 0);
}

#[test]
fn releasing_everything_early_lets_commands_run_to_their_end() {
    let done = Arc::new(AtomicUsize::new(0));
    {
        let queue = queue(0);
        for _ in 0..50 {
            let done = Arc::clone(&done);
            let count = move || {
                done.fetch_add(1, Ordering::SeqCst);
            };
            enqueue(&queue, &[], call(count)).unwrap();
        }
        queue.flush();
    }
    let begin = Instant::now();
    while done.load(Ordering::SeqCst) < 50 {
        assert!(begin.elapsed() < Duration::from_secs(60));
        std::thread::yield_now();
    }
}

#[test]
fn timestamps_are_ordered_and_only_where_asked_for() {
    let profiled = queue(cl::CL_QUEUE_PROFILING_ENABLE);
    let event = enqueue_blocking(&profiled, &[], call(|| {})).unwrap();
    let times = [Moment::Queued, Moment::Submit, Moment::Start, Moment::End]
        .map(|moment| event.time(moment).unwrap());
    assert!(times[0] > 0 && times.is_sorted(), "{times:?}");
    let plain = enqueue_blocking(&queue(0), &[], call(|| {})).unwrap();
    let error = plain.time(Moment::End).unwrap_err();
    assert_eq!(error.code(), cl::CL_PROFILING_INFO_NOT_AVAILABLE);
    let gate = Event::user(profiled.context()).unwrap();
    let waiting = enqueue(&profiled, std::slice::from_ref(&gate), call(|| {})).unwrap();
    assert!(waiting.time(Moment::Queued).is_err(), "not complete");
    finish(&gate, cl::CL_COMPLETE);
}

/// Adds 1 << (8 · status) to the counter, 1 << 31 for a negative status.
unsafe extern "C" fn count_status(_event: *mut c_void, status: cl_int, counter: *mut c_void) {
    let counter = counter.cast::<AtomicU32>();
    let add = if status < 0 {
        1 << 31
    } else {
        1 << (8 * status)
    };
    // SAFETY: the test leaks its counter.
    unsafe { &*counter }.fetch_add(add, Ordering::SeqCst);
}

fn counter() -> (&'static AtomicU32, impl Fn() -> Callback<EventNotify>) {
    let counter: &'static AtomicU32 = Box::leak(Box::default());
    let user_data = std::ptr::from_ref(counter).addr();
    let make = move || {
        let user_data = std::ptr::with_exposed_provenance_mut(user_data);
        Callback::new(count_status as EventNotify, user_data)
    };
    std::ptr::from_ref(counter).expose_provenance();
    (counter, make)
}

fn await_count(counter: &AtomicU32, expected: u32) {
    let begin = Instant::now();
    while counter.load(Ordering::SeqCst) != expected {
        let seen = counter.load(Ordering::SeqCst);
        assert!(
            begin.elapsed() < Duration::from_secs(60),
            "{seen:#x} instead of {expected:#x}"
        );
        std::thread::yield_now();
    }
}

#[test]
fn callbacks_are_called_once_for_each_status_however_late_they_are_set() {
    let queue = queue(0);
    let gate = Event::user(queue.context()).unwrap();
    let (seen, callback) = counter();
    let event = enqueue(&queue, std::slice::from_ref(&gate), call(|| {})).unwrap();
    for status in [cl::CL_SUBMITTED, cl::CL_RUNNING, cl::CL_COMPLETE] {
        Event::set_callback(&event, status, callback());
    }
    finish(&gate, cl::CL_COMPLETE);
    queue.finish();
    await_count(seen, 0x01_01_01);
    Event::set_callback(&event, cl::CL_COMPLETE, callback());
    Event::set_callback(&event, cl::CL_RUNNING, callback());
    await_count(seen, 0x01_02_02);
}

#[test]
fn callbacks_of_a_terminated_command_get_its_status() {
    let queue = queue(0);
    let gate = Event::user(queue.context()).unwrap();
    let (seen, callback) = counter();
    let event = enqueue(&queue, std::slice::from_ref(&gate), call(|| {})).unwrap();
    Event::set_callback(&event, cl::CL_COMPLETE, callback());
    finish(&gate, -5);
    await_count(seen, 1 << 31);
}

#[test]
fn many_threads_share_a_queue() {
    let queue = queue(0);
    let done = Arc::new(AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for number in 0..500 {
                    let done = Arc::clone(&done);
                    let count = move || {
                        done.fetch_add(1, Ordering::SeqCst);
                    };
                    let command = if number % 2 == 0 {
                        call(count)
                    } else {
                        quick(count)
                    };
                    if number % 5 == 0 {
                        enqueue_blocking(&queue, &[], command).unwrap();
                    } else {
                        enqueue(&queue, &[], command).unwrap();
                    }
                }
            });
        }
    });
    queue.finish();
    assert_eq!(done.load(Ordering::SeqCst), 2000);
}

/// A command of a random graph: which queue, quick or not, and how far back the commands of its wait list are.
fn node() -> impl Strategy<Value = (usize, bool, Vec<usize>)> {
    (
        0..3_usize,
        any::<bool>(),
        prop::collection::vec(1..20_usize, 0..3),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Every command of a random graph over two out-of-order queues and an in-order one runs once, after its wait list and,
    /// in the in-order queue, after its predecessor.
    #[test]
    fn random_graphs_run_in_an_order_that_they_allow(nodes in prop::collection::vec(node(), 1..300)) {
        let context = context();
        let queues = [OUT_OF_ORDER, OUT_OF_ORDER, 0].map(|properties| queue_of(&context, properties));
        let trail = Trail::default();
        let mut events: Vec<Ref<Event>> = Vec::new();
        for (number, (queue, is_quick, back)) in nodes.iter().enumerate() {
            let waits: Vec<_> = back
                .iter()
                .filter_map(|back| number.checked_sub(*back))
                .map(|before| events[before].clone())
                .collect();
            let command = if *is_quick { quick(trail.note(number)) } else { call(trail.note(number)) };
            events.push(enqueue(&queues[*queue], &waits, command).unwrap());
        }
        for queue in &queues {
            queue.finish();
        }
        let seen = trail.seen();
        prop_assert_eq!(seen.len(), nodes.len());
        let mut place = vec![usize::MAX; nodes.len()];
        for (at, &number) in seen.iter().enumerate() {
            place[number] = at;
        }
        let mut last_in_order = None;
        for (number, (queue, _, back)) in nodes.iter().enumerate() {
            for before in back.iter().filter_map(|back| number.checked_sub(*back)) {
                prop_assert!(place[before] < place[number]);
            }
            if *queue == 2 {
                prop_assert!(last_in_order.is_none_or(|last| last < place[number]));
                last_in_order = Some(place[number]);
            }
        }
    }
}
