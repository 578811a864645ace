//! Calls of math functions of which the program allows approximations (`-cl-fast-relaxed-math`,
//! `-cl-unsafe-math-optimizations`) become calls of the built-in library's short forms of them, within the limits of OpenCL C
//! §7.4 for these options.

use crate::llvm::{Instruction, Module};
use llvm_sys::LLVMFastMathApproxFunc;

/// Functions of float and what stands for them.
const SHORT_FORMS: [(&str, &str); 9] = [
    ("exp", "native_exp"),
    ("exp2", "native_exp2"),
    ("exp10", "native_exp10"),
    ("log", "native_log"),
    ("log2", "native_log2"),
    ("log10", "native_log10"),
    // native_ reduces arguments of some thousands only.
    ("sin", "half_sin"),
    ("cos", "half_cos"),
    ("tan", "half_tan"),
];

/// One float and the vectors of them, mangled.
const TYPES: [&str; 6] = ["f", "Dv2_f", "Dv3_f", "Dv4_f", "Dv8_f", "Dv16_f"];

fn mangled(name: &str, argument: &str) -> String {
    format!("_Z{}{name}{argument}", name.len())
}

/// Replaces the calls; before the library is linked.
pub(super) fn shorten(module: &Module<'_>) {
    for (name, short) in SHORT_FORMS {
        for argument in TYPES {
            let Some(function) = module.function(&mangled(name, argument)) else {
                continue;
            };
            for user in function.users() {
                let call = user.instruction().filter(|&call| {
                    call.called_function() == Some(function) && is_approximate(call)
                });
                if let Some(call) = call {
                    let other = mangled(short, argument);
                    let other = module
                        .function(&other)
                        .unwrap_or_else(|| module.declare(&other, function.signature()));
                    let callee = u32::try_from(call.value().operands().len() - 1)
                        .expect("calls have few operands");
                    call.value().set_operand(callee, other.value());
                }
            }
        }
    }
}

fn is_approximate(call: Instruction<'_>) -> bool {
    call.fast_math() & LLVMFastMathApproxFunc != 0
}
