// Inverse trigonometric functions of double.
#include "double.h"

// asin(s) - s = s p, from z = s^2 <= 1/4
INLINE double asin_tail(double z) {
    double z2 = z * z, z4 = z2 * z2;
    double a = (0x1.5555555555578p-3 + z * 0x1.333333332df1ep-4) + z2 * (0x1.6db6db722ae43p-5 + z * 0x1.f1c71a8bd2743p-6);
    double b = (0x1.6e8bdfe0588e3p-6 + z * 0x1.1c49de7523cc5p-6) + z2 * (0x1.ca21394642415p-7 + z * 0x1.7577e85b2c063p-7);
    double c = (0x1.6188b6ede50fdp-7 + z * 0x1.e179e6e4499d2p-9) + z2 * (0x1.64f8a11683fddp-6 + z * -0x1.59e92b84e67f9p-6);
    return z * (a + z4 * (b + z4 * (c + z4 * 0x1.0be03455b0f44p-5)));
}

// For |x| > 1/2: asin |x| = pi/2 - 2 asin(sqrt((1 - |x|) / 2)). Both sides share the polynomial.
struct arc {
    bool outer;
    double angle; // asin of the root or of |x|
};
INLINE struct arc arc_of(double a) {
    bool outer = a > 0.5;
    double z = choose(outer, FMA(-0.5, a, 0.5), a * a);
    double s = choose(outer, near_root(z), a);
    return (struct arc){outer, FMA(s, asin_tail(z), s)};
}

FN double asin(double x) {
    struct arc arc = arc_of(ABS(x));
    return COPYSIGN(arc.outer ? FMA(-2.0, arc.angle, PIO2_HI) : arc.angle, x);
}
FN double acos(double x) {
    struct arc arc = arc_of(ABS(x));
    double angle = COPYSIGN(arc.angle, x);
    double outer = FMA(2.0, angle, x < 0.0 ? PI_HI : 0.0);
    return arc.outer ? outer : PIO2_HI - (angle - PIO2_LO);
}

INLINE double by_pi(double x) {
    double y = x * ONE_BY_PI;
    return COPYSIGN(y + (FMA(x, ONE_BY_PI, -y) + x * ONE_BY_PI_LO), x);
}
FN double asinpi(double x) { return by_pi(asin(x)); }
FN double acospi(double x) { return by_pi(acos(x)); }

// atan(t) - t, |t| <= tan(pi/8)
INLINE double atan_tail(double t) {
    double z = t * t, z2 = z * z, z4 = z2 * z2;
    double a = (-0x1.5555555555554p-2 + z * 0x1.9999999999549p-3) + z2 * (-0x1.249249246ca40p-3 + z * 0x1.c71c71b2c7eabp-4);
    double b = (-0x1.745d141258399p-4 + z * 0x1.3b135f2ae7b84p-4) + z2 * (-0x1.110b937b4e707p-4 + z * 0x1.e160df7f4e1d1p-5);
    double c = (-0x1.ab0f5816d7515p-5 + z * 0x1.6f2ec1aa855a5p-5) + z2 * (-0x1.0e2d1c35f23eep-5 + z * 0x1.e1964b18254a7p-7);
    return t * z * (a + z4 * (b + z4 * c));
}
#define TAN_PI_8 0x1.a827999fcef32p-2
#define TAN_3PI_8 0x1.3504f333f9de6p+1

// atan(y / x) for x, y >= 0 is `eighths` times pi/4 and what is returned: one division, of what remains beyond 0, pi/4 or
// pi/2. NaN when both are infinite.
INLINE double quotient_angle(double y, double x, double *eighths) {
    bool low = y <= x * TAN_PI_8, middle = y <= x * TAN_3PI_8;
    double above = low ? y : middle ? y - x : -x;
    double below = low ? x : middle ? y + x : y;
    *eighths = low ? 0.0 : middle ? 1.0 : 2.0;
    double t = above / below;
    return t + atan_tail(t);
}
INLINE double in_radians(double rest, double eighths) {
    return FMA(eighths, PIO4_HI, FMA(eighths, PIO4_LO, rest));
}
INLINE double in_pi(double rest, double eighths) {
    return FMA(eighths, 0.25, FMA(rest, ONE_BY_PI, rest * ONE_BY_PI_LO));
}

FN double atan(double x) {
    double eighths, rest = quotient_angle(ABS(x), 1.0, &eighths);
    return COPYSIGN(in_radians(rest, eighths), x);
}
FN double atanpi(double x) {
    double eighths, rest = quotient_angle(ABS(x), 1.0, &eighths);
    return COPYSIGN(in_pi(rest, eighths), x);
}

// The angle of (|x|, |y|), turned to the left for negative x.
INLINE double vector_angle(double y, double x, double *eighths) {
    double a = ABS(x), b = ABS(y);
    double largest = a > b ? a : b;
    if (!((largest > 0x1p-900) & (largest < 0x1p900))) {
        // The angle of two infinities is that of (1, 1), of two zeros 0; huge values must not overflow in a sum. Tiny
        // ones have too few digits to be compared after a product.
        bool infinite = largest == (double)INFINITY;
        double scale = largest < 1.0 ? 0x1p200 : 0x1p-200;
        a = largest == 0.0 && a == 0.0 ? 1.0 : infinite ? (a == (double)INFINITY ? 1.0 : 0.0 * a) : a * scale;
        b = infinite ? (b == (double)INFINITY ? 1.0 : 0.0 * b) : b * scale;
    }
    double rest = quotient_angle(b, a, eighths);
    bool left = as_long(x) < 0;
    *eighths = left ? 4.0 - *eighths : *eighths;
    return left ? -rest : rest;
}
FN double atan2(double y, double x) {
    double eighths, rest = vector_angle(y, x, &eighths);
    return COPYSIGN(in_radians(rest, eighths), y);
}
FN double atan2pi(double y, double x) {
    double eighths, rest = vector_angle(y, x, &eighths);
    return COPYSIGN(in_pi(rest, eighths), y);
}

#define UNARY(f) UNARY_VECTORS(double, f, double)
UNARY(asin)
UNARY(acos)
UNARY(atan)
UNARY(asinpi)
UNARY(acospi)
UNARY(atanpi)
BINARY_VECTORS(double, atan2, double, double)
BINARY_VECTORS(double, atan2pi, double, double)
