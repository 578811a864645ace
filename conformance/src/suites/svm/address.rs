//! The promise of the driver's name: addresses inside the device's range, equal on both sides.

use mirrorcl_conformance::cl;
use mirrorcl_conformance::cl::{Context, Device, Platform, Svm};
use opencl_sys::*;
use std::ops::Range;
use std::ptr;

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
            let buffer = context.buffer(CL_MEM_READ_WRITE, size, ptr::null_mut());
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

/// A kernel that stores the address of its buffer.
const STORE: &str =
    "kernel void store(global ulong *out, global uchar *p) { *out = (ulong)p; *p += 1; }";

/// `CL_MEM_USE_HOST_PTR`: the device uses the host's memory at its address, wherever that is, and so do sub-buffers.
pub(super) fn host_memory() {
    let range = ranges().remove(0);
    let (context, device) = Context::first();
    let queue = context.queue(device);
    let kernel = context.build(STORE).kernel("store");
    let out: Svm<u64> = context.svm(CL_MEM_READ_WRITE, 1);
    let mut outside = vec![0_u8; 1 << 16];
    let outside: *mut u8 = outside.as_mut_ptr();
    assert!(!range.contains(&(outside.addr() as u64)));
    let inside = {
        let wanted = ptr::with_exposed_provenance_mut((range.start + range.end) as usize / 2);
        let (access, flags) = (
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_FIXED_NOREPLACE,
        );
        // SAFETY: a new mapping that replaces nothing.
        let got = unsafe { libc::mmap(wanted, 1 << 16, access, flags, -1, 0) };
        assert_eq!(got, wanted, "the middle of the range is free");
        got.cast::<u8>()
    };
    for host in [outside, inside] {
        let buffer = context.buffer(CL_MEM_USE_HOST_PTR, 1 << 16, host.cast());
        let sub = buffer.sub(4096, 4096);
        for (object, offset) in [(&buffer, 0), (&sub, 4096)] {
            kernel.arg_svm(0, &out).arg_buffer(1, object);
            queue.launch(&kernel, &[1], &[1]);
            queue.map(&out);
            assert_eq!(out.get(0), (host.addr() + offset) as u64);
            queue.unmap(&out);
            let mapped = queue.map_buffer(&buffer, 1 << 16);
            assert_eq!(mapped.cast(), host);
            // SAFETY: inside the mapping.
            assert_eq!(unsafe { host.add(offset).read() }, 1);
            queue.unmap_buffer(&buffer, mapped);
        }
        queue.finish();
    }
}

/// Program-scope variables come from the same addresses.
pub(super) fn program_variables() {
    let range = ranges().remove(0);
    let (context, device) = Context::first();
    let queue = context.queue(device);
    let program = context.build(
        "global int counter = 5; global ulong table[1000];
         kernel void where(global ulong *out) { out[0] = (ulong)&counter; out[1] = (ulong)table; out[2] = counter++; }",
    );
    let kernel = program.kernel("where");
    let out: Svm<u64> = context.svm(CL_MEM_READ_WRITE, 3);
    for count in 5..8 {
        kernel.arg_svm(0, &out);
        queue.launch(&kernel, &[1], &[1]);
        queue.map(&out);
        assert!(range.contains(&out.get(0)), "{:#x}", out.get(0));
        assert!(range.contains(&(out.get(1) + 7999)), "{:#x}", out.get(1));
        assert_eq!(out.get(2), count);
        queue.unmap(&out);
    }
    queue.finish();
}

/// The version text, which clinfo shows, ends with the range; mirrorcl's own query gives the same in numbers.
pub(super) fn told() {
    const CL_DEVICE_ADDRESS_RANGE_MIRRORCL: cl_device_info = 0x6D63_0001;
    for (device, range) in Platform::first().devices().iter().zip(ranges()) {
        let [first, last]: [u64; 2] = device.info(CL_DEVICE_ADDRESS_RANGE_MIRRORCL);
        assert_eq!(last, range.end - 1);
        let version = device.text(CL_DEVICE_VERSION);
        assert!(
            version.ends_with(&format!(" va={first:#x}-{last:#x}")),
            "{version}"
        );
    }
}

/// Two devices, one with pages of 2 MiB, one with a hole in the upper part: the context keeps to both.
pub(super) fn holes_and_pages() {
    let usable = 0x1_0000_0000..0x2_8000_0000;
    let context = Context::new(&Platform::first().devices());
    let mut kept: Vec<Svm<u8>> = Vec::new();
    for size in [64, 40_000, 100_000, 3 << 20, 700 << 20] {
        let memory: Svm<u8> = context.svm(CL_MEM_READ_WRITE, size);
        let base = memory.as_ptr().addr() as u64;
        assert!(
            usable.contains(&base) && usable.contains(&(base + size as u64 - 1)),
            "{base:#x}"
        );
        assert!(
            size < 1 << 15 || base.is_multiple_of(2 << 20),
            "{size} bytes at {base:#x}"
        );
        kept.push(memory);
    }
}
