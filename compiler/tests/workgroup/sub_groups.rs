//! Sub-groups of 16: who waits for whom, and who is active.

use crate::support::{Args, Shape, build};

const SIZE: usize = 16;

/// What the built-in library makes of the intrinsics.
const EXCHANGE: &str = "
    int swap(int x, uint item) {
      __private int *slots = (__private int *)(__mirrorcl_sub_group_memory() + 4 * __mirrorcl_sub_group_size());
      slots[__mirrorcl_sub_group_item()] = x;
      sub_sync();
      int result = slots[item & 15];
      sub_sync();
      return result;
    }
    ulong active(void) { sub_sync(); return __mirrorcl_sub_group_active(); }
    uint linear(void) { return (lid(2) * lsize(1) + lid(1)) * lsize(0) + lid(0); }
";

const fn line(groups: u64, local: u64) -> Shape {
    Shape {
        groups: [groups, 1, 1],
        local: [local, 1, 1],
    }
}

/// Runs a kernel with an output and, for each work-item, an input of its number times 7.
fn run(body: &str, shape: Shape) -> Vec<i32> {
    let kernel = build(
        &format!(
            "{EXCHANGE} kernel void k(global int *out, global const int *in, local int *l) {{ {body} }}"
        ),
        &[0, 8, 16],
    );
    let count: u64 = shape.groups.iter().chain(&shape.local).product();
    let mut input: Vec<i32> = (0..).step_by(7).take(count as usize).collect();
    let mut out = vec![-1; count as usize];
    let args = Args::default()
        .buffer(&mut out)
        .buffer(&mut input)
        .push(0_u64);
    kernel.run(shape, &args, 4 * count as usize);
    out
}

/// The first work-item of the sub-group of a work-item, and how many it has.
fn sub_group(item: usize, local: usize) -> (usize, usize) {
    let first = item / SIZE * SIZE;
    (first, SIZE.min(local - first))
}

#[test]
fn work_items_know_their_sub_group_with_and_without_barriers() {
    let ask = "int i = grp(0) * lsize(0) * lsize(1) * lsize(2) + linear();
       out[i] = __mirrorcl_sub_group() * 100 + __mirrorcl_sub_group_item();";
    for body in [ask.to_owned(), format!("{ask} sub_sync();")] {
        for local in [[64, 1, 1], [7, 1, 1], [16, 3, 2], [5, 7, 2], [1, 1, 33]] {
            let shape = Shape {
                groups: [2, 1, 1],
                local,
            };
            let out = run(&body, shape);
            let items = out.len() / 2;
            for (i, &found) in out.iter().enumerate() {
                let item = i % items;
                let expected = item / SIZE * 100 + item % SIZE;
                assert_eq!(usize::try_from(found), Ok(expected), "{local:?} {i}");
            }
        }
    }
}

#[test]
fn values_go_from_one_work_item_to_another() {
    for local in [1, 5, 16, 23, 48] {
        let out = run(
            "int i = gid(0); out[i] = swap(in[i], (lid(0) + 3) & 15) - swap(in[i] + 1, 0);",
            line(2, local),
        );
        let local = local as usize;
        for (i, &found) in out.iter().enumerate() {
            let (first, size) = sub_group(i % local, local);
            let other = (i % local + 3) % SIZE;
            if other < size {
                let base = i - i % local + first;
                let expected = 7 * (base + other) as i32 - (7 * base as i32 + 1);
                assert_eq!(found, expected, "{local} {i}");
            }
        }
    }
}

#[test]
fn sub_groups_go_different_ways_between_work_group_barriers() {
    // Each sub-group waits for itself as often as its number says; `x` and `r` live over both kinds of barriers. The second
    // way to say it tells the compiler that sub-groups stay together.
    for number in ["n / 16", "__mirrorcl_sub_group()"] {
        go_different_ways(number);
    }
}

fn go_different_ways(number: &str) {
    let body = "int i = gid(0), n = lid(0), s = NUMBER, x = in[i];
         for (int r = 0; r < 3; r++) {
           for (int k = 0; k < s; k++) x = swap(x, (n + 1) & 15) + r;
           if (s == 1) { sub_sync(); x += 1000; }
           l[n] = x;
           sync();
           x = l[(n + 16) & 63];
           sync();
         }
         out[i] = x;";
    let out = run(&body.replace("NUMBER", number), line(3, 64));
    for group in 0..3 {
        let mut x: Vec<i32> = (0..64).map(|n| 7 * (group * 64 + n)).collect();
        for r in 0..3 {
            for s in 0..4 {
                for _ in 0..s {
                    let old = x.clone();
                    for n in 0..16 {
                        x[s * 16 + n] = old[s * 16 + (n + 1) % 16] + r;
                    }
                }
                if s == 1 {
                    x[16..32].iter_mut().for_each(|x| *x += 1000);
                }
            }
            x.rotate_left(16);
        }
        let first = group as usize * 64;
        assert_eq!(out[first..first + 64], x, "{number}: group {group}");
    }
}

#[test]
fn those_who_come_together_are_active() {
    // Both ways of a branch, behind it, in a loop that is left at different times, and behind that.
    let out = run(
        "int i = gid(0), n = lid(0), sum = 0; ulong all = 0;
         ulong side = n % 3 == 0 ? active() : active() << 16;
         ulong both = active();
         for (int k = 0; k <= n % 5; k++) { sum = sum * 31 + __builtin_popcountl(active()); }
         ulong after = active();
         out[i] = sum ^ (int)side ^ (int)(side >> 16) * 5 ^ (int)both * 7 ^ (int)after * 11;",
        line(2, 36),
    );
    for (i, &found) in out.iter().enumerate() {
        let n = i % 36;
        let (first, size) = sub_group(n, 36);
        let bits = |holds: &dyn Fn(usize) -> bool| {
            (0..size)
                .filter(|&item| holds(first + item))
                .fold(0_u64, |bits, item| bits | 1 << item)
        };
        let side = if n % 3 == 0 {
            bits(&|m| m % 3 == 0)
        } else {
            bits(&|m| m % 3 != 0) << 16
        };
        let everyone = bits(&|_| true) as i32;
        let sum = (0..=n % 5).fold(0_i32, |sum, k| {
            sum.wrapping_mul(31) + bits(&|m| m % 5 >= k).count_ones() as i32
        });
        let expected = sum
            ^ side as i32
            ^ ((side >> 16) as i32).wrapping_mul(5)
            ^ everyone.wrapping_mul(7)
            ^ everyone.wrapping_mul(11);
        assert_eq!(found, expected, "{i}");
    }
}

#[test]
fn work_items_may_return_before_others_wait() {
    let out = run(
        "int i = gid(0), n = lid(0);
         out[i] = 0;
         if (n % 4 == 1) return;
         ulong some = active();
         if (n >= 32) { out[i] = -2; return; }
         l[n] = __builtin_popcountl(some);
         sync();
         out[i] = l[n] + __builtin_popcountl(active());",
        line(2, 40),
    );
    for (i, &found) in out.iter().enumerate() {
        let expected = match i % 40 {
            n if n % 4 == 1 => 0,
            n if n >= 32 => -2,
            _ => 24,
        };
        assert_eq!(found, expected, "{i}");
    }
}

#[test]
fn private_arrays_outlive_sub_group_barriers() {
    let out = run(
        "int i = gid(0), n = lid(0), a[4];
         for (int k = 0; k < 4; k++) a[k] = in[i] + k;
         a[n & 3] = swap(a[1], (n ^ 1) & 15);
         sub_sync();
         out[i] = a[0] + 3 * a[1] + 5 * a[2] + 7 * a[3];",
        line(2, 32),
    );
    for (i, &found) in out.iter().enumerate() {
        let own = 7 * i as i32;
        let mut a = [own, own + 1, own + 2, own + 3];
        a[i & 3] = 7 * (i as i32 ^ 1) + 1;
        assert_eq!(found, a[0] + 3 * a[1] + 5 * a[2] + 7 * a[3], "{i}");
    }
}
