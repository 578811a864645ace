//! Command buffers (`cl_khr_command_buffer`).

use super::{Buffer, Event, Kernel, Queue, check, info};
use crate::ext;
use opencl_sys::*;
use std::ffi::c_void;
use std::ptr;

/// A command buffer.
pub struct CommandBuffer(pub cl_command_buffer_khr);

impl CommandBuffer {
    /// A command buffer for a queue; `properties` without the final zero.
    #[track_caller]
    pub fn new(queue: &Queue, properties: &[cl_command_buffer_properties_khr]) -> Self {
        let list = [properties, &[0]].concat();
        let mut code = 0;
        let buffer = ext!(clCreateCommandBufferKHR(
            1,
            &raw const queue.0,
            list.as_ptr(),
            &raw mut code
        ));
        check(code, "clCreateCommandBufferKHR");
        Self(buffer)
    }

    /// A command buffer with CL_COMMAND_BUFFER_FLAGS_KHR.
    #[track_caller]
    pub fn with_flags(queue: &Queue, flags: cl_command_buffer_flags_khr) -> Self {
        Self::new(queue, &[CL_COMMAND_BUFFER_FLAGS_KHR, flags])
    }

    /// Records a kernel after some sync points; returns its own and its handle.
    #[track_caller]
    pub fn kernel(
        &self,
        kernel: &Kernel,
        global: &[usize],
        local: &[usize],
        after: &[cl_sync_point_khr],
    ) -> (cl_sync_point_khr, cl_mutable_command_khr) {
        let or_null = |list: &[usize]| {
            if list.is_empty() {
                ptr::null()
            } else {
                list.as_ptr()
            }
        };
        let (mut point, mut handle) = (0, ptr::null_mut());
        let (count, points) = sync_points(after);
        let code = ext!(clCommandNDRangeKernelKHR(
            self.0,
            ptr::null_mut(),
            ptr::null(),
            kernel.0,
            u32::try_from(global.len()).expect("at most three dimensions"),
            ptr::null(),
            global.as_ptr(),
            or_null(local),
            count,
            points,
            &raw mut point,
            &raw mut handle
        ));
        check(code, "clCommandNDRangeKernelKHR");
        (point, handle)
    }

    /// Records a copy of `size` bytes from the start of a buffer to that of another.
    #[track_caller]
    pub fn copy(
        &self,
        from: &Buffer,
        to: &Buffer,
        size: usize,
        after: &[cl_sync_point_khr],
    ) -> cl_sync_point_khr {
        let mut point = 0;
        let (count, points) = sync_points(after);
        let code = ext!(clCommandCopyBufferKHR(
            self.0,
            ptr::null_mut(),
            ptr::null(),
            from.0,
            to.0,
            0,
            0,
            size,
            count,
            points,
            &raw mut point,
            ptr::null_mut()
        ));
        check(code, "clCommandCopyBufferKHR");
        point
    }

    /// Records a barrier.
    #[track_caller]
    pub fn barrier(&self, after: &[cl_sync_point_khr]) -> cl_sync_point_khr {
        let mut point = 0;
        let (count, points) = sync_points(after);
        let code = ext!(clCommandBarrierWithWaitListKHR(
            self.0,
            ptr::null_mut(),
            ptr::null(),
            count,
            points,
            &raw mut point,
            ptr::null_mut()
        ));
        check(code, "clCommandBarrierWithWaitListKHR");
        point
    }

    /// clFinalizeCommandBufferKHR.
    #[track_caller]
    pub fn finalize(&self) {
        let code = ext!(clFinalizeCommandBufferKHR(self.0));
        check(code, "clFinalizeCommandBufferKHR");
    }

    /// Enqueues it to its own queue after some events.
    #[track_caller]
    pub fn enqueue(&self, after: &[&Event]) -> Event {
        let after: Vec<_> = after.iter().map(|event| event.0).collect();
        let list = if after.is_empty() {
            ptr::null()
        } else {
            after.as_ptr()
        };
        let mut event = ptr::null_mut();
        let code = ext!(clEnqueueCommandBufferKHR(
            0,
            ptr::null_mut(),
            self.0,
            u32::try_from(after.len()).expect("few events"),
            list,
            &raw mut event
        ));
        check(code, "clEnqueueCommandBufferKHR");
        Event(event)
    }

    /// Makes changes of its kernels; the code that it gave.
    pub fn update(&self, configs: &[cl_mutable_dispatch_config_khr]) -> cl_int {
        let types = vec![CL_STRUCTURE_TYPE_MUTABLE_DISPATCH_CONFIG_KHR; configs.len()];
        let place = |config| ptr::from_ref::<cl_mutable_dispatch_config_khr>(config).cast();
        let mut places: Vec<*const c_void> = configs.iter().map(place).collect();
        ext!(clUpdateMutableCommandsKHR(
            self.0,
            u32::try_from(configs.len()).expect("few changes"),
            types.as_ptr(),
            places.as_mut_ptr()
        ))
    }

    /// A query of a fixed-size value.
    #[track_caller]
    pub fn info<T: Copy>(&self, name: cl_command_buffer_info_khr) -> T {
        info(|size, value, ret| ext!(clGetCommandBufferInfoKHR(self.0, name, size, value, ret)))
    }
}

impl Drop for CommandBuffer {
    fn drop(&mut self) {
        let code = ext!(clReleaseCommandBufferKHR(self.0));
        check(code, "clReleaseCommandBufferKHR");
    }
}

/// A list of sync points in C form.
fn sync_points(points: &[cl_sync_point_khr]) -> (cl_uint, *const cl_sync_point_khr) {
    let list = if points.is_empty() {
        ptr::null()
    } else {
        points.as_ptr()
    };
    (u32::try_from(points.len()).expect("few sync points"), list)
}

/// A change of a kernel that changes nothing yet.
pub fn no_change(command: cl_mutable_command_khr) -> cl_mutable_dispatch_config_khr {
    cl_mutable_dispatch_config_khr {
        command,
        num_args: 0,
        num_svm_args: 0,
        num_exec_infos: 0,
        work_dim: 0,
        arg_list: ptr::null(),
        arg_svm_list: ptr::null(),
        exec_info_list: ptr::null(),
        global_work_offset: ptr::null(),
        global_work_size: ptr::null(),
        local_work_size: ptr::null(),
    }
}
