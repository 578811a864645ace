// fmod, remainder and remquo of float and double: exact, by steps of which each divides within the digits that
// the quotient has, so that x - q y is exact in one fused operation.
#include "lib.h"

// a - q b with q the whole quotient, a and b positive and a / b < `limit` of the type.
#define STEP(T)                                                                                         \
    INLINE T step_of(T a, T b, T *quotient) {                                                           \
        T q = TRUNC(a / b);                                                                             \
        T r = FMA(-q, b, a);                                                                            \
        /* a / b may have rounded up to the next integer. */                                           \
        bool over = r < (T)0;                                                                           \
        *quotient = over ? q - (T)1 : q;                                                                \
        return over ? r + b : r;                                                                        \
    }
STEP(float)
STEP(double)

// b 2^n, exact for the n that leave it below some finite a.
INLINE double raised(double b, int n) {
    int third = n / 3;
    double factor = as_double((long)(third + 1023) << 52);
    return b * factor * factor * as_double((long)(n - 2 * third + 1023) << 52);
}

// a less a multiple of b 2^8, so that what is left is below b 2^51.
INLINE double nearer(double a, double b) {
    for (int n = ilogb(a) - ilogb(b); n > 50;) {
        n = max(n - 50, 8);
        double q;
        a = step_of(a, raised(b, n), &q);
    }
    return a;
}
// The rest and the low bits of the quotient.
SLOW double2 far_step(double a, double b) {
    double q;
    double r = step_of(nearer(a, b), b, &q);
    return (double2)(r, (double)((long)q & 255));
}
SLOW float2 far_step(float a, float b) {
    double2 both = far_step((double)a, (double)b);
    return (float2)((float)both.x, (float)both.y);
}

// fmod of the magnitudes, and the low bits of the quotient.
#define DIVIDE(T, near_limit)                                                                           \
    INLINE T divide(T a, T b, T *quotient) {                                                            \
        T r = step_of(a, b, quotient);                                                                  \
        if (!(a / b < (T)near_limit) && a < (T)INFINITY && b > (T)0) {                                  \
            T##2 both = far_step(a, b);                                                                 \
            r = both.x;                                                                                 \
            *quotient = both.y;                                                                         \
        }                                                                                               \
        *quotient = a < b ? (T)0 : *quotient;                                                           \
        return a < b ? a : r;                                                                           \
    }                                                                                                   \
    INLINE bool has_no_quotient(T x, T y) { return !(ABS(x) < (T)INFINITY) || y == (T)0 || y != y; }    \
    FN T fmod(T x, T y) {                                                                               \
        T q;                                                                                            \
        T r = divide(ABS(x), ABS(y), &q);                                                               \
        return has_no_quotient(x, y) ? (T)NAN : COPYSIGN(r, x);                                         \
    }                                                                                                   \
    SHARED T remquo_of(T x, T y, int *low_bits) {                                                       \
        T a = ABS(x), b = ABS(y), q;                                                                    \
        T r = divide(a, b, &q);                                                                         \
        int whole = (int)((long)q & 255);                                                               \
        /* To the nearest multiple, a tie to the even one; b - r is exact where it decides. */         \
        T other = b - r;                                                                                \
        bool up = r > other || (r == other && (whole & 1));                                             \
        r = up ? -other : r;                                                                            \
        whole = (whole + (int)up) & 127;                                                                \
        bool invalid = has_no_quotient(x, y);                                                           \
        bool opposite = (x < (T)0) != (y < (T)0);                                                       \
        *low_bits = invalid ? 0 : opposite ? -whole : whole;                                            \
        T result = x < (T)0 ? -r : r;                                                                   \
        return invalid ? (T)NAN : r == (T)0 ? COPYSIGN((T)0, x) : result;                               \
    }                                                                                                   \
    FN T remainder(T x, T y) {                                                                          \
        int low_bits;                                                                                   \
        return remquo_of(x, y, &low_bits);                                                              \
    }                                                                                                   \
    BINARY_VECTORS(T, fmod, T, T)                                                                       \
    BINARY_VECTORS(T, remainder, T, T)
DIVIDE(float, 0x1p22f)
DIVIDE(double, 0x1p51)

// R remquo(T, T, int *) for an address space and all widths.
#define REMQUO_AT(i, x, y, second) ((result).s##i = remquo_of((x).s##i, (y).s##i, &one), (second).s##i = one)
#define REMQUO_N(N, A, T)                                                                               \
    FN T##N remquo(T##N x, T##N y, A int##N *quotient) {                                                \
        T##N result;                                                                                    \
        int##N second;                                                                                  \
        int one;                                                                                        \
        E##N(REMQUO_AT, x, y, second);                                                                  \
        *quotient = second;                                                                             \
        return result;                                                                                  \
    }
#define REMQUO(A, T)                                                                                    \
    FN T remquo(T x, T y, A int *quotient) {                                                            \
        int one;                                                                                        \
        T result = remquo_of(x, y, &one);                                                               \
        *quotient = one;                                                                                \
        return result;                                                                                  \
    }                                                                                                   \
    WIDTHS(REMQUO_N, A, T)

SHARED half remquo_of(half x, half y, int *low_bits) { return (half)remquo_of((float)x, (float)y, low_bits); }
FN half fmod(half x, half y) { return (half)fmod((float)x, (float)y); }
FN half remainder(half x, half y) { return (half)remainder((float)x, (float)y); }
BINARY_VECTORS(half, fmod, half, half)
BINARY_VECTORS(half, remainder, half, half)
WRITABLE(REMQUO, half)
WRITABLE(REMQUO, float)
WRITABLE(REMQUO, double)
