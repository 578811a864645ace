//! Counting: histograms, atomics in global memory.

use crate::case::Case;
use crate::data;
use crate::metric::Metric;

pub(super) fn metrics() -> Vec<Metric> {
    vec![
        Metric::kernel("kernel/histogram/local atomics 1M", local_atomics),
        Metric::kernel(
            "kernel/histogram/global atomics 64k bins 256k",
            global_atomics,
        ),
        Metric::kernel("kernel/histogram/privatised 16 bins 1M", privatised),
        Metric::kernel("kernel/histogram/radix counting 4 bits 1M", radix),
        Metric::kernel("kernel/histogram/atomic min and max 1M", extremes),
    ]
}

const N: usize = 1 << 20;

/// How often each number occurs.
fn count(numbers: impl Iterator<Item = usize>, bins: usize) -> Vec<u32> {
    let mut counts = vec![0; bins];
    numbers.for_each(|number| counts[number] += 1);
    counts
}

fn local_atomics() -> Case {
    // One row of bins per work-group, so that runs leave nothing behind.
    let input = data::bytes(N);
    let expected: Vec<u32> = input
        .chunks(256 * 64)
        .flat_map(|chunk| count(chunk.iter().map(|&byte| usize::from(byte)), 256))
        .collect();
    Case::new(
        "kernel void k(global const uchar *in, global uint *out) {
            local uint bins[256]; uint j = get_local_id(0); bins[j] = 0; barrier(CLK_LOCAL_MEM_FENCE);
            for (uint i = 0; i < 64; ++i) atomic_inc(&bins[in[(get_group_id(0) * 64 + i) * 256 + j]]);
            barrier(CLK_LOCAL_MEM_FENCE); out[get_group_id(0) * 256 + j] = bins[j]; }",
        &[N / 64],
    )
    .local(&[256])
    .buffer(&input)
    .filled(0_u32, expected.len())
    .gives(1, &expected, 0.0)
    .native(
        N / (256 * 64),
        "void k(void *const *a, long begin, long end) {
            ARRAY(uchar, in, 0); ARRAY(uint, out, 1);
            for (long g = begin; g < end; ++g) {
                uint *bins = out + g * 256; memset(bins, 0, 1024);
                for (long i = g * 256 * 64; i < (g + 1) * 256 * 64; ++i) ++bins[in[i]]; } }",
    )
}

fn global_atomics() -> Case {
    const N: usize = 1 << 18;
    const BINS: usize = 1 << 16;
    let input = data::indices(N, BINS);
    let expected = count(input.iter().map(|&bin| bin as usize), BINS);
    Case::new(
        "kernel void k(global const uint *in, global uint *out) { atomic_inc(&out[in[get_global_id(0)]]); }",
        &[N],
    )
    .buffer(&input)
    .filled(0_u32, BINS)
    .gives(1, &expected, 0.0)
}

fn privatised() -> Case {
    let input = data::bytes(N);
    let mut expected = Vec::with_capacity(N / 4);
    for group in input.chunks(64 * 64) {
        expected.extend(
            (0..64).flat_map(|item| {
                count((0..64).map(|i| usize::from(group[i * 64 + item] >> 4)), 16)
            }),
        );
    }
    Case::new(
        "kernel void k(global const uchar *in, global uint *out) {
            uint bins[16], j = get_local_id(0); for (int b = 0; b < 16; ++b) bins[b] = 0;
            for (uint i = 0; i < 64; ++i) ++bins[in[(get_group_id(0) * 64 + i) * 64 + j] >> 4];
            for (int b = 0; b < 16; ++b) out[get_global_id(0) * 16 + b] = bins[b]; }",
        &[N / 64],
    )
    .local(&[64])
    .buffer(&input)
    .filled(0_u32, expected.len())
    .gives(1, &expected, 0.0)
}

fn radix() -> Case {
    let input = data::words(N);
    let expected: Vec<u32> = input
        .chunks(256 * 16)
        .flat_map(|chunk| count(chunk.iter().map(|&word| word as usize >> 8 & 15), 16))
        .collect();
    Case::new(
        "kernel void k(global const uint *in, global uint *out, uint shift) {
            local uint counts[16][256]; uint j = get_local_id(0), g = get_group_id(0);
            for (int d = 0; d < 16; ++d) counts[d][j] = 0;
            for (uint i = 0; i < 16; ++i) ++counts[in[(g * 16 + i) * 256 + j] >> shift & 15][j];
            barrier(CLK_LOCAL_MEM_FENCE);
            if (j < 16) { uint sum = 0; for (uint i = 0; i < 256; ++i) sum += counts[j][i]; out[g * 16 + j] = sum; } }",
        &[N / 16],
    )
    .local(&[256])
    .buffer(&input)
    .filled(0_u32, expected.len())
    .value(8_u32)
    .gives(1, &expected, 0.0)
}

fn extremes() -> Case {
    let input = data::words(N);
    let (least, most) = (input.iter().min(), input.iter().max());
    let expected = [*least.expect("not empty"), *most.expect("not empty")];
    Case::new(
        "kernel void k(global const uint *in, global uint *out) {
            uint low = UINT_MAX, high = 0;
            for (size_t i = get_global_id(0); i < 1048576; i += get_global_size(0)) { low = min(low, in[i]); high = max(high, in[i]); }
            atomic_min(&out[0], low); atomic_max(&out[1], high); }",
        &[N / 64],
    )
    .local(&[64])
    .buffer(&input)
    .buffer(&[u32::MAX, 0])
    .gives(1, &expected, 0.0)
}
