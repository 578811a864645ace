//! Functions of extensions, and what a device says of them.

use super::numbers;
use crate::case::Case;
use mirrorcl_conformance::cl;
use mirrorcl_conformance::cl::{Device, info_vec};
use mirrorcl_conformance::lab::Lab;
use opencl_sys::*;
use std::ffi::{CStr, c_char};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("language::bit_operations", bit_operations),
        Case::new("language::dot_products", dot_products),
        Case::new("language::float_atomics", float_atomics),
        Case::new("language::expect_and_assume", expect_and_assume),
        Case::new("language::queries_of_extensions", queries),
    ]
}

/// `cl_khr_extended_bit_ops`.
fn bit_operations() {
    let input: Vec<[u32; 4]> = numbers(4000)
        .chunks(4)
        .map(|c| [c[0], c[1], c[2] & 31, c[3] & 31])
        .filter(|[_, _, offset, count]| offset + count <= 32)
        .collect();
    let source = "#ifndef cl_khr_extended_bit_ops
        #error no cl_khr_extended_bit_ops
        #endif
        kernel void k(global const uint4 *in, global uint4 *out) {
        size_t i = get_global_id(0); uint4 v = in[i];
        out[i] = (uint4)(bit_reverse(v.x), bitfield_insert(v.x, v.y, v.z, v.w),
                         bitfield_extract_unsigned(v.x, v.z, v.w), as_uint(bitfield_extract_signed(v.x, v.z, v.w))); }";
    let results: Vec<[u32; 4]> = Lab::new().map(source, &input);
    for ([x, y, offset, count], result) in input.into_iter().zip(results) {
        let mask = ((1_u64 << count) - 1) as u32;
        let field = (u64::from(x) >> offset) as u32 & mask;
        let sign = if count > 0 && field >> (count - 1) & 1 == 1 {
            !mask
        } else {
            0
        };
        let shifted = ((u64::from(mask)) << offset) as u32;
        let inserted = x & !shifted | ((u64::from(y) << offset) as u32 & shifted);
        let expected = [x.reverse_bits(), inserted, field, field | sign];
        assert_eq!(result, expected, "{x:#x} {y:#x} {offset} {count}");
    }
}

/// `cl_khr_integer_dot_product`.
fn dot_products() {
    let mut input: Vec<[u32; 4]> = numbers(4000)
        .chunks(4)
        .map(|c| [c[0], c[1], c[2], 0])
        .collect();
    // Sums that saturate.
    input.extend([
        [u32::MAX, u32::MAX, u32::MAX - 9, 0],
        [0x7f7f_7f7f, 0x7f7f_7f7f, i32::MAX as u32 - 9, 0],
        [0x8080_8080, 0x7f7f_7f7f, i32::MIN as u32 + 9, 0],
    ]);
    let source = "#if !defined(cl_khr_integer_dot_product) || !defined(__opencl_c_integer_dot_product_input_4x8bit)
        #error no dot products
        #endif
        kernel void k(global const uint4 *in, global uint8 *out) {
        size_t i = get_global_id(0); uint4 v = in[i]; int sum = as_int(v.z);
        out[i] = (uint8)(dot(as_uchar4(v.x), as_uchar4(v.y)), as_uint(dot(as_char4(v.x), as_char4(v.y))),
                         as_uint(dot_4x8packed_us_int(v.x, v.y)), as_uint(dot_4x8packed_su_int(v.x, v.y)),
                         dot_acc_sat(as_uchar4(v.x), as_uchar4(v.y), v.z), as_uint(dot_acc_sat_4x8packed_ss_int(v.x, v.y, sum)),
                         as_uint(dot_acc_sat(as_uchar4(v.x), as_char4(v.y), sum)), dot_4x8packed_uu_uint(v.x, v.y)); }";
    let results: Vec<[u32; 8]> = Lab::new().map(source, &input);
    for ([x, y, z, _], result) in input.into_iter().zip(results) {
        let unsigned = |word: u32| word.to_le_bytes().map(i64::from);
        let signed = |word: u32| word.to_le_bytes().map(|byte| i64::from(byte as i8));
        let dot = |a: [i64; 4], b: [i64; 4]| a.iter().zip(b).map(|(a, b)| a * b).sum::<i64>();
        let uu = dot(unsigned(x), unsigned(y));
        let ss = dot(signed(x), signed(y));
        let us = dot(unsigned(x), signed(y));
        let su = dot(signed(x), unsigned(y));
        let saturated = |value: i64| value.clamp(i32::MIN.into(), i32::MAX.into()) as u32;
        let sum = i64::from(z as i32);
        let expected = [
            uu as u32,
            ss as u32,
            us as u32,
            su as u32,
            (uu + i64::from(z)).min(u32::MAX.into()) as u32,
            saturated(ss + sum),
            saturated(us + sum),
            uu as u32,
        ];
        assert_eq!(result, expected, "{x:#x} {y:#x} {z:#x}");
    }
}

/// `cl_ext_float_atomics`: all work-items at one place, in global and in local memory.
fn float_atomics() {
    let lab = Lab::new();
    let program = lab.context.build(
        "#if !defined(cl_ext_float_atomics) || !defined(__opencl_c_ext_fp64_local_atomic_min_max)
        #error no float atomics
        #endif
        #define KERNEL(T, name) \\
        kernel void name(global atomic_##T *a) { \\
            local atomic_##T sum; \\
            T x = (T)get_global_id(0); \\
            if (get_local_id(0) == 0) atomic_init(&sum, (T)0); \\
            barrier(CLK_LOCAL_MEM_FENCE); \\
            atomic_fetch_add(&sum, x); \\
            atomic_fetch_add(&a[0], x); \\
            atomic_fetch_sub_explicit(&a[1], x, memory_order_relaxed, memory_scope_device); \\
            atomic_fetch_min(&a[2], -x); \\
            atomic_fetch_max_explicit(&a[3], x, memory_order_relaxed); \\
            barrier(CLK_LOCAL_MEM_FENCE); \\
            if (get_local_id(0) == 0) atomic_fetch_add(&a[4], atomic_load(&sum)); \\
        }
        KERNEL(float, of_float)
        KERNEL(double, of_double)",
    );
    let total = (0..2048).sum::<i32>();
    let singles = lab.buffer(&[0_f32; 5]);
    let kernel = program.kernel("of_float");
    kernel.arg_buffer(0, &singles);
    lab.run(&kernel, &[2048], &[64]);
    // Below 2^24, so that every order of additions is exact.
    let sum = total as f32;
    let expected = [sum, -sum, -2047.0, 2047.0, sum];
    assert_eq!(lab.queue.read::<f32>(&singles, 5), expected);
    let doubles = lab.buffer(&[0_f64; 5]);
    let kernel = program.kernel("of_double");
    kernel.arg_buffer(0, &doubles);
    lab.run(&kernel, &[2048], &[64]);
    let expected = expected.map(f64::from);
    assert_eq!(lab.queue.read::<f64>(&doubles, 5), expected);
}

/// `cl_khr_expect_assume`, as clang offers it to OpenCL C.
fn expect_and_assume() {
    let source = "kernel void k(global const uint *in, global uint *out) {
        size_t i = get_global_id(0); uint x = in[i] & 255;
        __builtin_assume(x < 256);
        if (__builtin_expect(x > 250, 0)) x = 1000;
        out[i] = x / 2; }";
    let input = numbers(2000);
    let results: Vec<u32> = Lab::new().map(source, &input);
    for (input, result) in input.into_iter().zip(results) {
        let x = input & 255;
        assert_eq!(result, if x > 250 { 500 } else { x / 2 });
    }
}

fn queries() {
    let device = Device::first();
    let list = |name| {
        info_vec::<usize>(|size, value, ret| cl!(clGetDeviceInfo(device.0, name, size, value, ret)))
    };
    let texts = |name| -> Vec<String> {
        let text = |&address: &usize| {
            let text = std::ptr::with_exposed_provenance::<c_char>(address);
            // SAFETY: the driver's texts end with NUL and stay.
            let text = unsafe { CStr::from_ptr(text) };
            text.to_str().expect("UTF-8").to_owned()
        };
        list(name).iter().map(text).collect()
    };
    let sets = texts(CL_DEVICE_SPIRV_EXTENDED_INSTRUCTION_SETS_KHR);
    assert_eq!(sets, ["OpenCL.std"]);
    let extensions = texts(CL_DEVICE_SPIRV_EXTENSIONS_KHR);
    assert!(
        extensions
            .iter()
            .any(|name| name == "SPV_KHR_expect_assume")
    );
    let capabilities = info_vec::<u32>(|size, value, ret| {
        let name = CL_DEVICE_SPIRV_CAPABILITIES_KHR;
        cl!(clGetDeviceInfo(device.0, name, size, value, ret))
    });
    // Addresses and Kernel.
    assert!(capabilities.contains(&4) && capabilities.contains(&6));
    // CL_DEVICE_SINGLE_, DOUBLE_ and HALF_FP_ATOMIC_CAPABILITIES_EXT: all, all and none.
    for (name, all) in [(0x4231, 0x7_0007), (0x4232, 0x7_0007), (0x4233, 0)] {
        assert_eq!(device.info::<u64>(name), all);
    }
    assert_eq!(
        device.info::<u64>(CL_DEVICE_INTEGER_DOT_PRODUCT_CAPABILITIES_KHR),
        3
    );
    let name = CL_DEVICE_INTEGER_DOT_PRODUCT_ACCELERATION_PROPERTIES_8BIT_KHR;
    assert_eq!(device.info::<[cl_bool; 6]>(name), [0; 6]);
}
