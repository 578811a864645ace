// Cores of the single-precision functions, in single precision throughout and without tables, so that a vector
// holds as many as it can. Coefficients: tools/minimax.py.
#pragma once
#include "lib.h"
#include "avx512.h"

#define LOG2_E 0x1.715476p+0f
#define LOG2_E_LO 0x1.4ae0cp-26f
#define LN2_HI 0x1.62e430p-1f
#define LN2_LO -0x1.05c610p-29f
// 16 bits of ln 2: their product with an exponent is exact.
#define LN2_SHORT 0x1.62e4p-1f
#define LN2_REST 0x1.7f7d1cp-20f

struct pair {
    float hi, lo;
};
INLINE struct pair fast_sum(float x, float y) {
    float hi = x + y;
    return (struct pair){hi, x - hi + y};
}
INLINE struct pair exact_product(float x, float y) {
    float hi = x * y;
    return (struct pair){hi, FMA(x, y, -hi)};
}

// The integer nearest to x y, less than 2^21 in magnitude, as a float and an integer, with no conversion
// instruction; any other gives some integer.
#define TO_INTEGER 0x1.8p23f
INLINE float nearest_integer(float x, float y, int *integer) {
    float shifted = FMA(x, y, TO_INTEGER);
    *integer = (as_int(shifted) << 10) >> 10;
    return shifted - TO_INTEGER;
}
INLINE float nearest_integer(float x, int *integer) { return nearest_integer(x, 1.0f, integer); }
INLINE float small_to_float(int n) { return as_float(n + as_int(TO_INTEGER)) - TO_INTEGER; }

// 2^n for -126 <= n <= 127.
INLINE float power_of_two(int n) { return as_float((uint)(n + 127) << 23); }
// x 2^n for x near 1 and |n| <= 252, rounded once; k is n.
INLINE float scaled(float x, float k, int n) {
    if (HAS_AVX512) {
        return __mirrorcl_avx512_scale_f32(x, k);
    }
    int half_n = n >> 1;
    return x * power_of_two(half_n) * power_of_two(n - half_n);
}
// y / x for normal x up to 2^125, nearly rounded once: a division would hold up the processor longer than little else takes.
INLINE float quotient(float y, float x) {
    if (HAS_AVX512) {
        float r = __mirrorcl_avx512_reciprocal_f32(x), q = y * r;
        return FMA(FMA(-q, x, y), r, q);
    }
    return y / x;
}
// One of two, both computed: a branch around either would cost vectors more, whose lanes differ.
INLINE float choose(bool first, float x, float y) { return first ? x : y; }

// sqrt x for x in [2^-90, 2^90], and 0. NaN for those below -2^-90.
INLINE float near_root(float x) {
    if (HAS_AVX512) {
        // The root of 0 is 0 times something finite.
        float y = __mirrorcl_avx512_reciprocal_root_f32(x + 0x1p-120f), root = x * y;
        return FMA(0.5f * y, FMA(-root, root, x), root);
    }
    return SQRT(x);
}

// ---- Exponentials.

// Beyond, e^x is infinite.
#define EXP_OVERFLOW 0x1.62e430p+6f
// x within bounds, where the rounding of the result makes it 0 or infinite; NaN stays.
INLINE float bounded(float x, float low, float high) {
    x = x < low ? low : x;
    return x > high ? high : x;
}

// 2^r, |r| <= 1/2
INLINE float exp2_reduced(float r) {
    float r2 = r * r;
    float p = (0x1.62e43p-1f + r * 0x1.ebfbep-3f) +
              r2 * ((0x1.c6aeccp-5f + r * 0x1.3b29aap-7f) + r2 * (0x1.5f49b2p-10f + r * 0x1.448fc6p-13f));
    return FMA(r, p, 1.0f);
}
// 2^(x + lo) with AVX-512, for any x; lo is tiny where the result is neither 0 nor infinite, and means nothing beyond.
INLINE float exp2_of_sum(float x, float lo) {
    float r = __mirrorcl_avx512_fraction_f32(x);
    float p = exp2_reduced(r + __mirrorcl_avx512_limited_f32(lo, 0x1p-10f));
    return __mirrorcl_avx512_scale_f32(p, x - r);
}
// (e^r - 1 - r) / r^2, |r| <= ln 2 / 2
INLINE float exp_tail(float r) {
    return 0x1.0p-1f + r * (0x1.55548ep-3f + r * (0x1.55546p-5f + r * (0x1.123be6p-7f + r * 0x1.6db2c8p-10f)));
}
// e^(r + lo) - 1 for |r| <= ln 2 / 2 and tiny lo.
INLINE float expm1_reduced(float r, float lo) { return r + (r * r * exp_tail(r) + lo); }
INLINE float expm1_reduced(float r) { return r + r * r * exp_tail(r); }
// e^(x + lo) 2^-shift, |lo| <= ulp(x). x in [-150, 150], or the caller replaces the result.
INLINE float exp_shifted(float x, float lo, int shift) {
    int n;
    float k = nearest_integer(x, LOG2_E, &n);
    struct pair r = fast_sum(FMA(-k, LN2_LO, FMA(-k, LN2_HI, x)), lo);
    return scaled(1.0f + expm1_reduced(r.hi, r.lo), k - (float)shift, n - shift);
}
INLINE float expm1_of(float x) {
    int n;
    float k = nearest_integer(x, LOG2_E, &n);
    float top = FMA(-k, LN2_HI, x);
    float r = FMA(-k, LN2_LO, top);
    float e = expm1_reduced(r, FMA(-k, LN2_LO, top - r));
    // 2^n (1 + e) - 1, the power in two factors for the largest x.
    float power = HAS_AVX512 ? __mirrorcl_avx512_scale_f32(0.5f, k) : power_of_two(n - 1);
    float y = 2.0f * FMA(power, e, power - 0.5f);
    float result = x > EXP_OVERFLOW ? INFINITY : x < -18.0f ? -1.0f : y;
    return ABS(x) < 0.34f ? (x == 0.0f ? x : e) : result;
}

// ---- Logarithms.

// x = 2^k m with m in [3/4, 3/2), for positive x; 0 and infinity have k of their own with AVX-512.
INLINE float split(float x, float *k) {
    if (HAS_AVX512) {
        float m = __mirrorcl_avx512_significand_f32(x);
        *k = __mirrorcl_avx512_exponent_f32(x) - __mirrorcl_avx512_exponent_f32(m);
        return m;
    }
    bool denormal = x < 0x1p-126f;
    uint bits = as_uint(denormal ? x * 0x1p24f : x);
    int from_least = (int)(bits - as_uint(0.75f));
    *k = small_to_float((from_least >> 23) - (denormal ? 24 : 0));
    return as_float(bits - ((uint)from_least & 0xff800000));
}
// The results that do not come from the formula.
INLINE float log_special(float x, float y) {
    y = x < INFINITY ? y : x;
    y = x < 0.0f ? NAN : y;
    return x == 0.0f ? -INFINITY : y;
}
// The same for what comes of split(x): with AVX-512 its parts make the formula right.
INLINE float log_finish(float x, float y) { return HAS_AVX512 ? y : log_special(x, y); }
// k ln 2 + log(1 + f), 1 + f in [3/4, 3/2)
INLINE float log_sum(float f, float k) {
    float f2 = f * f, f4 = f2 * f2;
    float a = -0x1.000000p-1f + f * 0x1.5555a4p-2f + f2 * (-0x1.00009ap-2f + f * 0x1.996a4ap-3f);
    float b = -0x1.54d90ep-3f + f * 0x1.284e4ep-3f + f2 * (-0x1.0e30c4p-3f + f * 0x1.b1cd32p-4f);
    return FMA(k, LN2_SHORT, FMA(f2, a + f4 * (b + f4 * -0x1.7a62f0p-5f), FMA(k, LN2_REST, f)));
}
INLINE float log1p_of(float x) {
    float u = 1.0f + x, k;
    float m = split(u, &k);
    // What 1 + x lost, as m is to u.
    float lost = choose(x > 1.0f, 1.0f - (u - x), x - (u - 1.0f));
    lost = HAS_AVX512 ? __mirrorcl_avx512_scale_f32(lost, -k) : lost * (m / u);
    float y = log_sum(m - 1.0f + lost, k);
    y = u == 0.0f ? -INFINITY : x < INFINITY ? y : x;
    return COPYSIGN(HAS_AVX512 ? y : log_special(u, y), x);
}
