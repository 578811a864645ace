//! How many work-items run at once: an estimate of what a work-item costs alone and as a lane.
//!
//! Costs are cycles of throughput on recent x86 cores, rough and independent of the machine: they decide between widths
//! that differ by far, such as a byte table looked up lane by lane against the same in a plain loop.

mod depths;
mod far;

use super::{
    Refusal, Request, atomics::is_combined, interleave, narrow::Indices, pairs, structure::Facts,
    transpose, unroll, whole,
};
use crate::kir::{
    BlockId, Function, Inst, InstId, Op, ParamKind, Sharing, Terminator, Type, TypeKind, Value,
    cfg::{self},
    shape::Shape,
};
use depths::Depths;
use llvm_sys::LLVMOpcode;
use std::collections::HashSet;

/// Iterations of a loop whose number is not known.
const ITERATIONS: f64 = 8.0;
/// How many more iterations than one lane all lanes take together, if they leave a loop at different times.
const DIVERGENCE: f64 = 1.6;
/// A branch that is sometimes mispredicted.
const MISPREDICTED: f64 = 0.5;
/// How often a block runs that calls a rare path of the built-in library.
const RARE: f64 = 1.0 / 64.0;
/// The same, if data decide it: twenty cycles, a third of the time.
const DATA_MISPREDICTED: f64 = 6.0;
/// That data end a loop, in each iteration.
const DATA_ENDS: f64 = 1.5;
/// Waiting for data that say where the next are, beside what work-items that follow each other overlap.
const LATENCY: f64 = 8.0;
/// Bytes.
const CACHE_LINE: i64 = 64;
/// Vector registers that a loop's values may take if two vectors run side by side.
const REGISTERS: u32 = 14;

/// A choice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Choice {
    /// Work-items at once.
    pub(super) lanes: u32,
    /// The most that are worth code of their own: so many, or a multiple.
    pub(super) most: u32,
    /// Whether more would be, or loops would be copied, if nobody waited.
    pub(super) is_draft: bool,
    /// What each costs, if it was asked.
    pub(super) cost: f64,
}

/// As many work-items as fill a vector with the elements that the kernel mostly works on, unless each on its own is faster.
pub(super) fn choose_width(
    facts: &Facts<'_>,
    vector_bits: u32,
    request: &Request<'_>,
) -> Result<Choice, Refusal> {
    let (mut narrow, mut wide, mut widest) = (0_u32, 0_u32, 0_u32);
    let is_data = data(facts.function);
    for block in cfg::reverse_postorder(facts.function) {
        for &inst in &facts.function.block(block).insts {
            let ty = facts.function.inst(inst).ty;
            if facts.shapes.of(inst.into()) != Shape::Varying || ty.is_void() || ty.is_struct() {
                continue;
            }
            if is_data[inst.index()] {
                widest = widest.max(bits_of(ty.element()));
            }
            // Addresses are for gathers, which work on 32-bit data as well.
            match is_wide(ty.element()) {
                true if is_data[inst.index()] => wide += ty.lanes(),
                true => {}
                false => narrow += ty.lanes(),
            }
        }
    }
    let lanes = vector_bits / if wide > narrow { 64 } else { 32 };
    if lanes < 2 {
        return Err(Refusal::Unsupported);
    }
    let laid_out = if request.owns_privates {
        interleave::elements(facts.function)
    } else {
        HashSet::new()
    };
    let loops = 0..facts.loops.loops.len();
    let costs = Costs {
        facts,
        laid_out,
        gathers: request.gathers,
        homes: facts.function.inst_blocks(),
        copied: loops.map(|index| whole::is_copied(facts, index)).collect(),
        lanes,
        vector_bits,
    };
    let (alone, together) = costs.total();
    if !request.always && alone * 1.1 < together / f64::from(lanes) {
        return Err(Refusal::Slower);
    }
    let doubled = if costs.is_worth_doubling() { 2 } else { 1 };
    let many = if request.one_width {
        1
    } else {
        far::vectors(&costs, request.row).max(costs.vectors_of_narrow(widest))
    };
    let vectors = if request.draft {
        doubled
    } else {
        doubled.max(many)
    };
    let has_copies =
        || costs.copied.contains(&true) || whole::has_branches(facts) || unroll::has_loops(facts);
    Ok(Choice {
        lanes,
        most: lanes * vectors,
        is_draft: request.draft && (many > vectors || has_copies()),
        cost: together / f64::from(lanes),
    })
}

/// For each instruction whether its value is more than part of an address.
fn data(function: &Function) -> Vec<bool> {
    let mut is_data = vec![false; function.inst_count()];
    let order = cfg::reverse_postorder(function);
    let mut changed = true;
    while changed {
        changed = false;
        for &block in order.iter().rev() {
            for &id in function.block(block).insts.iter().rev() {
                let inst = function.inst(id);
                let is_part = match &inst.op {
                    Op::Gep(_) | Op::Cast(_) | Op::Binary(_) | Op::Phi(_) => !is_data[id.index()],
                    _ => false,
                };
                for (place, &operand) in inst.operands.iter().enumerate() {
                    let is_address = match inst.op {
                        Op::Load(_) => true,
                        Op::Store(_) => place == 1,
                        _ => is_part,
                    };
                    if let Value::Inst(operand) = operand
                        && !is_address
                    {
                        changed |= !std::mem::replace(&mut is_data[operand.index()], true);
                    }
                }
            }
            if let Some(Value::Inst(condition)) = function.block(block).terminator.condition() {
                changed |= !std::mem::replace(&mut is_data[condition.index()], true);
            }
        }
    }
    is_data
}

fn is_wide(element: Type) -> bool {
    element.is_pointer()
        || element.is_int() && element.int_bits() > 32
        || element.kind() == TypeKind::LLVMDoubleTypeKind
}

fn bits_of(element: Type) -> u32 {
    match element.kind() {
        TypeKind::LLVMIntegerTypeKind => element.int_bits().next_power_of_two().max(8),
        TypeKind::LLVMHalfTypeKind => 16,
        TypeKind::LLVMFloatTypeKind => 32,
        _ => 64,
    }
}

struct Costs<'a> {
    facts: &'a Facts<'a>,
    /// Addresses of private elements.
    laid_out: HashSet<InstId>,
    gathers: bool,
    homes: Vec<Option<BlockId>>,
    /// Whether a loop gets a copy for the iterations that all lanes do.
    copied: Vec<bool>,
    lanes: u32,
    vector_bits: u32,
}

impl Costs<'_> {
    /// What one work-item costs alone, and a vector of them.
    fn total(&self) -> (f64, f64) {
        let facts = self.facts;
        let order = cfg::reverse_postorder(facts.function);
        let mut alone = vec![0.0; facts.function.block_count()];
        let mut together = alone.clone();
        alone[facts.function.entry.index()] = 1.0;
        together[facts.function.entry.index()] = 1.0;
        let (mut sum_alone, mut sum_together) = (0.0, 0.0);
        let memory = Depths::new(facts);
        for &block in &order {
            self.enter_loop(block, &mut alone, &mut together);
            let (own, vector) = (alone[block.index()], together[block.index()]);
            let often = if self.is_rare(block) { RARE } else { 1.0 };
            for &inst in &facts.function.block(block).insts {
                sum_alone += often * own * self.alone(inst);
                sum_together += often * vector * self.together(inst);
                if memory.waits(inst) {
                    sum_alone += often * own * LATENCY;
                    sum_together += often * vector * 2.0 * LATENCY;
                }
            }
            let folded = facts.is_folded(block);
            if folded {
                let condition = facts.function.block(block).terminator.condition();
                let mut ways = facts.function.block(block).terminator.successors();
                let is_data = condition.is_some_and(|condition| memory.is_data(condition))
                    && !ways.any(|way| self.is_rare(way));
                // That a loop ends is mispredicted once.
                let inner = facts.loops.innermost(block);
                let mut targets = facts.function.block(block).terminator.successors();
                let ends =
                    inner.is_some_and(|index| targets.any(|to| !facts.loops.contains(index, to)));
                sum_alone += own
                    * match (is_data, ends) {
                        (true, false) => DATA_MISPREDICTED,
                        (true, true) => DATA_ENDS,
                        (false, _) => MISPREDICTED,
                    };
                if !inner.is_some_and(|index| self.copied[index]) {
                    sum_together += vector * 2.0;
                }
            }
            self.spread(block, folded, &mut alone, &mut together);
        }
        (sum_alone, sum_together)
    }

    /// Whether the block calls a function that the built-in library declares to be cold.
    fn is_rare(&self, block: BlockId) -> bool {
        let function = self.facts.function;
        let is_cold = |id: &InstId| {
            let callee = function.inst(*id).callee();
            callee.is_some_and(|callee| callee.has_attribute(function.target, "cold"))
        };
        function.block(block).insts.iter().any(is_cold)
    }

    fn enter_loop(&self, block: BlockId, alone: &mut [f64], together: &mut [f64]) {
        let Some(index) = self.facts.loops.innermost(block) else {
            return;
        };
        if self.facts.loops.loops[index].header != block {
            return;
        }
        alone[block.index()] *= ITERATIONS;
        let is_divergent = self.facts.uniformity.is_divergent_loop(index);
        together[block.index()] *= if is_divergent && !self.copied[index] {
            ITERATIONS * DIVERGENCE
        } else {
            ITERATIONS
        };
    }

    /// How often the blocks after a block run.
    fn spread(&self, block: BlockId, folded: bool, alone: &mut [f64], together: &mut [f64]) {
        let facts = self.facts;
        let (own, vector) = (alone[block.index()], together[block.index()]);
        let inner = facts.loops.innermost(block);
        let stays = |to: BlockId| inner.is_none_or(|index| facts.loops.contains(index, to));
        let targets: Vec<BlockId> = facts
            .function
            .block(block)
            .terminator
            .successors()
            .collect();
        let staying = targets.iter().filter(|&&to| stays(to)).count();
        for &to in &targets {
            if facts.back_edge(block, to).is_some() {
                continue;
            }
            let share = match (stays(to), staying) {
                (true, count) => 1.0 / count as f64,
                (false, 0) => 1.0 / targets.len() as f64,
                (false, _) => 1.0 / ITERATIONS,
            };
            alone[to.index()] += own * share;
            // Both ways of a folded branch run.
            let share = if folded && stays(to) { 1.0 } else { share };
            let limit = if facts.loops.innermost(to) == inner {
                vector
            } else {
                f64::MAX
            };
            together[to.index()] = (together[to.index()] + vector * share).min(limit.max(0.0));
        }
    }

    fn is_varying(&self, value: Value) -> bool {
        self.facts.shapes.of(value) == Shape::Varying
    }

    fn alone(&self, id: InstId) -> f64 {
        let inst = self.facts.function.inst(id);
        let lanes = f64::from(inst.ty.lanes());
        match &inst.op {
            // Loops over work-items keep such values, or step them.
            _ if !self.is_varying(id.into()) && inst.is_speculatable() => 0.05,
            Op::Phi(_) => 0.0,
            Op::Load(_) => 0.5 * lanes,
            Op::Store(_) => f64::from(self.facts.function.type_of(inst.operands[0]).lanes()),
            Op::AtomicRmw(_, Sharing::WorkGroup) | Op::CompareExchange(Sharing::WorkGroup) => 1.5,
            Op::AtomicRmw(..) | Op::CompareExchange(_) => 18.0,
            Op::Call if super::operations::is_elementwise(inst) => 0.5 * lanes,
            Op::Call => 4.0 * lanes,
            Op::Binary(_) => lanes * heavy(inst).map_or(0.35, |(own, _)| own),
            Op::Gep(_) => 0.2,
            Op::Cast(opcode) if is_free(*opcode) => 0.0,
            _ => 0.35 * lanes,
        }
    }

    fn together(&self, id: InstId) -> f64 {
        let inst = self.facts.function.inst(id);
        let width = f64::from(self.lanes);
        match &inst.op {
            Op::Phi(_) if !self.is_varying(id.into()) => 0.0,
            Op::Phi(_) => 0.5 * self.vectors(inst.ty),
            Op::Load(_) if self.is_varying(id.into()) => {
                let small = if self.gathers { 1.2 } else { 2.5 };
                self.access(inst.ty, inst.operands[0], (0.75, small))
            }
            Op::Store(_) => {
                let ty = self.facts.function.type_of(inst.operands[0]);
                self.access(ty, inst.operands[1], (1.1, 3.0))
            }
            Op::AtomicRmw(..) if is_combined(self.facts, id) => 25.0,
            Op::AtomicRmw(_, Sharing::WorkGroup) | Op::CompareExchange(Sharing::WorkGroup) => {
                width * 5.0
            }
            Op::AtomicRmw(..) | Op::CompareExchange(_) => width * 21.0,
            _ if !self.is_varying(id.into()) => self.alone(id),
            Op::Call if super::operations::is_elementwise(inst) => 1.5 * self.vectors(inst.ty),
            Op::Call => width * 12.0,
            Op::Binary(_) => {
                let each = heavy(inst).map_or(0.7, |(_, vector)| vector);
                each * self.vectors(inst.ty)
            }
            Op::Cast(opcode) if is_free(*opcode) => 0.0,
            _ => 0.7 * self.vectors(inst.ty),
        }
    }

    /// A load or store of all lanes; costs for each lane if they are anywhere: of whole words, and of smaller elements.
    fn access(&self, ty: Type, address: Value, each: (f64, f64)) -> f64 {
        let size = u64::from(bits_of(ty.element()) / 8);
        let elements = f64::from(self.lanes * pairs::count(ty, size));
        let mut each = each;
        if let Shape::Linear(linear) = self.facts.shapes.of(address)
            && linear.stride.abs() >= CACHE_LINE
            && self.is_in_loop(address)
            && !self.has_private()
        {
            // Each work-item on its own reads on where it was, which caches expect.
            each = (each.0 + 0.4, each.1 + 0.4);
        }
        match self.facts.shapes.of(address) {
            Shape::Uniform => 1.0,
            Shape::Linear(_) if self.is_laid_out(address) => 1.5 * self.vectors(ty),
            Shape::Linear(linear) if self.is_block(linear.stride, ty) => {
                1.5 * self.vectors(ty) * left_out(linear.stride, ty)
            }
            Shape::Varying if self.may_be_block(address, ty) => 2.5 * self.vectors(ty),
            _ if bits_of(ty.element()) < 32 => elements * each.1,
            _ => elements * each.0,
        }
    }

    fn is_in_loop(&self, value: Value) -> bool {
        let Value::Inst(inst) = value else {
            return false;
        };
        let home = self.homes[inst.index()];
        home.is_some_and(|home| self.facts.loops.innermost(home).is_some())
    }

    /// Whether work-items have arrays of their own: then that is where they spend their time.
    fn has_private(&self) -> bool {
        let used = self.facts.function.used_params();
        let is_private = |kind| matches!(kind, ParamKind::Private(_));
        used.iter().any(|param| is_private(param.kind))
    }

    /// Whether the lanes' elements will be side by side; see `interleave`.
    fn is_laid_out(&self, address: Value) -> bool {
        match address {
            Value::Inst(id) => self.laid_out.contains(&id),
            // The first element.
            Value::Param(param) => {
                let function = self.facts.function;
                matches!(function.param_of(param).kind, ParamKind::Private(_))
                    && !self.laid_out.is_empty()
            }
            Value::Constant(_) => false,
        }
    }

    /// Whether an address that varies does so only because its index may wrap, or a quotient change; see `narrow`.
    fn may_be_block(&self, address: Value, ty: Type) -> bool {
        let indices = Indices {
            facts: self.facts,
            width: self.lanes,
        };
        let stride = indices.stride(address);
        stride.is_some_and(|stride| self.is_block(stride, ty))
    }

    /// Whether lanes this far apart are read and written as a block.
    fn is_block(&self, stride: i64, ty: Type) -> bool {
        let size = i64::from(bits_of(ty.element()) / 8);
        match ty.lanes() {
            1 => stride.abs() <= 4 * size,
            3 if stride == 4 * size => true,
            lanes => {
                stride == size * i64::from(lanes) || transpose::step(size, lanes, stride).is_some()
            }
        }
    }

    /// Registers that a value takes.
    fn vectors(&self, ty: Type) -> f64 {
        if ty.is_void() || ty.is_struct() {
            return 2.0;
        }
        let bits = bits_of(ty.element()) * self.lanes;
        f64::from(bits.div_ceil(self.vector_bits) * ty.lanes())
    }

    /// How many vectors fill registers where nothing is wider than so many bits. Those that gather gain nothing.
    fn vectors_of_narrow(&self, widest: u32) -> u32 {
        match widest {
            1..=16 if !self.gathers_any() => 32 / widest,
            _ => 1,
        }
    }

    /// Whether lanes read or write anywhere.
    fn gathers_any(&self) -> bool {
        let facts = self.facts;
        let is_anywhere = |&id: &InstId| {
            let inst = facts.function.inst(id);
            let address = match inst.op {
                Op::Load(_) => inst.operands[0],
                Op::Store(_) => inst.operands[1],
                _ => return false,
            };
            facts.shapes.of(address) == Shape::Varying
        };
        let blocks = cfg::reverse_postorder(facts.function);
        let mut insts = blocks
            .iter()
            .flat_map(|&block| &facts.function.block(block).insts);
        insts.any(is_anywhere)
    }

    /// Whether the kernel spends its time in a loop of few values that each iteration gets from the one before: then a second
    /// vector hides the latency of the first.
    fn is_worth_doubling(&self) -> bool {
        let facts = self.facts;
        let waits = Depths::new(facts).has_long_chain();
        let is_simple = |&id: &InstId| {
            let inst = facts.function.inst(id);
            match &inst.op {
                // Gathers of two vectors compete for the same lines of a cache.
                Op::Load(_) => {
                    waits
                        || match facts.shapes.of(inst.operands[0]) {
                            Shape::Uniform => true,
                            Shape::Linear(linear) => linear.stride.abs() < CACHE_LINE,
                            Shape::Varying => false,
                        }
                }
                Op::Store(_) | Op::AtomicRmw(..) | Op::CompareExchange(_) | Op::Other(_) => false,
                Op::Call => super::operations::is_elementwise(inst),
                Op::Binary(_) => inst.is_speculatable(),
                _ => true,
            }
        };
        let all = cfg::reverse_postorder(facts.function);
        let mut all = all
            .iter()
            .flat_map(|&block| &facts.function.block(block).insts);
        let is_simple_or_store =
            |id: &InstId| matches!(facts.function.inst(*id).op, Op::Store(_)) || is_simple(id);
        let mut worth = waits && all.all(is_simple_or_store);
        for (index, found) in facts.loops.loops.iter().enumerate() {
            let is_innermost = !facts
                .loops
                .loops
                .iter()
                .any(|other| other.parent == Some(index));
            if !is_innermost {
                continue;
            }
            let insts = || {
                found
                    .blocks
                    .iter()
                    .flat_map(|&block| &facts.function.block(block).insts)
            };
            let values: f64 = insts()
                .filter(|&&id| facts.function.inst(id).is_phi() && self.is_varying(id.into()))
                .map(|&id| self.vectors(facts.function.inst(id).ty))
                .sum();
            let branches = found.blocks.iter().filter(|&&block| {
                matches!(
                    facts.function.block(block).terminator,
                    Terminator::Conditional(..)
                )
            });
            let fits = values > 0.0 && values * 2.0 <= f64::from(REGISTERS);
            if !insts().all(is_simple) || !fits || branches.count() > 3 || insts().count() > 60 {
                return false;
            }
            worth = true;
        }
        worth
    }
}

/// How many times as much is read as is needed, of vectors so many bytes apart.
fn left_out(stride: i64, ty: Type) -> f64 {
    let needed = i64::from(bits_of(ty.element()) / 8) * i64::from(ty.lanes());
    match ty.lanes() {
        1 => 1.0,
        _ => (stride as f64 / needed as f64).max(1.0),
    }
}

/// What a division costs alone and for a vector.
fn heavy(inst: &Inst) -> Option<(f64, f64)> {
    let Op::Binary(opcode) = inst.op else {
        return None;
    };
    let wide = is_wide(inst.ty.element());
    Some(match opcode {
        LLVMOpcode::LLVMFDiv if wide => (4.0, 16.0),
        LLVMOpcode::LLVMFDiv => (3.0, 10.0),
        LLVMOpcode::LLVMFRem => (30.0, 500.0),
        LLVMOpcode::LLVMUDiv
        | LLVMOpcode::LLVMSDiv
        | LLVMOpcode::LLVMURem
        | LLVMOpcode::LLVMSRem => {
            // By a constant: shifts, or a product.
            if let Value::Constant(divisor) = inst.operands[1] {
                let shifts = divisor.as_u64().is_some_and(u64::is_power_of_two);
                match (shifts, wide) {
                    (true, _) => (1.0, 2.5),
                    (false, false) => (2.0, 6.0),
                    (false, true) => (2.5, 20.0),
                }
            } else if wide {
                (10.0, 110.0)
            } else {
                (6.0, 40.0)
            }
        }
        _ => return None,
    })
}

fn is_free(opcode: LLVMOpcode) -> bool {
    matches!(
        opcode,
        LLVMOpcode::LLVMBitCast
            | LLVMOpcode::LLVMAddrSpaceCast
            | LLVMOpcode::LLVMPtrToInt
            | LLVMOpcode::LLVMIntToPtr
    )
}
