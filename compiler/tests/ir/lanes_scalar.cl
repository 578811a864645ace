// stage: work-group
// A byte table: each work-item on its own is faster.
kernel void k(global const uchar *in, global uchar *out, global const uchar *table) {
  size_t i = get_global_id(0);
  out[i] = table[in[i]] ^ table[in[i] ^ 0x5a];
}
