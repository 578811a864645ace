// Conversion to half in each rounding mode, from float and double.
#pragma once
#include "lib.h"

INLINE half half_rte(float x) { return (half)x; }

// Rounding twice is harmless when the first result keeps, in its last bit, that something was lost
// (round to odd): float has more than twice half's digits.
INLINE float float_to_odd(double x) {
    float nearest = (float)x;
    double back = (double)nearest;
    uint bits = as_uint(nearest);
    // Truncated: `nearest` is beyond x when rounded away from zero.
    bits -= (uint)(ABS(back) > ABS(x));
    return as_float(back == x || x != x ? as_uint(nearest) : bits | 1);
}
INLINE half half_rte(double x) { return (half)float_to_odd(x); }

// One step from the nearest half towards zero, up or down when it lies on the wrong side of x.
#define HALF_DIRECTED(T)                                                                                \
    INLINE half half_rtz(T x) {                                                                         \
        half nearest = half_rte(x);                                                                     \
        return as_half((ushort)(as_ushort(nearest) - (ushort)(ABS((T)nearest) > ABS(x))));            \
    }                                                                                                   \
    INLINE half half_rtp(T x) {                                                                         \
        half nearest = half_rte(x);                                                                     \
        short bits = as_short(nearest);                                                                 \
        short up = bits < 0 ? bits == SHRT_MIN ? (short)1 : (short)(bits - 1) : (short)(bits + 1);      \
        return (T)nearest < x ? as_half(up) : nearest;                                                  \
    }                                                                                                   \
    INLINE half half_rtn(T x) {                                                                         \
        half nearest = half_rte(x);                                                                     \
        short bits = as_short(nearest);                                                                 \
        short down = bits > 0 ? (short)(bits - 1) : bits == 0 ? (short)(SHRT_MIN + 1) : (short)(bits + 1); \
        return (T)nearest > x ? as_half(down) : nearest;                                                \
    }
HALF_DIRECTED(float)
HALF_DIRECTED(double)
