//! What the calls on unified shared memory refuse.

use super::expect;
use super::usm::{SOURCE, copy, free, host};
use crate::case::Case;
use mirrorcl_conformance::cl::check;
use mirrorcl_conformance::ext;
use mirrorcl_conformance::lab::Lab;
use opencl_sys::*;
use std::ffi::c_void;
use std::ptr;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("api::usm_errors", errors),
        Case::new("api::usm_shared_errors", shared_errors),
        Case::new("api::usm_command_errors", command_errors),
    ]
}

fn errors() {
    let lab = Lab::new();
    let context = lab.context.0;
    let no_device: cl_device_id = ptr::null_mut();
    let of_host = |context, list: &[u64], size, alignment| {
        let mut code = 0;
        let pointer = ext!(clHostMemAllocINTEL(
            context,
            list.as_ptr(),
            size,
            alignment,
            &raw mut code
        ));
        assert_eq!(pointer.is_null(), code != CL_SUCCESS);
        code
    };
    let of_device = |device, list: &[u64], size| {
        let mut code = 0;
        ext!(clDeviceMemAllocINTEL(
            context,
            device,
            list.as_ptr(),
            size,
            0,
            &raw mut code
        ));
        code
    };
    let flags = CL_MEM_ALLOC_FLAGS_INTEL;
    let largest = lab.device.info::<u64>(CL_DEVICE_MAX_MEM_ALLOC_SIZE) as usize;
    let one = lab.device.0;
    expect(&[
        (
            "context",
            of_host(ptr::null_mut(), &[0], 8, 0),
            CL_INVALID_CONTEXT,
        ),
        (
            "0 bytes",
            of_host(context, &[0], 0, 0),
            CL_INVALID_BUFFER_SIZE,
        ),
        (
            "too large",
            of_host(context, &[0], largest + 1, 0),
            CL_INVALID_BUFFER_SIZE,
        ),
        (
            "alignment 3",
            of_host(context, &[0], 8, 3),
            CL_INVALID_VALUE,
        ),
        (
            "alignment 256",
            of_host(context, &[0], 8, 256),
            CL_INVALID_VALUE,
        ),
        (
            "property",
            of_host(context, &[1, 1, 0], 8, 0),
            CL_INVALID_PROPERTY,
        ),
        (
            "twice",
            of_host(context, &[flags, 0, flags, 0, 0], 8, 0),
            CL_INVALID_PROPERTY,
        ),
        (
            "placement of host memory",
            of_host(context, &[flags, 2, 0], 8, 0),
            CL_INVALID_PROPERTY,
        ),
        (
            "no device",
            of_device(no_device, &[0], 8),
            CL_INVALID_DEVICE,
        ),
        (
            "not a device",
            of_device(context, &[0], 8),
            CL_INVALID_DEVICE,
        ),
        (
            "placement of device memory",
            of_device(one, &[flags, 4, 0], 8),
            CL_INVALID_PROPERTY,
        ),
        ("0 bytes", of_device(one, &[0], 0), CL_INVALID_BUFFER_SIZE),
    ]);
}

fn shared_errors() {
    let lab = Lab::new();
    let no_device: cl_device_id = ptr::null_mut();
    let (context, one) = (lab.context.0, lab.device.0);
    let of_both = |device, list: &[u64], size| {
        let mut code = 0;
        ext!(clSharedMemAllocINTEL(
            context,
            device,
            list.as_ptr(),
            size,
            0,
            &raw mut code
        ));
        code
    };
    let flags = CL_MEM_ALLOC_FLAGS_INTEL;
    expect(&[
        (
            "both placements",
            of_both(one, &[flags, 6, 0], 8),
            CL_INVALID_PROPERTY,
        ),
        ("not a device", of_both(context, &[0], 8), CL_INVALID_DEVICE),
        (
            "0 bytes",
            of_both(no_device, &[0], 0),
            CL_INVALID_BUFFER_SIZE,
        ),
    ]);
}

fn command_errors() {
    let lab = Lab::new();
    let memory = host(&lab, 64);
    let inside = memory.wrapping_byte_add(4);
    let null = ptr::null_mut::<c_void>();
    let ask = |name, size| {
        let mut value = [0_u8; 8];
        ext!(clGetMemAllocInfoINTEL(
            lab.context.0,
            memory.cast(),
            name,
            size,
            value.as_mut_ptr().cast(),
            ptr::null_mut()
        ))
    };
    let fill = |to: *mut i32, pattern_size, size| {
        let pattern = [0_u8; 128];
        ext!(clEnqueueMemFillINTEL(
            lab.queue.0,
            to.cast(),
            pattern.as_ptr().cast(),
            pattern_size,
            size,
            0,
            ptr::null(),
            ptr::null_mut()
        ))
    };
    let kernel = lab.context.build(SOURCE).kernel("store");
    let set = |index| ext!(clSetKernelArgMemPointerINTEL(kernel.0, index, null));
    let hints = |flags, advice| {
        let migrate = ext!(clEnqueueMigrateMemINTEL(
            lab.queue.0,
            null,
            0,
            flags,
            0,
            ptr::null(),
            ptr::null_mut()
        ));
        let advise = ext!(clEnqueueMemAdviseINTEL(
            lab.queue.0,
            null,
            0,
            advice,
            0,
            ptr::null(),
            ptr::null_mut()
        ));
        [migrate, advise]
    };
    let wrong = hints(1 << 10, 0x4208);
    expect(&[
        ("inside", free(&lab, inside), CL_INVALID_VALUE),
        (
            "context",
            ext!(clMemFreeINTEL(null, null)),
            CL_INVALID_CONTEXT,
        ),
        (
            "blocking, inside",
            ext!(clMemBlockingFreeINTEL(lab.context.0, inside.cast())),
            CL_INVALID_VALUE,
        ),
        ("query", ask(1, 8), CL_INVALID_VALUE),
        ("size", ask(CL_MEM_ALLOC_SIZE_INTEL, 4), CL_INVALID_VALUE),
        ("fill NULL", fill(ptr::null_mut(), 4, 64), CL_INVALID_VALUE),
        ("fill askew", fill(inside, 8, 56), CL_INVALID_VALUE),
        ("fill by 3", fill(memory, 3, 63), CL_INVALID_VALUE),
        ("fill by 256", fill(memory, 256, 256), CL_INVALID_VALUE),
        ("fill a part", fill(memory, 8, 60), CL_INVALID_VALUE),
        (
            "copy from NULL",
            copy(&lab.queue, memory, ptr::null(), 4),
            CL_INVALID_VALUE,
        ),
        (
            "copy to NULL",
            copy(&lab.queue, ptr::null_mut(), memory, 4),
            CL_INVALID_VALUE,
        ),
        (
            "copy overlaps",
            copy(&lab.queue, memory, inside, 8),
            CL_MEM_COPY_OVERLAP,
        ),
        ("index", set(1), CL_INVALID_ARG_INDEX),
        ("any pointer is one", set(0), CL_SUCCESS),
        ("migration flags", wrong[0], CL_INVALID_VALUE),
        ("advice", wrong[1], CL_INVALID_VALUE),
    ]);
    check(free(&lab, memory), "clMemFreeINTEL");
}
