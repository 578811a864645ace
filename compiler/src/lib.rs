//! From OpenCL C and SPIR-V to native work-group functions.
pub mod llvm;
