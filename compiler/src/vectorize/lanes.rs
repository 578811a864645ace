//! Makes instructions on vectors with a lane for each work-item.

use crate::kir::{BlockId, Constant, Function, Inst, Op, Origin, Type, Value};
use llvm_sys::{LLVMIntPredicate, LLVMOpcode};

/// The vector code under construction.
pub(super) struct Builder {
    pub(super) function: Function,
    /// Where instructions go.
    pub(super) block: BlockId,
    pub(super) width: u32,
}

impl Builder {
    /// Appends an instruction of our own.
    pub(super) fn push(&mut self, op: Op, operands: Vec<Value>, ty: Type) -> Value {
        self.function
            .push(self.block, Inst::new(op, operands, ty))
            .into()
    }

    /// Appends an instruction that has the flags of another.
    pub(super) fn push_like(
        &mut self,
        op: Op,
        operands: Vec<Value>,
        ty: Type,
        origin: Origin,
    ) -> Value {
        self.function
            .push(
                self.block,
                Inst {
                    op,
                    operands,
                    ty,
                    origin: origin.changed(),
                },
            )
            .into()
    }

    pub(super) fn type_of(&self, value: Value) -> Type {
        self.function.type_of(value)
    }

    /// The type of a mask.
    pub(super) fn mask_type(&self) -> Type {
        self.function.target.bool().vector(self.width)
    }

    /// The mask of all lanes.
    pub(super) fn all(&self) -> Value {
        self.mask_type().all_ones().into()
    }

    /// The mask of no lane.
    pub(super) fn none(&self) -> Value {
        self.mask_type().zero().into()
    }

    pub(super) fn is_all(&self, mask: Value) -> bool {
        mask == self.all()
    }

    /// A value in all lanes.
    pub(super) fn splat(&mut self, value: Value) -> Value {
        self.splat_to(value, self.width)
    }

    pub(super) fn splat_to(&mut self, value: Value, lanes: u32) -> Value {
        if let Value::Constant(constant) = value
            && constant.is_data()
        {
            return Constant::vector(&vec![constant; lanes as usize]).into();
        }
        let ty = self.type_of(value).vector(lanes);
        let zero = self.function.target.int(32).zero().into();
        let one = self.push(Op::InsertElement, vec![ty.poison().into(), value, zero], ty);
        self.push(
            Op::Shuffle(vec![0; lanes as usize]),
            vec![one, ty.poison().into()],
            ty,
        )
    }

    /// A value that grows by `stride` from lane to lane, from its value in lane 0.
    pub(super) fn linear(&mut self, first: Value, stride: i64) -> Value {
        let ty = self.type_of(first);
        if ty.is_pointer() {
            let steps = self.steps(self.function.target.int(64), stride);
            let byte = self.function.target.int(8);
            return self.push(
                Op::Gep(byte),
                vec![first, steps.into()],
                ty.vector(self.width),
            );
        }
        let steps = self.steps(ty, stride);
        let first = self.splat(first);
        let wide = ty.vector(self.width);
        self.push(
            Op::Binary(LLVMOpcode::LLVMAdd),
            vec![first, steps.into()],
            wide,
        )
    }

    /// `0, stride, 2 * stride, ...`
    pub(super) fn steps(&self, ty: Type, stride: i64) -> Constant {
        let bits = ty.int_bits();
        let step = |lane: u32| {
            let value = stride.wrapping_mul(lane.into()).cast_unsigned();
            ty.constant(if bits < 64 {
                value & ((1 << bits) - 1)
            } else {
                value
            })
        };
        Constant::vector(&(0..self.width).map(step).collect::<Vec<_>>())
    }

    pub(super) fn binary(&mut self, opcode: LLVMOpcode, a: Value, b: Value) -> Value {
        let ty = self.type_of(a);
        self.push(Op::Binary(opcode), vec![a, b], ty)
    }

    pub(super) fn cast(&mut self, opcode: LLVMOpcode, value: Value, ty: Type) -> Value {
        if self.type_of(value) == ty {
            value
        } else {
            self.push(Op::Cast(opcode), vec![value], ty)
        }
    }

    /// The lanes of `mask` for which `condition` is true. In the other lanes the condition may be poison, which a mask never is.
    pub(super) fn narrow(&mut self, mask: Value, condition: Value) -> Value {
        let none = self.none();
        if self.is_all(condition) || mask == none || mask == condition {
            mask
        } else if self.is_all(mask) || condition == none {
            condition
        } else {
            let ty = self.mask_type();
            self.push(Op::Select, vec![mask, condition, none], ty)
        }
    }

    pub(super) fn or(&mut self, a: Value, b: Value) -> Value {
        if a == self.none() || self.is_all(b) || a == b {
            b
        } else if b == self.none() || self.is_all(a) {
            a
        } else {
            self.binary(LLVMOpcode::LLVMOr, a, b)
        }
    }

    pub(super) fn not(&mut self, mask: Value) -> Value {
        if self.is_all(mask) {
            self.none()
        } else if mask == self.none() {
            self.all()
        } else {
            let all = self.all();
            self.binary(LLVMOpcode::LLVMXor, mask, all)
        }
    }

    /// `then` in the lanes of the mask, `otherwise` in the others.
    pub(super) fn blend(&mut self, mask: Value, then: Value, otherwise: Value) -> Value {
        let is_poison =
            |value| matches!(value, Value::Constant(constant) if constant.is_undefined());
        if self.is_all(mask) || then == otherwise || is_poison(otherwise) {
            then
        } else if mask == self.none() || is_poison(then) {
            otherwise
        } else {
            let ty = self.type_of(then);
            self.push(Op::Select, vec![mask, then, otherwise], ty)
        }
    }

    /// The mask as the bits of an integer.
    pub(super) fn bits(&mut self, mask: Value) -> Value {
        let ty = self.function.target.int(self.width);
        self.push(Op::Cast(LLVMOpcode::LLVMBitCast), vec![mask], ty)
    }

    /// Whether the mask has any lane.
    pub(super) fn any(&mut self, mask: Value) -> Value {
        let bool = self.function.target.bool();
        if self.is_all(mask) {
            return bool.all_ones().into();
        }
        let bits = self.bits(mask);
        let zero = self.type_of(bits).zero().into();
        self.push(
            Op::ICmp(LLVMIntPredicate::LLVMIntNE),
            vec![bits, zero],
            bool,
        )
    }

    /// The last lane of a mask that has any, as an `i32`.
    pub(super) fn last_lane(&mut self, mask: Value) -> Value {
        let int = self.function.target.int(32);
        if self.is_all(mask) {
            return int.constant(u64::from(self.width) - 1).into();
        }
        let bits = self.bits(mask);
        let ty = self.type_of(bits);
        let leading = self.function.target.intrinsic("llvm.ctlz", &[ty]);
        let poison_at_zero = self.function.target.bool().all_ones();
        let operands = vec![bits, poison_at_zero.into(), leading.into()];
        let leading = self.push(Op::Call, operands, ty);
        let opcode = if self.width < 32 {
            LLVMOpcode::LLVMZExt
        } else {
            LLVMOpcode::LLVMTrunc
        };
        let leading = self.cast(opcode, leading, int);
        let last = int.constant(u64::from(self.width) - 1).into();
        self.binary(LLVMOpcode::LLVMSub, last, leading)
    }

    /// One element of a vector.
    pub(super) fn extract(&mut self, vector: Value, index: u32) -> Value {
        if let Value::Constant(constant) = vector
            && let Some(element) = constant.element(index)
        {
            return element.into();
        }
        let ty = self.type_of(vector).element();
        let index = self.function.target.int(32).constant(index.into());
        self.push(Op::ExtractElement, vec![vector, index.into()], ty)
    }

    pub(super) fn shuffle(&mut self, a: Value, b: Value, mask: Vec<i32>) -> Value {
        let lanes = u32::try_from(mask.len()).expect("short vectors");
        let ty = self.type_of(a).element().vector(lanes);
        self.push(Op::Shuffle(mask), vec![a, b], ty)
    }

    /// Vectors one after the other as one; `None` stands for elements that don't matter.
    pub(super) fn concatenate(&mut self, parts: &[Option<Value>]) -> Option<Value> {
        if let [one] = parts {
            return *one;
        }
        // Halves of equal size: a power of two that covers the parts.
        let half = parts.len().next_power_of_two() / 2;
        let (left, right) = (
            self.concatenate(&parts[..half]),
            self.concatenate_to(&parts[half..], half),
        );
        let ty = self.type_of(left.or(right)?);
        let lanes = i32::try_from(ty.lanes()).expect("short vectors");
        let poison = Value::from(ty.poison());
        Some(self.shuffle(
            left.unwrap_or(poison),
            right.unwrap_or(poison),
            (0..2 * lanes).collect(),
        ))
    }

    fn concatenate_to(&mut self, parts: &[Option<Value>], count: usize) -> Option<Value> {
        let mut padded = parts.to_vec();
        padded.resize(count, None);
        self.concatenate(&padded)
    }

    /// Each lane of a mask as many times as an item has elements.
    pub(super) fn widen_mask(&mut self, mask: Value, elements: u32) -> Value {
        if elements == 1 {
            return mask;
        }
        let lanes = self.width * elements;
        if self.is_all(mask) {
            return self.function.target.bool().vector(lanes).all_ones().into();
        }
        let indices = (0..lanes)
            .map(|lane| (lane / elements).cast_signed())
            .collect();
        let poison = self.mask_type().poison().into();
        self.shuffle(mask, poison, indices)
    }
}
