// stage: work-group
// All lanes go on until the end is near: a loop without masks for several vectors at once comes first.
kernel void k(global const float *in, global float *out, uint n) {
  float sum = 0;
  for (size_t i = get_global_id(0); i < n; i += get_global_size(0))
    sum += in[i];
  out[get_global_id(0)] = sum;
}
