//! The math functions keep the limits of OpenCL C §7.4 and its special cases, measured by `ulp.cpp` on code that is
//! compiled for this machine from the library's bitcode.
//!
//! `MIRRORCL_ULP_SAMPLES` sets the number of samples per function; half is always exhaustive, float is with 4294967296.
//! `MIRRORCL_ULP_FILTER` selects functions (`sin.float`).

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn math_functions_keep_their_limits() {
    let samples = std::env::var("MIRRORCL_ULP_SAMPLES").unwrap_or_else(|_| "4000".into());
    let filter = std::env::var("MIRRORCL_ULP_FILTER").unwrap_or_default();
    let harness = build_harness();
    // With what this processor has, and as on processors without AVX-512.
    for portable in [false, true] {
        let mut command = Command::new(&harness);
        command.args([&samples, &filter]);
        if portable {
            command.env("MIRRORCL_ULP_PORTABLE", "1");
        }
        let output = command.output().expect("the harness runs");
        let report = String::from_utf8_lossy(&output.stdout);
        println!("{report}");
        let failures: Vec<&str> = report
            .lines()
            .filter(|line| line.contains("FAIL"))
            .collect();
        assert!(
            output.status.success() && !report.is_empty(),
            "portable: {portable}: {failures:#?}"
        );
    }
}

fn build_harness() -> PathBuf {
    let folder = common::folder("ulp");
    let object = common::native_object(&folder, is_of_math, &[], "_Z*");
    let harness = folder.join("ulp");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ulp.cpp");
    common::run(
        common::tool("clang++")
            .args(["-std=c++17", "-O1", "-march=native", "-o"])
            .args([&harness, &source, &object])
            .arg("-lm"),
    );
    harness
}

/// Modules with math functions and what those call.
fn is_of_math(module: &str) -> bool {
    ["double", "float", "half", "math"]
        .iter()
        .any(|part| module.starts_with(part))
        || ["integer", "native", "relational", "remainder"].contains(&module)
}
