// Cores of the double-precision functions. Coefficients: tools/minimax.py.
//
// A pair (hi, lo) is the unevaluated sum of two doubles, |lo| <= ulp(hi) / 2 or near it.
#pragma once
#include "lib.h"
#include "avx512.h"
#include "log_table.h"

#define LOG2_E 0x1.71547652b82fep+0
#define LOG2_E_LO 0x1.777d0ffda0d24p-56
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

// The integer nearest to x y, less than 2^50 in magnitude, as a double and in the low bits of an integer, with no
// conversion instruction; any other gives some integer.
#define TO_INTEGER 0x1.8p52
INLINE double nearest_integer(double x, double y, long *integer) {
    double shifted = FMA(x, y, TO_INTEGER);
    *integer = (as_long(shifted) << 13) >> 13;
    return shifted - TO_INTEGER;
}
INLINE double nearest_integer(double x, long *integer) { return nearest_integer(x, 1.0, integer); }
// An integer below 2^50 in magnitude as a double.
INLINE double small_to_double(long n) { return as_double(n + as_long(TO_INTEGER)) - TO_INTEGER; }

// 2^n for -1022 <= n <= 1023.
INLINE double power_of_two(long n) { return as_double((ulong)(n + 1023) << 52); }
// x 2^n for x near 1 and |n| <= 2044, rounded once; k is n.
INLINE double scaled(double x, double k, long n) {
    if (HAS_AVX512) {
        return __mirrorcl_avx512_scale_f64(x, k);
    }
    long half_n = n >> 1;
    return x * power_of_two(half_n) * power_of_two(n - half_n);
}
// y / x for normal x up to 2^1021, nearly rounded once: divisions hold up the processor longer than all of this.
INLINE double quotient(double y, double x) {
    if (HAS_AVX512) {
        double r = __mirrorcl_avx512_reciprocal_f64(x);
        double e = FMA(-x, r, 1.0);
        r = FMA(r, FMA(e, e, e), r);
        double q = y * r;
        return FMA(FMA(-q, x, y), r, q);
    }
    return y / x;
}

// sqrt x for x in [2^-700, 2^700], and 0. NaN for those below -2^-700.
INLINE double near_root(double x) {
    if (HAS_AVX512) {
        // The root of 0 is 0 times something finite.
        double y = __mirrorcl_avx512_reciprocal_root_f64(x + 0x1p-1000);
        double e = FMA(-(x * y), y, 1.0);
        y = FMA(y * e, FMA(e, 0.375, 0.5), y);
        double root = x * y;
        return FMA(0.5 * y, FMA(-root, root, x), root);
    }
    return SQRT(x);
}
// The root of x + lo to twice the digits, for x and lo as they may be above, lo a small part of x.
INLINE struct pair root_pair(double x, double lo) {
    double root, half_inverse;
    if (HAS_AVX512) {
        double y = __mirrorcl_avx512_reciprocal_root_f64(x + 0x1p-1000);
        double e = FMA(-(x * y), y, 1.0);
        y = FMA(y * e, FMA(e, 0.375, 0.5), y);
        root = x * y;
        half_inverse = 0.5 * y;
    } else {
        root = SQRT(x);
        half_inverse = 0.5 / (root + 0x1p-1000);
    }
    return (struct pair){root, half_inverse * (FMA(-root, root, x) + lo)};
}
// One of two, both computed: a branch around either would cost vectors more, whose lanes differ.
INLINE double choose(bool first, double x, double y) { return first ? x : y; }

// ---- Exponentials.

// 2^r, |r| <= 1/2
INLINE double exp2_reduced(double r) {
    double r2 = r * r, r4 = r2 * r2;
    double p = (0x1.62e42fefa39efp-1 + r * 0x1.ebfbdff82c5a5p-3) + r2 * (0x1.c6b08d704a0d6p-5 + r * 0x1.3b2ab6fb9ff29p-7) +
               r4 * ((0x1.5d87fe78a0f05p-10 + r * 0x1.4309130f390a5p-13) + r2 * (0x1.ffcbfc7c27894p-17 + r * 0x1.62bfc6b39d29cp-20) +
                     r4 * ((0x1.b524ce063a94ep-24 + r * 0x1.e61cd557542b8p-28) + r2 * 0x1.ea183effc2c97p-32));
    return FMA(r, p, 1.0);
}
// 2^(x + lo) with AVX-512, for any x; lo is tiny where the result is neither 0 nor infinite, and means nothing beyond.
INLINE double exp2_of_sum(double x, double lo) {
    double r = __mirrorcl_avx512_fraction_f64(x);
    double p = exp2_reduced(r + __mirrorcl_avx512_limited_f64(lo, 0x1p-30));
    return __mirrorcl_avx512_scale_f64(p, x - r);
}
// (e^r - 1 - r) / r^2, |r| <= ln 2 / 2
INLINE double exp_tail(double r) {
    double r2 = r * r;
    double even = 0x1.000000000000cp-1 +
                  r2 * (0x1.555555554ff7ep-5 +
                        r2 * (0x1.6c16c185cf8bfp-10 + r2 * (0x1.a0199622df212p-16 + r2 * 0x1.28b0b4de64607p-22)));
    double odd = 0x1.5555555555560p-3 +
                 r2 * (0x1.111111110d8eap-7 +
                       r2 * (0x1.a01a01b9c72c6p-13 + r2 * (0x1.71dde2a7ebfbap-19 + r2 * 0x1.af8070ee88788p-26)));
    return even + r * odd;
}
// e^(r + lo) - 1 for |r| <= ln 2 / 2 and tiny lo.
INLINE double expm1_reduced(double r, double lo) { return r + (r * r * exp_tail(r) + (lo + lo * r)); }
INLINE double expm1_reduced(double r) { return r + r * r * exp_tail(r); }
// e^(x + lo) 2^-shift, |lo| <= ulp(x). x in [-1000, 1000], or the caller replaces the result.
INLINE double exp_shifted(double x, double lo, long shift) {
    long n;
    double k = nearest_integer(x, LOG2_E, &n);
    struct pair r = fast_sum(FMA(-k, LN2_LO, FMA(-k, LN2_HI, x)), lo);
    return scaled(1.0 + expm1_reduced(r.hi, r.lo), k - (double)shift, n - shift);
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
    double k = nearest_integer(x, LOG2_E, &n);
    double top = FMA(-k, LN2_HI, x);
    double r = FMA(-k, LN2_LO, top);
    double e = expm1_reduced(r, top - r - k * LN2_LO);
    // 2^n (1 + e) - 1, the power in two factors for the largest x.
    double power = HAS_AVX512 ? __mirrorcl_avx512_scale_f64(0.5, k) : power_of_two(n - 1);
    double y = 2.0 * (FMA(power, e, power - 0.5));
    double result = x > EXP_OVERFLOW ? (double)INFINITY : x < -40.0 ? -1.0 : y;
    return ABS(x) < 0.34 ? (x == 0.0 ? x : e) : result;
}

// ---- Logarithms.

// x = 2^k m with m in [3/4, 3/2), for positive x; 0 and infinity have k of their own with AVX-512.
INLINE double split(double x, double *k) {
    if (HAS_AVX512) {
        // -0 becomes 0: its logarithm is -infinity.
        double m = __mirrorcl_avx512_significand_f64(x + 0.0);
        *k = __mirrorcl_avx512_exponent_f64(x) - __mirrorcl_avx512_exponent_f64(m);
        return m;
    }
    bool denormal = x < 0x1p-1022;
    ulong bits = as_ulong(denormal ? x * 0x1p54 : x);
    long from_least = (long)(bits - as_ulong(0.75));
    *k = small_to_double((from_least >> 52) - (denormal ? 54 : 0));
    return as_double(bits - (ulong)(from_least & (long)0xfff0000000000000));
}
// c near 1 / m with 7 digits behind the point, m in [3/4, 3/2), and the tables' index of -log c.
INLINE double near_inverse(double m, uint *entry) {
    double r = HAS_AVX512 ? __mirrorcl_avx512_reciprocal_f64(m) : (double)(1.0f / (float)m);
    double shifted = r + 0x1.8p45;
    *entry = (uint)as_ulong(shifted) & 255;
    return shifted - 0x1.8p45;
}
// (log(1 + r) - r) / r^2, |r| < 3 / 512
INLINE double log_tail(double r) {
    double r2 = r * r;
    return (-0x1p-1 + r * 0x1.5555555555555p-2) + r2 * ((-0x1p-2 + r * 0x1.999999999999ap-3) +
           r2 * ((-0x1.5555555555555p-3 + r * 0x1.2492492492492p-3) + r2 * -0x1p-3));
}
// k ln 2 + log(m), m in [3/4, 3/2)
INLINE double log_sum(double m, double k) {
    uint entry;
    double c = near_inverse(m, &entry), r = FMA(m, c, -1.0);
    return FMA(k, LN2_HI, log_nearest[entry]) + FMA(r * r, log_tail(r), r);
}
// k ln 2 + log(m + lost)
INLINE double log_sum(double m, double lost, double k) {
    uint entry;
    double c = near_inverse(m, &entry), r = FMA(lost, c, FMA(m, c, -1.0));
    return FMA(k, LN2_HI, log_nearest[entry]) + FMA(r * r, log_tail(r), r);
}
// The same with a smaller error.
INLINE double log_sum_exactly(double m, double lost, double k) {
    uint entry;
    double c = near_inverse(m, &entry), r = FMA(lost, c, FMA(m, c, -1.0));
    // Exact.
    double whole = FMA(k, LN2_SHORT, log_short[entry]), rest = FMA(k, LN2_REST, log_rest[entry]);
    return whole + (r + FMA(r * r, log_tail(r), rest));
}
// The results that do not come from the formula.
INLINE double log_special(double x, double y) {
    y = x < (double)INFINITY ? y : x;
    y = x < 0.0 ? (double)NAN : y;
    return x == 0.0 ? -(double)INFINITY : y;
}
// The same for what comes of split(x): with AVX-512 its parts make the formula right.
INLINE double log_finish(double x, double y) { return HAS_AVX512 ? y : log_special(x, y); }
INLINE double log_of(double x) {
    double k;
    double m = split(x, &k);
    return log_finish(x, log_sum(m, k));
}
// log(u.hi + u.lo), the second a small part of the first.
INLINE double log_of_pair(struct pair u, bool exactly) {
    double k;
    double m = split(u.hi, &k);
    // As m is to u.
    double lost = HAS_AVX512 ? __mirrorcl_avx512_scale_f64(u.lo, -k) : u.lo * (m / u.hi);
    return exactly ? log_sum_exactly(m, lost, k) : log_sum(m, lost, k);
}
INLINE double log1p_of(double x, bool exactly) {
    double u = 1.0 + x;
    // What 1 + x lost.
    double lost = choose(x > 1.0, 1.0 - (u - x), x - (u - 1.0));
    double y = log_of_pair((struct pair){u, lost}, exactly);
    y = u == 0.0 ? -(double)INFINITY : x < (double)INFINITY ? y : x;
    return COPYSIGN(HAS_AVX512 ? y : log_special(u, y), x);
}

// log x to about 2^-66 of its value; x positive and finite.
INLINE struct pair log_pair(double x) {
    double k;
    double m = split(x, &k);
    double f = m - 1.0;
    struct pair below = fast_sum(1.0, m);
    double inverse, s;
    if (HAS_AVX512) {
        double r = __mirrorcl_avx512_reciprocal_f64(below.hi), e = FMA(-below.hi, r, 1.0);
        inverse = FMA(r, FMA(e, e, e), r);
        s = f * inverse;
        s = FMA(FMA(-s, below.hi, f), inverse, s);
    } else {
        inverse = 1.0 / below.hi;
        s = f * inverse;
    }
    double s_lo = (FMA(-s, below.hi, f) - s * below.lo) * inverse;
    struct pair z = exact_product(s, s);
    z.lo += 2.0 * s * s_lo;
    double w = z.hi, w2 = w * w;
    double even = 0x1.999999999999ap-2 +
                  w2 * (0x1.c71c71c747cbap-3 +
                        w2 * (0x1.3b13b938e1aa4p-3 + w2 * (0x1.e2497b68e8fb2p-4 + w2 * 0x1.da53f78de56a1p-4)));
    double odd = 0x1.2492492492359p-2 +
                 w2 * (0x1.745d172d66983p-3 + w2 * (0x1.110f74e86a478p-3 + w2 * 0x1.a7453f8cfc0d6p-4));
    double rest = even + w * odd;
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
