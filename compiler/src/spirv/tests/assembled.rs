//! Modules in SPIR-V assembly: what clang never writes, and the values of instructions on constants.

#[path = "../../../spirv/tests/common/mod.rs"]
mod common;

use crate::llvm::Context;
use crate::options::MathOptions;
use crate::spirv::lower;
use common::{PROLOGUE, assemble_bytes};
use mirrorcl_spirv::Module as Source;

const TYPES: &str = "
    %void = OpTypeVoid
    %bool = OpTypeBool
    %char = OpTypeInt 8 0
    %short = OpTypeInt 16 0
    %int = OpTypeInt 32 0
    %long = OpTypeInt 64 0
    %float = OpTypeFloat 32
    %half = OpTypeFloat 16
    %int2 = OpTypeVector %int 2
    %int4 = OpTypeVector %int 4
    %char4 = OpTypeVector %char 4
    %bool4 = OpTypeVector %bool 4
    %pair = OpTypeStruct %int %int
    %array = OpTypeStruct %int4 %pair
    %global = OpTypePointer CrossWorkgroup %int
    %generic = OpTypePointer Generic %int
    %local = OpTypePointer Workgroup %int
    %gfloat = OpTypePointer CrossWorkgroup %float
    %constant = OpTypePointer UniformConstant %char
    %private = OpTypePointer Function %int
    %zero = OpConstant %int 0
    %one = OpConstant %int 1
    %two = OpConstant %int 2
    %three = OpConstant %int 3
    %four = OpConstant %int 4
    %eight = OpConstant %int 8
    %m7 = OpConstant %int -7
    %big = OpConstant %int 0x80000001
    %c200 = OpConstant %char 200
    %s5 = OpConstant %short 5
    %long5 = OpConstant %long 5
    %f25 = OpConstant %float 2.5
    %fm35 = OpConstant %float -3.5
    %fnan = OpConstant %float NaN
    %finf = OpConstant %float inf
    %tiny = OpConstant %float 1e-40
    %true = OpConstantTrue %bool
    %false = OpConstantFalse %bool
    %v1234 = OpConstantComposite %int4 %one %two %three %four
    %bytes = OpConstantComposite %char4 %c200 %c200 %c200 %c200
    %truths = OpConstantComposite %bool4 %true %true %false %true
    %p34 = OpConstantComposite %pair %three %four
    %nullv = OpConstantNull %int4
    %kernel = OpTypeFunction %void %global %gfloat
";

/// Globals before, then a kernel `main(%p, %f)` with this body.
fn kernel_with(annotations: &str, globals: &str, body: &str) -> String {
    format!(
        "OpCapability Float16\nOpCapability Int8\nOpCapability Int16\nOpCapability BitInstructions
        OpCapability Groups\nOpCapability DotProduct\nOpCapability DotProductInputAll
        OpCapability DotProductInput4x8BitPacked\nOpCapability GroupNonUniformBallot
        OpCapability GroupNonUniformClustered\nOpCapability GroupNonUniformArithmetic
        OpCapability ExpectAssumeKHR\nOpCapability FMAKHR\n{PROLOGUE}
        OpEntryPoint Kernel %main \"main\"
        {annotations}
        {TYPES}
        {globals}
        %main = OpFunction %void None %kernel
        %p = OpFunctionParameter %global
        %f = OpFunctionParameter %gfloat
        %entry = OpLabel
        {body}
        OpReturn
        OpFunctionEnd"
    )
}

fn lowered(text: &str, given: &[(u32, Vec<u8>)]) -> Result<String, String> {
    let source = Source::parse(&assemble_bytes(text)).map_err(|error| error.to_string())?;
    let context = Context::new();
    let module = lower(&context, &source, given, MathOptions::default())?;
    module.run_passes("function(instcombine<no-verify-fixpoint>)", None)?;
    Ok(module.to_string())
}

fn ir(text: &str) -> String {
    lowered(text, &[]).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// LLVM IR of the kernel with this body contains this.
#[track_caller]
fn body_gives(body: &str, expected: &str) {
    let ir = ir(&kernel_with("", "", body));
    assert!(ir.contains(expected), "no {expected:?} in\n{ir}");
}

/// The instruction gives this value on constants.
#[track_caller]
fn value(ty: &str, instruction: &str, expected: &str) {
    let text = kernel_with(
        "OpDecorate %probe LinkageAttributes \"probe\" Export",
        &format!("%probing = OpTypeFunction %{ty}"),
        "",
    );
    let probe = format!(
        "%probe = OpFunction %{ty} None %probing
        %start = OpLabel
        %x = {instruction}
        OpReturnValue %x
        OpFunctionEnd"
    );
    let ir = ir(&format!("{text}\n{probe}"));
    let (_, function) = ir.split_once("@probe(").expect("the function");
    let (_, result) = function.split_once("ret ").expect("a return");
    let result = result.lines().next().unwrap_or_default();
    assert_eq!(result, expected, "{instruction}\n{ir}");
}

#[test]
fn integer_arithmetic_has_the_values_of_the_specification() {
    value("int", "OpSMod %int %m7 %three", "i32 2");
    value("int", "OpSRem %int %m7 %three", "i32 -1");
    value("int", "OpUMod %int %m7 %three", "i32 0");
    value("int", "OpSDiv %int %m7 %two", "i32 -3");
    value("int", "OpShiftRightArithmetic %int %m7 %one", "i32 -4");
    value(
        "int",
        "OpShiftRightLogical %int %m7 %long5",
        "i32 134217727",
    );
    value("int", "OpBitReverse %int %three", "i32 -1073741824");
    value("char", "OpBitReverse %char %c200", "i8 19");
    value(
        "int",
        "OpBitFieldInsert %int %zero %m7 %four %three",
        "i32 16",
    );
    value(
        "int",
        "OpBitFieldInsert %int %m7 %zero %four %zero",
        "i32 -7",
    );
    value("int", "OpBitFieldUExtract %int %big %zero %one", "i32 1");
    value("int", "OpBitFieldSExtract %int %big %zero %one", "i32 -1");
    value("int", "OpBitFieldSExtract %int %m7 %zero %zero", "i32 0");
    value(
        "pair",
        "OpIAddCarry %pair %big %big",
        "{ i32, i32 } { i32 2, i32 1 }",
    );
    value(
        "pair",
        "OpISubBorrow %pair %one %two",
        "{ i32, i32 } { i32 -1, i32 1 }",
    );
}

#[test]
fn dot_products_of_integers_have_the_values_of_the_specification() {
    value("int", "OpSDot %int %v1234 %v1234", "i32 30");
    value("int", "OpUDot %int %bytes %bytes", "i32 160000");
    value("int", "OpSDot %int %bytes %bytes", "i32 12544");
    value("int", "OpSUDot %int %bytes %bytes", "i32 -44800");
    value(
        "int",
        "OpUDot %int %big %big PackedVectorFormat4x8Bit",
        "i32 16385",
    );
}

#[test]
fn comparisons_have_the_values_of_the_specification() {
    value("bool", "OpIsNan %bool %fnan", "i1 true");
    value("bool", "OpIsNan %bool %finf", "i1 false");
    value("bool", "OpIsInf %bool %finf", "i1 true");
    value("bool", "OpIsFinite %bool %finf", "i1 false");
    value("bool", "OpIsNormal %bool %tiny", "i1 false");
    value("bool", "OpIsNormal %bool %fm35", "i1 true");
    value("bool", "OpSignBitSet %bool %fm35", "i1 true");
    value("bool", "OpFUnordEqual %bool %fnan %f25", "i1 true");
    value("bool", "OpLessOrGreater %bool %fnan %f25", "i1 false");
    value("bool", "OpAny %bool %truths", "i1 true");
    value("bool", "OpAll %bool %truths", "i1 false");
    value("bool", "OpAny %bool %v1234", "i1 false");
    value("bool", "OpULessThan %bool %m7 %three", "i1 false");
    value("bool", "OpLogicalEqual %bool %true %false", "i1 false");
    value("int", "OpSelect %int %false %one %two", "i32 2");
}

#[test]
fn conversions_have_the_values_of_the_specification() {
    value("int", "OpConvertFToS %int %fm35", "i32 -3");
    value("char", "OpConvertFToS %char %fm35", "i8 -3");
    value("int", "OpSConvert %int %c200", "i32 -56");
    value("int", "OpUConvert %int %c200", "i32 200");
    value("char", "OpUConvert %char %c200", "i8 -56");
    value("float", "OpConvertUToF %float %c200", "float 2.000000e+02");
    value("int", "OpBitcast %int %bytes", "i32 -926365496");
}

#[test]
fn composites_have_the_values_of_the_specification() {
    value("int", "OpCompositeExtract %int %v1234 2", "i32 3");
    value(
        "pair",
        "OpCompositeInsert %pair %one %p34 1",
        "{ i32, i32 } { i32 3, i32 1 }",
    );
    value(
        "int4",
        "OpVectorShuffle %int4 %v1234 %nullv 3 2 1 4",
        "<4 x i32> <i32 4, i32 3, i32 2, i32 0>",
    );
    value(
        "int4",
        "OpCompositeConstruct %int4 %one %one %one %two",
        "<4 x i32> <i32 1, i32 1, i32 1, i32 2>",
    );
    value("int", "OpVectorExtractDynamic %int %v1234 %three", "i32 4");
}

#[test]
fn groups_call_the_functions_of_opencl_c() {
    let calls = |body: &str, name: &str| body_gives(body, &format!("@{name}("));
    calls("%x = OpGroupAll %bool %two %true", "_Z14work_group_alli");
    calls(
        "%x = OpGroupUMax %int %two InclusiveScan %one",
        "_Z29work_group_scan_inclusive_maxj",
    );
    calls(
        "%x = OpGroupSMin %int %three Reduce %one",
        "_Z20sub_group_reduce_mini",
    );
    calls(
        "%x = OpGroupNonUniformIAdd %int %three ClusteredReduce %one %four",
        "_Z30sub_group_clustered_reduce_addij",
    );
    calls(
        "%x = OpGroupNonUniformFAdd %float %three ExclusiveScan %f25",
        "_Z40sub_group_non_uniform_scan_exclusive_addf",
    );
    calls(
        "%x = OpGroupNonUniformBallot %int4 %three %true",
        "_Z16sub_group_balloti",
    );
    calls(
        "%x = OpGroupNonUniformBallotBitCount %int %three InclusiveScan %v1234",
        "_Z31sub_group_ballot_inclusive_scanDv4_j",
    );
}

#[test]
fn barriers_and_fences_say_what_they_order() {
    let semantics = "%s = OpConstant %int 0x310";
    let barrier = kernel_with("", semantics, "OpControlBarrier %two %one %s");
    assert!(ir(&barrier).contains("@_Z18work_group_barrierj12memory_scope(i32 3, i32 2)"));
    let fence = kernel_with("", semantics, "OpMemoryBarrier %one %s");
    let call = "@_Z22atomic_work_item_fencej12memory_order12memory_scope(i32 3, i32 5, i32 2)";
    assert!(ir(&fence).contains(call), "{}", ir(&fence));
    body_gives("OpMemoryBarrier %one %zero", "ret void");
}

#[test]
fn atomics_have_orders() {
    body_gives(
        "%x = OpAtomicIAdd %int %p %one %zero %one",
        "atomicrmw add ptr addrspace(1) %0, i32 1 monotonic",
    );
    body_gives(
        "%x = OpAtomicUMax %int %p %one %two %one",
        "atomicrmw umax ptr addrspace(1) %0, i32 1 acquire",
    );
    body_gives(
        "%x = OpAtomicIDecrement %int %p %one %eight",
        "i32 1 acq_rel",
    );
    body_gives(
        "%x = OpAtomicLoad %int %p %one %two",
        "load atomic i32, ptr addrspace(1) %0 acquire",
    );
    body_gives(
        "OpAtomicStore %p %one %four %one",
        "store atomic i32 1, ptr addrspace(1) %0 release",
    );
    body_gives("%x = OpAtomicLoad %float %f %one %two", "load atomic i32");
    body_gives(
        "%x = OpAtomicExchange %float %f %one %two %f25",
        "atomicrmw xchg",
    );
    body_gives(
        "%x = OpAtomicCompareExchange %int %p %one %eight %two %one %zero",
        "cmpxchg ptr addrspace(1) %0, i32 0, i32 1 acq_rel acquire",
    );
    body_gives(
        "%x = OpAtomicFlagTestAndSet %bool %p %one %two",
        "atomicrmw xchg",
    );
}

#[test]
fn memory_operands_and_decorations_arrive() {
    body_gives(
        "%x = OpLoad %int %p Volatile|Aligned 2",
        "load volatile i32, ptr addrspace(1) %0, align 2",
    );
    body_gives("OpCopyMemorySized %p %p %long5", "@llvm.memcpy.p1.p1.i64");
    let wrapped = kernel_with(
        "OpDecorate %x NoSignedWrap\nOpDecorate %y FPFastMathMode Fast",
        "",
        "%l = OpLoad %int %p\n%x = OpIAdd %int %l %one\nOpStore %p %x
        %m = OpLoad %float %f\n%y = OpFAdd %float %m %f25\nOpStore %f %y",
    );
    let ir = ir(&wrapped);
    assert!(
        ir.contains("add nsw i32") && ir.contains("fadd fast float"),
        "{ir}"
    );
}

#[test]
fn contraction_is_allowed_unless_a_kernel_forbids_it() {
    let body = "%m = OpLoad %float %f\n%y = OpFMul %float %m %f25\nOpStore %f %y";
    assert!(ir(&kernel_with("", "", body)).contains("fmul contract float"));
    let off = kernel_with("OpExecutionMode %main ContractionOff", "", body);
    assert!(ir(&off).contains("fmul float"));
}

#[test]
fn phis_have_an_operand_for_each_edge() {
    let text = kernel_with(
        "",
        "",
        "%c = OpLoad %int %p
        OpSwitch %c %join 1 %join 2 %other 7 %join
        %other = OpLabel
        %b = OpIEqual %bool %c %two
        OpBranchConditional %b %join %join
        %join = OpLabel
        %x = OpPhi %int %one %entry %m7 %other
        OpStore %p %x",
    );
    let source = Source::parse(&assemble_bytes(&text)).expect("valid");
    let context = Context::new();
    let ir = lower(&context, &source, &[], MathOptions::default())
        .expect("lowered")
        .to_string();
    let phi = ir
        .lines()
        .find(|line| line.contains("phi i32"))
        .expect("a phi");
    assert_eq!(phi.matches("[ 1,").count(), 3, "{phi}");
    assert_eq!(phi.matches("[ -7,").count(), 2, "{phi}");
}

#[test]
fn kernels_are_described() {
    let text = kernel_with(
        "OpExecutionMode %main LocalSize 8 4 2
        %kept = OpString \"kernel_arg_type.main.uint*,float*,\"
        OpName %p \"numbers\"
        OpName %f \"factors\"",
        "",
        "",
    );
    let ir = ir(&text);
    for part in [
        "!reqd_work_group_size",
        "!{i32 8, i32 4, i32 2}",
        "!{!\"numbers\", !\"factors\"}",
        "!{!\"uint*\", !\"float*\"}",
        "!{i32 1, i32 1}",
        "define spir_kernel void @main",
    ] {
        assert!(ir.contains(part), "no {part} in\n{ir}");
    }
    let nameless = self::ir(&kernel_with("", "", ""));
    assert!(nameless.contains("!kernel_arg_type ") && !nameless.contains("!kernel_arg_name"));
}

#[test]
fn sizes_may_be_specialised() {
    let text = kernel_with(
        "OpExecutionModeId %main LocalSizeId %n %one %one\nOpDecorate %n SpecId 3",
        "%n = OpSpecConstant %int 16
        %many = OpTypeArray %int %n
        %place = OpTypePointer Workgroup %many
        %shared = OpVariable %place Workgroup",
        "",
    );
    let ir = lowered(&text, &[(3, 24u32.to_le_bytes().to_vec())]).unwrap();
    assert!(ir.contains("!{i32 24, i32 1, i32 1}"), "{ir}");
    assert!(
        ir.contains("internal addrspace(3) global [24 x i32] undef"),
        "{ir}"
    );
    let zero = lowered(&text, &[(3, vec![0; 4])]).unwrap_err();
    assert!(zero.contains("a size of 0"), "{zero}");
}

#[test]
fn structures_by_value_become_byval() {
    let text = format!(
        "{PROLOGUE}
        OpEntryPoint Kernel %main \"main\"
        {TYPES}
        %taking = OpTypeFunction %void %pair %global
        %main = OpFunction %void None %taking
        %s = OpFunctionParameter %pair
        %p = OpFunctionParameter %global
        %entry = OpLabel
        %x = OpCompositeExtract %int %s 1
        OpStore %p %x
        OpReturn
        OpFunctionEnd"
    )
    .replace("%half = OpTypeFloat 16\n", "");
    let ir = ir(&text);
    assert!(
        ir.contains("@main(ptr byval({ i32, i32 }) align 4 %0"),
        "{ir}"
    );
}

#[test]
fn positions_become_a_line_table() {
    let text = kernel_with(
        "%file = OpString \"dir/kernel.cl\"",
        "",
        "OpLine %file 7 3\nOpStore %p %one\nOpNoLine",
    );
    let ir = ir(&text);
    for part in [
        "DIFile(filename: \"kernel.cl\", directory: \"dir\")",
        "line: 7, column: 3",
        "DISubprogram(name: \"main\"",
    ] {
        assert!(ir.contains(part), "no {part} in\n{ir}");
    }
}

#[test]
fn what_cannot_be_lowered_is_refused() {
    let refused = |text: &str, reason: &str| {
        let error = lowered(text, &[]).unwrap_err();
        assert!(error.contains(reason), "{error}");
    };
    let body = |body: &str, reason: &str| refused(&kernel_with("", "", body), reason);
    body("OpControlBarrier %one %one %zero", "execution scope");
    body("%x = OpGroupAll %bool %one %true", "group scope");
    let reserved = "OpDecorate %main LinkageAttributes \"x\" Export";
    let own = kernel_with(reserved, "", "").replace("\"main\"", "\"__mirrorcl_context\"");
    refused(&own, "reserved");
    let huge = "%n = OpConstant %long 0x4000000000000000
        %many = OpTypeArray %int %n
        %place = OpTypePointer CrossWorkgroup %many
        %g = OpVariable %place CrossWorkgroup";
    refused(&kernel_with("", huge, ""), "too large");
    let replaced = kernel_with(
        "OpDecorate %sin LinkageAttributes \"_Z3sinf\" Export",
        "%unary = OpTypeFunction %float %float",
        "%m = OpLoad %float %f\n%y = OpExtInst %float %std sin %m",
    );
    let own = "%sin = OpFunction %float None %unary\n%a = OpFunctionParameter %float
        %l = OpLabel\nOpReturnValue %a\nOpFunctionEnd";
    refused(&format!("{replaced}\n{own}"), "built-in function, itself");
}

/// As translators wrote them before the Input storage class: imported constants under the built-in's name.
#[test]
fn built_ins_may_be_imported_constants() {
    let annotations = "OpDecorate %gid BuiltIn GlobalInvocationId
        OpDecorate %gid LinkageAttributes \"__spirv_BuiltInGlobalInvocationId\" Import";
    let globals = "%size3 = OpTypeVector %long 3
        %input = OpTypePointer UniformConstant %size3
        %gid = OpVariable %input UniformConstant";
    let body = "%id = OpLoad %size3 %gid Aligned 32
        %x = OpCompositeExtract %long %id 0
        %narrow = OpUConvert %int %x
        OpStore %p %narrow";
    let ir = ir(&kernel_with(annotations, globals, body));
    assert!(ir.contains("@_Z13get_global_idj(i32 0)"), "{ir}");
    assert!(!ir.contains("__spirv_BuiltIn"), "{ir}");
}

/// SPV_KHR_linkonce_odr: what a module defines for others is there for them, though it does not use it itself.
#[test]
fn functions_defined_once_are_there_for_other_modules() {
    let text = kernel_with(
        "OpDecorate %shared LinkageAttributes \"shared\" LinkOnceODR",
        "%sharing = OpTypeFunction %int",
        "",
    )
    .replace("%std = ", "OpExtension \"SPV_KHR_linkonce_odr\"\n%std = ");
    let defining = format!(
        "{text}\n%shared = OpFunction %int None %sharing
        %start = OpLabel
        OpReturnValue %three
        OpFunctionEnd"
    );
    let context = Context::new();
    let source = Source::parse(&assemble_bytes(&defining)).expect("a valid module");
    let module = lower(&context, &source, &[], MathOptions::default()).expect("it can be lowered");
    let whole = crate::llvm::Module::new(&context, "whole");
    whole.link(module, false).expect("it can be linked");
    assert!(
        whole
            .function("shared")
            .is_some_and(|function| !function.is_declaration())
    );
}
