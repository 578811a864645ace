// Atomics of OpenCL 1.x and 2.0, fences.
kernel void old(volatile global int *g, volatile local uint *l, global int *out) {
  size_t i = get_global_id(0);
  int r = atomic_add(g, 1) + atomic_sub(g, 2) + atomic_inc(g) + atomic_dec(g) + atomic_xchg(g, 5) + atomic_cmpxchg(g, 1, 2);
  r += atomic_min(g, 3) + atomic_max(g, 4) + atomic_and(g, 7) + atomic_or(g, 8) + atomic_xor(g, 9);
  r += atomic_add(l, 1u) + atomic_max(l, 4u) + atomic_cmpxchg(l, 1u, 2u);
  out[i] = r;
}
kernel void c11(global atomic_int *a, local atomic_uint *b, global atomic_float *f, global atomic_flag *flag, global atomic_long *w, global int *out) {
  int r = atomic_load(a) + atomic_load_explicit(a, memory_order_acquire, memory_scope_device);
  atomic_store(a, 3); atomic_store_explicit(a, 4, memory_order_release, memory_scope_work_group);
  r += atomic_fetch_add(a, 1) + atomic_fetch_sub_explicit(a, 1, memory_order_acq_rel) + atomic_fetch_or(a, 2) + atomic_exchange(a, 9);
  r += atomic_fetch_min(a, 1) + atomic_fetch_max_explicit(b, 7u, memory_order_relaxed, memory_scope_work_group);
  int expected = 1; uint expected_local = 3;
  r += atomic_compare_exchange_strong(a, &expected, 5);
  r += atomic_compare_exchange_weak_explicit(b, &expected_local, 6u, memory_order_seq_cst, memory_order_relaxed, memory_scope_device);
  r += (int)atomic_exchange(f, 2.5f) + (int)atomic_fetch_add(w, 3l);
  r += atomic_flag_test_and_set(flag); atomic_flag_clear(flag);
  atomic_work_item_fence(CLK_GLOBAL_MEM_FENCE, memory_order_seq_cst, memory_scope_device);
  mem_fence(CLK_LOCAL_MEM_FENCE);
  out[get_global_id(0)] = r + expected;
}
