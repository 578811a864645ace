//! How many work-groups a thread takes at once. Pure policy.

/// Processor cycles that a chunk should last at least, so that taking it costs nothing beside it (about 2 µs).
const CHUNK_CYCLES: u64 = 5_000;

/// Below this a launch is not worth waking another thread for (a wake-up costs 2 to 5 µs on both sides).
const WAKE_CYCLES: u64 = 20_000;

/// Number of groups to take when `left` are left for `threads` threads. `smallest` comes from [`smallest_chunk`].
/// The share shrinks with what is left, so that all threads end at about the same time.
pub(super) fn chunk_size(left: u64, threads: u64, smallest: u64) -> u64 {
    let share = left / (threads.max(1) * 4);
    share.max(smallest).clamp(1, left.max(1))
}

/// The smallest chunk that is worth taking, for a kernel whose work-groups last `group_cycles` (0: not known).
/// Never more than a thread's share of the whole, so that all threads get some.
pub(super) fn smallest_chunk(total: u64, threads: u64, group_cycles: u64) -> u64 {
    if group_cycles == 0 {
        return 1;
    }
    let share = total / threads.max(1);
    (CHUNK_CYCLES / group_cycles).clamp(1, share.max(1))
}

/// How many threads should work on `total` groups, at most `threads`.
pub(super) fn useful_threads(total: u64, threads: u64, group_cycles: u64) -> u64 {
    let by_time = match group_cycles {
        0 => threads,
        cycles => total.saturating_mul(cycles) / WAKE_CYCLES + 1,
    };
    by_time.min(threads).min(total).max(1)
}

/// Whether what lasted `cycles` would have been worth waking another thread for.
pub(super) fn is_long(cycles: u64) -> bool {
    cycles >= WAKE_CYCLES
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tiny_launches_stay_on_one_thread() {
        assert_eq!(useful_threads(1, 64, 0), 1);
        assert_eq!(useful_threads(16, 64, 100), 1);
        assert_eq!(useful_threads(1 << 20, 64, 100), 64);
        assert_eq!(useful_threads(1 << 20, 64, 0), 64);
        assert_eq!(useful_threads(0, 64, 0), 1);
    }

    proptest! {
        #[test]
        fn chunks_end(total in 1u64.., threads in 1u64..1024, cycles in any::<u64>()) {
            let smallest = smallest_chunk(total, threads, cycles);
            let (mut left, mut grabs) = (total, 0u64);
            while left > 0 {
                let chunk = chunk_size(left, threads, smallest);
                prop_assert!(chunk >= 1 && chunk <= left);
                left -= chunk;
                grabs += 1;
            }
            // Geometric decrease, then single groups.
            prop_assert!(grabs <= threads * 4 * 70);
        }
    }
}
