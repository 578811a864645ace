//! Programs given as SPIR-V: OpenCL C compiled by clang at test time.

use super::{Context, Program, check};
use crate::cl;
use opencl_sys::*;
use std::io::Write;
use std::process::{Command, Stdio};

/// Set in a child whose programs go through clCreateProgramWithIL.
pub const VARIABLE: &str = "MIRRORCL_CONFORMANCE_IL";

/// Whether programs built from source go through SPIR-V.
pub(super) fn is_asked_for() -> bool {
    std::env::var_os(VARIABLE).is_some()
}

/// SPIR-V of `source`, as clang 22 makes it.
///
/// # Panics
/// If there is no clang-22, or it refuses the source.
pub fn compile(source: &str, options: &str) -> Vec<u8> {
    let mut clang = Command::new("clang-22")
        .args([
            "--target=spirv64",
            "-x",
            "cl",
            "-w",
            "-O1",
            "-c",
            "-",
            "-o",
            "-",
        ])
        .args(options.split_whitespace())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .expect("clang-22 is installed");
    let mut input = clang.stdin.take().expect("a pipe was asked for");
    input
        .write_all(source.as_bytes())
        .expect("clang reads its input");
    drop(input);
    let output = clang.wait_with_output().expect("clang ends");
    assert!(output.status.success(), "clang refuses the source");
    output.stdout
}

impl Program {
    /// A program from SPIR-V, not built; the code that clCreateProgramWithIL gave if it gives none.
    ///
    /// # Errors
    /// The OpenCL error code.
    pub fn from_il(context: &Context, module: &[u8]) -> Result<Self, cl_int> {
        let mut code = 0;
        let program = cl!(clCreateProgramWithIL(
            context.0,
            module.as_ptr().cast(),
            module.len(),
            &raw mut code
        ));
        match code {
            CL_SUCCESS => Ok(Self(program)),
            code => Err(code),
        }
    }

    /// A program from source by way of SPIR-V.
    pub(super) fn from_source_as_il(context: &Context, source: &str, options: &str) -> Self {
        match Self::from_il(context, &compile(source, options)) {
            Ok(program) => program,
            Err(code) => {
                check(code, "clCreateProgramWithIL");
                unreachable!("check panics");
            }
        }
    }
}
