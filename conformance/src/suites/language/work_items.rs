//! Work-item functions over one, two and three dimensions, with offsets and remainder groups.

use crate::case::Case;
use mirrorcl_conformance::lab::Lab;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new(
            "language::work_item_functions_of_whole_groups",
            whole_groups,
        ),
        Case::new(
            "language::work_item_functions_of_remainder_groups",
            remainder_groups,
        ),
        Case::new("language::every_item_runs_once", every_item),
    ]
}

const SOURCE: &str = "kernel void k(global ulong *out, ulong4 sizes) {
    ulong x = get_global_id(0) - get_global_offset(0), y = get_global_id(1) - get_global_offset(1), z = get_global_id(2) - get_global_offset(2);
    ulong at = (z * sizes.y + y) * sizes.x + x; global ulong *o = out + at * 16;
    for (uint d = 0; d < 3; ++d) {
        o[d] = get_global_id(d); o[3 + d] = get_local_id(d); o[6 + d] = get_group_id(d); o[9 + d] = get_local_size(d); }
    o[12] = get_num_groups(0) * 10000 + get_num_groups(1) * 100 + get_num_groups(2);
    o[13] = get_global_linear_id(); o[14] = get_local_linear_id();
    o[15] = get_work_dim() * 1000 + get_enqueued_local_size(0) + get_global_size(3) + get_local_id(4) + get_global_size(0) * 100000; }";

fn check(global: &[usize], local: &[usize], offset: &[usize]) {
    let lab = Lab::new();
    let program = lab.context.build(SOURCE);
    let kernel = program.kernel("k");
    let full = |sizes: &[usize], rest: usize| -> [usize; 3] {
        std::array::from_fn(|d| sizes.get(d).copied().unwrap_or(rest))
    };
    let (g, l, o) = (full(global, 1), full(local, 1), full(offset, 0));
    let items = g.iter().product::<usize>();
    let out = lab.buffer(&vec![u64::MAX; items * 16]);
    kernel
        .arg_buffer(0, &out)
        .arg(1, [g[0] as u64, g[1] as u64, g[2] as u64, 0]);
    let event = lab.queue.launch_after(&kernel, offset, global, local, &[]);
    assert_eq!(event.wait(), 0);
    let values = lab.queue.read::<u64>(&out, items * 16);
    let groups: [usize; 3] = std::array::from_fn(|d| g[d].div_ceil(l[d]));
    for z in 0..g[2] {
        for y in 0..g[1] {
            for x in 0..g[0] {
                let at = [x, y, z];
                let linear = (z * g[1] + y) * g[0] + x;
                let id: [usize; 3] = std::array::from_fn(|d| at[d] % l[d]);
                let group: [usize; 3] = std::array::from_fn(|d| at[d] / l[d]);
                let size: [usize; 3] = std::array::from_fn(|d| l[d].min(g[d] - group[d] * l[d]));
                let mut expected: Vec<usize> = (0..3).map(|d| at[d] + o[d]).collect();
                expected.extend(id.into_iter().chain(group).chain(size));
                expected.push(groups[0] * 10000 + groups[1] * 100 + groups[2]);
                expected.push(linear);
                expected.push((id[2] * size[1] + id[1]) * size[0] + id[0]);
                expected.push(global.len() * 1000 + l[0] + 1 + g[0] * 100_000);
                let got = values[linear * 16..][..16].iter().map(|&v| v as usize);
                assert!(
                    got.clone().eq(expected.iter().copied()),
                    "item {at:?}: {:?} for {expected:?}",
                    got.collect::<Vec<_>>()
                );
            }
        }
    }
}

fn whole_groups() {
    check(&[64], &[16], &[]);
    check(&[12, 6], &[4, 3], &[5, 7]);
    check(&[8, 4, 6], &[4, 2, 3], &[100, 0, 9]);
}

/// Sizes that the local size does not divide (OpenCL 2.0 and later; here with -cl-std=CL3.0).
fn remainder_groups() {
    check(&[67], &[16], &[]);
    check(&[13, 7], &[4, 3], &[1, 2]);
    check(&[7, 5, 3], &[3, 2, 2], &[]);
    check(&[3], &[16], &[]);
}

fn every_item() {
    let lab = Lab::new();
    let program = lab
        .context
        .build("kernel void k(global uint *out) { atomic_inc(&out[get_global_linear_id()]); }");
    let kernel = program.kernel("k");
    for global in [
        &[100_003][..],
        &[317, 101],
        &[31, 17, 13],
        &[1],
        &[1, 1, 1000],
    ] {
        let items: usize = global.iter().product();
        let out = lab.buffer(&vec![0_u32; items]);
        kernel.arg_buffer(0, &out);
        lab.run(&kernel, global, &[]);
        assert!(
            lab.queue
                .read::<u32>(&out, items)
                .iter()
                .all(|&count| count == 1),
            "{global:?}"
        );
    }
}
