//! Samplers: there are none without images.

use crate::error::{ClError, ClResult};
use crate::handle::Ref;
use crate::info::{Answered, InfoWriter};
use crate::object::context::Context;
use crate::raw::In;
use mirrorcl_icd_macros::entry;
use opencl_sys as cl;
use opencl_sys::{
    cl_addressing_mode, cl_bool, cl_filter_mode, cl_sampler_info, cl_sampler_properties,
};
use std::ffi::c_void;

/// "CL_INVALID_OPERATION if images are not supported by any device associated with context".
fn none_in_context() -> ClError {
    ClError::operation("no device of the context has images, so there are no samplers")
}

/// No handle is that of a sampler.
fn no_sampler(sampler: *mut c_void) -> ClError {
    ClError::new(
        cl::CL_INVALID_SAMPLER,
        format!("{sampler:?} is not a sampler"),
    )
}

#[entry(clCreateSampler, errcode)]
fn create_sampler(
    _context: Ref<Context>,
    _normalized: cl_bool,
    _addressing: cl_addressing_mode,
    _filter: cl_filter_mode,
) -> ClResult<*mut c_void> {
    Err(none_in_context())
}

#[entry(clCreateSamplerWithProperties, errcode)]
fn create_sampler_with_properties(
    _context: Ref<Context>,
    _properties: In<cl_sampler_properties>,
) -> ClResult<*mut c_void> {
    Err(none_in_context())
}

#[entry(clRetainSampler)]
fn retain_sampler(sampler: *mut c_void) -> ClResult<()> {
    Err(no_sampler(sampler))
}

#[entry(clReleaseSampler)]
fn release_sampler(sampler: *mut c_void) -> ClResult<()> {
    Err(no_sampler(sampler))
}

#[entry(clGetSamplerInfo)]
fn get_sampler_info(
    sampler: *mut c_void,
    _name: cl_sampler_info,
    _info: InfoWriter,
) -> ClResult<Answered> {
    Err(no_sampler(sampler))
}
