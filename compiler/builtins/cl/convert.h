// The scalar core of a conversion spread over the widths: convert_T<suffix>(S) = core(x).
#pragma once
#include "lib.h"

#define CONVERT_N(N, T, S, suffix, core)                                                                \
    FN T##N convert_##T##N##suffix(S##N x) { return (T##N)(E##N(AT1, core, x)); }
#define CONVERT(T, S, suffix, core)                                                                     \
    FN T convert_##T##suffix(S x) { return core(x); }                                                   \
    WIDTHS(CONVERT_N, T, S, suffix, core)

// The nearest integer. Of half by an addition: for the rounding and conversion in one, LLVM 22 selects an instruction
// of AVX512-FP16 that truncates.
INLINE float nearest(half x) { return ((float)x + 0x1.8p23f) - 0x1.8p23f; }
INLINE float nearest(float x) { return RINT(x); }
INLINE double nearest(double x) { return RINT(x); }
