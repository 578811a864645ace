// stage: work-group
// What a loop adds up between barriers has one place, and is left there where it only passes through.
kernel void k(global float *out, global const float *in, local float *tile, uint n) {
  uint i = get_local_id(0);
  float sum = 0;
  for (uint t = 0; t < n; t++) {
    tile[i] = in[t * 64 + i];
    barrier(CLK_LOCAL_MEM_FENCE);
    for (uint j = 0; j < n; j++) sum += tile[j] * i;
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  out[i] = sum;
}
