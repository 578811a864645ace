// Saturating conversions to the integer DESTINATION (OpenCL C §6.4.3.3). This file is compiled so that a cast from floating
// point saturates and makes NaN 0.
#include "convert.h"

#define FROM_FLOAT(T, S, WIDE)                                                                          \
    INLINE T T##_rte(S x) { return (T)nearest(x); }                                                     \
    INLINE T T##_rtz(S x) { return (T)(WIDE)x; }                                                        \
    INLINE T T##_rtp(S x) { return (T)CEIL((WIDE)x); }                                                  \
    INLINE T T##_rtn(S x) { return (T)FLOOR((WIDE)x); }                                                 \
    CONVERT(T, S, _sat, T##_rtz)                                                                        \
    CONVERT(T, S, _sat_rte, T##_rte)                                                                    \
    CONVERT(T, S, _sat_rtz, T##_rtz)                                                                    \
    CONVERT(T, S, _sat_rtp, T##_rtp)                                                                    \
    CONVERT(T, S, _sat_rtn, T##_rtn)

#define MODES(T, S)                                                                                     \
    CONVERT(T, S, _sat, T##_clamp)                                                                      \
    CONVERT(T, S, _sat_rte, T##_clamp)                                                                  \
    CONVERT(T, S, _sat_rtz, T##_clamp)                                                                  \
    CONVERT(T, S, _sat_rtp, T##_clamp)                                                                  \
    CONVERT(T, S, _sat_rtn, T##_clamp)

// The limits of T as far as a long holds them.
#define FROM_INTEGER(T, S, low, high)                                                                   \
    INLINE T T##_clamp(S x) {                                                                           \
        long wide = x;                                                                                  \
        return wide < (long)(low) ? (T)(low) : wide > (long)(high) ? (T)(high) : (T)x;                  \
    }                                                                                                   \
    MODES(T, S)
#define FROM_ULONG(T, high)                                                                             \
    INLINE T T##_clamp(ulong x) { return x > (ulong)(high) ? (T)(high) : (T)x; }                        \
    MODES(T, ulong)

#define TO(T, low, high, high_of_ulong)                                                                 \
    FROM_INTEGER(T, char, low, high)                                                                    \
    FROM_INTEGER(T, uchar, low, high)                                                                   \
    FROM_INTEGER(T, short, low, high)                                                                   \
    FROM_INTEGER(T, ushort, low, high)                                                                  \
    FROM_INTEGER(T, int, low, high)                                                                     \
    FROM_INTEGER(T, uint, low, high)                                                                    \
    FROM_INTEGER(T, long, low, high)                                                                    \
    FROM_ULONG(T, high_of_ulong)                                                                        \
    FROM_FLOAT(T, half, float)                                                                          \
    FROM_FLOAT(T, float, float)                                                                         \
    FROM_FLOAT(T, double, double)

// The limits of each type; ulong's highest value as a long and as it is.
#define LIMITS_char CHAR_MIN, CHAR_MAX, CHAR_MAX
#define LIMITS_uchar 0, UCHAR_MAX, UCHAR_MAX
#define LIMITS_short SHRT_MIN, SHRT_MAX, SHRT_MAX
#define LIMITS_ushort 0, USHRT_MAX, USHRT_MAX
#define LIMITS_int INT_MIN, INT_MAX, INT_MAX
#define LIMITS_uint 0, UINT_MAX, UINT_MAX
#define LIMITS_long LONG_MIN, LONG_MAX, LONG_MAX
#define LIMITS_ulong 0, LONG_MAX, ULONG_MAX
#define WITH_LIMITS(T, ...) TO(T, __VA_ARGS__)
#define LIMITS(T) LIMITS_##T
#define SATURATING(T) WITH_LIMITS(T, LIMITS(T))
SATURATING(DESTINATION)
