//! Every scalar conversion, in every rounding mode and saturating or not, against exact results.

mod common;

use std::fmt::Write as _;
use std::fs;

/// OpenCL's scalar types: name, C++ name, mangling.
const TYPES: &[(&str, &str, &str)] = &[
    ("char", "schar", "c"),
    ("uchar", "uchar", "h"),
    ("short", "short", "s"),
    ("ushort", "ushort", "t"),
    ("int", "int", "i"),
    ("uint", "uint", "j"),
    ("long", "long", "l"),
    ("ulong", "ulong", "m"),
    ("half", "half", "Dh"),
    ("float", "float", "f"),
    ("double", "double", "d"),
];

#[test]
fn conversions_are_exact_or_rounded_as_they_say() {
    let mut source = fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/conversions.cpp"
    ))
    .expect("the checks' source");
    let mut calls = String::new();
    let mut count = 0;
    for (to, to_type, _) in TYPES {
        for (from, from_type, code) in TYPES {
            for saturate in ["", "_sat"] {
                for mode in ["", "_rte", "_rtz", "_rtp", "_rtn"] {
                    let name = format!("convert_{to}{saturate}{mode}");
                    let symbol = format!("_Z{}{name}{code}", name.len());
                    if mirrorcl_builtins::module_of(&symbol).is_none() {
                        continue;
                    }
                    count += 1;
                    let to_float = ["half", "float", "double"].contains(to);
                    let rounding = match mode {
                        "" if to_float => "rte",
                        "" => "rtz",
                        mode => &mode[1..],
                    };
                    let saturates = !saturate.is_empty();
                    writeln!(source, "extern \"C\" {to_type} {symbol}({from_type});")
                        .expect("writing to a string");
                    writeln!(
                        calls,
                        "check({symbol}, \"{name}({from})\", {saturates}, {rounding});"
                    )
                    .expect("writing to a string");
                }
            }
        }
    }
    // 11 sources; 8 integer destinations with 10 forms, 3 others with 5.
    assert_eq!(count, 11 * (8 * 10 + 3 * 5));
    write!(source, "int main() {{\n{calls}return failures != 0; }}\n")
        .expect("writing to a string");
    let folder = common::folder("conversions");
    let path = folder.join("main.cpp");
    fs::write(&path, source).expect("the temporary folder is writable");
    let object = common::native_object(
        &folder,
        |module| module.starts_with("convert") || module == "integer",
        &[],
        "_Z*convert_*",
    );
    let program = folder.join("conversions");
    common::run(
        common::tool("clang++")
            .args(["-std=c++17", "-O1", "-march=native", "-o"])
            .args([&program, &path, &object])
            .arg("-lm"),
    );
    let output = std::process::Command::new(program)
        .output()
        .expect("the checks run");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}
