// Powers and roots of float. y log2 x loses as many digits as the exponent has, so powers go through double,
// with polynomials no longer than float needs.
#include "float.h"

// log2 |x| to 2^-37 of its value.
INLINE double log2_of(float x) {
    float a = ABS(x);
    // Every float is a normal double.
    ulong bits = as_ulong((double)a);
    long from_root = (long)(bits - as_ulong(0x1.6a09e667f3bcdp-1));
    double f = as_double(bits - ((ulong)from_root & 0xfff0000000000000)) - 1.0;
    double k = as_double((from_root >> 52) + as_long(0x1.8p52)) - 0x1.8p52;
    double f2 = f * f, f4 = f2 * f2;
    double p = (0x1.71547652b61e6p+0 + f * -0x1.7154765196105p-1) + f2 * (0x1.ec709ddd138bdp-2 + f * -0x1.715478c09e41cp-2);
    double q = (0x1.2776b9ab24523p-2 + f * -0x1.ec6f14f35904ap-3) + f2 * (0x1.a61a79da8e6bep-3 + f * -0x1.718acb850bc5fp-3);
    double r = (0x1.4835271acbd08p-3 + f * -0x1.23cd19db57816p-3) + f2 * (0x1.09f799eef4187p-3 + f * -0x1.133c84bf5c25dp-3);
    double s = 0x1.129185277eac7p-3 + f * -0x1.25bbfb6f3215fp-4;
    double l = k + f * (p + f4 * (q + f4 * (r + f4 * s)));
    return a == 0.0f ? -(double)INFINITY : a == INFINITY ? (double)INFINITY : l;
}
// 2^t
INLINE float exp2_of(double t) {
    t = MINNUM(MAXNUM(t, -300.0), 300.0);
    double shifted = t + 0x1.8p52;
    double r = t - (shifted - 0x1.8p52), r2 = r * r;
    double p = (0x1.00000002601fep+0 + r * 0x1.62e430c7e74c2p-1) + r2 * (0x1.ebfbdade03ab9p-3 + r * 0x1.c6aed4b75d245p-5) +
               r2 * r2 * ((0x1.3b2dba7a8bdf4p-7 + r * 0x1.5f456c9743ce4p-10) + r2 * 0x1.41d4332034e26p-13);
    return (float)(p * as_double((as_ulong(shifted) + 1023) << 52));
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

FN float pow(float x, float y) { return with_sign(x, exp2_of((double)y * log2_of(x)), y, parity(y)); }
FN float pown(float x, int n) {
    // The double holds every n; of the float only zero, sign and parity matter.
    return with_sign(x, exp2_of((double)n * log2_of(x)), (float)n, n & 1 ? 1 : 2);
}
FN float powr(float x, float y) {
    float p = exp2_of((double)y * log2_of(x));
    // 0^0, infinity^0 and 1^infinity have no value.
    bool invalid = !(x >= 0.0f) || y != y || (y == 0.0f && (x == 0.0f || x == INFINITY)) ||
                   (x == 1.0f && ABS(y) == INFINITY);
    return invalid ? NAN : x == 1.0f || y == 0.0f ? 1.0f : p;
}
FN float rootn(float x, int n) {
    float root = exp2_of(log2_of(x) / (double)n);
    bool odd = n & 1;
    bool invalid = n == 0 || x != x || (x < 0.0f && !odd);
    return invalid ? NAN : odd ? COPYSIGN(root, x) : root;
}

FN float cbrt(float x) {
    float a = ABS(x);
    bool denormal = a < 0x1p-126f, huge = a > 0x1p120f;
    float b = a * (denormal ? 0x1p24f : huge ? 0x1p-24f : 1.0f);
    // A third of the exponent gives 5 bits, a step of Halley triples them, one of Newton in a pair the rest.
    float y = as_float(as_uint(b) / 3 + 0x2a514067);
    float y3 = y * y * y;
    y = y * ((y3 + b + b) / (y3 + y3 + b));
    struct pair square = exact_product(y, y);
    float residual = FMA(-square.hi, y, b) - square.lo * y;
    y += residual / (3.0f * square.hi);
    float result = y * (denormal ? 0x1p-8f : huge ? 0x1p8f : 1.0f);
    return a == 0.0f || !(a < INFINITY) ? x : COPYSIGN(result, x);
}

FN float rsqrt(float x) { return 1.0f / SQRT(x); }

FN float hypot(float x, float y) {
    float a = ABS(x), b = ABS(y);
    float large = MAXNUM(a, b), small = MINNUM(a, b);
    // Scaled by the power of two of the larger, within the range where its inverse is normal.
    uint exponent = clamp(as_uint(large) >> 23, 2u, 252u);
    float scale = as_float(exponent << 23), inverse = as_float((254 - exponent) << 23);
    float u = large * inverse, v = small * inverse;
    float root = SQRT(FMA(u, u, v * v)) * scale;
    return a == INFINITY || b == INFINITY ? INFINITY : x != x || y != y ? NAN : root;
}

UNARY_VECTORS(float, cbrt, float)
UNARY_VECTORS(float, rsqrt, float)
BINARY_VECTORS(float, pow, float, float)
BINARY_VECTORS(float, powr, float, float)
BINARY_VECTORS(float, pown, float, int)
BINARY_VECTORS(float, rootn, float, int)
BINARY_VECTORS(float, hypot, float, float)
