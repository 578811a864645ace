// Inverse trigonometric functions of float.
#include "float.h"

#define PI_HI 0x1.921fb6p+1f
#define PI_LO -0x1.777a5cp-24f
#define PIO2_HI 0x1.921fb6p+0f
#define PIO2_LO -0x1.777a5cp-25f
#define PIO4_HI 0x1.921fb6p-1f
#define PIO4_LO -0x1.777a5cp-26f
#define ONE_BY_PI 0x1.45f306p-2f
#define ONE_BY_PI_LO 0x1.b93910p-27f

// asin(s) - s = s p, from z = s^2 <= 1/4
INLINE float asin_tail(float z) {
    return z * (0x1.5555cap-3f + z * (0x1.33016ap-4f + z * (0x1.748a44p-5f + z * (0x1.8bb3d8p-6f + z * 0x1.59cd9cp-5f))));
}

// For |x| > 1/2: asin |x| = pi/2 - 2 asin(sqrt((1 - |x|) / 2)). Both sides share the polynomial.
struct arc {
    bool outer;
    float s, rest; // asin of the root or of |x| is s + rest
};
INLINE struct arc arc_of(float a) {
    bool outer = a > 0.5f;
    float z = outer ? 0.5f - 0.5f * a : a * a;
    float s = outer ? SQRT(z) : a;
    return (struct arc){outer, s, s * asin_tail(z)};
}

FN float asin(float x) {
    struct arc arc = arc_of(ABS(x));
    float y = arc.outer ? PIO2_HI - (2.0f * arc.s - (PIO2_LO - 2.0f * arc.rest)) : arc.s + arc.rest;
    return COPYSIGN(y, x);
}
FN float acos(float x) {
    struct arc arc = arc_of(ABS(x));
    float inner = PIO2_HI - (x - (PIO2_LO - (x < 0.0f ? -arc.rest : arc.rest)));
    float outer = x < 0.0f ? PI_HI - (2.0f * arc.s - (PI_LO - 2.0f * arc.rest)) : 2.0f * (arc.s + arc.rest);
    return arc.outer ? outer : inner;
}

INLINE float by_pi(float x) { return COPYSIGN(FMA(x, ONE_BY_PI, x * ONE_BY_PI_LO), x); }
FN float asinpi(float x) { return by_pi(asin(x)); }
FN float acospi(float x) { return by_pi(acos(x)); }

// atan(t) - t, |t| <= tan(pi/8)
INLINE float atan_tail(float t) {
    float z = t * t;
    return t * z *
           (-0x1.55554ap-2f + z * (0x1.9991e8p-3f + z * (-0x1.23ba44p-3f + z * (0x1.b22f00p-4f + z * -0x1.f31eb8p-5f))));
}
#define TAN_PI_8 0x1.a8279ap-2f
#define TAN_3PI_8 0x1.3504f4p+1f

// atan(y / x) for x, y >= 0 is `eighths` times pi/4 and what is returned: one division, of what remains beyond 0, pi/4 or
// pi/2. NaN when both are infinite.
INLINE float quotient_angle(float y, float x, float *eighths) {
    bool low = y <= x * TAN_PI_8, middle = y <= x * TAN_3PI_8;
    float above = low ? y : middle ? y - x : -x;
    float below = low ? x : middle ? y + x : y;
    *eighths = low ? 0.0f : middle ? 1.0f : 2.0f;
    float t = above / below;
    return t + atan_tail(t);
}
INLINE float in_radians(float rest, float eighths) {
    return FMA(eighths, PIO4_HI, FMA(eighths, PIO4_LO, rest));
}
INLINE float in_pi(float rest, float eighths) {
    return FMA(eighths, 0.25f, FMA(rest, ONE_BY_PI, rest * ONE_BY_PI_LO));
}

FN float atan(float x) {
    float eighths, rest = quotient_angle(ABS(x), 1.0f, &eighths);
    return COPYSIGN(in_radians(rest, eighths), x);
}
FN float atanpi(float x) {
    float eighths, rest = quotient_angle(ABS(x), 1.0f, &eighths);
    return COPYSIGN(in_pi(rest, eighths), x);
}

// The angle of (|x|, |y|), turned to the left for negative x.
INLINE float vector_angle(float y, float x, float *eighths) {
    float a = ABS(x), b = ABS(y);
    // The angle of two infinities is that of (1, 1), of two zeros 0; huge values must not overflow in a sum. Tiny
    // ones have too few digits to be compared after a product.
    bool both_infinite = a == INFINITY && b == INFINITY;
    float largest = MAXNUM(a, b), scale = largest > 0x1p125f ? 0.25f : largest < 0x1p-90f ? 0x1p30f : 1.0f;
    a = both_infinite || largest == 0.0f ? 1.0f : a * scale;
    b = both_infinite ? 1.0f : b * scale;
    float rest = quotient_angle(b, a, eighths);
    bool left = as_int(x) < 0;
    *eighths = left ? 4.0f - *eighths : *eighths;
    rest = left ? -rest : rest;
    return x != x || y != y ? NAN : rest;
}
FN float atan2(float y, float x) {
    float eighths, rest = vector_angle(y, x, &eighths);
    return COPYSIGN(in_radians(rest, eighths), y);
}
FN float atan2pi(float y, float x) {
    float eighths, rest = vector_angle(y, x, &eighths);
    return COPYSIGN(in_pi(rest, eighths), y);
}

#define UNARY(f) UNARY_VECTORS(float, f, float)
UNARY(asin)
UNARY(acos)
UNARY(atan)
UNARY(asinpi)
UNARY(acospi)
UNARY(atanpi)
BINARY_VECTORS(float, atan2, float, float)
BINARY_VECTORS(float, atan2pi, float, float)
