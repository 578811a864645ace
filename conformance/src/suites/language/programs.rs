//! Programs of many kernels: their code may be generated in parts.

use super::numbers;
use crate::case::Case;
use mirrorcl_conformance::lab::Lab;

pub(super) fn cases() -> Vec<Case> {
    vec![Case::new("language::many_kernels_share_a_program", many)]
}

const KERNELS: u32 = 80;
const COUNT: usize = 100;

/// Kernels with a helper, a table, local memory and a program-scope variable in common.
fn many() {
    let mut source = String::from(
        "constant uint table[4] = {3, 5, 7, 11};
         global uint total = 0;
         uint step(uint x, uint n) { for (uint i = 0; i < n; ++i) x = x * table[i & 3] + i; return x; }\n",
    );
    for number in 0..KERNELS {
        source += &format!(
            "kernel void k{number}(global const uint *in, global uint *out) {{
                local uint shared[32]; uint i = get_global_id(0), j = get_local_id(0), n = get_local_size(0);
                shared[j] = step(in[i], {number} % 7); barrier(CLK_LOCAL_MEM_FENCE);
                out[i] = shared[n - 1 - j] + {number}; if (i == 0) total += {number} + 1; }}\n"
        );
    }
    source += "kernel void sum(global uint *out) { *out = total; }";
    let lab = Lab::new();
    let program = lab.context.build(&source);
    let input = numbers(COUNT);
    let from = lab.buffer(&input);
    for number in 0..KERNELS {
        let to = lab.buffer(&[0_u32; COUNT]);
        let kernel = program.kernel(&format!("k{number}"));
        kernel.arg_buffer(0, &from).arg_buffer(1, &to);
        lab.run(&kernel, &[COUNT], &[20]);
        let step = |x: u32| {
            (0..number % 7).fold(x, |x, i| {
                let factor = [3, 5, 7, 11][i as usize & 3];
                x.wrapping_mul(factor).wrapping_add(i)
            })
        };
        let reversed = input.chunks(20).flat_map(|group| group.iter().rev());
        let expected: Vec<u32> = reversed.map(|&x| step(x).wrapping_add(number)).collect();
        assert_eq!(lab.queue.read::<u32>(&to, COUNT), expected, "k{number}");
    }
    let to = lab.buffer(&[0_u32]);
    let kernel = program.kernel("sum");
    kernel.arg_buffer(0, &to);
    lab.run(&kernel, &[1], &[1]);
    let expected = KERNELS * (KERNELS + 1) / 2;
    assert_eq!(lab.queue.read::<u32>(&to, 1), [expected]);
}
