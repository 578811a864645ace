// Atomic functions: OpenCL C 1.x (atomic_*, atom_*) and C11 (§6.15.12).
//
// A locked x86 instruction is sequentially consistent at system scope, so scopes make no difference. Orders do to the compiler: it
// may move other accesses over relaxed ones, and those that may change nothing can be loads (pipeline/unchanged.rs). An order is
// a constant in most programs, and one of the operations that clang makes for the five of them is left.
#include "lib.h"

#define SEQ_CST __ATOMIC_SEQ_CST

// ---- OpenCL 1.x: relaxed atomics on plain integers. Those that may change nothing say so: they can be loads then.

#define LEGACY_RMW(A, P, name, op, T, order)                                                            \
    FN T P##name(volatile A T *p, T value) { return __atomic_fetch_##op(p, value, order); }

#define LEGACY(A, P, T)                                                                                 \
    LEGACY_RMW(A, P, add, add, T, SEQ_CST)                                                              \
    LEGACY_RMW(A, P, sub, sub, T, SEQ_CST)                                                              \
    LEGACY_RMW(A, P, and, and, T, __ATOMIC_RELAXED)                                                     \
    LEGACY_RMW(A, P, or, or, T, __ATOMIC_RELAXED)                                                       \
    LEGACY_RMW(A, P, xor, xor, T, SEQ_CST)                                                              \
    LEGACY_RMW(A, P, min, min, T, __ATOMIC_RELAXED)                                                     \
    LEGACY_RMW(A, P, max, max, T, __ATOMIC_RELAXED)                                                     \
    FN T P##inc(volatile A T *p) { return __atomic_fetch_add(p, (T)1, SEQ_CST); }                       \
    FN T P##dec(volatile A T *p) { return __atomic_fetch_sub(p, (T)1, SEQ_CST); }                       \
    FN T P##xchg(volatile A T *p, T value) { return __atomic_exchange_n(p, value, SEQ_CST); }           \
    FN T P##cmpxchg(volatile A T *p, T expected, T desired) {                                           \
        T found = expected;                                                                             \
        __atomic_compare_exchange_n(p, &found, desired, false, SEQ_CST, SEQ_CST);                       \
        return found;                                                                                   \
    }

#define LEGACY_SPACE(A)                                                                                 \
    LEGACY(A, atomic_, int)                                                                             \
    LEGACY(A, atomic_, uint)                                                                            \
    LEGACY(A, atom_, int)                                                                               \
    LEGACY(A, atom_, uint)                                                                              \
    LEGACY(A, atom_, long)                                                                              \
    LEGACY(A, atom_, ulong)                                                                             \
    FN float atomic_xchg(volatile A float *p, float value) {                                            \
        return as_float(__atomic_exchange_n((volatile A uint *)p, as_uint(value), SEQ_CST));            \
    }

LEGACY_SPACE(__global)
LEGACY_SPACE(__local)

// ---- C11. `B` is the integer that has the bits of `T`.

#define LOAD_STORE(A, T, B)                                                                             \
    FN T atomic_load_explicit(volatile A atomic_##T *p, memory_order order, memory_scope scope) {       \
        B bits = order == memory_order_relaxed ? __atomic_load_n((volatile A B *)p, __ATOMIC_RELAXED)   \
                 : order == memory_order_acquire                                                        \
                     ? __atomic_load_n((volatile A B *)p, __ATOMIC_ACQUIRE)                             \
                     : __atomic_load_n((volatile A B *)p, SEQ_CST);                                     \
        return __builtin_astype(bits, T);                                                               \
    }                                                                                                   \
    FN T atomic_load_explicit(volatile A atomic_##T *p, memory_order order) {                           \
        return atomic_load_explicit(p, order, memory_scope_device);                                     \
    }                                                                                                   \
    FN T atomic_load(volatile A atomic_##T *p) {                                                        \
        return atomic_load_explicit(p, memory_order_seq_cst, memory_scope_device);                      \
    }                                                                                                   \
    FN void atomic_store_explicit(volatile A atomic_##T *p, T value, memory_order order, memory_scope scope) { \
        B bits = __builtin_astype(value, B);                                                            \
        if (order == memory_order_relaxed) {                                                            \
            __atomic_store_n((volatile A B *)p, bits, __ATOMIC_RELAXED);                                \
        } else if (order == memory_order_release) {                                                     \
            __atomic_store_n((volatile A B *)p, bits, __ATOMIC_RELEASE);                                \
        } else {                                                                                        \
            __atomic_store_n((volatile A B *)p, bits, SEQ_CST);                                         \
        }                                                                                               \
    }                                                                                                   \
    FN void atomic_store_explicit(volatile A atomic_##T *p, T value, memory_order order) {              \
        atomic_store_explicit(p, value, order, memory_scope_device);                                    \
    }                                                                                                   \
    FN void atomic_store(volatile A atomic_##T *p, T value) {                                           \
        atomic_store_explicit(p, value, memory_order_seq_cst, memory_scope_device);                     \
    }                                                                                                   \
    FN void atomic_init(volatile A atomic_##T *p, T value) { *(volatile A T *)p = value; }

#define EXCHANGE(A, T, B)                                                                               \
    FN T atomic_exchange_explicit(volatile A atomic_##T *p, T value, memory_order order, memory_scope scope) {\
        B bits = __atomic_exchange_n((volatile A B *)p, __builtin_astype(value, B), order);             \
        return __builtin_astype(bits, T);                                                               \
    }                                                                                                   \
    FN T atomic_exchange_explicit(volatile A atomic_##T *p, T value, memory_order order) {              \
        return atomic_exchange_explicit(p, value, order, memory_scope_device);                          \
    }                                                                                                   \
    FN T atomic_exchange(volatile A atomic_##T *p, T value) {                                           \
        return atomic_exchange_explicit(p, value, memory_order_seq_cst, memory_scope_device);           \
    }

// The comparison is of bits, as C11 has it for floats too. `expected` is written only on failure. Always sequentially consistent: for
// two orders it would be one of fifteen operations.
#define COMPARE_EXCHANGE_KIND(A, E, T, B, kind)                                                         \
    FN bool atomic_compare_exchange_##kind(volatile A atomic_##T *p, E T *expected, T desired) {        \
        B found = *(E B *)expected;                                                                     \
        bool equal = __atomic_compare_exchange_n((volatile A B *)p, &found, __builtin_astype(desired, B), false, \
                                                 SEQ_CST, SEQ_CST);                                     \
        if (!equal) {                                                                                   \
            *(E B *)expected = found;                                                                   \
        }                                                                                               \
        return equal;                                                                                   \
    }                                                                                                   \
    FN bool atomic_compare_exchange_##kind##_explicit(volatile A atomic_##T *p, E T *expected, T desired, \
                                                      memory_order success, memory_order failure) {     \
        return atomic_compare_exchange_##kind(p, expected, desired);                                    \
    }                                                                                                   \
    FN bool atomic_compare_exchange_##kind##_explicit(volatile A atomic_##T *p, E T *expected, T desired, \
                                                      memory_order success, memory_order failure,       \
                                                      memory_scope scope) {                             \
        return atomic_compare_exchange_##kind(p, expected, desired);                                    \
    }

#define COMPARE_EXCHANGE(A, E, T, B)                                                                    \
    COMPARE_EXCHANGE_KIND(A, E, T, B, strong)                                                           \
    COMPARE_EXCHANGE_KIND(A, E, T, B, weak)

// The forms without a scope and without an order.
#define FETCH_DEFAULTS(A, T, M, name)                                                                   \
    FN T atomic_fetch_##name##_explicit(volatile A atomic_##T *p, M operand, memory_order order) {      \
        return atomic_fetch_##name##_explicit(p, operand, order, memory_scope_device);                  \
    }                                                                                                   \
    FN T atomic_fetch_##name(volatile A atomic_##T *p, M operand) {                                     \
        return atomic_fetch_##name##_explicit(p, operand, memory_order_seq_cst, memory_scope_device);   \
    }

// fetch_<name>: `M` is the type of the operand, which for pointer-sized counters differs in sign.
#define FETCH(A, T, M, name)                                                                            \
    FN T atomic_fetch_##name##_explicit(volatile A atomic_##T *p, M operand, memory_order order,        \
                                        memory_scope scope) {                                           \
        return __atomic_fetch_##name((volatile A T *)p, (T)operand, order);                             \
    }                                                                                                   \
    FETCH_DEFAULTS(A, T, M, name)

#define FETCHES(A, T, M)                                                                                \
    FETCH(A, T, M, add)                                                                                 \
    FETCH(A, T, M, sub)                                                                                 \
    FETCH(A, T, M, or)                                                                                  \
    FETCH(A, T, M, xor)                                                                                 \
    FETCH(A, T, M, and)                                                                                 \
    FETCH(A, T, M, min)                                                                                 \
    FETCH(A, T, M, max)

// Floating point: min and max by comparison and exchange, a NaN operand losing (cl_ext_float_atomics).
#define FETCH_FLOAT(A, T, B, name, combine)                                                             \
    FN T atomic_fetch_##name##_explicit(volatile A atomic_##T *p, T operand, memory_order order,        \
                                        memory_scope scope) {                                           \
        B found = __atomic_load_n((volatile A B *)p, __ATOMIC_RELAXED);                                 \
        while (!__atomic_compare_exchange_n((volatile A B *)p, &found,                                  \
                                            __builtin_astype(combine(__builtin_astype(found, T), operand), B),\
                                            false, order, __ATOMIC_RELAXED)) {                          \
        }                                                                                               \
        return __builtin_astype(found, T);                                                              \
    }                                                                                                   \
    FETCH_DEFAULTS(A, T, T, name)

#define ADD(x, y) ((x) + (y))
#define SUB(x, y) ((x) - (y))

#define TYPE(A, T, B)                                                                                   \
    LOAD_STORE(A, T, B)                                                                                 \
    EXCHANGE(A, T, B)

#define FETCHES_FLOAT(A, T, B)                                                                          \
    FETCH_FLOAT(A, T, B, add, ADD)                                                                      \
    FETCH_FLOAT(A, T, B, sub, SUB)                                                                      \
    FETCH_FLOAT(A, T, B, min, __builtin_elementwise_minnum)                                             \
    FETCH_FLOAT(A, T, B, max, __builtin_elementwise_maxnum)

#define TYPES(A)                                                                                        \
    TYPE(A, int, int)                                                                                   \
    TYPE(A, uint, uint)                                                                                 \
    TYPE(A, long, long)                                                                                 \
    TYPE(A, ulong, ulong)                                                                               \
    TYPE(A, float, uint)                                                                                \
    TYPE(A, double, ulong)                                                                              \
    FETCHES(A, int, int)                                                                                \
    FETCHES(A, uint, uint)                                                                              \
    FETCHES(A, long, long)                                                                              \
    FETCHES(A, ulong, ulong)                                                                            \
    FETCHES(A, ulong, long)                                                                             \
    FETCHES(A, long, ulong)                                                                             \
    FETCHES_FLOAT(A, float, uint)                                                                       \
    FETCHES_FLOAT(A, double, ulong)

TYPES(__global)
TYPES(__local)
TYPES(__generic)

#define COMPARE_EXCHANGES(A, E)                                                                         \
    COMPARE_EXCHANGE(A, E, int, int)                                                                    \
    COMPARE_EXCHANGE(A, E, uint, uint)                                                                  \
    COMPARE_EXCHANGE(A, E, long, long)                                                                  \
    COMPARE_EXCHANGE(A, E, ulong, ulong)                                                                \
    COMPARE_EXCHANGE(A, E, float, uint)                                                                 \
    COMPARE_EXCHANGE(A, E, double, ulong)

COMPARE_EXCHANGES(__generic, __generic)
COMPARE_EXCHANGES(__global, __global)
COMPARE_EXCHANGES(__global, __local)
COMPARE_EXCHANGES(__global, __private)
COMPARE_EXCHANGES(__local, __global)
COMPARE_EXCHANGES(__local, __local)
COMPARE_EXCHANGES(__local, __private)

// atomic_flag is an atomic_int: 0 clear, 1 set.
#define FLAG(A)                                                                                         \
    FN bool atomic_flag_test_and_set_explicit(volatile A atomic_flag *p, memory_order order, memory_scope scope) {\
        return __atomic_exchange_n((volatile A int *)p, 1, order) != 0;                                 \
    }                                                                                                   \
    FN bool atomic_flag_test_and_set_explicit(volatile A atomic_flag *p, memory_order order) {          \
        return atomic_flag_test_and_set_explicit(p, order, memory_scope_device);                        \
    }                                                                                                   \
    FN bool atomic_flag_test_and_set(volatile A atomic_flag *p) {                                       \
        return atomic_flag_test_and_set_explicit(p, memory_order_seq_cst, memory_scope_device);         \
    }                                                                                                   \
    FN void atomic_flag_clear_explicit(volatile A atomic_flag *p, memory_order order, memory_scope scope) {\
        atomic_store_explicit(p, 0, order, scope);                                                      \
    }                                                                                                   \
    FN void atomic_flag_clear_explicit(volatile A atomic_flag *p, memory_order order) {                 \
        atomic_flag_clear_explicit(p, order, memory_scope_device);                                      \
    }                                                                                                   \
    FN void atomic_flag_clear(volatile A atomic_flag *p) {                                              \
        atomic_flag_clear_explicit(p, memory_order_seq_cst, memory_scope_device);                       \
    }

FLAG(__global)
FLAG(__local)
FLAG(__generic)
