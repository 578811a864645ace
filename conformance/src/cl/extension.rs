//! Functions of extensions, which the loader finds by name.

use super::Platform;
use crate::cl;
use opencl_sys::*;
use std::ffi::{CString, c_void};
use std::sync::LazyLock;

macro_rules! functions {
    ($($name:ident: $type:ty),* $(,)?) => {
        /// The functions of the extensions.
        #[allow(non_snake_case, missing_docs, reason = "the names and their meaning are OpenCL's")]
        pub struct Functions { $(pub $name: $type),* }

        impl Functions {
            fn load(platform: Platform) -> Self {
                Self { $($name: {
                    let name = CString::new(stringify!($name)).expect("a name has no NUL");
                    let address =
                        cl!(clGetExtensionFunctionAddressForPlatform(platform.0, name.as_ptr()));
                    // SAFETY: the address of a function of this type, or NULL, which is None.
                    unsafe { std::mem::transmute::<*mut c_void, $type>(address) }
                }),* }
            }
        }
    };
}

functions! {
    clCreateCommandBufferKHR: clCreateCommandBufferKHR_t,
    clRetainCommandBufferKHR: clRetainCommandBufferKHR_t,
    clReleaseCommandBufferKHR: clReleaseCommandBufferKHR_t,
    clFinalizeCommandBufferKHR: clFinalizeCommandBufferKHR_t,
    clEnqueueCommandBufferKHR: clEnqueueCommandBufferKHR_t,
    clGetCommandBufferInfoKHR: clGetCommandBufferInfoKHR_t,
    clCommandBarrierWithWaitListKHR: clCommandBarrierWithWaitListKHR_t,
    clCommandCopyBufferKHR: clCommandCopyBufferKHR_t,
    clCommandCopyBufferRectKHR: clCommandCopyBufferRectKHR_t,
    clCommandCopyImageKHR: clCommandCopyImageKHR_t,
    clCommandFillBufferKHR: clCommandFillBufferKHR_t,
    clCommandNDRangeKernelKHR: clCommandNDRangeKernelKHR_t,
    clCommandSVMMemcpyKHR: clCommandSVMMemcpyKHR_t,
    clCommandSVMMemFillKHR: clCommandSVMMemFillKHR_t,
    clUpdateMutableCommandsKHR: clUpdateMutableCommandsKHR_t,
    clGetMutableCommandInfoKHR: clGetMutableCommandInfoKHR_t,
    clSetKernelArgDevicePointerEXT: clSetKernelArgDevicePointerEXT_t,
    clHostMemAllocINTEL: clHostMemAllocINTEL_t,
    clDeviceMemAllocINTEL: clDeviceMemAllocINTEL_t,
    clSharedMemAllocINTEL: clSharedMemAllocINTEL_t,
    clMemFreeINTEL: clMemFreeINTEL_t,
    clMemBlockingFreeINTEL: clMemBlockingFreeINTEL_t,
    clGetMemAllocInfoINTEL: clGetMemAllocInfoINTEL_t,
    clSetKernelArgMemPointerINTEL: clSetKernelArgMemPointerINTEL_t,
    clEnqueueMemFillINTEL: clEnqueueMemFillINTEL_t,
    clEnqueueMemcpyINTEL: clEnqueueMemcpyINTEL_t,
    clEnqueueMigrateMemINTEL: clEnqueueMigrateMemINTEL_t,
    clEnqueueMemAdviseINTEL: clEnqueueMemAdviseINTEL_t,
}

/// The functions of extensions that the platform has; `None` for others.
pub static FUNCTIONS: LazyLock<Functions> = LazyLock::new(|| Functions::load(Platform::first()));

/// Calls a function of the extensions.
#[macro_export]
macro_rules! ext {
    ($function:ident($($argument:expr),* $(,)?)) => {{
        let function = $crate::cl::FUNCTIONS.$function.expect(concat!("the driver has ", stringify!($function)));
        #[allow(clippy::macro_metavars_in_unsafe, reason = "arguments are plain values")]
        // SAFETY: as in `cl!`.
        unsafe { function($($argument),*) }
    }};
}
