//! Each vector built-in does to every element what its scalar form does. The checks are written from the
//! library's own symbols, compiled with it for this machine, and run: one in 16 of them, so that it takes seconds, or
//! all with `MIRRORCL_CHECK_ALL` set.

mod common;

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

/// Functions that are not element by element, or have no scalar form.
const OTHERS: &[&str] = &[
    "any",
    "all",
    "dot",
    "dot_acc_sat",
    "cross",
    "length",
    "distance",
    "normalize",
    "fast_length",
    "fast_distance",
    "fast_normalize",
    "shuffle",
    "shuffle2",
    "prefetch",
    "async_work_group_copy",
    "async_work_group_strided_copy",
];

/// Functions whose vector form answers -1 where the scalar one answers 1.
const RELATIONAL: &[&str] = &[
    "isequal",
    "isnotequal",
    "isgreater",
    "isgreaterequal",
    "isless",
    "islessequal",
    "islessgreater",
    "isfinite",
    "isinf",
    "isnan",
    "isnormal",
    "isordered",
    "isunordered",
    "signbit",
];

const PRELUDE: &str = "
#pragma OPENCL EXTENSION cl_khr_fp16 : enable
typedef __private uchar *bytes;
static ulong state = 88172645463325252ul;
static ulong next_bits(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}
#define INTEGER(T) __attribute__((overloadable)) void fill(__private T *p) { ulong b = next_bits(); *p = b & 1 ? (T)(b >> 8) : (T)(b >> 60); }
#define FLOAT(T) __attribute__((overloadable)) void fill(__private T *p) { *p = (T)((float)((int)(next_bits() >> 40) - 0x800000) * 0x1p-20f); }
INTEGER(char) INTEGER(uchar) INTEGER(short) INTEGER(ushort) INTEGER(int) INTEGER(uint) INTEGER(long) INTEGER(ulong)
FLOAT(half) FLOAT(float) FLOAT(double)
static bool differ(bytes x, bytes y, uint size) {
    bool different = false;
    for (uint i = 0; i < size; i++) different |= x[i] != y[i];
    return different;
}
";

#[test]
fn vectors_agree_with_scalars_element_by_element() {
    let symbols: Vec<&str> = mirrorcl_builtins::modules()
        .iter()
        .filter(|module| common::stands_alone(module.name))
        .flat_map(|module| module.symbols)
        .copied()
        .collect();
    let mut source = String::from(PRELUDE);
    let mut names = Vec::new();
    let step = if std::env::var_os("MIRRORCL_CHECK_ALL").is_some() {
        1
    } else {
        16
    };
    let mut found = 0;
    for signature in demangled(&symbols) {
        if let Some(check) = Check::of(&signature) {
            if found % step == 0 {
                check.write(&mut source, names.len());
                names.push(signature);
            }
            found += 1;
        }
    }
    assert!(found > 8_000, "only {found} vector functions were found");
    let failures = run_checks(&source, names.len());
    let failed: Vec<&String> = failures.iter().map(|&index| &names[index]).collect();
    assert!(
        failed.is_empty(),
        "{} of {} differ: {failed:#?}",
        failed.len(),
        names.len()
    );
}

/// A parameter as OpenCL C writes it.
struct Parameter {
    element: String,
    width: usize,
    /// Address space of a pointer.
    space: Option<&'static str>,
}

impl Parameter {
    /// From `unsigned char vector[4] AS1*` and the like.
    fn of(text: &str) -> Option<Self> {
        let (text, space) = match text.strip_suffix('*') {
            None => (text, None),
            Some(rest) => match rest.rsplit_once(" AS") {
                Some((rest, "1")) => (rest, Some("__global")),
                Some((rest, "3")) => (rest, Some("__local")),
                Some((rest, "4")) => (rest, Some("__generic")),
                Some(_) => return None,
                None => (rest, Some("__private")),
            },
        };
        let (element, width) = match text.split_once(" vector[") {
            Some((element, width)) => (element, width.strip_suffix(']')?.parse().ok()?),
            None => (text, 1),
        };
        let element = match element {
            "signed char" | "char" => "char",
            "unsigned char" => "uchar",
            "unsigned short" => "ushort",
            "unsigned int" => "uint",
            "unsigned long" => "ulong",
            "_Float16" | "half" => "half",
            "short" | "int" | "long" | "float" | "double" => element,
            _ => return None,
        };
        Some(Self {
            element: element.to_owned(),
            width,
            space,
        })
    }

    fn vector(&self) -> String {
        if self.width == 1 {
            self.element.clone()
        } else {
            format!("{}{}", self.element, self.width)
        }
    }
}

/// A vector built-in that has a scalar form.
struct Check {
    name: String,
    scalar_name: String,
    width: usize,
    parameters: Vec<Parameter>,
}

impl Check {
    fn of(signature: &str) -> Option<Self> {
        let (name, rest) = signature.split_once('(')?;
        if OTHERS.contains(&name) || name.starts_with("vload") || name.starts_with("vstore") {
            return None;
        }
        let parameters: Vec<Parameter> = rest
            .strip_suffix(')')?
            .split(", ")
            .map(Parameter::of)
            .collect::<Option<_>>()?;
        let width = parameters
            .iter()
            .map(|parameter| parameter.width)
            .max()
            .filter(|&width| width > 1)?;
        Some(Self {
            name: name.to_owned(),
            scalar_name: scalar_name(name, width),
            width,
            parameters,
        })
    }

    /// `bool check_<index>(void)`: whether some element differs.
    fn write(&self, source: &mut String, index: usize) {
        let mut set_up = String::new();
        let (mut vectors, mut scalars, mut seconds) = (Vec::new(), Vec::new(), String::new());
        for (i, parameter) in self.parameters.iter().enumerate() {
            let (element, vector) = (&parameter.element, parameter.vector());
            if let Some(space) = parameter.space {
                write!(set_up, "{vector} p{i} = 0; {element} q{i} = 0; ")
                    .expect("writing to a string");
                vectors.push(format!("({space} {vector} *)(ulong)&p{i}"));
                scalars.push(format!("({space} {element} *)(ulong)&q{i}"));
                write!(seconds, "bad |= differ((bytes)&(({element} *)&p{i})[i], (bytes)&q{i}, sizeof({element})); ")
                    .expect("writing to a string");
            } else if parameter.width == 1 {
                write!(set_up, "{element} p{i}; fill(&p{i}); ").expect("writing to a string");
                vectors.push(format!("p{i}"));
                scalars.push(format!("p{i}"));
            } else {
                write!(
                    set_up,
                    "{vector} p{i}; for (int i = 0; i < {}; i++) fill(&((__private {element} *)&p{i})[i]); ",
                    self.width
                )
                .expect("writing to a string");
                vectors.push(format!("p{i}"));
                // A vector selects by the sign, a scalar by the whole.
                let selects = self.name == "select" && i == 2;
                let sign = if selects {
                    format!(" >> (sizeof({element}) * 8 - 1)")
                } else {
                    String::new()
                };
                scalars.push(format!("({element})((({element} *)&p{i})[i]{sign})"));
            }
        }
        let minus = if RELATIONAL.contains(&self.name.as_str()) {
            "-"
        } else {
            ""
        };
        writeln!(
            source,
            "bool check_{index}(void) {{ bool bad = false; for (int turn = 0; turn < 8; turn++) {{ {set_up}\
             __typeof__({name}({vectors})) r = {name}({vectors}); __typeof__(r.s0) want; \
             for (int i = 0; i < {width}; i++) {{ want = {minus}{scalar}({scalars}); {seconds}\
             __typeof__(want) got = ((__private __typeof__(want) *)&r)[i]; \
             bad |= (got == got || want == want) && differ((bytes)&want, (bytes)&got, sizeof(want)); }} }} return bad; }}",
            name = self.name,
            scalar = self.scalar_name,
            vectors = vectors.join(", "),
            scalars = scalars.join(", "),
            width = self.width,
        )
        .expect("writing to a string");
    }
}

/// `convert_int4_rte` is `convert_int_rte` of a scalar; other names are the same.
fn scalar_name(name: &str, width: usize) -> String {
    if name.starts_with("convert_") {
        name.replacen(&width.to_string(), "", 1)
    } else {
        name.to_owned()
    }
}

fn demangled(symbols: &[&str]) -> Vec<String> {
    let mut child = common::tool("llvm-cxxfilt")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("llvm-cxxfilt starts");
    let text = symbols.join("\n");
    let mut input = child.stdin.take().expect("stdin is a pipe");
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().expect("llvm-cxxfilt ends");
    writer
        .join()
        .expect("the writer does not panic")
        .expect("llvm-cxxfilt reads the names");
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(String::from)
        .collect()
}

/// Compiles the checks with the library and runs them; answers which of them found a difference.
fn run_checks(source: &str, count: usize) -> Vec<usize> {
    let folder = common::folder("vectors");
    let path = folder.join("checks.cl");
    fs::write(&path, source).expect("the temporary folder is writable");
    let checks = folder.join("checks.bc");
    common::run(
        common::tool("clang")
            .args([
                "-cc1",
                "-triple",
                "spir64",
                "-cl-std=CL3.0",
                "-finclude-default-header",
                "-fdeclare-opencl-builtins",
                "-w",
            ])
            .args([
                "-internal-isystem",
                env!("MIRRORCL_CLANG_INCLUDE"),
                "-O1",
                "-emit-llvm-bc",
                "-o",
            ])
            .arg(&checks)
            .arg(&path),
    );
    let extra = [checks.as_path(), common::portable()];
    let object = common::native_object(&folder, common::stands_alone, &extra, "check_*");
    let mut main = String::from("#include <stdio.h>\n");
    for index in 0..count {
        writeln!(main, "_Bool check_{index}(void);").expect("writing to a string");
    }
    main.push_str("int main(void) {\n");
    for index in 0..count {
        writeln!(main, "if (check_{index}()) puts(\"{index}\");").expect("writing to a string");
    }
    main.push_str("return 0; }\n");
    let main_source = folder.join("main.c");
    fs::write(&main_source, main).expect("the temporary folder is writable");
    let program = folder.join("checks");
    common::run(
        common::tool("clang")
            .args(["-O0", "-o"])
            .arg(&program)
            .arg(&main_source)
            .arg(&object)
            .arg("-lm"),
    );
    let output = Command::new(program).output().expect("the checks run");
    assert!(
        output.status.success(),
        "the checks died: {}",
        output.status
    );
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| line.parse().expect("an index"))
        .collect()
}
