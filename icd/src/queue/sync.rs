//! What the life of commands is made of here. `device/models` includes the same code with loom's in their place.

pub(super) use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU32, Ordering};
pub(super) use std::sync::{Mutex, MutexGuard};
