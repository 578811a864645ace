//! The lowering on clang 22's own SPIR-V, beside the same source through clang's door, and on assembled modules.

mod assembled;

use super::lower;
use crate::llvm::Context;
use crate::options::MathOptions;
use mirrorcl_spirv::Module as Source;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Sources that are compiled to SPIR-V.
fn sources() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spirv");
    let mut sources: Vec<PathBuf> = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "cl"))
        .collect();
    sources.sort();
    sources
}

/// Runs clang over a source and returns what it writes.
fn clang(source: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new("clang-22")
        .args(["-cl-std=CL3.0", "-w", "-o", "-"])
        .args(arguments)
        .arg(source)
        .output()
        .expect("clang-22 is needed for this test");
    let log = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {log}", source.display());
    output.stdout
}

fn spirv(source: &Path, level: &str) -> Vec<u8> {
    clang(source, &["--target=spirv64", level, "-c"])
}

/// Mangled names that the module calls.
fn names(ir: &str) -> BTreeSet<String> {
    ir.lines()
        .filter(|line| line.starts_with("declare"))
        .filter_map(|line| line.split_once('@'))
        .filter_map(|(_, rest)| rest.split_once('('))
        .map(|(name, _)| name.to_owned())
        .filter(|name| name.starts_with("_Z"))
        .collect()
}

/// The function's own name within a mangled one.
fn base(name: &str) -> &str {
    let rest = &name[2..];
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap();
    &rest[digits..digits + rest[..digits].parse::<usize>().unwrap()]
}

#[test]
fn clang_modules_become_valid_ir() {
    for source in sources() {
        for level in ["-O0", "-O1", "-O2"] {
            let bytes = spirv(&source, level);
            let module = Source::parse(&bytes)
                .unwrap_or_else(|error| panic!("{} {level}: {error}", source.display()));
            let context = Context::new();
            let lowered = lower(&context, &module, &[], MathOptions::default())
                .unwrap_or_else(|error| panic!("{} {level}: {error}", source.display()));
            for kernel in module.kernels() {
                let function = lowered.function(kernel.name).expect("the kernel");
                assert_eq!(function.call_convention(), crate::llvm::SPIR_KERNEL);
            }
        }
    }
}

/// The name with all integers signed: SPIR-V has no signedness where it makes no difference.
fn unsigned_as_signed(name: &str) -> String {
    let base = base(name);
    let types = &name[name.find(base).unwrap() + base.len()..];
    let signed = |code| match code {
        'h' if !types.contains("Dh") => 'c',
        't' => 's',
        'j' => 'i',
        'm' => 'l',
        other => other,
    };
    format!("{base} {}", types.chars().map(signed).collect::<String>())
}

/// A function that both doors call is called by the same mangled names, signedness aside.
#[test]
fn built_ins_have_the_names_of_clang() {
    for source in sources() {
        let direct = ["--target=spir64", "-O0", "-S", "-emit-llvm"];
        let direct = String::from_utf8(clang(&source, &direct)).unwrap();
        let expected = names(&direct);
        let bases: BTreeSet<&str> = expected.iter().map(|name| base(name)).collect();
        let signed: BTreeSet<String> = expected
            .iter()
            .map(|name| unsigned_as_signed(name))
            .collect();
        let context = Context::new();
        let module = Source::parse(&spirv(&source, "-O0")).unwrap();
        let lowered = lower(&context, &module, &[], MathOptions::default()).unwrap();
        let got = names(&lowered.to_string());
        let odd: Vec<&String> = got
            .iter()
            .filter(|name| bases.contains(base(name)))
            .filter(|name| !signed.contains(&unsigned_as_signed(name)))
            .collect();
        assert!(
            odd.is_empty(),
            "{}: {odd:#?}\n{expected:#?}",
            source.display()
        );
    }
}

/// Modules with words changed are refused or lowered to IR that LLVM's verifier accepts; nothing here panics.
#[test]
fn mutated_modules_are_lowered_or_refused() {
    let rounds: u32 = std::env::var("MIRRORCL_MUTATIONS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(60);
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    let mut lowered = 0;
    for source in sources() {
        let bytes = spirv(&source, "-O1");
        let words = bytes.len() / 4;
        for _ in 0..rounds {
            let mut mutated = bytes.clone();
            for _ in 0..1 + next(2) {
                // Mostly another word of the module: an id of another type, say.
                let at = 5 + next(words - 5);
                let from = match next(3) {
                    0 => (next(40) as u32).to_le_bytes(),
                    _ => *bytes[next(words) * 4..].first_chunk().unwrap(),
                };
                mutated[at * 4..at * 4 + 4].copy_from_slice(&from);
            }
            let Ok(module) = Source::parse(&mutated) else {
                continue;
            };
            let context = Context::new();
            if let Err(reason) = lower(&context, &module, &[], MathOptions::default()) {
                assert!(
                    !reason.contains("is not usable"),
                    "{}: {reason}",
                    source.display()
                );
            } else {
                lowered += 1;
            }
        }
    }
    assert!(lowered > 0);
}
