// stage: work-group
// A release fence gives the write behind it a meaning.
kernel void k(global int *data, global int *least) {
  data[get_global_id(0)] = 1;
  mem_fence(CLK_GLOBAL_MEM_FENCE);
  atomic_min(least, 0);
}
