//! Finance, bodies, fractals, transforms: mathematics with some structure.

use crate::case::Case;
use crate::data;
use crate::metric::Metric;

pub(super) fn metrics() -> Vec<Metric> {
    vec![
        Metric::kernel("kernel/simulate/Black-Scholes f32 512k", black_scholes),
        Metric::kernel(
            "kernel/simulate/Black-Scholes f64 128k",
            black_scholes_double,
        ),
        Metric::kernel("kernel/simulate/n-body f32 1024", nbody),
        Metric::kernel("kernel/simulate/n-body in local memory 1024", nbody_local),
        Metric::kernel("kernel/simulate/mandelbrot f32 256", mandelbrot),
        Metric::kernel("kernel/simulate/mandelbrot f64 256", mandelbrot_double),
        Metric::kernel("kernel/simulate/julia f32 256", julia),
        Metric::kernel("kernel/simulate/FFT radix-2 stage 512k", fft),
        Metric::kernel("kernel/simulate/Monte-Carlo pi 64k x 64", pi),
        Metric::kernel("kernel/simulate/Sobol 256k", sobol),
        Metric::kernel("kernel/simulate/k-means assignment 64k, 16 of 4", kmeans),
        Metric::kernel("kernel/simulate/ray and spheres 128k x 16", rays),
    ]
}

macro_rules! black_scholes {
    ($name:ident, $real:literal, $rust:ty, $n:expr, $random:path, $tolerance:expr) => {
        fn $name() -> Case {
            let input: Vec<$rust> = $random($n, 20.0, 40.0);
            let expected: Vec<$rust> = input.iter().map(|&s| price(s as f64) as $rust).collect();
            Case::new(
                concat!("typedef ", $real, " T;
                    T cnd(T d) { T k = 1 / (1 + (T)0.2316419 * fabs(d));
                        T c = (T)0.3989422804 * exp((T)-0.5 * d * d) * (k * ((T)0.319381530 + k * ((T)-0.356563782 + k * ((T)1.781477937
                            + k * ((T)-1.821255978 + k * (T)1.330274429)))));
                        return d > 0 ? 1 - c : c; }
                    kernel void k(global const T *s, global T *call) {
                        size_t i = get_global_id(0); T S = s[i], X = 25, Y = 2, R = (T)0.02, V = (T)0.3;
                        T q = sqrt(Y), d1 = (log(S / X) + (R + (T)0.5 * V * V) * Y) / (V * q), d2 = d1 - V * q;
                        call[i] = S * cnd(d1) - X * exp(-R * Y) * cnd(d2); }"),
                &[$n],
            )
            .buffer(&input)
            .filled::<$rust>(0.0, $n)
            .gives(1, &expected, $tolerance)
            .native(
                $n,
                concat!("#include <tgmath.h>\ntypedef ", $real, " T;
                    static T cnd(T d) { T k = 1 / (1 + (T)0.2316419 * fabs(d));
                        T c = (T)0.3989422804 * exp((T)-0.5 * d * d) * (k * ((T)0.319381530 + k * ((T)-0.356563782 + k * ((T)1.781477937
                            + k * ((T)-1.821255978 + k * (T)1.330274429)))));
                        return d > 0 ? 1 - c : c; }
                    void k(void *const *a, long begin, long end) {
                        ARRAY(T, s, 0); ARRAY(T, call, 1);
                        for (long i = begin; i < end; ++i) { T S = s[i], X = 25, Y = 2, R = (T)0.02, V = (T)0.3;
                            T q = sqrt(Y), d1 = (log(S / X) + (R + (T)0.5 * V * V) * Y) / (V * q), d2 = d1 - V * q;
                            call[i] = S * cnd(d1) - X * exp(-R * Y) * cnd(d2); } }"),
            )
        }
    };
}

black_scholes!(black_scholes, "float", f32, 1 << 19, data::floats, 1e-4);
black_scholes!(
    black_scholes_double,
    "double",
    f64,
    1 << 17,
    data::doubles,
    1e-12
);

/// Black and Scholes's price of a call at 25 in two years.
fn price(s: f64) -> f64 {
    let cnd = |d: f64| {
        let k = 1.0 / (1.0 + 0.231_641_9 * d.abs());
        let tail = -0.356_563_782 + k * (1.781_477_937 + k * (-1.821_255_978 + k * 1.330_274_429));
        let c = 0.398_942_280_4 * (-0.5 * d * d).exp() * (k * (0.319_381_53 + k * tail));
        if d > 0.0 { 1.0 - c } else { c }
    };
    let (x, t, r, v) = (25.0, 2.0_f64, 0.02, 0.3);
    let d1 = ((s / x).ln() + (r + 0.5 * v * v) * t) / (v * t.sqrt());
    s * cnd(d1) - x * (-r * t).exp() * cnd(d1 - v * t.sqrt())
}

/// `source` gives the forces of N bodies on each other.
fn bodies(source: &'static str) -> Case {
    const N: usize = 1024;
    let positions = data::floats(4 * N, 0.1, 3.0);
    let expected: Vec<f32> = positions[..64]
        .chunks(4)
        .flat_map(|me| {
            let mut sum = [0.0_f64; 4];
            for other in positions.chunks(4) {
                let d: [f64; 3] = std::array::from_fn(|a| f64::from(other[a]) - f64::from(me[a]));
                let r = (d.iter().map(|v| v * v).sum::<f64>() + f64::from(0.01_f32)).sqrt();
                (0..3).for_each(|a| sum[a] += d[a] * f64::from(other[3]) / (r * r * r));
            }
            sum.map(|v| v as f32)
        })
        .collect();
    Case::new(source, &[N])
        .local(&[64])
        .buffer(&positions)
        .filled(0.0_f32, 4 * N)
        .value(N as i32)
        .gives(1, &expected, 2e-3)
        .native(
            N,
            "void k(void *const *a, long begin, long end) {
                ARRAY(float, p, 0); ARRAY(float, f, 1); VALUE(int, n, 2);
                for (long i = begin; i < end; ++i) { float x = 0, y = 0, z = 0;
                    for (long j = 0; j < n; ++j) { _Pragma(\"clang fp reassociate(on)\")
                        float dx = p[4 * j] - p[4 * i], dy = p[4 * j + 1] - p[4 * i + 1], dz = p[4 * j + 2] - p[4 * i + 2];
                        float r = 1 / sqrtf(dx * dx + dy * dy + dz * dz + 0.01f), s = p[4 * j + 3] * r * r * r;
                        x += dx * s; y += dy * s; z += dz * s; }
                    f[4 * i] = x; f[4 * i + 1] = y; f[4 * i + 2] = z; f[4 * i + 3] = 0; } }",
        )
}

fn nbody() -> Case {
    bodies(
        "kernel void k(global const float4 *p, global float4 *f, int n) {
            size_t i = get_global_id(0); float4 me = p[i]; float3 sum = 0;
            for (int j = 0; j < n; ++j) { float3 d = p[j].xyz - me.xyz; float r = rsqrt(dot(d, d) + 0.01f); sum += d * (p[j].w * r * r * r); }
            f[i] = (float4)(sum, 0); }",
    )
}

fn nbody_local() -> Case {
    bodies(
        "kernel void k(global const float4 *p, global float4 *f, int n) {
            local float4 tile[64]; size_t i = get_global_id(0), l = get_local_id(0); float4 me = p[i]; float3 sum = 0;
            for (int t = 0; t < n; t += 64) { tile[l] = p[t + l]; barrier(CLK_LOCAL_MEM_FENCE);
                for (int j = 0; j < 64; ++j) { float3 d = tile[j].xyz - me.xyz; float r = rsqrt(dot(d, d) + 0.01f); sum += d * (tile[j].w * r * r * r); }
                barrier(CLK_LOCAL_MEM_FENCE); }
            f[i] = (float4)(sum, 0); }",
    )
}

macro_rules! mandelbrot {
    ($name:ident, $real:literal, $rust:ty) => {
        fn $name() -> Case {
            const N: usize = 256;
            let escape = |index: usize| {
                let cx = -2.0 + 3.0 * (index % N) as $rust / N as $rust;
                let cy = -1.5 + 3.0 * (index / N) as $rust / N as $rust;
                let (mut x, mut y, mut i): ($rust, $rust, i32) = (0.0, 0.0, 0);
                while i < 256 && x * x + y * y < 4.0 {
                    (x, y) = (x * x - y * y + cx, 2.0 * x * y + cy);
                    i += 1;
                }
                i
            };
            let expected: Vec<i32> = (0..N * N).map(escape).collect();
            // Points at the border depend on how products are rounded.
            Case::new(
                concat!("typedef ", $real, " T;
                    kernel void k(global int *out, int n) {
                        int px = get_global_id(0), py = get_global_id(1);
                        T cx = (T)-2 + (T)3 * px / n, cy = (T)-1.5 + (T)3 * py / n, x = 0, y = 0; int i = 0;
                        while (i < 256 && x * x + y * y < 4) { T t = x * x - y * y + cx; y = 2 * x * y + cy; x = t; ++i; }
                        out[py * n + px] = i; }"),
                &[N, N],
            )
            .filled(0_i32, N * N)
            .value(N as i32)
            .gives_most(0, &expected, 0.02)
            .native(
                N * N,
                concat!("typedef ", $real, " T;
                    void k(void *const *a, long begin, long end) {
                        ARRAY(int, out, 0); VALUE(int, n, 1);
                        for (long p = begin; p < end; ++p) {
                            T cx = (T)-2 + (T)3 * (p % n) / n, cy = (T)-1.5 + (T)3 * (p / n) / n, x = 0, y = 0; int i = 0;
                            while (i < 256 && x * x + y * y < 4) { T t = x * x - y * y + cx; y = 2 * x * y + cy; x = t; ++i; }
                            out[p] = i; } }"),
            )
        }
    };
}

mandelbrot!(mandelbrot, "float", f32);
mandelbrot!(mandelbrot_double, "double", f64);

fn julia() -> Case {
    const N: usize = 256;
    let colour = |index: usize| {
        let mut x = -1.5 + 3.0 * (index % N) as f32 / N as f32;
        let mut y = -1.5 + 3.0 * (index / N) as f32 / N as f32;
        for i in 0..200_u8 {
            (x, y) = (x * x - y * y - 0.8, 2.0 * x * y + 0.156);
            if x * x + y * y > 4.0 {
                return i;
            }
        }
        200
    };
    let expected: Vec<u8> = (0..N * N).map(colour).collect();
    Case::new(
        "kernel void k(global uchar *out, int n) {
            int px = get_global_id(0), py = get_global_id(1); float2 z = (float2)(px, py) * 3.0f / n - 1.5f; int i;
            for (i = 0; i < 200; ++i) {
                z = (float2)(z.x * z.x - z.y * z.y - 0.8f, 2 * z.x * z.y + 0.156f); if (dot(z, z) > 4.0f) break; }
            out[py * n + px] = i; }",
        &[N, N],
    )
    .filled(0_u8, N * N)
    .value(N as i32)
    .gives_most(0, &expected, 0.05)
}

fn fft() -> Case {
    const N: usize = 1 << 19;
    const HALF: usize = 64;
    let input = data::floats(2 * N, -1.0, 1.0);
    let mut expected = input.clone();
    for i in 0..N / 2 {
        let (a, twiddle) = (i / HALF * 2 * HALF + i % HALF, i % HALF);
        let b = a + HALF;
        let (sin, cos) = (-std::f64::consts::PI * twiddle as f64 / HALF as f64).sin_cos();
        let (re, im) = (f64::from(input[2 * b]), f64::from(input[2 * b + 1]));
        let (re, im) = (re * cos - im * sin, re * sin + im * cos);
        expected[2 * a] = (f64::from(input[2 * a]) + re) as f32;
        expected[2 * a + 1] = (f64::from(input[2 * a + 1]) + im) as f32;
        expected[2 * b] = (f64::from(input[2 * a]) - re) as f32;
        expected[2 * b + 1] = (f64::from(input[2 * a + 1]) - im) as f32;
    }
    Case::new(
        "kernel void k(global const float2 *in, global float2 *out, uint side) {
            uint i = get_global_id(0), t = i % side, a = i / side * 2 * side + t, b = a + side; float c, s = sincos(-M_PI_F * t / side, &c);
            float2 x = in[a], y = in[b], r = (float2)(y.x * c - y.y * s, y.x * s + y.y * c); out[a] = x + r; out[b] = x - r; }",
        &[N / 2],
    )
    .buffer(&input)
    .filled(0.0_f32, 2 * N)
    .value(HALF as u32)
    .gives(1, &expected, 1e-5)
    .native(
        N / 2,
        "void k(void *const *a, long begin, long end) {
            ARRAY(float, in, 0); ARRAY(float, out, 1); VALUE(uint, side, 2);
            for (long i = begin; i < end; ++i) {
                uint t = i % side, p = i / side * 2 * side + t, q = p + side; float w = -3.14159265f * t / side, c = cosf(w), s = sinf(w);
                float re = in[2 * q] * c - in[2 * q + 1] * s, im = in[2 * q] * s + in[2 * q + 1] * c;
                out[2 * p] = in[2 * p] + re; out[2 * p + 1] = in[2 * p + 1] + im;
                out[2 * q] = in[2 * p] - re; out[2 * q + 1] = in[2 * p + 1] - im; } }",
    )
}

fn pi() -> Case {
    const N: usize = 1 << 16;
    let step = |x: u32| x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    let seeds = data::words(N);
    let hits = |&seed: &u32| {
        let mut state = seed;
        (0..64)
            .map(|_| {
                let x = step(state);
                state = step(x);
                let unit = |bits: u32| (bits >> 9) as f32 / (1 << 23) as f32;
                u32::from(unit(x) * unit(x) + unit(state) * unit(state) < 1.0)
            })
            .sum::<u32>()
    };
    let expected: Vec<u32> = seeds.iter().map(hits).collect();
    Case::new(
        "kernel void k(global const uint *seeds, global uint *hits) {
            size_t i = get_global_id(0); uint s = seeds[i], n = 0;
            for (int t = 0; t < 64; ++t) {
                uint a = s * 1664525u + 1013904223u; s = a * 1664525u + 1013904223u;
                float x = (a >> 9) * 0x1p-23f, y = (s >> 9) * 0x1p-23f; n += x * x + y * y < 1.0f; }
            hits[i] = n; }",
        &[N],
    )
    .buffer(&seeds)
    .filled(0_u32, N)
    .gives_most(1, &expected, 0.001)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(uint, seeds, 0); ARRAY(uint, hits, 1);
            for (long i = begin; i < end; ++i) { uint s = seeds[i], n = 0;
                for (int t = 0; t < 64; ++t) {
                    uint p = s * 1664525u + 1013904223u; s = p * 1664525u + 1013904223u;
                    float x = (p >> 9) * 0x1p-23f, y = (s >> 9) * 0x1p-23f; n += x * x + y * y < 1.0f; }
                hits[i] = n; } }",
    )
}

fn sobol() -> Case {
    const N: usize = 1 << 18;
    let directions = data::words(20);
    let point = |i: u32| {
        let bits = (0..20).filter(|bit| i >> bit & 1 == 1);
        bits.fold(0, |x, bit| x ^ directions[bit as usize]) as f32 * 2_f32.powi(-32)
    };
    let expected: Vec<f32> = (0..N as u32).map(point).collect();
    Case::new(
        "kernel void k(global float *out, constant uint *v) {
            uint i = get_global_id(0), x = 0; for (uint n = i, b = 0; n; n >>= 1, ++b) if (n & 1) x ^= v[b];
            out[i] = x * 0x1p-32f; }",
        &[N],
    )
    .filled(0.0_f32, N)
    .buffer(&directions)
    .gives(0, &expected, 1e-7)
}

fn kmeans() -> Case {
    const N: usize = 1 << 16;
    let (points, centres) = (
        data::floats(4 * N, 0.0, 1.0),
        data::floats(64 + 17, 0.0, 1.0)[17..].to_vec(),
    );
    let nearest = |point: &[f32]| {
        let distance = |centre: &[f32]| {
            centre
                .iter()
                .zip(point)
                .map(|(c, p)| (c - p) * (c - p))
                .sum::<f32>()
        };
        let distances = centres.chunks(4).map(distance).enumerate();
        distances
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map_or(0, |(at, _)| at as u32)
    };
    let expected: Vec<u32> = points.chunks(4).map(nearest).collect();
    Case::new(
        "kernel void k(global const float *points, constant float *centres, global uint *out, uint k, uint d) {
            size_t i = get_global_id(0); uint best = 0; float least = FLT_MAX;
            for (uint c = 0; c < k; ++c) { float sum = 0;
                for (uint j = 0; j < d; ++j) { float t = centres[c * d + j] - points[i * d + j]; sum += t * t; }
                if (sum < least) { least = sum; best = c; } }
            out[i] = best; }",
        &[N],
    )
    .buffer(&points)
    .buffer(&centres)
    .filled(0_u32, N)
    .value(16_u32)
    .value(4_u32)
    .gives_most(2, &expected, 0.001)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(float, points, 0); ARRAY(float, centres, 1); ARRAY(uint, out, 2); VALUE(uint, k, 3); VALUE(uint, d, 4);
            for (long i = begin; i < end; ++i) { uint best = 0; float least = 3e38f;
                for (uint c = 0; c < k; ++c) { float sum = 0;
                    for (uint j = 0; j < d; ++j) { float t = centres[c * d + j] - points[i * d + j]; sum += t * t; }
                    if (sum < least) { least = sum; best = c; } }
                out[i] = best; } }",
    )
}

fn rays() -> Case {
    const N: usize = 1 << 17;
    let (directions, spheres) = (data::floats(3 * N, -0.5, 0.5), data::floats(64, 0.5, 2.5));
    let hit = |d: &[f32]| {
        let mut nearest = (u32::MAX, f32::MAX);
        for (index, s) in (0..).zip(spheres.chunks(4)) {
            let length = (d[0] * d[0] + d[1] * d[1] + 1.0).sqrt();
            let u = [d[0] / length, d[1] / length, 1.0 / length];
            let c = [s[0] - 1.5, s[1] - 1.5, s[2] + 3.0];
            let b = u[0] * c[0] + u[1] * c[1] + u[2] * c[2];
            let disc = b * b - (c[0] * c[0] + c[1] * c[1] + c[2] * c[2]) + s[3] * 0.3;
            if disc > 0.0 && b - disc.sqrt() < nearest.1 {
                nearest = (index, b - disc.sqrt());
            }
        }
        nearest.0
    };
    let expected: Vec<u32> = directions.chunks(3).map(hit).collect();
    Case::new(
        "kernel void k(global const float *dirs, constant float4 *spheres, global uint *out) {
            size_t i = get_global_id(0); float3 u = normalize((float3)(dirs[3 * i], dirs[3 * i + 1], 1)); uint hit = ~0u; float near = FLT_MAX;
            for (uint s = 0; s < 16; ++s) {
                float3 c = spheres[s].xyz + (float3)(-1.5f, -1.5f, 3); float b = dot(u, c), disc = b * b - dot(c, c) + spheres[s].w * 0.3f;
                if (disc > 0) { float t = b - sqrt(disc); if (t < near) { near = t; hit = s; } } }
            out[i] = hit; }",
        &[N],
    )
    .buffer(&directions)
    .buffer(&spheres)
    .filled(0_u32, N)
    .gives_most(2, &expected, 0.002)
}
