// stage: work-group
// Neighbours have one quotient, but for those where a row begins: a block if it is so, lane by lane if not.
kernel void k(global float2 *out, global const float2 *in, uint n) {
  uint i = get_global_id(0);
  out[i] = in[i / n * 2 * n + i % n];
}
