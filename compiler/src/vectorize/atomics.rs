//! Atomics of all lanes on one address: one operation with what the lanes' operands come to.
//!
//! The lanes then follow one another without anybody between them, which is one of the orders that the program allows.

use super::{structure::Facts, widen::Widener};
use crate::kir::{Inst, InstId, Op, Sharing, Type, Value, shape::Shape};
use llvm_sys::{LLVMAtomicRMWBinOp, LLVMAtomicRMWBinOp::*, LLVMOpcode};

/// How operands are taken together: the intrinsic, and the operand that changes nothing.
struct Combination {
    intrinsic: &'static str,
    neutral: fn(Type) -> Value,
}

fn combination(operation: LLVMAtomicRMWBinOp) -> Option<Combination> {
    let smallest = |ty: Type| ty.constant(1 << (ty.int_bits() - 1)).into();
    let largest = |ty: Type| ty.constant((1 << (ty.int_bits() - 1)) - 1).into();
    let (intrinsic, neutral): (_, fn(Type) -> Value) = match operation {
        LLVMAtomicRMWBinOpAdd | LLVMAtomicRMWBinOpSub => {
            ("llvm.vector.reduce.add", |ty| ty.zero().into())
        }
        LLVMAtomicRMWBinOpAnd => ("llvm.vector.reduce.and", |ty| ty.all_ones().into()),
        LLVMAtomicRMWBinOpOr => ("llvm.vector.reduce.or", |ty| ty.zero().into()),
        LLVMAtomicRMWBinOpXor => ("llvm.vector.reduce.xor", |ty| ty.zero().into()),
        LLVMAtomicRMWBinOpMax => ("llvm.vector.reduce.smax", smallest),
        LLVMAtomicRMWBinOpMin => ("llvm.vector.reduce.smin", largest),
        LLVMAtomicRMWBinOpUMax => ("llvm.vector.reduce.umax", |ty| ty.zero().into()),
        LLVMAtomicRMWBinOpUMin => ("llvm.vector.reduce.umin", |ty| ty.all_ones().into()),
        _ => return None,
    };
    Some(Combination { intrinsic, neutral })
}

/// Whether an atomic operation is done once for all lanes.
pub(super) fn is_combined(facts: &Facts<'_>, id: InstId) -> bool {
    let inst = facts.function.inst(id);
    let Op::AtomicRmw(operation, _) = inst.op else {
        return false;
    };
    let is_sum = matches!(operation, LLVMAtomicRMWBinOpAdd | LLVMAtomicRMWBinOpSub);
    inst.ty.is_int()
        && combination(operation).is_some()
        && facts.shapes.of(inst.operands[0]) == Shape::Uniform
        && (is_sum || !facts.used[id.index()])
}

impl Widener<'_> {
    /// Does it; each lane's result is what it would have found.
    pub(super) fn combined(
        &mut self,
        id: InstId,
        operation: LLVMAtomicRMWBinOp,
        sharing: Sharing,
        mask: Value,
    ) -> Vec<Value> {
        let inst: Inst = self.facts.function.inst(id).clone();
        let Combination { intrinsic, neutral } =
            combination(operation).expect("is_combined was asked");
        let (ty, value) = (inst.ty, inst.operands[1]);
        let lanes = self.lanes(value)[0];
        let wide = self.builder.type_of(lanes);
        let nothing = self.builder.splat(neutral(ty));
        let lanes = self.builder.blend(mask, lanes, nothing);
        let reduce = self.builder.function.target.intrinsic(intrinsic, &[wide]);
        let total = self.builder.push(Op::Call, vec![lanes, reduce.into()], ty);
        let address = self.scalar(inst.operands[0]);
        let once = Inst {
            op: Op::AtomicRmw(operation, sharing),
            operands: vec![address, total],
            ..inst
        };
        let block = self.builder.block;
        let old: Value = self.builder.function.push(block, once).into();
        if !self.facts.used[id.index()] {
            return Vec::new();
        }
        let before = self.sum_before(lanes);
        let old = self.builder.splat(old);
        let opcode = if operation == LLVMAtomicRMWBinOpSub {
            LLVMOpcode::LLVMSub
        } else {
            LLVMOpcode::LLVMAdd
        };
        vec![self.builder.binary(opcode, old, before)]
    }

    /// For each lane the sum of the lanes before it.
    fn sum_before(&mut self, lanes: Value) -> Value {
        let width = self.builder.width;
        let mut sums = self.move_up(lanes, 1);
        let mut distance = 1;
        while distance < width {
            let moved = self.move_up(sums, distance);
            sums = self.builder.binary(LLVMOpcode::LLVMAdd, sums, moved);
            distance *= 2;
        }
        sums
    }

    /// Each lane's value for the lane at this distance behind it; zero for those that have none.
    fn move_up(&mut self, lanes: Value, distance: u32) -> Value {
        let width = self.builder.width;
        let zero = self.builder.type_of(lanes).zero().into();
        let order = (0..width).map(|lane| lane.checked_sub(distance).unwrap_or(width));
        let order = order.map(u32::cast_signed).collect();
        self.builder.shuffle(lanes, zero, order)
    }
}
