// The scalar core of a conversion spread over the widths: convert_T<suffix>(S) = core(x).
#pragma once
#include "lib.h"

#define CONVERT_N(N, T, S, suffix, core)                                                                \
    FN T##N convert_##T##N##suffix(S##N x) { return (T##N)(E##N(AT1, core, x)); }
#define CONVERT(T, S, suffix, core)                                                                     \
    FN T convert_##T##suffix(S x) { return core(x); }                                                   \
    WIDTHS(CONVERT_N, T, S, suffix, core)
