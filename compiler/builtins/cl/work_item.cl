// Work-item functions (OpenCL C §6.15.1). Dimensions beyond 2 answer 0 for ids and offsets and 1 for sizes.
#include "lib.h"
#include "context.h"

// A field of the context: `dim` is a constant in nearly every kernel, so the choice folds away.
#define OF_DIM(field, dim, other)                                                                       \
    ((dim) == 0 ? __mirrorcl_context()->field[0]                                                        \
                : (dim) == 1 ? __mirrorcl_context()->field[1]                                           \
                             : (dim) == 2 ? __mirrorcl_context()->field[2] : (ulong)(other))

INLINE ulong local_id(uint dim) {
    return dim == 0 ? __mirrorcl_local_id(0)
                    : dim == 1 ? __mirrorcl_local_id(1) : dim == 2 ? __mirrorcl_local_id(2) : 0;
}

// Id of the work-item without the global offset. All groups before this one have the enqueued size.
INLINE ulong id_in_range(uint dim) {
    return OF_DIM(group_id, dim, 0) * OF_DIM(enqueued_local_size, dim, 0) + local_id(dim);
}

FN uint get_work_dim(void) { return __mirrorcl_context()->work_dim; }
FN size_t get_global_size(uint dim) { return OF_DIM(global_size, dim, 1); }
FN size_t get_global_id(uint dim) { return OF_DIM(global_offset, dim, 0) + id_in_range(dim); }
FN size_t get_local_size(uint dim) { return OF_DIM(local_size, dim, 1); }
FN size_t get_enqueued_local_size(uint dim) { return OF_DIM(enqueued_local_size, dim, 1); }
FN size_t get_local_id(uint dim) { return local_id(dim); }
FN size_t get_num_groups(uint dim) { return OF_DIM(num_groups, dim, 1); }
FN size_t get_group_id(uint dim) { return OF_DIM(group_id, dim, 0); }
FN size_t get_global_offset(uint dim) { return OF_DIM(global_offset, dim, 0); }

FN size_t get_global_linear_id(void) {
    __private const struct WorkGroupContext *context = __mirrorcl_context();
    ulong row = id_in_range(2) * context->global_size[1] + id_in_range(1);
    return row * context->global_size[0] + id_in_range(0);
}

FN size_t get_local_linear_id(void) {
    __private const struct WorkGroupContext *context = __mirrorcl_context();
    ulong row = local_id(2) * context->local_size[1] + local_id(1);
    return row * context->local_size[0] + local_id(0);
}
