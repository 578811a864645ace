//! Shared virtual memory: flags, sizes, alignments.

use crate::error::ClResult;
use crate::refuse_if;
use crate::validate::buffer::KERNEL_ACCESS;
use opencl_sys as cl;
use opencl_sys::{cl_device_svm_capabilities, cl_svm_mem_flags};

/// Size of the largest type of OpenCL C, `long16`: the default alignment, and the largest.
pub const LARGEST_TYPE: usize = 128;

/// The flags of `clSVMAlloc`; `common`: what every device of the context can do.
pub fn svm_flags(flags: cl_svm_mem_flags, common: cl_device_svm_capabilities) -> ClResult<()> {
    let (fine, atomics) = (cl::CL_MEM_SVM_FINE_GRAIN_BUFFER, cl::CL_MEM_SVM_ATOMICS);
    let unknown = flags & !(KERNEL_ACCESS | fine | atomics);
    // "The values specified in flags are not valid, i.e. do not match those defined in the SVM Memory Flags table."
    refuse_if!(
        unknown != 0,
        cl::CL_INVALID_VALUE,
        "flags {unknown:#x} are not valid for SVM"
    );
    refuse_if!(
        (flags & KERNEL_ACCESS).count_ones() > 1,
        cl::CL_INVALID_VALUE,
        "flags {:#x} exclude each other",
        flags & KERNEL_ACCESS
    );
    // "flags does not contain CL_MEM_SVM_FINE_GRAIN_BUFFER but does contain CL_MEM_SVM_ATOMICS."
    refuse_if!(
        flags & atomics != 0 && flags & fine == 0,
        cl::CL_INVALID_VALUE,
        "CL_MEM_SVM_ATOMICS needs CL_MEM_SVM_FINE_GRAIN_BUFFER"
    );
    // "CL_MEM_SVM_FINE_GRAIN_BUFFER or CL_MEM_SVM_ATOMICS is specified in flags and these are not supported by
    // at least one device in context."
    refuse_if!(
        flags & fine != 0 && common & cl::CL_DEVICE_SVM_FINE_GRAIN_BUFFER == 0,
        cl::CL_INVALID_OPERATION,
        "not every device of the context has fine-grained SVM buffers"
    );
    refuse_if!(
        flags & atomics != 0 && common & cl::CL_DEVICE_SVM_ATOMICS == 0,
        cl::CL_INVALID_OPERATION,
        "not every device of the context has SVM atomics"
    );
    Ok(())
}

/// The alignment that `clSVMAlloc` has to give.
pub fn svm_alignment(alignment: usize) -> ClResult<usize> {
    // "If alignment is 0, a default alignment will be used that is equal to the size of largest data type".
    if alignment == 0 {
        return Ok(LARGEST_TYPE);
    }
    // "alignment is not a power of two or the OpenCL implementation cannot support the specified alignment"; "It
    // must be a power of two up to the largest data type supported by the OpenCL device."
    refuse_if!(
        !alignment.is_power_of_two() || alignment > LARGEST_TYPE,
        cl::CL_INVALID_VALUE,
        "alignment {alignment} is not a power of two up to {LARGEST_TYPE}"
    );
    Ok(alignment)
}

/// Whether two ranges of `size` bytes have one in common.
#[must_use]
pub fn overlap(first: usize, second: usize, size: usize) -> bool {
    first.abs_diff(second) < size
}

/// Whether a range ends within the address space.
pub fn range_exists(start: usize, size: usize) -> ClResult<()> {
    refuse_if!(
        start.checked_add(size).is_none(),
        cl::CL_INVALID_VALUE,
        "{size} bytes at {start:#x} exceed the address space"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: cl_device_svm_capabilities = cl::CL_DEVICE_SVM_COARSE_GRAIN_BUFFER
        | cl::CL_DEVICE_SVM_FINE_GRAIN_BUFFER
        | cl::CL_DEVICE_SVM_ATOMICS;

    #[test]
    fn flags_follow_the_table_and_the_devices() {
        let (fine, atomics) = (cl::CL_MEM_SVM_FINE_GRAIN_BUFFER, cl::CL_MEM_SVM_ATOMICS);
        for access in [
            0,
            cl::CL_MEM_READ_WRITE,
            cl::CL_MEM_WRITE_ONLY,
            cl::CL_MEM_READ_ONLY,
        ] {
            for grain in [0, fine, fine | atomics] {
                assert_eq!(svm_flags(access | grain, ALL), Ok(()));
            }
        }
        for bad in [
            atomics,
            cl::CL_MEM_USE_HOST_PTR,
            cl::CL_MEM_HOST_NO_ACCESS,
            cl::CL_MEM_READ_ONLY | cl::CL_MEM_WRITE_ONLY,
            1 << 50,
        ] {
            assert!(svm_flags(bad, ALL).is_err(), "{bad:#x}");
        }
        assert!(svm_flags(fine, cl::CL_DEVICE_SVM_COARSE_GRAIN_BUFFER).is_err());
        assert!(svm_flags(fine | atomics, ALL & !cl::CL_DEVICE_SVM_ATOMICS).is_err());
    }

    #[test]
    fn alignments_are_powers_of_two_up_to_the_largest_type() {
        assert_eq!(svm_alignment(0), Ok(128));
        for shift in 0..=7 {
            assert_eq!(svm_alignment(1 << shift), Ok(1 << shift));
        }
        for bad in [3, 100, 256, 1 << 31] {
            assert!(svm_alignment(bad).is_err());
        }
    }

    #[test]
    fn ranges_overlap_when_they_share_a_byte() {
        assert!(overlap(100, 100, 1));
        assert!(!overlap(100, 100, 0));
        assert!(overlap(100, 109, 10) && overlap(109, 100, 10));
        assert!(!overlap(100, 110, 10));
        assert!(range_exists(usize::MAX, 1).is_err());
        assert!(range_exists(usize::MAX, 0).is_ok());
    }
}
