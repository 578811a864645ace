//! Local sizes that are not round, barriers in loops, and wide integers.

use crate::case::Case;
use crate::data;
use crate::metric::Metric;

pub(super) fn metrics() -> Vec<Metric> {
    vec![
        Metric::kernel("kernel/groups/local 1, 256k", || row(1 << 18, &[1])),
        Metric::kernel("kernel/groups/local 3, 768k", || row(3 << 18, &[3])),
        Metric::kernel("kernel/groups/local 7, 896k", || row(7 << 17, &[7])),
        Metric::kernel("kernel/groups/local NULL, prime 1000003", || {
            row(1_000_003, &[])
        }),
        Metric::kernel("kernel/groups/local 5x3, 1280x768", || {
            plane([1280, 768], [5, 3])
        }),
        Metric::kernel("kernel/groups/local 1x64, 1024x1024", || {
            plane([1024, 1024], [1, 64])
        }),
        Metric::kernel("kernel/groups/local NULL, 1023x1021", || {
            plane([1023, 1021], [0, 0])
        }),
        Metric::kernel("kernel/groups/barriers in a loop 96, 96k", barriers),
        Metric::kernel("kernel/groups/stencil in time, 64 of 128k", wave),
        Metric::kernel("kernel/groups/int division 1M", division),
        Metric::kernel("kernel/groups/ulong multiply and shift 1M", wide),
        Metric::kernel("kernel/groups/long division 128k", long_division),
    ]
}

fn row(n: usize, local: &[usize]) -> Case {
    let input = data::floats(n, -1.0, 1.0);
    let expected: Vec<f32> = input.iter().map(|x| x * x * 0.5 + x).collect();
    Case::new(
        "kernel void k(global const float *in, global float *out) { size_t i = get_global_id(0); float x = in[i]; out[i] = x * x * 0.5f + x; }",
        &[n],
    )
    .local(local)
    .buffer(&input)
    .filled(0.0_f32, n)
    .gives(1, &expected, 1e-6)
}

fn plane(global: [usize; 2], local: [usize; 2]) -> Case {
    let n = global[0] * global[1];
    let input = data::floats(n, -1.0, 1.0);
    let expected: Vec<f32> = (0..n)
        .map(|i| input[i] * 0.5 + (i / global[0]) as f32)
        .collect();
    let case = Case::new(
        "kernel void k(global const float *in, global float *out) {
            size_t y = get_global_id(1), i = y * get_global_size(0) + get_global_id(0); out[i] = in[i] * 0.5f + y; }",
        &global,
    )
    .buffer(&input)
    .filled(0.0_f32, n)
    .gives(1, &expected, 1e-6);
    if local[0] == 0 {
        case
    } else {
        case.local(&local)
    }
}

fn barriers() -> Case {
    const N: usize = 96 * 1024;
    let input = data::words(N);
    let mut expected = input.clone();
    for group in expected.chunks_mut(96) {
        for _ in 0..32 {
            let before = group.to_vec();
            (0..96).for_each(|j| {
                group[j] = before[j].wrapping_add(before[(j + 1) % 96].rotate_left(5))
            });
        }
    }
    Case::new(
        "kernel void k(global const uint *in, global uint *out, int rounds) {
            local uint l[96]; uint j = get_local_id(0); l[j] = in[get_global_id(0)];
            for (int r = 0; r < rounds; ++r) {
                barrier(CLK_LOCAL_MEM_FENCE); uint v = l[j] + rotate(l[(j + 1) % 96], 5u); barrier(CLK_LOCAL_MEM_FENCE); l[j] = v; }
            out[get_global_id(0)] = l[j]; }",
        &[N],
    )
    .local(&[96])
    .buffer(&input)
    .filled(0_u32, N)
    .value(32_i32)
    .gives(1, &expected, 0.0)
}

fn wave() -> Case {
    const N: usize = 1 << 17;
    let input = data::floats(N, -1.0, 1.0);
    let mut expected = input.clone();
    for group in expected.chunks_mut(64) {
        for _ in 0..16 {
            let before = group.to_vec();
            for j in 1..63 {
                group[j] = 0.25 * before[j - 1] + 0.5 * before[j] + 0.25 * before[j + 1];
            }
        }
    }
    Case::new(
        "kernel void k(global const float *in, global float *out) {
            local float l[2][64]; uint j = get_local_id(0); l[0][j] = l[1][j] = in[get_global_id(0)]; barrier(CLK_LOCAL_MEM_FENCE);
            for (int t = 0; t < 16; ++t) {
                if (j > 0 && j < 63) l[(t + 1) & 1][j] = 0.25f * l[t & 1][j - 1] + 0.5f * l[t & 1][j] + 0.25f * l[t & 1][j + 1];
                barrier(CLK_LOCAL_MEM_FENCE); }
            out[get_global_id(0)] = l[0][j]; }",
        &[N],
    )
    .local(&[64])
    .buffer(&input)
    .filled(0.0_f32, N)
    .gives(1, &expected, 1e-5)
}

fn division() -> Case {
    const N: usize = 1 << 20;
    let (a, b) = (data::words(N), data::indices(N, 1000));
    let expected: Vec<i32> = a
        .iter()
        .zip(&b)
        .map(|(&a, &b)| {
            let (a, b) = (a as i32, b as i32 + 1);
            a / b + a % b
        })
        .collect();
    Case::new(
        "kernel void k(global const int *x, global const int *y, global int *out) {
            size_t i = get_global_id(0); int a = x[i], b = y[i] + 1; out[i] = a / b + a % b; }",
        &[N],
    )
    .buffer(&a)
    .buffer(&b)
    .filled(0_i32, N)
    .gives(2, &expected, 0.0)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(int, x, 0); ARRAY(int, y, 1); ARRAY(int, out, 2);
            for (long i = begin; i < end; ++i) { int p = x[i], q = y[i] + 1; out[i] = p / q + p % q; } }",
    )
}

fn wide() -> Case {
    const N: usize = 1 << 20;
    let input: Vec<u64> = data::words(2 * N)
        .chunks(2)
        .map(|w| u64::from(w[0]) << 32 | u64::from(w[1]))
        .collect();
    let mix = |&x: &u64| {
        let x = (x ^ x >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
        let x = (x ^ x >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        (x ^ x >> 33).wrapping_add(((u128::from(x) * 12_345_678_912_345) >> 64) as u64)
    };
    let expected: Vec<u64> = input.iter().map(mix).collect();
    Case::new(
        "kernel void k(global const ulong *in, global ulong *out) {
            size_t i = get_global_id(0); ulong x = in[i]; x = (x ^ x >> 33) * 0xff51afd7ed558ccdul; x = (x ^ x >> 33) * 0xc4ceb9fe1a85ec53ul;
            out[i] = (x ^ x >> 33) + mul_hi(x, 12345678912345ul); }",
        &[N],
    )
    .buffer(&input)
    .filled(0_u64, N)
    .gives(1, &expected, 0.0)
}

fn long_division() -> Case {
    const N: usize = 1 << 17;
    let words = data::words(3 * N);
    let a: Vec<i64> = words
        .chunks(3)
        .map(|w| (u64::from(w[0]) << 32 | u64::from(w[1])) as i64)
        .collect();
    let b: Vec<i64> = words.chunks(3).map(|w| i64::from(w[2]) + 1).collect();
    let expected: Vec<i64> = a.iter().zip(&b).map(|(a, b)| a / b).collect();
    Case::new(
        "kernel void k(global const long *x, global const long *y, global long *out) { size_t i = get_global_id(0); out[i] = x[i] / y[i]; }",
        &[N],
    )
    .buffer(&a)
    .buffer(&b)
    .filled(0_i64, N)
    .gives(2, &expected, 0.0)
}
