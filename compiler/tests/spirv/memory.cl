// Address spaces, structures, arrays, vector loads, program-scope data, generic pointers, copies.
typedef struct { int a; float4 b; char c[5]; struct { short x, y; } d[2]; } Big;
typedef struct __attribute__((packed)) { char a; int b; } Packed;
constant int table[4] = {1, 2, 3, 4};
constant Big preset = {1, (float4)(1, 2, 3, 4), "abcd", {{5, 6}, {7, 8}}};
global int counter = 5;
global int *global cursor = &counter;
global int zeroed[16];
typedef struct Node { global struct Node *next; int value; } Node;
float sum(const float *p, int n) { float s = 0; for (int i = 0; i < n; i++) s += p[i]; return s; }
kernel void structs(global Big *g, Big v, global Packed *p, global Node *list, global int *out) {
  size_t i = get_global_id(0);
  Big copy = g[i];
  copy.d[1].y += v.d[0].x + table[i & 3] + preset.c[i & 3];
  copy.b.zw = v.b.xy;
  g[i + 1] = copy; g[i] = v;
  p[i].b += p[i].a;
  int total = 0;
  for (global Node *n = list; n; n = n->next) total += n->value;
  out[i] = total + counter + *cursor + zeroed[i & 15];
}
kernel void pointers(global float *g, local float *l, constant float *c, int n) {
  size_t i = get_local_id(0);
  local float fixed[64];
  float mine[8];
  for (int k = 0; k < 8; k++) mine[k] = g[k] + c[k];
  l[i] = g[i]; fixed[i & 63] = c[i];
  barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
  g[i] = sum(g, n) + sum(l, n) + sum(mine, 8) + sum(fixed, 64);
  const float *any = n & 1 ? (const float *)g : (const float *)l;
  g[i + 1] = *any + (to_local(any) != 0) + (to_global(any) != 0);
}
kernel void vloads(global float *f, global char *c, global double *d, local int *l) {
  size_t i = get_global_id(0);
  float3 v = vload3(i, f); vstore3(v.zyx, i, f);
  char16 w = vload16(i, c); vstore16(w + (char16)(1), i, c);
  double2 x = vload2(i, d); vstore2(x.yx, i, d);
  int8 y = vload8(i, l); vstore8(y.s76543210, i, l);
  prefetch(f, 16);
}
kernel void shuffles(global int4 *a, global uint4 *m, global int8 *o, int k) {
  size_t i = get_global_id(0);
  o[i] = shuffle2(a[i], a[i + 1], (uint8)(7, 6, 5, 4, 3, 2, 1, 0));
  a[i] = shuffle(a[i], m[i]);
  int4 v = a[i]; v[k & 3] = k; a[i] = v; o[i].s3 = v[(k + 1) & 3];
}
