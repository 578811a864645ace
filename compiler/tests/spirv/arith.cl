// Integer and floating-point arithmetic, shifts, comparisons and selection on scalars and vectors.
kernel void integers(global int *a, global uint *b, global long4 *c, global char *d, global ushort2 *e) {
  size_t i = get_global_id(0);
  int x = a[i], y = a[i + 1];
  a[i] = x / y + x % y - x * 7 + (x << (y & 31)) + (x >> 3) + ~y + -x;
  uint u = b[i];
  b[i] = u / 3u + u % 5u + (u >> 2) + (u < 4u ? 1u : u) + (x > y) + (x == y);
  c[i] = c[i] * (long4)(2) + (c[i] >> 1) - (c[i] < (long4)(5));
  d[i] = (char)(d[i] * d[i + 1] + (d[i] > 3));
  e[i] = e[i] + (ushort2)(7, 9) ^ e[i + 1] & (ushort2)(0xff) | e[i];
}
kernel void floats(global float *a, global double2 *b, global float4 *c, int n) {
  size_t i = get_global_id(0);
  float x = a[i];
  a[i] = x * 2.0f + 1.0f / x - x + -x;
  b[i] = b[i] * b[i] / (double2)(3.0) - b[i];
  c[i] = c[i] * x + (c[i] < (float4)(1.0f) ? c[i] : (float4)(x));
  if (x <= 1.0f || x != x) a[i] += n;
}
kernel void bits(global uint *a, global ulong *b, global uchar4 *c) {
  size_t i = get_global_id(0);
  a[i] = popcount(a[i]) + clz(a[i]) + ctz(a[i]) + rotate(a[i], 5u) + mul_hi(a[i], 77u);
  b[i] = add_sat(b[i], 3ul) + hadd(b[i], 5ul) + abs_diff(b[i], 9ul) + mad_sat(b[i], 2ul, 3ul);
  c[i] = max(c[i], (uchar4)(3)) + min(c[i], (uchar4)(9)) + clamp(c[i], (uchar4)(1), (uchar4)(5)) + abs(as_char4(c[i]));
}
kernel void signed_builtins(global int *a, global short *b, global int4 *c) {
  size_t i = get_global_id(0);
  a[i] = max(a[i], 3) + mul24(a[i], 7) + mad24(a[i], 2, 5) + mad_hi(a[i], 3, 4) + sub_sat(a[i], 9);
  b[i] = upsample((char)a[i], (uchar)3) + rhadd(b[i], (short)1);
  c[i] = bitselect(c[i], (int4)(3), (int4)(5)) + select(c[i], (int4)(1), c[i] > 2) + any(c[i]) + all(c[i] > 0);
}
