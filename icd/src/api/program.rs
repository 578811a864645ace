//! Programs: making them, and what is set before they are built.

use crate::callback::ObjectNotify;
use crate::error::{ClError, ClResult};
use crate::handle::{Ref, objects_of};
use crate::object::context::Context;
use crate::object::device::Device;
use crate::object::program::{Program, Source, SpirV};
use crate::object::program_compiler::{client, target};
use crate::raw::{In, InMut, Out};
use crate::refuse_if;
use crate::validate::program as validate;
use mirrorcl_client::Artifact;
use mirrorcl_icd_macros::entry;
use mirrorcl_spirv::Module;
use opencl_sys as cl;
use opencl_sys::{cl_device_id, cl_int, cl_uint};
use std::collections::BTreeMap;
use std::ffi::{c_char, c_void};
use std::sync::{Mutex, PoisonError};

#[entry(clCreateProgramWithSource, errcode)]
fn create_program_with_source(
    context: Ref<Context>,
    count: cl_uint,
    strings: InMut<*const c_char>,
    lengths: In<usize>,
) -> ClResult<Ref<Program>> {
    let source = validate::source(strings.read_only().strings(count as usize, lengths)?)?;
    let devices = context.devices().to_vec();
    Program::new(context, devices, Source::OpenClC(source))
}

#[entry(clCreateProgramWithIL, errcode)]
fn create_program_with_il(
    context: Ref<Context>,
    il: In<c_void>,
    length: usize,
) -> ClResult<Ref<Program>> {
    // "CL_INVALID_VALUE if il is NULL or if length is zero."
    refuse_if!(
        il.is_null() || length == 0,
        cl::CL_INVALID_VALUE,
        "there is no IL"
    );
    let module = il.to_bytes(length)?;
    // "CL_INVALID_VALUE if the length-byte memory pointed to by il does not contain well-formed intermediate language input
    // that can be consumed by the OpenCL runtime."
    let parsed = Module::parse(&module).map_err(|error| ClError::value(error.to_string()))?;
    let constants = parsed.spec_constants().into_iter();
    let spirv = SpirV {
        module,
        constants: constants
            .map(|constant| (constant.id, constant.size_bytes))
            .collect(),
        values: Mutex::new(BTreeMap::new()),
    };
    let devices = context.devices().to_vec();
    Program::new(context, devices, Source::SpirV(spirv))
}

#[entry(clCreateProgramWithBinary, errcode)]
fn create_program_with_binary(
    context: Ref<Context>,
    num_devices: cl_uint,
    device_list: In<cl_device_id>,
    lengths: In<usize>,
    binaries: InMut<*const u8>,
    binary_status: Out<cl_int>,
) -> ClResult<Ref<Program>> {
    // "CL_INVALID_VALUE if device_list is NULL or num_devices is zero; if lengths or binaries are NULL".
    refuse_if!(
        device_list.is_null() || num_devices == 0,
        cl::CL_INVALID_VALUE,
        "there is no device in the list"
    );
    refuse_if!(
        lengths.is_null() || binaries.read_only().is_null(),
        cl::CL_INVALID_VALUE,
        "lengths or binaries is NULL"
    );
    let count = num_devices as usize;
    let devices = devices_of_context(&context, device_list, count)?;
    let blobs = binaries.read_only().blobs(count, lengths)?;
    let mut opened = Vec::with_capacity(count);
    let mut refusal = None;
    for (index, (device, blob)) in devices.iter().zip(blobs).enumerate() {
        let result = match blob {
            Some(bytes) => open_binary(&bytes, device),
            // "… or if any entry in lengths[i] is zero or binaries[i] is NULL."
            None => Err(ClError::value(format!("binary {index} is empty"))),
        };
        let status = match result {
            Ok(artifact) => {
                opened.push(artifact);
                cl::CL_SUCCESS
            }
            Err(error) => {
                let code = error.code();
                refusal.get_or_insert(error);
                code
            }
        };
        binary_status.write_at(index, status);
    }
    match refusal {
        Some(error) => Err(error),
        None => Program::new(context, devices, Source::Binary(opened)),
    }
}

fn open_binary(bytes: &[u8], device: &Ref<Device>) -> ClResult<Artifact> {
    let invalid = |reason: String| ClError::new(cl::CL_INVALID_BINARY, reason);
    client()
        .open_binary(bytes, &target(device))
        .map_err(|error| invalid(error.to_string()))?
        .map_err(|error| invalid(error.to_string()))
}

/// Devices that a call lists; "CL_INVALID_DEVICE if any device in device_list is not in the list of devices associated with
/// context."
pub(super) fn devices_of_context(
    context: &Ref<Context>,
    list: In<cl_device_id>,
    count: usize,
) -> ClResult<Vec<Ref<Device>>> {
    let devices: Vec<Ref<Device>> = objects_of(&list.to_vec(count)?)?;
    for (index, device) in devices.iter().enumerate() {
        refuse_if!(
            !context.has_device(device),
            cl::CL_INVALID_DEVICE,
            "{device:?} is not in the context"
        );
        refuse_if!(
            devices[..index].contains(device),
            cl::CL_INVALID_DEVICE,
            "{device:?} stands twice in the list"
        );
    }
    Ok(devices)
}

#[entry(clCreateProgramWithBuiltInKernels, errcode)]
fn create_program_with_built_in_kernels(
    context: Ref<Context>,
    num_devices: cl_uint,
    device_list: In<cl_device_id>,
    kernel_names: In<c_char>,
) -> ClResult<Ref<Program>> {
    refuse_if!(
        device_list.is_null() || num_devices == 0,
        cl::CL_INVALID_VALUE,
        "there is no device in the list"
    );
    devices_of_context(&context, device_list, num_devices as usize)?;
    // "CL_INVALID_VALUE if kernel_names is NULL or kernel_names contains a kernel name that is not supported by any of the
    // devices in device_list": there is none.
    match kernel_names.text() {
        Some(names) => Err(ClError::value(format!(
            "no device has a built-in kernel, hence none of {names:?}"
        ))),
        None => Err(ClError::value("kernel_names is NULL")),
    }
}

#[entry(clRetainProgram)]
fn retain_program(program: Ref<Program>) -> ClResult<()> {
    program.retain()
}

#[entry(clReleaseProgram)]
fn release_program(program: Ref<Program>) -> ClResult<()> {
    program.release()
}

#[entry(clSetProgramSpecializationConstant)]
fn set_program_specialization_constant(
    program: Ref<Program>,
    spec_id: cl_uint,
    spec_size: usize,
    spec_value: In<c_void>,
) -> ClResult<()> {
    // "CL_INVALID_PROGRAM if program is not a valid program object created from an intermediate language".
    let Source::SpirV(spirv) = program.source() else {
        return Err(ClError::new(
            cl::CL_INVALID_PROGRAM,
            "the program was not made of IL",
        ));
    };
    validate::spec_constant(&spirv.constants, spec_id, spec_size)?;
    // "CL_INVALID_VALUE … if spec_value is NULL."
    refuse_if!(
        spec_value.is_null(),
        cl::CL_INVALID_VALUE,
        "spec_value is NULL"
    );
    let value = spec_value.to_bytes(spec_size)?;
    let mut values = spirv.values.lock().unwrap_or_else(PoisonError::into_inner);
    values.insert(spec_id, value);
    Ok(())
}

#[entry(clSetProgramReleaseCallback)]
fn set_program_release_callback(
    _program: Ref<Program>,
    notify: Option<ObjectNotify>,
    _user_data: *mut c_void,
) -> ClResult<()> {
    // "CL_INVALID_VALUE if pfn_notify is NULL."
    refuse_if!(notify.is_none(), cl::CL_INVALID_VALUE, "pfn_notify is NULL");
    // "CL_INVALID_OPERATION if no devices in the context associated with program support destructors for program scope
    // global variables."
    Err(ClError::operation(
        "no device supports destructors of program-scope variables",
    ))
}
