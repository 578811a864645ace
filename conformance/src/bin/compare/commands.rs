//! Memory commands: latency of small ones, bandwidth of large ones (as nanoseconds per operation).

use crate::metric::{Metric, per_call};
use mirrorcl_conformance::cl;
use mirrorcl_conformance::cl::{Svm, check};
use mirrorcl_conformance::lab::Lab;
use opencl_sys::*;
use std::ptr;

const NONE: *const cl_event = ptr::null();
const OUT: *mut cl_event = ptr::null_mut();

pub(crate) fn metrics() -> Vec<Metric> {
    vec![
        Metric::new("command/SVM map + unmap 4 KiB", svm_map),
        Metric::new("command/SVM copy 64 B", || svm_copy(64)),
        Metric::new("command/SVM copy 4 KiB", || svm_copy(4096)),
        Metric::new("command/SVM copy 1 MiB", || svm_copy(1 << 20)),
        Metric::new("command/SVM copy 64 MiB", || svm_copy(64 << 20)),
        Metric::new("command/SVM fill 64 B", || svm_fill(64)),
        Metric::new("command/SVM fill 64 MiB", || svm_fill(64 << 20)),
        Metric::new("command/SVM migrate", svm_migrate),
        Metric::new("command/buffer map + unmap 4 KiB", buffer_map),
        Metric::new("command/write 4 KiB", || transfer(4096, true)),
        Metric::new("command/read 4 KiB", || transfer(4096, false)),
        Metric::new("command/write 1 MiB", || transfer(1 << 20, true)),
        Metric::new("command/read 1 MiB", || transfer(1 << 20, false)),
        Metric::new("command/write 64 MiB", || transfer(64 << 20, true)),
        Metric::new("command/read 64 MiB", || transfer(64 << 20, false)),
        Metric::new("command/copy buffer 1 MiB", || copy(1 << 20)),
        Metric::new("command/copy buffer 64 MiB", || copy(64 << 20)),
        Metric::new("command/fill buffer 64 MiB", || fill(64 << 20)),
    ]
}

fn svm_map() -> f64 {
    let lab = Lab::new();
    let svm: Svm<u8> = lab.context.svm(CL_MEM_READ_WRITE, 4096);
    per_call(|| {
        lab.queue.map(&svm);
        lab.queue.unmap(&svm);
    })
}

fn svm_copy(size: usize) -> f64 {
    let lab = Lab::new();
    let (a, b): (Svm<u8>, Svm<u8>) = (lab.context.svm(0, size), lab.context.svm(0, size));
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
