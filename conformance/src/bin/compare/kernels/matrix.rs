//! Dense matrices.

use crate::case::Case;
use crate::data;
use crate::metric::Metric;

pub(super) fn metrics() -> Vec<Metric> {
    vec![
        Metric::kernel("kernel/matrix/sgemm 256", sgemm),
        Metric::kernel("kernel/matrix/sgemm tiled 256", sgemm_tiled),
        Metric::kernel(
            "kernel/matrix/sgemm tiled, 4x4 registers 256",
            sgemm_blocked,
        ),
        Metric::kernel("kernel/matrix/dgemm 192", dgemm),
        Metric::kernel("kernel/matrix/gemv a row per item 1024", gemv),
        Metric::kernel("kernel/matrix/gemv a row per group 2048", gemv_group),
        Metric::kernel("kernel/matrix/LU row step 1024", lu),
        Metric::kernel("kernel/matrix/4x4 inverse private 64k", inverse),
    ]
}

/// `source` multiplies two square matrices of side `n`: the first four rows are checked.
fn product(source: &'static str, n: usize, global: &[usize]) -> Case {
    let (a, b) = (
        data::floats(n * n, -1.0, 1.0),
        data::floats(n * n, 0.0, 1.0),
    );
    let expected: Vec<f32> = (0..4 * n)
        .map(|at| {
            let term = |i: usize| f64::from(a[at / n * n + i]) * f64::from(b[i * n + at % n]);
            (0..n).map(term).sum::<f64>() as f32
        })
        .collect();
    Case::new(source, global)
        .buffer(&a)
        .buffer(&b)
        .filled(0.0_f32, n * n)
        .value(n as i32)
        .gives(2, &expected, 1e-4)
        .native(
            n,
            "void k(void *const *a, long begin, long end) {
                ARRAY(float, x, 0); ARRAY(float, y, 1); ARRAY(float, c, 2); VALUE(int, n, 3);
                for (long row = begin; row < end; ++row) {
                    float *to = c + row * n; memset(to, 0, n * sizeof(float));
                    for (long i = 0; i < n; ++i) for (long col = 0; col < n; ++col) to[col] += x[row * n + i] * y[i * n + col]; } }",
        )
}

fn sgemm() -> Case {
    product(
        "kernel void k(global const float *a, global const float *b, global float *c, int n) {
            int col = get_global_id(0), row = get_global_id(1); float sum = 0;
            for (int i = 0; i < n; ++i) sum += a[row * n + i] * b[i * n + col];
            c[row * n + col] = sum; }",
        256,
        &[256, 256],
    )
}

fn sgemm_tiled() -> Case {
    product(
        "kernel void k(global const float *a, global const float *b, global float *c, int n) {
            local float ta[16][16], tb[16][16]; int x = get_local_id(0), y = get_local_id(1);
            int col = get_global_id(0), row = get_global_id(1); float sum = 0;
            for (int t = 0; t < n / 16; ++t) {
                ta[y][x] = a[row * n + t * 16 + x]; tb[y][x] = b[(t * 16 + y) * n + col]; barrier(CLK_LOCAL_MEM_FENCE);
                for (int i = 0; i < 16; ++i) sum += ta[y][i] * tb[i][x];
                barrier(CLK_LOCAL_MEM_FENCE); }
            c[row * n + col] = sum; }",
        256,
        &[256, 256],
    )
    .local(&[16, 16])
}

fn sgemm_blocked() -> Case {
    product(
        "kernel void k(global const float *a, global const float *b, global float *c, int n) {
            local float ta[64][16], tb[16][64]; int x = get_local_id(0), y = get_local_id(1), j = y * 16 + x;
            int col = get_group_id(0) * 64, row = get_group_id(1) * 64; float sum[4][4] = {{0}};
            for (int t = 0; t < n; t += 16) {
                for (int i = j; i < 1024; i += 256) ta[i / 16][i % 16] = a[(row + i / 16) * n + t + i % 16];
                for (int i = j; i < 1024; i += 256) tb[i / 64][i % 64] = b[(t + i / 64) * n + col + i % 64];
                barrier(CLK_LOCAL_MEM_FENCE);
                for (int i = 0; i < 16; ++i) for (int r = 0; r < 4; ++r) for (int s = 0; s < 4; ++s)
                    sum[r][s] += ta[y * 4 + r][i] * tb[i][s * 16 + x];
                barrier(CLK_LOCAL_MEM_FENCE); }
            for (int r = 0; r < 4; ++r) for (int s = 0; s < 4; ++s) c[(row + y * 4 + r) * n + col + s * 16 + x] = sum[r][s]; }",
        256,
        &[64, 64],
    )
    .local(&[16, 16])
}

fn dgemm() -> Case {
    const N: usize = 192;
    let (a, b) = (
        data::doubles(N * N, -1.0, 1.0),
        data::doubles(N * N, 0.0, 1.0),
    );
    let expected: Vec<f64> = (0..N * N)
        .map(|at| (0..N).map(|i| a[at / N * N + i] * b[i * N + at % N]).sum())
        .collect();
    Case::new(
        "kernel void k(global const double *a, global const double *b, global double *c, int n) {
            int col = get_global_id(0), row = get_global_id(1); double sum = 0;
            for (int i = 0; i < n; ++i) sum += a[row * n + i] * b[i * n + col];
            c[row * n + col] = sum; }",
        &[N, N],
    )
    .buffer(&a)
    .buffer(&b)
    .filled(0.0_f64, N * N)
    .value(N as i32)
    .gives(2, &expected, 1e-10)
}

/// `source` multiplies a matrix by a vector.
fn by_vector(source: &'static str, n: usize, global: usize) -> Case {
    let (a, x) = (data::floats(n * n, -1.0, 1.0), data::floats(n, -1.0, 1.0));
    let row = |row: &[f32]| {
        row.iter()
            .zip(&x)
            .map(|(&a, &x)| f64::from(a) * f64::from(x))
            .sum::<f64>() as f32
    };
    let expected: Vec<f32> = a.chunks(n).map(row).collect();
    Case::new(source, &[global])
        .buffer(&a)
        .buffer(&x)
        .filled(0.0_f32, n)
        .value(n as i32)
        .gives(2, &expected, 1e-3)
        .native(
            n,
            "void k(void *const *a, long begin, long end) {
                ARRAY(float, m, 0); ARRAY(float, x, 1); ARRAY(float, y, 2); VALUE(int, n, 3);
                for (long row = begin; row < end; ++row) { float sum = 0;
                    for (long i = 0; i < n; ++i) { _Pragma(\"clang fp reassociate(on)\") sum += m[row * n + i] * x[i]; }
                    y[row] = sum; } }",
        )
}

fn gemv() -> Case {
    by_vector(
        "kernel void k(global const float *m, global const float *x, global float *y, int n) {
            int row = get_global_id(0); float sum = 0; for (int i = 0; i < n; ++i) sum += m[row * n + i] * x[i]; y[row] = sum; }",
        1024,
        1024,
    )
}

fn gemv_group() -> Case {
    by_vector(
        "kernel void k(global const float *m, global const float *x, global float *y, int n) {
            local float l[64]; int row = get_group_id(0), j = get_local_id(0); float sum = 0;
            for (int i = j; i < n; i += 64) sum += m[row * n + i] * x[i];
            l[j] = sum;
            for (int s = 32; s; s /= 2) { barrier(CLK_LOCAL_MEM_FENCE); if (j < s) l[j] += l[j + s]; }
            if (j == 0) y[row] = l[0]; }",
        2048,
        2048 * 64,
    )
    .local(&[64])
}

fn lu() -> Case {
    const N: usize = 1024;
    const STEP: usize = 100;
    let input: Vec<f32> = data::floats(N * N, -1.0, 1.0)
        .iter()
        .enumerate()
        .map(|(i, &v)| if i % N == i / N { v + 8.0 } else { v })
        .collect();
    let expected: Vec<f32> = (0..N * N)
        .map(|i| {
            let (row, column) = (i / N, i % N);
            let factor = f64::from(input[row * N + STEP]) / f64::from(input[STEP * N + STEP]);
            match (row > STEP, column > STEP) {
                (true, true) => {
                    (f64::from(input[i]) - factor * f64::from(input[STEP * N + column])) as f32
                }
                (true, false) if column == STEP => factor as f32,
                _ => 0.0,
            }
        })
        .collect();
    Case::new(
        "kernel void k(global const float *m, global float *out, int n, int s) {
            int x = get_global_id(0), y = get_global_id(1); if (y <= s || x < s) return;
            float factor = m[y * n + s] / m[s * n + s];
            out[y * n + x] = x == s ? factor : m[y * n + x] - factor * m[s * n + x]; }",
        &[N, N],
    )
    .local(&[64, 4])
    .buffer(&input)
    .filled(0.0_f32, N * N)
    .value(N as i32)
    .value(STEP as i32)
    .gives(1, &expected, 1e-5)
}

fn inverse() -> Case {
    const N: usize = 1 << 16;
    // Diagonally dominant: elimination needs no pivots.
    let input: Vec<f32> = data::floats(16 * N, -1.0, 1.0)
        .iter()
        .enumerate()
        .map(|(i, &v)| if i % 16 % 5 == 0 { v + 5.0 } else { v })
        .collect();
    let expected: Vec<f32> = input[..16 * 1024].chunks(16).flat_map(invert).collect();
    Case::new(
        "kernel void k(global const float *in, global float *out) {
            size_t base = get_global_id(0) * 16; float m[4][8];
            for (int r = 0; r < 4; ++r) for (int c = 0; c < 4; ++c) { m[r][c] = in[base + r * 4 + c]; m[r][c + 4] = r == c; }
            for (int p = 0; p < 4; ++p) {
                float s = 1 / m[p][p]; for (int c = 0; c < 8; ++c) m[p][c] *= s;
                for (int r = 0; r < 4; ++r) if (r != p) { float f = m[r][p]; for (int c = 0; c < 8; ++c) m[r][c] -= f * m[p][c]; } }
            for (int r = 0; r < 4; ++r) for (int c = 0; c < 4; ++c) out[base + r * 4 + c] = m[r][c + 4]; }",
        &[N],
    )
    .buffer(&input)
    .filled(0.0_f32, 16 * N)
    .gives(1, &expected, 1e-4)
}

/// Gauss-Jordan in double.
fn invert(matrix: &[f32]) -> [f32; 16] {
    let mut m = [[0.0_f64; 8]; 4];
    for (r, row) in m.iter_mut().enumerate() {
        (0..4).for_each(|c| row[c] = f64::from(matrix[4 * r + c]));
        row[4 + r] = 1.0;
    }
    for p in 0..4 {
        let pivot = m[p].map(|v| v / m[p][p]);
        m[p] = pivot;
        for (_, row) in m.iter_mut().enumerate().filter(|(r, _)| *r != p) {
            let factor = row[p];
            row.iter_mut()
                .zip(pivot)
                .for_each(|(v, p)| *v -= factor * p);
        }
    }
    std::array::from_fn(|i| m[i / 4][4 + i % 4] as f32)
}
