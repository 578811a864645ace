//! Memory of a thread that kernels use: grows when needed, is reused, never shrinks.

use std::ptr;

/// More than this is refused: a launch that needs it would only exhaust the machine.
const LARGEST: u64 = 4 << 30;

/// A mapping of its own, page-aligned.
#[derive(Debug)]
pub(super) struct Arena {
    base: *mut u8,
    length: usize,
}

impl Arena {
    pub(super) const fn new() -> Arena {
        Arena {
            base: ptr::dangling_mut::<super::args::Aligned>().cast(),
            length: 0,
        }
    }

    /// Start of at least `length` bytes with undefined contents; `None` if the system does not give them.
    #[inline]
    pub(super) fn get(&mut self, length: u64) -> Option<*mut u8> {
        if length <= self.length as u64 {
            Some(self.base)
        } else {
            self.grow(length)
        }
    }

    #[cold]
    fn grow(&mut self, length: u64) -> Option<*mut u8> {
        if length > LARGEST {
            return None;
        }
        let wanted = usize::try_from(length.next_power_of_two().max(64 << 10)).ok()?;
        self.release();
        // SAFETY: a new anonymous mapping at an address of the system's choice.
        let base = unsafe {
            libc::mmap(
                ptr::null_mut(),
                wanted,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
                -1,
                0,
            )
        };
        if base == libc::MAP_FAILED {
            return None;
        }
        self.base = base.cast();
        self.length = wanted;
        Some(self.base)
    }

    fn release(&mut self) {
        if self.length != 0 {
            // SAFETY: the mapping is this arena's own, and nobody runs a kernel on it now.
            unsafe { libc::munmap(self.base.cast(), self.length) };
            self.length = 0;
        }
    }
}

impl Drop for Arena {
    fn drop(&mut self) {
        self.release();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mirrorcl_abi::MEMORY_ALIGN;

    #[test]
    fn grows_and_refuses_what_is_too_much() {
        let mut arena = Arena::new();
        assert!(arena.get(0).unwrap().addr().is_multiple_of(MEMORY_ALIGN));
        let small = arena.get(100).unwrap();
        assert_eq!(arena.get(64 << 10), Some(small), "reused");
        let large = arena.get(1 << 20).unwrap();
        // SAFETY: the arena is that large.
        unsafe { large.add((1 << 20) - 1).write(1) };
        assert_eq!(arena.get(u64::MAX), None);
        assert_eq!(arena.get(10), Some(large), "still usable after a refusal");
    }
}
