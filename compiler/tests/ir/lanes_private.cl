// stage: work-group
// The lanes' elements stand side by side: the loop reads and writes blocks.
kernel void k(global const uint *in, global uint *out, uint n) {
  size_t i = get_global_id(0);
  uint a[16];
  for (uint j = 0; j < n; ++j)
    a[j & 15] = in[i] >> j;
  out[i] = a[in[i] & 15];
}
