//! What the commands on memory do: copying and filling.
//!
//! Pointers come from the application or were buffers when the command was enqueued; memory that is gone or was never
//! there fails the command and nothing else.

use super::command::{Action, Command, Work};
use crate::error::{ClError, out_of_resources};
use crate::validate::rect::Rect;
use mirrorcl_device::fault;
use opencl_sys::cl_command_type;
use std::any::Any;

/// Up to so many bytes are copied on the enqueuing thread if nothing has to be waited for: that takes no longer than handing the
/// command over.
const QUICK_BYTES: usize = 32 << 10;

/// Filling works with blocks of this size, a multiple of each pattern's.
const BLOCK: usize = 4096;

/// What must live until a command has run.
pub type Keep = Box<dyn Any + Send>;

fn command(command_type: cl_command_type, size: usize, action: Action) -> Command {
    let work = if size <= QUICK_BYTES {
        Work::Quick(action)
    } else {
        Work::Call(action)
    };
    Command { command_type, work }
}

/// Copies `size` bytes; the ranges do not overlap unless the destination is below the source.
pub fn copy(
    command_type: cl_command_type,
    to: usize,
    from: usize,
    size: usize,
    keep: impl Send + 'static,
) -> Command {
    let action = move || {
        let result = copy_bytes(to, from, size);
        drop(keep);
        result
    };
    command(command_type, size, Box::new(action))
}

/// Copies a rectangular region from `from.1` in memory at `from.0` to `to`.
pub fn copy_rect(
    command_type: cl_command_type,
    to: (usize, Rect),
    from: (usize, Rect),
    keep: impl Send + 'static,
) -> Command {
    let size =
        to.1.region
            .iter()
            .fold(1usize, |size, &part| size.saturating_mul(part));
    let action = move || {
        let mut pieces = to.1.pieces(from.1);
        let result = pieces.try_for_each(|(target, source, length)| {
            copy_bytes(
                to.0.wrapping_add(target),
                from.0.wrapping_add(source),
                length,
            )
        });
        drop(keep);
        result
    };
    command(command_type, size, Box::new(action))
}

/// Fills `size` bytes, a multiple of the pattern's length (1, 2, 4 … 128).
pub fn fill(
    command_type: cl_command_type,
    to: usize,
    pattern: &[u8],
    size: usize,
    keep: impl Send + 'static,
) -> Command {
    let mut stored = [0; 128];
    let length = pattern.len();
    stored[..length].copy_from_slice(pattern);
    let action = move || {
        let result = fill_bytes(to, &stored[..length], size);
        drop(keep);
        result
    };
    command(command_type, size, Box::new(action))
}

fn copy_bytes(to: usize, from: usize, size: usize) -> Result<(), ClError> {
    let target = std::ptr::with_exposed_provenance_mut(to);
    let source = std::ptr::with_exposed_provenance(from);
    // SAFETY: the application asked for these bytes to be overwritten and promised that nobody else uses them (spec §5.2.2); what it has
    // no memory for is found out by the copy.
    unsafe { fault::copy(target, source, size) }.map_err(|error| {
        out_of_resources(format!(
            "copying {size} bytes from {from:#x} to {to:#x}: {error}"
        ))
    })
}

fn fill_bytes(to: usize, pattern: &[u8], size: usize) -> Result<(), ClError> {
    let mut block = [0; BLOCK];
    let used = size.min(BLOCK);
    // Doubles what is there; both lengths are multiples of the pattern's.
    let mut filled = pattern.len().min(used);
    block[..filled].copy_from_slice(&pattern[..filled]);
    while filled < used {
        let more = filled.min(used - filled);
        block.copy_within(..more, filled);
        filled += more;
    }
    let mut done = 0;
    while done < size {
        let length = used.min(size - done);
        copy_bytes(
            to.wrapping_add(done),
            block.as_ptr().expose_provenance(),
            length,
        )?;
        done += length;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use opencl_sys as cl;

    fn run(command: Command) -> Result<(), ClError> {
        match command.work {
            Work::Quick(action) | Work::Call(action) => action(),
            _ => panic!("memory commands are calls"),
        }
    }

    #[test]
    fn fills_repeat_the_pattern_to_the_end() {
        for (pattern, size) in [(1, 10_000), (4, 4096), (16, 4112), (128, 12_800), (2, 0)] {
            let pattern: Vec<u8> = (1..=pattern).collect();
            let mut memory = vec![0_u8; size + 1];
            let to = memory.as_mut_ptr().expose_provenance();
            assert_eq!(
                run(fill(cl::CL_COMMAND_FILL_BUFFER, to, &pattern, size, ())),
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
    fn what_is_not_there_fails_the_command_alone() {
        let mut memory = [0_u8; 64];
        let here = memory.as_mut_ptr().expose_provenance();
        let command_type = cl::CL_COMMAND_SVM_MEMCPY;
        for (to, from) in [(here, 16), (16, here)] {
            let error = run(copy(command_type, to, from, 64, ())).unwrap_err();
            assert_eq!(error.code(), cl::CL_OUT_OF_RESOURCES);
        }
        assert!(run(fill(cl::CL_COMMAND_SVM_MEMFILL, 16, &[0], 64, ())).is_err());
        assert_eq!(run(copy(command_type, 16, 16, 0, ())), Ok(()));
    }
}
