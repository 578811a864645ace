// stage: work-group
// Of what is not accessed nothing is read or written; what may be the same memory keeps its order.
typedef struct { float a, b, c, d, e, f, g, h; } P;
kernel void k(global const P *p, global float *r) {
  size_t i = get_global_id(0);
  float sum = p[i].b + p[i].c + p[i].d;
  r[i] = sum;
  r[i + 1] = p[i].a;
}
