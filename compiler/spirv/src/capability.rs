//! Which capabilities and extensions the lowering knows.

use spirv::Capability::{self, *};

/// Capabilities whose instructions the lowering translates.
const SUPPORTED: &[Capability] = &[
    Addresses,
    AtomicFloat16AddEXT,
    AtomicFloat16MinMaxEXT,
    AtomicFloat32AddEXT,
    AtomicFloat32MinMaxEXT,
    AtomicFloat64AddEXT,
    AtomicFloat64MinMaxEXT,
    BitInstructions,
    DenormPreserve,
    DotProduct,
    DotProductInput4x8Bit,
    DotProductInput4x8BitPacked,
    DotProductInputAll,
    ExpectAssumeKHR,
    FMAKHR,
    FPFastMathModeINTEL,
    Float16,
    Float16Buffer,
    Float64,
    FloatControls2,
    GenericPointer,
    GroupNonUniform,
    GroupNonUniformArithmetic,
    GroupNonUniformBallot,
    GroupNonUniformClustered,
    GroupNonUniformRotateKHR,
    GroupNonUniformShuffle,
    GroupNonUniformShuffleRelative,
    GroupNonUniformVote,
    GroupUniformArithmeticKHR,
    Groups,
    Int16,
    Int64,
    Int64Atomics,
    Int8,
    KernelAttributesINTEL,
    Kernel,
    Linkage,
    OptNoneEXT,
    RoundingModeRTE,
    SignedZeroInfNanPreserve,
    SubgroupDispatch,
    UnstructuredLoopControlsINTEL,
    Vector16,
];

/// Extensions without instructions of their own, or whose capability is supported.
const EXTENSIONS: &[&str] = &[
    "SPV_EXT_optnone",
    "SPV_EXT_shader_atomic_float16_add",
    "SPV_EXT_shader_atomic_float_add",
    "SPV_EXT_shader_atomic_float_min_max",
    "SPV_INTEL_fp_fast_math_mode",
    "SPV_INTEL_kernel_attributes",
    "SPV_INTEL_optnone",
    "SPV_INTEL_unstructured_loop_controls",
    "SPV_KHR_bit_instructions",
    "SPV_KHR_expect_assume",
    "SPV_KHR_float_controls",
    "SPV_KHR_float_controls2",
    "SPV_KHR_fma",
    "SPV_KHR_integer_dot_product",
    "SPV_KHR_linkonce_odr",
    "SPV_KHR_no_integer_wrap_decoration",
    "SPV_KHR_non_semantic_info",
    "SPV_KHR_subgroup_rotate",
    "SPV_KHR_uniform_group_instructions",
];

/// The capabilities that a module may declare.
pub fn supported_capabilities() -> &'static [Capability] {
    SUPPORTED
}

/// The extensions that a module may declare.
pub fn supported_extensions() -> &'static [&'static str] {
    EXTENSIONS
}

pub(crate) fn is_supported(capability: Capability) -> bool {
    SUPPORTED.contains(&capability)
}

pub(crate) fn is_known_extension(name: &str) -> bool {
    EXTENSIONS.contains(&name)
}

/// Whether a module that declares `declared` may use what asks for `wanted`: the capabilities that others
/// imply (SPIR-V, section Capability, "Implicitly Declares").
pub(crate) fn implies(declared: Capability, wanted: Capability) -> bool {
    declared == wanted
        || match wanted {
            Kernel => matches!(
                declared,
                Vector16 | Float16Buffer | SubgroupDispatch | GenericPointer | ImageBasic | Pipes
            ),
            Addresses => declared == GenericPointer,
            Float16Buffer => declared == Float16,
            Int64 => declared == Int64Atomics,
            GroupNonUniform => matches!(
                declared,
                GroupNonUniformArithmetic
                    | GroupNonUniformBallot
                    | GroupNonUniformClustered
                    | GroupNonUniformRotateKHR
                    | GroupNonUniformShuffle
                    | GroupNonUniformShuffleRelative
                    | GroupNonUniformVote
            ),
            DotProduct => matches!(
                declared,
                DotProductInput4x8Bit | DotProductInput4x8BitPacked | DotProductInputAll
            ),
            _ => false,
        }
}
