//! Compiles `cl/*.cl` to bitcode and lists what each file defines.

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Files and the flags that only they have.
const SPECIAL_FLAGS: &[(&str, &str)] = &[
    // A cast from floating point saturates, and NaN becomes 0.
    ("convert_saturate", "-fno-strict-float-cast-overflow"),
];

const FLAGS: &[&str] = &[
    "-triple",
    "spir64",
    "-cl-std=CL3.0",
    "-finclude-default-header",
    "-fdeclare-opencl-builtins",
    "-Werror",
    // Only barriers are convergent; they say so.
    "-fno-convergent-functions",
    // Atomics and async copies reach memory of any type.
    "-relaxed-aliasing",
    "-ffp-contract=on",
    "-O2",
    // Built-ins stay calls of each other: what is inlined where is decided in the program that uses them.
    "-mllvm",
    "-inline-threshold=-1000",
    "-emit-llvm-bc",
];

fn main() {
    println!("cargo:rerun-if-changed=cl");
    println!("cargo:rerun-if-env-changed=MIRRORCL_LLVM_CONFIG");
    let tools = Tools::find();
    // The tests use the same tools.
    println!("cargo:rustc-env=MIRRORCL_LLVM_BIN={}", tools.bin.display());
    println!(
        "cargo:rustc-env=MIRRORCL_CLANG_INCLUDE={}",
        tools.include.display()
    );
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let mut names: Vec<String> = fs::read_dir("cl")
        .expect("the folder of the sources")
        .map(|entry| entry.expect("a folder entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "cl"))
        .map(|path| {
            path.file_stem()
                .expect("a file name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    let queue = std::sync::Mutex::new(names.iter());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let Some(name) = queue.lock().expect("no thread panics with the lock").next()
                    else {
                        break;
                    };
                    tools.compile(name, &out);
                }
            });
        }
    });
    let mut table = String::from("static MODULES: &[Module] = &[\n");
    for name in &names {
        let symbols = tools.symbols(&out.join(name).with_extension("bc"));
        writeln!(
            table,
            "Module {{ name: {name:?}, bitcode: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.bc\")), symbols: &{symbols:?} }},"
        )
        .expect("writing to a string");
    }
    table.push_str("];\n");
    fs::write(out.join("modules.rs"), table).expect("OUT_DIR is writable");
}

/// The LLVM programs that the build uses.
struct Tools {
    bin: PathBuf,
    include: PathBuf,
}

impl Tools {
    fn find() -> Self {
        let named = env::var("MIRRORCL_LLVM_CONFIG").ok();
        let usual = [
            "llvm-config-22",
            "/usr/lib/llvm-22/bin/llvm-config",
            "llvm-config",
        ];
        let bin = named
            .into_iter()
            .chain(usual.map(String::from))
            .filter(|config| {
                output(Command::new(config).arg("--version"))
                    .is_some_and(|version| version.starts_with("22."))
            })
            .find_map(|config| output(Command::new(config).arg("--bindir")))
            .expect("LLVM 22 is needed: packages llvm-22, llvm-22-dev, clang-22");
        let bin = PathBuf::from(bin);
        let resources = output(Command::new(bin.join("clang")).arg("-print-resource-dir"))
            .expect("clang of LLVM 22");
        Self {
            bin,
            include: Path::new(&resources).join("include"),
        }
    }

    fn compile(&self, name: &str, out: &Path) {
        let mut clang = Command::new(self.bin.join("clang"));
        clang.arg("-cc1").args(FLAGS);
        clang.args(
            SPECIAL_FLAGS
                .iter()
                .filter(|(file, _)| *file == name)
                .map(|(_, flag)| flag),
        );
        clang.arg("-internal-isystem").arg(&self.include);
        clang.arg("-o").arg(out.join(name).with_extension("bc"));
        clang.arg(Path::new("cl").join(name).with_extension("cl"));
        let status = clang.status().expect("clang starts");
        assert!(status.success(), "cl/{name}.cl does not compile");
    }

    fn symbols(&self, module: &Path) -> Vec<String> {
        let list = output(
            Command::new(self.bin.join("llvm-nm"))
                .args(["--defined-only", "--extern-only", "-j"])
                .arg(module),
        );
        let mut symbols: Vec<String> = list
            .expect("llvm-nm reads the module")
            .lines()
            .map(String::from)
            .collect();
        symbols.sort();
        symbols
    }
}

fn output(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
