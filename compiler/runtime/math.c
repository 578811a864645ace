// Functions of the C library that code generation calls for LLVM's operations where the processor has no
// instruction for them. Exact, as those operations are.

typedef unsigned int u32;
typedef unsigned long u64;
typedef long i64;
typedef unsigned __int128 u128;

static u64 bits_of(double value) { return __builtin_bit_cast(u64, value); }
static double of_bits(u64 bits) { return __builtin_bit_cast(double, bits); }

#define SIGN 0x8000000000000000
#define INFINITE 0x7ff0000000000000
#define HIDDEN 0x10000000000000

// Long division of the significands, bit by bit.
double fmod(double x, double y) {
    u64 sign = bits_of(x) & SIGN, a = bits_of(x) & ~SIGN, b = bits_of(y) & ~SIGN;
    if (a >= INFINITE || b > INFINITE || b == 0) {
        return (x * y) / (x * y);
    }
    if (a < b) {
        return x;
    }
    // Subnormal numbers get their leading bit in the same place as the others.
    u64 ma = (a & (HIDDEN - 1)) | HIDDEN, mb = (b & (HIDDEN - 1)) | HIDDEN;
    i64 ea = (i64)(a >> 52), eb = (i64)(b >> 52);
    if (ea == 0) {
        int up = __builtin_clzl(a) - 11;
        ma = a << up;
        ea = 1 - up;
    }
    if (eb == 0) {
        int up = __builtin_clzl(b) - 11;
        mb = b << up;
        eb = 1 - up;
    }
    for (; ea > eb; --ea) {
        ma = ma >= mb ? ma - mb : ma;
        ma <<= 1;
    }
    ma = ma >= mb ? ma - mb : ma;
    if (ma == 0) {
        return of_bits(sign);
    }
    int up = __builtin_clzl(ma) - 11;
    ma <<= up;
    eb -= up;
    // The remainder is a multiple of the least number there is: no bit is lost.
    return of_bits(sign | (eb > 0 ? ma - HIDDEN + ((u64)eb << 52) : ma >> (1 - eb)));
}

float fmodf(float x, float y) { return (float)fmod(x, y); }

static double with_sign_of(double value, double sign) {
    return of_bits((bits_of(value) & ~SIGN) | (bits_of(sign) & SIGN));
}

// Adding and taking away 2^52 rounds in the current direction, to nearest even.
double rint(double x) {
    double size = of_bits(bits_of(x) & ~SIGN);
    if (!(size < 0x1p52)) {
        return x + 0.0;
    }
    volatile double rounded = size + 0x1p52;
    return with_sign_of(rounded - 0x1p52, x);
}
double trunc(double x) {
    double size = of_bits(bits_of(x) & ~SIGN);
    return size < 0x1p52 ? with_sign_of((double)(i64)size, x) : x + 0.0;
}
double floor(double x) {
    double whole = trunc(x);
    return with_sign_of(whole - (whole > x), x);
}
double ceil(double x) {
    double whole = trunc(x);
    return with_sign_of(whole + (whole < x), x);
}
double round(double x) {
    double whole = trunc(x), rest = with_sign_of(x - whole, 1.0);
    return with_sign_of(rest >= 0.5 ? with_sign_of(whole, 1.0) + 1.0 : whole, x);
}
double nearbyint(double x) { return rint(x); }
double roundeven(double x) { return rint(x); }

float rintf(float x) { return (float)rint(x); }
float truncf(float x) { return (float)trunc(x); }
float floorf(float x) { return (float)floor(x); }
float ceilf(float x) { return (float)ceil(x); }
float roundf(float x) { return (float)round(x); }
float nearbyintf(float x) { return (float)rint(x); }
float roundevenf(float x) { return (float)rint(x); }

// The larger and the smaller, and the other when one is NaN.
double fmax(double x, double y) { return x < y || x != x ? y : x; }
double fmin(double x, double y) { return y < x || x != x ? y : x; }
float fmaxf(float x, float y) { return x < y || x != x ? y : x; }
float fminf(float x, float y) { return y < x || x != x ? y : x; }

// The product of floats is exact in double. The sum is rounded to odd there, so that rounding it
// again to float gives what one rounding would.
float fmaf(float x, float y, float z) {
    double product = (double)x * y, addend = z;
    volatile double sum = product + addend;
    double rest = sum - product;
    double error = (product - (sum - rest)) + (addend - rest);
    u64 bits = bits_of(sum);
    if (error != 0.0 && (bits & 1) == 0 && (bits & ~SIGN) < INFINITE) {
        bits += ((error > 0.0) == (sum > 0.0)) ? 1 : -1;
    }
    return (float)of_bits(bits);
}

// A finite number other than 0 as significand * 2^exponent.
typedef struct {
    u64 significand;
    i64 exponent;
} Parts;

static Parts parts_of(double value) {
    u64 size = bits_of(value) & ~SIGN;
    i64 exponent = (i64)(size >> 52);
    u64 significand = exponent ? (size & (HIDDEN - 1)) | HIDDEN : size;
    return (Parts){significand, (exponent ? exponent : 1) - 1075};
}

static int length_of(u128 value) {
    u64 high = (u64)(value >> 64);
    return high ? 128 - __builtin_clzl(high) : 64 - __builtin_clzl((u64)value);
}

// value * 2^exponent, plus something less than one unit if `sticky`, rounded once.
static double rounded(u64 sign, u128 value, i64 exponent, int sticky) {
    int length = length_of(value);
    i64 drop = length - 53;
    if (exponent + drop < -1074) {
        drop = -1074 - exponent;
    }
    if (drop > length + 1) {
        return of_bits(sign);
    }
    u64 kept;
    if (drop > 0) {
        kept = drop > 127 ? 0 : (u64)(value >> drop);
        u128 rest = drop > 127 ? value : value & (((u128)1 << drop) - 1);
        u128 tie = (u128)1 << (drop - 1);
        kept += rest > tie || (rest == tie && (sticky || (kept & 1)));
    } else {
        kept = (u64)value << -drop;
    }
    exponent += drop;
    if (kept == HIDDEN << 1) {
        kept >>= 1;
        ++exponent;
    }
    if (exponent > 971) {
        return of_bits(sign | INFINITE);
    }
    return of_bits(sign | (kept < HIDDEN ? kept : kept - HIDDEN + ((u64)(exponent + 1075) << 52)));
}

double fma(double x, double y, double z) {
    u64 sign = (bits_of(x) ^ bits_of(y)) & SIGN, sign_z = bits_of(z) & SIGN;
    u64 limit = INFINITE;
    if ((bits_of(x) & ~SIGN) >= limit || (bits_of(y) & ~SIGN) >= limit || x == 0 || y == 0) {
        return x * y + z;
    }
    if ((bits_of(z) & ~SIGN) >= limit) {
        return z + z;
    }
    Parts a = parts_of(x), b = parts_of(y);
    u128 product = (u128)a.significand * b.significand;
    i64 exponent = a.exponent + b.exponent;
    if (z == 0) {
        return rounded(sign, product, exponent, 0);
    }
    Parts c = parts_of(z);
    u128 addend = c.significand;
    // The larger one is moved up as far as there is room (two bits stay for carry and guard), the smaller
    // one down to the same unit; what falls off is sticky.
    int sticky = 0;
    int top_product = length_of(product), top_addend = length_of(addend);
    int addend_is_larger = c.exponent + top_addend > exponent + top_product;
    u128 *large = addend_is_larger ? &addend : &product, *small = addend_is_larger ? &product : &addend;
    i64 *large_exponent = addend_is_larger ? &c.exponent : &exponent;
    i64 *small_exponent = addend_is_larger ? &exponent : &c.exponent;
    int room = 126 - length_of(*large);
    *large <<= room;
    *large_exponent -= room;
    i64 down = *large_exponent - *small_exponent;
    if (down > 127) {
        sticky = 1;
        *small = 0;
    } else if (down > 0) {
        sticky = (*small & (((u128)1 << down) - 1)) != 0;
        *small >>= down;
    } else {
        *small <<= -down;
    }
    exponent = *large_exponent;
    if (sign == sign_z) {
        return rounded(sign, product + addend, exponent, sticky);
    }
    if (*large < *small) {
        u128 *other = large;
        large = small;
        small = other;
        addend_is_larger = !addend_is_larger;
    }
    u64 result_sign = addend_is_larger ? sign_z : sign;
    // What fell off makes the difference smaller: one unit less, plus something.
    u128 difference = *large - *small - (u128)sticky;
    if (difference == 0) {
        return sticky ? of_bits(result_sign) : 0.0;
    }
    return rounded(result_sign, difference, exponent, sticky);
}
