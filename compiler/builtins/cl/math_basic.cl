// Math functions that are a few instructions or bit operations (OpenCL C §6.15.2), for half, float and double.
#include "lib.h"
#include "avx512.h"
#include "half_round.h"

// ---- The same expression for scalars and vectors.

#define ELEMENTWISE(T, MAX, MIN)                                                                        \
    FN T fabs(T x) { return ABS(x); }                                                                   \
    FN T ceil(T x) { return CEIL(x); }                                                                  \
    FN T floor(T x) { return FLOOR(x); }                                                                \
    FN T trunc(T x) { return TRUNC(x); }                                                                \
    FN T rint(T x) { return RINT(x); }                                                                  \
    FN T round(T x) {                                                                                   \
        /* x - trunc(x) is exact. */                                                                    \
        T whole = TRUNC(x);                                                                             \
        T away = ABS(x - whole) >= (T)0.5f ? (T)1 : (T)0;                                               \
        return COPYSIGN(whole + COPYSIGN(away, x), x);                                                  \
    }                                                                                                   \
    FN T copysign(T x, T y) { return COPYSIGN(x, y); }                                                  \
    FN T sqrt(T x) { return SQRT(x); }                                                                  \
    FN T mad(T x, T y, T z) { return x * y + z; }                                                       \
    FN T fmax(T x, T y) { return MAX(x, y); }                                                           \
    FN T fmin(T x, T y) { return MIN(x, y); }                                                           \
    FN T fdim(T x, T y) { return x > y || UNORDERED(x, y) ? x - y : (T)0; }                             \
    FN T maxmag(T x, T y) { return ABS(x) > ABS(y) ? x : ABS(y) > ABS(x) ? y : MAX(x, y); }             \
    FN T minmag(T x, T y) { return ABS(x) < ABS(y) ? x : ABS(y) < ABS(x) ? y : MIN(x, y); }

#define UNORDERED(x, y) (x != x || y != y)
#define ELEMENTWISE_N(N, T, MAX, MIN) ELEMENTWISE(T##N, MAX, MIN)
#define ELEMENTWISE_WIDTHS(T, MAX, MIN) ELEMENTWISE(T, MAX, MIN) WIDTHS(ELEMENTWISE_N, T, MAX, MIN)
ELEMENTWISE_WIDTHS(float, MAXNUM, MINNUM)
ELEMENTWISE_WIDTHS(double, MAXNUM, MINNUM)
// Without half instructions LLVM 22 makes a library call of maxnum.
#define LARGER(x, y) (x < y || x != x ? y : x)
#define SMALLER(x, y) (y < x || x != x ? y : x)
ELEMENTWISE_WIDTHS(half, LARGER, SMALLER)

#define FMA_SAME(T)                                                                                     \
    FN T fma(T x, T y, T z) { return FMA(x, y, z); }
#define FMA_N(N, T) FMA_SAME(T##N)
#define FMA_WIDTHS(T) FMA_SAME(T) WIDTHS(FMA_N, T)
FMA_WIDTHS(float)
FMA_WIDTHS(double)

#define SCALAR_OPERAND_N(N, T)                                                                          \
    FN T##N fmax(T##N x, T y) { return fmax(x, (T##N)y); }                                              \
    FN T##N fmin(T##N x, T y) { return fmin(x, (T##N)y); }
#define SCALAR_OPERAND(T) WIDTHS(SCALAR_OPERAND_N, T)
FLOATS(SCALAR_OPERAND)

// The product is exact in double, and so much wider than half that rounding twice is rounding once.
FN half fma(half x, half y, half z) { return half_rte((double)x * (double)y + (double)z); }
TERNARY_VECTORS(half, fma, half, half, half)

// ---- Functions of the bits. I: the integer of T's width, U: the unsigned; E: stored digits; B: bias of the exponent.

#define MAGNITUDE(I) ((I) ~((I)1 << (sizeof(I) * 8 - 1)))
#define INFINITY_BITS(I, E) ((I)(MAGNITUDE(I) >> E << E))
#define IS_SPECIAL(bits, I, E) ((bits) == 0 || (bits) >= INFINITY_BITS(I, E))

#define BITS(T, I, U, E, B)                                                                             \
    /* x with the exponent of [1, 2), denormals too; its exponent goes to `exponent`. */               \
    INLINE T significand_of(T x, int *exponent) {                                                       \
        bool denormal = (__builtin_astype(x, I) & MAGNITUDE(I)) < (I)1 << E;                            \
        I bits = __builtin_astype((T)(denormal ? x * (T)(1ul << (E + 1)) : x), I);                      \
        *exponent = (int)((bits & MAGNITUDE(I)) >> E) - (denormal ? E + 1 : 0) - B;                     \
        return __builtin_astype((I)((bits & ~INFINITY_BITS(I, E)) | (I)B << E), T);                     \
    }                                                                                                   \
    FN int ilogb(T x) {                                                                                 \
        I bits = __builtin_astype(x, I) & MAGNITUDE(I);                                                 \
        int exponent;                                                                                   \
        significand_of(x, &exponent);                                                                   \
        int special = bits == 0 ? FP_ILOGB0 : bits == INFINITY_BITS(I, E) ? INT_MAX : FP_ILOGBNAN;      \
        return IS_SPECIAL(bits, I, E) ? special : exponent;                                             \
    }                                                                                                   \
    FN T logb(T x) {                                                                                    \
        I bits = __builtin_astype(x, I) & MAGNITUDE(I);                                                 \
        int exponent;                                                                                   \
        significand_of(x, &exponent);                                                                   \
        return IS_SPECIAL(bits, I, E) ? (bits == 0 ? (T)-INFINITY : x * x) : (T)exponent;               \
    }                                                                                                   \
    INLINE T frexp_of(T x, int *exponent) {                                                             \
        bool special = IS_SPECIAL(__builtin_astype(x, I) & MAGNITUDE(I), I, E);                         \
        int power;                                                                                      \
        T significand = significand_of(x, &power);                                                      \
        *exponent = special ? 0 : power + 1;                                                            \
        return special ? x : (T)0.5f * significand;                                                     \
    }                                                                                                   \
    FN T nextafter(T x, T y) {                                                                          \
        I bits = __builtin_astype(x, I);                                                                \
        bool away = (x > (T)0) == (x < y);                                                              \
        T next = __builtin_astype((I)(away ? bits + 1 : bits - 1), T);                                  \
        T least = COPYSIGN(__builtin_astype((I)1, T), y);                                               \
        return UNORDERED(x, y) ? x + y : x == y ? y : x == (T)0 ? least : next;                         \
    }                                                                                                   \
    FN T nan(U code) {                                                                                  \
        U quiet = (U)((U)1 << (E - 1));                                                                 \
        return __builtin_astype((U)(code & (quiet - 1) | quiet | (U)INFINITY_BITS(I, E)), T);           \
    }                                                                                                   \
    UNARY_VECTORS(int, ilogb, T)                                                                        \
    UNARY_VECTORS(T, logb, T)                                                                           \
    UNARY_VECTORS(T, nan, U)                                                                            \
    BINARY_VECTORS(T, nextafter, T, T)

// x 2^n, by the bits.
#define RAISED(T, I, E, B)                                                                              \
    /* The first factor is a normal number, so that only the product rounds. */                        \
    INLINE T raised(T x, int n) {                                                                            \
        bool special = IS_SPECIAL(__builtin_astype(x, I) & MAGNITUDE(I), I, E);                         \
        int power;                                                                                      \
        T significand = significand_of(x, &power);                                                      \
        int total = clamp(clamp(n, -8 * B, 8 * B) + power, 2 - B - B, B + B - 1);                       \
        int inside = clamp(total, 1 - B, B);                                                            \
        T normal = __builtin_astype((I)(__builtin_astype(significand, I) + (I)((I)inside << E)), T);    \
        T result = normal * __builtin_astype((I)((I)(total - inside + B) << E), T);                     \
        return special ? x : result;                                                                    \
    }

BITS(half, short, ushort, 10, 15)
BITS(float, int, uint, 23, 127)
BITS(double, long, ulong, 52, 1023)

RAISED(float, int, 23, 127)
RAISED(double, long, 52, 1023)
FN float ldexp(float x, int n) {
    return HAS_AVX512 ? __mirrorcl_avx512_scale_f32(x, (float)n) : raised(x, n);
}
FN double ldexp(double x, int n) {
    return HAS_AVX512 ? __mirrorcl_avx512_scale_f64(x, (double)n) : raised(x, n);
}
// Exact in float, unless it is 0 or infinite in half.
FN half ldexp(half x, int n) { return (half)ldexp((float)x, n); }
#define LDEXP(T) BINARY_VECTORS(T, ldexp, T, int) BINARY_SCALAR_VECTORS(T, ldexp, T, int)
FLOATS(LDEXP)

// ---- Functions with a second result.

#define PARTS(T, below_one)                                                                             \
    INLINE T modf_of(T x, T *whole) {                                                                   \
        *whole = TRUNC(x);                                                                              \
        return x == *whole ? COPYSIGN((T)0, x) : x - *whole;                                            \
    }                                                                                                   \
    INLINE T fract_of(T x, T *whole) {                                                                  \
        *whole = FLOOR(x);                                                                              \
        T rest = x - *whole;                                                                            \
        /* x - floor(x) may round up to 1. */                                                           \
        return x == *whole ? COPYSIGN((T)0, x) : rest < (T)1 || rest != rest ? rest : (T)below_one;     \
    }
PARTS(half, 0x1.ffcp-1f)
PARTS(float, 0x1.fffffep-1f)
PARTS(double, 0x1.fffffffffffffp-1)

#define TWO_RESULTS(A, T)                                                                               \
    WITH_POINTER(A, T, frexp, int)                                                                      \
    WITH_POINTER(A, T, modf, T)                                                                         \
    WITH_POINTER(A, T, fract, T)
WRITABLE(TWO_RESULTS, half)
WRITABLE(TWO_RESULTS, float)
WRITABLE(TWO_RESULTS, double)
