//! LLVM's passes that we run, in order, each with its reason.

/// Before inlining, so that inlining copies less.
const BEFORE_INLINING: &[&str] = &[
    // Private variables become values.
    "function(sroa)",
    // The same address or argument is computed many times in clang's output.
    "function(early-cse)",
    // Blocks that clang leaves empty, and branches on constants.
    "function(simplifycfg)",
];

/// Inlining.
const INLINE: &[&str] = &[
    // Everything that is bound to the launch, and all that is not kept as a rare path.
    "always-inline",
    // What was inlined everywhere.
    "globaldce",
];

/// After lowering: what is uniform, dead or constant is seen to be so before it is done for each lane.
/// Vectors are not touched, nor loops but short ones of constant length: that is the work-group pass's.
const SCALAR: &[&str] = &[
    // Arguments that went through memory before they were inlined.
    "function(sroa)",
    // Loads of the same field or variable.
    "function(early-cse<memssa>)",
    // Dimensions and flags are constants once their functions are inlined: their branches go.
    "function(simplifycfg)",
    // Addresses, masks and comparisons in one form; fewer values live across barriers.
    "function(instcombine<no-verify-fixpoint>)",
    // What that made constant.
    "function(simplifycfg)",
    // Arrays that short loops go through: with constant indices they are values, in memory they would be scattered
    // over the lanes.
    "function(loop(loop-rotate,loop-unroll-full))",
    // Aggregates whose accesses were only now seen to be constant.
    "function(sroa)",
    "function(early-cse,instcombine<no-verify-fixpoint>,simplifycfg)",
    "function(dce)",
    // Library functions that constants made superfluous.
    "globaldce",
];

/// For the machine: work-group functions have loops around what the kernel did. What the scalar clean-up has done is done: the
/// other passes took half of a build's time, and of 136 measured kernels made one faster by more than a few hundredths.
const QUICK: &[&str] = &[
    // Helpers of ours, `__mirrorcl_printf` say.
    "always-inline",
    // Context fields are read once for a group, not for each work-item.
    "function(sroa,early-cse<memssa>,simplifycfg,instcombine<no-verify-fixpoint>)",
    // Uniform work leaves the loops over the work-items.
    "function(loop-mssa(loop-rotate,licm),simplifycfg)",
    // Shuffles of OpenCL vectors that were combined and taken apart.
    "function(vector-combine,instcombine<no-verify-fixpoint>)",
    // The kernel's own loops of constant length with little work; ours say that they are not to be copied.
    "function(loop-unroll<no-runtime>,simplifycfg,early-cse,dce)",
    "globaldce",
];

/// For the machine where it pays: with sizes that are known loops have constant lengths, and the loop vectoriser needs loops in
/// their simplest form.
const BEFORE_VECTORS: &[&str] = &[
    // Helpers of ours, `__mirrorcl_printf` say.
    "always-inline",
    // Context fields are read once for a group, not for each work-item.
    "function(sroa,early-cse<memssa>,simplifycfg,instcombine<no-verify-fixpoint>)",
    // Uniform work leaves the loops over the work-items.
    "function(loop-mssa(loop-rotate,licm),simplifycfg,instcombine<no-verify-fixpoint>)",
    // The kernel's own loops; short ones of constant length go.
    "function(loop(indvars,loop-idiom,loop-deletion,loop-unroll-full),sroa)",
    // Loads and values that the loops' new form shows to be the same.
    "function(gvn,sccp,bdce,instcombine<no-verify-fixpoint>,dse,loop-mssa(licm),simplifycfg)",
];

/// Straight-line work-item loops that the work-group pass left at width 1. Where it left none, the loops that
/// remain are its own remainders, and copies of those only cost time.
const LOOP_VECTORS: &[&str] = &["function(loop-vectorize)"];

/// What finishes the work for the machine.
const AFTER_VECTORS: &[&str] = &[
    // OpenCL vectors whose elements were computed one by one.
    "function(slp-vectorizer,vector-combine,instcombine<no-verify-fixpoint>)",
    // Loops of constant length with little work. Not the others: their copies made no measured kernel faster,
    // and took a third of code generation's time.
    "function(loop-unroll<no-runtime>,simplifycfg,early-cse,dce)",
    "globaldce",
];

/// With `-cl-opt-disable`: what code generation needs.
const UNOPTIMISED: &[&str] = &["always-inline", "globaldce"];

/// A list of passes as LLVM reads it.
fn text(passes: &[&str]) -> String {
    passes.join(",")
}

/// What comes before inlining.
pub(super) fn before_inlining() -> String {
    text(BEFORE_INLINING)
}

/// Inlining.
pub(super) fn inline() -> String {
    text(INLINE)
}

/// Scalar clean-up.
pub(super) fn scalar() -> String {
    text(SCALAR)
}

/// How much is done for the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Machine {
    /// With `-cl-opt-disable`.
    Least,
    /// Somebody waits for the program.
    Quick,
    /// Nobody waits.
    Thorough,
    /// Some kernel has width 1, and may have more.
    LoopVectors,
}

/// What is done for the machine.
pub(super) fn machine(effort: Machine) -> String {
    match effort {
        Machine::Least => text(UNOPTIMISED),
        Machine::Quick => text(QUICK),
        Machine::Thorough => text(&[BEFORE_VECTORS, AFTER_VECTORS].concat()),
        Machine::LoopVectors => text(&[BEFORE_VECTORS, LOOP_VECTORS, AFTER_VECTORS].concat()),
    }
}
