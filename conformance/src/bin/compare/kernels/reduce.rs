//! Reductions over work-groups.

use crate::case::Case;
use crate::data;
use crate::metric::Metric;

pub(super) fn metrics() -> Vec<Metric> {
    vec![
        Metric::kernel("kernel/reduce/tree 256 of 1M", tree),
        Metric::kernel("kernel/reduce/tree interleaved 128 of 1M", interleaved),
        Metric::kernel("kernel/reduce/several items first 4M", several),
        Metric::kernel("kernel/reduce/tree 1024 f64 of 1M", wide),
        Metric::kernel("kernel/reduce/min and where 1M", minimum),
        Metric::kernel("kernel/reduce/work_group_reduce_add 1M", collective),
    ]
}

const N: usize = 1 << 20;

fn sums(input: &[f32], group: usize) -> Vec<f32> {
    input
        .chunks(group)
        .map(|chunk| chunk.iter().map(|&v| f64::from(v)).sum::<f64>() as f32)
        .collect()
}

fn tree() -> Case {
    let input = data::floats(N, -1.0, 1.0);
    Case::new(
        "kernel void k(global const float *in, global float *out, local float *l) {
            size_t j = get_local_id(0); l[j] = in[get_global_id(0)]; barrier(CLK_LOCAL_MEM_FENCE);
            for (size_t s = get_local_size(0) / 2; s; s >>= 1) { if (j < s) l[j] += l[j + s]; barrier(CLK_LOCAL_MEM_FENCE); }
            if (j == 0) out[get_group_id(0)] = l[0]; }",
        &[N],
    )
    .local(&[256])
    .buffer(&input)
    .filled(0.0_f32, N / 256)
    .local_memory(1024)
    .gives(1, &sums(&input, 256), 1e-4)
    .native(
        N / 256,
        "void k(void *const *a, long begin, long end) {
            ARRAY(float, in, 0); ARRAY(float, out, 1);
            for (long g = begin; g < end; ++g) {
                float sum = 0;
                for (int j = 0; j < 256; ++j) { _Pragma(\"clang fp reassociate(on)\") sum += in[g * 256 + j]; }
                out[g] = sum; } }",
    )
}

fn interleaved() -> Case {
    let input = data::floats(N, -1.0, 1.0);
    Case::new(
        "kernel void k(global const float *in, global float *out) {
            local float l[128]; uint j = get_local_id(0); l[j] = in[get_global_id(0)];
            for (uint s = 1; s < 128; s *= 2) { barrier(CLK_LOCAL_MEM_FENCE); if (j % (2 * s) == 0) l[j] += l[j + s]; }
            if (j == 0) out[get_group_id(0)] = l[0]; }",
        &[N],
    )
    .local(&[128])
    .buffer(&input)
    .filled(0.0_f32, N / 128)
    .gives(1, &sums(&input, 128), 1e-4)
}

fn several() -> Case {
    const N: usize = 4 << 20;
    let input = data::floats(N, -1.0, 1.0);
    Case::new(
        "kernel void k(global const float *in, global float *out) {
            local float l[64]; uint j = get_local_id(0); size_t base = get_group_id(0) * 1024; float sum = 0;
            for (uint i = 0; i < 16; ++i) sum += in[base + i * 64 + j];
            l[j] = sum; barrier(CLK_LOCAL_MEM_FENCE);
            if (j < 32) l[j] += l[j + 32]; barrier(CLK_LOCAL_MEM_FENCE);
            if (j < 16) l[j] += l[j + 16]; barrier(CLK_LOCAL_MEM_FENCE);
            if (j < 8) l[j] += l[j + 8]; barrier(CLK_LOCAL_MEM_FENCE);
            if (j == 0) { float s = 0; for (int i = 0; i < 8; ++i) s += l[i]; out[get_group_id(0)] = s; } }",
        &[N / 16],
    )
    .local(&[64])
    .buffer(&input)
    .filled(0.0_f32, N / 1024)
    .gives(1, &sums(&input, 1024), 1e-4)
    .moved(4 * N)
}

fn wide() -> Case {
    let input = data::doubles(N, -1.0, 1.0);
    let expected: Vec<f64> = input.chunks(1024).map(|chunk| chunk.iter().sum()).collect();
    Case::new(
        "kernel void k(global const double *in, global double *out, local double *l) {
            size_t j = get_local_id(0); l[j] = in[get_global_id(0)]; barrier(CLK_LOCAL_MEM_FENCE);
            for (size_t s = get_local_size(0) / 2; s; s >>= 1) { if (j < s) l[j] += l[j + s]; barrier(CLK_LOCAL_MEM_FENCE); }
            if (j == 0) out[get_group_id(0)] = l[0]; }",
        &[N],
    )
    .local(&[1024])
    .buffer(&input)
    .filled(0.0_f64, N / 1024)
    .local_memory(8192)
    .gives(1, &expected, 1e-10)
}

fn minimum() -> Case {
    let input = data::words(N);
    let expected: Vec<u32> = input
        .chunks(256)
        .flat_map(|chunk| {
            let (at, least) = (0..)
                .zip(chunk)
                .min_by_key(|(at, value)| (**value, *at))
                .expect("not empty");
            [*least, at]
        })
        .collect();
    Case::new(
        "kernel void k(global const uint *in, global uint2 *out) {
            local uint2 l[256]; uint j = get_local_id(0); l[j] = (uint2)(in[get_global_id(0)], j); barrier(CLK_LOCAL_MEM_FENCE);
            for (uint s = 128; s; s >>= 1) {
                if (j < s) { uint2 a = l[j], b = l[j + s]; l[j] = b.x < a.x || (b.x == a.x && b.y < a.y) ? b : a; }
                barrier(CLK_LOCAL_MEM_FENCE); }
            if (j == 0) out[get_group_id(0)] = l[0]; }",
        &[N],
    )
    .local(&[256])
    .buffer(&input)
    .filled(0_u32, N / 128)
    .gives(1, &expected, 0.0)
}

fn collective() -> Case {
    let input = data::floats(N, -1.0, 1.0);
    Case::new(
        "kernel void k(global const float *in, global float *out) {
            float sum = work_group_reduce_add(in[get_global_id(0)]); if (get_local_id(0) == 0) out[get_group_id(0)] = sum; }",
        &[N],
    )
    .local(&[256])
    .buffer(&input)
    .filled(0.0_f32, N / 256)
    .gives(1, &sums(&input, 256), 1e-4)
}
