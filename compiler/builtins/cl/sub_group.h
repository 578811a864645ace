// How the work-items of a sub-group exchange values.
//
// A work-item leaves its value in a slot of its own, waits, and reads the slots of the others; then it waits again, so that no slot
// is written while another work-item has still to read it. Both waits are for the work-items that are *active*: those
// that came to the call in step with this one. Inactive ones may be in the midst of another exchange: their slots are left
// alone, and slots of types of different size lie apart.
#pragma once
#include "lib.h"
#include "context.h"

#define CONVERGENT __attribute__((convergent))
#define EXCHANGE static __attribute__((overloadable, always_inline, convergent))

#define SCALARS(M) M(char) M(uchar) M(short) M(ushort) M(int) M(uint) M(long) M(ulong) M(half) M(float) M(double)

#define ITEM() ((uint)__mirrorcl_sub_group_item())
#define SIZE() ((uint)__mirrorcl_sub_group_size())
#define FIRST(mask) ((uint)__builtin_ctzl(mask))
// Slots of n bytes begin n bytes per work-item into the memory: apart from those of other sizes, and aligned.
#define SLOTS(T) ((__private T *)(__mirrorcl_sub_group_memory() + sizeof(T) * __mirrorcl_sub_group_size()))

// Leaves a value and waits for the others' ones.
#define OFFER(T)                                                                                        \
    EXCHANGE __private T *offer(T x) {                                                                  \
        SLOTS(T)[ITEM()] = x;                                                                           \
        __mirrorcl_sub_group_barrier();                                                                 \
        return SLOTS(T);                                                                                \
    }
SCALARS(OFFER)

// The active work-items for which the predicate holds.
EXCHANGE ulong ballot(int predicate) {
    __private uchar *slots = offer((uchar)(predicate != 0));
    ulong result = 0;
    for (ulong rest = __mirrorcl_sub_group_active(); rest != 0; rest &= rest - 1) {
        result |= (ulong)slots[FIRST(rest)] << FIRST(rest);
    }
    __mirrorcl_sub_group_barrier();
    return result;
}
