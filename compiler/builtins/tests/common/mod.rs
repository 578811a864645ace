//! Compiling the library for this machine and programs around it.
#![allow(dead_code, reason = "each test uses a part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A tool of the LLVM that the library is compiled with.
pub(crate) fn tool(name: &str) -> Command {
    Command::new(Path::new(env!("MIRRORCL_LLVM_BIN")).join(name))
}

/// Runs a command to its success and answers what it prints.
pub(crate) fn run(command: &mut Command) -> String {
    let output = command.output().expect("the program starts");
    assert!(
        output.status.success(),
        "{command:?}: {}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// An empty place for a test's files.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("the temporary folder is writable");
    folder
}

/// Links the library's modules that `wanted` names, and `extra` modules, keeps what `public` (a glob) names and what
/// that needs, and compiles it for this machine.
pub(crate) fn native_object(
    folder: &Path,
    wanted: impl Fn(&str) -> bool,
    extra: &[&Path],
    public: &str,
) -> PathBuf {
    object_for(folder, "native", wanted, extra, public)
}

/// The same for another processor.
pub(crate) fn object_for(
    folder: &Path,
    processor: &str,
    wanted: impl Fn(&str) -> bool,
    extra: &[&Path],
    public: &str,
) -> PathBuf {
    let mut link = tool("llvm-link");
    link.args(extra);
    for module in mirrorcl_builtins::modules() {
        if wanted(module.name) {
            let path = folder.join(module.name).with_extension("bc");
            fs::write(&path, module.bitcode).expect("the temporary folder is writable");
            link.arg(path);
        }
    }
    let (all, library, object) = (
        folder.join("all.bc"),
        folder.join("library.bc"),
        folder.join("library.o"),
    );
    run(link.arg("-o").arg(&all));
    run(tool("opt")
        .arg("-passes=internalize,globaldce")
        .arg(format!("-internalize-public-api-list={public}"))
        .arg("-o")
        .args([&library, &all]));
    run(tool("clang")
        .arg(format!("-march={processor}"))
        .args([
            "-target",
            "x86_64-unknown-linux-gnu",
            "-O1",
            "-Wno-override-module",
            "-c",
            "-o",
        ])
        .args([&object, &library]));
    object
}

/// A module that answers as the compiler does for processors without AVX-512.
pub(crate) fn portable() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/portable.ll"))
}

/// Whether the module runs without the back end's work-item functions, barriers, sub-groups and events.
pub(crate) fn stands_alone(module: &str) -> bool {
    ![
        "async_copy",
        "collective",
        "sub_group",
        "sub_group_arithmetic",
        "synchronize",
        "work_item",
    ]
    .contains(&module)
}
