// Conversions to the floating-point type DESTINATION in each rounding mode (OpenCL C §6.4.3.2).
#include "convert.h"
#include "half_round.h"

// ---- double to float: the nearest float, or its neighbour when it lies on the wrong side.

INLINE float up(float x) {
    int bits = as_int(x);
    return as_float(bits == INT_MIN ? 1 : bits < 0 ? bits - 1 : bits + 1);
}
INLINE float down(float x) { return -up(-x); }

INLINE float float_rtz(double x) {
    float nearest = (float)x;
    return as_float(as_uint(nearest) - (uint)(ABS((double)nearest) > ABS(x)));
}
INLINE float float_rtp(double x) {
    float nearest = (float)x;
    return (double)nearest < x ? up(nearest) : nearest;
}
INLINE float float_rtn(double x) {
    float nearest = (float)x;
    return (double)nearest > x ? down(nearest) : nearest;
}

// ---- 64-bit integers: the leading digits convert exactly; a lost rest is one step more when rounding away.

#define FROM_LONG(T, B, digits)                                                                         \
    INLINE ulong T##_rest(ulong x) {                                                                    \
        uint excess = (uint)max(64 - digits - (int)clz(x), 0);                                          \
        return x & ((1ul << (excess & 63)) - 1);                                                        \
    }                                                                                                   \
    INLINE T T##_rtz(ulong x) { return (T)(x - T##_rest(x)); }                                          \
    INLINE T T##_rtp(ulong x) {                                                                         \
        B bits = __builtin_astype(T##_rtz(x), B);                                                       \
        return __builtin_astype((B)(bits + (T##_rest(x) != 0)), T);                                     \
    }                                                                                                   \
    INLINE T T##_rtn(ulong x) { return T##_rtz(x); }                                                    \
    INLINE T T##_rtz(long x) { return x < 0 ? -T##_rtz(-(ulong)x) : T##_rtz((ulong)x); }                \
    INLINE T T##_rtp(long x) { return x < 0 ? -T##_rtz(-(ulong)x) : T##_rtp((ulong)x); }                \
    INLINE T T##_rtn(long x) { return x < 0 ? -T##_rtp(-(ulong)x) : T##_rtz((ulong)x); }
FROM_LONG(float, uint, 24)
FROM_LONG(double, ulong, 53)

// ---- Integers to half: every integer that half can hold, and 2^17 for those beyond, is a float.

#define FLOAT_LIMIT (1 << 17)
INLINE float limited(long x) { return (float)(int)clamp(x, (long)-FLOAT_LIMIT, (long)FLOAT_LIMIT); }
INLINE float limited(ulong x) { return (float)(int)min(x, (ulong)FLOAT_LIMIT); }
INLINE float limited(int x) { return (float)clamp(x, -FLOAT_LIMIT, FLOAT_LIMIT); }
INLINE float limited(uint x) { return (float)(int)min(x, (uint)FLOAT_LIMIT); }

#define HALF_FROM(S)                                                                                    \
    INLINE half half_rte(S x) { return half_rte(limited(x)); }                                          \
    INLINE half half_rtz(S x) { return half_rtz(limited(x)); }                                          \
    INLINE half half_rtp(S x) { return half_rtp(limited(x)); }                                          \
    INLINE half half_rtn(S x) { return half_rtn(limited(x)); }
HALF_FROM(int)
HALF_FROM(uint)
HALF_FROM(long)
HALF_FROM(ulong)

// ---- The built-ins.

#define CAST_float(x) (float)(x)
#define CAST_double(x) (double)(x)

#define EXACT(T, S, core)                                                                               \
    CONVERT(T, S, , core)                                                                               \
    CONVERT(T, S, _rte, core)                                                                           \
    CONVERT(T, S, _rtz, core)                                                                           \
    CONVERT(T, S, _rtp, core)                                                                           \
    CONVERT(T, S, _rtn, core)
#define ROUNDED(T, S, nearest)                                                                          \
    CONVERT(T, S, , nearest)                                                                            \
    CONVERT(T, S, _rte, nearest)                                                                        \
    CONVERT(T, S, _rtz, T##_rtz)                                                                        \
    CONVERT(T, S, _rtp, T##_rtp)                                                                        \
    CONVERT(T, S, _rtn, T##_rtn)

// A 32-bit integer is a double, and from there a float.
#define FLOAT_FROM_INT(S)                                                                               \
    INLINE float float_rtz(S x) { return float_rtz((double)x); }                                        \
    INLINE float float_rtp(S x) { return float_rtp((double)x); }                                        \
    INLINE float float_rtn(S x) { return float_rtn((double)x); }
FLOAT_FROM_INT(int)
FLOAT_FROM_INT(uint)

#define SMALL_INT_HALF(S)                                                                               \
    INLINE half half_rte(S x) { return (half)(float)x; }                                                \
    INLINE half half_rtz(S x) { return half_rtz((float)x); }                                            \
    INLINE half half_rtp(S x) { return half_rtp((float)x); }                                            \
    INLINE half half_rtn(S x) { return half_rtn((float)x); }
SMALL_INT_HALF(char)
SMALL_INT_HALF(uchar)
SMALL_INT_HALF(short)
SMALL_INT_HALF(ushort)
INLINE half half_same(half x) { return x; }

#define TO_float                                                                                        \
    EXACT(float, char, CAST_float)                                                                      \
    EXACT(float, uchar, CAST_float)                                                                     \
    EXACT(float, short, CAST_float)                                                                     \
    EXACT(float, ushort, CAST_float)                                                                    \
    ROUNDED(float, int, CAST_float)                                                                     \
    ROUNDED(float, uint, CAST_float)                                                                    \
    ROUNDED(float, long, CAST_float)                                                                    \
    ROUNDED(float, ulong, CAST_float)                                                                   \
    EXACT(float, half, CAST_float)                                                                      \
    EXACT(float, float, CAST_float)                                                                     \
    ROUNDED(float, double, CAST_float)
#define TO_double                                                                                       \
    EXACT(double, char, CAST_double)                                                                    \
    EXACT(double, uchar, CAST_double)                                                                   \
    EXACT(double, short, CAST_double)                                                                   \
    EXACT(double, ushort, CAST_double)                                                                  \
    EXACT(double, int, CAST_double)                                                                     \
    EXACT(double, uint, CAST_double)                                                                    \
    ROUNDED(double, long, CAST_double)                                                                  \
    ROUNDED(double, ulong, CAST_double)                                                                 \
    EXACT(double, half, CAST_double)                                                                    \
    EXACT(double, float, CAST_double)                                                                   \
    EXACT(double, double, CAST_double)
#define TO_half                                                                                         \
    EXACT(half, char, half_rte)                                                                         \
    EXACT(half, uchar, half_rte)                                                                        \
    ROUNDED(half, short, half_rte)                                                                      \
    ROUNDED(half, ushort, half_rte)                                                                     \
    ROUNDED(half, int, half_rte)                                                                        \
    ROUNDED(half, uint, half_rte)                                                                       \
    ROUNDED(half, long, half_rte)                                                                       \
    ROUNDED(half, ulong, half_rte)                                                                      \
    EXACT(half, half, half_same)                                                                        \
    ROUNDED(half, float, half_rte)                                                                      \
    ROUNDED(half, double, half_rte)
#define TO(T) TO_##T
#define ONLY(T) TO(T)
ONLY(DESTINATION)
