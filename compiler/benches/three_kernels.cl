#define N 16
float4 mix3(float4 a, float4 b, float t) { return a + (b - a) * t; }
float smooth(float x) { float t = clamp(x, 0.0f, 1.0f); return t * t * (3.0f - 2.0f * t); }
float hash(uint x) { x ^= x >> 16; x *= 0x7feb352dU; x ^= x >> 15; x *= 0x846ca68bU; x ^= x >> 16; return (float)x / 4294967296.0f; }
float noise(float2 p) {
  int2 i = convert_int2(floor(p)); float2 f = p - floor(p);
  float a = hash(i.x + 57 * i.y), b = hash(i.x + 1 + 57 * i.y), c = hash(i.x + 57 * (i.y + 1)), d = hash(i.x + 1 + 57 * (i.y + 1));
  float u = smooth(f.x), v = smooth(f.y);
  return (a * (1 - u) + b * u) * (1 - v) + (c * (1 - u) + d * u) * v;
}
kernel void gemm(global const float *a, global const float *b, global float *c, int n) {
  local float ta[N][N], tb[N][N];
  int gx = get_global_id(0), gy = get_global_id(1), lx = get_local_id(0), ly = get_local_id(1);
  float sum = 0;
  for (int k = 0; k < n; k += N) {
    ta[ly][lx] = a[gy * n + k + lx]; tb[ly][lx] = b[(k + ly) * n + gx];
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int i = 0; i < N; ++i) sum = mad(ta[ly][i], tb[i][lx], sum);
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  c[gy * n + gx] = sum;
}
kernel void image(global float4 *out, int w, int h, float time) {
  int x = get_global_id(0), y = get_global_id(1);
  if (x >= w || y >= h) return;
  float2 p = (float2)(x, y) / (float2)(w, h) * 8.0f;
  float v = 0, amp = 0.5f;
  for (int o = 0; o < 5; ++o) { v += amp * noise(p + time); p *= 2.0f; amp *= 0.5f; }
  float4 c = mix3((float4)(0.1f, 0.2f, 0.4f, 1), (float4)(1, 0.9f, 0.7f, 1), v);
  float r = native_sqrt(p.x * p.x + p.y * p.y);
  c *= 1.0f / (1.0f + r * 0.01f);
  out[y * w + x] = c;
}
kernel void reduce(global const float *in, global float *out, local float *l, uint n) {
  uint t = get_local_id(0), s = get_local_size(0);
  float v = 0; for (uint i = get_global_id(0); i < n; i += get_global_size(0)) v += in[i];
  l[t] = v; barrier(CLK_LOCAL_MEM_FENCE);
  for (uint k = s / 2; k > 0; k >>= 1) { if (t < k) l[t] += l[t + k]; barrier(CLK_LOCAL_MEM_FENCE); }
  if (t == 0) out[get_group_id(0)] = l[0];
}
