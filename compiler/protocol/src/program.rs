//! What a compiled program tells the driver about itself.

use serde::{Deserialize, Serialize};

/// Name of the ELF note that holds a [`ProgramInfo`] in postcard form.
pub const NOTE_NAME: &str = "mirrorcl";
/// Type of that note.
pub const NOTE_TYPE: u32 = 1;

/// An executable program.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ProgramInfo {
    /// `mirrorcl_abi::ABI_VERSION` that the code was compiled for.
    pub abi_version: u32,
    /// The kernels in source order.
    pub kernels: Vec<KernelInfo>,
    /// Program-scope variables.
    pub data: ProgramData,
}

/// Program-scope variables in the global address space: one block per program and device.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ProgramData {
    /// Size of the block in bytes; 0 when there are none.
    pub size: u64,
    /// Its alignment in bytes.
    pub align: u64,
    /// Initial contents; shorter than `size` when the rest is zero.
    pub image: Vec<u8>,
    /// Places in the block that hold the block's own address plus an addend: (offset, addend).
    pub relocations: Vec<(u64, u64)>,
}

/// A kernel.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct KernelInfo {
    /// CL_KERNEL_FUNCTION_NAME.
    pub name: String,
    /// Symbol of the work-group function (`mirrorcl_abi::WorkGroupFn`).
    pub symbol: String,
    /// CL_KERNEL_ATTRIBUTES: as written in the source, separated by spaces.
    pub attributes: String,
    /// The arguments.
    pub args: Vec<ArgInfo>,
    /// Size of the argument block in bytes.
    pub arg_block_size: u32,
    /// Bytes of static `__local` variables.
    pub local_size: u64,
    /// Bytes of scratch memory per work-item (values that live across barriers).
    pub scratch_per_item: u64,
    /// CL_KERNEL_PRIVATE_MEM_SIZE in bytes.
    pub private_size: u64,
    /// `reqd_work_group_size`, or zeros.
    pub reqd_work_group_size: [u64; 3],
    /// `work_group_size_hint`, or zeros.
    pub work_group_size_hint: [u64; 3],
    /// Work-items that the code processes at once: CL_KERNEL_PREFERRED_WORK_GROUP_SIZE_MULTIPLE.
    pub simd_width: u32,
    /// Work-items of its sub-groups; the last one of a work-group may have fewer.
    pub sub_group_size: u32,
    /// Whether its sub-groups have that size because the program says so.
    pub requires_sub_group_size: bool,
    /// Whether it has a work-group barrier (or a collective): its work-groups can't be split or merged.
    pub has_barrier: bool,
    /// Whether its work-groups may wait for each other: it has a loop that is left depending on what others write meanwhile.
    pub may_wait: bool,
    /// Whether [`crate::SpecialiseRequest`] makes faster code of it for any local size.
    pub is_draft: bool,
}

/// A kernel argument.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ArgInfo {
    /// What clSetKernelArg takes for it.
    pub kind: ArgKind,
    /// Its place in the argument block, in bytes.
    pub offset: u32,
    /// Size in bytes of the value in the block (8 for pointers).
    pub size: u32,
    /// For `__local` pointers: alignment of the pointee in bytes.
    pub align: u32,
    /// Whether [`crate::SpecialiseRequest`] makes faster code for one value of it than for any.
    pub shapes_code: ShapesCode,
    /// CL_KERNEL_ARG_NAME and its kin; absent where the program does not say (SPIR-V without names).
    pub info: Option<ArgText>,
}

/// For which values of an argument code is faster that is for one value alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShapesCode {
    /// For none.
    #[default]
    Never,
    /// For small ones: it bounds a loop.
    IfSmall,
    /// For all: it divides, or decides which way all work-items go.
    Always,
}

/// What a kernel argument is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ArgKind {
    /// A value, given by its bytes.
    #[default]
    Value,
    /// A pointer to global memory: a buffer or an SVM pointer.
    Global,
    /// A pointer to constant memory: a buffer or an SVM pointer.
    Constant,
    /// A pointer to local memory: a size.
    Local,
    /// An image.
    Image,
    /// A sampler.
    Sampler,
    /// A pipe.
    Pipe,
    /// A device queue.
    Queue,
}

/// What clGetKernelArgInfo reports.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ArgText {
    /// CL_KERNEL_ARG_NAME.
    pub name: String,
    /// CL_KERNEL_ARG_TYPE_NAME.
    pub type_name: String,
    /// CL_KERNEL_ARG_ADDRESS_QUALIFIER.
    pub address: AddressQualifier,
    /// CL_KERNEL_ARG_ACCESS_QUALIFIER.
    pub access: AccessQualifier,
    /// CL_KERNEL_ARG_TYPE_QUALIFIER.
    pub qualifiers: TypeQualifiers,
}

/// CL_KERNEL_ARG_ADDRESS_QUALIFIER.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum AddressQualifier {
    /// `__private`, the default.
    #[default]
    Private,
    /// `__global`.
    Global,
    /// `__constant`.
    Constant,
    /// `__local`.
    Local,
}

/// CL_KERNEL_ARG_ACCESS_QUALIFIER.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccessQualifier {
    /// Neither an image nor a pipe.
    #[default]
    None,
    /// `read_only`.
    ReadOnly,
    /// `write_only`.
    WriteOnly,
    /// `read_write`.
    ReadWrite,
}

bitflags::bitflags! {
    /// CL_KERNEL_ARG_TYPE_QUALIFIER; the bits are OpenCL's.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
    pub struct TypeQualifiers: u8 {
        /// `const`.
        const CONST = 1;
        /// `restrict`.
        const RESTRICT = 2;
        /// `volatile`.
        const VOLATILE = 4;
        /// `pipe`.
        const PIPE = 8;
    }
}

impl Serialize for TypeQualifiers {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.bits())
    }
}

impl<'de> Deserialize<'de> for TypeQualifiers {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u8::deserialize(deserializer).map(Self::from_bits_truncate)
    }
}
