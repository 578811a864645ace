//! From source to the first result, in a process of its own: cold (a program that was never built) and warm (built by another
//! process before). Processor time counts the process from the creation of the program on, and all that it started.

mod process;
mod program;

use crate::metric::Metric;
use process::{Build, Cost};
use program::Size;

pub(crate) use process::{APPLICATION, application};

pub(crate) fn metrics() -> Vec<Metric> {
    vec![
        Metric::new("build/cold trivial, processor time", || {
            cold(Size::Trivial).processor
        }),
        Metric::new("build/cold trivial, wall time", || cold(Size::Trivial).wall),
        Metric::new("build/cold 100 lines, processor time", || {
            cold(Size::Hundred).processor
        }),
        Metric::new("build/cold 100 lines, wall time", || {
            cold(Size::Hundred).wall
        }),
        Metric::new("build/cold 2000 lines, processor time", || {
            cold(Size::TwoThousand).processor
        }),
        Metric::new("build/cold 2000 lines, wall time", || {
            cold(Size::TwoThousand).wall
        }),
        Metric::new("build/warm trivial, wall time", || warm(Size::Trivial).wall),
        Metric::new("build/warm 100 lines, wall time", || {
            warm(Size::Hundred).wall
        }),
        Metric::new("build/warm 2000 lines, wall time", || {
            warm(Size::TwoThousand).wall
        }),
        Metric::new("build/start to device list", || {
            Build::devices().run().process
        }),
        Metric::new("build/start to first result, warm trivial", || {
            warm(Size::Trivial).process
        }),
        Metric::new("build/second program, cold trivial, wall time", || {
            Build::fresh(Size::Trivial).and_another().run().second
        }),
    ]
}

fn cold(size: Size) -> Cost {
    Build::fresh(size).run()
}

fn warm(size: Size) -> Cost {
    let build = Build::fresh(size);
    build.run();
    build.run()
}
