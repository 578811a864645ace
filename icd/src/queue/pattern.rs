//! The pattern of a fill.

use crate::error::ClResult;
use crate::raw::In;
use mirrorcl_device::fault::FILL_BLOCK;
use std::ffi::c_void;

/// A pattern of 1, 2, 4 … or 128 bytes, repeated as often as a block takes.
#[derive(Clone, Copy)]
pub struct Pattern([u8; FILL_BLOCK]);

impl Pattern {
    /// Copies the pattern, which has a size that is possible.
    pub fn read(pattern: In<c_void>, size: usize) -> ClResult<Self> {
        let mut block = [0; FILL_BLOCK];
        pattern.copy_to(&mut block[..size])?;
        Ok(Self::repeat(block, size))
    }

    /// Repeats what the first bytes are. Constant sizes: these are a few vector stores.
    fn repeat(mut block: [u8; FILL_BLOCK], size: usize) -> Self {
        match size {
            1 => block = [block[0]; FILL_BLOCK],
            2 => fill_by::<2>(&mut block),
            4 => fill_by::<4>(&mut block),
            8 => fill_by::<8>(&mut block),
            16 => fill_by::<16>(&mut block),
            32 => fill_by::<32>(&mut block),
            64 => fill_by::<64>(&mut block),
            _ => {}
        }
        Self(block)
    }

    /// The block.
    #[must_use]
    pub fn block(&self) -> &[u8; FILL_BLOCK] {
        &self.0
    }
}

fn fill_by<const SIZE: usize>(block: &mut [u8; FILL_BLOCK]) {
    let (pieces, _) = block.as_chunks_mut::<SIZE>();
    if let Some(&first) = pieces.first() {
        pieces.fill(first);
    }
}

#[cfg(test)]
impl From<&[u8]> for Pattern {
    fn from(bytes: &[u8]) -> Self {
        let mut block = [0; FILL_BLOCK];
        block[..bytes.len()].copy_from_slice(bytes);
        Self::repeat(block, bytes.len())
    }
}
