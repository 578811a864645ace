//! High halves of 64-bit products, from products of 32-bit parts: there are no vectors of 128-bit numbers.
//!
//! What `mul_hi` does is a product of 128 bits to LLVM, which is right where one instruction gives both halves.

use crate::kir::{Function, Inst, InstId, Op, Origin, Type, Value, cfg};
use llvm_sys::LLVMOpcode;

/// Replaces them.
pub(super) fn split(function: &mut Function) {
    for block in cfg::reverse_postorder(function) {
        let old = std::mem::take(&mut function.block_mut(block).insts);
        let mut insts = Vec::with_capacity(old.len());
        for id in old {
            if let Some(half) = find(function, id) {
                Maker {
                    function,
                    insts: &mut insts,
                }
                .replace(id, &half);
            }
            insts.push(id);
        }
        function.block_mut(block).insts = insts;
    }
}

/// The high half of a product, shifted.
struct HighHalf {
    factors: [Value; 2],
    shift: u32,
}

/// Looks for a number of 64 bits cut out of a product of 128 bits.
fn find(function: &Function, id: InstId) -> Option<HighHalf> {
    let made_by = |value: Value| match value {
        Value::Inst(id) => Some(function.inst(id)),
        _ => None,
    };
    let cut = function.inst(id);
    if cut.op != Op::Cast(LLVMOpcode::LLVMTrunc) || !is_int(cut.ty, 64) {
        return None;
    }
    let shifted = made_by(cut.operands[0])?;
    if shifted.op != Op::Binary(LLVMOpcode::LLVMLShr) || !is_int(shifted.ty, 128) {
        return None;
    }
    let Value::Constant(shift) = shifted.operands[1] else {
        return None;
    };
    let shift = u32::try_from(shift.as_small_u64()?.checked_sub(64)?).ok()?;
    let product = made_by(shifted.operands[0])?;
    if product.op != Op::Binary(LLVMOpcode::LLVMMul) || shift >= 64 {
        return None;
    }
    let factor = |place: usize| match product.operands[place] {
        Value::Constant(constant) => Some(cut.ty.constant(constant.as_small_u64()?).into()),
        value => {
            let extended = made_by(value)?;
            let whole = extended.operands.first().copied()?;
            let is_zext = extended.op == Op::Cast(LLVMOpcode::LLVMZExt);
            (is_zext && is_int(function.type_of(whole), 64)).then_some(whole)
        }
    };
    Some(HighHalf {
        factors: [factor(0)?, factor(1)?],
        shift,
    })
}

fn is_int(ty: Type, bits: u32) -> bool {
    ty.is_int() && ty.int_bits() == bits
}

struct Maker<'a> {
    function: &'a mut Function,
    insts: &'a mut Vec<InstId>,
}

impl Maker<'_> {
    /// Makes an instruction, that cut the high half out, add up that half.
    fn replace(&mut self, id: InstId, half: &HighHalf) {
        use LLVMOpcode::{LLVMAdd as Add, LLVMLShr as Shift, LLVMMul as Mul};
        let ty = self.function.inst(id).ty;
        let bits = ty.constant(32).into();
        let [x, y] = half.factors;
        let [x_low, y_low] = [x, y].map(|value| self.low(value));
        let [x_high, y_high] = [x, y].map(|value| self.binary(Shift, value, bits));
        let lows = self.binary(Mul, x_low, y_low);
        let carry = self.binary(Shift, lows, bits);
        let first = self.binary(Mul, x_high, y_low);
        let middle = self.binary(Add, first, carry);
        let second = self.binary(Mul, x_low, y_high);
        let middle_low = self.low(middle);
        let carry = self.binary(Add, second, middle_low);
        let [middle, carry] = [middle, carry].map(|value| self.binary(Shift, value, bits));
        let highs = self.binary(Mul, x_high, y_high);
        let sum = self.binary(Add, highs, middle);
        let sum = self.binary(Add, sum, carry);
        let shift = ty.constant(half.shift.into()).into();
        let inst = self.function.inst_mut(id);
        inst.op = Op::Binary(Shift);
        inst.operands = vec![sum, shift];
        inst.origin = Origin::New;
    }

    fn low(&mut self, value: Value) -> Value {
        let mask = self.function.type_of(value).constant(0xFFFF_FFFF);
        self.binary(LLVMOpcode::LLVMAnd, value, mask.into())
    }

    fn binary(&mut self, opcode: LLVMOpcode, a: Value, b: Value) -> Value {
        let ty = self.function.type_of(a);
        let inst = Inst::new(Op::Binary(opcode), vec![a, b], ty);
        let id = self.function.add_inst(inst);
        self.insts.push(id);
        id.into()
    }
}
