//! Building, compiling, linking, binaries and their queries.

use crate::calls::{
    build, build_info, built, cl, context, devices, kernel, log, program, program_info, status,
    text,
};
use opencl_sys::*;
use std::ffi::{CString, c_void};
use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

pub(crate) const TESTS: &[(&str, fn())] = &[
    (
        "a_program_is_built_for_all_devices",
        a_program_is_built_for_all_devices,
    ),
    (
        "errors_have_their_code_and_log",
        errors_have_their_code_and_log,
    ),
    (
        "lists_and_callbacks_are_checked",
        lists_and_callbacks_are_checked,
    ),
    (
        "an_asynchronous_build_calls_back",
        an_asynchronous_build_calls_back,
    ),
    (
        "a_program_with_kernels_is_not_built",
        a_program_with_kernels_is_not_built,
    ),
    (
        "programs_are_compiled_with_headers_and_linked",
        programs_are_compiled_and_linked,
    ),
    (
        "binaries_make_the_same_program",
        binaries_make_the_same_program,
    ),
    (
        "binaries_of_objects_are_linked",
        binaries_of_objects_are_linked,
    ),
    (
        "include_paths_start_in_the_working_directory",
        include_paths,
    ),
    (
        "release_callbacks_are_refused",
        release_callbacks_are_refused,
    ),
    (
        "a_program_without_kernels_is_a_program",
        a_program_without_kernels_is_a_program,
    ),
    ("programs_of_many_threads", programs_of_many_threads),
];

fn a_program_is_built_for_all_devices() {
    let devices = devices();
    let program = program(context(&devices), "scale");
    assert_eq!(status(program, devices[0]), CL_BUILD_NONE);
    assert_eq!(
        program_info(program, CL_PROGRAM_NUM_KERNELS),
        Err(CL_INVALID_PROGRAM_EXECUTABLE)
    );
    assert_eq!(
        program_info(program, CL_PROGRAM_BINARY_SIZES).unwrap(),
        [0; 16]
    );
    assert_eq!(kernel(program, "scale"), Err(CL_INVALID_PROGRAM_EXECUTABLE));

    assert_eq!(build(program, "-w"), CL_SUCCESS);
    for device in devices {
        assert_eq!(status(program, device), CL_BUILD_SUCCESS);
        assert_eq!(log(program, device), "said about scale");
        let options = build_info(program, device, CL_PROGRAM_BUILD_OPTIONS);
        assert_eq!(text(&options), "-w");
        let kind = build_info(program, device, CL_PROGRAM_BINARY_TYPE);
        assert_eq!(kind, CL_PROGRAM_BINARY_TYPE_EXECUTABLE.to_le_bytes());
        let size = build_info(program, device, CL_PROGRAM_BUILD_GLOBAL_VARIABLE_TOTAL_SIZE);
        assert_eq!(size, 64_u64.to_le_bytes());
    }
    assert_eq!(
        program_info(program, CL_PROGRAM_NUM_KERNELS).unwrap(),
        2_u64.to_le_bytes()
    );
    let names = program_info(program, CL_PROGRAM_KERNEL_NAMES).unwrap();
    assert_eq!(text(&names), "scale;other");
    assert_eq!(
        text(&program_info(program, CL_PROGRAM_SOURCE).unwrap()),
        "scale"
    );
    assert_eq!(program_info(program, CL_PROGRAM_IL).unwrap(), []);
    assert_eq!(program_info(program, 0x1234), Err(CL_INVALID_VALUE));
    assert_eq!(kernel(program, "none"), Err(CL_INVALID_KERNEL_NAME));
    assert_eq!(build(program, ""), CL_SUCCESS, "again");
}

fn errors_have_their_code_and_log() {
    let devices = devices();
    let context = context(&devices[..1]);
    let wrong = program(context, "error here");
    assert_eq!(build(wrong, ""), CL_BUILD_PROGRAM_FAILURE);
    assert_eq!(status(wrong, devices[0]), CL_BUILD_ERROR);
    assert_eq!(log(wrong, devices[0]), "said about error here");
    assert_eq!(build(wrong, "-bad"), CL_INVALID_BUILD_OPTIONS);
    let right = built(context);
    assert_eq!(build(right, "-bad"), CL_INVALID_BUILD_OPTIONS);
    // The executable of the build before is gone.
    assert_eq!(kernel(right, "scale"), Err(CL_INVALID_PROGRAM_EXECUTABLE));
    let other = cl!(clGetProgramBuildInfo(
        right,
        devices[1],
        CL_PROGRAM_BUILD_STATUS,
        0,
        ptr::null_mut(),
        ptr::null_mut()
    ));
    assert_eq!(other, CL_INVALID_DEVICE);
}

fn lists_and_callbacks_are_checked() {
    let devices = devices();
    let program = program(context(&devices[..1]), "scale");
    let build = |count, list: *const cl_device_id, data: *mut c_void| {
        cl!(clBuildProgram(
            program,
            count,
            list,
            ptr::null(),
            None,
            data
        ))
    };
    let null = ptr::null_mut();
    assert_eq!(build(1, ptr::null(), null), CL_INVALID_VALUE);
    assert_eq!(build(0, devices.as_ptr(), null), CL_INVALID_VALUE);
    assert_eq!(build(2, devices.as_ptr(), null), CL_INVALID_DEVICE);
    assert_eq!(build(1, [null].as_ptr(), null), CL_INVALID_DEVICE);
    assert_eq!(build(0, ptr::null(), ptr::dangling_mut()), CL_INVALID_VALUE);
    assert_eq!(build(1, devices.as_ptr(), null), CL_SUCCESS);
    let text = c"x".as_ptr();
    for strings in [[ptr::null(), text], [text, ptr::null()]] {
        let mut strings = strings;
        let mut code = 0;
        let program = cl!(clCreateProgramWithSource(
            context(&devices),
            2,
            strings.as_mut_ptr(),
            ptr::null(),
            &raw mut code
        ));
        assert!(program.is_null() && code == CL_INVALID_VALUE);
    }
}

static CALLED: AtomicUsize = AtomicUsize::new(0);

unsafe extern "C" fn called(program: cl_program, data: *mut c_void) {
    // What a callback may do: ask about the program.
    assert_ne!(status(program, devices()[0]), CL_BUILD_IN_PROGRESS);
    CALLED.fetch_add(data.addr(), Ordering::SeqCst);
}

fn an_asynchronous_build_calls_back() {
    let devices = devices();
    let context = context(&devices[..1]);
    let mut expected = 0;
    for (word, outcome) in [("right", CL_BUILD_SUCCESS), ("error", CL_BUILD_ERROR)] {
        let file = std::env::temp_dir().join(format!("mirrorcl-go-{}-{word}", std::process::id()));
        let program = program(context, &format!("{word} after {}", file.display()));
        let data = ptr::without_provenance_mut(1000);
        let code = cl!(clBuildProgram(
            program,
            0,
            ptr::null(),
            ptr::null(),
            Some(called),
            data
        ));
        assert_eq!(code, CL_SUCCESS);
        assert_eq!(status(program, devices[0]), CL_BUILD_IN_PROGRESS);
        assert_eq!(build(program, ""), CL_INVALID_OPERATION, "under way");
        std::fs::write(&file, "go").unwrap();
        expected += 1000;
        while CALLED.load(Ordering::SeqCst) != expected {
            thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(status(program, devices[0]), outcome);
        std::fs::remove_file(&file).unwrap();
    }
}

fn a_program_with_kernels_is_not_built() {
    let program = built(context(&devices()));
    let first = kernel(program, "scale").unwrap();
    let mut code = 0;
    let second = cl!(clCloneKernel(first, &raw mut code));
    assert_eq!(code, CL_SUCCESS);
    assert_eq!(build(program, ""), CL_INVALID_OPERATION);
    assert_eq!(cl!(clReleaseKernel(first)), CL_SUCCESS);
    assert_eq!(build(program, ""), CL_INVALID_OPERATION);
    assert_eq!(cl!(clReleaseKernel(second)), CL_SUCCESS);
    assert_eq!(build(program, ""), CL_SUCCESS);
}

fn compile(program: cl_program, options: &str, headers: &[(&str, cl_program)]) -> cl_int {
    let options = CString::new(options).unwrap();
    let names: Vec<_> = headers
        .iter()
        .map(|(name, _)| CString::new(*name).unwrap())
        .collect();
    let mut names: Vec<_> = names.iter().map(|name| name.as_ptr()).collect();
    let programs: Vec<_> = headers.iter().map(|(_, program)| *program).collect();
    let (programs, names) = if headers.is_empty() {
        (ptr::null(), ptr::null_mut())
    } else {
        (programs.as_ptr(), names.as_mut_ptr())
    };
    let count = headers.len() as u32;
    let none = ptr::null_mut();
    cl!(clCompileProgram(
        program,
        0,
        ptr::null(),
        options.as_ptr(),
        count,
        programs,
        names,
        None,
        none
    ))
}

fn link(context: cl_context, options: &str, programs: &[cl_program]) -> (cl_program, cl_int) {
    let options = CString::new(options).unwrap();
    let mut code = 0;
    let program = cl!(clLinkProgram(
        context,
        0,
        ptr::null(),
        options.as_ptr(),
        programs.len() as u32,
        programs.as_ptr(),
        None,
        ptr::null_mut(),
        &raw mut code
    ));
    (program, code)
}

fn programs_are_compiled_and_linked() {
    let devices = devices();
    let context = context(&devices);
    let header = program(context, "text");
    let main = program(context, "main");
    assert_eq!(compile(main, "-bad", &[]), CL_INVALID_COMPILER_OPTIONS);
    assert_eq!(compile(main, "", &[("a/b.h", header)]), CL_SUCCESS);
    assert_eq!(log(main, devices[1]), "said about main with a/b.h=text");
    let kind = build_info(main, devices[0], CL_PROGRAM_BINARY_TYPE);
    assert_eq!(kind, CL_PROGRAM_BINARY_TYPE_COMPILED_OBJECT.to_le_bytes());
    assert_eq!(kernel(main, "scale"), Err(CL_INVALID_PROGRAM_EXECUTABLE));
    let wrong = program(context, "error");
    assert_eq!(compile(wrong, "", &[]), CL_COMPILE_PROGRAM_FAILURE);

    let other = program(context, "other");
    assert_eq!(
        link(context, "", &[main, other]).1,
        CL_INVALID_OPERATION,
        "not compiled"
    );
    assert_eq!(
        link(context, "", &[other]).1,
        CL_INVALID_OPERATION,
        "nothing compiled"
    );
    assert_eq!(
        link(context, "", &[built(context)]).1,
        CL_INVALID_OPERATION,
        "executable"
    );
    assert_eq!(link(context, "", &[]).1, CL_INVALID_VALUE);
    assert_eq!(compile(other, "", &[]), CL_SUCCESS);
    assert_eq!(
        link(context, "-bad", &[main, other]),
        (ptr::null_mut(), CL_INVALID_LINKER_OPTIONS)
    );
    let (library, code) = link(context, "-create-library", &[other]);
    assert_eq!(code, CL_SUCCESS);
    let kind = build_info(library, devices[0], CL_PROGRAM_BINARY_TYPE);
    assert_eq!(kind, CL_PROGRAM_BINARY_TYPE_LIBRARY.to_le_bytes());
    let (linked, code) = link(context, "", &[main, library]);
    assert_eq!(code, CL_SUCCESS);
    assert_eq!(
        log(linked, devices[1]),
        "said about main with a/b.h=text+other"
    );
    assert!(kernel(linked, "scale").is_ok());
    assert_eq!(build(library, ""), CL_INVALID_OPERATION, "made by linking");

    let undefined = program(context, "undefined");
    assert_eq!(compile(undefined, "", &[]), CL_SUCCESS);
    let (failed, code) = link(context, "", &[undefined]);
    assert_eq!(code, CL_LINK_PROGRAM_FAILURE);
    assert_eq!(log(failed, devices[0]), "said about undefined");
}

fn binaries(program: cl_program) -> Vec<Vec<u8>> {
    let sizes = program_info(program, CL_PROGRAM_BINARY_SIZES).unwrap();
    let sizes = sizes
        .chunks(8)
        .map(|size| usize::from_le_bytes(size.try_into().unwrap()));
    let mut binaries: Vec<Vec<u8>> = sizes.map(|size| vec![0; size]).collect();
    let mut pointers: Vec<_> = binaries
        .iter_mut()
        .map(|binary| binary.as_mut_ptr())
        .collect();
    let length = pointers.len() * 8;
    let code = cl!(clGetProgramInfo(
        program,
        CL_PROGRAM_BINARIES,
        length,
        pointers.as_mut_ptr().cast(),
        ptr::null_mut()
    ));
    assert_eq!(code, CL_SUCCESS);
    binaries
}

fn with_binaries(
    context: cl_context,
    devices: &[cl_device_id],
    binaries: &[&[u8]],
) -> (cl_program, cl_int, Vec<cl_int>) {
    let lengths: Vec<_> = binaries.iter().map(|binary| binary.len()).collect();
    let mut pointers: Vec<_> = binaries.iter().map(|binary| binary.as_ptr()).collect();
    let mut statuses = vec![77; devices.len()];
    let mut code = 0;
    let program = cl!(clCreateProgramWithBinary(
        context,
        devices.len() as u32,
        devices.as_ptr(),
        lengths.as_ptr(),
        pointers.as_mut_ptr(),
        statuses.as_mut_ptr(),
        &raw mut code
    ));
    (program, code, statuses)
}

fn binaries_make_the_same_program() {
    let devices = devices();
    let context = context(&devices);
    let first = built(context);
    let saved = binaries(first);
    let slices: Vec<&[u8]> = saved.iter().map(Vec::as_slice).collect();
    let (second, code, statuses) = with_binaries(context, &devices, &slices);
    assert_eq!((code, statuses), (CL_SUCCESS, vec![CL_SUCCESS; 2]));
    assert_eq!(
        kernel(second, "scale"),
        Err(CL_INVALID_PROGRAM_EXECUTABLE),
        "not built"
    );
    assert_eq!(build(second, ""), CL_SUCCESS);
    assert!(kernel(second, "scale").is_ok());
    assert_eq!(binaries(second), saved);
    assert_eq!(compile(second, "", &[]), CL_INVALID_OPERATION, "no source");

    let mut damaged = saved[1].clone();
    damaged[100] ^= 1;
    let (none, code, statuses) = with_binaries(context, &devices, &[&saved[0], &damaged]);
    assert!(none.is_null());
    assert_eq!(
        (code, statuses),
        (CL_INVALID_BINARY, vec![CL_SUCCESS, CL_INVALID_BINARY])
    );
    let (none, code, statuses) = with_binaries(context, &devices, &[&saved[0], &[]]);
    assert!(none.is_null());
    assert_eq!(
        (code, statuses),
        (CL_INVALID_VALUE, vec![CL_SUCCESS, CL_INVALID_VALUE])
    );
}

fn binaries_of_objects_are_linked() {
    let devices = devices();
    let context = context(&devices[..1]);
    let source = program(context, "main");
    assert_eq!(compile(source, "", &[]), CL_SUCCESS);
    let saved = binaries(source);
    let (object, code, _) = with_binaries(context, &devices[..1], &[&saved[0]]);
    assert_eq!(code, CL_SUCCESS);
    assert!(kernel(link(context, "", &[object]).0, "scale").is_ok());
    assert_eq!(build(object, ""), CL_SUCCESS);
    assert!(kernel(object, "other").is_ok());
}

fn include_paths() {
    let devices = devices();
    let context = context(&devices[..1]);
    let here = std::env::current_dir().unwrap();
    let log_of = |source, options| {
        let program = program(context, source);
        assert_eq!(build(program, options), CL_SUCCESS);
        log(program, devices[0])
    };
    assert_eq!(log_of("scale", "-I include"), "said about scale");
    let source = "#include </a/b.h>\nscale";
    let expected = format!("said about {source} in {}", here.display());
    assert_eq!(log_of(source, ""), expected);
    assert_eq!(log_of(source, "-I include"), expected);
}

fn release_callbacks_are_refused() {
    let program = program(context(&devices()), "scale");
    let null = ptr::null_mut();
    assert_eq!(
        cl!(clSetProgramReleaseCallback(program, None, null)),
        CL_INVALID_VALUE
    );
    let some = cl!(clSetProgramReleaseCallback(program, Some(called), null));
    assert_eq!(some, CL_INVALID_OPERATION);
    let constant = cl!(clSetProgramSpecializationConstant(
        program,
        1,
        4,
        ptr::null()
    ));
    assert_eq!(constant, CL_INVALID_PROGRAM, "not made of IL");
}

fn a_program_without_kernels_is_a_program() {
    let program = program(context(&devices()), "");
    assert_eq!(build(program, ""), CL_SUCCESS);
    let number = program_info(program, CL_PROGRAM_NUM_KERNELS).unwrap();
    assert_eq!(number, 0_u64.to_le_bytes());
    let names = program_info(program, CL_PROGRAM_KERNEL_NAMES).unwrap();
    assert_eq!(text(&names), "");
    let mut count = 7;
    let none = cl!(clCreateKernelsInProgram(
        program,
        0,
        ptr::null_mut(),
        &raw mut count
    ));
    assert_eq!((none, count), (CL_SUCCESS, 0));
    assert_eq!(kernel(program, "scale"), Err(CL_INVALID_KERNEL_NAME));
}

fn programs_of_many_threads() {
    let context = context(&devices()).expose_provenance();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(move || {
                let context = ptr::with_exposed_provenance_mut(context);
                for _ in 0..3 {
                    let program = built(context);
                    let kernel = kernel(program, "scale").unwrap();
                    assert_eq!(cl!(clReleaseProgram(program)), CL_SUCCESS);
                    assert_eq!(cl!(clReleaseKernel(kernel)), CL_SUCCESS);
                }
            });
        }
    });
}
