//! What is measured, and how long operations take.

use crate::case::Case;
use crate::{device, native};
use std::time::{Duration, Instant};

/// One figure.
pub(crate) struct Metric {
    /// `group/what`.
    pub(crate) name: &'static str,
    what: What,
}

enum What {
    /// Calls of the driver: nanoseconds per operation.
    Calls(fn() -> f64),
    /// The same, and what C does without a driver.
    CallsAndNative(fn() -> f64, fn() -> f64),
    /// A kernel: nanoseconds per run.
    Kernel(fn() -> Case),
    /// A command that moves so many bytes, and the C library's way: nanoseconds per operation.
    Moves {
        size: usize,
        run: fn(usize) -> f64,
        native: fn(usize) -> f64,
    },
}

/// Who does the work.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Runner {
    /// The driver that the loader finds.
    Driver,
    /// The C.
    Native,
}

/// One sample.
#[derive(Clone, Copy)]
pub(crate) struct Sample {
    /// Nanoseconds per operation; NaN: it fails, or there is none.
    pub(crate) time: f64,
    /// Bytes read and written per operation, where the memory's bandwidth decides; else 0.
    pub(crate) moved: usize,
}

impl Metric {
    /// A metric of calls.
    pub(crate) const fn new(name: &'static str, run: fn() -> f64) -> Self {
        Self {
            name,
            what: What::Calls(run),
        }
    }

    /// A metric of calls, and of C (NaN without clang) that does the same without a driver.
    pub(crate) const fn with_native(
        name: &'static str,
        run: fn() -> f64,
        native: fn() -> f64,
    ) -> Self {
        Self {
            name,
            what: What::CallsAndNative(run, native),
        }
    }

    /// A metric of a kernel.
    pub(crate) const fn kernel(name: &'static str, case: fn() -> Case) -> Self {
        Self {
            name,
            what: What::Kernel(case),
        }
    }

    /// A metric of a command that moves `size` bytes; `what` is its name without them.
    pub(crate) fn moves(
        what: &str,
        size: usize,
        run: fn(usize) -> f64,
        native: fn(usize) -> f64,
    ) -> Self {
        let bytes = match size {
            size if size >= 1 << 20 => format!("{} MiB", size >> 20),
            size => format!("{} KiB", size >> 10),
        };
        Self {
            // One for each metric of the program.
            name: Box::leak(format!("command/{what} {bytes}").into_boxed_str()),
            what: What::Moves { size, run, native },
        }
    }

    /// Whether C can be measured too.
    pub(crate) const fn has_native(&self) -> bool {
        matches!(
            self.what,
            What::Kernel(_) | What::CallsAndNative(..) | What::Moves { .. }
        )
    }

    /// Measures it in this process.
    pub(crate) fn sample(&self, runner: Runner) -> Sample {
        match (&self.what, runner) {
            (What::Calls(run) | What::CallsAndNative(run, _), Runner::Driver)
            | (What::CallsAndNative(_, run), Runner::Native) => Sample {
                time: run(),
                moved: 0,
            },
            (What::Calls(_), Runner::Native) => Sample {
                time: f64::NAN,
                moved: 0,
            },
            (&What::Moves { size, run, native }, runner) => Sample {
                time: match runner {
                    Runner::Driver => run(size),
                    Runner::Native => native(size),
                },
                moved: 0,
            },
            (What::Kernel(case), runner) => {
                let case = case();
                let time = match runner {
                    Runner::Driver => device::time(&case),
                    Runner::Native => native::time(&case),
                };
                Sample {
                    time,
                    moved: case.moved,
                }
            }
        }
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

/// How long a batch should take.
const BATCH: Duration = Duration::from_millis(1);

/// Nanoseconds per call of `work`: the best of several batches, after a warm-up.
pub(crate) fn per_call(mut work: impl FnMut()) -> f64 {
    work();
    let started = Instant::now();
    work();
    let once = started.elapsed().max(Duration::from_nanos(50));
    // Short enough that some batch runs without an interruption, even on a machine that others use too.
    let batch = ((BATCH.as_nanos() / once.as_nanos()) as u32).clamp(1, 1_000_000);
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
