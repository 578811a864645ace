//! Events: user events, callbacks, profiling, dependencies, failures.

use super::expect;
use crate::case::Case;
use mirrorcl_conformance::cl;
use mirrorcl_conformance::cl::{Context, Event, Queue, Svm, check};
use mirrorcl_conformance::lab::Lab;
use opencl_sys::*;
use std::ffi::c_void;
use std::ptr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::{Duration, Instant};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("api::user_events", user_events),
        Case::new("api::event_callbacks", callbacks),
        Case::new("api::profiling_times_are_ordered", profiling),
        Case::new("api::failed_dependencies_terminate_dependents", failures),
        Case::new("api::markers_and_barriers", markers),
        Case::new("api::flush_alone_makes_progress", flush_alone),
        Case::new("api::event_errors", errors),
        Case::new("api::release_in_any_order", release_orders),
        Case::new("api::native_kernels", native),
    ]
}

fn until(what: &str, done: impl Fn() -> bool) {
    let started = Instant::now();
    while !done() {
        assert!(started.elapsed() < Duration::from_secs(20), "{what}");
        std::thread::yield_now();
    }
}

fn marker(queue: &Queue, wait: &[&Event]) -> Event {
    let wait: Vec<_> = wait.iter().map(|event| event.0).collect();
    let list = if wait.is_empty() {
        ptr::null()
    } else {
        wait.as_ptr()
    };
    let mut event = ptr::null_mut();
    check(
        cl!(clEnqueueMarkerWithWaitList(
            queue.0,
            wait.len() as u32,
            list,
            &raw mut event
        )),
        "marker",
    );
    Event(event)
}

fn user_events() {
    let (context, device) = Context::first();
    let queue = context.queue(device);
    let gate = Event::user(&context);
    assert_eq!(
        (gate.status(), gate.command_type()),
        (CL_SUBMITTED, CL_COMMAND_USER)
    );
    let waiting = marker(&queue, &[&gate]);
    queue.flush();
    std::thread::sleep(Duration::from_millis(20));
    assert!(waiting.status() > CL_COMPLETE);
    expect(&[
        (
            "running",
            cl!(clSetUserEventStatus(gate.0, CL_RUNNING)),
            CL_INVALID_VALUE,
        ),
        (
            "not a user event",
            cl!(clSetUserEventStatus(waiting.0, CL_COMPLETE)),
            CL_INVALID_EVENT,
        ),
        (
            "set",
            cl!(clSetUserEventStatus(gate.0, CL_COMPLETE)),
            CL_SUCCESS,
        ),
        (
            "set again",
            cl!(clSetUserEventStatus(gate.0, CL_COMPLETE)),
            CL_INVALID_OPERATION,
        ),
    ]);
    assert_eq!(waiting.wait(), CL_SUCCESS);
}

static CALLS: Mutex<Vec<(usize, cl_int)>> = Mutex::new(Vec::new());

unsafe extern "C" fn called(event: cl_event, status: cl_int, data: *mut c_void) {
    // The runtime's functions may be called here.
    let mut count = 0_u32;
    let size = size_of::<u32>();
    let value = (&raw mut count).cast();
    cl!(clGetEventInfo(
        event,
        CL_EVENT_REFERENCE_COUNT,
        size,
        value,
        ptr::null_mut()
    ));
    CALLS
        .lock()
        .expect("no callback panics")
        .push((data.addr(), status));
}

fn callbacks() {
    let (context, device) = Context::first();
    let queue = context.queue(device);
    let gate = Event::user(&context);
    let event = marker(&queue, &[&gate]);
    for (number, status) in [(1, CL_SUBMITTED), (2, CL_RUNNING), (3, CL_COMPLETE)] {
        let data = ptr::without_provenance_mut(number);
        check(
            cl!(clSetEventCallback(event.0, status, Some(called), data)),
            "clSetEventCallback",
        );
    }
    expect(&[
        (
            "no function",
            cl!(clSetEventCallback(
                event.0,
                CL_COMPLETE,
                None,
                ptr::null_mut()
            )),
            CL_INVALID_VALUE,
        ),
        (
            "queued",
            cl!(clSetEventCallback(
                event.0,
                CL_QUEUED,
                Some(called),
                ptr::null_mut()
            )),
            CL_INVALID_VALUE,
        ),
    ]);
    queue.flush();
    gate.set(CL_COMPLETE);
    until("three callbacks", || {
        CALLS.lock().expect("no callback panics").len() == 3
    });
    let mut calls = CALLS.lock().expect("no callback panics").clone();
    calls.sort_unstable();
    assert_eq!(
        calls,
        [(1, CL_SUBMITTED), (2, CL_RUNNING), (3, CL_COMPLETE)]
    );
    // On a complete event a callback comes at once, also for a failed one, with its status.
    let failed = Event::user(&context);
    failed.set(-77);
    let data = ptr::without_provenance_mut(4);
    check(
        cl!(clSetEventCallback(
            failed.0,
            CL_COMPLETE,
            Some(called),
            data
        )),
        "clSetEventCallback",
    );
    until("a callback of a failure", || {
        CALLS
            .lock()
            .expect("no callback panics")
            .contains(&(4, -77))
    });
}

fn profiling() {
    let lab = Lab::new();
    let queue = Queue::new(&lab.context, lab.device, CL_QUEUE_PROFILING_ENABLE);
    let program = lab
        .context
        .build("kernel void k(global int *a) { a[get_global_id(0)] = 1; }");
    let kernel = program.kernel("k");
    let buffer = lab.context.buffer(0, 4096, ptr::null_mut());
    kernel.arg_buffer(0, &buffer);
    let events: Vec<Event> = (0..10)
        .map(|_| queue.launch(&kernel, &[1024], &[]))
        .collect();
    queue.finish();
    let names = [
        CL_PROFILING_COMMAND_QUEUED,
        CL_PROFILING_COMMAND_SUBMIT,
        CL_PROFILING_COMMAND_START,
        CL_PROFILING_COMMAND_END,
        CL_PROFILING_COMMAND_COMPLETE,
    ];
    let mut end = 0;
    for event in &events {
        let times = names.map(|name| event.time(name));
        assert!(times.is_sorted(), "{times:?}");
        assert!(
            times[2] >= end,
            "an in-order queue runs one command after the other"
        );
        end = times[3];
    }
    let mut value = 0_u64;
    let plain = lab.queue.launch(&kernel, &[1], &[]);
    let code = cl!(clGetEventProfilingInfo(
        plain.0,
        names[0],
        8,
        (&raw mut value).cast(),
        ptr::null_mut()
    ));
    assert_eq!(code, CL_PROFILING_INFO_NOT_AVAILABLE);
    lab.queue.finish();
}

fn failures() {
    let lab = Lab::new();
    let queue = Queue::new(
        &lab.context,
        lab.device,
        CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE,
    );
    let program = lab
        .context
        .build("kernel void k(global int *a) { a[get_global_id(0)] = 1; }");
    let kernel = program.kernel("k");
    let buffer = lab.buffer(&[5_i32; 16]);
    kernel.arg_buffer(0, &buffer);
    let gate = Event::user(&lab.context);
    let first = queue.launch_after(&kernel, &[], &[16], &[], &[&gate]);
    let second = queue.launch_after(&kernel, &[], &[16], &[], &[&first]);
    gate.set(-42);
    let broken = CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST;
    assert_eq!((first.wait(), second.wait()), (broken, broken));
    assert!(first.status() < 0 && second.status() < 0);
    assert_eq!(
        lab.queue.read::<i32>(&buffer, 16),
        [5; 16],
        "terminated commands did not run"
    );
    queue.finish();
    let fine = queue.launch(&kernel, &[16], &[]);
    assert_eq!(fine.wait(), CL_SUCCESS, "the queue goes on");
}

fn markers() {
    let lab = Lab::new();
    let queue = Queue::new(
        &lab.context,
        lab.device,
        CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE,
    );
    let gate = Event::user(&lab.context);
    let held = marker(&queue, &[&gate]);
    let all = marker(&queue, &[]);
    let mut event = ptr::null_mut();
    check(
        cl!(clEnqueueBarrierWithWaitList(
            queue.0,
            0,
            ptr::null(),
            &raw mut event
        )),
        "barrier",
    );
    let barrier = Event(event);
    let after = marker(&queue, &[]);
    let free = Event::user(&lab.context);
    free.set(CL_COMPLETE);
    queue.flush();
    std::thread::sleep(Duration::from_millis(20));
    assert!(
        [&held, &all, &barrier, &after]
            .iter()
            .all(|event| event.status() > CL_COMPLETE)
    );
    gate.set(CL_COMPLETE);
    assert_eq!(after.wait(), CL_SUCCESS);
    assert!(
        [&held, &all, &barrier]
            .iter()
            .all(|event| event.status() == CL_COMPLETE)
    );
    assert_eq!(
        (all.command_type(), barrier.command_type()),
        (CL_COMMAND_MARKER, CL_COMMAND_BARRIER)
    );
}

/// "clFlush only guarantees that all queued commands to command_queue will eventually be submitted to the appropriate device": the host does
/// nothing for them, but looks at memory that it shares with the kernels.
fn flush_alone() {
    let lab = Lab::new();
    let program = lab.context.build(
        "kernel void k(global atomic_int *count) {
             atomic_fetch_add_explicit(count, 1, memory_order_release, memory_scope_all_svm_devices);
         }",
    );
    let kernel = program.kernel("k");
    let flags = CL_MEM_READ_WRITE | CL_MEM_SVM_FINE_GRAIN_BUFFER | CL_MEM_SVM_ATOMICS;
    let count: Svm<i32> = lab.context.svm(flags, 1);
    count.set(0, 0);
    kernel.arg_svm(0, &count);
    // SAFETY: a live, aligned element of fine-grained SVM with atomics.
    let seen = unsafe { AtomicI32::from_ptr(count.at(0)) };
    for (round, properties) in (1..).zip([0, CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE, 0]) {
        let queue = Queue::new(&lab.context, lab.device, properties);
        for _ in 0..500 {
            queue.launch(&kernel, &[1], &[1]);
        }
        queue.flush();
        until("the kernels run without being waited for", || {
            seen.load(Ordering::Acquire) == round * 500
        });
        queue.finish();
    }
}

fn errors() {
    let (context, device) = Context::first();
    let queue = context.queue(device);
    let other = Context::new(&[device]);
    let (here, there) = (Event::user(&context), Event::user(&other));
    let both = [here.0, there.0];
    let null = [ptr::null_mut()];
    let mut event = ptr::null_mut();
    let out = &raw mut event;
    expect(&[
        (
            "no events",
            cl!(clWaitForEvents(0, both.as_ptr())),
            CL_INVALID_VALUE,
        ),
        (
            "no list",
            cl!(clWaitForEvents(1, ptr::null())),
            CL_INVALID_VALUE,
        ),
        (
            "NULL event",
            cl!(clWaitForEvents(1, null.as_ptr())),
            CL_INVALID_EVENT,
        ),
        (
            "two contexts",
            cl!(clWaitForEvents(2, both.as_ptr())),
            CL_INVALID_CONTEXT,
        ),
        (
            "foreign event",
            cl!(clEnqueueMarkerWithWaitList(
                queue.0,
                1,
                &raw const there.0,
                out
            )),
            CL_INVALID_CONTEXT,
        ),
        (
            "NULL in the list",
            cl!(clEnqueueMarkerWithWaitList(queue.0, 1, null.as_ptr(), out)),
            CL_INVALID_EVENT_WAIT_LIST,
        ),
        (
            "list without count",
            cl!(clEnqueueMarkerWithWaitList(queue.0, 0, both.as_ptr(), out)),
            CL_INVALID_EVENT_WAIT_LIST,
        ),
    ]);
    [here, there]
        .iter()
        .for_each(|event| event.set(CL_COMPLETE));
}

/// The application drops its handles before, while and after commands run.
fn release_orders() {
    for round in 0..50 {
        let lab = Lab::new();
        let program = lab
            .context
            .build("kernel void k(global int *a) { a[get_global_id(0)] = 1; }");
        let kernel = program.kernel("k");
        let buffer = lab.context.buffer(0, 4096, ptr::null_mut());
        kernel.arg_buffer(0, &buffer);
        let gate = Event::user(&lab.context);
        let event = lab.queue.launch_after(&kernel, &[], &[1024], &[], &[&gate]);
        if round % 2 == 0 {
            drop((kernel, program, buffer));
            gate.set(CL_COMPLETE);
            drop(gate);
            assert_eq!(event.wait(), CL_SUCCESS);
        } else {
            gate.set(CL_COMPLETE);
            lab.queue.flush();
            drop((event, gate, buffer, kernel, program));
            drop(lab);
        }
    }
}

unsafe extern "C" fn double(arguments: *mut c_void) {
    // SAFETY: the driver passes a copy of the block below with the buffer's address patched in.
    unsafe {
        let block = arguments.cast::<(*mut i32, usize)>().read_unaligned();
        for index in 0..block.1 {
            *block.0.add(index) *= 2;
        }
    }
}

fn native() {
    let lab = Lab::new();
    let capabilities = lab
        .device
        .info::<cl_device_exec_capabilities>(CL_DEVICE_EXECUTION_CAPABILITIES);
    assert!(
        capabilities & CL_EXEC_NATIVE_KERNEL != 0,
        "a CPU device runs native kernels"
    );
    let buffer = lab.buffer(&[3_i32, 4, 5]);
    let mut block: (*mut i32, usize) = (ptr::null_mut(), 3);
    let mut place: *const c_void = (&raw const block.0).cast();
    let arguments = (&raw mut block).cast();
    let code = cl!(clEnqueueNativeKernel(
        lab.queue.0,
        Some(double),
        arguments,
        size_of_val(&block),
        1,
        &raw const buffer.0,
        &raw mut place,
        0,
        ptr::null(),
        ptr::null_mut()
    ));
    check(code, "clEnqueueNativeKernel");
    assert_eq!(lab.queue.read::<i32>(&buffer, 3), [6, 8, 10]);
    let none = ptr::null_mut();
    let refuse = cl!(clEnqueueNativeKernel(
        lab.queue.0,
        None,
        none,
        0,
        0,
        ptr::null(),
        ptr::null_mut(),
        0,
        ptr::null(),
        none.cast()
    ));
    assert_eq!(refuse, CL_INVALID_VALUE);
}
