// stage: work-group
// The high half of a product from 32-bit parts; at the end there is the plain code for work-items left over.
kernel void k(global ulong *out) {
  size_t i = get_global_id(0);
  out[i] = mul_hi(out[i], 0xc4ceb9fe1a85ec53ul) >> 3;
}
