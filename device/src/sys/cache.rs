//! The processor's caches.

use std::arch::x86_64::{__cpuid, __cpuid_count};
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

/// What writes more than this part of the shared cache is better off writing past it. Measured (480 MiB shared, 2 cores) with two launches
/// that read all of each other's output: at 64 MiB it makes no difference, from 128 MiB on it takes 0.6 to 0.75 of the time, at 16 MiB
/// it would take 1.6 times as long. With fills: 64 MiB take 0.9 of the time in the caches, 128 MiB 2.4 times as long as past them.
const LARGE: u64 = 4;

/// From how many bytes on what is written should go past the caches; `None` if the shared cache is not known.
pub(crate) fn large_for_caches() -> Option<u64> {
    large_for(level3_bytes())
}

fn large_for(level3: u64) -> Option<u64> {
    (level3 != 0).then_some(level3 / LARGE)
}

/// Whether `rep movsb` is the fastest way to copy what does not fit in the first cache (the processor says "fast short" and
/// "enhanced" string operations).
pub(crate) fn has_fast_strings() -> bool {
    static HAS: OnceLock<bool> = OnceLock::new();
    *HAS.get_or_init(|| {
        const ENHANCED: u32 = 1 << 9;
        const FAST_SHORT: u32 = 1 << 4;
        if __cpuid(0).eax < 7 {
            return false;
        }
        let features = __cpuid_count(7, 0);
        features.ebx & ENHANCED != 0 && features.edx & FAST_SHORT != 0
    })
}

#[cfg(test)]
mod tests {
    use super::large_for;

    #[test]
    fn what_the_cache_keeps_stays_in_it() {
        assert_eq!(large_for(32 << 20), Some(8 << 20));
        assert_eq!(large_for(0), None);
    }
}
