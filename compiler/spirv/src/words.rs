//! From bytes to well-framed words: byte order, header, instruction boundaries, known opcodes, and repairs.
//!
//! rspirv's parser trusts its caller in three places: it slices beyond the end of a truncated last instruction, it
//! panics on some opcodes inside `OpSpecConstantOp` and reads only one of that instruction's variadic operands,
//! and it refuses `OpConstantNull` with the surplus words that clang 22 writes. So the words are framed
//! and repaired here, and the operands of `OpSpecConstantOp` are kept aside.

use crate::{Error, Result};
use spirv::Op;
use std::collections::HashMap;

const HEADER_WORDS: usize = 5;
/// "Universal limits" of the SPIR-V specification: the result id bound.
const MAX_BOUND: u32 = 0x3F_FFFF;

/// A framed module.
#[derive(Debug)]
pub(crate) struct Words {
    /// Header and instructions in this machine's byte order, repaired.
    pub(crate) words: Vec<u32>,
    /// For each instruction its offset in the original words.
    pub(crate) offsets: Vec<usize>,
    /// Operands of each `OpSpecConstantOp` (opcode first), by instruction index; the words hold an `OpUndef`
    /// in its place.
    pub(crate) spec_ops: HashMap<usize, Vec<u32>>,
    /// Major and minor version.
    pub(crate) version: (u8, u8),
    /// The generator word.
    pub(crate) generator: u32,
    /// Ids are below this.
    pub(crate) bound: u32,
}

/// Frames `bytes`.
pub(crate) fn frame(bytes: &[u8]) -> Result<Words> {
    if !bytes.len().is_multiple_of(4) {
        return Err(Error::new(
            bytes.len() / 4,
            "the length is not a multiple of four bytes",
        ));
    }
    let original = in_native_order(bytes)?;
    let (version, generator, bound) = header(&original)?;
    let mut framed = Words {
        words: Vec::with_capacity(original.len()),
        offsets: Vec::new(),
        spec_ops: HashMap::new(),
        version,
        generator,
        bound,
    };
    framed.words.extend_from_slice(&original[..HEADER_WORDS]);
    let mut offset = HEADER_WORDS;
    while offset < original.len() {
        let count = (original[offset] >> 16) as usize;
        if count == 0 {
            return Err(Error::new(offset, "an instruction of zero words"));
        }
        let Some(instruction) = original.get(offset..offset + count) else {
            return Err(Error::new(offset, "the last instruction is truncated"));
        };
        framed.push(instruction, offset)?;
        offset += count;
    }
    Ok(framed)
}

impl Words {
    fn push(&mut self, instruction: &[u32], offset: usize) -> Result<()> {
        let number = instruction[0] & 0xFFFF;
        let op = Op::from_u32(number)
            .ok_or_else(|| Error::new(offset, format!("unknown opcode {number}")))?;
        let index = self.offsets.len();
        self.offsets.push(offset);
        match op {
            // clang 22 writes the null event of async_work_group_copy with two surplus words.
            Op::ConstantNull if instruction.len() > 3 => {
                self.words.push((3 << 16) | number);
                self.words.extend_from_slice(&instruction[1..3]);
            }
            Op::SpecConstantOp => {
                let [_, result_type, result, operands @ ..] = instruction else {
                    return Err(Error::new(offset, "OpSpecConstantOp lacks operands"));
                };
                if operands.is_empty() {
                    return Err(Error::new(offset, "OpSpecConstantOp lacks its opcode"));
                }
                self.words
                    .extend([(3 << 16) | Op::Undef as u32, *result_type, *result]);
                self.spec_ops.insert(index, operands.to_vec());
            }
            _ => self.words.extend_from_slice(instruction),
        }
        Ok(())
    }
}

fn in_native_order(bytes: &[u8]) -> Result<Vec<u32>> {
    let words = |decode: fn([u8; 4]) -> u32| -> Vec<u32> {
        let (words, _) = bytes.as_chunks::<4>();
        words.iter().map(|word| decode(*word)).collect()
    };
    let little = words(u32::from_le_bytes);
    match little.first() {
        Some(&spirv::MAGIC_NUMBER) => Ok(little),
        Some(first) if first.swap_bytes() == spirv::MAGIC_NUMBER => Ok(words(u32::from_be_bytes)),
        _ => Err(Error::new(0, "the magic number of SPIR-V is missing")),
    }
}

fn header(words: &[u32]) -> Result<((u8, u8), u32, u32)> {
    let Some(&[_, version, generator, bound, schema]) = words.first_chunk::<HEADER_WORDS>() else {
        return Err(Error::new(words.len(), "the header is truncated"));
    };
    let [_, minor, major, high] = version.to_le_bytes();
    if high != 0 || version & 0xFF != 0 || major != 1 || minor > 6 {
        return Err(Error::new(
            1,
            format!("SPIR-V version {major}.{minor} is not supported"),
        ));
    }
    if bound == 0 || bound > MAX_BOUND {
        return Err(Error::new(
            3,
            format!("an id bound of {bound} is outside 1..={MAX_BOUND}"),
        ));
    }
    if schema != 0 {
        return Err(Error::new(4, "the instruction schema must be 0"));
    }
    Ok(((major, minor), generator, bound))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: [u32; 5] = [spirv::MAGIC_NUMBER, 0x0001_0200, 0, 10, 0];

    fn bytes(words: &[u32]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    #[test]
    fn both_byte_orders_give_the_same_words() {
        let words = [&HEADER[..], &[(2 << 16) | 17, 6]].concat();
        let big: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
        assert_eq!(
            frame(&bytes(&words)).unwrap().words,
            frame(&big).unwrap().words
        );
    }

    #[test]
    fn broken_frames_are_refused_at_their_word() {
        let refused = |words: &[u32]| frame(&bytes(words)).unwrap_err().offset;
        assert_eq!(frame(b"").unwrap_err().offset, 0);
        assert_eq!(frame(b"abc").unwrap_err().offset, 0);
        assert_eq!(refused(&HEADER[..3]), 3);
        assert_eq!(refused(&[HEADER[0], 0x0002_0000, 0, 10, 0]), 1);
        assert_eq!(refused(&[HEADER[0], HEADER[1], 0, 0, 0]), 3);
        assert_eq!(refused(&[HEADER[0], HEADER[1], 0, u32::MAX, 0]), 3);
        assert_eq!(refused(&[HEADER[0], HEADER[1], 0, 10, 1]), 4);
        assert_eq!(refused(&[&HEADER[..], &[0]].concat()), 5);
        assert_eq!(refused(&[&HEADER[..], &[(3 << 16) | 17, 6]].concat()), 5);
        assert_eq!(
            refused(&[&HEADER[..], &[(2 << 16) | 17, 6, (1 << 16) | 0xFFFE]].concat()),
            7
        );
    }

    #[test]
    fn surplus_words_of_a_null_constant_are_dropped() {
        let words = [
            &HEADER[..],
            &[(5 << 16) | Op::ConstantNull as u32, 1, 2, 3, 4],
        ]
        .concat();
        let framed = frame(&bytes(&words)).unwrap();
        assert_eq!(
            framed.words[5..],
            [(3 << 16) | Op::ConstantNull as u32, 1, 2]
        );
    }
}
