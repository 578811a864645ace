// The intrinsics that the back end resolves, and the launch as `mirrorcl-abi` lays it out.
#pragma once

struct WorkGroupContext {
    __private const uchar *args;
    ulong group_id[3];
    ulong num_groups[3];
    ulong global_offset[3];
    ulong global_size[3];
    ulong local_size[3];
    ulong enqueued_local_size[3];
    uint work_dim;
    uint stream_kib;
    __private uchar *local_memory;
    ulong local_memory_size;
    __private uchar *scratch;
    __private uchar *collective;
    __private uchar *program_data;
    __private const void *runtime;
    __private const void *launch;
    ulong stack[2];
    ulong scratch_size;
};

_Static_assert(__builtin_offsetof(struct WorkGroupContext, group_id) == 8, "mirrorcl_abi::field::GROUP_ID");
_Static_assert(__builtin_offsetof(struct WorkGroupContext, work_dim) == 152, "mirrorcl_abi::field::WORK_DIM");
_Static_assert(__builtin_offsetof(struct WorkGroupContext, collective) == 184, "mirrorcl_abi::field::COLLECTIVE");
_Static_assert(__builtin_offsetof(struct WorkGroupContext, stack) == 216, "mirrorcl_abi::field::STACK");
_Static_assert(__builtin_offsetof(struct WorkGroupContext, scratch_size) == 232, "mirrorcl_abi::field::SCRATCH_SIZE");
_Static_assert(sizeof(struct WorkGroupContext) == 240, "size of mirrorcl_abi::WorkGroupContext");

__attribute__((const)) __private struct WorkGroupContext *__mirrorcl_context(void);
__attribute__((const)) ulong __mirrorcl_local_id(uint dim);
__attribute__((convergent)) void __mirrorcl_barrier(void);

// Sub-groups: which one, the work-item's place in it, how many work-items it has unless it is the last one.
__attribute__((const)) ulong __mirrorcl_sub_group(void);
__attribute__((const)) ulong __mirrorcl_sub_group_item(void);
__attribute__((const)) ulong __mirrorcl_sub_group_size(void);
// Those of its work-items that come here in step wait for each other; which ones came so to the last such place.
__attribute__((convergent)) void __mirrorcl_sub_group_barrier(void);
__attribute__((convergent)) ulong __mirrorcl_sub_group_active(void);
// 256 bytes for each work-item, aligned to 128.
__attribute__((const)) __private uchar *__mirrorcl_sub_group_memory(void);
