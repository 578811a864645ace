//! Operations that are done for one lane after the other become loops over the lanes of their mask; choices become branches.

use super::{
    lanes::Builder,
    widen::{component_type, components},
};
use crate::kir::{
    BlockId, Function, Inst, InstId, LaneOperand, Op, PerLane, Terminator, Type, Value, cfg,
};
use llvm_sys::{LLVMIntPredicate, LLVMOpcode};

/// Expands all of them.
pub(super) fn expand(function: Function, width: u32) -> Function {
    let entry = function.entry;
    let mut builder = Builder {
        function,
        block: entry,
        width,
    };
    let mut pending = cfg::reverse_postorder(&builder.function);
    while let Some(block) = pending.pop() {
        let insts = &builder.function.block(block).insts;
        let place = insts.iter().position(|&inst| {
            matches!(
                builder.function.inst(inst).op,
                Op::PerLane(_) | Op::Choice { .. }
            )
        });
        if let Some(place) = place {
            pending.push(expand_one(&mut builder, block, place));
        }
    }
    builder.function
}

/// Makes a choice a branch; returns the block with what follows it.
fn expand_choice(builder: &mut Builder, block: BlockId, choice: InstId) -> BlockId {
    let after = builder.function.split_block(block, choice);
    let inst = builder.function.inst(choice).clone();
    let Op::Choice { then, otherwise } = inst.op else {
        unreachable!("the caller found one")
    };
    let condition = inst.operands[0];
    builder.function.block_mut(block).terminator =
        Terminator::Conditional(condition, then, otherwise);
    for way in [then, otherwise] {
        builder.function.block_mut(way).terminator = Terminator::Branch(after);
    }
    if inst.ty.is_void() {
        builder.function.block_mut(after).insts.remove(0);
    } else if inst.ty.is_struct() {
        choose_members(builder, [then, otherwise], after, choice);
    } else {
        let phi = builder.function.inst_mut(choice);
        phi.op = Op::Phi(vec![then, otherwise]);
        phi.operands = inst.operands[1..].to_vec();
    }
    after
}

/// A phi for each of several values that a choice has.
fn choose_members(builder: &mut Builder, ways: [BlockId; 2], after: BlockId, choice: InstId) {
    let inst = builder.function.inst(choice).clone();
    let mut rest = std::mem::take(&mut builder.function.block_mut(after).insts);
    rest.remove(0);
    let mut phis = Vec::new();
    for index in 0..inst.ty.member_count() {
        let parts = [0, 1].map(|way| {
            builder.block = ways[way];
            component(builder, inst.operands[1 + way], inst.ty, index)
        });
        builder.block = after;
        phis.push(builder.push(
            Op::Phi(ways.to_vec()),
            parts.to_vec(),
            inst.ty.member(index),
        ));
    }
    let whole = together(builder, &phis, inst.ty);
    builder.function.block_mut(after).insts.extend(rest);
    replace(builder, choice, whole);
}

fn replace(builder: &mut Builder, old: InstId, new: Value) {
    builder.function.replace_values(|value| {
        if value == Value::Inst(old) {
            new
        } else {
            value
        }
    });
}

/// A structure of these members.
pub(super) fn together(builder: &mut Builder, members: &[Value], ty: Type) -> Value {
    let mut whole = Value::from(ty.poison());
    for (index, &member) in (0..).zip(members) {
        whole = builder.push(Op::InsertValue(vec![index]), vec![whole, member], ty);
    }
    whole
}

/// Expands the instruction of this number; returns the block with what follows it.
fn expand_one(builder: &mut Builder, block: BlockId, place: usize) -> BlockId {
    let id = builder.function.block(block).insts[place];
    if matches!(builder.function.inst(id).op, Op::Choice { .. }) {
        return expand_choice(builder, block, id);
    }
    let after = builder.function.split_block(block, id);
    builder.function.block_mut(after).insts.remove(0);
    let body = builder.function.add_block();
    let inst = builder.function.inst(id).clone();
    let Op::PerLane(lane) = &inst.op else {
        unreachable!("the caller found one")
    };
    let mask = inst.operands[0];
    builder.block = block;
    let bits = builder.bits(mask);
    let any = if builder.is_all(mask) {
        builder.function.target.bool().all_ones().into()
    } else {
        let zero = builder.type_of(bits).zero().into();
        let bool = builder.function.target.bool();
        builder.push(
            Op::ICmp(LLVMIntPredicate::LLVMIntNE),
            vec![bits, zero],
            bool,
        )
    };
    builder.function.block_mut(block).terminator = Terminator::Conditional(any, body, after);
    let results = lane_loop(builder, block, body, after, &inst, lane, bits);
    let whole = finish(builder, block, body, after, &inst, &results);
    if let Some(whole) = whole {
        replace(builder, id, whole);
    }
    after
}

/// The loop's body; returns, for each component of the result, the vector with this lane's value.
fn lane_loop(
    builder: &mut Builder,
    before: BlockId,
    body: BlockId,
    after: BlockId,
    inst: &Inst,
    lane: &PerLane,
    bits: Value,
) -> Vec<Value> {
    builder.block = body;
    let bits_type = builder.type_of(bits);
    let remaining = builder.push(Op::Phi(vec![before, body]), vec![bits, bits], bits_type);
    let count = if lane.ty.is_void() {
        0
    } else {
        components(lane.ty)
    };
    let width = builder.width;
    let phis: Vec<Value> = (0..count)
        .map(|index| {
            let ty = component_type(lane.ty, index).vector(width);
            let poison = Value::from(ty.poison());
            builder.push(Op::Phi(vec![before, body]), vec![poison, poison], ty)
        })
        .collect();
    let trailing = builder.function.target.intrinsic("llvm.cttz", &[bits_type]);
    let poison_at_zero = builder.function.target.bool().all_ones();
    let number = vec![remaining, poison_at_zero.into(), trailing.into()];
    let number = builder.push(Op::Call, number, bits_type);
    let mut vectors = inst.operands[1..].iter().copied();
    let mut operands = Vec::new();
    for kind in &lane.operands {
        operands.push(match *kind {
            LaneOperand::Same => vectors.next().expect("an operand for each kind"),
            LaneOperand::Lanes { ty, vectors: count } => {
                let parts: Vec<Value> = vectors.by_ref().take(count).collect();
                one_lane(builder, &parts, number, ty)
            }
        });
    }
    let scalar = Inst {
        op: lane.op.clone(),
        operands,
        ty: lane.ty,
        origin: inst.origin,
    };
    let scalar: Value = builder.function.push(body, scalar).into();
    let results: Vec<Value> = (0..count)
        .zip(&phis)
        .map(|(index, &phi)| {
            let value = component(builder, scalar, lane.ty, index);
            let ty = builder.type_of(phi);
            builder.push(Op::InsertElement, vec![phi, value, number], ty)
        })
        .collect();
    let one = bits_type.constant(1).into();
    let less = builder.binary(LLVMOpcode::LLVMSub, remaining, one);
    let next = builder.binary(LLVMOpcode::LLVMAnd, remaining, less);
    let (zero, bool) = (bits_type.zero().into(), builder.function.target.bool());
    let more = builder.push(
        Op::ICmp(LLVMIntPredicate::LLVMIntNE),
        vec![next, zero],
        bool,
    );
    builder.function.block_mut(body).terminator = Terminator::Conditional(more, body, after);
    for (&phi, &value) in std::iter::once(&remaining)
        .chain(&phis)
        .zip(std::iter::once(&next).chain(&results))
    {
        let Value::Inst(phi) = phi else {
            unreachable!("phis are instructions")
        };
        builder.function.inst_mut(phi).operands[1] = value;
    }
    results
}

/// The result after the loop, in the form that the instruction had.
fn finish(
    builder: &mut Builder,
    before: BlockId,
    body: BlockId,
    after: BlockId,
    inst: &Inst,
    results: &[Value],
) -> Option<Value> {
    let rest = std::mem::take(&mut builder.function.block_mut(after).insts);
    builder.block = after;
    let parts: Vec<Value> = results
        .iter()
        .map(|&result| {
            let ty = builder.type_of(result);
            builder.push(
                Op::Phi(vec![before, body]),
                vec![ty.poison().into(), result],
                ty,
            )
        })
        .collect();
    let whole = match parts.as_slice() {
        [] => None,
        [one] => Some(*one),
        several => Some(together(builder, several, inst.ty)),
    };
    builder.function.block_mut(after).insts.extend(rest);
    whole
}

/// One lane's value of a type, from the vectors of its components.
pub(super) fn one_lane(builder: &mut Builder, vectors: &[Value], lane: Value, ty: Type) -> Value {
    let elements: Vec<Value> = vectors
        .iter()
        .map(|&vector| {
            let element = builder.type_of(vector).element();
            builder.push(Op::ExtractElement, vec![vector, lane], element)
        })
        .collect();
    if !ty.is_vector() && !ty.is_struct() {
        return elements[0];
    }
    let mut whole: Value = ty.poison().into();
    for (index, element) in (0_u32..).zip(elements) {
        whole = if ty.is_struct() {
            builder.push(Op::InsertValue(vec![index]), vec![whole, element], ty)
        } else {
            let place = builder.function.target.int(32).constant(index.into());
            builder.push(Op::InsertElement, vec![whole, element, place.into()], ty)
        };
    }
    whole
}

/// A component of one lane's value.
fn component(builder: &mut Builder, value: Value, ty: Type, index: u32) -> Value {
    if ty.is_struct() {
        builder.push(Op::ExtractValue(vec![index]), vec![value], ty.member(index))
    } else if ty.is_vector() {
        builder.extract(value, index)
    } else {
        value
    }
}
