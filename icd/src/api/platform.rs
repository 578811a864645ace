//! Platform queries.

use crate::error::ClResult;
use crate::handle::Ref;
use crate::info::{Answered, InfoWriter};
use crate::object::platform::Platform;
use crate::object::program_compiler::client;
use crate::raw::Out;
use crate::{refuse_if, sys, version};
use mirrorcl_icd_macros::entry;
use opencl_sys as cl;
use opencl_sys::{cl_platform_id, cl_platform_info, cl_uint};

/// `clIcdGetPlatformIDsKHR`; the loader answers `clGetPlatformIDs` from it.
#[entry(clIcdGetPlatformIDsKHR)]
fn icd_get_platform_ids(
    num_entries: cl_uint,
    platforms: Out<cl_platform_id>,
    num_platforms: Out<cl_uint>,
) -> ClResult<()> {
    // "CL_INVALID_VALUE if num_entries is equal to zero and platforms is not NULL or if both num_platforms and
    // platforms are NULL."
    refuse_if!(
        num_entries == 0 && !platforms.is_null(),
        cl::CL_INVALID_VALUE,
        "num_entries is 0"
    );
    refuse_if!(
        platforms.is_null() && num_platforms.is_null(),
        cl::CL_INVALID_VALUE,
        "neither platforms nor num_platforms is asked for"
    );
    platforms.write(Platform::get()?.handle());
    num_platforms.write(1);
    Ok(())
}

#[entry(clGetPlatformInfo)]
fn get_platform_info(
    platform: cl_platform_id,
    name: cl_platform_info,
    info: InfoWriter,
) -> ClResult<Answered> {
    // "platform … can be NULL. If platform is NULL, the behavior is implementation-defined": the only one.
    if !platform.is_null() {
        Ref::<Platform>::from_handle(platform)?;
    }
    match name {
        cl::CL_PLATFORM_PROFILE => info.write_str("FULL_PROFILE"),
        cl::CL_PLATFORM_VERSION => info.write_str(version::OPENCL_VERSION),
        cl::CL_PLATFORM_NUMERIC_VERSION => info.write(version::OPENCL_3_0),
        cl::CL_PLATFORM_NAME => info.write_str(Platform::NAME),
        cl::CL_PLATFORM_VENDOR => info.write_str(Platform::VENDOR),
        cl::CL_PLATFORM_EXTENSIONS => info.write_str(&version::names(version::EXTENSIONS)),
        cl::CL_PLATFORM_EXTENSIONS_WITH_VERSION => {
            info.write_slice(&version::name_versions(version::EXTENSIONS))
        }
        cl::CL_PLATFORM_HOST_TIMER_RESOLUTION => info.write(sys::timer_resolution()),
        cl::CL_PLATFORM_ICD_SUFFIX_KHR => info.write_str(Platform::ICD_SUFFIX),
        _ => info.unknown("clGetPlatformInfo", name),
    }
}

#[entry(clUnloadPlatformCompiler)]
fn unload_platform_compiler(platform: Ref<Platform>) -> ClResult<()> {
    drop(platform);
    client().unload();
    Ok(())
}
