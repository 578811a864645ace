// stage: work-group
// Each iteration reads another row: a few lines of it at once.
kernel void k(global const float *in, global float *out, uint rows, uint columns) {
  size_t i = get_global_id(0);
  float sum = 0;
  for (uint row = 0; row < rows; row++)
    sum += in[row * (size_t)columns + i];
  out[i] = sum;
}
