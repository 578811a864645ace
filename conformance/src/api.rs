//! The OpenCL entry points, looked up in the ICD loader's library at run time.

use libloading::Library;
use opencl_sys::cl_function_types::*;
use std::sync::LazyLock;

macro_rules! api {
    ($($name:ident: $type:ty),* $(,)?) => {
        /// Entry points of the loader; each is present or the loader is too old for this suite.
        #[allow(non_snake_case, missing_docs, reason = "the names and their meaning are OpenCL's")]
        pub struct Api { $(pub $name: $type),* }

        impl Api {
            fn load(library: &Library) -> Self {
                Self { $($name: {
                    // SAFETY: the symbol is the OpenCL function of this name, whose type the headers give.
                    let symbol = unsafe { library.get::<$type>(stringify!($name)) };
                    symbol.ok().and_then(|symbol| *symbol)
                }),* }
            }
        }
    };
}

api! {
    clGetPlatformIDs: clGetPlatformIDs_t,
    clGetPlatformInfo: clGetPlatformInfo_t,
    clGetDeviceIDs: clGetDeviceIDs_t,
    clGetDeviceInfo: clGetDeviceInfo_t,
    clCreateSubDevices: clCreateSubDevices_t,
    clRetainDevice: clRetainDevice_t,
    clReleaseDevice: clReleaseDevice_t,
    clCreateContext: clCreateContext_t,
    clCreateContextFromType: clCreateContextFromType_t,
    clRetainContext: clRetainContext_t,
    clReleaseContext: clReleaseContext_t,
    clGetContextInfo: clGetContextInfo_t,
    clCreateCommandQueueWithProperties: clCreateCommandQueueWithProperties_t,
    clRetainCommandQueue: clRetainCommandQueue_t,
    clReleaseCommandQueue: clReleaseCommandQueue_t,
    clGetCommandQueueInfo: clGetCommandQueueInfo_t,
    clCreateBuffer: clCreateBuffer_t,
    clCreateBufferWithProperties: clCreateBufferWithProperties_t,
    clCreateSubBuffer: clCreateSubBuffer_t,
    clCreateImage: clCreateImage_t,
    clCreatePipe: clCreatePipe_t,
    clCreateSamplerWithProperties: clCreateSamplerWithProperties_t,
    clRetainMemObject: clRetainMemObject_t,
    clReleaseMemObject: clReleaseMemObject_t,
    clGetMemObjectInfo: clGetMemObjectInfo_t,
    clSetMemObjectDestructorCallback: clSetMemObjectDestructorCallback_t,
    clGetSupportedImageFormats: clGetSupportedImageFormats_t,
    clSVMAlloc: clSVMAlloc_t,
    clSVMFree: clSVMFree_t,
    clCreateProgramWithSource: clCreateProgramWithSource_t,
    clCreateProgramWithBinary: clCreateProgramWithBinary_t,
    clCreateProgramWithIL: clCreateProgramWithIL_t,
    clRetainProgram: clRetainProgram_t,
    clReleaseProgram: clReleaseProgram_t,
    clBuildProgram: clBuildProgram_t,
    clCompileProgram: clCompileProgram_t,
    clLinkProgram: clLinkProgram_t,
    clSetProgramSpecializationConstant: clSetProgramSpecializationConstant_t,
    clUnloadPlatformCompiler: clUnloadPlatformCompiler_t,
    clGetProgramInfo: clGetProgramInfo_t,
    clGetProgramBuildInfo: clGetProgramBuildInfo_t,
    clCreateKernel: clCreateKernel_t,
    clCreateKernelsInProgram: clCreateKernelsInProgram_t,
    clCloneKernel: clCloneKernel_t,
    clRetainKernel: clRetainKernel_t,
    clReleaseKernel: clReleaseKernel_t,
    clSetKernelArg: clSetKernelArg_t,
    clSetKernelArgSVMPointer: clSetKernelArgSVMPointer_t,
    clSetKernelExecInfo: clSetKernelExecInfo_t,
    clGetKernelInfo: clGetKernelInfo_t,
    clGetKernelArgInfo: clGetKernelArgInfo_t,
    clGetKernelWorkGroupInfo: clGetKernelWorkGroupInfo_t,
    clGetKernelSubGroupInfo: clGetKernelSubGroupInfo_t,
    clWaitForEvents: clWaitForEvents_t,
    clGetEventInfo: clGetEventInfo_t,
    clCreateUserEvent: clCreateUserEvent_t,
    clRetainEvent: clRetainEvent_t,
    clReleaseEvent: clReleaseEvent_t,
    clSetUserEventStatus: clSetUserEventStatus_t,
    clSetEventCallback: clSetEventCallback_t,
    clGetEventProfilingInfo: clGetEventProfilingInfo_t,
    clFlush: clFlush_t,
    clFinish: clFinish_t,
    clEnqueueReadBuffer: clEnqueueReadBuffer_t,
    clEnqueueReadBufferRect: clEnqueueReadBufferRect_t,
    clEnqueueWriteBuffer: clEnqueueWriteBuffer_t,
    clEnqueueWriteBufferRect: clEnqueueWriteBufferRect_t,
    clEnqueueFillBuffer: clEnqueueFillBuffer_t,
    clEnqueueCopyBuffer: clEnqueueCopyBuffer_t,
    clEnqueueCopyBufferRect: clEnqueueCopyBufferRect_t,
    clEnqueueMapBuffer: clEnqueueMapBuffer_t,
    clEnqueueUnmapMemObject: clEnqueueUnmapMemObject_t,
    clEnqueueMigrateMemObjects: clEnqueueMigrateMemObjects_t,
    clEnqueueNDRangeKernel: clEnqueueNDRangeKernel_t,
    clEnqueueNativeKernel: clEnqueueNativeKernel_t,
    clEnqueueMarkerWithWaitList: clEnqueueMarkerWithWaitList_t,
    clEnqueueBarrierWithWaitList: clEnqueueBarrierWithWaitList_t,
    clEnqueueSVMFree: clEnqueueSVMFree_t,
    clEnqueueSVMMemcpy: clEnqueueSVMMemcpy_t,
    clEnqueueSVMMemFill: clEnqueueSVMMemFill_t,
    clEnqueueSVMMap: clEnqueueSVMMap_t,
    clEnqueueSVMUnmap: clEnqueueSVMUnmap_t,
    clEnqueueSVMMigrateMem: clEnqueueSVMMigrateMem_t,
    clGetExtensionFunctionAddressForPlatform: clGetExtensionFunctionAddressForPlatform_t,
    clGetDeviceAndHostTimer: clGetDeviceAndHostTimer_t,
    clGetHostTimer: clGetHostTimer_t,
}

/// The loader's entry points.
pub static API: LazyLock<Api> = LazyLock::new(|| {
    let name = std::env::var("MIRRORCL_LOADER").unwrap_or_else(|_| "libOpenCL.so.1".to_owned());
    // SAFETY: loading the ICD loader runs its initialisers, which are made for that.
    let library = unsafe { Library::new(&name) }.expect("the OpenCL ICD loader is installed");
    let api = Api::load(&library);
    // The loader stays for the process's life: objects outlive any scope that we could name.
    std::mem::forget(library);
    api
});

/// Calls an OpenCL function through the loader.
#[macro_export]
macro_rules! cl {
    ($function:ident($($argument:expr),* $(,)?)) => {{
        let function = $crate::api::API.$function.expect(concat!("the loader has ", stringify!($function)));
        #[allow(clippy::macro_metavars_in_unsafe, reason = "arguments are plain values")]
        // SAFETY: a test calls the function with arguments that the specification allows, or that it requires the
        // driver to refuse.
        unsafe { function($($argument),*) }
    }};
}
