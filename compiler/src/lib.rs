//! From OpenCL C and SPIR-V to native work-group functions.

pub mod clang;
pub mod kir;
pub mod llvm;
pub mod options;
pub mod workgroup;

#[cfg(test)]
mod tests;
