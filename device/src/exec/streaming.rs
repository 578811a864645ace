//! From how many bytes on what a launch writes should go past the caches. Pure policy.

/// A launch that writes more than this part of the shared cache writes past it. Measured with two launches that read all of each
/// other's output (480 MiB shared, 2 cores): at 64 MiB it makes no difference, from 128 MiB on it takes 0.6 to 0.75 of the time, at 16 MiB it
/// would take 1.6 times as long.
const PART: u64 = 4;

/// [`mirrorcl_abi::WorkGroupContext::stream_kib`] for a shared cache of `level3` bytes; 0: not known.
pub(super) fn stream_kib(level3: u64) -> u32 {
    match u32::try_from(level3 / PART / 1024) {
        Ok(0) | Err(_) => u32::MAX,
        Ok(kib) => kib,
    }
}

#[cfg(test)]
mod tests {
    use super::stream_kib;

    #[test]
    fn what_the_cache_keeps_stays_in_it() {
        assert_eq!(stream_kib(32 << 20), 8 << 10);
        assert_eq!(stream_kib(480 << 20), 120 << 10);
    }

    #[test]
    fn nothing_goes_past_caches_that_are_not_known() {
        assert_eq!(stream_kib(0), u32::MAX);
        assert_eq!(stream_kib(u64::MAX), u32::MAX);
    }
}
