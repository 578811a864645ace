//! Sorting networks and small sorts.

use crate::case::Case;
use crate::data;
use crate::metric::Metric;

pub(super) fn metrics() -> Vec<Metric> {
    vec![
        Metric::kernel("kernel/sort/bitonic step 1M", bitonic_step),
        Metric::kernel("kernel/sort/bitonic in local memory 512k", bitonic_local),
        Metric::kernel("kernel/sort/insertion of 16 private, 32k", insertion),
        Metric::kernel("kernel/sort/merge path of 2 x 64, 4k", merge),
    ]
}

fn bitonic_step() -> Case {
    const N: usize = 1 << 20;
    let input = data::words(N);
    let mut expected = input.clone();
    for i in 0..N / 2 {
        let left = i / 1024 * 2048 + i % 1024;
        let (a, b) = (input[left], input[left + 1024]);
        let ascending = left & 4096 == 0;
        (expected[left], expected[left + 1024]) =
            if (a < b) == ascending { (a, b) } else { (b, a) };
    }
    Case::new(
        "kernel void k(global const uint *in, global uint *out, uint side, uint bit) {
            uint i = get_global_id(0), left = i / side * 2 * side + i % side, a = in[left], b = in[left + side];
            bool up = (left & bit) == 0;
            out[left] = (a < b) == up ? a : b; out[left + side] = (a < b) == up ? b : a; }",
        &[N / 2],
    )
    .buffer(&input)
    .filled(0_u32, N)
    .value(1024_u32)
    .value(4096_u32)
    .gives(1, &expected, 0.0)
}

fn bitonic_local() -> Case {
    const N: usize = 1 << 19;
    let input = data::words(N);
    let mut expected = input.clone();
    expected.chunks_mut(256).for_each(<[u32]>::sort_unstable);
    Case::new(
        "kernel void k(global const uint *in, global uint *out) {
            local uint l[256]; uint j = get_local_id(0); l[j] = in[get_global_id(0)]; barrier(CLK_LOCAL_MEM_FENCE);
            for (uint size = 2; size <= 256; size *= 2)
                for (uint stride = size / 2; stride; stride /= 2) {
                    uint other = j ^ stride;
                    if (other > j) { uint a = l[j], b = l[other]; if ((a > b) == ((j & size) == 0)) { l[j] = b; l[other] = a; } }
                    barrier(CLK_LOCAL_MEM_FENCE); }
            out[get_global_id(0)] = l[j]; }",
        &[N],
    )
    .local(&[256])
    .buffer(&input)
    .filled(0_u32, N)
    .gives(1, &expected, 0.0)
}

fn insertion() -> Case {
    const N: usize = 1 << 15;
    let input = data::words(16 * N);
    let mut expected = input.clone();
    expected.chunks_mut(16).for_each(<[u32]>::sort_unstable);
    Case::new(
        "kernel void k(global const uint *in, global uint *out) {
            size_t base = get_global_id(0) * 16; uint v[16]; for (int i = 0; i < 16; ++i) v[i] = in[base + i];
            for (int i = 1; i < 16; ++i) { uint x = v[i]; int j = i; while (j > 0 && v[j - 1] > x) { v[j] = v[j - 1]; --j; } v[j] = x; }
            for (int i = 0; i < 16; ++i) out[base + i] = v[i]; }",
        &[N],
    )
    .buffer(&input)
    .filled(0_u32, 16 * N)
    .gives(1, &expected, 0.0)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(uint, in, 0); ARRAY(uint, out, 1);
            for (long g = begin; g < end; ++g) {
                uint v[16]; for (int i = 0; i < 16; ++i) v[i] = in[g * 16 + i];
                for (int i = 1; i < 16; ++i) { uint x = v[i]; int j = i; while (j > 0 && v[j - 1] > x) { v[j] = v[j - 1]; --j; } v[j] = x; }
                for (int i = 0; i < 16; ++i) out[g * 16 + i] = v[i]; } }",
    )
}

fn merge() -> Case {
    const N: usize = 1 << 12;
    let mut input = data::words(128 * N);
    input.chunks_mut(64).for_each(<[u32]>::sort_unstable);
    let mut expected = input.clone();
    expected.chunks_mut(128).for_each(<[u32]>::sort_unstable);
    Case::new(
        "kernel void k(global const uint *in, global uint *out) {
            global const uint *a = in + get_global_id(0) * 128, *b = a + 64; global uint *to = out + get_global_id(0) * 128;
            uint i = 0, j = 0;
            for (uint n = 0; n < 128; ++n) to[n] = j == 64 || (i < 64 && a[i] <= b[j]) ? a[i++] : b[j++]; }",
        &[N],
    )
    .buffer(&input)
    .filled(0_u32, 128 * N)
    .gives(1, &expected, 0.0)
}
