// Powers and roots of double.
#include "double.h"
#include "log2_table.h"

// log2(1 + r) - r log2 e, as parts of r^2, |r| < 3 / 512
INLINE double log2_tail(double r) {
    double r2 = r * r;
    return (-0x1.71547652b82fep-1 + r * 0x1.ec709dc3a03fdp-2) + r2 * ((-0x1.71547652b82fep-2 + r * 0x1.2776c50ef9bfep-2) +
           r2 * ((-0x1.ec709dc3a03fdp-3 + r * 0x1.a61762a7aded9p-3) + r2 * -0x1.71547652b82fep-3));
}
// log2 x to 2^-59 of its value; x positive and finite. The second of the pair is up to 2^-7 of the first. With AVX-512 the first is
// right for any x that is not -0, and the second no number where the first is infinite.
INLINE struct pair log2_pair(double x) {
    double k;
    double m = split(x, &k);
    uint entry;
    double c = near_inverse(m, &entry), r = FMA(m, c, -1.0);
    double first = r * LOG2_E, first_lo = FMA(r, LOG2_E_LO, FMA(r, LOG2_E, -first));
    // Exact.
    double whole = k + log2_short[entry];
    double hi = whole + first;
    return (struct pair){hi, (whole - hi) + first + FMA(r * r, log2_tail(r), log2_rest[entry] + first_lo)};
}
// 2^(t.hi + t.lo), the second about 2^-52 of the first.
INLINE double exp2_of(struct pair t) {
    if (HAS_AVX512) {
        return exp2_of_sum(t.hi, t.lo);
    }
    double x = bounded(t.hi, -1080.0, 1030.0);
    long n;
    double k = nearest_integer(x, &n);
    // Beyond the range the low part means nothing.
    double r = (x - k) + (ABS(t.hi) < 1080.0 ? t.lo : 0.0);
    return scaled(exp2_reduced(r), k, n);
}
// x^y as 2^(y log2 x), for positive finite x; the logarithm is a pair, so that the product keeps the digits that y costs. With
// AVX-512 it is powr for any x that is not -0.
INLINE double power(double x, double y) {
    struct pair l = log2_pair(x);
    double rest = y * l.lo;
    // It means nothing where l or y is infinite, and is no number or too large there.
    rest = limited(rest, 16.0);
    double t = FMA(y, l.hi, rest);
    return exp2_of((struct pair){t, FMA(y, l.hi, -t) + rest});
}

// 0 if y is no integer, 1 if odd, 2 if even.
INLINE int parity(double y) {
    double half_y = 0.5 * y;
    bool integer = TRUNC(y) == y;
    return !integer ? 0 : TRUNC(half_y) == half_y ? 2 : 1;
}

// x^y from |x|^y, for any x and y.
INLINE double with_sign(double x, double y, double p) {
    int kind = parity(y);
    bool negative = as_long(x) < 0;
    double y1 = negative && kind == 1 ? -p : p;
    bool invalid = x < 0.0 && x > -(double)INFINITY && kind == 0;
    double y2 = invalid ? (double)NAN : y1;
    bool one = x == 1.0 || y == 0.0 || (x == -1.0 && ABS(y) == (double)INFINITY);
    return one ? 1.0 : x != x || y != y ? (double)NAN : y2;
}
// The same for powr.
INLINE double without_sign(double x, double y, double p) {
    bool special = x == 0.0 || x == (double)INFINITY;
    // 0^0, infinity^0 and 1^infinity have no value.
    bool invalid = !(x >= 0.0) || y != y || (y == 0.0 && special) || (x == 1.0 && ABS(y) == (double)INFINITY);
    return invalid ? (double)NAN : y == 0.0 ? 1.0 : p;
}
// |x|^y for the x that power() does not take.
INLINE double of_limits(double x, double y, double p) {
    double a = ABS(x), limit = (a == 0.0) == (y > 0.0) ? 0.0 : (double)INFINITY;
    return a == 0.0 || a == (double)INFINITY ? limit : p;
}
// Whether |x|^y needs nothing more.
INLINE bool is_plain(double x, double y) {
    return (x > 0.0) & (x < (double)INFINITY) & (ABS(y) < (double)INFINITY);
}

INLINE double pow_of(double x, double y) {
    double p = power(ABS(x), y);
    bool plain = HAS_AVX512 ? (as_long(x) >= 0) & (p == p) : is_plain(x, y);
    if (!plain) {
        p = with_sign(x, y, of_limits(x, y, p));
    }
    return p;
}

FN double pow(double x, double y) { return pow_of(x, y); }
FN double pown(double x, int n) {
    if ((uint)n < 16) {
        // Rounded at most five times where that multiplies the errors of the first by four.
        double square = x * x, fourth = square * square;
        double low = (n & 1 ? x : 1.0) * (n & 2 ? square : 1.0);
        return low * ((n & 4 ? fourth : 1.0) * (n & 8 ? fourth * fourth : 1.0));
    }
    return pow_of(x, (double)n);
}
FN double powr(double x, double y) {
    if (HAS_AVX512) {
        return power(x + 0.0, y);
    }
    double p = power(ABS(x), y);
    if (!is_plain(x, y)) {
        p = without_sign(x, y, of_limits(x, y, p));
    }
    return p;
}

FN double rootn(double x, int n) {
    double a = ABS(x), d = (double)n;
    struct pair l = log2_pair(a);
    l = fast_sum(l.hi, l.lo);
    double inverse = 1.0 / d, hi = l.hi * inverse;
    double lo = (FMA(-hi, d, l.hi) + l.lo) * inverse;
    double root = exp2_of((struct pair){hi, lo});
    // 0 and infinity, of which a negative n takes the reciprocal.
    double limit = (a == 0.0) == (n > 0) ? 0.0 : (double)INFINITY;
    double y = a == 0.0 || a == (double)INFINITY ? limit : root;
    bool odd = n & 1;
    bool invalid = n == 0 || x != x || (x < 0.0 && !odd);
    return invalid ? (double)NAN : odd ? COPYSIGN(y, x) : y;
}

// |x|^(-1/3) to 2^-4.5: a third of the exponent, counted in double. For normal x.
INLINE double inverse_cbrt_estimate(double x) {
    double bits = small_to_double((long)(as_ulong(x) >> 32));
    return as_double(as_long(FMA(bits, -0x1.5555555555555p-2, 0x1p52 + 0x553ef0ff)) << 32);
}
FN double cbrt(double x) {
    double a = ABS(x);
    bool denormal = a < 0x1p-1022;
    double b = denormal ? a * 0x1p54 : a;
    double y = inverse_cbrt_estimate(b);
    // (1 - e)^(-1/3) to the fourth power of e, then to the third.
    double e = FMA(-(b * y), y * y, 1.0);
    double tail = FMA(e, FMA(e, 0x1.26fabb85cb534p-3, 0x1.61f9add3c0ca4p-3), 0x1.c71c71c71c71cp-3);
    y = FMA(y * e, FMA(e, tail, 0x1.5555555555555p-2), y);
    e = FMA(-(b * y), y * y, 1.0);
    y = FMA(y * e, FMA(e, FMA(e, 0x1.61f9add3c0ca4p-3, 0x1.c71c71c71c71cp-3), 0x1.5555555555555p-2), y);
    // A step of Newton in a pair.
    double square_y = y * y, root = b * square_y;
    struct pair square = exact_product(root, root);
    double residual = FMA(square.hi, root, -b) + square.lo * root;
    root = FMA(residual * square_y, -0x1.5555555555555p-2, root);
    double result = denormal ? root * 0x1p-18 : root;
    return COPYSIGN(a < (double)INFINITY ? result : a, x);
}

FN double rsqrt(double x) {
    if (HAS_AVX512) {
        double y = __mirrorcl_avx512_reciprocal_root_f64(x);
        double e = FMA(-(x * y), y, 1.0);
        double better = FMA(y * e, FMA(e, 0.375, 0.5), y);
        better = FMA(0.5 * better, FMA(-(x * better), better, 1.0), better);
        // Where x is 0 or infinite the estimate is the result.
        return better == better ? better : y;
    }
    return 1.0 / SQRT(x);
}

FN double hypot(double x, double y) {
    double a = ABS(x), b = ABS(y);
    double large = a > b ? a : b, small = a > b ? b : a;
    double root = near_root(FMA(large, large, small * small));
    if (!((large > 0x1p-300) & (large < 0x1p300))) {
        large = MAXNUM(a, b);
        small = MINNUM(a, b);
        // Scaled by the power of two of the larger, within the range where its inverse is normal.
        ulong exponent = clamp(as_ulong(large) >> 52, 2ul, 2044ul);
        double scale = as_double(exponent << 52), inverse = as_double((2046 - exponent) << 52);
        double u = large * inverse, v = small * inverse;
        root = near_root(FMA(u, u, v * v)) * scale;
        bool infinite = a == (double)INFINITY || b == (double)INFINITY;
        root = infinite ? (double)INFINITY : x != x || y != y ? (double)NAN : root;
    }
    return root;
}

UNARY_VECTORS(double, cbrt, double)
UNARY_VECTORS(double, rsqrt, double)
BINARY_VECTORS(double, pow, double, double)
BINARY_VECTORS(double, powr, double, double)
BINARY_VECTORS(double, pown, double, int)
BINARY_VECTORS(double, rootn, double, int)
BINARY_VECTORS(double, hypot, double, double)
