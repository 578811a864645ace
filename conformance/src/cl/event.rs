//! Events.

use super::{Context, check, info};
use crate::cl;
use opencl_sys::*;

/// An event.
pub struct Event(pub cl_event);

impl Event {
    /// A user event.
    pub fn user(context: &Context) -> Self {
        let mut code = 0;
        let event = cl!(clCreateUserEvent(context.0, &raw mut code));
        check(code, "clCreateUserEvent");
        Self(event)
    }

    /// Sets a user event's status.
    pub fn set(&self, status: cl_int) {
        check(
            cl!(clSetUserEventStatus(self.0, status)),
            "clSetUserEventStatus",
        );
    }

    /// Waits; gives the code of clWaitForEvents.
    pub fn wait(&self) -> cl_int {
        cl!(clWaitForEvents(1, &raw const self.0))
    }

    /// CL_EVENT_COMMAND_EXECUTION_STATUS.
    pub fn status(&self) -> cl_int {
        self.info(CL_EVENT_COMMAND_EXECUTION_STATUS)
    }

    /// CL_EVENT_COMMAND_TYPE.
    pub fn command_type(&self) -> cl_command_type {
        self.info(CL_EVENT_COMMAND_TYPE)
    }

    /// A profiling time in nanoseconds.
    pub fn time(&self, name: cl_profiling_info) -> cl_ulong {
        info(|size, value, ret| cl!(clGetEventProfilingInfo(self.0, name, size, value, ret)))
    }

    fn info<T: Copy>(&self, name: cl_event_info) -> T {
        info(|size, value, ret| cl!(clGetEventInfo(self.0, name, size, value, ret)))
    }
}

impl Drop for Event {
    fn drop(&mut self) {
        check(cl!(clReleaseEvent(self.0)), "clReleaseEvent");
    }
}
