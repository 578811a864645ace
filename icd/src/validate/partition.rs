//! `clCreateSubDevices`: how a device is to be divided.

use crate::error::{ClError, ClResult};
use crate::object::topology::Topology;
use crate::refuse_if;
use opencl_sys as cl;
use opencl_sys::{cl_device_affinity_domain, cl_device_partition_property};

/// The longest list of counts: no device has more compute units.
pub const LONGEST_LIST: usize = 4100;

/// What a sub-device gets of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// So many compute units.
    Units(u32),
    /// The compute units that stand for these processors.
    Processors(Vec<u32>),
}

impl Part {
    /// How many compute units it has.
    #[must_use]
    pub fn compute_units(&self) -> u32 {
        match self {
            Self::Units(units) => *units,
            Self::Processors(processors) => u32::try_from(processors.len()).unwrap_or(u32::MAX),
        }
    }
}

/// The parts, and `CL_DEVICE_PARTITION_TYPE` of the sub-devices without its end. `properties` is the list up to its end, which for
/// `CL_DEVICE_PARTITION_BY_COUNTS` is that of the counts; `processors` are those that the compute units stand for, if they do.
pub fn partition(
    properties: &[cl_device_partition_property],
    compute_units: u32,
    processors: &[u32],
    topology: &Topology,
) -> ClResult<(Vec<Part>, Vec<cl_device_partition_property>)> {
    let units = |parts: Vec<u32>| parts.into_iter().map(Part::Units).collect();
    match *properties {
        [cl::CL_DEVICE_PARTITION_EQUALLY, each] => {
            let parts = partition_equally(each, compute_units)?;
            Ok((units(parts), properties.to_vec()))
        }
        [cl::CL_DEVICE_PARTITION_BY_COUNTS, ref counts @ ..] => {
            let parts = partition_by_counts(counts, compute_units)?;
            // The list of counts has an end of its own before the end of the properties.
            let mut partition_type = properties.to_vec();
            partition_type.push(cl::CL_DEVICE_PARTITION_BY_COUNTS_LIST_END);
            Ok((units(parts), partition_type))
        }
        [cl::CL_DEVICE_PARTITION_BY_AFFINITY_DOMAIN, domain] if !processors.is_empty() => {
            let (domain, parts) = partition_by_affinity(domain, processors, topology)?;
            let parts = parts.into_iter().map(Part::Processors).collect();
            Ok((parts, vec![properties[0], domain]))
        }
        // "CL_INVALID_VALUE if values specified in properties are not valid or if values specified in properties are valid
        // but not supported by the device."
        _ => Err(ClError::value(format!(
            "{properties:x?} is no way to divide this device"
        ))),
    }
}

/// The domain that the device is divided by, and the processors of each part.
fn partition_by_affinity(
    domain: cl_device_partition_property,
    processors: &[u32],
    topology: &Topology,
) -> ClResult<(cl_device_partition_property, Vec<Vec<u32>>)> {
    // "CL_DEVICE_PARTITION_FAILED if the partition name is supported by the implementation but in_device could not be further
    // partitioned."
    refuse_if!(
        processors.len() == 1,
        cl::CL_DEVICE_PARTITION_FAILED,
        "one compute unit cannot be divided"
    );
    let wanted = cl_device_affinity_domain::try_from(domain).ok();
    let found = wanted.and_then(|wanted| {
        // "The implementation shall find the first level along which the device or sub-device may be further subdivided"; for
        // CL_DEVICE_PARTITION_TYPE "the affinity domain used to perform the partition will be returned".
        let domain = if wanted == cl::CL_DEVICE_AFFINITY_DOMAIN_NEXT_PARTITIONABLE {
            topology.next_domain(processors)?
        } else {
            wanted
        };
        let parts = topology.divide(domain, processors)?;
        Some((cl_device_partition_property::try_from(domain).ok()?, parts))
    });
    // "CL_INVALID_VALUE if values specified in properties are not valid or if values specified in properties are valid but not supported
    // by the device": what CL_DEVICE_PARTITION_AFFINITY_DOMAIN does not name.
    found.ok_or_else(|| {
        ClError::value(format!(
            "affinity domain {domain:#x} does not divide this device"
        ))
    })
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
    const BY_AFFINITY: isize = cl::CL_DEVICE_PARTITION_BY_AFFINITY_DOMAIN;

    fn parts(properties: &[isize], compute_units: u32) -> ClResult<Vec<u32>> {
        let parts = partition(properties, compute_units, &[], &Topology::default())?.0;
        Ok(parts.iter().map(Part::compute_units).collect())
    }

    #[test]
    fn devices_are_divided_equally_or_by_counts() {
        assert_eq!(parts(&[EQUALLY, 2], 7), Ok(vec![2, 2, 2]));
        assert_eq!(parts(&[BY_COUNTS, 3, 1], 7), Ok(vec![3, 1]));
        assert_eq!(parts(&[BY_COUNTS, 7], 7), Ok(vec![7]));
    }

    #[test]
    fn the_type_of_a_partition_is_as_given() {
        let kind = |properties: &[isize]| {
            partition(properties, 7, &[], &Topology::default())
                .unwrap()
                .1
        };
        assert_eq!(kind(&[EQUALLY, 2]), [EQUALLY, 2]);
        assert_eq!(kind(&[BY_COUNTS, 3, 1]), [BY_COUNTS, 3, 1, 0]);
    }

    #[test]
    fn what_processors_share_divides_devices_that_stand_for_them() {
        let topology = Topology::of_groups(&[
            (
                cl::CL_DEVICE_AFFINITY_DOMAIN_L3_CACHE,
                &[&[0, 1, 2], &[3, 4]],
            ),
            (
                cl::CL_DEVICE_AFFINITY_DOMAIN_L1_CACHE,
                &[&[0], &[1], &[2], &[3], &[4]],
            ),
        ]);
        let divide = |domain: u64, processors: &[u32]| {
            let properties = [BY_AFFINITY, domain as isize];
            partition(&properties, processors.len() as u32, processors, &topology)
        };
        let all = [0, 1, 2, 3, 4];
        let (l3, next) = (
            cl::CL_DEVICE_AFFINITY_DOMAIN_L3_CACHE,
            cl::CL_DEVICE_AFFINITY_DOMAIN_NEXT_PARTITIONABLE,
        );
        let expected = vec![
            Part::Processors(vec![0, 1, 2]),
            Part::Processors(vec![3, 4]),
        ];
        let kind = vec![BY_AFFINITY, l3 as isize];
        assert_eq!(divide(l3, &all), Ok((expected.clone(), kind.clone())));
        assert_eq!(divide(next, &all), Ok((expected, kind)));
        let kind = divide(next, &[3, 4]).unwrap().1;
        assert_eq!(kind[1], cl::CL_DEVICE_AFFINITY_DOMAIN_L1_CACHE as isize);
        for (domain, processors, code) in [
            (
                cl::CL_DEVICE_AFFINITY_DOMAIN_NUMA,
                &all[..],
                cl::CL_INVALID_VALUE,
            ),
            (l3, &all[..3], cl::CL_INVALID_VALUE),
            (l3 | 1, &all[..], cl::CL_INVALID_VALUE),
            (0, &all[..], cl::CL_INVALID_VALUE),
            (next, &all[4..], cl::CL_DEVICE_PARTITION_FAILED),
        ] {
            assert_eq!(
                divide(domain, processors).unwrap_err().code(),
                code,
                "{domain}"
            );
        }
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
                parts(properties, units).unwrap_err().code(),
                code,
                "{properties:?}"
            );
        }
    }
}
