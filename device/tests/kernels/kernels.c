// Kernels that do what compiled OpenCL kernels do in the worst case. Built by the tests with the system's C compiler.
#include <stdint.h>

typedef struct {
    const unsigned char *args;
    uint64_t group_id[3], num_groups[3], global_offset[3], global_size[3], local_size[3], enqueued_local_size[3];
    uint32_t work_dim, reserved;
    unsigned char *local_memory;
    uint64_t local_memory_size;
    unsigned char *scratch, *collective, *program_data;
    const struct runtime *runtime;
    const void *launch;
    uint64_t stack[2];
} context;

typedef struct {
    uint32_t kind, elements;
    uint64_t reserved;
    union { unsigned char bytes[128]; uint64_t word; } data;
} __attribute__((aligned(16))) printf_arg;

struct runtime {
    uint32_t version, size;
    int (*printf)(const context *, const char *, const printf_arg *, uint32_t);
};

#define ARG(type, index) (((type const *)ctx->args)[index])
#define KERNEL(name) void name(context *ctx, uint64_t count)

// args: destination, value
KERNEL(store) { *ARG(uint64_t *, 0) = ARG(uint64_t, 1); }
// args: source, destination
KERNEL(load) { *ARG(uint64_t *, 1) = *ARG(const volatile uint64_t *, 0); }
// args: destination of one counter per group
KERNEL(count_groups) {
    for (uint64_t n = 0; n < count; n++, ctx->group_id[0]++) ARG(uint64_t *, 0)[ctx->group_id[0]]++;
}
// args: destination of one counter per group, group that faults
KERNEL(one_faults) {
    for (uint64_t n = 0; n < count; n++, ctx->group_id[0]++) {
        if (ctx->group_id[0] == ARG(uint64_t, 1)) *(volatile int *)0 = 1;
        ARG(uint64_t *, 0)[ctx->group_id[0]]++;
    }
}
typedef void (*function)(void);
KERNEL(jump) { ARG(function, 0)(); }
__attribute__((naked)) KERNEL(smash_return) { __asm__ volatile("movq $0x1234, (%rsp)\n ret"); }
KERNEL(smash_stack_pointer) { __asm__ volatile("movq $0x1238, %%rsp\n pushq %%rax" ::: "memory"); }
KERNEL(non_canonical) { *(volatile uint64_t *)0x8000000000000000u = 1; }
KERNEL(aligned_vector) { __asm__ volatile("movaps (%0), %%xmm0" ::"r"(ctx->local_memory + 1) : "xmm0"); }
KERNEL(illegal) { __builtin_trap(); }
KERNEL(divide) { __asm__ volatile("xorl %%edx, %%edx\n movl $1, %%eax\n xorl %%ecx, %%ecx\n idivl %%ecx" ::: "eax", "ecx", "edx"); }
static uint64_t recurse(volatile uint64_t *outer) {
    volatile uint64_t frame[64];
    frame[0] = *outer + 1;
    return recurse(frame) + frame[0];
}
KERNEL(overflow) { uint64_t start = 0; *ARG(volatile uint64_t *, 0) = recurse(&start); }
// Leaves the floating-point environment, the direction flag and the x87 stack in disorder, then faults or returns.
// args: address to read
KERNEL(disorder) {
    uint32_t mxcsr = 0xffc0;
    __asm__ volatile("ldmxcsr %0\n fld1\n fld1\n std" ::"m"(mxcsr));
    (void)*ARG(volatile char *, 0);
    __asm__ volatile("cld\n fninit");
}
// args: destination for MXCSR and the x87 control word
KERNEL(read_environment) {
    __asm__ volatile("stmxcsr (%0)\n fnstcw 4(%0)" ::"r"(ARG(uint64_t *, 0)) : "memory");
}
// args: string, destination of the result
KERNEL(print_string) {
    printf_arg arg = {.kind = 7, .elements = 1, .data.word = ARG(uint64_t, 0)};
    *ARG(int64_t *, 1) = ctx->runtime->printf(ctx, "<%s>\n", &arg, 1);
}
// args: destination of the number of calls that succeeded
KERNEL(print_flood) {
    printf_arg arg = {.kind = 2, .elements = 1, .data.word = 7};
    for (int n = 0; n < 100; n++) *ARG(uint64_t *, 0) += ctx->runtime->printf(ctx, "%30000d\n", &arg, 1) == 0;
}
// args: address of a flag; runs until it is set, printing now and then if the second argument says so
KERNEL(endless) {
    printf_arg arg = {.kind = 2, .elements = 1, .data.word = 7};
    for (uint64_t n = 0; !*ARG(volatile uint64_t *, 0); n++)
        if (ARG(uint64_t, 1)) ctx->runtime->printf(ctx, "%d", &arg, 1);
}
