// Geometric functions (OpenCL C §6.15.5).
#include "lib.h"

#define DOT2(x, y) ((x).s0 * (y).s0 + (x).s1 * (y).s1)
#define DOT3(x, y) (DOT2(x, y) + (x).s2 * (y).s2)
#define DOT4(x, y) (DOT3(x, y) + (x).s3 * (y).s3)

#define CROSS(T)                                                                                        \
    FN T##3 cross(T##3 x, T##3 y) { return x.yzx * y.zxy - x.zxy * y.yzx; }                             \
    FN T##4 cross(T##4 x, T##4 y) { return (T##4)(x.yzx * y.zxy - x.zxy * y.yzx, (T)0); }

// ---- half and float: squares are summed in float and double, which can't overflow.

#define LENGTH_WIDE(N, T, WIDE)                                                                         \
    FN T dot(T##N x, T##N y) {                                                                          \
        WIDE##N a = convert_##WIDE##N(x), b = convert_##WIDE##N(y);                                     \
        return (T)(DOT##N(a, b));                                                                       \
    }                                                                                                   \
    INLINE WIDE wide_length(T##N x) {                                                                   \
        WIDE##N a = convert_##WIDE##N(x);                                                               \
        return SQRT(DOT##N(a, a));                                                                      \
    }                                                                                                   \
    FN T length(T##N x) { return (T)wide_length(x); }                                                   \
    FN T distance(T##N x, T##N y) { return (T)wide_length(x - y); }                                     \
    FN T##N normalize(T##N x) {                                                                         \
        /* A vector with infinite elements points along those, a zero vector is itself. */              \
        bool infinite = any(isinf(x));                                                                  \
        T##N finite = infinite ? COPYSIGN(select((T##N)0, (T##N)1, isinf(x)), x) : x;                   \
        WIDE norm = wide_length(finite);                                                                \
        T##N direction = __builtin_convertvector(__builtin_convertvector(finite, WIDE##N) / (WIDE##N)norm, T##N); \
        return norm == (WIDE)0 ? x : any(isnan(x)) ? (T##N)NAN : direction;                             \
    }

#define LENGTH_SCALAR(T)                                                                                \
    FN T dot(T x, T y) { return x * y; }                                                                \
    FN T length(T x) { return ABS(x); }                                                                \
    FN T distance(T x, T y) { return ABS(x - y); }                                                     \
    FN T normalize(T x) { return isnan(x) || x == (T)0 ? x : COPYSIGN((T)1, x); }

LENGTH_SCALAR(half)
LENGTH_SCALAR(float)
LENGTH_SCALAR(double)
LENGTH_WIDE(2, half, float)
LENGTH_WIDE(3, half, float)
LENGTH_WIDE(4, half, float)
CROSS(half)
LENGTH_WIDE(2, float, double)
LENGTH_WIDE(3, float, double)
LENGTH_WIDE(4, float, double)
CROSS(float)
CROSS(double)

// ---- double: scaled by a power of two of the largest element, so that squares neither overflow nor vanish.

#define LARGEST2(x) MAXNUM(ABS((x).s0), ABS((x).s1))
#define LARGEST3(x) MAXNUM(LARGEST2(x), ABS((x).s2))
#define LARGEST4(x) MAXNUM(LARGEST3(x), ABS((x).s3))

// The power of two below `largest`, kept where its reciprocal is a normal number too.
INLINE double scale_of(double largest) {
    ulong exponent = clamp(as_ulong(largest) >> 52 & 0x7ff, 1ul, 2045ul);
    return as_double(exponent << 52);
}

#define LENGTH_DOUBLE(N)                                                                                \
    FN double dot(double##N x, double##N y) { return DOT##N(x, y); }                                    \
    FN double length(double##N x) {                                                                     \
        double scale = scale_of(LARGEST##N(x));                                                         \
        double##N a = x / scale;                                                                        \
        double norm = SQRT(DOT##N(a, a)) * scale;                                                       \
        return any(isinf(x)) ? (double)INFINITY : norm;                                                 \
    }                                                                                                   \
    FN double distance(double##N x, double##N y) { return length(x - y); }                              \
    FN double##N normalize(double##N x) {                                                               \
        bool infinite = any(isinf(x));                                                                  \
        double##N finite = infinite ? COPYSIGN(select((double##N)0, (double##N)1, isinf(x)), x) : x;    \
        double largest = LARGEST##N(finite);                                                            \
        double##N a = finite / scale_of(largest);                                                       \
        /* Denormal elements are still small here. */                                                   \
        a *= largest < 0x1p-1000 ? 0x1p52 : 1.0;                                                        \
        double##N direction = a / SQRT(DOT##N(a, a));                                                   \
        return largest == 0.0 ? x : any(isnan(x)) ? (double##N)NAN : direction;                         \
    }
LENGTH_DOUBLE(2)
LENGTH_DOUBLE(3)
LENGTH_DOUBLE(4)

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
