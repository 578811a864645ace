//! The boundary to the application: every entry point runs inside one of these functions.
//!
//! They stop panics from unwinding into C, log refused calls with their reason, and hand results over as the C
//! signature has it. `#[entry]` writes the calls to them.

use crate::error::{ClError, ClResult};
use crate::handle::{Object, Ref};
use crate::log;
use opencl_sys as cl;
use opencl_sys::cl_int;
use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs a call whose result is an error code.
#[inline(always)]
pub fn status<T>(name: &'static str, body: impl FnOnce() -> ClResult<T>) -> cl_int {
    match run(name, body) {
        Ok(_) => cl::CL_SUCCESS,
        Err(error) => error.code(),
    }
}

/// Runs a call that creates something and reports through `errcode_ret`.
///
/// # Safety
/// `errcode_ret` is NULL or points to a writable `cl_int`.
#[inline(always)]
pub unsafe fn create<T: Created>(
    name: &'static str,
    errcode_ret: *mut cl_int,
    body: impl FnOnce() -> ClResult<T>,
) -> *mut c_void {
    let (pointer, code) = match run(name, body) {
        Ok(created) => created.hand_over(),
        Err(error) => (std::ptr::null_mut(), error.code()),
    };
    if !errcode_ret.is_null() {
        // SAFETY: not NULL, hence writable by the caller's obligation; unaligned is harmless.
        unsafe { errcode_ret.write_unaligned(code) };
    }
    pointer
}

/// Runs a call that returns a pointer and has no way to report an error but NULL.
#[inline(always)]
pub fn pointer<T: Created>(name: &'static str, body: impl FnOnce() -> ClResult<T>) -> *mut c_void {
    match run(name, body) {
        Ok(created) => created.hand_over().0,
        Err(_) => std::ptr::null_mut(),
    }
}

/// Runs a call that returns nothing.
#[inline(always)]
pub fn nothing(name: &'static str, body: impl FnOnce() -> ClResult<()>) {
    // The refusal has been logged; there is no one else to tell.
    let _ = run(name, body);
}

/// What a creating call returns to the application.
pub trait Created {
    /// The handle or pointer, and the code for `errcode_ret`.
    fn hand_over(self) -> (*mut c_void, cl_int);
}

impl<T: Object> Created for Ref<T> {
    fn hand_over(self) -> (*mut c_void, cl_int) {
        (self.into_handle(), cl::CL_SUCCESS)
    }
}

/// An object that exists although the call failed: `clLinkProgram` returns a program with a build log.
impl<T: Object> Created for (Ref<T>, cl_int) {
    fn hand_over(self) -> (*mut c_void, cl_int) {
        (self.0.into_handle(), self.1)
    }
}

impl Created for *mut c_void {
    fn hand_over(self) -> (*mut c_void, cl_int) {
        (self, cl::CL_SUCCESS)
    }
}

#[inline(always)]
fn run<T>(name: &'static str, body: impl FnOnce() -> ClResult<T>) -> ClResult<T> {
    log!(Trace, "{name}");
    // Our own state is behind locks whose guards restore it; a poisoned lock is an error, not undefined.
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => {
            log!(Debug, "{name} refused: {error}");
            Err(error)
        }
        Err(_) => {
            log!(Error, "{name} panicked; this is a defect of the driver");
            Err(ClError::new(cl::CL_OUT_OF_RESOURCES, "the driver failed"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error() {
        let code = status("clTest", || -> ClResult<()> {
            panic!("expected by this test")
        });
        assert_eq!(code, cl::CL_OUT_OF_RESOURCES);
    }

    #[test]
    fn a_refusal_reaches_errcode_ret_and_a_null_one_is_left_alone() {
        let mut code: cl_int = 1;
        let refuse = || -> ClResult<*mut c_void> { Err(ClError::value("no")) };
        // SAFETY: a local variable.
        assert!(unsafe { create("clTest", &raw mut code, refuse) }.is_null());
        assert_eq!(code, cl::CL_INVALID_VALUE);
        // SAFETY: NULL is allowed.
        assert!(unsafe { create("clTest", std::ptr::null_mut(), refuse) }.is_null());
    }
}
