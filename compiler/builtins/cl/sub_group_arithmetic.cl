// Reductions and scans of sub-groups (OpenCL C §6.15.19, cl_khr_subgroup_non_uniform_arithmetic, cl_khr_subgroup_clustered_reduce).
// None but the values of active work-items take part. Scans combine them in order of the work-items.
#include "sub_group.h"

// All work-items make the same sum, which the vectoriser makes once; of a whole sub-group by halves (the order is not defined).
#define REDUCE(T, name, op)                                                                             \
    EXCHANGE T reduce_##name(T x) {                                                                     \
        __private T *slots = offer(x);                                                                  \
        ulong rest = __mirrorcl_sub_group_active();                                                     \
        T sum;                                                                                          \
        if (rest == 0xffff && SIZE() == 16) {                                                           \
            T##16 all = *(__private T##16 *)slots;                                                      \
            T##8 eight = op(all.lo, all.hi);                                                            \
            T##4 four = op(eight.lo, eight.hi);                                                         \
            T##2 two = op(four.lo, four.hi);                                                            \
            sum = op(two.lo, two.hi);                                                                   \
        } else {                                                                                        \
            sum = slots[FIRST(rest)];                                                                   \
            while ((rest &= rest - 1) != 0) {                                                           \
                sum = op(sum, slots[FIRST(rest)]);                                                      \
            }                                                                                           \
        }                                                                                               \
        __mirrorcl_sub_group_barrier();                                                                 \
        return sum;                                                                                     \
    }

// All work-items take the same steps, in which each takes or leaves the value.
#define SCAN(T, name, op, identity)                                                                     \
    EXCHANGE T scan_inclusive_##name(T x) {                                                             \
        __private T *slots = offer(x);                                                                  \
        ulong rest = __mirrorcl_sub_group_active();                                                     \
        T sum = slots[FIRST(rest)];                                                                     \
        while ((rest &= rest - 1) != 0) {                                                               \
            T next = op(sum, slots[FIRST(rest)]);                                                       \
            sum = FIRST(rest) <= ITEM() ? next : sum;                                                   \
        }                                                                                               \
        __mirrorcl_sub_group_barrier();                                                                 \
        return sum;                                                                                     \
    }                                                                                                   \
    EXCHANGE T scan_exclusive_##name(T x) {                                                             \
        __private T *slots = offer(x);                                                                  \
        ulong rest = __mirrorcl_sub_group_active();                                                     \
        bool is_first = FIRST(rest) == ITEM();                                                          \
        T sum = slots[FIRST(rest)];                                                                     \
        while ((rest &= rest - 1) != 0) {                                                               \
            T next = op(sum, slots[FIRST(rest)]);                                                       \
            sum = FIRST(rest) < ITEM() ? next : sum;                                                    \
        }                                                                                               \
        __mirrorcl_sub_group_barrier();                                                                 \
        return is_first ? (T)(identity) : sum;                                                          \
    }

INLINE ulong cluster(uint size) {
    return (size < 64 ? (1UL << size) - 1 : ~0UL) << (ITEM() & ~(size - 1));
}

#define CLUSTER(T, name, op)                                                                            \
    FN CONVERGENT T sub_group_clustered_reduce_##name(T x, uint size) {                                 \
        __private T *slots = offer(x);                                                                  \
        ulong rest = __mirrorcl_sub_group_active();                                                     \
        ulong others = rest & cluster(size);                                                            \
        T sum = slots[FIRST(others)];                                                                   \
        others &= others - 1;                                                                           \
        for (; rest != 0; rest &= rest - 1) {                                                           \
            T next = op(sum, slots[FIRST(rest)]);                                                       \
            sum = (others >> FIRST(rest) & 1) != 0 ? next : sum;                                        \
        }                                                                                               \
        __mirrorcl_sub_group_barrier();                                                                 \
        return sum;                                                                                     \
    }

#define NON_UNIFORM(T, name)                                                                            \
    FN CONVERGENT T sub_group_non_uniform_reduce_##name(T x) { return reduce_##name(x); }               \
    FN CONVERGENT T sub_group_non_uniform_scan_inclusive_##name(T x) { return scan_inclusive_##name(x); } \
    FN CONVERGENT T sub_group_non_uniform_scan_exclusive_##name(T x) { return scan_exclusive_##name(x); }
#define UNIFORM(T, name)                                                                                \
    FN CONVERGENT T sub_group_reduce_##name(T x) { return reduce_##name(x); }                           \
    FN CONVERGENT T sub_group_scan_inclusive_##name(T x) { return scan_inclusive_##name(x); }           \
    FN CONVERGENT T sub_group_scan_exclusive_##name(T x) { return scan_exclusive_##name(x); }

#define OPERATION(T, name, op, identity)                                                                \
    REDUCE(T, name, op)                                                                                 \
    SCAN(T, name, op, identity)                                                                         \
    CLUSTER(T, name, op)                                                                                \
    NON_UNIFORM(T, name)                                                                                \
    UNIFORM(T, name)

#define ADD(x, y) ((x) + (y))
#define MUL(x, y) ((x) * (y))
#define MIN(x, y) ((y) < (x) ? (y) : (x))
#define MAX(x, y) ((x) < (y) ? (y) : (x))
#define AND(x, y) ((x) & (y))
#define OR(x, y) ((x) | (y))
#define XOR(x, y) ((x) ^ (y))

#define NUMBERS(T, lowest, highest)                                                                     \
    OPERATION(T, add, ADD, 0)                                                                           \
    OPERATION(T, mul, MUL, 1)                                                                           \
    OPERATION(T, min, MIN, highest)                                                                     \
    OPERATION(T, max, MAX, lowest)
#define BITS(T)                                                                                         \
    OPERATION(T, and, AND, ~0)                                                                          \
    OPERATION(T, or, OR, 0)                                                                             \
    OPERATION(T, xor, XOR, 0)

NUMBERS(char, CHAR_MIN, CHAR_MAX)
NUMBERS(uchar, 0, UCHAR_MAX)
NUMBERS(short, SHRT_MIN, SHRT_MAX)
NUMBERS(ushort, 0, USHRT_MAX)
NUMBERS(int, INT_MIN, INT_MAX)
NUMBERS(uint, 0, UINT_MAX)
NUMBERS(long, LONG_MIN, LONG_MAX)
NUMBERS(ulong, 0, ULONG_MAX)
NUMBERS(half, -INFINITY, INFINITY)
NUMBERS(float, -INFINITY, INFINITY)
NUMBERS(double, -INFINITY, INFINITY)
BITS(char)
BITS(uchar)
BITS(short)
BITS(ushort)
BITS(int)
BITS(uint)
BITS(long)
BITS(ulong)

// Truth values: of the work-items of a mask, those for which the predicate holds.
EXCHANGE ulong active_ballot(int predicate, __private ulong *active) {
    __private uchar *slots = offer((uchar)(predicate != 0));
    ulong result = 0;
    *active = __mirrorcl_sub_group_active();
    for (ulong rest = *active; rest != 0; rest &= rest - 1) {
        result |= (ulong)slots[FIRST(rest)] << FIRST(rest);
    }
    __mirrorcl_sub_group_barrier();
    return result;
}

INLINE int logical_and(ulong truths, ulong mask) { return (~truths & mask) == 0; }
INLINE int logical_or(ulong truths, ulong mask) { return (truths & mask) != 0; }
INLINE int logical_xor(ulong truths, ulong mask) { return __builtin_popcountl(truths & mask) & 1; }

#define LOGICAL_FORM(name, form, mask)                                                                  \
    FN CONVERGENT int sub_group_##form##_logical_##name(int predicate) {                                \
        ulong active;                                                                                   \
        ulong truths = active_ballot(predicate, &active);                                               \
        return logical_##name(truths, active & (mask));                                                 \
    }
#define LOGICAL(name)                                                                                   \
    LOGICAL_FORM(name, reduce, ~0UL)                                                                    \
    LOGICAL_FORM(name, scan_inclusive, (2UL << ITEM()) - 1)                                             \
    LOGICAL_FORM(name, scan_exclusive, (1UL << ITEM()) - 1)                                             \
    LOGICAL_FORM(name, non_uniform_reduce, ~0UL)                                                        \
    LOGICAL_FORM(name, non_uniform_scan_inclusive, (2UL << ITEM()) - 1)                                 \
    LOGICAL_FORM(name, non_uniform_scan_exclusive, (1UL << ITEM()) - 1)                                 \
    FN CONVERGENT int sub_group_clustered_reduce_logical_##name(int predicate, uint size) {             \
        ulong active;                                                                                   \
        ulong truths = active_ballot(predicate, &active);                                               \
        return logical_##name(truths, active & cluster(size));                                          \
    }
LOGICAL(and)
LOGICAL(or)
LOGICAL(xor)
