//! One function of mathematics per element.

use crate::case::Case;
use crate::data;
use crate::metric::Metric;

pub(super) fn metrics() -> Vec<Metric> {
    vec![
        Metric::kernel("kernel/maps/sin f32 1M", sin),
        Metric::kernel("kernel/maps/cos f32, large arguments, 1M", cos),
        Metric::kernel("kernel/maps/exp f32 1M", exp),
        Metric::kernel("kernel/maps/log f32 1M", log),
        Metric::kernel("kernel/maps/pow f32 1M", pow),
        Metric::kernel("kernel/maps/erf f32 1M", erf),
        Metric::kernel("kernel/maps/sqrt f32 2M", sqrt),
        Metric::kernel("kernel/maps/atan2 f32 1M", atan2),
        Metric::kernel("kernel/maps/native_exp f32 2M", native_exp),
        Metric::kernel("kernel/maps/exp f64 512k", exp_double),
        Metric::kernel("kernel/maps/sin f64 512k", sin_double),
        Metric::kernel("kernel/maps/log f64 512k", log_double),
        Metric::kernel("kernel/maps/tanh f32 1M", tanh),
        Metric::kernel("kernel/maps/powr f32 1M", powr),
        Metric::kernel("kernel/maps/native_log f32 2M", native_log),
        Metric::kernel("kernel/maps/native_sin f32 2M", native_sin),
        Metric::kernel("kernel/maps/native_powr f32 2M", native_powr),
        Metric::kernel("kernel/maps/pow f64 512k", pow_double),
        Metric::kernel("kernel/maps/erf f64 512k", erf_double),
        Metric::kernel("kernel/maps/tanh f64 512k", tanh_double),
        Metric::kernel("kernel/maps/asinh f64 512k", asinh_double),
        Metric::kernel("kernel/maps/acosh f64 512k", acosh_double),
        Metric::kernel("kernel/maps/polynomial of 16 f32 1M", polynomial),
        Metric::kernel("kernel/maps/polynomial of 16 f64 512k", polynomial_double),
    ]
}

const N: usize = 1 << 20;

macro_rules! map {
    ($name:ident, f32 to $tolerance:literal, $n:expr, $low:expr, $high:expr, $cl:literal, $c:literal, $host:expr) => {
        fn $name() -> Case {
            let input = data::floats($n, $low, $high);
            let host: fn(f64) -> f64 = $host;
            let expected: Vec<f32> = input.iter().map(|&x| host(f64::from(x)) as f32).collect();
            Case::new(
                concat!(
                    "kernel void k(global const float *in, global float *out) { size_t i = get_global_id(0); float x = in[i]; out[i] = ",
                    $cl, "; }"
                ),
                &[$n],
            )
            .buffer(&input)
            .filled(0.0_f32, $n)
            .gives(1, &expected, $tolerance)
            .native(
                $n,
                concat!(
                    "void k(void *const *a, long begin, long end) { ARRAY(float, in, 0); ARRAY(float, out, 1);
                        for (long i = begin; i < end; ++i) { float x = in[i]; out[i] = ",
                    $c, "; } }"
                ),
            )
        }
    };
    ($name:ident, f64 to $tolerance:literal, $n:expr, $low:expr, $high:expr, $cl:literal, $c:literal, $host:expr) => {
        fn $name() -> Case {
            let input = data::doubles($n, $low, $high);
            let host: fn(f64) -> f64 = $host;
            let expected: Vec<f64> = input.iter().map(|&x| host(x)).collect();
            Case::new(
                concat!(
                    "kernel void k(global const double *in, global double *out) { size_t i = get_global_id(0); double x = in[i]; out[i] = ",
                    $cl, "; }"
                ),
                &[$n],
            )
            .buffer(&input)
            .filled(0.0_f64, $n)
            .gives(1, &expected, $tolerance)
            .native(
                $n,
                concat!(
                    "void k(void *const *a, long begin, long end) { ARRAY(double, in, 0); ARRAY(double, out, 1);
                        for (long i = begin; i < end; ++i) { double x = in[i]; out[i] = ",
                    $c, "; } }"
                ),
            )
        }
    };
}

map!(sin, f32 to 1e-5, N, -3.0, 3.0, "sin(x)", "sinf(x)", f64::sin);
map!(cos, f32 to 1e-5,
    N,
    -30000.0,
    30000.0,
    "cos(x)",
    "cosf(x)",
    f64::cos
);
map!(exp, f32 to 1e-5, N, -10.0, 10.0, "exp(x)", "expf(x)", f64::exp);
map!(log, f32 to 1e-5, N, 0.001, 1000.0, "log(x)", "logf(x)", f64::ln);
map!(pow, f32 to 1e-5,
    N,
    0.1,
    10.0,
    "pow(x, 2.7f)",
    "powf(x, 2.7f)",
    |x| x.powf(f64::from(2.7_f32))
);
map!(sqrt, f32 to 1e-5,
    2 * N,
    0.0,
    1000.0,
    "sqrt(x)",
    "sqrtf(x)",
    f64::sqrt
);
map!(atan2, f32 to 1e-5,
    N,
    -2.0,
    2.0,
    "atan2(x, 1.5f - x)",
    "atan2f(x, 1.5f - x)",
    |x| x.atan2(f64::from(1.5 - x as f32))
);
map!(native_exp, f32 to 1e-3,
    2 * N,
    -2.0,
    2.0,
    "native_exp(x)",
    "expf(x)",
    f64::exp
);
map!(tanh, f32 to 1e-5,
    N,
    -3.0,
    3.0,
    "tanh(x)",
    "tanhf(x)",
    f64::tanh
);
map!(powr, f32 to 1e-5,
    N,
    0.1,
    10.0,
    "powr(x, 2.7f)",
    "powf(x, 2.7f)",
    |x| x.powf(f64::from(2.7_f32))
);
map!(native_log, f32 to 1e-3,
    2 * N,
    2.0,
    1000.0,
    "native_log(x)",
    "logf(x)",
    f64::ln
);
map!(native_sin, f32 to 1e-3,
    2 * N,
    -3.0,
    3.0,
    "native_sin(x)",
    "sinf(x)",
    f64::sin
);
map!(native_powr, f32 to 1e-3,
    2 * N,
    0.1,
    10.0,
    "native_powr(x, 2.7f)",
    "powf(x, 2.7f)",
    |x| x.powf(f64::from(2.7_f32))
);
map!(pow_double, f64 to 1e-13,
    N / 2,
    0.1,
    10.0,
    "pow(x, 2.7)",
    "pow(x, 2.7)",
    |x| x.powf(2.7)
);
map!(tanh_double, f64 to 1e-14,
    N / 2,
    -3.0,
    3.0,
    "tanh(x)",
    "tanh(x)",
    f64::tanh
);
map!(asinh_double, f64 to 1e-13,
    N / 2,
    -10.0,
    10.0,
    "asinh(x)",
    "asinh(x)",
    f64::asinh
);
map!(acosh_double, f64 to 1e-13,
    N / 2,
    1.5,
    10.0,
    "acosh(x)",
    "acosh(x)",
    f64::acosh
);
map!(exp_double, f64 to 1e-14,
    N / 2,
    -10.0,
    10.0,
    "exp(x)",
    "exp(x)",
    f64::exp
);
map!(sin_double, f64 to 1e-14,
    N / 2,
    -3.0,
    3.0,
    "sin(x)",
    "sin(x)",
    f64::sin
);
map!(log_double, f64 to 1e-14,
    N / 2,
    0.001,
    1000.0,
    "log(x)",
    "log(x)",
    f64::ln
);

/// The error function by its series: enough for arguments below 3.
fn error_function(x: f64) -> f64 {
    let mut term = x;
    let mut sum = x;
    for n in 1..60 {
        term *= -x * x / f64::from(n);
        sum += term / f64::from(2 * n + 1);
    }
    sum * std::f64::consts::FRAC_2_SQRT_PI
}

map!(erf_double, f64 to 1e-11,
    N / 2,
    -3.0,
    3.0,
    "erf(x)",
    "erf(x)",
    error_function
);
map!(erf, f32 to 1e-5, N, -3.0, 3.0, "erf(x)", "erff(x)", error_function);

/// Horner's scheme of 16 coefficients 1, 1/2, 1/3 ….
fn horner(x: f64) -> f64 {
    (1..=16)
        .rev()
        .fold(0.0, |sum, n| sum * x + 1.0 / f64::from(n))
}

fn polynomial() -> Case {
    let input = data::floats(N, -1.0, 1.0);
    let coefficients: Vec<f32> = (1..=16).map(|n| 1.0 / n as f32).collect();
    let expected: Vec<f32> = input.iter().map(|&x| horner(f64::from(x)) as f32).collect();
    Case::new(
        "kernel void k(global const float *in, global float *out, constant float *c) {
            size_t i = get_global_id(0); float x = in[i], s = 0; for (int n = 15; n >= 0; --n) s = fma(s, x, c[n]); out[i] = s; }",
        &[N],
    )
    .buffer(&input)
    .filled(0.0_f32, N)
    .buffer(&coefficients)
    .gives(1, &expected, 1e-5)
}

fn polynomial_double() -> Case {
    let input = data::doubles(N / 2, -1.0, 1.0);
    let coefficients: Vec<f64> = (1..=16).map(|n| 1.0 / f64::from(n)).collect();
    let expected: Vec<f64> = input.iter().map(|&x| horner(x)).collect();
    Case::new(
        "kernel void k(global const double *in, global double *out, constant double *c) {
            size_t i = get_global_id(0); double x = in[i], s = 0; for (int n = 15; n >= 0; --n) s = fma(s, x, c[n]); out[i] = s; }",
        &[N / 2],
    )
    .buffer(&input)
    .filled(0.0_f64, N / 2)
    .buffer(&coefficients)
    .gives(1, &expected, 1e-13)
}
