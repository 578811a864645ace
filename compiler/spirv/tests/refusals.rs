//! Each case is a valid module with one thing wrong, and a part of the reason that must be given.

mod common;

use common::{PROLOGUE, assemble_bytes};
use mirrorcl_spirv::Module;

/// Types and constants that the cases share.
const TYPES: &str = "
    %void = OpTypeVoid
    %bool = OpTypeBool
    %char = OpTypeInt 8 0
    %int = OpTypeInt 32 0
    %long = OpTypeInt 64 0
    %float = OpTypeFloat 32
    %int2 = OpTypeVector %int 2
    %int4 = OpTypeVector %int 4
    %float4 = OpTypeVector %float 4
    %bool4 = OpTypeVector %bool 4
    %global = OpTypePointer CrossWorkgroup %int
    %generic = OpTypePointer Generic %int
    %private = OpTypePointer Function %int
    %pair = OpTypeStruct %int %float
    %one = OpConstant %int 1
    %two = OpConstant %int 2
    %three = OpConstant %int 3
    %long1 = OpConstant %long 1
    %half = OpConstant %float 0.5
    %true = OpConstantTrue %bool
    %arr = OpTypeArray %int %three
    %null4 = OpConstantNull %int4
    %zero4f = OpConstantNull %float4
    %nullpair = OpConstantNull %pair
    %nullarr = OpConstantNull %arr
    %kernel = OpTypeFunction %void %global
    %unary = OpTypeFunction %int %int
";

/// A module whose kernel has `body` in its entry block.
fn with_body(body: &str) -> String {
    module("", TYPES, &format!("%entry = OpLabel\n{body}\nOpReturn"))
}

/// A module from its annotations, globals and the kernel's blocks.
fn module(annotations: &str, globals: &str, blocks: &str) -> String {
    format!(
        "{PROLOGUE}
        OpEntryPoint Kernel %main \"main\"
        {annotations}
        {globals}
        %main = OpFunction %void None %kernel
        %p = OpFunctionParameter %global
        {blocks}
        OpFunctionEnd"
    )
}

fn refusal(text: &str) -> String {
    match Module::parse(&assemble_bytes(text)) {
        Ok(_) => "accepted".into(),
        Err(error) => error.to_string(),
    }
}

#[track_caller]
fn refused(text: &str, reason: &str) {
    let got = refusal(text);
    assert!(
        got.contains(reason),
        "expected {reason:?}, got: {got}\n{text}"
    );
}

#[track_caller]
fn body_refused(body: &str, reason: &str) {
    refused(&with_body(body), reason);
}

#[test]
fn the_frame_of_the_cases_is_valid() {
    assert_eq!(
        refusal(&with_body("%x = OpIAdd %int %one %two")),
        "accepted"
    );
}

#[test]
fn models_capabilities_and_extensions() {
    refused(
        "OpCapability Kernel\nOpMemoryModel Physical64 OpenCL",
        "capability Addresses",
    );
    refused("OpCapability Shader", "Shader is not supported");
    refused("OpCapability ImageBasic", "ImageBasic is not supported");
    // Of version 1.6, which no device announces.
    refused(
        "OpCapability UniformDecoration",
        "UniformDecoration is not supported",
    );
    refused("OpExtension \"SPV_VENDOR_unheard_of\"", "extension");
    refused("%x = OpExtInstImport \"GLSL.std.450\"", "instruction set");
    refused(
        "OpCapability Kernel\nOpMemoryModel Physical32 OpenCL",
        "Physical32",
    );
    refused(
        "OpCapability Kernel\nOpMemoryModel Logical GLSL450",
        "Logical",
    );
    refused("OpCapability Kernel", "OpMemoryModel is missing");
    let twice = format!("{PROLOGUE}\nOpMemoryModel Physical64 OpenCL");
    refused(&twice, "more than one");
    let late = format!("{PROLOGUE}\nOpCapability Float64");
    refused(&late, "too late");
    let undeclared = format!("{PROLOGUE}\n%d = OpTypeFloat 64");
    refused(&undeclared, "Float64");
    let undeclared = format!("{PROLOGUE}\n%i = OpTypeInt 32 0\n%v = OpTypeVector %i 16");
    refused(&undeclared, "Vector16");
}

#[test]
fn types() {
    let ty = |text: &str| format!("{PROLOGUE}\n%void = OpTypeVoid\n%int = OpTypeInt 32 0\n{text}");
    refused(&ty("%x = OpTypeInt 7 0"), "width 7");
    refused(&ty("%x = OpTypeInt 32 1"), "signedness");
    refused(&ty("%x = OpTypeFloat 8"), "width 8");
    refused(&ty("%x = OpTypeVector %int 5"), "vector of 5");
    refused(&ty("%x = OpTypeVector %void 4"), "not a scalar");
    refused(&ty("%x = OpTypeArray %int %int"), "integer constant");
    refused(&ty("%x = OpTypeStruct %void"), "not the type of a value");
    refused(&ty("%x = OpTypeStruct %y"), "not a type");
    refused(
        &ty("%x = OpTypePointer Uniform %int"),
        "storage class Uniform",
    );
    refused(&ty("%x = OpTypePointer Function %y"), "not a type");
    refused(&ty("%x = OpTypePipe None"), "");
    refused(&ty("%int = OpTypeInt 16 0"), "defined twice");
    refused(&ty("OpTypeForwardPointer %f Generic"), "never defined");
    let f = "OpTypeForwardPointer %f Generic\n%f = OpTypePointer CrossWorkgroup %int";
    refused(&ty(f), "another storage class");
    refused(
        &ty("%x = OpTypeFunction %void %void"),
        "not the type of a value",
    );
    let nested: String = (0..300)
        .map(|n| format!("%n{} = OpTypeStruct %n{n}\n", n + 1))
        .collect::<String>();
    refused(
        &ty(&format!("%n0 = OpTypeStruct %int\n{nested}")),
        "nest deeper",
    );
}

#[test]
fn constants_and_variables() {
    let global = |text: &str| module("", &format!("{TYPES}\n{text}"), "%e = OpLabel\nOpReturn");
    refused(&global("%x = OpConstantTrue %int"), "not OpTypeBool");
    refused(
        &global("%x = OpConstantComposite %int4 %one %one"),
        "number of constituents",
    );
    refused(
        &global("%x = OpConstantComposite %int2 %one %half"),
        "constituent 1",
    );
    refused(
        &global("%x = OpConstantComposite %arr %one %one"),
        "number of constituents",
    );
    refused(
        &global("%x = OpConstantNull %void"),
        "not the type of a value",
    );
    refused(
        &global("%x = OpVariable %int CrossWorkgroup"),
        "not a pointer type",
    );
    refused(
        &global("%x = OpVariable %global Workgroup"),
        "storage class",
    );
    refused(&global("%x = OpVariable %private Function"), "module-scope");
    refused(
        &global("%x = OpVariable %global CrossWorkgroup %half"),
        "no constant",
    );
    refused(
        &global("%x = OpSpecConstantOp %int FOrdEqual %one %one"),
        "not allowed",
    );
    refused(
        &global("%x = OpSpecConstantOp %int IAdd %one %half"),
        "operand 1",
    );
    refused(
        &global("%x = OpSpecConstantOp %int IAdd %one %later\n%later = OpConstant %int 1"),
        "earlier",
    );
    refused(
        &global("%in = OpTypePointer Input %int\n%x = OpVariable %in Input"),
        "no built-in",
    );
    let annotated = |annotation: &str, text: &str| {
        module(
            annotation,
            &format!("{TYPES}\n{text}"),
            "%e = OpLabel\nOpReturn",
        )
    };
    let input = "%in = OpTypePointer Input %int\n%x = OpVariable %in Input";
    refused(
        &annotated("OpDecorate %x BuiltIn GlobalInvocationId", input),
        "3 integer components",
    );
    refused(
        &annotated("OpDecorate %x BuiltIn FragCoord", input),
        "not supported",
    );
    refused(
        &annotated("OpGroupDecorate %one %x", input),
        "decoration group",
    );
}

#[test]
fn entry_points_and_linkage() {
    let twice = |names: &str| {
        format!(
            "{PROLOGUE}\n{names}\n{TYPES}
            %main = OpFunction %void None %kernel
            %p = OpFunctionParameter %global
            %e = OpLabel
            OpReturn
            OpFunctionEnd"
        )
    };
    refused(&twice("OpEntryPoint GLCompute %main \"a\""), "not Kernel");
    refused(
        &twice("OpEntryPoint Kernel %main \"a\"\nOpEntryPoint Kernel %main \"b\""),
        "second",
    );
    refused(&twice("OpEntryPoint Kernel %one \"a\""), "not a function");
    refused(&twice("OpEntryPoint Kernel %main \"\""), "no name");
    refused(
        &twice("OpExecutionMode %main ContractionOff"),
        "not an entry point",
    );
    let mode = |mode: &str| twice(&format!("OpEntryPoint Kernel %main \"a\"\n{mode}"));
    refused(
        &mode("OpExecutionMode %main OriginUpperLeft"),
        "not supported",
    );
    refused(
        &mode("OpExecutionModeId %main LocalSizeId %half %half %half"),
        "integer constants",
    );
    refused(
        &mode("OpDecorate %main LinkageAttributes \"a\" Import"),
        "defined here",
    );
    let intrinsic = mode("OpDecorate %main LinkageAttributes \"llvm.trap\" Export");
    refused(&intrinsic, "no linkage name");
    refused(&twice(""), "accepted");
}

#[test]
fn functions() {
    let function = |text: &str| format!("{PROLOGUE}\n{TYPES}\n{text}");
    refused(
        &function("%f = OpFunction %int None %kernel\nOpFunctionEnd"),
        "result",
    );
    refused(
        &function("%f = OpFunction %int None %int\nOpFunctionEnd"),
        "not a function type",
    );
    refused(
        &function("%f = OpFunction %int None %unary\nOpFunctionEnd"),
        "parameters",
    );
    refused(
        &function("%f = OpFunction %int None %unary"),
        "OpFunctionEnd is missing",
    );
    let declared = "%f = OpFunction %int None %unary\n%x = OpFunctionParameter %int";
    refused(
        &function(&format!("{declared}\nOpFunctionEnd")),
        "no body and no import",
    );
    refused(
        &function(&format!("{declared}\n%l = OpLabel\nOpFunctionEnd")),
        "no terminator",
    );
    refused(
        &function(&format!(
            "{declared}\n%l = OpLabel\nOpReturn\nOpFunctionEnd"
        )),
        "returns a value",
    );
    let wrong = format!("{declared}\n%l = OpLabel\nOpReturnValue %half\nOpFunctionEnd");
    refused(&function(&wrong), "not of type");
    let itself = "%l = OpLabel\n%y = OpFunctionCall %int %f %x\nOpReturnValue %y\nOpFunctionEnd";
    refused(&function(&format!("{declared}\n{itself}")), "recursion");
    body_refused("%x = OpFunctionCall %void %main %p", "recursion");
    body_refused("%x = OpFunctionCall %void %one %p", "");
}

#[test]
fn control_flow() {
    let blocks = |text: &str| module("", TYPES, text);
    refused(&blocks("OpReturn"), "outside of a block");
    refused(&blocks("%a = OpLabel\nOpBranch %a"), "entry block");
    refused(&blocks("%a = OpLabel\nOpBranch %one"), "not a block");
    refused(
        &blocks("%a = OpLabel\nOpBranchConditional %one %b %b\n%b = OpLabel\nOpReturn"),
        "operand 0",
    );
    refused(
        &blocks("%a = OpLabel\n%b = OpLabel\nOpReturn"),
        "no terminator",
    );
    refused(
        &blocks("%a = OpLabel\nOpReturn\nOpReturn"),
        "outside of a block",
    );
    let switch = |cases: &str| {
        blocks(&format!(
            "%a = OpLabel\nOpSwitch %one %b {cases}\n%b = OpLabel\nOpReturn"
        ))
    };
    refused(&switch("1 %b 1 %b"), "two cases");
    refused(&switch("1 %one"), "not a block");
    let phi = |phi: &str| {
        blocks(&format!(
            "%a = OpLabel\nOpBranch %b\n%b = OpLabel\n{phi}\nOpReturn"
        ))
    };
    refused(&phi("%x = OpPhi %int %one %a"), "accepted");
    refused(&phi("%x = OpPhi %int"), "predecessor is missing");
    refused(&phi("%x = OpPhi %int %one %b"), "no predecessor");
    refused(&phi("%x = OpPhi %int %one %a %two %a"), "twice");
    refused(&phi("%x = OpPhi %float %one %a"), "not of type");
    refused(
        &phi("%y = OpIAdd %int %one %one\n%x = OpPhi %int %one %a"),
        "start of its block",
    );
    refused(&phi("%x = OpVariable %private Function"), "entry block");
}

#[test]
fn uses_are_dominated() {
    let blocks = |text: &str| module("", TYPES, text);
    body_refused(
        "%x = OpIAdd %int %y %one\n%y = OpIAdd %int %one %one",
        "not a value",
    );
    body_refused("%x = OpIAdd %int %x %one", "not a value");
    body_refused("%x = OpIAdd %int %entry %one", "not a value");
    body_refused("%x = OpIAdd %int %int %one", "not a value");
    body_refused("%x = OpIAdd %nothing %one %one", "");
    let side = "%a = OpLabel\nOpBranchConditional %true %b %c
        %b = OpLabel\n%x = OpIAdd %int %one %one\nOpBranch %c
        %c = OpLabel\n%y = OpIAdd %int %x %one\nOpReturn";
    refused(&blocks(side), "not a value that is defined here");
    let merged = "%a = OpLabel\nOpBranchConditional %true %b %c
        %b = OpLabel\n%x = OpIAdd %int %one %one\nOpBranch %c
        %c = OpLabel\n%y = OpPhi %int %x %b %x %a\nOpReturn";
    refused(&blocks(merged), "not defined in the block it comes from");
}

#[test]
fn operand_types() {
    body_refused("%x = OpIAdd %int %one %long1", "operand 1");
    body_refused("%x = OpIAdd %float %half %half", "not of kind Int");
    body_refused("%x = OpFAdd %float %half %one", "operand 1");
    body_refused("%x = OpShiftLeftLogical %int4 %null4 %one", "operand 1");
    body_refused("%x = OpIAddCarry %int %one %one", "structure");
    body_refused("%x = OpDot %float %half %half", "takes vectors");
    body_refused("%x = OpIEqual %int %one %one", "not of kind Bool");
    body_refused("%x = OpIEqual %bool4 %one %one", "operand 0");
    body_refused("%x = OpSelect %int %bool4 %one %two", "");
    body_refused("%x = OpLogicalNot %bool %one", "operand 0");
    body_refused("%x = OpConvertFToS %int %one", "operand 0");
    body_refused("%x = OpUConvert %int4 %one", "operand 0");
    body_refused("%x = OpBitcast %long %one", "differ in size");
    body_refused("%x = OpBitcast %generic %p", "storage class");
    body_refused("%x = OpPtrCastToGeneric %global %p", "no cast");
    body_refused(
        "%x = OpGenericCastToPtrExplicit %global %p CrossWorkgroup",
        "no cast",
    );
}

#[test]
fn memory() {
    body_refused("%x = OpLoad %int %one", "not a pointer");
    body_refused("%x = OpLoad %void %p", "not the type of a value");
    body_refused("%x = OpLoad %int %p Aligned 3", "no power of two");
    body_refused("OpStore %p %main", "not a value");
    body_refused("OpStore %one %one", "not a pointer");
    body_refused(
        "%x = OpAccessChain %global %p %one",
        "goes into no composite",
    );
    body_refused("%x = OpPtrAccessChain %global %p %half", "operand 1");
    body_refused("%x = OpPtrAccessChain %generic %p %one", "storage class");
    body_refused("OpCopyMemorySized %p %p %half", "operand 2");
    let chained = "%sp = OpTypePointer Function %pair\n%fp = OpTypePointer Function %float";
    let chain = |index: &str| {
        let body = format!("%e = OpLabel\n%v = OpVariable %sp Function\n{index}\nOpReturn");
        module("", &format!("{TYPES}\n{chained}"), &body)
    };
    refused(&chain("%x = OpAccessChain %fp %v %one"), "accepted");
    refused(
        &chain("%x = OpAccessChain %fp %v %two"),
        "no constant in range",
    );
    refused(
        &chain("%i = OpLoad %int %p\n%x = OpAccessChain %fp %v %i"),
        "no constant in range",
    );
}

#[test]
fn composites() {
    body_refused("%x = OpCompositeExtract %int %null4 4", "beyond");
    body_refused("%x = OpCompositeExtract %int %nullarr 3", "beyond");
    body_refused("%x = OpCompositeExtract %int %nullpair 1", "part's type");
    body_refused(
        "%x = OpCompositeInsert %pair %one %nullpair 1",
        "part's type",
    );
    body_refused("%x = OpCompositeConstruct %int4 %one %one", "components");
    body_refused("%x = OpCompositeConstruct %pair %one %one", "operand 1");
    body_refused("%x = OpCompositeConstruct %int %one", "no composite");
    body_refused(
        "%x = OpVectorShuffle %int4 %null4 %null4 0 1 2",
        "as many indices",
    );
    body_refused(
        "%x = OpVectorShuffle %int4 %null4 %null4 0 1 2 8",
        "component 8",
    );
    body_refused(
        "%x = OpVectorShuffle %int4 %null4 %zero4f 0 1 2 3",
        "operand 1",
    );
    body_refused("%x = OpVectorExtractDynamic %int %one %one", "no vector");
    body_refused(
        "%x = OpVectorInsertDynamic %int4 %null4 %half %one",
        "operand 1",
    );
}

#[test]
fn atomics_groups_and_extended_instructions() {
    body_refused(
        "%x = OpAtomicIAdd %int %one %one %one %one",
        "not a pointer",
    );
    body_refused("%x = OpAtomicIAdd %int %p %half %one %one", "operand 1");
    body_refused(
        "%x = OpAtomicIAdd %float %p %one %one %half",
        "can't be applied",
    );
    body_refused("%x = OpAtomicLoad %int4 %p %one %one", "scalars");
    body_refused(
        "%x = OpAtomicFlagTestAndSet %int %p %one %one",
        "not of kind Bool",
    );
    body_refused("OpControlBarrier %two %two %half", "operand 2");
    body_refused("%x = OpExtInst %float %std sin %one", "operand 2");
    body_refused(
        "%x = OpExtInst %float %std sin %half %half",
        "takes 1 operands",
    );
    body_refused("%x = OpExtInst %float %std pow %half", "lacks operands");
    body_refused("%x = OpExtInst %float %std 130 %half", "no instruction 130");
    body_refused(
        "%x = OpExtInst %float %std s_max %half %half",
        "not of kind Int",
    );
    body_refused("%x = OpExtInst %int4 %std vloadn %long1 %p 3", "count");
    body_refused("%x = OpExtInst %float %std vload_half %long1 %p", "half");
    body_refused("%x = OpExtInst %float %one sin %half", "no instruction set");
    body_refused("%x = OpExtInst %int %std printf %half", "not a pointer");
    body_refused("%x = OpGroupIAdd %int %two Reduce %one", "capabilities");
    refused(&module("", TYPES, "%e = OpLabel\nOpKill"), "not supported");
    body_refused("%x = OpImageQuerySize %int4 %p", "not supported");
}
