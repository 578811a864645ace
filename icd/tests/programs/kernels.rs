//! Kernels: arguments, queries, and what a launch takes.

use crate::calls::{built, cl, context, devices, kernel, query, text};
use mirrorcl::handle::Ref;
use mirrorcl::object::device::Device;
use mirrorcl::object::kernel::Kernel;
use mirrorcl_device::exec::Grid;
use opencl_sys::*;
use std::ffi::c_void;
use std::ptr;

pub(crate) const TESTS: &[(&str, fn())] = &[
    ("arguments_are_checked", arguments_are_checked),
    (
        "svm_pointers_and_execution_information",
        svm_pointers_and_execution_information,
    ),
    ("a_launch_takes_what_was_set", a_launch_takes_what_was_set),
    (
        "a_released_buffer_is_no_argument",
        a_released_buffer_is_no_argument,
    ),
    ("kernels_answer_queries", kernels_answer_queries),
    (
        "program_scope_variables_are_per_device",
        program_scope_variables_are_per_device,
    ),
];

fn scale() -> (cl_context, cl_kernel) {
    let context = context(&devices());
    (context, kernel(built(context), "scale").unwrap())
}

fn buffer(context: cl_context) -> cl_mem {
    let mut code = 0;
    let buffer = cl!(clCreateBuffer(
        context,
        0,
        4096,
        ptr::null_mut(),
        &raw mut code
    ));
    assert_eq!(code, CL_SUCCESS);
    buffer
}

fn set<T>(kernel: cl_kernel, index: u32, value: &T) -> cl_int {
    let value: *const T = value;
    cl!(clSetKernelArg(kernel, index, size_of::<T>(), value.cast()))
}

fn set_local(kernel: cl_kernel, index: u32, size: usize) -> cl_int {
    cl!(clSetKernelArg(kernel, index, size, ptr::null()))
}

fn object(kernel: cl_kernel) -> Ref<Kernel> {
    Ref::from_handle(kernel).unwrap()
}

fn device(index: usize) -> Ref<Device> {
    Ref::from_handle(devices()[index]).unwrap()
}

fn arguments_are_checked() {
    let (context, kernel) = scale();
    let memory = buffer(context);
    assert_eq!(set(kernel, 0, &memory), CL_SUCCESS);
    assert_eq!(set(kernel, 0, &1_u32), CL_INVALID_ARG_SIZE);
    assert_eq!(set(kernel, 0, &context), CL_INVALID_MEM_OBJECT);
    assert_eq!(
        set(kernel, 0, &buffer(self::context(&devices()))),
        CL_INVALID_MEM_OBJECT
    );
    assert_eq!(set(kernel, 0, &ptr::null::<c_void>()), CL_SUCCESS);
    assert_eq!(cl!(clSetKernelArg(kernel, 0, 8, ptr::null())), CL_SUCCESS);
    assert_eq!(set(kernel, 1, &1_u64), CL_INVALID_ARG_SIZE);
    assert_eq!(
        cl!(clSetKernelArg(kernel, 1, 4, ptr::null())),
        CL_INVALID_ARG_VALUE
    );
    assert_eq!(set_local(kernel, 2, 0), CL_INVALID_ARG_SIZE);
    assert_eq!(set(kernel, 2, &1_u32), CL_INVALID_ARG_VALUE);
    assert_eq!(set(kernel, 3, &1_u32), CL_INVALID_ARG_INDEX);
    assert_eq!(cl!(clReleaseKernel(kernel)), CL_SUCCESS);
    assert_eq!(set(kernel, 1, &1_u32), CL_INVALID_KERNEL);
}

fn svm_pointers_and_execution_information() {
    let (_, kernel) = scale();
    let pointer = ptr::without_provenance(0xDEAD_BEEF);
    assert_eq!(
        cl!(clSetKernelArgSVMPointer(kernel, 0, pointer)),
        CL_SUCCESS
    );
    assert_eq!(
        cl!(clSetKernelArgSVMPointer(kernel, 0, ptr::null())),
        CL_SUCCESS
    );
    assert_eq!(
        cl!(clSetKernelArgSVMPointer(kernel, 1, pointer)),
        CL_INVALID_ARG_VALUE
    );
    assert_eq!(
        cl!(clSetKernelArgSVMPointer(kernel, 9, pointer)),
        CL_INVALID_ARG_INDEX
    );
    let set =
        |name, size, value: *const c_void| cl!(clSetKernelExecInfo(kernel, name, size, value));
    let pointers = [0x1000_usize, 0, 0x2000];
    let list: *const c_void = pointers.as_ptr().cast();
    assert_eq!(set(CL_KERNEL_EXEC_INFO_SVM_PTRS, 24, list), CL_SUCCESS);
    assert_eq!(object(kernel).exec_info().svm_pointers, pointers);
    assert_eq!(
        set(CL_KERNEL_EXEC_INFO_SVM_PTRS, 20, list),
        CL_INVALID_VALUE
    );
    assert_eq!(
        set(CL_KERNEL_EXEC_INFO_SVM_PTRS, 8, ptr::null()),
        CL_INVALID_VALUE
    );
    let mut code = 0;
    let clone = cl!(clCloneKernel(kernel, &raw mut code));
    assert_eq!(
        set(CL_KERNEL_EXEC_INFO_SVM_PTRS, 0, ptr::null()),
        CL_SUCCESS
    );
    assert_eq!(object(kernel).exec_info().svm_pointers, []);
    assert_eq!(object(clone).exec_info().svm_pointers, pointers);
    let (yes, no): (cl_bool, cl_bool) = (CL_TRUE, CL_FALSE);
    let system = CL_KERNEL_EXEC_INFO_SVM_FINE_GRAIN_SYSTEM;
    assert_eq!(
        set(system, 4, (&raw const yes).cast()),
        CL_INVALID_OPERATION,
        "no device has it"
    );
    assert_eq!(set(system, 4, (&raw const no).cast()), CL_SUCCESS);
    assert_eq!(object(kernel).exec_info().fine_grain_system, Some(false));
}

fn one_group() -> Grid {
    Grid::new(1, [0; 3], [1; 3], [1; 3]).unwrap()
}

fn a_launch_takes_what_was_set() {
    let (context, kernel) = scale();
    let launch = |index| object(kernel).launch(&device(index), one_group());
    let memory = buffer(context);
    assert_eq!(set(kernel, 0, &memory), CL_SUCCESS);
    assert_eq!(set_local(kernel, 2, 100), CL_SUCCESS);
    assert_eq!(launch(0).err().unwrap().code(), CL_INVALID_KERNEL_ARGS);
    assert_eq!(set(kernel, 1, &7_u32), CL_SUCCESS);
    let bound = launch(1).unwrap().kernel;
    assert_eq!(bound.args[8..12], 7_u32.to_le_bytes());
    // Static local memory ends at 20, the argument is aligned to 16.
    assert_eq!(bound.args[16..24], 32_u64.to_le_bytes());
    assert_eq!(bound.local_bytes, 132);
    // The launch keeps what the application gives up, and does not hear what it sets afterwards.
    assert_eq!(set(kernel, 1, &8_u32), CL_SUCCESS);
    assert_eq!(cl!(clReleaseMemObject(memory)), CL_SUCCESS);
    assert_eq!(cl!(clReleaseKernel(kernel)), CL_SUCCESS);
    assert_eq!(bound.args[8..12], 7_u32.to_le_bytes());
}

fn a_released_buffer_is_no_argument() {
    let (context, kernel) = scale();
    let memory = buffer(context);
    assert_eq!(set(kernel, 0, &memory), CL_SUCCESS);
    assert_eq!(set(kernel, 1, &7_u32), CL_SUCCESS);
    assert_eq!(set_local(kernel, 2, usize::MAX), CL_SUCCESS);
    let check = || {
        object(kernel)
            .check_args(&device(0))
            .err()
            .map(|error| error.code())
    };
    assert_eq!(check(), Some(CL_OUT_OF_RESOURCES));
    assert_eq!(set_local(kernel, 2, 64), CL_SUCCESS);
    assert_eq!(check(), None);
    assert_eq!(cl!(clReleaseMemObject(memory)), CL_SUCCESS);
    assert_eq!(check(), Some(CL_INVALID_KERNEL_ARGS));
}

fn kernels_answer_queries() {
    let (_, kernel) = scale();
    let devices = devices();
    let info = |name| {
        query(|size, value, ret| cl!(clGetKernelInfo(kernel, name, size, value, ret))).unwrap()
    };
    assert_eq!(text(&info(CL_KERNEL_FUNCTION_NAME)), "scale");
    assert_eq!(info(CL_KERNEL_NUM_ARGS), 3_u32.to_le_bytes());
    assert_eq!(
        text(&info(CL_KERNEL_ATTRIBUTES)),
        "reqd_work_group_size(1,1,1)"
    );
    let arg = |index, name| {
        query(|size, value, ret| cl!(clGetKernelArgInfo(kernel, index, name, size, value, ret)))
    };
    assert_eq!(text(&arg(0, CL_KERNEL_ARG_TYPE_NAME).unwrap()), "ulong*");
    let qualifiers = arg(0, CL_KERNEL_ARG_TYPE_QUALIFIER).unwrap();
    let constant = u64::from(CL_KERNEL_ARG_TYPE_CONST);
    assert_eq!(qualifiers, constant.to_le_bytes());
    assert_eq!(
        arg(1, CL_KERNEL_ARG_NAME),
        Err(CL_KERNEL_ARG_INFO_NOT_AVAILABLE)
    );
    assert_eq!(arg(3, CL_KERNEL_ARG_NAME), Err(CL_INVALID_ARG_INDEX));
    let group = |device, name| {
        query(|size, value, ret| {
            cl!(clGetKernelWorkGroupInfo(
                kernel, device, name, size, value, ret
            ))
        })
    };
    assert_eq!(set_local(kernel, 2, 100), CL_SUCCESS);
    let local = group(devices[0], CL_KERNEL_LOCAL_MEM_SIZE).unwrap();
    assert_eq!(local, 132_u64.to_le_bytes());
    let multiple = group(devices[1], CL_KERNEL_PREFERRED_WORK_GROUP_SIZE_MULTIPLE).unwrap();
    assert_eq!(multiple, 8_u64.to_le_bytes());
    let null = ptr::null_mut();
    assert_eq!(
        group(null, CL_KERNEL_LOCAL_MEM_SIZE),
        Err(CL_INVALID_DEVICE),
        "there are two"
    );
    assert_eq!(
        group(devices[0], CL_KERNEL_GLOBAL_WORK_SIZE),
        Err(CL_INVALID_VALUE)
    );
    let sub_groups = cl!(clGetKernelSubGroupInfo(
        kernel,
        devices[0],
        0,
        0,
        ptr::null(),
        0,
        null,
        ptr::null_mut()
    ));
    assert_eq!(sub_groups, CL_INVALID_VALUE);
}

fn program_scope_variables_are_per_device() {
    let (context, kernel) = scale();
    assert_eq!(set(kernel, 0, &buffer(context)), CL_SUCCESS);
    assert_eq!(set(kernel, 1, &7_u32), CL_SUCCESS);
    assert_eq!(set_local(kernel, 2, 16), CL_SUCCESS);
    let data = |index| {
        let launch = object(kernel).launch(&device(index), one_group());
        launch.unwrap().kernel.program_data
    };
    assert_ne!(data(0), data(1));
    for index in 0..2 {
        let block = data(index);
        assert!(block.is_multiple_of(64) && (block as u64) < device(index).address_range()[1]);
        // SAFETY: the program's variables: 64 bytes, alive as long as the kernel.
        let words: [u64; 8] = unsafe { ptr::with_exposed_provenance::<[u64; 8]>(block).read() };
        assert_eq!(words[..2], [0x03_02_01, block as u64 + 16]);
        assert_eq!(words[2..], [0; 6]);
    }
}
