//! The pattern of a fill.

use crate::error::ClResult;
use crate::raw::In;
use mirrorcl_device::fault::FILL_BLOCK;
use std::ffi::c_void;

/// A pattern of 1, 2, 4 … or 128 bytes.
pub enum Pattern {
    /// Up to 16 bytes, repeated to so many. In registers, because it is read and moved into a command that may be over in 50 ns.
    Short(u128),
    /// More, repeated to a block.
    Long(Box<[u8; FILL_BLOCK]>),
}

impl Pattern {
    /// Copies the pattern, which has a size that is possible.
    #[inline(always)]
    pub fn read(pattern: In<c_void>, size: usize) -> ClResult<Self> {
        Ok(Self::Short(match size {
            1 => repeat(pattern.bytes()?, u8::from_le_bytes),
            2 => repeat(pattern.bytes()?, u16::from_le_bytes),
            4 => repeat(pattern.bytes()?, u32::from_le_bytes),
            8 => repeat(pattern.bytes()?, u64::from_le_bytes),
            16 => u128::from_le_bytes(pattern.bytes()?),
            32 => return pattern.bytes::<32>().map(Self::long),
            64 => return pattern.bytes::<64>().map(Self::long),
            _ => return pattern.bytes::<128>().map(Self::long),
        }))
    }

    fn long<const N: usize>(bytes: [u8; N]) -> Self {
        let mut block = Box::new([0; FILL_BLOCK]);
        block.as_chunks_mut().0.fill(bytes);
        Self::Long(block)
    }

    /// As often as a block takes.
    #[must_use]
    pub fn block(&self) -> [u8; FILL_BLOCK] {
        match self {
            Self::Short(bytes) => {
                let mut block = [0; FILL_BLOCK];
                block.as_chunks_mut().0.fill(bytes.to_le_bytes());
                block
            }
            Self::Long(block) => **block,
        }
    }
}

/// A number of so many bytes as often as 16 bytes take.
fn repeat<const N: usize, T: Into<u128>>(bytes: [u8; N], number: fn([u8; N]) -> T) -> u128 {
    // A 1 in each number's place.
    number(bytes).into() * (u128::MAX / (u128::MAX >> (128 - 8 * N)))
}

#[cfg(test)]
impl From<&[u8]> for Pattern {
    fn from(pattern: &[u8]) -> Self {
        // SAFETY: a slice.
        let input = unsafe { In::new(pattern.as_ptr().cast()) };
        Self::read(input, pattern.len()).expect("the pattern is there")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fill_a_block() {
        let bytes: Vec<u8> = (1..=128).collect();
        for size in (0..8).map(|power| 1 << power) {
            let pattern = Pattern::from(&bytes[..size]);
            let expected = bytes[..size].iter().cycle().take(FILL_BLOCK).copied();
            assert!(pattern.block().into_iter().eq(expected), "{size} bytes");
        }
    }
}
