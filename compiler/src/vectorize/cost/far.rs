//! Loops in which each iteration reads neighbours that are far from those of the one before: columns of a matrix, or
//! `for (i = get_global_id(0); i < n; i += get_global_size(0))`.
//!
//! A vector's worth of such a row is a line or two; the next ones are read by the next vector, after the whole loop. No prefetcher
//! follows that, and of each page little is used at a time. So there is code for several vectors at once, as many as registers
//! hold what the loop carries.

use super::Costs;
use crate::{
    kir::{BlockId, InstId, Op, Value, cfg, shape::Shape},
    vectorize::operations::is_elementwise,
};
use llvm_sys::LLVMOpcode;

/// Instructions of the largest region, and of the largest loop in it.
const LARGEST: (usize, usize) = (150, 40);
/// Registers for what a loop carries, with AVX-512 and without.
const REGISTERS: (f64, f64) = (16.0, 8.0);
/// Bytes from one iteration's data to the next one's.
const FAR: i64 = 256;
/// Vectors at once, the most first.
const VECTORS: [u32; 3] = [16, 8, 4];
/// As many are only worth it if all rows have so many work-items.
const MOST_OF_ANY_ROW: u32 = 8;

/// From one iteration to the next a value grows by
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Known(i64),
    /// Something that does not change in the loop.
    Fixed,
}

/// How many vectors at once are worth code of their own; 1: there is no reason for several.
pub(super) fn vectors(costs: &Costs<'_>, row: Option<u64>) -> u32 {
    let facts = costs.facts;
    let order = cfg::reverse_postorder(facts.function);
    let mut all = order
        .iter()
        .flat_map(|&block| &facts.function.block(block).insts);
    let size = all.clone().count();
    if size > LARGEST.0 || costs.has_private() || !all.all(|&inst| is_simple(costs, inst)) {
        return 1;
    }
    let (mut is_far, mut carried) = (false, 0.0_f64);
    for index in 0..facts.loops.loops.len() {
        let is_innermost = facts.loops.loops.iter().all(|it| it.parent != Some(index));
        let Some(values) = carried_by(costs, index) else {
            return 1;
        };
        carried = carried.max(values);
        is_far |= is_innermost && reads_far(costs, index);
    }
    let registers = if costs.vector_bits >= crate::vectorize::FREE_MASKS {
        REGISTERS.0
    } else {
        REGISTERS.1
    };
    let fits = |&vectors: &u32| {
        let has_row = match row {
            Some(row) => row >= u64::from(vectors * costs.lanes),
            None => vectors <= MOST_OF_ANY_ROW,
        };
        has_row && carried * f64::from(vectors) <= registers
    };
    let found = VECTORS.into_iter().find(fits);
    found.filter(|_| is_far).unwrap_or(1)
}

/// Whether several vectors of an instruction are no more than that.
fn is_simple(costs: &Costs<'_>, id: InstId) -> bool {
    let inst = costs.facts.function.inst(id);
    match &inst.op {
        Op::AtomicRmw(..) | Op::CompareExchange(_) | Op::Other(_) | Op::Fence => false,
        Op::Load(memory) | Op::Store(memory) => memory.is_plain(),
        Op::Call => is_elementwise(inst),
        Op::Binary(_) => inst.is_speculatable() || !costs.is_varying(id.into()),
        _ => true,
    }
}

/// Registers for what a loop carries from one iteration to the next, unless it is one for a vector at a time.
fn carried_by(costs: &Costs<'_>, index: usize) -> Option<f64> {
    let facts = costs.facts;
    let found = &facts.loops.loops[index];
    let is_divergent = facts.uniformity.is_divergent_loop(index);
    if is_divergent && !costs.copied[index] {
        return None;
    }
    let stays = |block: &BlockId| {
        let mut ways = facts.function.block(*block).terminator.successors();
        ways.all(|way| facts.loops.contains(index, way))
    };
    let folds = |block: &&BlockId| facts.is_folded(**block) && stays(block);
    let mut insts = found
        .blocks
        .iter()
        .flat_map(|&block| &facts.function.block(block).insts);
    let is_small = insts.clone().count() <= LARGEST.1;
    let is_block = |&id: &InstId| {
        let inst = facts.function.inst(id);
        match &inst.op {
            Op::Load(_) => is_row(costs, inst.operands[0], inst.ty).is_some(),
            Op::Store(_) => {
                let ty = facts.function.type_of(inst.operands[0]);
                is_row(costs, inst.operands[1], ty) == Some(true)
            }
            _ => true,
        }
    };
    if !is_small || found.blocks.iter().find(folds).is_some() || !insts.clone().all(is_block) {
        return None;
    }
    Some(
        insts
            .by_ref()
            .filter(|&&id| facts.function.inst(id).is_phi() && costs.is_varying(id.into()))
            .map(|&id| costs.vectors(facts.function.inst(id).ty))
            .sum(),
    )
}

/// Whether the lanes' elements are one beside the other; none if they are anywhere.
fn is_row(costs: &Costs<'_>, address: Value, ty: crate::kir::Type) -> Option<bool> {
    match costs.facts.shapes.of(address) {
        Shape::Uniform => Some(false),
        Shape::Linear(linear) => {
            let size = costs.facts.function.target.size_of(ty);
            (ty.lanes() == 1 && linear.stride.cast_unsigned() == size).then_some(true)
        }
        Shape::Varying => None,
    }
}

fn reads_far(costs: &Costs<'_>, index: usize) -> bool {
    let facts = costs.facts;
    let blocks = &facts.loops.loops[index].blocks;
    let mut insts = blocks
        .iter()
        .flat_map(|&block| &facts.function.block(block).insts);
    insts.any(|&id| {
        let inst = facts.function.inst(id);
        let is_row = matches!(inst.op, Op::Load(_))
            && is_row(costs, inst.operands[0], inst.ty) == Some(true);
        is_row
            && match step(costs, index, inst.operands[0]) {
                Some(Step::Known(bytes)) => bytes.unsigned_abs() >= FAR.unsigned_abs(),
                Some(Step::Fixed) => true,
                None => false,
            }
    })
}

/// How a value changes from one iteration of a loop to the next.
fn step(costs: &Costs<'_>, index: usize, value: Value) -> Option<Step> {
    let facts = costs.facts;
    let function = facts.function;
    let Value::Inst(id) = value else {
        return Some(Step::Known(0));
    };
    let is_inside = costs.homes[id.index()].is_some_and(|home| facts.loops.contains(index, home));
    if !is_inside {
        return Some(Step::Known(0));
    }
    let inst = function.inst(id);
    let of = |place: usize| step(costs, index, inst.operands[place]);
    let constant = |place: usize| match inst.operands[place] {
        Value::Constant(constant) => constant.as_i64(),
        _ => None,
    };
    match &inst.op {
        Op::Phi(_) => own_step(costs, index, id),
        Op::Cast(_) => of(0),
        Op::Gep(_) => {
            let mut sum = of(0)?;
            for (term, size) in crate::kir::gep::offset(function, inst)?.terms {
                sum = add(sum, times(step(costs, index, term)?, Some(size)));
            }
            Some(sum)
        }
        Op::Binary(LLVMOpcode::LLVMAdd | LLVMOpcode::LLVMOr) => Some(add(of(0)?, of(1)?)),
        Op::Binary(LLVMOpcode::LLVMSub) => Some(add(of(0)?, times(of(1)?, Some(-1)))),
        Op::Binary(LLVMOpcode::LLVMMul) => match (of(0)?, of(1)?) {
            (one, Step::Known(0)) => Some(times(one, constant(1))),
            (Step::Known(0), one) => Some(times(one, constant(0))),
            _ => None,
        },
        Op::Binary(LLVMOpcode::LLVMShl) if of(1)? == Step::Known(0) => {
            let factor =
                constant(1).and_then(|shift| 1_i64.checked_shl(u32::try_from(shift).ok()?));
            Some(times(of(0)?, factor))
        }
        _ => None,
    }
}

/// The step of what a loop counts.
fn own_step(costs: &Costs<'_>, index: usize, phi: InstId) -> Option<Step> {
    let facts = costs.facts;
    let found = &facts.loops.loops[index];
    let inst = facts.function.inst(phi);
    let (Op::Phi(blocks), Some(latch)) = (&inst.op, found.latches.first()) else {
        return None;
    };
    if costs.homes[phi.index()] != Some(found.header) {
        return None;
    }
    let place = blocks.iter().position(|block| block == latch)?;
    let Value::Inst(next) = inst.operands[place] else {
        return None;
    };
    let next = facts.function.inst(next);
    let other = match &next.op {
        Op::Binary(LLVMOpcode::LLVMAdd | LLVMOpcode::LLVMSub) | Op::Gep(_) => {
            let place = next.operands.iter().position(|&it| it == phi.into())?;
            let [other] = next
                .operands
                .iter()
                .enumerate()
                .filter(|it| it.0 != place)
                .collect::<Vec<_>>()[..]
            else {
                return None;
            };
            *other.1
        }
        _ => return None,
    };
    let size = match next.op {
        Op::Gep(ty) => i64::try_from(facts.function.target.size_of(ty)).ok()?,
        _ => 1,
    };
    match other {
        Value::Constant(step) => Some(Step::Known(step.as_i64()?.wrapping_mul(size))),
        _ if step(costs, index, other)? == Step::Known(0) => Some(Step::Fixed),
        _ => None,
    }
}

fn add(a: Step, b: Step) -> Step {
    match (a, b) {
        (Step::Known(a), Step::Known(b)) => Step::Known(a.wrapping_add(b)),
        _ => Step::Fixed,
    }
}

fn times(step: Step, factor: Option<i64>) -> Step {
    match (step, factor) {
        (Step::Known(0), _) => Step::Known(0),
        (Step::Known(step), Some(factor)) => Step::Known(step.wrapping_mul(factor)),
        _ => Step::Fixed,
    }
}
