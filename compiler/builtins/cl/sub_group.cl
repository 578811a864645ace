// Sub-group functions (OpenCL C §6.15.19, cl_khr_subgroup_*): queries, barrier, votes, ballots, broadcasts and shuffles.
#include "sub_group.h"

INLINE uint in_sub_groups(ulong items) { return (uint)((items + SIZE() - 1) / SIZE()); }
INLINE ulong items_of(__private const ulong *size) { return size[0] * size[1] * size[2]; }

FN uint get_max_sub_group_size(void) { return SIZE(); }
FN uint get_sub_group_id(void) { return (uint)__mirrorcl_sub_group(); }
FN uint get_sub_group_local_id(void) { return ITEM(); }
FN uint get_num_sub_groups(void) { return in_sub_groups(items_of(__mirrorcl_context()->local_size)); }
FN uint get_enqueued_num_sub_groups(void) {
    return in_sub_groups(items_of(__mirrorcl_context()->enqueued_local_size));
}
FN uint get_sub_group_size(void) {
    ulong left = items_of(__mirrorcl_context()->local_size) - __mirrorcl_sub_group() * SIZE();
    return left < SIZE() ? (uint)left : SIZE();
}

FN CONVERGENT void sub_group_barrier(cl_mem_fence_flags flags) { __mirrorcl_sub_group_barrier(); }
FN CONVERGENT void sub_group_barrier(cl_mem_fence_flags flags, memory_scope scope) {
    // The work-items of a group run on one thread; a wider scope reaches others.
    if (scope == memory_scope_device || scope == memory_scope_all_svm_devices) {
        __atomic_thread_fence(__ATOMIC_SEQ_CST);
    }
    __mirrorcl_sub_group_barrier();
}

FN CONVERGENT int sub_group_any(int predicate) { return ballot(predicate) != 0; }
FN CONVERGENT int sub_group_all(int predicate) { return ballot(predicate == 0) == 0; }
FN CONVERGENT int sub_group_non_uniform_any(int predicate) { return ballot(predicate) != 0; }
FN CONVERGENT int sub_group_non_uniform_all(int predicate) { return ballot(predicate == 0) == 0; }
FN CONVERGENT int sub_group_elect(void) {
    __mirrorcl_sub_group_barrier();
    return ITEM() == FIRST(__mirrorcl_sub_group_active());
}

#define ALL_EQUAL(T)                                                                                    \
    FN CONVERGENT int sub_group_non_uniform_all_equal(T x) {                                            \
        __private T *slots = offer(x);                                                                  \
        ulong rest = __mirrorcl_sub_group_active();                                                     \
        T first = slots[FIRST(rest)];                                                                   \
        bool equal = true;                                                                              \
        for (; rest != 0; rest &= rest - 1) {                                                           \
            equal &= slots[FIRST(rest)] == first;                                                       \
        }                                                                                               \
        __mirrorcl_sub_group_barrier();                                                                 \
        return equal;                                                                                   \
    }
SCALARS(ALL_EQUAL)

// The value of another work-item. A number that is not one of the sub-group's gives the value of some other.
#define READ(T)                                                                                         \
    EXCHANGE T read(T x, uint item) {                                                                   \
        __private T *slots = offer(x);                                                                  \
        T result = slots[item & (SIZE() - 1)];                                                          \
        __mirrorcl_sub_group_barrier();                                                                 \
        return result;                                                                                  \
    }
#define BROADCAST(T)                                                                                    \
    FN CONVERGENT T sub_group_broadcast(T x, uint item) { return read(x, item); }                       \
    FN CONVERGENT T sub_group_non_uniform_broadcast(T x, uint item) { return read(x, item); }
#define EXCHANGES(T)                                                                                    \
    READ(T)                                                                                             \
    BROADCAST(T)                                                                                        \
    FN CONVERGENT T sub_group_broadcast_first(T x) {                                                    \
        __private T *slots = offer(x);                                                                  \
        T result = slots[FIRST(__mirrorcl_sub_group_active())];                                         \
        __mirrorcl_sub_group_barrier();                                                                 \
        return result;                                                                                  \
    }                                                                                                   \
    FN CONVERGENT T sub_group_shuffle(T x, uint item) { return read(x, item); }                         \
    FN CONVERGENT T sub_group_shuffle_xor(T x, uint mask) { return read(x, ITEM() ^ mask); }            \
    FN CONVERGENT T sub_group_shuffle_up(T x, uint delta) { return read(x, ITEM() - delta); }           \
    FN CONVERGENT T sub_group_shuffle_down(T x, uint delta) { return read(x, ITEM() + delta); }         \
    FN CONVERGENT T sub_group_rotate(T x, int delta) { return read(x, ITEM() + (uint)delta); }          \
    FN CONVERGENT T sub_group_clustered_rotate(T x, int delta, uint size) {                             \
        uint within = (ITEM() + (uint)delta) & (size - 1);                                              \
        return read(x, (ITEM() & ~(size - 1)) | within);                                                \
    }
SCALARS(EXCHANGES)

#define VECTOR_BROADCAST(N, T) OFFER(T##N) READ(T##N) BROADCAST(T##N)
#define VECTOR_BROADCASTS(T) WIDTHS(VECTOR_BROADCAST, T)
SCALARS(VECTOR_BROADCASTS)

// Ballots: bit i is that of the work-item i; sub-groups have at most 64.
INLINE uint4 as_ballot(ulong bits) { return (uint4)((uint)bits, (uint)(bits >> 32), 0, 0); }
INLINE ulong bits_below(uint count) { return count < 64 ? (1UL << count) - 1 : ~0UL; }
INLINE ulong bits_of(uint4 ballot) { return ((ulong)ballot.y << 32 | ballot.x) & bits_below(SIZE()); }

FN CONVERGENT uint4 sub_group_ballot(int predicate) { return as_ballot(ballot(predicate)); }
FN int sub_group_inverse_ballot(uint4 value) { return (int)(bits_of(value) >> ITEM() & 1); }
FN int sub_group_ballot_bit_extract(uint4 value, uint index) {
    return index < SIZE() ? (int)(bits_of(value) >> index & 1) : 0;
}
FN uint sub_group_ballot_bit_count(uint4 value) { return (uint)__builtin_popcountl(bits_of(value)); }
FN uint sub_group_ballot_inclusive_scan(uint4 value) {
    return (uint)__builtin_popcountl(bits_of(value) & bits_below(ITEM() + 1));
}
FN uint sub_group_ballot_exclusive_scan(uint4 value) {
    return (uint)__builtin_popcountl(bits_of(value) & bits_below(ITEM()));
}
// Of no bits, the result is undefined.
FN uint sub_group_ballot_find_lsb(uint4 value) { return (uint)ctz(bits_of(value)); }
FN uint sub_group_ballot_find_msb(uint4 value) { return 63 - (uint)clz(bits_of(value)); }

FN uint4 get_sub_group_eq_mask(void) { return as_ballot(1UL << ITEM()); }
FN uint4 get_sub_group_ge_mask(void) { return as_ballot(bits_below(SIZE()) & ~bits_below(ITEM())); }
FN uint4 get_sub_group_gt_mask(void) { return as_ballot(bits_below(SIZE()) & ~bits_below(ITEM() + 1)); }
FN uint4 get_sub_group_le_mask(void) { return as_ballot(bits_below(ITEM() + 1)); }
FN uint4 get_sub_group_lt_mask(void) { return as_ballot(bits_below(ITEM())); }
