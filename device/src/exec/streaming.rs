//! From how many bytes on what a launch writes should go past the caches. Pure policy.

/// Writing past the caches was measured to pay for a launch alone from about the size of its cores' own caches on, and from
/// twice that even if the next launch reads all of what was written (2 MiB of level 2 each, 2 cores; at four times, it takes 0.7
/// to 0.8 of the time).
const CACHES: u64 = 2;

/// [`mirrorcl_abi::WorkGroupContext::stream_kib`] for `threads` cores with caches of `level2` bytes each; 0: not known.
pub(super) fn stream_kib(level2: u64, threads: u64) -> u32 {
    let kib = level2.saturating_mul(threads).saturating_mul(CACHES) / 1024;
    match u32::try_from(kib) {
        Ok(0) | Err(_) => u32::MAX,
        Ok(kib) => kib,
    }
}

#[cfg(test)]
mod tests {
    use super::stream_kib;

    #[test]
    fn the_caches_of_all_threads_count() {
        assert_eq!(stream_kib(2 << 20, 2), 8 << 10);
        assert_eq!(stream_kib(1 << 20, 64), 128 << 10);
    }

    #[test]
    fn nothing_goes_past_caches_that_are_not_known() {
        assert_eq!(stream_kib(0, 8), u32::MAX);
        assert_eq!(stream_kib(u64::MAX, 8), u32::MAX);
    }
}
