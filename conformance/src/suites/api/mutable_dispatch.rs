//! Updates of recorded kernels.

use super::command_buffers::{SOURCE, add_and_twice, lab};
use super::expect;
use crate::case::Case;
use mirrorcl_conformance::cl::{CommandBuffer, check, info, info_vec, no_change};
use mirrorcl_conformance::ext;
use mirrorcl_conformance::lab::Lab;
use opencl_sys::*;
use std::ffi::c_void;
use std::ptr;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("api::mutable_dispatch_updates", updates),
        Case::new("api::mutable_dispatch_late_arguments", late_arguments),
        Case::new("api::mutable_dispatch_errors", update_errors),
        Case::new("api::mutable_dispatch_lists", update_lists),
        Case::new("api::mutable_dispatch_fields", fields),
        Case::new("api::mutable_dispatch_queries", update_queries),
    ]
}

fn updates() {
    let lab = Lab::new();
    let [first, second] = [(); 2].map(|()| lab.buffer(&[0_i32; 64]));
    let program = lab.context.build(SOURCE);
    let ids = program.kernel("ids");
    ids.arg_buffer(0, &first);
    let buffer = CommandBuffer::with_flags(&lab.queue, CL_COMMAND_BUFFER_MUTABLE_KHR);
    let (_, handle) = buffer.kernel(&ids, &[16], &[4], &[]);
    buffer.finalize();
    drop(buffer.enqueue(&[]));
    let by = |from: i32, local: i32, count: i32| -> Vec<i32> {
        (0..count).map(|n| (from + n) * 1000 + local).collect()
    };
    assert_eq!(lab.queue.read::<i32>(&first, 16), by(0, 4, 16));
    // Another buffer, another size, another offset, in two structures for one command.
    let arg = cl_mutable_dispatch_arg_khr {
        arg_index: 0,
        arg_size: size_of::<cl_mem>(),
        arg_value: (&raw const second.0).cast(),
    };
    let (global, local, offset) = ([32_usize], [8_usize], [5_usize]);
    let changes = [
        cl_mutable_dispatch_config_khr {
            num_args: 1,
            arg_list: &raw const arg,
            global_work_offset: offset.as_ptr(),
            ..no_change(handle)
        },
        cl_mutable_dispatch_config_khr {
            work_dim: 1,
            global_work_size: global.as_ptr(),
            local_work_size: local.as_ptr(),
            ..no_change(handle)
        },
    ];
    check(buffer.update(&changes), "clUpdateMutableCommandsKHR");
    drop(buffer.enqueue(&[]));
    assert_eq!(lab.queue.read::<i32>(&second, 32), by(5, 8, 32));
    assert_eq!(lab.queue.read::<i32>(&first, 17)[16], 0);
    // An SVM pointer in place of the buffer; execution information.
    let svm = lab.context.svm::<i32>(CL_MEM_READ_WRITE, 64);
    let arg = cl_mutable_dispatch_arg_khr {
        arg_index: 0,
        arg_size: 0,
        arg_value: svm.as_ptr().cast(),
    };
    let pointers = [svm.as_ptr()];
    let exec_info = cl_mutable_dispatch_exec_info_khr {
        param_name: CL_KERNEL_EXEC_INFO_SVM_PTRS,
        param_value_size: size_of_val(&pointers),
        param_value: pointers.as_ptr().cast(),
    };
    let change = cl_mutable_dispatch_config_khr {
        num_svm_args: 1,
        arg_svm_list: &raw const arg,
        num_exec_infos: 1,
        exec_info_list: &raw const exec_info,
        ..no_change(handle)
    };
    check(buffer.update(&[change]), "clUpdateMutableCommandsKHR");
    assert_eq!(buffer.enqueue(&[]).wait(), CL_SUCCESS);
    lab.queue.map(&svm);
    assert_eq!(svm.to_vec()[..32], by(5, 8, 32));
    lab.queue.unmap(&svm);
    lab.queue.finish();
}

fn late_arguments() {
    let (lab, numbers) = lab(8);
    let twice = lab.context.build(SOURCE).kernel("twice");
    let fields = [
        CL_MUTABLE_DISPATCH_UPDATABLE_FIELDS_KHR,
        CL_MUTABLE_DISPATCH_ARGUMENTS_KHR,
        0,
    ];
    let record = |buffer: &CommandBuffer| {
        let (global, mut handle) = ([8_usize], ptr::null_mut());
        let code = ext!(clCommandNDRangeKernelKHR(
            buffer.0,
            ptr::null_mut(),
            fields.as_ptr(),
            twice.0,
            1,
            ptr::null(),
            global.as_ptr(),
            ptr::null(),
            0,
            ptr::null(),
            ptr::null_mut(),
            &raw mut handle
        ));
        (code, handle)
    };
    let fixed = CommandBuffer::new(&lab.queue, &[]);
    assert_eq!(record(&fixed).0, CL_INVALID_KERNEL_ARGS);
    let buffer = CommandBuffer::with_flags(&lab.queue, CL_COMMAND_BUFFER_MUTABLE_KHR);
    let (code, handle) = record(&buffer);
    check(code, "clCommandNDRangeKernelKHR");
    buffer.finalize();
    // CL_COMMAND_BUFFER_STATE_FINALIZED_KHR.
    assert_eq!(buffer.info::<cl_uint>(CL_COMMAND_BUFFER_STATE_KHR), 2);
    let enqueue = ext!(clEnqueueCommandBufferKHR(
        0,
        ptr::null_mut(),
        buffer.0,
        0,
        ptr::null(),
        ptr::null_mut()
    ));
    assert_eq!(enqueue, CL_INVALID_OPERATION);
    let arg = cl_mutable_dispatch_arg_khr {
        arg_index: 0,
        arg_size: size_of::<cl_mem>(),
        arg_value: (&raw const numbers.0).cast(),
    };
    let change = cl_mutable_dispatch_config_khr {
        num_args: 1,
        arg_list: &raw const arg,
        ..no_change(handle)
    };
    check(buffer.update(&[change]), "clUpdateMutableCommandsKHR");
    assert_eq!(
        buffer.info::<cl_uint>(CL_COMMAND_BUFFER_STATE_KHR),
        CL_COMMAND_BUFFER_STATE_EXECUTABLE_KHR
    );
    assert_eq!(buffer.enqueue(&[]).wait(), CL_SUCCESS);
    assert_eq!(lab.queue.read::<i32>(&numbers, 8), [2; 8]);
}

fn update_errors() {
    let (lab, numbers) = lab(64);
    let [add, _] = add_and_twice(&lab, &numbers, 1);
    let buffer = CommandBuffer::with_flags(&lab.queue, CL_COMMAND_BUFFER_MUTABLE_KHR);
    let (_, handle) = buffer.kernel(&add, &[64], &[8], &[]);
    let early = buffer.update(&[no_change(handle)]);
    buffer.finalize();
    let other = CommandBuffer::with_flags(&lab.queue, CL_COMMAND_BUFFER_MUTABLE_KHR);
    let (_, foreign) = other.kernel(&add, &[64], &[8], &[]);
    let fixed = CommandBuffer::new(&lab.queue, &[]);
    let (_, of_fixed) = fixed.kernel(&add, &[64], &[8], &[]);
    fixed.finalize();
    let five = 5_i32;
    let good = cl_mutable_dispatch_arg_khr {
        arg_index: 1,
        arg_size: 4,
        arg_value: (&raw const five).cast(),
    };
    let with_arg = |arg: *const cl_mutable_dispatch_arg_khr, num_args| {
        buffer.update(&[cl_mutable_dispatch_config_khr {
            num_args,
            arg_list: arg,
            ..no_change(handle)
        }])
    };
    let bad_index = cl_mutable_dispatch_arg_khr {
        arg_index: 2,
        ..good
    };
    let bad_size = cl_mutable_dispatch_arg_khr {
        arg_size: 8,
        ..good
    };
    let sizes = |global: &[usize], local: &[usize]| {
        buffer.update(&[cl_mutable_dispatch_config_khr {
            global_work_size: global.as_ptr(),
            local_work_size: local.as_ptr(),
            ..no_change(handle)
        }])
    };
    expect(&[
        ("recording", early, CL_INVALID_OPERATION),
        (
            "not mutable",
            fixed.update(&[no_change(of_fixed)]),
            CL_INVALID_OPERATION,
        ),
        (
            "no command",
            buffer.update(&[no_change(ptr::null_mut())]),
            CL_INVALID_MUTABLE_COMMAND_KHR,
        ),
        (
            "work_dim",
            buffer.update(&[cl_mutable_dispatch_config_khr {
                work_dim: 2,
                ..no_change(handle)
            }]),
            CL_INVALID_OPERATION,
        ),
        (
            "list without count",
            with_arg(&raw const good, 0),
            CL_INVALID_VALUE,
        ),
        (
            "count without list",
            with_arg(ptr::null(), 1),
            CL_INVALID_VALUE,
        ),
        (
            "index",
            with_arg(&raw const bad_index, 1),
            CL_INVALID_ARG_INDEX,
        ),
        (
            "size",
            with_arg(&raw const bad_size, 1),
            CL_INVALID_ARG_SIZE,
        ),
        ("uniformity", sizes(&[60], &[8]), CL_INVALID_OPERATION),
        (
            "local size",
            sizes(&[64], &[usize::MAX]),
            CL_INVALID_OPERATION,
        ),
    ]);
    // One that is good beside one that is not: neither is made.
    let changes = [
        cl_mutable_dispatch_config_khr {
            num_args: 1,
            arg_list: &raw const good,
            ..no_change(handle)
        },
        no_change(foreign),
    ];
    assert_eq!(buffer.update(&changes), CL_INVALID_MUTABLE_COMMAND_KHR);
    assert_eq!(buffer.enqueue(&[]).wait(), CL_SUCCESS);
    assert_eq!(lab.queue.read::<i32>(&numbers, 64), [2; 64]);
}

/// The lists of an update.
fn update_lists() {
    let lab = Lab::new();
    let buffer = CommandBuffer::with_flags(&lab.queue, CL_COMMAND_BUFFER_MUTABLE_KHR);
    buffer.finalize();
    let mut none: *const c_void = ptr::null();
    let config_type = CL_STRUCTURE_TYPE_MUTABLE_DISPATCH_CONFIG_KHR;
    let raw = |count, types: *const cl_uint, configs: *mut *const c_void| {
        ext!(clUpdateMutableCommandsKHR(buffer.0, count, types, configs))
    };
    expect(&[
        (
            "no structure",
            raw(1, &raw const config_type, &raw mut none),
            CL_INVALID_VALUE,
        ),
        (
            "no types",
            raw(1, ptr::null(), &raw mut none),
            CL_INVALID_VALUE,
        ),
        (
            "types alone",
            raw(0, &raw const config_type, ptr::null_mut()),
            CL_INVALID_VALUE,
        ),
        ("nothing", raw(0, ptr::null(), ptr::null_mut()), CL_SUCCESS),
        (
            "unknown type",
            raw(1, [77].as_ptr(), &raw mut none),
            CL_INVALID_VALUE,
        ),
        (
            "no buffer",
            ext!(clUpdateMutableCommandsKHR(
                ptr::null_mut(),
                0,
                ptr::null(),
                ptr::null_mut()
            )),
            CL_INVALID_COMMAND_BUFFER_KHR,
        ),
    ]);
}

/// What was not said to be updated is not.
fn fields() {
    let (lab, numbers) = lab(64);
    let [add, _] = add_and_twice(&lab, &numbers, 1);
    let buffer = CommandBuffer::with_flags(&lab.queue, CL_COMMAND_BUFFER_MUTABLE_KHR);
    let (global, local, mut handle) = ([64_usize], [8_usize], ptr::null_mut());
    let properties = [CL_MUTABLE_DISPATCH_UPDATABLE_FIELDS_KHR, 0, 0];
    let code = ext!(clCommandNDRangeKernelKHR(
        buffer.0,
        ptr::null_mut(),
        properties.as_ptr(),
        add.0,
        1,
        ptr::null(),
        global.as_ptr(),
        local.as_ptr(),
        0,
        ptr::null(),
        ptr::null_mut(),
        &raw mut handle
    ));
    check(code, "clCommandNDRangeKernelKHR");
    buffer.finalize();
    let (arg, exec_info) = (
        cl_mutable_dispatch_arg_khr {
            arg_index: 1,
            arg_size: 4,
            arg_value: ptr::null(),
        },
        cl_mutable_dispatch_exec_info_khr {
            param_name: CL_KERNEL_EXEC_INFO_SVM_PTRS,
            param_value_size: 0,
            param_value: ptr::null(),
        },
    );
    let none = no_change(handle);
    let size = global.as_ptr();
    for change in [
        cl_mutable_dispatch_config_khr {
            global_work_offset: size,
            ..none
        },
        cl_mutable_dispatch_config_khr {
            global_work_size: size,
            ..none
        },
        cl_mutable_dispatch_config_khr {
            local_work_size: size,
            ..none
        },
        cl_mutable_dispatch_config_khr {
            num_args: 1,
            arg_list: &raw const arg,
            ..none
        },
        cl_mutable_dispatch_config_khr {
            num_svm_args: 1,
            arg_svm_list: &raw const arg,
            ..none
        },
        cl_mutable_dispatch_config_khr {
            num_exec_infos: 1,
            exec_info_list: &raw const exec_info,
            ..none
        },
    ] {
        assert_eq!(buffer.update(&[change]), CL_INVALID_OPERATION, "{change:?}");
    }
    assert_eq!(buffer.update(&[none]), CL_SUCCESS);
}

fn update_queries() {
    let (lab, numbers) = lab(64);
    let [add, _] = add_and_twice(&lab, &numbers, 1);
    let buffer = CommandBuffer::with_flags(&lab.queue, CL_COMMAND_BUFFER_MUTABLE_KHR);
    let (_, handle) = buffer.kernel(&add, &[4, 2], &[], &[]);
    let sizes = |name| {
        info_vec::<usize>(|size, value, ret| {
            ext!(clGetMutableCommandInfoKHR(handle, name, size, value, ret))
        })
    };
    let pointer = |name| -> *mut c_void {
        info(|size, value, ret| ext!(clGetMutableCommandInfoKHR(handle, name, size, value, ret)))
    };
    let number = |name| -> cl_uint {
        info(|size, value, ret| ext!(clGetMutableCommandInfoKHR(handle, name, size, value, ret)))
    };
    assert_eq!(pointer(CL_MUTABLE_COMMAND_COMMAND_BUFFER_KHR), buffer.0);
    assert_eq!(pointer(CL_MUTABLE_COMMAND_COMMAND_QUEUE_KHR), lab.queue.0);
    assert_eq!(pointer(CL_MUTABLE_DISPATCH_KERNEL_KHR), add.0);
    assert_eq!(
        number(CL_MUTABLE_COMMAND_COMMAND_TYPE_KHR),
        CL_COMMAND_NDRANGE_KERNEL
    );
    assert_eq!(number(CL_MUTABLE_DISPATCH_DIMENSIONS_KHR), 2);
    assert_eq!(sizes(CL_MUTABLE_DISPATCH_GLOBAL_WORK_OFFSET_KHR), [0, 0]);
    assert_eq!(sizes(CL_MUTABLE_DISPATCH_GLOBAL_WORK_SIZE_KHR), [4, 2]);
    assert_eq!(sizes(CL_MUTABLE_DISPATCH_LOCAL_WORK_SIZE_KHR), [0, 0]);
    assert!(sizes(CL_MUTABLE_COMMAND_PROPERTIES_ARRAY_KHR).is_empty());
    buffer.finalize();
    let (global, offset) = ([2_usize, 2], [1_usize, 1]);
    let change = cl_mutable_dispatch_config_khr {
        global_work_offset: offset.as_ptr(),
        global_work_size: global.as_ptr(),
        local_work_size: global.as_ptr(),
        ..no_change(handle)
    };
    check(buffer.update(&[change]), "clUpdateMutableCommandsKHR");
    assert_eq!(sizes(CL_MUTABLE_DISPATCH_GLOBAL_WORK_OFFSET_KHR), [1, 1]);
    assert_eq!(sizes(CL_MUTABLE_DISPATCH_GLOBAL_WORK_SIZE_KHR), [2, 2]);
    assert_eq!(sizes(CL_MUTABLE_DISPATCH_LOCAL_WORK_SIZE_KHR), [2, 2]);
    let query = |command, name| {
        ext!(clGetMutableCommandInfoKHR(
            command,
            name,
            0,
            ptr::null_mut(),
            ptr::null_mut()
        ))
    };
    expect(&[
        ("unknown", query(handle, 1), CL_INVALID_VALUE),
        (
            "no command",
            query(buffer.0, CL_MUTABLE_DISPATCH_DIMENSIONS_KHR),
            CL_INVALID_MUTABLE_COMMAND_KHR,
        ),
    ]);
    drop(buffer);
    assert_eq!(
        query(handle, CL_MUTABLE_DISPATCH_DIMENSIONS_KHR),
        CL_INVALID_MUTABLE_COMMAND_KHR
    );
}
