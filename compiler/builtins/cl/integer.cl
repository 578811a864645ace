// Integer functions (OpenCL C §6.15.3), cl_khr_extended_bit_ops and cl_khr_integer_dot_product.
#include "lib.h"

// M(T, U, bits) with T a scalar or vector type, U the unsigned type of its shape.
#define ALL_WIDTHS(M, T, U, bits)                                                                       \
    M(T, U, bits) M(T##2, U##2, bits) M(T##3, U##3, bits) M(T##4, U##4, bits) M(T##8, U##8, bits)        \
        M(T##16, U##16, bits)
#define EVERY(M)                                                                                        \
    ALL_WIDTHS(M, char, uchar, 8) ALL_WIDTHS(M, uchar, uchar, 8) ALL_WIDTHS(M, short, ushort, 16)        \
    ALL_WIDTHS(M, ushort, ushort, 16) ALL_WIDTHS(M, int, uint, 32) ALL_WIDTHS(M, uint, uint, 32)         \
    ALL_WIDTHS(M, long, ulong, 64) ALL_WIDTHS(M, ulong, ulong, 64)

// ---- Functions whose vector form is the same expression.

#define ELEMENTWISE(T, U, bits)                                                                         \
    FN T add_sat(T x, T y) { return __builtin_elementwise_add_sat(x, y); }                              \
    FN T sub_sat(T x, T y) { return __builtin_elementwise_sub_sat(x, y); }                              \
    FN T hadd(T x, T y) { return (T)((x & y) + ((x ^ y) >> (T)1)); }                                    \
    FN T rhadd(T x, T y) { return (T)((x | y) - ((x ^ y) >> (T)1)); }                                   \
    FN T max(T x, T y) { return __builtin_elementwise_max(x, y); }                                      \
    FN T min(T x, T y) { return __builtin_elementwise_min(x, y); }                                      \
    FN T clamp(T x, T low, T high) {                                                                    \
        return __builtin_elementwise_min(__builtin_elementwise_max(x, low), high);                      \
    }                                                                                                   \
    FN T clz(T x) { return __builtin_elementwise_clzg(x, (T)bits); }                                    \
    FN T ctz(T x) { return __builtin_elementwise_ctzg(x, (T)bits); }                                    \
    FN T popcount(T x) { return __builtin_elementwise_popcount(x); }                                    \
    FN T rotate(T x, T n) { return __builtin_elementwise_fshl(x, x, n); }                               \
    FN T bit_reverse(T x) { return __builtin_elementwise_bitreverse(x); }                               \
    FN U abs_diff(T x, T y) {                                                                           \
        T low = __builtin_elementwise_min(x, y);                                                        \
        T high = __builtin_elementwise_max(x, y);                                                       \
        return (U)(__builtin_astype(high, U) - __builtin_astype(low, U));                               \
    }

EVERY(ELEMENTWISE)

#define ABS_SIGNED(T, U, bits)                                                                          \
    FN U abs(T x) { return __builtin_astype((T)__builtin_elementwise_abs(x), U); }
#define ABS_UNSIGNED(T, U, bits)                                                                        \
    FN U abs(T x) { return x; }
ALL_WIDTHS(ABS_SIGNED, char, uchar, 8)
ALL_WIDTHS(ABS_SIGNED, short, ushort, 16)
ALL_WIDTHS(ABS_SIGNED, int, uint, 32)
ALL_WIDTHS(ABS_SIGNED, long, ulong, 64)
ALL_WIDTHS(ABS_UNSIGNED, uchar, uchar, 8)
ALL_WIDTHS(ABS_UNSIGNED, ushort, ushort, 16)
ALL_WIDTHS(ABS_UNSIGNED, uint, uint, 32)
ALL_WIDTHS(ABS_UNSIGNED, ulong, ulong, 64)

// ---- A scalar for the last operands of a vector.

#define SCALAR_OPERAND_N(N, T)                                                                          \
    FN T##N max(T##N x, T y) { return __builtin_elementwise_max(x, (T##N)y); }                          \
    FN T##N min(T##N x, T y) { return __builtin_elementwise_min(x, (T##N)y); }                          \
    FN T##N clamp(T##N x, T low, T high) {                                                              \
        return __builtin_elementwise_min(__builtin_elementwise_max(x, (T##N)low), (T##N)high);          \
    }
#define SCALAR_OPERAND(T, U, bits) WIDTHS(SCALAR_OPERAND_N, T)
INTEGERS(SCALAR_OPERAND)

// ---- Products.

#define MUL_HI_NARROW(T, WIDE, bits)                                                                    \
    FN T mul_hi(T x, T y) { return (T)(((WIDE)x * (WIDE)y) >> bits); }                                  \
    BINARY_VECTORS(T, mul_hi, T, T)
MUL_HI_NARROW(char, short, 8)
MUL_HI_NARROW(uchar, ushort, 8)
MUL_HI_NARROW(short, int, 16)
MUL_HI_NARROW(ushort, uint, 16)
MUL_HI_NARROW(int, long, 32)
MUL_HI_NARROW(uint, ulong, 32)

// 64-bit products from 32-bit halves: no 128-bit type, and it vectorises.
FN ulong mul_hi(ulong x, ulong y) {
    ulong x_low = (uint)x, x_high = x >> 32, y_low = (uint)y, y_high = y >> 32;
    ulong middle = x_high * y_low + (x_low * y_low >> 32);
    ulong carry = x_low * y_high + (uint)middle;
    return x_high * y_high + (middle >> 32) + (carry >> 32);
}
FN long mul_hi(long x, long y) {
    ulong high = mul_hi((ulong)x, (ulong)y);
    return (long)(high - ((x >> 63) & y) - ((y >> 63) & x));
}
BINARY_VECTORS(long, mul_hi, long, long)
BINARY_VECTORS(ulong, mul_hi, ulong, ulong)

#define MAD_HI(T, U, bits)                                                                              \
    FN T mad_hi(T x, T y, T z) { return (T)((U)mul_hi(x, y) + (U)z); }                                  \
    TERNARY_VECTORS(T, mad_hi, T, T, T)
INTEGERS(MAD_HI)

#define MAD_SAT_NARROW(T, WIDE, low, high)                                                              \
    FN T mad_sat(T x, T y, T z) {                                                                       \
        WIDE sum = (WIDE)x * (WIDE)y + (WIDE)z;                                                         \
        return (T)(sum < (WIDE)low ? (WIDE)low : sum > (WIDE)high ? (WIDE)high : sum);                  \
    }                                                                                                   \
    TERNARY_VECTORS(T, mad_sat, T, T, T)
MAD_SAT_NARROW(char, int, CHAR_MIN, CHAR_MAX)
MAD_SAT_NARROW(uchar, int, 0, UCHAR_MAX)
MAD_SAT_NARROW(short, long, SHRT_MIN, SHRT_MAX)
MAD_SAT_NARROW(ushort, long, 0, USHRT_MAX)
MAD_SAT_NARROW(int, long, INT_MIN, INT_MAX)
MAD_SAT_NARROW(uint, ulong, 0, UINT_MAX)

FN ulong mad_sat(ulong x, ulong y, ulong z) {
    ulong low = x * y;
    ulong sum = low + z;
    return mul_hi(x, y) != 0 || sum < low ? ULONG_MAX : sum;
}
FN long mad_sat(long x, long y, long z) {
    // The 128-bit sum fits when its high half is the sign of its low half.
    ulong low = (ulong)x * (ulong)y;
    ulong sum = low + (ulong)z;
    long high = (long)((ulong)mul_hi(x, y) + (ulong)(z >> 63) + (ulong)(sum < low));
    return high == (long)sum >> 63 ? (long)sum : high < 0 ? LONG_MIN : LONG_MAX;
}
TERNARY_VECTORS(long, mad_sat, long, long, long)
TERNARY_VECTORS(ulong, mad_sat, ulong, ulong, ulong)

// Operands outside 24 bits give implementation-defined results: the 32-bit product is one.
#define MUL24(T, U)                                                                                     \
    FN T mul24(T x, T y) { return __builtin_astype(__builtin_astype(x, U) * __builtin_astype(y, U), T); } \
    FN T mad24(T x, T y, T z) {                                                                         \
        return __builtin_astype(__builtin_astype(x, U) * __builtin_astype(y, U) + __builtin_astype(z, U), T); \
    }
#define MUL24_WIDTHS(T, U, bits) MUL24(T, U)
ALL_WIDTHS(MUL24_WIDTHS, int, uint, 32)
ALL_WIDTHS(MUL24_WIDTHS, uint, uint, 32)

#define UPSAMPLE(WIDE, T, U, UWIDE, bits)                                                               \
    FN WIDE upsample(T high, U low) { return (WIDE)((UWIDE)high << bits | (UWIDE)low); }                \
    BINARY_VECTORS(WIDE, upsample, T, U)
UPSAMPLE(short, char, uchar, ushort, 8)
UPSAMPLE(ushort, uchar, uchar, ushort, 8)
UPSAMPLE(int, short, ushort, uint, 16)
UPSAMPLE(uint, ushort, ushort, uint, 16)
UPSAMPLE(long, int, uint, ulong, 32)
UPSAMPLE(ulong, uint, uint, ulong, 32)

// ---- cl_khr_extended_bit_ops: `count` bits from bit `offset`; offset + count > bits is undefined.

#define BITFIELD(T, U, S, bits)                                                                         \
    INLINE U field_mask_##T(uint count) {                                                               \
        return count == 0 ? (U)0 : (U)((U)-1 >> (bits - count & bits - 1));                             \
    }                                                                                                   \
    FN T bitfield_insert(T base, T insert, uint offset, uint count) {                                   \
        U mask = (U)(field_mask_##T(count) << (offset & bits - 1));                                     \
        return (T)((U)base & (U)~mask | (U)((U)insert << (offset & bits - 1)) & mask);                  \
    }                                                                                                   \
    FN S bitfield_extract_signed(T base, uint offset, uint count) {                                     \
        uint left = bits - count - offset & bits - 1;                                                   \
        return count == 0 ? (S)0 : (S)((S)((U)base << left) >> (bits - count & bits - 1));              \
    }                                                                                                   \
    FN U bitfield_extract_unsigned(T base, uint offset, uint count) {                                   \
        return (U)((U)base >> (offset & bits - 1)) & field_mask_##T(count);                             \
    }                                                                                                   \
    WIDTHS(BITFIELD_N, T, U, S)

#define INSERT_AT(i, x, y, offset, count) bitfield_insert((x).s##i, (y).s##i, offset, count)
#define EXTRACT_AT(i, f, x, offset, count) f((x).s##i, offset, count)
#define BITFIELD_N(N, T, U, S)                                                                          \
    FN T##N bitfield_insert(T##N base, T##N insert, uint offset, uint count) {                          \
        return (T##N)(E##N(INSERT_AT, base, insert, offset, count));                                    \
    }                                                                                                   \
    FN S##N bitfield_extract_signed(T##N base, uint offset, uint count) {                               \
        return (S##N)(E##N(EXTRACT_AT, bitfield_extract_signed, base, offset, count));                  \
    }                                                                                                   \
    FN U##N bitfield_extract_unsigned(T##N base, uint offset, uint count) {                             \
        return (U##N)(E##N(EXTRACT_AT, bitfield_extract_unsigned, base, offset, count));                \
    }
BITFIELD(char, uchar, char, 8)
BITFIELD(uchar, uchar, char, 8)
BITFIELD(short, ushort, short, 16)
BITFIELD(ushort, ushort, short, 16)
BITFIELD(int, uint, int, 32)
BITFIELD(uint, uint, int, 32)
BITFIELD(long, ulong, long, 64)
BITFIELD(ulong, ulong, long, 64)

// ---- cl_khr_integer_dot_product.

#define DOT(R, X, Y)                                                                                    \
    FN R dot(X##4 x, Y##4 y) {                                                                          \
        return (R)x.s0 * (R)y.s0 + (R)x.s1 * (R)y.s1 + (R)x.s2 * (R)y.s2 + (R)x.s3 * (R)y.s3;           \
    }                                                                                                   \
    FN R dot_acc_sat(X##4 x, Y##4 y, R sum) { return add_sat(dot(x, y), sum); }
DOT(uint, uchar, uchar)
DOT(int, char, char)
DOT(int, uchar, char)
DOT(int, char, uchar)

#define DOT_PACKED(R, kinds, X, Y)                                                                      \
    FN R dot_4x8packed_##kinds(uint x, uint y) {                                                        \
        return dot(__builtin_astype(x, X##4), __builtin_astype(y, Y##4));                               \
    }                                                                                                   \
    FN R dot_acc_sat_4x8packed_##kinds(uint x, uint y, R sum) {                                         \
        return dot_acc_sat(__builtin_astype(x, X##4), __builtin_astype(y, Y##4), sum);                  \
    }
DOT_PACKED(uint, uu_uint, uchar, uchar)
DOT_PACKED(int, ss_int, char, char)
DOT_PACKED(int, us_int, uchar, char)
DOT_PACKED(int, su_int, char, uchar)
