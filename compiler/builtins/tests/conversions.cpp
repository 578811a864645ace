// The exact results of conversions, and the comparison of the library's with them. `conversions.rs` appends declarations
// and a `main` that calls `check` for every function.
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <limits>
#include <type_traits>

using half = _Float16;
using quad = __float128;
using schar = signed char;
using uchar = unsigned char;
using ushort = unsigned short;
using uint = unsigned;
using ulong = unsigned long;

enum Mode { rte, rtz, rtp, rtn };

extern "C" {
quad rintf128(quad);
quad truncf128(quad);
quad ceilf128(quad);
quad floorf128(quad);
quad fabsf128(quad);
quad ldexpf128(quad, int);
int ilogbf128(quad);
}

static quad rounded(quad x, Mode mode) {
    return mode == rte ? rintf128(x) : mode == rtz ? truncf128(x) : mode == rtp ? ceilf128(x) : floorf128(x);
}

template <class T> constexpr bool is_float = std::is_same_v<T, half> || std::is_same_v<T, float> || std::is_same_v<T, double>;
template <class T> constexpr int digits = std::is_same_v<T, half> ? 11 : std::is_same_v<T, float> ? 24 : 53;
template <class T> constexpr int least = std::is_same_v<T, half> ? -14 : std::is_same_v<T, float> ? -126 : -1022;

// x rounded to T, one of the floating-point types.
template <class T> T to_float(quad x, Mode mode) {
    if (x != x || x == 0 || x - x != 0) return T(x);
    int exponent = ilogbf128(x);
    int last = (exponent < least<T> ? least<T> : exponent) - digits<T> + 1;
    quad value = ldexpf128(rounded(ldexpf128(x, -last), mode), last);
    quad largest = ldexpf128(2 - ldexpf128(1, 1 - digits<T>), 1 - least<T>);
    if (fabsf128(value) > largest) {
        bool away = mode == rte || (mode == rtp && x > 0) || (mode == rtn && x < 0);
        value = x > 0 ? (away ? quad(__builtin_inf()) : largest) : away ? -quad(__builtin_inf()) : -largest;
    }
    return value == 0 ? T(x < 0 ? -0.0 : 0.0) : T(value);
}

static uint64_t state = 88172645463325252;
static uint64_t random_bits() {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

template <class S> S argument(int i) {
    if constexpr (is_float<S>) {
        static const double some[] = {0, 0.25, 0.5, 0.75, 1.5, 2.5, 126.5, 127.5, 128, 128.5, 254.5, 255.5, 256, 32766.5, 32767.5, 32768.5,
                                      65503, 65519, 65520, 65535.5, 65536, 131072, 2147483520.0, 2147483647.0, 2147483647.5, 2147483648.0,
                                      4294967040.0, 4294967295.0, 4294967295.5, 4294967296.0, 9223372036854774784.0, 9223372036854775808.0,
                                      18446744073709549568.0, 18446744073709551616.0, 1e-8, 0x1p-25, 0x1.8p-25, 0x1p-24, 0x1p-149, 0x1p-150,
                                      0x1.8p-150, 1e-300, 1e300, 0x1.fffffep127, 0x1.ffffffp127, __builtin_inf(), __builtin_nan("")};
        constexpr int count = sizeof some / sizeof *some;
        if (i < 2 * count) return S(i & 1 ? -some[i / 2] : some[i / 2]);
        if (i % 3 == 0) return S(double(int64_t(random_bits()) >> (random_bits() % 60)) * 0.25);
        S x;
        uint64_t bits = random_bits();
        memcpy(&x, &bits, sizeof x);
        return x;
    } else {
        int width = int(sizeof(S)) * 8;
        if (i < 3 * width) return S((uint64_t(1) << (i / 3)) + uint64_t(i % 3) - 1);
        if (i < 6 * width) return S(-(uint64_t(1) << (i / 3 - width)) + uint64_t(i % 3) - 1);
        return S(int64_t(random_bits()) >> (random_bits() % 64));
    }
}

static int failures = 0;

// `mode` rounds; `saturate`: the _sat form.
template <class T, class S> void check(T (*function)(S), const char *name, bool saturate, Mode mode) {
    for (int i = 0; i < 4000; i++) {
        S x = argument<S>(i);
        T got = function(x), want;
        if constexpr (is_float<T>) {
            want = to_float<T>(quad(x), mode);
        } else if constexpr (is_float<S>) {
            quad value = rounded(quad(x), mode);
            quad low = quad(std::numeric_limits<T>::min()), high = quad(std::numeric_limits<T>::max());
            bool inside = value >= low && value <= high;
            if (!inside && !saturate) continue;
            want = value != value ? T(0) : value < low ? std::numeric_limits<T>::min() : value > high ? std::numeric_limits<T>::max() : T(value);
        } else {
            quad value = quad(x), low = quad(std::numeric_limits<T>::min()), high = quad(std::numeric_limits<T>::max());
            want = !saturate ? T(x) : value < low ? std::numeric_limits<T>::min() : value > high ? std::numeric_limits<T>::max() : T(x);
        }
        if (memcmp(&got, &want, sizeof want) != 0 && (got == got || want == want)) {
            printf("%s(%.20g) = %.20g, exact %.20g\n", name, double(x), double(got), double(want));
            failures++;
            return;
        }
    }
}
