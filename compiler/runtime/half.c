// Conversions between half and the wider types, for processors (or widths) without instructions.
// Rounded to nearest, ties to even; half values travel in xmm0 as the x86-64 ABI has _Float16.

typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;

static u32 float_bits(float value) { return __builtin_bit_cast(u32, value); }
static u64 double_bits(double value) { return __builtin_bit_cast(u64, value); }

// A value of `width` significand bits behind the point and an unbiased exponent, to half.
static u16 round_to_half(u16 sign, long exponent, u64 significand, int width) {
    if (exponent > 15) {
        return sign | 0x7c00;
    }
    // The bits below the half's last one go; below the least normal exponent more of them do.
    long dropped = width - 10;
    long biased = exponent + 15;
    if (biased <= 0) {
        dropped += 1 - biased;
        biased = 0;
        significand |= (u64)1 << width;
        if (dropped > width + 2) {
            return sign;
        }
    }
    u64 kept = significand >> dropped;
    u64 rest = significand & (((u64)1 << dropped) - 1);
    u64 tie = (u64)1 << (dropped - 1);
    u64 result = ((u64)biased << 10) + kept;
    result += rest > tie || (rest == tie && (kept & 1));
    return sign | (u16)result;
}

static u16 half_of_double(double value) {
    u64 bits = double_bits(value);
    u16 sign = (u16)(bits >> 48) & 0x8000;
    long exponent = (long)(bits >> 52 & 0x7ff);
    u64 significand = bits & 0xfffffffffffff;
    if (exponent == 0x7ff) {
        return sign | 0x7c00 | (significand ? 0x200 | (u16)(significand >> 42) : 0);
    }
    return exponent == 0 ? sign : round_to_half(sign, exponent - 1023, significand, 52);
}

static u16 half_of_float(float value) {
    u32 bits = float_bits(value);
    u16 sign = (u16)(bits >> 16) & 0x8000;
    long exponent = (long)(bits >> 23 & 0xff);
    u32 significand = bits & 0x7fffff;
    if (exponent == 0xff) {
        return sign | 0x7c00 | (significand ? 0x200 | (u16)(significand >> 13) : 0);
    }
    return exponent == 0 ? sign : round_to_half(sign, exponent - 127, significand, 23);
}

static float float_of_half(u16 half) {
    u32 sign = (u32)(half & 0x8000) << 16;
    u32 magnitude = half & 0x7fff;
    if (magnitude >= 0x7c00) {
        u32 quiet = magnitude > 0x7c00 ? 0x400000 : 0;
        return __builtin_bit_cast(float, sign | 0x7f800000 | quiet | (magnitude & 0x3ff) << 13);
    }
    if (magnitude < 0x400) {
        float value = (float)magnitude * 0x1p-24f;
        return __builtin_bit_cast(float, sign | float_bits(value));
    }
    return __builtin_bit_cast(float, sign | ((magnitude << 13) + (112u << 23)));
}

_Float16 __truncsfhf2(float value) { return __builtin_bit_cast(_Float16, half_of_float(value)); }
_Float16 __truncdfhf2(double value) { return __builtin_bit_cast(_Float16, half_of_double(value)); }
float __extendhfsf2(_Float16 value) { return float_of_half(__builtin_bit_cast(u16, value)); }
