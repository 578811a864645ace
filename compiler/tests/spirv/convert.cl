// Conversions with and without rounding and saturation, reinterpretation, half.
#pragma OPENCL EXTENSION cl_khr_fp16 : enable
kernel void convert(global float *f, global int *i, global double *d, global long *l, global uchar *c, global float4 *v, global int4 *w) {
  size_t g = get_global_id(0);
  i[g] = convert_int_sat(f[g]) + convert_int_rte(f[g]) + (int)d[g] + (int)l[g];
  f[g] = convert_float_rtz(i[g]) + (float)d[g] + (float)l[g] + (float)c[g];
  d[g] = (double)f[g] + (double)i[g] + convert_double_rtp(l[g]);
  l[g] = (long)i[g] + (long)c[g] + convert_long_sat_rtn(d[g]) + (ulong)f[g];
  c[g] = convert_uchar_sat(i[g]) + convert_uchar_sat_rte(f[g]) + (uchar)i[g];
  v[g] = convert_float4(w[g]) + as_float4(w[g]);
  w[g] = convert_int4_rtp(v[g]) + convert_int4_sat(v[g]) + as_int4(v[g]);
}
kernel void halves(global half *h, global float *f, global half4 *h4) {
  size_t g = get_global_id(0);
  h[g] = h[g] * (half)2 + (half)f[g];
  f[g] += vload_half(g, h) + vload_half4(g, h).x + vloada_half4(g, h).y;
  vstore_half(f[g], g, h); vstore_half_rte(f[g], g + 1, h); vstore_half4((float4)(f[g]), g, h);
  vstorea_half4_rtz((float4)(f[g]), g, h);
  h4[g] = h4[g] + sqrt(h4[g]);
}
