//! Unified shared memory: capabilities, properties, sizes (`cl_intel_unified_shared_memory`).

use crate::error::{ClError, ClResult};
use crate::header::{self as cl, cl_bitfield, cl_device_svm_capabilities, cl_properties};
use crate::object::usm::UsmType;
use crate::refuse_if;

const ACCESS: cl_bitfield =
    cl::CL_UNIFIED_SHARED_MEMORY_ACCESS_INTEL | cl::CL_UNIFIED_SHARED_MEMORY_ATOMIC_ACCESS_INTEL;
const CONCURRENT: cl_bitfield = cl::CL_UNIFIED_SHARED_MEMORY_CONCURRENT_ACCESS_INTEL;
const CONCURRENT_ATOMIC: cl_bitfield = cl::CL_UNIFIED_SHARED_MEMORY_CONCURRENT_ATOMIC_ACCESS_INTEL;

/// What a device can do with memory of a type, as its SVM capabilities say. Its own memory it can always use.
#[must_use]
pub fn capabilities(memory: UsmType, svm: cl_device_svm_capabilities) -> cl_bitfield {
    let fine = svm & cl::CL_DEVICE_SVM_FINE_GRAIN_BUFFER != 0;
    let atomics = svm & cl::CL_DEVICE_SVM_ATOMICS != 0;
    match memory {
        UsmType::Device => ACCESS | CONCURRENT | CONCURRENT_ATOMIC,
        UsmType::Host | UsmType::Shared if svm == 0 => 0,
        UsmType::Host | UsmType::Shared => match (fine, atomics) {
            (false, _) => ACCESS,
            (true, false) => ACCESS | CONCURRENT,
            (true, true) => ACCESS | CONCURRENT | CONCURRENT_ATOMIC,
        },
    }
}

/// `CL_DEVICE_SHARED_SYSTEM_MEM_CAPABILITIES_INTEL`.
#[must_use]
pub fn system_capabilities(svm: cl_device_svm_capabilities) -> cl_bitfield {
    if svm & cl::CL_DEVICE_SVM_FINE_GRAIN_SYSTEM == 0 {
        0
    } else {
        capabilities(UsmType::Shared, svm)
    }
}

/// Checks a property of an allocation: "CL_INVALID_PROPERTY if a memory property name in properties is not a supported property name, if the
/// value specified for a supported property name is not valid".
pub fn property(memory: UsmType, name: cl_properties, value: cl_properties) -> ClResult<()> {
    let refuse = |reason| Err(ClError::new(cl::CL_INVALID_PROPERTY, reason));
    if name != cl::CL_MEM_ALLOC_FLAGS_INTEL {
        return refuse(format!("there is no property {name:#x} of allocations"));
    }
    let placement = cl::CL_MEM_ALLOC_INITIAL_PLACEMENT_DEVICE_INTEL
        | cl::CL_MEM_ALLOC_INITIAL_PLACEMENT_HOST_INTEL;
    let known = match memory {
        // "This flag is valid only for clSharedMemAllocINTEL."
        UsmType::Host | UsmType::Device => cl::CL_MEM_ALLOC_WRITE_COMBINED_INTEL,
        UsmType::Shared => cl::CL_MEM_ALLOC_WRITE_COMBINED_INTEL | placement,
    };
    if value & !known != 0 {
        return refuse(format!("flags {value:#x} are not valid here"));
    }
    if value & placement == placement {
        return refuse("both initial placements".to_owned());
    }
    Ok(())
}

/// "CL_INVALID_BUFFER_SIZE if size is zero or greater than CL_DEVICE_MAX_MEM_ALLOC_SIZE" of any of the devices.
pub fn size(size: usize, largest: impl Iterator<Item = u64>) -> ClResult<()> {
    let largest = largest.min().unwrap_or(0);
    refuse_if!(
        size == 0 || size as u64 > largest,
        cl::CL_INVALID_BUFFER_SIZE,
        "{size} bytes are none, or more than CL_DEVICE_MAX_MEM_ALLOC_SIZE, {largest}"
    );
    Ok(())
}

/// "CL_INVALID_VALUE if advice is not supported advice for the device": there are no hints yet, so that only none can be given.
pub fn advice(advice: cl::cl_mem_advice_intel) -> ClResult<()> {
    refuse_if!(
        advice != 0,
        cl::CL_INVALID_VALUE,
        "there is no memory advice {advice:#x}"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capabilities_follow_those_of_svm() {
        let coarse = cl::CL_DEVICE_SVM_COARSE_GRAIN_BUFFER;
        let fine = coarse | cl::CL_DEVICE_SVM_FINE_GRAIN_BUFFER;
        let all = fine | cl::CL_DEVICE_SVM_ATOMICS;
        for (svm, shared) in [(0, 0), (coarse, 3), (fine, 7), (all, 15)] {
            assert_eq!(capabilities(UsmType::Device, svm), 15);
            assert_eq!(capabilities(UsmType::Host, svm), shared);
            assert_eq!(capabilities(UsmType::Shared, svm), shared);
            assert_eq!(system_capabilities(svm), 0);
        }
        assert_eq!(
            system_capabilities(all | cl::CL_DEVICE_SVM_FINE_GRAIN_SYSTEM),
            15
        );
    }

    #[test]
    fn flags_are_those_of_the_type() {
        let flags = cl::CL_MEM_ALLOC_FLAGS_INTEL;
        for (memory, value, good) in [
            (UsmType::Host, 1, true),
            (UsmType::Host, 2, false),
            (UsmType::Device, 4, false),
            (UsmType::Shared, 3, true),
            (UsmType::Shared, 5, true),
            (UsmType::Shared, 6, false),
            (UsmType::Shared, 8, false),
        ] {
            assert_eq!(property(memory, flags, value).is_ok(), good, "{value}");
        }
        assert!(property(UsmType::Shared, 1, 0).is_err());
    }

    #[test]
    fn sizes_are_those_that_every_device_takes() {
        assert!(size(8, [8, 9].into_iter()).is_ok());
        assert!(size(9, [8, 9].into_iter()).is_err());
        assert!(size(0, [8].into_iter()).is_err());
    }
}
