//! Kernels do the same for several work-items at once.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../support/mod.rs"]
mod support;

/// Sixteen floats.
const VECTOR_BITS: u32 = 512;

#[path = "../workgroup/barriers.rs"]
mod barriers;
mod fuzz;
#[path = "../workgroup/loops.rs"]
mod loops;
mod stream;
#[path = "../workgroup/sub_groups.rs"]
mod sub_groups;
