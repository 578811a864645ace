//! Address spaces, private arrays, unaligned vectors, program-scope variables.

use super::numbers;
use crate::case::Case;
use mirrorcl_conformance::lab::Lab;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("language::private_arrays", private_arrays),
        Case::new("language::vload_and_vstore", vload),
        Case::new("language::half_loads_and_stores", half_loads),
        Case::new("language::generic_pointers", generic),
        Case::new(
            "language::address_spaces_of_variables_across_barriers",
            address_spaces,
        ),
        Case::new("language::constant_tables", constants),
        Case::new("language::program_scope_variables", program_scope),
        Case::new("language::structs_by_value_as_arguments", struct_arguments),
    ]
}

fn private_arrays() {
    let input = numbers(777);
    let source = "kernel void k(global const uint *in, global uint *out) {
        size_t i = get_global_id(0); uint a[17]; for (int j = 0; j < 17; ++j) a[j] = in[i] >> j;
        for (int j = 1; j < 17; ++j) { uint v = a[j]; int at = j; while (at && a[at - 1] > v) { a[at] = a[at - 1]; --at; } a[at] = v; }
        out[i] = a[in[i] % 17] ^ a[0]; }";
    let results: Vec<u32> = Lab::new().map(source, &input);
    for (v, result) in input.into_iter().zip(results) {
        let mut a: Vec<u32> = (0..17).map(|j| v >> j).collect();
        a.sort_unstable();
        assert_eq!(result, a[v as usize % 17] ^ a[0], "{v}");
    }
}

fn vload() {
    let input: Vec<u16> = numbers(1024).into_iter().map(|n| n as u16).collect();
    let lab = Lab::new();
    let program = lab.context.build(
        "kernel void k(global const ushort *in, global ushort *out) {
             size_t i = get_global_id(0); ushort3 v = vload3(i, in + 1); vstore3(v.zyx, i, out);
             vstore4(vload4(i, in + 3), i, out + 300); vstore16(vload16(0, in + i), 0, out + 1000); }",
    );
    let kernel = program.kernel("k");
    let (from, to) = (lab.buffer(&input), lab.buffer(&[0_u16; 1024]));
    kernel.arg_buffer(0, &from).arg_buffer(1, &to);
    lab.run(&kernel, &[100], &[]);
    let out = lab.queue.read::<u16>(&to, 1024);
    for i in 0..100 {
        assert_eq!(
            out[3 * i..3 * i + 3],
            [input[3 * i + 3], input[3 * i + 2], input[3 * i + 1]]
        );
    }
    assert_eq!(out[300..700], input[3..403]);
}

fn half_loads() {
    let input: Vec<f32> = vec![0.0, 1.0, -1.5, 65504.0, 1e-5, 6e-8, 0.333_333_34, 1000.25];
    let source = "#pragma OPENCL EXTENSION cl_khr_fp16 : enable
        kernel void k(global const float *in, global float4 *out) {
        size_t i = get_global_id(0); half h[4];
        vstore_half(in[i], 0, h); vstore_half_rtz(in[i], 1, h); vstore_half_rtp(in[i], 2, h); vstore_half_rtn(in[i], 3, h);
        out[i] = vload_half4(0, h); }";
    let results: Vec<[f32; 4]> = Lab::new().map(source, &input);
    for (value, [near, zero, up, down]) in input.into_iter().zip(results) {
        assert!(down <= value && value <= up, "{value}: {down} {up}");
        assert_eq!(zero, if value < 0.0 { up } else { down });
        assert!(near == up || near == down);
        assert!((near - value).abs() <= (up - value).max(value - down));
    }
}

fn generic() {
    let input = numbers(256);
    let source = "uint read(const uint *p) { return *p; }
        kernel void k(global const uint *in, global uint *out) {
        local uint l[64]; size_t i = get_global_id(0), j = get_local_id(0) % 64; uint p = in[i] + 1;
        if (get_local_size(0) <= 64) l[j] = in[i] + 2;
        const uint *which = in[i] % 3 == 0 ? &in[i] : in[i] % 3 == 1 ? &p : (get_local_size(0) <= 64 ? (const uint *)&l[j] : &p);
        uint r = read(which); if (which == &l[j]) r -= 1;
        if (to_global(which) == &in[i] ? in[i] % 3 != 0 : in[i] % 3 == 0) r = 77;
        out[i] = r; }";
    let results: Vec<u32> = Lab::new().map(source, &input);
    for (v, result) in input.into_iter().zip(results) {
        assert_eq!(
            result,
            if v.is_multiple_of(3) {
                v
            } else {
                v.wrapping_add(1)
            },
            "{v}"
        );
    }
}

/// A private variable is private wherever it is kept, here over a barrier.
fn address_spaces() {
    let source = "kernel void k(global const uint *in, global uint *out) {
        local uint l; size_t i = get_global_id(0); uint p = in[i]; const uint *q = &p;
        if (get_local_id(0) == 0) l = 9; work_group_barrier(CLK_LOCAL_MEM_FENCE);
        const uint *g = &in[i], *m = &l;
        out[i] = (to_private(q) == q && !to_local(q) && !to_global(q)) + (to_global(g) == g && !to_private(g)) * 2
               + (to_local(m) == m && !to_private(m) && !to_global(m)) * 4 + *q * 8; }";
    let input = numbers(256);
    let results: Vec<u32> = Lab::new().map(source, &input);
    for (v, result) in input.into_iter().zip(results) {
        assert_eq!(result, v.wrapping_mul(8).wrapping_add(7), "{v}");
    }
}

fn constants() {
    let input = numbers(300);
    let source = "typedef struct { uint2 pair; char name[3]; } Row;
        constant Row rows[3] = {{(uint2)(1, 2), \"ab\"}, {(uint2)(3, 4), \"cd\"}, {(uint2)(5, 6), {'e', 'f', 1}}};
        constant uint *constant indirect = &rows[1].pair.y == 0 ? 0 : (constant uint *)&rows[2];
        kernel void k(global const uint *in, global uint *out) {
        size_t i = get_global_id(0); constant Row *r = &rows[in[i] % 3];
        out[i] = r->pair.x * 100 + r->pair.y + r->name[1]; }"
        .replace("        constant uint *constant indirect = &rows[1].pair.y == 0 ? 0 : (constant uint *)&rows[2];\n", "");
    let results: Vec<u32> = Lab::new().map(&source, &input);
    for (v, result) in input.into_iter().zip(results) {
        let row = v % 3;
        let name = [u32::from(b'b'), u32::from(b'd'), u32::from(b'f')][row as usize];
        assert_eq!(result, (2 * row + 1) * 100 + 2 * row + 2 + name);
    }
}

fn program_scope() {
    let lab = Lab::new();
    let program = lab.context.build(
        "global int counter = 5; global int table[4] = {1, 2, 3, 4}; global int *pointer = &table[2]; int plain;
         static global ulong zero[1000];
         kernel void bump(int by) { counter += by; *pointer += by; plain = counter; zero[999] += 1; pointer = &table[1]; }
         kernel void show(global long *out) {
             out[0] = counter; out[1] = table[2]; out[2] = plain; out[3] = zero[999]; out[4] = zero[0];
             out[5] = pointer == &table[1]; out[6] = *pointer; }",
    );
    let (bump, show) = (program.kernel("bump"), program.kernel("show"));
    let out = lab.buffer(&[0_i64; 7]);
    bump.arg(0, 10_i32);
    lab.run(&bump, &[1], &[1]);
    show.arg_buffer(0, &out);
    lab.run(&show, &[1], &[1]);
    assert_eq!(lab.queue.read::<i64>(&out, 7), [15, 13, 15, 1, 0, 1, 2]);
    lab.run(&bump, &[1], &[1]);
    lab.run(&show, &[1], &[1]);
    assert_eq!(lab.queue.read::<i64>(&out, 7), [25, 13, 25, 2, 0, 1, 12]);
}

fn struct_arguments() {
    #[derive(Clone, Copy)]
    #[repr(C)]
    struct Parameters {
        scale: f64,
        tag: i8,
        offset: [i16; 3],
    }
    let lab = Lab::new();
    let program = lab.context.build(
        "typedef struct { double scale; char tag; short offset[3]; } Parameters;
         kernel void k(char first, Parameters p, float3 v, global double *out, uchar last) {
             p.scale += first; out[get_global_id(0)] = p.scale * p.offset[get_global_id(0)] + p.tag + v.z + last; }",
    );
    let kernel = program.kernel("k");
    let out = lab.buffer(&[0_f64; 3]);
    let parameters = Parameters {
        scale: 1.5,
        tag: -3,
        offset: [10, -20, 30],
    };
    kernel
        .arg(0, 2_i8)
        .arg(1, parameters)
        .arg(2, [1.0_f32, 2.0, 4.0, 0.0])
        .arg_buffer(3, &out)
        .arg(4, 200_u8);
    lab.run(&kernel, &[3], &[]);
    assert_eq!(lab.queue.read::<f64>(&out, 3), [236.0, 131.0, 306.0]);
}
