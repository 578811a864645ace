// stage: work-group
// Lane 0 may not run: `me - s` is extended before it is subtracted.
kernel void k(global uint *out, global const uint *in, uint s) {
  uint me = get_local_id(0);
  out[get_global_id(0)] = me >= s ? in[me - s] : 0;
}
