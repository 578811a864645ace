//! Building, compiling and linking programs.

use super::program::devices_of_context;
use crate::callback::{Callback, ObjectNotify};
use crate::error::{ClError, ClResult};
use crate::handle::{Ref, objects_of};
use crate::object::context::Context;
use crate::object::device::Device;
use crate::object::program::{Program, Source};
use crate::object::program_build::{self as building, Task, Verb};
use crate::raw::{In, InMut};
use crate::refuse_if;
use crate::validate::program as validate;
use mirrorcl_client::{Artifact, Kind};
use mirrorcl_icd_macros::entry;
use mirrorcl_protocol::Header;
use opencl_sys as cl;
use opencl_sys::{cl_device_id, cl_int, cl_program, cl_uint};
use std::ffi::{c_char, c_void};

/// Places of the listed devices in the program; of all, if there is no list.
fn devices_of_program(
    program: &Ref<Program>,
    count: cl_uint,
    list: In<cl_device_id>,
) -> ClResult<Vec<usize>> {
    validate::device_list(count, list.is_null())?;
    if list.is_null() {
        return Ok((0..program.devices().len()).collect());
    }
    let devices: Vec<Ref<Device>> = objects_of(&list.to_vec(count as usize)?)?;
    let mut indices = Vec::new();
    for device in devices {
        // "CL_INVALID_DEVICE if any device in device_list is not in the list of devices associated with program."
        let index = program.device_index(&device).ok_or_else(|| {
            let reason = format!("{device:?} is not a device of the program");
            ClError::new(cl::CL_INVALID_DEVICE, reason)
        })?;
        if !indices.contains(&index) {
            indices.push(index);
        }
    }
    Ok(indices)
}

fn callback(
    notify: Option<ObjectNotify>,
    user_data: *mut c_void,
) -> ClResult<Option<Callback<ObjectNotify>>> {
    validate::notify(notify.is_some(), !user_data.is_null())?;
    Ok(notify.map(|function| Callback::new(function, user_data)))
}

#[entry(clBuildProgram)]
fn build_program(
    program: Ref<Program>,
    num_devices: cl_uint,
    device_list: In<cl_device_id>,
    options: In<c_char>,
    notify: Option<ObjectNotify>,
    user_data: *mut c_void,
) -> ClResult<()> {
    let devices = devices_of_program(&program, num_devices, device_list)?;
    let notify = callback(notify, user_data)?;
    let options = match (options.text(), program.source()) {
        (Some(text), _) => text,
        // "If the program was created using clCreateProgramWithBinary and options is a NULL pointer, the program will be built
        // as if options were the same as when the program binary was originally built."
        (None, Source::Binary(binaries)) => binaries[devices[0]].options().to_owned(),
        (None, _) => String::new(),
    };
    let tasks: ClResult<Vec<Task>> = devices
        .into_iter()
        .map(|device| building::build_task(&program, device, &options))
        .collect();
    building::build(&program, Verb::Build, &options, tasks?, notify)
}

#[entry(clCompileProgram)]
#[expect(clippy::too_many_arguments, reason = "the C signature's")]
fn compile_program(
    program: Ref<Program>,
    num_devices: cl_uint,
    device_list: In<cl_device_id>,
    options: In<c_char>,
    num_input_headers: cl_uint,
    input_headers: In<cl_program>,
    header_include_names: InMut<*const c_char>,
    notify: Option<ObjectNotify>,
    user_data: *mut c_void,
) -> ClResult<()> {
    let devices = devices_of_program(&program, num_devices, device_list)?;
    let names = header_include_names.read_only();
    validate::header_lists(num_input_headers, input_headers.is_null(), names.is_null())?;
    let notify = callback(notify, user_data)?;
    let headers = headers(num_input_headers as usize, input_headers, names)?;
    let options = options.text().unwrap_or_default();
    let tasks: ClResult<Vec<Task>> = devices
        .into_iter()
        .map(|device| building::compile_task(&program, device, &options, headers.clone()))
        .collect();
    building::build(&program, Verb::Compile, &options, tasks?, notify)
}

/// The embedded headers of `clCompileProgram`.
fn headers(
    count: usize,
    programs: In<cl_program>,
    names: In<*const c_char>,
) -> ClResult<Vec<Header>> {
    let programs: Vec<Ref<Program>> = objects_of(&programs.to_vec(count)?)?;
    // Without lengths the names are NUL-terminated.
    let names = names.strings(count, In::null())?;
    let header = |(program, name): (&Ref<Program>, Option<Vec<u8>>)| {
        let name = name.ok_or_else(|| ClError::value("a header has no name"))?;
        let Source::OpenClC(text) = program.source() else {
            let reason = "a header is a program without source";
            return Err(ClError::new(cl::CL_INVALID_PROGRAM, reason));
        };
        Ok(Header {
            name: String::from_utf8_lossy(&name).into_owned(),
            text: String::from_utf8_lossy(text).into_owned(),
        })
    };
    programs.iter().zip(names).map(header).collect()
}

#[entry(clLinkProgram, errcode)]
#[expect(clippy::too_many_arguments, reason = "the C signature's")]
fn link_program(
    context: Ref<Context>,
    num_devices: cl_uint,
    device_list: In<cl_device_id>,
    options: In<c_char>,
    num_input_programs: cl_uint,
    input_programs: In<cl_program>,
    notify: Option<ObjectNotify>,
    user_data: *mut c_void,
) -> ClResult<(Ref<Program>, cl_int)> {
    validate::device_list(num_devices, device_list.is_null())?;
    // "CL_INVALID_VALUE if num_input_programs is zero or input_programs is NULL".
    refuse_if!(
        num_input_programs == 0 || input_programs.is_null(),
        cl::CL_INVALID_VALUE,
        "there are no input programs"
    );
    let notify = callback(notify, user_data)?;
    let devices = if device_list.is_null() {
        context.devices().to_vec()
    } else {
        devices_of_context(&context, device_list, num_devices as usize)?
    };
    let inputs: Vec<Ref<Program>> =
        objects_of(&input_programs.to_vec(num_input_programs as usize)?)?;
    for input in &inputs {
        refuse_if!(
            *input.context() != context,
            cl::CL_INVALID_PROGRAM,
            "{input:?} belongs to another context"
        );
    }
    let options = options.text().unwrap_or_default();
    let objects = devices
        .iter()
        .map(|device| objects_for(device, &inputs))
        .collect::<ClResult<Vec<_>>>()?;
    // "… if none of the devices contain compiled binaries or libraries".
    refuse_if!(
        objects.iter().all(Option::is_none),
        cl::CL_INVALID_OPERATION,
        "no device has compiled objects or libraries of the input programs"
    );
    let program = Program::new(context, devices, Source::Linked)?;
    let tasks: Vec<Task> = objects
        .into_iter()
        .enumerate()
        .filter_map(|(device, objects)| {
            let task = building::link_task(&program, device, &options, objects?);
            Some(task)
        })
        .collect();
    match building::build(&program, Verb::Link, &options, tasks, notify) {
        Ok(()) => Ok((program, cl::CL_SUCCESS)),
        // The program has the build log.
        Err(error) if error.code() == cl::CL_LINK_PROGRAM_FAILURE => Ok((program, error.code())),
        Err(error) => Err(error),
    }
}

/// The compiled objects and libraries that the programs have for a device. "All programs specified by input_programs contain a
/// compiled binary or library for the device: a link is performed. None of them: no link is performed for that device. All
/// other cases will return a CL_INVALID_OPERATION error."
fn objects_for(device: &Ref<Device>, programs: &[Ref<Program>]) -> ClResult<Option<Vec<Vec<u8>>>> {
    let mut objects = Vec::new();
    for program in programs {
        let Some(index) = program.device_index(device) else {
            continue;
        };
        let build = program.build(index);
        // "CL_INVALID_OPERATION if the compilation or build … by a previous call … has not completed".
        refuse_if!(
            build.status == cl::CL_BUILD_IN_PROGRESS,
            cl::CL_INVALID_OPERATION,
            "{program:?} is being built"
        );
        let is_linkable = |artifact: &Artifact| artifact.kind() != Kind::Executable;
        if let Some(artifact) = build.artifact.filter(is_linkable) {
            objects.push(artifact.payload().to_vec());
        }
    }
    match objects.len() {
        0 => Ok(None),
        count if count == programs.len() => Ok(Some(objects)),
        count => Err(ClError::operation(format!(
            "only {count} of {} programs have a compiled object or library for {device:?}",
            programs.len()
        ))),
    }
}
