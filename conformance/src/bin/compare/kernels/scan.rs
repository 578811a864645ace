//! Prefix sums within work-groups.

use crate::case::Case;
use crate::data;
use crate::metric::Metric;

pub(super) fn metrics() -> Vec<Metric> {
    vec![
        Metric::kernel("kernel/scan/Hillis-Steele 256 of 512k", hillis_steele),
        Metric::kernel("kernel/scan/Blelloch 512 of 512k", blelloch),
        Metric::kernel("kernel/scan/uchar to uint 256 of 1M", bytes),
        Metric::kernel("kernel/scan/serial rows of 256, 1M", serial),
        Metric::kernel("kernel/scan/work_group_scan 256 of 512k", collective),
    ]
}

const N: usize = 1 << 19;

/// Prefix sums of each group, with or without the element itself.
fn prefixes(input: &[u32], group: usize, inclusive: bool) -> Vec<u32> {
    let mut output = Vec::with_capacity(input.len());
    for chunk in input.chunks(group) {
        let mut sum = 0_u32;
        for value in chunk {
            let before = sum;
            sum = sum.wrapping_add(*value);
            output.push(if inclusive { sum } else { before });
        }
    }
    output
}

fn hillis_steele() -> Case {
    let input = data::words(N);
    Case::new(
        "kernel void k(global const uint *in, global uint *out) {
            local uint l[2][256]; uint j = get_local_id(0), side = 0; l[0][j] = in[get_global_id(0)]; barrier(CLK_LOCAL_MEM_FENCE);
            for (uint d = 1; d < 256; d *= 2) {
                l[1 - side][j] = j >= d ? l[side][j] + l[side][j - d] : l[side][j]; side = 1 - side; barrier(CLK_LOCAL_MEM_FENCE); }
            out[get_global_id(0)] = l[side][j]; }",
        &[N],
    )
    .local(&[256])
    .buffer(&input)
    .filled(0_u32, N)
    .gives(1, &prefixes(&input, 256, true), 0.0)
}

fn blelloch() -> Case {
    let input = data::words(N);
    Case::new(
        "kernel void k(global const uint *in, global uint *out) {
            local uint l[512]; uint j = get_local_id(0), base = get_group_id(0) * 512, step = 1;
            l[2 * j] = in[base + 2 * j]; l[2 * j + 1] = in[base + 2 * j + 1];
            for (uint d = 256; d; d >>= 1) { barrier(CLK_LOCAL_MEM_FENCE);
                if (j < d) l[step * (2 * j + 2) - 1] += l[step * (2 * j + 1) - 1];
                step *= 2; }
            if (j == 0) l[511] = 0;
            for (uint d = 1; d < 512; d *= 2) { step >>= 1; barrier(CLK_LOCAL_MEM_FENCE);
                if (j < d) { uint a = step * (2 * j + 1) - 1, b = step * (2 * j + 2) - 1, t = l[a]; l[a] = l[b]; l[b] += t; } }
            barrier(CLK_LOCAL_MEM_FENCE); out[base + 2 * j] = l[2 * j]; out[base + 2 * j + 1] = l[2 * j + 1]; }",
        &[N / 2],
    )
    .local(&[256])
    .buffer(&input)
    .filled(0_u32, N)
    .gives(1, &prefixes(&input, 512, false), 0.0)
}

fn bytes() -> Case {
    const N: usize = 1 << 20;
    let input = data::bytes(N);
    let words: Vec<u32> = input.iter().map(|&byte| u32::from(byte)).collect();
    Case::new(
        "kernel void k(global const uchar *in, global uint *out) {
            local uint l[256]; uint j = get_local_id(0), sum = in[get_global_id(0)];
            for (uint d = 1; d < 256; d *= 2) {
                l[j] = sum; barrier(CLK_LOCAL_MEM_FENCE); if (j >= d) sum += l[j - d]; barrier(CLK_LOCAL_MEM_FENCE); }
            out[get_global_id(0)] = sum; }",
        &[N],
    )
    .local(&[256])
    .buffer(&input)
    .filled(0_u32, N)
    .gives(1, &prefixes(&words, 256, true), 0.0)
}

fn serial() -> Case {
    const N: usize = 1 << 20;
    let input = data::words(N);
    Case::new(
        "kernel void k(global const uint *in, global uint *out) {
            size_t base = get_global_id(0) * 256; uint sum = 0;
            for (uint i = 0; i < 256; ++i) { sum += in[base + i]; out[base + i] = sum; } }",
        &[N / 256],
    )
    .buffer(&input)
    .filled(0_u32, N)
    .gives(1, &prefixes(&input, 256, true), 0.0)
    .native(
        N / 256,
        "void k(void *const *a, long begin, long end) {
            ARRAY(uint, in, 0); ARRAY(uint, out, 1);
            for (long g = begin; g < end; ++g) { uint sum = 0; for (int i = 0; i < 256; ++i) out[g * 256 + i] = sum += in[g * 256 + i]; } }",
    )
}

fn collective() -> Case {
    let input = data::words(N);
    Case::new(
        "kernel void k(global const uint *in, global uint *out) {
            size_t i = get_global_id(0); out[i] = work_group_scan_inclusive_add(in[i]); }",
        &[N],
    )
    .local(&[256])
    .buffer(&input)
    .filled(0_u32, N)
    .gives(1, &prefixes(&input, 256, true), 0.0)
}
