//! Sub-groups: core functions, and the extensions that exchange values.

use super::numbers;
use crate::case::Case;
use mirrorcl_conformance::lab::Lab;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("language::sub_group_collectives", collectives),
        Case::new("language::sub_groups_go_their_own_ways", own_ways),
        Case::new("language::sub_group_exchanges_where_ways_part", parted),
    ]
}

/// Sizes that sub-groups fill, do not fill, and lie across in several dimensions.
const LOCAL: [&[usize]; 5] = [&[64], &[40], &[7], &[16, 3], &[5, 3, 4]];
const GROUPS: usize = 3;

/// A work-item of a launch: its group, its sub-group in that, its number in that.
struct Item {
    group: usize,
    sub_group: u32,
    id: usize,
    input: u32,
    output: u32,
}

/// Runs a kernel whose body makes `out[i]` of `v`, the work-item's input.
fn run(body: &str, local: &[usize]) -> Vec<Item> {
    let source = format!(
        "kernel void k(global const uint *in, global uint *out, global uint2 *where) {{
           size_t items = get_local_size(0) * get_local_size(1) * get_local_size(2);
           size_t i = get_group_id(0) * items + get_local_linear_id(); uint v = in[i] & 0xffff;
           where[i] = (uint2)(get_sub_group_id(), get_sub_group_local_id());
           {body} }}"
    );
    let count = GROUPS * local.iter().product::<usize>();
    let lab = Lab::new();
    let program = lab.context.build(&source);
    let kernel = program.kernel("k");
    let input = numbers(count);
    let (from, to) = (lab.buffer(&input), lab.buffer(&vec![0_u32; count]));
    let places = lab.buffer(&vec![u32::MAX; 2 * count]);
    kernel
        .arg_buffer(0, &from)
        .arg_buffer(1, &to)
        .arg_buffer(2, &places);
    let mut global = local.to_vec();
    global[0] *= GROUPS;
    lab.run(&kernel, &global, local);
    let output = lab.queue.read::<u32>(&to, count);
    let places = lab.queue.read::<u32>(&places, 2 * count);
    (0..count)
        .map(|i| Item {
            group: i * GROUPS / count,
            sub_group: places[2 * i],
            id: places[2 * i + 1] as usize,
            input: input[i] & 0xffff,
            output: output[i],
        })
        .collect()
}

/// Checks each work-item's output against what a function makes of its sub-group's inputs and its place among them.
fn check(body: &str, expected: impl Fn(&Item, &[u32]) -> u32) {
    for local in LOCAL {
        let items = run(body, local);
        for item in &items {
            let mut mates: Vec<&Item> = items
                .iter()
                .filter(|other| (other.group, other.sub_group) == (item.group, item.sub_group))
                .collect();
            mates.sort_by_key(|mate| mate.id);
            assert!(mates.iter().enumerate().all(|(id, mate)| mate.id == id));
            let inputs: Vec<u32> = mates.iter().map(|mate| mate.input).collect();
            assert_eq!(
                item.output,
                expected(item, &inputs),
                "local size {local:?}, group {}, sub-group {}, item {}",
                item.group,
                item.sub_group,
                item.id
            );
        }
    }
}

fn collectives() {
    let body = "uint sum = sub_group_reduce_add(v), before = sub_group_scan_exclusive_add(v), top = sub_group_scan_inclusive_max(v);
        uint least = sub_group_reduce_min(v), last = sub_group_broadcast(v, get_sub_group_size() - 1);
        int any = sub_group_any(v % 5 == 0), all = sub_group_all(v > 5000); sub_group_barrier(CLK_GLOBAL_MEM_FENCE);
        out[i] = sum ^ (before << 3) ^ (top << 7) ^ (least << 9) ^ last ^ ((uint)(any != 0) << 30) ^ ((uint)(all != 0) << 31);";
    check(body, |item, inputs| {
        let sum: u32 = inputs.iter().sum();
        let before: u32 = inputs[..item.id].iter().sum();
        let top = inputs[..=item.id].iter().max().copied().unwrap_or(0);
        let least = inputs.iter().min().copied().unwrap_or(0);
        let any = u32::from(inputs.iter().any(|v| v % 5 == 0));
        let all = u32::from(inputs.iter().all(|&v| v > 5000));
        sum ^ (before << 3)
            ^ (top << 7)
            ^ (least << 9)
            ^ inputs[inputs.len() - 1]
            ^ (any << 30)
            ^ (all << 31)
    });
}

/// Loops whose length depends on the sub-group, with work-group barriers around them.
fn own_ways() {
    let body = "local uint l[64]; uint x = v, size = get_sub_group_size(), me = get_sub_group_local_id();
        for (uint r = 0; r < 2; ++r) {
          for (uint k = 0; k < get_sub_group_id() + r; ++k) {
            l[get_local_linear_id()] = x; sub_group_barrier(CLK_LOCAL_MEM_FENCE);
            x = l[get_local_linear_id() - me + (me + 1) % size] + k; sub_group_barrier(CLK_LOCAL_MEM_FENCE); }
          if (get_sub_group_id() == 1) x += sub_group_reduce_add(x);
          work_group_barrier(CLK_LOCAL_MEM_FENCE); }
        out[i] = x;";
    check(body, |item, inputs| {
        let mut x = inputs.to_vec();
        for r in 0..2 {
            for k in 0..item.sub_group + r {
                x.rotate_left(1);
                x.iter_mut().for_each(|x| *x += k);
            }
            if item.sub_group == 1 {
                let sum: u32 = x.iter().sum();
                x.iter_mut().for_each(|x| *x += sum);
            }
        }
        x[item.id]
    });
}

fn parted() {
    let body = "uint x = sub_group_shuffle_xor(v, 1), me = get_sub_group_local_id();
        if (me % 3 == 1) x = sub_group_non_uniform_reduce_add(v); else x ^= popcount(sub_group_ballot(v & 1).x);
        for (uint k = 0; k < me % 4; ++k) x += sub_group_non_uniform_reduce_max(v * k);
        out[i] = x + sub_group_broadcast_first(v) + sub_group_shuffle(v, get_sub_group_size() - 1 - me);";
    check(body, |item, inputs| {
        let among = |holds: &dyn Fn(usize) -> bool| -> Vec<u32> {
            let members = inputs.iter().enumerate().filter(|(id, _)| holds(*id));
            members.map(|(_, &input)| input).collect()
        };
        let me = item.id;
        let mut x = if me % 3 == 1 {
            among(&|id| id % 3 == 1).iter().sum()
        } else {
            // Beyond the last work-item the value is undefined: it is left out below.
            let odd = among(&|id| id % 3 != 1)
                .iter()
                .filter(|v| *v & 1 == 1)
                .count();
            inputs.get(me ^ 1).copied().unwrap_or(0) ^ odd as u32
        };
        for k in 0..me as u32 % 4 {
            x += k * among(&|id| id as u32 % 4 > k)
                .iter()
                .max()
                .copied()
                .unwrap_or(0);
        }
        let result = x + inputs[0] + inputs[inputs.len() - 1 - me];
        if me % 3 != 1 && me ^ 1 >= inputs.len() {
            item.output
        } else {
            result
        }
    });
}
