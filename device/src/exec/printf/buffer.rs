//! What a dispatch has printed.

use std::ffi::c_void;
use std::sync::{Mutex, PoisonError};

/// `CL_DEVICE_PRINTF_BUFFER_SIZE`.
pub(super) const CAPACITY: usize = 1 << 20;

/// Collects text until the dispatch is complete; what does not fit is refused.
#[derive(Debug, Default)]
pub(in crate::exec) struct PrintBuffer(Mutex<Vec<u8>>);

impl PrintBuffer {
    pub(in crate::exec) const fn new() -> PrintBuffer {
        PrintBuffer(Mutex::new(Vec::new()))
    }

    /// Adds the whole text or nothing.
    pub(super) fn append(&self, text: &[u8]) -> bool {
        let mut buffer = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if text.len() > CAPACITY - buffer.len() || buffer.try_reserve(text.len()).is_err() {
            return false;
        }
        buffer.extend_from_slice(text);
        true
    }

    /// Writes the text to the C library's standard output, so that it is in order with what the application prints.
    pub(in crate::exec) fn flush(&self) {
        unsafe extern "C" {
            static stdout: *mut libc::FILE;
        }
        let mut buffer = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buffer.is_empty() {
            return;
        }
        let text = std::mem::take(&mut *buffer);
        drop(buffer);
        // SAFETY: the C library's stream, which locks itself; the text is valid.
        unsafe {
            libc::fwrite(text.as_ptr().cast::<c_void>(), 1, text.len(), stdout);
            libc::fflush(stdout);
        }
    }
}
