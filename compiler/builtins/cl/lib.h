// What every file of the library needs: function qualifiers and the macros that spread a scalar
// function over the vector widths. Element i of a vector result depends on element i alone, so the
// bodies stay scalar and the vectoriser sees through them.
#pragma once
#pragma OPENCL EXTENSION cl_khr_fp16 : enable
#pragma OPENCL EXTENSION cl_khr_fp64 : enable

// A built-in: mangled as clang mangles its own declaration.
#define FN __attribute__((overloadable))
// A helper that is always expanded where it is used.
#define INLINE static __attribute__((overloadable, always_inline))
// A helper shared by several functions of its file.
#define SHARED static __attribute__((overloadable))
// A rare path: kept as a call, so that hot code stays small and branches around it. It takes and returns values
// only: a pointer would force the hot path's results into memory. The vectoriser does not count it as work.
#define SLOW static __attribute__((overloadable, noinline, cold))

// E<n>(A, ...): A(i, ...) for the elements of a vector of n, separated by commas.
#define E2(A, ...) A(0, __VA_ARGS__), A(1, __VA_ARGS__)
#define E3(A, ...) E2(A, __VA_ARGS__), A(2, __VA_ARGS__)
#define E4(A, ...) E3(A, __VA_ARGS__), A(3, __VA_ARGS__)
#define E8(A, ...) E4(A, __VA_ARGS__), A(4, __VA_ARGS__), A(5, __VA_ARGS__), A(6, __VA_ARGS__), A(7, __VA_ARGS__)
#define E16(A, ...)                                                                                     \
    E8(A, __VA_ARGS__), A(8, __VA_ARGS__), A(9, __VA_ARGS__), A(a, __VA_ARGS__), A(b, __VA_ARGS__),      \
        A(c, __VA_ARGS__), A(d, __VA_ARGS__), A(e, __VA_ARGS__), A(f, __VA_ARGS__)

// Element i of one, two or three vector arguments; S: the last argument is a scalar.
#define AT1(i, f, x) f((x).s##i)
#define AT2(i, f, x, y) f((x).s##i, (y).s##i)
#define AT2S(i, f, x, y) f((x).s##i, y)
#define AT3(i, f, x, y, z) f((x).s##i, (y).s##i, (z).s##i)

// M(n, ...) for every vector width.
#define WIDTHS(M, ...)                                                                                  \
    M(2, __VA_ARGS__) M(3, __VA_ARGS__) M(4, __VA_ARGS__) M(8, __VA_ARGS__) M(16, __VA_ARGS__)

// Vector versions of R f(T), R f(T, U) and R f(T, U, V).
#define UNARY_N(N, R, f, T)                                                                             \
    FN R##N f(T##N x) { return (R##N)(E##N(AT1, f, x)); }
#define BINARY_N(N, R, f, T, U)                                                                         \
    FN R##N f(T##N x, U##N y) { return (R##N)(E##N(AT2, f, x, y)); }
#define BINARY_SCALAR_N(N, R, f, T, U)                                                                  \
    FN R##N f(T##N x, U y) { return (R##N)(E##N(AT2S, f, x, y)); }
#define TERNARY_N(N, R, f, T, U, V)                                                                     \
    FN R##N f(T##N x, U##N y, V##N z) { return (R##N)(E##N(AT3, f, x, y, z)); }
#define UNARY_VECTORS(R, f, T) WIDTHS(UNARY_N, R, f, T)
#define BINARY_VECTORS(R, f, T, U) WIDTHS(BINARY_N, R, f, T, U)
#define BINARY_SCALAR_VECTORS(R, f, T, U) WIDTHS(BINARY_SCALAR_N, R, f, T, U)
#define TERNARY_VECTORS(R, f, T, U, V) WIDTHS(TERNARY_N, R, f, T, U, V)

// M(T, its unsigned type, bits) for every integer type.
#define INTEGERS(M)                                                                                     \
    M(char, uchar, 8) M(uchar, uchar, 8) M(short, ushort, 16) M(ushort, ushort, 16) M(int, uint, 32)     \
    M(uint, uint, 32) M(long, ulong, 64) M(ulong, ulong, 64)
#define FLOATS(M) M(half) M(float) M(double)

// M(address space) where functions take pointers they may write through, and all of them.
#define WRITABLE(M, ...)                                                                                \
    M(__global, __VA_ARGS__) M(__local, __VA_ARGS__) M(__private, __VA_ARGS__) M(__generic, __VA_ARGS__)
#define READABLE(M, ...) WRITABLE(M, __VA_ARGS__) M(__constant, __VA_ARGS__)

// Operations that are instructions, for scalars and vectors alike.
#define ABS(x) __builtin_elementwise_abs(x)
#define SQRT(x) __builtin_elementwise_sqrt(x)
#define RINT(x) __builtin_elementwise_rint(x)
#define FLOOR(x) __builtin_elementwise_floor(x)
#define CEIL(x) __builtin_elementwise_ceil(x)
#define TRUNC(x) __builtin_elementwise_trunc(x)
#define COPYSIGN(x, y) __builtin_elementwise_copysign(x, y)
// Rounded once. Written out only where that matters: a * b + c is fused where the processor can.
#define FMA(x, y, z) __builtin_elementwise_fma(x, y, z)
// The larger or smaller, and the other when one is NaN.
#define MAXNUM(x, y) __builtin_elementwise_maxnum(x, y)
#define MINNUM(x, y) __builtin_elementwise_minnum(x, y)

// R f(T x, P *second): from R f_of(T, P *), for an address space and all widths.
#define SECOND_AT(i, f, x, second) ((result).s##i = f##_of((x).s##i, &one), (second).s##i = one)
#define WITH_POINTER_N(N, A, T, f, P)                                                                   \
    FN T##N f(T##N x, A P##N *pointer) {                                                                \
        T##N result;                                                                                    \
        P##N second;                                                                                    \
        P one;                                                                                          \
        E##N(SECOND_AT, f, x, second);                                                                  \
        *pointer = second;                                                                              \
        return result;                                                                                  \
    }
#define WITH_POINTER(A, T, f, P)                                                                        \
    FN T f(T x, A P *pointer) {                                                                         \
        P second;                                                                                       \
        T result = f##_of(x, &second);                                                                  \
        *pointer = second;                                                                              \
        return result;                                                                                  \
    }                                                                                                   \
    WIDTHS(WITH_POINTER_N, A, T, f, P)
