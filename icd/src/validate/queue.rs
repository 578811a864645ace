//! Properties of command queues.

use crate::error::{ClError, ClResult};
use crate::refuse_if;
use opencl_sys as cl;
use opencl_sys::{cl_command_queue_properties, cl_queue_properties};

const ON_HOST: cl_command_queue_properties =
    cl::CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE | cl::CL_QUEUE_PROFILING_ENABLE;
const ON_DEVICE: cl_command_queue_properties =
    cl::CL_QUEUE_ON_DEVICE | cl::CL_QUEUE_ON_DEVICE_DEFAULT;

/// Checks `properties` of `clCreateCommandQueue` and of `CL_QUEUE_PROPERTIES`.
pub fn queue_flags(
    properties: cl_command_queue_properties,
) -> ClResult<cl_command_queue_properties> {
    // "CL_INVALID_VALUE if values specified in properties are not valid."
    refuse_if!(
        properties & !(ON_HOST | ON_DEVICE) != 0,
        cl::CL_INVALID_VALUE,
        "{properties:#x} has bits that are no queue properties"
    );
    let on_device = properties & cl::CL_QUEUE_ON_DEVICE != 0;
    // CL_QUEUE_ON_DEVICE_DEFAULT "can only be used with CL_QUEUE_ON_DEVICE"; "If CL_QUEUE_ON_DEVICE is specified,
    // CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE must also be specified".
    refuse_if!(
        !on_device && properties & cl::CL_QUEUE_ON_DEVICE_DEFAULT != 0,
        cl::CL_INVALID_VALUE,
        "CL_QUEUE_ON_DEVICE_DEFAULT without CL_QUEUE_ON_DEVICE"
    );
    refuse_if!(
        on_device && properties & cl::CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE == 0,
        cl::CL_INVALID_VALUE,
        "CL_QUEUE_ON_DEVICE without CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE"
    );
    // "CL_INVALID_QUEUE_PROPERTIES if values specified in properties are valid but are not supported by the device."
    refuse_if!(
        on_device,
        cl::CL_INVALID_QUEUE_PROPERTIES,
        "the device has no queues of its own"
    );
    Ok(properties)
}

/// Checks the list of `clCreateCommandQueueWithProperties` (with its final zero).
pub fn queue_properties(list: &[cl_queue_properties]) -> ClResult<cl_command_queue_properties> {
    let mut flags = None;
    let mut size = None;
    for pair in list.chunks_exact(2) {
        let (name, value) = (pair[0], pair[1]);
        let place = match u32::try_from(name) {
            Ok(cl::CL_QUEUE_PROPERTIES) => &mut flags,
            Ok(cl::CL_QUEUE_SIZE) => &mut size,
            _ => {
                return Err(ClError::value(format!(
                    "there is no queue property {name:#x}"
                )));
            }
        };
        refuse_if!(
            place.replace(value).is_some(),
            cl::CL_INVALID_VALUE,
            "queue property {name:#x} stands twice"
        );
    }
    let flags = queue_flags(flags.unwrap_or(0))?;
    // CL_QUEUE_SIZE "can only be specified if CL_QUEUE_ON_DEVICE is set in CL_QUEUE_PROPERTIES."
    refuse_if!(
        size.is_some(),
        cl::CL_INVALID_VALUE,
        "CL_QUEUE_SIZE for a queue that is not on the device"
    );
    Ok(flags)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROPERTIES: u64 = cl::CL_QUEUE_PROPERTIES as u64;
    const SIZE: u64 = cl::CL_QUEUE_SIZE as u64;

    #[test]
    fn host_properties_pass() {
        assert_eq!(queue_properties(&[]), Ok(0));
        assert_eq!(queue_properties(&[0]), Ok(0));
        assert_eq!(queue_properties(&[PROPERTIES, 3, 0]), Ok(3));
    }

    #[test]
    fn every_clause_refuses() {
        let refused: [(&[u64], i32); 9] = [
            (&[PROPERTIES, 16, 0], cl::CL_INVALID_VALUE),
            (&[PROPERTIES, 1 << 40, 0], cl::CL_INVALID_VALUE),
            (
                &[PROPERTIES, cl::CL_QUEUE_ON_DEVICE, 0],
                cl::CL_INVALID_VALUE,
            ),
            (
                &[PROPERTIES, cl::CL_QUEUE_ON_DEVICE_DEFAULT, 0],
                cl::CL_INVALID_VALUE,
            ),
            (
                &[PROPERTIES, cl::CL_QUEUE_ON_DEVICE | 1, 0],
                cl::CL_INVALID_QUEUE_PROPERTIES,
            ),
            (&[PROPERTIES, 0, PROPERTIES, 0, 0], cl::CL_INVALID_VALUE),
            (&[SIZE, 1024, 0], cl::CL_INVALID_VALUE),
            (&[0x1234, 0, 0], cl::CL_INVALID_VALUE),
            (&[PROPERTIES | 1 << 32, 0, 0], cl::CL_INVALID_VALUE),
        ];
        for (list, code) in refused {
            assert_eq!(
                queue_properties(list).unwrap_err().code(),
                code,
                "{list:x?}"
            );
        }
    }
}
