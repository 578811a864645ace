//! Memory commands: latency of small ones, bandwidth of large ones (as nanoseconds per operation).

use crate::memory;
use crate::metric::{Metric, per_call};
use mirrorcl_conformance::api::API;
use mirrorcl_conformance::cl;
use mirrorcl_conformance::cl::{Svm, check};
use mirrorcl_conformance::lab::Lab;
use opencl_sys::*;
use std::ptr;

const NONE: *const cl_event = ptr::null();
const OUT: *mut cl_event = ptr::null_mut();

/// From what just fits in a core's cache to what no cache has room for.
const SIZES: [usize; 7] = [
    64 << 10,
    256 << 10,
    1 << 20,
    4 << 20,
    16 << 20,
    64 << 20,
    256 << 20,
];

pub(crate) fn metrics() -> Vec<Metric> {
    let mut metrics = vec![
        Metric::new("command/SVM map + unmap 4 KiB", || svm_map(CL_TRUE)),
        Metric::new("command/SVM map + unmap 4 KiB, not blocking", || {
            svm_map(CL_FALSE)
        }),
        Metric::new("command/SVM map + unmap 4 KiB, events", svm_map_events),
        Metric::new("command/SVM map + unmap 4 KiB, work before", svm_map_behind),
        Metric::new("command/SVM copy 64 B", || svm_copy(64)),
        Metric::new("command/SVM copy 4 KiB", || svm_copy(4096)),
        Metric::new("command/SVM fill 64 B", || svm_fill(64)),
        Metric::new("command/SVM migrate", svm_migrate),
        Metric::new("command/buffer map + unmap 4 KiB", buffer_map),
        Metric::new("command/write 4 KiB", || write(4096)),
        Metric::new("command/read 4 KiB", || read(4096)),
    ];
    type Way = fn(usize) -> f64;
    let ways: [(&str, Way, Way); 6] = [
        ("SVM copy", svm_copy, memory::copy),
        ("SVM fill", svm_fill, memory::fill),
        ("write", write, memory::copy),
        ("read", read, memory::copy),
        ("copy buffer", copy, memory::copy),
        ("fill buffer", fill, memory::fill),
    ];
    for (what, run, native) in ways {
        metrics.extend(SIZES.map(|size| Metric::moves(what, size, run, native)));
    }
    let rectangles: [(&str, Way); 4] = [
        ("copy rectangle, rows of 256 B,", |size| {
            copy_rect(size, 256)
        }),
        ("copy rectangle, rows of 4 KiB,", |size| {
            copy_rect(size, 4096)
        }),
        ("read rectangle, rows of 4 KiB,", |size| {
            host_rect(size, false)
        }),
        ("write rectangle, rows of 4 KiB,", |size| {
            host_rect(size, true)
        }),
    ];
    for (what, run) in rectangles {
        let sizes = [64 << 10, 1 << 20, 64 << 20];
        metrics.extend(sizes.map(|size| Metric::moves(what, size, run, memory::copy)));
    }
    metrics
}

/// Pairs of a map and an unmap of 4 KiB, without events. The functions are looked up once, as a C program's linker does: the calls take no
/// longer than looking them up.
struct MapPairs {
    lab: Lab,
    svm: Svm<u8>,
}

impl MapPairs {
    fn new() -> Self {
        let lab = Lab::new();
        let svm = lab.context.svm(CL_MEM_READ_WRITE, 4096);
        Self { lab, svm }
    }

    fn one(&self, blocking: cl_bool) -> impl Fn() + use<> {
        let (map, unmap) = (API.clEnqueueSVMMap, API.clEnqueueSVMUnmap);
        let (map, unmap) = map.zip(unmap).expect("the loader has OpenCL 2.0");
        let queue = self.lab.queue.0;
        let (start, size) = (self.svm.as_ptr().cast(), self.svm.size());
        let flags = CL_MAP_READ | CL_MAP_WRITE;
        move || {
            // SAFETY: the queue and the allocation of its context live as long as the pairs.
            let mapped = unsafe { map(queue, blocking, flags, start, size, 0, NONE, OUT) };
            // SAFETY: as above.
            let unmapped = unsafe { unmap(queue, start, 0, NONE, OUT) };
            check(mapped | unmapped, "map and unmap");
        }
    }
}

fn svm_map(blocking: cl_bool) -> f64 {
    let pairs = MapPairs::new();
    per_call(pairs.one(blocking))
}

fn map_later(lab: &Lab, svm: &Svm<u8>, event: *mut cl_event) {
    let flags = CL_MAP_READ | CL_MAP_WRITE;
    let (start, size) = (svm.as_ptr().cast(), svm.size());
    check(
        cl!(clEnqueueSVMMap(
            lab.queue.0,
            CL_FALSE,
            flags,
            start,
            size,
            0,
            NONE,
            event
        )),
        "map",
    );
}

/// Both with events that are waited for and released.
fn svm_map_events() -> f64 {
    let lab = Lab::new();
    let svm: Svm<u8> = lab.context.svm(CL_MEM_READ_WRITE, 4096);
    let wait = |event: cl_event| {
        check(cl!(clWaitForEvents(1, &raw const event)), "wait");
        check(cl!(clReleaseEvent(event)), "release");
    };
    per_call(|| {
        let mut event = ptr::null_mut();
        map_later(&lab, &svm, &raw mut event);
        wait(event);
        let start = svm.as_ptr().cast();
        check(
            cl!(clEnqueueSVMUnmap(
                lab.queue.0,
                start,
                0,
                NONE,
                &raw mut event
            )),
            "unmap",
        );
        wait(event);
    })
}

/// Pairs without events behind a command that has not begun.
fn svm_map_behind() -> f64 {
    const PAIRS: usize = 1000;
    let pairs = MapPairs::new();
    let one = pairs.one(CL_FALSE);
    let lab = &pairs.lab;
    let time = per_call(|| {
        let mut code = 0;
        let gate = cl!(clCreateUserEvent(lab.context.0, &raw mut code));
        check(code, "user event");
        let behind = cl!(clEnqueueMarkerWithWaitList(
            lab.queue.0,
            1,
            &raw const gate,
            OUT
        ));
        check(behind, "marker");
        for _ in 0..PAIRS {
            one();
        }
        check(cl!(clSetUserEventStatus(gate, CL_COMPLETE)), "status");
        lab.queue.finish();
        check(cl!(clReleaseEvent(gate)), "release");
    });
    time / PAIRS as f64
}

fn svm_copy(size: usize) -> f64 {
    let lab = Lab::new();
    let (a, b): (Svm<u8>, Svm<u8>) = (lab.context.svm(0, size), lab.context.svm(0, size));
    // Memory that nobody has written is all the same page, and copied faster than any other.
    lab.queue.map(&a);
    (0..size).for_each(|index| a.set(index, index as u8));
    lab.queue.unmap(&a);
    per_call(|| {
        let (to, from) = (b.as_ptr().cast(), a.as_ptr().cast_const().cast());
        check(
            cl!(clEnqueueSVMMemcpy(
                lab.queue.0,
                CL_TRUE,
                to,
                from,
                size,
                0,
                NONE,
                OUT
            )),
            "copy",
        );
    })
}

fn svm_fill(size: usize) -> f64 {
    let lab = Lab::new();
    let svm: Svm<u8> = lab.context.svm(0, size);
    let pattern = 0x0102_0304_u32;
    per_call(|| {
        let (base, pattern) = (svm.as_ptr().cast(), (&raw const pattern).cast());
        check(
            cl!(clEnqueueSVMMemFill(
                lab.queue.0,
                base,
                pattern,
                4,
                size,
                0,
                NONE,
                OUT
            )),
            "fill",
        );
        lab.queue.finish();
    })
}

fn svm_migrate() -> f64 {
    let lab = Lab::new();
    let svm: Svm<u8> = lab.context.svm(0, 4096);
    per_call(|| {
        let mut base = svm.as_ptr().cast_const().cast();
        check(
            cl!(clEnqueueSVMMigrateMem(
                lab.queue.0,
                1,
                &raw mut base,
                ptr::null(),
                0,
                0,
                NONE,
                OUT
            )),
            "migrate",
        );
        lab.queue.finish();
    })
}

fn buffer_map() -> f64 {
    let lab = Lab::new();
    let buffer = lab.buffer(&[0_u8; 4096]);
    per_call(|| {
        let mapped = lab.queue.map_buffer(&buffer, 4096);
        lab.queue.unmap_buffer(&buffer, mapped);
    })
}

fn write(size: usize) -> f64 {
    transfer(size, true)
}

fn read(size: usize) -> f64 {
    transfer(size, false)
}

fn transfer(size: usize, write: bool) -> f64 {
    let lab = Lab::new();
    let mut host = vec![1_u8; size];
    let buffer = lab.buffer(&host);
    per_call(|| {
        let base = host.as_mut_ptr().cast();
        let code = if write {
            cl!(clEnqueueWriteBuffer(
                lab.queue.0,
                buffer.0,
                CL_TRUE,
                0,
                size,
                base,
                0,
                NONE,
                OUT
            ))
        } else {
            cl!(clEnqueueReadBuffer(
                lab.queue.0,
                buffer.0,
                CL_TRUE,
                0,
                size,
                base,
                0,
                NONE,
                OUT
            ))
        };
        check(code, "transfer");
    })
}

fn copy(size: usize) -> f64 {
    let lab = Lab::new();
    let contents = vec![1_u8; size];
    let (a, b) = (lab.buffer(&contents), lab.buffer(&contents));
    per_call(|| {
        check(
            cl!(clEnqueueCopyBuffer(
                lab.queue.0,
                a.0,
                b.0,
                0,
                0,
                size,
                0,
                NONE,
                OUT
            )),
            "copy",
        );
        lab.queue.finish();
    })
}

fn fill(size: usize) -> f64 {
    let lab = Lab::new();
    let buffer = lab.buffer(&vec![1_u8; size]);
    let pattern = 7_u32;
    per_call(|| {
        let pattern = (&raw const pattern).cast();
        check(
            cl!(clEnqueueFillBuffer(
                lab.queue.0,
                buffer.0,
                pattern,
                4,
                0,
                size,
                0,
                NONE,
                OUT
            )),
            "fill",
        );
        lab.queue.finish();
    })
}

/// Bytes between rows that are not copied.
const GAP: usize = 256;

/// Blocking, like [`copy`], of rows with gaps between them on both sides.
fn copy_rect(size: usize, row: usize) -> f64 {
    let lab = Lab::new();
    let contents = vec![1_u8; size / row * (row + GAP)];
    let (a, b) = (lab.buffer(&contents), lab.buffer(&contents));
    let (origin, region) = ([0_usize; 3], [row, size / row, 1]);
    per_call(|| {
        check(
            cl!(clEnqueueCopyBufferRect(
                lab.queue.0,
                a.0,
                b.0,
                origin.as_ptr(),
                origin.as_ptr(),
                region.as_ptr(),
                row + GAP,
                0,
                row + GAP,
                0,
                0,
                NONE,
                OUT
            )),
            "copy rectangle",
        );
        lab.queue.finish();
    })
}

/// Between rows without gaps in the host's memory and rows with them in a buffer.
fn host_rect(size: usize, write: bool) -> f64 {
    const ROW: usize = 4096;
    let lab = Lab::new();
    let mut host = vec![1_u8; size];
    let buffer = lab.buffer(&vec![1_u8; size / ROW * (ROW + GAP)]);
    let (origin, region) = ([0_usize; 3], [ROW, size / ROW, 1]);
    per_call(|| {
        let base = host.as_mut_ptr().cast();
        let (queue, at, region) = (lab.queue.0, origin.as_ptr(), region.as_ptr());
        let pitch = ROW + GAP;
        let code = if write {
            cl!(clEnqueueWriteBufferRect(
                queue, buffer.0, CL_TRUE, at, at, region, pitch, 0, ROW, 0, base, 0, NONE, OUT
            ))
        } else {
            cl!(clEnqueueReadBufferRect(
                queue, buffer.0, CL_TRUE, at, at, region, pitch, 0, ROW, 0, base, 0, NONE, OUT
            ))
        };
        check(code, "transfer of a rectangle");
    })
}
