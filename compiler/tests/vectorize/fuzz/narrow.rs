//! Writes kernels in which nothing but addresses and counters is wider than 8 or 16 bits: they run in more lanes than others.

use super::random::Random;
use std::fmt::Write;

/// A kernel without undefined behaviour.
pub(super) fn kernel(seed: u64) -> String {
    let mut random = Random::new(seed ^ 0x6E61_7272_6F77);
    let ty = random.of(&["uchar", "char", "ushort", "short"]);
    let mut text = format!(
        "kernel void k(global uint *out, global const uint *in, global float *fout, global uint *counts,\
         \n              local uint *l, uint n) {{\
         \n  typedef {ty} T; global T *o = (global T *)out; global const T *b = (global const T *)in;\
         \n  size_t g = gid(0) + gsize(0) * (gid(1) + gsize(1) * gid(2));\
         \n  T x = b[g], y = b[g + 1], z = 3;\n"
    );
    for _ in 0..2 + random.below(5) {
        let statement = statement(&mut random);
        writeln!(text, "  {statement}").unwrap();
    }
    text.push_str("  o[g] = x + y * 3 ^ z;\n}\n");
    text
}

fn statement(random: &mut Random) -> String {
    let (step, bound) = (random.below(40), random.below(20));
    let target = random.of(&["x", "y", "z"]);
    let value = value(random);
    match random.below(12) {
        0 => format!("{target} += {value};"),
        1 => format!("{target} = {value} > b[g + {step}] ? b[g] : {value};"),
        2 => format!("if (x > {value}) {target} -= b[g + {step}];"),
        3 => format!("if (x < y) {{ {target} = {value}; o[g] = z; z ^= b[{step}]; }}"),
        4 => format!(
            "for (uint j = 0; j < {bound}; j++) {target} = __builtin_elementwise_max({target}, b[g + j]);"
        ),
        5 => format!(
            "{{ T found = 1; for (uint j = 0; j < {bound} && found; ++j) if (b[g + j] == b[g + j + {step}]) found = 0; {target} ^= found; }}"
        ),
        6 => format!(
            "for (uint j = 0; j < (n & 15); j++) {{ if (b[g + j] & 1) break; {target} += b[j]; }}"
        ),
        7 => format!("{target} = b[2 * g] - b[2 * g + 1];"),
        8 => format!("{target} ^= b[(g + {step}) * 3];"),
        9 => format!("if ({value} == 0) {{ o[g] = 7; return; }}"),
        10 => format!("{target} = {value} >> (y & 7);"),
        _ => format!("o[g] ^= {value}; {target} += b[g] & o[g];"),
    }
}

fn value(random: &mut Random) -> String {
    let (one, other) = (random.of(&["x", "y", "z"]), random.of(&["x", "y", "z"]));
    let step = random.below(30);
    match random.below(7) {
        0 => format!("(T)({one} * {other})"),
        1 => format!("(T)({one} + {other})"),
        2 => format!("(T)({one} ^ b[g + {step}])"),
        3 => format!("(T)({one} & {})", random.below(255)),
        4 => format!("(T)({one} - {step})"),
        5 => format!("(T)~{one}"),
        _ => one.into(),
    }
}
