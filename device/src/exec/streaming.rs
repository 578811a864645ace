//! From how many bytes on what a launch writes should go past the caches.

/// [`mirrorcl_abi::WorkGroupContext::stream_kib`] for a limit in bytes (`sys::cache::large_for_caches`); none: not known.
pub(super) fn stream_kib(limit: Option<u64>) -> u32 {
    let kib = limit.map(|bytes| u32::try_from(bytes / 1024));
    match kib {
        Some(Ok(kib)) if kib > 0 => kib,
        _ => u32::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::stream_kib;

    #[test]
    fn nothing_goes_past_caches_that_are_not_known() {
        assert_eq!(stream_kib(Some(8 << 20)), 8 << 10);
        assert_eq!(stream_kib(None), u32::MAX);
        assert_eq!(stream_kib(Some(0)), u32::MAX);
        assert_eq!(stream_kib(Some(u64::MAX)), u32::MAX);
    }
}
