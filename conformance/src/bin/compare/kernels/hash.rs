//! Hashes, generators of random numbers, checksums.

use crate::case::Case;
use crate::data;
use crate::metric::Metric;

pub(super) fn metrics() -> Vec<Metric> {
    vec![
        Metric::kernel("kernel/hash/integer hash 16 rounds 512k", integer),
        Metric::kernel("kernel/hash/FNV-1a of 64 bytes, 64k", fnv),
        Metric::kernel("kernel/hash/xorshift 64 steps 128k", xorshift),
        Metric::kernel("kernel/hash/SHA-256 block 16k", sha256),
        Metric::kernel("kernel/hash/CRC-32 by table, 64 bytes, 32k", crc32),
    ]
}

fn integer() -> Case {
    const N: usize = 1 << 19;
    let input = data::words(N);
    let hash = |&word: &u32| {
        (0..16).fold(word, |h, round| {
            let h = (h ^ h >> 16)
                .wrapping_mul(0x85eb_ca6b)
                .rotate_left(13)
                .wrapping_add(round);
            (h ^ h >> 13).wrapping_mul(0xc2b2_ae35)
        })
    };
    let expected: Vec<u32> = input.iter().map(hash).collect();
    Case::new(
        "kernel void k(global const uint *in, global uint *out) { size_t i = get_global_id(0); uint h = in[i];
            for (int r = 0; r < 16; ++r) { h ^= h >> 16; h *= 0x85ebca6bu; h = rotate(h, 13u) + r; h ^= h >> 13; h *= 0xc2b2ae35u; }
            out[i] = h; }",
        &[N],
    )
    .buffer(&input)
    .filled(0_u32, N)
    .gives(1, &expected, 0.0)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(uint, in, 0); ARRAY(uint, out, 1);
            for (long i = begin; i < end; ++i) { uint h = in[i];
                for (int r = 0; r < 16; ++r) { h ^= h >> 16; h *= 0x85ebca6bu; h = (h << 13 | h >> 19) + r; h ^= h >> 13; h *= 0xc2b2ae35u; }
                out[i] = h; } }",
    )
}

fn fnv() -> Case {
    const N: usize = 1 << 16;
    let input = data::bytes(64 * N);
    let hash = |chunk: &[u8]| {
        chunk.iter().fold(0x811c_9dc5_u32, |h, &byte| {
            (h ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        })
    };
    let expected: Vec<u32> = input.chunks(64).map(hash).collect();
    Case::new(
        "kernel void k(global const uchar *in, global uint *out) {
            size_t i = get_global_id(0); uint h = 0x811c9dc5u;
            for (uint j = 0; j < 64; ++j) h = (h ^ in[i * 64 + j]) * 0x01000193u;
            out[i] = h; }",
        &[N],
    )
    .buffer(&input)
    .filled(0_u32, N)
    .gives(1, &expected, 0.0)
}

fn xorshift() -> Case {
    const N: usize = 1 << 17;
    let input: Vec<u64> = data::words(N)
        .iter()
        .map(|&word| u64::from(word) << 20 | 1)
        .collect();
    let expected: Vec<u64> = input
        .iter()
        .map(|&seed| {
            (0..64).fold(seed, |x, _| {
                let x = x ^ x << 13;
                let x = x ^ x >> 7;
                x ^ x << 17
            })
        })
        .collect();
    Case::new(
        "kernel void k(global const ulong *in, global ulong *out) { size_t i = get_global_id(0); ulong x = in[i];
            for (int s = 0; s < 64; ++s) { x ^= x << 13; x ^= x >> 7; x ^= x << 17; }
            out[i] = x; }",
        &[N],
    )
    .buffer(&input)
    .filled(0_u64, N)
    .gives(1, &expected, 0.0)
}

/// The first 32 bits of the fractional parts of the roots of `degree` of the first primes (FIPS 180-4).
fn roots(count: usize, degree: f64) -> Vec<u32> {
    let prime = |n: &u32| {
        (2..*n)
            .take_while(|d| d * d <= *n)
            .all(|d| !n.is_multiple_of(d))
    };
    let fraction = |n: u32| (f64::from(n).powf(1.0 / degree).fract() * 2_f64.powi(32)) as u32;
    (2..).filter(prime).take(count).map(fraction).collect()
}

/// SHA-256's compression of one block.
fn compress(block: &[u32], initial: &[u32], constants: &[u32]) -> [u32; 8] {
    let mut w = block.to_vec();
    for t in 16..64 {
        let (a, b) = (w[t - 15], w[t - 2]);
        let s0 = a.rotate_right(7) ^ a.rotate_right(18) ^ a >> 3;
        let s1 = b.rotate_right(17) ^ b.rotate_right(19) ^ b >> 10;
        w.push(
            w[t - 16]
                .wrapping_add(s0)
                .wrapping_add(w[t - 7])
                .wrapping_add(s1),
        );
    }
    let mut v: [u32; 8] = std::array::from_fn(|lane| initial[lane]);
    for t in 0..64 {
        let [a, b, c, d, e, f, g, h] = v;
        let s1 = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let choice = e & f ^ !e & g;
        let t1 = h
            .wrapping_add(s1)
            .wrapping_add(choice)
            .wrapping_add(constants[t])
            .wrapping_add(w[t]);
        let s0 = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let t2 = s0.wrapping_add(a & b ^ a & c ^ b & c);
        v = [t1.wrapping_add(t2), a, b, c, d.wrapping_add(t1), e, f, g];
    }
    std::array::from_fn(|lane| v[lane].wrapping_add(initial[lane]))
}

fn sha256() -> Case {
    const N: usize = 1 << 14;
    let (input, initial, constants) = (data::words(16 * N), roots(8, 2.0), roots(64, 3.0));
    let expected: Vec<u32> = input
        .chunks(16)
        .flat_map(|block| compress(block, &initial, &constants))
        .collect();
    Case::new(
        "#define R(x, n) rotate(x, 32u - n)
        kernel void k(global const uint *in, global uint *out, constant uint *initial, constant uint *constants) {
            size_t i = get_global_id(0); uint w[16], v[8];
            for (int t = 0; t < 16; ++t) w[t] = in[i * 16 + t];
            for (int t = 0; t < 8; ++t) v[t] = initial[t];
            for (int t = 0; t < 64; ++t) {
                if (t >= 16) { uint a = w[(t - 15) & 15], b = w[(t - 2) & 15];
                    w[t & 15] += (R(a, 7u) ^ R(a, 18u) ^ a >> 3) + w[(t - 7) & 15] + (R(b, 17u) ^ R(b, 19u) ^ b >> 10); }
                uint e = v[4], a = v[0];
                uint t1 = v[7] + (R(e, 6u) ^ R(e, 11u) ^ R(e, 25u)) + (e & v[5] ^ ~e & v[6]) + constants[t] + w[t & 15];
                uint t2 = (R(a, 2u) ^ R(a, 13u) ^ R(a, 22u)) + (a & v[1] ^ a & v[2] ^ v[1] & v[2]);
                for (int j = 7; j > 0; --j) v[j] = v[j - 1];
                v[4] += t1; v[0] = t1 + t2; }
            for (int t = 0; t < 8; ++t) out[i * 8 + t] = v[t] + initial[t]; }",
        &[N],
    )
    .buffer(&input)
    .filled(0_u32, 8 * N)
    .buffer(&initial)
    .buffer(&constants)
    .gives(1, &expected, 0.0)
}

fn crc32() -> Case {
    const N: usize = 1 << 15;
    let input = data::bytes(64 * N);
    let table: Vec<u32> = (0..256)
        .map(|byte| {
            (0..8).fold(byte, |c, _| {
                if c & 1 == 1 {
                    0xedb8_8320 ^ c >> 1
                } else {
                    c >> 1
                }
            })
        })
        .collect();
    let checksum = |chunk: &[u8]| {
        !chunk.iter().fold(u32::MAX, |c, &byte| {
            table[(c as u8 ^ byte) as usize] ^ c >> 8
        })
    };
    let expected: Vec<u32> = input.chunks(64).map(checksum).collect();
    Case::new(
        "kernel void k(global const uchar *in, global uint *out, constant uint *table) {
            size_t i = get_global_id(0); uint c = ~0u;
            for (uint j = 0; j < 64; ++j) c = table[(c ^ in[i * 64 + j]) & 255] ^ c >> 8;
            out[i] = ~c; }",
        &[N],
    )
    .buffer(&input)
    .filled(0_u32, N)
    .buffer(&table)
    .gives(1, &expected, 0.0)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(uchar, in, 0); ARRAY(uint, out, 1); ARRAY(uint, table, 2);
            for (long i = begin; i < end; ++i) { uint c = ~0u;
                for (int j = 0; j < 64; ++j) c = table[(c ^ in[i * 64 + j]) & 255] ^ c >> 8;
                out[i] = ~c; } }",
    )
}
