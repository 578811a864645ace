//! Command buffers: their properties, those of recorded commands, wait lists of sync points, and updates.

use crate::error::{ClError, ClResult};
use crate::header::{self as cl, cl_bitfield, cl_properties};
use crate::refuse_if;
use crate::validate::ndrange::NdRangeArguments;

/// `CL_DEVICE_COMMAND_BUFFER_CAPABILITIES_KHR`.
pub const CAPABILITIES: cl_bitfield = cl::CL_COMMAND_BUFFER_CAPABILITY_KERNEL_PRINTF_KHR
    | cl::CL_COMMAND_BUFFER_CAPABILITY_SIMULTANEOUS_USE_KHR;

/// `CL_DEVICE_COMMAND_BUFFER_SUPPORTED_QUEUE_PROPERTIES_KHR`.
pub const QUEUE_PROPERTIES: cl_bitfield =
    cl::CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE | cl::CL_QUEUE_PROFILING_ENABLE;

/// `CL_DEVICE_MUTABLE_DISPATCH_CAPABILITIES_KHR`.
pub const MUTABLE_FIELDS: cl_bitfield = cl::CL_MUTABLE_DISPATCH_GLOBAL_OFFSET_KHR
    | cl::CL_MUTABLE_DISPATCH_GLOBAL_SIZE_KHR
    | cl::CL_MUTABLE_DISPATCH_LOCAL_SIZE_KHR
    | cl::CL_MUTABLE_DISPATCH_ARGUMENTS_KHR
    | cl::CL_MUTABLE_DISPATCH_EXEC_INFO_KHR;

/// The flags that a command buffer can have here, and those that others' have.
const FLAGS: cl_bitfield =
    cl::CL_COMMAND_BUFFER_SIMULTANEOUS_USE_KHR | cl::CL_COMMAND_BUFFER_MUTABLE_KHR;
const OTHER_FLAGS: cl_bitfield = cl::CL_COMMAND_BUFFER_DEVICE_SIDE_SYNC_KHR;

/// Checks a property of `clCreateCommandBufferKHR`: "CL_INVALID_VALUE if values specified in properties are not valid";
/// "CL_INVALID_PROPERTY if values specified in properties are valid but are not supported".
pub fn buffer_property(name: cl_properties, value: cl_properties) -> ClResult<()> {
    match name {
        cl::CL_COMMAND_BUFFER_FLAGS_KHR => {
            refuse_if!(
                value & !(FLAGS | OTHER_FLAGS) != 0,
                cl::CL_INVALID_VALUE,
                "{value:#x} has bits that are no flags of command buffers"
            );
            refuse_if!(
                value & OTHER_FLAGS != 0,
                cl::CL_INVALID_PROPERTY,
                "flags {value:#x} need cl_khr_command_buffer_multi_device"
            );
            Ok(())
        }
        cl::CL_COMMAND_BUFFER_MUTABLE_DISPATCH_ASSERTS_KHR => asserts(value),
        _ => Err(ClError::value(format!(
            "there is no property {name:#x} of command buffers"
        ))),
    }
}

fn asserts(value: cl_properties) -> ClResult<()> {
    refuse_if!(
        value & !cl::CL_MUTABLE_DISPATCH_ASSERT_NO_ADDITIONAL_WORK_GROUPS_KHR != 0,
        cl::CL_INVALID_VALUE,
        "{value:#x} has bits that assert nothing"
    );
    Ok(())
}

/// Checks a property of `clCommandNDRangeKernelKHR`.
pub fn kernel_property(name: cl_properties, value: cl_properties) -> ClResult<()> {
    match name {
        cl::CL_MUTABLE_DISPATCH_UPDATABLE_FIELDS_KHR => {
            // All that there are can be updated, so that none is valid and not supported (CL_INVALID_OPERATION).
            refuse_if!(
                value & !MUTABLE_FIELDS != 0,
                cl::CL_INVALID_VALUE,
                "{value:#x} has bits that are no fields"
            );
            Ok(())
        }
        cl::CL_MUTABLE_DISPATCH_ASSERTS_KHR => asserts(value),
        _ => no_property(name, value),
    }
}

/// The other commands have no properties.
pub fn no_property(name: cl_properties, _value: cl_properties) -> ClResult<()> {
    Err(ClError::value(format!(
        "there is no property {name:#x} of this command"
    )))
}

/// The value of a property in a list that was checked.
#[must_use]
pub fn value_of(list: &[cl_properties], name: cl_properties) -> Option<cl_properties> {
    let mut pairs = list.chunks_exact(2);
    pairs.find(|pair| pair[0] == name).map(|pair| pair[1])
}

/// The commands that the numbers of a wait list stand for, of `recorded` ones, without repetitions.
/// "CL_INVALID_SYNC_POINT_WAIT_LIST_KHR if sync_point_wait_list is NULL and num_sync_points_in_wait_list is > 0, or sync_point_wait_list is
/// not NULL and num_sync_points_in_wait_list is 0, or if synchronization-point objects in sync_point_wait_list are not valid".
pub fn sync_points(numbers: Option<Vec<u32>>, recorded: usize) -> ClResult<Vec<u32>> {
    let refuse = |reason| ClError::new(cl::CL_INVALID_SYNC_POINT_WAIT_LIST_KHR, reason);
    let mut steps =
        numbers.ok_or_else(|| refuse("the list or its length says that there is none".into()))?;
    for number in &mut steps {
        if *number == 0 || *number as usize > recorded {
            return Err(refuse(format!(
                "{number} is no sync point of the command buffer"
            )));
        }
        *number -= 1;
    }
    steps.sort_unstable();
    steps.dedup();
    Ok(steps)
}

/// The sync point of a command, by its place.
#[must_use]
pub fn sync_point_of(step: u32) -> u32 {
    step + 1
}

/// Checks that an update changes only what may be changed of a command that was recorded with `fields`.
pub fn updated_fields(
    config: &cl::cl_mutable_dispatch_config_khr,
    fields: cl_bitfield,
    work_dim: u32,
) -> ClResult<()> {
    refuse_if!(
        config.work_dim != 0 && config.work_dim != work_dim,
        cl::CL_INVALID_OPERATION,
        "work_dim is {}, and was {work_dim} when the command was recorded",
        config.work_dim
    );
    let arguments = config.num_args != 0 || config.num_svm_args != 0;
    for (is_changed, field, name) in [
        (
            !config.global_work_offset.is_null(),
            cl::CL_MUTABLE_DISPATCH_GLOBAL_OFFSET_KHR,
            "the global offset",
        ),
        (
            !config.global_work_size.is_null(),
            cl::CL_MUTABLE_DISPATCH_GLOBAL_SIZE_KHR,
            "the global size",
        ),
        (
            !config.local_work_size.is_null(),
            cl::CL_MUTABLE_DISPATCH_LOCAL_SIZE_KHR,
            "the local size",
        ),
        (
            arguments,
            cl::CL_MUTABLE_DISPATCH_ARGUMENTS_KHR,
            "an argument",
        ),
        (
            config.num_exec_infos != 0,
            cl::CL_MUTABLE_DISPATCH_EXEC_INFO_KHR,
            "execution information",
        ),
    ] {
        refuse_if!(
            is_changed && fields & field == 0,
            cl::CL_INVALID_OPERATION,
            "{name} of the command can't be updated"
        );
    }
    // "CL_INVALID_VALUE if arg_list is NULL and num_args > 0, or arg_list is not NULL and num_args is 0", and so on.
    for (count, is_null, name) in [
        (config.num_args, config.arg_list.is_null(), "arg_list"),
        (
            config.num_svm_args,
            config.arg_svm_list.is_null(),
            "arg_svm_list",
        ),
        (
            config.num_exec_infos,
            config.exec_info_list.is_null(),
            "exec_info_list",
        ),
    ] {
        same_emptiness(count, is_null, name)?;
    }
    Ok(())
}

/// A list and its length must agree on whether there is one.
pub fn same_emptiness(count: u32, is_null: bool, name: &str) -> ClResult<()> {
    refuse_if!(
        (count == 0) != is_null,
        cl::CL_INVALID_VALUE,
        "{name} {} NULL and has {count} elements",
        if is_null { "is" } else { "is not" }
    );
    Ok(())
}

/// "CL_INVALID_OPERATION if the values of local_work_size and/or global_work_size result in a change to work-group uniformity": of local
/// sizes that the application chose.
pub fn same_uniformity(before: &NdRangeArguments, after: &NdRangeArguments) -> ClResult<()> {
    if let (Some(before), Some(after)) = (is_uniform(before), is_uniform(after)) {
        refuse_if!(
            before != after,
            cl::CL_INVALID_OPERATION,
            "the work-groups were {} uniform",
            if before { "" } else { "not" }
        );
    }
    Ok(())
}

fn is_uniform(sizes: &NdRangeArguments) -> Option<bool> {
    let (global, local) = (sizes.global?, sizes.local?);
    let used = sizes.work_dim as usize;
    let mut pairs = global.iter().zip(local).take(used);
    Some(pairs.all(|(global, local)| local != 0 && global.is_multiple_of(local)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code<T: std::fmt::Debug>(result: ClResult<T>) -> i32 {
        result.unwrap_err().code()
    }

    #[test]
    fn properties_that_are_not_here_differ_from_those_that_are_nowhere() {
        let flags = cl::CL_COMMAND_BUFFER_FLAGS_KHR;
        assert_eq!(buffer_property(flags, 3), Ok(()));
        assert_eq!(code(buffer_property(flags, 4)), cl::CL_INVALID_PROPERTY);
        assert_eq!(code(buffer_property(flags, 8)), cl::CL_INVALID_VALUE);
        assert_eq!(code(buffer_property(1, 0)), cl::CL_INVALID_VALUE);
        let asserts = cl::CL_COMMAND_BUFFER_MUTABLE_DISPATCH_ASSERTS_KHR;
        assert_eq!(buffer_property(asserts, 1), Ok(()));
        assert_eq!(code(buffer_property(asserts, 2)), cl::CL_INVALID_VALUE);
        let fields = cl::CL_MUTABLE_DISPATCH_UPDATABLE_FIELDS_KHR;
        assert_eq!(kernel_property(fields, MUTABLE_FIELDS), Ok(()));
        assert_eq!(code(kernel_property(fields, 32)), cl::CL_INVALID_VALUE);
        assert_eq!(code(no_property(fields, 1)), cl::CL_INVALID_VALUE);
        assert_eq!(value_of(&[fields, 7, 0], fields), Some(7));
        assert_eq!(value_of(&[], fields), None);
    }

    #[test]
    fn sync_points_are_those_of_earlier_commands() {
        let wrong = cl::CL_INVALID_SYNC_POINT_WAIT_LIST_KHR;
        assert_eq!(sync_points(Some(vec![3, 1, 3]), 3), Ok(vec![0, 2]));
        assert_eq!(sync_points(Some(vec![]), 0), Ok(vec![]));
        assert_eq!(code(sync_points(Some(vec![4]), 3)), wrong);
        assert_eq!(code(sync_points(Some(vec![0]), 3)), wrong);
        assert_eq!(code(sync_points(None, 3)), wrong);
    }

    #[test]
    fn uniformity_may_not_change() {
        let sizes = |global, local: Option<usize>| NdRangeArguments {
            work_dim: 1,
            offset: None,
            global: Some([global, 1, 1]),
            local: local.map(|local| [local, 1, 1]),
        };
        assert_eq!(
            same_uniformity(&sizes(64, Some(8)), &sizes(32, Some(4))),
            Ok(())
        );
        assert_eq!(
            code(same_uniformity(&sizes(64, Some(8)), &sizes(63, Some(8)))),
            cl::CL_INVALID_OPERATION
        );
        assert_eq!(same_uniformity(&sizes(64, None), &sizes(63, None)), Ok(()));
    }
}
