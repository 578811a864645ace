//! Work on bytes: tables, pixels, text.

use crate::case::Case;
use crate::data;
use crate::metric::Metric;

pub(super) fn metrics() -> Vec<Metric> {
    vec![
        Metric::kernel("kernel/bytes/table lookup 4M", table),
        Metric::kernel("kernel/bytes/add_sat uchar16 16M", saturating),
        Metric::kernel("kernel/bytes/RGBA to grey 2M pixels", grey),
        Metric::kernel("kernel/bytes/byte swap 4M words", swap),
        Metric::kernel("kernel/bytes/popcount 2M words", popcount),
        Metric::kernel("kernel/bytes/threshold uchar 8M", threshold),
        Metric::kernel("kernel/bytes/string search 1M", search),
        Metric::kernel("kernel/bytes/AES-like rounds 32k blocks", aes),
    ]
}

fn table() -> Case {
    const N: usize = 4 << 20;
    let (input, table) = (data::bytes(N), data::bytes(256));
    let look = |&byte: &u8| table[usize::from(byte)] ^ table[usize::from(byte ^ 0x5a)];
    let expected: Vec<u8> = input.iter().map(look).collect();
    Case::new(
        "kernel void k(global const uchar *in, global uchar *out, global const uchar *table) {
            size_t i = get_global_id(0); out[i] = table[in[i]] ^ table[in[i] ^ 0x5a]; }",
        &[N],
    )
    .buffer(&input)
    .filled(0_u8, N)
    .buffer(&table)
    .gives(1, &expected, 0.0)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(uchar, in, 0); ARRAY(uchar, out, 1); ARRAY(uchar, table, 2);
            for (long i = begin; i < end; ++i) out[i] = table[in[i]] ^ table[in[i] ^ 0x5a]; }",
    )
}

fn saturating() -> Case {
    const N: usize = 16 << 20;
    let (a, b) = (data::bytes(N), vec![100_u8; N]);
    let expected: Vec<u8> = a.iter().map(|a| a.saturating_add(100)).collect();
    Case::new(
        "kernel void k(global const uchar16 *a, global const uchar16 *b, global uchar16 *r) {
            size_t i = get_global_id(0); r[i] = add_sat(a[i], b[i]); }",
        &[N / 16],
    )
    .buffer(&a)
    .buffer(&b)
    .filled(0_u8, N)
    .gives(2, &expected, 0.0)
    .moved(3 * N)
}

fn grey() -> Case {
    const N: usize = 2 << 20;
    let input = data::bytes(4 * N);
    let expected: Vec<u8> = input
        .chunks(4)
        .map(|p| ((u32::from(p[0]) * 77 + u32::from(p[1]) * 151 + u32::from(p[2]) * 28) >> 8) as u8)
        .collect();
    Case::new(
        "kernel void k(global const uchar4 *in, global uchar *out) {
            size_t i = get_global_id(0); uint3 p = convert_uint3(in[i].xyz); out[i] = (p.x * 77 + p.y * 151 + p.z * 28) >> 8; }",
        &[N],
    )
    .buffer(&input)
    .filled(0_u8, N)
    .gives(1, &expected, 0.0)
    .moved(5 * N)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(uchar, in, 0); ARRAY(uchar, out, 1);
            for (long i = begin; i < end; ++i) out[i] = (in[4 * i] * 77u + in[4 * i + 1] * 151u + in[4 * i + 2] * 28u) >> 8; }",
    )
}

fn swap() -> Case {
    const N: usize = 4 << 20;
    let input = data::words(N);
    let expected: Vec<u32> = input.iter().map(|word| word.swap_bytes()).collect();
    Case::new(
        "kernel void k(global const uint *in, global uint *out) {
            size_t i = get_global_id(0); out[i] = as_uint(as_uchar4(in[i]).wzyx); }",
        &[N],
    )
    .buffer(&input)
    .filled(0_u32, N)
    .gives(1, &expected, 0.0)
    .moved(8 * N)
}

fn popcount() -> Case {
    const N: usize = 2 << 20;
    let input = data::words(N);
    let expected: Vec<u8> = input.iter().map(|word| word.count_ones() as u8).collect();
    Case::new(
        "kernel void k(global const uint *in, global uchar *out) { size_t i = get_global_id(0); out[i] = popcount(in[i]); }",
        &[N],
    )
    .buffer(&input)
    .filled(0_u8, N)
    .gives(1, &expected, 0.0)
    .moved(5 * N)
}

fn threshold() -> Case {
    const N: usize = 8 << 20;
    let input = data::bytes(N);
    let expected: Vec<u8> = input
        .iter()
        .map(|&byte| if byte > 127 { 255 } else { byte / 2 })
        .collect();
    Case::new(
        "kernel void k(global const uchar *in, global uchar *out) {
            size_t i = get_global_id(0); uchar p = in[i]; if (p > 127) out[i] = 255; else out[i] = p / 2; }",
        &[N],
    )
    .buffer(&input)
    .filled(0_u8, N)
    .gives(1, &expected, 0.0)
    .moved(2 * N)
}

fn search() -> Case {
    const N: usize = 1 << 20;
    // Few letters, so that prefixes of the pattern are common.
    let text: Vec<u8> = data::indices(N + 8, 3)
        .iter()
        .map(|&letter| b'a' + letter as u8)
        .collect();
    let pattern = *b"abcabcab";
    let expected: Vec<u8> = text
        .windows(8)
        .take(N)
        .map(|window| u8::from(window == pattern))
        .collect();
    Case::new(
        "kernel void k(global const uchar *text, global uchar *found, constant uchar *pattern, uint length) {
            size_t i = get_global_id(0); uint j = 0; while (j < length && text[i + j] == pattern[j]) ++j; found[i] = j == length; }",
        &[N],
    )
    .buffer(&text)
    .filled(0_u8, N)
    .buffer(&pattern)
    .value(8_u32)
    .gives(1, &expected, 0.0)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(uchar, text, 0); ARRAY(uchar, found, 1); ARRAY(uchar, pattern, 2); VALUE(uint, length, 3);
            for (long i = begin; i < end; ++i) { uint j = 0; while (j < length && text[i + j] == pattern[j]) ++j; found[i] = j == length; } }",
    )
}

/// One round: substitute bytes, shift rows, mix columns, add the key; a byte doubled is in GF(2^8).
fn aes_round(state: [u8; 16], table: &[u8], round: u8) -> [u8; 16] {
    let double = |byte: u8| (byte << 1) ^ ((byte >> 7) * 0x1b);
    let at = |row: usize, column: usize| table[usize::from(state[(column + row) % 4 * 4 + row])];
    std::array::from_fn(|index| {
        let (column, row) = (index / 4, index % 4);
        let lane = |step: usize| at((row + step) % 4, column);
        double(lane(0))
            ^ double(lane(1))
            ^ lane(1)
            ^ lane(2)
            ^ lane(3)
            ^ round.wrapping_add(index as u8)
    })
}

fn aes() -> Case {
    const N: usize = 1 << 15;
    let (input, table) = (data::bytes(16 * N), data::bytes(256));
    let expected: Vec<u8> = input
        .chunks(16)
        .flat_map(|block| {
            let block = std::array::from_fn(|index| block[index]);
            (0..10).fold(block, |state, round| aes_round(state, &table, round))
        })
        .collect();
    Case::new(
        "uchar twice(uchar b) { return b << 1 ^ (b >> 7) * 0x1b; }
        kernel void k(global const uchar *in, global uchar *out, constant uchar *table) {
            size_t g = get_global_id(0); uchar s[16], n[16];
            for (int i = 0; i < 16; ++i) s[i] = in[g * 16 + i];
            for (int round = 0; round < 10; ++round) {
                for (int i = 0; i < 16; ++i) n[i] = table[s[(i / 4 + i % 4) % 4 * 4 + i % 4]];
                for (int i = 0; i < 16; ++i) {
                    int c = i / 4 * 4, r = i % 4; uchar b = n[c + (r + 1) % 4];
                    s[i] = twice(n[c + r]) ^ twice(b) ^ b ^ n[c + (r + 2) % 4] ^ n[c + (r + 3) % 4] ^ (uchar)(round + i); } }
            for (int i = 0; i < 16; ++i) out[g * 16 + i] = s[i]; }",
        &[N],
    )
    .buffer(&input)
    .filled(0_u8, 16 * N)
    .buffer(&table)
    .gives(1, &expected, 0.0)
}
