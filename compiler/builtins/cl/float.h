// Cores of the single-precision functions, in single precision throughout and without tables, so that a vector
// holds as many as it can. Coefficients: tools/minimax.py.
#pragma once
#include "lib.h"

#define LOG2_E 0x1.715476p+0f
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

// The integer nearest to x, |x| < 2^21, as a float and an integer, with no conversion instruction; any other x
// gives some integer.
#define TO_INTEGER 0x1.8p23f
INLINE float nearest_integer(float x, int *integer) {
    float shifted = x + TO_INTEGER;
    *integer = (as_int(shifted) << 10) >> 10;
    return shifted - TO_INTEGER;
}
INLINE float small_to_float(int n) { return as_float(n + as_int(TO_INTEGER)) - TO_INTEGER; }

// 2^n for -126 <= n <= 127.
INLINE float power_of_two(int n) { return as_float((uint)(n + 127) << 23); }
// x 2^n for x near 1 and |n| <= 252, rounded once.
INLINE float scaled(float x, int n) {
    int half_n = n >> 1;
    return x * power_of_two(half_n) * power_of_two(n - half_n);
}

// ---- Exponentials.

// Beyond, e^x is infinite.
#define EXP_OVERFLOW 0x1.62e430p+6f
// x within bounds, where the rounding of the result makes it 0 or infinite; NaN stays.
INLINE float bounded(float x, float low, float high) {
    x = x < low ? low : x;
    return x > high ? high : x;
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
    float k = nearest_integer(x * LOG2_E, &n);
    struct pair r = fast_sum(FMA(-k, LN2_LO, FMA(-k, LN2_HI, x)), lo);
    return scaled(1.0f + expm1_reduced(r.hi, r.lo), n - shift);
}
INLINE float expm1_of(float x) {
    int n;
    float k = nearest_integer(x * LOG2_E, &n);
    float top = FMA(-k, LN2_HI, x);
    float r = FMA(-k, LN2_LO, top);
    float e = expm1_reduced(r, FMA(-k, LN2_LO, top - r));
    // 2^n (1 + e) - 1, the power in two factors for the largest x.
    float power = power_of_two(n - 1);
    float y = 2.0f * FMA(power, e, power - 0.5f);
    float result = x > EXP_OVERFLOW ? INFINITY : x < -18.0f ? -1.0f : y;
    return ABS(x) < 0.34f ? (x == 0.0f ? x : e) : result;
}

// ---- Logarithms.

// x = 2^n m with m in [sqrt(1/2), sqrt(2)), for positive finite x.
INLINE float split(float x, int *n) {
    bool denormal = x < 0x1p-126f;
    uint bits = as_uint(denormal ? x * 0x1p24f : x);
    int from_root = (int)(bits - as_uint(0x1.6a09e6p-1f));
    *n = (from_root >> 23) - (denormal ? 24 : 0);
    return as_float(bits - ((uint)from_root & 0xff800000));
}
// The results that do not come from the formula.
INLINE float log_special(float x, float y) {
    y = x < INFINITY ? y : x;
    y = x < 0.0f ? NAN : y;
    return x == 0.0f ? -INFINITY : y;
}
// n ln 2 + log(1 + f) + lo, 1 + f in [sqrt(1/2), sqrt(2))
INLINE float log_sum(float f, int n, float lo) {
    float k = small_to_float(n);
    float f2 = f * f, f4 = f2 * f2;
    float a = -0x1.fffff8p-2f + f * 0x1.555544p-2f + f2 * (-0x1.0003fep-2f + f * 0x1.99a96ap-3f);
    float b = -0x1.54321cp-3f + f * 0x1.221144p-3f + f2 * (-0x1.0e8544p-3f + f * 0x1.0a57c8p-3f);
    float tail = f2 * (a + f4 * (b + f4 * -0x1.406f3ap-4f));
    return k * LN2_SHORT + (f + (tail + (k * LN2_REST + lo)));
}
INLINE float log1p_of(float x) {
    float u = 1.0f + x;
    int n;
    float m = split(u, &n);
    // What 1 + x lost, relative to u.
    float lost = (x > 1.0f ? 1.0f - (u - x) : x - (u - 1.0f)) / u;
    float y = log_sum(m - 1.0f, n, lost);
    return x == 0.0f ? x : log_special(u, y);
}
