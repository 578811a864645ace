//! The promise of the driver's name: addresses inside the device's range, equal on both sides.

use mirrorcl_conformance::cl;
use mirrorcl_conformance::cl::{Context, Device, Platform, Svm};
use opencl_sys::*;
use std::ops::Range;

/// The ranges that `MIRRORCL_DEVICES` asks for.
fn ranges() -> Vec<Range<u64>> {
    let text = std::env::var("MIRRORCL_DEVICES").expect("the case names its devices");
    text.split(';').map(range).collect()
}

fn range(device: &str) -> Range<u64> {
    let value = device.strip_prefix("va=").expect("a range");
    match value.split_once('-') {
        Some((low, high)) => hex(low)..hex(high) + 1,
        None => 0..1 << value.parse::<u32>().expect("a width in bits"),
    }
}

fn hex(text: &str) -> u64 {
    u64::from_str_radix(text.trim_start_matches("0x"), 16).expect("a hexadecimal address")
}

/// Allocations of many sizes: each inside the range, each seen by a kernel at the address that the host has; so are buffers.
pub(super) fn in_range_and_equal() {
    let range = ranges().remove(0);
    let (context, device) = Context::first();
    let queue = context.queue(device);
    let program = context.build(
        "kernel void store(global ulong *out, global uchar *p) { out[get_global_id(0)] = (ulong)p; }",
    );
    let kernel = program.kernel("store");
    let out: Svm<u64> = context.svm(CL_MEM_READ_WRITE, 1);
    let mut kept = Vec::new();
    for size in [1, 64, 100, 4096, 65536, 1 << 20, (2 << 20) + 1, 64 << 20] {
        for _ in 0..4 {
            let memory: Svm<u8> = context.svm(CL_MEM_READ_WRITE, size);
            let (base, end) = (
                memory.as_ptr().addr() as u64,
                memory.as_ptr().addr() as u64 + size as u64,
            );
            assert!(
                range.contains(&base) && end <= range.end,
                "{base:#x} of {size} bytes outside {range:x?}"
            );
            assert_eq!(base % 128, 0, "aligned to the largest type");
            kernel.arg_svm(0, &out).arg_svm(1, &memory);
            queue.launch(&kernel, &[1], &[1]);
            queue.map(&out);
            assert_eq!(out.get(0), base);
            queue.unmap(&out);
            let buffer = context.buffer(CL_MEM_READ_WRITE, size, std::ptr::null_mut());
            kernel.arg_buffer(1, &buffer);
            queue.launch(&kernel, &[1], &[1]);
            queue.map(&out);
            assert!(
                range.contains(&out.get(0)),
                "buffer at {:#x} outside {range:x?}",
                out.get(0)
            );
            queue.unmap(&out);
            kept.push(memory);
        }
    }
    queue.finish();
}

/// Two devices with different ranges in one context: both can use every allocation.
pub(super) fn intersection() {
    let ranges = ranges();
    let devices = Platform::first().devices();
    assert_eq!(devices.len(), 2);
    let both = ranges[0].start.max(ranges[1].start)..ranges[0].end.min(ranges[1].end);
    let context = Context::new(&devices);
    for size in [64, 1 << 16, 4 << 20] {
        let memory: Svm<u8> = context.svm(CL_MEM_READ_WRITE, size);
        assert!(both.contains(&(memory.as_ptr().addr() as u64)));
    }
    for (device, range) in devices.iter().zip(&ranges) {
        let alone = Context::new(&[*device]);
        let memory: Svm<u8> = alone.svm(CL_MEM_READ_WRITE, 1 << 20);
        assert!(range.contains(&(memory.as_ptr().addr() as u64)));
    }
}

/// Devices without a common address: no SVM in their context, and everything else goes on.
pub(super) fn disjoint() {
    let devices = Platform::first().devices();
    let context = Context::new(&devices);
    assert!(cl!(clSVMAlloc(context.0, CL_MEM_READ_WRITE, 4096, 0)).is_null());
    let alone = Context::new(&devices[..1]);
    let memory: Svm<u8> = alone.svm(CL_MEM_READ_WRITE, 4096);
    memory.set(0, 1);
}

/// A range of 256 MiB fills up, gives NULL, and serves again after a free.
pub(super) fn full() {
    let (context, _): (Context, Device) = Context::first();
    let mut kept = Vec::new();
    loop {
        let memory = cl!(clSVMAlloc(context.0, CL_MEM_READ_WRITE, 16 << 20, 0));
        if memory.is_null() {
            break;
        }
        kept.push(memory);
        assert!(kept.len() <= 16, "more than the range holds");
    }
    assert!(
        kept.len() >= 12,
        "only {} of 16 allocations fit",
        kept.len()
    );
    cl!(clSVMFree(context.0, kept.swap_remove(3)));
    let again = cl!(clSVMAlloc(context.0, CL_MEM_READ_WRITE, 16 << 20, 0));
    assert!(!again.is_null(), "room after a free");
    kept.push(again);
    kept.into_iter()
        .for_each(|memory| cl!(clSVMFree(context.0, memory)));
}
