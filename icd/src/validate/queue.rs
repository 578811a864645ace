//! Properties of command queues.

use crate::error::{ClError, ClResult};
use crate::refuse_if;
use mirrorcl_device::exec::Priority;
use opencl_sys as cl;
use opencl_sys::{cl_command_queue_properties, cl_queue_properties};

const ON_HOST: cl_command_queue_properties =
    cl::CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE | cl::CL_QUEUE_PROFILING_ENABLE;
const FLAGS: cl_queue_properties = cl::CL_QUEUE_PROPERTIES as cl_queue_properties;
const SIZE: cl_queue_properties = cl::CL_QUEUE_SIZE as cl_queue_properties;
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

/// What the properties of a queue come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct QueueProperties {
    /// `CL_QUEUE_PROPERTIES`.
    pub flags: cl_command_queue_properties,
    /// `CL_QUEUE_PRIORITY_KHR`. "CL_QUEUE_PRIORITY_MED_KHR is the default value if this property is not specified."
    pub priority: Priority,
}

/// Checks the list of `clCreateCommandQueueWithProperties` (with its final zero).
pub fn queue_properties(list: &[cl_queue_properties]) -> ClResult<QueueProperties> {
    let (mut flags, mut size, mut priority, mut throttle) = (None, None, None, None);
    for pair in list.chunks_exact(2) {
        let (name, value) = (pair[0], pair[1]);
        let place = match name {
            FLAGS => &mut flags,
            SIZE => &mut size,
            cl::CL_QUEUE_PRIORITY_KHR => &mut priority,
            cl::CL_QUEUE_THROTTLE_KHR => &mut throttle,
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
    let priority = match priority.map(u32::try_from) {
        None | Some(Ok(cl::CL_QUEUE_PRIORITY_MED_KHR)) => Priority::Medium,
        Some(Ok(cl::CL_QUEUE_PRIORITY_HIGH_KHR)) => Priority::High,
        Some(Ok(cl::CL_QUEUE_PRIORITY_LOW_KHR)) => Priority::Low,
        Some(other) => return Err(ClError::value(format!("{other:?} is no priority"))),
    };
    // A hint how much power the device may use. The processors are the operating system's to throttle.
    let is_throttle = |value| {
        [
            cl::CL_QUEUE_THROTTLE_HIGH_KHR,
            cl::CL_QUEUE_THROTTLE_MED_KHR,
            cl::CL_QUEUE_THROTTLE_LOW_KHR,
        ]
        .into_iter()
        .any(|known| u64::from(known) == value)
    };
    refuse_if!(
        throttle.is_some_and(|value| !is_throttle(value)),
        cl::CL_INVALID_VALUE,
        "{throttle:?} is no way to throttle"
    );
    // Both hints: "CL_INVALID_QUEUE_PROPERTIES if … is specified and the queue is a CL_QUEUE_ON_DEVICE", which the device refuses anyway.
    let flags = queue_flags(flags.unwrap_or(0))?;
    // CL_QUEUE_SIZE "can only be specified if CL_QUEUE_ON_DEVICE is set in CL_QUEUE_PROPERTIES."
    refuse_if!(
        size.is_some(),
        cl::CL_INVALID_VALUE,
        "CL_QUEUE_SIZE for a queue that is not on the device"
    );
    Ok(QueueProperties { flags, priority })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROPERTIES: u64 = FLAGS;
    const PRIORITY: u64 = cl::CL_QUEUE_PRIORITY_KHR;
    const THROTTLE: u64 = cl::CL_QUEUE_THROTTLE_KHR;

    #[test]
    fn host_properties_pass() {
        let flags = |list: &[u64]| queue_properties(list).map(|properties| properties.flags);
        assert_eq!(flags(&[]), Ok(0));
        assert_eq!(flags(&[0]), Ok(0));
        assert_eq!(flags(&[PROPERTIES, 3, 0]), Ok(3));
        assert_eq!(flags(&[THROTTLE, 4, PROPERTIES, 1, PRIORITY, 1, 0]), Ok(1));
    }

    #[test]
    fn priorities_are_high_medium_and_low() {
        let priority = |list: &[u64]| queue_properties(list).map(|properties| properties.priority);
        assert_eq!(priority(&[]), Ok(Priority::Medium));
        for (value, expected) in [
            (1, Priority::High),
            (2, Priority::Medium),
            (4, Priority::Low),
        ] {
            assert_eq!(priority(&[PRIORITY, value, 0]), Ok(expected));
        }
    }

    #[test]
    fn every_clause_refuses() {
        let refused: [(&[u64], i32); 14] = [
            (&[PRIORITY, 0, 0], cl::CL_INVALID_VALUE),
            (&[PRIORITY, 3, 0], cl::CL_INVALID_VALUE),
            (&[PRIORITY, 1 << 32 | 1, 0], cl::CL_INVALID_VALUE),
            (&[THROTTLE, 8, 0], cl::CL_INVALID_VALUE),
            (&[PRIORITY, 1, PRIORITY, 1, 0], cl::CL_INVALID_VALUE),
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
