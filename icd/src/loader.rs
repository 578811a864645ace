//! The exported symbols: what an ICD loader looks up, and nothing else. The names here are aliases of the driver's
//! functions, so that a symbol of the same name in the loader's library cannot take their place inside the driver.

use crate::api::{extension, platform};
use opencl_sys::{cl_int, cl_platform_id, cl_platform_info, cl_uint};
use std::ffi::{c_char, c_void};

/// Finds the functions below by name (`cl_khr_icd`).
///
/// # Safety
/// `name` is NULL or a NUL-terminated string.
#[unsafe(export_name = "clGetExtensionFunctionAddress")]
pub unsafe extern "C" fn get_extension_function_address(name: *const c_char) -> *mut c_void {
    // SAFETY: as required of the caller.
    unsafe { extension::clGetExtensionFunctionAddress(name) }
}

/// The platform (`cl_khr_icd`).
///
/// # Safety
/// The pointers are NULL or writable as `clGetPlatformIDs` requires.
#[unsafe(export_name = "clIcdGetPlatformIDsKHR")]
pub unsafe extern "C" fn icd_get_platform_ids(
    num_entries: cl_uint,
    platforms: *mut cl_platform_id,
    num_platforms: *mut cl_uint,
) -> cl_int {
    // SAFETY: as required of the caller.
    unsafe { platform::clIcdGetPlatformIDsKHR(num_entries, platforms, num_platforms) }
}

/// Platform queries (`cl_khr_icd` 1.0 loaders look it up by symbol).
///
/// # Safety
/// The pointers are NULL or writable as `clGetPlatformInfo` requires.
#[unsafe(export_name = "clGetPlatformInfo")]
pub unsafe extern "C" fn get_platform_info(
    id: cl_platform_id,
    name: cl_platform_info,
    size: usize,
    value: *mut c_void,
    size_ret: *mut usize,
) -> cl_int {
    // SAFETY: as required of the caller.
    unsafe { platform::clGetPlatformInfo(id, name, size, value, size_ret) }
}

/// Functions of the platform by name (`cl_khr_icd` 2.0).
///
/// # Safety
/// `name` is NULL or a NUL-terminated string.
#[unsafe(export_name = "clIcdGetFunctionAddressForPlatformKHR")]
pub unsafe extern "C" fn icd_get_function_address_for_platform(
    id: cl_platform_id,
    name: *const c_char,
) -> *mut c_void {
    // SAFETY: as required of the caller.
    unsafe { extension::clIcdGetFunctionAddressForPlatformKHR(id, name) }
}

/// Sets the loader's word in the platform's objects (`cl_khr_icd` 2.0).
///
/// # Safety
/// `data` is what the loader wants to find in objects.
#[unsafe(export_name = "clIcdSetPlatformDispatchDataKHR")]
pub unsafe extern "C" fn icd_set_platform_dispatch_data(
    id: cl_platform_id,
    data: *mut c_void,
) -> cl_int {
    // SAFETY: as required of the caller.
    unsafe { extension::clIcdSetPlatformDispatchDataKHR(id, data) }
}
