// Trigonometric functions of double.
#include "double.h"

// Of pi, with PI_HI.
#define PI_MIDDLE 0x1.1a62633145c06p-53
#define PI_LAST 0x1.c1cd129024e09p-106

// ---- Reduction by quarters and halves of a turn.

// 2/pi after 64 zero bits.
static __constant ulong two_by_pi[22] = {
    0,
    0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561,
    0xb7246e3a424dd2e0, 0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484,
    0xe99c7026b45f7e41, 0x3991d639835339f4, 0x9c845f8bbdf9283b, 0x1ff897ffde05980f,
    0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d, 0x7527bac7ebe5f17b,
    0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab, 0xf0cfbc209af4361d, 0};

// Payne and Hanek: of the product of x's digits with 2/pi only the bits around the point matter; those
// above make whole turns, those below are too small. For |x| >= 2^20: x modulo a turn, in units of 2^-128 of it.
INLINE ulong2 part_of_turn(double x) {
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
    // The product modulo 2^192, less its last 64 bits.
    ulong p1 = digits * w1, p0 = digits * w0;
    ulong carry = mul_hi(digits, w2);
    p0 += mul_hi(digits, w1);
    p1 += carry;
    p0 += p1 < carry;
    bool negative = x < 0.0;
    return (ulong2)(negative ? ~p0 + (p1 == 0) : p0, negative ? -p1 : p1);
}
// The nearest of the turn's 2^`bits` parts, in the last bits of the angle's low part; hi + lo is that of one.
INLINE double2 nearest_part(ulong2 p, uint bits, double hi, double lo) {
    ulong q = (p.x >> (64 - bits)) + (p.x >> (63 - bits) & 1);
    long high = (long)(p.x << bits | p.y >> (64 - bits));
    ulong low = p.y << bits;
    struct pair sum = exact_sum((double)(int)(high >> 32) * 0x1p-32, (double)(uint)high * 0x1p-64);
    struct pair more = exact_sum(sum.hi, (double)(uint)(low >> 32) * 0x1p-96);
    double rest = sum.lo + more.lo + (double)(uint)low * 0x1p-128;
    struct pair r = exact_product(more.hi, hi);
    r.lo += more.hi * lo + rest * hi;
    return (double2)(r.hi, as_double((as_ulong(r.lo) & ~3ul) | (q & 3)));
}
SLOW double2 quarters_of_large(double x) { return nearest_part(part_of_turn(x), 2, PIO2_HI, PIO2_LO); }
// Of x + `quarters` pi/2.
SLOW double2 halves_of_large(double x, ulong quarters) {
    ulong2 p = part_of_turn(x);
    return nearest_part((ulong2)(p.x + (quarters << 62), p.y), 1, PI_HI, PI_LO);
}

#define LARGE 0x1p28
// x = q pi/2 + r, |r| little above pi/4 at most. Infinity and NaN become NaN.
INLINE double reduce(double x, long *quadrant) {
    double n = nearest_integer(x, TWO_BY_PI, quadrant);
    // x - n pi/2 with the first part of pi/2 is exact.
    double r = FMA(-n, 0.5 * PI_LAST, FMA(-n, 0.5 * PI_MIDDLE, FMA(-n, PIO2_HI, x)));
    if (ABS(x) >= LARGE) {
        double2 reduced = quarters_of_large(x);
        *quadrant = as_long(reduced.y) & 3;
        r = reduced.x + (x - x);
    }
    return r;
}

INLINE double sin_reduced(double r) {
    double z = r * r, z2 = z * z, z4 = z2 * z2;
    double s = (-0x1.5555555555555p-3 + z * 0x1.1111111111067p-7) +
               z2 * (-0x1.a01a019ffdb99p-13 + z * 0x1.71de3a32a7103p-19) +
               z4 * ((-0x1.ae642acf906bcp-26 + z * 0x1.6108ac06d8434p-33) + z2 * -0x1.9f6a7d6a55938p-41);
    return FMA(r * z, s, r);
}
INLINE double cos_reduced(double r) {
    double z = r * r, z2 = z * z, z4 = z2 * z2;
    double c = (0x1.5555555555555p-5 + z * -0x1.6c16c16c16b14p-10) +
               z2 * (0x1.a01a019ff6ad4p-16 + z * -0x1.27e4fb523dda6p-22) +
               z4 * ((0x1.1eed65abb29b5p-29 + z * -0x1.936884bc00184p-37) + z2 * 0x1.982fa6f2472f5p-45);
    return FMA(z, FMA(z, c, -0.5), 1.0);
}

INLINE double with_sign_of(double x, ulong sign) { return as_double(as_ulong(x) ^ sign << 63); }

// sin(x + quarters pi/2) by half turns, one polynomial over each.
INLINE double sine_of(double x, ulong quarters) {
    double before = 0.5 * (double)quarters;
    double shifted = quarters ? FMA(x, ONE_BY_PI, before) + TO_INTEGER : FMA(x, ONE_BY_PI, TO_INTEGER);
    double n = shifted - TO_INTEGER - before;
    ulong half_turns = as_ulong(shifted);
    // x - n pi with the first part of pi is exact.
    double r = FMA(-n, PI_LAST, FMA(-n, PI_MIDDLE, FMA(-n, PI_HI, x)));
    if (ABS(x) >= LARGE) {
        double2 reduced = halves_of_large(x, quarters);
        half_turns = as_ulong(reduced.y);
        r = reduced.x + (x - x);
    }
    // With a last coefficient that is a little less than the best, no result lies beyond 1.
    double z = r * r, z2 = z * z, z4 = z2 * z2;
    double s = (-0x1.5555555555555p-3 + z * 0x1.11111111110c9p-7) +
               z2 * (-0x1.a01a01a014e86p-13 + z * 0x1.71de3a52a78edp-19) +
               z4 * ((-0x1.ae6454d6f3896p-26 + z * 0x1.6123cd740f8e4p-33) +
                     z2 * (-0x1.ae439244537e3p-41 + z * 0x1.8831187c98c82p-49));
    double y = with_sign_of(FMA(r * z, s, r), half_turns);
    return quarters == 0 && x == 0.0 ? x : y;
}
FN double sin(double x) { return sine_of(x, 0); }
FN double cos(double x) { return sine_of(x, 1); }
FN double tan(double x) {
    long q;
    double r = reduce(x, &q);
    double s = sin_reduced(r), c = cos_reduced(r);
    return x == 0.0 ? x : (q & 1 ? -c : s) / (q & 1 ? s : c);
}
SHARED double sincos_of(double x, double *cosine) {
    long q;
    double r = reduce(x, &q);
    double s = sin_reduced(r), c = cos_reduced(r);
    *cosine = with_sign_of(q & 1 ? s : c, (ulong)(q + 1) >> 1 & 1);
    return x == 0.0 ? x : with_sign_of(q & 1 ? c : s, (ulong)q >> 1 & 1);
}

// ---- Of pi x: the reduction is exact.

// x modulo 2, in [-1, 1]. Infinity becomes NaN.
INLINE double modulo_2(double x) { return FMA(-2.0, RINT(0.5 * x), x); }
// sin(pi r), |r| <= 1/2; the last coefficient again.
INLINE double sine_of_pi(double r) {
    double z = r * r, z2 = z * z, z4 = z2 * z2;
    double s = (-0x1.4abbce625be52p+2 + z * 0x1.466bc6775aa33p+1) + z2 * (-0x1.32d2cce624fffp-1 + z * 0x1.50783483c94d4p-4) +
               z4 * ((-0x1.e3074d1847e59p-8 + z * 0x1.e8f32025fa910p-12) + z2 * (-0x1.6f6f4a8f19e16p-16 + z * 0x1.9bc5e0ebd298ep-21));
    return r * FMA(z, s, PI_HI);
}

FN double sinpi(double x) {
    double w = modulo_2(x), a = ABS(w), b = 1.0 - a, r = b < a ? b : a;
    // Integers give a zero of their own sign.
    return COPYSIGN(sine_of_pi(r), r == 0.0 ? x : w);
}
FN double cospi(double x) {
    double r = 0.5 - ABS(modulo_2(x)), y = sine_of_pi(r);
    // Of integers exactly 1 or -1.
    return ABS(r) == 0.5 ? r + r : y;
}
FN double tanpi(double x) {
    double w = modulo_2(x), a = ABS(w), b = 1.0 - a;
    bool falls = a > 0.5, steep = a > 0.25 && a < 0.75;
    b = falls ? b : a;
    double r = steep ? 0.5 - b : b, z = r * r, z2 = z * z, z4 = z2 * z2;
    double s = (-0x1.4abbce625be47p+2 + z * 0x1.466bc67758dfcp+1) + z2 * (-0x1.32d2cce33a802p-1 + z * 0x1.50783021ee18bp-4) +
               z4 * (-0x1.e300abcfa7471p-8 + z * 0x1.e4058a1106868p-12);
    double c = (-0x1.3bd3cc9be45dep+2 + z * 0x1.03c1f081b5a4ep+2) + z2 * (-0x1.55d3c7e3bf379p+0 + z * 0x1.e1f50674630b0p-3) +
               z4 * ((-0x1.a6d1e111507d2p-6 + z * 0x1.f9c3b9f393768p-10) + z2 * -0x1.afe8240219158p-14);
    s = r * FMA(z, s, PI_HI);
    c = FMA(z, c, 1.0);
    double y = (steep ? c : s) / (steep ? s : c);
    // At a multiple of 1/2 the sign is that of the side from which it is reached.
    y = r == 0.0 ? (steep ? (double)INFINITY : 0.0) : y;
    double side = b == 0.0 ? x : w;
    return COPYSIGN(y, falls ? -side : side);
}

#define UNARY(f) UNARY_VECTORS(double, f, double)
UNARY(sin)
UNARY(cos)
UNARY(tan)
UNARY(sinpi)
UNARY(cospi)
UNARY(tanpi)
WRITABLE(WITH_POINTER, double, sincos, double)
