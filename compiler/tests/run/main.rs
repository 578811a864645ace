//! Programs from source to machine code, loaded and run as the device would.

#![expect(clippy::unwrap_used, reason = "tests")]

mod again;
mod divide;
mod waiting;

use mirrorcl_abi::{PrintfArg, RuntimeTable, WorkGroupContext, WorkGroupFn};
use mirrorcl_compiler::handle;
use mirrorcl_protocol::{
    CompileRequest, Input, LinkRequest, Outcome, Product, ProgramInfo, Reply, Request, Target,
};
use std::io::Write;

fn target() -> Target {
    Target {
        local_mem_size: 65536,
        ..mirrorcl_compiler::tool::target()
    }
}

fn compile_request(source: &str, options: &str) -> CompileRequest {
    CompileRequest {
        input: Input::OpenClC(source.into()),
        options: options.into(),
        headers: Vec::new(),
        directory: String::new(),
        target: target(),
    }
}

fn build_with(source: &str, options: &str) -> Reply {
    handle(&Request::Build(compile_request(source, options)))
}

/// A loaded program.
struct Program {
    library: libloading::Library,
    info: ProgramInfo,
    data: Vec<u128>,
}

impl Program {
    fn build(source: &str) -> Self {
        let reply = build_with(source, "-cl-std=CL3.0");
        let Outcome::Success(product) = reply.outcome else {
            panic!("{}", reply.log)
        };
        Self::load(product)
    }

    fn load(product: Product) -> Self {
        let Product::Executable { elf, info } = product else {
            panic!("not an executable")
        };
        let mut file = tempfile();
        file.1.write_all(&elf).unwrap();
        // SAFETY: a library of our making without constructors.
        let library = unsafe { libloading::Library::new(&file.0) };
        std::fs::remove_file(&file.0).unwrap();
        let mut data = vec![0_u128; usize::try_from(info.data.size).unwrap().div_ceil(16) + 8];
        let base = data.as_mut_ptr().cast::<u8>();
        for (offset, byte) in info.data.image.iter().enumerate() {
            // SAFETY: the block has the size that the program states.
            unsafe { base.add(offset).write(*byte) };
        }
        for &(offset, addend) in &info.data.relocations {
            // SAFETY: as above.
            unsafe {
                let place = base.add(usize::try_from(offset).unwrap()).cast::<u64>();
                place.write_unaligned(base as u64 + addend);
            }
        }
        Self {
            library: library.unwrap(),
            info,
            data,
        }
    }

    /// Runs a kernel over `groups` groups of `local` work-items, arguments given by their bytes.
    fn run(&mut self, kernel: &str, args: &[&[u8]], groups: u64, local: u64) {
        let kernel = self
            .info
            .kernels
            .iter()
            .find(|info| info.name == kernel)
            .unwrap();
        assert_eq!(kernel.args.len(), args.len());
        let mut block = vec![0_u128; 64];
        let mut dynamic = kernel.local_size.next_multiple_of(128);
        for (arg, bytes) in kernel.args.iter().zip(args) {
            let mut bytes = bytes.to_vec();
            if arg.kind == mirrorcl_protocol::ArgKind::Local {
                let size = u64::from_le_bytes(bytes.as_slice().try_into().unwrap());
                bytes = dynamic.to_le_bytes().to_vec();
                dynamic += size.next_multiple_of(128);
            }
            assert_eq!(bytes.len(), arg.size as usize);
            // SAFETY: arguments of these tests fit the block.
            unsafe {
                let place = block.as_mut_ptr().cast::<u8>().add(arg.offset as usize);
                place.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
            }
        }
        let scratch_size =
            usize::try_from(kernel.scratch_per_item * local.next_multiple_of(64)).unwrap();
        let mut local_memory = vec![[0_u128; 8]; 1024];
        let mut scratch = vec![[0_u128; 8]; scratch_size / 128 + 2];
        let mut collective = vec![[0_u128; 8]; 64];
        let runtime = RuntimeTable {
            version: mirrorcl_abi::ABI_VERSION,
            size: 16,
            printf: record,
        };
        let align = |pointer: *mut u8| pointer.map_addr(|address| address.next_multiple_of(128));
        let mut context = WorkGroupContext {
            args: block.as_ptr().cast(),
            group_id: [0; 3],
            num_groups: [groups, 1, 1],
            global_offset: [0; 3],
            global_size: [groups * local, 1, 1],
            local_size: [local, 1, 1],
            enqueued_local_size: [local, 1, 1],
            work_dim: 1,
            stream_kib: u32::MAX,
            local_memory: align(local_memory.as_mut_ptr().cast()),
            local_memory_size: dynamic,
            scratch: align(scratch.as_mut_ptr().cast()),
            collective: align(collective.as_mut_ptr().cast()),
            program_data: self.data.as_mut_ptr().cast(),
            runtime: &raw const runtime,
            launch: std::ptr::null(),
            stack: [0; 2],
            scratch_size: 0,
        };
        // SAFETY: a work-group function and a context as the ABI says.
        unsafe {
            let entry: libloading::Symbol<'_, WorkGroupFn> =
                self.library.get(kernel.symbol.as_bytes()).unwrap();
            entry(&raw mut context, groups);
        }
    }
}

fn tempfile() -> (std::path::PathBuf, std::fs::File) {
    static NUMBER: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let name = format!("mirrorcl-run-{}-{number}.so", std::process::id());
    let path = std::env::temp_dir().join(name);
    let file = std::fs::File::create(&path).unwrap();
    (path, file)
}

thread_local! {
    static PRINTED: std::cell::RefCell<Vec<String>> = const { std::cell::RefCell::new(Vec::new()) };
}

/// The runtime's printf: writes down what it was given.
unsafe extern "C" fn record(
    _context: *const WorkGroupContext,
    format: *const u8,
    args: *const PrintfArg,
    count: u32,
) -> i32 {
    // SAFETY: what the ABI says of the arguments.
    let (format, args) = unsafe {
        (
            std::ffi::CStr::from_ptr(format.cast())
                .to_string_lossy()
                .into_owned(),
            std::slice::from_raw_parts(args, count as usize),
        )
    };
    let mut line = format;
    for arg in args {
        line += &format!("|{}x{}:{:02x?}", arg.kind, arg.elements, &arg.data[..16]);
    }
    PRINTED.with_borrow_mut(|lines| lines.push(line));
    0
}

fn pointer<T>(values: &mut [T]) -> [u8; 8] {
    (values.as_mut_ptr() as u64).to_le_bytes()
}

#[test]
fn a_kernel_reads_and_writes_global_memory() {
    let mut program = Program::build(
        "kernel void scale(global const float *a, global float *b, float f) {\n\
           size_t i = get_global_id(0);\n b[i] = a[i] * f + (float)get_local_id(0);\n}\n",
    );
    let mut a: Vec<f32> = (0..64_u8).map(f32::from).collect();
    let mut b = vec![0_f32; 64];
    let args: [&[u8]; 3] = [&pointer(&mut a), &pointer(&mut b), &2_f32.to_le_bytes()];
    program.run("scale", &args, 4, 16);
    for (i, value) in b.iter().enumerate() {
        assert_eq!(*value, i as f32 * 2.0 + (i % 16) as f32);
    }
}

/// The levels of x86-64 that this processor has.
fn levels() -> Vec<&'static str> {
    let mut levels = vec!["x86-64"];
    if is_x86_feature_detected!("sse4.2") {
        levels.push("x86-64-v2");
    }
    if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
        levels.push("x86-64-v3");
    }
    if is_x86_feature_detected!("avx512dq") && is_x86_feature_detected!("avx512vl") {
        levels.push("x86-64-v4");
    }
    levels
}

#[test]
fn math_is_the_same_on_every_level_of_the_processor() {
    let source = "#pragma OPENCL EXTENSION cl_khr_fp16 : enable\n\
         kernel void all(global const double *a, global double *r) {\n\
           size_t i = get_global_id(0); double d = a[i]; float f = (float)d; half h = (half)f;\n\
           global double *o = r + 16 * i;\n\
           o[0] = exp(f); o[1] = log(f); o[2] = pow(f, 1.5f); o[3] = sin(f); o[4] = cbrt(f); o[5] = rsqrt(f);\n\
           o[6] = exp(d); o[7] = log(d); o[8] = pow(d, 1.5); o[9] = sin(d); o[10] = cbrt(d); o[11] = rsqrt(d);\n\
           o[12] = fma(d, d, -d); o[13] = (int)rint(h);\n\
           o[14] = __builtin_elementwise_maxnum(h, (half)2); o[15] = __builtin_elementwise_minnum(f, 2.0f);\n}\n";
    // Zero and infinity too, and a half that is not rounded by truncation.
    let mut a: Vec<f64> = (1..62_i32).map(|i| f64::from(i) * 0.71875).collect();
    a.extend([0.0, f64::INFINITY, 1e-3]);
    for cpu in levels() {
        let mut request = compile_request(source, "-cl-std=CL3.0");
        request.target.cpu = cpu.into();
        let reply = handle(&Request::Build(request));
        let Outcome::Success(product) = reply.outcome else {
            panic!("{cpu}: {}", reply.log)
        };
        let mut r = vec![0_f64; 16 * a.len()];
        Program::load(product).run("all", &[&pointer(&mut a), &pointer(&mut r)], 4, 16);
        for (&x, got) in a.iter().zip(r.chunks(16)) {
            let wants = |x: f64| {
                [
                    x.exp(),
                    x.ln(),
                    x.powf(1.5),
                    x.sin(),
                    x.cbrt(),
                    1.0 / x.sqrt(),
                ]
            };
            let mut want: Vec<(f64, f64)> = wants(x).map(|value| (value, 1e-6)).into();
            want.extend(wants(x).map(|value| (value, 1e-14)));
            want.push((x.mul_add(x, -x), 0.0));
            want.extend([(x.max(2.0), 1e-3), (x.min(2.0), 1e-7)]);
            let mut got = got.to_vec();
            let rounded = got.remove(13);
            if x.is_finite() {
                assert!((rounded - x).abs() <= 0.5, "{cpu}: rint({x}): {rounded}");
            }
            for (place, (&got, &(want, error))) in got.iter().zip(&want).enumerate() {
                let same = got == want || (got.is_nan() && want.is_nan());
                // e^x is infinite for float from 89 on.
                let beyond = place == 0 && want > 3.4e38 && got.is_infinite();
                let near = (got - want).abs() <= error * want.abs();
                assert!(
                    same || beyond || near,
                    "{cpu}: {place} of {x}: {got}, not {want}"
                );
            }
        }
    }
}

#[test]
fn local_memory_static_and_argument_is_shared_across_barriers() {
    let mut program = Program::build(
        "int twice(int x) { return 2 * x; }\n\
         kernel void turn(global int *out, local int *dynamic) {\n\
           local int fixed[32]; local char pad;\n\
           int l = get_local_id(0); pad = 1;\n\
           fixed[l] = twice(l); dynamic[l] = l + 100;\n\
           barrier(CLK_LOCAL_MEM_FENCE);\n\
           out[get_global_id(0)] = fixed[31 - l] + dynamic[31 - l];\n}\n",
    );
    let kernel = &program.info.kernels[0];
    assert_eq!(kernel.local_size, 129);
    assert!(kernel.has_barrier);
    let mut out = vec![0_i32; 64];
    program.run("turn", &[&pointer(&mut out), &128_u64.to_le_bytes()], 2, 32);
    for (i, value) in out.iter().enumerate() {
        let other = 31 - i as i32 % 32;
        assert_eq!(*value, 3 * other + 100);
    }
}

#[test]
fn program_scope_variables_live_in_the_program_data() {
    let mut program = Program::build(
        "typedef struct { char c; global int *p; float f[2]; } S;\n\
         global int counter = 41;\n\
         global S s = { 'x', &counter, { 1.5f, -2.0f } };\n\
         constant int table[3] = { 10, 20, 30 };\n\
         constant int *constant pick = &table[1];\n\
         global int zeros[100];\n\
         kernel void step(global int *out) {\n\
           *s.p += 1; zeros[99] += table[2];\n\
           out[0] = counter; out[1] = s.c; out[2] = (int)(s.f[0] * 2 + s.f[1]);\n\
           out[3] = *pick; out[4] = zeros[99];\n}\n",
    );
    let data = &program.info.data;
    assert!(data.image.len() < 100 && data.size > 400, "{data:?}");
    assert_eq!(data.relocations.len(), 1);
    let mut out = [0_i32; 5];
    program.run("step", &[&pointer(&mut out)], 1, 1);
    assert_eq!(out, [42, i32::from(b'x'), 1, 20, 30]);
    program.run("step", &[&pointer(&mut out)], 1, 1);
    assert_eq!(out, [43, i32::from(b'x'), 1, 20, 60]);
}

#[test]
fn integer_division_never_traps() {
    let mut program = Program::build(
        "kernel void divide(global const int *a, global const int *b, global int *q, global int *r,\n\
                            global uint4 *v) {\n\
           size_t i = get_global_id(0);\n q[i] = a[i] / b[i]; r[i] = a[i] % b[i];\n\
           v[i] = v[i] / (uint4)(b[i], 0, 3, 4);\n}\n",
    );
    let mut a = [7, -7, i32::MIN, i32::MIN, 5];
    let mut b = [2, 2, -1, 0, 0];
    let (mut q, mut r) = ([0; 5], [0; 5]);
    let mut v = [[8_u32; 4]; 6];
    let v = v.as_flattened_mut();
    // A uint4 is aligned to its size.
    let first = v.as_ptr().align_offset(16);
    let v = &mut v[first..first + 20];
    let args: [&[u8]; 5] = [
        &pointer(&mut a),
        &pointer(&mut b),
        &pointer(&mut q),
        &pointer(&mut r),
        &pointer(v),
    ];
    program.run("divide", &args, 1, 5);
    assert_eq!(
        (&q[..3], &r[..3]),
        (&[3, -3, i32::MIN][..], &[1, -1, 0][..])
    );
    assert_eq!((v[0], v[2], v[3]), (4, 2, 2));
}

#[test]
fn printf_hands_over_scalars_vectors_and_strings() {
    let mut program = Program::build(
        "kernel void say(int x, float4 v) {\n\
           if (get_local_id(0) == 1) printf(\"%d %v4hlf %s %f %c\\n\", x, v, \"text\", 1.5f, 'c');\n}\n",
    );
    let v = [1_f32, 2., 3., 4.].map(f32::to_le_bytes).concat();
    PRINTED.take();
    program.run("say", &[&7_i32.to_le_bytes(), &v], 1, 2);
    let printed = PRINTED.take();
    assert_eq!(printed.len(), 1, "{printed:?}");
    let parts: Vec<&str> = printed[0].split('|').collect();
    assert_eq!(parts[0], "%d %v4hlf %s %f %c\n");
    assert!(parts[1].starts_with("2x1:[07, 00, 00, 00"), "{printed:?}");
    assert!(
        parts[2].starts_with("5x4:[00, 00, 80, 3f, 00, 00, 00, 40"),
        "{printed:?}"
    );
    assert!(parts[3].starts_with("7x1:"), "{printed:?}");
    assert!(
        parts[4].starts_with("6x1:[00, 00, 00, 00, 00, 00, f8, 3f"),
        "{printed:?}"
    );
    assert!(parts[5].starts_with("2x1:[63, 00, 00, 00"), "{printed:?}");
}

#[test]
fn objects_are_linked_across_and_errors_are_told() {
    let object = |source: &str| {
        let reply = handle(&Request::Compile(compile_request(source, "")));
        match reply.outcome {
            Outcome::Success(Product::Object(object)) => object,
            _ => panic!("{}", reply.log),
        }
    };
    let link = |objects: Vec<Vec<u8>>, options: &str| {
        handle(&Request::Link(LinkRequest {
            objects,
            options: options.into(),
            target: target(),
        }))
    };
    let kernel = object("int f(int); kernel void k(global int *p) { p[0] = f(3); }");
    let function = object("int f(int x) { return x * 5; }");
    let missing = link(vec![kernel.clone()], "");
    assert_eq!(missing.outcome, Outcome::Failure);
    assert_eq!(
        missing.log,
        "error: undefined function 'f', called by 'k'\n"
    );
    let twice = link(vec![kernel.clone(), function.clone(), function.clone()], "");
    assert_eq!(twice.outcome, Outcome::Failure);
    assert!(twice.log.contains("multiply defined"), "{}", twice.log);
    let library = link(vec![function], "-create-library");
    let Outcome::Success(Product::Library(library)) = library.outcome else {
        panic!("{}", library.log)
    };
    let reply = link(vec![kernel, library], "");
    let Outcome::Success(product) = reply.outcome else {
        panic!("{}", reply.log)
    };
    let mut program = Program::load(product);
    let mut out = [0_i32];
    program.run("k", &[&pointer(&mut out)], 1, 1);
    assert_eq!(out, [15]);
    assert_eq!(link(vec![b"junk".to_vec()], "").outcome, Outcome::Failure);
    assert_eq!(link(Vec::new(), "-O2").outcome, Outcome::InvalidOptions);
}

#[test]
fn what_can_not_be_built_is_refused_with_a_reason() {
    let log = |source: &str| {
        let reply = build_with(source, "-cl-std=CL3.0");
        assert_eq!(reply.outcome, Outcome::Failure, "{}", reply.log);
        reply.log
    };
    let recursive = log("int f(int x) { return x > 1 ? x * f(x - 1) : 1; }\n\
         kernel void k(global int *p) { *p = f(*p); }");
    assert!(
        recursive.contains("recursion is not supported: 'f' calls itself"),
        "{recursive}"
    );
    let local = log("kernel void k(global int *p) { local int a[100000]; a[*p] = 1; *p = a[0]; }");
    assert!(
        local.contains("400000 bytes of local variables; the device has 65536"),
        "{local}"
    );
    let size = log("kernel __attribute__((reqd_work_group_size(4096, 2, 1))) void k() {}");
    assert!(size.contains("at most 4096"), "{size}");
    let options = build_with("", "-cl-foo");
    assert_eq!(options.outcome, Outcome::InvalidOptions);
    assert_eq!(options.log, "error: unknown option '-cl-foo'\n");
}

#[test]
fn debug_information_names_the_source() {
    let source = "float twice(float x) { return x * 2; }\n\
         kernel void k(global float *p) { p[get_global_id(0)] = twice(p[get_global_id(0)]); }";
    let elf = |options: &str| {
        let reply = build_with(source, options);
        let Outcome::Success(Product::Executable { elf, .. }) = reply.outcome else {
            panic!("{}", reply.log)
        };
        elf
    };
    let has = |elf: &[u8], text: &[u8]| elf.windows(text.len()).any(|window| window == text);
    let with = elf("-g");
    assert!(has(&with, b".debug_line") && has(&with, b"program.cl") && has(&with, b"twice"));
    assert!(!has(&elf(""), b".debug_line"));
}

#[test]
fn optimisation_can_be_turned_off() {
    let reply = build_with(
        "kernel void k(global int *p) { *p = *p / 3; }",
        "-cl-opt-disable",
    );
    let Outcome::Success(product) = reply.outcome else {
        panic!("{}", reply.log)
    };
    let mut program = Program::load(product);
    let mut value = [30];
    program.run("k", &[&pointer(&mut value)], 1, 1);
    assert_eq!(value, [10]);
}

#[test]
fn programs_that_would_grow_without_bound_keep_calls() {
    use std::fmt::Write as _;
    let mut source = String::from("uint f0(uint x) { return x * 3 + 1; }\n");
    for level in 1..20 {
        let below = level - 1;
        writeln!(
            source,
            "uint f{level}(uint x) {{ return f{below}(x) ^ (f{below}(x + {level}) >> 1); }}"
        )
        .unwrap();
    }
    source += "kernel void k(global uint *p) { p[get_global_id(0)] = f19(p[get_global_id(0)]); }\n";
    fn f(level: u32, x: u32) -> u32 {
        if level == 0 {
            return x.wrapping_mul(3).wrapping_add(1);
        }
        f(level - 1, x) ^ (f(level - 1, x.wrapping_add(level)) >> 1)
    }
    let mut program = Program::build(&source);
    let mut values = [1_u32, 77];
    program.run("k", &[&pointer(&mut values)], 1, 2);
    assert_eq!(values, [f(19, 1), f(19, 77)]);
}
