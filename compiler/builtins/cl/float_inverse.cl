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

// atan(y / x) for x, y >= 0: one division, of what remains beyond 0, pi/4 or pi/2. NaN when both are infinite.
INLINE float quotient_angle(float y, float x) {
    bool low = y <= x * TAN_PI_8, middle = y <= x * TAN_3PI_8;
    float above = low ? y : middle ? y - x : -x;
    float below = low ? x : middle ? y + x : y;
    float hi = low ? 0.0f : middle ? PIO4_HI : PIO2_HI;
    float lo = low ? 0.0f : middle ? PIO4_LO : PIO2_LO;
    float t = above / below;
    return hi + (t + (atan_tail(t) + lo));
}

FN float atan(float x) {
    float y = quotient_angle(ABS(x), 1.0f);
    return COPYSIGN(y, x);
}
FN float atanpi(float x) { return by_pi(atan(x)); }

FN float atan2(float y, float x) {
    float a = ABS(x), b = ABS(y);
    // The angle of two infinities is that of (1, 1), of two zeros 0; huge values must not overflow in a sum.
    bool both_infinite = a == INFINITY && b == INFINITY;
    float scale = MAXNUM(a, b) > 0x1p125f ? 0.25f : 1.0f;
    a = both_infinite || (a == 0.0f && b == 0.0f) ? 1.0f : a * scale;
    b = both_infinite ? 1.0f : b * scale;
    float angle = quotient_angle(b, a);
    float left = PI_HI - (angle - PI_LO);
    return x != x || y != y ? NAN : COPYSIGN(as_int(x) < 0 ? left : angle, y);
}
FN float atan2pi(float y, float x) { return by_pi(atan2(y, x)); }

#define UNARY(f) UNARY_VECTORS(float, f, float)
UNARY(asin)
UNARY(acos)
UNARY(atan)
UNARY(asinpi)
UNARY(acospi)
UNARY(atanpi)
BINARY_VECTORS(float, atan2, float, float)
BINARY_VECTORS(float, atan2pi, float, float)
