// stage: work-group
// features: +avx2,+fast-gather
// Members of structures anywhere are gathered and scattered two at a time, a third on its own.
typedef struct { float x, y, z; int kind; } P;
kernel void k(global P *p, global const int *places) {
  size_t i = get_global_id(0);
  global P *q = p + places[i];
  q->x += q->y + q->z;
}
