//! The argument block of a launch.

use std::ops::{Deref, DerefMut};

use mirrorcl_abi::MEMORY_ALIGN;

/// A kernel's arguments, laid out as the compiler says; aligned so that any vector argument is.
pub struct ArgBlock {
    bytes: Bytes,
    start: usize,
    length: usize,
}

enum Bytes {
    /// Part of what it belongs to: few arguments cost no allocation.
    Small(Small),
    Own(Box<[u8]>),
}

const SMALL: usize = 96;

#[repr(align(16))]
struct Small([u8; SMALL]);

/// Something as aligned as kernels may expect.
#[repr(align(128))]
pub(super) struct Aligned;

const _: () = assert!(align_of::<Aligned>() == MEMORY_ALIGN);

impl ArgBlock {
    /// A block of `length` zero bytes, aligned to `align` or more.
    pub fn with_alignment(length: usize, align: usize) -> ArgBlock {
        if length > SMALL || align > align_of::<Small>() {
            return ArgBlock::zeroed(length);
        }
        ArgBlock {
            bytes: Bytes::Small(Small([0; SMALL])),
            start: 0,
            length,
        }
    }

    /// A block of `length` zero bytes, aligned for any type.
    pub fn zeroed(length: usize) -> ArgBlock {
        // Over-allocating is faster than an aligned allocation: allocators keep those off their fast path.
        let bytes = vec![0; length + MEMORY_ALIGN - 1].into_boxed_slice();
        let start = bytes.as_ptr().align_offset(MEMORY_ALIGN);
        ArgBlock {
            bytes: Bytes::Own(bytes),
            start,
            length,
        }
    }

    /// A block with these contents.
    pub fn new(contents: &[u8]) -> ArgBlock {
        let mut block = ArgBlock::zeroed(contents.len());
        block.copy_from_slice(contents);
        block
    }
}

impl Clone for ArgBlock {
    /// As aligned as the original.
    fn clone(&self) -> ArgBlock {
        let mut copy = match &self.bytes {
            Bytes::Small(_) => ArgBlock::with_alignment(self.length, align_of::<Small>()),
            Bytes::Own(_) => ArgBlock::zeroed(self.length),
        };
        copy.copy_from_slice(self);
        copy
    }
}

impl Deref for ArgBlock {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        let bytes: &[u8] = match &self.bytes {
            Bytes::Small(Small(bytes)) => bytes,
            Bytes::Own(bytes) => bytes,
        };
        &bytes[self.start..self.start + self.length]
    }
}

impl DerefMut for ArgBlock {
    fn deref_mut(&mut self) -> &mut [u8] {
        match &mut self.bytes {
            Bytes::Small(Small(bytes)) => &mut bytes[..self.length],
            Bytes::Own(bytes) => &mut bytes[self.start..self.start + self.length],
        }
    }
}

impl std::fmt::Debug for ArgBlock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ArgBlock({:02x?})", &**self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_aligned_and_hold_their_contents() {
        for length in [0, 1, 7, 128, 300, 4096] {
            let contents: Vec<u8> = (0..length).map(|n| n as u8).collect();
            let block = ArgBlock::new(&contents);
            assert!(block.as_ptr().addr().is_multiple_of(MEMORY_ALIGN));
            assert_eq!(&*block, &contents[..]);
            for align in [8, 16, 32, 128] {
                let mut block = ArgBlock::with_alignment(length, align);
                assert_eq!(&*block, vec![0; length]);
                block.copy_from_slice(&contents);
                assert!(block.as_ptr().addr().is_multiple_of(align));
                assert_eq!(&*block, &contents[..]);
                let copy = block.clone();
                assert!(copy.as_ptr().addr().is_multiple_of(align));
                assert_eq!(&*copy, &contents[..]);
            }
        }
    }
}
