//! Every condition of the SVM calls.

use super::expect;
use crate::case::Case;
use mirrorcl_conformance::cl;
use mirrorcl_conformance::cl::{Context, Event, Queue, Svm};
use opencl_sys::*;
use std::ffi::c_void;
use std::ptr;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("api::svm_alloc_refuses", alloc),
        Case::new(
            "api::svm_alloc_on_a_coarse_device_refuses_fine",
            coarse_only,
        )
        .on("svm=coarse"),
        Case::new("api::svm_copies_and_fills_refuse", copies_and_fills),
        Case::new("api::svm_maps_and_frees_refuse", maps_and_frees),
        Case::new("api::svm_maps_with_a_released_queue_refuse", released),
        Case::new("api::svm_commands_after_a_failed_event", failed_event),
        Case::new("api::svm_zero_sizes_succeed", zero_sizes),
        Case::new("api::svm_buffers_over_allocations", buffers),
        Case::new("api::svm_kernel_arguments_and_exec_info", arguments),
        Case::new("api::without_svm_every_call_says_so", absent).on("svm=none"),
    ]
}

const NONE: *const cl_event = ptr::null();
const OUT: *mut cl_event = ptr::null_mut();

fn try_alloc(context: &Context, flags: cl_svm_mem_flags, size: usize, align: u32) -> bool {
    let memory = cl!(clSVMAlloc(context.0, flags, size, align));
    cl!(clSVMFree(context.0, memory));
    !memory.is_null()
}

fn alloc() {
    let (context, device) = Context::first();
    let most = device.info::<cl_ulong>(CL_DEVICE_MAX_MEM_ALLOC_SIZE) as usize;
    let refused = [
        (CL_MEM_USE_HOST_PTR, 64, 0),
        (CL_MEM_HOST_NO_ACCESS, 64, 0),
        (1 << 40, 64, 0),
        (CL_MEM_READ_WRITE | CL_MEM_READ_ONLY, 64, 0),
        (CL_MEM_WRITE_ONLY | CL_MEM_READ_ONLY, 64, 0),
        (CL_MEM_SVM_ATOMICS, 64, 0),
        (CL_MEM_READ_WRITE, 0, 0),
        (CL_MEM_READ_WRITE, most + 1, 0),
        (CL_MEM_READ_WRITE, usize::MAX, 0),
        (CL_MEM_READ_WRITE, 64, 3),
        (CL_MEM_READ_WRITE, 64, 256),
        (CL_MEM_READ_WRITE, 64, u32::MAX),
    ];
    for (flags, size, align) in refused {
        assert!(
            !try_alloc(&context, flags, size, align),
            "{flags:#x}, {size}, {align}"
        );
    }
    for align in [0, 1, 2, 4, 8, 16, 32, 64, 128] {
        let memory = cl!(clSVMAlloc(context.0, 0, 3, align));
        let natural = if align == 0 { 128 } else { align as usize };
        assert!(
            !memory.is_null() && memory.addr() % natural == 0,
            "alignment {align}"
        );
        cl!(clSVMFree(context.0, memory));
    }
    cl!(clSVMFree(context.0, ptr::null_mut()));
    assert!(cl!(clSVMAlloc(ptr::null_mut(), 0, 64, 0)).is_null());
}

fn coarse_only() {
    let (context, device) = Context::first();
    assert_eq!(device.svm(), CL_DEVICE_SVM_COARSE_GRAIN_BUFFER);
    assert!(try_alloc(&context, CL_MEM_READ_WRITE, 64, 0));
    assert!(!try_alloc(&context, CL_MEM_SVM_FINE_GRAIN_BUFFER, 64, 0));
    assert!(!try_alloc(
        &context,
        CL_MEM_SVM_FINE_GRAIN_BUFFER | CL_MEM_SVM_ATOMICS,
        64,
        0
    ));
}

fn copies_and_fills() {
    let (context, device) = Context::first();
    let queue = context.queue(device);
    let svm: Svm<u8> = context.svm(0, 256);
    let (base, other): (*mut c_void, *mut c_void) = (svm.as_ptr().cast(), svm.at(128).cast());
    let copy = |to: *mut c_void, from: *mut c_void, size| {
        cl!(clEnqueueSVMMemcpy(
            queue.0, CL_TRUE, to, from, size, 0, NONE, OUT
        ))
    };
    let fill = |at: *mut c_void, pattern: *const c_void, pattern_size, size| {
        cl!(clEnqueueSVMMemFill(
            queue.0,
            at,
            pattern,
            pattern_size,
            size,
            0,
            NONE,
            OUT
        ))
    };
    let bytes = [0_u8; 128];
    let pattern = bytes.as_ptr().cast();
    let bad = CL_INVALID_VALUE;
    expect(&[
        ("copy to NULL", copy(ptr::null_mut(), base, 8), bad),
        ("copy from NULL", copy(base, ptr::null_mut(), 8), bad),
        ("copy onto itself", copy(base, base, 8), CL_MEM_COPY_OVERLAP),
        ("copy", copy(base, other, 8), CL_SUCCESS),
        ("fill NULL", fill(ptr::null_mut(), pattern, 4, 64), bad),
        (
            "fill without a pattern",
            fill(base, ptr::null(), 4, 64),
            bad,
        ),
        (
            "fill with an empty pattern",
            fill(base, pattern, 0, 64),
            bad,
        ),
        ("fill with a pattern of 3", fill(base, pattern, 3, 63), bad),
        (
            "fill with a pattern of 256",
            fill(base, pattern, 256, 256),
            bad,
        ),
        ("fill of part of a pattern", fill(base, pattern, 8, 60), bad),
        (
            "fill unaligned",
            fill(svm.at(4).cast(), pattern, 8, 64),
            bad,
        ),
        ("fill", fill(base, pattern, 128, 256), CL_SUCCESS),
    ]);
    queue.finish();
}

/// A queue that has mapped something is known to the driver; that must not outlive it.
fn released() {
    let (context, device) = Context::first();
    let svm: Svm<u8> = context.svm(0, 256);
    let base: *mut c_void = svm.as_ptr().cast();
    let other = context.queue(device);
    for _ in 0..1000 {
        let queue = context.queue(device);
        let map = |queue| {
            cl!(clEnqueueSVMMap(
                queue,
                CL_TRUE,
                CL_MAP_READ,
                base,
                8,
                0,
                NONE,
                OUT
            ))
        };
        let unmap = |queue| cl!(clEnqueueSVMUnmap(queue, base, 0, NONE, OUT));
        let handle = queue.0;
        let before = [map(handle), map(handle), unmap(handle)];
        drop(queue);
        let gone = [map(handle), unmap(handle)];
        let after = [unmap(other.0), unmap(other.0)];
        assert_eq!(before, [CL_SUCCESS; 3]);
        assert_eq!(gone, [CL_INVALID_COMMAND_QUEUE; 2]);
        assert_eq!(after, [CL_SUCCESS, CL_INVALID_VALUE]);
    }
}

fn maps_and_frees() {
    let (context, device) = Context::first();
    let queue = context.queue(device);
    let svm: Svm<u8> = context.svm(0, 256);
    let base: *mut c_void = svm.as_ptr().cast();
    let map = |flags, at: *mut c_void, size| {
        cl!(clEnqueueSVMMap(
            queue.0, CL_TRUE, flags, at, size, 0, NONE, OUT
        ))
    };
    let unmap = |at: *mut c_void| cl!(clEnqueueSVMUnmap(queue.0, at, 0, NONE, OUT));
    let free = |count, list: *mut *mut c_void| {
        cl!(clEnqueueSVMFree(
            queue.0,
            count,
            list,
            None,
            ptr::null_mut(),
            0,
            NONE,
            OUT
        ))
    };
    let mut list = [ptr::null_mut()];
    let bad = CL_INVALID_VALUE;
    let invalidating = CL_MAP_READ | CL_MAP_WRITE_INVALIDATE_REGION;
    let one = cl!(clEnqueueSVMUnmap(queue.0, base, 1, NONE, OUT));
    expect(&[
        ("map NULL", map(CL_MAP_READ, ptr::null_mut(), 8), bad),
        ("map of no bytes", map(CL_MAP_READ, base, 0), bad),
        ("map with junk flags", map(1 << 20, base, 8), bad),
        (
            "map for reading and invalidating",
            map(invalidating, base, 8),
            bad,
        ),
        ("map", map(CL_MAP_READ, base, 8), CL_SUCCESS),
        ("unmap NULL", unmap(ptr::null_mut()), bad),
        ("unmap", unmap(base), CL_SUCCESS),
        ("unmap again", unmap(base), bad),
        (
            "free of a list without count",
            free(0, list.as_mut_ptr()),
            bad,
        ),
        (
            "free of a count without list",
            free(1, ptr::null_mut()),
            bad,
        ),
        ("free of nothing", free(0, ptr::null_mut()), CL_SUCCESS),
        ("free of NULL", free(1, list.as_mut_ptr()), CL_SUCCESS),
        ("count without events", one, CL_INVALID_EVENT_WAIT_LIST),
    ]);
    let nowhere = cl!(clEnqueueSVMUnmap(ptr::null_mut(), base, 0, NONE, OUT));
    assert_eq!(nowhere, CL_INVALID_COMMAND_QUEUE);
    queue.finish();
}

/// A failed dependency: blocking calls give -14, the command's event a negative status.
fn failed_event() {
    let (context, device) = Context::first();
    let queue = Queue::new(&context, device, CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE);
    let svm: Svm<u8> = context.svm(0, 64);
    let failed = Event::user(&context);
    failed.set(-5);
    let (base, wait) = (svm.as_ptr().cast::<c_void>(), failed.0);
    let host = [0_u8; 8];
    let none = ptr::null_mut();
    let broken = CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST;
    let from = host.as_ptr().cast();
    expect(&[
        (
            "copy",
            cl!(clEnqueueSVMMemcpy(
                queue.0,
                CL_TRUE,
                base,
                from,
                8,
                1,
                &raw const wait,
                none
            )),
            broken,
        ),
        (
            "map",
            cl!(clEnqueueSVMMap(
                queue.0,
                CL_TRUE,
                CL_MAP_READ,
                base,
                8,
                1,
                &raw const wait,
                none
            )),
            broken,
        ),
    ]);
    let mut event = ptr::null_mut();
    let code = cl!(clEnqueueSVMMemFill(
        queue.0,
        base,
        from,
        1,
        8,
        1,
        &raw const wait,
        &raw mut event
    ));
    assert_eq!(code, CL_SUCCESS);
    let event = Event(event);
    assert_eq!(event.wait(), broken);
    assert!(event.status() < 0);
    let unrelated = Event::user(&context);
    let (unrelated_handle, mut pending) = (unrelated.0, ptr::null_mut());
    let code = cl!(clEnqueueSVMMemFill(
        queue.0,
        base,
        from,
        1,
        8,
        1,
        &raw const unrelated_handle,
        &raw mut pending
    ));
    assert_eq!(code, CL_SUCCESS);
    // A blocking call waits for its own command only.
    let code = cl!(clEnqueueSVMMap(
        queue.0,
        CL_TRUE,
        CL_MAP_READ,
        base,
        8,
        0,
        ptr::null(),
        none
    ));
    assert_eq!(code, CL_SUCCESS);
    unrelated.set(CL_COMPLETE);
    assert_eq!(Event(pending).wait(), CL_SUCCESS);
    queue.finish();
}

fn zero_sizes() {
    let (context, device) = Context::first();
    let queue = context.queue(device);
    let svm: Svm<u8> = context.svm(0, 64);
    let (base, pattern) = (svm.as_ptr().cast::<c_void>(), [0_u8; 4]);
    let mut events = [ptr::null_mut(); 2];
    let [copied, filled] = &mut events;
    let other = svm.at(8).cast();
    expect(&[
        (
            "copy",
            cl!(clEnqueueSVMMemcpy(
                queue.0,
                CL_FALSE,
                base,
                other,
                0,
                0,
                ptr::null(),
                copied
            )),
            CL_SUCCESS,
        ),
        (
            "fill",
            cl!(clEnqueueSVMMemFill(
                queue.0,
                base,
                pattern.as_ptr().cast(),
                4,
                0,
                0,
                ptr::null(),
                filled
            )),
            CL_SUCCESS,
        ),
    ]);
    let types = [CL_COMMAND_SVM_MEMCPY, CL_COMMAND_SVM_MEMFILL];
    for (event, expected) in events.map(Event).into_iter().zip(types) {
        assert_eq!(event.command_type(), expected);
        assert_eq!(event.wait(), CL_SUCCESS);
    }
}

fn buffers() {
    let (context, device) = Context::first();
    let queue = context.queue(device);
    let svm: Svm<u8> = context.svm(0, 4096);
    let at = |offset: usize| svm.at(offset).cast::<c_void>();
    let over = |flags, size, host| {
        context
            .try_buffer(flags, size, host)
            .err()
            .unwrap_or(CL_SUCCESS)
    };
    expect(&[
        (
            "too large",
            over(CL_MEM_USE_HOST_PTR, 4097, at(0)),
            CL_INVALID_BUFFER_SIZE,
        ),
        (
            "copy too large",
            over(CL_MEM_COPY_HOST_PTR, 4097, at(0)),
            CL_INVALID_BUFFER_SIZE,
        ),
        (
            "beyond the end",
            over(CL_MEM_USE_HOST_PTR, 4096, at(128)),
            CL_INVALID_BUFFER_SIZE,
        ),
        (
            "inside",
            over(CL_MEM_USE_HOST_PTR, 1024, at(128)),
            CL_SUCCESS,
        ),
    ]);
    let buffer = context.buffer(CL_MEM_USE_HOST_PTR, 2048, at(1024));
    assert_eq!(buffer.info::<*mut c_void>(CL_MEM_HOST_PTR), at(1024));
    let mapped = queue.map_buffer(&buffer, 2048);
    assert_eq!(mapped, at(1024));
    queue.unmap_buffer(&buffer, mapped);
    queue.finish();
    let sub = buffer.sub(1024, 512);
    assert_eq!(sub.info::<cl_bool>(CL_MEM_USES_SVM_POINTER), CL_TRUE);
    assert_eq!(sub.info::<*mut c_void>(CL_MEM_HOST_PTR), at(2048));
}

fn arguments() {
    let (context, _) = Context::first();
    let program = context.build("kernel void k(global int *g, constant int *c, local int *l, int v) { g[0] = c[0] + l[0] + v; }");
    let kernel = program.kernel("k");
    let svm: Svm<i32> = context.svm(0, 16);
    let set =
        |index, pointer: *const c_void| cl!(clSetKernelArgSVMPointer(kernel.0, index, pointer));
    let info =
        |name, size, value: *const c_void| cl!(clSetKernelExecInfo(kernel.0, name, size, value));
    let base: *const c_void = svm.as_ptr().cast();
    let list = [base, base.wrapping_byte_add(8)];
    let yes = CL_TRUE;
    expect(&[
        ("global", set(0, base), CL_SUCCESS),
        ("interior", set(0, base.wrapping_byte_add(12)), CL_SUCCESS),
        ("NULL", set(0, ptr::null()), CL_SUCCESS),
        ("constant", set(1, base), CL_SUCCESS),
        ("local", set(2, base), CL_INVALID_ARG_VALUE),
        ("value", set(3, base), CL_INVALID_ARG_VALUE),
        ("index", set(4, base), CL_INVALID_ARG_INDEX),
        (
            "list",
            info(CL_KERNEL_EXEC_INFO_SVM_PTRS, 16, list.as_ptr().cast()),
            CL_SUCCESS,
        ),
        (
            "part of a pointer",
            info(CL_KERNEL_EXEC_INFO_SVM_PTRS, 12, list.as_ptr().cast()),
            CL_INVALID_VALUE,
        ),
        (
            "size without list",
            info(CL_KERNEL_EXEC_INFO_SVM_PTRS, 8, ptr::null()),
            CL_INVALID_VALUE,
        ),
        (
            "empty",
            info(CL_KERNEL_EXEC_INFO_SVM_PTRS, 0, ptr::null()),
            CL_SUCCESS,
        ),
        (
            "unknown name",
            info(0x1234, 8, list.as_ptr().cast()),
            CL_INVALID_VALUE,
        ),
        (
            "system without it",
            info(
                CL_KERNEL_EXEC_INFO_SVM_FINE_GRAIN_SYSTEM,
                4,
                (&raw const yes).cast(),
            ),
            CL_INVALID_OPERATION,
        ),
        (
            "system of a wrong size",
            info(
                CL_KERNEL_EXEC_INFO_SVM_FINE_GRAIN_SYSTEM,
                8,
                list.as_ptr().cast(),
            ),
            CL_INVALID_VALUE,
        ),
    ]);
}

fn absent() {
    let (context, device) = Context::first();
    let queue = context.queue(device);
    assert_eq!(device.svm(), 0);
    assert!(cl!(clSVMAlloc(context.0, CL_MEM_READ_WRITE, 64, 0)).is_null());
    cl!(clSVMFree(context.0, ptr::null_mut()));
    let mut memory = [0_u64; 16];
    let base: *mut c_void = memory.as_mut_ptr().cast();
    let (none, out) = (ptr::null::<cl_event>(), ptr::null_mut::<cl_event>());
    let mut list = [base];
    let other = base.wrapping_byte_add(64);
    let program = context.build("kernel void k(global int *g) { g[0] = 1; }");
    let kernel = program.kernel("k");
    let no = CL_INVALID_OPERATION;
    expect(&[
        (
            "free",
            cl!(clEnqueueSVMFree(
                queue.0,
                1,
                list.as_mut_ptr(),
                None,
                ptr::null_mut(),
                0,
                none,
                out
            )),
            no,
        ),
        (
            "copy",
            cl!(clEnqueueSVMMemcpy(
                queue.0, CL_TRUE, base, other, 8, 0, none, out
            )),
            no,
        ),
        (
            "fill",
            cl!(clEnqueueSVMMemFill(
                queue.0, base, other, 4, 8, 0, none, out
            )),
            no,
        ),
        (
            "map",
            cl!(clEnqueueSVMMap(
                queue.0,
                CL_TRUE,
                CL_MAP_READ,
                base,
                8,
                0,
                none,
                out
            )),
            no,
        ),
        (
            "unmap",
            cl!(clEnqueueSVMUnmap(queue.0, base, 0, none, out)),
            no,
        ),
        (
            "migrate",
            cl!(clEnqueueSVMMigrateMem(
                queue.0,
                1,
                list.as_mut_ptr().cast(),
                ptr::null(),
                0,
                0,
                none,
                out
            )),
            no,
        ),
        (
            "argument",
            cl!(clSetKernelArgSVMPointer(kernel.0, 0, base)),
            no,
        ),
        ("exec info", kernel.svm_pointers(&[base]), no),
    ]);
}
