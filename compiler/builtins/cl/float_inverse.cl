// Inverse trigonometric functions of float.
#include "float.h"

#define PI_HI 0x1.921fb6p+1f
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
    float angle; // asin of the root or of |x|
};
INLINE struct arc arc_of(float a) {
    bool outer = a > 0.5f;
    float z = choose(outer, FMA(-0.5f, a, 0.5f), a * a);
    float s = choose(outer, near_root(z), a);
    return (struct arc){outer, FMA(s, asin_tail(z), s)};
}

FN float asin(float x) {
    struct arc arc = arc_of(ABS(x));
    return COPYSIGN(arc.outer ? FMA(-2.0f, arc.angle, PIO2_HI) : arc.angle, x);
}
FN float acos(float x) {
    struct arc arc = arc_of(ABS(x));
    float angle = COPYSIGN(arc.angle, x);
    float outer = FMA(2.0f, angle, x < 0.0f ? PI_HI : 0.0f);
    return arc.outer ? outer : PIO2_HI - (angle - PIO2_LO);
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
    float largest = a > b ? a : b;
    if (!((largest > 0x1p-90f) & (largest < 0x1p100f))) {
        // The angle of two infinities is that of (1, 1), of two zeros 0; huge values must not overflow in a sum. Tiny
        // ones have too few digits to be compared after a product.
        bool infinite = largest == INFINITY;
        float scale = largest < 1.0f ? 0x1p30f : 0x1p-30f;
        a = largest == 0.0f && a == 0.0f ? 1.0f : infinite ? (a == INFINITY ? 1.0f : 0.0f * a) : a * scale;
        b = infinite ? (b == INFINITY ? 1.0f : 0.0f * b) : b * scale;
    }
    float rest = quotient_angle(b, a, eighths);
    bool left = as_int(x) < 0;
    *eighths = left ? 4.0f - *eighths : *eighths;
    return left ? -rest : rest;
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
