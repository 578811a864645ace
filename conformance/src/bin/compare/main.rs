//! Compares drivers: the same client code through the loader, driver by driver, in one run.
//!
//! ```sh
//! MIRRORCL_PEERS="name=/path/libother.so;…" target/release/compare [FILTER…]
//! ```
//! Each metric runs in a child process per driver, the drivers in turn, several rounds; the table shows each driver's median
//! and the ratio of mirrorcl's to the best peer's. Kernels that have a C version are compared with that too, and what
//! only moves memory with memcpy. Times depend on the machine and its load; ratios of one run are what counts.

mod build;
mod case;
mod commands;
mod data;
mod device;
mod kernels;
mod launch;
mod memory;
mod metric;
mod native;
mod share;
mod svm;
mod table;

use metric::{Metric, Runner, Sample};
use std::process::{Command, ExitCode};
use table::Row;

const METRIC: &str = "MIRRORCL_COMPARE_METRIC";
const NATIVE: &str = "MIRRORCL_COMPARE_NATIVE";
const ROUNDS: &str = "MIRRORCL_COMPARE_ROUNDS";

fn metrics() -> Vec<Metric> {
    let mut metrics = svm::metrics();
    metrics.extend(build::metrics());
    metrics.extend(launch::metrics());
    metrics.extend(share::metrics());
    metrics.extend(commands::metrics());
    metrics.extend(kernels::metrics());
    metrics
}

fn main() -> ExitCode {
    if let Ok(what) = std::env::var(build::APPLICATION) {
        build::application(&what);
        return ExitCode::SUCCESS;
    }
    let metrics = metrics();
    if let Ok(name) = std::env::var(METRIC) {
        return child(&metrics, &name);
    }
    let filters: Vec<String> = std::env::args().skip(1).collect();
    let drivers = match drivers() {
        Ok(drivers) => drivers,
        Err(reason) => {
            eprintln!("compare: {reason}");
            return ExitCode::FAILURE;
        }
    };
    let rounds = std::env::var(ROUNDS).ok();
    let rounds = rounds.and_then(|text| text.parse().ok()).unwrap_or(5);
    let names: Vec<&str> = drivers.iter().map(|(name, _)| name.as_str()).collect();
    let mut table = table::Table::new(&names);
    for metric in metrics.iter().filter(|metric| metric.matches(&filters)) {
        table.row(measure(metric, &drivers, rounds));
    }
    table.finish();
    ExitCode::SUCCESS
}

/// Measures one metric once and prints the sample.
fn child(metrics: &[Metric], name: &str) -> ExitCode {
    let runner = match std::env::var_os(NATIVE) {
        Some(_) => Runner::Native,
        None => Runner::Driver,
    };
    let Some(metric) = metrics.iter().find(|metric| metric.name == name) else {
        return ExitCode::FAILURE;
    };
    let sample = metric.sample(runner);
    println!("{} {}", sample.time, sample.moved);
    ExitCode::SUCCESS
}

/// mirrorcl beside this program, then the peers that the environment names.
fn drivers() -> Result<Vec<(String, String)>, String> {
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    let ours = this.with_file_name("libmirrorcl.so");
    if !ours.exists() {
        return Err(format!("{} is not built", ours.display()));
    }
    let mut drivers = vec![("mirrorcl".to_owned(), ours.display().to_string())];
    let peers = std::env::var("MIRRORCL_PEERS").unwrap_or_default();
    for peer in peers.split(';').filter(|peer| !peer.is_empty()) {
        let (name, library) = peer
            .split_once('=')
            .ok_or("MIRRORCL_PEERS is name=library;…")?;
        drivers.push((name.to_owned(), library.to_owned()));
    }
    Ok(drivers)
}

/// All samples of a metric.
fn measure(metric: &Metric, drivers: &[(String, String)], rounds: usize) -> Row {
    let mut row = Row::new(metric.name, drivers.len());
    for _ in 0..rounds {
        for (index, (name, library)) in drivers.iter().enumerate() {
            match sample(metric, Runner::Driver, library) {
                Ok(sample) => row.add(index, sample),
                Err(reason) => row.fails(name, reason),
            }
        }
        if metric.has_native() {
            match sample(metric, Runner::Native, "") {
                Ok(sample) => row.add_native(sample),
                Err(reason) => row.fails("C", reason),
            }
        }
    }
    row
}

/// One sample in a child process; when it fails, what it says last.
fn sample(metric: &Metric, runner: Runner, library: &str) -> Result<Sample, String> {
    let vendors = std::env::temp_dir().join(format!("mirrorcl-compare-{}", std::process::id()));
    let text = |error: std::io::Error| error.to_string();
    std::fs::create_dir_all(&vendors).map_err(text)?;
    std::fs::write(vendors.join("driver.icd"), format!("{library}\n")).map_err(text)?;
    let mut command = Command::new(std::env::current_exe().map_err(text)?);
    command
        .env(METRIC, metric.name)
        .env("OCL_ICD_VENDORS", &vendors)
        .env("OCL_ICD_FILENAMES", library);
    if runner == Runner::Native {
        command.env(NATIVE, "1");
    }
    let output = command.output().map_err(text)?;
    // Left behind, the folder is harmless.
    let _ = std::fs::remove_dir_all(&vendors);
    let printed = String::from_utf8_lossy(&output.stdout);
    let parsed = printed.lines().last().and_then(|line| {
        let (time, moved) = line.trim().split_once(' ')?;
        Some(Sample {
            time: time.parse().ok()?,
            moved: moved.parse().ok()?,
        })
    });
    parsed.ok_or_else(|| {
        let said = String::from_utf8_lossy(&output.stderr);
        let lines: Vec<&str> = said.lines().filter(|line| !line.is_empty()).collect();
        let start = lines.iter().position(|line| line.contains("panicked"));
        let reason = &lines[start.map_or(0, |at| at + 1)..];
        reason
            .first()
            .map_or_else(|| output.status.to_string(), |line| (*line).to_owned())
    })
}
