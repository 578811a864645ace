//! Links clang, LLVM (X86 only) and lld statically, and compiles the C++ shim.

use std::{env, path::PathBuf, process::Command};

/// LLVM components that we use by name; `llvm-config` adds what they need.
const LLVM_COMPONENTS: &[&str] = &[
    "x86",
    "passes",
    "bitreader",
    "bitwriter",
    "irreader",
    "linker",
    "lto",
    "dtlto",
    "option",
    "coverage",
    "frontenddriver",
    "frontendopenmp",
    "frontendhlsl",
    "frontendoffloading",
    "windowsdriver",
    "debuginfodwarf",
];

/// The clang libraries behind `EmitLLVMOnlyAction`.
const CLANG_LIBRARIES: &[&str] = &[
    "clangCodeGen",
    "clangFrontend",
    "clangDriver",
    "clangOptions",
    "clangSerialization",
    "clangParse",
    "clangSema",
    "clangAPINotes",
    "clangAnalysisLifetimeSafety",
    "clangAnalysis",
    "clangEdit",
    "clangASTMatchers",
    "clangAST",
    "clangLex",
    "clangSupport",
    "clangBasic",
];

const LLD_LIBRARIES: &[&str] = &["lldELF", "lldCommon"];

const SHIM_SOURCES: &[&str] = &[
    "shim/clang.cpp",
    "shim/lld.cpp",
    "shim/module.cpp",
    "shim/sort.cpp",
    "shim/stubs.cpp",
    "shim/target.cpp",
];

/// Functions in the order of their first calls: `make order`.
const ORDER: &str = "order.txt";

const RUNTIME_SOURCES: &[&str] = &["memory", "half", "math"];

const RUNTIME_FLAGS: &[&str] = &[
    "--target=x86_64-unknown-linux-gnu",
    "-c",
    "-O2",
    "-ffreestanding",
    "-fno-builtin",
    "-ffp-contract=off",
    "-fPIC",
    "-fvisibility=hidden",
    "-fno-asynchronous-unwind-tables",
    "-Wall",
    "-Wextra",
    "-Werror",
];

fn main() {
    let llvm = Llvm::find();
    compile_shim(&llvm);
    link(&llvm);
    compile_runtime(&llvm);
    // clang's own declarations of the types, embedded so that no file is needed at run time.
    let header = format!(
        "{}/clang/22/include/opencl-c-base.h",
        llvm.must(&["--libdir"])
    );
    println!("cargo:rustc-env=OPENCL_C_BASE_H={header}");
}

/// An LLVM installation of the version that llvm-sys is for.
struct Llvm {
    config: PathBuf,
}

impl Llvm {
    fn find() -> Self {
        println!("cargo:rerun-if-env-changed=MIRRORCL_LLVM_CONFIG");
        let named = env::var_os("MIRRORCL_LLVM_CONFIG").map(PathBuf::from);
        let usual = [
            "llvm-config-22",
            "/usr/lib/llvm-22/bin/llvm-config",
            "llvm-config",
        ];
        named
            .into_iter()
            .chain(usual.map(PathBuf::from))
            .map(|config| Self { config })
            .find(|llvm| {
                llvm.ask(&["--version"])
                    .is_some_and(|version| version.starts_with("22."))
            })
            .expect(
                "LLVM 22 is needed: packages llvm-22-dev, libclang-22-dev, liblld-22-dev, clang-22",
            )
    }

    fn ask(&self, args: &[&str]) -> Option<String> {
        let output = Command::new(&self.config).args(args).output().ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    fn must(&self, args: &[&str]) -> String {
        self.ask(args)
            .unwrap_or_else(|| panic!("{} {args:?} failed", self.config.display()))
    }
}

fn compile_shim(llvm: &Llvm) {
    let mut build = cc::Build::new();
    build
        .cpp(true)
        .std("c++17")
        .opt_level(2)
        .debug(false)
        .warnings(true)
        .cpp_link_stdlib(None);
    for flag in llvm.must(&["--cxxflags"]).split_whitespace() {
        // Not our warnings: the headers are system headers.
        match flag.strip_prefix("-I") {
            Some(include) => build.flag("-isystem").flag(include),
            None if flag.starts_with("-std=") => &mut build,
            None => build.flag(flag),
        };
    }
    if llvm.must(&["--has-rtti"]) == "NO" {
        build.flag("-fno-rtti");
    }
    for source in SHIM_SOURCES {
        println!("cargo:rerun-if-changed={source}");
        build.file(source);
    }
    println!("cargo:rerun-if-changed=shim/shim.h");
    build.compile("mirrorcl_shim");
}

fn link(llvm: &Llvm) {
    println!(
        "cargo:rustc-link-search=native={}",
        llvm.must(&["--libdir"])
    );
    let components = llvm.must(&[&["--link-static", "--libnames"], LLVM_COMPONENTS].concat());
    let llvm_libraries = components
        .split_whitespace()
        .filter_map(|name| name.strip_prefix("lib")?.strip_suffix(".a"));
    for library in LLD_LIBRARIES
        .iter()
        .chain(CLANG_LIBRARIES)
        .copied()
        .chain(llvm_libraries)
    {
        // Bundled into our rlib, 700 MB of archives would be copied at each build.
        println!("cargo:rustc-link-lib=static:-bundle={library}");
    }
    // Without relocations in 2.5 MB of LLVM's tables the program starts in half the time. Nobody can attack it but
    // the user who started it. The C++ library is linked statically for the same reason: each class refers to it.
    println!("cargo:rustc-link-arg-bins=-no-pie");
    order();
    for library in ["z", "zstd", "stdc++"] {
        println!("cargo:rustc-link-lib=static:-bundle={library}");
    }
    println!("cargo:rustc-link-lib=dylib=m");
    // Our sort in place of the C library's: shim/sort.cpp.
    println!("cargo:rustc-link-arg-bins=-Wl,--wrap=qsort");
    link_c_library_statically();
}

/// Links the C library into the program too, if its archive is there: without a dynamic linker, and calls through its tables, a small build takes
/// a twelfth less processor time. Neither `LD_PRELOAD` nor `LD_LIBRARY_PATH` of the application that starts it reaches the program then.
fn link_c_library_statically() {
    // rustc asks for the shared ones by name, for all programs or for none, so we put linker scripts of those names before them.
    const NAMES: [(&str, &str); 3] = [("c", "c"), ("m", "m"), ("gcc_s", "gcc_eh")];
    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("static");
    std::fs::create_dir_all(&folder).expect("OUT_DIR is writable");
    for (name, archive) in NAMES {
        let Some(archive) = find_archive(archive) else {
            println!(
                "cargo:warning=lib{archive}.a is missing: the compiler is linked with the shared C library"
            );
            return;
        };
        let script = format!("INPUT({})\n", archive.display());
        std::fs::write(folder.join(format!("lib{name}.so")), script).expect("OUT_DIR is writable");
    }
    println!("cargo:rustc-link-arg-bins=-L{}", folder.display());
    println!("cargo:rustc-link-arg-bins=-static");
    // Symbols that some libraries would use if there were any.
    println!("cargo:rustc-link-arg-bins=-Wl,-z,nodynamic-undefined-weak");
}

/// Where the C compiler, which links the program, has an archive.
fn find_archive(name: &str) -> Option<PathBuf> {
    let ask = format!("-print-file-name=lib{name}.a");
    let output = Command::new("cc").arg(ask).output().ok()?;
    let path = PathBuf::from(String::from_utf8(output.stdout).ok()?.trim());
    // It says the name alone if there is none.
    path.is_absolute().then_some(path)
}

/// Puts the functions that builds call side by side, so that a build touches few pages of 60 MB of code.
fn order() {
    let file = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it")).join(ORDER);
    println!("cargo:rerun-if-changed={ORDER}");
    // Another release of LLVM may lack some.
    for option in ["--no-warn-symbol-ordering", "--symbol-ordering-file"] {
        println!("cargo:rustc-link-arg-bins=-Wl,{option}");
    }
    println!("cargo:rustc-link-arg-bins=-Wl,{}", file.display());
}

/// The archive that every program is linked with: what code generation calls beyond instructions.
fn compile_runtime(llvm: &Llvm) {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let tools = PathBuf::from(llvm.must(&["--bindir"]));
    let archive = out.join("runtime.a");
    let mut objects = Vec::new();
    println!("cargo:rerun-if-changed=runtime");
    for name in RUNTIME_SOURCES {
        let object = out.join(name).with_extension("o");
        let mut clang = Command::new(tools.join("clang"));
        clang.args(RUNTIME_FLAGS).arg("-o").arg(&object);
        run(clang.arg(PathBuf::from("runtime").join(name).with_extension("c")));
        objects.push(object);
    }
    let _ = std::fs::remove_file(&archive);
    run(Command::new(tools.join("llvm-ar"))
        .arg("rcsD")
        .arg(&archive)
        .args(&objects));
    println!("cargo:rustc-env=MIRRORCL_RUNTIME={}", archive.display());
}

fn run(command: &mut Command) {
    let status = command
        .status()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(status.success(), "{command:?} failed");
}
