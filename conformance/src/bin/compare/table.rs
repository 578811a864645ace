//! The result as a table, and what it comes to.

use crate::metric::Sample;
use std::collections::BTreeMap;

/// The samples of one metric.
pub(crate) struct Row {
    name: &'static str,
    drivers: Vec<Vec<f64>>,
    native: Vec<f64>,
    moved: usize,
    failures: BTreeMap<String, String>,
}

impl Row {
    /// No samples yet.
    pub(crate) fn new(name: &'static str, drivers: usize) -> Self {
        Self {
            name,
            drivers: vec![Vec::new(); drivers],
            native: Vec::new(),
            moved: 0,
            failures: BTreeMap::new(),
        }
    }

    /// A driver's sample.
    pub(crate) fn add(&mut self, driver: usize, sample: Sample) {
        self.drivers[driver].push(sample.time);
        self.moved = sample.moved;
    }

    /// A sample of the C.
    pub(crate) fn add_native(&mut self, sample: Sample) {
        self.native.push(sample.time);
    }

    /// A driver does not do it.
    pub(crate) fn fails(&mut self, driver: &str, reason: String) {
        self.failures.insert(driver.to_owned(), reason);
    }
}

/// Ratios of one kind, each with its metric's name.
#[derive(Default)]
struct Ratios(Vec<(f64, &'static str)>);

impl Ratios {
    /// Geometric mean as time and as speed, the share that is not slower, and the slowest.
    fn print(&self, title: &str, worst: usize) {
        let count = self.0.len();
        if count == 0 {
            return;
        }
        let mean = (self.0.iter().map(|(ratio, _)| ratio.ln()).sum::<f64>() / count as f64).exp();
        let level = self.0.iter().filter(|(ratio, _)| *ratio <= 1.0).count();
        println!(
            "{title}: geometric mean {mean:.3} ({:.2}x the speed) over {count}; {level} ({:.0} %) at least as fast",
            1.0 / mean,
            100.0 * level as f64 / count as f64
        );
        let mut sorted = self.0.clone();
        sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
        for (ratio, name) in sorted.iter().filter(|(ratio, _)| *ratio > 1.0).take(worst) {
            println!("    {ratio:>8.3}  {name}");
        }
    }
}

/// Collects rows and prints them.
pub(crate) struct Table {
    names: Vec<String>,
    peers: BTreeMap<&'static str, Ratios>,
    native: Ratios,
    failures: Vec<String>,
    /// Nanoseconds per byte of memcpy, once measured.
    copy: Option<f64>,
}

/// The metric whose C is memcpy.
pub(crate) const COPY: &str = "kernel/stream/copy f32 4M";

impl Table {
    /// Prints the header.
    pub(crate) fn new(drivers: &[&str]) -> Self {
        print!("{:<52}", "nanoseconds per operation");
        drivers.iter().for_each(|name| print!("{name:>13}"));
        println!("{:>13}{:>9}{:>9}{:>9}", "C", "/peer", "/C", "/memcpy");
        Self {
            names: drivers.iter().map(|&name| name.to_owned()).collect(),
            peers: BTreeMap::new(),
            native: Ratios::default(),
            failures: Vec::new(),
            copy: None,
        }
    }

    /// Prints a metric's medians; the ratios of the first driver's to the best of the others, to C, and to memcpy of as many
    /// bytes.
    pub(crate) fn row(&mut self, row: Row) {
        let medians: Vec<f64> = row.drivers.into_iter().map(median).collect();
        let native = median(row.native);
        if row.name == COPY {
            self.copy = Some(native / row.moved as f64);
        }
        print!("{:<52}", row.name);
        for time in medians.iter().chain([&native]) {
            match time.is_finite() {
                true if time < &1000.0 => print!("{time:>13.1}"),
                true => print!("{time:>13.0}"),
                false => print!("{:>13}", "-"),
            }
        }
        let peers = medians[1..].iter().copied();
        let best = peers
            .filter(|time| time.is_finite())
            .fold(f64::INFINITY, f64::min);
        let group = row.name.split('/').next().unwrap_or_default();
        let memcpy = self.copy.map_or(f64::NAN, |copy| copy * row.moved as f64);
        for (ratio, kept) in [
            (
                medians[0] / best,
                Some(&mut self.peers.entry(group).or_default().0),
            ),
            (medians[0] / native, Some(&mut self.native.0)),
            (medians[0] / memcpy, None),
        ] {
            if ratio.is_finite() && ratio > 0.0 {
                print!("{ratio:>9.3}");
                kept.into_iter()
                    .for_each(|kept| kept.push((ratio, row.name)));
            } else {
                print!("{:>9}", "");
            }
        }
        println!();
        for (driver, reason) in row.failures {
            self.failures
                .push(format!("{} fails {}: {reason}", driver, row.name));
        }
    }

    /// Prints what the rows come to.
    pub(crate) fn finish(&self) {
        println!();
        for (group, ratios) in &self.peers {
            ratios.print(&format!("{group}, {} / best peer", self.names[0]), 20);
        }
        self.native.print(&format!("{} / C", self.names[0]), 20);
        self.failures
            .iter()
            .for_each(|failure| println!("{failure}"));
    }
}

fn median(mut samples: Vec<f64>) -> f64 {
    samples.retain(|sample| sample.is_finite());
    samples.sort_by(f64::total_cmp);
    samples.get(samples.len() / 2).copied().unwrap_or(f64::NAN)
}
