//! Thin wrappers over the C API for the suites: live handles in, panics with the failing call's name out.

mod command_buffer;
mod context;
mod event;
mod extension;
pub mod il;
mod kernel;
mod queue;
mod svm;

pub use command_buffer::{CommandBuffer, no_change};
pub use context::{Buffer, Context, Device, Platform};
pub use event::Event;
pub use extension::FUNCTIONS;
pub use kernel::{Kernel, Program};
pub use queue::Queue;
pub use svm::Svm;

use opencl_sys::cl_int;
use std::ffi::c_void;

/// Panics unless `code` is CL_SUCCESS.
#[inline]
#[track_caller]
pub fn check(code: cl_int, call: &str) {
    assert_eq!(code, 0, "{call} gave {code}");
}

/// Reads a value of a fixed-size type by an info function.
#[track_caller]
pub fn info<T: Copy>(query: impl Fn(usize, *mut c_void, *mut usize) -> cl_int) -> T {
    let mut value = std::mem::MaybeUninit::<T>::zeroed();
    let mut size = 0;
    check(
        query(size_of::<T>(), value.as_mut_ptr().cast(), &raw mut size),
        "info",
    );
    assert_eq!(size, size_of::<T>(), "size of the info");
    // SAFETY: the query wrote `size` bytes, the whole value; the info types are plain numbers and handles.
    unsafe { value.assume_init() }
}

/// Reads an array by an info function: size first, then contents.
#[track_caller]
pub fn info_vec<T: Copy + Default>(
    query: impl Fn(usize, *mut c_void, *mut usize) -> cl_int,
) -> Vec<T> {
    let mut size = 0;
    check(query(0, std::ptr::null_mut(), &raw mut size), "info size");
    let mut values = vec![T::default(); size / size_of::<T>()];
    check(
        query(size, values.as_mut_ptr().cast(), std::ptr::null_mut()),
        "info",
    );
    values
}

/// Reads a text by an info function.
#[track_caller]
pub fn info_text(query: impl Fn(usize, *mut c_void, *mut usize) -> cl_int) -> String {
    let mut bytes = info_vec::<u8>(query);
    assert_eq!(bytes.pop(), Some(0), "an info text ends with NUL");
    String::from_utf8(bytes).expect("an info text is UTF-8")
}
