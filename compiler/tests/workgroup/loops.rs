//! Work-item loops: positions, arguments, control flow without barriers.

use crate::support::{Args, Shape, build};

const fn line(groups: u64, local: u64) -> Shape {
    Shape {
        groups: [groups, 1, 1],
        local: [local, 1, 1],
    }
}

#[test]
fn every_work_item_knows_its_place() {
    let kernel = build(
        "kernel void k(global ulong *out) {
           ulong i = gid(0) + gsize(0) * (gid(1) + gsize(1) * gid(2));
           out[i] = i + 1000 * lid(0) + 10000 * lid(1) + 100000 * lid(2) + 1000000 * (grp(0) + 2 * grp(1) + 3 * grp(2));
         }",
        &[0],
    );
    assert_eq!(kernel.info.scratch_per_item, 0);
    assert!(!kernel.info.has_barrier);
    for local in [
        [1, 1, 1],
        [4, 1, 1],
        [3, 2, 1],
        [5, 3, 2],
        [64, 1, 1],
        [1, 7, 3],
    ] {
        let groups = [3, 2, 2];
        let size = [0, 1, 2].map(|index| groups[index] * local[index]);
        let mut out = vec![0_u64; usize::try_from(size.iter().product::<u64>()).unwrap()];
        kernel.run(
            Shape { groups, local },
            &Args::default().buffer(&mut out),
            0,
        );
        for (index, &value) in (0..).zip(&out) {
            let id: [u64; 3] = [
                index % size[0],
                index / size[0] % size[1],
                index / size[0] / size[1],
            ];
            let lid = [0, 1, 2].map(|dimension| id[dimension] % local[dimension]);
            let group = [0, 1, 2].map(|dimension| id[dimension] / local[dimension]);
            let expected = index
                + 1000 * lid[0]
                + 10000 * lid[1]
                + 100_000 * lid[2]
                + 1_000_000 * (group[0] + 2 * group[1] + 3 * group[2]);
            assert_eq!(value, expected, "{local:?} {id:?}");
        }
    }
}

#[test]
fn arguments_of_all_kinds_are_read_where_they_lie() {
    #[repr(C)]
    #[derive(Clone, Copy)]
    struct Pair {
        a: i32,
        b: [f32; 3],
    }
    let kernel = build(
        "struct pair { int a; float b[3]; };
         kernel void k(global float *out, char c, struct pair p, float4 v, struct pair q, local float *l, double d) {
           int i = gid(0);
           q.b[i % 3] += i;
           l[lid(0)] = q.b[i % 3];
           out[i] = c + p.a + p.b[i % 3] + v.w + l[lid(0)] + (float)d + q.b[(i + 1) % 3];
         }",
        &[0, 8, 12, 32, 48, 64, 72],
    );
    let mut out = [0.0_f32; 12];
    let pair = Pair {
        a: 7,
        b: [0.5, 1.5, 2.5],
    };
    let args = Args::default()
        .buffer(&mut out)
        .push(3_i8)
        .push(pair)
        .push(0_u32)
        .push([0.0_f32, 0.0, 0.0, 100.0])
        .push(pair)
        .push(16_u64)
        .push(0.25_f64);
    kernel.run(line(3, 4), &args, 64);
    for (index, &value) in out.iter().enumerate() {
        let b = pair.b[index % 3];
        let other = pair.b[(index + 1) % 3];
        #[allow(clippy::cast_precision_loss, reason = "small numbers")]
        let item = index as f32;
        assert_eq!(
            value,
            3.0 + 7.0 + b + 100.0 + (b + item) + 0.25 + other,
            "{index}"
        );
    }
}

#[test]
fn control_flow_is_kept() {
    let kernel = build(
        "int step(int x) { return x & 1 ? 3 * x + 1 : x / 2; }
         kernel void k(global int *out, int limit) {
           int i = gid(0);
           if (i >= limit) return;
           int n = i + 1, steps = 0;
           while (n != 1) { n = step(n); if (++steps > 200) { out[i] = -1; return; } }
           switch (i % 5) {
             case 0: steps += 1000; break;
             case 1: steps += 2000;
             case 2: steps += 4000; break;
             case 4: for (int j = 0; j < i; j++) { if (j == 7) continue; steps += j; if (j > 20) break; }
           }
           int table[4]; 
           for (int j = 0; j < 4; j++) table[j] = steps * j;
           out[i] = table[i & 3];
         }",
        &[0, 8],
    );
    let mut out = vec![-7_i32; 96];
    kernel.run(
        line(3, 32),
        &Args::default().buffer(&mut out).push(90_i32),
        0,
    );
    for (index, &value) in (0..).zip(&out) {
        assert_eq!(
            value,
            if index < 90 { collatz(index) } else { -7 },
            "{index}"
        );
    }
}

fn collatz(index: i32) -> i32 {
    let (mut n, mut steps) = (index + 1, 0);
    while n != 1 {
        n = if n & 1 == 1 { 3 * n + 1 } else { n / 2 };
        steps += 1;
    }
    steps += match index % 5 {
        0 => 1000,
        1 => 6000,
        2 => 4000,
        4 => {
            let mut sum = 0;
            for j in (0..index).filter(|&j| j != 7) {
                sum += j;
                if j > 20 {
                    break;
                }
            }
            sum
        }
        _ => 0,
    };
    steps * (index & 3)
}

#[test]
fn functions_that_ask_for_the_work_item_are_inlined() {
    let kernel = build(
        "__attribute__((noinline)) ulong place(int scale) { return gid(0) * scale; }
         __attribute__((noinline)) ulong twice(int scale) { return place(scale) + place(2 * scale); }
         kernel void k(global ulong *out, uint dim) { out[gid(0)] = twice(5) + lid(dim); }",
        &[0, 8],
    );
    for dimension in [0_u32, 1, 9] {
        let mut out = [0_u64; 8];
        kernel.run(
            line(2, 4),
            &Args::default().buffer(&mut out).push(dimension),
            0,
        );
        for (index, &value) in (0..).zip(&out) {
            let lid = if dimension == 0 { index % 4 } else { 0 };
            assert_eq!(value, 15 * index + lid);
        }
    }
}

#[test]
fn no_groups_is_no_work() {
    let kernel = build("kernel void k(global int *out) { out[0] = 1; }", &[0]);
    let mut out = [0_i32];
    kernel.run(line(0, 4), &Args::default().buffer(&mut out), 0);
    assert_eq!(out, [0]);
}

#[test]
fn work_items_may_take_a_lock_one_after_the_other() {
    let kernel = build(
        "kernel void k(global int *out, global atomic_flag *lock) {
           while (__opencl_atomic_exchange((volatile global atomic_int *)lock, 1, memory_order_acquire, memory_scope_device)) ;
           out[0] = out[0] * 3 + 1;
           __opencl_atomic_store((volatile global atomic_int *)lock, 0, memory_order_release, memory_scope_device);
         }",
        &[0, 8],
    );
    let (mut out, mut lock) = ([0_i32], [0_i32]);
    kernel.run(
        line(1, 20),
        &Args::default().buffer(&mut out).buffer(&mut lock),
        0,
    );
    let expected = (0..20).fold(0_i32, |value, _| value.wrapping_mul(3).wrapping_add(1));
    assert_eq!(out, [expected]);
}

#[test]
fn vectors_of_booleans_are_bits() {
    let kernel = build(
        "kernel void k(global int *out, global const int4 *in) {
           int4 less = in[gid(0)] < (int4)(5, 6, 7, 8);
           out[gid(0)] = (less.x | less.y | less.z | less.w) + 2 * (less.x & less.y & less.z & less.w);
         }",
        &[0, 8],
    );
    let mut input: Vec<i32> = (0..80).map(|index| index * 7 % 11).collect();
    let mut out = [0_i32; 20];
    kernel.run(
        line(1, 20),
        &Args::default().buffer(&mut out).buffer(&mut input),
        0,
    );
    for (index, four) in input.chunks(4).enumerate() {
        let less: Vec<bool> = four
            .iter()
            .zip([5, 6, 7, 8])
            .map(|(&value, limit)| value < limit)
            .collect();
        let expected = -i32::from(less.contains(&true)) - 2 * i32::from(!less.contains(&false));
        assert_eq!(out[index], expected, "{index}");
    }
}

#[test]
fn work_items_that_do_not_run_may_wrap() {
    // `me - s` wraps for the first work-items, and `nuw` holds where it is used.
    let kernel = build(
        "kernel void k(global uint *out, global const uint *in) {
           uint me = lid(0);
           for (uint s = 1; s < 32; s *= 2) {
             uint before = me >= s ? in[me - s] : 1000;
             int i = (int)me - (int)s;
             if (i >= 0) before += in[i];
             out[me] += before;
           }
         }",
        &[0, 8],
    );
    let mut input: Vec<u32> = (0..32).map(|index| index * index + 1).collect();
    let mut out = vec![0_u32; 32];
    let args = Args::default().buffer(&mut out).buffer(&mut input);
    kernel.run(line(1, 32), &args, 0);
    for (me, &value) in out.iter().enumerate() {
        let expected: u32 = [1, 2, 4, 8, 16]
            .iter()
            .map(|&s| if me >= s { 2 * input[me - s] } else { 1000 })
            .sum();
        assert_eq!(value, expected, "{me}");
    }
}

/// What a work-item leaves a loop with is not what those have that stay longer, though in each iteration it lies in order.
#[test]
fn a_loop_is_left_with_the_value_of_the_iteration() {
    let kernel = build(
        "kernel void k(global uint *out, global const uint *in, uint n) {\
         \n  uint x = lid(0), c = n + x, a = x;\
         \n  if (in[gid(0)] & 1) { uint k = c & 15; while (k > 2) { k--; a = c; } }\
         \n  out[gid(0)] = a;\
         \n}",
        &[0, 8, 16],
    );
    let mut input: Vec<u32> = (0..64_u32).map(|index| index * index / 3).collect();
    let mut out = vec![0_u32; 64];
    let args = Args::default()
        .buffer(&mut out)
        .buffer(&mut input)
        .push(13_u32);
    let shape = Shape {
        groups: [2, 1, 1],
        local: [32, 1, 1],
    };
    kernel.run(shape, &args, 0);
    for (index, &found) in out.iter().enumerate() {
        let x = index as u32 % 32;
        let enters = input[index] & 1 == 1 && (x + 13) % 16 > 2;
        assert_eq!(found, if enters { x + 13 } else { x }, "work-item {index}");
    }
}
