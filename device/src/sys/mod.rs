//! The operating system, as far as this crate needs it: the only place with raw system calls.

pub(crate) mod affinity;
pub(crate) mod cache;
pub(crate) mod cgroup;
pub(crate) mod clock;
pub(crate) mod fork;
pub(crate) mod futex;
pub(crate) mod mmap;
pub(crate) mod process;
pub(crate) mod procmap;
pub(crate) mod ranges;
pub(crate) mod signal;
