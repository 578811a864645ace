//! Kernels: making them and setting what they are launched with.

use crate::error::{ClError, ClResult};
use crate::handle::{Borrowed, Ref};
use crate::object::kernel::Kernel;
use crate::object::program::Program;
use crate::object::usm::UsmType;
use crate::raw::{In, Out};
use crate::refuse_if;
use crate::validate::kernel::{self as validate, ExecInfo};
use crate::validate::usm::capabilities;
use mirrorcl_icd_macros::entry;
use opencl_sys as cl;
use opencl_sys::{cl_bool, cl_kernel, cl_kernel_exec_info, cl_mem_device_address_ext, cl_uint};
use std::ffi::{c_char, c_void};

#[entry(clCreateKernel, errcode)]
fn create_kernel(program: Borrowed<Program>, kernel_name: In<c_char>) -> ClResult<Ref<Kernel>> {
    // "CL_INVALID_VALUE if kernel_name is NULL."
    let name = kernel_name
        .text()
        .ok_or_else(|| ClError::value("kernel_name is NULL"))?;
    Kernel::new(&program, &name)
}

#[entry(clCreateKernelsInProgram)]
fn create_kernels_in_program(
    program: Ref<Program>,
    num_kernels: cl_uint,
    kernels: Out<cl_kernel>,
    num_kernels_ret: Out<cl_uint>,
) -> ClResult<()> {
    let executable = program.any_executable()?;
    let names = executable.info().kernels.iter().map(|kernel| &kernel.name);
    let count = names.len();
    if !kernels.is_null() {
        // "CL_INVALID_VALUE if kernels is not NULL and num_kernels is less than the number of kernels in program."
        refuse_if!(
            (num_kernels as usize) < count,
            cl::CL_INVALID_VALUE,
            "num_kernels is {num_kernels}, the program has {count}"
        );
        let made: ClResult<Vec<_>> = names.map(|name| Kernel::new(&program, name)).collect();
        for (index, kernel) in made?.into_iter().enumerate() {
            kernels.write_at(index, kernel.into_handle());
        }
    }
    num_kernels_ret.write(cl_uint::try_from(count).unwrap_or(cl_uint::MAX));
    Ok(())
}

#[entry(clCloneKernel, errcode)]
fn clone_kernel(source: Ref<Kernel>) -> ClResult<Ref<Kernel>> {
    source.duplicate()
}

#[entry(clRetainKernel)]
fn retain_kernel(kernel: Ref<Kernel>) -> ClResult<()> {
    kernel.retain()
}

#[entry(clReleaseKernel)]
fn release_kernel(kernel: Borrowed<Kernel>) -> ClResult<()> {
    kernel.release()
}

/// `clSetKernelArg` of a value of 4 or 8 bytes or of a memory object, unless something is wrong.
#[inline(always)]
fn set_small_kernel_arg(
    kernel: Borrowed<Kernel>,
    arg_index: cl_uint,
    arg_size: usize,
    arg_value: In<c_void>,
) -> bool {
    kernel.set_small_arg(arg_index, arg_size, arg_value)
        || kernel.set_memory_arg(arg_index, arg_size, arg_value)
}

#[entry(clSetKernelArg, shortcut = set_small_kernel_arg)]
fn set_kernel_arg(
    kernel: Borrowed<Kernel>,
    arg_index: cl_uint,
    arg_size: usize,
    arg_value: In<c_void>,
) -> ClResult<()> {
    kernel.set_arg(arg_index, arg_size, arg_value)
}

/// "CL_INVALID_OPERATION if no devices in the context associated with kernel support SVM."
fn check_svm(kernel: &Kernel) -> ClResult<()> {
    refuse_if!(
        !kernel.context().has_svm(),
        cl::CL_INVALID_OPERATION,
        "no device of the context has SVM"
    );
    Ok(())
}

/// `clSetKernelArgSVMPointer`, unless something is wrong.
#[inline(always)]
fn set_svm_pointer_at_once(
    kernel: Borrowed<Kernel>,
    arg_index: cl_uint,
    arg_value: In<c_void>,
) -> bool {
    kernel.set_svm_arg_at_once(arg_index, arg_value.address())
}

#[entry(clSetKernelArgSVMPointer, shortcut = set_svm_pointer_at_once)]
fn set_kernel_arg_svm_pointer(
    kernel: Borrowed<Kernel>,
    arg_index: cl_uint,
    arg_value: In<c_void>,
) -> ClResult<()> {
    apply_svm_arg(&kernel, arg_index, arg_value)
}

/// `clSetKernelArgSVMPointer`.
pub(super) fn apply_svm_arg(
    kernel: &Kernel,
    arg_index: cl_uint,
    arg_value: In<c_void>,
) -> ClResult<()> {
    check_svm(kernel)?;
    kernel.set_svm_arg(arg_index, arg_value.address())
}

/// `cl_ext_buffer_device_address`: every device has it. "CL_INVALID_ARG_INDEX … if arg_index corresponds to an argument that is not a pointer
/// to the global address space."
#[entry(clSetKernelArgDevicePointerEXT)]
fn set_kernel_arg_device_pointer(
    kernel: Borrowed<Kernel>,
    arg_index: cl_uint,
    arg_value: cl_mem_device_address_ext,
) -> ClResult<()> {
    let address = usize::try_from(arg_value).unwrap_or(usize::MAX);
    let set = kernel.set_usm_arg(arg_index, address);
    set.map_err(|error| ClError::new(cl::CL_INVALID_ARG_INDEX, error.reason().to_owned()))
}

#[entry(clSetKernelExecInfo)]
fn set_kernel_exec_info(
    kernel: Ref<Kernel>,
    name: cl_kernel_exec_info,
    size: usize,
    value: In<c_void>,
) -> ClResult<()> {
    apply_exec_info(&kernel, name, size, value)
}

/// `clSetKernelExecInfo`.
pub(super) fn apply_exec_info(
    kernel: &Kernel,
    name: cl_kernel_exec_info,
    size: usize,
    value: In<c_void>,
) -> ClResult<()> {
    let info = validate::exec_info(name, size, value.is_null())?;
    if !matches!(info, ExecInfo::Usm(_)) {
        check_svm(kernel)?;
    }
    match info {
        // Every kernel may use all memory of its context. "CL_INVALID_OPERATION if … no devices in the context … support" such
        // allocations.
        ExecInfo::Usm(memory) => {
            let memory = memory.unwrap_or(UsmType::Device);
            let mut devices = kernel.context().devices().iter();
            refuse_if!(
                devices.all(|device| capabilities(memory, device.capabilities().svm) == 0),
                cl::CL_INVALID_OPERATION,
                "no device of the context has {memory:?} USM"
            );
        }
        ExecInfo::SvmPointers(count) => {
            kernel.set_svm_pointers(value.to_vec_of(count)?);
        }
        ExecInfo::FineGrainSystem => {
            let used = value.read_as::<cl_bool>() == Some(cl::CL_TRUE);
            let devices = kernel.context().devices().iter();
            validate::fine_grain_system(used, devices.map(|device| device.capabilities().svm))?;
            kernel.set_fine_grain_system(used);
        }
    }
    Ok(())
}
