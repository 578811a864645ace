//! Whole-function vectorisation: one region for several work-items at once, neighbours in one dimension.
//!
//! [`vectorise`] takes a region as it is for one work-item and makes it twice for `W` of them: for calls in which all lanes are
//! work-items, and for calls in which some are ([`ParamKind::Lanes`]): the last of a row. In both, the local id is that of lane 0.
//! 1. [`high_half`]: products of 128 bits. [`normalise`]: two-way branches, one end, simple loops.
//! 2. Analyses: what is uniform, linear or varying ([`crate::kir::uniformity`], [`crate::kir::shape`]).
//!    [`extend`] first computes what is extended in the wider type.
//!    [`members`] joins accesses to members of one structure.
//!    [`interleave`] lays out private variables.
//!    [`whole`]: copies of loops for the iterations that all lanes do, and of branches that all take.
//! 3. [`structure`]: control flow; both ways of a divergent branch are executed under masks.
//! 4. [`widen`], with [`operations`] and [`memory`]: uniform instructions stay as they are, linear ones are kept as the value of
//!    lane 0, the others become vectors, OpenCL vectors one for each element. Only what is live out of a loop or a
//!    branch is blended.
//!    [`transpose`]: blocks with several elements for each lane.
//!    [`narrow`]: addresses that are linear unless they wrap or a quotient changes. [`words`]: gathers of bytes.
//!    [`offsets`]: gathers with offsets of 32 bits. [`pairs`]: gathers of OpenCL vectors.
//! 5. [`per_lane`]: atomics, volatile accesses and calls of unknown functions are done for one lane after the other.
//!
//! What can't be vectorised, or is faster without, stays scalar.

mod atomics;
mod cost;
mod divide;
mod extend;
mod high_half;
mod interleave;
mod lanes;
mod members;
mod memory;
mod narrow;
mod normalise;
mod offsets;
mod operations;
pub(crate) mod order;
mod pairs;
mod per_lane;
pub(crate) mod stream;
mod structure;
mod transpose;
mod unroll;
mod whole;
mod widen;
mod words;

use crate::kir::{Function, InstId, Op, Type, Value, cfg, clean, shape::Extensions};
use cost::Choice;
use structure::{Facts, structure};

/// Bits of the vectors of processors whose instructions all take masks (AVX-512).
const FREE_MASKS: u32 = 512;

/// A region for several work-items at once. Both functions have one exit, number 0.
#[derive(Debug, Clone)]
pub struct Vectorised {
    /// How many work-items.
    pub width: u32,
    /// An estimate of what each costs.
    pub cost: f64,
    /// Whether the code would be faster if it were no draft.
    pub is_draft: bool,
    /// For calls in which all lanes are work-items: for so many, the most first. None: `masked` is for those too.
    pub full: Vec<(u32, Function)>,
    /// For calls in which some of `width` lanes are, at least one.
    pub masked: Function,
    /// Whether positions in the dimension must be small ([`crate::kir::shape::SMALL_POSITIONS`]), except in calls for one
    /// work-item.
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

impl Vectorised {
    /// The code for calls in which `width` lanes are work-items, if it has any of its own.
    #[must_use]
    pub fn full_code(&self) -> Option<&Function> {
        let code = self.full.iter().find(|(width, _)| *width == self.width);
        code.map(|(_, code)| code)
    }

    /// All of the code.
    pub fn codes(&self) -> impl Iterator<Item = &Function> {
        self.full.iter().map(|(_, code)| code).chain([&self.masked])
    }

    /// How many work-items the code is for.
    pub fn widths(&self) -> impl Iterator<Item = u32> {
        self.full
            .iter()
            .map(|&(width, _)| width)
            .chain([self.width])
    }
}

/// Code for calls in which all lanes are work-items.
#[derive(Debug, Clone, Copy)]
struct Full {
    /// Whether it asks for what it will read: the code for several vectors at once.
    reads_ahead: bool,
}

/// How a region is vectorised.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// For how many work-items.
    pub width: Width,
    /// Whether the machine gathers words.
    pub gathers: bool,
    /// Whether it is done even if work-items are faster on their own.
    pub always: bool,
    /// The dimension in which the work-items are neighbours.
    pub dimension: u8,
    /// Whether code of one width is all that is used.
    pub one_width: bool,
    /// Whether rows may be short: half as many work-items get code too.
    pub half: bool,
    /// Whether the code for some lanes serves all, where masks are free: half as much code.
    pub masked_only: bool,
    /// Whether somebody waits: there is only what is soon done.
    pub draft: bool,
    /// How many work-items each row has, if that is known.
    pub row: Option<u64>,
    /// Whether nobody else uses the private variables: they may be laid out in any way.
    pub owns_privates: bool,
    /// Whether the kernel is [unordered](stream::is_unordered).
    pub may_stream: bool,
    /// How far apart the copies of a private variable are.
    pub private_stride: &'a dyn Fn(u32) -> i64,
    /// An exit by which work-items leave without saying so.
    pub silent_exit: Option<u32>,
}

impl Request<'_> {
    fn analyse<'f>(&self, function: &'f Function, extensions: Extensions) -> Option<Facts<'f>> {
        Facts::new(function, self.dimension, self.private_stride, extensions)
    }

    /// What is known of the function after a change, if there was one.
    fn renew<'f>(&self, facts: Facts<'f>, changed: &'f Option<Function>) -> Option<Facts<'f>> {
        let Some(changed) = changed else {
            return Some(facts);
        };
        check(changed);
        self.analyse(changed, Extensions::Kept)
    }

    fn make(&self, facts: &Facts<'_>, width: Choice) -> Option<Vectorised> {
        let Choice {
            lanes,
            most,
            is_draft,
            cost,
        } = width;
        let several = !self.one_width;
        // Each copy takes longer to build than all else that is done with a region, and code for some lanes is as fast here.
        let masks_are_free = matches!(self.width, Width::Bits(bits) if bits >= FREE_MASKS);
        let own = several && !(masks_are_free && (self.dimension > 0 || self.masked_only));
        let widths = [
            (most, most > 2 * lanes && own),
            (2 * lanes, most >= 2 * lanes && own),
            (lanes, own || !several),
            (lanes / 2, self.half && own && !masks_are_free && lanes >= 8),
        ];
        let full = widths.into_iter().filter(|(_, wanted)| *wanted);
        let full = self.needed(full.map(|(lanes, _)| lanes));
        let full = full
            .into_iter()
            .map(|width| {
                let reads_ahead = width > 2 * lanes;
                Some((width, self.code(facts, width, Some(Full { reads_ahead }))?))
            })
            .collect::<Option<_>>()?;
        Some(Vectorised {
            width: lanes,
            cost,
            is_draft,
            full,
            masked: self.code(facts, lanes, None)?,
            assumes_small_positions: facts.shapes.assumes_small_positions(),
        })
    }

    /// Of the numbers of lanes that there may be code for, the most first, those that rows have any use for.
    fn needed(&self, widths: impl Iterator<Item = u32>) -> Vec<u32> {
        let mut left = self.row;
        widths
            .filter(|&width| {
                let width = u64::from(width);
                let is_needed = left.is_none_or(|left| left >= width);
                left = left.map(|left| left % width);
                is_needed
            })
            .collect()
    }

    /// The code for so many lanes.
    fn code(&self, facts: &Facts<'_>, width: u32, full: Option<Full>) -> Option<Function> {
        let laid_out = self
            .owns_privates
            .then(|| interleave::interleave(facts.function, width))
            .flatten();
        let Some((function, strides)) = laid_out else {
            return self.widen(facts, self.private_stride, width, full);
        };
        check(&function);
        let stride = |variable: u32| {
            let own = strides.get(&variable).copied();
            own.unwrap_or_else(|| (self.private_stride)(variable))
        };
        let facts = Facts::new(&function, self.dimension, stride, Extensions::Kept)?;
        self.widen(&facts, &stride, width, full)
    }

    fn widen(
        &self,
        facts: &Facts<'_>,
        private_stride: &dyn Fn(u32) -> i64,
        width: u32,
        full: Option<Full>,
    ) -> Option<Function> {
        let Some(full) = full.filter(|_| !self.draft) else {
            return self.finish(facts, width, full.is_some());
        };
        let again = |function| self.analyse_copied(function, private_stride);
        // Where what was found anew does not fit, the function is as before.
        let looped = whole::copy_loops(facts, width, full.reads_ahead);
        let looped_facts = looped.as_ref().and_then(again);
        let facts = looped_facts.as_ref().unwrap_or(facts);
        let branched = whole::copy_branches(facts, width);
        let branched_facts = branched.as_ref().and_then(again);
        let facts = branched_facts.as_ref().unwrap_or(facts);
        self.finish(facts, width, true)
    }

    fn analyse_copied<'f>(
        &self,
        function: &'f Function,
        private_stride: &dyn Fn(u32) -> i64,
    ) -> Option<Facts<'f>> {
        check(function);
        let kept = Extensions::Kept;
        let facts = Facts::new(function, self.dimension, private_stride, kept)?;
        whole::is_sound(&facts).then_some(facts)
    }

    fn finish(&self, facts: &Facts<'_>, width: u32, full: bool) -> Option<Function> {
        let widened = widen::widen(facts, structure(facts)?, width, full, self.gathers);
        let mut function = per_lane::expand(widened, width);
        if self.may_stream && full {
            function = stream::stream(function, facts.function, width);
        }
        clean::remove_dead(&mut function);
        check(&function);
        Some(function)
    }
}

/// Why a region stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It can't be vectorised.
    Unsupported,
    /// Work-items are faster on their own.
    Slower,
}

/// Vectorises a region.
///
/// # Errors
/// Why it is not.
pub fn vectorise(region: &Function, request: Request<'_>) -> Result<Vectorised, Refusal> {
    let mut function = region.clone();
    high_half::split(&mut function);
    clean::remove_dead(&mut function);
    if !is_supported(&function) {
        return Err(Refusal::Unsupported);
    }
    let unsupported = || Refusal::Unsupported;
    normalise::normalise(&mut function, request.silent_exit).ok_or_else(unsupported)?;
    check(&function);
    let facts = request
        .analyse(&function, Extensions::Widened)
        .ok_or_else(unsupported)?;
    if let Some(extended) = extend::extend(&facts) {
        function = extended;
        check(&function);
    }
    let facts = request
        .analyse(&function, Extensions::Kept)
        .ok_or_else(unsupported)?;
    let unrolled = (!request.draft).then(|| unroll::unroll(&facts)).flatten();
    let facts = request.renew(facts, &unrolled).ok_or_else(unsupported)?;
    let joined = members::join(&facts);
    let facts = request.renew(facts, &joined).ok_or_else(unsupported)?;
    if waits_in_loop(&facts) {
        return Err(Refusal::Unsupported);
    }
    let width = match request.width {
        Width::Bits(bits) => cost::choose_width(&facts, bits, &request)?,
        Width::Items(lanes) => Choice {
            lanes,
            most: lanes,
            is_draft: false,
            cost: 0.0,
        },
    };
    request.make(&facts, width).ok_or_else(unsupported)
}

/// Our own mistakes must not become wrong code.
fn check(function: &Function) {
    if let Err(what) = crate::kir::verify::verify(function) {
        panic!("malformed KIR: {what}\n{function}");
    }
}

/// Whether work-items may wait for each other: in a loop that they leave at different times, one that has taken a lock could
/// not give it back while the others, in step with it, try to take it. Nobody waits for what he does not look at.
fn waits_in_loop(facts: &Facts<'_>) -> bool {
    let is_atomic = |&inst: &InstId| match &facts.function.inst(inst).op {
        Op::AtomicRmw(..) => facts.used[inst.index()],
        Op::CompareExchange(_) => true,
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
            Op::AtomicRmw(..) | Op::CompareExchange(_) => true,
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
