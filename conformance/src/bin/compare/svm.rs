//! SVM allocation.

use crate::metric::{Metric, per_call};
use mirrorcl_conformance::cl;
use mirrorcl_conformance::cl::Context;
use opencl_sys::*;
use std::ffi::c_void;
use std::time::Instant;

pub(crate) fn metrics() -> Vec<Metric> {
    vec![
        Metric::new("svm/alloc+free 64 B", || pair(64, 0, false)),
        Metric::new("svm/alloc+free 4 KiB", || pair(4096, 0, false)),
        Metric::new("svm/alloc+free 1 MiB", || pair(1 << 20, 0, false)),
        Metric::new("svm/alloc+free 256 MiB", || pair(256 << 20, 0, false)),
        Metric::new("svm/alloc+touch+free 64 B", || pair(64, 0, true)),
        Metric::new("svm/alloc+touch+free 4 KiB", || pair(4096, 0, true)),
        Metric::new("svm/alloc+touch+free 1 MiB", || pair(1 << 20, 0, true)),
        Metric::new("svm/alloc+touch+free 256 MiB", || pair(256 << 20, 0, true)),
        Metric::new("svm/alloc+free 64 B, 1k live", || pair(64, 1000, false)),
        Metric::new("svm/alloc+free 64 B, 100k live", || {
            pair(64, 100_000, false)
        }),
        Metric::new("svm/alloc+free 4 KiB, 1k live", || pair(4096, 1000, false)),
        Metric::new("svm/alloc+free 4 KiB, 100k live", || {
            pair(4096, 100_000, false)
        }),
        Metric::new("svm/alloc+free 1 MiB, 1k live", || {
            pair(1 << 20, 1000, false)
        }),
        Metric::new("svm/alloc+free 1 MiB, 100k live", || {
            pair(1 << 20, 100_000, false)
        }),
        Metric::new("svm/alloc+free 256 MiB, 1k live", || {
            pair(256 << 20, 1000, false)
        }),
        Metric::new("svm/alloc+free 256 MiB, 100k live", || {
            pair(256 << 20, 100_000, false)
        }),
        Metric::new("svm/alloc+touch+free 4 KiB, 100k live", || {
            pair(4096, 100_000, true)
        }),
        Metric::new("svm/alloc+touch+free 1 MiB, 100k live", || {
            pair(1 << 20, 100_000, true)
        }),
        Metric::new("svm/alloc+touch+free 256 MiB, 1k live", || {
            pair(256 << 20, 1000, true)
        }),
        Metric::new("svm/alloc+free 64 B, 4 threads", || threads(64, 0, false)),
        Metric::new("svm/alloc+free 4 KiB, 4 threads", || {
            threads(4096, 0, false)
        }),
        Metric::new("svm/alloc+free 1 MiB, 4 threads", || {
            threads(1 << 20, 0, false)
        }),
        Metric::new("svm/alloc+free 256 MiB, 4 threads", || {
            threads(256 << 20, 0, false)
        }),
        Metric::new("svm/alloc+touch+free 64 B, 4 threads", || {
            threads(64, 0, true)
        }),
        Metric::new("svm/alloc+touch+free 1 MiB, 4 threads", || {
            threads(1 << 20, 0, true)
        }),
        Metric::new("svm/alloc+free 64 B, 100k live, 4 threads", || {
            threads(64, 100_000, false)
        }),
        Metric::new("svm/alloc+free 1 MiB, 100k live, 4 threads", || {
            threads(1 << 20, 100_000, false)
        }),
    ]
}

fn alloc(context: cl_context, size: usize) -> *mut c_void {
    let memory = cl!(clSVMAlloc(context, CL_MEM_READ_WRITE, size, 0));
    assert!(!memory.is_null());
    memory
}

fn touch(memory: *mut c_void, size: usize) {
    for page in (0..size).step_by(4096) {
        // SAFETY: inside the allocation that the caller just made.
        unsafe { memory.cast::<u8>().add(page).write_volatile(1) };
    }
}

/// Nanoseconds of an allocation and its end, beside so many live ones of the same size, at most of a page.
fn pair(size: usize, live: usize, touched: bool) -> f64 {
    let (context, _) = Context::first();
    let kept: Vec<_> = (0..live)
        .map(|_| alloc(context.0, size.min(4096)))
        .collect();
    let time = per_call(|| {
        let memory = alloc(context.0, size);
        if touched {
            touch(memory, size);
        }
        cl!(clSVMFree(context.0, memory));
    });
    kept.into_iter()
        .for_each(|memory| cl!(clSVMFree(context.0, memory)));
    time
}

/// Nanoseconds of wall time per operation of each of four threads, beside so many live allocations.
fn threads(size: usize, live: usize, touched: bool) -> f64 {
    const THREADS: usize = 4;
    // Fewer where some drivers make many pages anew each time, or search among all live ones.
    let pairs = match (touched && size > 4096, live) {
        (true, _) => 2_000,
        (false, 0) => 20_000,
        (false, _) => 200,
    };
    let (context, _) = Context::first();
    let kept: Vec<_> = (0..live)
        .map(|_| alloc(context.0, size.min(4096)))
        .collect();
    let handle = context.0.expose_provenance();
    let started = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(move || {
                let context = std::ptr::with_exposed_provenance_mut(handle);
                for _ in 0..pairs {
                    let memory = alloc(context, size);
                    if touched {
                        touch(memory, size);
                    }
                    cl!(clSVMFree(context, memory));
                }
            });
        }
    });
    let time = started.elapsed().as_nanos() as f64 / (THREADS * pairs) as f64;
    kept.into_iter()
        .for_each(|memory| cl!(clSVMFree(context.0, memory)));
    time
}
