//! Barriers: what lives across them, and where they stand.

use crate::support::{Args, Shape, build};

const fn line(groups: u64, local: u64) -> Shape {
    Shape {
        groups: [groups, 1, 1],
        local: [local, 1, 1],
    }
}

#[test]
fn values_live_across_barriers() {
    let kernel = build(
        "kernel void k(global int *out, global const int *in, local int *l) {
           int i = gid(0), n = lid(0), size = lsize(0);
           int mine = in[i];
           bool odd = mine % 3 == 1;
           double wide = mine * 0.5;
           int3 v = (int3)(mine, i, n);
           l[n] = mine;
           sync();
           int next = l[(n + 1) % size];
           sync();
           l[n] = next * 2;
           sync();
           out[i] = l[(n + 2) % size] + mine + (odd ? 100 : 0) + (int)wide + v.x * v.y + v.z;
         }",
        &[0, 8, 16],
    );
    assert!(kernel.info.has_barrier);
    assert!(kernel.info.scratch_per_item > 0);
    for local in [1, 2, 7, 32] {
        let count = local * 3;
        let mut input: Vec<i32> = (0..count).map(|index| index * 37 % 101).collect();
        let mut out = vec![0_i32; input.len()];
        let args = Args::default()
            .buffer(&mut out)
            .buffer(&mut input)
            .push(0_u64);
        kernel.run(
            line(3, u64::try_from(local).unwrap()),
            &args,
            4 * usize::try_from(local).unwrap(),
        );
        for index in 0..count {
            let (group, n) = (index / local, index % local);
            let at = |place: i32| input[usize::try_from(group * local + place % local).unwrap()];
            let mine = at(n);
            let odd = if mine % 3 == 1 { 100 } else { 0 };
            let expected = 2 * at(n + 2 + 1) + mine + odd + mine / 2 + mine * index + n;
            assert_eq!(
                out[usize::try_from(index).unwrap()],
                expected,
                "{local} {index}"
            );
        }
    }
}

#[test]
fn barriers_in_loops() {
    let kernel = build(
        "kernel void k(global float *out, global const float *in, local float *l) {
           int n = lid(0);
           l[n] = in[gid(0)];
           sync();
           for (int o = lsize(0) / 2; o > 0; o >>= 1) {
             if (n < o) l[n] += l[n + o];
             sync();
           }
           if (n == 0) out[grp(0)] = l[0];
         }",
        &[0, 8, 16],
    );
    let mut input: Vec<f32> = (0..256_u16).map(f32::from).collect();
    let mut out = [0.0_f32; 4];
    let args = Args::default()
        .buffer(&mut out)
        .buffer(&mut input)
        .push(0_u64);
    kernel.run(line(4, 64), &args, 256);
    let expected: Vec<f32> = input.chunks(64).map(|chunk| chunk.iter().sum()).collect();
    assert_eq!(out.as_slice(), expected);
}

#[test]
fn values_made_and_used_around_the_barrier_of_a_loop() {
    // `carry` is made after the barrier and used before it in the next iteration; `last` the other way round.
    let kernel = build(
        "kernel void k(global int *out, local int *l, int rounds) {
           int n = lid(0), size = lsize(0), carry = n, last = 0;
           for (int r = 0; r < rounds; r++) {
             int before = carry * 3 + r;
             l[n] = before;
             sync();
             last = before - l[(n + r) % size];
             carry = l[(n + 1) % size] + before;
             sync();
           }
           out[gid(0)] = carry + 7 * last;
         }",
        &[0, 8, 16],
    );
    for (local, rounds) in [(1_usize, 3), (5, 0), (5, 1), (8, 6)] {
        let mut out = vec![0_i32; local * 2];
        let args = Args::default().buffer(&mut out).push(0_u64).push(rounds);
        kernel.run(line(2, local as u64), &args, 4 * local);
        let mut carry: Vec<i32> = (0..).take(local).collect();
        let mut last = vec![0; local];
        for round in 0..rounds {
            let before: Vec<i32> = carry.iter().map(|carry| carry * 3 + round).collect();
            for n in 0..local {
                last[n] = before[n] - before[(n + usize::try_from(round).unwrap()) % local];
                carry[n] = before[(n + 1) % local] + before[n];
            }
        }
        for n in 0..local * 2 {
            assert_eq!(
                out[n],
                carry[n % local] + 7 * last[n % local],
                "{local} {rounds} {n}"
            );
        }
    }
}

#[test]
fn barriers_under_uniform_conditions() {
    let kernel = build(
        "kernel void k(global int *out, local int *l, int mode) {
           int n = lid(0), size = lsize(0), x = n * n;
           l[n] = x;
           if (mode == 1) { sync(); x += l[(n + 1) % size]; }
           else if (mode == 2) { sync(); x -= l[(n + 1) % size]; sync(); l[n] = x; sync(); x = l[(n + 1) % size]; }
           else if (mode == 3) { out[gid(0)] = x; return; }
           for (int r = 0; r < 4; r++) {
             if (r == mode) { sync(); x += l[(n + r) % size]; sync(); }
             x += r;
           }
           out[gid(0)] = x;
         }",
        &[0, 8, 16],
    );
    for mode in 0..5 {
        let size = 6_i32;
        let mut out = [0_i32; 12];
        kernel.run(
            line(2, 6),
            &Args::default().buffer(&mut out).push(0_u64).push(mode),
            24,
        );
        let square = |n: i32| (n % size) * (n % size);
        let first = |n: i32| square(n) - square(n + 1);
        for (n, &value) in (0..size).zip(&out) {
            let sum = 6;
            let expected = match mode {
                0 => square(n) + square(n) + sum,
                1 => square(n) + square(n + 1) + square(n + 1) + sum,
                2 => first((n + 1) % size) + first((n + 2) % size) + sum,
                3 => square(n),
                _ => square(n) + sum,
            };
            assert_eq!(value, expected, "{mode} {n}");
        }
    }
}

#[test]
fn private_arrays_live_across_barriers() {
    let kernel = build(
        "kernel void k(global int *out, local int *l) {
           int n = lid(0), size = lsize(0);
           int a[5], b[3];
           for (int j = 0; j < 5; j++) a[j] = n * 10 + j;
           int *p = n & 1 ? a : a + 1;
           l[n] = a[n % 5];
           sync();
           for (int j = 0; j < 3; j++) b[j] = l[(n + j) % size];
           a[n % 5] += b[n % 3];
           sync();
           l[n] = p[n % 4];
           sync();
           out[gid(0)] = l[(n + 1) % size] + a[(n + 2) % 5];
         }",
        &[0, 8],
    );
    let size = 9_usize;
    let mut out = vec![0_i32; 18];
    kernel.run(
        line(2, 9),
        &Args::default().buffer(&mut out).push(0_u64),
        36,
    );
    let number = |n: usize| i32::try_from(n).unwrap();
    let first = |n: usize| number((n % size) * 10 + n % size % 5);
    let array = |n: usize| {
        let mut a: Vec<i32> = (0..5).map(|j| number(n * 10 + j)).collect();
        a[n % 5] += first(n + n % 3);
        a
    };
    for n in 0..size {
        let other = (n + 1) % size;
        let offset = usize::from(other & 1 == 0);
        let expected = array(other)[other % 4 + offset] + array(n)[(n + 2) % 5];
        assert_eq!(out[n], expected, "{n}");
        assert_eq!(out[n + size], expected, "{n}");
    }
}

#[test]
fn barriers_in_two_dimensions_and_nested_loops() {
    let kernel = build(
        "kernel void k(global float *c, global const float *a, global const float *b, int n, local float *t) {
           local float *ta = t, *tb = t + 16;
           int x = lid(0), y = lid(1), col = gid(0), row = gid(1);
           float sum = 0;
           for (int m = 0; m < n; m += 4) {
             ta[y * 4 + x] = a[row * n + m + x];
             tb[y * 4 + x] = b[(m + y) * n + col];
             sync();
             for (int i = 0; i < 4; i++) sum += ta[y * 4 + i] * tb[i * 4 + x];
             sync();
           }
           c[row * n + col] = sum;
         }",
        &[0, 8, 16, 24, 32],
    );
    let n = 8_usize;
    let value = |index: usize| f32::from(u8::try_from(index % 11).unwrap());
    let mut a: Vec<f32> = (0..n * n).map(value).collect();
    let mut b: Vec<f32> = (0..n * n).map(|index| value(index * 3 + 1)).collect();
    let mut c = vec![0.0_f32; n * n];
    let args = Args::default()
        .buffer(&mut c)
        .buffer(&mut a)
        .buffer(&mut b)
        .push(8_i32)
        .push(0_u64);
    kernel.run(
        Shape {
            groups: [2, 2, 1],
            local: [4, 4, 1],
        },
        &args,
        128,
    );
    for row in 0..n {
        for col in 0..n {
            let expected: f32 = (0..n).map(|i| a[row * n + i] * b[i * n + col]).sum();
            assert_eq!(c[row * n + col], expected);
        }
    }
}

#[test]
fn work_items_that_have_returned_stay_away_from_barriers() {
    // Not allowed by the specification, but common: the others must not be disturbed.
    let kernel = build(
        "kernel void k(global int *out, local int *l, int limit) {
           int n = lid(0), i = gid(0), size = lsize(0);
           l[n] = 100;
           if (i >= limit) { out[i] = -1; return; }
           int mine = i * i;
           l[n] = mine;
           sync();
           for (int r = 0; r < 3; r++) {
             int other = l[(n + 1) % size];
             sync();
             if (other == 16 && r == 1) { out[i] = -2; return; }
             l[n] = other;
             sync();
           }
           out[i] = l[n] + mine;
         }",
        &[0, 8, 16],
    );
    for limit in [20, 13, 8, 3, 0] {
        let mut out = [0_i32; 20];
        kernel.run(
            line(2, 10),
            &Args::default().buffer(&mut out).push(0_u64).push(limit),
            40,
        );
        for group in 0..2_usize {
            let first = group * 10;
            let is_alive = |n: usize| i32::try_from(first + n).unwrap() < limit;
            let mine = |n: usize| i32::try_from((first + n) * (first + n)).unwrap();
            let mut local: Vec<i32> = (0..10)
                .map(|n| if is_alive(n) { mine(n) } else { 100 })
                .collect();
            let mut alive: Vec<bool> = (0..10).map(is_alive).collect();
            let mut expected: Vec<i32> = alive
                .iter()
                .map(|&alive| if alive { 0 } else { -1 })
                .collect();
            for round in 0..3 {
                let other: Vec<i32> = (0..10).map(|n| local[(n + 1) % 10]).collect();
                for n in (0..10).filter(|&n| alive[n]).collect::<Vec<_>>() {
                    if other[n] == 16 && round == 1 {
                        (expected[n], alive[n]) = (-2, false);
                    } else {
                        local[n] = other[n];
                    }
                }
            }
            for n in (0..10).filter(|&n| alive[n]) {
                expected[n] = local[n] + mine(n);
            }
            assert_eq!(out[first..first + 10], expected, "limit {limit}");
        }
    }
}
