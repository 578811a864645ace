//! Every function that clang's OpenCL headers declare for our devices is defined in the library.

mod common;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

/// What a device may offer; images, pipes and device enqueue are not of this library.
const FEATURES: &[&str] = &[
    "cl_khr_fp64",
    "cl_khr_fp16",
    "cl_khr_byte_addressable_store",
    "cl_khr_global_int32_base_atomics",
    "cl_khr_global_int32_extended_atomics",
    "cl_khr_local_int32_base_atomics",
    "cl_khr_local_int32_extended_atomics",
    "cl_khr_int64_base_atomics",
    "cl_khr_int64_extended_atomics",
    "cl_khr_extended_bit_ops",
    "cl_khr_integer_dot_product",
    "cl_ext_float_atomics",
    "cl_khr_subgroups",
    "cl_khr_subgroup_ballot",
    "cl_khr_subgroup_clustered_reduce",
    "cl_khr_subgroup_extended_types",
    "cl_khr_subgroup_non_uniform_arithmetic",
    "cl_khr_subgroup_non_uniform_vote",
    "cl_khr_subgroup_rotate",
    "cl_khr_subgroup_shuffle",
    "cl_khr_subgroup_shuffle_relative",
    "__opencl_c_fp64",
    "__opencl_c_int64",
    "__opencl_c_generic_address_space",
    "__opencl_c_program_scope_global_variables",
    "__opencl_c_subgroups",
    "__opencl_c_work_group_collective_functions",
    "__opencl_c_atomic_order_acq_rel",
    "__opencl_c_atomic_order_seq_cst",
    "__opencl_c_atomic_scope_device",
    "__opencl_c_atomic_scope_all_devices",
    "__opencl_c_integer_dot_product_input_4x8bit",
    "__opencl_c_integer_dot_product_input_4x8bit_packed",
    "__opencl_c_ext_fp32_global_atomic_add",
    "__opencl_c_ext_fp32_local_atomic_add",
    "__opencl_c_ext_fp32_global_atomic_min_max",
    "__opencl_c_ext_fp32_local_atomic_min_max",
    "__opencl_c_ext_fp64_global_atomic_add",
    "__opencl_c_ext_fp64_local_atomic_add",
    "__opencl_c_ext_fp64_global_atomic_min_max",
    "__opencl_c_ext_fp64_local_atomic_min_max",
];

/// Parts of mangled names that belong to what this library leaves out. The header declares some of it whatever the
/// features are.
const FOREIGN: &[&str] = &[
    "ocl_image",
    "ocl_sampler",
    "ocl_pipe",
    "ocl_reserveid",
    "ocl_queue",
    "ocl_clkevent",
];

#[test]
fn every_declared_function_is_defined() {
    let mut missing = BTreeSet::new();
    for standard in ["CL1.0", "CL1.2", "CL2.0", "CL3.0"] {
        let declared = declared_functions(standard);
        assert!(
            declared.len() > 10_000,
            "{standard}: only {} declarations were found",
            declared.len()
        );
        missing.extend(
            declared
                .into_iter()
                .filter(|name| mirrorcl_builtins::module_of(name).is_none()),
        );
    }
    // printf is the compiler's.
    missing.remove("printf");
    assert!(
        missing.is_empty(),
        "{} functions are missing: {missing:#?}",
        missing.len()
    );
}

#[test]
fn the_library_needs_nothing_but_itself_and_the_intrinsics() {
    let mut unknown = BTreeSet::new();
    for module in mirrorcl_builtins::modules() {
        for symbol in undefined_symbols(module.bitcode) {
            let intrinsic = [
                "__mirrorcl_context",
                "__mirrorcl_local_id",
                "__mirrorcl_barrier",
                "__mirrorcl_sub_group",
                "__mirrorcl_sub_group_active",
                "__mirrorcl_sub_group_barrier",
                "__mirrorcl_sub_group_item",
                "__mirrorcl_sub_group_memory",
                "__mirrorcl_sub_group_size",
                "__mirrorcl_has_avx512",
            ]
            .contains(&symbol.as_str())
                || symbol.starts_with("__mirrorcl_avx512_");
            if !intrinsic
                && !symbol.starts_with("llvm.")
                && mirrorcl_builtins::module_of(&symbol).is_none()
            {
                unknown.insert(format!("{}: {symbol}", module.name));
            }
        }
    }
    assert!(unknown.is_empty(), "{unknown:#?}");
}

fn clang_cc1() -> Command {
    let mut clang = Command::new(concat!(env!("MIRRORCL_LLVM_BIN"), "/clang"));
    clang.args([
        "-cc1",
        "-triple",
        "spir64",
        "-internal-isystem",
        env!("MIRRORCL_CLANG_INCLUDE"),
    ]);
    clang
}

fn declared_functions(standard: &str) -> BTreeSet<String> {
    let features: Vec<String> = FEATURES
        .iter()
        .map(|feature| format!("+{feature}"))
        .collect();
    let mut child = clang_cc1()
        .arg(format!("-cl-std={standard}"))
        .arg(format!("-cl-ext=-all,{}", features.join(",")))
        .args(["-ast-dump=json", "-x", "cl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        // The header declares image functions of devices without images, which clang refuses one by one.
        .stderr(Stdio::null())
        .spawn()
        .expect("clang starts");
    let mut source = child.stdin.take().expect("stdin is a pipe");
    source
        .write_all(b"#include <opencl-c.h>\n")
        .expect("clang reads its source");
    drop(source);
    let lines = BufReader::new(child.stdout.take().expect("stdout is a pipe")).lines();
    let names = lines
        .map(|line| line.expect("the dump is text"))
        .filter_map(|line| {
            Some(
                line.split_once("\"mangledName\": \"")?
                    .1
                    .split_once('"')?
                    .0
                    .to_owned(),
            )
        })
        .filter(|name| !FOREIGN.iter().any(|part| name.contains(part)))
        .collect();
    child.wait().expect("clang ends");
    names
}

fn undefined_symbols(bitcode: &[u8]) -> Vec<String> {
    let mut child = Command::new(concat!(env!("MIRRORCL_LLVM_BIN"), "/llvm-nm"))
        .args(["--undefined-only", "-j", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("llvm-nm starts");
    child
        .stdin
        .take()
        .expect("stdin is a pipe")
        .write_all(bitcode)
        .expect("llvm-nm reads the module");
    let output = child.wait_with_output().expect("llvm-nm ends");
    assert!(output.status.success());
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(String::from)
        .collect()
}

#[test]
fn processors_with_fma_and_half_conversions_need_no_library_calls() {
    let wanted = |module: &str| {
        [
            "math",
            "half",
            "float",
            "double",
            "remainder",
            "common",
            "geometric",
            "convert_float",
        ]
        .iter()
        .any(|start| module.starts_with(start))
    };
    let folder = common::folder("calls");
    let extra = [common::portable()];
    let object = common::object_for(&folder, "x86-64-v3", wanted, &extra, "_Z*");
    let list = common::run(
        common::tool("llvm-nm")
            .args(["--undefined-only", "-j"])
            .arg(object),
    );
    let calls: Vec<&str> = list
        .lines()
        .filter(|symbol| !symbol.starts_with("_Z"))
        .collect();
    assert!(calls.is_empty(), "{calls:?}");
}
