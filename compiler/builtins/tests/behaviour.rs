//! Built-ins that are neither math nor conversions: integer functions against wide arithmetic (`scalars.cpp`), and
//! vector memory, shuffles, geometric, common and relational functions and atomics by examples (`checks.cl`).

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

const TESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");

/// The checks of `checks.cl`.
const CHECKS: &[&str] = &[
    "vector_memory",
    "half_memory",
    "shuffle",
    "geometric",
    "common",
    "relational",
    "atomics",
    "legacy_atomics",
    "parts",
    "neighbours",
    "native",
];

#[test]
fn integer_functions_agree_with_wide_arithmetic() {
    let folder = common::folder("scalars");
    let object = common::native_object(&folder, |module| module == "integer", &[], "_Z*");
    let (source, program) = (Path::new(TESTS).join("scalars.cpp"), folder.join("scalars"));
    common::run(
        common::tool("clang++")
            .args(["-std=c++17", "-O1", "-o"])
            .args([&program, &source, &object]),
    );
    let output = Command::new(program).output().expect("the checks run");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}

#[test]
fn examples_give_what_the_specification_says() {
    let folder = common::folder("examples");
    let checks = folder.join("checks.bc");
    common::run(
        common::tool("clang")
            .args([
                "-cc1",
                "-triple",
                "spir64",
                "-cl-std=CL3.0",
                "-finclude-default-header",
            ])
            .args([
                "-fdeclare-opencl-builtins",
                "-internal-isystem",
                env!("MIRRORCL_CLANG_INCLUDE"),
            ])
            .args(["-O1", "-emit-llvm-bc", "-o"])
            .arg(&checks)
            .arg(Path::new(TESTS).join("checks.cl")),
    );
    let extra = [checks.as_path(), common::portable()];
    let object = common::native_object(&folder, common::stands_alone, &extra, "check_*");
    let mut main = String::from("#include <stdio.h>\n");
    let mut calls = String::new();
    for check in CHECKS {
        main += &format!("_Bool check_{check}(void);\n");
        calls += &format!("if (check_{check}()) puts(\"{check}\");\n");
    }
    main += &format!("int main(void) {{\n{calls}return 0; }}\n");
    let (source, program) = (folder.join("main.c"), folder.join("examples"));
    fs::write(&source, main).expect("the temporary folder is writable");
    common::run(
        common::tool("clang")
            .arg("-o")
            .args([&program, &source, &object])
            .arg("-lm"),
    );
    assert_eq!(
        common::run(&mut Command::new(program)),
        "",
        "these checks fail"
    );
}
