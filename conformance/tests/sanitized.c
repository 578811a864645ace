// A program that allocates shared memory, runs a kernel on it and survives one that faults. Built with a sanitizer, whose
// runtime lays the process out in its own way and has many C library functions replaced. Prints where the memory was.

#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define FUNCTION(result, name, ...) result (*name)(__VA_ARGS__) = (result (*)(__VA_ARGS__))dlsym(loader, #name)
#define CHECK(condition)                                        \
    do {                                                        \
        if (!(condition)) {                                     \
            printf("line %d: %s\n", __LINE__, #condition);      \
            return 1;                                           \
        }                                                       \
    } while (0)

enum { CPU_GPU_ALL = -1, READ_WRITE = 1, FINE_GRAIN = 1 << 10, ITEMS = 100000 };

static const char *source =
    "kernel void twice(global int *a) { a[get_global_id(0)] *= 2; }"
    "kernel void wild(global int *a) { *(global int *)8ul = 1; }";

int main(int argc, char **argv) {
    CHECK(argc == 2);
    void *loader = dlopen(argv[1], RTLD_NOW);
    CHECK(loader);
    FUNCTION(int, clGetPlatformIDs, unsigned, void **, unsigned *);
    FUNCTION(int, clGetDeviceIDs, void *, uint64_t, unsigned, void **, unsigned *);
    FUNCTION(void *, clCreateContext, const intptr_t *, unsigned, void **, void *, void *, int *);
    FUNCTION(int, clReleaseContext, void *);
    FUNCTION(void *, clCreateCommandQueueWithProperties, void *, void *, const uint64_t *, int *);
    FUNCTION(void *, clSVMAlloc, void *, uint64_t, size_t, unsigned);
    FUNCTION(void, clSVMFree, void *, void *);
    FUNCTION(void *, clCreateProgramWithSource, void *, unsigned, const char **, const size_t *, int *);
    FUNCTION(int, clBuildProgram, void *, unsigned, void **, const char *, void *, void *);
    FUNCTION(void *, clCreateKernel, void *, const char *, int *);
    FUNCTION(int, clSetKernelArgSVMPointer, void *, unsigned, const void *);
    FUNCTION(int, clEnqueueNDRangeKernel, void *, void *, unsigned, const size_t *, const size_t *, const size_t *, unsigned,
             void **, void **);
    FUNCTION(int, clFinish, void *);
    FUNCTION(int, clWaitForEvents, unsigned, void **);

    int error;
    void *platform, *device;
    CHECK(clGetPlatformIDs(1, &platform, 0) == 0);
    CHECK(clGetDeviceIDs(platform, (uint32_t)CPU_GPU_ALL, 1, &device, 0) == 0);
    void *context = clCreateContext(0, 1, &device, 0, 0, &error);
    CHECK(context);

    static const size_t lengths[] = {1, 64, 4096, 40000, 1 << 20, 3 << 20, 20 << 20, 300 << 20};
    enum { COUNT = sizeof lengths / sizeof *lengths };
    char *memory[COUNT];
    for (int round = 0; round < 2; round++) {
        for (int at = 0; at < COUNT; at++) {
            memory[at] = clSVMAlloc(context, READ_WRITE, lengths[at], 0);
            if (!memory[at]) {
                printf("refused\n");
                return 2;
            }
            memset(memory[at], at, lengths[at]);
            printf("%p\n", (void *)memory[at]);
        }
        for (int at = 0; at < COUNT; at++) clSVMFree(context, memory[at]);
    }

    void *queue = clCreateCommandQueueWithProperties(context, device, 0, &error);
    void *program = clCreateProgramWithSource(context, 1, &source, 0, &error);
    CHECK(clBuildProgram(program, 0, 0, "", 0, 0) == 0);
    void *twice = clCreateKernel(program, "twice", &error), *wild = clCreateKernel(program, "wild", &error);
    CHECK(twice && wild);
    int *numbers = clSVMAlloc(context, READ_WRITE | FINE_GRAIN, ITEMS * sizeof(int), 0);
    CHECK(numbers);
    for (int at = 0; at < ITEMS; at++) numbers[at] = at;
    size_t items = ITEMS, one = 1;
    CHECK(clSetKernelArgSVMPointer(twice, 0, numbers) == 0);
    CHECK(clEnqueueNDRangeKernel(queue, twice, 1, 0, &items, 0, 0, 0, 0) == 0);
    CHECK(clFinish(queue) == 0);
    for (int at = 0; at < ITEMS; at++) CHECK(numbers[at] == 2 * at);

    void *event;
    CHECK(clSetKernelArgSVMPointer(wild, 0, numbers) == 0);
    CHECK(clEnqueueNDRangeKernel(queue, wild, 1, 0, &one, 0, 0, 0, &event) == 0);
    CHECK(clWaitForEvents(1, &event) < 0);
    clSVMFree(context, numbers);
    CHECK(clReleaseContext(context) == 0);
    return 0;
}
