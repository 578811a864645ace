//! Moving data about: transposes, gathers, scatters, layouts, tiles, pointers.

use crate::case::Case;
use crate::data;
use crate::metric::Metric;

pub(super) fn metrics() -> Vec<Metric> {
    vec![
        Metric::kernel("kernel/movement/transpose 1024", transpose),
        Metric::kernel(
            "kernel/movement/transpose in local memory 1024",
            transpose_tiled,
        ),
        Metric::kernel("kernel/movement/gather 1M", gather),
        Metric::kernel("kernel/movement/scatter 1M", scatter),
        Metric::kernel("kernel/movement/structs to arrays 512k", structs_to_arrays),
        Metric::kernel("kernel/movement/struct update 512k", struct_update),
        Metric::kernel("kernel/movement/reverse 2M", reverse),
        Metric::kernel("kernel/movement/stride 7, 512k", strided),
        Metric::kernel("kernel/movement/SVM pointer chasing 2k x 64", chase),
        Metric::kernel("kernel/movement/async_work_group_copy tiles 1M", async_copy),
        Metric::kernel("kernel/movement/async strided copy 256k", async_strided),
    ]
}

/// `source` transposes an N x N matrix.
fn transposing(source: &'static str) -> Case {
    const N: usize = 1024;
    let input = data::floats(N * N, -1.0, 1.0);
    let expected: Vec<f32> = (0..N * N).map(|i| input[i % N * N + i / N]).collect();
    Case::new(source, &[N, N])
        .local(&[16, 16])
        .buffer(&input)
        .filled(0.0_f32, N * N)
        .value(N as i32)
        .gives(1, &expected, 0.0)
        .native(
            N,
            "void k(void *const *a, long begin, long end) {
                ARRAY(float, in, 0); ARRAY(float, out, 1); VALUE(int, n, 2);
                for (long y = begin; y < end; ++y) for (long x = 0; x < n; ++x) out[y * n + x] = in[x * n + y]; }",
        )
}

fn transpose() -> Case {
    transposing(
        "kernel void k(global const float *in, global float *out, int n) {
            int x = get_global_id(0), y = get_global_id(1); out[x * n + y] = in[y * n + x]; }",
    )
}

fn transpose_tiled() -> Case {
    transposing(
        "kernel void k(global const float *in, global float *out, int n) {
            local float t[16][17]; int x = get_local_id(0), y = get_local_id(1), gx = get_group_id(0) * 16, gy = get_group_id(1) * 16;
            t[y][x] = in[(gy + y) * n + gx + x]; barrier(CLK_LOCAL_MEM_FENCE); out[(gx + y) * n + gy + x] = t[x][y]; }",
    )
}

const N: usize = 1 << 20;

fn gather() -> Case {
    let (input, from) = (data::floats(N, -1.0, 1.0), data::permutation(N));
    let expected: Vec<f32> = from.iter().map(|&i| input[i as usize]).collect();
    Case::new(
        "kernel void k(global const float *in, global const uint *from, global float *out) {
            size_t i = get_global_id(0); out[i] = in[from[i]]; }",
        &[N],
    )
    .buffer(&input)
    .buffer(&from)
    .filled(0.0_f32, N)
    .gives(2, &expected, 0.0)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(float, in, 0); ARRAY(uint, from, 1); ARRAY(float, out, 2);
            for (long i = begin; i < end; ++i) out[i] = in[from[i]]; }",
    )
}

fn scatter() -> Case {
    let (input, to) = (data::words(N), data::permutation(N));
    let mut expected = vec![0; N];
    to.iter()
        .zip(&input)
        .for_each(|(&to, &value)| expected[to as usize] = value);
    Case::new(
        "kernel void k(global const uint *in, global const uint *to, global uint *out) {
            size_t i = get_global_id(0); out[to[i]] = in[i]; }",
        &[N],
    )
    .buffer(&input)
    .buffer(&to)
    .filled(0_u32, N)
    .gives(2, &expected, 0.0)
}

fn structs_to_arrays() -> Case {
    const N: usize = 1 << 19;
    let input = data::floats(5 * N, -1.0, 1.0);
    let field = |field: usize| -> Vec<f32> { input.chunks(5).map(|s| s[field]).collect() };
    Case::new(
        "typedef struct { float x, y, z, w, mass; } P;
        kernel void k(global const P *in, global float *x, global float *y, global float *m) {
            size_t i = get_global_id(0); x[i] = in[i].x; y[i] = in[i].y; m[i] = in[i].mass; }",
        &[N],
    )
    .buffer(&input)
    .filled(0.0_f32, N)
    .filled(0.0_f32, N)
    .filled(0.0_f32, N)
    .gives(1, &field(0), 0.0)
    .gives(2, &field(1), 0.0)
    .gives(3, &field(4), 0.0)
    .moved(32 * N)
}

fn struct_update() -> Case {
    const N: usize = 1 << 19;
    let input = data::floats(8 * N, -1.0, 1.0);
    let expected: Vec<f32> = input
        .chunks(8)
        .flat_map(|s| {
            let step = |i: usize| s[i] + 0.01 * s[3 + i];
            [
                step(0),
                step(1),
                step(2),
                s[3],
                s[4],
                s[5] - 0.0981,
                s[6],
                s[7],
            ]
        })
        .collect();
    Case::new(
        "typedef struct { float x, y, z, vx, vy, vz, mass, age; } P;
        kernel void k(global const P *in, global P *out) {
            size_t i = get_global_id(0); P p = in[i];
            p.x += 0.01f * p.vx; p.y += 0.01f * p.vy; p.z += 0.01f * p.vz; p.vz -= 0.0981f; out[i] = p; }",
        &[N],
    )
    .buffer(&input)
    .filled(0.0_f32, 8 * N)
    .gives(1, &expected, 1e-6)
    .moved(64 * N)
}

fn reverse() -> Case {
    const N: usize = 2 << 20;
    let input = data::words(N);
    let expected: Vec<u32> = input.iter().rev().copied().collect();
    Case::new(
        "kernel void k(global const uint *in, global uint *out, uint n) { uint i = get_global_id(0); out[n - 1 - i] = in[i]; }",
        &[N],
    )
    .buffer(&input)
    .filled(0_u32, N)
    .value(N as u32)
    .gives(1, &expected, 0.0)
    .moved(8 * N)
}

fn strided() -> Case {
    const N: usize = 1 << 19;
    let input = data::floats(7 * N, -1.0, 1.0);
    let expected: Vec<f32> = input.iter().step_by(7).map(|x| x * 2.0).collect();
    Case::new(
        "kernel void k(global const float *in, global float *out, uint stride) { uint i = get_global_id(0); out[i] = 2 * in[i * stride]; }",
        &[N],
    )
    .buffer(&input)
    .filled(0.0_f32, N)
    .value(7_u32)
    .gives(1, &expected, 0.0)
}

fn chase() -> Case {
    const NODES: usize = 1 << 17;
    const WALKERS: usize = 1 << 11;
    let next = data::permutation(NODES);
    let expected: Vec<u32> = (0..WALKERS as u32)
        .map(|start| (0..64).fold(start, |at, _| next[at as usize]))
        .collect();
    Case::new(
        "typedef struct link { global struct link *next; ulong number; } L;
        kernel void k(global const L *links, global uint *out) {
            global const L *at = links + get_global_id(0); for (int s = 0; s < 64; ++s) at = at->next; out[get_global_id(0)] = at->number; }",
        &[WALKERS],
    )
    .chain(next)
    .filled(0_u32, WALKERS)
    .gives(1, &expected, 0.0)
}

fn async_copy() -> Case {
    let input = data::floats(N, -1.0, 1.0);
    let expected: Vec<f32> = input
        .chunks(256)
        .flat_map(|tile| tile.iter().rev().copied())
        .collect();
    Case::new(
        "kernel void k(global const float *in, global float *out) {
            local float a[256], b[256]; size_t base = get_group_id(0) * 256; uint j = get_local_id(0);
            event_t e = async_work_group_copy(a, in + base, 256, 0); wait_group_events(1, &e);
            b[255 - j] = a[j]; barrier(CLK_LOCAL_MEM_FENCE);
            e = async_work_group_copy(out + base, b, 256, 0); wait_group_events(1, &e); }",
        &[N],
    )
    .local(&[256])
    .buffer(&input)
    .filled(0.0_f32, N)
    .gives(1, &expected, 0.0)
}

fn async_strided() -> Case {
    const N: usize = 1 << 18;
    let input = data::words(4 * N);
    let expected: Vec<u32> = input.iter().step_by(4).copied().collect();
    Case::new(
        "kernel void k(global const uint *in, global uint *out) {
            local uint l[512]; size_t base = get_group_id(0) * 512;
            event_t e = async_work_group_strided_copy(l, in + base * 4, 512, 4, 0); wait_group_events(1, &e);
            e = async_work_group_copy(out + base, l, 512, 0); wait_group_events(1, &e); }",
        &[N / 8],
    )
    .local(&[64])
    .buffer(&input)
    .filled(0_u32, N)
    .gives(1, &expected, 0.0)
}
