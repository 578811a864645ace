// Barriers, collectives, asynchronous copies, printf.
kernel void collectives(global int *a, global float *f, global ulong *u) {
  int i = get_global_id(0);
  a[i] = work_group_reduce_add(a[i]) + work_group_scan_inclusive_max(a[i]) + work_group_scan_exclusive_min(a[i]);
  f[i] = work_group_reduce_max(f[i]) + work_group_broadcast(f[i], 0);
  u[i] = work_group_reduce_min(u[i]) + work_group_broadcast(u[i], 1, 2) + work_group_broadcast(u[i], 0, 0, 1);
  if (work_group_all(a[i] > 0) || work_group_any(a[i] < -5)) a[i]++;
  work_group_barrier(CLK_LOCAL_MEM_FENCE);
  work_group_barrier(CLK_GLOBAL_MEM_FENCE, memory_scope_device);
}
kernel void copies(global float4 *g, local float4 *l, global int *h, local int *m) {
  event_t e = async_work_group_copy(l, g, 16, 0);
  e = async_work_group_copy(m, h, 8, e);
  wait_group_events(1, &e);
  l[get_local_id(0)] *= 2.0f;
  barrier(CLK_LOCAL_MEM_FENCE);
  event_t s[2];
  s[0] = async_work_group_strided_copy(g, l, 16, 3, 0);
  s[1] = async_work_group_copy(h, m, 8, 0);
  wait_group_events(2, s);
}
kernel void prints(global int *a, float f, float4 v) {
  printf("a %d %f\n", a[0], f);
  printf("%v4hlf %s %p %ld %c\n", v, "text", a, 5l, 'x');
}
