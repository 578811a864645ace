//! Images: no device has them, which each call says as the specification wants.

use crate::error::{ClError, ClResult};
use crate::handle::Ref;
use crate::info::{Answered, InfoWriter};
use crate::object::context::Context;
use crate::object::mem::Mem;
use crate::object::queue::Queue;
use crate::raw::{In, Out, WaitList};
use crate::refuse_if;
use mirrorcl_icd_macros::entry;
use opencl_sys as cl;
use opencl_sys::{
    cl_bool, cl_event, cl_image_desc, cl_image_format, cl_image_info, cl_map_flags, cl_mem_flags,
    cl_mem_object_type, cl_mem_properties, cl_uint,
};
use std::ffi::c_void;

/// "CL_INVALID_OPERATION if there are no devices in context that support images (i.e. CL_DEVICE_IMAGE_SUPPORT …
/// is CL_FALSE)."
fn none_in_context() -> ClError {
    ClError::operation("no device of the context has images")
}

/// "CL_INVALID_OPERATION if the device associated with command_queue does not support images".
fn none_on_device() -> ClError {
    ClError::operation("the queue's device has no images")
}

#[entry(clCreateImage, errcode)]
fn create_image(
    _context: Ref<Context>,
    _flags: cl_mem_flags,
    _format: In<cl_image_format>,
    _description: In<cl_image_desc>,
    _host_ptr: *mut c_void,
) -> ClResult<Ref<Mem>> {
    Err(none_in_context())
}

#[entry(clCreateImageWithProperties, errcode)]
fn create_image_with_properties(
    _context: Ref<Context>,
    _properties: In<cl_mem_properties>,
    _flags: cl_mem_flags,
    _format: In<cl_image_format>,
    _description: In<cl_image_desc>,
    _host_ptr: *mut c_void,
) -> ClResult<Ref<Mem>> {
    Err(none_in_context())
}

#[entry(clCreateImage2D, errcode)]
fn create_image_2d(
    _context: Ref<Context>,
    _flags: cl_mem_flags,
    _format: In<cl_image_format>,
    _width: usize,
    _height: usize,
    _row_pitch: usize,
    _host_ptr: *mut c_void,
) -> ClResult<Ref<Mem>> {
    Err(none_in_context())
}

#[entry(clCreateImage3D, errcode)]
fn create_image_3d(
    _context: Ref<Context>,
    _flags: cl_mem_flags,
    _format: In<cl_image_format>,
    _width: usize,
    _height: usize,
    _depth: usize,
    _row_pitch: usize,
    _slice_pitch: usize,
    _host_ptr: *mut c_void,
) -> ClResult<Ref<Mem>> {
    Err(none_in_context())
}

#[entry(clGetSupportedImageFormats)]
fn get_supported_image_formats(
    _context: Ref<Context>,
    _flags: cl_mem_flags,
    _image_type: cl_mem_object_type,
    num_entries: cl_uint,
    formats: Out<cl_image_format>,
    num_formats: Out<cl_uint>,
) -> ClResult<()> {
    // "CL_INVALID_VALUE … if num_entries is 0 and image_formats is not NULL."
    refuse_if!(
        num_entries == 0 && !formats.is_null(),
        cl::CL_INVALID_VALUE,
        "num_entries is 0 and image_formats is not NULL"
    );
    num_formats.write(0);
    Ok(())
}

/// Any memory object is a buffer: "CL_INVALID_MEM_OBJECT if image is not a valid image object."
#[entry(clGetImageInfo)]
fn get_image_info(_image: Ref<Mem>, _name: cl_image_info, _info: InfoWriter) -> ClResult<Answered> {
    Err(ClError::new(
        cl::CL_INVALID_MEM_OBJECT,
        "the memory object is not an image",
    ))
}

#[entry(clEnqueueReadImage)]
fn enqueue_read_image(
    _queue: Ref<Queue>,
    _image: Ref<Mem>,
    _blocking: cl_bool,
    _origin: In<usize>,
    _region: In<usize>,
    _row_pitch: usize,
    _slice_pitch: usize,
    _pointer: *mut c_void,
    _waits: WaitList,
    _event: Out<cl_event>,
) -> ClResult<()> {
    Err(none_on_device())
}

#[entry(clEnqueueWriteImage)]
fn enqueue_write_image(
    _queue: Ref<Queue>,
    _image: Ref<Mem>,
    _blocking: cl_bool,
    _origin: In<usize>,
    _region: In<usize>,
    _row_pitch: usize,
    _slice_pitch: usize,
    _pointer: *const c_void,
    _waits: WaitList,
    _event: Out<cl_event>,
) -> ClResult<()> {
    Err(none_on_device())
}

#[entry(clEnqueueCopyImage)]
fn enqueue_copy_image(
    _queue: Ref<Queue>,
    _source: Ref<Mem>,
    _destination: Ref<Mem>,
    _source_origin: In<usize>,
    _destination_origin: In<usize>,
    _region: In<usize>,
    _waits: WaitList,
    _event: Out<cl_event>,
) -> ClResult<()> {
    Err(none_on_device())
}

#[entry(clEnqueueCopyImageToBuffer)]
fn enqueue_copy_image_to_buffer(
    _queue: Ref<Queue>,
    _source: Ref<Mem>,
    _destination: Ref<Mem>,
    _source_origin: In<usize>,
    _region: In<usize>,
    _destination_offset: usize,
    _waits: WaitList,
    _event: Out<cl_event>,
) -> ClResult<()> {
    Err(none_on_device())
}

#[entry(clEnqueueCopyBufferToImage)]
fn enqueue_copy_buffer_to_image(
    _queue: Ref<Queue>,
    _source: Ref<Mem>,
    _destination: Ref<Mem>,
    _source_offset: usize,
    _destination_origin: In<usize>,
    _region: In<usize>,
    _waits: WaitList,
    _event: Out<cl_event>,
) -> ClResult<()> {
    Err(none_on_device())
}

#[entry(clEnqueueFillImage)]
fn enqueue_fill_image(
    _queue: Ref<Queue>,
    _image: Ref<Mem>,
    _color: In<c_void>,
    _origin: In<usize>,
    _region: In<usize>,
    _waits: WaitList,
    _event: Out<cl_event>,
) -> ClResult<()> {
    Err(none_on_device())
}

#[entry(clEnqueueMapImage, errcode)]
fn enqueue_map_image(
    _queue: Ref<Queue>,
    _image: Ref<Mem>,
    _blocking: cl_bool,
    _flags: cl_map_flags,
    _origin: In<usize>,
    _region: In<usize>,
    _row_pitch: Out<usize>,
    _slice_pitch: Out<usize>,
    _waits: WaitList,
    _event: Out<cl_event>,
) -> ClResult<*mut c_void> {
    Err(none_on_device())
}
