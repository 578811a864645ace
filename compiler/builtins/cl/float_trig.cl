// Trigonometric functions of float.
#include "float.h"

#define TWO_BY_PI 0x1.45f306p-1f
#define PIO2_HI 0x1.921fb6p+0f
#define PIO2_MIDDLE -0x1.777a5cp-25f
#define PIO2_LO -0x1.ee59dap-50f
#define PI_HI 0x1.921fb6p+1f
#define PI_LO -0x1.777a5cp-24f

// 2/pi after 32 zero bits.
static __constant uint two_by_pi[12] = {0,          0xa2f9836e, 0x4e441529, 0xfc2757d1, 0xf534ddc0, 0xdb629599,
                                 0x3c439041, 0xfe5163ab, 0xdebbc561, 0xb7246e3a, 0x424dd2e0, 0x06492eea};

// Payne and Hanek: of the product of x's digits with 2/pi only the bits around the point matter; those
// above make whole turns, those below are too small. For finite |x| >= 1. The quadrant goes above the bits of r.
SLOW ulong reduce_large(float x) {
    uint bits = as_uint(x);
    int power = (int)(bits >> 23 & 0xff) - 150;
    ulong digits = (bits & 0x007fffff) | 0x00800000;
    // 96 bits of 2/pi from the one that weighs a quarter turn with x's lowest digit.
    uint start = (uint)(power - 2 + 32) & 255;
    uint word = min(start >> 5, 8u), shift = start & 31;
    ulong first = (ulong)two_by_pi[word] << 32 | two_by_pi[word + 1];
    ulong second = (ulong)two_by_pi[word + 2] << 32 | two_by_pi[word + 3];
    ulong high = shift == 0 ? first : first << shift | second >> (64 - shift);
    ulong low = (second << shift) >> 32;
    // The product modulo 2^96, less its last 32 bits, in units of 2^-62 quadrants.
    ulong p = digits * high + (digits * low >> 32);
    long q = (long)(p >> 62) + (long)(p >> 61 & 1);
    // The signed fraction of a quadrant that is left.
    double fraction = (double)(long)(p << 2) * 0x1p-64;
    float r = (float)(fraction * 0x1.921fb54442d18p+0);
    return x < 0.0f ? (ulong)-q << 32 | as_uint(-r) : (ulong)q << 32 | as_uint(r);
}

#define LARGE 0x1p16f
// x = q pi/2 + r, |r| little above pi/4 at most. Infinity and NaN become NaN.
INLINE float reduce(float x, int *quadrant) {
    float n = nearest_integer(x, TWO_BY_PI, quadrant);
    // x - n pi/2 with the first part of pi/2 is exact.
    float r = FMA(-n, PIO2_LO, FMA(-n, PIO2_MIDDLE, FMA(-n, PIO2_HI, x)));
    if (ABS(x) >= LARGE) {
        ulong reduced = reduce_large(x);
        *quadrant = (int)(reduced >> 32);
        r = as_float((uint)reduced) + (x - x);
    }
    return r;
}

// sin(r + lo) and cos r.
INLINE float sin_reduced(float r, float lo) {
    float z = r * r;
    float s = -0x1.555556p-3f + z * (0x1.111174p-7f + z * (-0x1.a05906p-13f + z * 0x1.7c02a2p-19f));
    return r + (r * z * s + lo);
}
INLINE float cos_reduced(float r) {
    float z = r * r;
    float c = 0x1.55554ap-5f + z * (-0x1.6c0c1ap-10f + z * 0x1.99e136p-16f);
    return 1.0f + z * (-0.5f + z * c);
}
INLINE float with_sign_of(float x, uint sign) { return as_float(as_uint(x) ^ sign << 31); }

FN float sin(float x) {
    int q;
    float r = reduce(x, &q);
    float y = q & 1 ? cos_reduced(r) : sin_reduced(r, 0.0f);
    return x == 0.0f ? x : with_sign_of(y, (uint)q >> 1 & 1);
}
FN float cos(float x) {
    int q;
    float r = reduce(x, &q);
    float y = q & 1 ? sin_reduced(r, 0.0f) : cos_reduced(r);
    return with_sign_of(y, (uint)(q + 1) >> 1 & 1);
}
FN float tan(float x) {
    int q;
    float r = reduce(x, &q);
    float s = sin_reduced(r, 0.0f), c = cos_reduced(r);
    float above = q & 1 ? -c : s, below = q & 1 ? s : c;
    return x == 0.0f ? x : above / below;
}
SHARED float sincos_of(float x, float *cosine) {
    int q;
    float r = reduce(x, &q);
    float s = sin_reduced(r, 0.0f), c = cos_reduced(r);
    *cosine = with_sign_of(q & 1 ? s : c, (uint)(q + 1) >> 1 & 1);
    return x == 0.0f ? x : with_sign_of(q & 1 ? c : s, (uint)q >> 1 & 1);
}

// ---- Of pi x: the reduction is exact.

// pi (x - n / 2) with n the nearest integer to 2 x.
INLINE struct pair reduce_pi(float x, int *quadrant) {
    // From 2^24 on there are only even integers. Infinity becomes NaN.
    float a = ABS(x) < 0x1p24f ? x : 0.0f;
    float n = RINT(a + a);
    float r = a - 0.5f * n + (x - x);
    nearest_integer(n - 4.0f * FLOOR(0.25f * n), quadrant);
    struct pair t = exact_product(r, PI_HI);
    t.lo += r * PI_LO;
    return t;
}

FN float sinpi(float x) {
    int q;
    struct pair r = reduce_pi(x, &q);
    float y = q & 1 ? cos_reduced(r.hi) : sin_reduced(r.hi, r.lo);
    // Integers give a zero of their own sign.
    return r.hi == 0.0f && !(q & 1) ? COPYSIGN(0.0f, x) : with_sign_of(y, (uint)q >> 1 & 1);
}
FN float cospi(float x) {
    int q;
    struct pair r = reduce_pi(x, &q);
    float y = q & 1 ? sin_reduced(r.hi, r.lo) : cos_reduced(r.hi);
    return r.hi == 0.0f && q & 1 ? 0.0f : with_sign_of(y, (uint)(q + 1) >> 1 & 1);
}
FN float tanpi(float x) {
    int q;
    struct pair r = reduce_pi(x, &q);
    float s = sin_reduced(r.hi, r.lo), c = cos_reduced(r.hi);
    float y = (q & 1 ? -c : s) / (q & 1 ? s : c);
    // At a multiple of 1/2 the sign is that of the side from which n is reached.
    float zero = COPYSIGN(0.0f, q & 2 ? -x : x);
    float pole = q & 2 ? -INFINITY : INFINITY;
    return r.hi == 0.0f ? (q & 1 ? pole : zero) : y;
}

#define UNARY(f) UNARY_VECTORS(float, f, float)
UNARY(sin)
UNARY(cos)
UNARY(tan)
UNARY(sinpi)
UNARY(cospi)
UNARY(tanpi)
WRITABLE(WITH_POINTER, float, sincos, float)
