// Error functions of float.
#include "float.h"

#define TWO_BY_SQRT_PI 0x1.20dd76p+0f
#define TWO_BY_SQRT_PI_LO -0x1.f7ac92p-25f

// erf(x) for |x| <= 1
INLINE float erf_inner(float x) {
    float z = x * x, z2 = z * z;
    float p = -0x1.81273ep-2f + z * 0x1.ce2ceep-4f + z2 * (-0x1.b7f7d8p-6f + z * 0x1.53f8dcp-8f) +
              z2 * z2 * (-0x1.a38834p-11f + z * 0x1.4819f4p-14f);
    return FMA(x, TWO_BY_SQRT_PI, x * (z * p + TWO_BY_SQRT_PI_LO));
}
// erfc(x) for x >= 1 to the digits that 1 - erfc(x) has, as a power of 2.
INLINE float erfc_below_1(float x) {
    float a = x > 4.1f ? 4.1f : x, z = a * a;
    float p = (-0x1.a0dc0ep+0f + a * -0x1.d508b8p-1f) + z * (-0x1.3ab6e0p-3f + a * 0x1.1b9e5cp-5f) +
              z * z * ((-0x1.62c126p-8f + a * 0x1.084180p-11f) + z * -0x1.4f323ap-16f);
    int n;
    float t = a * p, k = nearest_integer(t, &n), r = t - k;
    float q = 0x1.62e432p-1f + r * (0x1.ebf9aep-3f + r * (0x1.c6ae5ep-5f + r * (0x1.3cef5ap-7f + r * 0x1.5f7aeap-10f)));
    return FMA(r, q, 1.0f) * power_of_two(n);
}
// erfc(x) for x >= 1/2: e^(-x^2) / (1 + 2 x) times a polynomial in (x - 3) / (x + 3).
INLINE float erfc_outer(float x) {
    float a = x > 12.0f ? 12.0f : x;
    // Both divisions by one reciprocal.
    float below = a + 3.0f, scale = 1.0f + 2.0f * a, inverse = 1.0f / (below * scale);
    float t = (a - 3.0f) * (inverse * scale), t2 = t * t, t4 = t2 * t2;
    float p = (0x1.40c522p+0f + t * -0x1.15c0aep-3f) + t2 * (-0x1.85982ep-5f + t * 0x1.0987c4p-3f) +
              t4 * ((-0x1.e8cc64p-4f + t * 0x1.178edcp-4f) + t2 * (-0x1.805dap-6f + t * 0x1.5b8704p-9f) +
                    t4 * ((0x1.45b63p-10f + t * -0x1.a40cp-11f) + t2 * 0x1.87ea92p-12f));
    struct pair square = exact_product(a, a);
    return exp_shifted(-square.hi, -square.lo, 0) * (p * (inverse * below));
}

FN float erf(float x) {
    float a = ABS(x);
    return COPYSIGN(choose(a >= 1.0f, 1.0f - erfc_below_1(a), erf_inner(a)), x);
}
FN float erfc(float x) {
    float a = ABS(x), inner = 1.0f - erf_inner(x), outer = erfc_outer(a);
    return a < 0.5f ? inner : x < 0.0f ? 2.0f - outer : outer;
}
UNARY_VECTORS(float, erf, float)
UNARY_VECTORS(float, erfc, float)
