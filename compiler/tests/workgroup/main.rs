//! Kernels become work-group functions that do what the kernels say.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../support/mod.rs"]
mod support;

/// One work-item after the other.
const VECTOR_BITS: u32 = 0;

mod barriers;
mod branches;
mod guards;
mod loops;
mod sub_groups;
