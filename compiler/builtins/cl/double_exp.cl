// Exponential, logarithmic and hyperbolic functions of double.
#include "double.h"

#define LOG10_2_HI 0x1.34413509f79ffp-2
#define LOG10_2_LO -0x1.9dc1da994fd21p-59
// The first 42 bits: their product with an exponent is exact.
#define LOG10_2_SHORT 0x1.34413509f7800p-2
#define LOG10_2_REST 0x1.fef311f12b358p-46
#define LOG2_10 0x1.a934f0979a371p+1
#define LN10_HI 0x1.26bb1bbb55516p+1
#define LN10_LO -0x1.f48ad494ea3e9p-53
#define LOG2_E_LO 0x1.777d0ffda0d24p-56
#define LOG10_E 0x1.bcb7b1526e50ep-2
#define LOG10_E_LO 0x1.95355baaafad3p-57

FN double exp(double x) {
    x = bounded(x, -746.0, 710.0);
    long n;
    double k = nearest_integer(x, LOG2_E, &n);
    double r = FMA(-k, LN2_LO, FMA(-k, LN2_HI, x));
    return scaled(1.0 + expm1_reduced(r), k, n);
}

FN double exp2(double x) {
    x = bounded(x, -1076.0, 1025.0);
    long n;
    double k = nearest_integer(x, &n), r = x - k;
    double t = r * LN2_HI;
    return scaled(1.0 + expm1_reduced(t, FMA(r, LN2_HI, -t) + r * LN2_LO), k, n);
}

FN double exp10(double x) {
    x = bounded(x, -324.0, 309.0);
    long n;
    double k = nearest_integer(x, LOG2_10, &n);
    double r = FMA(-k, LOG10_2_LO, FMA(-k, LOG10_2_HI, x));
    double t = r * LN10_HI;
    return scaled(1.0 + expm1_reduced(t, FMA(r, LN10_HI, -t) + r * LN10_LO), k, n);
}

FN double expm1(double x) { return expm1_of(x); }

FN double log(double x) { return log_of(x); }
FN double log1p(double x) { return log1p_of(x); }

FN double log2(double x) {
    // k is exact, and what is added to it less than 1.
    double k;
    double l = log_sum(split(x, &k) - 1.0, 0.0);
    return log_finish(x, FMA(l, LOG2_E, FMA(l, LOG2_E_LO, k)));
}

FN double log10(double x) {
    double k;
    double l = log_sum(split(x, &k) - 1.0, 0.0);
    return log_finish(x, k * LOG10_2_SHORT + FMA(l, LOG10_E, FMA(l, LOG10_E_LO, k * LOG10_2_REST)));
}

// ---- Hyperbolic functions.

FN double sinh(double x) {
    double a = ABS(x);
    double e = expm1_of(MINNUM(a, 40.0));
    double small = 0.5 * (e + e / (e + 1.0));
    double large = exp_shifted(bounded(a, 0.0, 711.0), 0.0, 1);
    return COPYSIGN(a < 20.0 ? small : large, x);
}

FN double cosh(double x) {
    double a = ABS(x);
    double half_power = exp_shifted(bounded(a, 0.0, 711.0), 0.0, 1);
    return half_power + 0.25 / half_power;
}

FN double tanh(double x) {
    double a = ABS(x);
    double e = expm1_of(MINNUM(a + a, 60.0));
    double y = e / (e + 2.0);
    return x != x ? x : COPYSIGN(a == 0.0 ? 0.0 : y, x);
}

FN double asinh(double x) {
    double a = ABS(x), square = a * a;
    double small = log1p_of(a + square / (1.0 + SQRT(1.0 + square)));
    double large = log_of(a) + LN2_HI;
    return COPYSIGN(a < 0x1p28 ? small : large, x);
}

FN double acosh(double x) {
    double t = x - 1.0;
    double small = log1p_of(t + SQRT(t * (t + 2.0)));
    double large = log_of(x) + LN2_HI;
    return x < 1.0 ? (double)NAN : x < 0x1p28 ? small : large;
}

FN double atanh(double x) {
    double a = ABS(x);
    double y = 0.5 * log1p_of((a + a) / (1.0 - a));
    return a == 0.0 ? x : a < 0x1p-28 ? x : COPYSIGN(y, x);
}

#define UNARY(f) UNARY_VECTORS(double, f, double)
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
