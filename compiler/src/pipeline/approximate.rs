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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::llvm::Context;

    const CALLS: &str = "
        declare float @_Z3expf(float)
        declare <4 x float> @_Z3sinDv4_f(<4 x float>)
        declare double @_Z3expd(double)
        declare float @_Z4sqrtf(float)
        define void @f(float %x, <4 x float> %v, double %d) {
            call afn float @_Z3expf(float %x)
            call float @_Z3expf(float %x)
            call reassoc nsz float @_Z3expf(float %x)
            call fast <4 x float> @_Z3sinDv4_f(<4 x float> %v)
            call fast double @_Z3expd(double %d)
            call fast float @_Z4sqrtf(float %x)
            ret void
        }";

    #[test]
    fn calls_that_allow_it_and_have_a_short_form_get_it() {
        let context = Context::new();
        let module = Module::parse(&context, CALLS).unwrap();
        shorten(&module);
        module.verify().unwrap();
        let text = module.to_string();
        let called: Vec<&str> = text
            .lines()
            .filter(|line| line.contains("call "))
            .filter_map(|line| line.split(['@', '(']).nth(1))
            .collect();
        let expected = [
            "_Z10native_expf",
            "_Z3expf",
            "_Z3expf",
            "_Z8half_sinDv4_f",
            "_Z3expd",
            "_Z4sqrtf",
        ];
        assert_eq!(called, expected);
    }
}
