//! The objects behind the handles: what they are and what can be done with them. They trust their arguments, which
//! `validate` has checked.

pub mod address_hasher;
pub mod command_buffer;
pub mod context;
pub mod device;
pub mod device_description;
pub mod event;
mod fixed_args;
pub mod host;
pub mod instruction_set;
pub mod kernel;
mod kernel_args;
pub mod mem;
pub mod memory;
pub mod mutable_command;
pub mod platform;
pub mod program;
pub mod program_build;
pub mod program_compiler;
pub mod program_executable;
mod program_specialise;
pub mod queue;
pub mod specialisation;
pub mod svm;
pub mod svm_mapped;
pub mod topology;
pub mod usm;
