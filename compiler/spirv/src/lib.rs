//! A validating reader of SPIR-V modules for OpenCL.
//!
//! SPIR-V comes from the application and is not trusted: [`Module::parse`] either returns a module that
//! keeps what this page promises, or an [`Error`] with a word offset and a reason. It never panics, and
//! its time and memory are bounded by a small polynomial of the input's size.
//!
//! What a [`Module`] promises to those that lower it:
//! - every id is defined once, and before its use where the specification asks for it; uses in
//!   function bodies are dominated by their definitions;
//! - the capabilities are among those that the lowering knows ([`supported_capabilities`]);
//! - every block ends in its one terminator, branch targets lie in the same function, and `OpPhi` names each
//!   predecessor once;
//! - result and operand types agree as the specification of each instruction says. Pointers are
//!   compared by storage class only: what they point to never matters to LLVM, and producers are lax about it.
//!
//! The bytes are decoded by rspirv's parser; [`words`] first normalises the byte order and repairs what
//! known producers get wrong.

mod capability;
mod constant;
mod decoration;
mod dominators;
mod error;
mod f16;
mod function;
mod instruction;
mod layout;
mod module;
mod opencl_std;
mod reader;
mod specialize;
mod types;
mod validate;
mod words;

pub use capability::{supported_capabilities, supported_extensions};
pub use constant::{Constant, Constants, Definition, SpecConstant, Value};
pub use decoration::{Decorated, Decorations};
pub use error::Error;
pub use function::{Block, Function, Parameter};
pub use instruction::{Instruction, Line};
pub use module::{EntryPoint, ExecutionModeUse, ExtSet, Global, Kernel, Module};
pub use opencl_std::{Form, Signature, Signedness, signature};
pub use specialize::Specialization;
pub use types::{Class, Kind, Shape, Type, Types};

/// A SPIR-V id.
pub type Id = u32;
/// Result of reading.
pub type Result<T> = std::result::Result<T, Error>;
