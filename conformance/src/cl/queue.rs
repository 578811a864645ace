//! Command queues.

use super::{Buffer, Context, Device, Event, Kernel, Svm, check, info_vec};
use crate::cl;
use opencl_sys::*;
use std::ffi::c_void;
use std::ptr;

/// A command queue.
pub struct Queue(pub cl_command_queue);

impl Queue {
    /// A queue with the given CL_QUEUE_PROPERTIES.
    pub fn new(context: &Context, device: Device, properties: cl_command_queue_properties) -> Self {
        let list = [CL_QUEUE_PROPERTIES as cl_queue_properties, properties, 0];
        Self::try_new(context, device, &list)
            .unwrap_or_else(|code| panic!("clCreateCommandQueueWithProperties gave {code}"))
    }

    /// A queue with the given list of properties, or the error code.
    pub fn try_new(
        context: &Context,
        device: Device,
        properties: &[cl_queue_properties],
    ) -> Result<Self, cl_int> {
        let mut code = 0;
        let queue = cl!(clCreateCommandQueueWithProperties(
            context.0,
            device.0,
            properties.as_ptr(),
            &raw mut code
        ));
        if code == CL_SUCCESS {
            Ok(Self(queue))
        } else {
            Err(code)
        }
    }

    /// The list of properties that it was made with.
    #[track_caller]
    pub fn properties(&self) -> Vec<cl_queue_properties> {
        let name = CL_QUEUE_PROPERTIES_ARRAY;
        info_vec(|size, value, ret| cl!(clGetCommandQueueInfo(self.0, name, size, value, ret)))
    }

    /// Launches a kernel; an empty `local` lets the driver choose.
    #[track_caller]
    pub fn launch(&self, kernel: &Kernel, global: &[usize], local: &[usize]) -> Event {
        self.launch_after(kernel, &[], global, local, &[])
    }

    /// Launches a kernel with an offset (or none, when empty) after the given events.
    #[track_caller]
    pub fn launch_after(
        &self,
        kernel: &Kernel,
        offset: &[usize],
        global: &[usize],
        local: &[usize],
        wait: &[&Event],
    ) -> Event {
        let wait = handles(wait);
        let or_null = |list: &[usize]| {
            if list.is_empty() {
                ptr::null()
            } else {
                list.as_ptr()
            }
        };
        let mut event = ptr::null_mut();
        let code = cl!(clEnqueueNDRangeKernel(
            self.0,
            kernel.0,
            u32::try_from(global.len()).expect("at most three dimensions"),
            or_null(offset),
            global.as_ptr(),
            or_null(local),
            wait.len,
            wait.pointer(),
            &raw mut event
        ));
        check(code, "clEnqueueNDRangeKernel");
        Event(event)
    }

    /// Maps an SVM allocation, blocking.
    #[track_caller]
    pub fn map<T: Copy>(&self, svm: &Svm<T>) {
        let flags = CL_MAP_READ | CL_MAP_WRITE;
        let code = cl!(clEnqueueSVMMap(
            self.0,
            CL_TRUE,
            flags,
            svm.as_ptr().cast(),
            svm.size(),
            0,
            ptr::null(),
            ptr::null_mut()
        ));
        check(code, "clEnqueueSVMMap");
    }

    /// Unmaps an SVM allocation.
    #[track_caller]
    pub fn unmap<T: Copy>(&self, svm: &Svm<T>) {
        let code = cl!(clEnqueueSVMUnmap(
            self.0,
            svm.as_ptr().cast(),
            0,
            ptr::null(),
            ptr::null_mut()
        ));
        check(code, "clEnqueueSVMUnmap");
    }

    /// Maps a whole buffer, blocking.
    #[track_caller]
    pub fn map_buffer(&self, buffer: &Buffer, size: usize) -> *mut c_void {
        let mut code = 0;
        let pointer = cl!(clEnqueueMapBuffer(
            self.0,
            buffer.0,
            CL_TRUE,
            CL_MAP_READ | CL_MAP_WRITE,
            0,
            size,
            0,
            ptr::null(),
            ptr::null_mut(),
            &raw mut code
        ));
        check(code, "clEnqueueMapBuffer");
        pointer
    }

    /// Unmaps a buffer.
    #[track_caller]
    pub fn unmap_buffer(&self, buffer: &Buffer, pointer: *mut c_void) {
        let code = cl!(clEnqueueUnmapMemObject(
            self.0,
            buffer.0,
            pointer,
            0,
            ptr::null(),
            ptr::null_mut()
        ));
        check(code, "clEnqueueUnmapMemObject");
    }

    /// Reads a whole buffer of `length` elements, blocking.
    #[track_caller]
    pub fn read<T: Copy + Default>(&self, buffer: &Buffer, length: usize) -> Vec<T> {
        let mut values = vec![T::default(); length];
        let code = cl!(clEnqueueReadBuffer(
            self.0,
            buffer.0,
            CL_TRUE,
            0,
            size_of_val(values.as_slice()),
            values.as_mut_ptr().cast(),
            0,
            ptr::null(),
            ptr::null_mut()
        ));
        check(code, "clEnqueueReadBuffer");
        values
    }

    /// Writes the beginning of a buffer, blocking.
    #[track_caller]
    pub fn write<T: Copy>(&self, buffer: &Buffer, values: &[T]) {
        let code = cl!(clEnqueueWriteBuffer(
            self.0,
            buffer.0,
            CL_TRUE,
            0,
            size_of_val(values),
            values.as_ptr().cast(),
            0,
            ptr::null(),
            ptr::null_mut()
        ));
        check(code, "clEnqueueWriteBuffer");
    }

    /// clFlush.
    #[track_caller]
    pub fn flush(&self) {
        check(cl!(clFlush(self.0)), "clFlush");
    }

    /// clFinish.
    #[track_caller]
    pub fn finish(&self) {
        check(cl!(clFinish(self.0)), "clFinish");
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        check(cl!(clReleaseCommandQueue(self.0)), "clReleaseCommandQueue");
    }
}

/// A wait list in C form.
struct WaitList {
    handles: Vec<cl_event>,
    /// Number of events.
    len: cl_uint,
}

impl WaitList {
    /// The list, NULL when empty.
    fn pointer(&self) -> *const cl_event {
        if self.handles.is_empty() {
            ptr::null()
        } else {
            self.handles.as_ptr()
        }
    }
}

/// The wait list of the given events.
fn handles(events: &[&Event]) -> WaitList {
    let handles: Vec<_> = events.iter().map(|event| event.0).collect();
    let len = u32::try_from(handles.len()).expect("few events");
    WaitList { handles, len }
}
