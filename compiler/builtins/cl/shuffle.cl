// shuffle and shuffle2 (OpenCL C §6.15.13): only the low bits of the mask count.
#include "lib.h"

#define PICK(i, x, mask, limit) (x)[(mask).s##i & limit]
#define PICK2(i, M, x, y, mask, limit)                                                                  \
    ((mask).s##i & (limit + 1) ? (y)[(mask).s##i & limit] : (x)[(mask).s##i & limit])

#define SHUFFLE(T, U, M, limit, N)                                                                      \
    FN T##N shuffle(T##M x, U##N mask) { return (T##N)(E##N(PICK, x, mask, limit)); }                   \
    FN T##N shuffle2(T##M x, T##M y, U##N mask) { return (T##N)(E##N(PICK2, M, x, y, mask, limit)); }
#define FROM(T, U, M, limit)                                                                            \
    SHUFFLE(T, U, M, limit, 2) SHUFFLE(T, U, M, limit, 4) SHUFFLE(T, U, M, limit, 8) SHUFFLE(T, U, M, limit, 16)
#define TYPE(T, U, bits) FROM(T, U, 2, 1) FROM(T, U, 4, 3) FROM(T, U, 8, 7) FROM(T, U, 16, 15)

INTEGERS(TYPE)
TYPE(half, ushort, 16)
TYPE(float, uint, 32)
TYPE(double, ulong, 64)
