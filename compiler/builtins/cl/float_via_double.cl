// Functions of float that are evaluated in double: their arguments make a plain float version no faster or lose digits.
#include "lib.h"

// The wider function is declared by hand: once a name is defined here, clang no longer declares it.
#define UNARY(f)                                                                                        \
    FN double f(double x);                                                                          \
    FN float f(float x) { return (float)f((double)x); }                                                 \
    UNARY_VECTORS(float, f, float)
#define BINARY(f, T, WIDE)                                                                              \
    FN double f(double x, WIDE y);                                                                  \
    FN float f(float x, T y) { return (float)f((double)x, (WIDE)y); }                                   \
    BINARY_VECTORS(float, f, float, T)

UNARY(exp) UNARY(exp2) UNARY(exp10) UNARY(expm1)
UNARY(log) UNARY(log2) UNARY(log10) UNARY(log1p)
UNARY(sin) UNARY(cos) UNARY(tan) UNARY(sinpi) UNARY(cospi) UNARY(tanpi)
UNARY(asin) UNARY(acos) UNARY(atan) UNARY(asinpi) UNARY(acospi) UNARY(atanpi)
UNARY(sinh) UNARY(cosh) UNARY(tanh) UNARY(asinh) UNARY(acosh) UNARY(atanh)
UNARY(cbrt) UNARY(rsqrt) UNARY(erf) UNARY(erfc) UNARY(tgamma) UNARY(lgamma)
BINARY(atan2, float, double) BINARY(atan2pi, float, double)
BINARY(pow, float, double) BINARY(powr, float, double) BINARY(pown, int, int) BINARY(rootn, int, int)
BINARY(hypot, float, double)

FN double sincos(double x, __generic double *cosine);
FN double lgamma_r(double x, __generic int *sign);
INLINE float sincos_of(float x, float *cosine) {
    double c;
    float s = (float)sincos((double)x, &c);
    *cosine = (float)c;
    return s;
}
INLINE float lgamma_r_of(float x, int *sign) { return (float)lgamma_r((double)x, sign); }
WRITABLE(WITH_POINTER, float, sincos, float)
WRITABLE(WITH_POINTER, float, lgamma_r, int)
