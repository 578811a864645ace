//! Blocks of memory that hold several elements for each lane, as a vector for each element, and back.

use super::widen::Widener;
use crate::kir::{Constant, Op, Value};
use llvm_sys::LLVMOpcode;
use std::cmp::Ordering;

/// Bytes from one lane's elements to the next one's up to which a block is read for one element of each and taken apart.
const MAX_STEP: i64 = 16;
/// The same for several, of which so much are needed.
const MAX_WIDE_STEP: i64 = 64;
const NEEDED: i64 = 3;

/// Whether lanes' elements are so far from each other that no block is read for several of each.
pub(super) fn is_far(stride: i64) -> bool {
    stride.unsigned_abs() > MAX_WIDE_STEP.unsigned_abs()
}

/// How many elements it is from one lane's to the next one's, if `count` elements of `size` bytes, `stride` bytes apart, are
/// better read as a block than gathered.
pub(super) fn step(size: i64, count: u32, stride: i64) -> Option<u32> {
    let count = i64::from(count);
    if size <= 0 || stride < size * count || stride % size != 0 {
        return None;
    }
    let step = stride / size;
    let is_short = stride <= MAX_STEP.max(4 * size);
    let is_used = count > 1 && size >= 4 && stride <= MAX_WIDE_STEP && step <= NEEDED * count;
    if is_short || is_used {
        u32::try_from(step).ok()
    } else {
        None
    }
}

impl Widener<'_> {
    /// A mask for the first elements of each lane in a block. Nothing between them is accessed.
    pub(super) fn first_elements(&mut self, mask: Value, step: u32, count: u32) -> Value {
        let wide = self.builder.widen_mask(mask, step);
        if count == step {
            return wide;
        }
        let bool = self.builder.function.target.bool();
        let firsts: Vec<_> = (0..self.builder.width * step)
            .map(|place| bool.constant(u64::from(place % step < count)))
            .collect();
        let firsts = Value::from(Constant::vector(&firsts));
        if self.builder.is_all(mask) {
            firsts
        } else {
            self.builder.binary(LLVMOpcode::LLVMAnd, wide, firsts)
        }
    }

    /// From elements lane by lane to a vector for each of the first.
    pub(super) fn split_elements(&mut self, loaded: Value, step: u32, count: u32) -> Vec<Value> {
        if step == 1 {
            return vec![loaded];
        }
        let mut vectors = if step.is_multiple_of(2) && self.fills_registers(loaded) {
            let parts = (0..step).map(|part| self.slice(loaded, part)).collect();
            self.deal(parts)
        } else {
            self.pick(loaded, step, count)
        };
        vectors.truncate(count as usize);
        vectors
    }

    /// Whether elements are sorted in rounds, each of which looks at two registers: for `n` elements `n * log2(n)`
    /// permutations instead of `n * (n - 1)`. Bytes have shorter ways.
    fn fills_registers(&self, vector: Value) -> bool {
        let element = self.builder.type_of(vector).element();
        self.builder.function.target.size_of(element) >= 4
    }

    /// Each of the first elements out of all.
    fn pick(&mut self, loaded: Value, step: u32, count: u32) -> Vec<Value> {
        let poison: Value = self.builder.type_of(loaded).poison().into();
        (0..count)
            .map(|index| {
                let lanes = (0..self.builder.width)
                    .map(|lane| (lane * step + index).cast_signed())
                    .collect();
                self.builder.shuffle(loaded, poison, lanes)
            })
            .collect()
    }

    /// Vectors that follow each other in memory as one for each element.
    fn deal(&mut self, parts: Vec<Value>) -> Vec<Value> {
        let step = u32::try_from(parts.len()).expect("few elements");
        if step == 1 {
            return parts;
        }
        if !step.is_multiple_of(2) {
            let parts: Vec<Option<Value>> = parts.into_iter().map(Some).collect();
            let whole = self.builder.concatenate(&parts).expect("there are parts");
            return self.pick(whole, step, step);
        }
        let [even, odd] = [0, 1].map(|first| {
            let width = self.builder.width;
            let order: Vec<i32> = (0..width)
                .map(|lane| (2 * lane + first).cast_signed())
                .collect();
            let halves = parts.chunks(2);
            let halves = halves.map(|pair| self.builder.shuffle(pair[0], pair[1], order.clone()));
            let halves = halves.collect();
            self.deal(halves)
        });
        even.into_iter()
            .zip(odd)
            .flat_map(|(even, odd)| [even, odd])
            .collect()
    }

    /// The reverse of [`Widener::split_elements`]: parts of the block, the vector at which each begins, and masks for them.
    pub(super) fn join_elements(
        &mut self,
        values: &[Value],
        step: u32,
        mask: Value,
    ) -> Vec<(u32, Value, Value)> {
        if step == 1 {
            return vec![(0, values[0], mask)];
        }
        let count = u32::try_from(values.len()).expect("few elements");
        let mut vectors: Vec<Option<Value>> = values.iter().copied().map(Some).collect();
        let wide = self.first_elements(mask, step, count);
        if !self.fills_registers(values[0]) {
            return vec![(0, self.put(&vectors, step), wide)];
        }
        vectors.resize(step as usize, None);
        let parts = self.shuffle_in(vectors);
        if step.is_power_of_two() {
            let whole = self.builder.concatenate(&parts).expect("there are values");
            return vec![(0, whole, wide)];
        }
        // The back end takes vectors of other numbers of elements apart.
        let parts = (0..).zip(parts);
        parts
            .filter_map(|(index, part)| Some((index, part?, self.slice(wide, index))))
            .collect()
    }

    /// A power of two of elements for each lane, all of them.
    pub(super) fn join_all(&mut self, values: &[Value]) -> Value {
        let vectors = values.iter().copied().map(Some).collect();
        let parts = self.shuffle_in(vectors);
        self.builder.concatenate(&parts).expect("there are values")
    }

    /// The vector of this number in one of several.
    fn slice(&mut self, vector: Value, index: u32) -> Value {
        let width = self.builder.width;
        let places = index * width..(index + 1) * width;
        if let Value::Constant(constant) = vector {
            let elements = places.clone().map(|place| constant.element(place));
            if let Some(elements) = elements.collect::<Option<Vec<_>>>() {
                return Constant::vector(&elements).into();
            }
        }
        let poison = self.builder.type_of(vector).poison().into();
        let places = places.map(u32::cast_signed).collect();
        self.builder.shuffle(vector, poison, places)
    }

    /// The address of a part of a block, and what it is aligned to.
    pub(super) fn part_address(
        &mut self,
        first: Value,
        bytes: u64,
        part: u32,
        align: u32,
    ) -> (Value, u32) {
        if part == 0 {
            return (first, align);
        }
        let each = bytes * u64::from(self.builder.width);
        let target = self.builder.function.target;
        let offset = target.int(64).constant(each * u64::from(part)).into();
        let ty = self.builder.type_of(first);
        let place = self
            .builder
            .push(Op::Gep(target.int(8)), vec![first, offset], ty);
        (place, align.min(u32::try_from(each).unwrap_or(align)))
    }

    /// All elements where they belong.
    fn put(&mut self, vectors: &[Option<Value>], step: u32) -> Value {
        let width = self.builder.width;
        let joined = self.builder.concatenate(vectors).expect("there are values");
        let count = u32::try_from(vectors.len()).expect("few elements");
        let order = (0..width * step).map(|place| {
            let (lane, index) = (place / step, place % step);
            if index < count {
                (index * width + lane).cast_signed()
            } else {
                -1
            }
        });
        let poison = self.builder.type_of(joined).poison().into();
        self.builder.shuffle(joined, poison, order.collect())
    }

    /// A register of what [`Widener::put`] gives, from a place on.
    fn register(&mut self, vectors: &[Option<Value>], start: u32) -> Option<Value> {
        let (width, step) = (self.builder.width, u32::try_from(vectors.len()).ok()?);
        let mut part: Option<Value> = None;
        for (index, vector) in (0..).zip(vectors) {
            let Some(vector) = *vector else { continue };
            let poison = self.builder.type_of(vector).poison().into();
            let order = (0..width).map(|place| {
                let (lane, own) = ((start + place) / step, (start + place) % step);
                match own.cmp(&index) {
                    Ordering::Less => place.cast_signed(),
                    Ordering::Equal => (width + lane).cast_signed(),
                    Ordering::Greater => -1,
                }
            });
            let before = part.unwrap_or(poison);
            part = Some(self.builder.shuffle(before, vector, order.collect()));
        }
        part
    }

    /// The reverse of [`Widener::deal`]; `None` stands for elements that don't matter.
    fn shuffle_in(&mut self, vectors: Vec<Option<Value>>) -> Vec<Option<Value>> {
        let step = u32::try_from(vectors.len()).expect("few elements");
        let Some(any) = vectors.iter().flatten().next().copied() else {
            return vectors;
        };
        if step == 1 {
            return vectors;
        }
        let width = self.builder.width;
        let poison = Value::from(self.builder.type_of(any).poison());
        if !step.is_multiple_of(2) {
            return (0..step)
                .map(|part| self.register(&vectors, part * width))
                .collect();
        }
        let side = |first: usize| vectors.iter().copied().skip(first).step_by(2).collect();
        let (even, odd) = (side(0), side(1));
        let (even, odd) = (self.shuffle_in(even), self.shuffle_in(odd));
        let pairs = even.into_iter().zip(odd);
        pairs
            .flat_map(|(even, odd)| {
                if even.or(odd).is_none() {
                    return [None, None];
                }
                let (even, odd) = (even.unwrap_or(poison), odd.unwrap_or(poison));
                [0, width / 2].map(|start| {
                    let order = (0..width)
                        .map(|place| (start + place / 2 + place % 2 * width).cast_signed())
                        .collect();
                    Some(self.builder.shuffle(even, odd, order))
                })
            })
            .collect()
    }
}
