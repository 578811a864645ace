//! Kernels: arguments, queries, launches.

use super::expect;
use crate::case::Case;
use mirrorcl_conformance::cl;
use mirrorcl_conformance::cl::{Event, Kernel, Program, info, info_text};
use mirrorcl_conformance::lab::Lab;
use opencl_sys::*;
use std::ffi::c_void;
use std::ptr;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("api::kernel_arguments_refuse", arguments),
        Case::new("api::kernel_argument_info", argument_info),
        Case::new("api::kernel_work_group_info", work_group_info),
        Case::new("api::launch_refuses", launches),
        Case::new("api::arguments_are_copied_at_the_launch", copied),
        Case::new("api::clones_carry_their_arguments", clones),
    ]
}

fn arguments() {
    let lab = Lab::new();
    let program = lab.context.build(
        "kernel void k(int v, global int *g, local int *l, constant float4 *c) { g[0] = v + l[0] + (int)c[0].x; }",
    );
    let kernel = program.kernel("k");
    let buffer = lab.buffer(&[0_i32; 16]);
    let set = |index, size, value: *const c_void| cl!(clSetKernelArg(kernel.0, index, size, value));
    let value = 5_i32;
    let value: *const c_void = (&raw const value).cast();
    let handle: *const c_void = (&raw const buffer.0).cast();
    let null_handle: cl_mem = ptr::null_mut();
    let not_memory = lab.queue.0;
    expect(&[
        ("value", set(0, 4, value), CL_SUCCESS),
        (
            "value of a wrong size",
            set(0, 8, value),
            CL_INVALID_ARG_SIZE,
        ),
        ("no value", set(0, 4, ptr::null()), CL_INVALID_ARG_VALUE),
        ("buffer", set(1, 8, handle), CL_SUCCESS),
        (
            "NULL handle",
            set(1, 8, (&raw const null_handle).cast()),
            CL_SUCCESS,
        ),
        ("NULL pointer", set(1, 8, ptr::null()), CL_SUCCESS),
        (
            "handle of a wrong size",
            set(1, 4, handle),
            CL_INVALID_ARG_SIZE,
        ),
        (
            "not a buffer",
            set(1, 8, (&raw const not_memory).cast()),
            CL_INVALID_MEM_OBJECT,
        ),
        ("local", set(2, 64, ptr::null()), CL_SUCCESS),
        (
            "local with a value",
            set(2, 64, value),
            CL_INVALID_ARG_VALUE,
        ),
        (
            "local of no bytes",
            set(2, 0, ptr::null()),
            CL_INVALID_ARG_SIZE,
        ),
        ("constant", set(3, 8, handle), CL_SUCCESS),
        ("index", set(4, 4, value), CL_INVALID_ARG_INDEX),
        (
            "no kernel",
            cl!(clSetKernelArg(ptr::null_mut(), 0, 4, value)),
            CL_INVALID_KERNEL,
        ),
    ]);
}

fn argument_info() {
    let lab = Lab::new();
    let source = "typedef struct { int a; } Thing;
        kernel void k(global const float4 *restrict first, constant uint *second, local volatile char *third, Thing fourth, unsigned short fifth) {}";
    let program = Program::build(&lab.context, source, "-cl-kernel-arg-info").expect("builds");
    let kernel = program.kernel("k");
    let text = |index, name| {
        info_text(|size, value, ret| {
            cl!(clGetKernelArgInfo(kernel.0, index, name, size, value, ret))
        })
    };
    let names: Vec<_> = (0..5)
        .map(|index| text(index, CL_KERNEL_ARG_NAME))
        .collect();
    assert_eq!(names, ["first", "second", "third", "fourth", "fifth"]);
    let types: Vec<_> = (0..5)
        .map(|index| text(index, CL_KERNEL_ARG_TYPE_NAME))
        .collect();
    assert_eq!(types, ["float4*", "uint*", "char*", "Thing", "ushort"]);
    let address = |index| -> cl_uint {
        info(|size, value, ret| {
            cl!(clGetKernelArgInfo(
                kernel.0,
                index,
                CL_KERNEL_ARG_ADDRESS_QUALIFIER,
                size,
                value,
                ret
            ))
        })
    };
    let private = CL_KERNEL_ARG_ADDRESS_PRIVATE;
    let expected = [
        CL_KERNEL_ARG_ADDRESS_GLOBAL,
        CL_KERNEL_ARG_ADDRESS_CONSTANT,
        CL_KERNEL_ARG_ADDRESS_LOCAL,
        private,
        private,
    ];
    assert_eq!([0, 1, 2, 3, 4].map(address), expected);
    let qualifiers = |index| -> cl_ulong {
        info(|size, value, ret| {
            cl!(clGetKernelArgInfo(
                kernel.0,
                index,
                CL_KERNEL_ARG_TYPE_QUALIFIER,
                size,
                value,
                ret
            ))
        })
    };
    let expected = [
        CL_KERNEL_ARG_TYPE_CONST | CL_KERNEL_ARG_TYPE_RESTRICT,
        CL_KERNEL_ARG_TYPE_CONST,
        CL_KERNEL_ARG_TYPE_VOLATILE,
        CL_KERNEL_ARG_TYPE_NONE,
        CL_KERNEL_ARG_TYPE_NONE,
    ];
    assert_eq!(
        [0, 1, 2, 3, 4].map(qualifiers),
        expected.map(cl_ulong::from)
    );
}

fn work_group_info() {
    let lab = Lab::new();
    let program = lab.context.build(
        "kernel __attribute__((reqd_work_group_size(8, 4, 1))) void fixed(global int *a) { local int l[32]; l[get_local_linear_id()] = 1; a[0] = l[0]; }
         kernel __attribute__((work_group_size_hint(16, 1, 1))) __attribute__((vec_type_hint(float4))) void hinted(global int *a) { a[0] = 1; }",
    );
    let (fixed, hinted) = (program.kernel("fixed"), program.kernel("hinted"));
    let device = lab.device.0;
    fn query<T: Copy>(kernel: &Kernel, device: cl_device_id, name: cl_kernel_work_group_info) -> T {
        info(|size, value, ret| {
            cl!(clGetKernelWorkGroupInfo(
                kernel.0, device, name, size, value, ret
            ))
        })
    }
    assert_eq!(
        query::<[usize; 3]>(&fixed, device, CL_KERNEL_COMPILE_WORK_GROUP_SIZE),
        [8, 4, 1]
    );
    assert_eq!(
        query::<[usize; 3]>(&hinted, device, CL_KERNEL_COMPILE_WORK_GROUP_SIZE),
        [0; 3]
    );
    assert!(query::<cl_ulong>(&fixed, device, CL_KERNEL_LOCAL_MEM_SIZE) >= 128);
    assert!(query::<usize>(&hinted, device, CL_KERNEL_WORK_GROUP_SIZE) >= 1);
    assert!(
        query::<usize>(
            &hinted,
            device,
            CL_KERNEL_PREFERRED_WORK_GROUP_SIZE_MULTIPLE
        ) >= 1
    );
    query::<cl_ulong>(&hinted, device, CL_KERNEL_PRIVATE_MEM_SIZE);
    let attributes = |kernel: &Kernel| {
        info_text(|size, value, ret| {
            cl!(clGetKernelInfo(
                kernel.0,
                CL_KERNEL_ATTRIBUTES,
                size,
                value,
                ret
            ))
        })
    };
    assert_eq!(attributes(&fixed), "reqd_work_group_size(8,4,1)");
    assert_eq!(
        attributes(&hinted),
        "work_group_size_hint(16,1,1) vec_type_hint(float4)"
    );
}

fn launches() {
    let lab = Lab::new();
    let program = lab.context.build(
        "kernel void k(global int *a) { a[get_global_id(0)] = 1; }
         kernel __attribute__((reqd_work_group_size(8, 1, 1))) void fixed(global int *a) { a[get_global_id(0)] = 1; }",
    );
    let buffer = lab.buffer(&[0_i32; 64]);
    let (kernel, fixed, unset) = (
        program.kernel("k"),
        program.kernel("fixed"),
        program.kernel("k"),
    );
    kernel.arg_buffer(0, &buffer);
    fixed.arg_buffer(0, &buffer);
    let largest = lab.device.info::<usize>(CL_DEVICE_MAX_WORK_GROUP_SIZE);
    let launch = |kernel: &Kernel, dim, offset: *const usize, global: &[usize], local: &[usize]| {
        let pointer = |list: &[usize]| {
            if list.is_empty() {
                ptr::null()
            } else {
                list.as_ptr()
            }
        };
        cl!(clEnqueueNDRangeKernel(
            lab.queue.0,
            kernel.0,
            dim,
            offset,
            pointer(global),
            pointer(local),
            0,
            ptr::null(),
            ptr::null_mut()
        ))
    };
    let far = [usize::MAX - 3];
    let no = ptr::null();
    expect(&[
        (
            "no dimension",
            launch(&kernel, 0, no, &[64], &[]),
            CL_INVALID_WORK_DIMENSION,
        ),
        (
            "four dimensions",
            launch(&kernel, 4, no, &[1, 1, 1, 1], &[]),
            CL_INVALID_WORK_DIMENSION,
        ),
        (
            "local of no items",
            launch(&kernel, 1, no, &[64], &[0]),
            CL_INVALID_WORK_GROUP_SIZE,
        ),
        (
            "more items than a group may have",
            launch(&kernel, 2, no, &[largest, 2], &[largest, 2]),
            CL_INVALID_WORK_GROUP_SIZE,
        ),
        (
            "not the required size",
            launch(&fixed, 1, no, &[64], &[16]),
            CL_INVALID_WORK_GROUP_SIZE,
        ),
        (
            "an offset that overflows",
            launch(&kernel, 1, far.as_ptr(), &[64], &[]),
            CL_INVALID_GLOBAL_OFFSET,
        ),
        (
            "arguments not set",
            launch(&unset, 1, no, &[64], &[]),
            CL_INVALID_KERNEL_ARGS,
        ),
        (
            "no kernel",
            cl!(clEnqueueNDRangeKernel(
                lab.queue.0,
                ptr::null_mut(),
                1,
                no,
                [64_usize].as_ptr(),
                no,
                0,
                ptr::null(),
                ptr::null_mut()
            )),
            CL_INVALID_KERNEL,
        ),
        (
            "required size, no local",
            launch(&fixed, 1, no, &[64], &[]),
            CL_SUCCESS,
        ),
        ("no items", launch(&kernel, 1, no, &[0], &[]), CL_SUCCESS),
        ("good", launch(&kernel, 1, no, &[64], &[]), CL_SUCCESS),
    ]);
    lab.queue.finish();
}

fn copied() {
    let lab = Lab::new();
    let program = lab
        .context
        .build("kernel void k(global int *a, int at, int v) { a[at] = v; }");
    let kernel = program.kernel("k");
    let buffer = lab.buffer(&[0_i32; 100]);
    let gate = Event::user(&lab.context);
    kernel.arg_buffer(0, &buffer);
    for at in 0..100_i32 {
        kernel.arg(1, at).arg(2, at * at);
        lab.queue.launch_after(&kernel, &[], &[1], &[1], &[&gate]);
    }
    gate.set(CL_COMPLETE);
    let values = lab.queue.read::<i32>(&buffer, 100);
    assert!(
        values
            .iter()
            .enumerate()
            .all(|(at, &value)| value as usize == at * at)
    );
}

fn clones() {
    let lab = Lab::new();
    let program = lab
        .context
        .build("kernel void k(global int *a, int v) { a[0] = v; }");
    let kernel = program.kernel("k");
    let buffer = lab.buffer(&[0_i32]);
    kernel.arg_buffer(0, &buffer).arg(1, 7_i32);
    let mut code = 0;
    let clone = Kernel(cl!(clCloneKernel(kernel.0, &raw mut code)));
    assert_eq!(code, CL_SUCCESS);
    kernel.arg(1, 8_i32);
    drop(kernel);
    lab.run(&clone, &[1], &[1]);
    assert_eq!(lab.queue.read::<i32>(&buffer, 1), [7]);
}
