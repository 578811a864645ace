//! The processor's caches.

use std::sync::OnceLock;

/// Bytes of the cache that cores share (level 3); 0 if it is not known.
pub(crate) fn level3_bytes() -> u64 {
    static BYTES: OnceLock<u64> = OnceLock::new();
    *BYTES.get_or_init(|| {
        // SAFETY: sysconf has no preconditions.
        let bytes = unsafe { libc::sysconf(libc::_SC_LEVEL3_CACHE_SIZE) };
        u64::try_from(bytes).unwrap_or(0)
    })
}
