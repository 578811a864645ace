//! Vectors of `double` divided by a constant: a product with the reciprocal and what corrects it, with the same result.
//! OpenCL asks for the quotient rounded once (OpenCL C §7.4), and processors divide a vector in the time of some sixteen of these
//! operations, one such vector after the other; the four here overlap with all else.
//!
//! With `h` the rounded reciprocal of the divisor `c`, the product `q = x h` rounded, and `r = x - q c`, which an FMA gives without an
//! error since `q` is a neighbour of the quotient, the result is `q + r h` in a second FMA. Let significands be in [1, 2). Before
//! it is rounded the result is off by `|x / c - q| |h c - 1|`, and quotients of 53 digits come no nearer than `2^-53 / c` of their last place to
//! what lies half-way between two numbers; the quotient then rounds to the same side. With `|h c - 1| <= 2^-54` the product is off by at most
//! a unit in the last place, which suffices for both. Where the reciprocal is rounded by more, `q` is taken with more of its digits, and
//! half a unit of `q` against a miss of less than `2^-52 / c` suffices again (Markstein; Brisebarre, Muller and Raina).
//!
//! All that for exponents far from their ends. A vector in which a lane has another, or is zero, infinite or NaN, is divided.

use crate::llvm::{
    AttributePlace, Builder, Function, IntPredicate, Linkage, Module, Opcode, TypeKind, Value,
};

/// Divisors have exponents of at most this magnitude.
const DIVISOR_EXPONENT: u64 = 120;

/// The least biased exponent of dividends, and how many there are: quotients and remainders are normal numbers.
const DIVIDEND_EXPONENTS: (u64, u64) = (256, 1536);

/// Digits of `double` behind the first.
const DIGITS: u32 = 52;

/// How much likelier the products are than the division.
const LIKELY: [u32; 2] = [1, 2000];

/// Replaces all such divisions of a module of work-group functions. The machine has FMA.
pub(super) fn replace(module: &Module<'_>) {
    let builder = module.context().builder();
    let functions = module.functions();
    for division in functions.iter().flat_map(|f| f.instructions()) {
        if division.opcode() != Opcode::LLVMFDiv {
            continue;
        }
        let [dividend, divisor] = division.operands()[..] else {
            continue;
        };
        if let Some(constant) = splat(divisor).and_then(Divisor::new) {
            builder.before(division);
            let quotient = builder.call(constant.helper(module, divisor), &[dividend]);
            division.value().replace_all_uses(quotient.value());
            division.erase();
        }
    }
}

/// The number that all lanes of a vector of `double` are.
fn splat(divisor: Value<'_>) -> Option<f64> {
    let ty = divisor.ty();
    if ty.lanes() < 2 || ty.scalar().kind() != TypeKind::Double {
        return None;
    }
    let first = divisor.element(0)?.float_bits()?;
    let same = |lane| divisor.element(lane).and_then(Value::float_bits) == Some(first);
    (1..ty.lanes()).all(same).then_some(f64::from_bits(first))
}

/// A constant by which can be divided so.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Divisor {
    value: f64,
    /// The reciprocal.
    high: f64,
    /// What it lacks, if the product needs that.
    low: Option<f64>,
}

impl Divisor {
    fn new(value: f64) -> Option<Self> {
        let biased = value.to_bits() << 1 >> (DIGITS + 1);
        if biased.abs_diff(1023) > DIVISOR_EXPONENT {
            return None;
        }
        let high = 1.0 / value;
        // No digit is lost: the product is 1 but for its last 53 of 106.
        let miss = high.mul_add(value, -1.0);
        let half_unit = f64::EPSILON / 2.0;
        let low = if miss.abs() <= half_unit / 2.0 {
            None
        } else {
            let significand = value.abs() / f64::from_bits(biased << DIGITS);
            // Divisors next to a power of two have no room left.
            if significand * miss.abs() >= half_unit * 1.999 {
                return None;
            }
            Some(-miss * high)
        };
        // Products with powers of two need no correction, and are LLVM's.
        (miss != 0.0).then_some(Self { value, high, low })
    }

    /// The function that divides by it.
    fn helper<'c>(self, module: &Module<'c>, divisor: Value<'c>) -> Function<'c> {
        let ty = divisor.ty();
        let name = format!(
            "__mirrorcl_divide.v{}.{:016x}",
            ty.lanes(),
            self.value.to_bits()
        );
        if let Some(function) = module.function(&name) {
            return function;
        }
        let context = module.context();
        let function = module.declare(&name, context.function(ty, &[ty], false));
        function.set_linkage(Linkage::LLVMInternalLinkage);
        function.add_attribute(context, AttributePlace::Function, "alwaysinline", 0);
        let [entry, divide, done] =
            ["entry", "divide", "done"].map(|name| function.append_block(context, name));
        let builder = context.builder();
        builder.at_end(entry);
        let dividend = function.parameters()[0];
        let fma = module.intrinsic("llvm.fma", &[ty]);
        let fma = |a, b, c| builder.call(fma, &[a, b, c]).value();
        let number = |value: f64| ty.constant_float_bits(value.to_bits());
        let high = number(self.high);
        let product = |low: f64| builder.binary(Opcode::LLVMFMul, dividend, number(low));
        let near = match self.low {
            Some(low) => fma(dividend, high, product(low)),
            None => product(self.high),
        };
        let rest = fma(near, number(-self.value), dividend);
        let quotient = fma(rest, high, near);
        let others = other_exponents(&builder, dividend);
        builder
            .branch_if(others, divide, done)
            .set_branch_weights(LIKELY);
        builder.at_end(divide);
        builder.ret(builder.binary(Opcode::LLVMFDiv, dividend, divisor));
        builder.at_end(done);
        builder.ret(quotient);
        function
    }
}

/// Whether the exponent of some lane is none of [`DIVIDEND_EXPONENTS`].
fn other_exponents<'c>(builder: &Builder<'c>, dividend: Value<'c>) -> Value<'c> {
    let context = builder.context();
    let lanes = dividend.ty().lanes();
    let ty = context.vector(context.int(64), lanes);
    let (first, count) = DIVIDEND_EXPONENTS;
    // Lanes that do not run may be poison, on which must not be branched.
    let bits = builder.cast(Opcode::LLVMBitCast, builder.freeze(dividend), ty);
    // Without the sign, from the first one on; as signed numbers, which all processors compare.
    let from = (1_u64 << 63).wrapping_sub(first << (DIGITS + 1));
    let end = (1_u64 << 63).wrapping_add(count << (DIGITS + 1));
    let twice = builder.add(bits, bits);
    let exponents = builder.add(twice, ty.constant(from));
    let others = builder.icmp(IntPredicate::LLVMIntSGE, exponents, ty.constant(end));
    let mask = context.int(lanes);
    let others = builder.cast(Opcode::LLVMBitCast, others, mask);
    builder.icmp(IntPredicate::LLVMIntNE, others, mask.zero())
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Divisor {
        /// What the code of [`Divisor::helper`] gives where it does not divide.
        fn quotient(self, dividend: f64) -> f64 {
            let near = match self.low {
                Some(low) => dividend.mul_add(self.high, dividend * low),
                None => dividend * self.high,
            };
            let rest = near.mul_add(-self.value, dividend);
            rest.mul_add(self.high, near)
        }
    }

    /// Significands whose quotients by the divisor miss what is half-way between two numbers by the least amounts: with the
    /// divisor's digits, an odd number, `x 2^n` is an odd multiple of it and a small rest.
    fn hardest(divisor: f64) -> Vec<f64> {
        const ONE: i64 = 1 << DIGITS;
        let significand = divisor.to_bits().cast_signed() & (ONE - 1) | ONE;
        let zeros = significand.trailing_zeros();
        let odd = significand >> zeros;
        let mut dividends = Vec::new();
        // Quotients from 1 on, and below.
        for (halvings, range) in [
            (DIGITS - zeros, significand..2 * ONE),
            (DIGITS + 1 - zeros, ONE..significand),
        ] {
            for rest in (-199..200).step_by(2) {
                let mut x = ((odd + rest) / 2).rem_euclid(odd);
                for _ in 0..halvings {
                    x = if x % 2 == 0 {
                        x / 2
                    } else {
                        i64::midpoint(x, odd)
                    };
                }
                x += (range.start - x)
                    .max(0)
                    .cast_unsigned()
                    .div_ceil(odd.cast_unsigned())
                    .cast_signed()
                    * odd;
                if range.contains(&x) {
                    dividends.push(x as f64 / ONE as f64);
                }
            }
        }
        dividends
    }

    /// Numbers in [1, 2), the same in each run.
    fn significands() -> impl Iterator<Item = f64> {
        let mut state = 1_u64;
        std::iter::repeat_with(move || {
            state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
            f64::from_bits(1.0_f64.to_bits() | state >> 12)
        })
    }

    #[test]
    fn products_are_the_rounded_quotients() {
        let known = [
            25.0,
            3.0,
            49.0,
            10.0,
            0.1,
            7.0,
            1e-9,
            std::f64::consts::PI,
            1.5,
            -6.0,
            1e30,
            1.0 + f64::EPSILON,
            2.0 - 1e-3,
            1.9,
            1.999,
        ];
        let (mut kinds, mut tried) = ([0; 2], 0);
        for divisor in known.into_iter().chain(significands().take(400)) {
            let constant = Divisor::new(divisor).unwrap();
            kinds[usize::from(constant.low.is_some())] += 1;
            let others = significands().take(100);
            for dividend in hardest(divisor).into_iter().chain(others) {
                assert_eq!(
                    constant.quotient(dividend),
                    dividend / divisor,
                    "{dividend:e} / {divisor:e}"
                );
                tried += 1;
            }
        }
        assert!(
            kinds[0] > 100 && kinds[1] > 50 && tried > 80_000,
            "{kinds:?} {tried}"
        );
    }

    #[test]
    fn divisors_without_room_are_left() {
        for divisor in [
            0.0,
            4.0,
            -0.5,
            1e60,
            1e-60,
            f64::INFINITY,
            f64::NAN,
            5e-324,
            2.0 - f64::EPSILON,
        ] {
            assert_eq!(Divisor::new(divisor), None, "{divisor:e}");
        }
    }
}
