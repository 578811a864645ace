// stage: work-group
// features: +avx2
// Work-items that read on in memory of their own do so in rounds, several words at a time; the rest of the iterations one by one.
kernel void k(global const float *m, global const float *x, global float *y, int n) {
  int line = get_global_id(0);
  float sum = 0;
  for (int i = 0; i < n; ++i) sum += m[line * n + i] * x[i];
  y[line] = sum;
}
