//! From OpenCL C and SPIR-V to native work-group functions.

pub mod backend;
pub mod clang;
mod handle;
pub mod kernel;
pub mod kir;
pub mod llvm;
pub mod options;
pub mod pipeline;
pub mod spirv;
pub mod tool;
pub mod vectorize;
pub mod workgroup;

pub use handle::handle;

#[cfg(test)]
mod tests;
