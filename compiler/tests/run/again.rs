//! Kernels compiled again, for one local size or for the values of arguments.

use super::{Program, build_with, compile_request};
use mirrorcl_compiler::handle;
use mirrorcl_protocol::{FixedArg, Outcome, Reply, Request, ShapesCode, SpecialiseRequest};

#[test]
fn a_kernel_is_compiled_again_for_one_local_size() {
    let source = "global int data = 7;\
        \nkernel void other(global int *p) { p[0] = data; }\
        \nkernel void k(global int *p, local int *l) {\
        \n  size_t j = get_local_id(0), n = get_local_size(0);\
        \n  l[j] = j * data; barrier(CLK_LOCAL_MEM_FENCE); p[get_global_id(0)] = l[n - 1 - j] + n; }";
    let request = compile_request(source, "-cl-std=CL3.0");
    let again = |kernel: &str, program: Request| {
        handle(&Request::Specialise(SpecialiseRequest {
            program: Box::new(program),
            kernel: kernel.into(),
            local_size: Some([24, 1, 1]),
            fixed: Vec::new(),
        }))
    };
    let whole = Program::build(source);
    let reply = again("k", Request::Build(request.clone()));
    let Outcome::Success(product) = reply.outcome else {
        panic!("{}", reply.log)
    };
    let mut program = Program::load(product);
    assert_eq!(program.info.data, whole.info.data);
    assert_eq!(program.info.kernels.len(), 1);
    let (one, same) = (&program.info.kernels[0], &whole.info.kernels[1]);
    assert_eq!((&one.name, &one.args), (&same.name, &same.args));
    let mut out = [0_i32; 48];
    let pointer = (out.as_mut_ptr() as u64).to_le_bytes();
    program.run("k", &[&pointer, &96_u64.to_le_bytes()], 2, 24);
    let expected: Vec<i32> = (0..48).map(|index| (23 - index % 24) * 7 + 24).collect();
    assert_eq!(out[..], expected);
    let missing = again("nothing", Request::Build(request.clone()));
    assert_eq!(missing.log, "error: the program has no kernel 'nothing'\n");
    let object = again("k", Request::Compile(request));
    assert_eq!(object.outcome, Outcome::Failure);
}

/// Which arguments of the first kernel code may be made for.
fn shaping(source: &str) -> Vec<ShapesCode> {
    let program = Program::build(source);
    let args = program.info.kernels[0].args.iter();
    args.map(|arg| arg.shapes_code).collect()
}

#[test]
fn arguments_shape_code_that_loop_divide_or_decide() {
    let source = "kernel void k(global int *p, int bound, int guard, int divisor, int scale, int mode, float f, long count, char start) {
        int g = get_global_id(0), sum = 0;
        if (g >= guard) return;
        for (int i = 0; i < bound * 2; ++i) sum += p[i * scale + g];
        for (int i = g; i < g + (int)(count / 8); ++i) sum ^= p[i];
        if (mode == 3) sum += p[sum & 15] * f;
        p[g] = sum % divisor + start; }";
    use ShapesCode::{Always, IfSmall, Never};
    let expected = [
        Never, IfSmall, Never, Always, Never, Always, Never, IfSmall, Never,
    ];
    assert_eq!(shaping(source), expected);
    assert_eq!(
        shaping("kernel void k(global int *p, int n) { p[n] += n; }"),
        [Never; 2]
    );
}

#[test]
fn a_kernel_is_compiled_again_for_arguments() {
    let source = "kernel void other(global int *p, int n) { p[0] = n; }\
        \nkernel void k(global int *p, char c, int n, long d) {\
        \n  int sum = 0; for (int i = 0; i < n; ++i) sum += (p[get_global_id(0)] + i) % (int)d;\
        \n  p[get_global_id(0)] = sum * c; }";
    let again = |fixed: &[(u32, &[u8])]| {
        let fixed = fixed.iter().map(|(index, value)| FixedArg {
            index: *index,
            value: value.to_vec(),
        });
        handle(&Request::Specialise(SpecialiseRequest {
            program: Box::new(Request::Build(compile_request(source, "-cl-std=CL3.0"))),
            kernel: "k".into(),
            local_size: None,
            fixed: fixed.collect(),
        }))
    };
    let (c, n, d) = ([0xfd], 5_i32.to_le_bytes(), (-7_i64).to_le_bytes());
    let run = |reply: Reply, n: [u8; 4]| {
        let Outcome::Success(product) = reply.outcome else {
            panic!("{}", reply.log)
        };
        let mut out: Vec<i32> = (-20..60).collect();
        let pointer = (out.as_mut_ptr() as u64).to_le_bytes();
        Program::load(product).run("k", &[&pointer, &c, &n, &d], 4, 20);
        out
    };
    let whole = build_with(source, "-cl-std=CL3.0");
    let expected: Vec<i32> = (-20..60)
        .map(|v| (0..5).map(|i| (v + i) % -7).sum::<i32>() * -3)
        .collect();
    assert_eq!(run(whole, n), expected);
    assert_eq!(run(again(&[(2, &n)]), n), expected);
    assert_eq!(run(again(&[(1, &c), (2, &n), (3, &d)]), n), expected);
    // The value is in the code: what the block says does not matter.
    assert_eq!(run(again(&[(3, &d), (2, &n)]), [0; 4]), expected);
    for (wrong, text) in [
        ((4, &n[..]), "argument 4 is no integer of 4 bytes"),
        ((0, &d[..]), "argument 0 is no integer of 8 bytes"),
        ((2, &d[..]), "argument 2 is no integer of 8 bytes"),
    ] {
        let reply = again(&[wrong]);
        assert_eq!(reply.outcome, Outcome::Failure);
        assert!(reply.log.contains(text), "{}", reply.log);
    }
}

/// Launches with code made for their arguments give what those before gave, to the last bit.
#[test]
fn divisors_that_are_constants_for_some_launches_divide() {
    let source = "kernel void k(global float *p, int n) {\
        \n  float sum = 0; for (int i = 0; i < n; ++i) sum += p[get_global_id(0)] + i;\
        \n  p[get_global_id(0)] = sum / (float)n; }";
    let n = 7_i32.to_le_bytes();
    let reply = handle(&Request::Specialise(SpecialiseRequest {
        program: Box::new(Request::Build(compile_request(source, "-cl-std=CL3.0"))),
        kernel: "k".into(),
        local_size: None,
        fixed: vec![FixedArg {
            index: 1,
            value: n.to_vec(),
        }],
    }));
    let Outcome::Success(product) = reply.outcome else {
        panic!("{}", reply.log)
    };
    let run = |mut program: Program| {
        let mut values: Vec<f32> = (0..80).map(|value| value as f32 * 0.3).collect();
        let pointer = (values.as_mut_ptr() as u64).to_le_bytes();
        program.run("k", &[&pointer, &n], 4, 20);
        values
    };
    assert_eq!(run(Program::load(product)), run(Program::build(source)));
}
