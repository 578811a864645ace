//! The math functions keep the limits of OpenCL C §7.4 and its special cases, measured by `ulp.cpp` on code that is
//! compiled from the library's bitcode for each level of processors that this machine can stand in for.
//!
//! `MIRRORCL_ULP_SAMPLES` sets the number of samples per function; half is always exhaustive, float is with 4294967296.
//! `MIRRORCL_ULP_FILTER` selects functions (`sin.float`).

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

/// With AVX-512's instructions and without.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Forms {
    Avx512,
    Portable,
}

/// Mangled names that end in a type that is no vector's element.
const SCALARS: &str = "_Z*[^_]d,_Z*[^_]f,_Z*[^_]Dh,_Z*[^_]i";

#[test]
fn functions_keep_their_limits_with_sse2() {
    check("x86-64", Forms::Portable);
}

#[test]
fn functions_keep_their_limits_with_avx2() {
    if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
        check("x86-64-v3", Forms::Portable);
    }
}

#[test]
fn functions_keep_their_limits_with_avx512() {
    let has = is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512cd");
    if has {
        check("x86-64-v4", Forms::Avx512);
    }
}

fn check(level: &str, forms: Forms) {
    let samples = std::env::var("MIRRORCL_ULP_SAMPLES").unwrap_or_else(|_| "4000".into());
    let filter = std::env::var("MIRRORCL_ULP_FILTER").unwrap_or_default();
    let output = Command::new(build_harness(level, forms))
        .args([&samples, &filter])
        .output()
        .expect("the harness runs");
    let report = String::from_utf8_lossy(&output.stdout);
    println!("{level}\n{report}");
    let failures: Vec<&str> = report
        .lines()
        .filter(|line| line.contains("FAIL"))
        .collect();
    assert!(
        output.status.success() && !report.is_empty(),
        "{level}: {failures:#?}"
    );
}

fn build_harness(level: &str, forms: Forms) -> PathBuf {
    let folder = common::folder(&format!("ulp-{level}"));
    let answer = [common::portable()];
    let extra: &[&Path] = match forms {
        Forms::Avx512 => &[],
        Forms::Portable => &answer,
    };
    let object = common::object_for(&folder, level, is_of_math, extra, SCALARS);
    let harness = folder.join("ulp");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ulp.cpp");
    common::run(
        common::tool("clang++")
            .args(["-std=c++17", "-O1", "-o"])
            .arg(&harness)
            .arg(format!("-march={level}"))
            .args([&source, &object])
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
