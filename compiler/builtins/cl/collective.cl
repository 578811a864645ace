// Work-group collective functions (OpenCL C §6.15.16).
//
// Every work-item leaves its value in the first half of the collective scratch; after a barrier the first
// work-item combines all of them in order of the linear id and writes results to the second half; after another
// barrier everyone reads. Inputs are written only before the first barrier and results only between the two,
// so the next collective can't overwrite what a slower work-item has still to read.
#include "lib.h"
#include "context.h"

#define INPUT_BYTES_PER_ITEM 8

INLINE size_t item_count(void) { return get_local_size(0) * get_local_size(1) * get_local_size(2); }

#define INPUTS(T) ((__private T *)__mirrorcl_context()->collective)
#define RESULTS(T) ((__private T *)(__mirrorcl_context()->collective + INPUT_BYTES_PER_ITEM * item_count()))

#define REDUCE(T, name, op)                                                                             \
    FN __attribute__((convergent)) T work_group_reduce_##name(T x) {                                    \
        size_t count = item_count();                                                                    \
        size_t id = get_local_linear_id();                                                              \
        INPUTS(T)[id] = x;                                                                              \
        __mirrorcl_barrier();                                                                           \
        if (id == 0) {                                                                                  \
            T sum = INPUTS(T)[0];                                                                       \
            size_t i = 1;                                                                               \
            if (count >= 16) {                                                                          \
                /* Sixteen sums at once: the order of operations is free. */                            \
                T##16 sums = INPUTS(T##16)[0];                                                          \
                for (i = 16; i + 16 <= count; i += 16) {                                                \
                    sums = op(sums, INPUTS(T##16)[i / 16]);                                             \
                }                                                                                       \
                T##8 eight = op(sums.lo, sums.hi);                                                      \
                T##4 four = op(eight.lo, eight.hi);                                                     \
                T##2 two = op(four.lo, four.hi);                                                        \
                sum = op(two.lo, two.hi);                                                               \
            }                                                                                           \
            for (; i < count; i++) {                                                                    \
                sum = op(sum, INPUTS(T)[i]);                                                            \
            }                                                                                           \
            RESULTS(T)[0] = sum;                                                                        \
        }                                                                                               \
        __mirrorcl_barrier();                                                                           \
        return RESULTS(T)[0];                                                                           \
    }

#define SCAN(T, name, op, identity)                                                                     \
    FN __attribute__((convergent)) T work_group_scan_inclusive_##name(T x) {                            \
        size_t count = item_count();                                                                    \
        size_t id = get_local_linear_id();                                                              \
        INPUTS(T)[id] = x;                                                                              \
        __mirrorcl_barrier();                                                                           \
        if (id == 0) {                                                                                  \
            T sum = INPUTS(T)[0];                                                                       \
            RESULTS(T)[0] = sum;                                                                        \
            for (size_t i = 1; i < count; i++) {                                                        \
                sum = op(sum, INPUTS(T)[i]);                                                            \
                RESULTS(T)[i] = sum;                                                                    \
            }                                                                                           \
        }                                                                                               \
        __mirrorcl_barrier();                                                                           \
        return RESULTS(T)[id];                                                                          \
    }                                                                                                   \
    FN __attribute__((convergent)) T work_group_scan_exclusive_##name(T x) {                            \
        size_t count = item_count();                                                                    \
        size_t id = get_local_linear_id();                                                              \
        INPUTS(T)[id] = x;                                                                              \
        __mirrorcl_barrier();                                                                           \
        if (id == 0) {                                                                                  \
            T sum = identity;                                                                           \
            for (size_t i = 0; i < count; i++) {                                                        \
                RESULTS(T)[i] = sum;                                                                    \
                sum = i == 0 ? INPUTS(T)[0] : op(sum, INPUTS(T)[i]);                                    \
            }                                                                                           \
        }                                                                                               \
        __mirrorcl_barrier();                                                                           \
        return RESULTS(T)[id];                                                                          \
    }

#define BROADCAST(T)                                                                                    \
    static __attribute__((convergent, always_inline)) T broadcast_##T(T x, bool is_source, bool is_first) { \
        if (is_source) {                                                                                \
            INPUTS(T)[0] = x;                                                                           \
        }                                                                                               \
        __mirrorcl_barrier();                                                                           \
        if (is_first) {                                                                                 \
            RESULTS(T)[0] = INPUTS(T)[0];                                                               \
        }                                                                                               \
        __mirrorcl_barrier();                                                                           \
        return RESULTS(T)[0];                                                                           \
    }                                                                                                   \
    FN __attribute__((convergent)) T work_group_broadcast(T x, size_t id) {                             \
        return broadcast_##T(x, get_local_id(0) == id, get_local_linear_id() == 0);                     \
    }                                                                                                   \
    FN __attribute__((convergent)) T work_group_broadcast(T x, size_t id_x, size_t id_y) {              \
        return broadcast_##T(x, get_local_id(0) == id_x && get_local_id(1) == id_y,                     \
                             get_local_linear_id() == 0);                                               \
    }                                                                                                   \
    FN __attribute__((convergent)) T work_group_broadcast(T x, size_t id_x, size_t id_y, size_t id_z) { \
        return broadcast_##T(x, get_local_id(0) == id_x && get_local_id(1) == id_y && get_local_id(2) == id_z, \
                             get_local_linear_id() == 0);                                               \
    }

#define ADD(x, y) ((x) + (y))
#define MIN(x, y) ((y) < (x) ? (y) : (x))
#define MAX(x, y) ((x) < (y) ? (y) : (x))

#define COLLECTIVES(T, lowest, highest)                                                                 \
    REDUCE(T, add, ADD)                                                                                 \
    REDUCE(T, min, MIN)                                                                                 \
    REDUCE(T, max, MAX)                                                                                 \
    SCAN(T, add, ADD, (T)0)                                                                             \
    SCAN(T, min, MIN, highest)                                                                          \
    SCAN(T, max, MAX, lowest)                                                                           \
    BROADCAST(T)

COLLECTIVES(int, INT_MIN, INT_MAX)
COLLECTIVES(uint, 0, UINT_MAX)
COLLECTIVES(long, LONG_MIN, LONG_MAX)
COLLECTIVES(ulong, 0, ULONG_MAX)
COLLECTIVES(half, (half)-INFINITY, (half)INFINITY)
COLLECTIVES(float, -INFINITY, INFINITY)
COLLECTIVES(double, (double)-INFINITY, (double)INFINITY)

FN __attribute__((convergent)) int work_group_all(int predicate) {
    return work_group_reduce_min((int)(predicate != 0));
}
FN __attribute__((convergent)) int work_group_any(int predicate) {
    return work_group_reduce_max((int)(predicate != 0));
}
