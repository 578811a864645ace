//! Vectors of `double` divided by constants, which are products where that is exact.

use crate::{Program, compile_request, levels, pointer};
use mirrorcl_compiler::handle;
use mirrorcl_protocol::{Outcome, Request};

#[test]
fn quotients_by_constants_are_rounded_once() {
    let divisors = [
        "25.0",
        "3.0",
        "49.0",
        "-7.0",
        "0.1",
        "0x1.b27247aff148fp-2",
        "1e-9",
        "1e30",
        "0x1.fffffffffffffp0",
        "1e200",
    ];
    let statements: String = (0..divisors.len())
        .map(|n| format!("o[{n}] = a[i] / {};", divisors[n]))
        .collect();
    let source = format!(
        "kernel void all(global const double *a, global double *r) {{\n\
           size_t i = get_global_id(0); global double *o = r + {} * i; {statements} }}\n",
        divisors.len()
    );
    let values = divisors.map(|text| match text {
        "0x1.b27247aff148fp-2" => f64::from_bits(0x3fdb_2724_7aff_148f),
        "0x1.fffffffffffffp0" => 2.0 - f64::EPSILON,
        _ => text.parse().unwrap(),
    });
    for cpu in levels() {
        let mut request = compile_request(&source, "-cl-std=CL3.0");
        request.target.cpu = cpu.into();
        let reply = handle(&Request::Build(request));
        let Outcome::Success(product) = reply.outcome else {
            panic!("{cpu}: {}", reply.log)
        };
        let mut a = dividends();
        let mut r = vec![0_f64; values.len() * a.len()];
        let groups = (a.len() / 64) as u64;
        Program::load(product).run("all", &[&pointer(&mut a), &pointer(&mut r)], groups, 64);
        for (x, quotients) in a.iter().zip(r.chunks(values.len())) {
            for (by, got) in values.iter().zip(quotients) {
                let want = x / by;
                let same = got.to_bits() == want.to_bits() || got.is_nan() && want.is_nan();
                assert!(same, "{cpu}: {x:e} / {by:e}: {got:e}, not {want:e}");
            }
        }
    }
}

/// Groups of 64: numbers of one size, of all sizes, and such with others among them.
fn dividends() -> Vec<f64> {
    let specials = [
        0.0,
        -0.0,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NAN,
        f64::MIN_POSITIVE,
        5e-324,
        -1e-310,
        f64::MAX,
        1e-290,
        1e-240,
        1e240,
    ];
    let mut state = 1_u64;
    let mut random = move || {
        state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
        state >> 1 & !3 | state >> 62
    };
    (0..64 * 64)
        .map(|place| {
            let bits = random();
            match place / 64 % 4 {
                0 => f64::from_bits(1.0_f64.to_bits() | bits >> 11),
                1 => f64::from_bits(bits << 1),
                2 if place % 8 == 3 => specials[place / 8 % specials.len()],
                // Multiples of constants have quotients that are exact.
                _ => (bits >> 40) as f64 * 25.0 * 49.0,
            }
        })
        .collect()
}
