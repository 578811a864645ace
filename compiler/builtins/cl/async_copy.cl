// Async copies between global and local memory, and prefetch (OpenCL C §6.15.11).
//
// The work-items share the copy, neighbours taking neighbouring elements; waiting is a barrier. Vectors are
// copied element by element so that accesses stay contiguous; 3-component vectors as 4 (footnote of
// async_work_group_copy).
#include "lib.h"
#include "context.h"

INLINE size_t item_count(void) { return get_local_size(0) * get_local_size(1) * get_local_size(2); }

#define COPY(T, N, ELEMENTS, DST, SRC)                                                                  \
    FN event_t async_work_group_copy(DST T##N *dst, const SRC T##N *src, size_t count, event_t event) { \
        DST T *to = (DST T *)dst;                                                                       \
        const SRC T *from = (const SRC T *)src;                                                         \
        size_t end = count * ELEMENTS;                                                                  \
        size_t step = item_count();                                                                     \
        for (size_t i = get_local_linear_id(); i < end; i += step) {                                    \
            to[i] = from[i];                                                                            \
        }                                                                                               \
        return event;                                                                                   \
    }

#define STRIDED(T, N, ELEMENTS)                                                                         \
    FN event_t async_work_group_strided_copy(__local T##N *dst, const __global T##N *src, size_t count, \
                                             size_t stride, event_t event) {                            \
        __local T *to = (__local T *)dst;                                                               \
        const __global T *from = (const __global T *)src;                                               \
        size_t end = count * ELEMENTS;                                                                  \
        size_t step = item_count();                                                                     \
        for (size_t i = get_local_linear_id(); i < end; i += step) {                                    \
            to[i] = from[i / ELEMENTS * stride * ELEMENTS + i % ELEMENTS];                              \
        }                                                                                               \
        return event;                                                                                   \
    }                                                                                                   \
    FN event_t async_work_group_strided_copy(__global T##N *dst, const __local T##N *src, size_t count, \
                                             size_t stride, event_t event) {                            \
        __global T *to = (__global T *)dst;                                                             \
        const __local T *from = (const __local T *)src;                                                 \
        size_t end = count * ELEMENTS;                                                                  \
        size_t step = item_count();                                                                     \
        for (size_t i = get_local_linear_id(); i < end; i += step) {                                    \
            to[i / ELEMENTS * stride * ELEMENTS + i % ELEMENTS] = from[i];                              \
        }                                                                                               \
        return event;                                                                                   \
    }

#define WIDTH(T, N, ELEMENTS)                                                                           \
    COPY(T, N, ELEMENTS, __local, __global)                                                             \
    COPY(T, N, ELEMENTS, __global, __local)                                                             \
    STRIDED(T, N, ELEMENTS)                                                                             \
    FN void prefetch(const __global T##N *address, size_t count) {}

#define TYPE(T, ...) WIDTH(T, , 1) WIDTH(T, 2, 2) WIDTH(T, 3, 4) WIDTH(T, 4, 4) WIDTH(T, 8, 8) WIDTH(T, 16, 16)

INTEGERS(TYPE)
FLOATS(TYPE)

FN __attribute__((convergent)) void wait_group_events(int count, __private event_t *events) { __mirrorcl_barrier(); }
FN __attribute__((convergent)) void wait_group_events(int count, __generic event_t *events) { __mirrorcl_barrier(); }
