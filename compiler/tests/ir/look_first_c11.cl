// stage: work-group
// C11's relaxed minima look first; those with other orders and those without are read-modify-writes.
kernel void k(global const int *in, global atomic_int *least, global atomic_int *most, global atomic_int *bits) {
  int value = in[get_global_id(0)];
  atomic_fetch_min_explicit(least, value, memory_order_relaxed);
  atomic_fetch_max_explicit(most, value, memory_order_acq_rel, memory_scope_device);
  atomic_fetch_or(bits, value);
}
