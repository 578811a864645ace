//! LLVM, clang and lld behind Rust types. The only module with `unsafe` in this crate.
//!
//! Handles ([`Type`], [`Value`], [`Block`], ...) are copies of LLVM's pointers and borrow the
//! [`Context`]; like LLVM's own, they dangle when the value behind them is erased. Methods check the
//! kind of value that they need, because a release build of LLVM does not. LLVM's enumerations (opcodes,
//! predicates, orderings) are those of `llvm_sys`, re-exported here.

mod builder;
mod constant;
mod context;
mod debug_info;
mod function;
mod instruction;
mod module;
mod shim;
mod target;
mod tools;
mod types;
mod value;

#[cfg(test)]
mod tests;

pub use builder::Builder;
pub use context::{Context, Diagnostic};
pub use debug_info::{LineTable, Scope, SourceFile};
pub use function::{
    AttributePlace, C_CALL, Function, Global, Metadata, SPIR_FUNC, SPIR_KERNEL, Subprogram,
};
pub use instruction::{Block, Instruction};
pub use llvm_sys::{
    LLVMAtomicOrdering as Ordering, LLVMAtomicRMWBinOp as RmwOp, LLVMIntPredicate as IntPredicate,
    LLVMLinkage as Linkage, LLVMOpcode as Opcode, LLVMRealPredicate as RealPredicate,
};
pub use module::{DataLayout, Module, demangle};
pub use target::{Effort, Machine, TRIPLE, host_cpu};
pub use tools::{ClangInput, compile, link_elf, memory_file};
pub use types::{Type, TypeKind};
pub use value::{Value, ValueKind};
