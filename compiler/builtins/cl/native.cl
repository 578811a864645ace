// native_* and half_* (OpenCL C §6.15.2). native_ has no limit of error and need not know infinities and denormals:
// each is good to some 22 bits on ordinary arguments. half_ allows 8192 ULP but has the special cases; it is the function
// itself.
#include "float.h"

// ---- native_

// 2^x, 0 below 2^-126.
INLINE float power_of_2(float x) {
    x = bounded(x, -127.0f, 128.0f);
    int n;
    float r = x - nearest_integer(x, &n);
    float p = 0x1.62e432p-1f + r * (0x1.ebf9aep-3f + r * (0x1.c6ae5ep-5f + r * (0x1.3cef5ap-7f + r * 0x1.5f7aeap-10f)));
    return (1.0f + r * p) * as_float((n + 127) << 23);
}
// log2 of a normal number; 0 gives -infinity, negative numbers NaN.
INLINE float logarithm_of_2(float x) {
    int from_root = as_int(x) - as_int(0x1.6a09e6p-1f);
    float k = small_to_float(from_root >> 23);
    float f = as_float(as_int(x) - (from_root & (int)0xff800000)) - 1.0f;
    float p = -0x1.715502p-1f + f * (0x1.ec7742p-2f + f * (-0x1.70efd8p-2f + f * (0x1.25e5fap-2f + f * (-0x1.fc3dd8p-3f + f * (0x1.e0faa6p-3f + f * -0x1.31bf2ap-3f)))));
    float y = k + f * (LOG2_E + f * p);
    return x > 0.0f ? y : x == 0.0f ? -INFINITY : NAN;
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

// For |x| up to some thousands.
INLINE float reduced(float x, int *quadrant) {
    float n = nearest_integer(x, 0x1.45f306p-1f, quadrant);
    return FMA(-n, -0x1.777a5cp-25f, FMA(-n, 0x1.921fb6p+0f, x));
}
INLINE float sine(float r) {
    float z = r * r;
    return r + r * z * (-0x1.555556p-3f + z * (0x1.111174p-7f + z * -0x1.a05906p-13f));
}
INLINE float cosine(float r) {
    float z = r * r;
    return 1.0f + z * (-0.5f + z * (0x1.55554ap-5f + z * (-0x1.6c0c1ap-10f + z * 0x1.99e136p-16f)));
}
INLINE float negated(float x, int sign) { return as_float(as_int(x) ^ sign << 31); }

FN float native_sin(float x) {
    int q;
    float r = reduced(x, &q);
    return negated(q & 1 ? cosine(r) : sine(r), q >> 1);
}
FN float native_cos(float x) {
    int q;
    float r = reduced(x, &q);
    return negated(q & 1 ? sine(r) : cosine(r), (q + 1) >> 1);
}
FN float native_tan(float x) {
#pragma clang fp reciprocal(on)
    int q;
    float r = reduced(x, &q);
    float s = sine(r), c = cosine(r);
    return (q & 1 ? -c : s) / (q & 1 ? s : c);
}

// Reciprocals and roots by the processor's estimates and a step of Newton, where it has them.
FN float native_sqrt(float x) { return SQRT(x); }
FN float native_rsqrt(float x) {
#pragma clang fp reciprocal(on) reassociate(on)
    return 1.0f / SQRT(x);
}
FN float native_recip(float x) {
#pragma clang fp reciprocal(on)
    return 1.0f / x;
}
FN float native_divide(float x, float y) {
#pragma clang fp reciprocal(on)
    return x / y;
}

// ---- half_

#define HALF(f)                                                                                         \
    FN float half_##f(float x) { return f(x); }                                                         \
    UNARY_VECTORS(float, half_##f, float)
HALF(exp)
HALF(exp2)
HALF(exp10)
HALF(log)
HALF(log2)
HALF(log10)
HALF(sin)
HALF(cos)
HALF(tan)
FN float half_sqrt(float x) { return SQRT(x); }
FN float half_rsqrt(float x) { return 1.0f / SQRT(x); }
FN float half_recip(float x) { return 1.0f / x; }
FN float half_divide(float x, float y) { return x / y; }
FN float half_powr(float x, float y) { return powr(x, y); }

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
UNARY_VECTORS(float, half_sqrt, float)
UNARY_VECTORS(float, half_rsqrt, float)
UNARY_VECTORS(float, half_recip, float)
BINARY_VECTORS(float, native_divide, float, float)
BINARY_VECTORS(float, native_powr, float, float)
BINARY_VECTORS(float, half_divide, float, float)
BINARY_VECTORS(float, half_powr, float, float)
