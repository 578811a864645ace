// Cores of the double-precision functions. Coefficients: tools/minimax.py.
//
// A pair (hi, lo) is the unevaluated sum of two doubles, |lo| <= ulp(hi) / 2 or near it.
#pragma once
#include "lib.h"

#define LOG2_E 0x1.71547652b82fep+0
#define LN2_HI 0x1.62e42fefa39efp-1
#define LN2_LO 0x1.abc9e3b39803fp-56
// The first 42 bits of ln 2: their product with an exponent is exact.
#define LN2_SHORT 0x1.62e42fefa3800p-1
#define LN2_REST 0x1.ef35793c76730p-45
#define PI_HI 0x1.921fb54442d18p+1
#define PI_LO 0x1.1a62633145c07p-53
#define PIO2_HI 0x1.921fb54442d18p+0
#define PIO2_LO 0x1.1a62633145c07p-54
#define PIO2_LAST -0x1.f1976b7ed8fbcp-110
#define PIO4_HI 0x1.921fb54442d18p-1
#define PIO4_LO 0x1.1a62633145c07p-55
#define TWO_BY_PI 0x1.45f306dc9c883p-1
#define ONE_BY_PI 0x1.45f306dc9c883p-2
#define ONE_BY_PI_LO -0x1.6b01ec5417056p-56

struct pair {
    double hi, lo;
};

// x + y exactly, where |x| >= |y| or x is 0.
INLINE struct pair fast_sum(double x, double y) {
    double hi = x + y;
    return (struct pair){hi, x - hi + y};
}
INLINE struct pair exact_sum(double x, double y) {
    double hi = x + y, part = hi - x;
    return (struct pair){hi, (x - (hi - part)) + (y - part)};
}
INLINE struct pair exact_product(double x, double y) {
    double hi = x * y;
    return (struct pair){hi, FMA(x, y, -hi)};
}

// The integer nearest to x, |x| < 2^50, as a double and in the low bits of an integer, with no conversion
// instruction; any other x gives some integer.
#define TO_INTEGER 0x1.8p52
INLINE double nearest_integer(double x, long *integer) {
    double shifted = x + TO_INTEGER;
    *integer = (as_long(shifted) << 13) >> 13;
    return shifted - TO_INTEGER;
}
// An integer below 2^50 in magnitude as a double.
INLINE double small_to_double(long n) { return as_double(n + as_long(TO_INTEGER)) - TO_INTEGER; }

// 2^n for -1022 <= n <= 1023.
INLINE double power_of_two(long n) { return as_double((ulong)(n + 1023) << 52); }
// x 2^n for x near 1 and |n| <= 2044, rounded once.
INLINE double scaled(double x, long n) {
    long half_n = n >> 1;
    return x * power_of_two(half_n) * power_of_two(n - half_n);
}

// ---- Exponentials.

// (e^r - 1 - r) / r^2, |r| <= ln 2 / 2
INLINE double exp_tail(double r) {
    double r2 = r * r, r4 = r2 * r2;
    double a = (0x1.0p-1 + r * 0x1.555555555555cp-3) + r2 * (0x1.555555555555ep-5 + r * 0x1.111111110eb6bp-7);
    double b = (0x1.6c16c16c133aap-10 + r * 0x1.a01a01b3d799fp-13) +
               r2 * (0x1.a01a01b4d7598p-16 + r * 0x1.71ddef4b671f7p-19);
    double c = (0x1.27e4be3b3357fp-22 + r * 0x1.af6d4ce823a52p-26) + r2 * 0x1.1f9f42066e2abp-29;
    return a + r4 * (b + r4 * c);
}
// e^(r + lo) - 1 for |r| <= ln 2 / 2 and tiny lo.
INLINE double expm1_reduced(double r, double lo) { return r + (r * r * exp_tail(r) + (lo + lo * r)); }
INLINE double expm1_reduced(double r) { return r + r * r * exp_tail(r); }
// e^(x + lo) 2^-shift, |lo| <= ulp(x). x in [-1000, 1000], or the caller replaces the result.
INLINE double exp_shifted(double x, double lo, long shift) {
    long n;
    double k = nearest_integer(x * LOG2_E, &n);
    struct pair r = fast_sum(FMA(-k, LN2_LO, FMA(-k, LN2_HI, x)), lo);
    return scaled(1.0 + expm1_reduced(r.hi, r.lo), n - shift);
}
// Beyond, e^x is infinite.
#define EXP_OVERFLOW 0x1.62e42fefa39efp+9
// x within bounds, where the rounding of the result makes it 0 or infinite; NaN stays.
INLINE double bounded(double x, double low, double high) {
    x = x < low ? low : x;
    return x > high ? high : x;
}
// e^(x + lo) for any x.
INLINE double exp_of(double x, double lo) {
    return exp_shifted(bounded(x, -746.0, 710.0), lo, 0);
}
INLINE double expm1_of(double x) {
    long n;
    double k = nearest_integer(x * LOG2_E, &n);
    double top = FMA(-k, LN2_HI, x);
    double r = FMA(-k, LN2_LO, top);
    double e = expm1_reduced(r, top - r - k * LN2_LO);
    // 2^n (1 + e) - 1, the power in two factors for the largest x.
    double power = power_of_two(n - 1);
    double y = 2.0 * (FMA(power, e, power - 0.5));
    double result = x > EXP_OVERFLOW ? (double)INFINITY : x < -40.0 ? -1.0 : y;
    return ABS(x) < 0.34 ? (x == 0.0 ? x : e) : result;
}

// ---- Logarithms.

// x = 2^n m with m in [sqrt(1/2), sqrt(2)), for positive finite x; `least` normal.
INLINE double split(double x, long *n) {
    bool denormal = x < 0x1p-1022;
    ulong bits = as_ulong(denormal ? x * 0x1p54 : x);
    long from_root = (long)(bits - as_ulong(0x1.6a09e667f3bcdp-1));
    *n = (from_root >> 52) - (denormal ? 54 : 0);
    return as_double(bits - (ulong)(from_root & (long)0xfff0000000000000));
}
// (log((1 + s) / (1 - s)) - 2 s) / s^3 from z = s^2
INLINE double log_tail(double z) {
    double z2 = z * z, z4 = z2 * z2;
    double a = (0x1.5555555555555p-1 + z * 0x1.9999999999c74p-2) + z2 * (0x1.249249244f8fep-2 + z * 0x1.c71c722551f8cp-3);
    double b = (0x1.745cf28dd2f20p-3 + z * 0x1.3b1c0075764b6p-3) + z2 * (0x1.0ffbde637fd4fp-3 + z * 0x1.04006ab577381p-3);
    return a + z4 * (b + z4 * 0x1.5af532f3aa1b3p-5);
}
// n ln 2 + log(1 + f) + lo, 1 + f in [sqrt(1/2), sqrt(2))
INLINE double log_sum(double f, long n, double lo) {
    double k = small_to_double(n);
    double s = f / (2.0 + f), z = s * s;
    double half_square = 0.5 * f * f;
    double rest = s * (half_square + z * log_tail(z)) + (k * LN2_REST + lo);
    return k * LN2_SHORT + (f - (half_square - rest));
}
// The results that do not come from the formula.
INLINE double log_special(double x, double y) {
    y = x < (double)INFINITY ? y : x;
    y = x < 0.0 ? (double)NAN : y;
    return x == 0.0 ? -(double)INFINITY : y;
}
INLINE double log_of(double x) {
    long n;
    double m = split(x, &n);
    return log_special(x, log_sum(m - 1.0, n, 0.0));
}
INLINE double log1p_of(double x) {
    double u = 1.0 + x;
    long n;
    double m = split(u, &n);
    // What 1 + x lost, relative to u.
    double lost = (x > 1.0 ? 1.0 - (u - x) : x - (u - 1.0)) / u;
    double y = log_sum(m - 1.0, n, lost);
    return x == 0.0 ? x : log_special(u, y);
}

// log x to about 2^-66 of its value; x positive and finite.
INLINE struct pair log_pair(double x) {
    long n;
    double m = split(x, &n), k = small_to_double(n);
    double f = m - 1.0;
    struct pair below = exact_sum(m, 1.0);
    double inverse = 1.0 / below.hi;
    double s = f * inverse;
    double s_lo = (FMA(-s, below.hi, f) - s * below.lo) * inverse;
    struct pair z = exact_product(s, s);
    z.lo += 2.0 * s * s_lo;
    double w = z.hi, w2 = w * w, w4 = w2 * w2;
    double rest = (0x1.999999999999ap-2 + w * 0x1.249249249233ep-2) +
                  w2 * (0x1.c71c71c7506dfp-3 + w * 0x1.745d17257f313p-3) +
                  w4 * ((0x1.3b13bccbd94a5p-3 + w * 0x1.110e90eeff90ep-3) +
                        w2 * (0x1.e28951e97678ep-4 + w * 0x1.a28ef693459b5p-4) + w4 * 0x1.fee17a7b32044p-4);
    struct pair tail = fast_sum(0x1.5555555555555p-1, w * rest);
    tail.lo += 0x1.5555555555555p-55;
    struct pair cube = exact_product(s, z.hi);
    cube.lo += s * z.lo + s_lo * z.hi;
    struct pair term = exact_product(cube.hi, tail.hi);
    term.lo += cube.hi * tail.lo + cube.lo * tail.hi;
    struct pair sum = fast_sum(2.0 * s, term.hi);
    sum.lo += 2.0 * s_lo + term.lo;
    struct pair whole = fast_sum(k * LN2_SHORT, sum.hi);
    whole.lo += sum.lo + k * LN2_REST;
    return fast_sum(whole.hi, whole.lo);
}
