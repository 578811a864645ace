//! Programs with a sanitizer in them use the driver as others do: the sanitizer's shadow takes most of the address space, and its
//! replacements of C library functions see what the driver does.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of the test's own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("mirrorcl-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a temporary folder can be made");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Left behind, it is harmless.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The driver built beside this test; cargo's own folder may have one without the compiler.
fn driver() -> PathBuf {
    let this = std::env::current_exe().expect("a running program has a path");
    let is_complete = |folder: &&Path| {
        let parts = ["libmirrorcl.so", "mirrorcl-compiler"];
        parts.iter().all(|part| folder.join(part).exists())
    };
    let found = this.ancestors().find(is_complete);
    found
        .expect("the driver is built (make build)")
        .join("libmirrorcl.so")
}

/// `sanitized.c` with a sanitizer.
fn build(folder: &Folder, sanitizer: &str) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sanitized.c");
    let program = folder.0.join(sanitizer);
    let output = Command::new("clang-22")
        .arg(format!("-fsanitize={sanitizer}"))
        .args(["-O1", "-g", "-Wall", "-Werror", "-o"])
        .args([&program, &source])
        .arg("-ldl")
        .output()
        .expect("clang-22 is installed (make setup)");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{text}(libclang-rt-22-dev is needed: make setup)"
    );
    program
}

fn run(folder: &Folder, program: &Path, devices: &str) -> Output {
    let driver = driver();
    let vendors = folder.0.join("vendors");
    std::fs::create_dir_all(&vendors).expect("the folder is ours");
    std::fs::write(
        vendors.join("mirrorcl.icd"),
        format!("{}\n", driver.display()),
    )
    .expect("the folder is ours");
    let loader = std::env::var_os("MIRRORCL_LOADER");
    Command::new(program)
        .arg(loader.unwrap_or_else(|| OsString::from("libOpenCL.so.1")))
        .env("OCL_ICD_VENDORS", &vendors)
        .env("OCL_ICD_FILENAMES", &driver)
        .env("MIRRORCL_CACHE_DIR", folder.0.join("cache"))
        .env("MIRRORCL_DEVICES", devices)
        // The driver is not instrumented: what its threads do for each other, the sanitizer cannot see. Leaks, of which the
        // process's own platform is one, are not the subject.
        .env("TSAN_OPTIONS", "ignore_noninstrumented_modules=1")
        .env("ASAN_OPTIONS", "detect_leaks=0")
        .output()
        .expect("the program was built")
}

/// The addresses that a run prints, all in `low..high`.
fn succeeds(folder: &Folder, program: &Path, devices: &str, low: u64, high: u64) {
    let output = run(folder, program, devices);
    let (text, errors) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{devices}: {text}{errors}");
    assert!(
        !errors.contains("WARNING") && !errors.contains("ERROR"),
        "{devices}: {errors}"
    );
    let addresses: Vec<u64> = text
        .lines()
        .map(|line| u64::from_str_radix(line.trim_start_matches("0x"), 16).expect("an address"))
        .collect();
    assert_eq!(addresses.len(), 16);
    for address in addresses {
        assert!((low..high).contains(&address), "{devices}: {address:#x}");
    }
}

const GIB: u64 = 1 << 30;

#[test]
fn thread_sanitizer_leaves_room_in_every_range() {
    let folder = Folder::new("thread-sanitizer");
    let program = build(&folder, "thread");
    // Its shadow starts at 2 TiB: the default range loses its upper part.
    succeeds(&folder, &program, "", 4 * GIB, 2 << 40);
    succeeds(&folder, &program, "va=39", 4 * GIB, 1 << 39);
    succeeds(&folder, &program, "va=36", 4 * GIB, 1 << 36);
    succeeds(&folder, &program, "va=32", GIB / 4, 4 * GIB);
    succeeds(&folder, &program, "va=full", 0, 1 << 47);
}

#[test]
fn address_sanitizer_leaves_room_above_and_below_its_shadow() {
    let folder = Folder::new("address-sanitizer");
    let program = build(&folder, "address");
    // The shadow is from 2 GiB to 16 TiB.
    succeeds(&folder, &program, "", 16 << 40, 64 << 40);
    succeeds(&folder, &program, "va=32", GIB / 4, 2 * GIB);
    succeeds(&folder, &program, "va=full", 0, 1 << 47);
    // A range that is all shadow: the call is refused, and the log says where there is no room.
    let output = run(&folder, &program, "va=39");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "refused\n");
    let log = String::from_utf8_lossy(&output.stderr);
    let expected = "no room for 65536 bytes aligned to 65536 in the device's range [0x100000000, 0x8000000000)";
    assert!(log.contains(expected), "{log}");
}
