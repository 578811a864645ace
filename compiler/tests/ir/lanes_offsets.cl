// stage: work-group
// features: +avx2
// Offsets of 32 bits from one address where they are known to be so small: of rows, in a loop that runs 64 times.
kernel void rows(global uint *out, global const uint *in) {
  global const uint *row = in + get_global_id(0) * 64;
  uint at = 0, sum = 0;
  for (uint n = 0; n < 64; ++n) {
    uint value = row[at];
    at += value & 1;
    sum += value;
  }
  out[get_global_id(0)] = sum;
}

// Each part of a vector.
kernel void parts(global float *out, global const uchar *index, global const float4 *in) {
  size_t i = get_global_id(0);
  float4 value = in[index[i]];
  out[i] = value.x + value.w;
}

// Not of any unsigned number, nor if the loop runs for as long as an argument says.
kernel void any(global uint *out, global const uint *index, global const uint *in, uint n) {
  size_t i = get_global_id(0);
  uint at = index[i], sum = in[at];
  at = 0;
  for (uint k = 0; k < n; ++k) {
    uint value = in[i * 64 + at];
    at += value & 1;
    sum += value;
  }
  out[i] = sum;
}

// Of rows whose length is an argument, if that is small.
kernel void long_rows(global float *out, global const float *in, ulong length) {
  size_t i = get_global_id(0);
  float sum = 0;
  for (size_t k = 0; k < length; ++k) sum += in[i * length + k];
  out[i] = sum;
}

// Not of what is scattered to: halves wait for less.
kernel void bins(global uint *out, global const uchar *in) {
  size_t i = get_global_id(0);
  uint bins[16];
  for (uint b = 0; b < 16; ++b) bins[b] = 0;
  for (uint k = 0; k < 64; ++k) ++bins[in[i + 1024 * k] >> 4];
  out[i] = bins[in[i] & 15];
}
