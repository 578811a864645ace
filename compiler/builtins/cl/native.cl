// native_* and half_* (OpenCL C §6.15.2): native_ has no limit of error, half_ 8192 ULP.
#include "lib.h"

#define SAME(f)                                                                                         \
    FN float native_##f(float x) { return f(x); }                                                       \
    FN float half_##f(float x) { return f(x); }                                                         \
    UNARY_VECTORS(float, native_##f, float)                                                             \
    UNARY_VECTORS(float, half_##f, float)
SAME(exp)
SAME(exp2)
SAME(exp10)
SAME(log)
SAME(log2)
SAME(log10)
SAME(sin)
SAME(cos)
SAME(tan)

#define ARITHMETIC_OF(prefix)                                                                           \
    FN float prefix##_sqrt(float x) { return SQRT(x); }                                                 \
    FN float prefix##_rsqrt(float x) { return 1.0f / SQRT(x); }                                         \
    FN float prefix##_recip(float x) { return 1.0f / x; }                                               \
    FN float prefix##_divide(float x, float y) { return x / y; }                                        \
    FN float prefix##_powr(float x, float y) { return powr(x, y); }                                     \
    UNARY_VECTORS(float, prefix##_sqrt, float)                                                          \
    UNARY_VECTORS(float, prefix##_rsqrt, float)                                                         \
    UNARY_VECTORS(float, prefix##_recip, float)                                                         \
    BINARY_VECTORS(float, prefix##_divide, float, float)                                                \
    BINARY_VECTORS(float, prefix##_powr, float, float)
ARITHMETIC_OF(native)
ARITHMETIC_OF(half)
