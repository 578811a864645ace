// stage: work-group
// Every third element: blocks under masks, nothing between them is read or written.
kernel void k(global float *p) {
  size_t i = get_global_id(0);
  p[3 * i] = p[3 * i + 1];
}
