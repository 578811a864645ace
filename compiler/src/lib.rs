//! From OpenCL C and SPIR-V to native work-group functions.
//!
//! ```text
//! OpenCL C ── clang ──┐
//!                     ├─► hub form ─► pipeline ─────────────────────────────► backend ─► ELF + note
//! SPIR-V ─── spirv ───┘   (LLVM IR)   built-ins, inlining, ABI,  workgroup      (LLVM, lld)
//!                                     scalar clean-up            (over kir)
//! ```
//!
//! [`handle()`] answers a request of `mirrorcl_protocol` with the whole way or a part of it: compiling ends in the hub
//! form as bitcode, linking starts there. [`pipeline`] lists what is done in between, [`tool`] shows a program
//! after any of its stages. Everything here is a function of the request alone, and is meant to run in a process of
//! its own: the inputs are the user's, and LLVM ends the process for some that it can't bear.

mod avx512;
pub mod backend;
pub mod clang;
mod fork;
mod handle;
pub mod kernel;
pub mod kir;
pub mod llvm;
pub mod options;
pub mod parts;
pub mod pipeline;
pub mod spirv;
pub mod tool;
pub mod vectorize;
pub mod workgroup;

pub use handle::{handle, handle_with_processes};

#[cfg(test)]
mod tests;
