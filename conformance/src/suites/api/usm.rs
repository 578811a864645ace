//! Unified shared memory (`cl_intel_unified_shared_memory`).

use crate::case::Case;
use mirrorcl_conformance::cl::{Context, Device, Event, Kernel, Queue, check, info};
use mirrorcl_conformance::lab::Lab;
use mirrorcl_conformance::{cl, ext};
use opencl_sys::*;
use std::ptr;

pub(super) fn cases() -> Vec<Case> {
    let queries = Case::new("api::usm_allocations", allocations);
    vec![
        // A device of 32 bits, and one without SVM.
        queries.on("va=0x10000000-0xffffffff"),
        queries,
        Case::new("api::usm_without_svm", without_svm).on("svm=none"),
        Case::new("api::usm_kernels", kernels),
        Case::new("api::usm_commands", commands),
        Case::new("api::usm_blocking_free", blocking_free),
        Case::new("api::usm_many_threads", many_threads),
    ]
}

const NONE: *const cl_mem_properties_intel = ptr::null();

pub(super) fn host(lab: &Lab, size: usize) -> *mut i32 {
    let mut code = 0;
    let pointer = ext!(clHostMemAllocINTEL(
        lab.context.0,
        NONE,
        size,
        0,
        &raw mut code
    ));
    check(code, "clHostMemAllocINTEL");
    pointer.cast()
}

fn device(lab: &Lab, size: usize) -> *mut i32 {
    let mut code = 0;
    let pointer = ext!(clDeviceMemAllocINTEL(
        lab.context.0,
        lab.device.0,
        NONE,
        size,
        0,
        &raw mut code
    ));
    check(code, "clDeviceMemAllocINTEL");
    pointer.cast()
}

fn shared(lab: &Lab, device: cl_device_id, flags: u64, size: usize) -> *mut i32 {
    let mut code = 0;
    let list = [CL_MEM_ALLOC_FLAGS_INTEL, flags, 0];
    let pointer = ext!(clSharedMemAllocINTEL(
        lab.context.0,
        device,
        list.as_ptr(),
        size,
        64,
        &raw mut code
    ));
    check(code, "clSharedMemAllocINTEL");
    pointer.cast()
}

pub(super) fn free(lab: &Lab, pointer: *mut i32) -> cl_int {
    ext!(clMemFreeINTEL(lab.context.0, pointer.cast()))
}

fn query<T: Copy>(lab: &Lab, pointer: *const i32, name: cl_mem_info_intel) -> T {
    info(|size, value, ret| {
        let pointer = pointer.cast();
        ext!(clGetMemAllocInfoINTEL(
            lab.context.0,
            pointer,
            name,
            size,
            value,
            ret
        ))
    })
}

/// Type, base, size, device and flags.
fn facts(lab: &Lab, pointer: *const i32) -> (cl_uint, usize, usize, cl_device_id, u64) {
    (
        query(lab, pointer, CL_MEM_ALLOC_TYPE_INTEL),
        query(lab, pointer, CL_MEM_ALLOC_BASE_PTR_INTEL),
        query(lab, pointer, CL_MEM_ALLOC_SIZE_INTEL),
        query(lab, pointer, CL_MEM_ALLOC_DEVICE_INTEL),
        query(lab, pointer, CL_MEM_ALLOC_FLAGS_INTEL as cl_uint),
    )
}

fn allocations() {
    let lab = Lab::new();
    let all = 15_u64;
    for name in [
        CL_DEVICE_HOST_MEM_CAPABILITIES_INTEL,
        CL_DEVICE_DEVICE_MEM_CAPABILITIES_INTEL,
        CL_DEVICE_SINGLE_DEVICE_SHARED_MEM_CAPABILITIES_INTEL,
        CL_DEVICE_CROSS_DEVICE_SHARED_MEM_CAPABILITIES_INTEL,
    ] {
        assert_eq!(lab.device.info::<u64>(name), all, "{name:#x}");
    }
    let none: cl_device_id = ptr::null_mut();
    for size in [1, 100, 5000, 3 << 20] {
        let placed = CL_MEM_ALLOC_INITIAL_PLACEMENT_HOST_INTEL;
        let of_host = host(&lab, size);
        let of_device = device(&lab, size);
        let of_both = shared(&lab, lab.device.0, placed, size);
        let of_all = shared(&lab, none, 0, size);
        for (pointer, memory, device, flags) in [
            (of_host, CL_MEM_TYPE_HOST_INTEL, none, 0),
            (of_device, CL_MEM_TYPE_DEVICE_INTEL, lab.device.0, 0),
            (of_both, CL_MEM_TYPE_SHARED_INTEL, lab.device.0, placed),
            (of_all, CL_MEM_TYPE_SHARED_INTEL, none, 0),
        ] {
            let expected = (memory, pointer.addr(), size, device, flags);
            assert_eq!(facts(&lab, pointer), expected);
            assert!(pointer.addr().is_multiple_of(64));
            // The last byte is inside, the one behind it is not this allocation.
            let inside = pointer.wrapping_byte_add(size - 1);
            assert_eq!(facts(&lab, inside), expected);
            let behind = facts(&lab, pointer.wrapping_byte_add(size));
            assert_ne!(behind.1, pointer.addr());
        }
        for pointer in [of_host, of_device, of_both, of_all] {
            check(free(&lab, pointer), "clMemFreeINTEL");
            assert_eq!(
                facts(&lab, pointer),
                (CL_MEM_TYPE_UNKNOWN_INTEL, 0, 0, none, 0)
            );
            assert_eq!(free(&lab, pointer), CL_INVALID_VALUE);
        }
    }
    let local = 0;
    let svm = lab.context.svm::<i32>(CL_MEM_READ_WRITE, 4);
    for pointer in [ptr::null(), &raw const local, svm.as_ptr()] {
        assert_eq!(facts(&lab, pointer).0, CL_MEM_TYPE_UNKNOWN_INTEL);
    }
    check(free(&lab, ptr::null_mut()), "clMemFreeINTEL(NULL)");
    // Another context knows nothing of it.
    let mine = host(&lab, 8);
    let other = Lab::new();
    assert_eq!(facts(&other, mine).0, CL_MEM_TYPE_UNKNOWN_INTEL);
    assert_eq!(free(&other, mine), CL_INVALID_VALUE);
    check(free(&lab, mine), "clMemFreeINTEL");
}

pub(super) const SOURCE: &str = "
    struct node { global struct node *next; int value; };
    kernel void sum(global struct node *first, global int *result) {
        int sum = 0;
        for (global struct node *node = first; node; node = node->next) sum += node->value;
        *result = sum;
    }
    kernel void spin(global int *a, global volatile int *gate) {
        while (!*gate) {}
        *a = 7;
    }
    kernel void store(global int *a) { a[get_global_id(0)] = get_global_id(0); }";

fn set_pointer(kernel: &Kernel, index: cl_uint, pointer: *mut i32) {
    let code = ext!(clSetKernelArgMemPointerINTEL(
        kernel.0,
        index,
        pointer.cast()
    ));
    check(code, "clSetKernelArgMemPointerINTEL");
}

/// Device memory works without SVM; the others are refused.
fn without_svm() {
    let lab = Lab::new();
    let capabilities = |name| lab.device.info::<u64>(name);
    assert_eq!(capabilities(CL_DEVICE_DEVICE_MEM_CAPABILITIES_INTEL), 15);
    assert_eq!(capabilities(CL_DEVICE_HOST_MEM_CAPABILITIES_INTEL), 0);
    let mut codes = [0; 2];
    let [first, second] = &mut codes;
    let context = lab.context.0;
    ext!(clHostMemAllocINTEL(context, NONE, 8, 0, first));
    let device_id = lab.device.0;
    ext!(clSharedMemAllocINTEL(
        context, device_id, NONE, 8, 0, second
    ));
    assert_eq!(codes, [CL_INVALID_OPERATION; 2]);
    let memory = device(&lab, 4096);
    let kernel = lab.context.build(SOURCE).kernel("store");
    set_pointer(&kernel, 0, memory);
    lab.run(&kernel, &[1024], &[]);
    let mut values = vec![0_i32; 1024];
    check(
        copy(&lab.queue, values.as_mut_ptr(), memory, 4096),
        "clEnqueueMemcpyINTEL",
    );
    assert!(values.into_iter().eq(0..1024));
    check(free(&lab, memory), "clMemFreeINTEL");
}

/// A list whose nodes lie in memory of all types, which the kernel finds by itself.
fn kernels() {
    let lab = Lab::new();
    let program = lab.context.build(SOURCE);
    let sum = program.kernel("sum");
    let yes = CL_TRUE;
    for name in [
        CL_KERNEL_EXEC_INFO_INDIRECT_HOST_ACCESS_INTEL,
        CL_KERNEL_EXEC_INFO_INDIRECT_DEVICE_ACCESS_INTEL,
        CL_KERNEL_EXEC_INFO_INDIRECT_SHARED_ACCESS_INTEL,
    ] {
        let value = (&raw const yes).cast();
        check(
            cl!(clSetKernelExecInfo(sum.0, name, size_of_val(&yes), value)),
            "clSetKernelExecInfo",
        );
    }
    let mut nodes: Vec<*mut i32> = Vec::new();
    for index in 0..300 {
        let node = match index % 3 {
            0 => host(&lab, 16),
            1 => device(&lab, 16),
            _ => shared(&lab, ptr::null_mut(), 0, 16),
        };
        let next = nodes.last().map_or(0, |next| next.addr());
        let contents = [next as u64, index];
        check(
            copy(&lab.queue, node, contents.as_ptr().cast(), 16),
            "clEnqueueMemcpyINTEL",
        );
        nodes.push(node);
    }
    let pointers = size_of_val(nodes.as_slice());
    let code = cl!(clSetKernelExecInfo(
        sum.0,
        CL_KERNEL_EXEC_INFO_USM_PTRS_INTEL,
        pointers,
        nodes.as_ptr().cast()
    ));
    check(code, "clSetKernelExecInfo");
    let result = shared(&lab, lab.device.0, 0, 4);
    set_pointer(&sum, 0, nodes[299]);
    set_pointer(&sum, 1, result);
    lab.run(&sum, &[1], &[1]);
    // SAFETY: shared memory, and the kernel is over.
    assert_eq!(unsafe { result.read_volatile() }, (0..300).sum());
    for pointer in nodes.into_iter().chain([result]) {
        check(free(&lab, pointer), "clMemFreeINTEL");
    }
}

/// A copy that waits.
pub(super) fn copy(queue: &Queue, to: *mut i32, from: *const i32, size: usize) -> cl_int {
    ext!(clEnqueueMemcpyINTEL(
        queue.0,
        CL_TRUE,
        to.cast(),
        from.cast(),
        size,
        0,
        ptr::null(),
        ptr::null_mut()
    ))
}

fn commands() {
    let lab = Lab::new();
    let (first, second) = (device(&lab, 64 << 10), host(&lab, 64 << 10));
    let gate = Event::user(&lab.context);
    let mut events = [ptr::null_mut(); 4];
    let [filled, copied, migrated, advised] = &mut events;
    let pattern = [1_i32, 2, 3, 4];
    let after = [gate.0];
    check(
        ext!(clEnqueueMemFillINTEL(
            lab.queue.0,
            first.cast(),
            pattern.as_ptr().cast(),
            16,
            64 << 10,
            1,
            after.as_ptr(),
            filled
        )),
        "clEnqueueMemFillINTEL",
    );
    check(
        ext!(clEnqueueMemcpyINTEL(
            lab.queue.0,
            CL_FALSE,
            second.cast(),
            first.cast(),
            64 << 10,
            1,
            filled,
            copied
        )),
        "clEnqueueMemcpyINTEL",
    );
    check(
        ext!(clEnqueueMigrateMemINTEL(
            lab.queue.0,
            first.cast(),
            4096,
            0,
            1,
            copied,
            migrated
        )),
        "clEnqueueMigrateMemINTEL",
    );
    check(
        ext!(clEnqueueMemAdviseINTEL(
            lab.queue.0,
            first.cast(),
            4096,
            0,
            1,
            migrated,
            advised
        )),
        "clEnqueueMemAdviseINTEL",
    );
    let events = events.map(Event);
    let types = events.each_ref().map(Event::command_type);
    assert_eq!(
        types,
        [
            CL_COMMAND_MEMFILL_INTEL,
            CL_COMMAND_MEMCPY_INTEL,
            CL_COMMAND_MIGRATEMEM_INTEL,
            CL_COMMAND_MEMADVISE_INTEL
        ]
    );
    gate.set(CL_COMPLETE);
    assert_eq!(events[3].wait(), CL_SUCCESS);
    for index in [0, 1, 2, 3, 16_383] {
        // SAFETY: host memory of 16384 numbers, and the copy is over.
        let value = unsafe { second.add(index).read_volatile() };
        assert_eq!(value, pattern[index % 4]);
    }
    for pointer in [first, second] {
        check(free(&lab, pointer), "clMemFreeINTEL");
    }
}

/// Freeing waits for the kernels of all queues of the context.
fn blocking_free() {
    let lab = Lab::new();
    let program = lab.context.build(SOURCE);
    let other = lab.context.queue(lab.device);
    let (result, gate) = (host(&lab, 4), host(&lab, 4));
    // SAFETY: host memory that no kernel uses yet.
    unsafe { gate.write_volatile(0) };
    let spin = program.kernel("spin");
    set_pointer(&spin, 0, result);
    set_pointer(&spin, 1, gate);
    let event = other.launch(&spin, &[1], &[1]);
    other.flush();
    let opener = gate.expose_provenance();
    let opener = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_millis(30));
        let gate = ptr::with_exposed_provenance_mut::<i32>(opener);
        // SAFETY: it is freed after this thread is over.
        unsafe { gate.write_volatile(1) };
    });
    let code = ext!(clMemBlockingFreeINTEL(lab.context.0, result.cast()));
    check(code, "clMemBlockingFreeINTEL");
    assert_eq!(event.status(), CL_COMPLETE);
    opener.join().expect("the thread ends");
    check(free(&lab, gate), "clMemFreeINTEL");
    let null = ext!(clMemBlockingFreeINTEL(lab.context.0, ptr::null_mut()));
    check(null, "clMemBlockingFreeINTEL(NULL)");
}

/// Threads that allocate, ask and free at once find their own.
fn many_threads() {
    let lab = Lab::new();
    std::thread::scope(|scope| {
        for thread in 0..4_usize {
            let (context, device) = (lab.context.0.addr(), lab.device.0.addr());
            scope.spawn(move || {
                let lab = std::mem::ManuallyDrop::new(Lab {
                    context: Context(ptr::with_exposed_provenance_mut(context)),
                    device: Device(ptr::with_exposed_provenance_mut(device)),
                    queue: Queue(ptr::null_mut()),
                });
                for round in 0..500 {
                    let size = 1 + (thread * 7919 + round * 131) % 10_000;
                    let pointers = [host(&lab, size), self::device(&lab, size)];
                    let kinds = pointers.map(|pointer| facts(&lab, pointer));
                    assert_eq!(kinds[0].0, CL_MEM_TYPE_HOST_INTEL);
                    assert_eq!((kinds[1].0, kinds[1].2), (CL_MEM_TYPE_DEVICE_INTEL, size));
                    for pointer in pointers {
                        check(free(&lab, pointer), "clMemFreeINTEL");
                    }
                }
            });
        }
    });
}
