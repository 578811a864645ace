//! Kernels of many families, each with its data and what must come out; one file per family.

mod bytes;
mod control;
mod graph;
mod groups;
mod hash;
mod histogram;
mod maps;
mod matrix;
mod movement;
mod reduce;
mod scan;
mod simulate;
mod sort;
mod sparse;
mod stencil;
mod stream;
mod structures;
mod vectors;

use crate::metric::Metric;

pub(crate) fn metrics() -> Vec<Metric> {
    [
        stream::metrics(),
        vectors::metrics(),
        structures::metrics(),
        reduce::metrics(),
        scan::metrics(),
        histogram::metrics(),
        sort::metrics(),
        sparse::metrics(),
        graph::metrics(),
        hash::metrics(),
        bytes::metrics(),
        stencil::metrics(),
        movement::metrics(),
        matrix::metrics(),
        maps::metrics(),
        simulate::metrics(),
        control::metrics(),
        groups::metrics(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
