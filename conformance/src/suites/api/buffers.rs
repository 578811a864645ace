//! Buffers: creation, sub-buffers, transfers, rectangles, fills, maps.

use super::expect;
use crate::case::Case;
use mirrorcl_conformance::cl;
use mirrorcl_conformance::cl::{Buffer, Context, Event, check};
use mirrorcl_conformance::lab::Lab;
use opencl_sys::*;
use std::ffi::c_void;
use std::ptr;
use std::sync::atomic::{AtomicU32, Ordering};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("api::buffer_creation_refuses", creation),
        Case::new("api::buffer_host_pointer_flags", host_pointers),
        Case::new("api::sub_buffers", sub_buffers),
        Case::new("api::buffer_transfers_refuse", transfers),
        Case::new("api::buffer_rectangles", rectangles),
        Case::new("api::buffer_fills_and_copies", fills),
        Case::new("api::buffer_maps", maps),
        Case::new("api::buffer_destructors_run_in_reverse", destructors),
    ]
}

const NONE: *const cl_event = ptr::null();
const OUT: *mut cl_event = ptr::null_mut();

fn creation() {
    let (context, device) = Context::first();
    let mut host = [0_u8; 64];
    let host: *mut c_void = host.as_mut_ptr().cast();
    let make = |flags, size, host| {
        context
            .try_buffer(flags, size, host)
            .err()
            .unwrap_or(CL_SUCCESS)
    };
    let most = device.info::<cl_ulong>(CL_DEVICE_MAX_MEM_ALLOC_SIZE) as usize;
    let no = ptr::null_mut();
    expect(&[
        (
            "no bytes",
            make(CL_MEM_READ_WRITE, 0, no),
            CL_INVALID_BUFFER_SIZE,
        ),
        (
            "too large",
            make(CL_MEM_READ_WRITE, most + 1, no),
            CL_INVALID_BUFFER_SIZE,
        ),
        (
            "all of memory",
            make(CL_MEM_READ_WRITE, usize::MAX, no),
            CL_INVALID_BUFFER_SIZE,
        ),
        (
            "two accesses",
            make(CL_MEM_READ_ONLY | CL_MEM_WRITE_ONLY, 64, no),
            CL_INVALID_VALUE,
        ),
        (
            "two host accesses",
            make(CL_MEM_HOST_READ_ONLY | CL_MEM_HOST_NO_ACCESS, 64, no),
            CL_INVALID_VALUE,
        ),
        (
            "use and alloc",
            make(CL_MEM_USE_HOST_PTR | CL_MEM_ALLOC_HOST_PTR, 64, host),
            CL_INVALID_VALUE,
        ),
        (
            "use and copy",
            make(CL_MEM_USE_HOST_PTR | CL_MEM_COPY_HOST_PTR, 64, host),
            CL_INVALID_VALUE,
        ),
        ("junk", make(1 << 40, 64, no), CL_INVALID_VALUE),
        (
            "use without pointer",
            make(CL_MEM_USE_HOST_PTR, 64, no),
            CL_INVALID_HOST_PTR,
        ),
        (
            "copy without pointer",
            make(CL_MEM_COPY_HOST_PTR, 64, no),
            CL_INVALID_HOST_PTR,
        ),
        (
            "pointer without flag",
            make(CL_MEM_READ_WRITE, 64, host),
            CL_INVALID_HOST_PTR,
        ),
        (
            "alloc and copy",
            make(CL_MEM_ALLOC_HOST_PTR | CL_MEM_COPY_HOST_PTR, 64, host),
            CL_SUCCESS,
        ),
        ("flags 0", make(0, 64, no), CL_SUCCESS),
    ]);
    let mut code = 0;
    assert!(cl!(clCreateBuffer(ptr::null_mut(), 0, 64, no, &raw mut code)).is_null());
    assert_eq!(code, CL_INVALID_CONTEXT);
}

fn host_pointers() {
    let lab = Lab::new();
    let mut host: Vec<u32> = (0..1024).collect();
    let address: *mut c_void = host.as_mut_ptr().cast();
    let used = lab.context.buffer(CL_MEM_USE_HOST_PTR, 4096, address);
    let copied = lab
        .context
        .buffer(CL_MEM_COPY_HOST_PTR | CL_MEM_READ_ONLY, 4096, address);
    let program = lab
        .context
        .build("kernel void k(global uint *a) { a[get_global_id(0)] += 1; }");
    let kernel = program.kernel("k");
    kernel.arg_buffer(0, &used);
    lab.run(&kernel, &[1024], &[]);
    let mapped = lab.queue.map_buffer(&used, 4096);
    assert_eq!(mapped, address, "a buffer over host memory maps to it");
    lab.queue.unmap_buffer(&used, mapped);
    lab.queue.finish();
    assert!(
        host.iter()
            .enumerate()
            .all(|(index, &value)| value as usize == index + 1)
    );
    assert!(
        lab.queue
            .read::<u32>(&copied, 1024)
            .iter()
            .enumerate()
            .all(|(index, &value)| value as usize == index)
    );
    assert_eq!(used.info::<*mut c_void>(CL_MEM_HOST_PTR), address);
    assert!(copied.info::<*mut c_void>(CL_MEM_HOST_PTR).is_null());
    assert_eq!(
        copied.info::<cl_mem_flags>(CL_MEM_FLAGS),
        CL_MEM_COPY_HOST_PTR | CL_MEM_READ_ONLY
    );
    assert_eq!(copied.info::<usize>(CL_MEM_SIZE), 4096);
    assert_eq!(copied.info::<cl_uint>(CL_MEM_MAP_COUNT), 0);
    assert_eq!(copied.info::<cl_uint>(CL_MEM_REFERENCE_COUNT), 1);
    assert_eq!(
        copied.info::<cl_mem_object_type>(CL_MEM_TYPE),
        CL_MEM_OBJECT_BUFFER
    );
}

fn try_sub(parent: &Buffer, flags: cl_mem_flags, origin: usize, size: usize) -> cl_int {
    let region = cl_buffer_region { origin, size };
    let mut code = 0;
    let kind = CL_BUFFER_CREATE_TYPE_REGION;
    let sub = cl!(clCreateSubBuffer(
        parent.0,
        flags,
        kind,
        (&raw const region).cast(),
        &raw mut code
    ));
    if code == CL_SUCCESS {
        drop(Buffer(sub));
    }
    code
}

fn sub_buffers() {
    let lab = Lab::new();
    let parent = lab.context.buffer(
        CL_MEM_READ_ONLY | CL_MEM_HOST_READ_ONLY,
        4096,
        ptr::null_mut(),
    );
    let align = lab.device.info::<cl_uint>(CL_DEVICE_MEM_BASE_ADDR_ALIGN) as usize / 8;
    let sub = parent.sub(1024, 2048);
    expect(&[
        (
            "no bytes",
            try_sub(&parent, 0, 0, 0),
            CL_INVALID_BUFFER_SIZE,
        ),
        (
            "beyond the end",
            try_sub(&parent, 0, 2048, 4096),
            CL_INVALID_VALUE,
        ),
        (
            "overflow",
            try_sub(&parent, 0, usize::MAX - align + 1, align),
            CL_INVALID_VALUE,
        ),
        (
            "more access",
            try_sub(&parent, CL_MEM_READ_WRITE, 0, 64),
            CL_INVALID_VALUE,
        ),
        (
            "more host access",
            try_sub(&parent, CL_MEM_HOST_WRITE_ONLY, 0, 64),
            CL_INVALID_VALUE,
        ),
        (
            "a host pointer flag",
            try_sub(&parent, CL_MEM_ALLOC_HOST_PTR, 0, 64),
            CL_INVALID_VALUE,
        ),
        (
            "misaligned",
            try_sub(&parent, 0, 1, 64),
            CL_MISALIGNED_SUB_BUFFER_OFFSET,
        ),
        (
            "of a sub-buffer",
            try_sub(&sub, 0, 0, 64),
            CL_INVALID_MEM_OBJECT,
        ),
    ]);
    assert_eq!(
        sub.info::<cl_mem_flags>(CL_MEM_FLAGS),
        CL_MEM_READ_ONLY | CL_MEM_HOST_READ_ONLY
    );
    assert_eq!(sub.info::<usize>(CL_MEM_OFFSET), 1024);
    assert_eq!(sub.info::<cl_mem>(CL_MEM_ASSOCIATED_MEMOBJECT), parent.0);
}

fn transfers() {
    let lab = Lab::new();
    let buffer = lab.context.buffer(0, 64, ptr::null_mut());
    let guarded = lab
        .context
        .buffer(CL_MEM_HOST_NO_ACCESS, 64, ptr::null_mut());
    let mut host = [0_u8; 64];
    let base: *mut c_void = host.as_mut_ptr().cast();
    let read = |buffer: &Buffer, offset, size, host| {
        cl!(clEnqueueReadBuffer(
            lab.queue.0,
            buffer.0,
            CL_TRUE,
            offset,
            size,
            host,
            0,
            NONE,
            OUT
        ))
    };
    let write = |buffer: &Buffer, offset, size, host: *mut c_void| {
        cl!(clEnqueueWriteBuffer(
            lab.queue.0,
            buffer.0,
            CL_TRUE,
            offset,
            size,
            host,
            0,
            NONE,
            OUT
        ))
    };
    let bad = CL_INVALID_VALUE;
    expect(&[
        ("read beyond", read(&buffer, 32, 33, base), bad),
        ("read overflow", read(&buffer, usize::MAX, 2, base), bad),
        ("read to NULL", read(&buffer, 0, 8, ptr::null_mut()), bad),
        ("write beyond", write(&buffer, 64, 1, base), bad),
        (
            "write from NULL",
            write(&buffer, 0, 8, ptr::null_mut()),
            bad,
        ),
        (
            "read guarded",
            read(&guarded, 0, 8, base),
            CL_INVALID_OPERATION,
        ),
        (
            "write guarded",
            write(&guarded, 0, 8, base),
            CL_INVALID_OPERATION,
        ),
        (
            "no queue",
            cl!(clEnqueueReadBuffer(
                ptr::null_mut(),
                buffer.0,
                CL_TRUE,
                0,
                8,
                base,
                0,
                NONE,
                OUT
            )),
            CL_INVALID_COMMAND_QUEUE,
        ),
        (
            "no buffer",
            cl!(clEnqueueReadBuffer(
                lab.queue.0,
                ptr::null_mut(),
                CL_TRUE,
                0,
                8,
                base,
                0,
                NONE,
                OUT
            )),
            CL_INVALID_MEM_OBJECT,
        ),
        (
            "other context",
            {
                let other = Context::first().0;
                let foreign = other.buffer(0, 64, ptr::null_mut());
                read(&foreign, 0, 8, base)
            },
            CL_INVALID_CONTEXT,
        ),
        ("a whole one", read(&buffer, 0, 64, base), CL_SUCCESS),
    ]);
}

/// A rectangle through pitches, compared byte by byte.
fn rectangles() {
    let lab = Lab::new();
    let contents: Vec<u8> = (0..4096).map(|index| (index % 251) as u8).collect();
    let source = lab.buffer(&contents);
    let mut host = vec![0_u8; 4096];
    let base: *mut c_void = host.as_mut_ptr().cast();
    let (from, to, region) = ([3_usize, 2, 1], [5_usize, 1, 0], [7_usize, 4, 3]);
    let read = |region: [usize; 3], row: usize, slice: usize| {
        cl!(clEnqueueReadBufferRect(
            lab.queue.0,
            source.0,
            CL_TRUE,
            from.as_ptr(),
            to.as_ptr(),
            region.as_ptr(),
            row,
            slice,
            32,
            256,
            base,
            0,
            NONE,
            OUT
        ))
    };
    expect(&[
        ("empty", read([7, 0, 3], 16, 128), CL_INVALID_VALUE),
        ("row pitch", read(region, 6, 128), CL_INVALID_VALUE),
        ("slice pitch", read(region, 16, 40), CL_INVALID_VALUE),
        (
            "slice pitch no multiple",
            read(region, 16, 130),
            CL_INVALID_VALUE,
        ),
        ("beyond", read([7, 4, 40], 16, 128), CL_INVALID_VALUE),
        ("good", read(region, 16, 128), CL_SUCCESS),
    ]);
    for (z, y, x) in (0..3).flat_map(|z| (0..4).flat_map(move |y| (0..7).map(move |x| (z, y, x)))) {
        let source = (1 + z) * 128 + (2 + y) * 16 + 3 + x;
        assert_eq!(host[z * 256 + (1 + y) * 32 + 5 + x], contents[source]);
    }
    let target = lab.buffer(&contents);
    let (from, to) = ([0_usize, 0, 0], [16_usize, 8, 0]);
    let copy = |to: &Buffer, at: [usize; 3]| {
        cl!(clEnqueueCopyBufferRect(
            lab.queue.0,
            source.0,
            to.0,
            from.as_ptr(),
            at.as_ptr(),
            [8_usize, 8, 2].as_ptr(),
            64,
            1024,
            64,
            1024,
            0,
            NONE,
            OUT
        ))
    };
    expect(&[
        ("overlap", copy(&source, [4, 4, 0]), CL_MEM_COPY_OVERLAP),
        ("beside", copy(&source, [8, 0, 0]), CL_SUCCESS),
        ("other buffer", copy(&target, to), CL_SUCCESS),
    ]);
    let after = lab.queue.read::<u8>(&target, 4096);
    assert_eq!(after[1024 + 9 * 64 + 16..][..8], contents[1024 + 64..][..8]);
}

fn fills() {
    let lab = Lab::new();
    let (a, b) = (lab.buffer(&[0_u8; 1024]), lab.buffer(&[1_u8; 1024]));
    let pattern: Vec<u8> = (0..128).collect();
    let fill = |size, offset, length| {
        cl!(clEnqueueFillBuffer(
            lab.queue.0,
            a.0,
            pattern.as_ptr().cast(),
            size,
            offset,
            length,
            0,
            NONE,
            OUT
        ))
    };
    let copy = |from: &Buffer, to: &Buffer, source, target, size| {
        cl!(clEnqueueCopyBuffer(
            lab.queue.0,
            from.0,
            to.0,
            source,
            target,
            size,
            0,
            NONE,
            OUT
        ))
    };
    expect(&[
        ("pattern of 3", fill(3, 0, 3), CL_INVALID_VALUE),
        ("offset", fill(8, 4, 8), CL_INVALID_VALUE),
        ("size", fill(8, 8, 12), CL_INVALID_VALUE),
        ("beyond", fill(8, 1016, 16), CL_INVALID_VALUE),
        ("fill", fill(16, 32, 64), CL_SUCCESS),
        ("overlap", copy(&a, &a, 0, 8, 16), CL_MEM_COPY_OVERLAP),
        ("copy beyond", copy(&a, &b, 1000, 0, 25), CL_INVALID_VALUE),
        ("copy", copy(&a, &b, 32, 100, 64), CL_SUCCESS),
    ]);
    let after = lab.queue.read::<u8>(&b, 1024);
    assert!((0..64).all(|index| after[100 + index] == (index % 16) as u8));
    assert_eq!((after[99], after[164]), (1, 1));
}

fn maps() {
    let lab = Lab::new();
    let buffer = lab.buffer(&[9_u8; 256]);
    let guarded = lab
        .context
        .buffer(CL_MEM_HOST_READ_ONLY, 64, ptr::null_mut());
    let map = |buffer: &Buffer, flags, offset, size| {
        let mut code = 0;
        let pointer = cl!(clEnqueueMapBuffer(
            lab.queue.0,
            buffer.0,
            CL_TRUE,
            flags,
            offset,
            size,
            0,
            NONE,
            OUT,
            &raw mut code
        ));
        (pointer, code)
    };
    expect(&[
        (
            "nothing",
            map(&buffer, CL_MAP_READ, 0, 0).1,
            CL_INVALID_VALUE,
        ),
        (
            "beyond",
            map(&buffer, CL_MAP_READ, 200, 57).1,
            CL_INVALID_VALUE,
        ),
        ("junk", map(&buffer, 1 << 30, 0, 8).1, CL_INVALID_VALUE),
        (
            "read and invalidate",
            map(&buffer, CL_MAP_READ | CL_MAP_WRITE_INVALIDATE_REGION, 0, 8).1,
            CL_INVALID_VALUE,
        ),
        (
            "write of read-only",
            map(&guarded, CL_MAP_WRITE, 0, 8).1,
            CL_INVALID_OPERATION,
        ),
    ]);
    let (whole, _) = map(&buffer, CL_MAP_READ | CL_MAP_WRITE, 0, 256);
    let (part, code) = map(&buffer, CL_MAP_READ, 64, 8);
    assert_eq!((part, code), (whole.wrapping_byte_add(64), CL_SUCCESS));
    assert_eq!(buffer.info::<cl_uint>(CL_MEM_MAP_COUNT), 2);
    lab.queue.unmap_buffer(&buffer, part);
    lab.queue.unmap_buffer(&buffer, whole);
    lab.queue.finish();
    assert_eq!(buffer.info::<cl_uint>(CL_MEM_MAP_COUNT), 0);
    let code = cl!(clEnqueueUnmapMemObject(
        lab.queue.0,
        buffer.0,
        whole,
        0,
        NONE,
        OUT
    ));
    assert_eq!(code, CL_INVALID_VALUE, "not mapped any more");
}

static ORDER: AtomicU32 = AtomicU32::new(0);

unsafe extern "C" fn destroyed(_: cl_mem, data: *mut c_void) {
    ORDER.store(
        ORDER.load(Ordering::SeqCst) * 10 + data.addr() as u32,
        Ordering::SeqCst,
    );
}

fn destructors() {
    let lab = Lab::new();
    let buffer = lab.buffer(&[0_u8; 64]);
    for number in 1..=3 {
        let data = ptr::without_provenance_mut(number);
        check(
            cl!(clSetMemObjectDestructorCallback(
                buffer.0,
                Some(destroyed),
                data
            )),
            "set callback",
        );
    }
    assert_eq!(
        cl!(clSetMemObjectDestructorCallback(
            buffer.0,
            None,
            ptr::null_mut()
        )),
        CL_INVALID_VALUE
    );
    let gate = Event::user(&lab.context);
    let wait = gate.0;
    let pattern = [1_u8];
    let code = cl!(clEnqueueFillBuffer(
        lab.queue.0,
        buffer.0,
        pattern.as_ptr().cast(),
        1,
        0,
        64,
        1,
        &raw const wait,
        OUT
    ));
    check(code, "clEnqueueFillBuffer");
    drop(buffer);
    assert_eq!(
        ORDER.load(Ordering::SeqCst),
        0,
        "a command still uses the buffer"
    );
    gate.set(CL_COMPLETE);
    lab.queue.finish();
    let started = std::time::Instant::now();
    while ORDER.load(Ordering::SeqCst) != 321 {
        assert!(
            started.elapsed().as_secs() < 20,
            "callbacks gave {}",
            ORDER.load(Ordering::SeqCst)
        );
        std::thread::yield_now();
    }
}
