//! What the pipeline's passes make of small programs: `tests/ir/NAME.cl` becomes `tests/ir/NAME.ll`.
//!
//! The first line of each program names the stage: `// stage: lowered`; another may name what the processor has besides SSE2:
//! `// features: +avx2`. `BLESS=1` writes the expected files anew.

use libtest_mimic::{Arguments, Failed, Trial};
use mirrorcl_compiler::{pipeline::Stage, tool::PrintRequest};
use std::{env, fs, path::Path, process::ExitCode};

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ir");
    let mut trials = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder of the programs") {
        let path = entry.expect("a folder entry").path();
        if path.extension().is_some_and(|extension| extension == "cl") {
            let name = path
                .file_stem()
                .expect("a file name")
                .to_string_lossy()
                .into_owned();
            trials.push(Trial::test(name, move || check(&path)));
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn check(path: &Path) -> Result<(), Failed> {
    let text = fs::read_to_string(path)?;
    let stage = text
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("// stage: "));
    let features = text
        .lines()
        .find_map(|line| line.strip_prefix("// features: "));
    let request = PrintRequest {
        draft: false,
        stage: stage
            .and_then(Stage::from_name)
            .ok_or("the first line names no stage")?,
        assembly: false,
        cpu: "x86-64-v3".into(),
        features: features.unwrap_or_default().into(),
        options: "-cl-std=CL3.0".into(),
        file: path.to_string_lossy().into_owned(),
    };
    let actual = essence(&request.run()?);
    let expected_path = path.with_extension("ll");
    if env::var_os("BLESS").is_some() {
        fs::write(expected_path, actual)?;
        return Ok(());
    }
    let expected = fs::read_to_string(expected_path)?;
    if actual == expected {
        return Ok(());
    }
    let different = actual
        .lines()
        .zip(expected.lines())
        .find(|(actual, expected)| actual != expected);
    Err(format!("(actual, expected): {different:#?}\n\n{actual}").into())
}

/// Definitions without metadata and attributes.
fn essence(module: &str) -> String {
    let mut text = String::new();
    for line in module.lines() {
        let is_noise = ["!", "attributes ", ";", "source_filename", "target "]
            .iter()
            .any(|start| line.starts_with(start));
        if is_noise || (line.is_empty() && (text.is_empty() || text.ends_with("\n\n"))) {
            continue;
        }
        let line = line.split(", !").next().unwrap_or(line);
        let line = line.split(" !").next().unwrap_or(line);
        let line = match line.rsplit_once(" #") {
            Some((start, number)) if number.trim_end_matches(" {").parse::<u32>().is_ok() => {
                format!("{start}{}", if number.ends_with('{') { " {" } else { "" })
            }
            _ => line.to_owned(),
        };
        text.push_str(line.trim_end());
        // The cut at metadata takes the brace of a kernel's first line with it.
        if line.starts_with("define") && !line.ends_with('{') {
            text.push_str(" {");
        }
        text.push('\n');
    }
    text
}
