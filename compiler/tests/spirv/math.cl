// One call of each family of mathematical, geometric and common functions.
kernel void scalars(global float *a, global int *n) {
  size_t i = get_global_id(0);
  float x = a[i], y, z = a[i + 1]; int e;
  x += sin(x) + cospi(x) + atan2(x, z) + pow(x, z) + pown(x, n[i]) + rootn(x, 3) + ldexp(x, n[i]) + fma(x, z, x) + mad(x, z, x);
  x += fract(x, &y) + y; x += frexp(x, &e) + e; x += modf(x, &y) + y; x += sincos(x, &y) + y;
  x += remquo(x, z, &e) + e; x += lgamma_r(x, &e) + e; x += ilogb(x) + nan((uint)e) + hypot(x, z);
  x += native_exp(x) + half_log(x) + native_divide(x, z) + half_powr(x, z) + rsqrt(x) + tgamma(x) + erf(x);
  x += clamp(x, 0.0f, 1.0f) + mix(x, z, 0.5f) + step(x, z) + smoothstep(0.0f, 1.0f, x) + sign(x) + degrees(x) + max(x, z) + min(x, z);
  x += fmax(x, z) + fmin(x, 0.5f) + copysign(x, z) + nextafter(x, z) + fdim(x, z) + maxmag(x, z) + rint(x) + round(x) + trunc(x) + logb(x);
  x += isnan(x) + isinf(x) + isfinite(x) + isnormal(x) + signbit(x) + isordered(x, z) + isunordered(x, z) + islessgreater(x, z) + isequal(x, z) + isgreater(x, z);
  a[i] = x;
}
kernel void vectors(global float4 *a, global double2 *d, global int4 *n, global float *out) {
  size_t i = get_global_id(0);
  float4 x = a[i], y; int4 e;
  x += sin(x) + pow(x, x) + ldexp(x, n[i]) + fract(x, &y) + y + frexp(x, &e) + convert_float4(e) + fmax(x, 0.5f) + clamp(x, 0.0f, 1.0f) + fmax(x, a[i]) + clamp(x, a[i], x);
  x += ldexp(x, 3);
  d[i] += exp(d[i]) + fma(d[i], d[i], d[i]) + floor(d[i]);
  x += cross(x, a[i]) + normalize(x) + fast_normalize(x) + convert_float4(isnan(x)) + convert_float4(isless(x, a[i]));
  out[i] = dot(x, x) + length(x) + distance(x, a[i]) + fast_length(x) + fast_distance(x, a[i]);
  a[i] = x;
}
