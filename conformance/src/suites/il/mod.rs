//! clCreateProgramWithIL beyond what clang's SPIR-V exercises (the language suite runs through that as well).

use crate::case::Case;
use mirrorcl_conformance::cl;
use mirrorcl_conformance::cl::{Program, info, info_vec};
use mirrorcl_conformance::lab::Lab;
use opencl_sys::*;

/// Assembled from `specialised.spvasm`.
const SPECIALISED: &[u8] = include_bytes!("specialised.spv");

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("il::specialisation_constants", specialisation),
        Case::new("il::specialisation_errors", specialisation_errors),
        Case::new("il::required_size_from_a_constant", required_size),
        Case::new("il::either_byte_order", byte_orders),
        Case::new("il::argument_info_is_absent_without_names", argument_info),
        Case::new("il::program_gives_its_il_back", round_trip),
        Case::new("il::compile_and_link_with_source", compile_and_link),
        Case::new("il::damaged_modules_are_refused", damaged),
    ]
}

fn program(lab: &Lab, module: &[u8]) -> Program {
    match Program::from_il(&lab.context, module) {
        Ok(program) => program,
        Err(code) => panic!("clCreateProgramWithIL gave {code}"),
    }
}

fn specialise(program: &Program, id: cl_uint, value: &[u8]) -> cl_int {
    cl!(clSetProgramSpecializationConstant(
        program.0,
        id,
        value.len(),
        value.as_ptr().cast()
    ))
}

/// What the kernel of `SPECIALISED` writes.
fn run(lab: &Lab, program: &Program, width: usize) -> Vec<i32> {
    assert_eq!(program.build_with(""), CL_SUCCESS, "{}", program.log());
    let kernel = program.kernel("k");
    let out = lab.buffer(&[-1_i32; 6]);
    kernel.arg_buffer(0, &out);
    lab.run(&kernel, &[width], &[width]);
    lab.queue.read(&out, 6)
}

fn specialisation() {
    let lab = Lab::new();
    assert_eq!(
        run(&lab, &program(&lab, SPECIALISED), 4),
        [3, 1, 2, 7, -5, 4]
    );
    let other = program(&lab, SPECIALISED);
    for (id, value) in [
        (7, &20_i32.to_le_bytes()[..]),
        (8, &[0]),
        (9, &(-7.75_f64).to_le_bytes()),
        (10, &300_i16.to_le_bytes()),
        (11, &16_u32.to_le_bytes()),
    ] {
        assert_eq!(specialise(&other, id, value), CL_SUCCESS, "constant {id}");
    }
    assert_eq!(run(&lab, &other, 16), [20, 0, -7, 41, 300, 16]);
}

fn specialisation_errors() {
    let lab = Lab::new();
    let il = program(&lab, SPECIALISED);
    assert_eq!(specialise(&il, 1000, &[0; 4]), CL_INVALID_SPEC_ID);
    assert_eq!(specialise(&il, 7, &[0; 8]), CL_INVALID_VALUE);
    assert_eq!(specialise(&il, 10, &[0; 4]), CL_INVALID_VALUE);
    let null = cl!(clSetProgramSpecializationConstant(
        il.0,
        7,
        4,
        std::ptr::null()
    ));
    assert_eq!(null, CL_INVALID_VALUE);
    let source = Program::from_source(&lab.context, "kernel void k(void) {}");
    assert_eq!(specialise(&source, 7, &[0; 4]), CL_INVALID_PROGRAM);
}

fn required_size() {
    let lab = Lab::new();
    let il = program(&lab, SPECIALISED);
    assert_eq!(specialise(&il, 11, &12_u32.to_le_bytes()), CL_SUCCESS);
    assert_eq!(il.build_with(""), CL_SUCCESS, "{}", il.log());
    let kernel = il.kernel("k");
    let size: [usize; 3] = info(|size, value, ret| {
        let name = CL_KERNEL_COMPILE_WORK_GROUP_SIZE;
        cl!(clGetKernelWorkGroupInfo(
            kernel.0,
            lab.device.0,
            name,
            size,
            value,
            ret
        ))
    });
    assert_eq!(size, [12, 1, 1]);
}

fn byte_orders() {
    let lab = Lab::new();
    let swapped: Vec<u8> = SPECIALISED
        .chunks(4)
        .flat_map(|word| word.iter().rev().copied())
        .collect();
    assert_eq!(run(&lab, &program(&lab, &swapped), 4), [3, 1, 2, 7, -5, 4]);
}

fn argument_info() {
    let lab = Lab::new();
    let il = program(&lab, SPECIALISED);
    assert_eq!(il.build_with(""), CL_SUCCESS, "{}", il.log());
    let kernel = il.kernel("k");
    let mut qualifier = 0_u32;
    let code = cl!(clGetKernelArgInfo(
        kernel.0,
        0,
        CL_KERNEL_ARG_ADDRESS_QUALIFIER,
        4,
        (&raw mut qualifier).cast(),
        std::ptr::null_mut()
    ));
    assert_eq!(code, CL_KERNEL_ARG_INFO_NOT_AVAILABLE);
}

fn round_trip() {
    let lab = Lab::new();
    let il = program(&lab, SPECIALISED);
    let name = CL_PROGRAM_IL;
    let back: Vec<u8> =
        info_vec(|size, value, ret| cl!(clGetProgramInfo(il.0, name, size, value, ret)));
    assert_eq!(back, SPECIALISED);
}

/// Both doors lead to objects that can be linked with each other.
fn compile_and_link() {
    let lab = Lab::new();
    let il = program(&lab, SPECIALISED);
    let source = Program::from_source(
        &lab.context,
        "kernel void other(global int *out) { out[get_global_id(0)] = 5; }",
    );
    for part in [&il, &source] {
        let code = cl!(clCompileProgram(
            part.0,
            0,
            std::ptr::null(),
            c"".as_ptr(),
            0,
            std::ptr::null(),
            std::ptr::null_mut(),
            None,
            std::ptr::null_mut()
        ));
        assert_eq!(code, CL_SUCCESS, "{}", part.log());
    }
    let mut code = 0;
    let parts = [il.0, source.0];
    let linked = Program(cl!(clLinkProgram(
        lab.context.0,
        0,
        std::ptr::null(),
        c"".as_ptr(),
        2,
        parts.as_ptr(),
        None,
        std::ptr::null_mut(),
        &raw mut code
    )));
    assert_eq!(code, CL_SUCCESS, "clLinkProgram");
    let (first, second) = (linked.kernel("k"), linked.kernel("other"));
    let out = lab.buffer(&[-1_i32; 6]);
    first.arg_buffer(0, &out);
    lab.run(&first, &[4], &[4]);
    assert_eq!(lab.queue.read::<i32>(&out, 6), [3, 1, 2, 7, -5, 4]);
    second.arg_buffer(0, &out);
    lab.run(&second, &[6], &[]);
    assert_eq!(lab.queue.read::<i32>(&out, 6), [5; 6]);
}

/// Modules cut short, or with a word that is not a sensible one, are errors of the call or of the build.
fn damaged() {
    let lab = Lab::new();
    for length in (0..SPECIALISED.len()).step_by(20) {
        if let Ok(program) = Program::from_il(&lab.context, &SPECIALISED[..length]) {
            // The rest of a module may be missing where nothing refers to it: then it has no kernel.
            assert!(program.build_with("") != CL_SUCCESS || program.try_kernel("k").is_err());
        }
    }
    for at in (5..SPECIALISED.len() / 4).step_by(7) {
        let mut module = SPECIALISED.to_vec();
        module[at * 4..at * 4 + 4].copy_from_slice(&0xFFFF_FFFF_u32.to_le_bytes());
        if let Ok(program) = Program::from_il(&lab.context, &module) {
            // Some words mean nothing to the kernel; whatever comes, the process lives on.
            let _ = program.build_with("");
        }
    }
    assert_eq!(
        run(&lab, &program(&lab, SPECIALISED), 4),
        [3, 1, 2, 7, -5, 4]
    );
}
