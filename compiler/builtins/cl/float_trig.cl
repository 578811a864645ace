// Trigonometric functions of float.
#include "float.h"

#define TWO_BY_PI 0x1.45f306p-1f
#define ONE_BY_PI 0x1.45f306p-2f
#define PIO2_HI 0x1.921fb6p+0f
#define PIO2_MIDDLE -0x1.777a5cp-25f
#define PIO2_LO -0x1.ee59dap-50f
#define PI_NEAREST 0x1.921fb6p+1f
#define PI_HI 0x1.921fb4p+1f
#define PI_MIDDLE 0x1.4442d0p-23f
#define PI_LO 0x1.84698ap-47f

// 2/pi after 32 zero bits.
static __constant uint two_by_pi[12] = {0,          0xa2f9836e, 0x4e441529, 0xfc2757d1, 0xf534ddc0, 0xdb629599,
                                 0x3c439041, 0xfe5163ab, 0xdebbc561, 0xb7246e3a, 0x424dd2e0, 0x06492eea};

// Payne and Hanek: of the product of x's digits with 2/pi only the bits around the point matter; those
// above make whole turns, those below are too small. For finite |x| >= 1: x modulo a turn, in units of 2^-64 of it.
INLINE ulong part_of_turn(float x) {
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
    // The product modulo 2^96, less its last 32 bits.
    ulong p = digits * high + (digits * low >> 32);
    return x < 0.0f ? -p : p;
}
// The nearest of the turn's 2^`bits` parts, above the bits of the angle that is left; `part` is that of one.
INLINE ulong nearest_part(ulong p, uint bits, double part) {
    ulong q = (p >> (64 - bits)) + (p >> (63 - bits) & 1);
    double fraction = (double)(long)(p << bits) * 0x1p-64;
    return q << 32 | as_uint((float)(fraction * part));
}
SLOW ulong quarters_of_large(float x) { return nearest_part(part_of_turn(x), 2, 0x1.921fb54442d18p+0); }
// Of x + `quarters` pi/2.
SLOW ulong halves_of_large(float x, uint quarters) {
    return nearest_part(part_of_turn(x) + ((ulong)quarters << 62), 1, 0x1.921fb54442d18p+1);
}

#define LARGE 0x1p16f
// x = q pi/2 + r, |r| little above pi/4 at most. Infinity and NaN become NaN.
INLINE float reduce(float x, int *quadrant) {
    float n = nearest_integer(x, TWO_BY_PI, quadrant);
    // x - n pi/2 with the first part of pi/2 is exact.
    float r = FMA(-n, PIO2_LO, FMA(-n, PIO2_MIDDLE, FMA(-n, PIO2_HI, x)));
    if (ABS(x) >= LARGE) {
        ulong reduced = quarters_of_large(x);
        *quadrant = (int)(reduced >> 32);
        r = as_float((uint)reduced) + (x - x);
    }
    return r;
}

INLINE float sin_reduced(float r) {
    float z = r * r;
    float s = -0x1.555556p-3f + z * (0x1.111174p-7f + z * (-0x1.a05906p-13f + z * 0x1.7c02a2p-19f));
    return r + r * z * s;
}
INLINE float cos_reduced(float r) {
    float z = r * r;
    float c = 0x1.55554ap-5f + z * (-0x1.6c0c1ap-10f + z * 0x1.99e136p-16f);
    return 1.0f + z * (-0.5f + z * c);
}
INLINE float with_sign_of(float x, uint sign) { return as_float(as_uint(x) ^ sign << 31); }

// sin(x + quarters pi/2) by half turns, one polynomial over each.
INLINE float sine_of(float x, uint quarters) {
    float before = 0.5f * (float)quarters;
    float shifted = quarters ? FMA(x, ONE_BY_PI, before) + TO_INTEGER : FMA(x, ONE_BY_PI, TO_INTEGER);
    float n = shifted - TO_INTEGER - before;
    uint half_turns = as_uint(shifted);
    // x - n pi with the first part of pi is exact.
    float r = FMA(-n, PI_LO, FMA(-n, PI_MIDDLE, FMA(-n, PI_HI, x)));
    if (ABS(x) >= LARGE) {
        ulong reduced = halves_of_large(x, quarters);
        half_turns = (uint)(reduced >> 32);
        r = as_float((uint)reduced) + (x - x);
    }
    // With a last coefficient that is a little less than the best, no result lies beyond 1.
    float z = r * r;
    float s = -0x1.55554cp-3f + z * (0x1.110ed4p-7f + z * (-0x1.9f6eeap-13f + z * 0x1.5d9702p-19f));
    float y = with_sign_of(FMA(r * z, s, r), half_turns);
    return quarters == 0 && x == 0.0f ? x : y;
}
FN float sin(float x) { return sine_of(x, 0); }
FN float cos(float x) { return sine_of(x, 1); }
FN float tan(float x) {
    int q;
    float r = reduce(x, &q);
    float s = sin_reduced(r), c = cos_reduced(r);
    float above = q & 1 ? -c : s, below = q & 1 ? s : c;
    return x == 0.0f ? x : above / below;
}
SHARED float sincos_of(float x, float *cosine) {
    int q;
    float r = reduce(x, &q);
    float s = sin_reduced(r), c = cos_reduced(r);
    *cosine = with_sign_of(q & 1 ? s : c, (uint)(q + 1) >> 1 & 1);
    return x == 0.0f ? x : with_sign_of(q & 1 ? c : s, (uint)q >> 1 & 1);
}

// ---- Of pi x: the reduction is exact.

// x modulo 2, in [-1, 1]. Infinity becomes NaN.
INLINE float modulo_2(float x) { return FMA(-2.0f, RINT(0.5f * x), x); }
// sin(pi r), |r| <= 1/2; the last coefficient again.
INLINE float sine_of_pi(float r) {
    float z = r * r;
    return r * (PI_NEAREST + z * (-0x1.4abbc6p+2f + z * (0x1.46693ep+1f + z * (-0x1.3258fcp-1f + z * 0x1.3e3e6cp-4f))));
}

FN float sinpi(float x) {
    float w = modulo_2(x), a = ABS(w), b = 1.0f - a, r = b < a ? b : a;
    // Integers give a zero of their own sign.
    return COPYSIGN(sine_of_pi(r), r == 0.0f ? x : w);
}
FN float cospi(float x) {
    float r = 0.5f - ABS(modulo_2(x)), y = sine_of_pi(r);
    // Of integers exactly 1 or -1.
    return ABS(r) == 0.5f ? r + r : y;
}
FN float tanpi(float x) {
    float w = modulo_2(x), a = ABS(w), b = 1.0f - a;
    bool falls = a > 0.5f, steep = a > 0.25f && a < 0.75f;
    b = falls ? b : a;
    float r = steep ? 0.5f - b : b, z = r * r;
    float s = r * (PI_NEAREST + z * (-0x1.4abbc0p+2f + z * (0x1.46607ep+1f + z * -0x1.2ddceep-1f)));
    float c = 1.0f + z * (-0x1.3bd3ccp+2f + z * (0x1.03c1aep+2f + z * (-0x1.55b146p+0f + z * 0x1.d47d16p-3f)));
    float y = (steep ? c : s) / (steep ? s : c);
    // At a multiple of 1/2 the sign is that of the side from which it is reached.
    y = r == 0.0f ? (steep ? INFINITY : 0.0f) : y;
    float side = b == 0.0f ? x : w;
    return COPYSIGN(y, falls ? -side : side);
}

#define UNARY(f) UNARY_VECTORS(float, f, float)
UNARY(sin)
UNARY(cos)
UNARY(tan)
UNARY(sinpi)
UNARY(cospi)
UNARY(tanpi)
WRITABLE(WITH_POINTER, float, sincos, float)
