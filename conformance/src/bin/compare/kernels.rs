//! Kernels of many families. Each result is compared with a host reference before it is timed.

use crate::metric::{Metric, per_call};
use mirrorcl_conformance::cl::{Buffer, Kernel};
use mirrorcl_conformance::lab::Lab;

pub(crate) fn metrics() -> Vec<Metric> {
    vec![
        Metric::new("kernel/saxpy f32 4M", saxpy),
        Metric::new("kernel/triad f64 2M", triad),
        Metric::new("kernel/mandelbrot f32 512x512", mandelbrot),
        Metric::new("kernel/n-body f32 2048", nbody),
        Metric::new("kernel/sgemm tiled 256", sgemm),
        Metric::new("kernel/tree reduction 1M", reduction),
        Metric::new("kernel/transpose in local memory 1024", transpose),
        Metric::new("kernel/stencil 5-point 1024", stencil),
        Metric::new("kernel/Black-Scholes f32 1M", black_scholes),
        Metric::new("kernel/histogram 256 bins 4M", histogram),
        Metric::new("kernel/SpMV CSR 64k rows", spmv),
        Metric::new("kernel/integer hash 1M", hash),
        Metric::new("kernel/byte table lookup 4M", bytes),
        Metric::new("kernel/float4 normalise 1M", float4),
        Metric::new("kernel/half saxpy 1M", half),
        Metric::new("kernel/local size 1, 64k groups", tiny_groups),
    ]
}

/// A kernel ready to run, and what it runs over.
struct Run {
    lab: Lab,
    kernel: Kernel,
    global: Vec<usize>,
    local: Vec<usize>,
}

impl Run {
    fn new(source: &str, global: &[usize], local: &[usize]) -> Self {
        let lab = Lab::new();
        let kernel = lab.context.build(source).kernel("k");
        Self {
            lab,
            kernel,
            global: global.to_vec(),
            local: local.to_vec(),
        }
    }

    fn go(&self) {
        self.lab.run(&self.kernel, &self.global, &self.local);
    }

    fn floats(
        &self,
        buffer: &Buffer,
        expected: impl Fn(usize) -> f64,
        length: usize,
        tolerance: f64,
    ) {
        let values = self.lab.queue.read::<f32>(buffer, length);
        for (index, &value) in values.iter().enumerate() {
            let expected = expected(index);
            let error = (f64::from(value) - expected).abs();
            assert!(
                error <= tolerance * expected.abs().max(1.0),
                "{index}: {value} for {expected}"
            );
        }
    }

    fn time(&self) -> f64 {
        per_call(|| self.go())
    }
}

fn ramp(length: usize) -> Vec<f32> {
    (0..length)
        .map(|index| (index * 37 % 1000) as f32 / 500.0 - 1.0)
        .collect()
}

fn saxpy() -> f64 {
    const N: usize = 4 << 20;
    let run = Run::new(
        "kernel void k(global float *y, global const float *x, float a) { size_t i = get_global_id(0); y[i] = a * x[i] + y[i]; }",
        &[N],
        &[],
    );
    let (x, y) = (ramp(N), run.lab.buffer(&vec![1.0_f32; N]));
    let device_x = run.lab.buffer(&x);
    run.kernel
        .arg_buffer(0, &y)
        .arg_buffer(1, &device_x)
        .arg(2, 2.0_f32);
    run.go();
    run.floats(&y, |index| 2.0 * f64::from(x[index]) + 1.0, N, 1e-6);
    run.time()
}

fn triad() -> f64 {
    const N: usize = 2 << 20;
    let run = Run::new(
        "kernel void k(global double *a, global const double *b, global const double *c) { size_t i = get_global_id(0); a[i] = b[i] + 0.4 * c[i]; }",
        &[N],
        &[],
    );
    let [a, b, c] = [0.0, 1.0, 2.0].map(|value| run.lab.buffer(&vec![value; N]));
    run.kernel
        .arg_buffer(0, &a)
        .arg_buffer(1, &b)
        .arg_buffer(2, &c);
    run.go();
    assert!(
        run.lab
            .queue
            .read::<f64>(&a, N)
            .iter()
            .all(|&value| (value - 1.8).abs() < 1e-15)
    );
    run.time()
}

fn mandelbrot() -> f64 {
    const N: usize = 512;
    let run = Run::new(
        "kernel void k(global int *out, int n) {
             int px = get_global_id(0), py = get_global_id(1);
             float cx = -2.0f + 3.0f * px / n, cy = -1.5f + 3.0f * py / n, x = 0, y = 0; int i = 0;
             while (i < 256 && x * x + y * y < 4.0f) { float t = x * x - y * y + cx; y = 2 * x * y + cy; x = t; ++i; }
             out[py * n + px] = i; }",
        &[N, N],
        &[],
    );
    let out = run.lab.buffer(&vec![0_i32; N * N]);
    run.kernel.arg_buffer(0, &out).arg(1, N as i32);
    run.go();
    let values = run.lab.queue.read::<i32>(&out, N * N);
    let mut different = 0;
    for (index, &value) in values.iter().enumerate() {
        let (cx, cy) = (
            -2.0 + 3.0 * (index % N) as f32 / N as f32,
            -1.5 + 3.0 * (index / N) as f32 / N as f32,
        );
        let (mut x, mut y, mut i) = (0.0_f32, 0.0_f32, 0);
        while i < 256 && x * x + y * y < 4.0 {
            (x, y) = (x * x - y * y + cx, 2.0 * x * y + cy);
            i += 1;
        }
        different += usize::from(i != value);
    }
    // Points at the border depend on how products are rounded.
    assert!(different < N * N / 50, "{different} points differ");
    run.time()
}

fn nbody() -> f64 {
    const N: usize = 2048;
    let run = Run::new(
        "kernel void k(global const float4 *p, global float4 *f, int n) {
             size_t i = get_global_id(0); float4 me = p[i]; float3 sum = 0;
             for (int j = 0; j < n; ++j) { float3 d = p[j].xyz - me.xyz; float r = rsqrt(dot(d, d) + 0.01f); sum += d * (p[j].w * r * r * r); }
             f[i] = (float4)(sum, 0); }",
        &[N],
        &[64],
    );
    let positions: Vec<[f32; 4]> = ramp(4 * N)
        .chunks(4)
        .map(|c| [c[0], c[1] * 2.0, c[2] * 3.0, 1.0])
        .collect();
    let (p, f) = (
        run.lab.buffer(&positions),
        run.lab.buffer(&vec![[0_f32; 4]; N]),
    );
    run.kernel
        .arg_buffer(0, &p)
        .arg_buffer(1, &f)
        .arg(2, N as i32);
    run.go();
    let force = |index: usize| {
        let me = positions[index / 4].map(f64::from);
        let sum = |axis: usize| -> f64 {
            positions
                .iter()
                .map(|other| {
                    let d: [f64; 3] = std::array::from_fn(|a| f64::from(other[a]) - me[a]);
                    let r = (d.iter().map(|v| v * v).sum::<f64>() + f64::from(0.01_f32)).sqrt();
                    d[axis] / (r * r * r)
                })
                .sum()
        };
        if index % 4 == 3 { 0.0 } else { sum(index % 4) }
    };
    run.floats(&f, force, 64, 2e-3);
    run.time()
}

fn sgemm() -> f64 {
    const N: usize = 256;
    let run = Run::new(
        "kernel void k(global const float *a, global const float *b, global float *c, int n) {
             local float ta[16][16], tb[16][16]; int x = get_local_id(0), y = get_local_id(1);
             int col = get_global_id(0), row = get_global_id(1); float sum = 0;
             for (int t = 0; t < n / 16; ++t) {
                 ta[y][x] = a[row * n + t * 16 + x]; tb[y][x] = b[(t * 16 + y) * n + col]; barrier(CLK_LOCAL_MEM_FENCE);
                 for (int i = 0; i < 16; ++i) sum += ta[y][i] * tb[i][x];
                 barrier(CLK_LOCAL_MEM_FENCE); }
             c[row * n + col] = sum; }",
        &[N, N],
        &[16, 16],
    );
    let (a, b) = (ramp(N * N), ramp(N * N + 5)[5..].to_vec());
    let buffers = [
        run.lab.buffer(&a),
        run.lab.buffer(&b),
        run.lab.buffer(&vec![0_f32; N * N]),
    ];
    (0..3).for_each(|index| {
        run.kernel.arg_buffer(index, &buffers[index as usize]);
    });
    run.kernel.arg(3, N as i32);
    run.go();
    let product = |index: usize| -> f64 {
        (0..N)
            .map(|i| f64::from(a[index / N * N + i]) * f64::from(b[i * N + index % N]))
            .sum()
    };
    run.floats(&buffers[2], product, N * 4, 1e-3);
    run.time()
}

fn reduction() -> f64 {
    const N: usize = 1 << 20;
    let run = Run::new(
        "kernel void k(global const float *in, global float *out, local float *l) {
             size_t j = get_local_id(0); l[j] = in[get_global_id(0)]; barrier(CLK_LOCAL_MEM_FENCE);
             for (size_t s = get_local_size(0) / 2; s; s >>= 1) { if (j < s) l[j] += l[j + s]; barrier(CLK_LOCAL_MEM_FENCE); }
             if (j == 0) out[get_group_id(0)] = l[0]; }",
        &[N],
        &[256],
    );
    let input = ramp(N);
    let (from, to) = (
        run.lab.buffer(&input),
        run.lab.buffer(&vec![0_f32; N / 256]),
    );
    run.kernel
        .arg_buffer(0, &from)
        .arg_buffer(1, &to)
        .arg_local(2, 1024);
    run.go();
    let sum = |group: usize| {
        input[group * 256..][..256]
            .iter()
            .map(|&v| f64::from(v))
            .sum()
    };
    run.floats(&to, sum, N / 256, 1e-4);
    run.time()
}

fn transpose() -> f64 {
    const N: usize = 1024;
    let run = Run::new(
        "kernel void k(global const float *in, global float *out, int n) {
             local float t[16][17]; int x = get_local_id(0), y = get_local_id(1), gx = get_group_id(0) * 16, gy = get_group_id(1) * 16;
             t[y][x] = in[(gy + y) * n + gx + x]; barrier(CLK_LOCAL_MEM_FENCE); out[(gx + y) * n + gy + x] = t[x][y]; }",
        &[N, N],
        &[16, 16],
    );
    let input = ramp(N * N);
    let (from, to) = (run.lab.buffer(&input), run.lab.buffer(&vec![0_f32; N * N]));
    run.kernel
        .arg_buffer(0, &from)
        .arg_buffer(1, &to)
        .arg(2, N as i32);
    run.go();
    run.floats(
        &to,
        |index| f64::from(input[index % N * N + index / N]),
        N * N,
        0.0,
    );
    run.time()
}

fn stencil() -> f64 {
    const N: usize = 1024;
    let run = Run::new(
        "kernel void k(global const float *in, global float *out, int n) {
             int x = get_global_id(0), y = get_global_id(1); if (x == 0 || y == 0 || x == n - 1 || y == n - 1) return;
             int i = y * n + x; out[i] = 0.2f * (in[i] + in[i - 1] + in[i + 1] + in[i - n] + in[i + n]); }",
        &[N, N],
        &[],
    );
    let input = ramp(N * N);
    let (from, to) = (run.lab.buffer(&input), run.lab.buffer(&vec![0_f32; N * N]));
    run.kernel
        .arg_buffer(0, &from)
        .arg_buffer(1, &to)
        .arg(2, N as i32);
    run.go();
    let mean = |i: usize| {
        let (x, y) = (i % N, i / N);
        if x == 0 || y == 0 || x == N - 1 || y == N - 1 {
            return 0.0;
        }
        [i, i - 1, i + 1, i - N, i + N]
            .map(|i| f64::from(input[i]))
            .iter()
            .sum::<f64>()
            * 0.2
    };
    run.floats(&to, mean, N * N, 1e-5);
    run.time()
}

fn black_scholes() -> f64 {
    const N: usize = 1 << 20;
    let run = Run::new(
        "float cnd(float d) { float k = 1.0f / (1.0f + 0.2316419f * fabs(d));
             float c = 0.3989422804f * exp(-0.5f * d * d) * (k * (0.319381530f + k * (-0.356563782f + k * (1.781477937f + k * (-1.821255978f + k * 1.330274429f)))));
             return d > 0 ? 1.0f - c : c; }
         kernel void k(global const float *s, global float *call) {
             size_t i = get_global_id(0); float S = s[i] * 10 + 30, X = 25, T = 2, R = 0.02f, V = 0.3f;
             float q = sqrt(T), d1 = (log(S / X) + (R + 0.5f * V * V) * T) / (V * q), d2 = d1 - V * q;
             call[i] = S * cnd(d1) - X * exp(-R * T) * cnd(d2); }",
        &[N],
        &[],
    );
    let input = ramp(N);
    let (from, to) = (run.lab.buffer(&input), run.lab.buffer(&vec![0_f32; N]));
    run.kernel.arg_buffer(0, &from).arg_buffer(1, &to);
    run.go();
    let cnd = |d: f64| {
        let k = 1.0 / (1.0 + 0.231_641_9 * d.abs());
        let poly = k
            * (0.319_381_53
                + k * (-0.356_563_782
                    + k * (1.781_477_937 + k * (-1.821_255_978 + k * 1.330_274_429))));
        let c = 0.398_942_280_4 * (-0.5 * d * d).exp() * poly;
        if d > 0.0 { 1.0 - c } else { c }
    };
    let price = |index: usize| {
        let (s, x, t, r, v) = (
            f64::from(input[index]) * 10.0 + 30.0,
            25.0,
            2.0_f64,
            0.02,
            0.3,
        );
        let d1 = ((s / x).ln() + (r + 0.5 * v * v) * t) / (v * t.sqrt());
        s * cnd(d1) - x * (-r * t).exp() * cnd(d1 - v * t.sqrt())
    };
    run.floats(&to, price, 4096, 1e-4);
    run.time()
}

fn histogram() -> f64 {
    const N: usize = 4 << 20;
    let run = Run::new(
        "kernel void k(global const uchar *in, global uint *out) {
             local uint bins[256]; uint j = get_local_id(0); bins[j] = 0; barrier(CLK_LOCAL_MEM_FENCE);
             for (uint i = 0; i < 64; ++i) atomic_inc(&bins[in[(get_group_id(0) * 64 + i) * 256 + j]]);
             barrier(CLK_LOCAL_MEM_FENCE); atomic_add(&out[j], bins[j]); }",
        &[N / 64],
        &[256],
    );
    let input: Vec<u8> = (0..N)
        .map(|index| ((index * 2_654_435_761) >> 13) as u8)
        .collect();
    let (from, to) = (run.lab.buffer(&input), run.lab.buffer(&[0_u32; 256]));
    run.kernel.arg_buffer(0, &from).arg_buffer(1, &to);
    run.go();
    let mut expected = vec![0_u32; 256];
    input.iter().for_each(|&byte| expected[byte as usize] += 1);
    assert_eq!(run.lab.queue.read::<u32>(&to, 256), expected);
    run.time()
}

fn spmv() -> f64 {
    const ROWS: usize = 1 << 16;
    let run = Run::new(
        "kernel void k(global const uint *rows, global const uint *cols, global const float *v, global const float *x, global float *y) {
             size_t i = get_global_id(0); float sum = 0;
             for (uint j = rows[i]; j < rows[i + 1]; ++j) sum += v[j] * x[cols[j]]; y[i] = sum; }",
        &[ROWS],
        &[],
    );
    let mut rows = vec![0_u32];
    let mut columns = Vec::new();
    for row in 0..ROWS {
        columns
            .extend((0..row % 13 + 2).map(|entry| ((row * 7919 + entry * 104_729) % ROWS) as u32));
        rows.push(columns.len() as u32);
    }
    let (values, x) = (ramp(columns.len()), ramp(ROWS));
    let buffers = [
        run.lab.buffer(&rows),
        run.lab.buffer(&columns),
        run.lab.buffer(&values),
        run.lab.buffer(&x),
        run.lab.buffer(&vec![0_f32; ROWS]),
    ];
    (0..5).for_each(|index| {
        run.kernel.arg_buffer(index, &buffers[index as usize]);
    });
    run.go();
    let product = |row: usize| {
        let entries = rows[row] as usize..rows[row + 1] as usize;
        entries
            .map(|entry| f64::from(values[entry]) * f64::from(x[columns[entry] as usize]))
            .sum()
    };
    run.floats(&buffers[4], product, ROWS, 1e-5);
    run.time()
}

fn hash() -> f64 {
    const N: usize = 1 << 20;
    let run = Run::new(
        "kernel void k(global uint *a) { size_t i = get_global_id(0); uint h = a[i];
             for (int r = 0; r < 16; ++r) { h ^= h >> 16; h *= 0x85ebca6bu; h = rotate(h, 13u) + r; h ^= h >> 13; h *= 0xc2b2ae35u; }
             a[i] = h; }",
        &[N],
        &[],
    );
    let input: Vec<u32> = (0..N as u32).collect();
    let buffer = run.lab.buffer(&input);
    run.kernel.arg_buffer(0, &buffer);
    run.go();
    let values = run.lab.queue.read::<u32>(&buffer, N);
    for (index, &value) in values.iter().enumerate() {
        let mut h = index as u32;
        for round in 0..16 {
            h = (h ^ (h >> 16))
                .wrapping_mul(0x85eb_ca6b)
                .rotate_left(13)
                .wrapping_add(round);
            h = (h ^ (h >> 13)).wrapping_mul(0xc2b2_ae35);
        }
        assert_eq!(value, h);
    }
    run.time()
}

fn bytes() -> f64 {
    const N: usize = 4 << 20;
    let run = Run::new(
        "kernel void k(global const uchar *in, global uchar *out, global const uchar *table) {
             size_t i = get_global_id(0); out[i] = table[in[i]] ^ table[in[i] ^ 0x5a]; }",
        &[N],
        &[],
    );
    let input: Vec<u8> = (0..N).map(|index| ((index * 31) >> 3) as u8).collect();
    let table: Vec<u8> = (0..256_u32).map(|index| (index * 167 + 13) as u8).collect();
    let [from, to, lookup] = [
        run.lab.buffer(&input),
        run.lab.buffer(&vec![0_u8; N]),
        run.lab.buffer(&table),
    ];
    run.kernel
        .arg_buffer(0, &from)
        .arg_buffer(1, &to)
        .arg_buffer(2, &lookup);
    run.go();
    let values = run.lab.queue.read::<u8>(&to, N);
    assert!(
        values
            .iter()
            .zip(&input)
            .all(|(&value, &byte)| value == table[byte as usize] ^ table[(byte ^ 0x5a) as usize])
    );
    run.time()
}

fn float4() -> f64 {
    const N: usize = 1 << 20;
    let run = Run::new(
        "kernel void k(global float4 *a) { size_t i = get_global_id(0); float4 v = a[i] + 2.0f; a[i] = v / length(v); }",
        &[N],
        &[],
    );
    let input = ramp(4 * N);
    let buffer = run.lab.buffer(&input);
    run.kernel.arg_buffer(0, &buffer);
    run.go();
    let unit = |index: usize| {
        let v: [f64; 4] = std::array::from_fn(|lane| f64::from(input[index / 4 * 4 + lane]) + 2.0);
        v[index % 4] / v.iter().map(|x| x * x).sum::<f64>().sqrt()
    };
    run.floats(&buffer, unit, 4096, 1e-5);
    run.time()
}

fn half() -> f64 {
    const N: usize = 1 << 20;
    let run = Run::new(
        "#pragma OPENCL EXTENSION cl_khr_fp16 : enable
         kernel void k(global half *y, global const half *x) { size_t i = get_global_id(0); y[i] = (half)2.0 * x[i] + (half)1.0; }",
        &[N],
        &[],
    );
    // 1.0 is 0x3c00 and 3.0 is 0x4200.
    let (y, x) = (
        run.lab.buffer(&vec![0_u16; N]),
        run.lab.buffer(&vec![0x3c00_u16; N]),
    );
    run.kernel.arg_buffer(0, &y).arg_buffer(1, &x);
    run.go();
    assert!(
        run.lab
            .queue
            .read::<u16>(&y, N)
            .iter()
            .all(|&value| value == 0x4200)
    );
    run.time()
}

fn tiny_groups() -> f64 {
    const N: usize = 1 << 16;
    let run = Run::new(
        "kernel void k(global uint *a) { size_t i = get_global_id(0); a[i] = i * 3; }",
        &[N],
        &[1],
    );
    let buffer = run.lab.buffer(&vec![0_u32; N]);
    run.kernel.arg_buffer(0, &buffer);
    run.go();
    assert!(
        run.lab
            .queue
            .read::<u32>(&buffer, N)
            .iter()
            .enumerate()
            .all(|(index, &value)| value as usize == 3 * index)
    );
    run.time()
}
