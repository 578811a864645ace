//! `clCreateSubDevices`: how a device is to be divided.

use crate::error::{ClError, ClResult};
use crate::refuse_if;
use opencl_sys as cl;
use opencl_sys::cl_device_partition_property;

/// The longest list of counts: no device has more compute units.
pub const LONGEST_LIST: usize = 4100;

/// The compute units of each sub-device. `properties` is the list up to its end, which for
/// `CL_DEVICE_PARTITION_BY_COUNTS` is that of the counts.
pub fn partition(
    properties: &[cl_device_partition_property],
    compute_units: u32,
) -> ClResult<Vec<u32>> {
    match *properties {
        [cl::CL_DEVICE_PARTITION_EQUALLY, units] => partition_equally(units, compute_units),
        [cl::CL_DEVICE_PARTITION_BY_COUNTS, ref counts @ ..] => {
            partition_by_counts(counts, compute_units)
        }
        // "CL_INVALID_VALUE if values specified in properties are not valid or if values specified in properties are valid
        // but not supported by the device."
        _ => Err(ClError::value(format!(
            "{properties:x?} is no way to divide this device"
        ))),
    }
}

fn partition_equally(units: isize, compute_units: u32) -> ClResult<Vec<u32>> {
    let units = u32::try_from(units)
        .ok()
        .filter(|&units| units > 0)
        .ok_or_else(|| ClError::value(format!("{units} is no number of compute units")))?;
    // "CL_INVALID_DEVICE_PARTITION_COUNT if … the total number of compute units requested exceeds CL_DEVICE_MAX_COMPUTE_UNITS".
    refuse_if!(
        units > compute_units,
        cl::CL_INVALID_DEVICE_PARTITION_COUNT,
        "{compute_units} compute units have no part of {units}"
    );
    // "CL_DEVICE_PARTITION_FAILED if the partition name is supported by the implementation but in_device could not be
    // further partitioned."
    refuse_if!(
        compute_units / units < 2,
        cl::CL_DEVICE_PARTITION_FAILED,
        "{compute_units} compute units have no two parts of {units}"
    );
    Ok(vec![units; (compute_units / units) as usize])
}

fn partition_by_counts(counts: &[isize], compute_units: u32) -> ClResult<Vec<u32>> {
    refuse_if!(
        counts.is_empty(),
        cl::CL_INVALID_VALUE,
        "the list of counts is empty"
    );
    refuse_if!(
        compute_units == 1,
        cl::CL_DEVICE_PARTITION_FAILED,
        "one compute unit cannot be divided"
    );
    // "CL_INVALID_DEVICE_PARTITION_COUNT if … the number of sub-devices requested exceeds
    // CL_DEVICE_PARTITION_MAX_SUB_DEVICES or the total number of compute units requested exceeds CL_DEVICE_MAX_COMPUTE_UNITS for
    // in_device, or the number of compute units requested for one or more sub-devices is less than zero or the number of
    // sub-devices requested exceeds CL_DEVICE_MAX_COMPUTE_UNITS".
    let refused = || {
        ClError::new(
            cl::CL_INVALID_DEVICE_PARTITION_COUNT,
            format!("{counts:?} cannot be taken of {compute_units} compute units"),
        )
    };
    let mut left = compute_units;
    let mut parts = Vec::with_capacity(counts.len());
    for &count in counts {
        let units = u32::try_from(count).map_err(|_| refused())?;
        left = left.checked_sub(units).ok_or_else(refused)?;
        parts.push(units);
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EQUALLY: isize = cl::CL_DEVICE_PARTITION_EQUALLY;
    const BY_COUNTS: isize = cl::CL_DEVICE_PARTITION_BY_COUNTS;

    #[test]
    fn devices_are_divided_equally_or_by_counts() {
        assert_eq!(partition(&[EQUALLY, 2], 7), Ok(vec![2, 2, 2]));
        assert_eq!(partition(&[BY_COUNTS, 3, 1], 7), Ok(vec![3, 1]));
        assert_eq!(partition(&[BY_COUNTS, 7], 7), Ok(vec![7]));
    }

    #[test]
    fn what_cannot_be_divided_is_refused() {
        let refused: [(&[isize], u32, i32); 10] = [
            (&[], 4, cl::CL_INVALID_VALUE),
            (&[EQUALLY], 4, cl::CL_INVALID_VALUE),
            (&[EQUALLY, -1], 4, cl::CL_INVALID_VALUE),
            (&[EQUALLY, 5], 4, cl::CL_INVALID_DEVICE_PARTITION_COUNT),
            (&[EQUALLY, 4], 4, cl::CL_DEVICE_PARTITION_FAILED),
            (&[EQUALLY, 1], 1, cl::CL_DEVICE_PARTITION_FAILED),
            (&[BY_COUNTS], 4, cl::CL_INVALID_VALUE),
            (&[BY_COUNTS, 3, 2], 4, cl::CL_INVALID_DEVICE_PARTITION_COUNT),
            (&[BY_COUNTS, -1], 4, cl::CL_INVALID_DEVICE_PARTITION_COUNT),
            (
                &[cl::CL_DEVICE_PARTITION_BY_AFFINITY_DOMAIN, 1],
                4,
                cl::CL_INVALID_VALUE,
            ),
        ];
        for (properties, units, code) in refused {
            assert_eq!(
                partition(properties, units).unwrap_err().code(),
                code,
                "{properties:?}"
            );
        }
    }
}
