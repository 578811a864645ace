// stage: work-group
// features: +avx2
// Products of vectors with the reciprocals of constants, and what corrects them; as many digits as the constant needs.
kernel void divide(global double *d, double by) {
    size_t i = get_global_id(0);
    double x = d[i];
    d[i] = x / 49 + x / 25 + x / 4 + x / by + x / 1e300 + by / 49;
}
