// stage: work-group
// One atomic for all lanes; on local memory none.
kernel void k(global const int *in, global int *sum, local int *l) {
  int value = in[get_global_id(0)];
  atomic_add(sum, value);
  atomic_max(l, value);
}
