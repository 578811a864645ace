// Powers and roots of double.
#include "double.h"

// |x|^y as e^(y log |x|); the logarithm is a pair, so that the product keeps the digits that y costs.
INLINE double power(double x, double y) {
    double a = ABS(x);
    struct pair l = log_pair(a);
    struct pair p = exact_product(y, l.hi);
    p.lo += y * l.lo;
    bool regular = a > 0.0 && a < (double)INFINITY;
    // log 0 and log infinity; beyond the range of e^x the low part means nothing.
    double hi = regular ? p.hi : y * (a == 0.0 ? -(double)INFINITY : a);
    double lo = regular && ABS(hi) < 1000.0 ? p.lo : 0.0;
    return exp_of(hi, lo);
}

// 0 if y is no integer, 1 if odd, 2 if even.
INLINE int parity(double y) {
    double half_y = 0.5 * y;
    bool integer = TRUNC(y) == y;
    return !integer ? 0 : TRUNC(half_y) == half_y ? 2 : 1;
}

INLINE double pow_of(double x, double y) {
    int kind = parity(y);
    double p = power(x, y);
    bool negative = as_long(x) < 0;
    double y1 = negative && kind == 1 ? -p : p;
    bool invalid = x < 0.0 && x > -(double)INFINITY && kind == 0;
    double y2 = invalid ? (double)NAN : y1;
    bool one = x == 1.0 || y == 0.0 || (x == -1.0 && ABS(y) == (double)INFINITY);
    return one ? 1.0 : x != x || y != y ? (double)NAN : y2;
}

FN double pow(double x, double y) { return pow_of(x, y); }
FN double pown(double x, int n) { return pow_of(x, (double)n); }
FN double powr(double x, double y) {
    double p = power(x, y);
    bool special = x == 0.0 || x == (double)INFINITY || x == 1.0;
    // 0^0, infinity^0 and 1^infinity have no value.
    bool invalid = !(x >= 0.0) || y != y || (y == 0.0 && special && x != 1.0) ||
                   (x == 1.0 && ABS(y) == (double)INFINITY);
    return invalid ? (double)NAN : x == 1.0 || y == 0.0 ? 1.0 : p;
}

FN double rootn(double x, int n) {
    double a = ABS(x), d = (double)n;
    struct pair l = log_pair(a);
    double hi = l.hi / d;
    double lo = (FMA(-hi, d, l.hi) + l.lo) / d;
    double root = exp_of(hi, lo);
    // 0 and infinity, of which a negative n takes the reciprocal.
    double limit = (a == 0.0) == (n > 0) ? 0.0 : (double)INFINITY;
    double y = a == 0.0 || a == (double)INFINITY ? limit : root;
    bool odd = n & 1;
    bool invalid = n == 0 || x != x || (x < 0.0 && !odd);
    return invalid ? (double)NAN : odd ? COPYSIGN(y, x) : y;
}

FN double cbrt(double x) {
    double a = ABS(x);
    bool denormal = a < 0x1p-1022, huge = a > 0x1p1000;
    double b = a * (denormal ? 0x1p54 : huge ? 0x1p-54 : 1.0);
    // A third of the exponent gives 5 bits, two steps of Halley triple them each, one of Newton in a pair the rest.
    ulong high = as_ulong(b) >> 32;
    double y = as_double((high / 3 + 0x2a9f7893) << 32);
    double y3 = y * y * y;
    y = y * ((y3 + b + b) / (y3 + y3 + b));
    y3 = y * y * y;
    y = y * ((y3 + b + b) / (y3 + y3 + b));
    struct pair square = exact_product(y, y);
    double residual = FMA(-square.hi, y, b) - square.lo * y;
    y += residual / (3.0 * square.hi);
    double result = y * (denormal ? 0x1p-18 : huge ? 0x1p18 : 1.0);
    return a == 0.0 || !(a < (double)INFINITY) ? x : COPYSIGN(result, x);
}

FN double rsqrt(double x) { return 1.0 / SQRT(x); }

FN double hypot(double x, double y) {
    double a = ABS(x), b = ABS(y);
    double large = MAXNUM(a, b), small = MINNUM(a, b);
    // Scaled by the power of two of the larger, within the range where its inverse is normal.
    ulong exponent = clamp(as_ulong(large) >> 52, 2ul, 2044ul);
    double scale = as_double(exponent << 52), inverse = as_double((2046 - exponent) << 52);
    double u = large * inverse, v = small * inverse;
    double root = SQRT(FMA(u, u, v * v)) * scale;
    bool infinite = a == (double)INFINITY || b == (double)INFINITY;
    return infinite ? (double)INFINITY : x != x || y != y ? (double)NAN : root;
}

UNARY_VECTORS(double, cbrt, double)
UNARY_VECTORS(double, rsqrt, double)
BINARY_VECTORS(double, pow, double, double)
BINARY_VECTORS(double, powr, double, double)
BINARY_VECTORS(double, pown, double, int)
BINARY_VECTORS(double, rootn, double, int)
BINARY_VECTORS(double, hypot, double, double)
