// Error and gamma functions of double.
#include "double.h"
#include "erf_table.h"

#define POLY2(x, a, b) ((a) + (x) * (b))

// erf(x) / x - 2 / sqrt(pi) from z = x^2 <= 1
INLINE double erf_tail(double z) {
    double z2 = z * z, z4 = z2 * z2, z8 = z4 * z4;
    double a = POLY2(z, -0x1.3c146e1adecf4p-69, -0x1.812746b0379e7p-2) + z2 * POLY2(z, 0x1.ce2f21a042c23p-4, -0x1.b82ce3128a337p-6);
    double b = POLY2(z, 0x1.565bcd0eb04c2p-8, -0x1.c02db40f37115p-11) + z2 * POLY2(z, 0x1.f9a329012f28dp-14, -0x1.f4d28af444aafp-17);
    double c = POLY2(z, 0x1.b9e9a10c43947p-20, -0x1.5f92047c42706p-23) + z2 * POLY2(z, 0x1.fe5f9b017f5ffp-27, -0x1.58749e0664b4ap-30);
    double d = POLY2(z, 0x1.b709834d3a7eap-34, -0x1.b35347aa63622p-38);
    return a + z4 * b + z8 * (c + z4 * d);
}
#define TWO_BY_SQRT_PI 0x1.20dd750429b6dp+0
#define TWO_BY_SQRT_PI_LO 0x1.1ae3a914fed80p-56

INLINE double erf_inner(double x) { return x * TWO_BY_SQRT_PI + x * (erf_tail(x * x) + TWO_BY_SQRT_PI_LO); }

// erfc(x) for x >= 1/2: e^(-x^2) / (1 + 2 x) times a polynomial in (x - 3) / (x + 3).
INLINE double erfc_outer(double x) {
    double a = x > 28.0 ? 28.0 : x;
    // Both divisions by one reciprocal.
    double below = a + 3.0, scale = 1.0 + 2.0 * a, inverse = quotient(1.0, below * scale);
    double t = (a - 3.0) * (inverse * scale), t2 = t * t;
    double even = 0x1.40c522d7e4987p+0 + t2 * (-0x1.85a15c58a9c3bp-5 + t2 * (-0x1.e88b803a5c2c6p-4 + t2 *
                  (-0x1.8574c4047fbf7p-6 + t2 * (0x1.ef1bd78a72f87p-10 + t2 * (-0x1.b90fd961e07a8p-14 + t2 *
                  (0x1.4b6a79ab33851p-18 + t2 * (-0x1.77f2d8d69a9c4p-21 + t2 * (0x1.43753d751c18ap-22 + t2 *
                  (-0x1.61efbc4d9c879p-24 + t2 * (0x1.0dd6f3ee64385p-27))))))))));
    double odd = -0x1.15c084bb9e8efp-3 + t2 * (0x1.098366a5b44a1p-3 + t2 * (0x1.17ca2877fce67p-4 + t2 *
                 (0x1.4b884e24600e9p-9 + t2 * (-0x1.98db4b1e68eadp-11 + t2 * (0x1.06598a66c4ccap-13 + t2 *
                 (-0x1.5122de52f6babp-16 + t2 * (0x1.cfdc5c083eab2p-19 + t2 * (-0x1.3b9644791d124p-21 + t2 *
                 (0x1.3a97e17abbfc6p-24 + t2 * (-0x1.7d1c5b7932829p-32))))))))));
    struct pair square = exact_product(a, a);
    return exp_of(-square.hi, -square.lo) * ((even + t * odd) * (inverse * below));
}

// erf(c + d) = erf(c) + erf'(c) (d - c d^2 + ...) with c the nearest multiple of 1/128: the coefficients of the series are
// polynomials in c, those of d^5 and d^6 changed to stand for what follows as well.
FN double erf(double x) {
    double a = ABS(x);
    a = a > 6.0 ? 6.0 : a;
    double shifted = a + 0x1.8p45, c = shifted - 0x1.8p45, d = a - c;
    uint entry = (uint)as_ulong(shifted) & 1023;
    double c2 = c * c, d2 = d * d, e = c * d, slope = d * erf_slope[entry];
    double even = (0x1.5555555555555p-1 * c2 - 0x1.5555555555555p-2) +
                  d2 * (0x1.9999424dbeaafp-4 + c2 * (-0x1.999363bbc03bep-2 + c2 * 0x1.1105d02d4880ap-3));
    double odd = (0.5 - 0x1.5555555555555p-2 * c2) +
                 d2 * (-0x1.5489391b8f4bfp-3 + c2 * (0x1.c3d276aa0d774p-3 + c2 * -0x1.6782e74030849p-5));
    double rest = d2 * even + e * (d2 * odd - 1.0);
    return COPYSIGN(erf_at[entry] + (slope + slope * rest), x);
}
FN double erfc(double x) {
    double a = ABS(x), inner = 1.0 - erf_inner(x), outer = erfc_outer(a);
    return a < 0.5 ? inner : x < 0.0 ? 2.0 - outer : outer;
}

// ---- Gamma.

// x (log gamma(x) - (x - 1/2) log x + x - log(2 pi) / 2), from w = 1 / x^2, x >= 8
INLINE double stirling_tail(double w) {
    double w2 = w * w;
    return POLY2(w, 0x1.5555555555555p-4, -0x1.6c16c16c09ce3p-9) +
           w2 * (POLY2(w, 0x1.a01a00fc54effp-11, -0x1.3812c08f13d3cp-11) +
                 w2 * (POLY2(w, 0x1.b8e75aabadcb8p-11, -0x1.e7d0e5a14f633p-10) + w2 * 0x1.225dc3818ab4cp-8));
}
#define LOG_SQRT_2PI_HI 0x1.d67f1c864beb5p-1
#define LOG_SQRT_2PI_LO -0x1.65b5a1b7ff5dfp-55

// log gamma(x) as a pair, x >= 8.
INLINE struct pair log_gamma_pair(double x) {
    struct pair l = log_pair(x);
    double before = x - 0.5;
    struct pair p = exact_product(before, l.hi);
    p.lo += before * l.lo;
    struct pair a = exact_sum(p.hi, -x);
    struct pair b = exact_sum(a.hi, LOG_SQRT_2PI_HI);
    double inverse = 1.0 / x;
    double tail = inverse * stirling_tail(inverse * inverse);
    return fast_sum(b.hi, b.lo + a.lo + p.lo + LOG_SQRT_2PI_LO + tail);
}

// x raised by whole steps to [8, 9) where it is less, with what the steps lose, and their product.
INLINE struct pair raised(double x, double *product) {
    struct pair t = {x, 0.0};
    double p = 1.0;
#pragma unroll
    for (int i = 0; i < 8; i++) {
        bool below = t.hi < 8.0;
        p *= below ? t.hi + t.lo : 1.0;
        struct pair next = exact_sum(t.hi, below ? 1.0 : 0.0);
        t = (struct pair){next.hi, t.lo + next.lo};
    }
    *product = p;
    return t;
}

FN double tgamma(double x) {
    // Small and negative x by reflection: gamma(x) gamma(1 - x) = pi / sin(pi x).
    bool reflect = x < 0.5;
    struct pair a = exact_sum(reflect ? 1.0 : 0.0, reflect ? -x : x);
    double product;
    struct pair t = raised(a.hi, &product);
    double top = MINNUM(t.hi, 200.0);
    struct pair l = log_gamma_pair(top);
    // The derivative of log gamma is nearly log x - 1 / (2 x).
    l.lo += (t.lo + a.lo) * (log_of(top) - 0.5 / top);
    // As the square of a root: gamma(1 - x) overflows before its reciprocal vanishes.
    double root = exp_of(0.5 * l.hi, 0.5 * l.lo);
    double direct = root / product * root;
    double reflected = PI_HI * product / root / (sinpi(x) * root);
    double y = ABS(x) < 0x1p-54 ? 1.0 / x : reflect ? reflected : direct;
    bool pole = x < 0.0 && RINT(x) == x;
    return pole ? (double)NAN : x == (double)INFINITY || x != x ? x : y;
}

// log gamma(x), 1 <= x <= 2
INLINE double log_gamma_inner(double x) {
    const double c[21] = {
        0x1.eeb95b094c191p-2,   -0x1.2aed059bd6084p-3,  0x1.01af62a292999p-4,   -0x1.007aa83cefb1dp-5,
        0x1.1334235284393p-6,   -0x1.34dbda1273fa4p-7,  0x1.64f0664839c91p-8,   -0x1.a5035383e9608p-9,
        0x1.f814bc5da80a9p-10,  -0x1.313e511b39bf1p-10, 0x1.750a47674f834p-11,  -0x1.cb5081f0135a3p-12,
        0x1.1c81c0168d520p-12,  -0x1.6180eb2e34c51p-13, 0x1.b994e7fcfad0bp-14,  -0x1.1d1496f020f77p-14,
        0x1.6b0c7f4bd24fdp-15,  -0x1.676a08c370ffep-16, 0x1.aa96931e61588p-17,  -0x1.37cccbb760280p-16,
        0x1.a40a678d511cap-17};
    double t = x - 1.5, p = c[20];
#pragma unroll
    for (int i = 19; i >= 0; i--) {
        p = p * t + c[i];
    }
    return (x - 1.0) * (x - 2.0) * p;
}

// log gamma(x), x > 0
INLINE double log_gamma_positive(double x) {
    // Between 0 and 8 by whole steps to [1, 2].
    // The polynomial reaches a little beyond, so that the zeros at 1 and 2 keep their digits.
    bool below = x < 0.9995;
    double u = below ? x + 1.0 : x, product = below ? x : 1.0;
#pragma unroll
    for (int i = 0; i < 6; i++) {
        bool above = u > 2.0005;
        u -= above ? 1.0 : 0.0;
        product *= above ? u : 1.0;
    }
    double steps = log_of(product);
    double small = log_gamma_inner(MINNUM(u, 2.001)) + (below ? -steps : steps);
    struct pair large = log_gamma_pair(x);
    double y = x > 2.55e305 ? (double)INFINITY : large.hi + large.lo;
    return x < 8.0 ? small : y;
}

SHARED double lgamma_r_of(double x, int *sign) {
    double a = ABS(x);
    double y = log_gamma_positive(a);
    // gamma(x) gamma(-x) = -pi / (x sin(pi x))
    double sine = ABS(sinpi(a));
    double reflected = log_of(PI_HI / (a * sine)) - y;
    bool negative = x < 0.0, pole = a == 0.0 || (negative && RINT(x) == x);
    double half_floor = 0.5 * FLOOR(x);
    *sign = negative && FLOOR(half_floor) != half_floor ? -1 : 1;
    double result = negative && a > 0x1p-54 ? reflected : y;
    return pole || a == (double)INFINITY ? (double)INFINITY : x != x ? x : result;
}
FN double lgamma(double x) {
    int sign;
    return lgamma_r_of(x, &sign);
}

UNARY_VECTORS(double, erf, double)
UNARY_VECTORS(double, erfc, double)
UNARY_VECTORS(double, tgamma, double)
UNARY_VECTORS(double, lgamma, double)
WRITABLE(WITH_POINTER, double, lgamma_r, int)
