//! What the protocols between threads are made of here. `device/models` includes the same protocols with loom's in their place.

pub(super) use crate::sys::futex;
pub(super) use std::hint::spin_loop;
pub(super) use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};
