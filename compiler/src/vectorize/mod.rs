//! Whole-function vectorisation: one region for several work-items at once, neighbours in dimension 0.
//!
//! [`vectorise`] takes a region as it is for one work-item and makes it twice for `W` of them: for calls in which all lanes are
//! work-items, and for calls in which some are ([`ParamKind::Lanes`]): the last of a row. In both, local id 0 is that of lane 0.
//! 1. [`normalise`]: two-way branches, one end, simple loops.
//! 2. Analyses: what is uniform, linear or varying ([`crate::kir::uniformity`], [`crate::kir::shape`]).
//! 3. [`structure`]: control flow; both ways of a divergent branch are executed under masks.
//! 4. [`widen`], with [`operations`] and [`memory`]: uniform instructions stay as they are, linear ones are kept as the value of
//!    lane 0, the others become vectors, OpenCL vectors one for each element. Only what is live out of a loop or a
//!    branch is blended.
//! 5. [`per_lane`]: atomics, volatile accesses and calls of unknown functions are done for one lane after the other.
//!
//! What can't be vectorised stays scalar: [`vectorise`] returns nothing then.

mod lanes;
mod memory;
mod normalise;
mod operations;
pub(crate) mod order;
mod per_lane;
mod structure;
mod widen;

use crate::kir::{Function, InstId, Op, Type, TypeKind, Value, cfg, clean, shape::Shape};
use structure::{Facts, structure};

/// A region for several work-items at once. Both functions have one exit, number 0.
#[derive(Debug, Clone)]
pub struct Vectorised {
    /// How many work-items.
    pub width: u32,
    /// For calls in which all lanes are work-items.
    pub full: Function,
    /// For calls in which some are, at least one.
    pub masked: Function,
    /// Whether positions in dimension 0 must be less than 2^31, except in calls for one work-item.
    pub assumes_small_positions: bool,
}

/// How many work-items are combined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// As many as fill vectors of this many bits with the elements that the region mostly works on.
    Bits(u32),
    /// This many.
    Items(u32),
}

/// Vectorises a region. `private_stride` says how far apart the copies of a private
/// variable are; `silent_exit` is an exit by which work-items leave without saying so.
#[must_use]
pub fn vectorise(
    region: &Function,
    width: Width,
    private_stride: &dyn Fn(u32) -> i64,
    silent_exit: Option<u32>,
) -> Option<Vectorised> {
    let mut function = region.clone();
    if !is_supported(&function) {
        return None;
    }
    normalise::normalise(&mut function, silent_exit)?;
    check(&function);
    let facts = Facts::new(&function, private_stride)?;
    if waits_in_loop(&facts) {
        return None;
    }
    let width = match width {
        Width::Bits(bits) => choose_width(&facts, bits)?,
        Width::Items(count) => count,
    };
    let make = |full: bool| {
        let widened = widen::widen(&facts, structure(&facts)?, width, full);
        let mut function = per_lane::expand(widened, width);
        clean::remove_dead(&mut function);
        check(&function);
        Some(function)
    };
    Some(Vectorised {
        width,
        full: make(true)?,
        masked: make(false)?,
        assumes_small_positions: facts.shapes.assumes_small_positions(),
    })
}

/// Our own mistakes must not become wrong code.
fn check(function: &Function) {
    if let Err(what) = crate::kir::verify::verify(function) {
        panic!("malformed KIR: {what}\n{function}");
    }
}

/// Whether work-items may wait for each other: in a loop that they leave at different times, one that has taken a lock could
/// not give it back while the others, in step with it, try to take it.
fn waits_in_loop(facts: &Facts<'_>) -> bool {
    let is_atomic = |&inst: &InstId| match &facts.function.inst(inst).op {
        Op::AtomicRmw(..) | Op::CompareExchange => true,
        Op::Load(memory) => !memory.is_plain(),
        _ => false,
    };
    (0..facts.loops.loops.len()).any(|index| {
        let blocks = &facts.loops.loops[index].blocks;
        facts.uniformity.is_divergent_loop(index)
            && blocks
                .iter()
                .any(|&block| facts.function.block(block).insts.iter().any(is_atomic))
    })
}

/// As many work-items as fill a vector with the elements that the kernel mostly works on.
fn choose_width(facts: &Facts<'_>, vector_bits: u32) -> Option<u32> {
    let (mut narrow, mut wide) = (0_u32, 0_u32);
    for block in cfg::reverse_postorder(facts.function) {
        for &inst in &facts.function.block(block).insts {
            let ty = facts.function.inst(inst).ty;
            if facts.shapes.of(inst.into()) != Shape::Varying || ty.is_void() || ty.is_struct() {
                continue;
            }
            let element = ty.element();
            let is_wide = element.is_pointer()
                || element.is_int() && element.int_bits() > 32
                || element.kind() == TypeKind::LLVMDoubleTypeKind;
            // Addresses are for gathers, which work on 32-bit data as well.
            match (is_wide, element.is_pointer()) {
                (true, false) => wide += ty.lanes(),
                (false, _) => narrow += ty.lanes(),
                _ => {}
            }
        }
    }
    let width = vector_bits / if wide > narrow { 64 } else { 32 };
    (width >= 2).then_some(width)
}

/// Whether a type can be widened: a scalar, a vector, or a structure of scalars.
fn is_widenable(ty: Type) -> bool {
    let is_scalar =
        |ty: Type| ty.is_pointer() || ty.is_float() || ty.is_int() && ty.int_bits() <= 64;
    if ty.is_struct() {
        return (0..ty.member_count()).all(|index| is_scalar(ty.member(index)));
    }
    is_scalar(if ty.is_vector() { ty.element() } else { ty })
}

/// Whether the elements of a type take whole bytes in memory, so that vectors of them lie there as arrays do.
pub(crate) fn is_whole(ty: Type) -> bool {
    let element = ty.element();
    !ty.is_aggregate()
        && (element.is_pointer()
            || element.is_float()
            || element.is_int() && element.int_bits().is_multiple_of(8))
}

fn is_supported(function: &Function) -> bool {
    let is_supported_inst = |&id: &InstId| {
        let inst = function.inst(id);
        let is_data = |value: &Value| match value {
            Value::Constant(constant) => !constant.is_data() || is_widenable(constant.ty()),
            _ => is_widenable(function.type_of(*value)),
        };
        let is_simple = match &inst.op {
            Op::Other(_) => false,
            Op::ExtractValue(indices) | Op::InsertValue(indices) => indices.len() == 1,
            Op::Gep(_) => inst.ty.is_pointer(),
            Op::AtomicRmw(..) | Op::CompareExchange => true,
            _ => true,
        };
        is_simple
            && (inst.ty.is_void() || is_widenable(inst.ty))
            && inst.operands.iter().all(is_data)
    };
    cfg::reverse_postorder(function)
        .iter()
        .all(|&block| function.block(block).insts.iter().all(is_supported_inst))
}
