//! The dispatch table that the ICD loader calls through, and entry points by name.
//!
//! Every entry is callable: what the driver does not offer answers with an error. Offered functions are also found by name
//! (`clGetExtensionFunctionAddress*`, `clIcdGetFunctionAddressForPlatformKHR`).

use crate::api;
use opencl_sys::cl_icd::cl_icd_dispatch;
use opencl_sys::{CL_INVALID_OPERATION, cl_int};
use std::ffi::c_void;

/// `CL_ICD2_TAG_KHR`: "OPENCL31" in ASCII, which tells a loader that objects have a word for it (`cl_khr_icd` 2.0).
const ICD2_TAG: isize = 0x4F50_454E_434C_3331;

/// A function that only says that the driver does not have it: `CL_INVALID_OPERATION` as result, or NULL and that by `errcode_ret`.
trait Absent {
    const STUB: Self;
}

macro_rules! absent_of_arity {
    ($($parameter:ident)*) => {
        impl<$($parameter),*> Absent for unsafe extern "C" fn($($parameter),*) -> cl_int {
            const STUB: Self = {
                extern "C" fn absent<$($parameter),*>($(_: $parameter),*) -> cl_int {
                    CL_INVALID_OPERATION
                }
                absent::<$($parameter),*>
            };
        }

        impl<$($parameter),*> Absent
            for unsafe extern "C" fn($($parameter,)* *mut cl_int) -> *mut c_void
        {
            const STUB: Self = {
                unsafe extern "C" fn absent<$($parameter),*>(
                    $(_: $parameter,)*
                    errcode_ret: *mut cl_int,
                ) -> *mut c_void {
                    if !errcode_ret.is_null() {
                        // SAFETY: NULL or writable, by the OpenCL specification.
                        unsafe { errcode_ret.write_unaligned(CL_INVALID_OPERATION) };
                    }
                    std::ptr::null_mut()
                }
                absent::<$($parameter),*>
            };
        }
    };
}

absent_of_arity!(A);
absent_of_arity!(A B);
absent_of_arity!(A B C);
absent_of_arity!(A B C D);
absent_of_arity!(A B C D E);
absent_of_arity!(A B C D E F);
absent_of_arity!(A B C D E F G);
absent_of_arity!(A B C D E F G H);
absent_of_arity!(A B C D E F G H I);
absent_of_arity!(A B C D E F G H I J);
absent_of_arity!(A B C D E F G H I J K);
absent_of_arity!(A B C D E F G H I J K L);
absent_of_arity!(A B C D E F G H I J K L M);
absent_of_arity!(A B C D E F G H I J K L M N);

/// Writes the table and the lookup by name. An entry is the function, or `foreign` for one of an extension that the driver does
/// not offer (not found by name).
macro_rules! dispatch_table {
    (@value foreign) => { Some(<_ as Absent>::STUB) };
    (@value $function:path) => { Some($function) };
    (@address $name:ident foreign) => { None };
    (@address $name:ident $($entry:tt)+) => { TABLE.$name.map(|function| function as *mut c_void) };
    ($($name:ident: [$($entry:tt)+],)*) => {
        static TABLE: cl_icd_dispatch = cl_icd_dispatch {
            clGetPlatformIDs_icd2_tag: ICD2_TAG,
            clUnloadCompiler_icd2_tag: ICD2_TAG,
            $($name: dispatch_table!(@value $($entry)+),)*
        };

        /// The address of a function in the table, unless its extension is not offered.
        #[must_use]
        pub fn address(name: &str) -> Option<*mut c_void> {
            match name {
                $(stringify!($name) => dispatch_table!(@address $name $($entry)+),)*
                _ => None,
            }
        }
    };
}

/// The address of a function that has no place in the table: extensions on offer, the loader's own.
#[must_use]
pub fn extension_address(name: &str) -> Option<*mut c_void> {
    match name {
        "clIcdGetPlatformIDsKHR" => Some(api::platform::clIcdGetPlatformIDsKHR as *mut c_void),
        "clIcdGetFunctionAddressForPlatformKHR" => {
            Some(api::extension::clIcdGetFunctionAddressForPlatformKHR as *mut c_void)
        }
        "clIcdSetPlatformDispatchDataKHR" => {
            Some(api::extension::clIcdSetPlatformDispatchDataKHR as *mut c_void)
        }
        // The same functions as in the core, under the names of the extensions that they come from.
        "clCreateProgramWithILKHR" => address("clCreateProgramWithIL"),
        "clCreateCommandQueueWithPropertiesKHR" => address("clCreateCommandQueueWithProperties"),
        "clGetKernelSubGroupInfoKHR" => address("clGetKernelSubGroupInfo"),
        "clGetKernelSuggestedLocalWorkSizeKHR" => address("clGetKernelSuggestedLocalWorkSize"),
        _ => untabled_address(name),
    }
}

/// Writes the lookup of functions of extensions that have no place in the table.
macro_rules! untabled_functions {
    ($($file:ident: $name:ident,)*) => {
        fn untabled_address(name: &str) -> Option<*mut c_void> {
            match name {
                $(stringify!($name) => Some(api::$file::$name as *mut c_void),)*
                _ => None,
            }
        }
    };
}

untabled_functions! {
    command_buffer: clCreateCommandBufferKHR,
    command_buffer: clRetainCommandBufferKHR,
    command_buffer: clReleaseCommandBufferKHR,
    command_buffer: clFinalizeCommandBufferKHR,
    command_buffer: clEnqueueCommandBufferKHR,
    command_buffer: clGetCommandBufferInfoKHR,
    command_buffer_record: clCommandBarrierWithWaitListKHR,
    command_buffer_record: clCommandCopyBufferKHR,
    command_buffer_record: clCommandCopyBufferRectKHR,
    command_buffer_record: clCommandCopyBufferToImageKHR,
    command_buffer_record: clCommandCopyImageKHR,
    command_buffer_record: clCommandCopyImageToBufferKHR,
    command_buffer_record: clCommandFillBufferKHR,
    command_buffer_record: clCommandFillImageKHR,
    command_buffer_record: clCommandNDRangeKernelKHR,
    command_buffer_record: clCommandSVMMemcpyKHR,
    command_buffer_record: clCommandSVMMemFillKHR,
    mutable_command: clUpdateMutableCommandsKHR,
    mutable_command: clGetMutableCommandInfoKHR,
    kernel: clSetKernelArgDevicePointerEXT,
    usm: clHostMemAllocINTEL,
    usm: clDeviceMemAllocINTEL,
    usm: clSharedMemAllocINTEL,
    usm: clMemFreeINTEL,
    usm: clMemBlockingFreeINTEL,
    usm: clGetMemAllocInfoINTEL,
    usm: clSetKernelArgMemPointerINTEL,
    usm: clEnqueueMemFillINTEL,
    usm: clEnqueueMemcpyINTEL,
    usm: clEnqueueMigrateMemINTEL,
    usm: clEnqueueMemAdviseINTEL,
}

/// What the first word of every object points to.
#[must_use]
pub fn table() -> *mut c_void {
    (&raw const TABLE).cast_mut().cast()
}

dispatch_table! {
    clGetPlatformInfo: [api::platform::clGetPlatformInfo],
    clGetDeviceIDs: [api::device::clGetDeviceIDs],
    clGetDeviceInfo: [api::device_info::clGetDeviceInfo],
    clCreateContext: [api::context::clCreateContext],
    clCreateContextFromType: [api::context::clCreateContextFromType],
    clRetainContext: [api::context::clRetainContext],
    clReleaseContext: [api::context::clReleaseContext],
    clGetContextInfo: [api::context::clGetContextInfo],
    clCreateCommandQueue: [api::queue::clCreateCommandQueue],
    clRetainCommandQueue: [api::queue::clRetainCommandQueue],
    clReleaseCommandQueue: [api::queue::clReleaseCommandQueue],
    clGetCommandQueueInfo: [api::queue::clGetCommandQueueInfo],
    clSetCommandQueueProperty: [api::queue::clSetCommandQueueProperty],
    clCreateBuffer: [api::buffer::clCreateBuffer],
    clCreateImage2D: [api::image::clCreateImage2D],
    clCreateImage3D: [api::image::clCreateImage3D],
    clRetainMemObject: [api::mem_object::clRetainMemObject],
    clReleaseMemObject: [api::mem_object::clReleaseMemObject],
    clGetSupportedImageFormats: [api::image::clGetSupportedImageFormats],
    clGetMemObjectInfo: [api::mem_object::clGetMemObjectInfo],
    clGetImageInfo: [api::image::clGetImageInfo],
    clCreateSampler: [api::sampler::clCreateSampler],
    clRetainSampler: [api::sampler::clRetainSampler],
    clReleaseSampler: [api::sampler::clReleaseSampler],
    clGetSamplerInfo: [api::sampler::clGetSamplerInfo],
    clCreateProgramWithSource: [api::program::clCreateProgramWithSource],
    clCreateProgramWithBinary: [api::program::clCreateProgramWithBinary],
    clRetainProgram: [api::program::clRetainProgram],
    clReleaseProgram: [api::program::clReleaseProgram],
    clBuildProgram: [api::program_build::clBuildProgram],
    clGetProgramInfo: [api::program_info::clGetProgramInfo],
    clGetProgramBuildInfo: [api::program_info::clGetProgramBuildInfo],
    clCreateKernel: [api::kernel::clCreateKernel],
    clCreateKernelsInProgram: [api::kernel::clCreateKernelsInProgram],
    clRetainKernel: [api::kernel::clRetainKernel],
    clReleaseKernel: [api::kernel::clReleaseKernel],
    clSetKernelArg: [api::kernel::clSetKernelArg],
    clGetKernelInfo: [api::kernel_info::clGetKernelInfo],
    clGetKernelWorkGroupInfo: [api::kernel_info::clGetKernelWorkGroupInfo],
    clWaitForEvents: [api::event::clWaitForEvents],
    clGetEventInfo: [api::event::clGetEventInfo],
    clRetainEvent: [api::event::clRetainEvent],
    clReleaseEvent: [api::event::clReleaseEvent],
    clGetEventProfilingInfo: [api::event::clGetEventProfilingInfo],
    clFlush: [api::queue::clFlush],
    clFinish: [api::queue::clFinish],
    clEnqueueReadBuffer: [api::buffer_transfer::clEnqueueReadBuffer],
    clEnqueueWriteBuffer: [api::buffer_transfer::clEnqueueWriteBuffer],
    clEnqueueCopyBuffer: [api::buffer_transfer::clEnqueueCopyBuffer],
    clEnqueueReadImage: [api::image::clEnqueueReadImage],
    clEnqueueWriteImage: [api::image::clEnqueueWriteImage],
    clEnqueueCopyImage: [api::image::clEnqueueCopyImage],
    clEnqueueCopyImageToBuffer: [api::image::clEnqueueCopyImageToBuffer],
    clEnqueueCopyBufferToImage: [api::image::clEnqueueCopyBufferToImage],
    clEnqueueMapBuffer: [api::buffer_transfer::clEnqueueMapBuffer],
    clEnqueueMapImage: [api::image::clEnqueueMapImage],
    clEnqueueUnmapMemObject: [api::mem_object::clEnqueueUnmapMemObject],
    clEnqueueNDRangeKernel: [api::enqueue_kernel::clEnqueueNDRangeKernel],
    clEnqueueTask: [api::enqueue_kernel::clEnqueueTask],
    clEnqueueNativeKernel: [api::native_kernel::clEnqueueNativeKernel],
    clEnqueueMarker: [api::enqueue_order::clEnqueueMarker],
    clEnqueueWaitForEvents: [api::enqueue_order::clEnqueueWaitForEvents],
    clEnqueueBarrier: [api::enqueue_order::clEnqueueBarrier],
    clGetExtensionFunctionAddress: [api::extension::clGetExtensionFunctionAddress],
    clCreateFromGLBuffer: [foreign],
    clCreateFromGLTexture2D: [foreign],
    clCreateFromGLTexture3D: [foreign],
    clCreateFromGLRenderbuffer: [foreign],
    clGetGLObjectInfo: [foreign],
    clGetGLTextureInfo: [foreign],
    clEnqueueAcquireGLObjects: [foreign],
    clEnqueueReleaseGLObjects: [foreign],
    clGetGLContextInfoKHR: [foreign],
    clGetDeviceIDsFromD3D10KHR: [foreign],
    clCreateFromD3D10BufferKHR: [foreign],
    clCreateFromD3D10Texture2DKHR: [foreign],
    clCreateFromD3D10Texture3DKHR: [foreign],
    clEnqueueAcquireD3D10ObjectsKHR: [foreign],
    clEnqueueReleaseD3D10ObjectsKHR: [foreign],
    clSetEventCallback: [api::event::clSetEventCallback],
    clCreateSubBuffer: [api::buffer::clCreateSubBuffer],
    clSetMemObjectDestructorCallback: [api::mem_object::clSetMemObjectDestructorCallback],
    clCreateUserEvent: [api::event::clCreateUserEvent],
    clSetUserEventStatus: [api::event::clSetUserEventStatus],
    clEnqueueReadBufferRect: [api::buffer_rect::clEnqueueReadBufferRect],
    clEnqueueWriteBufferRect: [api::buffer_rect::clEnqueueWriteBufferRect],
    clEnqueueCopyBufferRect: [api::buffer_rect::clEnqueueCopyBufferRect],
    clCreateSubDevicesEXT: [foreign],
    clRetainDeviceEXT: [foreign],
    clReleaseDeviceEXT: [foreign],
    clCreateEventFromGLsyncKHR: [foreign],
    clCreateSubDevices: [api::device::clCreateSubDevices],
    clRetainDevice: [api::device::clRetainDevice],
    clReleaseDevice: [api::device::clReleaseDevice],
    clCreateImage: [api::image::clCreateImage],
    clCreateProgramWithBuiltInKernels: [api::program::clCreateProgramWithBuiltInKernels],
    clCompileProgram: [api::program_build::clCompileProgram],
    clLinkProgram: [api::program_build::clLinkProgram],
    clUnloadPlatformCompiler: [api::platform::clUnloadPlatformCompiler],
    clGetKernelArgInfo: [api::kernel_info::clGetKernelArgInfo],
    clEnqueueFillBuffer: [api::buffer_transfer::clEnqueueFillBuffer],
    clEnqueueFillImage: [api::image::clEnqueueFillImage],
    clEnqueueMigrateMemObjects: [api::mem_object::clEnqueueMigrateMemObjects],
    clEnqueueMarkerWithWaitList: [api::enqueue_order::clEnqueueMarkerWithWaitList],
    clEnqueueBarrierWithWaitList: [api::enqueue_order::clEnqueueBarrierWithWaitList],
    clGetExtensionFunctionAddressForPlatform: [api::extension::clGetExtensionFunctionAddressForPlatform],
    clCreateFromGLTexture: [foreign],
    clGetDeviceIDsFromD3D11KHR: [foreign],
    clCreateFromD3D11BufferKHR: [foreign],
    clCreateFromD3D11Texture2DKHR: [foreign],
    clCreateFromD3D11Texture3DKHR: [foreign],
    clCreateFromDX9MediaSurfaceKHR: [foreign],
    clEnqueueAcquireD3D11ObjectsKHR: [foreign],
    clEnqueueReleaseD3D11ObjectsKHR: [foreign],
    clGetDeviceIDsFromDX9MediaAdapterKHR: [foreign],
    clEnqueueAcquireDX9MediaSurfacesKHR: [foreign],
    clEnqueueReleaseDX9MediaSurfacesKHR: [foreign],
    clCreateFromEGLImageKHR: [foreign],
    clEnqueueAcquireEGLObjectsKHR: [foreign],
    clEnqueueReleaseEGLObjectsKHR: [foreign],
    clCreateEventFromEGLSyncKHR: [foreign],
    clCreateCommandQueueWithProperties: [api::queue::clCreateCommandQueueWithProperties],
    clCreatePipe: [api::pipe::clCreatePipe],
    clGetPipeInfo: [api::pipe::clGetPipeInfo],
    clSVMAlloc: [api::svm::clSVMAlloc],
    clSVMFree: [api::svm::clSVMFree],
    clEnqueueSVMFree: [api::svm::clEnqueueSVMFree],
    clEnqueueSVMMemcpy: [api::svm::clEnqueueSVMMemcpy],
    clEnqueueSVMMemFill: [api::svm::clEnqueueSVMMemFill],
    clEnqueueSVMMap: [api::svm::clEnqueueSVMMap],
    clEnqueueSVMUnmap: [api::svm::clEnqueueSVMUnmap],
    clCreateSamplerWithProperties: [api::sampler::clCreateSamplerWithProperties],
    clSetKernelArgSVMPointer: [api::kernel::clSetKernelArgSVMPointer],
    clSetKernelExecInfo: [api::kernel::clSetKernelExecInfo],
    clGetKernelSubGroupInfoKHR: [foreign],
    clCloneKernel: [api::kernel::clCloneKernel],
    clCreateProgramWithIL: [api::program::clCreateProgramWithIL],
    clEnqueueSVMMigrateMem: [api::svm::clEnqueueSVMMigrateMem],
    clGetDeviceAndHostTimer: [api::device::clGetDeviceAndHostTimer],
    clGetHostTimer: [api::device::clGetHostTimer],
    clGetKernelSubGroupInfo: [api::kernel_info::clGetKernelSubGroupInfo],
    clSetDefaultDeviceCommandQueue: [api::queue::clSetDefaultDeviceCommandQueue],
    clSetProgramReleaseCallback: [api::program::clSetProgramReleaseCallback],
    clSetProgramSpecializationConstant: [api::program::clSetProgramSpecializationConstant],
    clCreateBufferWithProperties: [api::buffer::clCreateBufferWithProperties],
    clCreateImageWithProperties: [api::image::clCreateImageWithProperties],
    clSetContextDestructorCallback: [api::context::clSetContextDestructorCallback],
    clGetKernelSuggestedLocalWorkSize: [api::enqueue_kernel::clGetKernelSuggestedLocalWorkSize],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absent_function_answers_with_its_error() {
        let function = TABLE.clCreateFromGLBuffer.expect("every entry is callable");
        let mut code = 0;
        // SAFETY: the stub reads nothing and writes the code.
        let buffer = unsafe { function(std::ptr::null_mut(), 0, 0, &raw mut code) };
        assert!(buffer.is_null());
        assert_eq!(code, CL_INVALID_OPERATION);
    }

    #[test]
    fn names_lead_to_the_functions_of_the_table() {
        let expected = TABLE
            .clGetPlatformInfo
            .map(|function| function as *mut c_void);
        assert!(expected.is_some());
        assert_eq!(address("clGetPlatformInfo"), expected);
        assert_eq!(address("clCreateFromGLBuffer"), None);
        assert_eq!(address("clFly"), None);
    }

    #[test]
    fn the_tags_mark_icd_2() {
        assert_eq!(TABLE.clGetPlatformIDs_icd2_tag.to_be_bytes(), *b"OPENCL31");
        assert_eq!(
            TABLE.clUnloadCompiler_icd2_tag,
            TABLE.clGetPlatformIDs_icd2_tag
        );
    }
}
