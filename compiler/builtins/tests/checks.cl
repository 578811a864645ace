// Checks in OpenCL C of what is not element by element: vector memory, shuffles, geometric and common functions,
// atomics. Each `check_` answers whether something is wrong.
#pragma OPENCL EXTENSION cl_khr_fp16 : enable

#define GLOBAL(p) ((__global void *)(ulong)(p))
#define LOCAL(p) ((__local void *)(ulong)(p))

// ---- vload and vstore: the elements of the place, and no others.

#define VECTOR_MEMORY(N, T)                                                                             \
    {                                                                                                   \
        T memory[64];                                                                                   \
        for (int i = 0; i < 64; i++) memory[i] = (T)(i + 1);                                            \
        T##N v = vload##N(1, (__global T *)GLOBAL(memory + 1));                                         \
        for (int i = 0; i < N; i++) bad |= ((T *)&v)[i] != (T)(i + N + 2);                              \
        vstore##N(v, 0, (__local T *)LOCAL(memory + 3));                                                \
        for (int i = 0; i < 64; i++) bad |= memory[i] != (i >= 3 && i < 3 + N ? (T)(i - 3 + N + 2) : (T)(i + 1)); \
        vstore##N(v, 1, memory);                                                                        \
        bad |= memory[N] != (T)(N + 2) || memory[2 * N - 1] != (T)(2 * N + 1);                          \
    }
#define VECTOR_MEMORY_TYPE(T)                                                                           \
    VECTOR_MEMORY(2, T) VECTOR_MEMORY(3, T) VECTOR_MEMORY(4, T) VECTOR_MEMORY(8, T) VECTOR_MEMORY(16, T)
bool check_vector_memory(void) {
    bool bad = false;
    VECTOR_MEMORY_TYPE(char) VECTOR_MEMORY_TYPE(uchar) VECTOR_MEMORY_TYPE(short) VECTOR_MEMORY_TYPE(ushort)
    VECTOR_MEMORY_TYPE(int) VECTOR_MEMORY_TYPE(uint) VECTOR_MEMORY_TYPE(long) VECTOR_MEMORY_TYPE(ulong)
    VECTOR_MEMORY_TYPE(half) VECTOR_MEMORY_TYPE(float) VECTOR_MEMORY_TYPE(double)
    return bad;
}

bool check_half_memory(void) {
    half memory[64];
    for (int i = 0; i < 64; i++) memory[i] = (half)i;
    bool bad = vload_half(5, memory) != 5.0f;
    float3 three = vload_half3(2, memory), aligned = vloada_half3(2, memory);
    bad |= three.x != 6.0f || three.z != 8.0f || aligned.x != 8.0f || aligned.z != 10.0f;
    float16 all = vloada_half16(1, memory);
    bad |= all.s0 != 16.0f || all.sf != 31.0f;
    vstorea_half3((float3)(100.0f, 101.0f, 102.0f), 1, memory);
    bad |= memory[4] != 100 || memory[6] != 102 || memory[7] != 7;
    vstore_half3((double3)(100.0, 101.0, 102.0), 3, memory);
    bad |= memory[9] != 100 || memory[11] != 102 || memory[12] != 12;
    // 2049 lies between the halves 2048 and 2050.
    vstore_half_rtz(2049.0f, 0, memory);
    vstore_half_rtp(2049.0f, 1, memory);
    vstore_half_rtn(-2049.0f, 2, memory);
    vstore_half_rte(2051.0f, 3, memory);
    bad |= memory[0] != 2048 || memory[1] != 2050 || memory[2] != -2050 || memory[3] != 2052;
    // Just above a midpoint of halves: rounding to float on the way would lose it.
    vstore_half(2049.0000000001, 0, memory);
    bad |= memory[0] != 2050;
    vstore_half(65519.99999999, 0, memory);
    vstore_half(65520.0, 1, memory);
    vstore_half_rtz(1e300, 2, memory);
    return bad || memory[0] != 65504 || memory[1] != (half)INFINITY || memory[2] != 65504;
}

bool check_shuffle(void) {
    int4 x = (int4)(10, 11, 12, 13), y = (int4)(20, 21, 22, 23);
    int8 a = shuffle(x, (uint8)(3, 2, 1, 0, 4, 5, 6, 7));
    int4 b = shuffle2(x, y, (uint4)(0, 4, 7, 11));
    uchar16 c = (uchar16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    uchar2 d = shuffle(c, (uchar2)(15, 33)), e = shuffle2(c, c + (uchar)100, (uchar2)(31, 32));
    double2 f = shuffle2((double2)(1, 2), (double2)(3, 4), (ulong2)(3, 1));
    return any(a != (int8)(13, 12, 11, 10, 10, 11, 12, 13)) || any(b != (int4)(10, 20, 23, 13)) || d.x != 15 || d.y != 1 ||
           e.x != 115 || e.y != 0 || f.x != 4 || f.y != 2;
}

// Whether x is far from y.
static bool far(double x, double y) { return fabs(x - y) > 1e-5 * fabs(y); }

bool check_geometric(void) {
    bool bad = far(dot((float3)(1, 2, 3), (float3)(4, 5, 6)), 32) || far(dot((double4)(1, 2, 3, 4), (double4)(4, 5, 6, 7)), 60);
    float4 c = cross((float4)(1, 2, 3, 9), (float4)(4, 5, 6, 9));
    bad |= c.x != -3 || c.y != 6 || c.z != -3 || c.w != 0;
    bad |= far(length((float2)(3e30f, 4e30f)), 5e30f) || far(length((float2)(3e-40f, 4e-40f)), 5e-40f);
    bad |= far(length((double2)(3e300, 4e300)), 5e300) || far(length((double3)(3e-300, 0, 4e-300)), 5e-300);
    bad |= far(distance((half2)(3, 0), (half2)(0, 4)), 5) || !isinf(length((double2)(INFINITY, 1)));
    float3 n = normalize((float3)(3e30f, 0, 4e30f));
    double3 d = normalize((double3)(0, -3e-310, 4e-310));
    float2 i = normalize((float2)(INFINITY, 1));
    bad |= far(n.x, 0.6) || n.y != 0 || far(n.z, 0.8) || d.x != 0 || fabs(d.y + 0.6) > 1e-6 || i.x != 1 || i.y != 0;
    bad |= any(normalize((float4)0) != (float4)0) || normalize(-5.0f) != -1.0f || !any(isnan(normalize((float2)(NAN, 1))));
    return bad || far(fast_length((float3)(2, 3, 6)), 7) || fabs(fast_normalize((float2)(0, -7)).y + 1) > 1e-3;
}

bool check_common(void) {
    bool bad = clamp(5.0f, 0.0f, 1.0f) != 1.0f || clamp(-5.0, 0.0, 1.0) != 0.0 || mix(1.0f, 3.0f, 0.25f) != 1.5f;
    bad |= step(0.5f, 0.25f) != 0.0f || step(0.5, 0.5) != 1.0 || smoothstep(0.0f, 2.0f, 1.0f) != 0.5f;
    bad |= sign(-3.0f) != -1.0f || sign(0.0) != 0.0 || !signbit(sign(-0.0f)) || sign((float)NAN) != 0.0f;
    return bad || far(degrees(3.14159265f), 180) || far(radians(180.0), 3.14159265358979) || max(1.0f, 2.0f) != 2.0f;
}

bool check_relational(void) {
    bool bad = isequal(1.0f, 1.0f) != 1 || isless((float2)(1, 3), (float2)(2, 2)).x != -1 || isnan((float)NAN) != 1;
    bad |= isunordered((double2)(NAN, 1), (double2)1).x != -1 || isordered(1.0, (double)NAN) != 0 || isinf(-(float)INFINITY) != 1;
    bad |= isnormal(1e-40f) != 0 || isnormal(1.0f) != 1 || isfinite((double)INFINITY) != 0 || signbit((half)-0.0h) != 1;
    bad |= any((int3)(0, -1, 0)) != 1 || any((int3)(1, 1, 1)) != 0 || all((char16)-1) != 1 || all((long2)(-1, 0)) != 0;
    bad |= bitselect(0x0fu, 0xf0u, 0x3cu) != 0x33u || bitselect(1.0f, -1.0f, -0.0f) != -1.0f;
    int2 s = select((int2)(1, 2), (int2)(3, 4), (int2)(-1, 1));
    return bad || s.x != 3 || s.y != 2 || select(1.0, 2.0, 1l) != 2.0 || select((char)1, (char)2, (uchar)0) != 1;
}

// ---- Atomics on one thread: values and results.

#define FETCH(T, name, start, operand, after)                                                           \
    {                                                                                                   \
        T memory = start;                                                                               \
        bad |= atomic_fetch_##name((volatile __generic atomic_##T *)(__generic T *)&memory, (T)(operand)) != (T)(start); \
        bad |= memory != (T)(after);                                                                    \
        memory = start;                                                                                 \
        bad |= atomic_fetch_##name##_explicit((volatile __global atomic_##T *)GLOBAL(&memory), (T)(operand), \
                                              memory_order_relaxed, memory_scope_work_group) != (T)(start); \
        bad |= memory != (T)(after);                                                                    \
    }
#define FETCHES(T)                                                                                      \
    FETCH(T, add, 7, 5, 12) FETCH(T, sub, 7, 5, 2) FETCH(T, or, 6, 3, 7) FETCH(T, xor, 6, 3, 5) FETCH(T, and, 6, 3, 2) \
    FETCH(T, min, 7, 5, 5) FETCH(T, max, 7, 5, 7) FETCH(T, min, -1, 1, (T)-1 < 0 ? -1 : 1) FETCH(T, max, -1, 1, (T)-1 < 0 ? 1 : -1)
#define EXCHANGES(T)                                                                                    \
    {                                                                                                   \
        T memory = 3, expected = 4;                                                                     \
        volatile __local atomic_##T *p = (volatile __local atomic_##T *)LOCAL(&memory);                 \
        bad |= atomic_load(p) != 3 || atomic_exchange(p, (T)5) != 3 || memory != 5;                     \
        bad |= atomic_compare_exchange_strong(p, &expected, (T)9) || expected != 5 || memory != 5;      \
        bad |= !atomic_compare_exchange_weak_explicit(p, &expected, (T)9, memory_order_acq_rel, memory_order_relaxed); \
        atomic_store_explicit(p, (T)(memory + 1), memory_order_release);                                \
        bad |= memory != 10 || atomic_load_explicit(p, memory_order_acquire, memory_scope_device) != 10; \
    }
bool check_atomics(void) {
    bool bad = false;
    FETCHES(int) FETCHES(uint) FETCHES(long) FETCHES(ulong)
    EXCHANGES(int) EXCHANGES(uint) EXCHANGES(long) EXCHANGES(ulong) EXCHANGES(float) EXCHANGES(double)
    FETCH(float, add, 1.5f, 2.0f, 3.5f) FETCH(double, min, 1.5, -2.0, -2.0) FETCH(float, max, 1.5f, 2.0f, 2.0f)
    int flag = 0;
    volatile __global atomic_flag *f = (volatile __global atomic_flag *)GLOBAL(&flag);
    bad |= atomic_flag_test_and_set(f) || !atomic_flag_test_and_set(f);
    atomic_flag_clear(f);
    return bad || flag != 0;
}
bool check_legacy_atomics(void) {
    int memory = 10;
    volatile __global int *p = (volatile __global int *)GLOBAL(&memory);
    bool bad = atomic_add(p, 2) != 10 || atomic_sub(p, 1) != 12 || atomic_inc(p) != 11 || atomic_dec(p) != 12;
    bad |= atomic_min(p, -3) != 11 || atomic_max(p, 8) != -3 || atomic_and(p, 12) != 8 || atomic_or(p, 3) != 8;
    bad |= atomic_xor(p, 1) != 11 || atomic_xchg(p, 5) != 10 || atomic_cmpxchg(p, 4, 9) != 5 || atomic_cmpxchg(p, 5, 9) != 5;
    ulong wide = ~0ul;
    volatile __local ulong *q = (volatile __local ulong *)LOCAL(&wide);
    bad |= atom_min(q, 5ul) != ~0ul || atom_inc(q) != 5 || atom_cmpxchg(q, 6ul, 1ul << 40) != 6 || wide != 1ul << 40;
    float real = 1.5f;
    return bad || memory != 9 || atomic_xchg((volatile __local float *)LOCAL(&real), -2.0f) != 1.5f || real != -2.0f;
}

// ---- Math functions with several results, and those that answer integers or neighbours.

bool check_parts(void) {
    int e, q;
    bool bad = frexp(8.0f, &e) != 0.5f || e != 4;
    bad |= frexp(0x1.8p-148f, &e) != 0.75f || e != -147 || frexp(-0x1p-1074, &e) != -0.5 || e != -1073;
    bad |= frexp((half)3.0h, &e) != 0.75h || e != 2 || !isinf(frexp((float)INFINITY, &e)) || e != 0;
    float whole;
    double wide;
    bad |= modf(-2.5f, &whole) != -0.5f || whole != -2.0f || !signbit(modf(-3.0f, &whole)) || whole != -3.0f;
    bad |= modf((double)-INFINITY, &wide) != 0.0 || wide != -(double)INFINITY || !signbit(modf((double)-INFINITY, &wide));
    bad |= fract(-1e-20f, &whole) != 0x1.fffffep-1f || whole != -1.0f || fract(2.75f, &whole) != 0.75f || whole != 2.0f;
    bad |= !isnan(fract((float)NAN, &whole)) || !isnan(whole);
    bad |= remquo(10.0f, 3.0f, &q) != 1.0f || q != 3 || remquo(11.0, 3.0, &q) != -1.0 || q != 4;
    bad |= remquo(-10.0f, 3.0f, &q) != -1.0f || q != -3 || remquo(5.0, 2.0, &q) != 1.0 || q != 2;
    bad |= remquo(7.0, -2.0, &q) != -1.0 || q != -4 || !isnan(remquo(1.0f, 0.0f, &q)) || q != 0;
    // The low bits of a quotient that a double does not hold.
    bad |= remquo(0x1p100, 3.0, &q) != 1.0 || (q & 127) != (int)(0x5555555555555555ul & 127);
    bad |= lgamma_r(-0.5f, &e) < 1.26f || e != -1 || lgamma_r(-1.5, &e) < 0.86 || e != 1;
    double cosine, sine = sincos(1e22, &cosine);
    return bad || sine != sin(1e22) || cosine != cos(1e22) || sincos(-1e30f, &whole) != sin(-1e30f) || whole != cos(-1e30f);
}

bool check_neighbours(void) {
    bool bad = nextafter(1.0f, 2.0f) != 0x1.000002p0f || nextafter(0.0f, -1.0f) != -0x1p-149f || nextafter(0x1p-149f, 0.0f) != 0.0f;
    bad |= nextafter(-1.0, 0.0) != -0x1.fffffffffffffp-1 || nextafter(1.0h, (half)INFINITY) != 0x1.004p0h;
    bad |= nextafter(0x1.fffffep127f, (float)INFINITY) != (float)INFINITY || !isnan(nextafter(1.0f, (float)NAN));
    bad |= ilogb(0.1f) != -4 || ilogb(0.0) != FP_ILOGB0 || ilogb((float)NAN) != FP_ILOGBNAN || ilogb((half)INFINITY) != INT_MAX;
    bad |= ilogb(0x1p-149f) != -149 || ilogb(0x1p-1074) != -1074 || ilogb(0x1p-24h) != -24 || logb(0.0f) != -(float)INFINITY;
    bad |= as_uint(nan(5u)) != 0x7fc00005 || as_ulong(nan(5ul)) != 0x7ff8000000000005 || as_ushort(nan((ushort)5)) != 0x7e05;
    bad |= fdim(3.0f, 5.0f) != 0.0f || fdim(5.0, 3.0) != 2.0 || fmax(1.0f, (float)NAN) != 1.0f || fmin((half)NAN, 2.0h) != 2.0h;
    bad |= atan2pi(1.0f, -0.0f) != 0.5f || atan2pi(-1.0, 0.0) != -0.5 || atan2pi(1.0f, 1.0f) != 0.25f || atanpi((float)INFINITY) != 0.5f;
    return bad || fma(0x1.004p0h, 0x1.004p0h, -0x1.008p0h) != 0x1p-20h || round(-2.5f) != -3.0f || rint(2.5) != 2.0;
}

bool check_native(void) {
    bool bad = far(native_exp(1.0f), 2.7182818) || far(native_log(10.0f), 2.302585) || far(native_sin(1.0f), 0.8414710) ||
               far(native_cos(4.0f), -0.6536436) || far(native_tan(1.0f), 1.5574077) || far(native_powr(2.0f, 10.0f), 1024) ||
               far(native_rsqrt(4.0f), 0.5) || far(native_recip(8.0f), 0.125) || far(native_divide(1.0f, 3.0f), 0.333333343) ||
               far(native_exp2(-3.5f), 0.0883883476) || far(native_exp10(2.0f), 100) || far(native_log2(0.125f), -3) ||
               far(native_log10(1000.0f), 3) || native_exp(-200.0f) != 0.0f || native_exp2(200.0f) != (float)INFINITY;
    return bad || native_log2(0.0f) != -(float)INFINITY || far(half_sin(1.0f), 0.8414710) || log10(1000.0) != 3.0 || log2(8.0f) != 3.0f;
}
