//! OpenCL through the real ICD loader, for the conformance runner and the demonstration.

#![allow(
    clippy::not_unsafe_ptr_arg_deref,
    reason = "a pointer is passed on to the driver, which must survive any; see `cl!`"
)]

pub mod api;
pub mod cl;
pub mod lab;
