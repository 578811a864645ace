//! Updating recorded kernels and asking about them (`cl_khr_command_buffer_mutable_dispatch`).

use super::command_buffer_record::prepare_step;
use super::kernel::{apply_exec_info, apply_svm_arg};
use crate::error::{ClError, ClResult};
use crate::handle::Ref;
use crate::header::{
    self as cl, cl_command_buffer_update_type_khr, cl_mutable_command_info_khr,
    cl_mutable_dispatch_config_khr, cl_uint,
};
use crate::info::{Answered, InfoWriter};
use crate::object::command_buffer::{CommandBuffer, Update};
use crate::object::mutable_command::{MutableCommand, MutableDispatch};
use crate::raw::{In, InMut};
use crate::refuse_if;
use crate::validate::command_buffer::{same_emptiness, same_uniformity, updated_fields};
use crate::validate::ndrange::NdRangeArguments;
use mirrorcl_icd_macros::entry;
use std::ffi::c_void;

#[entry(clUpdateMutableCommandsKHR)]
fn update_mutable_commands(
    buffer: Ref<CommandBuffer>,
    num_configs: cl_uint,
    config_types: In<cl_command_buffer_update_type_khr>,
    configs: InMut<*const c_void>,
) -> ClResult<()> {
    buffer.check_updatable()?;
    let configs = configs.read_only();
    same_emptiness(num_configs, config_types.is_null(), "config_types")?;
    same_emptiness(num_configs, configs.is_null(), "configs")?;
    let types = config_types.to_vec(num_configs as usize)?;
    // "CL_INVALID_VALUE if any element of config_types is not a valid cl_command_buffer_update_type_khr enum."
    let unknown = types
        .iter()
        .find(|&&kind| kind != cl::CL_STRUCTURE_TYPE_MUTABLE_DISPATCH_CONFIG_KHR);
    if let Some(unknown) = unknown {
        return Err(ClError::value(format!("{unknown} is no type of update")));
    }
    // "Otherwise, none of the updates to mutable-command objects are preserved": they are made at the end.
    let mut changes: Vec<(Ref<MutableCommand>, MutableDispatch)> = Vec::new();
    for pointer in configs.to_vec(num_configs as usize)? {
        let place: In<cl_mutable_dispatch_config_khr> = configs.member(pointer.cast());
        // "CL_INVALID_VALUE if any element of configs is NULL."
        let config = place
            .read()
            .ok_or_else(|| ClError::value("an element of configs is NULL"))?;
        let command = command_of(&buffer, &config)?;
        let known = changes.iter().position(|(other, _)| *other == command);
        let index = match known {
            Some(index) => index,
            None => {
                let MutableDispatch { kernel, sizes } = command.dispatch();
                let kernel = kernel.duplicate()?;
                changes.push((command, MutableDispatch { kernel, sizes }));
                changes.len() - 1
            }
        };
        let (command, dispatch) = &mut changes[index];
        apply(place, &config, command, dispatch)?;
    }
    let mut updates = Vec::with_capacity(changes.len());
    for (command, dispatch) in changes {
        let work = prepare_step(&buffer, &dispatch.kernel, &dispatch.sizes)?;
        updates.push(Update {
            command,
            dispatch,
            work,
        });
    }
    buffer.update(updates);
    Ok(())
}

/// "CL_INVALID_MUTABLE_COMMAND_KHR if command is not a valid mutable command object returned from clCommandNDRangeKernelKHR, or created
/// from command_buffer."
fn command_of(
    buffer: &Ref<CommandBuffer>,
    config: &cl_mutable_dispatch_config_khr,
) -> ClResult<Ref<MutableCommand>> {
    let command = Ref::<MutableCommand>::from_handle(config.command)?;
    refuse_if!(
        command.buffer()? != *buffer,
        cl::CL_INVALID_MUTABLE_COMMAND_KHR,
        "{command:?} belongs to another command buffer"
    );
    Ok(command)
}

/// Makes the changes of one structure, which stands at `place`.
fn apply(
    place: In<cl_mutable_dispatch_config_khr>,
    config: &cl_mutable_dispatch_config_khr,
    command: &MutableCommand,
    dispatch: &mut MutableDispatch,
) -> ClResult<()> {
    let before = dispatch.sizes;
    updated_fields(config, command.fields(), before.work_dim)?;
    let kernel = &dispatch.kernel;
    let args = place.member(config.arg_list);
    for arg in args.to_vec(config.num_args as usize)? {
        kernel.set_arg(arg.arg_index, arg.arg_size, args.member(arg.arg_value))?;
    }
    let svm_args = place.member(config.arg_svm_list);
    for arg in svm_args.to_vec(config.num_svm_args as usize)? {
        apply_svm_arg(kernel, arg.arg_index, svm_args.member(arg.arg_value))?;
    }
    let infos = place.member(config.exec_info_list);
    for info in infos.to_vec(config.num_exec_infos as usize)? {
        let value = infos.member(info.param_value);
        apply_exec_info(kernel, info.param_name, info.param_value_size, value)?;
    }
    let dimensions = before.work_dim as usize;
    let sizes = |pointer, rest| place.member(pointer).up_to_three(dimensions, rest);
    dispatch.sizes = NdRangeArguments {
        work_dim: before.work_dim,
        offset: sizes(config.global_work_offset, 0).or(before.offset),
        global: sizes(config.global_work_size, 1).or(before.global),
        local: sizes(config.local_work_size, 1).or(before.local),
    };
    same_uniformity(&before, &dispatch.sizes)
}

#[entry(clGetMutableCommandInfoKHR)]
fn get_mutable_command_info(
    command: Ref<MutableCommand>,
    name: cl_mutable_command_info_khr,
    info: InfoWriter,
) -> ClResult<Answered> {
    let sizes = command.dispatch().sizes;
    let used = sizes.work_dim as usize;
    // "If a global work-item offset was not set, zero is returned for each element", and so of the sizes.
    let answer = |values: Option<[usize; 3]>, info: InfoWriter| {
        info.write_slice(&values.unwrap_or([0; 3])[..used])
    };
    match name {
        cl::CL_MUTABLE_COMMAND_COMMAND_QUEUE_KHR => info.write(command.buffer()?.queue().handle()),
        cl::CL_MUTABLE_COMMAND_COMMAND_BUFFER_KHR => info.write(command.buffer()?.handle()),
        cl::CL_MUTABLE_COMMAND_COMMAND_TYPE_KHR => info.write(cl::CL_COMMAND_NDRANGE_KERNEL),
        cl::CL_MUTABLE_COMMAND_PROPERTIES_ARRAY_KHR => info.write_slice(command.properties()),
        cl::CL_MUTABLE_DISPATCH_KERNEL_KHR => info.write(command.kernel().handle()),
        cl::CL_MUTABLE_DISPATCH_DIMENSIONS_KHR => info.write(sizes.work_dim),
        cl::CL_MUTABLE_DISPATCH_GLOBAL_WORK_OFFSET_KHR => answer(sizes.offset, info),
        cl::CL_MUTABLE_DISPATCH_GLOBAL_WORK_SIZE_KHR => answer(sizes.global, info),
        cl::CL_MUTABLE_DISPATCH_LOCAL_WORK_SIZE_KHR => answer(sizes.local, info),
        _ => info.unknown("clGetMutableCommandInfoKHR", name),
    }
}
