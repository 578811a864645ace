//! The structure that ARCHITECTURE.md promises: which crate depends on which, and what the built driver links and exports.

use object::{Object, ObjectSymbol};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Each crate with the crates of ours that it may use.
const ARROWS: [(&str, &[&str]); 11] = [
    ("mirrorcl-abi", &[]),
    ("mirrorcl-device", &["mirrorcl-abi"]),
    ("mirrorcl-models", &[]),
    ("mirrorcl-protocol", &[]),
    ("mirrorcl-spirv", &[]),
    ("mirrorcl-client", &["mirrorcl-protocol"]),
    ("mirrorcl-builtins", &[]),
    (
        "mirrorcl-compiler",
        &[
            "mirrorcl-abi",
            "mirrorcl-protocol",
            "mirrorcl-spirv",
            "mirrorcl-builtins",
        ],
    ),
    ("mirrorcl-icd-macros", &[]),
    (
        "mirrorcl-icd",
        &[
            "mirrorcl-device",
            "mirrorcl-client",
            "mirrorcl-protocol",
            "mirrorcl-spirv",
            "mirrorcl-icd-macros",
        ],
    ),
    ("mirrorcl-conformance", &[]),
];

/// What the driver exports: the entry points that an ICD loader looks up by name, and nothing else.
const EXPORTS: [&str; 5] = [
    "clGetExtensionFunctionAddress",
    "clGetPlatformInfo",
    "clIcdGetFunctionAddressForPlatformKHR",
    "clIcdGetPlatformIDsKHR",
    "clIcdSetPlatformDispatchDataKHR",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn dependencies(package: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .current_dir(root())
        .args([
            "tree",
            "--offline",
            "--edges",
            "normal,build",
            "--depth",
            "1",
            "--prefix",
            "none",
        ])
        .args(["--package", package])
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).expect("cargo writes UTF-8");
    let names = text
        .lines()
        .skip(1)
        .filter_map(|line| line.split_whitespace().next());
    names.map(str::to_owned).collect()
}

#[test]
fn crates_depend_on_each_other_one_way() {
    for (package, allowed) in ARROWS {
        let ours = dependencies(package)
            .into_iter()
            .filter(|name| name.starts_with("mirrorcl-"));
        for dependency in ours {
            assert!(
                allowed.contains(&dependency.as_str()),
                "{package} must not use {dependency}"
            );
        }
    }
}

#[test]
fn llvm_is_linked_into_the_compiler_alone() {
    for (package, _) in ARROWS
        .iter()
        .filter(|(package, _)| *package != "mirrorcl-compiler")
    {
        assert!(
            !dependencies(package).contains("llvm-sys"),
            "{package} uses LLVM"
        );
    }
}

#[test]
fn the_driver_exports_its_entry_points_and_links_no_llvm_and_no_loader() {
    let this = std::env::current_exe().expect("a running program has a path");
    let library = this
        .ancestors()
        .map(|folder| folder.join("libmirrorcl.so"))
        .find(|path| path.exists())
        .expect("the driver is built first");
    let bytes = std::fs::read(library).expect("the driver is readable");
    let file = object::File::parse(bytes.as_slice()).expect("the driver is an ELF file");
    let exports: BTreeSet<_> = file
        .dynamic_symbols()
        .filter(|symbol| symbol.is_definition())
        .filter_map(|symbol| symbol.name().ok())
        .collect();
    assert_eq!(exports, EXPORTS.into_iter().collect());
    let text = String::from_utf8_lossy(&bytes);
    for library in ["libLLVM", "libclang", "libOpenCL.so", "libstdc++"] {
        assert!(!text.contains(library), "the driver names {library}");
    }
}
