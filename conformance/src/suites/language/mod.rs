//! OpenCL C through the whole compiler, against references computed on the host.

mod arithmetic;
mod bounds;
mod control;
mod extensions;
mod fixed_args;
mod memory;
mod output;
mod programs;
mod sub_groups;
mod synchronisation;
mod work_items;

use crate::case::Case;

/// The cases of this suite.
pub(super) fn cases() -> Vec<Case> {
    let mut cases = arithmetic::cases();
    cases.extend(bounds::cases());
    cases.extend(control::cases());
    cases.extend(memory::cases());
    cases.extend(output::cases());
    cases.extend(programs::cases());
    cases.extend(sub_groups::cases());
    cases.extend(synchronisation::cases());
    cases.extend(work_items::cases());
    // What processors without AVX-512, and without AVX, get.
    let lesser: Vec<Case> = arithmetic::cases()
        .iter()
        .flat_map(|case| [case.on("isa=x86-64-v3"), case.on("isa=x86-64")])
        .collect();
    let through_il: Vec<Case> = cases
        .iter()
        .filter(|case| !CLANG_GETS_WRONG.contains(&case.name))
        .map(Case::through_il)
        .collect();
    cases.extend(fixed_args::cases());
    // Kernels with barriers, and those that loop, divide or branch by arguments, are those that are specialised.
    let specialised = [
        bounds::cases(),
        synchronisation::cases(),
        sub_groups::cases(),
        fixed_args::cases(),
    ];
    let specialised = specialised.concat();
    cases.extend(specialised.iter().map(Case::specialised));
    cases.extend(through_il);
    cases.extend(lesser);
    // clang's SPIR-V back end does not know their functions.
    cases.extend(extensions::cases());
    cases
}

/// What clang 22's SPIR-V back end itself gets wrong beyond repair: it inverts the signedness of integer conversions between
/// types of the same signedness.
const CLANG_GETS_WRONG: &[&str] = &["language::saturating_conversions"];

/// Numbers that look random and are the same in each run.
fn numbers(count: usize) -> Vec<u32> {
    let mut state = 0x9e37_79b9_u32;
    let next = std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state
    });
    next.take(count).collect()
}
