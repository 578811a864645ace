//! Kernels become work-group functions that do what the kernels say.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../support/mod.rs"]
mod support;

mod barriers;
mod loops;
