// Exponential, logarithmic and hyperbolic functions of float.
#include "float.h"

#define LOG10_2_HI 0x1.344136p-2f
#define LOG10_2_LO -0x1.ec10c0p-27f
// 15 bits, and positive: k times each is right for k infinite too.
#define LOG10_2_SHORT 0x1.3440p-2f
#define LOG10_2_REST 0x1.3509f8p-18f
#define LOG2_10 0x1.a934f0p+1f
#define LOG10_E 0x1.bcb7b2p-2f
#define LOG10_E_LO -0x1.5b235ep-27f

FN float exp(float x) {
    if (HAS_AVX512) {
        float t = x * LOG2_E;
        return exp2_of_sum(t, FMA(x, LOG2_E_LO, FMA(x, LOG2_E, -t)));
    }
    x = bounded(x, -104.0f, 89.0f);
    int n;
    float k = nearest_integer(x, LOG2_E, &n);
    float r = FMA(-k, LN2_LO, FMA(-k, LN2_HI, x));
    return scaled(1.0f + expm1_reduced(r), k, n);
}

INLINE float exp2_of(float x) {
    int n = 0;
    float k, r;
    if (HAS_AVX512) {
        r = __mirrorcl_avx512_fraction_f32(x);
        k = x - r;
    } else {
        x = bounded(x, -151.0f, 129.0f);
        k = nearest_integer(x, &n);
        r = x - k;
    }
    return scaled(exp2_reduced(r), k, n);
}
FN float exp2(float x) { return exp2_of(x); }

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

// Half of e^a - 1 / e^a and of e^a + 1 / e^a are those of k ln 2 and r crosswise: e^a is 2^k (cosh r + sinh r). All in units
// of 2^3: e^a may be twice what float has where the results are not.
struct halves {
    float sinh, cosh;
};
// a >= 0; from 90 on both are infinite.
INLINE struct halves halves_of(float a) {
    a = a > 90.0f ? 90.0f : a;
    int n;
    float k = nearest_integer(a, LOG2_E, &n);
    float r = FMA(-k, LN2_LO, FMA(-k, LN2_HI, a)), z = r * r;
    float s = FMA(r * z, 0x1.555556p-3f + z * (0x1.110fbep-7f + z * 0x1.a2e2dap-13f), r);
    float c = z * (0.5f + z * (0x1.5554e6p-5f + z * 0x1.6d4f26p-10f));
    float power = power_of_two(n - 4), inverse = as_float(max(127 - 4 - n, 0) << 23);
    float sum = power + inverse, difference = power - inverse;
    return (struct halves){FMA(sum, s, FMA(difference, c, difference)), FMA(difference, s, FMA(sum, c, sum))};
}
FN float sinh(float x) {
    float a = ABS(x), y = 8.0f * halves_of(a).sinh;
    // The scale would cost small ones digits.
    return COPYSIGN(a < 0x1p-12f ? a : y, x);
}
FN float cosh(float x) { return 8.0f * halves_of(ABS(x)).cosh; }
// 1 - 2 / (e^(2 x) + 1), but of small numbers a polynomial.
FN float tanh(float x) {
    float a = ABS(x), z = a * a;
    float p = -0x1.555534p-2f + z * (0x1.11075ep-3f + z * (-0x1.b842c6p-5f + z * (0x1.524c5cp-6f + z * -0x1.767acap-8f)));
    float inner = FMA(a * z, p, a);
    float power = exp2_of(2.0f * LOG2_E * (a > 10.0f ? 10.0f : a));
    float outer = FMA(-2.0f, quotient(1.0f, power + 1.0f), 1.0f);
    return COPYSIGN(choose(a > 0.625f, outer, inner), x);
}

FN float asinh(float x) {
    float a = ABS(x), square = a * a;
    bool huge = a > 0x1p12f;
    // log(2 a) beyond, as log1p(a - 1) + ln 2.
    float sum = FMA(a, a, 1.0f), regular = a + square / (1.0f + near_root(sum));
    float y = log1p_of(huge ? a - 1.0f : regular);
    return COPYSIGN(huge ? y + 0x1.62e43p-1f : y, x);
}

FN float acosh(float x) {
    float t = x - 1.0f;
    bool huge = x > 0x1p12f;
    float regular = t + near_root(t * (t + 2.0f));
    float y = log1p_of(huge ? t : regular);
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
