//! Graphs: a level of breadth-first search, shortest paths, ranks.

use crate::case::Case;
use crate::data;
use crate::metric::Metric;

pub(super) fn metrics() -> Vec<Metric> {
    vec![
        Metric::kernel("kernel/graph/BFS level 128k nodes", bfs),
        Metric::kernel("kernel/graph/Floyd-Warshall step 1024", floyd_warshall),
        Metric::kernel("kernel/graph/rank by in-edges 64k nodes", rank),
    ]
}

fn bfs() -> Case {
    const NODES: usize = 1 << 17;
    const DEGREE: usize = 8;
    let edges = data::indices(NODES * DEGREE, NODES);
    // A third of the nodes is on the frontier, a third is visited.
    let level: Vec<i32> = data::indices(NODES, 3)
        .iter()
        .map(|&kind| [-1, 3, 2][kind as usize])
        .collect();
    let mut expected = vec![0; NODES];
    for (node, &at) in level.iter().enumerate() {
        for &to in &edges[node * DEGREE..][..DEGREE] {
            if at == 3 && level[to as usize] < 0 {
                expected[to as usize] = 4;
            }
        }
    }
    Case::new(
        "kernel void k(global const uint *edges, global const int *level, global int *next, int now) {
            uint i = get_global_id(0); if (level[i] != now) return;
            for (uint e = i * 8; e < i * 8 + 8; ++e) { uint to = edges[e]; if (level[to] < 0) next[to] = now + 1; } }",
        &[NODES],
    )
    .buffer(&edges)
    .buffer(&level)
    .filled(0_i32, NODES)
    .value(3_i32)
    .gives(2, &expected, 0.0)
    .native(
        NODES,
        "void k(void *const *a, long begin, long end) {
            ARRAY(uint, edges, 0); ARRAY(int, level, 1); ARRAY(int, next, 2); VALUE(int, now, 3);
            for (long i = begin; i < end; ++i) { if (level[i] != now) continue;
                for (long e = i * 8; e < i * 8 + 8; ++e) { uint to = edges[e]; if (level[to] < 0) next[to] = now + 1; } } }",
    )
}

fn floyd_warshall() -> Case {
    const N: usize = 1024;
    const VIA: usize = 17;
    let input = data::indices(N * N, 1000);
    let expected: Vec<u32> = (0..N * N)
        .map(|i| input[i].min(input[i / N * N + VIA] + input[VIA * N + i % N]))
        .collect();
    Case::new(
        "kernel void k(global const uint *d, global uint *r, uint n, uint via) {
            uint x = get_global_id(0), y = get_global_id(1); r[y * n + x] = min(d[y * n + x], d[y * n + via] + d[via * n + x]); }",
        &[N, N],
    )
    .buffer(&input)
    .filled(0_u32, N * N)
    .value(N as u32)
    .value(VIA as u32)
    .gives(1, &expected, 0.0)
}

fn rank() -> Case {
    const NODES: usize = 1 << 16;
    const DEGREE: usize = 10;
    let from = data::indices(NODES * DEGREE, NODES);
    let ranks = data::floats(NODES, 0.0, 1.0);
    let out: Vec<f32> = data::indices(NODES, 9)
        .iter()
        .map(|&d| (d + 1) as f32)
        .collect();
    let expected: Vec<f32> = from
        .chunks(DEGREE)
        .map(|from| {
            let share =
                |&node: &u32| f64::from(ranks[node as usize]) / f64::from(out[node as usize]);
            (0.15 + 0.85 * from.iter().map(share).sum::<f64>()) as f32
        })
        .collect();
    Case::new(
        "kernel void k(global const uint *from, global const float *ranks, global const float *out, global float *next) {
            uint i = get_global_id(0); float sum = 0;
            for (uint e = i * 10; e < i * 10 + 10; ++e) sum += ranks[from[e]] / out[from[e]];
            next[i] = 0.15f + 0.85f * sum; }",
        &[NODES],
    )
    .buffer(&from)
    .buffer(&ranks)
    .buffer(&out)
    .filled(0.0_f32, NODES)
    .gives(3, &expected, 1e-4)
}
