//! Stores that go past the caches write what the others write, wherever the lines begin.

use crate::support::{Args, How, Shape, USUAL, build_with};

const ITEMS: u64 = 1024;

/// Writes floats and, at the double of the place, longs.
const KERNEL: &str = "kernel void k(global const float *in, global float *out, global long *wide) {\
    \n  size_t i = gid(0);\
    \n  out[i] = in[i] * 2.0f;\
    \n  wide[i] = i;\
    \n}";

#[test]
fn lines_of_any_start_are_written_whole() {
    let little = How {
        after: "default<O1>",
        ..USUAL
    };
    let kernel = build_with(KERNEL, &[0, 8, 16], little, |options| {
        options.vector_bits = 512;
    });
    assert!(kernel.info.simd_width > 1);
    let count = usize::try_from(ITEMS).unwrap();
    let mut input: Vec<f32> = (0..ITEMS).map(|index| index as f32).collect();
    for start in [0, 1, 15, 16, 17] {
        for local in [64, 48, 1000 / 8, 1] {
            let groups = ITEMS / local;
            let written = usize::try_from(groups * local).unwrap();
            let mut out = vec![-1.0_f32; count + 64];
            let mut wide = vec![-1_i64; count + 64];
            let args = Args::default()
                .buffer(&mut input)
                .buffer(&mut out[start..])
                .buffer(&mut wide[start..]);
            let shape = Shape {
                groups: [groups, 1, 1],
                local: [local, 1, 1],
            };
            kernel.run(shape, &args, 0);
            for index in 0..out.len() {
                let item = index.wrapping_sub(start);
                let (float, long) = if item < written {
                    (item as f32 * 2.0, i64::try_from(item).unwrap())
                } else {
                    (-1.0, -1)
                };
                assert_eq!(
                    (out[index], wide[index]),
                    (float, long),
                    "start {start}, {index}"
                );
            }
        }
    }
}
