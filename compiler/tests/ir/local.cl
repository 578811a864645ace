// stage: lowered
// Each kernel has its own layout; a helper that is given a local pointer is inlined.
int first(local const int *p) { return p[0]; }
kernel void one(global int *out) {
    local char flag;
    local int table[4];
    flag = 1;
    table[2] = out[0];
    barrier(CLK_LOCAL_MEM_FENCE);
    out[0] = table[1] + flag + first(table);
}
kernel void two(global float4 *out) {
    local float4 only;
    only = out[0];
    barrier(CLK_LOCAL_MEM_FENCE);
    out[1] = only;
}
