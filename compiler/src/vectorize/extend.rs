//! Computes linear values that are extended in the type that they are extended to.
//!
//! A linear value is kept as that of lane 0. If `nsw` or `nuw` say that it does not wrap, it is an ordinary number in each lane that
//! matters, but lane 0 may be none of these: it may not run, or its value be poison that is not used. What it holds then is
//! the number of its place modulo 2^32, and extending that would move all lanes. In the wider type the number itself fits.

use super::structure::Facts;
use crate::kir::{
    BlockId, Function, Inst, InstId, Op, Type, Value, cfg,
    shape::{Linear, Shape},
};
use llvm_sys::LLVMOpcode;
use std::collections::{BTreeMap, HashMap, HashSet};

/// How a value is extended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Sign {
    Signed,
    Unsigned,
}

/// The function with such extensions replaced, if it has any.
pub(super) fn extend(facts: &Facts<'_>) -> Option<Function> {
    let mut extender = Extender {
        facts,
        function: facts.function.clone(),
        wide: HashMap::new(),
        start: Vec::new(),
        phis: BTreeMap::new(),
        after: BTreeMap::new(),
    };
    let mut replaced: HashMap<InstId, Value> = HashMap::new();
    for block in cfg::reverse_postorder(facts.function) {
        for &id in &facts.function.block(block).insts {
            let inst = facts.function.inst(id);
            if let Some(sign) = extender.sign_of(inst)
                && extender.can_widen(inst.operands[0], sign, inst.ty, &mut HashSet::new())
            {
                let value = extender.widen(inst.operands[0], sign, inst.ty);
                replaced.insert(id, value);
            }
        }
    }
    if replaced.is_empty() {
        return None;
    }
    extender.place();
    let mut function = extender.function;
    function.replace_values(|mut value| {
        while let Value::Inst(inst) = value
            && let Some(&new) = replaced.get(&inst)
        {
            value = new;
        }
        value
    });
    Some(function)
}

struct Extender<'a> {
    facts: &'a Facts<'a>,
    function: Function,
    wide: HashMap<(Value, Sign, Type), Value>,
    /// New instructions at the function's start, at the start of a block, after an instruction.
    start: Vec<InstId>,
    phis: BTreeMap<BlockId, Vec<InstId>>,
    after: BTreeMap<InstId, Vec<InstId>>,
}

impl Extender<'_> {
    /// How an instruction extends what would have to be computed in the wider type.
    fn sign_of(&self, inst: &Inst) -> Option<Sign> {
        let operand = *inst.operands.first()?;
        let Shape::Linear(linear) = self.facts.shapes.of(operand) else {
            return None;
        };
        match inst.op {
            Op::Cast(LLVMOpcode::LLVMSExt) if linear.signed => {
                (!linear.sure).then_some(Sign::Signed)
            }
            Op::Cast(LLVMOpcode::LLVMZExt) if linear.unsigned => {
                (!linear.sure).then_some(Sign::Unsigned)
            }
            Op::Cast(LLVMOpcode::LLVMZExt) if linear.signed && is_flagged(inst, Sign::Signed) => {
                Some(Sign::Signed)
            }
            _ => None,
        }
    }

    fn is_extended_itself(&self, value: Value, sign: Sign) -> bool {
        match self.facts.shapes.of(value) {
            Shape::Uniform => true,
            Shape::Linear(linear) => linear.sure && holds(linear, sign),
            Shape::Varying => false,
        }
    }

    fn can_widen(
        &self,
        value: Value,
        sign: Sign,
        ty: Type,
        seen: &mut HashSet<(Value, Sign)>,
    ) -> bool {
        let id = match value {
            Value::Constant(constant) => return constant.as_u64().is_some(),
            _ if self.is_extended_itself(value, sign) => return true,
            Value::Inst(id) => id,
            Value::Param(_) => return false,
        };
        let inst = self.facts.function.inst(id);
        let Shape::Linear(linear) = self.facts.shapes.of(value) else {
            return false;
        };
        if !holds(linear, sign) {
            return false;
        }
        if !seen.insert((value, sign)) {
            return true;
        }
        let mut all = |operands: &[Value]| {
            operands
                .iter()
                .all(|&operand| self.can_widen(operand, sign, ty, seen))
        };
        match inst.op {
            Op::Binary(
                LLVMOpcode::LLVMAdd
                | LLVMOpcode::LLVMSub
                | LLVMOpcode::LLVMMul
                | LLVMOpcode::LLVMOr,
            ) => is_flagged(inst, sign) && all(&inst.operands),
            Op::Binary(LLVMOpcode::LLVMShl) => is_flagged(inst, sign) && all(&inst.operands[..1]),
            Op::Cast(LLVMOpcode::LLVMTrunc) => {
                is_flagged(inst, sign) && self.facts.function.type_of(inst.operands[0]) == ty
            }
            Op::Phi(_) => all(&inst.operands),
            Op::Select => all(&inst.operands[1..]),
            _ => false,
        }
    }

    /// The value in the wider type; `can_widen` has been asked.
    fn widen(&mut self, value: Value, sign: Sign, ty: Type) -> Value {
        if let Some(&known) = self.wide.get(&(value, sign, ty)) {
            return known;
        }
        let made = self.widen_new(value, sign, ty);
        self.wide.insert((value, sign, ty), made);
        made
    }

    fn widen_new(&mut self, value: Value, sign: Sign, ty: Type) -> Value {
        if let Value::Constant(constant) = value {
            let number = match sign {
                Sign::Signed => constant.as_i64().map(i64::cast_unsigned),
                Sign::Unsigned => constant.as_u64(),
            };
            return wide_constant(ty, number.expect("it was asked"));
        }
        if self.is_extended_itself(value, sign) {
            let opcode = match sign {
                Sign::Signed => LLVMOpcode::LLVMSExt,
                Sign::Unsigned => LLVMOpcode::LLVMZExt,
            };
            let cast = Inst::new(Op::Cast(opcode), vec![value], ty);
            let cast = self.function.add_inst(cast);
            match value {
                Value::Inst(inst) => self.after.entry(inst).or_default().push(cast),
                _ => self.start.push(cast),
            }
            return cast.into();
        }
        let Value::Inst(id) = value else {
            unreachable!("parameters are extended themselves")
        };
        let inst = self.facts.function.inst(id).clone();
        let new = match inst.op {
            Op::Phi(blocks) => return self.phi(id, sign, ty, blocks, &inst.operands),
            Op::Cast(_) => return inst.operands[0],
            Op::Select => {
                let values = [1, 2].map(|place| self.widen(inst.operands[place], sign, ty));
                Inst::new(Op::Select, vec![inst.operands[0], values[0], values[1]], ty)
            }
            Op::Binary(opcode) => {
                let first = self.widen(inst.operands[0], sign, ty);
                let (opcode, second) = match (opcode, inst.operands[1]) {
                    (LLVMOpcode::LLVMShl, Value::Constant(shift)) => {
                        let shift = shift
                            .as_u64()
                            .expect("linear values are shifted by constants");
                        (opcode, wide_constant(ty, shift))
                    }
                    // Without common bits in the lanes that matter; a sum in all.
                    (LLVMOpcode::LLVMOr, second) => {
                        (LLVMOpcode::LLVMAdd, self.widen(second, sign, ty))
                    }
                    (_, second) => (opcode, self.widen(second, sign, ty)),
                };
                Inst::new(Op::Binary(opcode), vec![first, second], ty)
            }
            _ => unreachable!("can_widen was asked"),
        };
        let new = self.function.add_inst(new);
        self.after.entry(id).or_default().push(new);
        new.into()
    }

    fn phi(
        &mut self,
        id: InstId,
        sign: Sign,
        ty: Type,
        blocks: Vec<BlockId>,
        operands: &[Value],
    ) -> Value {
        let phi = self
            .function
            .add_inst(Inst::new(Op::Phi(blocks), Vec::new(), ty));
        self.wide.insert((id.into(), sign, ty), phi.into());
        let home = self.facts.function.inst_blocks()[id.index()].expect("it is in a block");
        self.phis.entry(home).or_default().push(phi);
        let operands = operands
            .iter()
            .map(|&operand| self.widen(operand, sign, ty))
            .collect();
        self.function.inst_mut(phi).operands = operands;
        phi.into()
    }

    /// Puts the new instructions into their blocks.
    fn place(&mut self) {
        for block in self.function.block_ids() {
            let old = std::mem::take(&mut self.function.block_mut(block).insts);
            let mut insts = self.phis.remove(&block).unwrap_or_default();
            let mut waiting = if block == self.function.entry {
                std::mem::take(&mut self.start)
            } else {
                Vec::new()
            };
            for id in old {
                if !self.function.inst(id).is_phi() {
                    insts.append(&mut waiting);
                }
                insts.push(id);
                waiting.extend(self.after.remove(&id).unwrap_or_default());
            }
            insts.append(&mut waiting);
            self.function.block_mut(block).insts = insts;
        }
    }
}

fn wide_constant(ty: Type, number: u64) -> Value {
    let bits = ty.int_bits();
    let kept = if bits < 64 {
        number & ((1 << bits) - 1)
    } else {
        number
    };
    ty.constant(kept).into()
}

fn holds(linear: Linear, sign: Sign) -> bool {
    match sign {
        Sign::Signed => linear.signed,
        Sign::Unsigned => linear.unsigned,
    }
}

/// Whether an instruction promises to give the number that it would give in a wider type.
pub(super) fn is_flagged(inst: &Inst, sign: Sign) -> bool {
    let Some(origin) = inst.origin.instruction() else {
        return false;
    };
    match (&inst.op, sign) {
        (Op::Binary(LLVMOpcode::LLVMOr), _) => origin.disjoint(),
        (Op::Cast(LLVMOpcode::LLVMZExt), _) => origin.nneg(),
        (_, Sign::Signed) => origin.nsw(),
        (_, Sign::Unsigned) => origin.nuw(),
    }
}
