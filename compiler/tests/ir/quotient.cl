// stage: scalar
// Divisions of float by constants are products. Not those of double, nor those by what has no normal reciprocal.
kernel void divide(global float *s, global float2 *v, global double *d) {
    s[0] = s[1] / 49;
    s[2] = s[3] / 0x1p127f;
    s[4] = s[5] / s[6];
    v[0] = v[1] / (float2)(-3, 7);
    d[0] = d[1] / 49;
}
