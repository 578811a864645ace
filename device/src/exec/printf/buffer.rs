//! What a dispatch has printed.

use std::ffi::c_void;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// `CL_DEVICE_PRINTF_BUFFER_SIZE`.
pub(super) const CAPACITY: usize = 1 << 20;

/// Collects text until the dispatch is complete; what does not fit is refused.
#[derive(Debug, Default)]
pub(in crate::exec) struct PrintBuffer {
    text: Mutex<Vec<u8>>,
    /// Whether there is any: most kernels print nothing.
    is_used: AtomicBool,
}

impl PrintBuffer {
    pub(in crate::exec) const fn new() -> PrintBuffer {
        PrintBuffer {
            text: Mutex::new(Vec::new()),
            is_used: AtomicBool::new(false),
        }
    }

    /// Adds the whole text or nothing.
    pub(super) fn append(&self, text: &[u8]) -> bool {
        let mut buffer = self.text.lock().unwrap_or_else(PoisonError::into_inner);
        if text.len() > CAPACITY - buffer.len() || buffer.try_reserve(text.len()).is_err() {
            return false;
        }
        buffer.extend_from_slice(text);
        self.is_used.store(true, Ordering::Release);
        true
    }

    /// Writes the text to the C library's standard output, so that it is in order with what the application prints.
    pub(in crate::exec) fn flush(&self) {
        unsafe extern "C" {
            static stdout: *mut libc::FILE;
        }
        if !self.is_used.load(Ordering::Acquire) {
            return;
        }
        let mut buffer = self.text.lock().unwrap_or_else(PoisonError::into_inner);
        let text = std::mem::take(&mut *buffer);
        drop(buffer);
        // SAFETY: the C library's stream, which locks itself; the text is valid.
        unsafe {
            libc::fwrite(text.as_ptr().cast::<c_void>(), 1, text.len(), stdout);
            libc::fflush(stdout);
        }
    }
}
