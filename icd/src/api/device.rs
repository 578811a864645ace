//! Devices: finding, counting, dividing, and their clocks.

use crate::error::ClResult;
use crate::handle::Ref;
use crate::object::device::Device;
use crate::object::platform::Platform;
use crate::object::topology::Topology;
use crate::raw::{In, Out};
use crate::validate::partition::{LONGEST_LIST, Part, partition};
use crate::{refuse_if, sys};
use mirrorcl_icd_macros::entry;
use opencl_sys as cl;
use opencl_sys::{
    cl_device_id, cl_device_partition_property, cl_device_type, cl_platform_id, cl_uint, cl_ulong,
};

#[entry(clGetDeviceIDs)]
fn get_device_ids(
    platform: cl_platform_id,
    device_type: cl_device_type,
    num_entries: cl_uint,
    devices: Out<cl_device_id>,
    num_devices: Out<cl_uint>,
) -> ClResult<()> {
    // "platform … can be NULL. If platform is NULL, the behavior is implementation-defined": the only one.
    let platform = if platform.is_null() {
        Platform::get()?
    } else {
        Ref::from_handle(platform)?
    };
    // "CL_INVALID_VALUE if num_entries is equal to zero and devices is not NULL or if both num_devices and devices
    // are NULL."
    refuse_if!(
        num_entries == 0 && !devices.is_null(),
        cl::CL_INVALID_VALUE,
        "num_entries is 0"
    );
    refuse_if!(
        devices.is_null() && num_devices.is_null(),
        cl::CL_INVALID_VALUE,
        "neither devices nor num_devices is asked for"
    );
    let found = platform.devices_of_type(device_type)?;
    for (index, device) in found.iter().enumerate().take(num_entries as usize) {
        devices.write_at(index, device.handle());
    }
    num_devices.write(cl_uint::try_from(found.len()).unwrap_or(cl_uint::MAX));
    Ok(())
}

#[entry(clRetainDevice)]
fn retain_device(device: Ref<Device>) -> ClResult<()> {
    // "If device is a root-level device … the device reference count remains unchanged."
    if device.parent().is_some() {
        device.retain()
    } else {
        Ok(())
    }
}

#[entry(clReleaseDevice)]
fn release_device(device: Ref<Device>) -> ClResult<()> {
    if device.parent().is_some() {
        device.release()
    } else {
        Ok(())
    }
}

#[entry(clCreateSubDevices)]
fn create_sub_devices(
    device: Ref<Device>,
    properties: In<cl_device_partition_property>,
    num_entries: cl_uint,
    devices: Out<cl_device_id>,
    num_devices: Out<cl_uint>,
) -> ClResult<()> {
    let properties = properties.until_zero(LONGEST_LIST)?;
    let (parts, mut partition_type) = partition(
        &properties,
        device.capabilities().compute_units,
        &device.processors(),
        Topology::host(),
    )?;
    let count = parts.len();
    // "CL_INVALID_VALUE if out_devices is not NULL and num_devices is less than the number of sub-devices created by the
    // partition scheme."
    refuse_if!(
        !devices.is_null() && (num_entries as usize) < count,
        cl::CL_INVALID_VALUE,
        "there is room for {num_entries} of {count} sub-devices"
    );
    if !devices.is_null() {
        partition_type.push(0);
        let make = |part: Part| Device::part_of(&device, part, partition_type.clone());
        // All of them exist before the application gets any.
        let created = parts.into_iter().map(make).collect::<ClResult<Vec<_>>>()?;
        for (index, part) in created.into_iter().enumerate() {
            devices.write_at(index, part.into_handle());
        }
    }
    num_devices.write(cl_uint::try_from(count).unwrap_or(cl_uint::MAX));
    Ok(())
}

#[entry(clGetDeviceAndHostTimer)]
fn get_device_and_host_timer(
    device: Ref<Device>,
    device_timestamp: Out<cl_ulong>,
    host_timestamp: Out<cl_ulong>,
) -> ClResult<()> {
    drop(device);
    // "CL_INVALID_VALUE if host_timestamp or device_timestamp is NULL."
    refuse_if!(
        device_timestamp.is_null() || host_timestamp.is_null(),
        cl::CL_INVALID_VALUE,
        "a timestamp pointer is NULL"
    );
    let now = sys::now();
    device_timestamp.write(now);
    host_timestamp.write(now);
    Ok(())
}

#[entry(clGetHostTimer)]
fn get_host_timer(device: Ref<Device>, host_timestamp: Out<cl_ulong>) -> ClResult<()> {
    drop(device);
    refuse_if!(
        host_timestamp.is_null(),
        cl::CL_INVALID_VALUE,
        "host_timestamp is NULL"
    );
    host_timestamp.write(sys::now());
    Ok(())
}
