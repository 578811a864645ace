//! Functions of the application that the driver calls back. None is called with a lock held.

#![allow(
    clippy::not_unsafe_ptr_arg_deref,
    reason = "handles are passed to the application, not read through"
)]

use opencl_sys::cl_int;
use std::ffi::{CString, c_char, c_void};

/// The application's `user_data`: passed through, never looked into.
#[derive(Debug, Clone, Copy)]
struct UserData(*mut c_void);

// SAFETY: the driver only passes the pointer back; that callbacks may come from any thread is the
// application's business (spec §5.1: "it is the application's responsibility to ensure that the callback is thread-safe").
unsafe impl Send for UserData {}
// SAFETY: as above.
unsafe impl Sync for UserData {}

/// `pfn_notify` of a context.
pub type ContextNotify = unsafe extern "C" fn(*const c_char, *const c_void, usize, *mut c_void);
/// `pfn_notify` with an object: context and memory destructors, program builds.
pub type ObjectNotify = unsafe extern "C" fn(*mut c_void, *mut c_void);
/// `pfn_notify` of an event.
pub type EventNotify = unsafe extern "C" fn(*mut c_void, cl_int, *mut c_void);
/// The user function of `clEnqueueNativeKernel`.
pub type NativeKernel = unsafe extern "C" fn(*mut c_void);
/// `pfn_free_func` of `clEnqueueSVMFree`.
pub type SvmFree = unsafe extern "C" fn(*mut c_void, u32, *mut *mut c_void, *mut c_void);

/// A callback with its user data.
#[derive(Debug, Clone, Copy)]
pub struct Callback<F> {
    function: F,
    user_data: UserData,
}

impl<F> Callback<F> {
    /// Binds a function that an OpenCL call was given to its user data.
    #[must_use]
    pub fn new(function: F, user_data: *mut c_void) -> Self {
        Self {
            function,
            user_data: UserData(user_data),
        }
    }
}

impl Callback<ContextNotify> {
    /// Tells the application of an error in the context.
    pub fn call(&self, message: &str) {
        let text = CString::new(message.replace('\0', " ")).unwrap_or_default();
        // SAFETY: the application gave the function for this purpose (spec §4.4); the text is NUL-terminated.
        unsafe { (self.function)(text.as_ptr(), std::ptr::null(), 0, self.user_data.0) };
    }
}

impl Callback<ObjectNotify> {
    /// Tells the application about the object.
    pub fn call(&self, object: *mut c_void) {
        // SAFETY: the application gave the function for this purpose.
        unsafe { (self.function)(object, self.user_data.0) };
    }
}

impl Callback<EventNotify> {
    /// Tells the application that the event reached a status.
    pub fn call(&self, event: *mut c_void, status: cl_int) {
        // SAFETY: the application gave the function for this purpose (spec §5.11).
        unsafe { (self.function)(event, status, self.user_data.0) };
    }
}

impl Callback<SvmFree> {
    /// Hands SVM pointers to the application's own freeing function.
    pub fn call(&self, queue: *mut c_void, pointers: &mut [*mut c_void]) {
        let count = u32::try_from(pointers.len()).expect("the count came as u32");
        // SAFETY: the application gave the function for this purpose (spec §5.6.1); the array has `count` entries.
        unsafe { (self.function)(queue, count, pointers.as_mut_ptr(), self.user_data.0) };
    }
}

/// The copied arguments of a native kernel, aligned as `malloc` would.
#[derive(Debug)]
pub struct NativeArguments {
    words: Vec<u128>,
    is_null: bool,
}

impl NativeArguments {
    /// A copy of the arguments; no bytes stand for NULL.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Self {
        let word = |chunk: &[u8]| {
            let mut word = [0; 16];
            word[..chunk.len()].copy_from_slice(chunk);
            u128::from_ne_bytes(word)
        };
        Self {
            words: bytes.chunks(16).map(word).collect(),
            is_null: bytes.is_empty(),
        }
    }

    /// Replaces the memory object at `offset` by the address of its contents.
    pub fn put_address(&mut self, offset: usize, address: usize) {
        assert!(
            offset + size_of::<usize>() <= size_of_val(&*self.words),
            "inside the arguments"
        );
        // SAFETY: inside the vector, as just checked; the place need not be aligned.
        unsafe {
            self.words
                .as_mut_ptr()
                .byte_add(offset)
                .cast::<usize>()
                .write_unaligned(address);
        }
    }

    /// Calls the native kernel.
    pub fn call(&mut self, function: NativeKernel) {
        let args = match self.is_null {
            true => std::ptr::null_mut(),
            false => self.words.as_mut_ptr().cast(),
        };
        // SAFETY: the application gave the function for this purpose, and its arguments (spec §5.9).
        unsafe { function(args) };
    }
}
