//! Checks of arguments: pure functions from what the application said to what may be done, or to a refusal.
#![deny(unsafe_code)]

pub mod buffer;
pub mod command_buffer;
pub mod context;
pub mod kernel;
pub mod native_kernel;
pub mod ndrange;
pub mod partition;
pub mod program;
pub mod queue;
pub mod rect;
pub mod sub_group;
pub mod svm;
pub mod usm;
pub mod wait_list;
