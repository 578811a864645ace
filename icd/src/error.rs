//! Refusals: an OpenCL error code and the reason in words.

use opencl_sys as cl;
use opencl_sys::cl_int;
use std::borrow::Cow;
use std::fmt;

/// The result of everything that an entry point calls.
pub type ClResult<T> = Result<T, ClError>;

/// A refused call: the code that the application sees and the reason that the log shows. One word, so that results of calls that
/// succeed are passed in registers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClError(Box<Refusal>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Refusal {
    code: cl_int,
    reason: Cow<'static, str>,
}

impl ClError {
    /// An error with its reason.
    #[cold]
    #[must_use]
    pub fn new(code: cl_int, reason: impl Into<Cow<'static, str>>) -> Self {
        debug_assert!(code < 0, "an error code is negative");
        let reason = reason.into();
        Self(Box::new(Refusal { code, reason }))
    }

    /// The OpenCL error code, always negative.
    #[must_use]
    pub fn code(&self) -> cl_int {
        self.0.code
    }

    /// Why the call was refused.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.0.reason
    }

    /// `CL_INVALID_VALUE` with a reason.
    #[must_use]
    pub fn value(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(cl::CL_INVALID_VALUE, reason)
    }

    /// `CL_INVALID_OPERATION` with a reason.
    #[must_use]
    pub fn operation(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(cl::CL_INVALID_OPERATION, reason)
    }

    /// `CL_OUT_OF_HOST_MEMORY` for an allocation of the driver's own.
    #[must_use]
    pub fn host_memory() -> Self {
        Self::new(cl::CL_OUT_OF_HOST_MEMORY, "the host has no memory left")
    }
}

impl fmt::Display for ClError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Refusal { code, reason } = &*self.0;
        match error_name(*code) {
            Some(name) => write!(f, "{name}: {reason}"),
            None => write!(f, "error {code}: {reason}"),
        }
    }
}

impl std::error::Error for ClError {}

/// Returns from the enclosing function with a [`ClError`] if a condition of refusal holds.
///
/// `refuse_if!(size == 0, CL_INVALID_BUFFER_SIZE, "size is 0")`; the reason is a format string.
#[macro_export]
macro_rules! refuse_if {
    ($condition:expr, $code:expr, $($reason:tt)+) => {
        if $condition {
            return Err($crate::error::ClError::new($code, format!($($reason)+)));
        }
    };
}

/// The error of a lacking resource other than memory.
#[must_use]
pub fn out_of_resources(reason: impl Into<Cow<'static, str>>) -> ClError {
    ClError::new(cl::CL_OUT_OF_RESOURCES, reason)
}

macro_rules! error_names {
    ($($name:ident)*) => {
        /// The name of an error code of the core specification or of an extension that we offer.
        #[must_use]
        pub fn error_name(code: cl_int) -> Option<&'static str> {
            match code {
                $(cl::$name => Some(stringify!($name)),)*
                _ => None,
            }
        }
    };
}

error_names! {
    CL_DEVICE_NOT_FOUND CL_DEVICE_NOT_AVAILABLE CL_COMPILER_NOT_AVAILABLE CL_MEM_OBJECT_ALLOCATION_FAILURE
    CL_OUT_OF_RESOURCES CL_OUT_OF_HOST_MEMORY CL_PROFILING_INFO_NOT_AVAILABLE CL_MEM_COPY_OVERLAP
    CL_IMAGE_FORMAT_MISMATCH CL_IMAGE_FORMAT_NOT_SUPPORTED CL_BUILD_PROGRAM_FAILURE CL_MAP_FAILURE
    CL_MISALIGNED_SUB_BUFFER_OFFSET CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST CL_COMPILE_PROGRAM_FAILURE
    CL_LINKER_NOT_AVAILABLE CL_LINK_PROGRAM_FAILURE CL_DEVICE_PARTITION_FAILED CL_KERNEL_ARG_INFO_NOT_AVAILABLE
    CL_INVALID_VALUE CL_INVALID_DEVICE_TYPE CL_INVALID_PLATFORM CL_INVALID_DEVICE CL_INVALID_CONTEXT
    CL_INVALID_QUEUE_PROPERTIES CL_INVALID_COMMAND_QUEUE CL_INVALID_HOST_PTR CL_INVALID_MEM_OBJECT
    CL_INVALID_IMAGE_FORMAT_DESCRIPTOR CL_INVALID_IMAGE_SIZE CL_INVALID_SAMPLER CL_INVALID_BINARY
    CL_INVALID_BUILD_OPTIONS CL_INVALID_PROGRAM CL_INVALID_PROGRAM_EXECUTABLE CL_INVALID_KERNEL_NAME
    CL_INVALID_KERNEL_DEFINITION CL_INVALID_KERNEL CL_INVALID_ARG_INDEX CL_INVALID_ARG_VALUE CL_INVALID_ARG_SIZE
    CL_INVALID_KERNEL_ARGS CL_INVALID_WORK_DIMENSION CL_INVALID_WORK_GROUP_SIZE CL_INVALID_WORK_ITEM_SIZE
    CL_INVALID_GLOBAL_OFFSET CL_INVALID_EVENT_WAIT_LIST CL_INVALID_EVENT CL_INVALID_OPERATION CL_INVALID_GL_OBJECT
    CL_INVALID_BUFFER_SIZE CL_INVALID_MIP_LEVEL CL_INVALID_GLOBAL_WORK_SIZE CL_INVALID_PROPERTY
    CL_INVALID_IMAGE_DESCRIPTOR CL_INVALID_COMPILER_OPTIONS CL_INVALID_LINKER_OPTIONS
    CL_INVALID_DEVICE_PARTITION_COUNT CL_INVALID_PIPE_SIZE CL_INVALID_DEVICE_QUEUE CL_INVALID_SPEC_ID
    CL_MAX_SIZE_RESTRICTION_EXCEEDED CL_PLATFORM_NOT_FOUND_KHR CL_INVALID_COMMAND_BUFFER_KHR
    CL_INVALID_SYNC_POINT_WAIT_LIST_KHR CL_INCOMPATIBLE_COMMAND_QUEUE_KHR CL_INVALID_MUTABLE_COMMAND_KHR
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refuse(size: usize) -> ClResult<()> {
        refuse_if!(size == 0, cl::CL_INVALID_BUFFER_SIZE, "size is {size}");
        Ok(())
    }

    #[test]
    fn an_error_shows_its_name_and_its_reason() {
        assert_eq!(
            refuse(0).unwrap_err().to_string(),
            "CL_INVALID_BUFFER_SIZE: size is 0"
        );
        assert!(refuse(1).is_ok());
        assert_eq!(ClError::new(-9999, "x").to_string(), "error -9999: x");
    }
}
