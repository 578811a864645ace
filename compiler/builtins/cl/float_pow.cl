// Powers and roots of float.
#include "float.h"

// y log2 x costs as many digits as the exponent has: the logarithm and the product are pairs.

#define TWO_LOG2_E 0x1.715476p+1f
#define TWO_LOG2_E_LO 0x1.4ae0cp-25f

// log2 x to 2^-30 of its value; x positive and finite. The second of the pair is up to a fiftieth of the first. With AVX-512 the first
// is right for any x that is not -0, and the second no number where the first is infinite.
INLINE struct pair log2_pair(float x) {
    float k;
    float m = split(x, &k);
    // log(m) = 2 s + s^3 L(s^2) with s = (m - 1) / (m + 1)
    float f = m - 1.0f, below = m + 1.0f, below_lo = m - (below - 1.0f);
    float inverse = 1.0f / below;
    float s = f * inverse;
    float s_lo = (FMA(-s, below, f) - s * below_lo) * inverse;
    float z = s * s;
    float tail = s * z * (0x1.ec709cp-1f + z * (0x1.27786cp-1f + z * (0x1.a5220cp-2f + z * 0x1.641f2ap-2f)));
    struct pair p = exact_product(s, TWO_LOG2_E);
    struct pair sum = fast_sum(k, p.hi);
    sum.lo += p.lo + s * TWO_LOG2_E_LO + s_lo * TWO_LOG2_E + tail;
    return sum;
}
// 2^(t.hi + t.lo)
INLINE float exp2_of(struct pair t) {
    if (HAS_AVX512) {
        return exp2_of_sum(t.hi, t.lo);
    }
    float x = bounded(t.hi, -160.0f, 140.0f);
    int n;
    float k = nearest_integer(x, &n);
    float r = (x - k) + (ABS(t.hi) < 160.0f ? t.lo : 0.0f);
    return scaled(exp2_reduced(r), k, n);
}
// 2^(y l.hi + rest), where rest is a small part of the sum or means nothing.
INLINE float power(struct pair l, float y, float rest) {
    // No number, or too large, where l or y is infinite.
    rest = limited(rest, 16.0f);
    float t = FMA(y, l.hi, rest);
    return exp2_of((struct pair){t, FMA(y, l.hi, -t) + rest});
}
// x^y, for positive finite x. With AVX-512 it is powr for any x that is not -0.
INLINE float power(float x, float y) {
    struct pair l = log2_pair(x);
    return power(l, y, y * l.lo);
}
// Whether |x|^y is all, and power() takes x and y.
INLINE bool is_plain(float x, float y) { return (x > 0.0f) & (x < INFINITY) & (ABS(y) < INFINITY); }
// |x|^y for the x that power() does not take.
INLINE float of_limits(float x, float y, float p) {
    float a = ABS(x), limit = (a == 0.0f) == (y > 0.0f) ? 0.0f : INFINITY;
    return a == 0.0f || a == INFINITY ? limit : p;
}
// 0 if y is no integer, 1 if odd, 2 if even.
INLINE int parity(float y) {
    float half_y = 0.5f * y;
    return TRUNC(y) != y ? 0 : TRUNC(half_y) == half_y ? 2 : 1;
}
// x^y from |x|^y, for any x and y.
INLINE float with_sign(float x, float y, float p, int kind) {
    float signed_power = as_int(x) < 0 && kind == 1 ? -p : p;
    bool invalid = x < 0.0f && x > -INFINITY && kind == 0;
    bool one = x == 1.0f || y == 0.0f || (x == -1.0f && ABS(y) == INFINITY);
    return one ? 1.0f : x != x || y != y || invalid ? NAN : signed_power;
}

FN float pow(float x, float y) {
    float p = power(ABS(x), y);
    bool plain = HAS_AVX512 ? (as_int(x) >= 0) & (p == p) : is_plain(x, y);
    if (!plain) {
        p = with_sign(x, y, of_limits(x, y, p), parity(y));
    }
    return p;
}
FN float pown(float x, int n) {
    if ((uint)n < 16) {
        // Rounded at most five times where that multiplies the errors of the first by four.
        float square = x * x, fourth = square * square;
        float low = (n & 1 ? x : 1.0f) * (n & 2 ? square : 1.0f);
        return low * ((n & 4 ? fourth : 1.0f) * (n & 8 ? fourth * fourth : 1.0f));
    }
    // n as the exact sum of two floats.
    float y = (float)(n & ~255), y_lo = (float)(n & 255), sum = y + y_lo;
    struct pair l = log2_pair(ABS(x));
    float p = power(l, sum, sum * l.lo + (y_lo - (sum - y)) * l.hi);
    if (!is_plain(x, 0.0f)) {
        p = with_sign(x, sum, of_limits(x, sum, p), n & 1 ? 1 : 2);
    }
    return p;
}
FN float powr(float x, float y) {
    if (HAS_AVX512) {
        return power(x + 0.0f, y);
    }
    float p = power(ABS(x), y);
    if (!is_plain(x, y)) {
        bool special = x == 0.0f || x == INFINITY;
        // 0^0, infinity^0 and 1^infinity have no value.
        bool invalid = !(x >= 0.0f) || y != y || (y == 0.0f && special) || (x == 1.0f && ABS(y) == INFINITY);
        p = invalid ? NAN : y == 0.0f ? 1.0f : of_limits(x, y, p);
    }
    return p;
}
FN float rootn(float x, int n) {
    struct pair l = log2_pair(ABS(x));
    l = fast_sum(l.hi, l.lo);
    // n as the exact sum of two floats.
    float top = (float)(n & ~255), d = top + (float)(n & 255), d_lo = (float)(n & 255) - (d - top);
    float inverse = 1.0f / d, t = l.hi * inverse;
    float t_lo = (FMA(-t, d, l.hi) - t * d_lo + l.lo) * inverse;
    float root = exp2_of((struct pair){t, t_lo});
    bool odd = n & 1;
    if (!(is_plain(x, 0.0f) & (n != 0))) {
        bool invalid = n == 0 || x != x || (x < 0.0f && !odd);
        root = of_limits(x, d, root);
        root = invalid ? NAN : odd ? COPYSIGN(root, x) : root;
    }
    return root;
}

// |x|^(-1/3) to 2^-4.5: a third of the exponent, counted in float. For normal x.
INLINE float inverse_cbrt_estimate(float x) {
    float bits = small_to_float(as_int(x) >> 9);
    return as_float(as_int(FMA(bits, -0x1.555556p-2f, 0x1p23f + 0x2a50fa)) << 9);
}
FN float cbrt(float x) {
    float a = ABS(x);
    bool denormal = a < 0x1p-126f;
    float b = denormal ? a * 0x1p24f : a;
    float y = inverse_cbrt_estimate(b);
    // (1 - e)^(-1/3) to the third power of e.
    float e = FMA(-(b * y), y * y, 1.0f);
    y = FMA(y * e, FMA(e, FMA(e, 0x1.61f9aep-3f, 0x1.c71c72p-3f), 0x1.555556p-2f), y);
    // A step of Newton in a pair.
    float square_y = y * y, root = b * square_y;
    struct pair square = exact_product(root, root);
    float residual = FMA(square.hi, root, -b) + square.lo * root;
    root = FMA(residual * square_y, -0x1.555556p-2f, root);
    float result = denormal ? root * 0x1p-8f : root;
    return COPYSIGN(a < INFINITY ? result : a, x);
}

// By the processor's estimate, where it has one, or by root and division.
INLINE float rsqrt_estimate(float x) {
#pragma clang fp reciprocal(on) reassociate(on)
    return 1.0f / SQRT(x);
}
FN float rsqrt(float x) {
    if (HAS_AVX512) {
        float y = __mirrorcl_avx512_reciprocal_root_f32(x);
        float better = FMA(0.5f * y, FMA(-(x * y), y, 1.0f), y);
        // Where x is 0 or infinite the estimate is the result.
        return better == better ? better : y;
    }
    bool denormal = x < 0x1p-126f;
    float a = denormal ? x * 0x1p24f : x;
    float y = rsqrt_estimate(a);
    // A step of Newton: estimates are good to some 22 bits.
    y = FMA(0.5f * y, FMA(-(a * y), y, 1.0f), y);
    y = denormal ? y * 0x1p12f : y;
    y = x == INFINITY ? 0.0f : y;
    return x == 0.0f ? COPYSIGN(INFINITY, x) : y;
}

FN float hypot(float x, float y) {
    float a = ABS(x), b = ABS(y);
    float large = a > b ? a : b, small = a > b ? b : a;
    float root = near_root(FMA(large, large, small * small));
    if (!(large > 0x1p-40f && large < 0x1p40f)) {
        large = MAXNUM(a, b);
        small = MINNUM(a, b);
        // Scaled by the power of two of the larger, within the range where its inverse is normal.
        uint exponent = clamp(as_uint(large) >> 23, 2u, 252u);
        float scale = as_float(exponent << 23), inverse = as_float((254 - exponent) << 23);
        float u = large * inverse, v = small * inverse;
        root = near_root(FMA(u, u, v * v)) * scale;
        root = a == INFINITY || b == INFINITY ? INFINITY : x != x || y != y ? NAN : root;
    }
    return root;
}

UNARY_VECTORS(float, cbrt, float)
UNARY_VECTORS(float, rsqrt, float)
BINARY_VECTORS(float, pow, float, float)
BINARY_VECTORS(float, powr, float, float)
BINARY_VECTORS(float, pown, float, int)
BINARY_VECTORS(float, rootn, float, int)
BINARY_VECTORS(float, hypot, float, float)
