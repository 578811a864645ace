// Math functions of half: evaluated in float, whose error disappears in the rounding. Where float has short forms good to
// some 18 bits, they do.
#include "lib.h"

// The wider function is declared by hand: once a name is defined here, clang no longer declares it.
#define UNARY(f)                                                                                        \
    FN float f(float x);                                                                            \
    FN half f(half x) { return (half)f((float)x); }                                                     \
    UNARY_VECTORS(half, f, half)
#define BINARY(f, T, WIDE)                                                                              \
    FN float f(float x, WIDE y);                                                                    \
    FN half f(half x, T y) { return (half)f((float)x, (WIDE)y); }                                       \
    BINARY_VECTORS(half, f, half, T)

// f itself from half_f of float.
#define SHORT(f)                                                                                        \
    FN float half_##f(float x);                                                                         \
    FN half f(half x) { return (half)half_##f((float)x); }                                              \
    UNARY_VECTORS(half, f, half)
SHORT(exp) SHORT(exp2) SHORT(exp10) SHORT(log) SHORT(log2) SHORT(log10) SHORT(sin) SHORT(cos) SHORT(tan)

UNARY(sinpi) UNARY(cospi) UNARY(tanpi)
UNARY(asin) UNARY(acos) UNARY(atan) UNARY(asinpi) UNARY(acospi) UNARY(atanpi)
UNARY(cbrt) UNARY(rsqrt) UNARY(erf) UNARY(erfc) UNARY(tgamma) UNARY(lgamma)
BINARY(atan2, half, float) BINARY(atan2pi, half, float)
BINARY(pow, half, float) BINARY(powr, half, float) BINARY(pown, int, int) BINARY(rootn, int, int)
BINARY(hypot, half, float)

// ---- By exponential and logarithm, and by their series near 0, where those cancel.

#define TWO_LOG2_E 0x1.715476p+1f
FN float half_sqrt(float x);
FN float native_recip(float x);
// With the sign of x: `series` for |x| < 1/16, else `y`.
INLINE half signed_value(float x, float series, float y) {
    return (half)COPYSIGN(ABS(x) < 0x1p-4f ? series : y, x);
}

FN half expm1(half x) {
    float f = (float)x, y = half_exp(f) - 1.0f;
    return signed_value(f, f + f * f * (0.5f + f * (1.0f / 6)), y);
}
FN half log1p(half x) {
    float f = (float)x, y = half_log(1.0f + f);
    return signed_value(f, f + f * f * (-0.5f + f * (1.0f / 3 + f * -0.25f)), y);
}
FN half sinh(half x) {
    float a = ABS((float)x), e = half_exp(a), y = 0.5f * (e - native_recip(e));
    return signed_value((float)x, a + a * a * a * (1.0f / 6), y);
}
FN half cosh(half x) {
    float e = half_exp(ABS((float)x));
    return (half)(0.5f * (e + native_recip(e)));
}
FN half tanh(half x) {
    float a = ABS((float)x), y = 1.0f - 2.0f * native_recip(half_exp2(a * TWO_LOG2_E) + 1.0f);
    return signed_value((float)x, a - a * a * a * (1.0f / 3), y);
}
FN half asinh(half x) {
    float a = ABS((float)x), y = half_log(a + half_sqrt(FMA(a, a, 1.0f)));
    return signed_value((float)x, a - a * a * a * (1.0f / 6), y);
}
FN half acosh(half x) {
    float f = (float)x, y = half_log(f + half_sqrt((f - 1.0f) * (f + 1.0f)));
    return f < 1.0f ? (half)NAN : (half)y;
}
FN half atanh(half x) {
    float a = ABS((float)x), y = 0.5f * half_log((1.0f + a) / (1.0f - a));
    return signed_value((float)x, a + a * a * a * (1.0f / 3), y);
}
UNARY_VECTORS(half, expm1, half)
UNARY_VECTORS(half, log1p, half)
UNARY_VECTORS(half, sinh, half)
UNARY_VECTORS(half, cosh, half)
UNARY_VECTORS(half, tanh, half)
UNARY_VECTORS(half, asinh, half)
UNARY_VECTORS(half, acosh, half)
UNARY_VECTORS(half, atanh, half)

FN float sincos(float x, __generic float *cosine);
FN float lgamma_r(float x, __generic int *sign);
SHARED half sincos_of(half x, half *cosine) {
    float c;
    half s = (half)sincos((float)x, &c);
    *cosine = (half)c;
    return s;
}
SHARED half lgamma_r_of(half x, int *sign) { return (half)lgamma_r((float)x, sign); }
WRITABLE(WITH_POINTER, half, sincos, half)
WRITABLE(WITH_POINTER, half, lgamma_r, int)
