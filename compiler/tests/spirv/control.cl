// Branches, loops, switches over several widths, early returns, calls, recursion-free call trees, goto.
int classify(int x) { switch (x) { case -1: return 10; case 0: return 11; case 100000: return 12; default: return x; } }
long wide(long x) { switch (x) { case 1l << 40: return 1; case -5: return 2; } return 3; }
uchar narrow(uchar x) { switch (x) { case 1: case 2: return 9; case 255: return 8; } return x; }
kernel void flow(global int *a, int n) {
  int i = get_global_id(0), acc = 0;
  if (i >= n) return;
  for (int k = 0; k < n; k++) { if (k == 7) continue; if (acc > 1000) break; acc += classify(a[k]) * k; }
  int j = n; do { acc ^= j; j >>= 1; } while (j);
again:
  acc++;
  if (acc & 3) goto again;
  a[i] = acc + (int)wide(a[i]) + narrow((uchar)acc) + (acc > 3 && n < 7 ? 1 : 2);
}
kernel __attribute__((reqd_work_group_size(8, 4, 2))) void sized(global int *a) { a[get_global_linear_id()] = get_local_linear_id(); }
kernel __attribute__((work_group_size_hint(16, 1, 1))) __attribute__((vec_type_hint(float4))) void hinted(global int *a) { a[0] = 1; }
kernel void ids(global ulong *a, uint d) {
  a[0] = get_global_id(0) + get_global_id(1) + get_global_id(d) + get_local_id(2) + get_group_id(0) + get_global_size(1);
  a[1] = get_local_size(0) + get_enqueued_local_size(1) + get_num_groups(2) + get_work_dim() + get_global_offset(0);
}
kernel void unrolled(global int *a) {
  __attribute__((opencl_unroll_hint(4))) for (int k = 0; k < 64; k++) a[k] += k;
}
