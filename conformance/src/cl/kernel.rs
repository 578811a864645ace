//! Programs and kernels.

use super::{Buffer, Context, Device, Svm, check, il, info, info_text, info_vec};
use crate::cl;
use opencl_sys::*;
use std::ffi::{CString, c_void};
use std::ptr;

/// A program.
pub struct Program(pub cl_program);

/// A kernel.
pub struct Kernel(pub cl_kernel);

impl Program {
    /// A program from source, not built.
    pub fn from_source(context: &Context, source: &str) -> Self {
        let mut code = 0;
        let text: *const std::ffi::c_char = source.as_ptr().cast();
        let length = source.len();
        let program = cl!(clCreateProgramWithSource(
            context.0,
            1,
            (&raw const text).cast_mut(),
            &raw const length,
            &raw mut code
        ));
        check(code, "clCreateProgramWithSource");
        Self(program)
    }

    /// A program from source, built for all devices; an error is the build log of the first device.
    pub fn build(context: &Context, source: &str, options: &str) -> Result<Self, String> {
        let program = match il::is_asked_for() {
            true => Self::from_source_as_il(context, source, options),
            false => Self::from_source(context, source),
        };
        match program.build_with(options) {
            CL_SUCCESS => Ok(program),
            code => Err(format!("clBuildProgram gave {code}\n{}", program.log())),
        }
    }

    /// clBuildProgram for all devices; the code that it gave.
    pub fn build_with(&self, options: &str) -> cl_int {
        let options = CString::new(options).expect("options have no NUL");
        cl!(clBuildProgram(
            self.0,
            0,
            ptr::null(),
            options.as_ptr(),
            None,
            ptr::null_mut()
        ))
    }

    /// The build log of the program's first device.
    pub fn log(&self) -> String {
        let device = self.devices()[0];
        info_text(|size, value, ret| {
            cl!(clGetProgramBuildInfo(
                self.0,
                device.0,
                CL_PROGRAM_BUILD_LOG,
                size,
                value,
                ret
            ))
        })
    }

    /// The devices of the program.
    pub fn devices(&self) -> Vec<Device> {
        info_vec::<usize>(|size, value, ret| {
            cl!(clGetProgramInfo(
                self.0,
                CL_PROGRAM_DEVICES,
                size,
                value,
                ret
            ))
        })
        .into_iter()
        .map(|handle| Device(ptr::with_exposed_provenance_mut(handle)))
        .collect()
    }

    /// A query of a fixed-size value.
    pub fn info<T: Copy>(&self, name: cl_program_info) -> T {
        info(|size, value, ret| cl!(clGetProgramInfo(self.0, name, size, value, ret)))
    }

    /// The kernel of that name.
    #[track_caller]
    pub fn kernel(&self, name: &str) -> Kernel {
        self.try_kernel(name)
            .unwrap_or_else(|code| panic!("clCreateKernel({name}) gave {code}"))
    }

    /// The kernel of that name, or the error code.
    pub fn try_kernel(&self, name: &str) -> Result<Kernel, cl_int> {
        let name = CString::new(name).expect("a name has no NUL");
        let mut code = 0;
        let kernel = cl!(clCreateKernel(self.0, name.as_ptr(), &raw mut code));
        if code == CL_SUCCESS {
            Ok(Kernel(kernel))
        } else {
            Err(code)
        }
    }
}

impl Kernel {
    /// Sets an argument by value.
    #[track_caller]
    pub fn arg<T: Copy>(&self, index: cl_uint, value: T) -> &Self {
        let value = (&raw const value).cast();
        check(
            cl!(clSetKernelArg(self.0, index, size_of::<T>(), value)),
            "clSetKernelArg",
        );
        self
    }

    /// Sets an argument by the bytes of its value.
    #[track_caller]
    pub fn arg_bytes(&self, index: cl_uint, value: &[u8]) -> &Self {
        let bytes = value.as_ptr().cast();
        check(
            cl!(clSetKernelArg(self.0, index, value.len(), bytes)),
            "clSetKernelArg",
        );
        self
    }

    /// Sets a buffer argument.
    #[track_caller]
    pub fn arg_buffer(&self, index: cl_uint, buffer: &Buffer) -> &Self {
        self.arg(index, buffer.0)
    }

    /// Sets a local memory argument of `size` bytes.
    #[track_caller]
    pub fn arg_local(&self, index: cl_uint, size: usize) -> &Self {
        check(
            cl!(clSetKernelArg(self.0, index, size, ptr::null())),
            "clSetKernelArg",
        );
        self
    }

    /// Sets an SVM pointer argument.
    #[track_caller]
    pub fn arg_svm<T: Copy>(&self, index: cl_uint, svm: &Svm<T>) -> &Self {
        self.arg_pointer(index, svm.as_ptr().cast())
    }

    /// Sets a raw SVM pointer argument.
    #[track_caller]
    pub fn arg_pointer(&self, index: cl_uint, pointer: *const c_void) -> &Self {
        check(
            cl!(clSetKernelArgSVMPointer(self.0, index, pointer)),
            "clSetKernelArgSVMPointer",
        );
        self
    }

    /// Sets CL_KERNEL_EXEC_INFO_SVM_PTRS.
    pub fn svm_pointers(&self, pointers: &[*const c_void]) -> cl_int {
        cl!(clSetKernelExecInfo(
            self.0,
            CL_KERNEL_EXEC_INFO_SVM_PTRS,
            size_of_val(pointers),
            if pointers.is_empty() {
                ptr::null()
            } else {
                pointers.as_ptr().cast()
            }
        ))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        check(cl!(clReleaseProgram(self.0)), "clReleaseProgram");
    }
}

impl Drop for Kernel {
    fn drop(&mut self) {
        check(cl!(clReleaseKernel(self.0)), "clReleaseKernel");
    }
}
