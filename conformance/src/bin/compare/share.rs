//! How fast host and kernel see each other's writes through fine-grained SVM, beside two threads of one C program.

use crate::launch::enqueue;
use crate::metric::Metric;
use crate::native;
use libloading::Symbol;
use mirrorcl_conformance::cl::Svm;
use mirrorcl_conformance::lab::Lab;
use opencl_sys::*;
use std::ptr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

pub(crate) fn metrics() -> Vec<Metric> {
    vec![
        Metric::with_native("share/ping-pong host and kernel", kernel::<0>, c::<0>),
        Metric::with_native("share/ping-pong, a line each way", kernel::<32>, c::<32>),
    ]
}

const TRIPS: u32 = 200_000;

/// Elements of the memory that both look at; it begins at a cache line.
const LENGTH: usize = 64;

/// The kernel's side. The host writes odd numbers to element 0 and reads even ones from element `back`.
const KERNEL: &str = "
    kernel void k(volatile global atomic_uint *ball, uint back, uint trips) {
        for (uint i = 0; i < trips; ++i) {
            while (atomic_load_explicit(ball, memory_order_acquire, memory_scope_all_svm_devices) != 2 * i + 1) ;
            atomic_store_explicit(ball + back, 2 * i + 2, memory_order_release, memory_scope_all_svm_devices);
        }
    }";

/// The same as C.
const C: &str = "
    void k(volatile atomic_uint *ball, uint back, uint trips) {
        for (uint i = 0; i < trips; ++i) {
            while (atomic_load_explicit(ball, memory_order_acquire) != 2 * i + 1) ;
            atomic_store_explicit(ball + back, 2 * i + 2, memory_order_release);
        }
    }";

/// The host's side, whoever plays the other: nanoseconds per round trip. The first one, which waits for the other to start, does not
/// count.
fn host(ball: &AtomicU32, back: &AtomicU32) -> f64 {
    let mut started = Instant::now();
    for trip in 0..TRIPS {
        ball.store(2 * trip + 1, Ordering::Release);
        while back.load(Ordering::Acquire) != 2 * trip + 2 {
            std::hint::spin_loop();
        }
        if trip == 0 {
            started = Instant::now();
        }
    }
    started.elapsed().as_nanos() as f64 / f64::from(TRIPS - 1)
}

/// Between a host thread and a running kernel.
fn kernel<const BACK: usize>() -> f64 {
    let lab = Lab::new();
    let kernel = lab.context.build(KERNEL).kernel("k");
    let flags = CL_MEM_READ_WRITE | CL_MEM_SVM_FINE_GRAIN_BUFFER | CL_MEM_SVM_ATOMICS;
    let shared: Svm<u32> = lab.context.svm(flags, LENGTH);
    (0..LENGTH).for_each(|index| shared.set(index, 0));
    kernel.arg_svm(0, &shared);
    kernel.arg(1, BACK as u32).arg(2, TRIPS);
    enqueue(&lab.queue, &kernel, None, ptr::null_mut());
    lab.queue.flush();
    // SAFETY: live, aligned elements of fine-grained SVM with atomics.
    let (ball, back) = unsafe {
        (
            AtomicU32::from_ptr(shared.at(0)),
            AtomicU32::from_ptr(shared.at(BACK)),
        )
    };
    let time = host(ball, back);
    lab.queue.finish();
    time
}

#[repr(align(4096))]
struct Page([AtomicU32; LENGTH]);

/// Between this thread and one that runs C.
fn c<const BACK: usize>() -> f64 {
    let Some(library) = native::compile(C) else {
        return f64::NAN;
    };
    type Function = unsafe extern "C" fn(*mut u32, u32, u32);
    // SAFETY: the source defines `k` with this type.
    let function: Symbol<'_, Function> =
        unsafe { library.get(b"k\0") }.expect("the source defines k");
    let shared = Box::new(Page([const { AtomicU32::new(0) }; LENGTH]));
    std::thread::scope(|scope| {
        // SAFETY: the function reads and writes the two elements, atomically.
        scope.spawn(|| unsafe { function(shared.0[0].as_ptr(), BACK as u32, TRIPS) });
        host(&shared.0[0], &shared.0[BACK])
    })
}
