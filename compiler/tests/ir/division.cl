// stage: scalar
// Divisors are guarded unless they are constants that can't trap.
kernel void divide(global int *s, global uint *u, global short2 *v) {
    s[0] = s[1] / s[2];
    u[0] = u[1] % u[2];
    s[3] = s[4] / 10 + s[4] % -1;
    v[0] = v[1] / (short2)(v[2].x, 7);
}
