// Vector data load and store functions (OpenCL C §6.15.7) of the address space SPACE. Addresses are aligned to the element only, and a
// vector of 3 touches 3 elements: so elements are accessed one by one.
#include "lib.h"
#include "half_round.h"

#define AT(i, p) (p)[0x##i]
#define HALF_AT(i, p) (float)(p)[0x##i]

#define VLOAD_N(N, A, T)                                                                                \
    FN T##N vload##N(size_t offset, const A T *p) {                                                     \
        p += offset * N;                                                                                \
        return (T##N)(E##N(AT, p));                                                                     \
    }
#define PUT(i, p, x) (p)[0x##i] = (x).s##i
#define VSTORE_N(N, A, T)                                                                               \
    FN void vstore##N(T##N data, size_t offset, A T *p) {                                               \
        p += offset * N;                                                                                \
        E##N(PUT, p, data);                                                                             \
    }

#define LOADS_TYPE(A, T) WIDTHS(VLOAD_N, A, T)
#define STORES_TYPE(A, T) WIDTHS(VSTORE_N, A, T)
#define EVERY_TYPE(M, A)                                                                                \
    M(A, char) M(A, uchar) M(A, short) M(A, ushort) M(A, int) M(A, uint) M(A, long) M(A, ulong) M(A, half) \
        M(A, float) M(A, double)

// ---- Half in memory. The aligned forms give vectors of 3 the room of 4.

#define VLOAD_HALF_N(N, A, name, stride)                                                                \
    FN float##N name##N(size_t offset, const A half *p) {                                               \
        p += offset * stride;                                                                           \
        return (float##N)(E##N(HALF_AT, p));                                                            \
    }
#define VLOAD_HALF(A)                                                                                   \
    FN float vload_half(size_t offset, const A half *p) { return (float)p[offset]; }                    \
    FN float vloada_half(size_t offset, const A half *p) { return (float)p[offset]; }                   \
    VLOAD_HALF_N(2, A, vload_half, 2)                                                                   \
    VLOAD_HALF_N(3, A, vload_half, 3)                                                                   \
    VLOAD_HALF_N(4, A, vload_half, 4)                                                                   \
    VLOAD_HALF_N(8, A, vload_half, 8)                                                                   \
    VLOAD_HALF_N(16, A, vload_half, 16)                                                                 \
    VLOAD_HALF_N(2, A, vloada_half, 2)                                                                  \
    VLOAD_HALF_N(3, A, vloada_half, 4)                                                                  \
    VLOAD_HALF_N(4, A, vloada_half, 4)                                                                  \
    VLOAD_HALF_N(8, A, vloada_half, 8)                                                                  \
    VLOAD_HALF_N(16, A, vloada_half, 16)

#define PUT_HALF(i, p, x, round) (p)[0x##i] = round((x).s##i)
#define VSTORE_HALF_N(N, A, T, name, suffix, stride, round)                                             \
    FN void name##N##suffix(T##N data, size_t offset, A half *p) {                                      \
        p += offset * stride;                                                                           \
        E##N(PUT_HALF, p, data, round);                                                                 \
    }
#define VSTORE_HALF(A, T, suffix, round)                                                                \
    FN void vstore_half##suffix(T data, size_t offset, A half *p) { p[offset] = round(data); }          \
    FN void vstorea_half##suffix(T data, size_t offset, A half *p) { p[offset] = round(data); }         \
    VSTORE_HALF_N(2, A, T, vstore_half, suffix, 2, round)                                               \
    VSTORE_HALF_N(3, A, T, vstore_half, suffix, 3, round)                                               \
    VSTORE_HALF_N(4, A, T, vstore_half, suffix, 4, round)                                               \
    VSTORE_HALF_N(8, A, T, vstore_half, suffix, 8, round)                                               \
    VSTORE_HALF_N(16, A, T, vstore_half, suffix, 16, round)                                             \
    VSTORE_HALF_N(2, A, T, vstorea_half, suffix, 2, round)                                              \
    VSTORE_HALF_N(3, A, T, vstorea_half, suffix, 4, round)                                              \
    VSTORE_HALF_N(4, A, T, vstorea_half, suffix, 4, round)                                              \
    VSTORE_HALF_N(8, A, T, vstorea_half, suffix, 8, round)                                              \
    VSTORE_HALF_N(16, A, T, vstorea_half, suffix, 16, round)
// The default rounding mode is to nearest even.
#define VSTORE_HALF_MODES(A, T)                                                                         \
    VSTORE_HALF(A, T, , half_rte)                                                                       \
    VSTORE_HALF(A, T, _rte, half_rte)                                                                   \
    VSTORE_HALF(A, T, _rtz, half_rtz)                                                                   \
    VSTORE_HALF(A, T, _rtp, half_rtp)                                                                   \
    VSTORE_HALF(A, T, _rtn, half_rtn)

#define LOADS(A) EVERY_TYPE(LOADS_TYPE, A) VLOAD_HALF(A)
#define STORES(A) EVERY_TYPE(STORES_TYPE, A) VSTORE_HALF_MODES(A, float) VSTORE_HALF_MODES(A, double)

// 1 for the space that can't be written.
#define READ_ONLY___constant 1
#define READ_ONLY_OF(A) READ_ONLY_##A
#define READ_ONLY(A) READ_ONLY_OF(A)

LOADS(SPACE)
#if !READ_ONLY(SPACE)
STORES(SPACE)
#endif
