// Relational functions (OpenCL C §6.15.6): scalars answer 1, vectors -1.
#include "lib.h"

#define ALL_WIDTHS(M, T, I)                                                                             \
    M(T##2, I##2) M(T##3, I##3) M(T##4, I##4) M(T##8, I##8) M(T##16, I##16)

// ---- Comparisons and classification: `T` a vector, `I` the integer vector that answers.

#define COMPARE(T, I)                                                                                   \
    FN I isequal(T x, T y) { return x == y; }                                                           \
    FN I isnotequal(T x, T y) { return x != y; }                                                        \
    FN I isgreater(T x, T y) { return x > y; }                                                          \
    FN I isgreaterequal(T x, T y) { return x >= y; }                                                    \
    FN I isless(T x, T y) { return x < y; }                                                             \
    FN I islessequal(T x, T y) { return x <= y; }                                                       \
    FN I islessgreater(T x, T y) { return x<y | x> y; }                                                 \
    FN I isordered(T x, T y) { return x == x & y == y; }                                                \
    FN I isunordered(T x, T y) { return x != x | y != y; }                                              \
    FN I isnan(T x) { return x != x; }

// `magnitude` leaves out the sign bit, `infinity` has the bits of infinity, `normal` those of the least normal number.
#define CLASSIFY(T, I, magnitude, infinity, normal)                                                     \
    FN I isfinite(T x) { return (__builtin_astype(x, I) & (I)(magnitude)) < (I)(infinity); }            \
    FN I isinf(T x) { return (__builtin_astype(x, I) & (I)(magnitude)) == (I)(infinity); }              \
    FN I isnormal(T x) {                                                                                \
        I bits = __builtin_astype(x, I) & (I)(magnitude);                                               \
        return bits >= (I)(normal) & bits < (I)(infinity);                                              \
    }                                                                                                   \
    FN I signbit(T x) { return __builtin_astype(x, I) < (I)0; }

COMPARE(float, int)
COMPARE(double, int)
COMPARE(half, int)
ALL_WIDTHS(COMPARE, float, int)
ALL_WIDTHS(COMPARE, double, long)
ALL_WIDTHS(COMPARE, half, short)

#define CLASSIFY_HALF(T, I) CLASSIFY(T, I, 0x7fff, 0x7c00, 0x0400)
#define CLASSIFY_FLOAT(T, I) CLASSIFY(T, I, 0x7fffffff, 0x7f800000, 0x00800000)
#define CLASSIFY_DOUBLE(T, I) CLASSIFY(T, I, 0x7fffffffffffffff, 0x7ff0000000000000, 0x0010000000000000)
CLASSIFY_FLOAT(float, int)
ALL_WIDTHS(CLASSIFY_HALF, half, short)
ALL_WIDTHS(CLASSIFY_FLOAT, float, int)
ALL_WIDTHS(CLASSIFY_DOUBLE, double, long)

// Scalars whose integer is not as wide as they are.
#define CLASSIFY_SCALAR(T, I, magnitude, infinity, normal)                                              \
    FN int isfinite(T x) { return (__builtin_astype(x, I) & (I)magnitude) < (I)infinity; }              \
    FN int isinf(T x) { return (__builtin_astype(x, I) & (I)magnitude) == (I)infinity; }                \
    FN int isnormal(T x) {                                                                              \
        I bits = __builtin_astype(x, I) & (I)magnitude;                                                 \
        return bits >= (I)normal & bits < (I)infinity;                                                  \
    }                                                                                                   \
    FN int signbit(T x) { return __builtin_astype(x, I) < (I)0; }
CLASSIFY_SCALAR(half, short, 0x7fff, 0x7c00, 0x0400)
CLASSIFY_SCALAR(double, long, 0x7fffffffffffffff, 0x7ff0000000000000, 0x0010000000000000)

// ---- any, all: the most significant bits.

#define OR2(x) ((x).s0 | (x).s1)
#define OR3(x) (OR2(x) | (x).s2)
#define OR4(x) (OR3(x) | (x).s3)
#define OR8(x) (OR4(x) | (x).s4 | (x).s5 | (x).s6 | (x).s7)
#define OR16(x) (OR8((x).lo) | OR8((x).hi))
#define AND2(x) ((x).s0 & (x).s1)
#define AND3(x) (AND2(x) & (x).s2)
#define AND4(x) (AND3(x) & (x).s3)
#define AND8(x) (AND4(x) & (x).s4 & (x).s5 & (x).s6 & (x).s7)
#define AND16(x) (AND8((x).lo) & AND8((x).hi))
#define ANY_ALL_N(N, T)                                                                                 \
    FN int any(T##N x) { return (OR##N(x)) < 0; }                                                       \
    FN int all(T##N x) { return (AND##N(x)) < 0; }
#define ANY_ALL(T)                                                                                      \
    FN int any(T x) { return x < 0; }                                                                   \
    FN int all(T x) { return x < 0; }                                                                   \
    WIDTHS(ANY_ALL_N, T)
ANY_ALL(char)
ANY_ALL(short)
ANY_ALL(int)
ANY_ALL(long)

// ---- bitselect, select: `I` and `U` are the integers of the width of `T`.

#define BITSELECT(T, U)                                                                                 \
    FN T bitselect(T x, T y, T mask) {                                                                  \
        U bits = __builtin_astype(mask, U);                                                             \
        return __builtin_astype((U)((__builtin_astype(x, U) & ~bits) | (__builtin_astype(y, U) & bits)), T); \
    }
#define SELECT_VECTOR(T, I, U)                                                                          \
    FN T select(T x, T y, I condition) { return condition < (I)0 ? y : x; }                             \
    FN T select(T x, T y, U condition) { return __builtin_astype(condition, I) < (I)0 ? y : x; }
#define SELECT_N(N, T, I, U)                                                                            \
    BITSELECT(T##N, U##N)                                                                               \
    SELECT_VECTOR(T##N, I##N, U##N)
#define SELECT(T, I, U)                                                                                 \
    BITSELECT(T, U)                                                                                     \
    FN T select(T x, T y, I condition) { return condition ? y : x; }                                    \
    FN T select(T x, T y, U condition) { return condition ? y : x; }                                    \
    WIDTHS(SELECT_N, T, I, U)
SELECT(char, char, uchar)
SELECT(uchar, char, uchar)
SELECT(short, short, ushort)
SELECT(ushort, short, ushort)
SELECT(int, int, uint)
SELECT(uint, int, uint)
SELECT(long, long, ulong)
SELECT(ulong, long, ulong)
SELECT(half, short, ushort)
SELECT(float, int, uint)
SELECT(double, long, ulong)
