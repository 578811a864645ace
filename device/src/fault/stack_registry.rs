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

/// Calls `visit` with the activation of each thread that can run kernels; none of them goes away meanwhile.
pub(super) fn for_each(visit: impl FnMut(*mut Activation)) {
    let mut visit = visit;
    STACKS.for_each(&mut |value| visit(std::ptr::with_exposed_provenance_mut(value)));
}
