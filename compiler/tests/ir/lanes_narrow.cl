// stage: work-group
// An index of 32 bits that may wrap: a block if it does not.
kernel void k(global float *out, global const float *in, uint n) {
  uint x = get_global_id(0), y = get_group_id(1);
  out[get_global_id(0)] = in[y * n + x];
}
