//! What the commands on memory do: copying and filling.
//!
//! Pointers come from the application or were buffers when the command was enqueued; memory that is gone or was never
//! there fails the command and nothing else.

use super::command::{Action, Command, Work};
use super::pattern::Pattern;
use crate::error::{ClError, out_of_resources};
use crate::validate::rect::Rect;
use mirrorcl_device::exec::Executor;
use mirrorcl_device::fault;
use opencl_sys::cl_command_type;
use std::sync::{Arc, OnceLock};

/// Up to so many bytes are copied on the enqueuing thread if nothing has to be waited for: that takes no longer (5 µs) than handing the
/// command over to a thread that must be woken (2 to 5 µs on both sides).
const QUICK_BYTES: usize = 256 << 10;

/// From so many bytes on the device's threads share the work; less is done before they have woken up.
const SHARED_BYTES: usize = 1 << 20;

/// As [`SHARED_BYTES`], of fills: they read nothing, and one thread fills its own cache (of 2 MiB here) as fast as two share the work.
const SHARED_FILL_BYTES: usize = 2 << 20;

/// A share of it: of much work a large one, of little a small one, so that all threads end together.
const PARTS: [(usize, usize); 2] = [(4 << 20, 256 << 10), (0, 64 << 10)];

/// Rows of rectangles that are at least so long are copied as plain copies are. (The ends of shorter ones, which lie in lines that are not
/// written whole, cost more than going past the caches saves.)
const LONG_ROW: usize = 64 << 10;

/// A command that moves memory, before it is enqueued or done: `action` moves `size` bytes.
pub struct Transfer<A> {
    /// `CL_EVENT_COMMAND_TYPE`.
    pub command_type: cl_command_type,
    /// Bytes that are written.
    pub size: usize,
    /// What it does.
    pub action: A,
}

impl<A: FnOnce() -> Result<(), ClError> + Send + 'static> Transfer<A> {
    /// Whether it is done on the enqueuing thread although the call does not block.
    #[must_use]
    pub fn is_quick(&self) -> bool {
        self.size <= QUICK_BYTES
    }

    /// As a command for later, or for another thread.
    #[must_use]
    pub fn into_command(self) -> Command {
        let is_quick = self.is_quick();
        let action: Action = Box::new(self.action);
        Command {
            command_type: self.command_type,
            work: if is_quick {
                Work::Quick(action)
            } else {
                Work::Call(action)
            },
        }
    }
}

/// Copies `size` bytes between ranges that do not overlap, any number of times. `keep` lives as long as it.
pub fn copying<K: 'static>(
    executor: &Arc<Executor>,
    to: usize,
    from: usize,
    size: usize,
    keep: K,
) -> impl Fn() -> Result<(), ClError> + use<K> {
    let executor = (size >= SHARED_BYTES).then(|| Arc::clone(executor));
    move || {
        let _keep = &keep;
        match &executor {
            Some(executor) => share(executor, size, &|offset, length| {
                copy_bytes(
                    to.wrapping_add(offset),
                    from.wrapping_add(offset),
                    length,
                    size,
                )
            }),
            None => copy_bytes(to, from, size, size),
        }
    }
}

/// Copies a rectangular region from `from.1` in memory at `from.0` to `to`, any number of times.
pub fn copying_rect<K: 'static>(
    executor: &Arc<Executor>,
    to: (usize, Rect),
    from: (usize, Rect),
    keep: K,
) -> impl Fn() -> Result<(), ClError> + use<K> {
    let pieces = to.1.pieces(from.1);
    let size = to.1.size();
    let executor = (size >= SHARED_BYTES).then(|| Arc::clone(executor));
    // What the caches keep of short rows is worth more than their going past them saves.
    let is_long = pieces.length() >= LONG_ROW;
    let copy = move |first: usize, length: usize| {
        let mut runs = pieces.runs(first, first.saturating_add(length));
        runs.try_for_each(|(target, source, length)| {
            copy_bytes(
                to.0.wrapping_add(target),
                from.0.wrapping_add(source),
                length,
                if is_long { size } else { length },
            )
        })
    };
    move || {
        let _keep = &keep;
        match &executor {
            Some(executor) => share(executor, size, &copy),
            None => copy(0, size),
        }
    }
}

/// Fills `size` bytes, a multiple of the pattern's length (1, 2, 4 … 128), any number of times.
pub fn filling<K: 'static>(
    executor: &Arc<Executor>,
    to: usize,
    pattern: Pattern,
    size: usize,
    keep: K,
) -> impl Fn() -> Result<(), ClError> + use<K> {
    let executor = (size >= SHARED_FILL_BYTES).then(|| Arc::clone(executor));
    move || {
        let _keep = &keep;
        match &executor {
            // Parts start at multiples of the block's length.
            Some(executor) => share(executor, size, &|offset, length| {
                fill_bytes(to.wrapping_add(offset), &pattern, length, size)
            }),
            None => fill_bytes(to, &pattern, size, size),
        }
    }
}

/// Has the device's threads do what is `size` bytes large: `part` gets an offset and a length. The first error
/// counts.
fn share(
    executor: &Executor,
    size: usize,
    part: &(dyn Fn(usize, usize) -> Result<(), ClError> + Sync),
) -> Result<(), ClError> {
    let failure = OnceLock::new();
    let share = PARTS.iter().find(|(from, _)| size >= *from);
    let share = share.map_or(size, |&(_, share)| share);
    let done = executor.for_each_part(size.div_ceil(share) as u64, &|number| {
        // Below `size`, which is a usize.
        let offset = number as usize * share;
        if failure.get().is_none()
            && let Err(error) = part(offset, share.min(size - offset))
        {
            // Another part's error is as good.
            let _ = failure.set(error);
        }
    });
    match failure.into_inner() {
        Some(error) => Err(error),
        None if !done => Err(out_of_resources("the device could not run the command")),
        None => Ok(()),
    }
}

/// Copies `size` bytes, a part of what is `whole` bytes large.
fn copy_bytes(to: usize, from: usize, size: usize, whole: usize) -> Result<(), ClError> {
    let target = std::ptr::with_exposed_provenance_mut(to);
    let source = std::ptr::with_exposed_provenance(from);
    // SAFETY: the application asked for these bytes to be overwritten and promised that nobody else uses them
    // (spec §5.2.2); what it has no memory for is found out by the copy.
    unsafe { fault::copy_part(target, source, size, whole) }.map_err(|error| {
        out_of_resources(format!(
            "copying {size} bytes from {from:#x} to {to:#x}: {error}"
        ))
    })
}

/// Fills `size` bytes, a part of what is `whole` bytes large.
fn fill_bytes(to: usize, pattern: &Pattern, size: usize, whole: usize) -> Result<(), ClError> {
    let target = std::ptr::with_exposed_provenance_mut(to);
    // SAFETY: as in `copy_bytes`.
    unsafe { fault::fill(target, &pattern.block(), size, whole) }
        .map_err(|error| out_of_resources(format!("filling {size} bytes at {to:#x}: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use mirrorcl_device::exec::ExecutorConfig;
    use opencl_sys as cl;

    fn executor() -> Arc<Executor> {
        let name = "test".to_owned();
        Executor::new(ExecutorConfig {
            compute_units: 2,
            processors: Vec::new(),
            name,
        })
    }

    #[test]
    fn fills_repeat_the_pattern_to_the_end() {
        for (pattern, size) in [
            (1, 10_000),
            (4, 4096),
            (16, 4112),
            (128, 12_800),
            (2, 0),
            (32, 3 << 20),
        ] {
            let pattern: Vec<u8> = (1..=pattern).collect();
            let mut memory = vec![0_u8; size + 1];
            let to = memory.as_mut_ptr().expose_provenance();
            assert_eq!(
                filling(&executor(), to, Pattern::from(&*pattern), size, ())(),
                Ok(())
            );
            assert!(
                memory[..size]
                    .iter()
                    .enumerate()
                    .all(|(n, &byte)| byte == pattern[n % pattern.len()])
            );
            assert_eq!(memory[size], 0);
        }
    }

    #[test]
    fn large_rectangles_are_copied_in_parts() {
        for (region, pitch) in [
            ([1000, 3000, 1], 1024),
            ([5000, 7, 60], 5000),
            ([3, 1000, 500], 4),
        ] {
            let rect = |pitch, slice| Rect::new("test", [2, 1, 1], region, pitch, slice).unwrap();
            let (to, from) = (
                rect(pitch + 7, (pitch + 7) * (region[1] + 1)),
                rect(pitch, 0),
            );
            let source: Vec<u8> = (0..from.end()).map(|n| (n % 251) as u8 + 1).collect();
            let mut target = vec![0_u8; to.end()];
            let addresses = (
                target.as_mut_ptr().expose_provenance(),
                source.as_ptr().expose_provenance(),
            );
            let (to_side, from_side) = ((addresses.0, to), (addresses.1, from));
            let copied = copying_rect(&executor(), to_side, from_side, ())();
            assert_eq!(copied, Ok(()));
            let mut expected = vec![0_u8; to.end()];
            for z in 0..region[2] {
                for y in 0..region[1] {
                    let at = to.start + z * to.slice_pitch + y * to.row_pitch;
                    let source_at = from.start + z * from.slice_pitch + y * from.row_pitch;
                    expected[at..at + region[0]]
                        .copy_from_slice(&source[source_at..source_at + region[0]]);
                }
            }
            assert!(target == expected, "{region:?}");
        }
    }

    #[test]
    fn what_is_not_there_fails_the_command_alone() {
        let mut memory = [0_u8; 64];
        let here = memory.as_mut_ptr().expose_provenance();
        for (to, from) in [(here, 16), (16, here)] {
            let error = copying(&executor(), to, from, 64, ())().unwrap_err();
            assert_eq!(error.code(), cl::CL_OUT_OF_RESOURCES);
        }
        assert!(filling(&executor(), 16, Pattern::from(&[0][..]), 64, ())().is_err());
        assert_eq!(copying(&executor(), 16, 16, 0, ())(), Ok(()));
    }
}
