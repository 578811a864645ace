//! See ARCHITECTURE.md.

pub mod code;
pub mod exec;
pub mod fault;
mod sys;
pub mod vm;

/// Version of the contract with compiled programs that this device runs.
pub use mirrorcl_abi::ABI_VERSION;
