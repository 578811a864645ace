//! Code for the first work-items of a row only.

use crate::support::{Args, Kernel, Shape, USUAL, build_with};

const SHAPES: [([u64; 3], [u64; 3]); 4] = [
    ([2, 1, 1], [1, 1, 1]),
    ([3, 1, 1], [7, 1, 1]),
    ([2, 2, 1], [13, 3, 1]),
    ([1, 1, 2], [37, 2, 2]),
];
const LIMITS: [i64; 12] = [
    0,
    1,
    2,
    6,
    16,
    17,
    1000,
    -1,
    -8,
    i64::MAX,
    i64::MIN,
    0xFFFF_FFFF,
];

/// As scalar code and as vector code.
fn built(text: &str) -> [Kernel; 2] {
    [0, 512].map(|bits| {
        build_with(text, &[0, 8, 16], USUAL, |options| {
            options.vector_bits = bits;
        })
    })
}

/// Runs a kernel for each shape and limit, and asks what each work-item must have left, by local id, limit and local size.
fn check(text: &str, expected: impl Fn(i64, i64, i64) -> i64) {
    for (kernel, (groups, local)) in built(text)
        .iter()
        .flat_map(|kernel| SHAPES.map(|shape| (kernel, shape)))
    {
        let global = [0, 1, 2].map(|dimension| groups[dimension] * local[dimension]);
        let count = usize::try_from(global.iter().product::<u64>()).unwrap();
        for limit in LIMITS {
            let mut out = vec![0_i64; count];
            let args = Args::default().buffer(&mut out).push(limit).push(0_u64);
            kernel.run(Shape { groups, local }, &args, 8 * count);
            for (place, &out) in out.iter().enumerate() {
                let size = i64::try_from(local[0]).unwrap();
                let id = i64::try_from(place).unwrap() % i64::try_from(global[0]).unwrap() % size;
                assert_eq!(
                    out,
                    expected(id, limit, size),
                    "{text}\nlimit {limit}, id {id} of {local:?}"
                );
            }
        }
    }
}

#[test]
fn comparisons_of_all_kinds() {
    type Holds = fn(i64, i64) -> bool;
    let tests: [(&str, &str, Holds); 12] = [
        ("long", "j < n", |j, n| j < n),
        ("long", "n >= j", |j, n| j <= n),
        ("long", "!(j >= n)", |j, n| j < n),
        ("ulong", "j < n", |j, n| (j as u64) < n as u64),
        ("ulong", "j <= n", |j, n| j as u64 <= n as u64),
        ("ulong", "!(j > n)", |j, n| j as u64 <= n as u64),
        ("int", "j < n", |j, n| (j as i32) < n as i32),
        ("int", "j <= n", |j, n| j as i32 <= n as i32),
        ("uint", "n > j", |j, n| (j as u32) < n as u32),
        ("uint", "j <= n", |j, n| j as u32 <= n as u32),
        ("uint", "j == 0", |j, _| j == 0),
        ("uint", "j < 5", |j, _| j < 5),
    ];
    for (ty, test, holds) in tests {
        let text = format!(
            "kernel void k(global long *out, long limit, local long *l) {{
               {ty} j = lid(0), n = limit;
               ulong place = (lid(2) * lsize(1) + lid(1)) * lsize(0) + lid(0);
               l[place] = 1; sync();
               if ({test}) l[place] += 10 * (lid(0) + 1);
               sync();
               out[(gid(2) * gsize(1) + gid(1)) * gsize(0) + gid(0)] = l[place];
             }}"
        );
        check(&text, |id, limit, _| {
            if holds(id, limit) {
                1 + 10 * (id + 1)
            } else {
                1
            }
        });
    }
}

#[test]
fn tests_behind_decisions_of_the_group() {
    let text = "kernel void k(global long *out, long limit, local long *l) {
           ulong j = lid(0), place = (lid(2) * lsize(1) + lid(1)) * lsize(0) + lid(0);
           long rounds = 0, sum = 0;
           l[place] = 0; sync();
           for (ulong s = lsize(0); s; s >>= 1) {
             if (s == 1) { if (j == 0) l[place] += 1000; }
             else if (limit < 0) { if (j >= s / 2) l[place] += 5; }
             else if (j < s / 2) l[place] += 1;
             rounds += s; sync();
           }
           out[(gid(2) * gsize(1) + gid(1)) * gsize(0) + gid(0)] = l[place] + rounds * 10000;
         }";
    check(text, |id, limit, size| {
        let (mut own, mut rounds, mut s) = (0, 0, size);
        while s > 0 {
            if s == 1 {
                own += if id == 0 { 1000 } else { 0 };
            } else if limit < 0 {
                own += if id >= s / 2 { 5 } else { 0 };
            } else if id < s / 2 {
                own += 1;
            }
            rounds += s;
            s >>= 1;
        }
        own + rounds * 10000
    });
}
