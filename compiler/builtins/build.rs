//! Compiles `cl/*.cl` to bitcode and lists what each file defines.

#[path = "src/hash.rs"]
mod hash;

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Files that are compiled several times, each with another value of a macro: a program reads only the part it needs.
const VARIANTS: &[(&str, &str, &[&str])] = &[
    (
        "convert_integer",
        "DESTINATION",
        &[
            "char", "uchar", "short", "ushort", "int", "uint", "long", "ulong",
        ],
    ),
    (
        "convert_saturate",
        "DESTINATION",
        &[
            "char", "uchar", "short", "ushort", "int", "uint", "long", "ulong",
        ],
    ),
    ("convert_float", "DESTINATION", &["half", "float", "double"]),
    (
        "vector_memory",
        "SPACE",
        &[
            "__global",
            "__local",
            "__private",
            "__generic",
            "__constant",
        ],
    ),
];

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
    let parts = parts();
    let queue = std::sync::Mutex::new(parts.iter());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().expect("no thread panics with the lock").next();
                    let Some(part) = next else { break };
                    tools.compile(part, &out);
                }
            });
        }
    });
    let mut table = String::from("static MODULES: &[Module] = &[\n");
    let mut modules = BTreeMap::new();
    for (number, Part { name, .. }) in parts.iter().enumerate() {
        let number = u8::try_from(number).expect("fewer than 256 modules");
        let symbols = tools.symbols(&out.join(name).with_extension("bc"));
        writeln!(
            table,
            "Module {{ name: {name:?}, bitcode: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.bc\")), symbols: &{symbols:?} }},"
        )
        .expect("writing to a string");
        for symbol in &symbols {
            let other = modules.insert(hash::of(symbol), number);
            assert!(other.is_none(), "two symbols have the hash of {symbol}");
        }
    }
    table.push_str("];\n");
    let (hashes, defined_by): (Vec<u64>, Vec<u8>) = modules.into_iter().unzip();
    write!(
        table,
        "/// The hashes of all symbols, sorted.\n\
         static HASHES: [u64; {0}] = {hashes:?};\n\
         /// The number of the module that defines each.\n\
         static DEFINED_BY: [u8; {0}] = {defined_by:?};\n",
        hashes.len()
    )
    .expect("writing to a string");
    fs::write(out.join("modules.rs"), table).expect("OUT_DIR is writable");
}

/// What becomes one module: a file, and the macro definition that makes it a variant.
struct Part {
    name: String,
    file: String,
    definition: Option<String>,
}

fn parts() -> Vec<Part> {
    let mut parts = Vec::new();
    for entry in fs::read_dir("cl").expect("the folder of the sources") {
        let path = entry.expect("a folder entry").path();
        if path.extension().is_none_or(|extension| extension != "cl") {
            continue;
        }
        let stem = path.file_stem().expect("a file name");
        let file = stem.to_string_lossy().into_owned();
        match VARIANTS.iter().find(|(name, _, _)| *name == file) {
            None => parts.push(Part {
                name: file.clone(),
                file,
                definition: None,
            }),
            Some((_, name, values)) => parts.extend(values.iter().map(|value| Part {
                name: format!("{file}_{}", value.trim_start_matches('_')),
                file: file.clone(),
                definition: Some(format!("-D{name}={value}")),
            })),
        }
    }
    parts.sort_by(|one, other| one.name.cmp(&other.name));
    parts
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

    fn compile(&self, part: &Part, out: &Path) {
        let mut clang = Command::new(self.bin.join("clang"));
        clang.arg("-cc1").args(FLAGS).args(&part.definition);
        let special = SPECIAL_FLAGS.iter().filter(|(file, _)| *file == part.file);
        clang.args(special.map(|(_, flag)| flag));
        clang.arg("-internal-isystem").arg(&self.include);
        clang
            .arg("-o")
            .arg(out.join(&part.name).with_extension("bc"));
        clang.arg(Path::new("cl").join(&part.file).with_extension("cl"));
        let status = clang.status().expect("clang starts");
        assert!(status.success(), "cl/{}.cl does not compile", part.file);
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
