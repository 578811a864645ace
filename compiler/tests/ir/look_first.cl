// stage: work-group
// Relaxed minima look first; what may be ordered by more than its value does not.
kernel void k(global const int *in, global int *least, global atomic_int *most) {
  int value = in[get_global_id(0)];
  atomic_min(least, value);
  atomic_fetch_max(most, value);
}
