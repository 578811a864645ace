//! Gathers of bytes and half-words: there are instructions for words only.
//!
//! A word at an address that is a multiple of its size is in one page with each of its bytes. So whoever may read a byte may read the
//! word around it, and nobody can tell.

use super::widen::Widener;
use crate::kir::{Inst, Memory, Op, Type, Value, shape::Shape};
use llvm_sys::LLVMOpcode;

/// Bytes of a word.
const WORD: u64 = 4;

/// Words, one for each lane.
pub(super) struct Word {
    addresses: Value,
    /// Bits below the element.
    shift: Value,
}

impl Widener<'_> {
    /// Whether elements of this type are gathered in words.
    pub(super) fn has_words(&self, element: Type, memory: Memory) -> bool {
        let size = self.facts.function.target.size_of(element);
        self.gathers && size < WORD && u64::from(memory.align) >= size
    }

    /// The words around the elements that a load reads, and how far each is to be shifted.
    pub(super) fn words(&mut self, inst: &Inst, memory: Memory) -> Vec<Word> {
        let target = self.builder.function.target;
        let size = target.size_of(inst.ty.element());
        let is_aligned = u64::from(memory.align) >= WORD;
        let places = (0..u64::from(inst.ty.lanes())).map(|index| index * size);
        places
            .map(|place| {
                if is_aligned {
                    let addresses = self.lanes(inst.operands[0])[0];
                    let word = place / WORD * WORD;
                    let shift = target.int(32).constant(8 * (place - word)).into();
                    Word {
                        addresses: self.moved(addresses, word),
                        shift: self.builder.splat(shift),
                    }
                } else if let Some(found) = self.words_from_base(inst.operands[0], place) {
                    found
                } else {
                    let addresses = self.lanes(inst.operands[0])[0];
                    let addresses = self.moved(addresses, place);
                    self.words_around(addresses)
                }
            })
            .collect()
    }

    /// Addresses and this many bytes.
    pub(super) fn moved(&mut self, addresses: Value, bytes: u64) -> Value {
        if bytes == 0 {
            return addresses;
        }
        let target = self.builder.function.target;
        let ty = self.builder.type_of(addresses);
        let bytes = target.int(64).constant(bytes).into();
        self.builder
            .push(Op::Gep(target.int(8)), vec![addresses, bytes], ty)
    }

    /// The words around elements at indices from one base, and how far each is to be shifted: offsets that fit into 32 bits stay so
    /// small.
    fn words_from_base(&mut self, address: Value, place: u64) -> Option<Word> {
        let Value::Inst(id) = address else {
            return None;
        };
        let inst = self.facts.function.inst(id);
        let (Op::Gep(source), &[base, index]) = (&inst.op, &inst.operands[..]) else {
            return None;
        };
        let (source, ty) = (*source, inst.ty);
        let index_ty = self.old_type(index);
        if self.facts.shapes.of(base) != Shape::Uniform || index_ty.int_bits() != 64 {
            return None;
        }
        let target = self.builder.function.target;
        let base = self.scalar(base);
        let base = self.moved(base, place);
        let (start, rest) = self.split(base, index_ty);
        let size = self
            .builder
            .splat(index_ty.constant(target.size_of(source)).into());
        let index = self.lanes(index)[0];
        let offset = self.builder.binary(LLVMOpcode::LLVMMul, index, size);
        let rest = self.builder.splat(rest);
        let offset = self.builder.binary(LLVMOpcode::LLVMAdd, offset, rest);
        let wide = self.builder.type_of(offset);
        let aligned = wide.constant(!(WORD - 1)).into();
        let aligned = self.builder.binary(LLVMOpcode::LLVMAnd, offset, aligned);
        let words = self.builder.push(
            Op::Gep(target.int(8)),
            vec![start, aligned],
            ty.vector(self.builder.width),
        );
        let low = wide.constant(WORD - 1).into();
        let low = self.builder.binary(LLVMOpcode::LLVMAnd, offset, low);
        Some(Word {
            addresses: words,
            shift: self.shift(low),
        })
    }

    fn words_around(&mut self, addresses: Value) -> Word {
        let wide = self
            .builder
            .function
            .target
            .int(64)
            .vector(self.builder.width);
        let (words, rest) = self.split(addresses, wide);
        Word {
            addresses: words,
            shift: self.shift(rest),
        }
    }

    /// The address of a word, or of several, and how many bytes from there it was.
    fn split(&mut self, address: Value, int: Type) -> (Value, Value) {
        let byte = self.builder.function.target.int(8);
        let ty = self.builder.type_of(address);
        let number = self
            .builder
            .push(Op::Cast(LLVMOpcode::LLVMPtrToInt), vec![address], int);
        let low = int.constant(WORD - 1).into();
        let rest = self.builder.binary(LLVMOpcode::LLVMAnd, number, low);
        let back = self
            .builder
            .binary(LLVMOpcode::LLVMSub, int.zero().into(), rest);
        let start = self.builder.push(Op::Gep(byte), vec![address, back], ty);
        (start, rest)
    }

    /// Bytes as a shift of words.
    fn shift(&mut self, bytes: Value) -> Value {
        let word = self
            .builder
            .function
            .target
            .int(32)
            .vector(self.builder.width);
        let bytes = self.builder.cast(LLVMOpcode::LLVMTrunc, bytes, word);
        let three = word.constant(3).into();
        self.builder.binary(LLVMOpcode::LLVMShl, bytes, three)
    }

    /// Gathers words and cuts an element out of each.
    pub(super) fn cut(&mut self, inst: &Inst, words: &Word, mask: Value) -> Value {
        let target = self.builder.function.target;
        let element = inst.ty.element();
        let word = target.int(32).vector(self.builder.width);
        let operands = vec![words.addresses, mask, word.poison().into()];
        let alignment = u32::try_from(WORD).expect("a small number");
        let gathered = self.builder.push(Op::Gather(alignment), operands, word);
        let shifted = self
            .builder
            .binary(LLVMOpcode::LLVMLShr, gathered, words.shift);
        let bits = u32::try_from(8 * target.size_of(element)).expect("a small number");
        let number = target.int(bits).vector(self.builder.width);
        let number = self.builder.cast(LLVMOpcode::LLVMTrunc, shifted, number);
        let ty = element.vector(self.builder.width);
        self.builder.cast(LLVMOpcode::LLVMBitCast, number, ty)
    }
}
