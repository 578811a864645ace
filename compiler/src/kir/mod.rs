//! KIR, the kernel IR: one function as a graph that analyses and transformations can afford to walk.
//!
//! LLVM's C interface reads and builds instructions but has no dominators, loops or liveness, and a function
//! under rewriting in it can't be asked what it was before. KIR is a Rust-side mirror of one LLVM function, made
//! by [`import`] and turned into LLVM instructions again by [`export`].
//!
//! # What a function is
//! A [`Function`] is a list of [`Block`]s; a block is a list of instructions (phis first) and one [`Terminator`].
//! An [`Inst`] has an operation ([`Op`]), operands and the type of its result. There are no types but LLVM's
//! ([`Type`]): an instruction over sixteen work-items is the same operation with a vector type, so the vectoriser
//! works from KIR to KIR and nothing else has to know of it.
//!
//! A [`Value`] is
//! * the result of an instruction,
//! * a [`Constant`]: anything of LLVM's that exists outside of functions (globals, functions and inline assembly
//!   included), or
//! * a parameter ([`Param`]): what the function's surroundings give it. Parameters are available everywhere and
//!   cost nothing to refer to, so they are never live across anything. [`ParamKind`] lists them: the
//!   kernel's arguments, the fields of the work-group context, the work-item's position, and places in memory.
//!
//! # Where an instruction comes from
//! Each instruction has an [`Origin`]. `Clone` means that the LLVM instruction that it was imported from is still the
//! right one but for its operands: export clones it, so that flags, metadata, call attributes and
//! alignment survive without KIR knowing all of them. `Flags` means that it is built anew (with a wider type, say)
//! and takes over what applies of its origin. `New` instructions carry everything in [`Op`].
//!
//! # Barriers
//! `__mirrorcl_barrier()` ends its block: [`Terminator::Barrier`]. Code between barriers is made a function of
//! its own by `workgroup::split`; there, [`Terminator::Exit`] takes the place of barriers and returns.
//! `__mirrorcl_sub_group_barrier()` is [`Terminator::SubGroupBarrier`].
//!
//! # Analyses
//! [`cfg`] (order, predecessors, dominators, post-dominators, loops), [`comparison`] (by which a block goes one of two ways), [`liveness`], [`uniformity`] (which values and branches are the same
//! for a set of work-items) and [`shape`] (how a value changes from one work-item to the next), [`range`] (between which numbers it is). [`ssa`] repairs the form where a
//! transformation gives one variable several definitions. [`verify`] checks it all; [`print`] shows it.

pub mod cfg;
pub mod clean;
pub mod comparison;
pub mod export;
mod function;
pub mod gep;
mod handle;
pub mod import;
mod inst;
pub mod liveness;
pub mod position;
pub mod print;
pub mod range;
pub mod shape;
pub mod ssa;
pub mod uniformity;
pub mod verify;

pub use function::{
    Block, BlockId, Function, InstId, Param, ParamId, ParamKind, Terminator, Value,
};
pub use handle::{Constant, Instruction, Target, Type, TypeKind};
pub use inst::{Inst, LaneOperand, Memory, Op, Origin, PerLane, Sharing};
