//! Who may wait for whom, spinning on fine-grained SVM: what docs/execution.md announces. A case that hangs is ended by the runner.

use crate::case::Case;
use mirrorcl_conformance::cl::{Event, Kernel, Queue, Svm};
use mirrorcl_conformance::lab::Lab;
use opencl_sys::*;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::time::{Duration, Instant};

pub(super) fn cases() -> Vec<Case> {
    let kernels = Case::new("api::kernels_wait_for_each_other", kernels);
    let host_turns = Case::new("api::kernels_wait_for_the_host", host);
    vec![
        Case::new("api::kernels_wait_for_the_host", host),
        host_turns.on("cu=1"),
        Case::new("api::a_kernel_waits_for_another_queues_copy", copies).on("cu=1"),
        Case::new("api::a_thread_waits_while_another_enqueues", overlapping),
        kernels.on("cu=2"),
        kernels.on("cu=5"),
        Case::new("api::work_groups_wait_for_those_before", groups),
        Case::new("api::work_groups_wait_for_those_before", groups).on("cu=4"),
    ]
}

/// `trips` times: says so in `mine`, and waits until `theirs` says the same.
const MEET: &str = "
    kernel void meet(volatile global atomic_int *mine, volatile global atomic_int *theirs, int trips) {
        for (int i = 1; i <= trips; ++i) {
            atomic_store_explicit(mine, i, memory_order_release, memory_scope_all_svm_devices);
            while (atomic_load_explicit(theirs, memory_order_acquire, memory_scope_all_svm_devices) < i) ;
        }
    }";

const SHARED: cl_svm_mem_flags =
    CL_MEM_READ_WRITE | CL_MEM_SVM_FINE_GRAIN_BUFFER | CL_MEM_SVM_ATOMICS;

/// Elements apart, so that each has a cache line.
const LINE: usize = 16;

fn shared(lab: &Lab, lines: usize) -> Svm<i32> {
    let shared = lab.context.svm(SHARED, lines * LINE);
    (0..lines * LINE).for_each(|index| shared.set(index, 0));
    shared
}

fn atomic(shared: &Svm<i32>, line: usize) -> &AtomicI32 {
    // SAFETY: a live, aligned element of fine-grained SVM with atomics.
    unsafe { AtomicI32::from_ptr(shared.at(line * LINE)) }
}

fn until(what: &str, done: impl Fn() -> bool) {
    let started = Instant::now();
    while !done() {
        assert!(started.elapsed() < Duration::from_secs(60), "{what}");
        std::hint::spin_loop();
    }
}

/// Launches that are over at once, so that the driver knows the kernel as a small one.
fn warm(queue: &Queue, launch: impl Fn() -> Event) {
    for _ in 0..50 {
        launch();
    }
    queue.finish();
}

fn set(kernel: &Kernel, shared: &Svm<i32>, mine: usize, theirs: usize, trips: i32) {
    kernel.arg_pointer(0, shared.at(mine * LINE).cast_const().cast());
    kernel.arg_pointer(1, shared.at(theirs * LINE).cast_const().cast());
    kernel.arg(2, trips);
}

/// The host's part of [`MEET`].
fn meet(shared: &Svm<i32>, trips: i32) {
    for trip in 1..=trips {
        until("the kernel runs", || {
            atomic(shared, 0).load(Ordering::Acquire) >= trip
        });
        atomic(shared, 1).store(trip, Ordering::Release);
    }
}

/// Host and kernel in turn; a new kernel and one that is known to be small, behind clFlush, and while another host thread waits for it.
fn host() {
    const TRIPS: i32 = 300;
    let lab = Lab::new();
    for properties in [0, CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE] {
        let kernel = lab.context.build(MEET).kernel("meet");
        let queue = Queue::new(&lab.context, lab.device, properties);
        for round in 0..4 {
            let shared = shared(&lab, 2);
            set(&kernel, &shared, 0, 1, TRIPS);
            let event = queue.launch(&kernel, &[1], &[1]);
            if round % 2 == 0 {
                queue.flush();
                meet(&shared, TRIPS);
                assert_eq!(event.wait(), CL_SUCCESS);
            } else {
                std::thread::scope(|scope| {
                    let handle = event.0.expose_provenance();
                    let waiter = scope.spawn(move || {
                        // The event stays the other's.
                        let event = std::ptr::with_exposed_provenance_mut(handle);
                        std::mem::ManuallyDrop::new(Event(event)).wait()
                    });
                    meet(&shared, TRIPS);
                    assert_eq!(waiter.join().expect("it only waits"), CL_SUCCESS);
                });
            }
            set(&kernel, &shared, 0, 1, 0);
            warm(&queue, || queue.launch(&kernel, &[1], &[1]));
        }
    }
}

/// The only compute unit is taken by a kernel that waits for what a command of another queue writes.
fn copies() {
    let lab = Lab::new();
    let other = lab.context.queue(lab.device);
    let kernel = lab.context.build(MEET).kernel("meet");
    for _ in 0..20 {
        let shared = shared(&lab, 3);
        atomic(&shared, 2).store(1, Ordering::Relaxed);
        set(&kernel, &shared, 0, 1, 1);
        let event = lab.queue.launch(&kernel, &[1], &[1]);
        lab.queue.flush();
        until("the kernel runs", || {
            atomic(&shared, 0).load(Ordering::Acquire) == 1
        });
        let (to, from) = (
            shared.at(LINE).cast(),
            shared.at(2 * LINE).cast_const().cast(),
        );
        let code = mirrorcl_conformance::cl!(clEnqueueSVMMemcpy(
            other.0,
            CL_FALSE,
            to,
            from,
            4,
            0,
            std::ptr::null(),
            std::ptr::null_mut()
        ));
        mirrorcl_conformance::cl::check(code, "clEnqueueSVMMemcpy");
        other.finish();
        assert_eq!(event.wait(), CL_SUCCESS);
    }
}

/// One thread enqueues, without a flush, and waits for what the kernel writes; another calls clFinish all the time. A clFinish that knows
/// of the command runs it, also if the enqueuing call is not over yet.
fn overlapping() {
    let lab = Lab::new();
    let kernel = lab.context.build(MEET).kernel("meet");
    let shared = shared(&lab, 2);
    set(&kernel, &shared, 0, 1, 0);
    warm(&lab.queue, || lab.queue.launch(&kernel, &[1], &[1]));
    let (done, queue) = (AtomicBool::new(false), lab.queue.0.expose_provenance());
    std::thread::scope(|scope| {
        scope.spawn(|| {
            // The queue stays the other's.
            let queue = std::ptr::with_exposed_provenance_mut(queue);
            let queue = std::mem::ManuallyDrop::new(Queue(queue));
            while !done.load(Ordering::Relaxed) {
                queue.finish();
            }
        });
        // Trips count on from 1 in each launch: the kernel need not wait for anybody.
        for trip in 1..=2000 {
            atomic(&shared, 1).store(1, Ordering::Relaxed);
            atomic(&shared, 0).store(0, Ordering::Relaxed);
            set(&kernel, &shared, 0, 1, 1);
            let _event = lab.queue.launch(&kernel, &[1], &[1]);
            until(&format!("launch {trip} runs"), || {
                atomic(&shared, 0).load(Ordering::Acquire) == 1
            });
        }
        done.store(true, Ordering::Relaxed);
    });
}

/// As many kernels as compute units, each on a queue of its own, wait for each other in a ring: new ones and known ones, and all in one
/// queue out of order.
fn kernels() {
    // With fewer processors than compute units each trip takes time slices.
    const TRIPS: i32 = 5;
    let lab = Lab::new();
    let units = lab.device.info::<cl_uint>(CL_DEVICE_MAX_COMPUTE_UNITS) as usize;
    let kernel = lab.context.build(MEET).kernel("meet");
    let out_of_order = CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE;
    let one = Queue::new(&lab.context, lab.device, out_of_order);
    let own: Vec<Queue> = (0..units).map(|_| lab.context.queue(lab.device)).collect();
    for round in 0..6 {
        let shared = shared(&lab, units);
        let queue = |index: usize| if round % 3 == 2 { &one } else { &own[index] };
        let events: Vec<Event> = (0..units)
            .map(|index| {
                set(&kernel, &shared, index, (index + 1) % units, TRIPS);
                queue(index).launch(&kernel, &[1], &[1])
            })
            .collect();
        (0..units).for_each(|index| queue(index).flush());
        for event in &events {
            assert_eq!(event.wait(), CL_SUCCESS);
        }
        set(&kernel, &shared, 0, 0, 1);
        warm(&own[0], || own[0].launch(&kernel, &[1], &[1]));
    }
}

/// Each work-group waits for the one before it, as in scans with look-back.
fn groups() {
    const GROUPS: usize = 3000;
    let lab = Lab::new();
    let source = "
        kernel void chain(volatile global atomic_int *sums, global const int *in) {
            size_t g = get_group_id(0);
            if (get_local_id(0) == 0) {
                int before = 0;
                if (g > 0)
                    while ((before = atomic_load_explicit(&sums[g - 1], memory_order_acquire, memory_scope_device)) == 0) ;
                atomic_store_explicit(&sums[g], before + in[g], memory_order_release, memory_scope_device);
            }
        }";
    let kernel = lab.context.build(source).kernel("chain");
    let input: Vec<i32> = (0..GROUPS as i32).map(|index| 1 + index % 5).collect();
    let expected: Vec<i32> = input
        .iter()
        .scan(0, |sum, value| {
            *sum += value;
            Some(*sum)
        })
        .collect();
    let from = lab.buffer(&input);
    for local in [1, 1, 1, 8, 64] {
        let sums = lab.buffer(&vec![0_i32; GROUPS]);
        kernel.arg_buffer(0, &sums).arg_buffer(1, &from);
        lab.run(&kernel, &[GROUPS * local], &[local]);
        assert_eq!(lab.queue.read::<i32>(&sums, GROUPS), expected);
    }
}
