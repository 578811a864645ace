// stage: inlined
// Functions become part of their kernels, `noinline` ones stay if they need nothing of the launch.
__attribute__((noinline)) int pure(int x) { return x * x + 1; }
__attribute__((noinline)) int bound(int x) { return x + (int)get_group_id(0); }
int plain(int x) { return x - 3; }
kernel void all(global int *out) { out[0] = pure(out[1]) + bound(out[2]) + plain(out[3]); }
