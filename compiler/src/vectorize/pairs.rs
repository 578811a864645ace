//! Vectors of words anywhere in memory: two elements of each lane at a time.
//!
//! A gather takes as long as the addresses that it reads from, whether these are of words or of double words.

use super::{
    offsets::Addresses,
    widen::{Widener, components},
};
use crate::kir::{Inst, Memory, Op, Origin, Type, Value};
use llvm_sys::LLVMOpcode;

/// Bytes of a word.
pub(super) const WORD: u64 = 4;

/// Elements of a lane's value that are accessed at once.
#[derive(Debug, Clone, Copy)]
struct Piece {
    first: u32,
    count: u32,
}

/// How many accesses a value of this type takes.
pub(super) fn count(ty: Type, size: u64) -> u32 {
    pieces(ty, size).count().try_into().expect("few pieces")
}

fn pieces(ty: Type, size: u64) -> impl Iterator<Item = Piece> {
    let (all, most) = (components(ty), if size == WORD { 2 } else { 1 });
    (0..all).step_by(most as usize).map(move |first| Piece {
        first,
        count: most.min(all - first),
    })
}

impl Widener<'_> {
    /// The elements of all lanes' values.
    pub(super) fn gather_pieces(
        &mut self,
        inst: &Inst,
        memory: Memory,
        mask: Value,
        addresses: &Addresses,
    ) -> Vec<Value> {
        let (element, width) = (inst.ty.element(), self.builder.width);
        let size = self.builder.function.target.size_of(element);
        pieces(inst.ty, size)
            .flat_map(|piece| {
                let (addresses, align) =
                    self.element_addresses(addresses, element, piece.first, memory.align);
                let ty = self.piece_type(element, piece).vector(width);
                let operands = vec![addresses, mask, ty.poison().into()];
                let gather = Op::Gather(align);
                let found = self.builder.push_like(gather, operands, ty, inst.origin);
                let ty = element.vector(width * piece.count);
                let found = self.builder.cast(LLVMOpcode::LLVMBitCast, found, ty);
                self.split_elements(found, piece.count, piece.count)
            })
            .collect()
    }

    /// The reverse.
    pub(super) fn scatter_pieces(
        &mut self,
        ty: Type,
        values: &[Value],
        memory: Memory,
        mask: Value,
        addresses: Value,
        origin: Origin,
    ) {
        let (element, width) = (ty.element(), self.builder.width);
        let size = self.builder.function.target.size_of(element);
        let addresses = Addresses::Lanes(addresses);
        for piece in pieces(ty, size) {
            let own = &values[piece.first as usize..(piece.first + piece.count) as usize];
            let joined = self.join_all(own);
            let ty = self.piece_type(element, piece).vector(width);
            let joined = self.builder.cast(LLVMOpcode::LLVMBitCast, joined, ty);
            let (addresses, align) =
                self.element_addresses(&addresses, element, piece.first, memory.align);
            let void = self.builder.function.target.void();
            let operands = vec![joined, addresses, mask];
            self.builder
                .push_like(Op::Scatter(align), operands, void, origin);
        }
    }

    fn piece_type(&self, element: Type, piece: Piece) -> Type {
        match piece.count {
            1 => element,
            count => self.builder.function.target.int(32 * count),
        }
    }
}
