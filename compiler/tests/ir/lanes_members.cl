// stage: work-group
// Members of a structure are read and written together, and sorted in registers.
typedef struct { float x, y, z; int kind; } P;
kernel void k(global P *p, float s) {
  size_t i = get_global_id(0);
  p[i].x *= s;
  p[i].y *= s;
  p[i].z *= s;
  p[i].kind += 1;
}
