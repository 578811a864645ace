//! Neighbourhoods in one, two and three dimensions.

use crate::case::Case;
use crate::data;
use crate::metric::Metric;

pub(super) fn metrics() -> Vec<Metric> {
    vec![
        Metric::kernel("kernel/stencil/1-D 3-point 2M", line),
        Metric::kernel("kernel/stencil/2-D 5-point 1024", five),
        Metric::kernel("kernel/stencil/2-D 9-point 1024", nine),
        Metric::kernel("kernel/stencil/3-D 7-point 128", seven),
        Metric::kernel("kernel/stencil/box blur local tile 1024", blur),
        Metric::kernel("kernel/stencil/game of life 1024", life),
        Metric::kernel("kernel/stencil/convolution of 32, 256k", convolution),
        Metric::kernel("kernel/stencil/sobel uchar 1024", sobel),
        Metric::kernel("kernel/stencil/median of 3x3 512", median),
    ]
}

fn line() -> Case {
    const N: usize = 2 << 20;
    let input = data::floats(N + 2, -1.0, 1.0);
    let expected: Vec<f32> = input
        .windows(3)
        .map(|w| 0.25 * w[0] + 0.5 * w[1] + 0.25 * w[2])
        .collect();
    Case::new(
        "kernel void k(global const float *in, global float *out) {
            size_t i = get_global_id(0); out[i] = 0.25f * in[i] + 0.5f * in[i + 1] + 0.25f * in[i + 2]; }",
        &[N],
    )
    .buffer(&input)
    .filled(0.0_f32, N)
    .gives(1, &expected, 1e-6)
    .moved(8 * N)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(float, in, 0); ARRAY(float, out, 1);
            for (long i = begin; i < end; ++i) out[i] = 0.25f * in[i] + 0.5f * in[i + 1] + 0.25f * in[i + 2]; }",
    )
}

/// A square image and what `inner(index)` gives within its border; the border itself stays 0.
fn framed<T: Copy + Default>(n: usize, inner: impl Fn(usize) -> T) -> Vec<T> {
    (0..n * n)
        .map(|i| {
            let edge = |at: usize| at == 0 || at == n - 1;
            if edge(i % n) || edge(i / n) {
                T::default()
            } else {
                inner(i)
            }
        })
        .collect()
}

fn five() -> Case {
    const N: usize = 1024;
    let input = data::floats(N * N, -1.0, 1.0);
    let expected = framed(N, |i| {
        0.2 * (input[i] + input[i - 1] + input[i + 1] + input[i - N] + input[i + N])
    });
    Case::new(
        "kernel void k(global const float *in, global float *out, int n) {
            int x = get_global_id(0), y = get_global_id(1); if (x == 0 || y == 0 || x == n - 1 || y == n - 1) return;
            int i = y * n + x; out[i] = 0.2f * (in[i] + in[i - 1] + in[i + 1] + in[i - n] + in[i + n]); }",
        &[N, N],
    )
    .buffer(&input)
    .filled(0.0_f32, N * N)
    .value(N as i32)
    .gives(1, &expected, 1e-5)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(float, in, 0); ARRAY(float, out, 1); VALUE(int, n, 2);
            for (long y = begin; y < end; ++y) if (y > 0 && y < n - 1) for (long x = 1; x < n - 1; ++x) {
                long i = y * n + x; out[i] = 0.2f * (in[i] + in[i - 1] + in[i + 1] + in[i - n] + in[i + n]); } }",
    )
}

fn nine() -> Case {
    const N: usize = 1024;
    let input = data::doubles(N * N, -1.0, 1.0);
    let row = |i: usize| input[i - 1] + 2.0 * input[i] + input[i + 1];
    let expected = framed(N, |i| (row(i - N) + 2.0 * row(i) + row(i + N)) / 16.0);
    Case::new(
        "kernel void k(global const double *in, global double *out, int n) {
            int x = get_global_id(0), y = get_global_id(1); if (x == 0 || y == 0 || x == n - 1 || y == n - 1) return;
            double sum = 0;
            for (int dy = -1; dy <= 1; ++dy) for (int dx = -1; dx <= 1; ++dx)
                sum += (2 - abs(dx)) * (2 - abs(dy)) * in[(y + dy) * n + x + dx];
            out[y * n + x] = sum / 16; }",
        &[N, N],
    )
    .buffer(&input)
    .filled(0.0_f64, N * N)
    .value(N as i32)
    .gives(1, &expected, 1e-12)
}

fn seven() -> Case {
    const N: usize = 128;
    let input = data::floats(N * N * N, -1.0, 1.0);
    let inside = |at: usize| at > 0 && at < N - 1;
    let expected: Vec<f32> = (0..N * N * N)
        .map(|i| {
            if !(inside(i % N) && inside(i / N % N) && inside(i / N / N)) {
                return 0.0;
            }
            let around = [i - 1, i + 1, i - N, i + N, i - N * N, i + N * N];
            0.4 * input[i] + 0.1 * around.iter().map(|&at| input[at]).sum::<f32>()
        })
        .collect();
    Case::new(
        "kernel void k(global const float *in, global float *out, int n) {
            int x = get_global_id(0), y = get_global_id(1), z = get_global_id(2);
            if (x > 0 && y > 0 && z > 0 && x < n - 1 && y < n - 1 && z < n - 1) { int i = (z * n + y) * n + x;
                out[i] = 0.4f * in[i] + 0.1f * (in[i - 1] + in[i + 1] + in[i - n] + in[i + n] + in[i - n * n] + in[i + n * n]); } }",
        &[N, N, N],
    )
    .buffer(&input)
    .filled(0.0_f32, N * N * N)
    .value(N as i32)
    .gives(1, &expected, 1e-5)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(float, in, 0); ARRAY(float, out, 1); VALUE(int, n, 2);
            for (long z = begin; z < end; ++z) if (z > 0 && z < n - 1) for (long y = 1; y < n - 1; ++y) for (long x = 1; x < n - 1; ++x) {
                long i = (z * n + y) * n + x;
                out[i] = 0.4f * in[i] + 0.1f * (in[i - 1] + in[i + 1] + in[i - n] + in[i + n] + in[i - n * n] + in[i + n * n]); } }",
    )
}

fn blur() -> Case {
    const N: usize = 1024;
    let input = data::floats(N * N, 0.0, 1.0);
    let at = |x: usize, y: usize| input[(y.clamp(2, N + 1) - 2) * N + x.clamp(2, N + 1) - 2];
    let expected: Vec<f32> = (0..64 * N)
        .map(|i| {
            let (x, y) = (i % N, i / N);
            (0..25).map(|d| at(x + d % 5, y + d / 5)).sum::<f32>() / 25.0
        })
        .collect();
    Case::new(
        "kernel void k(global const float *in, global float *out, int n) {
            local float t[20][20]; int lx = get_local_id(0), ly = get_local_id(1);
            int bx = get_group_id(0) * 16 - 2, by = get_group_id(1) * 16 - 2;
            for (int y = ly; y < 20; y += 16) for (int x = lx; x < 20; x += 16)
                t[y][x] = in[clamp(by + y, 0, n - 1) * n + clamp(bx + x, 0, n - 1)];
            barrier(CLK_LOCAL_MEM_FENCE); float sum = 0;
            for (int y = 0; y < 5; ++y) for (int x = 0; x < 5; ++x) sum += t[ly + y][lx + x];
            out[get_global_id(1) * n + get_global_id(0)] = sum / 25; }",
        &[N, N],
    )
    .local(&[16, 16])
    .buffer(&input)
    .filled(0.0_f32, N * N)
    .value(N as i32)
    .gives(1, &expected, 1e-5)
}

fn life() -> Case {
    const N: usize = 1024;
    let input: Vec<u8> = data::indices(N * N, 3)
        .iter()
        .map(|&kind| u8::from(kind == 0))
        .collect();
    let expected = framed(N, |i| {
        let row = |i: usize| input[i - 1] + input[i] + input[i + 1];
        let around = row(i - N) + row(i) + row(i + N) - input[i];
        u8::from(around == 3 || (around == 2 && input[i] == 1))
    });
    Case::new(
        "kernel void k(global const uchar *in, global uchar *out, int n) {
            int x = get_global_id(0), y = get_global_id(1); if (x == 0 || y == 0 || x == n - 1 || y == n - 1) return;
            int i = y * n + x, c = 0;
            for (int dy = -n; dy <= n; dy += n) c += in[i + dy - 1] + in[i + dy] + in[i + dy + 1];
            c -= in[i]; out[i] = c == 3 || (c == 2 && in[i]); }",
        &[N, N],
    )
    .buffer(&input)
    .filled(0_u8, N * N)
    .value(N as i32)
    .gives(1, &expected, 0.0)
}

fn convolution() -> Case {
    const N: usize = 1 << 18;
    let (input, taps) = (data::floats(N + 32, -1.0, 1.0), data::floats(32, -0.5, 0.5));
    let expected: Vec<f32> = input
        .windows(32)
        .take(N)
        .map(|window| window.iter().zip(&taps).map(|(x, tap)| x * tap).sum())
        .collect();
    Case::new(
        "kernel void k(global const float *in, global float *out, constant float *taps) {
            size_t i = get_global_id(0); float sum = 0; for (int t = 0; t < 32; ++t) sum += in[i + t] * taps[t]; out[i] = sum; }",
        &[N],
    )
    .buffer(&input)
    .filled(0.0_f32, N)
    .buffer(&taps)
    .gives(1, &expected, 1e-4)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(float, in, 0); ARRAY(float, out, 1); ARRAY(float, taps, 2);
            for (long i = begin; i < end; ++i) { float sum = 0; for (int t = 0; t < 32; ++t) sum += in[i + t] * taps[t]; out[i] = sum; } }",
    )
}

fn sobel() -> Case {
    const N: usize = 1024;
    let input = data::bytes(N * N);
    let p = |i: usize| i32::from(input[i]);
    let expected = framed(N, |i| {
        let gx =
            p(i - N + 1) + 2 * p(i + 1) + p(i + N + 1) - p(i - N - 1) - 2 * p(i - 1) - p(i + N - 1);
        let gy =
            p(i + N - 1) + 2 * p(i + N) + p(i + N + 1) - p(i - N - 1) - 2 * p(i - N) - p(i - N + 1);
        (gx.abs() + gy.abs()).min(255) as u8
    });
    Case::new(
        "kernel void k(global const uchar *p, global uchar *out, int n) {
            int x = get_global_id(0), y = get_global_id(1); if (x == 0 || y == 0 || x == n - 1 || y == n - 1) return;
            int i = y * n + x;
            int gx = p[i - n + 1] + 2 * p[i + 1] + p[i + n + 1] - p[i - n - 1] - 2 * p[i - 1] - p[i + n - 1];
            int gy = p[i + n - 1] + 2 * p[i + n] + p[i + n + 1] - p[i - n - 1] - 2 * p[i - n] - p[i - n + 1];
            out[i] = min(abs(gx) + abs(gy), 255u); }",
        &[N, N],
    )
    .buffer(&input)
    .filled(0_u8, N * N)
    .value(N as i32)
    .gives(1, &expected, 0.0)
}

fn median() -> Case {
    const N: usize = 512;
    let input = data::floats(N * N, 0.0, 1.0);
    let expected = framed(N, |i| {
        let mut around: Vec<f32> = (0..9)
            .map(|d| input[i - N - 1 + d / 3 * N + d % 3])
            .collect();
        around.sort_by(f32::total_cmp);
        around[4]
    });
    Case::new(
        "kernel void k(global const float *in, global float *out, int n) {
            int x = get_global_id(0), y = get_global_id(1); if (x == 0 || y == 0 || x == n - 1 || y == n - 1) return;
            float v[9]; for (int d = 0; d < 9; ++d) v[d] = in[(y - 1 + d / 3) * n + x - 1 + d % 3];
            for (int i = 0; i < 5; ++i) for (int j = i + 1; j < 9; ++j) { float a = v[i], b = v[j]; v[i] = fmin(a, b); v[j] = fmax(a, b); }
            out[y * n + x] = v[4]; }",
        &[N, N],
    )
    .buffer(&input)
    .filled(0.0_f32, N * N)
    .value(N as i32)
    .gives(1, &expected, 0.0)
}
