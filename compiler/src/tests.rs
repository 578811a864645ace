//! What the unit tests of several modules need.

use crate::{
    clang::{Source, compile_source},
    llvm::{Context, Module},
    options::CompileOptions,
};
use mirrorcl_protocol::Target;

/// A device with double precision but no half.
pub(crate) fn target() -> Target {
    let mut target = crate::tool::target();
    target.extensions.retain(|name| name != "cl_khr_fp16");
    target
}

/// The hub form of a program that has no errors.
pub(crate) fn compile<'c>(context: &'c Context, text: &str) -> Module<'c> {
    let options = CompileOptions::parse("-cl-std=CL3.0", 300).unwrap();
    let target = target();
    let source = Source {
        text,
        headers: &[],
        directory: "",
        options: &options,
        target: &target,
    };
    let (module, log) = compile_source(context, source);
    module.expect(&log)
}
