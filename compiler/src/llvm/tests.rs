use super::*;

const KERNEL: &str =
    "kernel void fill(global unsigned *out, unsigned value) { out[get_global_id(0)] = value; }";

const CC1: &[&str] = &[
    "-triple",
    "spir64-unknown-unknown",
    "-cl-std=CL3.0",
    "-fdeclare-opencl-builtins",
    "-emit-llvm-only",
    "-disable-llvm-passes",
    "-x",
    "cl",
    "/kernel.cl",
];

fn compile_text<'c>(
    context: &'c Context,
    files: [(&str, &str); 1],
) -> (Option<Module<'c>>, String) {
    compile(
        context,
        ClangInput {
            arguments: CC1,
            files: &files,
            real_files: false,
        },
    )
}

#[test]
fn clang_makes_a_module_and_reports_errors_with_lines() {
    let context = Context::new();
    let files = [("/kernel.cl", "kernel void f() {\n  x = 1;\n}")];
    let (module, log) = compile_text(&context, files);
    assert!(module.is_none());
    assert!(
        log.contains("kernel.cl:2:3: error: use of undeclared identifier 'x'"),
        "{log}"
    );
    let (module, log) = compile_text(&context, [("/kernel.cl", "kernel void f() {}")]);
    assert!(module.is_some(), "{log}");
}

#[test]
fn modules_come_back_from_text_and_bitcode() {
    let context = Context::new();
    let text = "define i32 @twice(i32 %x) {\n  %y = add nsw i32 %x, %x\n  ret i32 %y\n}\n";
    let module = Module::parse(&context, text).unwrap();
    module.verify().unwrap();
    let twice = module.function("twice").unwrap();
    let add = twice.blocks()[0].instructions()[0];
    assert_eq!(add.opcode(), Opcode::LLVMAdd);
    assert!(add.nsw() && !add.nuw());
    assert_eq!(add.operands(), [twice.parameters()[0]; 2]);
    let bitcode = module.to_bitcode();
    let again = Module::bitcode(&context, &bitcode).unwrap();
    assert!(again.to_string().contains("add nsw i32 %x, %x"));
    assert!(Module::bitcode(&context, &bitcode[..20]).is_err());
    assert!(Module::parse(&context, "define").is_err());
}

#[test]
fn linking_reports_what_is_defined_twice() {
    let context = Context::new();
    let one = Module::parse(&context, "define void @f() { ret void }").unwrap();
    let error = one.link(one.duplicate(), false).unwrap_err();
    assert!(error.contains("multiply defined"), "{error}");
}

#[test]
fn a_built_function_verifies_and_becomes_machine_code() {
    let context = Context::new();
    let module = Module::new(&context, "test");
    let machine = Machine::new("x86-64", "", Effort::Default).unwrap();
    module.set_target(TRIPLE, &machine.data_layout());
    let i64_type = context.int(64);
    let function = module.declare(
        "half_of",
        context.function(i64_type, &[i64_type, context.ptr(0)], false),
    );
    let builder = context.builder();
    builder.at_end(function.append_block(&context, "entry"));
    let [value, pointer] = function.parameters()[..] else {
        panic!()
    };
    let half = builder.binary(Opcode::LLVMLShr, value, i64_type.constant(1));
    let place = builder.gep(i64_type, pointer, &[i64_type.constant(2)], 1);
    builder.store(half, place, 8);
    builder.ret(half);
    module.verify().unwrap();
    module.run_passes("default<O2>", Some(&machine)).unwrap();
    assert!(module.run_passes("no-such-pass", None).is_err());
    let assembly = String::from_utf8(machine.emit(&module, true).unwrap()).unwrap();
    assert!(assembly.contains("half_of:"), "{assembly}");
    assert!(
        machine
            .emit(&module, false)
            .unwrap()
            .starts_with(b"\x7fELF")
    );
}

#[test]
fn kernel_metadata_is_read() {
    let context = Context::new();
    let (module, log) = compile_text(&context, [("/kernel.cl", KERNEL)]);
    let module = module.expect(&log);
    let kernel = module.function("fill").unwrap();
    assert_eq!(kernel.call_convention(), SPIR_KERNEL);
    let types = kernel.metadata(&context, "kernel_arg_type").unwrap();
    assert_eq!(
        types,
        ["uint*", "uint"].map(|ty| Metadata::String(ty.into()))
    );
    let spaces = kernel.metadata(&context, "kernel_arg_addr_space").unwrap();
    assert_eq!(spaces, [Metadata::Int(1), Metadata::Int(0)]);
    assert_eq!(kernel.parameters()[0].ty(), context.ptr(1));
}
