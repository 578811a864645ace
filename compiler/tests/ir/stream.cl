// stage: work-group
// What a launch writes goes past the caches if it is much, and not with atomics: others may look at the stores before the
// kernel is done.
kernel void only_written(global float4 *out, global const float *in) { out[get_global_id(0)] = in[get_global_id(0)]; }
kernel void looked_at(global float4 *out, global atomic_int *count) {
    out[get_global_id(0)] = 1;
    atomic_fetch_add_explicit(count, 1, memory_order_release, memory_scope_device);
}
