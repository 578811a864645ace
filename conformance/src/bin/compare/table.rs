//! The result as a table, and geometric means.

use crate::metric::Metric;

/// Collects rows and prints them.
pub(crate) struct Table {
    drivers: usize,
    ratios: Vec<f64>,
}

impl Table {
    /// Prints the header.
    pub(crate) fn new(drivers: &[&str]) -> Self {
        print!("{:<44}", "nanoseconds per operation");
        drivers.iter().for_each(|name| print!("{name:>14}"));
        println!("{:>12}", "ratio");
        Self {
            drivers: drivers.len(),
            ratios: Vec::new(),
        }
    }

    /// Prints a metric's medians and the ratio of the first driver's to the best of the others.
    pub(crate) fn row(&mut self, metric: &Metric, samples: Vec<Vec<f64>>) {
        let medians: Vec<f64> = samples.into_iter().map(median).collect();
        print!("{:<44}", metric.name);
        medians.iter().for_each(|time| print!("{time:>14.1}"));
        let best = medians[1..]
            .iter()
            .copied()
            .filter(|time| time.is_finite())
            .fold(f64::INFINITY, f64::min);
        let ratio = medians[0] / best;
        if self.drivers > 1 && ratio.is_finite() {
            println!("{ratio:>12.3}");
            self.ratios.push(ratio);
        } else {
            println!();
        }
    }

    /// Prints the geometric mean of all ratios.
    pub(crate) fn finish(&self) {
        if !self.ratios.is_empty() {
            let mean =
                self.ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / self.ratios.len() as f64;
            println!(
                "geometric mean of {} ratios to the best peer: {:.3}",
                self.ratios.len(),
                mean.exp()
            );
        }
    }
}

fn median(mut samples: Vec<f64>) -> f64 {
    samples.retain(|sample| sample.is_finite());
    samples.sort_by(f64::total_cmp);
    samples.get(samples.len() / 2).copied().unwrap_or(f64::NAN)
}
