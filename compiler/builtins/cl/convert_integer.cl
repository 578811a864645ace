// Conversions to the integer DESTINATION without saturation (OpenCL C §6.4.3): values out of range are undefined.
#include "convert.h"

#define CORES_FROM_FLOAT(T, S, WIDE)                                                                    \
    INLINE T T##_rte(S x) { return (T)nearest(x); }                                                     \
    INLINE T T##_rtz(S x) { return (T)(WIDE)x; }                                                        \
    INLINE T T##_rtp(S x) { return (T)CEIL((WIDE)x); }                                                  \
    INLINE T T##_rtn(S x) { return (T)FLOOR((WIDE)x); }

#define FROM_FLOAT(T, S, WIDE)                                                                          \
    CORES_FROM_FLOAT(T, S, WIDE)                                                                        \
    CONVERT(T, S, , T##_rtz)                                                                            \
    CONVERT(T, S, _rte, T##_rte)                                                                        \
    CONVERT(T, S, _rtz, T##_rtz)                                                                        \
    CONVERT(T, S, _rtp, T##_rtp)                                                                        \
    CONVERT(T, S, _rtn, T##_rtn)

// Integers convert exactly or wrap: rounding modes change nothing.
#define FROM_INTEGER(T, S)                                                                              \
    INLINE T T##_wrap(S x) { return (T)x; }                                                             \
    CONVERT(T, S, , T##_wrap)                                                                           \
    CONVERT(T, S, _rte, T##_wrap)                                                                       \
    CONVERT(T, S, _rtz, T##_wrap)                                                                       \
    CONVERT(T, S, _rtp, T##_wrap)                                                                       \
    CONVERT(T, S, _rtn, T##_wrap)

#define TO(T)                                                                                           \
    FROM_INTEGER(T, char) FROM_INTEGER(T, uchar) FROM_INTEGER(T, short) FROM_INTEGER(T, ushort)          \
    FROM_INTEGER(T, int) FROM_INTEGER(T, uint) FROM_INTEGER(T, long) FROM_INTEGER(T, ulong)              \
    FROM_FLOAT(T, half, float) FROM_FLOAT(T, float, float) FROM_FLOAT(T, double, double)

TO(DESTINATION)
