//! Noticing that this process is the child of one that used the driver.

use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

/// Counts forks, in the child.
static GENERATION: AtomicU32 = AtomicU32::new(0);

/// A number that differs between this process and those that it was forked from, once [`watch`] has been called.
pub(crate) fn process() -> u32 {
    GENERATION.load(Ordering::Relaxed)
}

/// Sees to it that forks are noticed.
pub(crate) fn watch() {
    static ONCE: Once = Once::new();
    unsafe extern "C" fn in_child() {
        GENERATION.fetch_add(1, Ordering::Relaxed);
    }
    ONCE.call_once(|| {
        // SAFETY: the function only adds to a number.
        unsafe { libc::pthread_atfork(None, None, Some(in_child)) };
    });
}
