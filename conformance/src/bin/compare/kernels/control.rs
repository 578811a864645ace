//! Control flow that differs from work-item to work-item.

use crate::case::Case;
use crate::data;
use crate::metric::Metric;

pub(super) fn metrics() -> Vec<Metric> {
    vec![
        Metric::kernel("kernel/control/collatz 64k", collatz),
        Metric::kernel("kernel/control/early exit 1M", early_exit),
        Metric::kernel("kernel/control/interpreter 32k x 64", interpreter),
        Metric::kernel("kernel/control/Newton's cube root 512k", newton),
        Metric::kernel("kernel/control/binary search 64k", binary_search),
        Metric::kernel("kernel/control/gcd 128k", gcd),
        Metric::kernel("kernel/control/primes by division 16k", primes),
    ]
}

fn collatz() -> Case {
    const N: usize = 1 << 16;
    let steps = |start: u32| {
        let (mut n, mut steps) = (start + 1, 0_u32);
        while n != 1 {
            n = if n & 1 == 1 {
                n.wrapping_mul(3).wrapping_add(1)
            } else {
                n >> 1
            };
            steps += 1;
        }
        steps
    };
    let expected: Vec<u32> = (0..N as u32).map(steps).collect();
    Case::new(
        "kernel void k(global uint *out) {
            uint n = get_global_id(0) + 1, steps = 0; while (n != 1) { if (n & 1) n = 3 * n + 1; else n >>= 1; ++steps; }
            out[get_global_id(0)] = steps; }",
        &[N],
    )
    .filled(0_u32, N)
    .gives(0, &expected, 0.0)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(uint, out, 0);
            for (long i = begin; i < end; ++i) {
                uint n = i + 1, steps = 0; while (n != 1) { if (n & 1) n = 3 * n + 1; else n >>= 1; ++steps; }
                out[i] = steps; } }",
    )
}

fn early_exit() -> Case {
    const N: usize = 1 << 20;
    let input = data::floats(N, -1.0, 1.0);
    let work = |&x: &f32| {
        if x < 0.0 {
            return -1.0;
        }
        if x < 0.25 {
            return x;
        }
        (0..8).fold(x, |y, _| (0.5 * (y + x / y)).max(0.01))
    };
    let expected: Vec<f32> = input.iter().map(work).collect();
    Case::new(
        "kernel void k(global const float *in, global float *out) {
            size_t i = get_global_id(0); float x = in[i];
            if (x < 0) { out[i] = -1; return; }
            if (x < 0.25f) { out[i] = x; return; }
            float y = x; for (int n = 0; n < 8; ++n) y = fmax(0.5f * (y + x / y), 0.01f);
            out[i] = y; }",
        &[N],
    )
    .buffer(&input)
    .filled(0.0_f32, N)
    .gives(1, &expected, 1e-5)
}

fn interpreter() -> Case {
    const N: usize = 1 << 15;
    // A program of its own for each run of 8 items: some agreement between neighbours, as in practice.
    let code: Vec<u8> = data::bytes(64 * N / 8)
        .iter()
        .map(|byte| byte % 8)
        .collect();
    let run = |item: usize| {
        let mut s = item as u32;
        for &operation in &code[item / 8 * 64..][..64] {
            s = match operation {
                0 => s.wrapping_add(7),
                1 => s.wrapping_mul(5),
                2 => s ^ 0x55,
                3 => s >> 3,
                4 => s << 2,
                5 => !s,
                6 => s.rotate_left(9),
                _ => s.wrapping_sub(item as u32),
            };
        }
        s
    };
    let expected: Vec<u32> = (0..N).map(run).collect();
    Case::new(
        "kernel void k(global const uchar *code, global uint *out) {
            uint item = get_global_id(0), s = item;
            for (uint pc = 0; pc < 64; ++pc)
                switch (code[item / 8 * 64 + pc]) {
                    case 0: s += 7; break; case 1: s *= 5; break; case 2: s ^= 0x55; break; case 3: s >>= 3; break;
                    case 4: s <<= 2; break; case 5: s = ~s; break; case 6: s = rotate(s, 9u); break; default: s -= item; }
            out[item] = s; }",
        &[N],
    )
    .buffer(&code)
    .filled(0_u32, N)
    .gives(1, &expected, 0.0)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(uchar, code, 0); ARRAY(uint, out, 1);
            for (long item = begin; item < end; ++item) { uint s = item;
                for (int pc = 0; pc < 64; ++pc)
                    switch (code[item / 8 * 64 + pc]) {
                        case 0: s += 7; break; case 1: s *= 5; break; case 2: s ^= 0x55; break; case 3: s >>= 3; break;
                        case 4: s <<= 2; break; case 5: s = ~s; break; case 6: s = s << 9 | s >> 23; break; default: s -= item; }
                out[item] = s; } }",
    )
}

fn newton() -> Case {
    const N: usize = 1 << 19;
    let input = data::floats(N, 0.001, 1000.0);
    let expected: Vec<f32> = input.iter().map(|x| x.cbrt()).collect();
    Case::new(
        "kernel void k(global const float *in, global float *out) {
            size_t i = get_global_id(0); float x = in[i], y = x > 1 ? x : 1, last;
            int n = 0; do { last = y; y -= (y * y * y - x) / (3 * y * y); } while (fabs(y - last) > 1e-6f * y && ++n < 60);
            out[i] = y; }",
        &[N],
    )
    .buffer(&input)
    .filled(0.0_f32, N)
    .gives(1, &expected, 1e-5)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(float, in, 0); ARRAY(float, out, 1);
            for (long i = begin; i < end; ++i) { float x = in[i], y = x > 1 ? x : 1, last;
                int n = 0; do { last = y; y -= (y * y * y - x) / (3 * y * y); } while (fabsf(y - last) > 1e-6f * y && ++n < 60);
                out[i] = y; } }",
    )
}

fn binary_search() -> Case {
    const N: usize = 1 << 16;
    let mut sorted = data::words(1 << 16);
    sorted.sort_unstable();
    let keys = data::permutation(N);
    let keys: Vec<u32> = keys.iter().map(|key| key << 16).collect();
    let expected: Vec<u32> = keys
        .iter()
        .map(|key| sorted.partition_point(|v| v < key) as u32)
        .collect();
    Case::new(
        "kernel void k(global const uint *sorted, global const uint *keys, global uint *out, uint n) {
            size_t i = get_global_id(0); uint key = keys[i], low = 0, high = n;
            while (low < high) { uint middle = (low + high) / 2; if (sorted[middle] < key) low = middle + 1; else high = middle; }
            out[i] = low; }",
        &[N],
    )
    .buffer(&sorted)
    .buffer(&keys)
    .filled(0_u32, N)
    .value(1_u32 << 16)
    .gives(2, &expected, 0.0)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(uint, sorted, 0); ARRAY(uint, keys, 1); ARRAY(uint, out, 2); VALUE(uint, n, 3);
            for (long i = begin; i < end; ++i) { uint key = keys[i], low = 0, high = n;
                while (low < high) { uint middle = (low + high) / 2; if (sorted[middle] < key) low = middle + 1; else high = middle; }
                out[i] = low; } }",
    )
}

fn gcd() -> Case {
    const N: usize = 1 << 17;
    let (a, b) = (data::indices(N, 1 << 20), data::words(N));
    let gcd = |a: &u32, b: &u32| {
        let (mut a, mut b) = (*a, b >> 12);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    let expected: Vec<u32> = a.iter().zip(&b).map(|(a, b)| gcd(a, b)).collect();
    Case::new(
        "kernel void k(global const uint *x, global const uint *y, global uint *out) {
            size_t i = get_global_id(0); uint a = x[i], b = y[i] >> 12; while (b) { uint t = a % b; a = b; b = t; } out[i] = a; }",
        &[N],
    )
    .buffer(&a)
    .buffer(&b)
    .filled(0_u32, N)
    .gives(2, &expected, 0.0)
}

fn primes() -> Case {
    const N: usize = 1 << 14;
    let prime = |n: u32| {
        n > 1
            && (2..)
                .take_while(|d| d * d <= n)
                .all(|d| !n.is_multiple_of(d))
    };
    let expected: Vec<u8> = (0..N as u32).map(|n| u8::from(prime(n))).collect();
    Case::new(
        "kernel void k(global uchar *out) {
            uint n = get_global_id(0); bool prime = n > 1; for (uint d = 2; prime && d * d <= n; ++d) prime = n % d != 0; out[n] = prime; }",
        &[N],
    )
    .filled(0_u8, N)
    .gives(0, &expected, 0.0)
}
