// stage: work-group
// features: +avx2
// Not at the edges: what all lanes do has no masks.
kernel void k(global const uchar *in, global uchar *out, int n) {
  int x = get_global_id(0);
  if (x == 0 || x == n - 1) return;
  out[x] = in[x - 1] ^ in[x + 1];
}
