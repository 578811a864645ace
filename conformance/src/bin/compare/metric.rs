//! What is measured, and how long operations take.

use std::time::{Duration, Instant};

/// One figure.
pub(crate) struct Metric {
    /// `group/what`.
    pub(crate) name: &'static str,
    /// Nanoseconds per operation.
    pub(crate) run: fn() -> f64,
}

impl Metric {
    /// A metric.
    pub(crate) const fn new(name: &'static str, run: fn() -> f64) -> Self {
        Self { name, run }
    }

    /// Whether one of the filters (or none at all) is in the name.
    pub(crate) fn matches(&self, filters: &[String]) -> bool {
        filters.is_empty()
            || filters
                .iter()
                .any(|filter| self.name.contains(filter.as_str()))
    }
}

/// Time budget of a sample.
const BUDGET: Duration = Duration::from_millis(150);

/// Nanoseconds per call of `work`: the best of several batches, after a warm-up.
pub(crate) fn per_call(mut work: impl FnMut()) -> f64 {
    work();
    let started = Instant::now();
    work();
    let once = started.elapsed().max(Duration::from_nanos(50));
    let batch = ((BUDGET.as_nanos() / 10 / once.as_nanos()) as u32).clamp(1, 1_000_000);
    let mut best = f64::INFINITY;
    let everything = Instant::now();
    while everything.elapsed() < BUDGET {
        let started = Instant::now();
        for _ in 0..batch {
            work();
        }
        best = best.min(started.elapsed().as_nanos() as f64 / f64::from(batch));
    }
    best
}
