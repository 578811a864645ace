// Math functions of half: evaluated in float, whose error disappears in the rounding.
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

UNARY(exp) UNARY(exp2) UNARY(exp10) UNARY(expm1)
UNARY(log) UNARY(log2) UNARY(log10) UNARY(log1p)
UNARY(sin) UNARY(cos) UNARY(tan) UNARY(sinpi) UNARY(cospi) UNARY(tanpi)
UNARY(asin) UNARY(acos) UNARY(atan) UNARY(asinpi) UNARY(acospi) UNARY(atanpi)
UNARY(sinh) UNARY(cosh) UNARY(tanh) UNARY(asinh) UNARY(acosh) UNARY(atanh)
UNARY(cbrt) UNARY(rsqrt) UNARY(erf) UNARY(erfc) UNARY(tgamma) UNARY(lgamma)
BINARY(atan2, half, float) BINARY(atan2pi, half, float)
BINARY(pow, half, float) BINARY(powr, half, float) BINARY(pown, int, int) BINARY(rootn, int, int)
BINARY(hypot, half, float)

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
