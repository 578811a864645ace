//! See ARCHITECTURE.md.

pub mod code;
pub mod exec;
pub mod fault;
mod sys;
pub mod vm;
