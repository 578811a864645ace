//! Requests to the compiler and its replies.

use crate::ProgramInfo;
use serde::{Deserialize, Serialize};

/// What the compiler is asked to do.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Request {
    /// clCompileProgram: source or IL to an object.
    Compile(CompileRequest),
    /// clLinkProgram: objects and libraries to a library or an executable.
    Link(LinkRequest),
    /// clBuildProgram: compile and link in one.
    Build(CompileRequest),
    /// A kernel of an executable again.
    Specialise(SpecialiseRequest),
}

/// One translation unit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CompileRequest {
    /// The program.
    pub input: Input,
    /// The build options as the application gave them.
    pub options: String,
    /// Embedded headers of clCompileProgram, by include name.
    pub headers: Vec<Header>,
    /// Where relative `-I` options and includes start: the application's working directory. Empty unless the
    /// program may include files; then files take part in the answer, so it is not cached.
    pub directory: String,
    /// The device.
    pub target: Target,
}

/// The program in one of its two forms.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Input {
    /// OpenCL C source; the strings of clCreateProgramWithSource joined.
    OpenClC(String),
    /// A SPIR-V module, and the values that specialise it.
    SpirV {
        /// The module's bytes, in either byte order.
        module: Vec<u8>,
        /// Specialisation constant id and value bytes (little endian).
        spec_constants: Vec<(u32, Vec<u8>)>,
    },
}

/// An embedded header.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Header {
    /// The name that `#include` gives.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Objects to be linked.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LinkRequest {
    /// Objects and libraries, each as a [`Product::Object`] or [`Product::Library`] held it.
    pub objects: Vec<Vec<u8>>,
    /// The link options as the application gave them (`-create-library`, `-enable-link-options`, ...).
    pub options: String,
    /// The device.
    pub target: Target,
}

/// A kernel of a program that is built already: the same, but faster.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SpecialiseRequest {
    /// What made the executable: [`Request::Build`] or [`Request::Link`].
    pub program: Box<Request>,
    /// The kernel's name.
    pub kernel: String,
    /// Work-items of every work-group, if they all have the same size.
    pub local_size: Option<[u64; 3]>,
    /// Arguments whose value is the same in every launch.
    pub fixed: Vec<FixedArg>,
}

/// The value of an argument.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FixedArg {
    /// Its place among the kernel's arguments: one with [`crate::ArgInfo::shapes_code`].
    pub index: u32,
    /// Its bytes, as they stand in the argument block.
    pub value: Vec<u8>,
}

/// What the compiler must know of a device.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Target {
    /// CPU name as LLVM has it; empty: the host's.
    pub cpu: String,
    /// CPU features as LLVM has them (`+avx2,-avx512f`); empty: the host's.
    pub cpu_features: String,
    /// Extensions of the device (`cl_khr_fp64`), each of which defines its macro.
    pub extensions: Vec<String>,
    /// Optional OpenCL C features of the device (`__opencl_c_fp64`).
    pub features: Vec<String>,
    /// Highest OpenCL C version offered, times 100 (300).
    pub opencl_c_version: u32,
    /// CL_DEVICE_VERSION as a number, times 100 (300): the value of `__OPENCL_VERSION__`.
    pub opencl_version: u32,
    /// CL_DEVICE_MAX_WORK_GROUP_SIZE: reqd_work_group_size is checked against it.
    pub max_work_group_size: u64,
    /// CL_DEVICE_LOCAL_MEM_SIZE: static local memory is checked against it.
    pub local_mem_size: u64,
}

/// The answer to a [`Request`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    /// How it went.
    pub outcome: Outcome,
    /// The build log: diagnostics as clang writes them, with the user's lines.
    pub log: String,
}

/// How a request went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Outcome {
    /// It worked.
    Success(Product),
    /// The options are not valid (CL_INVALID_BUILD_OPTIONS and its compile and link kin).
    InvalidOptions,
    /// The program has errors; the log says which.
    Failure,
}

/// What a request makes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Product {
    /// A compiled object: LLVM bitcode.
    Object(Vec<u8>),
    /// A linked library, in the same form.
    Library(Vec<u8>),
    /// An executable.
    Executable {
        /// An ELF shared object without undefined symbols; the note `mirrorcl` holds `info` too.
        elf: Vec<u8>,
        /// Its kernels.
        info: ProgramInfo,
    },
}
