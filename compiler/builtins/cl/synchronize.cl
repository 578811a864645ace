// Barriers and fences (OpenCL C §6.15.8, §6.15.12.5) and the generic address space (§6.15.9).
#include "lib.h"
#include "context.h"

// The work-group barrier orders all memory, so flags and scope ask for nothing more.
FN __attribute__((convergent)) void barrier(cl_mem_fence_flags flags) { __mirrorcl_barrier(); }
FN __attribute__((convergent)) void work_group_barrier(cl_mem_fence_flags flags) { __mirrorcl_barrier(); }
FN __attribute__((convergent)) void work_group_barrier(cl_mem_fence_flags flags, memory_scope scope) {
    // A wider scope than the work-group's must reach host and other devices in seq_cst order.
    if (scope != memory_scope_work_group && scope != memory_scope_work_item) {
        __atomic_thread_fence(__ATOMIC_SEQ_CST);
    }
    __mirrorcl_barrier();
}

FN void mem_fence(cl_mem_fence_flags flags) { __atomic_thread_fence(__ATOMIC_ACQ_REL); }
FN void read_mem_fence(cl_mem_fence_flags flags) { __atomic_thread_fence(__ATOMIC_ACQUIRE); }
FN void write_mem_fence(cl_mem_fence_flags flags) { __atomic_thread_fence(__ATOMIC_RELEASE); }

FN void atomic_work_item_fence(cl_mem_fence_flags flags, memory_order order, memory_scope scope) {
    if (order == memory_order_relaxed) {
        return;
    }
    if (order == memory_order_seq_cst) {
        __atomic_thread_fence(__ATOMIC_SEQ_CST);
    } else {
        __atomic_thread_fence(__ATOMIC_ACQ_REL);
    }
}

INLINE bool is_local(ulong address) {
    __private const struct WorkGroupContext *context = __mirrorcl_context();
    return address - (ulong)context->local_memory < context->local_memory_size;
}

INLINE bool is_private(ulong address) {
    __private const struct WorkGroupContext *context = __mirrorcl_context();
    // Private variables that live across a barrier are in scratch memory, the others on the stack.
    return address - context->stack[0] < context->stack[1] - context->stack[0] ||
           address - (ulong)context->scratch < context->scratch_size;
}

// clang calls these for to_global, to_local and to_private. All memory that is neither local nor
// private is global: with SVM the host's allocations are too.
__global void *__to_global(__generic void *pointer) {
    ulong address = (ulong)pointer;
    return is_local(address) || is_private(address) ? 0 : (__global void *)address;
}
__local void *__to_local(__generic void *pointer) {
    ulong address = (ulong)pointer;
    return is_local(address) ? (__local void *)address : 0;
}
__private void *__to_private(__generic void *pointer) {
    ulong address = (ulong)pointer;
    return is_private(address) ? (__private void *)address : 0;
}

FN cl_mem_fence_flags get_fence(const __generic void *pointer) {
    ulong address = (ulong)pointer;
    return is_local(address) ? CLK_LOCAL_MEM_FENCE : is_private(address) ? 0 : CLK_GLOBAL_MEM_FENCE;
}
FN cl_mem_fence_flags get_fence(__generic void *pointer) { return get_fence((const __generic void *)pointer); }
