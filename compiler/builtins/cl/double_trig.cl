// Trigonometric functions of double.
#include "double.h"

// ---- Reduction to x = q pi/2 + (r.hi + r.lo), |r| <= pi/4.

// 2/pi after 64 zero bits.
static __constant ulong two_by_pi[22] = {
    0,
    0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561,
    0xb7246e3a424dd2e0, 0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484,
    0xe99c7026b45f7e41, 0x3991d639835339f4, 0x9c845f8bbdf9283b, 0x1ff897ffde05980f,
    0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d, 0x7527bac7ebe5f17b,
    0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab, 0xf0cfbc209af4361d, 0};

// Payne and Hanek: of the product of x's digits with 2/pi only the bits around the point matter; those
// above make whole turns, those below are too small. For |x| >= 2^20. r.hi, r.lo and, in its last bits, the quadrant.
SLOW double2 reduce_large(double x) {
    ulong bits = as_ulong(x);
    int power = (int)(bits >> 52 & 0x7ff) - 1075;
    ulong digits = (bits & 0x000fffffffffffff) | 0x0010000000000000;
    // 192 bits of 2/pi from the one that weighs a quarter turn with x's lowest digit.
    uint start = (uint)(power - 2 + 64) & 2047;
    uint word = start >> 6, shift = start & 63;
    ulong w0 = two_by_pi[word], w1 = two_by_pi[word + 1], w2 = two_by_pi[word + 2], w3 = two_by_pi[word + 3];
    ulong up = shift == 0 ? 0 : ~0ul;
    uint down = (64 - shift) & 63;
    w0 = w0 << shift | (w1 >> down & up);
    w1 = w1 << shift | (w2 >> down & up);
    w2 = w2 << shift | (w3 >> down & up);
    // The product modulo 2^192, in units of 2^-190 quadrants.
    ulong p2 = digits * w2, p1 = digits * w1, p0 = digits * w0;
    ulong carry = mul_hi(digits, w2);
    p0 += mul_hi(digits, w1);
    p1 += carry;
    p0 += p1 < carry;
    // The nearest quadrant, and the signed fraction of one that is left, in units of 2^-128.
    long q = (long)(p0 >> 62) + (long)(p0 >> 61 & 1);
    long high = (long)(p0 << 2 | p1 >> 62);
    ulong low = p1 << 2 | p2 >> 62;
    struct pair sum = exact_sum((double)(int)(high >> 32) * 0x1p-32, (double)(uint)high * 0x1p-64);
    struct pair more = exact_sum(sum.hi, (double)(uint)(low >> 32) * 0x1p-96);
    double rest = sum.lo + more.lo + (double)(uint)low * 0x1p-128;
    struct pair r = exact_product(more.hi, PIO2_HI);
    r.lo += more.hi * PIO2_LO + rest * PIO2_HI;
    bool negative = x < 0.0;
    ulong lo = as_ulong(negative ? -r.lo : r.lo), quadrant = (ulong)(negative ? -q : q) & 3;
    return (double2)(negative ? -r.hi : r.hi, as_double((lo & ~3ul) | quadrant));
}

#define LARGE 0x1p28
// Infinity and NaN become NaN.
INLINE struct pair reduce(double x, long *quadrant) {
    double n = nearest_integer(x * TWO_BY_PI, quadrant);
    // x - n pi/2 with the first part of pi/2 is exact.
    double top = FMA(-n, PIO2_HI, x);
    struct pair second = exact_product(n, PIO2_LO);
    double hi = top - second.hi;
    struct pair r = {hi, top - hi - second.hi - second.lo - n * PIO2_LAST};
    if (ABS(x) >= LARGE) {
        double2 reduced = reduce_large(x);
        *quadrant = as_long(reduced.y) & 3;
        r = (struct pair){reduced.x + (x - x), reduced.y};
    }
    return r;
}

// ---- sine and cosine of r.hi + r.lo, |r| <= pi/4.

INLINE double sin_reduced(struct pair r) {
    double z = r.hi * r.hi, z2 = z * z, z4 = z2 * z2;
    double s = (-0x1.5555555555555p-3 + z * 0x1.1111111111067p-7) +
               z2 * (-0x1.a01a019ffdb99p-13 + z * 0x1.71de3a32a7103p-19) +
               z4 * ((-0x1.ae642acf906bcp-26 + z * 0x1.6108ac06d8434p-33) + z2 * -0x1.9f6a7d6a55938p-41);
    return r.hi + (r.hi * z * s + r.lo * (1.0 - 0.5 * z));
}
INLINE double cos_reduced(struct pair r) {
    double z = r.hi * r.hi, z2 = z * z, z4 = z2 * z2;
    double c = (0x1.5555555555555p-5 + z * -0x1.6c16c16c16b14p-10) +
               z2 * (0x1.a01a019ff6ad4p-16 + z * -0x1.27e4fb523dda6p-22) +
               z4 * ((0x1.1eed65abb29b5p-29 + z * -0x1.936884bc00184p-37) + z2 * 0x1.982fa6f2472f5p-45);
    double half_z = 0.5 * z, w = 1.0 - half_z;
    return w + ((1.0 - w - half_z) + (z2 * c - r.hi * r.lo));
}

INLINE double with_sign_of(double x, ulong sign) { return as_double(as_ulong(x) ^ sign << 63); }

FN double sin(double x) {
    long q;
    struct pair r = reduce(x, &q);
    double y = q & 1 ? cos_reduced(r) : sin_reduced(r);
    return x == 0.0 ? x : with_sign_of(y, (ulong)q >> 1 & 1);
}
FN double cos(double x) {
    long q;
    struct pair r = reduce(x, &q);
    double y = q & 1 ? sin_reduced(r) : cos_reduced(r);
    return with_sign_of(y, (ulong)(q + 1) >> 1 & 1);
}
FN double tan(double x) {
    long q;
    struct pair r = reduce(x, &q);
    double s = sin_reduced(r), c = cos_reduced(r);
    return x == 0.0 ? x : q & 1 ? -c / s : s / c;
}
SHARED double sincos_of(double x, double *cosine) {
    long q;
    struct pair r = reduce(x, &q);
    double s = sin_reduced(r), c = cos_reduced(r);
    *cosine = with_sign_of(q & 1 ? s : c, (ulong)(q + 1) >> 1 & 1);
    return x == 0.0 ? x : with_sign_of(q & 1 ? c : s, (ulong)q >> 1 & 1);
}

// ---- Of pi x: the reduction is exact.

INLINE struct pair reduce_pi(double x, long *quadrant) {
    // From 2^53 on there are only even integers. Infinity becomes NaN.
    double a = ABS(x) < 0x1p53 ? x : 0.0;
    double n = RINT(a + a);
    double r = a - 0.5 * n + (x - x);
    nearest_integer(n - 4.0 * FLOOR(0.25 * n), quadrant);
    struct pair t = exact_product(r, PI_HI);
    t.lo += r * PI_LO;
    return t;
}

FN double sinpi(double x) {
    long q;
    struct pair r = reduce_pi(x, &q);
    double y = q & 1 ? cos_reduced(r) : sin_reduced(r);
    // Integers give a zero of their own sign.
    return r.hi == 0.0 && !(q & 1) ? COPYSIGN(0.0, x) : with_sign_of(y, (ulong)q >> 1 & 1);
}
FN double cospi(double x) {
    long q;
    struct pair r = reduce_pi(x, &q);
    double y = q & 1 ? sin_reduced(r) : cos_reduced(r);
    return r.hi == 0.0 && q & 1 ? 0.0 : with_sign_of(y, (ulong)(q + 1) >> 1 & 1);
}
FN double tanpi(double x) {
    long q;
    struct pair r = reduce_pi(x, &q);
    double s = sin_reduced(r), c = cos_reduced(r);
    double y = q & 1 ? -c / s : s / c;
    // At a multiple of 1/2 the sign is that of the side from which n is reached.
    double zero = COPYSIGN(0.0, q & 2 ? -x : x);
    double pole = q & 2 ? -(double)INFINITY : (double)INFINITY;
    return r.hi == 0.0 ? (q & 1 ? pole : zero) : y;
}

#define UNARY(f) UNARY_VECTORS(double, f, double)
UNARY(sin)
UNARY(cos)
UNARY(tan)
UNARY(sinpi)
UNARY(cospi)
UNARY(tanpi)
WRITABLE(WITH_POINTER, double, sincos, double)
