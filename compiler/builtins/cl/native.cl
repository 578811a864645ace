// native_* and half_* (OpenCL C §6.15.2). native_ has no limit of error and need not know infinities and denormals:
// each is good to some 20 bits on ordinary arguments. half_ allows 8192 ULP, but has the special cases. Where a program allows
// approximations, some stand for the functions themselves (compiler/src/pipeline/approximate.rs) and keep the limits of
// -cl-fast-relaxed-math.
#include "float.h"

// Declared by hand: once a name is defined here, clang no longer declares it.
FN float powr(float x, float y);
FN float rsqrt(float x);

// ---- Exponentials and logarithms.

// 2^x, for infinite x too.
INLINE float power_of_2(float x) {
    int n = 0;
    float r;
    if (HAS_AVX512) {
        r = __mirrorcl_avx512_fraction_f32(x);
    } else {
        x = bounded(x, -127.0f, 128.0f);
        r = x - nearest_integer(x, &n);
    }
    float p = 0x1.62e432p-1f + r * (0x1.ebf9aep-3f + r * (0x1.c6ae5ep-5f + r * (0x1.3cef5ap-7f + r * 0x1.5f7aeap-10f)));
    p = FMA(r, p, 1.0f);
    return HAS_AVX512 ? __mirrorcl_avx512_scale_f32(p, x - r) : p * as_float((n + 127) << 23);
}
// log2 of a normal number; 0 gives -infinity, negative numbers NaN.
INLINE float logarithm_of_2(float x) {
    float f, k;
    if (HAS_AVX512) {
        f = split(x, &k) - 1.0f;
    } else {
        int from_least = as_int(x) - as_int(0.75f);
        k = small_to_float(from_least >> 23);
        f = as_float(as_int(x) - (from_least & (int)0xff800000)) - 1.0f;
    }
    float f2 = f * f;
    float p = (-0x1.715490p-1f + f * 0x1.ec71b4p-2f) + f2 * (-0x1.713dfap-2f + f * 0x1.2715a8p-2f) +
              f2 * f2 * ((-0x1.f09222p-3f + f * 0x1.bb3066p-3f) + f2 * (-0x1.68d35ep-3f + f * 0x1.48f904p-4f));
    float y = FMA(f, FMA(f, p, LOG2_E), k);
    return HAS_AVX512 || x > 0.0f ? y : x == 0.0f ? -INFINITY : NAN;
}

#define LN2 0x1.62e430p-1f
#define LOG10_2 0x1.344136p-2f
#define LOG2_10 0x1.a934f0p+1f

FN float native_exp2(float x) { return power_of_2(x); }
FN float native_exp(float x) { return power_of_2(x * LOG2_E); }
FN float native_exp10(float x) { return power_of_2(x * LOG2_10); }
FN float native_log2(float x) { return logarithm_of_2(x); }
FN float native_log(float x) { return logarithm_of_2(x) * LN2; }
FN float native_log10(float x) { return logarithm_of_2(x) * LOG10_2; }
FN float native_powr(float x, float y) { return power_of_2(y * logarithm_of_2(x)); }

FN float half_exp(float x) { return power_of_2(x * LOG2_E); }
FN float half_exp2(float x) { return power_of_2(x); }
FN float half_exp10(float x) { return power_of_2(x * LOG2_10); }
INLINE float logarithm(float x, float of_2) { return x < INFINITY ? logarithm_of_2(x) * of_2 : x; }
FN float half_log(float x) { return logarithm(x, LN2); }
FN float half_log2(float x) { return logarithm(x, 1.0f); }
FN float half_log10(float x) { return logarithm(x, LOG10_2); }
FN float half_powr(float x, float y) {
    float p = power_of_2(y * logarithm_of_2(x));
    if (!((x > 0.0f) & (x < INFINITY) & (ABS(y) < INFINITY))) {
        p = powr(x, y);
    }
    return p;
}

// ---- Trigonometric functions: of |x| up to some thousands; half_ up to 2^20, for which pi needs a third part. §6.15.2 asks for
// 2^16, and for results within [-1, 1] beyond.

INLINE float within_limits(float x) { return ABS(x) < 0x1p20f ? x : x - x; }
INLINE float negated(float x, uint sign) { return as_float(as_uint(x) ^ sign << 31); }
// sin(x + quarters pi/2)
INLINE float sine(float x, uint quarters, bool third_part) {
    float before = 0.5f * (float)quarters;
    float shifted = quarters ? FMA(x, 0x1.45f306p-2f, before) + TO_INTEGER : FMA(x, 0x1.45f306p-2f, TO_INTEGER);
    float n = shifted - TO_INTEGER - before;
    float r = FMA(-n, 0x1.4442d0p-23f, FMA(-n, 0x1.921fb4p+1f, x));
    r = third_part ? FMA(-n, 0x1.84698ap-47f, r) : r;
    float z = r * r, s = -0x1.55516ep-3f + z * (0x1.1077f2p-7f + z * -0x1.854c5ep-13f);
    return negated(r * FMA(z, s, 1.0f), as_uint(shifted));
}
INLINE float tangent(float x, bool third_part) {
    int q;
    float n = nearest_integer(x, 0x1.45f306p-1f, &q);
    float r = FMA(-n, -0x1.777a5cp-25f, FMA(-n, 0x1.921fb6p+0f, x));
    r = third_part ? FMA(-n, -0x1.ee59dap-50f, r) : r;
    float z = r * r;
    float s = FMA(r * z, -0x1.555556p-3f + z * (0x1.111174p-7f + z * -0x1.a05906p-13f), r);
    float c = FMA(z, -0.5f + z * (0x1.55554ap-5f + z * -0x1.6c0c1ap-10f), 1.0f);
    return (q & 1 ? -c : s) / (q & 1 ? s : c);
}

FN float native_sin(float x) { return sine(x, 0, false); }
FN float native_cos(float x) { return sine(x, 1, false); }
FN float native_tan(float x) { return tangent(x, false); }
FN float half_sin(float x) { return sine(within_limits(x), 0, true); }
FN float half_cos(float x) { return sine(within_limits(x), 1, true); }
FN float half_tan(float x) { return x == 0.0f ? x : tangent(within_limits(x), true); }

// ---- Reciprocals and roots by the processor's estimates and a step of Newton, where it has them.

INLINE float reciprocal(float x) {
#pragma clang fp reciprocal(on)
    if (HAS_AVX512) {
        float r = __mirrorcl_avx512_reciprocal_f32(x);
        float better = FMA(FMA(-x, r, 1.0f), r, r);
        // Where x is 0 or infinite the estimate is the result.
        return better == better ? better : r;
    }
    return 1.0f / x;
}
FN float native_recip(float x) { return reciprocal(x); }
FN float native_divide(float x, float y) { return x * reciprocal(y); }
FN float native_sqrt(float x) { return near_root(x); }
FN float native_rsqrt(float x) {
#pragma clang fp reciprocal(on) reassociate(on)
    return 1.0f / SQRT(x);
}
FN float half_sqrt(float x) {
    if (HAS_AVX512) {
        float y = __mirrorcl_avx512_reciprocal_root_f32(x), root = x * y;
        root = FMA(0.5f * y, FMA(-root, root, x), root);
        return x == 0.0f || x == INFINITY ? x : root;
    }
    return SQRT(x);
}
FN float half_rsqrt(float x) { return rsqrt(x); }
FN float half_recip(float x) { return reciprocal(x); }
FN float half_divide(float x, float y) { return x / y; }

#define NATIVE(f) UNARY_VECTORS(float, native_##f, float)
NATIVE(exp)
NATIVE(exp2)
NATIVE(exp10)
NATIVE(log)
NATIVE(log2)
NATIVE(log10)
NATIVE(sin)
NATIVE(cos)
NATIVE(tan)
NATIVE(sqrt)
NATIVE(rsqrt)
NATIVE(recip)
#define HALF(f) UNARY_VECTORS(float, half_##f, float)
HALF(exp)
HALF(exp2)
HALF(exp10)
HALF(log)
HALF(log2)
HALF(log10)
HALF(sin)
HALF(cos)
HALF(tan)
UNARY_VECTORS(float, half_sqrt, float)
UNARY_VECTORS(float, half_rsqrt, float)
UNARY_VECTORS(float, half_recip, float)
BINARY_VECTORS(float, native_divide, float, float)
BINARY_VECTORS(float, native_powr, float, float)
BINARY_VECTORS(float, half_divide, float, float)
BINARY_VECTORS(float, half_powr, float, float)
