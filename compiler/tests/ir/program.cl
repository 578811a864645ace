// stage: lowered
// Variables and the constants tied to them go to the block; other constants stay.
global int counter = 7;
global int *constant tied = &counter;
constant int table[4] = {1, 2, 3, 4};
int bump(void) { return counter++; }
kernel void use(global int *out) { out[0] = bump() + *tied + table[out[1]]; }
