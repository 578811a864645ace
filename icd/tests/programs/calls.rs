//! The C entry points, called as an application does.

use mirrorcl::dispatch;
use opencl_sys::cl_icd::cl_icd_dispatch;
use opencl_sys::*;
use std::ffi::{CString, c_void};
use std::ptr;

/// The driver's functions.
pub(crate) fn table() -> &'static cl_icd_dispatch {
    // SAFETY: the table is a static of this type.
    unsafe { &*dispatch::table().cast::<cl_icd_dispatch>() }
}

/// Calls an entry point.
macro_rules! cl {
    ($name:ident($($argument:expr),* $(,)?)) => {
        // SAFETY: the tests pass what OpenCL allows, or what the driver promises to refuse.
        unsafe { ($crate::calls::table().$name.expect("every entry is callable"))($($argument),*) }
    };
}
pub(crate) use cl;

/// Both devices.
pub(crate) fn devices() -> [cl_device_id; 2] {
    let mut platform = ptr::null_mut();
    let ids = dispatch::extension_address("clIcdGetPlatformIDsKHR").unwrap();
    // SAFETY: the function's type.
    let ids: unsafe extern "C" fn(u32, *mut cl_platform_id, *mut u32) -> i32 =
        unsafe { std::mem::transmute(ids) };
    // SAFETY: one platform is asked for.
    assert_eq!(unsafe { ids(1, &raw mut platform, ptr::null_mut()) }, 0);
    let mut devices = [ptr::null_mut(); 2];
    let all = CL_DEVICE_TYPE_ALL;
    let found = cl!(clGetDeviceIDs(
        platform,
        all,
        2,
        devices.as_mut_ptr(),
        ptr::null_mut()
    ));
    assert_eq!(found, CL_SUCCESS);
    devices
}

pub(crate) fn context(devices: &[cl_device_id]) -> cl_context {
    let count = devices.len() as u32;
    let mut code = 0;
    let none = ptr::null_mut();
    let properties = ptr::null();
    let context = cl!(clCreateContext(
        properties,
        count,
        devices.as_ptr(),
        None,
        none,
        &raw mut code
    ));
    assert_eq!(code, CL_SUCCESS);
    context
}

pub(crate) fn program(context: cl_context, source: &str) -> cl_program {
    let text = CString::new(source).unwrap();
    let mut pointer = text.as_ptr();
    let mut code = 0;
    let program = cl!(clCreateProgramWithSource(
        context,
        1,
        &raw mut pointer,
        ptr::null(),
        &raw mut code
    ));
    assert_eq!(code, CL_SUCCESS);
    program
}

pub(crate) fn build(program: cl_program, options: &str) -> cl_int {
    let options = CString::new(options).unwrap();
    let none = ptr::null_mut();
    cl!(clBuildProgram(
        program,
        0,
        ptr::null(),
        options.as_ptr(),
        None,
        none
    ))
}

pub(crate) fn built(context: cl_context) -> cl_program {
    let program = program(context, "scale");
    assert_eq!(build(program, ""), CL_SUCCESS);
    program
}

pub(crate) fn kernel(program: cl_program, name: &str) -> Result<cl_kernel, cl_int> {
    let name = CString::new(name).unwrap();
    let mut code = 0;
    let kernel = cl!(clCreateKernel(program, name.as_ptr(), &raw mut code));
    if code == CL_SUCCESS {
        Ok(kernel)
    } else {
        Err(code)
    }
}

/// An answer of bytes.
pub(crate) fn query(
    ask: impl Fn(usize, *mut c_void, *mut usize) -> cl_int,
) -> Result<Vec<u8>, cl_int> {
    let mut size = 0;
    match ask(0, ptr::null_mut(), &raw mut size) {
        CL_SUCCESS => {}
        code => return Err(code),
    }
    let mut bytes = vec![0; size];
    match ask(size, bytes.as_mut_ptr().cast(), ptr::null_mut()) {
        CL_SUCCESS => Ok(bytes),
        code => Err(code),
    }
}

pub(crate) fn text(bytes: &[u8]) -> String {
    let (nul, text) = bytes.split_last().unwrap();
    assert_eq!(*nul, 0);
    String::from_utf8(text.to_vec()).unwrap()
}

pub(crate) fn program_info(program: cl_program, name: cl_program_info) -> Result<Vec<u8>, cl_int> {
    query(|size, value, ret| cl!(clGetProgramInfo(program, name, size, value, ret)))
}

pub(crate) fn build_info(
    program: cl_program,
    device: cl_device_id,
    name: cl_program_build_info,
) -> Vec<u8> {
    query(|size, value, ret| {
        cl!(clGetProgramBuildInfo(
            program, device, name, size, value, ret
        ))
    })
    .unwrap()
}

pub(crate) fn log(program: cl_program, device: cl_device_id) -> String {
    text(&build_info(program, device, CL_PROGRAM_BUILD_LOG))
}

pub(crate) fn status(program: cl_program, device: cl_device_id) -> cl_int {
    let bytes = build_info(program, device, CL_PROGRAM_BUILD_STATUS);
    cl_int::from_le_bytes(bytes.try_into().unwrap())
}
