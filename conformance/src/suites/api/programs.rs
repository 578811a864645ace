//! Programs: builds, logs, compile and link, binaries.

use super::expect;
use crate::case::Case;
use mirrorcl_conformance::cl;
use mirrorcl_conformance::cl::{Context, Kernel, Program, info_text, info_vec};
use mirrorcl_conformance::lab::Lab;
use opencl_sys::*;
use std::ffi::CString;
use std::ptr;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("api::build_errors_have_a_log", build_errors),
        Case::new("api::build_options", options),
        Case::new("api::compile_and_link_with_headers", compile_and_link),
        Case::new("api::binaries_round_trip", binaries),
        Case::new(
            "api::binaries_that_are_not_ours_are_refused",
            foreign_binaries,
        ),
        Case::new("api::il_that_is_not_spirv_is_refused", foreign_il),
        Case::new("api::kernels_of_a_program", kernels),
        Case::new("api::concurrent_builds", concurrent),
    ]
}

fn build_errors() {
    let (context, _) = Context::first();
    let log = Program::build(
        &context,
        "kernel void k(global int *a) {\n  a[0] = undeclared_name;\n}",
        "",
    )
    .err();
    let log = log.expect("the build fails");
    assert!(
        log.contains("-11") && log.contains("undeclared_name") && log.contains(":2:"),
        "{log}"
    );
    let program = Program::from_source(&context, "kernel void k(void) {}");
    assert_eq!(
        program.try_kernel("k").err(),
        Some(CL_INVALID_PROGRAM_EXECUTABLE),
        "not built yet"
    );
    assert_eq!(
        program.build_with("-cl-no-such-option"),
        CL_INVALID_BUILD_OPTIONS
    );
    assert_eq!(program.build_with(""), CL_SUCCESS);
    assert_eq!(
        program.try_kernel("other").err(),
        Some(CL_INVALID_KERNEL_NAME)
    );
    let kernel = program.kernel("k");
    assert_eq!(
        program.build_with(""),
        CL_INVALID_OPERATION,
        "kernels are attached"
    );
    drop(kernel);
    assert_eq!(program.build_with("-w"), CL_SUCCESS);
    let mut code = 0;
    let none = cl!(clCreateProgramWithSource(
        context.0,
        0,
        ptr::null_mut(),
        ptr::null(),
        &raw mut code
    ));
    assert!(none.is_null() && code == CL_INVALID_VALUE);
}

fn options() {
    let lab = Lab::new();
    let source = "kernel void k(global int *a) { a[0] = VALUE + sizeof(TEXT);\n#ifdef __FAST_RELAXED_MATH__\n a[0] += 1000;\n#endif\n}";
    let run = |options: &str| {
        let program = Program::build(&lab.context, source, options)
            .unwrap_or_else(|log| panic!("{options}: {log}"));
        let kernel = program.kernel("k");
        let out = lab.buffer(&[0_i32]);
        kernel.arg_buffer(0, &out);
        lab.run(&kernel, &[1], &[1]);
        lab.queue.read::<i32>(&out, 1)[0]
    };
    assert_eq!(run("-D VALUE=5 -DTEXT=int -cl-std=CL1.2"), 9);
    assert_eq!(
        run("-DVALUE=7 -D TEXT=\"char\" -cl-fast-relaxed-math -cl-mad-enable -w"),
        1008
    );
    assert_eq!(
        run("-DVALUE=1 -DTEXT=long -cl-opt-disable -cl-denorms-are-zero -cl-kernel-arg-info -g"),
        9
    );
}

fn source(context: &Context, text: &str) -> Program {
    Program::from_source(context, text)
}

fn compile(program: &Program, options: &str, headers: &[(&str, &Program)]) -> cl_int {
    let options = CString::new(options).expect("no NUL");
    let names: Vec<_> = headers
        .iter()
        .map(|(name, _)| CString::new(*name).expect("no NUL"))
        .collect();
    let mut name_pointers: Vec<_> = names.iter().map(|name| name.as_ptr()).collect();
    let programs: Vec<_> = headers.iter().map(|(_, program)| program.0).collect();
    let empty = headers.is_empty();
    cl!(clCompileProgram(
        program.0,
        0,
        ptr::null(),
        options.as_ptr(),
        headers.len() as u32,
        if empty {
            ptr::null()
        } else {
            programs.as_ptr()
        },
        if empty {
            ptr::null_mut()
        } else {
            name_pointers.as_mut_ptr()
        },
        None,
        ptr::null_mut()
    ))
}

fn link(context: &Context, options: &str, programs: &[&Program]) -> Result<Program, cl_int> {
    let options = CString::new(options).expect("no NUL");
    let handles: Vec<_> = programs.iter().map(|program| program.0).collect();
    let mut code = 0;
    let linked = cl!(clLinkProgram(
        context.0,
        0,
        ptr::null(),
        options.as_ptr(),
        handles.len() as u32,
        handles.as_ptr(),
        None,
        ptr::null_mut(),
        &raw mut code
    ));
    if code == CL_SUCCESS {
        return Ok(Program(linked));
    }
    if !linked.is_null() {
        drop(Program(linked));
    }
    Err(code)
}

fn compile_and_link() {
    let lab = Lab::new();
    let header = source(&lab.context, "int helper(int v);\n#define BASE 40\n");
    let library = source(&lab.context, "int helper(int v) { return v * 3; }");
    let main = source(
        &lab.context,
        "#include <inner/helper.h>\nkernel void k(global int *a) { a[0] = BASE + helper(a[0]); }",
    );
    assert_eq!(
        compile(&main, "", &[]),
        CL_COMPILE_PROGRAM_FAILURE,
        "the header is missing"
    );
    assert_eq!(
        compile(&main, "", &[("inner/helper.h", &header)]),
        CL_SUCCESS
    );
    assert_eq!(compile(&library, "", &[]), CL_SUCCESS);
    assert_eq!(
        link(&lab.context, "", &[&main]).err(),
        Some(CL_LINK_PROGRAM_FAILURE),
        "helper is undefined"
    );
    assert_eq!(
        link(&lab.context, "-junk", &[&main, &library]).err(),
        Some(CL_INVALID_LINKER_OPTIONS)
    );
    let archive = link(&lab.context, "-create-library", &[&library]).expect("a library");
    for parts in [[&main, &library], [&main, &archive]] {
        let program = link(&lab.context, "", &parts).expect("an executable");
        let kernel = program.kernel("k");
        let buffer = lab.buffer(&[7_i32]);
        kernel.arg_buffer(0, &buffer);
        lab.run(&kernel, &[1], &[1]);
        assert_eq!(lab.queue.read::<i32>(&buffer, 1), [61]);
    }
}

fn binary(program: &Program) -> Vec<u8> {
    let size = info_vec::<usize>(|size, value, ret| {
        cl!(clGetProgramInfo(
            program.0,
            CL_PROGRAM_BINARY_SIZES,
            size,
            value,
            ret
        ))
    })[0];
    let mut bytes = vec![0_u8; size];
    let mut pointer = bytes.as_mut_ptr();
    let code = cl!(clGetProgramInfo(
        program.0,
        CL_PROGRAM_BINARIES,
        8,
        (&raw mut pointer).cast(),
        ptr::null_mut()
    ));
    assert_eq!(code, CL_SUCCESS);
    bytes
}

fn from_binary(lab: &Lab, bytes: &[u8]) -> (cl_program, cl_int, cl_int) {
    let (mut code, mut status) = (0, 0);
    let (length, mut pointer) = (bytes.len(), bytes.as_ptr());
    let program = cl!(clCreateProgramWithBinary(
        lab.context.0,
        1,
        &raw const lab.device.0,
        &raw const length,
        &raw mut pointer,
        &raw mut status,
        &raw mut code
    ));
    (program, code, status)
}

fn binaries() {
    let lab = Lab::new();
    let program = lab
        .context
        .build("kernel void k(global int *a) { a[get_global_id(0)] *= 3; }");
    let bytes = binary(&program);
    let (handle, code, status) = from_binary(&lab, &bytes);
    assert_eq!((code, status), (CL_SUCCESS, CL_SUCCESS));
    let again = Program(handle);
    assert_eq!(again.build_with(""), CL_SUCCESS);
    let kernel = again.kernel("k");
    let buffer = lab.buffer(&[1_i32, 2, 3]);
    kernel.arg_buffer(0, &buffer);
    lab.run(&kernel, &[3], &[]);
    assert_eq!(lab.queue.read::<i32>(&buffer, 3), [3, 6, 9]);
    assert_eq!(binary(&again), bytes);
}

fn foreign_binaries() {
    let lab = Lab::new();
    let program = lab
        .context
        .build("kernel void k(global int *a) { a[0] = 1; }");
    let good = binary(&program);
    let mut flipped = good.clone();
    flipped[good.len() / 2] ^= 1;
    let elf = std::fs::read("/proc/self/exe").expect("a process can read its file");
    for bad in [&good[..good.len() / 2], &flipped, &[1, 2, 3], &elf[..4096]] {
        let (handle, code, status) = from_binary(&lab, bad);
        assert!(handle.is_null());
        assert_eq!((code, status), (CL_INVALID_BINARY, CL_INVALID_BINARY));
    }
    assert_eq!(from_binary(&lab, &[]).1, CL_INVALID_VALUE);
}

fn foreign_il() {
    let lab = Lab::new();
    for bytes in [
        &b"not SPIR-V at all, not even nearly"[..],
        &[3, 2, 0x23, 7, 0, 0, 1, 0],
        &[],
    ] {
        let mut code = 0;
        let program = cl!(clCreateProgramWithIL(
            lab.context.0,
            bytes.as_ptr().cast(),
            bytes.len(),
            &raw mut code
        ));
        assert!(program.is_null() && code == CL_INVALID_VALUE, "{code}");
    }
}

fn kernels() {
    let (context, _) = Context::first();
    let program = context.build(
        "kernel void b(void) {} kernel void a(global int *x, float y) {} void not_one(void) {}",
    );
    let names = info_text(|size, value, ret| {
        cl!(clGetProgramInfo(
            program.0,
            CL_PROGRAM_KERNEL_NAMES,
            size,
            value,
            ret
        ))
    });
    let mut names: Vec<_> = names.split(';').collect();
    names.sort_unstable();
    assert_eq!(names, ["a", "b"]);
    assert_eq!(program.info::<usize>(CL_PROGRAM_NUM_KERNELS), 2);
    let mut list = [ptr::null_mut(); 2];
    let mut count = 0;
    let create = |entries, list: *mut cl_kernel, count: *mut cl_uint| {
        cl!(clCreateKernelsInProgram(program.0, entries, list, count))
    };
    expect(&[
        (
            "too few",
            create(1, list.as_mut_ptr(), &raw mut count),
            CL_INVALID_VALUE,
        ),
        (
            "count",
            create(0, ptr::null_mut(), &raw mut count),
            CL_SUCCESS,
        ),
        (
            "both",
            create(2, list.as_mut_ptr(), ptr::null_mut()),
            CL_SUCCESS,
        ),
    ]);
    assert_eq!(count, 2);
    for kernel in list.map(Kernel) {
        let name = info_text(|size, value, ret| {
            cl!(clGetKernelInfo(
                kernel.0,
                CL_KERNEL_FUNCTION_NAME,
                size,
                value,
                ret
            ))
        });
        assert!(["a", "b"].contains(&name.as_str()));
    }
}

fn concurrent() {
    let (context, _) = Context::first();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let handle = context.0.expose_provenance();
            scope.spawn(move || {
                let context =
                    std::mem::ManuallyDrop::new(Context(ptr::with_exposed_provenance_mut(handle)));
                for round in 0..3 {
                    let source = format!(
                        "kernel void k{thread}_{round}(global int *a) {{ a[0] = {round}; }}"
                    );
                    context.build(&source).kernel(&format!("k{thread}_{round}"));
                }
            });
        }
    });
}
