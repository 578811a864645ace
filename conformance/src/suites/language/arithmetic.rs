//! Integers, floats, vectors, conversions.

use super::numbers;
use crate::case::Case;
use mirrorcl_conformance::lab::Lab;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("language::integer_division_never_traps", division),
        Case::new("language::integer_builtins", integer_builtins),
        Case::new("language::long_and_short_arithmetic", widths),
        Case::new("language::saturating_conversions", conversions),
        Case::new("language::conversion_rounding_modes", rounding),
        Case::new("language::vector_components_and_shuffles", vectors),
        Case::new("language::vector_relationals", relationals),
        Case::new("language::double_and_half", double_and_half),
        Case::new("language::math_functions", math),
        Case::new("language::fma_and_exactness", exactness),
    ]
}

/// Division by zero and INT_MIN / -1 give some value and nothing else; the others are exact.
fn division() {
    let mut pairs: Vec<[i32; 2]> = numbers(2000)
        .chunks(2)
        .map(|pair| [pair[0] as i32, pair[1] as i32 >> 20])
        .collect();
    pairs.extend([
        [1, 0],
        [i32::MIN, -1],
        [i32::MIN, 0],
        [0, 0],
        [7, -2],
        [-7, 2],
    ]);
    let source = "kernel void k(global const int2 *in, global int2 *out) {
        size_t i = get_global_id(0); out[i] = (int2)(in[i].x / in[i].y, in[i].x % in[i].y); }";
    let results: Vec<[i32; 2]> = Lab::new().map(source, &pairs);
    for ([a, b], result) in pairs.into_iter().zip(results) {
        if let (Some(quotient), Some(remainder)) = (a.checked_div(b), a.checked_rem(b)) {
            assert_eq!(result, [quotient, remainder], "{a} / {b}");
        }
    }
}

fn integer_builtins() {
    let input: Vec<[u32; 4]> = numbers(4000)
        .chunks(4)
        .map(|c| [c[0], c[1], c[2], c[3] & 31])
        .collect();
    let source = "kernel void k(global const uint4 *in, global uint8 *out) {
        size_t i = get_global_id(0); uint4 v = in[i]; int a = as_int(v.x), b = as_int(v.y);
        out[i] = (uint8)(as_uint(add_sat(a, b)), mul_hi(v.x, v.y), rotate(v.x, v.w), clz(v.z) + popcount(v.x),
                         abs_diff(a, b), hadd(v.x, v.y), as_uint(mad_hi(a, b, as_int(v.z))), upsample((ushort)v.x, (ushort)v.y)); }";
    let results: Vec<[u32; 8]> = Lab::new().map(source, &input);
    for ([x, y, z, w], result) in input.into_iter().zip(results) {
        let (a, b) = (x as i32, y as i32);
        let high = ((i64::from(a) * i64::from(b)) >> 32) as i32;
        let expected = [
            a.saturating_add(b) as u32,
            ((u64::from(x) * u64::from(y)) >> 32) as u32,
            x.rotate_left(w),
            z.leading_zeros() + x.count_ones(),
            a.abs_diff(b),
            ((u64::from(x) + u64::from(y)) >> 1) as u32,
            high.wrapping_add(z as i32) as u32,
            x << 16 | (y & 0xffff),
        ];
        assert_eq!(result, expected, "{x:#x} {y:#x} {z:#x} {w}");
    }
}

fn widths() {
    let input: Vec<[u64; 2]> = numbers(2000)
        .chunks(4)
        .map(|c| [u64::from(c[0]) << 32 | u64::from(c[1]), u64::from(c[2])])
        .collect();
    let source = "kernel void k(global const ulong2 *in, global long4 *out) {
        size_t i = get_global_id(0); ulong2 v = in[i];
        short s = (short)v.x; char c = (char)v.x; uchar u = (uchar)v.x;
        out[i] = (long4)((long)(v.x * v.y), (long)v.x >> (v.y & 63), s * c + u, (long)(v.x % (v.y | 1))); }";
    let results: Vec<[i64; 4]> = Lab::new().map(source, &input);
    for ([x, y], result) in input.into_iter().zip(results) {
        let narrow = i32::from(x as i16) * i32::from(x as i8) + i32::from(x as u8);
        let expected = [
            x.wrapping_mul(y) as i64,
            x as i64 >> (y & 63),
            i64::from(narrow),
            (x % (y | 1)) as i64,
        ];
        assert_eq!(result, expected, "{x:#x} {y:#x}");
    }
}

fn conversions() {
    let mut input: Vec<f32> = numbers(1000).into_iter().map(f32::from_bits).collect();
    input.extend([
        0.0,
        -0.5,
        0.5,
        127.5,
        128.0,
        -129.0,
        255.9,
        4e9,
        -4e9,
        1e20,
        f32::NAN,
        f32::INFINITY,
        f32::NEG_INFINITY,
    ]);
    let source = "kernel void k(global const float *in, global int4 *out) {
        size_t i = get_global_id(0); float v = in[i];
        out[i] = (int4)(convert_char_sat(v), convert_uchar_sat(v), convert_int_sat(v), as_int(convert_uint_sat(v))); }";
    let results: Vec<[i32; 4]> = Lab::new().map(source, &input);
    for (value, result) in input.into_iter().zip(results) {
        // Rust's `as` saturates, truncates and takes NaN to 0, as OpenCL C §6.4.3.3 has it for `_sat`.
        let expected = [
            i32::from(value as i8),
            i32::from(value as u8),
            value as i32,
            value as u32 as i32,
        ];
        assert_eq!(result, expected, "{value}");
    }
}

fn rounding() {
    let input: Vec<f32> = (-64..64).map(|step| step as f32 * 0.25).collect();
    let source = "kernel void k(global const float *in, global int4 *out) {
        size_t i = get_global_id(0); float v = in[i];
        out[i] = (int4)(convert_int_rte(v), convert_int_rtz(v), convert_int_rtp(v), convert_int_rtn(v)); }";
    let results: Vec<[i32; 4]> = Lab::new().map(source, &input);
    for (value, result) in input.into_iter().zip(results) {
        let modes = [
            value.round_ties_even(),
            value.trunc(),
            value.ceil(),
            value.floor(),
        ];
        assert_eq!(result, modes.map(|rounded| rounded as i32), "{value}");
    }
}

fn vectors() {
    let input: Vec<[u32; 8]> = numbers(800)
        .chunks(8)
        .map(|c| c.try_into().expect("chunks of eight"))
        .collect();
    let source = "kernel void k(global const uint8 *in, global uint8 *out) {
        size_t i = get_global_id(0); uint8 v = in[i]; uint3 three = v.s123; uint8 r;
        r.lo = shuffle2(v.lo, v.hi, (uint4)(7, 0, 5, 2)); r.hi = v.odd;
        r.s7 = three.z + v.even.s3; r.xy = r.yx; out[i] = r; }";
    let results: Vec<[u32; 8]> = Lab::new().map(source, &input);
    for (v, result) in input.into_iter().zip(results) {
        let last = v[3].wrapping_add(v[6]);
        assert_eq!(result, [v[0], v[7], v[5], v[2], v[1], v[3], v[5], last]);
    }
}

fn relationals() {
    let specials = [
        0.0,
        -0.0,
        1.0,
        -1.0,
        f32::NAN,
        f32::INFINITY,
        f32::NEG_INFINITY,
        1e-40,
    ];
    let input: Vec<[f32; 2]> = specials
        .iter()
        .flat_map(|&a| specials.map(|b| [a, b]))
        .collect();
    let source = "kernel void k(global const float2 *in, global int8 *out) {
        size_t i = get_global_id(0); float a = in[i].x, b = in[i].y; float2 v = in[i];
        int2 less = isless(v, v.yx);
        out[i] = (int8)(isequal(a, b), isnan(a), isinf(v).x, less.x, any(isnan(v)), all(isfinite(v)),
                        select(1, 2, a < b), (int)bitselect(1u, 6u, 4u)); }";
    let results: Vec<[i32; 8]> = Lab::new().map(source, &input);
    for ([a, b], result) in input.into_iter().zip(results) {
        let expected = [
            i32::from(a == b),
            i32::from(a.is_nan()),
            -i32::from(a.is_infinite()),
            -i32::from(a < b),
            i32::from(a.is_nan() || b.is_nan()),
            i32::from(a.is_finite() && b.is_finite()),
            1 + i32::from(a < b),
            5,
        ];
        assert_eq!(result, expected, "{a} {b}");
    }
}

fn double_and_half() {
    let input: Vec<f64> = numbers(500)
        .into_iter()
        .map(|n| f64::from(n as i32) / 3e5)
        .collect();
    let source = "#pragma OPENCL EXTENSION cl_khr_fp16 : enable
        kernel void k(global const double *in, global double4 *out) {
        size_t i = get_global_id(0); double v = in[i]; half h = (half)v;
        out[i] = (double4)(v * v + 1.0, sqrt(fabs(v)), (double)h, (double)(h + (half)1.0)); }";
    let results: Vec<[f64; 4]> = Lab::new().map(source, &input);
    for (value, result) in input.into_iter().zip(results) {
        assert_eq!(result[1], value.abs().sqrt());
        let fused = value.mul_add(value, 1.0);
        assert!(
            result[0] == value * value + 1.0 || result[0] == fused,
            "{value}"
        );
        // A half has 11 bits: the nearest is within 2^-11 of the value, and adding rounds once more.
        assert!(
            (result[2] - value).abs() <= value.abs() / 2048.0 + 3e-8,
            "{value} became {}",
            result[2]
        );
        assert!(
            (result[3] - result[2] - 1.0).abs() <= (result[2] + 1.0).abs() / 1024.0 + 6e-8,
            "{value}"
        );
    }
}

fn math() {
    let input: Vec<f32> = numbers(2000)
        .into_iter()
        .map(|n| f32::from((n >> 16) as u16) / 3000.0 - 10.0)
        .collect();
    let source = "kernel void k(global const float *in, global float8 *out) {
        size_t i = get_global_id(0); float v = in[i];
        out[i] = (float8)(sin(v), exp(v), log(fabs(v)), pow(fabs(v), 1.7f), tanh(v), cbrt(v), atan2(v, 2.0f), erf(v)); }";
    let results: Vec<[f32; 8]> = Lab::new().map(source, &input);
    for (value, result) in input.into_iter().zip(results) {
        let x = f64::from(value);
        let expected = [
            x.sin(),
            x.exp(),
            x.abs().ln(),
            x.abs().powf(f64::from(1.7_f32)),
            x.tanh(),
            x.cbrt(),
            x.atan2(2.0),
        ];
        let limits = [4.0, 3.0, 3.0, 16.0, 5.0, 2.0, 6.0];
        for (index, (expected, limit)) in expected.into_iter().zip(limits).enumerate() {
            let ulp = f64::from(f32::EPSILON)
                * f64::from(expected as f32)
                    .abs()
                    .max(1e-37)
                    .log2()
                    .floor()
                    .exp2();
            let error = (f64::from(result[index]) - expected).abs() / ulp;
            assert!(
                error <= limit || f64::from(result[index]) == expected,
                "function {index} of {value}: {error} ULP"
            );
        }
        assert!(result[7].abs() <= 1.0 && result[7].is_sign_negative() == value.is_sign_negative());
    }
}

/// Operations that IEEE 754 rounds correctly are, at every local size.
fn exactness() {
    let input: Vec<[f32; 2]> = numbers(4000)
        .chunks(2)
        .map(|c| [f32::from_bits(c[0]), f32::from_bits(c[1])])
        .collect();
    let source = "#pragma OPENCL FP_CONTRACT OFF
        kernel void k(global const float2 *in, global float4 *out) {
        size_t i = get_global_id(0); float a = in[i].x, b = in[i].y;
        out[i] = (float4)(a + b, a * b, fma(a, b, a), trunc(a)); }";
    let results: Vec<[f32; 4]> = Lab::new().map(source, &input);
    for ([a, b], result) in input.into_iter().zip(results) {
        for (index, expected) in [a + b, a * b, a.mul_add(b, a), a.trunc()]
            .into_iter()
            .enumerate()
        {
            let same = result[index].to_bits() == expected.to_bits()
                || result[index].is_nan() && expected.is_nan();
            assert!(
                same,
                "operation {index} of {a:e}, {b:e}: {:e} for {expected:e}",
                result[index]
            );
        }
    }
}
