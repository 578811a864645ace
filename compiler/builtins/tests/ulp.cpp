// Measures the error of the built-in math functions in ULP against references of more precision: glibc's double
// for half and float, its binary128 for double. Prints one line per function; exits 1 when a limit of
// OpenCL C §7.4 (full profile) is exceeded or a special case is wrong.
//
//     ulp [samples per function] [name filter]
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#ifdef __AVX512DQ__
#include <immintrin.h>
#endif

using half = _Float16;
using quad = __float128;

extern "C" {
#define QUAD1(f) quad f##f128(quad);
QUAD1(exp) QUAD1(exp2) QUAD1(exp10) QUAD1(expm1) QUAD1(log) QUAD1(log2) QUAD1(log10) QUAD1(log1p)
QUAD1(sin) QUAD1(cos) QUAD1(tan) QUAD1(asin) QUAD1(acos) QUAD1(atan) QUAD1(sinh) QUAD1(cosh) QUAD1(tanh)
QUAD1(asinh) QUAD1(acosh) QUAD1(atanh) QUAD1(cbrt) QUAD1(sqrt) QUAD1(erf) QUAD1(erfc) QUAD1(tgamma)
QUAD1(lgamma) QUAD1(rint) QUAD1(floor) QUAD1(fabs) QUAD1(trunc) QUAD1(round) QUAD1(ceil) QUAD1(logb)
quad powf128(quad, quad);
quad atan2f128(quad, quad);
quad hypotf128(quad, quad);
quad fmodf128(quad, quad);
quad remainderf128(quad, quad);
quad fmaf128(quad, quad, quad);
quad copysignf128(quad, quad);
quad ldexpf128(quad, int);
quad exp10f128(quad);
int ilogbf128(quad);
double exp10(double);
// What the library's work-item functions ask for; no math function does.
void *__mirrorcl_context() { std::abort(); }
// What the compiler answers and puts in place; the library is linked with another answer for lesser processors.
#ifdef __AVX512DQ__
bool __mirrorcl_has_avx512() { return true; }
float __mirrorcl_avx512_scale_f32(float x, float n) { return _mm512_scalef_ps(_mm512_set1_ps(x), _mm512_set1_ps(n))[0]; }
double __mirrorcl_avx512_scale_f64(double x, double n) { return _mm512_scalef_pd(_mm512_set1_pd(x), _mm512_set1_pd(n))[0]; }
float __mirrorcl_avx512_exponent_f32(float x) { return _mm512_getexp_ps(_mm512_set1_ps(x))[0]; }
double __mirrorcl_avx512_exponent_f64(double x) { return _mm512_getexp_pd(_mm512_set1_pd(x))[0]; }
float __mirrorcl_avx512_significand_f32(float x) {
    return _mm512_getmant_ps(_mm512_set1_ps(x), _MM_MANT_NORM_p75_1p5, _MM_MANT_SIGN_nan)[0];
}
double __mirrorcl_avx512_significand_f64(double x) {
    return _mm512_getmant_pd(_mm512_set1_pd(x), _MM_MANT_NORM_p75_1p5, _MM_MANT_SIGN_nan)[0];
}
float __mirrorcl_avx512_fraction_f32(float x) { return _mm512_reduce_ps(_mm512_set1_ps(x), 8)[0]; }
double __mirrorcl_avx512_fraction_f64(double x) { return _mm512_reduce_pd(_mm512_set1_pd(x), 8)[0]; }
float __mirrorcl_avx512_limited_f32(float x, float bound) { return _mm512_range_ps(_mm512_set1_ps(x), _mm512_set1_ps(bound), 2)[0]; }
double __mirrorcl_avx512_limited_f64(double x, double bound) { return _mm512_range_pd(_mm512_set1_pd(x), _mm512_set1_pd(bound), 2)[0]; }
float __mirrorcl_avx512_reciprocal_f32(float x) { return _mm512_rcp14_ps(_mm512_set1_ps(x))[0]; }
double __mirrorcl_avx512_reciprocal_f64(double x) { return _mm512_rcp14_pd(_mm512_set1_pd(x))[0]; }
float __mirrorcl_avx512_reciprocal_root_f32(float x) { return _mm512_rsqrt14_ps(_mm512_set1_ps(x))[0]; }
double __mirrorcl_avx512_reciprocal_root_f64(double x) { return _mm512_rsqrt14_pd(_mm512_set1_pd(x))[0]; }
#endif
}

// The precise type that judges a type, and its functions by one name.
template <class T> struct Judge { using type = double; };
template <> struct Judge<double> { using type = quad; };

#define NAMES1(M)                                                                                       \
    M(exp) M(exp2) M(exp10) M(expm1) M(log) M(log2) M(log10) M(log1p) M(sin) M(cos) M(tan) M(asin) M(acos) \
    M(atan) M(sinh) M(cosh) M(tanh) M(asinh) M(acosh) M(atanh) M(cbrt) M(sqrt) M(erf) M(erfc) M(tgamma)    \
    M(lgamma) M(rint) M(floor) M(fabs) M(trunc) M(round) M(ceil) M(logb)
namespace ref {
#define BOTH(f)                                                                                         \
    inline double f(double x) { return ::f(x); }                                                        \
    inline quad f(quad x) { return f##f128(x); }
NAMES1(BOTH)
inline double pow(double x, double y) { return ::pow(x, y); }
inline quad pow(quad x, quad y) { return powf128(x, y); }
inline double atan2(double x, double y) { return ::atan2(x, y); }
inline quad atan2(quad x, quad y) { return atan2f128(x, y); }
inline double hypot(double x, double y) { return ::hypot(x, y); }
inline quad hypot(quad x, quad y) { return hypotf128(x, y); }
inline double fmod(double x, double y) { return ::fmod(x, y); }
inline quad fmod(quad x, quad y) { return fmodf128(x, y); }
inline double remainder(double x, double y) { return ::remainder(x, y); }
inline quad remainder(quad x, quad y) { return remainderf128(x, y); }
inline double copysign(double x, double y) { return ::copysign(x, y); }
inline quad copysign(quad x, quad y) { return copysignf128(x, y); }
inline double ldexp(double x, int n) { return ::ldexp(x, n); }
inline quad ldexp(quad x, int n) { return ldexpf128(x, n); }

template <class R> constexpr R pi = R(3.14159265358979323846264338327950288419716939937510582Q);
template <class R> bool isnan(R x) { return x != x; }
template <class R> bool isinf(R x) { return x - x != 0 && x == x; }
template <class R> bool negative(R x) { return copysign(R(1), x) < 0; }
template <class R> R nan() { return R(__builtin_nan("")); }
template <class R> R inf() { return R(__builtin_inf()); }

template <class R> R rsqrt(R x) { return R(1) / sqrt(x); }
// x mod 2 is exact, and an eighth of the circle keeps the relative accuracy.
template <class R> R sinpi(R x) {
    if (isinf(x)) return nan<R>();
    R r = fmod(fabs(x), R(2)), sign = 1;
    if (r >= 1) { r -= 1; sign = -1; }
    if (r == 0) return copysign(R(0), x);
    if (r > R(0.5)) r = 1 - r;
    R y = r <= R(0.25) ? sin(pi<R> * r) : cos(pi<R> * (R(0.5) - r));
    return negative(x) ? -sign * y : sign * y;
}
template <class R> R cospi(R x) {
    if (isinf(x)) return nan<R>();
    R r = fmod(fabs(x), R(2));
    if (r > 1) r = 2 - r;
    if (r == R(0.5)) return 0;
    return r <= R(0.25) ? cos(pi<R> * r) : r <= R(0.75) ? sin(pi<R> * (R(0.5) - r)) : -cos(pi<R> * (1 - r));
}
template <class R> R tanpi(R x) {
    if (isinf(x) || isnan(x)) return nan<R>();
    R r = fmod(fabs(x), R(2));
    if (r == 0) return copysign(R(0), x);
    if (r == 1) return copysign(R(0), -x);
    if (r == R(0.5)) return negative(x) ? -inf<R>() : inf<R>();
    if (r == R(1.5)) return negative(x) ? inf<R>() : -inf<R>();
    return sinpi(x) / cospi(x);
}
template <class R> R asinpi(R x) { return asin(x) / pi<R>; }
template <class R> R acospi(R x) { return acos(x) / pi<R>; }
template <class R> R atanpi(R x) { return atan(x) / pi<R>; }
template <class R> R atan2pi(R y, R x) { return atan2(y, x) / pi<R>; }
template <class R> R powr(R x, R y) {
    if (isnan(x) || isnan(y) || x < 0) return nan<R>();
    if (y == 0 && (x == 0 || isinf(x))) return nan<R>();
    if (x == 1 && isinf(y)) return nan<R>();
    return pow(fabs(x), y);
}
template <class R> R pown(R x, int n) { return pow(x, R(n)); }
template <class R> R rootn(R x, int n) {
    if (n == 0 || isnan(x) || (x < 0 && n % 2 == 0)) return nan<R>();
    R y = pow(fabs(x), R(1) / n);
    // 1 / n is not exact: one step of Newton on log would be; its error is far below the judged type's.
    return n % 2 != 0 ? copysign(y, x) : y;
}
template <class R> R lgamma(R x, int) { return lgamma(x); }
template <class R> R fdim(R x, R y) { return isnan(x) || isnan(y) ? nan<R>() : x > y ? x - y : R(0); }
template <class R> R fmax(R x, R y) { return isnan(x) ? y : isnan(y) || x > y ? x : y; }
template <class R> R fmin(R x, R y) { return isnan(x) ? y : isnan(y) || x < y ? x : y; }
template <class R> R maxmag(R x, R y) { return fabs(x) > fabs(y) ? x : fabs(y) > fabs(x) ? y : fmax(x, y); }
template <class R> R minmag(R x, R y) { return fabs(x) < fabs(y) ? x : fabs(y) < fabs(x) ? y : fmin(x, y); }
template <class R> R tgamma_at(R x) {
    // C leaves the pole at 0 its sign.
    return x == 0 ? copysign(inf<R>(), x) : tgamma(x);
}
} // namespace ref

template <class T> struct Format;
template <> struct Format<half> { static constexpr int digits = 11, least = -14; using bits = uint16_t; };
template <> struct Format<float> { static constexpr int digits = 24, least = -126; using bits = uint32_t; };
template <> struct Format<double> { static constexpr int digits = 53, least = -1022; using bits = uint64_t; };

template <class T> T from_bits(typename Format<T>::bits bits) {
    T x;
    memcpy(&x, &bits, sizeof x);
    return x;
}
template <class T> typename Format<T>::bits to_bits(T x) {
    typename Format<T>::bits bits;
    memcpy(&bits, &x, sizeof x);
    return bits;
}

static int exponent_of(double x) { return std::ilogb(x); }
static int exponent_of(quad x) { return ilogbf128(x); }

// fmax and its kin may return either zero.
static bool zero_has_sign = true;

// The distance of `got` from the exact `want` in units of the last place of `want`; 1e9 for a wrong special.
template <class T> double error_of(T got, typename Judge<T>::type want) {
    using R = typename Judge<T>::type;
    using F = Format<T>;
    if (ref::isnan(want)) return ref::isnan(R(got)) ? 0 : 1e9;
    if (ref::isnan(R(got))) return 1e9;
    R beyond = ref::ldexp(R(1), 2 - F::least); // 2^(emax + 1)
    R half_last = ref::ldexp(R(1), 1 - F::least - F::digits);
    if (ref::fabs(want) >= beyond - half_last) return ref::isinf(R(got)) && ref::negative(want) == ref::negative(R(got)) ? 0
        : ref::isinf(want) ? 1e9 : double(ref::fabs(R(got) - want) / (2 * half_last));
    if (want == 0) return got == 0 && (!zero_has_sign || ref::negative(want) == ref::negative(R(got))) ? 0 : got == 0 ? 1e8 : 1e9;
    R value = ref::isinf(R(got)) ? ref::copysign(beyond, R(got)) : R(got);
    int exponent = exponent_of(want);
    exponent = exponent < F::least ? F::least : exponent;
    return double(ref::fabs(value - want) / ref::ldexp(R(1), exponent - F::digits + 1));
}

static uint64_t state = 0x9e3779b97f4a7c15;
static uint64_t random_bits() {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state * 0x2545f4914f6cdd1dULL;
}

static long samples = 20000;
static const char *filter = "";
static bool failed = false;

static const double specials[] = {
    0.0, 1.0, 0.5, 2.0, 3.0, 1.5, 2.5, 0.25, 0.75, 4.0, 5.0, 7.0, 10.0, 64.0, 100.0, 1e-5, 1e-10, 1e-30, 1e10, 1e30,
    0x1p-24, 0x1p-14, 0x1p-148, 0x1p-147, 0x1p-1073, 0x1p-1072, 65504.0, 65520.0, 0x1p-126, 0x1p-149, 0x1.fffffep127, 0x1p-1022, 0x1p-1074, 0x1.fffffffffffffp1023,
    0x1.fffffcp-127, 1.5707963267948966, 3.141592653589793, 0.7853981633974483, 88.7, 88.72283, 89.0, 103.9, 104.0, 709.7,
    709.78271289338397, 709.8, 710.5, 745.1, 745.2, 150.5, 171.6, 171.7, 35.04, 35.05, 127.0, 128.0, 149.0, 1023.0, 1024.0,
    1073.0, 1075.0, 0x1.fffffep-1, 0x1.000002p0, 0x1.fffffffffffffp-1, 0x1.0000000000001p0, 8388607.5, 8388609.0, 16777215.0,
    0x1.fffffffffffffp51, 0x1.fffffffffffffp52, 0x1p53, 1e300, 33554432.0, 0x1p63, 0x1p31, 0.49999997, 0x1.fffffffffffffp-2,
    __builtin_inf(), __builtin_nan("")};
constexpr int special_count = sizeof specials / sizeof *specials;

// x or a number up to three units in the last place from it.
template <class T> T neighbour(T x) {
    return from_bits<T>(typename Format<T>::bits(to_bits(x) + random_bits() % 7 - 3));
}
// Where functions change from one entry of a table, or one formula, to the next.
template <class T> T at_a_break() {
    double part = double(int64_t(random_bits())) * 0x1p-63;
    switch (random_bits() % 3) {
    case 0: return neighbour(T(double(int64_t(random_bits()) >> 51) / 256.0));
    case 1: return neighbour(T(std::ldexp(part < 0 ? -1.0 : 1.0, int(random_bits() % 80) - 40)));
    default: return T(1.0 + std::ldexp(part, -int(random_bits() % 52)));
    }
}

// The i-th argument: specials of both signs, then bit patterns and, for the others, ordinary magnitudes.
template <class T> T argument(long i) {
    if (i < 2 * special_count) return T(i & 1 ? -specials[i / 2] : specials[i / 2]);
    switch (random_bits() % 5) {
    case 0: return T((double(int64_t(random_bits())) * 0x1p-63) * 20.0);
    case 1: return T((double(int64_t(random_bits())) * 0x1p-63) * 1.5);
    case 2: return T((double(int64_t(random_bits())) * 0x1p-63) * (sizeof(T) == 8 ? 800.0 : 120.0));
    case 3: return at_a_break<T>();
    default: return from_bits<T>(typename Format<T>::bits(random_bits() >> 7));
    }
}

template <class T> const char *type_name();
template <> const char *type_name<half>() { return "half"; }
template <> const char *type_name<float>() { return "float"; }
template <> const char *type_name<double>() { return "double"; }

struct Result {
    double worst = 0, x = 0, y = 0, got = 0, want = 0;
    long wrong = 0, tested = 0;
    void note(double error, double at, double second, double result, double reference) {
        tested++;
        if (error >= 1e8) wrong++;
        if (error > worst) { worst = error; x = at; y = second; got = result; want = reference; }
    }
};

static bool chosen(const char *name, const char *type) {
    char full[64];
    snprintf(full, sizeof full, "%s.%s", name, type);
    return strstr(full, filter) != nullptr;
}

static void print(const char *name, const char *type, const Result &r, double limit) {
    bool bad = r.worst > limit;
    failed |= bad;
    printf("%-10s %-7s %10.4f  limit %6.1f  %s at (%a, %a): %a, exact %a; %ld wrong of %ld\n", name, type, r.worst, limit,
           bad ? "FAIL" : "ok  ", r.x, r.y, r.got, r.want, r.wrong, r.tested);
}

template <class T, class F, class G> void unary(const char *name, double limit, F function, G reference) {
    using R = typename Judge<T>::type;
    if (!chosen(name, type_name<T>())) return;
    Result r;
    auto test = [&](T x) {
        T got = function(x);
        R want = reference(R(x));
        r.note(error_of<T>(got, want), double(x), 0, double(got), double(want));
    };
    for (long i = 0; i < 2 * special_count; i++) test(argument<T>(i));
    if (sizeof(T) == 2) {
        for (long bits = 0; bits < 65536; bits++) test(from_bits<T>(typename Format<T>::bits(bits)));
    } else {
        if (sizeof(T) == 4) {
            uint64_t step = samples >= (1L << 32) ? 1 : (1ULL << 32) / uint64_t(samples) | 1;
            for (uint64_t bits = 0; bits < (1ULL << 32); bits += step) test(from_bits<T>(typename Format<T>::bits(bits)));
        }
        for (long i = 0; i < samples; i++) test(argument<T>(1 << 20));
    }
    print(name, type_name<T>(), r, limit);
}

template <class T, class F, class G> void binary(const char *name, double limit, F function, G reference) {
    using R = typename Judge<T>::type;
    if (!chosen(name, type_name<T>())) return;
    Result r;
    zero_has_sign = strcmp(name, "fmax") != 0 && strcmp(name, "fmin") != 0 && strstr(name, "mag") == nullptr;
    auto test = [&](T x, T y) {
        T got = function(x, y);
        R want = reference(R(x), R(y));
        r.note(error_of<T>(got, want), double(x), double(y), double(got), double(want));
    };
    for (long i = 0; i < 2 * special_count; i++)
        for (long j = 0; j < 2 * special_count; j++) test(argument<T>(i), argument<T>(j));
    for (long i = 0; i < 2 * samples; i++) {
        T x = argument<T>(1 << 20), y = argument<T>(1 << 20);
        test(x, y);
        test(x < T(0) ? -x : x, y);
        if (i % 4 == 0) test(T(1) + T(double(x) * 1e-3), T(double(y) * 1e3));
    }
    zero_has_sign = true;
    print(name, type_name<T>(), r, limit);
}

template <class T, class F, class G> void with_int(const char *name, double limit, F function, G reference) {
    using R = typename Judge<T>::type;
    if (!chosen(name, type_name<T>())) return;
    static const int ints[] = {0, 1, -1, 2, -2, 3, -3, 4, 5, 7, -7, 10, 100, 101, -101, 127, 128, -126, -127, -149, -150, -1022,
                               -1074, -1075, 1023, 1024, 2098, -2098, 4000, -4000, 16777217, 2147483647, -2147483647 - 1};
    Result r;
    auto test = [&](T x, int n) {
        T got = function(x, n);
        R want = reference(R(x), n);
        r.note(error_of<T>(got, want), double(x), n, double(got), double(want));
    };
    for (long i = 0; i < 2 * special_count; i++)
        for (int n : ints) test(argument<T>(i), n);
    for (long i = 0; i < 2 * samples; i++) {
        T x = argument<T>(1 << 20);
        test(x, int(random_bits()) >> (random_bits() % 32));
        test(T(1) + T(double(x) * 1e-3), int(random_bits()) >> (random_bits() % 32));
    }
    print(name, type_name<T>(), r, limit);
}

// Declarations of the library's functions by their mangled names.
#define D1(f, len)                                                                                      \
    half lib_##f(half) __asm__("_Z" #len #f "Dh");                                                      \
    float lib_##f(float) __asm__("_Z" #len #f "f");                                                     \
    double lib_##f(double) __asm__("_Z" #len #f "d");
#define D2(f, len)                                                                                      \
    half lib_##f(half, half) __asm__("_Z" #len #f "DhDh");                                              \
    float lib_##f(float, float) __asm__("_Z" #len #f "ff");                                             \
    double lib_##f(double, double) __asm__("_Z" #len #f "dd");
#define DI(f, len)                                                                                      \
    half lib_##f(half, int) __asm__("_Z" #len #f "Dhi");                                                \
    float lib_##f(float, int) __asm__("_Z" #len #f "fi");                                               \
    double lib_##f(double, int) __asm__("_Z" #len #f "di");
#define UNARIES(M)                                                                                      \
    M(exp, 3, 2, 3, 3) M(exp2, 4, 2, 3, 3) M(exp10, 5, 2, 3, 3) M(expm1, 5, 2, 3, 3) M(log, 3, 2, 3, 3)   \
    M(log2, 4, 2, 3, 3) M(log10, 5, 2, 3, 3) M(log1p, 5, 2, 2, 2) M(sin, 3, 2, 4, 4) M(cos, 3, 2, 4, 4)   \
    M(tan, 3, 2, 5, 5) M(sinpi, 5, 2, 4, 4) M(cospi, 5, 2, 4, 4) M(tanpi, 5, 2, 6, 6) M(asin, 4, 2, 4, 4)  \
    M(acos, 4, 2, 4, 4) M(atan, 4, 2, 5, 5) M(asinpi, 6, 2, 5, 5) M(acospi, 6, 2, 5, 5) M(atanpi, 6, 2, 5, 5) \
    M(sinh, 4, 2, 4, 4) M(cosh, 4, 2, 4, 4) M(tanh, 4, 2, 5, 5) M(asinh, 5, 2, 4, 4) M(acosh, 5, 2, 4, 4)  \
    M(atanh, 5, 2, 5, 5) M(cbrt, 4, 2, 2, 2) M(rsqrt, 5, 1, 2, 2) M(sqrt, 4, .5, .5, .5) M(erf, 3, 4, 16, 16) \
    M(erfc, 4, 4, 16, 16) M(rint, 4, 0, 0, 0) M(floor, 5, 0, 0, 0) M(ceil, 4, 0, 0, 0) M(trunc, 5, 0, 0, 0) \
    M(round, 5, 0, 0, 0) M(fabs, 4, 0, 0, 0) M(logb, 4, 0, 0, 0)
#define BINARIES(M)                                                                                     \
    M(pow, 3, 4, 16, 16) M(powr, 4, 4, 16, 16) M(atan2, 5, 2, 6, 6) M(atan2pi, 7, 2, 6, 6) M(hypot, 5, 2, 4, 4) \
    M(fmod, 4, 0, 0, 0) M(remainder, 9, 0, 0, 0) M(fdim, 4, .5, .5, .5) M(fmax, 4, 0, 0, 0) M(fmin, 4, 0, 0, 0) \
    M(maxmag, 6, 0, 0, 0) M(minmag, 6, 0, 0, 0)
#define INTS(M) M(pown, 4, 4, 16, 16) M(rootn, 5, 4, 16, 16) M(ldexp, 5, .5, .5, .5)
#define DECLARE1(f, len, ...) D1(f, len)
#define DECLARE2(f, len, ...) D2(f, len)
#define DECLAREI(f, len, ...) DI(f, len)
extern "C" {
}
#define OVERLOADED
UNARIES(DECLARE1)
D1(tgamma, 6)
D1(lgamma, 6)
BINARIES(DECLARE2)
INTS(DECLAREI)

// lgamma has no limit, tgamma's is 16; both must not be far off.
int main(int argc, char **argv) {
    if (argc > 1) samples = atol(argv[1]);
    if (argc > 2) filter = argv[2];
#define CALL(f, x) [](auto... a) { return lib_##f(a...); }, [](auto... a) { return ref::f(a...); }
#define RUN1(f, len, h, s, d)                                                                           \
    unary<half>(#f, h, CALL(f, 0));                                                                     \
    unary<float>(#f, s, CALL(f, 0));                                                                    \
    unary<double>(#f, d, CALL(f, 0));
#define RUN2(f, len, h, s, d)                                                                           \
    binary<half>(#f, h, CALL(f, 0));                                                                    \
    binary<float>(#f, s, CALL(f, 0));                                                                   \
    binary<double>(#f, d, CALL(f, 0));
#define RUNI(f, len, h, s, d)                                                                           \
    with_int<half>(#f, h, CALL(f, 0));                                                                  \
    with_int<float>(#f, s, CALL(f, 0));                                                                 \
    with_int<double>(#f, d, CALL(f, 0));
    UNARIES(RUN1)
    BINARIES(RUN2)
    INTS(RUNI)
    auto tgamma = [](auto x) { return ref::tgamma_at(x); };
    unary<half>("tgamma", 4, [](half x) { return lib_tgamma(x); }, tgamma);
    unary<float>("tgamma", 16, [](float x) { return lib_tgamma(x); }, tgamma);
    unary<double>("tgamma", 16, [](double x) { return lib_tgamma(x); }, tgamma);
    unary<half>("lgamma", 1e7, [](half x) { return lib_lgamma(x); }, [](auto x) { return ref::lgamma(x); });
    unary<float>("lgamma", 1e7, [](float x) { return lib_lgamma(x); }, [](auto x) { return ref::lgamma(x); });
    unary<double>("lgamma", 1e7, [](double x) { return lib_lgamma(x); }, [](auto x) { return ref::lgamma(x); });
    return failed;
}
