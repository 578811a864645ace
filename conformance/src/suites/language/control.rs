//! Branches, loops, switches, calls.

use super::numbers;
use crate::case::Case;
use mirrorcl_conformance::lab::Lab;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("language::divergent_loops", divergent_loops),
        Case::new("language::switch_with_fallthrough", switch),
        Case::new("language::early_returns_in_loops", early_returns),
        Case::new("language::goto_and_irreducible_flow", irreducible),
        Case::new("language::calls_with_structs", calls),
        Case::new("language::no_writes_by_inactive_items", inactive),
    ]
}

/// Collatz: every work-item leaves its loop at another iteration.
fn divergent_loops() {
    let input: Vec<u32> = (1..3000).collect();
    let source = "kernel void k(global const uint *in, global uint *out) {
        size_t i = get_global_id(0); uint n = in[i], steps = 0;
        while (n != 1) { n = n & 1 ? 3 * n + 1 : n / 2; ++steps; if (steps > 1000) break; }
        out[i] = steps; }";
    let results: Vec<u32> = Lab::new().map(source, &input);
    for (start, steps) in input.into_iter().zip(results) {
        let (mut n, mut expected) = (start, 0);
        while n != 1 {
            n = if n & 1 == 1 { 3 * n + 1 } else { n / 2 };
            expected += 1;
        }
        assert_eq!(steps, expected, "from {start}");
    }
}

fn switch() {
    let input = numbers(1000);
    let source = "kernel void k(global const uint *in, global uint *out) {
        size_t i = get_global_id(0); uint v = in[i], r = 0;
        switch (v % 7) {
            case 0: r = v; break;
            case 1: r = 1;
            case 2: r += v * 2; break;
            case 5: for (uint j = 0; j < v % 13; ++j) { if (j == 9) goto out; r += j; } break;
            default: r = ~v;
        }
        out: out[i] = r; }";
    let results: Vec<u32> = Lab::new().map(source, &input);
    for (v, result) in input.into_iter().zip(results) {
        let expected = match v % 7 {
            0 => v,
            1 => v.wrapping_mul(2).wrapping_add(1),
            2 => v.wrapping_mul(2),
            5 => (0..(v % 13).min(9)).sum(),
            _ => !v,
        };
        assert_eq!(result, expected, "{v}");
    }
}

fn early_returns() {
    let input = numbers(1000);
    let source = "uint find(uint v) {
            for (uint a = 2; a < 50; ++a) { if (v % a == 0) return a; for (uint b = a; b < a + 3; ++b) if ((v ^ b) % 41 == 0) return 1000 + b; }
            return 0; }
        kernel void k(global const uint *in, global uint *out) {
        size_t i = get_global_id(0); if (in[i] & 1) { out[i] = find(in[i]); return; } out[i] = 7; }";
    let results: Vec<u32> = Lab::new().map(source, &input);
    let find = |v: u32| {
        for a in 2..50 {
            if v.is_multiple_of(a) {
                return a;
            }
            if let Some(b) = (a..a + 3).find(|b| (v ^ b).is_multiple_of(41)) {
                return 1000 + b;
            }
        }
        0
    };
    for (v, result) in input.into_iter().zip(results) {
        assert_eq!(result, if v & 1 == 1 { find(v) } else { 7 }, "{v}");
    }
}

/// A loop that is entered in its middle.
fn irreducible() {
    let input = numbers(500);
    let source = "kernel void k(global const uint *in, global uint *out) {
        size_t i = get_global_id(0); uint v = in[i], n = 0, r = v;
        if (v & 1) goto middle;
        top: r = r * 3 + 1; if (++n > v % 11) goto done;
        middle: r ^= n << 4; if (++n < 9) goto top;
        done: out[i] = r + n; }";
    let results: Vec<u32> = Lab::new().map(source, &input);
    for (v, result) in input.into_iter().zip(results) {
        let (mut n, mut r) = (0_u32, v);
        let mut at_top = v & 1 == 0;
        loop {
            if at_top {
                r = r.wrapping_mul(3).wrapping_add(1);
                n += 1;
                if n > v % 11 {
                    break;
                }
            }
            r ^= n << 4;
            n += 1;
            if n >= 9 {
                break;
            }
            at_top = true;
        }
        assert_eq!(result, r.wrapping_add(n), "{v}");
    }
}

fn calls() {
    let input: Vec<f32> = numbers(500)
        .into_iter()
        .map(|n| (n % 1000) as f32)
        .collect();
    let source = "typedef struct { float3 position; char tag; double weight; } Body;
        typedef struct { Body bodies[2]; short count; } Pair;
        Body make(float v) { Body b; b.position = (float3)(v, v + 1, v + 2); b.tag = (char)(int)v; b.weight = v * 0.5; return b; }
        Pair both(Body a, Body b) { Pair p; p.bodies[0] = a; p.bodies[1] = b; p.count = 2; return p; }
        float sum(const Pair *p) { float s = 0; for (int i = 0; i < p->count; ++i)
            s += dot(p->bodies[i].position, (float3)(1)) + (float)p->bodies[i].weight + p->bodies[i].tag; return s; }
        kernel void k(global const float *in, global float *out) {
        size_t i = get_global_id(0); Pair p = both(make(in[i]), make(in[i] + 1)); out[i] = sum(&p); }";
    let results: Vec<f32> = Lab::new().map(source, &input);
    let one = |v: f32| 3.0 * v + 3.0 + v * 0.5 + f32::from(v as i64 as i8);
    for (v, result) in input.into_iter().zip(results) {
        assert_eq!(result, one(v) + one(v + 1.0), "{v}");
    }
}

/// Work-items that a branch leaves out write nothing, not even the old value: the host would see its own bytes reverted. Here: a canary.
fn inactive() {
    let lab = Lab::new();
    let program = lab.context.build(
        "kernel void k(global uchar *a, uint keep) { size_t i = get_global_id(0); if (i % keep == 0) a[i] = 1; }",
    );
    let kernel = program.kernel("k");
    for keep in [1_u32, 2, 3, 64] {
        let bytes = lab.buffer(&[7_u8; 1000]);
        kernel.arg_buffer(0, &bytes).arg(1, keep);
        lab.run(&kernel, &[997], &[]);
        let expected: Vec<u8> = (0..1000)
            .map(|i| {
                if i < 997 && i % keep as usize == 0 {
                    1
                } else {
                    7
                }
            })
            .collect();
        assert_eq!(lab.queue.read::<u8>(&bytes, 1000), expected);
    }
}
