//! Platform, devices, contexts and buffers.

use super::{Program, Queue, Svm, check, info, info_text};
use crate::cl;
use opencl_sys::*;
use std::ffi::c_void;
use std::ptr;

/// The platform under test.
#[derive(Clone, Copy)]
pub struct Platform(pub cl_platform_id);

/// A device.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Device(pub cl_device_id);

/// A context; released with its last use.
pub struct Context(pub cl_context);

/// A buffer object.
pub struct Buffer(pub cl_mem);

impl Platform {
    /// The first platform: the driver under test is the only one that the loader sees.
    pub fn first() -> Self {
        let mut platform = ptr::null_mut();
        let mut count = 0;
        check(
            cl!(clGetPlatformIDs(1, &raw mut platform, &raw mut count)),
            "clGetPlatformIDs",
        );
        assert_eq!(count, 1, "the loader sees one platform");
        Self(platform)
    }

    /// All devices.
    pub fn devices(self) -> Vec<Device> {
        let mut count = 0;
        let kind = CL_DEVICE_TYPE_ALL;
        check(
            cl!(clGetDeviceIDs(
                self.0,
                kind,
                0,
                ptr::null_mut(),
                &raw mut count
            )),
            "clGetDeviceIDs",
        );
        let mut devices = vec![ptr::null_mut(); count as usize];
        check(
            cl!(clGetDeviceIDs(
                self.0,
                kind,
                count,
                devices.as_mut_ptr(),
                ptr::null_mut()
            )),
            "clGetDeviceIDs",
        );
        devices.into_iter().map(Device).collect()
    }
}

impl Device {
    /// The platform's first device.
    pub fn first() -> Self {
        Platform::first().devices()[0]
    }

    /// A query of a fixed-size value.
    #[track_caller]
    pub fn info<T: Copy>(self, name: cl_device_info) -> T {
        info(|size, value, ret| cl!(clGetDeviceInfo(self.0, name, size, value, ret)))
    }

    /// A query of a text.
    #[track_caller]
    pub fn text(self, name: cl_device_info) -> String {
        info_text(|size, value, ret| cl!(clGetDeviceInfo(self.0, name, size, value, ret)))
    }

    /// CL_DEVICE_SVM_CAPABILITIES.
    pub fn svm(self) -> cl_device_svm_capabilities {
        self.info(CL_DEVICE_SVM_CAPABILITIES)
    }
}

impl Context {
    /// A context over the given devices.
    pub fn new(devices: &[Device]) -> Self {
        let mut code = 0;
        let handles: Vec<_> = devices.iter().map(|device| device.0).collect();
        let context = cl!(clCreateContext(
            ptr::null(),
            u32::try_from(handles.len()).expect("few devices"),
            handles.as_ptr(),
            None,
            ptr::null_mut(),
            &raw mut code
        ));
        check(code, "clCreateContext");
        Self(context)
    }

    /// A context over the first device, with that device.
    pub fn first() -> (Self, Device) {
        let device = Device::first();
        (Self::new(&[device]), device)
    }

    /// An in-order queue.
    pub fn queue(&self, device: Device) -> Queue {
        Queue::new(self, device, 0)
    }

    /// A program built from OpenCL C 3.0 source.
    #[track_caller]
    pub fn build(&self, source: &str) -> Program {
        Program::build(self, source, "-cl-std=CL3.0")
            .unwrap_or_else(|log| panic!("build failed:\n{log}"))
    }

    /// An SVM allocation of `length` elements.
    #[track_caller]
    pub fn svm<T: Copy>(&self, flags: cl_svm_mem_flags, length: usize) -> Svm<T> {
        Svm::new(self, flags, length)
    }

    /// A buffer of `size` bytes; `host` may be NULL.
    #[track_caller]
    pub fn buffer(&self, flags: cl_mem_flags, size: usize, host: *mut c_void) -> Buffer {
        self.try_buffer(flags, size, host)
            .unwrap_or_else(|code| panic!("clCreateBuffer gave {code}"))
    }

    /// A buffer, or the error code.
    pub fn try_buffer(
        &self,
        flags: cl_mem_flags,
        size: usize,
        host: *mut c_void,
    ) -> Result<Buffer, cl_int> {
        let mut code = 0;
        let buffer = cl!(clCreateBuffer(self.0, flags, size, host, &raw mut code));
        if code == CL_SUCCESS {
            Ok(Buffer(buffer))
        } else {
            Err(code)
        }
    }
}

impl Buffer {
    /// A sub-buffer with inherited flags.
    #[track_caller]
    pub fn sub(&self, origin: usize, size: usize) -> Self {
        let region = cl_buffer_region { origin, size };
        let mut code = 0;
        let buffer = cl!(clCreateSubBuffer(
            self.0,
            0,
            CL_BUFFER_CREATE_TYPE_REGION,
            (&raw const region).cast(),
            &raw mut code
        ));
        check(code, "clCreateSubBuffer");
        Self(buffer)
    }

    /// A query of a fixed-size value.
    #[track_caller]
    pub fn info<T: Copy>(&self, name: cl_mem_info) -> T {
        info(|size, value, ret| cl!(clGetMemObjectInfo(self.0, name, size, value, ret)))
    }
}

impl Drop for Context {
    fn drop(&mut self) {
        check(cl!(clReleaseContext(self.0)), "clReleaseContext");
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        check(cl!(clReleaseMemObject(self.0)), "clReleaseMemObject");
    }
}
