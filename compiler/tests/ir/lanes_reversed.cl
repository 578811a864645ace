// stage: work-group
// LLVM writes the index as `n + ~i`; memory is read and written in blocks that are reversed, if no index wraps.
kernel void k(global const float *in, global float *out, uint n) {
  uint i = get_global_id(0);
  out[n - 1 - i] = in[i] - in[n - 2 - i];
}
