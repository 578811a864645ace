//! The SVM commands: fill, copy, map, migrate, free.

use super::context_with;
use mirrorcl_conformance::cl;
use mirrorcl_conformance::cl::{Context, Event, Queue, Svm, check};
use opencl_sys::*;
use std::ffi::c_void;
use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering};

const LENGTH: usize = 1024;

/// Patterns of every size, copies of every kind, maps and both kinds of free, each with its event's type.
pub(super) fn enqueue_api() {
    let (context, device) = context_with(CL_DEVICE_SVM_COARSE_GRAIN_BUFFER);
    let queue = context.queue(device);
    for shift in 0..=7 {
        fill_after_user_event(&context, &queue, 1 << shift);
    }
    copies(&context, &queue);
    free_without_callback(&context, &queue);
    free_with_callback(&context, &queue);
}

fn enqueue(expected: cl_command_type, call: impl FnOnce(*mut cl_event) -> cl_int) -> Event {
    let mut event = ptr::null_mut();
    check(call(&raw mut event), "enqueue");
    let event = Event(event);
    assert_eq!(event.command_type(), expected);
    event
}

fn fill_after_user_event(context: &Context, queue: &Queue, pattern_size: usize) {
    let memory: Svm<u8> = context.svm(CL_MEM_READ_WRITE, LENGTH);
    let mut pattern: Vec<u8> = (0..pattern_size)
        .map(|index| (index * 3 + 1) as u8)
        .collect();
    let expected: Vec<u8> = pattern.iter().copied().cycle().take(LENGTH).collect();
    let gate = Event::user(context);
    let wait = [gate.0];
    let filled = enqueue(CL_COMMAND_SVM_MEMFILL, |event| {
        let base = memory.as_ptr().cast();
        cl!(clEnqueueSVMMemFill(
            queue.0,
            base,
            pattern.as_ptr().cast(),
            pattern_size,
            LENGTH,
            1,
            wait.as_ptr(),
            event
        ))
    });
    // "The pattern may be reused when the call returns."
    pattern.fill(0xff);
    assert!(filled.status() > CL_COMPLETE);
    let wait = [filled.0];
    let mapped = enqueue(CL_COMMAND_SVM_MAP, |event| {
        let base = memory.as_ptr().cast();
        cl!(clEnqueueSVMMap(
            queue.0,
            CL_FALSE,
            CL_MAP_READ,
            base,
            LENGTH,
            1,
            wait.as_ptr(),
            event
        ))
    });
    gate.set(CL_COMPLETE);
    assert_eq!(mapped.wait(), CL_SUCCESS);
    assert_eq!(memory.to_vec(), expected, "pattern of {pattern_size} bytes");
    let unmapped = enqueue(CL_COMMAND_SVM_UNMAP, |event| {
        cl!(clEnqueueSVMUnmap(
            queue.0,
            memory.as_ptr().cast(),
            0,
            ptr::null(),
            event
        ))
    });
    assert_eq!(unmapped.wait(), CL_SUCCESS);
}

fn copies(context: &Context, queue: &Queue) {
    let a: Svm<u8> = context.svm(CL_MEM_READ_WRITE, LENGTH);
    let b: Svm<u8> = context.svm(CL_MEM_READ_WRITE, LENGTH);
    let source: Vec<u8> = (0..LENGTH).map(|index| (index * 7) as u8).collect();
    let mut target = vec![0_u8; LENGTH];
    for blocking in [CL_TRUE, CL_FALSE] {
        target.fill(0);
        let copy = |to: *mut u8, from: *const u8, size: usize| {
            enqueue(CL_COMMAND_SVM_MEMCPY, |event| {
                let (to, from) = (to.cast(), from.cast());
                cl!(clEnqueueSVMMemcpy(
                    queue.0,
                    blocking,
                    to,
                    from,
                    size,
                    0,
                    ptr::null(),
                    event
                ))
            })
        };
        copy(a.as_ptr(), source.as_ptr(), LENGTH);
        copy(b.at(100), a.at(100), LENGTH - 200);
        copy(b.as_ptr(), source.as_ptr(), 100);
        let last = copy(b.at(LENGTH - 100), a.at(LENGTH - 100), 100);
        let back = copy(target.as_mut_ptr(), b.as_ptr(), LENGTH);
        assert_eq!((last.wait(), back.wait()), (CL_SUCCESS, CL_SUCCESS));
        assert_eq!(target, source);
        let mut other = vec![0_u8; LENGTH];
        assert_eq!(
            copy(other.as_mut_ptr(), target.as_ptr(), LENGTH).wait(),
            CL_SUCCESS
        );
        assert_eq!(other, source, "host to host");
    }
}

fn free_without_callback(context: &Context, queue: &Queue) {
    let mut pointers: Vec<*mut c_void> = (0..32)
        .map(|_| cl!(clSVMAlloc(context.0, CL_MEM_READ_WRITE, LENGTH, 0)))
        .collect();
    let freed = enqueue(CL_COMMAND_SVM_FREE, |event| {
        let list = pointers.as_mut_ptr();
        cl!(clEnqueueSVMFree(
            queue.0,
            32,
            list,
            None,
            ptr::null_mut(),
            0,
            ptr::null(),
            event
        ))
    });
    // The array is the caller's again.
    pointers.fill(ptr::without_provenance_mut(0x10));
    assert_eq!(freed.wait(), CL_SUCCESS);
    let nothing = enqueue(CL_COMMAND_SVM_FREE, |event| {
        cl!(clEnqueueSVMFree(
            queue.0,
            0,
            ptr::null_mut(),
            None,
            ptr::null_mut(),
            0,
            ptr::null(),
            event
        ))
    });
    assert_eq!(nothing.wait(), CL_SUCCESS);
}

struct Freed {
    context: cl_context,
    expected: Vec<*mut c_void>,
    calls: AtomicUsize,
}

unsafe extern "C" fn on_free(
    queue: cl_command_queue,
    count: cl_uint,
    list: *mut *mut c_void,
    data: *mut c_void,
) {
    // SAFETY: `data` is the `Freed` that the test keeps until this ran, and the driver passes `count` pointers.
    let (freed, list) = unsafe {
        (
            &*data.cast::<Freed>(),
            std::slice::from_raw_parts(list, count as usize),
        )
    };
    let mut context: cl_context = ptr::null_mut();
    let code = cl!(clGetCommandQueueInfo(
        queue,
        CL_QUEUE_CONTEXT,
        size_of::<cl_context>(),
        (&raw mut context).cast(),
        ptr::null_mut()
    ));
    if code == CL_SUCCESS && context == freed.context && list == freed.expected {
        list.iter()
            .for_each(|&pointer| cl!(clSVMFree(context, pointer)));
        freed.calls.fetch_add(1, Ordering::SeqCst);
    } else {
        freed.calls.fetch_add(1000, Ordering::SeqCst);
    }
}

fn free_with_callback(context: &Context, queue: &Queue) {
    let pointers: Vec<*mut c_void> = (0..32)
        .map(|_| cl!(clSVMAlloc(context.0, CL_MEM_READ_WRITE, LENGTH, 0)))
        .collect();
    let freed = Freed {
        context: context.0,
        expected: pointers.clone(),
        calls: AtomicUsize::new(0),
    };
    let mut list = pointers;
    let event = enqueue(CL_COMMAND_SVM_FREE, |event| {
        let data = (&raw const freed).cast_mut().cast();
        cl!(clEnqueueSVMFree(
            queue.0,
            32,
            list.as_mut_ptr(),
            Some(on_free),
            data,
            0,
            ptr::null(),
            event
        ))
    });
    queue.finish();
    assert_eq!(event.status(), CL_COMPLETE);
    let started = std::time::Instant::now();
    while freed.calls.load(Ordering::SeqCst) == 0 {
        assert!(started.elapsed().as_secs() < 30, "the callback never came");
        std::thread::yield_now();
    }
    assert_eq!(freed.calls.load(Ordering::SeqCst), 1);
}

/// Overlapping and identical ranges are refused, also for plain host memory.
pub(super) fn memcpy_overlap() {
    let (context, device) = context_with(CL_DEVICE_SVM_COARSE_GRAIN_BUFFER);
    let queue = context.queue(device);
    let memory: Svm<u8> = context.svm(CL_MEM_READ_WRITE, LENGTH);
    let mut host = vec![0_u8; LENGTH];
    for base in [memory.as_ptr(), host.as_mut_ptr()] {
        for (to, from) in [(0, 32), (32, 0), (0, 0)] {
            let (to, from) = (base.wrapping_add(to).cast(), base.wrapping_add(from).cast());
            let code = cl!(clEnqueueSVMMemcpy(
                queue.0,
                CL_TRUE,
                to,
                from,
                64,
                0,
                ptr::null(),
                ptr::null_mut()
            ));
            assert_eq!(code, CL_MEM_COPY_OVERLAP);
        }
    }
}

/// Migrations with all forms of sizes and flags between two queues; the data survive.
pub(super) fn migrate() {
    let (context, device) = context_with(CL_DEVICE_SVM_COARSE_GRAIN_BUFFER);
    let queues = [(); 2].map(|()| Queue::new(&context, device, 0));
    let program =
        context.build("kernel void bump(global uint *restrict a) { a[get_global_id(0)] += 1; }");
    let kernel = program.kernel("bump");
    let memory: [Svm<u32>; 3] = [(); 3].map(|()| context.svm(CL_MEM_READ_WRITE, LENGTH));
    for svm in &memory {
        queues[0].map(svm);
        (0..LENGTH).for_each(|index| svm.set(index, index as u32));
        queues[0].unmap(svm);
    }
    queues[0].finish();
    let bases = memory
        .each_ref()
        .map(|svm| svm.as_ptr().cast::<c_void>().cast_const());
    let interior = bases.map(|base| base.wrapping_byte_add(17));
    let sizes = [0_usize, 100, 1000];
    let mut last: Option<Event> = None;
    for round in 0..4_usize {
        let queue = &queues[round % 2];
        let (list, sizes) = if round < 2 {
            (&bases, ptr::null())
        } else {
            (&interior, sizes.as_ptr())
        };
        let flags = [0, CL_MIGRATE_MEM_OBJECT_HOST, 0, 0][round];
        let wait: Vec<_> = last.iter().map(|event| event.0).collect();
        let waits = if wait.is_empty() {
            ptr::null()
        } else {
            wait.as_ptr()
        };
        let moved = enqueue(CL_COMMAND_SVM_MIGRATE_MEM, |event| {
            let pointers = list.as_ptr().cast_mut();
            cl!(clEnqueueSVMMigrateMem(
                queue.0,
                3,
                pointers,
                sizes,
                flags,
                wait.len() as u32,
                waits,
                event
            ))
        });
        kernel.arg_svm(0, &memory[round % 3]);
        last = Some(queue.launch_after(&kernel, &[], &[LENGTH], &[], &[&moved]));
        queue.flush();
    }
    assert_eq!(last.map(|event| event.wait()), Some(CL_SUCCESS));
    for (svm, bumps) in memory.iter().zip([2, 1, 1]) {
        queues[1].map(svm);
        assert!((0..LENGTH).all(|index| svm.get(index) == index as u32 + bumps));
        queues[1].unmap(svm);
    }
    queues.iter().for_each(Queue::finish);
    migrate_errors(&queues[0], &memory[0]);
}

fn migrate_errors(queue: &Queue, svm: &Svm<u32>) {
    let call =
        |count: u32, list: &[*const c_void], sizes: &[usize], flags: cl_mem_migration_flags| {
            let pointer =
                |empty: bool, pointer: *const usize| if empty { ptr::null() } else { pointer };
            let list = if list.is_empty() {
                ptr::null_mut()
            } else {
                list.as_ptr().cast_mut()
            };
            let sizes = pointer(sizes.is_empty(), sizes.as_ptr());
            cl!(clEnqueueSVMMigrateMem(
                queue.0,
                count,
                list,
                sizes,
                flags,
                0,
                ptr::null(),
                ptr::null_mut()
            ))
        };
    let base: *const c_void = svm.as_ptr().cast();
    let foreign: *const c_void = (&raw const queue.0).cast();
    assert_eq!(call(0, &[base], &[], 0), CL_INVALID_VALUE);
    assert_eq!(call(1, &[], &[], 0), CL_INVALID_VALUE);
    assert_eq!(call(1, &[base], &[], 1 << 20), CL_INVALID_VALUE);
    assert_eq!(call(1, &[base], &[svm.size() + 1], 0), CL_INVALID_VALUE);
    assert_eq!(call(1, &[foreign], &[1], 0), CL_INVALID_VALUE);
    assert_eq!(call(1, &[base], &[svm.size()], 0), CL_SUCCESS);
}
