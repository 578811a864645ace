//! The operating system, as far as this crate needs it.

pub(crate) mod futex;
pub(crate) mod ranges;
pub(crate) mod signal;
