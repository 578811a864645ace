//! Element-wise work on every kind of element: narrow and wide scalars, and OpenCL's vector types.

use crate::case::Case;
use crate::data::{self, Half};
use crate::metric::Metric;

pub(super) fn metrics() -> Vec<Metric> {
    vec![
        Metric::kernel("kernel/vectors/saxpy f32 4M", saxpy),
        Metric::kernel("kernel/vectors/saxpy in SVM f32 1M", saxpy_svm),
        Metric::kernel("kernel/vectors/saxpy half 1M", half),
        Metric::kernel("kernel/vectors/triad float4 1M", float4),
        Metric::kernel("kernel/vectors/triad float16 256k", float16),
        Metric::kernel("kernel/vectors/triad double2 1M", double2),
        Metric::kernel("kernel/vectors/triad int 2M", int),
        Metric::kernel("kernel/vectors/triad uchar 4M", uchar),
        Metric::kernel("kernel/vectors/normalise float4 1M", normalise),
        Metric::kernel("kernel/vectors/cross float3 512k", cross),
        Metric::kernel("kernel/vectors/vload4 unaligned 1M", unaligned),
        Metric::kernel("kernel/vectors/vload_half 1M", vload_half),
        Metric::kernel("kernel/vectors/convert char4 to float4 1M", convert),
    ]
}

fn saxpy() -> Case {
    const N: usize = 4 << 20;
    let x = data::floats(N, -1.0, 1.0);
    let expected: Vec<f32> = x.iter().map(|x| 2.0 * x + 1.0).collect();
    Case::new(
        "kernel void k(global float *r, global const float *x, global const float *y, float a) {
            size_t i = get_global_id(0); r[i] = a * x[i] + y[i]; }",
        &[N],
    )
    .filled(0.0_f32, N)
    .buffer(&x)
    .filled(1.0_f32, N)
    .value(2.0_f32)
    .gives(0, &expected, 1e-6)
    .moved(12 * N)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(float, r, 0); ARRAY(float, x, 1); ARRAY(float, y, 2); VALUE(float, s, 3);
            for (long i = begin; i < end; ++i) r[i] = s * x[i] + y[i]; }",
    )
}

fn saxpy_svm() -> Case {
    const N: usize = 1 << 20;
    let x = data::floats(N, -1.0, 1.0);
    let expected: Vec<f32> = x.iter().map(|x| 2.0 * x + 1.0).collect();
    Case::new(
        "kernel void k(global float *r, global const float *x, float a) { size_t i = get_global_id(0); r[i] = a * x[i] + 1; }",
        &[N],
    )
    .svm(&vec![0.0_f32; N])
    .svm(&x)
    .value(2.0_f32)
    .gives(0, &expected, 1e-6)
    .moved(8 * N)
}

fn half() -> Case {
    const N: usize = 1 << 20;
    let small = |index: usize| (index % 64) as f32;
    let x: Vec<Half> = (0..N).map(|index| Half::exact(small(index))).collect();
    let expected: Vec<Half> = (0..N)
        .map(|index| Half::exact(2.0 * small(index) + 1.0))
        .collect();
    Case::new(
        "#pragma OPENCL EXTENSION cl_khr_fp16 : enable
        kernel void k(global half *y, global const half *x) { size_t i = get_global_id(0); y[i] = (half)2.0 * x[i] + (half)1.0; }",
        &[N],
    )
    .filled(Half::exact(0.0), N)
    .buffer(&x)
    .gives(0, &expected, 0.0)
    .moved(4 * N)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(_Float16, y, 0); ARRAY(_Float16, x, 1);
            for (long i = begin; i < end; ++i) y[i] = (_Float16)2.0 * x[i] + (_Float16)1.0; }",
    )
}

/// `a = b + 3 * c`, lane by lane.
fn triad_f32(source: &'static str, items: usize, lanes: usize) -> Case {
    let n = items * lanes;
    let b = data::floats(n, -1.0, 1.0);
    let expected: Vec<f32> = b.iter().map(|b| b + 3.0 * 0.5).collect();
    Case::new(source, &[items])
        .filled(0.0_f32, n)
        .buffer(&b)
        .filled(0.5_f32, n)
        .gives(0, &expected, 1e-6)
        .moved(12 * n)
}

fn float4() -> Case {
    triad_f32(
        "kernel void k(global float4 *a, global const float4 *b, global const float4 *c) {
            size_t i = get_global_id(0); a[i] = b[i] + 3.0f * c[i]; }",
        1 << 20,
        4,
    )
}

fn float16() -> Case {
    triad_f32(
        "kernel void k(global float16 *a, global const float16 *b, global const float16 *c) {
            size_t i = get_global_id(0); a[i] = b[i] + 3.0f * c[i]; }",
        1 << 18,
        16,
    )
}

fn double2() -> Case {
    const N: usize = 2 << 20;
    let b = data::doubles(N, -1.0, 1.0);
    let expected: Vec<f64> = b.iter().map(|b| b + 3.0 * 0.5).collect();
    Case::new(
        "kernel void k(global double2 *a, global const double2 *b, global const double2 *c) {
            size_t i = get_global_id(0); a[i] = b[i] + 3.0 * c[i]; }",
        &[N / 2],
    )
    .filled(0.0_f64, N)
    .buffer(&b)
    .filled(0.5_f64, N)
    .gives(0, &expected, 1e-14)
    .moved(24 * N)
}

fn int() -> Case {
    const N: usize = 2 << 20;
    let b = data::words(N);
    let expected: Vec<u32> = b
        .iter()
        .map(|b| b.wrapping_add(b.wrapping_mul(7) ^ 5))
        .collect();
    Case::new(
        "kernel void k(global int *a, global const int *b) { size_t i = get_global_id(0); a[i] = b[i] + (b[i] * 7 ^ 5); }",
        &[N],
    )
    .filled(0_u32, N)
    .buffer(&b)
    .gives(0, &expected, 0.0)
    .moved(8 * N)
}

fn uchar() -> Case {
    const N: usize = 4 << 20;
    let b = data::bytes(N);
    let expected: Vec<u8> = b
        .iter()
        .map(|b| b.wrapping_mul(3).wrapping_add(17))
        .collect();
    Case::new(
        "kernel void k(global uchar *a, global const uchar *b) { size_t i = get_global_id(0); a[i] = b[i] * 3 + 17; }",
        &[N],
    )
    .filled(0_u8, N)
    .buffer(&b)
    .gives(0, &expected, 0.0)
    .moved(2 * N)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(uchar, x, 0); ARRAY(uchar, b, 1); for (long i = begin; i < end; ++i) x[i] = b[i] * 3 + 17; }",
    )
}

fn normalise() -> Case {
    const N: usize = 1 << 20;
    let input = data::floats(4 * N, 0.5, 2.0);
    let expected: Vec<f32> = input[..4 * 4096]
        .chunks(4)
        .flat_map(|v| {
            let length = v.iter().map(|&x| f64::from(x).powi(2)).sum::<f64>().sqrt();
            std::array::from_fn::<f32, 4, _>(|lane| (f64::from(v[lane]) / length) as f32)
        })
        .collect();
    Case::new(
        "kernel void k(global const float4 *a, global float4 *r) { size_t i = get_global_id(0); r[i] = a[i] / length(a[i]); }",
        &[N],
    )
    .buffer(&input)
    .filled(0.0_f32, 4 * N)
    .gives(1, &expected, 1e-5)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(float, v, 0); ARRAY(float, r, 1);
            for (long i = begin; i < end; ++i) {
                const float *x = v + 4 * i; float l = sqrtf(x[0] * x[0] + x[1] * x[1] + x[2] * x[2] + x[3] * x[3]);
                for (int j = 0; j < 4; ++j) r[4 * i + j] = x[j] / l; } }",
    )
}

fn cross() -> Case {
    const N: usize = 1 << 19;
    let (a, b) = (
        data::floats(4 * N, -1.0, 1.0),
        data::floats(4 * N, 0.0, 3.0),
    );
    let expected: Vec<f32> = (0..4096)
        .flat_map(|i| {
            let (a, b) = (&a[3 * i..], &b[3 * i..]);
            let lane = |x: usize, y: usize| a[x] * b[y] - a[y] * b[x];
            [lane(1, 2), lane(2, 0), lane(0, 1)]
        })
        .collect();
    Case::new(
        "kernel void k(global const float *a, global const float *b, global float *r) {
            size_t i = get_global_id(0); vstore3(cross(vload3(i, a), vload3(i, b)), i, r); }",
        &[N],
    )
    .buffer(&a)
    .buffer(&b)
    .filled(0.0_f32, 3 * N)
    .gives(2, &expected, 1e-5)
}

fn unaligned() -> Case {
    const N: usize = 1 << 20;
    let input = data::floats(4 * N + 1, -1.0, 1.0);
    let expected: Vec<f32> = input[1..].iter().map(|x| x * 0.5).collect();
    Case::new(
        "kernel void k(global const float *a, global float *r) {
            size_t i = get_global_id(0); vstore4(vload4(i, a + 1) * 0.5f, i, r); }",
        &[N],
    )
    .buffer(&input)
    .filled(0.0_f32, 4 * N)
    .gives(1, &expected, 1e-6)
    .moved(32 * N)
}

fn vload_half() -> Case {
    const N: usize = 1 << 20;
    let value = |index: usize| (index % 100) as f32 * 0.25;
    let input: Vec<Half> = (0..N).map(|index| Half::exact(value(index))).collect();
    let expected: Vec<Half> = (0..N)
        .map(|index| Half::exact(value(index) + 8.0))
        .collect();
    Case::new(
        "kernel void k(global const half *a, global half *r) {
            size_t i = get_global_id(0); vstore_half(vload_half(i, a) + 8.0f, i, r); }",
        &[N],
    )
    .buffer(&input)
    .filled(Half::exact(0.0), N)
    .gives(1, &expected, 0.0)
    .moved(4 * N)
}

fn convert() -> Case {
    const N: usize = 1 << 20;
    let input = data::bytes(4 * N);
    let expected: Vec<f32> = input.iter().map(|&x| f32::from(x as i8) * 0.5).collect();
    Case::new(
        "kernel void k(global const char4 *a, global float4 *r) {
            size_t i = get_global_id(0); r[i] = convert_float4(a[i]) * 0.5f; }",
        &[N],
    )
    .buffer(&input)
    .filled(0.0_f32, 4 * N)
    .gives(1, &expected, 1e-6)
    .moved(20 * N)
}
