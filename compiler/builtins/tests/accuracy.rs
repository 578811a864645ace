//! The math functions keep the limits of OpenCL C §7.4 and its special cases, measured by `ulp.cpp` on code that is
//! compiled for this machine from the library's bitcode.
//!
//! `MIRRORCL_ULP_SAMPLES` sets the number of samples per function; half is always exhaustive, float is with 4294967296.
//! `MIRRORCL_ULP_FILTER` selects functions (`sin.float`).

use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn math_functions_keep_their_limits() {
    let samples = std::env::var("MIRRORCL_ULP_SAMPLES").unwrap_or_else(|_| "4000".into());
    let filter = std::env::var("MIRRORCL_ULP_FILTER").unwrap_or_default();
    let harness = build_harness();
    let output = Command::new(harness)
        .args([samples, filter])
        .output()
        .expect("the harness runs");
    let report = String::from_utf8_lossy(&output.stdout);
    println!("{report}");
    let failures: Vec<&str> = report
        .lines()
        .filter(|line| line.contains("FAIL"))
        .collect();
    assert!(
        output.status.success() && !report.is_empty(),
        "{failures:#?}"
    );
}

fn build_harness() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ulp");
    std::fs::create_dir_all(&folder).expect("the temporary folder is writable");
    let mut link = tool("llvm-link");
    for module in mirrorcl_builtins::modules() {
        if !is_of_math(module.name) {
            continue;
        }
        let path = folder.join(module.name).with_extension("bc");
        std::fs::write(&path, module.bitcode).expect("the temporary folder is writable");
        link.arg(path);
    }
    let library = folder.join("library.bc");
    run(link.arg("-o").arg(&library));
    let object = folder.join("library.o");
    run(tool("clang")
        .args([
            "-target",
            "x86_64-unknown-linux-gnu",
            "-march=native",
            "-O2",
            "-Wno-override-module",
            "-c",
            "-o",
        ])
        .arg(&object)
        .arg(&library));
    let harness = folder.join("ulp");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ulp.cpp");
    run(tool("clang++")
        .args(["-std=c++17", "-O1", "-march=native", "-o"])
        .arg(&harness)
        .arg(source)
        .arg(&object)
        .arg("-lm"));
    harness
}

/// Modules with math functions and what those call.
fn is_of_math(module: &str) -> bool {
    ["double", "float", "half", "math"]
        .iter()
        .any(|part| module.starts_with(part))
        || ["integer", "native", "relational", "remainder"].contains(&module)
}

fn tool(name: &str) -> Command {
    Command::new(Path::new(env!("MIRRORCL_LLVM_BIN")).join(name))
}

fn run(command: &mut Command) {
    let output = command.output().expect("the tool starts");
    assert!(
        output.status.success(),
        "{command:?}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
