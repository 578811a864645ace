//! Launches, queues, events.

use crate::metric::{Metric, per_call};
use mirrorcl_conformance::cl;
use mirrorcl_conformance::cl::{CommandBuffer, Event, Kernel, Queue, Svm, check};
use mirrorcl_conformance::ext;
use mirrorcl_conformance::lab::Lab;
use opencl_sys::*;
use std::ffi::c_void;
use std::mem::ManuallyDrop;
use std::ptr;
use std::sync::Barrier;
use std::time::Instant;

pub(crate) fn metrics() -> Vec<Metric> {
    vec![
        Metric::new("launch/empty kernel + clFinish", empty_finish),
        Metric::new("launch/1000 tiny kernels, each", || batch(0, 1000)),
        Metric::new("launch/1000 tiny kernels in a command buffer, each", replay),
        Metric::new("launch/enqueue of a command buffer of 1000", replay_enqueue),
        Metric::new("launch/1000 chained out of order, each", chained),
        Metric::new("launch/1000 markers, each", markers),
        Metric::new("launch/100 barriers, each", barriers),
        Metric::new("launch/user event to completion", user_event),
        Metric::new("launch/empty + finish, 100k live SVM", || live(100_000)),
        Metric::new("launch/empty + finish, 1000 SVM_PTRS", pointers),
        Metric::new("launch/clFinish on an idle queue", idle_finish),
        Metric::new("object/clSetKernelArg int", || arguments(0)),
        Metric::new("object/clSetKernelArg buffer", || arguments(1)),
        Metric::new("object/clSetKernelArgSVMPointer", || arguments(2)),
        Metric::new("object/event status", event_status),
        Metric::new("object/create + release user event", create_event),
        Metric::new("object/create + release kernel", create_kernel),
        Metric::new("object/create + release queue", create_queue),
        Metric::new("object/create + release buffer 1 MiB", create_buffer),
        Metric::new("launch/1 thread on 1 queue, each", || many_queues(1)),
        Metric::new("launch/2 threads on 2 queues, each", || many_queues(2)),
        Metric::new("launch/8 threads on 8 queues, each", || many_queues(8)),
    ]
}

const EMPTY: &str = "kernel void k(global int *a, int v) {}";

/// A lab with the empty kernel, its arguments set.
fn empty() -> (Lab, Kernel) {
    let lab = Lab::new();
    let kernel = lab.context.build(EMPTY).kernel("k");
    kernel.arg(0, ptr::null::<c_void>()).arg(1, 0_i32);
    (lab, kernel)
}

pub(crate) fn enqueue(queue: &Queue, kernel: &Kernel, wait: Option<&Event>, event: *mut cl_event) {
    let (count, list) = wait.map_or((0, ptr::null()), |event| (1, &raw const event.0));
    let one = [1_usize];
    let code = cl!(clEnqueueNDRangeKernel(
        queue.0,
        kernel.0,
        1,
        ptr::null(),
        one.as_ptr(),
        one.as_ptr(),
        count,
        list,
        event
    ));
    check(code, "clEnqueueNDRangeKernel");
}

fn empty_finish() -> f64 {
    let (lab, kernel) = empty();
    per_call(|| {
        enqueue(&lab.queue, &kernel, None, ptr::null_mut());
        lab.queue.finish();
    })
}

fn batch(properties: cl_command_queue_properties, count: usize) -> f64 {
    let (lab, kernel) = empty();
    let queue = Queue::new(&lab.context, lab.device, properties);
    per_call(|| {
        (0..count).for_each(|_| enqueue(&queue, &kernel, None, ptr::null_mut()));
        queue.finish();
    }) / count as f64
}

/// A finalised command buffer of 1000 empty kernels; nothing where the driver has no (recent) command buffers.
fn recorded(lab: &Lab, kernel: &Kernel) -> Option<CommandBuffer> {
    // Before 0.9.5 the recording functions had other parameters. An entry is a cl_name_version: a version and 64 characters.
    let versions = cl::info_vec::<[cl_uint; 17]>(|size, value, ret| {
        let name = CL_DEVICE_EXTENSIONS_WITH_VERSION;
        cl!(clGetDeviceInfo(lab.device.0, name, size, value, ret))
    });
    let recent = versions.iter().any(|[version, name @ ..]| {
        let name: Vec<u8> = name.iter().flat_map(|word| word.to_le_bytes()).collect();
        name.starts_with(b"cl_khr_command_buffer\0") && *version >= make_version(0, 9, 5)
    });
    if !recent {
        return None;
    }
    let buffer = CommandBuffer::new(&lab.queue, &[]);
    (0..1000).for_each(|_| {
        let one = [1_usize];
        let code = ext!(clCommandNDRangeKernelKHR(
            buffer.0,
            ptr::null_mut(),
            ptr::null(),
            kernel.0,
            1,
            ptr::null(),
            one.as_ptr(),
            one.as_ptr(),
            0,
            ptr::null(),
            ptr::null_mut(),
            ptr::null_mut()
        ));
        check(code, "clCommandNDRangeKernelKHR");
    });
    buffer.finalize();
    Some(buffer)
}

fn replay() -> f64 {
    let (lab, kernel) = empty();
    let Some(buffer) = recorded(&lab, &kernel) else {
        return f64::NAN;
    };
    per_call(|| {
        drop(buffer.enqueue(&[]));
        lab.queue.finish();
    }) / 1000.0
}

/// The enqueuing call alone: what the host's thread pays before it goes on.
fn replay_enqueue() -> f64 {
    let (lab, kernel) = empty();
    let Some(buffer) = recorded(&lab, &kernel) else {
        return f64::NAN;
    };
    let mut best = f64::INFINITY;
    for _ in 0..200 {
        let started = Instant::now();
        let event = buffer.enqueue(&[]);
        best = best.min(started.elapsed().as_nanos() as f64);
        check(event.wait(), "clWaitForEvents");
    }
    best
}

fn chained() -> f64 {
    let (lab, kernel) = empty();
    let queue = Queue::new(
        &lab.context,
        lab.device,
        CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE,
    );
    per_call(|| {
        let mut last: Option<Event> = None;
        for _ in 0..1000 {
            let mut event = ptr::null_mut();
            enqueue(&queue, &kernel, last.as_ref(), &raw mut event);
            last = Some(Event(event));
        }
        queue.finish();
    }) / 1000.0
}

fn markers() -> f64 {
    let (lab, _) = empty();
    per_call(|| {
        for _ in 0..1000 {
            check(
                cl!(clEnqueueMarkerWithWaitList(
                    lab.queue.0,
                    0,
                    ptr::null(),
                    ptr::null_mut()
                )),
                "marker",
            );
        }
        lab.queue.finish();
    }) / 1000.0
}

fn barriers() -> f64 {
    let (lab, _) = empty();
    per_call(|| {
        for _ in 0..100 {
            check(
                cl!(clEnqueueBarrierWithWaitList(
                    lab.queue.0,
                    0,
                    ptr::null(),
                    ptr::null_mut()
                )),
                "barrier",
            );
        }
        lab.queue.finish();
    }) / 100.0
}

fn user_event() -> f64 {
    let (lab, kernel) = empty();
    per_call(|| {
        let gate = Event::user(&lab.context);
        let mut event = ptr::null_mut();
        enqueue(&lab.queue, &kernel, Some(&gate), &raw mut event);
        let event = Event(event);
        gate.set(CL_COMPLETE);
        check(event.wait(), "clWaitForEvents");
    })
}

fn live(count: usize) -> f64 {
    let (lab, kernel) = empty();
    let kept: Vec<Svm<u8>> = (0..count)
        .map(|_| lab.context.svm(CL_MEM_READ_WRITE, 256))
        .collect();
    let time = per_call(|| {
        enqueue(&lab.queue, &kernel, None, ptr::null_mut());
        lab.queue.finish();
    });
    drop(kept);
    time
}

fn pointers() -> f64 {
    let (lab, kernel) = empty();
    let kept: Vec<Svm<u8>> = (0..1000)
        .map(|_| lab.context.svm(CL_MEM_READ_WRITE, 256))
        .collect();
    let list: Vec<*const c_void> = kept
        .iter()
        .map(|svm| svm.as_ptr().cast_const().cast())
        .collect();
    check(kernel.svm_pointers(&list), "clSetKernelExecInfo");
    per_call(|| {
        enqueue(&lab.queue, &kernel, None, ptr::null_mut());
        lab.queue.finish();
    })
}

fn idle_finish() -> f64 {
    let lab = Lab::new();
    per_call(|| lab.queue.finish())
}

fn arguments(which: u32) -> f64 {
    let (lab, kernel) = empty();
    let buffer = lab.buffer(&[0_i32; 16]);
    let svm: Svm<i32> = lab.context.svm(CL_MEM_READ_WRITE, 16);
    match which {
        0 => per_call(|| {
            kernel.arg(1, 7_i32);
        }),
        1 => per_call(|| {
            kernel.arg_buffer(0, &buffer);
        }),
        _ => per_call(|| {
            kernel.arg_svm(0, &svm);
        }),
    }
}

fn event_status() -> f64 {
    let (lab, kernel) = empty();
    let mut event = ptr::null_mut();
    enqueue(&lab.queue, &kernel, None, &raw mut event);
    let event = Event(event);
    check(event.wait(), "clWaitForEvents");
    per_call(|| assert_eq!(event.status(), CL_COMPLETE))
}

fn create_event() -> f64 {
    let lab = Lab::new();
    per_call(|| Event::user(&lab.context).set(CL_COMPLETE))
}

fn create_kernel() -> f64 {
    let lab = Lab::new();
    let program = lab.context.build(EMPTY);
    per_call(|| drop(program.kernel("k")))
}

fn create_queue() -> f64 {
    let lab = Lab::new();
    per_call(|| drop(lab.context.queue(lab.device)))
}

fn create_buffer() -> f64 {
    let lab = Lab::new();
    per_call(|| {
        drop(
            lab.context
                .buffer(CL_MEM_READ_WRITE, 1 << 20, ptr::null_mut()),
        )
    })
}

/// Launches on as many queues as threads, each with a kernel of its own; the time of all by the number of launches of all.
fn many_queues(threads: usize) -> f64 {
    const LAUNCHES: usize = 2000;
    let (lab, _) = empty();
    let program = lab.context.build(EMPTY);
    let pairs: Vec<(Queue, Kernel)> = (0..threads)
        .map(|_| {
            let kernel = program.kernel("k");
            kernel.arg(0, ptr::null::<c_void>()).arg(1, 0_i32);
            (lab.context.queue(lab.device), kernel)
        })
        .collect();
    let handles: Vec<(usize, usize)> = pairs
        .iter()
        .map(|(queue, kernel)| (queue.0.expose_provenance(), kernel.0.expose_provenance()))
        .collect();
    // The first round's memory is new.
    let round = || {
        let begin = Barrier::new(threads);
        let work = |(queue, kernel)| {
            // The handles stay the owners'.
            let queue = ManuallyDrop::new(Queue(ptr::with_exposed_provenance_mut(queue)));
            let kernel = ManuallyDrop::new(Kernel(ptr::with_exposed_provenance_mut(kernel)));
            begin.wait();
            let started = Instant::now();
            for _ in 0..LAUNCHES {
                enqueue(&queue, &kernel, None, ptr::null_mut());
            }
            queue.finish();
            (started, Instant::now())
        };
        let times: Vec<(Instant, Instant)> = std::thread::scope(|scope| {
            let work = &work;
            let spawned = handles.iter().map(|&pair| scope.spawn(move || work(pair)));
            let spawned: Vec<_> = spawned.collect();
            let joined = spawned.into_iter().map(|thread| thread.join());
            joined.map(|times| times.expect("checked calls")).collect()
        });
        let first = times.iter().map(|times| times.0).min();
        let last = times.iter().map(|times| times.1).max();
        let elapsed = first.zip(last).map(|(first, last)| last - first);
        elapsed.map_or(f64::NAN, |elapsed| elapsed.as_nanos() as f64) / (threads * LAUNCHES) as f64
    };
    (0..10).map(|_| round()).fold(f64::INFINITY, f64::min)
}
