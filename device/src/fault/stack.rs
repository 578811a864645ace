//! The stack that a thread runs kernels on: large enough for private memory, with a guard below.

use std::ops::Range;
use std::ptr;

/// Private memory of a work-item, and what the kernel keeps there besides.
const SIZE: usize = 8 << 20;
/// Frames are larger than a page, so the guard is too: a kernel's frame must not reach over it.
const GUARD: usize = 1 << 20;

/// A mapping of guard and stack.
#[derive(Debug)]
pub(super) struct Stack {
    base: *mut u8,
}

impl Stack {
    /// `None` if the system does not give the memory.
    pub(super) fn new() -> Option<Stack> {
        // SAFETY: a new mapping at an address of the system's choice.
        let base = unsafe {
            libc::mmap(
                ptr::null_mut(),
                GUARD + SIZE,
                libc::PROT_NONE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE | libc::MAP_STACK,
                -1,
                0,
            )
        };
        if base == libc::MAP_FAILED {
            return None;
        }
        let stack = Stack { base: base.cast() };
        let protection = libc::PROT_READ | libc::PROT_WRITE;
        // SAFETY: a part of the mapping just made.
        let status = unsafe { libc::mprotect(stack.base.add(GUARD).cast(), SIZE, protection) };
        (status == 0).then_some(stack)
    }

    /// Lowest usable address.
    pub(super) fn low(&self) -> usize {
        self.base.addr() + GUARD
    }

    /// Address above the end.
    pub(super) fn high(&self) -> usize {
        self.base.addr() + GUARD + SIZE
    }

    /// Whether `address` lies in the guard.
    pub(super) fn guards(&self, address: usize) -> bool {
        (self.base.addr()..self.low()).contains(&address)
    }

    /// Where a stack pointer may be, at the start of the stack and overflown too.
    pub(super) fn range(&self) -> Range<usize> {
        self.base.addr()..self.high() + 1
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        // SAFETY: the mapping is this object's own; no kernel runs on it any more.
        unsafe { libc::munmap(self.base.cast(), GUARD + SIZE) };
    }
}
