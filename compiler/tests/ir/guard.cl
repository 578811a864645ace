// stage: work-group
// Only the first work-items add: the loop over the work-items ends with them, and one of the others stands for all.
kernel void k(global const float *in, global float *out, local float *l) {
  uint j = get_local_id(0);
  l[j] = in[get_global_id(0)];
  for (uint s = get_local_size(0) / 2; s; s >>= 1) {
    barrier(CLK_LOCAL_MEM_FENCE);
    if (j < s)
      l[j] += l[j + s];
  }
  if (j == 0)
    out[get_group_id(0)] = l[0];
}
