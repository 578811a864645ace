//! The index space of a kernel launch: every clause of `clEnqueueNDRangeKernel` about sizes, and the choice of a local
//! size where the application leaves it open.

use crate::error::{ClError, ClResult};
use crate::object::device::DeviceCapabilities;
use crate::refuse_if;
use mirrorcl_device::exec::Grid;
use opencl_sys as cl;

/// What a kernel demands of the index space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KernelShape {
    /// `CL_KERNEL_WORK_GROUP_SIZE` on the device.
    pub max_work_group_size: usize,
    /// `reqd_work_group_size`, if the kernel has it.
    pub required: Option<[usize; 3]>,
    /// Whether all work-groups must have the same size: OpenCL C before 2.0, or `-cl-uniform-work-group-size`.
    pub uniform_only: bool,
    /// Work-items that the code processes at once.
    pub preferred_multiple: usize,
}

/// Whether a program built with `options` has uniform work-groups only: "If the program was created with clCreateProgramWithSource, then
/// the program must be compiled for OpenCL C 2.0 or newer …, and without the -cl-uniform-work-group-size build option"; of other
/// programs, the latter.
#[must_use]
pub fn uniform_only(is_source: bool, options: &str) -> bool {
    let mut version_1 = true;
    for option in options.split_whitespace() {
        if option == "-cl-uniform-work-group-size" {
            return true;
        }
        if let Some(version) = option.strip_prefix("-cl-std=") {
            version_1 = version.starts_with("CL1");
        }
    }
    is_source && version_1
}

/// A launch's sizes as the application gave them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NdRangeArguments {
    /// `work_dim`.
    pub work_dim: u32,
    /// `global_work_offset`; nothing for NULL.
    pub offset: Option<[usize; 3]>,
    /// `global_work_size`; nothing for NULL.
    pub global: Option<[usize; 3]>,
    /// `local_work_size`; nothing for NULL.
    pub local: Option<[usize; 3]>,
}

/// Checks a launch's sizes and returns its index space; nothing if it has no work-items, so that the command does nothing.
pub fn nd_range(
    arguments: &NdRangeArguments,
    kernel: &KernelShape,
    device: &DeviceCapabilities,
) -> ClResult<Option<Grid>> {
    let dimensions = check_work_dim(arguments.work_dim)?;
    // "If … global_work_size is NULL or the value in any passed dimension is zero, then the kernel command will
    // trivially succeed after its event dependencies are satisfied" (OpenCL 2.1 on).
    let global = arguments.global.unwrap_or([0; 3]);
    let offset = arguments.offset.unwrap_or([0; 3]);
    check_offset(dimensions, global, offset)?;
    if let Some(local) = arguments.local {
        check_local(dimensions, local, kernel, device)?;
    }
    if global[..dimensions].contains(&0) {
        return Ok(None);
    }
    let local = match (arguments.local, kernel.required) {
        (Some(local), _) => local,
        (None, Some(required)) => required,
        (None, None) => suggest_local_size(arguments.work_dim, global, kernel, device),
    };
    let is_uniform = (0..dimensions).all(|d| global[d].is_multiple_of(local[d]));
    refuse_if!(
        kernel.uniform_only && !is_uniform,
        cl::CL_INVALID_WORK_GROUP_SIZE,
        "global size {:?} is no multiple of local size {:?}, and the program was built for uniform work-groups",
        &global[..dimensions],
        &local[..dimensions]
    );
    let wide = |sizes: [usize; 3]| sizes.map(|size| size as u64);
    Grid::new(arguments.work_dim, wide(offset), wide(global), wide(local))
        .map(Some)
        .map_err(|error| ClError::new(cl::CL_INVALID_GLOBAL_WORK_SIZE, error.to_string()))
}

/// "CL_INVALID_WORK_DIMENSION if work_dim is not a valid value."
fn check_work_dim(work_dim: u32) -> ClResult<usize> {
    refuse_if!(
        !(1..=3).contains(&work_dim),
        cl::CL_INVALID_WORK_DIMENSION,
        "work_dim is {work_dim}, not 1 to 3"
    );
    Ok(work_dim as usize)
}

/// "CL_INVALID_GLOBAL_OFFSET if the value specified in global_work_size plus the corresponding value in
/// global_work_offset for any dimensions is greater than the maximum value representable by size_t".
fn check_offset(dimensions: usize, global: [usize; 3], offset: [usize; 3]) -> ClResult<()> {
    for dimension in 0..dimensions {
        refuse_if!(
            global[dimension].checked_add(offset[dimension]).is_none(),
            cl::CL_INVALID_GLOBAL_OFFSET,
            "offset {} + size {} is more than a size_t holds",
            offset[dimension],
            global[dimension]
        );
    }
    Ok(())
}

fn check_local(
    dimensions: usize,
    local: [usize; 3],
    kernel: &KernelShape,
    device: &DeviceCapabilities,
) -> ClResult<()> {
    // "CL_INVALID_WORK_GROUP_SIZE … if the total number of work-items in the work-group is zero … is greater than the
    // maximum work-group size supported for kernel".
    let items = local[..dimensions]
        .iter()
        .fold(1_usize, |items, &size| items.saturating_mul(size));
    refuse_if!(
        items == 0,
        cl::CL_INVALID_WORK_GROUP_SIZE,
        "local size {:?} has no work-items",
        &local[..dimensions]
    );
    refuse_if!(
        items > kernel.max_work_group_size,
        cl::CL_INVALID_WORK_GROUP_SIZE,
        "local size {:?} has {items} work-items, more than {}",
        &local[..dimensions],
        kernel.max_work_group_size
    );
    // "CL_INVALID_WORK_ITEM_SIZE if the number of work-items specified in any dimension of local_work_size is … greater
    // than the corresponding value returned for CL_DEVICE_MAX_WORK_ITEM_SIZES".
    for (dimension, &size) in local.iter().enumerate().take(dimensions) {
        let most = device.max_work_item_sizes[dimension];
        refuse_if!(
            size > most,
            cl::CL_INVALID_WORK_ITEM_SIZE,
            "local size {size} in dimension {dimension} is more than {most}"
        );
    }
    // "… if the local_work_size does not match the required work-group size for kernel".
    if let Some(required) = kernel.required {
        let mut whole = [1; 3];
        whole[..dimensions].copy_from_slice(&local[..dimensions]);
        refuse_if!(
            whole != required,
            cl::CL_INVALID_WORK_GROUP_SIZE,
            "local size {whole:?} is not the required {required:?}"
        );
    }
    Ok(())
}

/// The sizes of `clGetKernelSuggestedLocalWorkSize`, which refuses empty index spaces.
pub fn suggested_sizes(
    arguments: &NdRangeArguments,
    kernel: &KernelShape,
    device: &DeviceCapabilities,
) -> ClResult<[usize; 3]> {
    let dimensions = check_work_dim(arguments.work_dim)?;
    // "CL_INVALID_GLOBAL_WORK_SIZE if global_work_size is NULL; if any of the values … are zero".
    let global = arguments
        .global
        .filter(|global| !global[..dimensions].contains(&0))
        .ok_or_else(|| {
            ClError::new(
                cl::CL_INVALID_GLOBAL_WORK_SIZE,
                "the global size is NULL or has a zero",
            )
        })?;
    check_offset(dimensions, global, arguments.offset.unwrap_or([0; 3]))?;
    Ok(kernel
        .required
        .unwrap_or_else(|| suggest_local_size(arguments.work_dim, global, kernel, device)))
}

/// Work-items of a work-group beyond which larger ones win nothing.
const ENOUGH_ITEMS: usize = 1024;
/// Work-groups per compute unit that keep all of them busy to the end.
const GROUPS_PER_UNIT: usize = 4;

/// A local size for a global one without zeros: as many work-items as keep the compute units evenly busy, whole vectors in dimension
/// 0, and a divisor of the global size where there is a good one (always, if work-groups must be uniform).
#[must_use]
pub fn suggest_local_size(
    work_dim: u32,
    global: [usize; 3],
    kernel: &KernelShape,
    device: &DeviceCapabilities,
) -> [usize; 3] {
    let dimensions = (work_dim as usize).min(3);
    let vector = kernel.preferred_multiple.max(1);
    let total = global[..dimensions]
        .iter()
        .fold(1_usize, |total, &size| total.saturating_mul(size));
    let groups = GROUPS_PER_UNIT * device.compute_units as usize;
    let most = kernel.max_work_group_size.clamp(1, ENOUGH_ITEMS);
    let mut budget = (total / groups).clamp(vector.min(most), most);
    let mut local = [1; 3];
    for dimension in 0..dimensions {
        let multiple = if dimension == 0 { vector } else { 1 };
        let limit = budget.min(device.max_work_item_sizes[dimension]).max(1);
        local[dimension] = share(global[dimension], limit, multiple, kernel.uniform_only);
        budget = (budget / local[dimension]).max(1);
    }
    local
}

/// Part of `size` that is at most `limit`: all of it, or a divisor, preferably a multiple of `multiple`; or, unless
/// `uniform`, a part that does not divide it, where the divisors are poor.
fn share(size: usize, limit: usize, multiple: usize, uniform: bool) -> usize {
    if size <= limit {
        return size;
    }
    let multiple = multiple.min(limit);
    let whole = limit - limit % multiple;
    // The power of two in the size is the common case, and found at once.
    let power = 1_usize << size.trailing_zeros().min(limit.ilog2());
    if power.is_multiple_of(multiple) && power * 2 > limit {
        return power;
    }
    let good = (1..=whole / multiple)
        .rev()
        .map(|count| count * multiple)
        .take_while(|&part| part * 4 >= limit)
        .find(|&part| size.is_multiple_of(part));
    match good {
        Some(part) => part,
        None if !uniform => whole,
        None => (1..=limit)
            .rev()
            .find(|&part| size.is_multiple_of(part))
            .unwrap_or(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn device() -> DeviceCapabilities {
        DeviceCapabilities {
            compute_units: 8,
            global_memory: 1 << 30,
            max_allocation: 1 << 28,
            local_memory: 1 << 16,
            max_work_group_size: 4096,
            max_work_item_sizes: [4096, 4096, 2048],
            max_parameter_size: 1024,
            base_alignment: 128,
            svm: 0,
        }
    }

    fn kernel() -> KernelShape {
        KernelShape {
            max_work_group_size: 4096,
            required: None,
            uniform_only: false,
            preferred_multiple: 16,
        }
    }

    fn launch(global: [usize; 3], local: Option<[usize; 3]>) -> NdRangeArguments {
        NdRangeArguments {
            work_dim: 3,
            offset: None,
            global: Some(global),
            local,
        }
    }

    fn code(arguments: &NdRangeArguments, kernel: &KernelShape) -> i32 {
        nd_range(arguments, kernel, &device()).unwrap_err().code()
    }

    #[test]
    fn every_clause_refuses() {
        let plain = kernel();
        let bad_dim = |work_dim| NdRangeArguments {
            work_dim,
            ..launch([1; 3], None)
        };
        assert_eq!(code(&bad_dim(0), &plain), cl::CL_INVALID_WORK_DIMENSION);
        assert_eq!(code(&bad_dim(4), &plain), cl::CL_INVALID_WORK_DIMENSION);
        let far = NdRangeArguments {
            offset: Some([0, usize::MAX, 0]),
            ..launch([1; 3], None)
        };
        assert_eq!(code(&far, &plain), cl::CL_INVALID_GLOBAL_OFFSET);
        let with = |local| launch([64; 3], Some(local));
        assert_eq!(
            code(&with([8192, 1, 1]), &plain),
            cl::CL_INVALID_WORK_GROUP_SIZE
        );
        assert_eq!(
            code(&with([1 << 33, 1 << 33, 1]), &plain),
            cl::CL_INVALID_WORK_GROUP_SIZE
        );
        assert_eq!(
            code(&with([1, 1, 4096]), &plain),
            cl::CL_INVALID_WORK_ITEM_SIZE
        );
        assert_eq!(
            code(&with([8, 0, 1]), &plain),
            cl::CL_INVALID_WORK_GROUP_SIZE
        );
        assert_eq!(
            code(&with([64, 64, 2]), &plain),
            cl::CL_INVALID_WORK_GROUP_SIZE
        );
        let uniform = KernelShape {
            uniform_only: true,
            ..kernel()
        };
        assert_eq!(
            code(&with([60, 1, 1]), &uniform),
            cl::CL_INVALID_WORK_GROUP_SIZE
        );
        assert!(nd_range(&with([60, 1, 1]), &plain, &device()).is_ok());
        let required = KernelShape {
            required: Some([8, 4, 1]),
            ..kernel()
        };
        assert_eq!(
            code(&with([8, 8, 1]), &required),
            cl::CL_INVALID_WORK_GROUP_SIZE
        );
        assert!(nd_range(&with([8, 4, 1]), &required, &device()).is_ok());
        let huge = launch([usize::MAX, usize::MAX, 1], Some([1; 3]));
        assert_eq!(code(&huge, &plain), cl::CL_INVALID_GLOBAL_WORK_SIZE);
    }

    #[test]
    fn unused_dimensions_do_not_matter() {
        let arguments = NdRangeArguments {
            work_dim: 1,
            offset: Some([5, usize::MAX, usize::MAX]),
            global: Some([64, 0, 0]),
            local: Some([16, 0, 9999]),
        };
        let grid = nd_range(&arguments, &kernel(), &device()).unwrap().unwrap();
        assert_eq!(grid.num_groups(), [4, 1, 1]);
        let required = KernelShape {
            required: Some([16, 1, 1]),
            ..kernel()
        };
        assert!(nd_range(&arguments, &required, &device()).is_ok());
    }

    #[test]
    fn no_work_items_are_no_error_but_the_rest_is_checked() {
        let none = NdRangeArguments {
            work_dim: 1,
            offset: None,
            global: None,
            local: None,
        };
        assert_eq!(nd_range(&none, &kernel(), &device()), Ok(None));
        assert_eq!(
            nd_range(&launch([4, 0, 4], None), &kernel(), &device()),
            Ok(None)
        );
        let bad = launch([4, 0, 4], Some([0, 1, 1]));
        assert_eq!(code(&bad, &kernel()), cl::CL_INVALID_WORK_GROUP_SIZE);
        let refused = suggested_sizes(&none, &kernel(), &device()).unwrap_err();
        assert_eq!(refused.code(), cl::CL_INVALID_GLOBAL_WORK_SIZE);
    }

    #[test]
    fn the_required_size_is_taken_where_none_is_given() {
        let required = KernelShape {
            required: Some([8, 4, 2]),
            ..kernel()
        };
        let grid = nd_range(&launch([64; 3], None), &required, &device())
            .unwrap()
            .unwrap();
        assert_eq!(grid.local_size(), [8, 4, 2]);
        assert_eq!(
            suggested_sizes(&launch([64; 3], None), &required, &device()),
            Ok([8, 4, 2])
        );
    }

    #[test]
    fn typical_sizes_get_whole_vectors_and_enough_groups() {
        let suggest = |work_dim, global| suggest_local_size(work_dim, global, &kernel(), &device());
        assert_eq!(suggest(1, [1 << 20, 1, 1]), [1024, 1, 1]);
        assert_eq!(suggest(2, [1920, 1080, 1]), [960, 1, 1]);
        assert_eq!(suggest(1, [4096, 1, 1]), [128, 1, 1]);
        assert_eq!(suggest(1, [10, 1, 1]), [10, 1, 1]);
        // A prime has no divisors: the last group is smaller.
        assert_eq!(suggest(1, [1_000_003, 1, 1]), [1024, 1, 1]);
        assert_eq!(suggest(2, [3, 1 << 20, 1]), [3, 256, 1]);
    }

    #[test]
    fn uniformity_follows_the_language_version_and_the_option() {
        assert!(uniform_only(true, ""));
        assert!(uniform_only(true, "-cl-std=CL1.2 -DX=1"));
        assert!(!uniform_only(true, "-w -cl-std=CL2.0"));
        assert!(!uniform_only(true, "-cl-std=CL3.0"));
        assert!(uniform_only(
            true,
            "-cl-std=CL3.0 -cl-uniform-work-group-size"
        ));
        assert!(!uniform_only(false, ""));
        assert!(uniform_only(false, "-cl-uniform-work-group-size"));
    }

    proptest! {
        #[test]
        fn suggestions_are_always_allowed(
            work_dim in 1..=3_u32,
            global in prop::array::uniform3(1..100_000_usize),
            uniform_only: bool,
            preferred_multiple in 1..=64_usize,
            max_work_group_size in 1..=4096_usize,
        ) {
            let kernel = KernelShape { max_work_group_size, required: None, uniform_only, preferred_multiple };
            let local = suggest_local_size(work_dim, global, &kernel, &device());
            let chosen = NdRangeArguments { work_dim, offset: None, global: Some(global), local: Some(local) };
            let left_open = NdRangeArguments { local: None, ..chosen };
            let explicit = nd_range(&chosen, &kernel, &device());
            prop_assert!(explicit.is_ok(), "{:?}: {:?}", local, explicit);
            prop_assert_eq!(explicit, nd_range(&left_open, &kernel, &device()));
        }
    }
}
