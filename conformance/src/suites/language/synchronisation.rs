//! Barriers, local memory, atomics, collectives, asynchronous copies.

use super::numbers;
use crate::case::Case;
use mirrorcl_conformance::cl::Kernel;
use mirrorcl_conformance::lab::Lab;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("language::tree_reduction_in_local_memory", reduction),
        Case::new("language::barriers_in_loops_and_branches", barriers),
        Case::new("language::private_state_lives_across_barriers", live_state),
        Case::new("language::local_arguments_do_not_overlap", local_arguments),
        Case::new("language::atomics_1x", atomics_1x),
        Case::new("language::atomics_c11", atomics_c11),
        Case::new("language::work_group_collectives", collectives),
        Case::new("language::async_copies", async_copies),
        Case::new("language::a_hot_kernel_stays_the_same", hot),
    ]
}

const GROUP: usize = 64;

/// Runs `kernel(in, out)` over 1024 numbers in groups of 64.
fn by_groups(source: &str, set: impl FnOnce(&Kernel)) -> (Vec<u32>, Vec<u32>) {
    let input = numbers(1024);
    let lab = Lab::new();
    let program = lab.context.build(source);
    let kernel = program.kernel("k");
    let (from, to) = (lab.buffer(&input), lab.buffer(&[0_u32; 1024]));
    kernel.arg_buffer(0, &from).arg_buffer(1, &to);
    set(&kernel);
    lab.run(&kernel, &[1024], &[GROUP]);
    let output = lab.queue.read::<u32>(&to, 1024);
    (input, output)
}

fn reduction() {
    let source = "kernel void k(global const uint *in, global uint *out, local uint *l) {
        size_t j = get_local_id(0); l[j] = in[get_global_id(0)]; barrier(CLK_LOCAL_MEM_FENCE);
        for (size_t s = get_local_size(0) / 2; s; s >>= 1) { if (j < s) l[j] += l[j + s]; barrier(CLK_LOCAL_MEM_FENCE); }
        if (j == 0) out[get_group_id(0)] = l[0]; }";
    let (input, output) = by_groups(source, |kernel| {
        kernel.arg_local(2, 4 * GROUP);
    });
    for (group, chunk) in input.chunks(GROUP).enumerate() {
        assert_eq!(
            output[group],
            chunk.iter().copied().fold(0, u32::wrapping_add)
        );
    }
}

/// Launches of two sizes while the kernel is specialised for them; it has program-scope variables, prints, and shares its program.
fn hot() {
    let source = "global uint launches; constant uint odd[4] = {1, 3, 5, 7};
        kernel void other(global uint *out) { out[get_global_id(0)] = 1; }
        kernel void k(global const uint *in, global uint *out, local uint *l, uint print) {
            size_t j = get_local_id(0), n = get_local_size(0); uint v = in[get_global_id(0)];
            for (uint r = 0; r < 40; ++r) {
                l[j] = v * odd[r % 4]; barrier(CLK_LOCAL_MEM_FENCE);
                v += l[n - 1 - j] ^ r; barrier(CLK_LOCAL_MEM_FENCE);
            }
            out[get_global_id(0)] = v;
            if (get_global_id(0) == 0) { ++launches; if (print) printf(\"%u\\n\", launches); out[1024] = launches; } }";
    let input = numbers(1024);
    let lab = Lab::new();
    let program = lab.context.build(source);
    let kernel = program.kernel("k");
    let (from, to) = (lab.buffer(&input), lab.buffer(&[0_u32; 1025]));
    kernel.arg_buffer(0, &from).arg_buffer(1, &to);
    kernel.arg_local(2, 4 * 128);
    let expected = [GROUP, 96].map(|group| {
        let turned = input[..960].chunks(group).flat_map(|chunk| {
            let mut v = chunk.to_vec();
            for r in 0..40_u32 {
                let l: Vec<u32> = v
                    .iter()
                    .map(|v| v.wrapping_mul([1, 3, 5, 7][r as usize % 4]))
                    .collect();
                for (j, v) in v.iter_mut().enumerate() {
                    *v = v.wrapping_add(l[l.len() - 1 - j] ^ r);
                }
            }
            v
        });
        turned.collect::<Vec<u32>>()
    });
    let started = std::time::Instant::now();
    let mut launches = 0;
    while launches < 200 || started.elapsed().as_millis() < 500 {
        let which = launches as usize % 2;
        kernel.arg(3, u32::from(launches % 100 == 99));
        lab.run(&kernel, &[960], &[[GROUP, 96][which]]);
        launches += 1;
        let output = lab.queue.read::<u32>(&to, 1025);
        assert_eq!(output[..960], expected[which], "launch {launches}");
        assert_eq!(output[1024], launches);
    }
}

/// Rotates by one place at each barrier, with a second barrier under a uniform condition.
fn barriers() {
    let source = "kernel void k(global const uint *in, global uint *out) {
        local uint l[64]; size_t j = get_local_id(0); uint v = in[get_global_id(0)];
        for (uint r = 0; r < 5 + get_group_id(0) % 3; ++r) {
            l[j] = v + r; work_group_barrier(CLK_LOCAL_MEM_FENCE);
            v = l[(j + 1) % 64];
            if (r % 2) { work_group_barrier(CLK_LOCAL_MEM_FENCE); l[j] = v * 2; work_group_barrier(CLK_LOCAL_MEM_FENCE); v = l[63 - j]; }
            work_group_barrier(CLK_LOCAL_MEM_FENCE);
            if (r == 6) return;
        }
        out[get_global_id(0)] = v; }";
    let (input, output) = by_groups(source, |_| {});
    for (group, chunk) in input.chunks(GROUP).enumerate() {
        let mut v = chunk.to_vec();
        let rounds = 5 + group as u32 % 3;
        for r in 0..rounds {
            v = (0..GROUP)
                .map(|j| v[(j + 1) % GROUP].wrapping_add(r))
                .collect();
            if r % 2 == 1 {
                v = (0..GROUP).map(|j| v[63 - j].wrapping_mul(2)).collect();
            }
        }
        let expected = if rounds > 6 { vec![0; GROUP] } else { v };
        assert_eq!(
            output[group * GROUP..(group + 1) * GROUP],
            expected,
            "group {group}"
        );
    }
}

/// Scalars, vectors and arrays of each work-item keep their values over barriers.
fn live_state() {
    let source = "kernel void k(global const uint *in, global uint *out) {
        local uint l[64]; size_t j = get_local_id(0), i = get_global_id(0); uint a[5]; uint3 v = (uint3)(in[i], i, j);
        bool odd = in[i] & 1;
        for (int x = 0; x < 5; ++x) a[x] = in[i] + x;
        l[j] = in[i]; barrier(CLK_LOCAL_MEM_FENCE); a[l[63 - j] % 5] = 1000; barrier(CLK_LOCAL_MEM_FENCE);
        out[i] = a[0] + a[1] * 3 + a[2] * 5 + a[3] * 7 + a[4] * 11 + v.x * v.z + v.y + odd; }";
    let (input, output) = by_groups(source, |_| {});
    for (i, &value) in input.iter().enumerate() {
        let j = i % GROUP;
        let mut a: Vec<u32> = (0..5).map(|x| value.wrapping_add(x)).collect();
        a[input[i - j + 63 - j] as usize % 5] = 1000;
        let sum = a
            .iter()
            .zip([1, 3, 5, 7, 11])
            .fold(0_u32, |sum, (&a, factor)| {
                sum.wrapping_add(a.wrapping_mul(factor))
            });
        let rest = value
            .wrapping_mul(j as u32)
            .wrapping_add(i as u32)
            .wrapping_add(value & 1);
        assert_eq!(output[i], sum.wrapping_add(rest), "item {i}");
    }
}

fn local_arguments() {
    let source = "kernel void k(global const uint *in, global uint *out, local uchar *a, local double4 *b, local ushort *c) {
        local uint own[64]; size_t j = get_local_id(0), i = get_global_id(0);
        a[j] = (uchar)j; b[j] = (double4)(in[i]); c[j] = (ushort)(j * 3); own[j] = in[i]; barrier(CLK_LOCAL_MEM_FENCE);
        size_t o = 63 - j; bool aligned = ((ulong)b & 31) == 0;
        out[i] = aligned && a[o] == o && c[o] == o * 3 && own[o] == (uint)b[o].w ? (uint)b[o].x : 0xdead; }";
    let (input, output) = by_groups(source, |kernel| {
        kernel
            .arg_local(2, 65)
            .arg_local(3, 32 * GROUP)
            .arg_local(4, 2 * GROUP);
    });
    for (i, &value) in output.iter().enumerate() {
        assert_eq!(value, input[i - i % GROUP + 63 - i % GROUP], "item {i}");
    }
}

fn atomics_1x() {
    let source = "#pragma OPENCL EXTENSION cl_khr_int64_base_atomics : enable
        #pragma OPENCL EXTENSION cl_khr_int64_extended_atomics : enable
        kernel void k(global const uint *in, volatile global uint *out, volatile global ulong *wide) {
        local volatile uint l[2]; uint v = in[get_global_id(0)];
        if (get_local_id(0) < 2) l[get_local_id(0)] = 0; barrier(CLK_LOCAL_MEM_FENCE);
        atomic_add(&l[0], v); atomic_max(&l[1], v); barrier(CLK_LOCAL_MEM_FENCE);
        if (get_local_id(0) == 0) { atomic_add(&out[0], l[0]); atomic_max(&out[1], l[1]); }
        atomic_inc(&out[2]); atomic_xor(&out[3], v); atomic_or(&out[4], v & 0xff00); atomic_min((volatile global int *)&out[5], (int)v);
        uint old = out[6]; while (1) { uint was = atomic_cmpxchg(&out[6], old, old + (v & 7)); if (was == old) break; old = was; }
        atom_add(wide, (ulong)v << 8); atom_max(wide + 1, (ulong)v << 20); }";
    let lab = Lab::new();
    let wide = lab.buffer(&[0_u64; 2]);
    let input = numbers(1024);
    let program = lab.context.build(source);
    let kernel = program.kernel("k");
    let (from, to) = (lab.buffer(&input), lab.buffer(&[0_u32; 8]));
    kernel
        .arg_buffer(0, &from)
        .arg_buffer(1, &to)
        .arg_buffer(2, &wide);
    lab.run(&kernel, &[1024], &[GROUP]);
    let output = lab.queue.read::<u32>(&to, 7);
    let fold = |f: fn(u32, u32) -> u32| input.iter().copied().fold(0, f);
    let expected = [
        fold(u32::wrapping_add),
        fold(u32::max),
        1024,
        fold(|a, b| a ^ b),
        fold(|a, b| a | b & 0xff00),
        input.iter().map(|&v| v as i32).fold(0, i32::min) as u32,
        fold(|a, b| a + (b & 7)),
    ];
    assert_eq!(output, expected);
    let sum: u64 = input.iter().map(|&v| u64::from(v) << 8).sum();
    let largest = u64::from(expected[1]) << 20;
    assert_eq!(lab.queue.read::<u64>(&wide, 2), [sum, largest]);
}

fn atomics_c11() {
    let source = "kernel void k(global const uint *in, global atomic_uint *out) {
        local atomic_int l; size_t j = get_local_id(0); uint v = in[get_global_id(0)];
        if (j == 0) atomic_init(&l, 0); work_group_barrier(CLK_LOCAL_MEM_FENCE);
        atomic_fetch_add(&l, (int)(v & 15)); work_group_barrier(CLK_LOCAL_MEM_FENCE);
        if (j == 0) atomic_fetch_add_explicit(&out[0], (uint)atomic_load(&l), memory_order_relaxed, memory_scope_device);
        atomic_fetch_max_explicit(&out[1], v, memory_order_acq_rel, memory_scope_device);
        atomic_fetch_min_explicit(&out[2], v, memory_order_seq_cst, memory_scope_all_svm_devices);
        atomic_fetch_xor(&out[3], v); volatile atomic_uint *p = &out[4]; atomic_fetch_sub(p, v);
        uint old = atomic_load_explicit(&out[5], memory_order_acquire);
        while (!atomic_compare_exchange_weak(&out[5], &old, old * 3 + 1)) ;
        global atomic_flag *flag = (global atomic_flag *)&out[7];
        while (atomic_flag_test_and_set(flag)) ;
        atomic_store_explicit(&out[6], atomic_load_explicit(&out[6], memory_order_relaxed) + 1, memory_order_relaxed, memory_scope_device);
        atomic_flag_clear(flag); }";
    let (input, output) = by_groups(source, |_| {});
    let fold = |start, f: fn(u32, u32) -> u32| input.iter().copied().fold(start, f);
    let tripled = (0..1024).fold(0_u32, |v, _| v.wrapping_mul(3).wrapping_add(1));
    let expected = [
        fold(0, |a, b| a + (b & 15)),
        fold(0, u32::max),
        0,
        fold(0, |a, b| a ^ b),
        fold(0, u32::wrapping_sub),
        tripled,
        1024,
        0,
    ];
    assert_eq!(output[..8], expected);
}

fn collectives() {
    let source = "kernel void k(global const uint *in, global uint *out) {
        size_t i = get_global_id(0); uint v = in[i] & 0xffff;
        uint sum = work_group_reduce_add(v), scan = work_group_scan_exclusive_add(v), top = work_group_scan_inclusive_max(v);
        uint third = work_group_broadcast(v, 3); int any = work_group_any(v == 77), all = work_group_all(v < 0x10000);
        out[i] = sum ^ (scan << 3) ^ (top << 7) ^ third ^ ((uint)(any != 0) << 30) ^ ((uint)(all != 0) << 31); }";
    let (input, output) = by_groups(source, |_| {});
    for (group, chunk) in input.chunks(GROUP).enumerate() {
        let values: Vec<u32> = chunk.iter().map(|v| v & 0xffff).collect();
        let sum: u32 = values.iter().sum();
        let any = u32::from(values.contains(&77));
        for j in 0..GROUP {
            let scan: u32 = values[..j].iter().sum();
            let top = values[..=j].iter().copied().max().unwrap_or(0);
            let expected = sum ^ (scan << 3) ^ (top << 7) ^ values[3] ^ (any << 30) ^ (1 << 31);
            assert_eq!(
                output[group * GROUP + j],
                expected,
                "group {group}, item {j}"
            );
        }
    }
}

fn async_copies() {
    let source = "kernel void k(global const uint *in, global uint *out) {
        local uint l[64]; local uint s[16]; size_t j = get_local_id(0), base = get_group_id(0) * 64;
        event_t e = async_work_group_copy(l, in + base, 64, 0);
        e = async_work_group_strided_copy(s, in + base, 16, 4, e); wait_group_events(1, &e);
        l[j] = l[j] + s[j / 4]; barrier(CLK_LOCAL_MEM_FENCE);
        e = async_work_group_copy(out + base, l, 64, 0); wait_group_events(1, &e); }";
    let (input, output) = by_groups(source, |_| {});
    for (i, &value) in input.iter().enumerate() {
        assert_eq!(output[i], value.wrapping_add(input[i / 4 * 4]), "item {i}");
    }
}
