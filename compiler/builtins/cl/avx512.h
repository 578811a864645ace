// Instructions of AVX-512 on one lane; the compiler puts them in place of these functions, on as many lanes as it
// has (compiler/src/avx512.rs). They may be called where HAS_AVX512 is true: that is a constant by the time the code
// is optimised, so one of the two ways goes.
#pragma once

#define PURE __attribute__((const, nothrow))

PURE bool __mirrorcl_has_avx512(void);
#define HAS_AVX512 __mirrorcl_has_avx512()

// x 2^floor(n), rounded once.
PURE float __mirrorcl_avx512_scale_f32(float x, float n);
PURE double __mirrorcl_avx512_scale_f64(double x, double n);
// floor(log2 |x|): -infinity for 0, infinity for infinities.
PURE float __mirrorcl_avx512_exponent_f32(float x);
PURE double __mirrorcl_avx512_exponent_f64(double x);
// x 2^-n in [3/4, 3/2); 1 for 0 and infinity, NaN for negative numbers.
PURE float __mirrorcl_avx512_significand_f32(float x);
PURE double __mirrorcl_avx512_significand_f64(double x);
// x less the nearest integer; 0 for infinities.
PURE float __mirrorcl_avx512_fraction_f32(float x);
PURE double __mirrorcl_avx512_fraction_f64(double x);
// The lesser magnitude of the two, with the sign of x; that of the bound for NaN.
PURE float __mirrorcl_avx512_limited_f32(float x, float bound);
PURE double __mirrorcl_avx512_limited_f64(double x, double bound);
// 1 / x and 1 / sqrt(x) to 2^-14 of their value.
PURE float __mirrorcl_avx512_reciprocal_f32(float x);
PURE double __mirrorcl_avx512_reciprocal_f64(double x);
PURE float __mirrorcl_avx512_reciprocal_root_f32(float x);
PURE double __mirrorcl_avx512_reciprocal_root_f64(double x);

// x within -bound and bound, either of them for NaN.
#define LIMITED(T, suffix)                                                                              \
    INLINE T limited(T x, T bound) {                                                                    \
        if (HAS_AVX512) {                                                                               \
            return __mirrorcl_avx512_limited_##suffix(x, bound);                                        \
        }                                                                                               \
        x = x > -bound ? x : -bound;                                                                    \
        return x < bound ? x : bound;                                                                   \
    }
LIMITED(float, f32)
LIMITED(double, f64)
