//! Functions by name, and the loader's own word in objects (`cl_khr_icd`).

use crate::dispatch;
use crate::error::{ClError, ClResult};
use crate::handle::{Ref, set_dispatch_data};
use crate::object::platform::Platform;
use crate::raw::In;
use mirrorcl_icd_macros::entry;
use std::ffi::{c_char, c_void};

#[entry(clGetExtensionFunctionAddressForPlatform, pointer)]
fn get_extension_function_address_for_platform(
    platform: Ref<Platform>,
    name: In<c_char>,
) -> ClResult<*mut c_void> {
    drop(platform);
    extension_address(name)
}

#[entry(clGetExtensionFunctionAddress, pointer)]
fn get_extension_function_address(name: In<c_char>) -> ClResult<*mut c_void> {
    extension_address(name)
}

/// Functions of extensions, and of the core as well: "clGetExtensionFunctionAddressForPlatform may not be used to
/// query for core (non-extension) functions" makes those undefined, and loaders differ in what they ask for.
fn extension_address(name: In<c_char>) -> ClResult<*mut c_void> {
    let name = name
        .text()
        .ok_or_else(|| ClError::value("the function name is NULL"))?;
    dispatch::address(&name)
        .or_else(|| dispatch::extension_address(&name))
        .ok_or_else(|| ClError::value(format!("there is no function {name}")))
}

#[entry(clIcdGetFunctionAddressForPlatformKHR, pointer)]
fn icd_get_function_address_for_platform(
    platform: Ref<Platform>,
    name: In<c_char>,
) -> ClResult<*mut c_void> {
    drop(platform);
    extension_address(name)
}

#[entry(clIcdSetPlatformDispatchDataKHR)]
fn icd_set_platform_dispatch_data(platform: Ref<Platform>, data: *mut c_void) -> ClResult<()> {
    // "… and propagate it to all objects derived from the platform": those that exist are the devices.
    set_dispatch_data(data, std::iter::once(&platform));
    set_dispatch_data(data, platform.devices().iter());
    Ok(())
}
