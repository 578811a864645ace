//! See ARCHITECTURE.md.

pub mod code;
pub mod exec;
pub mod fault;
mod own_word;
mod sys;
pub mod vm;

pub use own_word::OwnWord;

/// Version of the contract with compiled programs that this device runs.
pub use mirrorcl_abi::ABI_VERSION;
