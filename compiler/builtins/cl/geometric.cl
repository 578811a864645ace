// Geometric functions (OpenCL C §6.15.5).
#include "lib.h"

#define DOT2(x, y) ((x).s0 * (y).s0 + (x).s1 * (y).s1)
#define DOT3(x, y) (DOT2(x, y) + (x).s2 * (y).s2)
#define DOT4(x, y) (DOT3(x, y) + (x).s3 * (y).s3)

#define CROSS(T)                                                                                        \
    FN T##3 cross(T##3 x, T##3 y) { return x.yzx * y.zxy - x.zxy * y.yzx; }                             \
    FN T##4 cross(T##4 x, T##4 y) { return (T##4)(x.yzx * y.zxy - x.zxy * y.yzx, (T)0); }

#define LENGTH_SCALAR(T)                                                                                \
    FN T dot(T x, T y) { return x * y; }                                                                \
    FN T length(T x) { return ABS(x); }                                                                 \
    FN T distance(T x, T y) { return ABS(x - y); }                                                      \
    FN T normalize(T x) { return x != x || x == (T)0 ? x : COPYSIGN((T)1, x); }
LENGTH_SCALAR(half)
LENGTH_SCALAR(float)
LENGTH_SCALAR(double)
CROSS(half)
CROSS(float)
CROSS(double)

// A vector with infinite elements points along those, as one with 1 in their places.
#define FINITE(N, T, x) (any(isinf(x)) ? COPYSIGN(select((T##N)0, (T##N)1, isinf(x)), x) : x)

// ---- half: squares are summed in float, which can't overflow.

#define LENGTH_HALF(N)                                                                                  \
    FN half dot(half##N x, half##N y) {                                                                 \
        float##N a = convert_float##N(x), b = convert_float##N(y);                                      \
        return (half)(DOT##N(a, b));                                                                    \
    }                                                                                                   \
    INLINE float norm(float##N x) { return SQRT(DOT##N(x, x)); }                                        \
    FN half length(half##N x) { return (half)norm(convert_float##N(x)); }                               \
    FN half distance(half##N x, half##N y) { return (half)norm(convert_float##N(x) - convert_float##N(y)); } \
    FN half##N normalize(half##N x) {                                                                   \
        float##N a = convert_float##N(FINITE(N, half, x));                                              \
        float size = norm(a);                                                                           \
        half##N direction = __builtin_convertvector(a / (float##N)size, half##N);                       \
        return size == 0.0f ? x : any(isnan(x)) ? (half##N)NAN : direction;                             \
    }
LENGTH_HALF(2)
LENGTH_HALF(3)
LENGTH_HALF(4)

// ---- float and double: scaled by the power of two of the largest element, so that squares neither overflow nor
// vanish; within the range where the inverse of the scale is a normal number too.

#define LARGEST2(x) MAXNUM(ABS((x).s0), ABS((x).s1))
#define LARGEST3(x) MAXNUM(LARGEST2(x), ABS((x).s2))
#define LARGEST4(x) MAXNUM(LARGEST3(x), ABS((x).s3))

INLINE float scale_of(float largest, float *inverse) {
    uint exponent = clamp(as_uint(largest) >> 23, 2u, 252u);
    *inverse = as_float((254 - exponent) << 23);
    return as_float(exponent << 23);
}
INLINE double scale_of(double largest, double *inverse) {
    ulong exponent = clamp(as_ulong(largest) >> 52, 2ul, 2044ul);
    *inverse = as_double((2046 - exponent) << 52);
    return as_double(exponent << 52);
}

#define LENGTH(N, T)                                                                                    \
    FN T dot(T##N x, T##N y) { return DOT##N(x, y); }                                                   \
    FN T length(T##N x) {                                                                               \
        T inverse, scale = scale_of(LARGEST##N(x), &inverse);                                           \
        T##N a = x * (T##N)inverse;                                                                     \
        T size = SQRT(DOT##N(a, a)) * scale;                                                            \
        return any(isinf(x)) ? (T)INFINITY : size;                                                      \
    }                                                                                                   \
    FN T distance(T##N x, T##N y) { return length(x - y); }                                             \
    FN T##N normalize(T##N x) {                                                                         \
        T##N finite = FINITE(N, T, x);                                                                  \
        T largest = LARGEST##N(finite), inverse;                                                        \
        scale_of(largest, &inverse);                                                                    \
        T##N a = finite * (T##N)inverse;                                                                \
        T##N direction = a * (T##N)rsqrt(DOT##N(a, a));                                                 \
        return largest == (T)0 ? x : any(isnan(x)) ? (T##N)NAN : direction;                             \
    }
LENGTH(2, float)
LENGTH(3, float)
LENGTH(4, float)
LENGTH(2, double)
LENGTH(3, double)
LENGTH(4, double)

// ---- fast_*: float, as the specification writes them.

#define FAST(T, SQUARES)                                                                                \
    FN float fast_length(T x) { return SQRT(SQUARES(x, x)); }                                           \
    FN float fast_distance(T x, T y) { return fast_length(x - y); }                                     \
    FN T fast_normalize(T x) {                                                                          \
        float squares = SQUARES(x, x);                                                                  \
        return squares == 0.0f ? x : x * (T)rsqrt(squares);                                             \
    }
#define DOT1(x, y) ((x) * (y))
FAST(float, DOT1)
FAST(float2, DOT2)
FAST(float3, DOT3)
FAST(float4, DOT4)
