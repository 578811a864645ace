//! BabelStream's five kernels in float and double.

use crate::case::Case;
use crate::data;
use crate::metric::Metric;

pub(super) fn metrics() -> Vec<Metric> {
    let families = [
        float_4m::metrics(),
        double_2m::metrics(),
        // BabelStream's own lengths.
        float_2m::metrics(),
        float_32m::metrics(),
        double_32m::metrics(),
    ];
    families.into_iter().flatten().collect()
}

macro_rules! stream {
    ($module:ident, $name:literal, $real:ident, $rust:ty, $length:expr, $random:path) => {
        mod $module {
            use super::*;

            pub(super) fn metrics() -> Vec<Metric> {
                vec![
                    Metric::kernel(concat!("kernel/stream/copy ", $name), copy),
                    Metric::kernel(concat!("kernel/stream/mul ", $name), mul),
                    Metric::kernel(concat!("kernel/stream/add ", $name), add),
                    Metric::kernel(concat!("kernel/stream/triad ", $name), triad),
                    Metric::kernel(concat!("kernel/stream/dot ", $name), dot),
                    Metric::kernel(concat!("kernel/stream/dot for a CPU ", $name), dot_for_cpu),
                ]
            }

            const N: usize = $length;
            const SIZE: usize = N * size_of::<$rust>();

            fn input() -> Vec<$rust> {
                $random(N, 0.0, 1.0)
            }

            fn copy() -> Case {
                let a = input();
                Case::new(
                    concat!(
                        "typedef ", stringify!($real), " T;
                        kernel void k(global const T *a, global T *c) { size_t i = get_global_id(0); c[i] = a[i]; }"
                    ),
                    &[N],
                )
                .buffer(&a)
                .filled::<$rust>(0.0, N)
                .gives(1, &a, 0.0)
                .moved(2 * SIZE)
                .native(
                    N,
                    concat!(
                        "typedef ", stringify!($real), " T;
                        void k(void *const *a, long begin, long end) {
                            ARRAY(T, from, 0); ARRAY(T, to, 1);
                            memcpy(to + begin, from + begin, (end - begin) * sizeof(T)); }"
                    ),
                )
            }

            fn mul() -> Case {
                let c = input();
                let expected: Vec<$rust> = c.iter().map(|c| 0.4 * c).collect();
                Case::new(
                    concat!(
                        "typedef ", stringify!($real), " T;
                        kernel void k(global T *b, global const T *c, T s) { size_t i = get_global_id(0); b[i] = s * c[i]; }"
                    ),
                    &[N],
                )
                .filled::<$rust>(0.0, N)
                .buffer(&c)
                .value::<$rust>(0.4)
                .gives(0, &expected, 1e-6)
                .moved(2 * SIZE)
                .native(
                    N,
                    concat!(
                        "typedef ", stringify!($real), " T;
                        void k(void *const *a, long begin, long end) {
                            ARRAY(T, b, 0); ARRAY(T, c, 1); VALUE(T, s, 2);
                            for (long i = begin; i < end; ++i) b[i] = s * c[i]; }"
                    ),
                )
            }

            fn add() -> Case {
                let a = input();
                let expected: Vec<$rust> = a.iter().map(|a| a + 0.5).collect();
                Case::new(
                    concat!(
                        "typedef ", stringify!($real), " T;
                        kernel void k(global const T *a, global const T *b, global T *c) {
                            size_t i = get_global_id(0); c[i] = a[i] + b[i]; }"
                    ),
                    &[N],
                )
                .buffer(&a)
                .filled::<$rust>(0.5, N)
                .filled::<$rust>(0.0, N)
                .gives(2, &expected, 1e-6)
                .moved(3 * SIZE)
                .native(
                    N,
                    concat!(
                        "typedef ", stringify!($real), " T;
                        void k(void *const *a, long begin, long end) {
                            ARRAY(T, x, 0); ARRAY(T, y, 1); ARRAY(T, c, 2);
                            for (long i = begin; i < end; ++i) c[i] = x[i] + y[i]; }"
                    ),
                )
            }

            fn triad() -> Case {
                let b = input();
                let expected: Vec<$rust> = b.iter().map(|b| b + 0.4 * 0.5).collect();
                Case::new(
                    concat!(
                        "typedef ", stringify!($real), " T;
                        kernel void k(global T *a, global const T *b, global const T *c, T s) {
                            size_t i = get_global_id(0); a[i] = b[i] + s * c[i]; }"
                    ),
                    &[N],
                )
                .filled::<$rust>(0.0, N)
                .buffer(&b)
                .filled::<$rust>(0.5, N)
                .value::<$rust>(0.4)
                .gives(0, &expected, 1e-6)
                .moved(3 * SIZE)
                .native(
                    N,
                    concat!(
                        "typedef ", stringify!($real), " T;
                        void k(void *const *a, long begin, long end) {
                            ARRAY(T, x, 0); ARRAY(T, b, 1); ARRAY(T, c, 2); VALUE(T, s, 3);
                            for (long i = begin; i < end; ++i) x[i] = b[i] + s * c[i]; }"
                    ),
                )
            }

            fn dot() -> Case {
                dot_of(256, 256)
            }

            /// As BabelStream shapes it on CPUs: a work-group for each compute unit, of two vectors.
            fn dot_for_cpu() -> Case {
                dot_of(std::thread::available_parallelism().map_or(1, usize::from), 16)
            }

            fn dot_of(groups: usize, local: usize) -> Case {
                let (a, b) = (input(), input());
                let sum: f64 = a.iter().zip(&b).map(|(&a, &b)| a as f64 * b as f64).sum();
                Case::new(
                    concat!(
                        "typedef ", stringify!($real), " T;
                        kernel void k(global const T *a, global const T *b, global T *sums, local T *l, uint n) {
                            size_t j = get_local_id(0); T sum = 0;
                            for (size_t i = get_global_id(0); i < n; i += get_global_size(0)) sum += a[i] * b[i];
                            l[j] = sum;
                            for (size_t s = get_local_size(0) / 2; s; s /= 2) {
                                barrier(CLK_LOCAL_MEM_FENCE); if (j < s) l[j] += l[j + s]; }
                            if (j == 0) sums[get_group_id(0)] = l[0]; }"
                    ),
                    &[groups * local],
                )
                .local(&[local])
                .buffer(&a)
                .buffer(&b)
                // The C has a sum for each of its 256 parts.
                .filled::<$rust>(0.0, 256)
                .local_memory(local * size_of::<$rust>())
                .value(N as u32)
                .adds_up(2, sum, 1e-3)
                .moved(2 * SIZE)
                .native(
                    256,
                    concat!(
                        "typedef ", stringify!($real), " T;
                        void k(void *const *a, long begin, long end) {
                            ARRAY(T, x, 0); ARRAY(T, y, 1); ARRAY(T, sums, 2); VALUE(uint, n, 4);
                            for (long g = begin; g < end; ++g) {
                                T sum = 0;
                                for (long i = g * (n / 256); i < (g + 1) * (n / 256); ++i) {
                                    _Pragma(\"clang fp reassociate(on)\") sum += x[i] * y[i]; }
                                sums[g] = sum; } }"
                    ),
                )
            }
        }
    };
}

stream!(float_4m, "f32 4M", float, f32, 4 << 20, data::floats);
stream!(double_2m, "f64 2M", double, f64, 2 << 20, data::doubles);
stream!(float_2m, "f32 2M", float, f32, 2 << 20, data::floats);
stream!(float_32m, "f32 32M", float, f32, 32 << 20, data::floats);
stream!(double_32m, "f64 32M", double, f64, 32 << 20, data::doubles);
