
// Section SALT.
float smooth_N(float x) {
    float t = clamp(x, 0.0f, 1.0f);
    return t * t * (3.0f - 2.0f * t);
}

uint mix_N(uint x) {
    x ^= x >> 16;
    x *= 0x7feb352dU + SALT;
    x ^= x >> 15;
    return x * 0x846ca68bU;
}

float noise_N(float2 p) {
    int2 i = convert_int2(floor(p));
    float2 f = p - floor(p);
    float a = mix_N(i.x + 57 * i.y) * 0x1p-32f;
    float b = mix_N(i.x + 1 + 57 * i.y) * 0x1p-32f;
    float c = mix_N(i.x + 57 * (i.y + 1)) * 0x1p-32f;
    float d = mix_N(i.x + 1 + 57 * (i.y + 1)) * 0x1p-32f;
    return mix(mix(a, b, smooth_N(f.x)), mix(c, d, smooth_N(f.x)), smooth_N(f.y));
}

kernel void gemm_N(global const float *a, global const float *b, global float *c, int n) {
    local float ta[16][16], tb[16][16];
    int gx = get_global_id(0), gy = get_global_id(1);
    int lx = get_local_id(0), ly = get_local_id(1);
    float sum = SALT;
    for (int k = 0; k < n; k += 16) {
        ta[ly][lx] = a[gy * n + k + lx];
        tb[ly][lx] = b[(k + ly) * n + gx];
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int i = 0; i < 16; ++i)
            sum = mad(ta[ly][i], tb[i][lx], sum);
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    c[gy * n + gx] = sum;
}

kernel void picture_N(global float4 *out, int w, int h, float time) {
    int x = get_global_id(0), y = get_global_id(1);
    if (x >= w || y >= h)
        return;
    float2 p = (float2)(x, y) / (float2)(w, h) * 8.0f;
    float v = 0, amplitude = 0.5f;
    for (int octave = 0; octave < 5; ++octave) {
        v += amplitude * noise_N(p + time);
        p *= 2.0f;
        amplitude *= 0.5f;
    }
    float4 colour = mix((float4)(0.1f, 0.2f, 0.4f, 1), (float4)(1, 0.9f, 0.7f, 1), v);
    out[y * w + x] = colour / (1.0f + length(p) * 0.01f);
}

kernel void reduce_N(global const float *in, global float *out, local float *l, uint n) {
    uint j = get_local_id(0), size = get_local_size(0);
    float sum = 0;
    for (uint i = get_global_id(0); i < n; i += get_global_size(0))
        sum += in[i] * SALT;
    l[j] = sum;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (uint s = size / 2; s > 0; s >>= 1) {
        if (j < s)
            l[j] += l[j + s];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (j == 0)
        out[get_group_id(0)] = l[0];
}

kernel void price_N(global const float *spot, global float *call, float strike, float years) {
    size_t i = get_global_id(0);
    float rate = 0.02f, volatility = 0.3f + SALT * 0.001f, root = sqrt(years);
    float d1 = (log(spot[i] / strike) + (rate + 0.5f * volatility * volatility) * years) / (volatility * root);
    float d2 = d1 - volatility * root;
    float n1 = 0.5f * erfc(-d1 * M_SQRT1_2_F), n2 = 0.5f * erfc(-d2 * M_SQRT1_2_F);
    call[i] = spot[i] * n1 - strike * exp(-rate * years) * n2;
}

kernel void march_N(global const uchar *cells, global int *steps, int w, int h) {
    int x = get_global_id(0), y = get_global_id(1), n = 0;
    while (x >= 0 && y >= 0 && x < w && y < h && n < 1000) {
        switch (cells[y * w + x] & 3) {
        case 0: ++x; break;
        case 1: ++y; break;
        case 2: x -= 1 + SALT % 3; break;
        default: --y;
        }
        ++n;
    }
    steps[get_global_id(1) * w + get_global_id(0)] = n;
}
