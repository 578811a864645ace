//! From OpenCL C and SPIR-V to native work-group functions.

pub mod clang;
pub mod llvm;
pub mod options;

#[cfg(test)]
mod tests;
