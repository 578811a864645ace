//! The entry points, one file per object: they check with `validate`, act through `object` and do nothing else.
#![deny(unsafe_code)]

pub mod buffer;
pub mod buffer_rect;
pub mod buffer_transfer;
mod command;
pub mod command_buffer;
pub mod command_buffer_record;
pub mod context;
pub mod device;
pub mod device_info;
pub mod enqueue_kernel;
pub mod enqueue_order;
pub mod event;
pub mod extension;
pub mod image;
pub mod kernel;
pub mod kernel_info;
pub mod mem_object;
pub mod mutable_command;
pub mod native_kernel;
pub mod pipe;
pub mod platform;
pub mod program;
pub mod program_build;
pub mod program_info;
pub mod queue;
pub mod sampler;
pub mod svm;
pub mod usm;
