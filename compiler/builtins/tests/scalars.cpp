// Integer built-ins of all types against 128-bit arithmetic.
#include <cstdint>
#include <cstdio>
#include <limits>
#include <type_traits>

using schar = signed char;
using uchar = unsigned char;
using ushort = unsigned short;
using uint = unsigned;
using ulong = unsigned long;
using wide = __int128;

#define TYPES(M) M(schar, c, uchar) M(uchar, h, uchar) M(short, s, ushort) M(ushort, t, ushort) M(int, i, uint) M(uint, j, uint) M(long, l, ulong) M(ulong, m, ulong)

#define DECLARE(T, c, U)                                                                                \
    U lib_abs(T) asm("_Z3abs" #c);                                                                      \
    U lib_abs_diff(T, T) asm("_Z8abs_diff" #c #c);                                                      \
    T lib_add_sat(T, T) asm("_Z7add_sat" #c #c);                                                        \
    T lib_sub_sat(T, T) asm("_Z7sub_sat" #c #c);                                                        \
    T lib_hadd(T, T) asm("_Z4hadd" #c #c);                                                              \
    T lib_rhadd(T, T) asm("_Z5rhadd" #c #c);                                                            \
    T lib_clamp(T, T, T) asm("_Z5clamp" #c #c #c);                                                      \
    T lib_clz(T) asm("_Z3clz" #c);                                                                      \
    T lib_ctz(T) asm("_Z3ctz" #c);                                                                      \
    T lib_popcount(T) asm("_Z8popcount" #c);                                                            \
    T lib_mad_hi(T, T, T) asm("_Z6mad_hi" #c #c #c);                                                    \
    T lib_mad_sat(T, T, T) asm("_Z7mad_sat" #c #c #c);                                                  \
    T lib_mul_hi(T, T) asm("_Z6mul_hi" #c #c);                                                          \
    T lib_max(T, T) asm("_Z3max" #c #c);                                                                \
    T lib_min(T, T) asm("_Z3min" #c #c);                                                                \
    T lib_rotate(T, T) asm("_Z6rotate" #c #c);                                                          \
    T lib_bit_reverse(T) asm("_Z11bit_reverse" #c);                                                     \
    T lib_insert(T, T, uint, uint) asm("_Z15bitfield_insert" #c #c "jj");                               \
    std::make_signed_t<T> lib_extract_signed(T, uint, uint) asm("_Z23bitfield_extract_signed" #c "jj"); \
    U lib_extract_unsigned(T, uint, uint) asm("_Z25bitfield_extract_unsigned" #c "jj");
TYPES(DECLARE)
int lib_mul24(int, int) asm("_Z5mul24ii");
uint lib_mul24(uint, uint) asm("_Z5mul24jj");
int lib_mad24(int, int, int) asm("_Z5mad24iii");
short lib_upsample(schar, uchar) asm("_Z8upsamplech");
ushort lib_upsample(uchar, uchar) asm("_Z8upsamplehh");
int lib_upsample(short, ushort) asm("_Z8upsamplest");
uint lib_upsample(ushort, ushort) asm("_Z8upsamplett");
long lib_upsample(int, uint) asm("_Z8upsampleij");
ulong lib_upsample(uint, uint) asm("_Z8upsamplejj");
int lib_dot_ss(uint, uint) asm("_Z20dot_4x8packed_ss_intjj");
uint lib_dot_uu(uint, uint) asm("_Z21dot_4x8packed_uu_uintjj");
int lib_dot_us(uint, uint) asm("_Z20dot_4x8packed_us_intjj");
int lib_dot_acc_sat_ss(uint, uint, int) asm("_Z28dot_acc_sat_4x8packed_ss_intjji");

static uint64_t state = 88172645463325252;
static uint64_t random_bits() {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}
template <class T> T next() {
    switch (random_bits() % 6) {
    case 0: return T(random_bits() % 5) - T(2);
    case 1: return std::numeric_limits<T>::max() - T(random_bits() % 3);
    case 2: return std::numeric_limits<T>::min() + T(random_bits() % 3);
    default: return T(int64_t(random_bits()) >> (random_bits() % 64));
    }
}

static int failures = 0;
template <class T> void expect(const char *name, const char *type, T got, wide want) {
    if (wide(got) != want && failures++ < 50) printf("%s(%s): %lld, exact %lld\n", name, type, (long long)got, (long long)want);
}
template <class T> wide saturated(wide x) {
    return x < wide(std::numeric_limits<T>::min()) ? wide(std::numeric_limits<T>::min())
                                                   : x > wide(std::numeric_limits<T>::max()) ? wide(std::numeric_limits<T>::max()) : x;
}
// floor(x y / 2^bits), which 128 bits hold only by halves for ulong.
template <class T> wide high_product(T x, T y) {
    if constexpr (std::is_same_v<T, ulong>) return wide((unsigned __int128)x * y >> 64);
    return (wide(x) * wide(y)) >> (sizeof(T) * 8);
}

template <class T, class U> void check(const char *type) {
    constexpr int bits = sizeof(T) * 8;
    for (int turn = 0; turn < 20000; turn++) {
        T x = next<T>(), y = next<T>(), z = next<T>();
        U u = U(x);
        expect("abs", type, lib_abs(x), x < 0 ? -wide(x) : wide(x));
        expect("abs_diff", type, lib_abs_diff(x, y), x > y ? wide(x) - y : wide(y) - x);
        expect("add_sat", type, lib_add_sat(x, y), saturated<T>(wide(x) + y));
        expect("sub_sat", type, lib_sub_sat(x, y), saturated<T>(wide(x) - y));
        expect("hadd", type, lib_hadd(x, y), (wide(x) + y) >> 1);
        expect("rhadd", type, lib_rhadd(x, y), (wide(x) + y + 1) >> 1);
        T low = y < z ? y : z, high = y < z ? z : y;
        expect("clamp", type, lib_clamp(x, low, high), x < low ? low : x > high ? high : x);
        int clz = 0, ctz = 0, ones = 0;
        while (clz < bits && !(u >> (bits - 1 - clz) & 1)) clz++;
        while (ctz < bits && !(u >> ctz & 1)) ctz++;
        U reversed = 0;
        for (int i = 0; i < bits; i++) {
            ones += u >> i & 1;
            reversed |= U(U(u >> i & 1) << (bits - 1 - i));
        }
        expect("clz", type, lib_clz(x), clz);
        expect("ctz", type, lib_ctz(x), ctz);
        expect("popcount", type, lib_popcount(x), ones);
        expect("bit_reverse", type, lib_bit_reverse(x), T(reversed));
        expect("mul_hi", type, lib_mul_hi(x, y), high_product(x, y));
        expect("mad_hi", type, lib_mad_hi(x, y, z), T(high_product(x, y) + z));
        wide product;
        if constexpr (std::is_same_v<T, ulong>) {
            unsigned __int128 p = (unsigned __int128)x * y;
            product = p > ~(unsigned __int128)0 / 4 ? wide(1) << 100 : wide(p);
        } else {
            product = wide(x) * y;
        }
        expect("mad_sat", type, lib_mad_sat(x, y, z), saturated<T>(product + z));
        expect("max", type, lib_max(x, y), x > y ? x : y);
        expect("min", type, lib_min(x, y), x < y ? x : y);
        int n = int(U(y) % bits);
        expect("rotate", type, lib_rotate(x, y), T(U(n == 0 ? u : U(u << n) | U(u >> (bits - n)))));
        uint offset = uint(random_bits() % bits), count = uint(random_bits() % (bits - offset + 1));
        U mask = count == 0 ? U(0) : U(U(-1) >> (bits - count));
        expect("bitfield_insert", type, lib_insert(x, y, offset, count), T((u & U(~U(mask << offset))) | U(U(U(y) & mask) << offset)));
        U field = U(u >> offset) & mask;
        expect("bitfield_extract_unsigned", type, lib_extract_unsigned(x, offset, count), field);
        bool negative = count != 0 && (field >> (count - 1) & 1);
        expect("bitfield_extract_signed", type, lib_extract_signed(x, offset, count), negative ? wide(field) - (wide(mask) + 1) : wide(field));
    }
}

template <class T, class U, class W> void check_upsample(const char *type) {
    for (int turn = 0; turn < 1000; turn++) {
        T high = next<T>();
        U low = next<U>();
        W want = W((wide(high) << (sizeof(T) * 8)) | wide(low));
        expect("upsample", type, lib_upsample(high, low), wide(want));
    }
}

int main() {
#define CHECK(T, c, U) check<T, U>(#T);
    TYPES(CHECK)
    check_upsample<schar, uchar, short>("char");
    check_upsample<uchar, uchar, ushort>("uchar");
    check_upsample<short, ushort, int>("short");
    check_upsample<ushort, ushort, uint>("ushort");
    check_upsample<int, uint, long>("int");
    check_upsample<uint, uint, ulong>("uint");
    for (int turn = 0; turn < 1000; turn++) {
        int x = int(random_bits()) >> 8, y = int(random_bits()) >> 8, z = int(random_bits());
        expect("mul24", "int", lib_mul24(x, y), int(uint(x) * uint(y)));
        expect("mul24", "uint", lib_mul24(uint(x) >> 8, uint(y) >> 8), (uint(x) >> 8) * (uint(y) >> 8));
        expect("mad24", "int", lib_mad24(x, y, z), int(uint(x) * uint(y) + uint(z)));
        uint a = uint(random_bits()), b = uint(random_bits());
        long ss = 0, uu = 0, us = 0;
        for (int i = 0; i < 4; i++) {
            ss += long(schar(a >> 8 * i)) * schar(b >> 8 * i);
            uu += long(uchar(a >> 8 * i)) * uchar(b >> 8 * i);
            us += long(uchar(a >> 8 * i)) * schar(b >> 8 * i);
        }
        expect("dot_4x8packed", "ss", lib_dot_ss(a, b), ss);
        expect("dot_4x8packed", "uu", lib_dot_uu(a, b), uu);
        expect("dot_4x8packed", "us", lib_dot_us(a, b), us);
        expect("dot_acc_sat_4x8packed", "ss", lib_dot_acc_sat_ss(a, b, 2147483000), saturated<int>(ss + 2147483000));
    }
    return failures != 0;
}
