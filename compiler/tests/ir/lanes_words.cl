// stage: work-group
// Bytes from anywhere: the words around them are gathered.
kernel void k(global uchar *out, global const uchar *table, global const ushort2 *pairs) {
  size_t i = get_global_id(0);
  ushort2 pair = pairs[out[i]];
  out[i] = table[out[i]] + pair.x + pair.y;
}
