//! Contexts.

use crate::callback::{Callback, ContextNotify, ObjectNotify};
use crate::error::{ClError, ClResult};
use crate::handle::{Ref, objects_of};
use crate::info::{Answered, InfoWriter};
use crate::object::context::Context;
use crate::object::device::Device;
use crate::object::platform::Platform;
use crate::raw::In;
use crate::refuse_if;
use crate::validate::context::context_properties;
use mirrorcl_icd_macros::entry;
use opencl_sys as cl;
use opencl_sys::{cl_context_info, cl_context_properties, cl_device_id, cl_device_type, cl_uint};
use std::ffi::c_void;

/// The properties as given, and the callback with its user data.
fn common_arguments(
    properties: In<cl_context_properties>,
    notify: Option<ContextNotify>,
    user_data: *mut c_void,
) -> ClResult<(Vec<cl_context_properties>, Option<Callback<ContextNotify>>)> {
    let list = properties.properties()?;
    if let Some(platform) = context_properties(&list)? {
        // "CL_INVALID_PLATFORM … if platform value specified in properties is not a valid platform."
        Ref::<Platform>::from_handle(platform)?;
    }
    // "CL_INVALID_VALUE if pfn_notify is NULL but user_data is not NULL."
    refuse_if!(
        notify.is_none() && !user_data.is_null(),
        cl::CL_INVALID_VALUE,
        "user_data without pfn_notify"
    );
    Ok((
        list,
        notify.map(|function| Callback::new(function, user_data)),
    ))
}

#[entry(clCreateContext, errcode)]
fn create_context(
    properties: In<cl_context_properties>,
    num_devices: cl_uint,
    devices: In<cl_device_id>,
    notify: Option<ContextNotify>,
    user_data: *mut c_void,
) -> ClResult<Ref<Context>> {
    let (properties, notify) = common_arguments(properties, notify, user_data)?;
    // "CL_INVALID_VALUE if devices is NULL; if num_devices is equal to zero".
    refuse_if!(
        devices.is_null() || num_devices == 0,
        cl::CL_INVALID_VALUE,
        "there is no device in the list"
    );
    let mut distinct: Vec<Ref<Device>> = Vec::new();
    for device in objects_of(&devices.to_vec(num_devices as usize)?)? {
        // "Duplicate devices specified in devices are ignored."
        if !distinct.contains(&device) {
            distinct.push(device);
        }
    }
    Context::new(distinct, properties, notify)
}

#[entry(clCreateContextFromType, errcode)]
fn create_context_from_type(
    properties: In<cl_context_properties>,
    device_type: cl_device_type,
    notify: Option<ContextNotify>,
    user_data: *mut c_void,
) -> ClResult<Ref<Context>> {
    let (properties, notify) = common_arguments(properties, notify, user_data)?;
    let devices = Platform::get()?.devices_of_type(device_type)?;
    Context::new(devices, properties, notify)
}

#[entry(clRetainContext)]
fn retain_context(context: Ref<Context>) -> ClResult<()> {
    context.retain()
}

#[entry(clReleaseContext)]
fn release_context(context: Ref<Context>) -> ClResult<()> {
    context.release()
}

#[entry(clGetContextInfo)]
fn get_context_info(
    context: Ref<Context>,
    name: cl_context_info,
    info: InfoWriter,
) -> ClResult<Answered> {
    match name {
        cl::CL_CONTEXT_REFERENCE_COUNT => info.write(context.api_references()),
        cl::CL_CONTEXT_NUM_DEVICES => {
            info.write(cl_uint::try_from(context.devices().len()).unwrap_or(cl_uint::MAX))
        }
        cl::CL_CONTEXT_DEVICES => {
            let handles: Vec<_> = context.devices().iter().map(Ref::handle).collect();
            info.write_slice(&handles)
        }
        cl::CL_CONTEXT_PROPERTIES => info.write_slice(context.properties()),
        _ => info.unknown("clGetContextInfo", name),
    }
}

#[entry(clSetContextDestructorCallback)]
fn set_context_destructor_callback(
    context: Ref<Context>,
    notify: Option<ObjectNotify>,
    user_data: *mut c_void,
) -> ClResult<()> {
    let notify = notify.ok_or_else(|| ClError::value("pfn_notify is NULL"))?;
    context.add_destructor(Callback::new(notify, user_data));
    Ok(())
}
