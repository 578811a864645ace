// Exponential, logarithmic and hyperbolic functions of double.
#include "double.h"

#define LOG10_2_HI 0x1.34413509f79ffp-2
#define LOG10_2_LO -0x1.9dc1da994fd21p-59
// The first 42 bits: their product with an exponent is exact.
#define LOG10_2_SHORT 0x1.34413509f7800p-2
#define LOG10_2_REST 0x1.fef311f12b358p-46
#define LOG2_10 0x1.a934f0979a371p+1
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
    long n = 0;
    double k, r;
    if (HAS_AVX512) {
        r = __mirrorcl_avx512_fraction_f64(x);
        k = x - r;
    } else {
        x = bounded(x, -1076.0, 1025.0);
        k = nearest_integer(x, &n);
        r = x - k;
    }
    return scaled(exp2_reduced(r), k, n);
}

FN double exp10(double x) {
    x = bounded(x, -324.0, 309.0);
    long n;
    double k = nearest_integer(x, LOG2_10, &n);
    double r = FMA(-k, LOG10_2_LO, FMA(-k, LOG10_2_HI, x));
    double r2 = r * r, r4 = r2 * r2;
    double p = (0x1.26bb1bbb55516p+1 + r * 0x1.53524c73cea78p+1) + r2 * (0x1.0470591de2cb2p+1 + r * 0x1.2bd7609fd4cd6p+0) +
               r4 * ((0x1.1429ffd1d075ap-1 + r * 0x1.a7ed70a28ce05p-3) + r2 * (0x1.16e4dfd6b36b5p-4 + r * 0x1.41165d446fa45p-6) +
                     r4 * ((0x1.48977082d7c1fp-8 + r * 0x1.2f75b381b78fdp-10) + r2 * 0x1.fc2a269f9924bp-13));
    return scaled(FMA(r, p, 1.0), k, n);
}

FN double expm1(double x) { return expm1_of(x); }

FN double log(double x) { return log_of(x); }
FN double log1p(double x) { return log1p_of(x, true); }

FN double log2(double x) {
    // k is exact, and what is added to it less than 1.
    double k;
    double l = log_sum(split(x, &k), 0.0);
    return log_finish(x, FMA(l, LOG2_E, FMA(l, LOG2_E_LO, k)));
}

FN double log10(double x) {
    double k;
    double l = log_sum(split(x, &k), 0.0);
    return log_finish(x, k * LOG10_2_SHORT + FMA(l, LOG10_E, FMA(l, LOG10_E_LO, k * LOG10_2_REST)));
}

// ---- Hyperbolic functions.

// Half of e^a - 1 / e^a and of e^a + 1 / e^a are those of k ln 2 and r crosswise: e^a is 2^k (cosh r + sinh r). All in units
// of 2^3: e^a may be twice what double has where the results are not.
struct halves {
    double sinh, cosh;
};
// a >= 0; from 711 on both are infinite.
INLINE struct halves halves_of(double a) {
    a = a > 711.0 ? 711.0 : a;
    long n;
    double k = nearest_integer(a, LOG2_E, &n);
    double r = FMA(-k, LN2_LO, FMA(-k, LN2_HI, a)), z = r * r, z2 = z * z;
    double s = (0x1.5555555555555p-3 + z * 0x1.1111111111386p-7) + z2 * (0x1.a01a019ea1a73p-13 + z * 0x1.71de407b13028p-19) +
               z2 * z2 * (0x1.ae4cf56f5f3bcp-26 + z * 0x1.8278d2c1ccde3p-33);
    double c = (0x1.5555555555555p-5 + z * 0x1.6c16c16c171fap-10) + z2 * (0x1.a01a019c86350p-16 + z * 0x1.27e50a1c9ab9cp-22) +
               z2 * z2 * (0x1.1eb793db848c6p-29 + z * 0x1.13e1c92514e58p-36);
    s = FMA(r * z, s, r);
    c = z * FMA(z, c, 0.5);
    double power = power_of_two(n - 4), inverse = as_double(max(1023 - 4 - n, 0l) << 52);
    double sum = power + inverse, difference = power - inverse;
    return (struct halves){FMA(sum, s, FMA(difference, c, difference)), FMA(difference, s, FMA(sum, c, sum))};
}
FN double sinh(double x) {
    double a = ABS(x), y = 8.0 * halves_of(a).sinh;
    // The scale would cost small ones digits.
    return COPYSIGN(a < 0x1p-27 ? a : y, x);
}
FN double cosh(double x) { return 8.0 * halves_of(ABS(x)).cosh; }
FN double tanh(double x) {
    double a = ABS(x);
    struct halves h = halves_of(a > 30.0 ? 30.0 : a);
    double y = h.sinh / h.cosh;
    return COPYSIGN(a < 0x1p-27 ? a : y > 1.0 ? 1.0 : y, x);
}

// log(large + small + lo), and log 2 x for huge x.
INLINE double log_of_sum(double large, double small, double lo, double x) {
    bool huge = x > 0x1p28;
    struct pair u = fast_sum(large, small);
    u = (struct pair){huge ? x : u.hi, huge ? 0.0 : u.lo + lo};
    double y = log_finish(u.hi, log_of_pair(u, false));
    return huge ? y + LN2_HI : y;
}
FN double asinh(double x) {
    double a = ABS(x), square = FMA(a, a, 1.0);
    // What the square lost matters only for small a, where it is exact.
    struct pair root = root_pair(square, FMA(a, a, 1.0 - square));
    double y = log_of_sum(root.hi, a, root.lo, a);
    return a < 0x1p-28 ? x : COPYSIGN(y, x);
}
FN double acosh(double x) {
    double t = x - 1.0, square = FMA(t, t, t + t);
    struct pair root = root_pair(square, FMA(t, t, (t + t) - square));
    double y = log_of_sum(x, root.hi, root.lo, x);
    return x < 1.0 ? (double)NAN : y;
}

FN double atanh(double x) {
    double a = ABS(x);
    double y = 0.5 * log1p_of((a + a) / (1.0 - a), false);
    return a < 0x1p-28 ? x : COPYSIGN(y, x);
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
