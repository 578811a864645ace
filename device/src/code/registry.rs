//! Which addresses hold kernel code: asked by the fault handler.

use std::ops::Range;

use crate::sys::ranges::{RangeTable, Registration};

static CODE: RangeTable = RangeTable::new();

/// Makes `range` known as kernel code.
pub(crate) fn register(range: Range<usize>) -> Registration {
    CODE.register(range, 0)
}

/// Whether `pc` lies in kernel code. Safe in a signal handler.
pub(crate) fn contains(pc: usize) -> bool {
    CODE.find(pc).is_some()
}
