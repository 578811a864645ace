//! Loads and stores of all lanes.
//!
//! Nothing is read or written that the lanes' work-items do not read or write, except that of three-element vectors, which own the
//! memory of a fourth element, that element is read, and of scattered bytes the words around them (`words`).

use super::{
    is_whole,
    offsets::Addresses,
    per_lane::one_lane,
    transpose,
    widen::{Widener, components},
    words::Word,
};
use crate::kir::{
    Function, Inst, Memory, Op, Origin, ParamKind, Type, Value, gep,
    shape::{Linear, Shape},
};
use llvm_sys::LLVMOpcode;

/// Where the lanes' elements are.
enum Place {
    /// One after the other: as many elements for each lane.
    Contiguous { elements: u32 },
    /// The first in each group of so many.
    Every { step: u32 },
    /// One before the other.
    Reversed,
    /// Anywhere.
    Scattered,
}

/// What is gathered.
enum Scattered {
    /// Elements at the lanes' addresses.
    Elements(Addresses),
    /// The words around each of the lanes' elements.
    Words(Vec<Word>),
}

impl Widener<'_> {
    /// A load whose address is not uniform.
    pub(super) fn load(&mut self, inst: &Inst, memory: Memory, mask: Value) -> Vec<Value> {
        let address = inst.operands[0];
        if let Shape::Linear(Linear { stride, .. }) = self.facts.shapes.of(address) {
            let place = self.place(stride, inst.ty, memory);
            if !matches!(place, Place::Scattered) {
                let first = self.scalar(address);
                return self.load_place(inst, memory, mask, place, first);
            }
        }
        if let Some(value) = self.exchanged(inst, memory) {
            return vec![value];
        }
        let linear = self.if_linear(address, inst.ty, memory);
        let scattered = if self.has_words(inst.ty.element(), memory) {
            Scattered::Words(self.words(inst, memory))
        } else {
            Scattered::Elements(self.addresses(address, linear.is_none()))
        };
        if let Some((place, first, conditions)) = linear {
            let block = |widener: &mut Self| widener.load_place(inst, memory, mask, place, first);
            let lanes = |widener: &mut Self| widener.gather(inst, memory, mask, &scattered);
            return self.choose(&conditions, block, lanes);
        }
        self.gather(inst, memory, mask, &scattered)
    }

    /// A load of a block, from the address of lane 0.
    fn load_place(
        &mut self,
        inst: &Inst,
        memory: Memory,
        mask: Value,
        place: Place,
        first: Value,
    ) -> Vec<Value> {
        let (count, element) = (components(inst.ty), inst.ty.element());
        match place {
            Place::Contiguous { elements } => {
                let mask = self.builder.widen_mask(mask, elements);
                let loaded =
                    self.load_block(first, element, elements, memory.align, mask, inst.origin);
                self.split_elements(loaded, elements, count)
            }
            Place::Every { step } => {
                let mask = self.first_elements(mask, step, count);
                let loaded = self.load_block(first, element, step, memory.align, mask, inst.origin);
                self.split_elements(loaded, step, count)
            }
            Place::Reversed => {
                let first = self.last_address(first, element);
                let mask = self.reverse(mask);
                let loaded = self.load_block(first, element, 1, memory.align, mask, inst.origin);
                vec![self.reverse(loaded)]
            }
            Place::Scattered => unreachable!("it is a block"),
        }
    }

    /// What a work-item reads of a value that each one of its sub-group has left in a slot: the slots are a vector of which each
    /// lane takes an element.
    fn exchanged(&mut self, inst: &Inst, memory: Memory) -> Option<Value> {
        let function = self.facts.function;
        let Value::Inst(address) = inst.operands[0] else {
            return None;
        };
        let address = function.inst(address);
        let [slots, item] = address.operands[..] else {
            return None;
        };
        let (Value::Param(base), _) = gep::base(function, slots) else {
            return None;
        };
        let is_slot = address.op == Op::Gep(inst.ty)
            && function.param_of(base).kind == ParamKind::SubGroupMemory
            && memory.is_plain()
            && is_whole(inst.ty)
            && !inst.ty.is_vector()
            // Wider ones fill several registers.
            && function.target.size_of(inst.ty) <= 4
            && function.type_of(item).int_bits() >= 32
            && is_below(function, item, self.builder.width);
        if !is_slot {
            return None;
        }
        let (slots, items) = (self.scalar(slots), self.lanes(item)[0]);
        let number_ty = match function.target.size_of(inst.ty) {
            1 => function.target.int(8),
            2 => function.target.int(16),
            _ => function.target.int(32),
        };
        let items = if self.builder.type_of(items).element() == number_ty {
            items
        } else {
            let trunc = Op::Cast(LLVMOpcode::LLVMTrunc);
            let ty = number_ty.vector(self.builder.width);
            self.builder.push(trunc, vec![items], ty)
        };
        let ty = inst.ty.vector(self.builder.width);
        let load = Op::Load(Memory::aligned(memory.align));
        let values = self.builder.push_like(load, vec![slots], ty, inst.origin);
        let mut result = ty.poison().into();
        // The back end makes one permutation of it.
        for lane in 0..self.builder.width {
            let number = function.target.int(32).constant(lane.into()).into();
            let one = self
                .builder
                .push(Op::ExtractElement, vec![items, number], number_ty);
            let one = self
                .builder
                .push(Op::ExtractElement, vec![values, one], inst.ty);
            result = self
                .builder
                .push(Op::InsertElement, vec![result, one, number], ty);
        }
        Some(result)
    }

    fn gather(
        &mut self,
        inst: &Inst,
        memory: Memory,
        mask: Value,
        scattered: &Scattered,
    ) -> Vec<Value> {
        match scattered {
            Scattered::Words(words) => {
                let words = words.iter();
                words.map(|word| self.cut(inst, word, mask)).collect()
            }
            Scattered::Elements(Addresses::IfNear(conditions, near, lanes)) => {
                let (near, lanes) = (Addresses::Near(*near), Addresses::Lanes(*lanes));
                let near = |widener: &mut Self| widener.gather_pieces(inst, memory, mask, &near);
                let lanes = |widener: &mut Self| widener.gather_pieces(inst, memory, mask, &lanes);
                self.choose(conditions, near, lanes)
            }
            Scattered::Elements(addresses) => self.gather_pieces(inst, memory, mask, addresses),
        }
    }

    /// A store whose address is not uniform.
    pub(super) fn store(&mut self, inst: &Inst, memory: Memory, mask: Value) {
        let (value, address) = (inst.operands[0], inst.operands[1]);
        let ty = self.old_type(value);
        let values = self.lanes(value);
        if let Shape::Linear(Linear { stride, .. }) = self.facts.shapes.of(address) {
            let place = self.place(stride, ty, memory);
            if !matches!(place, Place::Scattered) {
                let first = self.scalar(address);
                return self.store_place(inst, memory, mask, place, first, &values);
            }
        }
        let addresses = self.lanes(address)[0];
        if let Some((place, first, conditions)) = self.if_linear(address, ty, memory) {
            let block = |widener: &mut Self| {
                widener.store_place(inst, memory, mask, place, first, &values);
                Vec::new()
            };
            let lanes = |widener: &mut Self| {
                widener.scatter(inst, memory, mask, addresses, &values);
                Vec::new()
            };
            self.choose(&conditions, block, lanes);
            return;
        }
        self.scatter(inst, memory, mask, addresses, &values);
    }

    fn store_place(
        &mut self,
        inst: &Inst,
        memory: Memory,
        mask: Value,
        place: Place,
        first: Value,
        values: &[Value],
    ) {
        let element = self.old_type(inst.operands[0]).element();
        match place {
            Place::Contiguous { elements: step } | Place::Every { step } => {
                let bytes = self.builder.function.target.size_of(element);
                for (part, data, mask) in self.join_elements(values, step, mask) {
                    let (place, align) = self.part_address(first, bytes, part, memory.align);
                    self.store_block(data, place, align, mask, inst.origin);
                }
            }
            Place::Reversed => {
                let first = self.last_address(first, element);
                let (data, mask) = (self.reverse(values[0]), self.reverse(mask));
                self.store_block(data, first, memory.align, mask, inst.origin);
            }
            Place::Scattered => unreachable!("it is a block"),
        }
    }

    fn scatter(
        &mut self,
        inst: &Inst,
        memory: Memory,
        mask: Value,
        addresses: Value,
        values: &[Value],
    ) {
        let ty = self.old_type(inst.operands[0]);
        self.scatter_pieces(ty, values, memory, mask, addresses, inst.origin);
    }

    /// Where the lanes' elements are if their indices are linear, the address of lane 0, and the conditions for it; see `narrow`.
    fn if_linear(
        &mut self,
        address: Value,
        ty: Type,
        memory: Memory,
    ) -> Option<(Place, Value, Vec<Value>)> {
        if self.facts.shapes.of(address) != Shape::Varying {
            return None;
        }
        let stride = self.stride_if_linear(address)?;
        let place = self.place(stride, ty, memory);
        if matches!(place, Place::Scattered) {
            return None;
        }
        let mut conditions = Vec::new();
        let first = self.first_address(address, &mut conditions);
        (!conditions.is_empty()).then_some((place, first, conditions))
    }

    /// A store of all lanes to one place: the last lane's value stays, as if the work-items had run in order.
    pub(super) fn store_last(&mut self, inst: &Inst, memory: Memory, mask: Value) {
        let (value, address) = (inst.operands[0], self.scalar(inst.operands[1]));
        let value = if self.facts.shapes.of(value) == Shape::Uniform {
            self.scalar(value)
        } else {
            let lane = self.builder.last_lane(mask);
            let ty = self.old_type(value);
            let lanes = self.lanes(value);
            one_lane(&mut self.builder, &lanes, lane, ty)
        };
        let void = self.builder.function.target.void();
        self.builder
            .push_like(Op::Store(memory), vec![value, address], void, inst.origin);
    }

    fn place(&self, stride: i64, ty: Type, memory: Memory) -> Place {
        let target = self.builder.function.target;
        let element = ty.element();
        let count = components(ty);
        let whole_bytes = target.store_size_of(element) == target.size_of(element);
        let Ok(size) = i64::try_from(target.size_of(element)) else {
            return Place::Scattered;
        };
        let elements = i64::from(ty.lanes());
        if !whole_bytes {
            Place::Scattered
        } else if stride == size * elements {
            Place::Contiguous { elements: count }
        } else if elements == 3 && stride == 4 * size && i64::from(memory.align) >= stride {
            Place::Contiguous { elements: 4 }
        } else if elements == 1 && stride == -size {
            Place::Reversed
        } else if let Some(step) = transpose::step(size, count, stride) {
            Place::Every { step }
        } else {
            Place::Scattered
        }
    }

    fn load_block(
        &mut self,
        first: Value,
        element: Type,
        elements: u32,
        align: u32,
        mask: Value,
        origin: Origin,
    ) -> Value {
        let ty = element.vector(self.builder.width * elements);
        if matches!(mask, Value::Constant(mask) if mask.is_all_ones()) {
            return self.builder.push_like(
                Op::Load(Memory::aligned(align)),
                vec![first],
                ty,
                origin,
            );
        }
        self.builder.push_like(
            Op::MaskedLoad(align),
            vec![first, mask, ty.poison().into()],
            ty,
            origin,
        )
    }

    fn store_block(&mut self, data: Value, first: Value, align: u32, mask: Value, origin: Origin) {
        let void = self.builder.function.target.void();
        let is_all = matches!(mask, Value::Constant(mask) if mask.is_all_ones());
        if is_all {
            self.builder.push_like(
                Op::Store(Memory::aligned(align)),
                vec![data, first],
                void,
                origin,
            );
        } else {
            self.builder.push_like(
                Op::MaskedStore(align),
                vec![data, first, mask],
                void,
                origin,
            );
        }
    }

    /// Address of the last lane of a value whose lanes stand one before the other.
    fn last_address(&mut self, first: Value, element: Type) -> Value {
        let target = self.builder.function.target;
        let back = -i64::from(self.builder.width - 1);
        let ty = self.builder.type_of(first);
        let index = target.int(64).constant(back.cast_unsigned()).into();
        self.builder.push(Op::Gep(element), vec![first, index], ty)
    }

    fn reverse(&mut self, vector: Value) -> Value {
        if self.builder.is_all(vector) {
            return vector;
        }
        let poison = self.builder.type_of(vector).poison().into();
        let lanes = (0..self.builder.width)
            .rev()
            .map(u32::cast_signed)
            .collect();
        self.builder.shuffle(vector, poison, lanes)
    }

    /// Addresses of one element of each lane's value, and what they are aligned to.
    pub(super) fn element_addresses(
        &mut self,
        addresses: &Addresses,
        element: Type,
        index: u32,
        align: u32,
    ) -> (Value, u32) {
        let target = self.builder.function.target;
        let offset = target.size_of(element) * u64::from(index);
        let moved = match addresses {
            Addresses::Near(near) => self.near_addresses(*near, offset),
            Addresses::Lanes(lanes) | Addresses::IfNear(_, _, lanes) => self.moved(*lanes, offset),
        };
        if offset == 0 {
            return (moved, align);
        }
        let offset_align = u32::try_from(offset & offset.wrapping_neg()).expect("a small offset");
        (moved, align.min(offset_align))
    }
}

/// Whether a number is known to be less than a power of two, which is the size of a sub-group.
fn is_below(function: &Function, value: Value, limit: u32) -> bool {
    let inst = match value {
        Value::Inst(inst) => function.inst(inst),
        Value::Param(param) => return function.param_of(param).kind == ParamKind::SubGroupItem,
        Value::Constant(number) => {
            return number.as_u64().is_some_and(|number| number < limit.into());
        }
    };
    let mut operands = inst.operands.iter();
    match inst.op {
        Op::Cast(LLVMOpcode::LLVMZExt | LLVMOpcode::LLVMTrunc)
        | Op::Binary(LLVMOpcode::LLVMLShr) => is_below(function, inst.operands[0], limit),
        Op::Binary(LLVMOpcode::LLVMAnd) => {
            operands.any(|&operand| is_below(function, operand, limit))
        }
        Op::Binary(LLVMOpcode::LLVMOr | LLVMOpcode::LLVMXor) => {
            operands.all(|&operand| is_below(function, operand, limit))
        }
        _ => false,
    }
}
