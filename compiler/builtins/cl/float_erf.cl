// Error functions of float.
#include "float.h"

#define TWO_BY_SQRT_PI 0x1.20dd76p+0f
#define TWO_BY_SQRT_PI_LO -0x1.f7ac92p-25f

// erf(x) for |x| <= 1
INLINE float erf_inner(float x) {
    float z = x * x, z2 = z * z;
    float p = -0x1.812746p-2f + z * 0x1.ce2ee8p-4f + z2 * (-0x1.b82638p-6f + z * 0x1.55ff22p-8f) +
              z2 * z2 * (-0x1.bab712p-11f + z * 0x1.cbcfaep-14f + z2 * -0x1.264daep-17f);
    return FMA(x, TWO_BY_SQRT_PI, x * (z * p + TWO_BY_SQRT_PI_LO));
}
// erfc(x) for x >= 1/2: e^(-x^2) / (1 + 2 x) times a polynomial in (x - 3) / (x + 3).
INLINE float erfc_outer(float x) {
    float a = MINNUM(x, 12.0f);
    float t = (a - 3.0f) / (a + 3.0f), t2 = t * t, t4 = t2 * t2;
    float p = (0x1.40c522p+0f + t * -0x1.15c0aep-3f) + t2 * (-0x1.85982ep-5f + t * 0x1.0987c4p-3f) +
              t4 * ((-0x1.e8cc64p-4f + t * 0x1.178edcp-4f) + t2 * (-0x1.805dap-6f + t * 0x1.5b8704p-9f) +
                    t4 * ((0x1.45b63p-10f + t * -0x1.a40cp-11f) + t2 * 0x1.87ea92p-12f));
    struct pair square = exact_product(a, a);
    return exp_shifted(-square.hi, -square.lo, 0) * (p / (1.0f + 2.0f * a));
}

FN float erf(float x) {
    float a = ABS(x);
    float y = a < 1.0f ? erf_inner(a) : 1.0f - erfc_outer(a);
    return x != x ? x : COPYSIGN(y, x);
}
FN float erfc(float x) {
    float a = ABS(x);
    float outer = erfc_outer(a);
    float y = a < 0.5f ? 1.0f - erf_inner(x) : x < 0.0f ? 2.0f - outer : outer;
    return x != x ? x : y;
}
UNARY_VECTORS(float, erf, float)
UNARY_VECTORS(float, erfc, float)
