//! Queries about kernels.

use crate::error::{ClError, ClResult};
use crate::handle::Ref;
use crate::info::{Answered, InfoWriter};
use crate::object::device::Device;
use crate::object::kernel::{Kernel, preferred_multiple};
use crate::raw::In;
use crate::refuse_if;
use crate::validate::kernel as validate;
use crate::validate::sub_group::{self, SubGroups};
use mirrorcl_icd_macros::entry;
use mirrorcl_protocol::{AccessQualifier, AddressQualifier};
use opencl_sys as cl;
use opencl_sys::{
    cl_device_id, cl_kernel_arg_info, cl_kernel_info, cl_kernel_sub_group_info,
    cl_kernel_work_group_info, cl_uint, cl_ulong,
};
use std::ffi::c_void;

#[entry(clGetKernelInfo)]
fn get_kernel_info(
    kernel: Ref<Kernel>,
    name: cl_kernel_info,
    info: InfoWriter,
) -> ClResult<Answered> {
    match name {
        cl::CL_KERNEL_FUNCTION_NAME => info.write_str(&kernel.info().name),
        cl::CL_KERNEL_NUM_ARGS => {
            info.write(cl_uint::try_from(kernel.info().args.len()).unwrap_or(cl_uint::MAX))
        }
        cl::CL_KERNEL_REFERENCE_COUNT => info.write(kernel.api_references()),
        cl::CL_KERNEL_CONTEXT => info.write(kernel.context().handle()),
        cl::CL_KERNEL_PROGRAM => info.write(kernel.program().handle()),
        cl::CL_KERNEL_ATTRIBUTES => info.write_str(kernel.attributes()),
        _ => info.unknown("clGetKernelInfo", name),
    }
}

#[entry(clGetKernelArgInfo)]
fn get_kernel_arg_info(
    kernel: Ref<Kernel>,
    arg_index: cl_uint,
    name: cl_kernel_arg_info,
    info: InfoWriter,
) -> ClResult<Answered> {
    let arg = validate::arg(kernel.info(), arg_index)?;
    // "CL_KERNEL_ARG_INFO_NOT_AVAILABLE if the argument information is not available for kernel."
    let text = arg.info.as_ref().ok_or_else(|| {
        let reason = "the program does not say";
        ClError::new(cl::CL_KERNEL_ARG_INFO_NOT_AVAILABLE, reason)
    })?;
    match name {
        cl::CL_KERNEL_ARG_ADDRESS_QUALIFIER => info.write(match text.address {
            AddressQualifier::Private => cl::CL_KERNEL_ARG_ADDRESS_PRIVATE,
            AddressQualifier::Global => cl::CL_KERNEL_ARG_ADDRESS_GLOBAL,
            AddressQualifier::Constant => cl::CL_KERNEL_ARG_ADDRESS_CONSTANT,
            AddressQualifier::Local => cl::CL_KERNEL_ARG_ADDRESS_LOCAL,
        }),
        cl::CL_KERNEL_ARG_ACCESS_QUALIFIER => info.write(match text.access {
            AccessQualifier::None => cl::CL_KERNEL_ARG_ACCESS_NONE,
            AccessQualifier::ReadOnly => cl::CL_KERNEL_ARG_ACCESS_READ_ONLY,
            AccessQualifier::WriteOnly => cl::CL_KERNEL_ARG_ACCESS_WRITE_ONLY,
            AccessQualifier::ReadWrite => cl::CL_KERNEL_ARG_ACCESS_READ_WRITE,
        }),
        cl::CL_KERNEL_ARG_TYPE_NAME => info.write_str(&text.type_name),
        // A cl_bitfield.
        cl::CL_KERNEL_ARG_TYPE_QUALIFIER => info.write::<cl_ulong>(text.qualifiers.bits().into()),
        cl::CL_KERNEL_ARG_NAME => info.write_str(&text.name),
        _ => info.unknown("clGetKernelArgInfo", name),
    }
}

/// The device that a query is about. "CL_INVALID_DEVICE if device is not in the list of devices associated with kernel or if device is
/// NULL but there is more than one device associated with kernel."
fn queried_device(kernel: &Kernel, handle: cl_device_id) -> ClResult<Ref<Device>> {
    let mut devices = kernel.devices();
    if handle.is_null() {
        refuse_if!(
            devices.len() != 1,
            cl::CL_INVALID_DEVICE,
            "device is NULL, and the kernel has {} devices",
            devices.len()
        );
        return Ok(devices.next().expect("there is one").clone());
    }
    let device = Ref::from_handle(handle)?;
    refuse_if!(
        !devices.any(|other| *other == device),
        cl::CL_INVALID_DEVICE,
        "{device:?} is not a device of the kernel"
    );
    Ok(device)
}

#[entry(clGetKernelWorkGroupInfo)]
fn get_kernel_work_group_info(
    kernel: Ref<Kernel>,
    device: cl_device_id,
    name: cl_kernel_work_group_info,
    info: InfoWriter,
) -> ClResult<Answered> {
    let device = queried_device(&kernel, device)?;
    let compiled = kernel.info_for(&device).expect("a device of the kernel");
    match name {
        // "CL_INVALID_VALUE if param_name is CL_KERNEL_GLOBAL_WORK_SIZE and device is not a custom device and kernel is not a
        // built-in kernel."
        cl::CL_KERNEL_GLOBAL_WORK_SIZE => Err(ClError::value(
            "CL_KERNEL_GLOBAL_WORK_SIZE is for custom devices and built-in kernels",
        )),
        cl::CL_KERNEL_WORK_GROUP_SIZE => info.write(device.capabilities().max_work_group_size),
        cl::CL_KERNEL_COMPILE_WORK_GROUP_SIZE => info.write(
            compiled
                .reqd_work_group_size
                .map(|size| usize::try_from(size).unwrap_or(usize::MAX)),
        ),
        cl::CL_KERNEL_LOCAL_MEM_SIZE => info.write::<cl_ulong>(kernel.local_bytes()),
        cl::CL_KERNEL_PREFERRED_WORK_GROUP_SIZE_MULTIPLE => {
            info.write(preferred_multiple(compiled))
        }
        cl::CL_KERNEL_PRIVATE_MEM_SIZE => info.write::<cl_ulong>(compiled.private_size),
        _ => info.unknown("clGetKernelWorkGroupInfo", name),
    }
}

#[entry(clGetKernelSubGroupInfo)]
fn get_kernel_sub_group_info(
    kernel: Ref<Kernel>,
    device: cl_device_id,
    name: cl_kernel_sub_group_info,
    input_size: usize,
    input: In<c_void>,
    info: InfoWriter,
) -> ClResult<Answered> {
    let device = queried_device(&kernel, device)?;
    let compiled = kernel.info_for(&device).expect("a device of the kernel");
    let groups = SubGroups::of(compiled, device.capabilities().max_work_group_size);
    let local_size = || -> ClResult<Vec<usize>> {
        let dimensions = sub_group::dimensions(input_size)?;
        input.to_vec_of(dimensions)
    };
    match name {
        cl::CL_KERNEL_MAX_SUB_GROUP_SIZE_FOR_NDRANGE => {
            groups.count(&local_size()?)?;
            info.write(groups.size)
        }
        cl::CL_KERNEL_SUB_GROUP_COUNT_FOR_NDRANGE => info.write(groups.count(&local_size()?)?),
        cl::CL_KERNEL_LOCAL_SIZE_FOR_SUB_GROUP_COUNT => {
            let count = match local_size()?.as_slice() {
                [count] => *count,
                _ => return Err(ClError::value("the number of sub-groups is one size_t")),
            };
            // "… an array that contains between one and three elements", as many as there is room for.
            let dimensions = (info.capacity() / size_of::<usize>()).clamp(1, 3);
            info.write_slice(&groups.local_size(count)[..dimensions])
        }
        cl::CL_KERNEL_MAX_NUM_SUB_GROUPS => info.write(groups.max_count()),
        // OpenCL C has no attribute for it.
        cl::CL_KERNEL_COMPILE_NUM_SUB_GROUPS => info.write::<usize>(0),
        _ => info.unknown("clGetKernelSubGroupInfo", name),
    }
}
