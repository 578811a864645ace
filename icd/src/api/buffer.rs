//! Buffers and sub-buffers: creation.

use crate::error::{ClError, ClResult};
use crate::handle::{Borrowed, Ref};
use crate::object::context::Context;
use crate::object::mem::Mem;
use crate::raw::In;
use crate::refuse_if;
use crate::validate::buffer::{
    buffer_flags, buffer_property, host_pointer, range_within, sub_buffer_flags,
};
use mirrorcl_icd_macros::entry;
use opencl_sys as cl;
use opencl_sys::{cl_buffer_create_type, cl_buffer_region, cl_mem_flags, cl_mem_properties};
use std::ffi::c_void;

#[entry(clCreateBuffer, errcode)]
fn create_buffer(
    context: Borrowed<Context>,
    flags: cl_mem_flags,
    size: usize,
    host_ptr: *mut c_void,
) -> ClResult<Ref<Mem>> {
    create(&context, Vec::new(), flags, size, host_ptr)
}

#[entry(clCreateBufferWithProperties, errcode)]
fn create_buffer_with_properties(
    context: Borrowed<Context>,
    properties: In<cl_mem_properties>,
    flags: cl_mem_flags,
    size: usize,
    host_ptr: *mut c_void,
) -> ClResult<Ref<Mem>> {
    // "… or if the same property name is specified more than once": CL_INVALID_PROPERTY as well.
    let properties = properties
        .checked_properties(buffer_property)
        .map_err(|error| ClError::new(cl::CL_INVALID_PROPERTY, error.reason().to_owned()))?;
    create(&context, properties, flags, size, host_ptr)
}

fn create(
    context: &Ref<Context>,
    properties: Vec<cl_mem_properties>,
    flags: cl_mem_flags,
    size: usize,
    host_ptr: *mut c_void,
) -> ClResult<Ref<Mem>> {
    buffer_flags(flags)?;
    host_pointer(flags, host_ptr.is_null())?;
    Mem::buffer(
        context,
        flags,
        size,
        host_ptr.expose_provenance(),
        properties,
    )
}

#[entry(clCreateSubBuffer, errcode)]
fn create_sub_buffer(
    buffer: Ref<Mem>,
    flags: cl_mem_flags,
    create_type: cl_buffer_create_type,
    create_info: In<c_void>,
) -> ClResult<Ref<Mem>> {
    // "CL_INVALID_MEM_OBJECT … if buffer is a sub-buffer object".
    refuse_if!(
        buffer.parent().is_some(),
        cl::CL_INVALID_MEM_OBJECT,
        "the buffer is a sub-buffer itself"
    );
    let flags = sub_buffer_flags(buffer.flags(), flags)?;
    // "CL_INVALID_VALUE if the value specified in buffer_create_type is not valid", "if buffer_create_info is NULL".
    refuse_if!(
        create_type != cl::CL_BUFFER_CREATE_TYPE_REGION,
        cl::CL_INVALID_VALUE,
        "there is no buffer_create_type {create_type:#x}"
    );
    let region = create_info
        .read_as::<cl_buffer_region>()
        .ok_or_else(|| ClError::value("buffer_create_info is NULL"))?;
    // "CL_INVALID_BUFFER_SIZE if the size field of the cl_buffer_region structure … is zero".
    refuse_if!(
        region.size == 0,
        cl::CL_INVALID_BUFFER_SIZE,
        "a sub-buffer of 0 bytes"
    );
    range_within(region.origin, region.size, buffer.size())?;
    // "CL_MISALIGNED_SUB_BUFFER_OFFSET if there are no devices in context associated with buffer for which the
    // origin field … is aligned to the CL_DEVICE_MEM_BASE_ADDR_ALIGN value."
    let fits_one = buffer.context().devices().iter().any(|device| {
        region
            .origin
            .is_multiple_of(device.capabilities().base_alignment)
    });
    refuse_if!(
        !fits_one,
        cl::CL_MISALIGNED_SUB_BUFFER_OFFSET,
        "origin {} is aligned for no device of the context",
        region.origin
    );
    Mem::sub_buffer(&buffer, flags, region.origin, region.size)
}
