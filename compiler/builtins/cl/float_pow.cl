// Powers and roots of float.
#include "float.h"

// y log2 x costs as many digits as the exponent has: the logarithm and the product are pairs.

#define TWO_LOG2_E 0x1.715476p+1f
#define TWO_LOG2_E_LO 0x1.4ae0cp-25f

// log2 |x| to 2^-30 of its value.
INLINE struct pair log2_pair(float x) {
    float a = ABS(x);
    float k;
    float m = split(a, &k);
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
    float infinite = a == 0.0f ? -INFINITY : INFINITY;
    bool regular = a > 0.0f && a < INFINITY;
    struct pair l = fast_sum(sum.hi, sum.lo);
    return (struct pair){regular ? l.hi : infinite, regular ? l.lo : 0.0f};
}
// 2^(t.hi + t.lo)
INLINE float exp2_of(struct pair t) {
    float x = bounded(t.hi, -160.0f, 140.0f);
    int n;
    float k = nearest_integer(x, &n);
    float r = (x - k) + (ABS(t.hi) < 160.0f ? t.lo : 0.0f);
    float p = 0x1.62e43p-1f + r * (0x1.ebfbep-3f + r * (0x1.c6aeccp-5f + r * (0x1.3b29aap-7f + r * (0x1.5f49b2p-10f + r * 0x1.448fc6p-13f))));
    return scaled(1.0f + r * p, k, n);
}
// |x|^(y + y_lo)
INLINE float power(float x, float y, float y_lo) {
    struct pair l = log2_pair(x);
    struct pair t = exact_product(y, l.hi);
    t.lo += y * l.lo + y_lo * l.hi;
    return exp2_of(t);
}

// 0 if y is no integer, 1 if odd, 2 if even.
INLINE int parity(float y) {
    float half_y = 0.5f * y;
    return TRUNC(y) != y ? 0 : TRUNC(half_y) == half_y ? 2 : 1;
}
INLINE float with_sign(float x, float power, float y, int kind) {
    float signed_power = as_int(x) < 0 && kind == 1 ? -power : power;
    bool invalid = x < 0.0f && x > -INFINITY && kind == 0;
    bool one = x == 1.0f || y == 0.0f || (x == -1.0f && ABS(y) == INFINITY);
    return one ? 1.0f : x != x || y != y || invalid ? NAN : signed_power;
}

FN float pow(float x, float y) { return with_sign(x, power(x, y, 0.0f), y, parity(y)); }
FN float pown(float x, int n) {
    // n as the exact sum of two floats.
    float y = (float)(n & ~255), y_lo = (float)(n & 255);
    return with_sign(x, power(x, y + y_lo, y_lo - ((y + y_lo) - y)), (float)n, n & 1 ? 1 : 2);
}
FN float powr(float x, float y) {
    float p = power(x, y, 0.0f);
    // 0^0, infinity^0 and 1^infinity have no value.
    bool invalid = !(x >= 0.0f) || y != y || (y == 0.0f && (x == 0.0f || x == INFINITY)) ||
                   (x == 1.0f && ABS(y) == INFINITY);
    return invalid ? NAN : x == 1.0f || y == 0.0f ? 1.0f : p;
}
FN float rootn(float x, int n) {
    struct pair l = log2_pair(x);
    // n as the exact sum of two floats.
    float top = (float)(n & ~255), d = top + (float)(n & 255), d_lo = (float)(n & 255) - (d - top);
    float t = l.hi / d;
    float t_lo = (FMA(-t, d, l.hi) - t * d_lo + l.lo) / d;
    float root = exp2_of((struct pair){t, t_lo});
    bool odd = n & 1;
    bool invalid = n == 0 || x != x || (x < 0.0f && !odd);
    return invalid ? NAN : odd ? COPYSIGN(root, x) : root;
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

// sqrt x for x in [2^-100, 8], and 0.
INLINE float near_root(float x) {
    if (HAS_AVX512) {
        float y = __mirrorcl_avx512_reciprocal_root_f32(MAXNUM(x, 0x1p-100f));
        float root = x * y;
        return FMA(0.5f * y, FMA(-root, root, x), root);
    }
    return SQRT(x);
}
FN float hypot(float x, float y) {
    float a = ABS(x), b = ABS(y);
    float large = MAXNUM(a, b), small = MINNUM(a, b);
    // Scaled by the power of two of the larger, within the range where its inverse is normal.
    uint exponent = clamp(as_uint(large) >> 23, 2u, 252u);
    float scale = as_float(exponent << 23), inverse = as_float((254 - exponent) << 23);
    float u = large * inverse, v = small * inverse;
    float root = near_root(FMA(u, u, v * v)) * scale;
    return a == INFINITY || b == INFINITY ? INFINITY : x != x || y != y ? NAN : root;
}

UNARY_VECTORS(float, cbrt, float)
UNARY_VECTORS(float, rsqrt, float)
BINARY_VECTORS(float, pow, float, float)
BINARY_VECTORS(float, powr, float, float)
BINARY_VECTORS(float, pown, float, int)
BINARY_VECTORS(float, rootn, float, int)
BINARY_VECTORS(float, hypot, float, float)
