//! Compares drivers: the same client code through the loader, driver by driver, in one run.
//!
//! ```sh
//! MIRRORCL_PEERS="name=/path/libother.so;…" target/release/compare [FILTER…]
//! ```
//! Each metric runs in a child process per driver, the drivers in turn, several rounds; the table shows each driver's median
//! and the ratio of mirrorcl's to the best peer's. Times depend on the machine and its load; ratios of one run are what counts.

mod commands;
mod kernels;
mod launch;
mod metric;
mod svm;
mod table;

use metric::Metric;
use std::process::{Command, ExitCode, Stdio};

const METRIC: &str = "MIRRORCL_COMPARE_METRIC";
const ROUNDS: usize = 5;

fn metrics() -> Vec<Metric> {
    let mut metrics = svm::metrics();
    metrics.extend(launch::metrics());
    metrics.extend(commands::metrics());
    metrics.extend(kernels::metrics());
    metrics
}

fn main() -> ExitCode {
    let metrics = metrics();
    if let Ok(name) = std::env::var(METRIC) {
        let metric = metrics.iter().find(|metric| metric.name == name);
        let result = metric.map(|metric| (metric.run)());
        println!("{}", result.unwrap_or(f64::NAN));
        return ExitCode::SUCCESS;
    }
    let filters: Vec<String> = std::env::args().skip(1).collect();
    let drivers = match drivers() {
        Ok(drivers) => drivers,
        Err(reason) => {
            eprintln!("compare: {reason}");
            return ExitCode::FAILURE;
        }
    };
    let names: Vec<&str> = drivers.iter().map(|(name, _)| name.as_str()).collect();
    let mut table = table::Table::new(&names);
    for metric in metrics.iter().filter(|metric| metric.matches(&filters)) {
        let mut samples = vec![Vec::new(); drivers.len()];
        for _ in 0..ROUNDS {
            for ((_, library), samples) in drivers.iter().zip(&mut samples) {
                samples.push(measure(metric, library));
            }
        }
        table.row(metric, samples);
    }
    table.finish();
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

/// One sample in a child process; NaN when the driver fails it.
fn measure(metric: &Metric, library: &str) -> f64 {
    let vendors = std::env::temp_dir().join(format!("mirrorcl-compare-{}", std::process::id()));
    let registered = std::fs::create_dir_all(&vendors)
        .and_then(|()| std::fs::write(vendors.join("driver.icd"), format!("{library}\n")));
    let this = std::env::current_exe();
    let (Ok(()), Ok(this)) = (registered, this) else {
        return f64::NAN;
    };
    let output = Command::new(this)
        .env(METRIC, metric.name)
        .env("OCL_ICD_VENDORS", &vendors)
        .env("OCL_ICD_FILENAMES", library)
        .stderr(Stdio::null())
        .output();
    // Left behind, the folder is harmless.
    let _ = std::fs::remove_dir_all(&vendors);
    output
        .ok()
        .and_then(|output| String::from_utf8(output.stdout).ok())
        .and_then(|text| text.lines().last()?.trim().parse().ok())
        .unwrap_or(f64::NAN)
}
