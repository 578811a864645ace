//! Queries about programs and their builds.

use crate::error::{ClError, ClResult};
use crate::handle::Ref;
use crate::info::{Answered, InfoWriter};
use crate::object::device::Device;
use crate::object::program::{Build, Program, Source};
use mirrorcl_client::Artifact;
use mirrorcl_icd_macros::entry;
use opencl_sys as cl;
use opencl_sys::{cl_program_build_info, cl_program_info, cl_uint};

#[entry(clGetProgramInfo)]
fn get_program_info(
    program: Ref<Program>,
    name: cl_program_info,
    info: InfoWriter,
) -> ClResult<Answered> {
    match name {
        cl::CL_PROGRAM_REFERENCE_COUNT => info.write(program.api_references()),
        cl::CL_PROGRAM_CONTEXT => info.write(program.context().handle()),
        cl::CL_PROGRAM_NUM_DEVICES => {
            info.write(cl_uint::try_from(program.devices().len()).unwrap_or(cl_uint::MAX))
        }
        cl::CL_PROGRAM_DEVICES => {
            let handles: Vec<_> = program.devices().iter().map(Ref::handle).collect();
            info.write_slice(&handles)
        }
        // "If program is created using … a null string is returned."
        cl::CL_PROGRAM_SOURCE => match program.source() {
            Source::OpenClC(source) => info.write_text_bytes(source),
            _ => info.write_str(""),
        },
        // "… otherwise … param_value_size_ret is set to 0 and param_value is unchanged."
        cl::CL_PROGRAM_IL => match program.source() {
            Source::SpirV(spirv) => info.write_slice(&spirv.module),
            _ => info.write_slice::<u8>(&[]),
        },
        cl::CL_PROGRAM_BINARY_SIZES => {
            let builds = program.builds();
            let sizes: Vec<usize> = builds.iter().map(|build| binary(build).len()).collect();
            info.write_slice(&sizes)
        }
        cl::CL_PROGRAM_BINARIES => {
            let builds = program.builds();
            let binaries: Vec<&[u8]> = builds.iter().map(binary).collect();
            info.scatter(&binaries)
        }
        cl::CL_PROGRAM_NUM_KERNELS => info.write(program.any_executable()?.info().kernels.len()),
        cl::CL_PROGRAM_KERNEL_NAMES => {
            let executable = program.any_executable()?;
            let kernels = executable.info().kernels.iter();
            let names: Vec<&str> = kernels.map(|kernel| kernel.name.as_str()).collect();
            info.write_str(&names.join(";"))
        }
        cl::CL_PROGRAM_SCOPE_GLOBAL_CTORS_PRESENT | cl::CL_PROGRAM_SCOPE_GLOBAL_DTORS_PRESENT => {
            info.write_bool(false)
        }
        _ => info.unknown("clGetProgramInfo", name),
    }
}

/// The program binary of a device; nothing if there is none.
fn binary(build: &Build) -> &[u8] {
    build.artifact.as_ref().map_or(&[], Artifact::binary)
}

#[entry(clGetProgramBuildInfo)]
fn get_program_build_info(
    program: Ref<Program>,
    device: Ref<Device>,
    name: cl_program_build_info,
    info: InfoWriter,
) -> ClResult<Answered> {
    // "CL_INVALID_DEVICE if device is not in the list of devices associated with program."
    let index = program.device_index(&device).ok_or_else(|| {
        let reason = format!("{device:?} is not a device of the program");
        ClError::new(cl::CL_INVALID_DEVICE, reason)
    })?;
    let build = program.build(index);
    match name {
        cl::CL_PROGRAM_BUILD_STATUS => info.write(build.status),
        cl::CL_PROGRAM_BUILD_OPTIONS => info.write_str(&build.options),
        cl::CL_PROGRAM_BUILD_LOG => info.write_str(&build.log),
        cl::CL_PROGRAM_BINARY_TYPE => info.write(build.binary_type()),
        cl::CL_PROGRAM_BUILD_GLOBAL_VARIABLE_TOTAL_SIZE => {
            let executable = build.executable.as_ref();
            let size = executable.map_or(0, |executable| executable.info().data.size);
            info.write(usize::try_from(size).expect("it was allocated"))
        }
        _ => info.unknown("clGetProgramBuildInfo", name),
    }
}
