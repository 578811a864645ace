//! Which kernels' work-groups may wait for each other.

use super::{Outcome, Product, build_with};

fn check(expected: bool, name: &str, body: &str) {
    for options in ["", "-cl-opt-disable"] {
        let source = format!(
            "#pragma OPENCL EXTENSION cl_khr_int64_base_atomics : enable
            kernel void k(volatile global int *p, volatile global atomic_int *a, global float *f, int n, local int *l) {{ {body} }}"
        );
        let reply = build_with(&source, &format!("-cl-std=CL3.0 {options}"));
        let Outcome::Success(Product::Executable { info, .. }) = reply.outcome else {
            panic!("{name}: {}", reply.log)
        };
        assert_eq!(info.kernels[0].may_wait, expected, "{name} {options}");
    }
}

#[test]
fn loops_that_end_by_what_others_write_wait() {
    for (name, body) in [
        ("a flag", "while (atomic_load(a) == 0) ;"),
        ("a volatile flag", "while (p[0] == 0) ;"),
        (
            "a fence",
            "global int *q = (global int *)p; while (q[0] == 0) mem_fence(CLK_GLOBAL_MEM_FENCE);",
        ),
        ("an old atomic", "while (atomic_add(p, 0) == 0) ;"),
        (
            "a lock",
            "while (atomic_cmpxchg(p, 0, 1) != 0) ; p[1] += 2; atomic_xchg(p, 0);",
        ),
        (
            "a turn",
            "int t = get_group_id(0), e = t; while (!atomic_compare_exchange_strong(a, &e, -1)) e = t;",
        ),
        (
            "a bit",
            "int e; do e = p[0] & ~1; while (atomic_cmpxchg(p, e, e | 1) != e);",
        ),
        (
            "a barrier of groups",
            "
            if (get_local_id(0) == 0) {
                atomic_fetch_add(a, 1);
                while (atomic_load_explicit(a, memory_order_acquire, memory_scope_device) < n) ;
            }
            barrier(CLK_GLOBAL_MEM_FENCE);
            f[get_global_id(0)] += 1;",
        ),
        (
            "what one work-item tells the others",
            "
            do {
                barrier(CLK_LOCAL_MEM_FENCE);
                if (get_local_id(0) == 0) l[0] = atomic_load(a);
                barrier(CLK_LOCAL_MEM_FENCE);
            } while (l[0] == 0);",
        ),
        (
            "what one work-item tells the others by a way",
            "
            l[0] = 0;
            while (true) {
                barrier(CLK_LOCAL_MEM_FENCE);
                if (get_local_id(0) == 0 && atomic_load(a) > n) l[0] = 1;
                barrier(CLK_LOCAL_MEM_FENCE);
                if (l[0]) break;
            }",
        ),
        (
            "a broadcast",
            "int go; do go = work_group_broadcast(get_local_id(0) ? 0 : atomic_load(a), 0); while (!go);",
        ),
        (
            "a semaphore",
            "
            int old;
            while (true) {
                old = atomic_load(a);
                if (old <= 0) continue;
                if (atomic_compare_exchange_strong(a, &old, old - 1)) break;
            }",
        ),
        (
            "a look back",
            "
            int sum = 0;
            for (int g = get_group_id(0) - 1; g >= 0; --g) {
                int s;
                while ((s = p[g]) == 0) ;
                sum += s & 0xffff;
                if (s & 0x10000) break;
            }
            f[get_group_id(0)] = sum;",
        ),
        ("a list", "int i = n; while (i >= 0) i = p[i];"),
        (
            "a queue",
            "int i; while ((i = atomic_inc(p)) < n) f[i] = i;",
        ),
    ] {
        check(true, name, body);
    }
}

#[test]
fn other_loops_do_not() {
    for (name, body) in [
        ("none", "f[get_global_id(0)] = n;"),
        ("counted", "for (int i = 0; i < n; ++i) f[get_global_id(0)] += f[i];"),
        ("a histogram", "for (int i = get_global_id(0); i < n; i += get_global_size(0)) atomic_inc(&p[(int)f[i] & 255]);"),
        ("an output list", "
            for (int i = get_global_id(0); i < n; i += get_global_size(0)) {
                if (f[i] > 0.5f) { int at = atomic_inc(p); if (at < 100) p[1 + at] = i; }
            }"),
        ("a sum of float", "
            union { int i; float f; } old, sum;
            do { old.i = p[0]; sum.f = old.f + f[get_global_id(0)]; } while (atomic_cmpxchg(p, old.i, sum.i) != old.i);"),
        ("another sum of float", "
            int old = atomic_load(a);
            while (!atomic_compare_exchange_weak(a, &old, as_int(as_float(old) + f[get_global_id(0)]))) ;"),
        ("local memory", "
            if (get_local_id(0) == 0) l[0] = 0;
            barrier(CLK_LOCAL_MEM_FENCE);
            while (atomic_add(l, 1) < n) f[0] += 1;"),
        ("a flag that is looked at once", "if (atomic_load(a)) for (int i = 0; i < n; ++i) f[i] += 1;"),
        ("an unrelated volatile", "for (int i = 0; i < n; ++i) { int v = p[i]; f[i] = v > 3 ? v : 2 * v; }"),
    ] {
        check(false, name, body);
    }
}
