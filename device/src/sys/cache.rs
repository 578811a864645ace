//! The processor's caches.

use std::sync::OnceLock;

/// Bytes of a core's own cache (level 2); 0 if it is not known.
pub(crate) fn level2_bytes() -> u64 {
    static BYTES: OnceLock<u64> = OnceLock::new();
    *BYTES.get_or_init(|| {
        // SAFETY: sysconf has no preconditions.
        let bytes = unsafe { libc::sysconf(libc::_SC_LEVEL2_CACHE_SIZE) };
        u64::try_from(bytes).unwrap_or(0)
    })
}
