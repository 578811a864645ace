// Exponential, logarithmic and hyperbolic functions of float.
#include "float.h"

#define LOG10_2_HI 0x1.344136p-2f
#define LOG10_2_LO -0x1.ec10c0p-27f
// 15 bits, and positive: k times each is right for k infinite too.
#define LOG10_2_SHORT 0x1.3440p-2f
#define LOG10_2_REST 0x1.3509f8p-18f
#define LOG2_10 0x1.a934f0p+1f
#define LOG2_E_LO 0x1.4ae0cp-26f
#define LOG10_E 0x1.bcb7b2p-2f
#define LOG10_E_LO -0x1.5b235ep-27f

FN float exp(float x) {
    x = bounded(x, -104.0f, 89.0f);
    int n;
    float k = nearest_integer(x, LOG2_E, &n);
    float r = FMA(-k, LN2_LO, FMA(-k, LN2_HI, x));
    return scaled(1.0f + expm1_reduced(r), k, n);
}

FN float exp2(float x) {
    x = bounded(x, -151.0f, 129.0f);
    int n;
    float k = nearest_integer(x, &n), r = x - k;
    float p = 0x1.62e43p-1f + r * (0x1.ebfbep-3f + r * (0x1.c6aeccp-5f + r * (0x1.3b29aap-7f + r * (0x1.5f49b2p-10f + r * 0x1.448fc6p-13f))));
    return scaled(1.0f + r * p, k, n);
}

FN float exp10(float x) {
    x = bounded(x, -46.0f, 39.0f);
    int n;
    float k = nearest_integer(x, LOG2_10, &n);
    float r = FMA(-k, LOG10_2_LO, FMA(-k, LOG10_2_HI, x));
    float p = 0x1.26bb1cp+1f + r * (0x1.53524ep+1f + r * (0x1.046f58p+1f + r * (0x1.2bd662p+0f + r * (0x1.158c9ap-1f + r * 0x1.a9ed22p-3f))));
    return scaled(1.0f + r * p, k, n);
}

FN float expm1(float x) { return expm1_of(x); }

FN float log(float x) {
    float k;
    float m = split(x, &k);
    return log_finish(x, log_sum(m - 1.0f, k));
}
FN float log1p(float x) { return log1p_of(x); }

FN float log2(float x) {
    float k;
    float f = split(x, &k) - 1.0f;
    float f2 = f * f, f4 = f2 * f2;
    float a = -0x1.715476p-1f + f * 0x1.ec7110p-2f + f2 * (-0x1.715554p-2f + f * 0x1.2754a4p-2f);
    float b = -0x1.ebbd50p-3f + f * 0x1.ab7aa0p-3f + f2 * (-0x1.85cd70p-3f + f * 0x1.38ebf2p-3f);
    float tail = f2 * (a + f4 * (b + f4 * -0x1.10f2bap-4f));
    return log_finish(x, k + FMA(f, LOG2_E, FMA(f, LOG2_E_LO, tail)));
}

FN float log10(float x) {
    float k;
    float f = split(x, &k) - 1.0f;
    float f2 = f * f, f4 = f2 * f2;
    float a = -0x1.bcb7b0p-3f + f * 0x1.287abcp-3f + f2 * (-0x1.bcb8bcp-4f + f * 0x1.639d10p-4f);
    float b = -0x1.280e82p-4f + f * 0x1.015e36p-4f + f2 * (-0x1.d55e76p-5f + f * 0x1.78cb94p-5f);
    float tail = f2 * (a + f4 * (b + f4 * -0x1.48a98ep-6f));
    return log_finish(x, k * LOG10_2_SHORT + FMA(f, LOG10_E, FMA(k, LOG10_2_REST, f * LOG10_E_LO + tail)));
}

// ---- Hyperbolic functions.

FN float sinh(float x) {
    float a = ABS(x);
    float e = expm1_of(MINNUM(a, 20.0f));
    float small = 0.5f * (e + e / (e + 1.0f));
    float large = exp_shifted(bounded(a, 0.0f, 90.0f), 0.0f, 1);
    return COPYSIGN(a < 10.0f ? small : large, x);
}

FN float cosh(float x) {
    float a = ABS(x);
    float half_power = exp_shifted(bounded(a, 0.0f, 90.0f), 0.0f, 1);
    return half_power + 0.25f / half_power;
}

FN float tanh(float x) {
    float a = ABS(x);
    float e = expm1_of(MINNUM(a + a, 30.0f));
    float y = e / (e + 2.0f);
    return x != x ? x : COPYSIGN(y, x);
}

FN float asinh(float x) {
    float a = ABS(x), square = a * a;
    bool huge = a > 0x1p12f;
    // log(2 a) beyond, as log1p(a - 1) + ln 2.
    float y = log1p_of(huge ? a - 1.0f : a + square / (1.0f + SQRT(1.0f + square)));
    return COPYSIGN(huge ? y + 0x1.62e43p-1f : y, x);
}

FN float acosh(float x) {
    float t = x - 1.0f;
    bool huge = x > 0x1p12f;
    float y = log1p_of(huge ? t : t + SQRT(t * (t + 2.0f)));
    return x < 1.0f ? NAN : huge ? y + 0x1.62e43p-1f : y;
}

FN float atanh(float x) {
    float a = ABS(x);
    float y = 0.5f * log1p_of((a + a) / (1.0f - a));
    return a < 0x1p-13f ? x : COPYSIGN(y, x);
}

#define UNARY(f) UNARY_VECTORS(float, f, float)
UNARY(exp)
UNARY(exp2)
UNARY(exp10)
UNARY(expm1)
UNARY(log)
UNARY(log2)
UNARY(log10)
UNARY(log1p)
UNARY(sinh)
UNARY(cosh)
UNARY(tanh)
UNARY(asinh)
UNARY(acosh)
UNARY(atanh)
