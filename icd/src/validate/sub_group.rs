//! The sub-groups of a kernel's work-groups: every clause of `clGetKernelSubGroupInfo` about sizes.

use crate::error::{ClError, ClResult};
use mirrorcl_protocol::KernelInfo;

/// How a kernel's work-groups are made of sub-groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubGroups {
    /// Work-items of a sub-group; the last one of a work-group may have fewer.
    pub size: usize,
    /// Work-items of the largest work-group.
    max_work_group_size: usize,
    /// `reqd_work_group_size`, if the kernel has it.
    required: Option<[usize; 3]>,
}

impl SubGroups {
    /// Those of a kernel on a device with this limit of work-group sizes.
    #[must_use]
    pub fn of(kernel: &KernelInfo, max_work_group_size: usize) -> Self {
        let required = kernel
            .reqd_work_group_size
            .map(|size| usize::try_from(size).unwrap_or(usize::MAX));
        Self {
            size: kernel.sub_group_size.max(1) as usize,
            max_work_group_size,
            required: (required != [0; 3]).then_some(required),
        }
    }

    /// `CL_KERNEL_SUB_GROUP_COUNT_FOR_NDRANGE`.
    pub fn count(&self, local: &[usize]) -> ClResult<usize> {
        let items = local
            .iter()
            .try_fold(1_usize, |items, &size| items.checked_mul(size));
        match items {
            Some(items) if items > 0 => Ok(items.div_ceil(self.size)),
            _ => Err(ClError::value(format!(
                "a work-group can't have the size {local:?}"
            ))),
        }
    }

    /// `CL_KERNEL_LOCAL_SIZE_FOR_SUB_GROUP_COUNT`: zeros if there is none.
    #[must_use]
    pub fn local_size(&self, count: usize) -> [usize; 3] {
        let fits = |local: [usize; 3]| self.count(&local).is_ok_and(|found| found == count);
        let local = match (self.required, count.checked_mul(self.size)) {
            (Some(required), _) => required,
            (None, Some(items)) if items <= self.max_work_group_size => [items, 1, 1],
            (None, _) => return [0; 3],
        };
        if fits(local) { local } else { [0; 3] }
    }

    /// `CL_KERNEL_MAX_NUM_SUB_GROUPS`.
    #[must_use]
    pub fn max_count(&self) -> usize {
        let largest = self.required.unwrap_or([self.max_work_group_size, 1, 1]);
        self.count(&largest).unwrap_or(0)
    }
}

/// The number of dimensions that an input of this many bytes has. "CL_INVALID_VALUE if … the size in bytes specified by input_value_size
/// is not valid".
pub fn dimensions(input_size: usize) -> ClResult<usize> {
    let count = input_size / size_of::<usize>();
    if (1..=3).contains(&count) && input_size.is_multiple_of(size_of::<usize>()) {
        Ok(count)
    } else {
        Err(ClError::value(format!(
            "{input_size} bytes are not one to three sizes"
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kernel(required: [u64; 3]) -> SubGroups {
        let info = KernelInfo {
            sub_group_size: 16,
            reqd_work_group_size: required,
            ..KernelInfo::default()
        };
        SubGroups::of(&info, 1024)
    }

    #[test]
    fn work_groups_are_cut_into_sub_groups() {
        let free = kernel([0; 3]);
        assert_eq!(free.count(&[16]), Ok(1));
        assert_eq!(free.count(&[3, 5, 7]), Ok(7));
        assert!(free.count(&[4, 0]).is_err());
        assert!(free.count(&[usize::MAX, 2]).is_err());
        assert_eq!(free.local_size(3), [48, 1, 1]);
        assert_eq!(free.local_size(64), [1024, 1, 1]);
        assert_eq!(free.local_size(65), [0; 3]);
        assert_eq!(free.local_size(0), [0; 3]);
        assert_eq!(free.max_count(), 64);
    }

    #[test]
    fn required_sizes_leave_no_choice() {
        let required = kernel([5, 5, 1]);
        assert_eq!(required.local_size(2), [5, 5, 1]);
        assert_eq!(required.local_size(1), [0; 3]);
        assert_eq!(required.max_count(), 2);
    }

    #[test]
    fn inputs_are_one_to_three_sizes() {
        assert_eq!(dimensions(8), Ok(1));
        assert_eq!(dimensions(24), Ok(3));
        assert!(dimensions(0).is_err());
        assert!(dimensions(12).is_err());
        assert!(dimensions(32).is_err());
    }
}
