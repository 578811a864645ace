// stage: work-group
// features: +avx2
// Rows of a length that the program does not tell: what is gathered there is near if that is small, but not where something is scattered.
kernel void k(global const float *in, global float *out, ulong n) {
  size_t i = get_global_id(0);
  out[i * n] = in[i * n] + 1;
}
