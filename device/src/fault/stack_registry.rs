//! Which thread's kernel stack a stack pointer lies on: asked by the fault handler.

use std::ops::Range;

use super::activation::Activation;
use crate::sys::ranges::{RangeTable, Registration};

static STACKS: RangeTable = RangeTable::new();

/// Makes a stack known.
pub(super) fn register(range: Range<usize>, activation: *mut Activation) -> Registration {
    STACKS.register(range, activation.expose_provenance())
}

/// The activation of the thread whose kernel stack holds `sp`. Safe in a signal handler.
pub(super) fn activation_at(sp: usize) -> Option<*mut Activation> {
    STACKS.find(sp).map(std::ptr::with_exposed_provenance_mut)
}
