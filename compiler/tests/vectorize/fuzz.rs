//! Random kernels do the same at all widths.
//!
//! `MIRRORCL_FUZZ=<count>` runs more of them, `MIRRORCL_FUZZ_SEED=<seed>` one, `MIRRORCL_FUZZ_FILE=<path>` one that
//! somebody has made smaller. `MIRRORCL_FUZZ_FIRST=<seed>` is the first seed.

mod generator;
mod narrow;
mod random;

use crate::support::{Args, How, Shape, USUAL, build_with};
use generator::Generator;
use mirrorcl_compiler::llvm::Effort;

const TOTAL: u64 = 120;
/// Where the work-items' structures begin in what they write, of at most eight words each.
const STRUCTURES: usize = 128;

#[test]
fn random_kernels_do_the_same_at_all_widths() {
    compare_all(|seed| Generator::new(seed).kernel());
}

#[test]
fn random_narrow_kernels_do_the_same_at_all_widths() {
    compare_all(narrow::kernel);
}

fn compare_all(write: impl Fn(u64) -> String) {
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .map(|text| text.parse::<u64>().unwrap())
    };
    if let Some(path) = std::env::var_os("MIRRORCL_FUZZ_FILE") {
        return compare(
            number("MIRRORCL_FUZZ_SEED").unwrap_or(0),
            &std::fs::read_to_string(path).unwrap(),
        );
    }
    let generate = |seed: u64| compare(seed, &write(seed));
    if let Some(seed) = number("MIRRORCL_FUZZ_SEED") {
        return generate(seed);
    }
    let first = number("MIRRORCL_FUZZ_FIRST").unwrap_or(0);
    (first..first + number("MIRRORCL_FUZZ").unwrap_or(6)).for_each(generate);
}

/// `a | 1` is `a + 1` where `a` is even, but not in a lane that does not run, whose value stands for all.
#[test]
fn an_or_that_is_a_sum_where_it_matters() {
    let program = "kernel void k(global uint *out, global const uint *in, global float *fout, global uint *counts,
              local uint *l, uint n) {
  uint g = gid(0), x = lid(0), a = g * 3, b = in[g], c = n + x;
  uint k = (a + n) & 15; while (k > 2) { k--;
    if (((uint)((uchar)b / (uchar)(c | 1)) & 1)) k >>= 1;
  }
  if ((a & 3) == 0) out[g] ^= 197u / (a | 1);
}";
    compare(407_548, program);
}

/// A write that is delayed until others are there, and a read of it that could be done with an earlier one.
#[test]
fn members_written_before_and_read_after() {
    let program = "typedef uint4 packed __attribute__((aligned(4), may_alias));
typedef float real __attribute__((may_alias)); typedef ushort part __attribute__((may_alias));
kernel void k(global uint *out, global const uint *in, global float *fout, global uint *counts,
              local uint *l, uint n) {
  uint g = gid(0) + gsize(0) * (gid(1) + gsize(1) * gid(2));
  uint x = lid(0), size = lsize(0) * lsize(1) * lsize(2);
  uint a = g * 3, b = in[g], c = n + x;
  float f = x * 0.5f, h = in[g & 7] * 0.25f;
  ulong w = b * 77ul; double d = f; uchar q = b; short s = a; bool t = b & 1;
  uint4 v = (uint4)(a, b, c, 9); uchar4 p = (uchar4)(1, q, 3, s);
  uint m[8]; for (int j = 0; j < 8; j++) m[j] = j * a;
  switch (((uint)q * a) % 5) {
  case 1:
    if (f < h) {
      switch ((323u - (uint)q) % 5) {
      case 0:
        { global uint *k7 = out + 128 + (g ^ 1) * 4;
          k7[1] = in[(b) & 127];
          k7[2] = (a ^ a);
          ((global real *)k7)[3] = (float)((v.y ^ b) & 255);
          k7[0] ^= x;
          a += k7[1];
        }
      }
    }
  }
  out[g] += v.x ^ v.y * 3 ^ v.z * 5 ^ v.w ^ p.x ^ p.y ^ p.z ^ p.w ^ m[a & 7];
}";
    compare(710_027, program);
}

fn compare(seed: u64, program: &str) {
    let offsets = [0, 8, 16, 24, 32, 40];
    let (bits, cpu) = [
        (512, None),
        (128, Some("x86-64")),
        (256, None),
        (256, Some("x86-64-v3")),
        (128, Some("x86-64-v2")),
    ][usize::try_from(seed % 5).unwrap()];
    // LLVM's passes and code generation are not what is tested; they find different things to do with both.
    let (after, effort) = if seed.is_multiple_of(8) {
        ("default<O1>", Effort::Default)
    } else {
        ("function(sroa)", Effort::None)
    };
    // Only what this processor can run.
    let cpu = cpu.filter(|&name| name != "x86-64-v3" || is_x86_feature_detected!("avx2"));
    let how = How {
        after,
        effort,
        cpu,
        ..USUAL
    };
    let build = |program: &str, bits: u32, local_size| {
        build_with(program, &offsets, how, |options| {
            options.vector_bits = bits;
            options.local_size = local_size;
            options.draft = seed % 4 == 3;
        })
    };
    let scalar = build(program, 0, None);
    assert_eq!(scalar.info.simd_width, 1);
    let shapes = [
        [120, 1, 1],
        [40, 1, 1],
        [15, 1, 1],
        [3, 1, 1],
        [1, 1, 1],
        [20, 2, 1],
        [8, 5, 1],
        [5, 3, 2],
        [1, 60, 1],
        [2, 20, 1],
        [60, 1, 1],
    ];
    // Every fourth kernel is built for one local size alone.
    let place = usize::try_from(seed / 4).unwrap() % shapes.len();
    let (shapes, only) = match seed % 4 {
        1 => (&shapes[place..=place], Some(shapes[place])),
        _ => (&shapes[..], None),
    };
    // Another fourth for the value of its argument.
    let vector = match seed % 4 {
        2 => build(
            &program.replacen("uint n) {", "uint any) { uint n = 13;", 1),
            bits,
            only,
        ),
        _ => build(program, bits, only),
    };
    for &local in shapes {
        let groups = TOTAL / local.iter().product::<u64>();
        let shape = Shape {
            groups: [groups, 1, 1],
            local,
        };
        let (expected, found) = (run(&scalar, shape), run(&vector, shape));
        assert!(
            expected == found,
            "seed {seed}, {bits} bits, local size {local:?}: {:?}\n{program}",
            expected.iter().zip(&found).position(|(a, b)| a != b)
        );
    }
}

fn run(kernel: &crate::support::Kernel, shape: Shape) -> Vec<u32> {
    let mut input: Vec<u32> = (0..1024_u32)
        .map(|index| index.wrapping_mul(2_654_435_761) >> (index % 25))
        .collect();
    let mut out = vec![7_u32; STRUCTURES + 8 * 128];
    let mut counts = vec![0_u32; 32];
    let mut floats = vec![0.5_f32; 128];
    let args = Args::default()
        .buffer(&mut out)
        .buffer(&mut input)
        .buffer(&mut floats)
        .buffer(&mut counts)
        .push(0_u64)
        .push(13_u32);
    kernel.run(shape, &args, 4 * 160);
    out.extend(counts);
    out.extend(
        floats
            .iter()
            .map(|float| if float.is_nan() { 1 } else { float.to_bits() }),
    );
    out
}
