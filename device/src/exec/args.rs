//! The argument block of a launch.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

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
    /// Of a launch that is repeated.
    Shared(Arc<[u8]>),
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

    /// The same block with contents that do not change any more, so that clones need no copy: for launches that are repeated.
    pub fn share(&self) -> ArgBlock {
        let mut bytes: Arc<[u8]> = Arc::from(vec![0; self.length + MEMORY_ALIGN - 1]);
        let start = bytes.as_ptr().align_offset(MEMORY_ALIGN);
        let contents = Arc::get_mut(&mut bytes).expect("nobody else knows it yet");
        contents[start..start + self.length].copy_from_slice(self);
        ArgBlock {
            bytes: Bytes::Shared(bytes),
            start,
            length: self.length,
        }
    }
}

impl Clone for ArgBlock {
    fn clone(&self) -> ArgBlock {
        match &self.bytes {
            Bytes::Small(Small(bytes)) => ArgBlock {
                bytes: Bytes::Small(Small(*bytes)),
                start: 0,
                length: self.length,
            },
            Bytes::Own(_) => ArgBlock::new(self),
            Bytes::Shared(bytes) => ArgBlock {
                bytes: Bytes::Shared(Arc::clone(bytes)),
                start: self.start,
                length: self.length,
            },
        }
    }
}

impl Deref for ArgBlock {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        let bytes: &[u8] = match &self.bytes {
            Bytes::Small(Small(bytes)) => bytes,
            Bytes::Own(bytes) => bytes,
            Bytes::Shared(bytes) => bytes,
        };
        &bytes[self.start..self.start + self.length]
    }
}

impl DerefMut for ArgBlock {
    fn deref_mut(&mut self) -> &mut [u8] {
        if let Bytes::Shared(_) = self.bytes {
            *self = ArgBlock::new(self);
        }
        match &mut self.bytes {
            Bytes::Small(Small(bytes)) => &mut bytes[..self.length],
            Bytes::Own(bytes) => &mut bytes[self.start..self.start + self.length],
            Bytes::Shared(_) => unreachable!("it was copied above"),
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
                let copy = block.clone();
                assert!(copy.as_ptr().addr().is_multiple_of(align));
                assert_eq!(&*copy, &contents[..]);
            }
        }
    }

    #[test]
    fn a_shared_block_is_one_until_it_is_written_to() {
        let block = ArgBlock::new(&[1, 2, 3]).share();
        assert!(block.as_ptr().addr().is_multiple_of(MEMORY_ALIGN));
        let mut other = block.clone();
        assert_eq!(other.as_ptr(), block.as_ptr());
        other[0] = 7;
        assert_eq!((&*block, &*other), (&[1, 2, 3][..], &[7, 2, 3][..]));
    }
}
