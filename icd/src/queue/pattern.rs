//! The pattern of a fill.

use crate::error::ClResult;
use crate::raw::In;
use mirrorcl_device::fault::FILL_BLOCK;
use std::ffi::c_void;

/// A pattern of 1, 2, 4 … or 128 bytes.
pub enum Pattern {
    /// Up to 16 bytes, repeated to so many. Small, because it is moved into a command that may be over in 50 ns.
    Short([u8; 16]),
    /// More, repeated to a block.
    Long(Box<[u8; FILL_BLOCK]>),
}

impl Pattern {
    /// Copies the pattern, which has a size that is possible.
    pub fn read(pattern: In<c_void>, size: usize) -> ClResult<Self> {
        Self::of(size, |bytes| pattern.copy_to(bytes))
    }

    fn of(size: usize, read: impl FnOnce(&mut [u8]) -> ClResult<()>) -> ClResult<Self> {
        if size <= 16 {
            let mut bytes = [0; 16];
            read(&mut bytes[..size])?;
            return Ok(Self::Short(short(bytes, size)));
        }
        let mut block = Box::new([0; FILL_BLOCK]);
        read(&mut block[..size])?;
        let mut filled = size;
        while filled < FILL_BLOCK {
            block.copy_within(..filled, filled);
            filled *= 2;
        }
        Ok(Self::Long(block))
    }

    /// As often as a block takes.
    #[must_use]
    pub fn block(&self) -> [u8; FILL_BLOCK] {
        match self {
            Self::Short(bytes) => {
                let mut block = [0; FILL_BLOCK];
                block.as_chunks_mut().0.fill(*bytes);
                block
            }
            Self::Long(block) => **block,
        }
    }
}

/// Repeats the first `size` bytes, in registers.
fn short(bytes: [u8; 16], size: usize) -> [u8; 16] {
    let [a, b, c, d, e, f, g, h, ..] = bytes;
    let repeated = match size {
        1 => u64::from(a) * 0x0101_0101_0101_0101,
        2 => u64::from(u16::from_le_bytes([a, b])) * 0x0001_0001_0001_0001,
        4 => u64::from(u32::from_le_bytes([a, b, c, d])) * 0x0000_0001_0000_0001,
        8 => u64::from_le_bytes([a, b, c, d, e, f, g, h]),
        _ => return bytes,
    };
    (u128::from(repeated) << 64 | u128::from(repeated)).to_le_bytes()
}

#[cfg(test)]
impl From<&[u8]> for Pattern {
    fn from(pattern: &[u8]) -> Self {
        let copy = |bytes: &mut [u8]| {
            bytes.copy_from_slice(pattern);
            Ok(())
        };
        Self::of(pattern.len(), copy).expect("the copy can't fail")
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
