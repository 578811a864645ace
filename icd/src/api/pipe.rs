//! Pipes: no device has them.

use crate::error::{ClError, ClResult};
use crate::handle::Ref;
use crate::info::{Answered, InfoWriter};
use crate::object::context::Context;
use crate::object::mem::Mem;
use crate::raw::In;
use mirrorcl_icd_macros::entry;
use opencl_sys as cl;
use opencl_sys::{cl_mem_flags, cl_pipe_info, cl_pipe_properties, cl_uint};

#[entry(clCreatePipe, errcode)]
fn create_pipe(
    _context: Ref<Context>,
    _flags: cl_mem_flags,
    _packet_size: cl_uint,
    _max_packets: cl_uint,
    _properties: In<cl_pipe_properties>,
) -> ClResult<Ref<Mem>> {
    // "CL_INVALID_OPERATION if no devices in context support pipes."
    Err(ClError::operation("no device of the context has pipes"))
}

/// Any memory object is a buffer: "CL_INVALID_MEM_OBJECT if pipe is not a valid pipe object."
#[entry(clGetPipeInfo)]
fn get_pipe_info(_pipe: Ref<Mem>, _name: cl_pipe_info, _info: InfoWriter) -> ClResult<Answered> {
    Err(ClError::new(
        cl::CL_INVALID_MEM_OBJECT,
        "the memory object is not a pipe",
    ))
}
