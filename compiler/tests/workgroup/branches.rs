//! Branches that all lanes of most vectors take alike.

use crate::support::{Args, Shape, USUAL, build_with};

const SHAPES: [([u64; 3], [u64; 3]); 4] = [
    ([2, 1, 1], [64, 1, 1]),
    ([3, 2, 1], [37, 3, 1]),
    ([1, 1, 2], [200, 2, 1]),
    ([5, 1, 1], [7, 1, 1]),
];
const LIMITS: [i64; 15] = [
    0,
    1,
    2,
    15,
    16,
    17,
    31,
    32,
    63,
    100,
    199,
    -1,
    -3,
    i64::MIN,
    0xFFFF_FFFF,
];

/// Whether a work-item goes on, by its global id in dimension 0, the limit, the global size there and the id in dimension 1.
type GoesOn = fn(i64, i64, i64, i64) -> bool;

/// Runs a kernel of statements that leave by `return` what `goes_on` says, as vectors.
fn check(statements: &str, goes_on: GoesOn) {
    let text = format!(
        "kernel void k(global long *out, long limit, local long *unused) {{
           ulong x = gid(0), y = gid(1), nx = gsize(0), place = (gid(2) * gsize(1) + y) * nx + x;
           long left = -1;
           {statements}
           out[place] += 10 * (x + 1);
         }}"
    );
    for bits in [256, 512] {
        let kernel = build_with(&text, &[0, 8, 16], USUAL, |options| {
            options.vector_bits = bits;
        });
        for (groups, local) in SHAPES {
            let [nx, ny, nz] = [0, 1, 2].map(|dimension| groups[dimension] * local[dimension]);
            let (nx, ny) = (nx.cast_signed(), ny.cast_signed());
            for limit in LIMITS {
                let mut out = vec![1_i64; usize::try_from(nz.cast_signed() * nx * ny).unwrap()];
                let args = Args::default().buffer(&mut out).push(limit).push(0_u64);
                kernel.run(Shape { groups, local }, &args, 64);
                for (place, &out) in (0..).zip(&out) {
                    let (x, y) = (place % nx, place / nx % ny);
                    let more = if goes_on(x, limit, nx, y) {
                        10 * (x + 1)
                    } else {
                        0
                    };
                    assert_eq!(
                        out,
                        1 + more,
                        "{statements}\n{bits} bits, limit {limit}, ({x}, {y}) of ({nx}, {ny})"
                    );
                }
            }
        }
    }
}

#[test]
fn work_items_at_the_edges_return() {
    check(
        "if (x == 0 || y == 0 || x == nx - 1 || y == limit) return;",
        |x, n, nx, y| x != 0 && y != 0 && x != nx - 1 && y != n,
    );
    check(
        "if (x == 0) return; int i = x; if (limit + i == 20) return;",
        |x, n, _, _| x != 0 && n.wrapping_add(x) != 20,
    );
}

#[test]
fn some_go_on() {
    let tests: [(&str, GoesOn); 10] = [
        ("if ((long)x >= limit) return;", |x, n, _, _| x < n),
        ("if (x > (ulong)limit) return;", |x, n, _, _| {
            x as u64 <= n as u64
        }),
        ("if ((int)x <= (int)limit) return;", |x, n, _, _| {
            x as i32 > n as i32
        }),
        ("if (!((uint)x < (uint)limit)) return;", |x, n, _, _| {
            (x as u32) < n as u32
        }),
        ("if (!(x > 3 && x < nx - 3)) return;", |x, _, nx, _| {
            x > 3 && x < nx - 3
        }),
        ("if ((uint)x - 5 == (uint)limit) return;", |x, n, _, _| {
            (x as u32).wrapping_sub(5) != n as u32
        }),
        ("if (100 - (int)x == (int)limit) return;", |x, n, _, _| {
            100 - x as i32 != n as i32
        }),
        ("if (3 * (int)x == (int)limit) return;", |x, n, _, _| {
            3 * x as i32 != n as i32
        }),
        ("if (3 * (int)x != (int)limit) return;", |x, n, _, _| {
            3 * x as i32 == n as i32
        }),
        ("if ((uint)x - 40 < (uint)limit) return;", |x, n, _, _| {
            (x as u32).wrapping_sub(40) >= n as u32
        }),
    ];
    for (statements, goes_on) in tests {
        check(statements, goes_on);
    }
}

#[test]
fn what_lanes_do_in_branches_is_seen_behind_them() {
    // A value that is different behind the branch, and a second branch after it.
    check(
        "if ((long)x < limit) left = out[place] + x;
         if (x != 2 && left >= 0) { if (left != 1 + (long)x) return; } else return;",
        |x, n, _, _| x < n && x != 2,
    );
    // In a loop that all go through, with one of its own inside.
    check(
        "for (int i = 0; i < 3; ++i) if ((long)x < limit) { for (uint j = 0; j < x % 3; ++j) out[place] += 2; out[place] -= 2 * (x % 3); }
         if ((long)x == limit) return;",
        |x, n, _, _| x != n,
    );
}
