//! Whatever the bytes are, reading them ends in a module or an error: no panic, no endless loop.

mod common;

use common::{PROLOGUE, assemble_bytes};
use mirrorcl_spirv::{Module, Specialization};
use proptest::prelude::*;
use std::sync::LazyLock;

/// A module with something of everything.
static SAMPLE: LazyLock<Vec<u8>> = LazyLock::new(|| assemble_bytes(&format!("{PROLOGUE}{BODY}")));

const BODY: &str = "
    OpEntryPoint Kernel %main \"main\" %gid
    OpExecutionMode %main LocalSize 8 1 1
    OpName %main \"main\"
    OpDecorate %gid BuiltIn GlobalInvocationId
    OpDecorate %spec SpecId 7
    OpDecorate %group Alignment 4
    %group = OpDecorationGroup
    OpGroupDecorate %group %variable %gid
    OpDecorate %helper LinkageAttributes \"helper\" Export
    %void = OpTypeVoid
    %bool = OpTypeBool
    %int = OpTypeInt 32 0
    %long = OpTypeInt 64 0
    %float = OpTypeFloat 32
    %int4 = OpTypeVector %int 4
    %long3 = OpTypeVector %long 3
    %one = OpConstant %int 1
    %two = OpConstant %int 2
    %spec = OpSpecConstant %int 3
    %more = OpSpecConstantOp %int IAdd %spec %two
    %null4 = OpConstantNull %int4
    %half = OpConstant %float 0.5
    %picked = OpSpecConstantOp %int4 CompositeInsert %spec %null4 2
    %back = OpSpecConstantOp %int CompositeExtract %picked 2
    %array = OpTypeArray %int %more
    %pair = OpTypeStruct %int %array
    %global = OpTypePointer CrossWorkgroup %int
    %globals = OpTypePointer CrossWorkgroup %pair
    %input = OpTypePointer Input %long3
    %private = OpTypePointer Function %pair
    %inside = OpTypePointer Function %int
    %gid = OpVariable %input Input
    %variable = OpVariable %globals CrossWorkgroup
    %kernel = OpTypeFunction %void %global
    %unary = OpTypeFunction %int %int
    %helper = OpFunction %int Pure %unary
    %x = OpFunctionParameter %int
    %h = OpLabel
    OpSwitch %x %dflt 1 %case 5 %case
    %case = OpLabel
    %doubled = OpIMul %int %x %two
    OpBranch %dflt
    %dflt = OpLabel
    %joined = OpPhi %int %x %h %doubled %case
    OpReturnValue %joined
    OpFunctionEnd
    %main = OpFunction %void None %kernel
    %p = OpFunctionParameter %global
    %entry = OpLabel
    %slot = OpVariable %private Function
    %place = OpInBoundsAccessChain %inside %slot %one %two
    OpStore %place %one Aligned 4
    OpBranch %loop
    %loop = OpLabel
    %i = OpPhi %int %one %entry %next %loop
    %next = OpFunctionCall %int %helper %i
    %root = OpExtInst %float %std sqrt %half
    %sum = OpAtomicIAdd %int %p %one %one %next
    %v = OpLoad %long3 %gid Aligned 32
    %less = OpSLessThan %bool %next %two
    OpLoopMerge %done %loop Unroll
    OpBranchConditional %less %loop %done
    %done = OpLabel
    %built = OpCompositeConstruct %int4 %one %two %spec %next
    %mixed = OpVectorShuffle %int4 %built %null4 0 5 2 7
    OpControlBarrier %two %two %one
    OpReturn
    OpFunctionEnd
";

/// Reads, and goes through everything that the lowering would ask for.
fn read(bytes: &[u8]) {
    if let Ok(module) = Module::parse(bytes) {
        let _ = module.kernels().count();
        let constants = module.spec_constants();
        let values: Vec<_> = constants
            .iter()
            .map(|constant| (constant.id, constant.default.clone()))
            .collect();
        let _ = Specialization::new(&module, &values);
    }
}

#[test]
fn the_sample_is_valid() {
    let module = Module::parse(&SAMPLE).unwrap();
    assert_eq!(
        module
            .kernels()
            .map(|kernel| kernel.name)
            .collect::<Vec<_>>(),
        ["main"]
    );
    let constants = module.spec_constants();
    assert_eq!(constants.len(), 1);
    assert_eq!((constants[0].id, constants[0].size_bytes), (7, 4));
    assert_eq!(constants[0].default, 3u32.to_le_bytes());
}

#[test]
fn every_prefix_is_read_or_refused() {
    for length in 0..SAMPLE.len() {
        read(&SAMPLE[..length]);
    }
}

#[test]
fn every_word_may_be_anything() {
    for at in 0..SAMPLE.len() / 4 {
        for value in [0, 1, 2, 3, 5, 40, 70, 0xFFFF, 0x10000, 0x20011, u32::MAX] {
            let mut bytes = SAMPLE.clone();
            bytes[at * 4..at * 4 + 4].copy_from_slice(&value.to_le_bytes());
            read(&bytes);
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(mut bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read(&bytes);
        if bytes.len() > 20 {
            bytes[..20].copy_from_slice(&SAMPLE[..20]);
            read(&bytes);
        }
    }

    #[test]
    fn edits_of_words_are_read_or_refused(
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0u32..90), 1..6)
    ) {
        let mut bytes = SAMPLE.clone();
        for (at, value) in edits {
            let at = at.index(bytes.len() / 4) * 4;
            bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
        }
        read(&bytes);
    }

    #[test]
    fn moved_dropped_and_repeated_instructions_are_read_or_refused(
        picks in prop::collection::vec(any::<prop::sample::Index>(), 0..8),
        into in any::<prop::sample::Index>(),
    ) {
        let mut instructions = Vec::new();
        let mut at = 20;
        while at < SAMPLE.len() {
            let count = usize::from(u16::from_le_bytes([SAMPLE[at + 2], SAMPLE[at + 3]]));
            instructions.push(SAMPLE[at..at + count * 4].to_vec());
            at += count * 4;
        }
        for (turn, pick) in picks.iter().enumerate() {
            let from = pick.index(instructions.len());
            match turn % 3 {
                0 => drop(instructions.remove(from)),
                1 => instructions.insert(into.index(instructions.len()), instructions[from].clone()),
                _ => {
                    let to = into.index(instructions.len());
                    instructions.swap(from, to);
                }
            }
        }
        read(&[SAMPLE[..20].to_vec(), instructions.concat()].concat());
    }
}
