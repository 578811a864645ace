//! Loops in which each work-item reads on in memory of its own: `for (i = 0; i < n; ++i) sum += m[line * n + i] * x[i]`.
//!
//! One iteration reads a word here and there, the next one the words behind them: gathers, again and again of the same cache lines. The
//! loop gets an unrolled copy before it, for as long as there are so many iterations to come; in that, what an item reads is
//! a run of words, which [`members`](super::members) joins. The loop as it was does the rest.

mod copy;
mod steps;

use super::{operations::is_elementwise, pairs, structure::Facts, transpose};
use crate::kir::{BlockId, Function, InstId, Op, cfg, shape::Shape};
use copy::Unroller;
use std::collections::HashMap;
use steps::{Counter, Steps};

/// Iterations of one round of the copy.
const ROUND: i64 = 8;
/// Instructions of the largest loop that is unrolled.
const LARGEST: usize = 32;

/// Whether the function has such loops.
pub(super) fn has_loops(facts: &Facts<'_>) -> bool {
    candidates(facts).next().is_some()
}

/// The function with copies of such loops, if it has any.
pub(super) fn unroll(facts: &Facts<'_>) -> Option<Function> {
    let found: Vec<Candidate> = candidates(facts).collect();
    if found.is_empty() {
        return None;
    }
    let mut function = facts.function.clone();
    for candidate in &found {
        Unroller::new(&mut function, candidate).unroll();
    }
    Some(function)
}

fn candidates(facts: &Facts<'_>) -> impl Iterator<Item = Candidate> {
    let predecessors = cfg::predecessors(facts.function);
    let loops = 0..facts.loops.loops.len();
    loops.filter_map(move |index| candidate(facts, &predecessors, index))
}

/// A loop of one block.
struct Candidate {
    block: BlockId,
    /// The block that it is entered from.
    before: BlockId,
    /// The block that it is left to.
    exit: BlockId,
    counter: Counter,
    /// What work-items read of their own, with the bytes from one iteration to the next.
    reads: HashMap<InstId, i64>,
}

fn candidate(facts: &Facts<'_>, predecessors: &[Vec<BlockId>], index: usize) -> Option<Candidate> {
    let function = facts.function;
    let found = &facts.loops.loops[index];
    let block = found.header;
    let insts = &function.block(block).insts;
    let is_possible = |&id: &InstId| {
        let inst = function.inst(id);
        match inst.op {
            Op::Phi(_) | Op::Binary(_) => true,
            Op::Load(memory) => memory.is_plain(),
            Op::Call => is_elementwise(inst),
            _ => inst.is_speculatable(),
        }
    };
    if found.blocks.len() > 1
        || facts.uniformity.is_divergent_loop(index)
        || insts.len() > LARGEST
        || !insts.iter().all(is_possible)
    {
        return None;
    }
    let &[(_, exit)] = facts.loops.exits(function, index).as_slice() else {
        return None;
    };
    let mut before = predecessors[block.index()]
        .iter()
        .filter(|&&other| other != block);
    let (Some(&before), None) = (before.next(), before.next()) else {
        return None;
    };
    let steps = Steps::of(function, block)?;
    let reads: HashMap<InstId, i64> = insts
        .iter()
        .filter_map(|&id| Some((id, read(facts, &steps, id)?)))
        .collect();
    (!reads.is_empty()).then_some(Candidate {
        block,
        before,
        exit,
        counter: steps.counter,
        reads,
    })
}

/// Bytes from what an instruction reads to what it reads in the next iteration, if that is the next word of the item's own.
fn read(facts: &Facts<'_>, steps: &Steps<'_>, id: InstId) -> Option<i64> {
    let inst = facts.function.inst(id);
    let Op::Load(_) = inst.op else { return None };
    let is_word = facts.function.target.store_size_of(inst.ty) == pairs::WORD
        && !inst.ty.is_vector()
        && super::is_whole(inst.ty);
    let is_own = match facts.shapes.of(inst.operands[0]) {
        Shape::Uniform => false,
        Shape::Linear(linear) => transpose::is_far(linear.stride),
        Shape::Varying => true,
    };
    if !(is_word && is_own) {
        return None;
    }
    let step = steps.of_address(inst.operands[0])?;
    (step.unsigned_abs() == pairs::WORD).then_some(step)
}
