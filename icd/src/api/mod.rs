//! The entry points, one file per object: they check with `validate`, act through `object` and do nothing else.
#![deny(unsafe_code)]

pub mod context;
pub mod device;
pub mod device_info;
pub mod enqueue_order;
pub mod event;
pub mod extension;
pub mod platform;
pub mod program;
pub mod program_build;
pub mod program_info;
pub mod queue;
