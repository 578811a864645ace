//! Buffers: flags, host pointers and ranges.

use crate::error::ClResult;
use crate::refuse_if;
use opencl_sys as cl;
use opencl_sys::{cl_map_flags, cl_mem_flags};

/// How kernels use a memory object.
pub const KERNEL_ACCESS: cl_mem_flags =
    cl::CL_MEM_READ_WRITE | cl::CL_MEM_WRITE_ONLY | cl::CL_MEM_READ_ONLY;
/// How the host uses a memory object.
pub const HOST_ACCESS: cl_mem_flags =
    cl::CL_MEM_HOST_WRITE_ONLY | cl::CL_MEM_HOST_READ_ONLY | cl::CL_MEM_HOST_NO_ACCESS;
/// What memory it has.
pub const HOST_POINTER: cl_mem_flags =
    cl::CL_MEM_USE_HOST_PTR | cl::CL_MEM_ALLOC_HOST_PTR | cl::CL_MEM_COPY_HOST_PTR;

/// The flags of `clCreateBuffer`: "CL_INVALID_VALUE if values specified in flags are not valid as defined in the
/// Memory Flags table".
pub fn buffer_flags(flags: cl_mem_flags) -> ClResult<()> {
    only(flags, KERNEL_ACCESS | HOST_ACCESS | HOST_POINTER)?;
    // "CL_MEM_ALLOC_HOST_PTR and CL_MEM_USE_HOST_PTR are mutually exclusive", so are CL_MEM_COPY_HOST_PTR and
    // CL_MEM_USE_HOST_PTR.
    refuse_if!(
        flags & cl::CL_MEM_USE_HOST_PTR != 0 && flags & HOST_POINTER != cl::CL_MEM_USE_HOST_PTR,
        cl::CL_INVALID_VALUE,
        "CL_MEM_USE_HOST_PTR excludes CL_MEM_ALLOC_HOST_PTR and CL_MEM_COPY_HOST_PTR"
    );
    exclusive(flags)
}

/// A property of `clCreateBufferWithProperties`: "CL_INVALID_PROPERTY if a property name in properties is not a supported property name, if
/// the value specified for a supported property name is not valid". OpenCL 3.0 has none; `cl_ext_buffer_device_address` has one.
pub fn buffer_property(name: cl::cl_mem_properties, value: cl::cl_mem_properties) -> ClResult<()> {
    refuse_if!(
        name != cl::CL_MEM_DEVICE_PRIVATE_ADDRESS_EXT,
        cl::CL_INVALID_PROPERTY,
        "there is no buffer property {name:#x}"
    );
    refuse_if!(
        value > u64::from(cl::CL_TRUE),
        cl::CL_INVALID_PROPERTY,
        "{value:#x} is no cl_bool"
    );
    Ok(())
}

fn only(flags: cl_mem_flags, known: cl_mem_flags) -> ClResult<()> {
    let unknown = flags & !known;
    refuse_if!(
        unknown != 0,
        cl::CL_INVALID_VALUE,
        "flags {unknown:#x} are not valid here"
    );
    Ok(())
}

/// The access flags exclude each other, both those of kernels and those of the host.
fn exclusive(flags: cl_mem_flags) -> ClResult<()> {
    for group in [KERNEL_ACCESS, HOST_ACCESS] {
        refuse_if!(
            (flags & group).count_ones() > 1,
            cl::CL_INVALID_VALUE,
            "flags {:#x} exclude each other",
            flags & group
        );
    }
    Ok(())
}

/// Whether `host_ptr` goes with the flags.
pub fn host_pointer(flags: cl_mem_flags, is_null: bool) -> ClResult<()> {
    let wanted = flags & (cl::CL_MEM_USE_HOST_PTR | cl::CL_MEM_COPY_HOST_PTR) != 0;
    // "CL_INVALID_HOST_PTR if host_ptr is NULL, and CL_MEM_USE_HOST_PTR or CL_MEM_COPY_HOST_PTR are set in flags".
    refuse_if!(
        wanted && is_null,
        cl::CL_INVALID_HOST_PTR,
        "host_ptr is NULL, the flags use it"
    );
    // "… if host_ptr is not NULL but CL_MEM_COPY_HOST_PTR or CL_MEM_USE_HOST_PTR are not set in flags".
    refuse_if!(
        !wanted && !is_null,
        cl::CL_INVALID_HOST_PTR,
        "host_ptr is not NULL, no flag uses it"
    );
    Ok(())
}

/// The flags of a sub-buffer, those that it inherits included.
pub fn sub_buffer_flags(parent: cl_mem_flags, flags: cl_mem_flags) -> ClResult<cl_mem_flags> {
    // "CL_INVALID_VALUE if flags specifies CL_MEM_USE_HOST_PTR or CL_MEM_ALLOC_HOST_PTR or CL_MEM_COPY_HOST_PTR".
    only(flags, KERNEL_ACCESS | HOST_ACCESS)?;
    exclusive(flags)?;
    let conflicts = [
        (
            cl::CL_MEM_WRITE_ONLY,
            cl::CL_MEM_READ_WRITE | cl::CL_MEM_READ_ONLY,
        ),
        (
            cl::CL_MEM_READ_ONLY,
            cl::CL_MEM_READ_WRITE | cl::CL_MEM_WRITE_ONLY,
        ),
        (cl::CL_MEM_HOST_WRITE_ONLY, cl::CL_MEM_HOST_READ_ONLY),
        (cl::CL_MEM_HOST_READ_ONLY, cl::CL_MEM_HOST_WRITE_ONLY),
        (
            cl::CL_MEM_HOST_NO_ACCESS,
            cl::CL_MEM_HOST_READ_ONLY | cl::CL_MEM_HOST_WRITE_ONLY,
        ),
    ];
    for (of_parent, excluded) in conflicts {
        // "CL_INVALID_VALUE if buffer was created with CL_MEM_WRITE_ONLY and flags specifies CL_MEM_READ_WRITE or …".
        refuse_if!(
            parent & of_parent != 0 && flags & excluded != 0,
            cl::CL_INVALID_VALUE,
            "the buffer was created with {of_parent:#x}, which excludes {:#x}",
            flags & excluded
        );
    }
    let mut effective = flags | (parent & HOST_POINTER);
    for group in [KERNEL_ACCESS, HOST_ACCESS] {
        // "If the … values are not specified in flags, they are inherited from the corresponding memory access
        // qualifiers associated with buffer."
        if flags & group == 0 {
            effective |= parent & group;
        }
    }
    Ok(effective)
}

/// Whether `size` bytes from `offset` on lie within `total`.
pub fn range_within(offset: usize, size: usize, total: usize) -> ClResult<()> {
    let fits = offset.checked_add(size).is_some_and(|end| end <= total);
    refuse_if!(
        !fits,
        cl::CL_INVALID_VALUE,
        "{size} bytes from offset {offset} on exceed the buffer's {total}"
    );
    Ok(())
}

/// The flags of a map.
pub fn map_flags(flags: cl_map_flags) -> ClResult<()> {
    let shared = cl::CL_MAP_READ | cl::CL_MAP_WRITE;
    let invalidate = cl::CL_MAP_WRITE_INVALIDATE_REGION;
    // "CL_INVALID_VALUE if values specified in map_flags are not valid."
    refuse_if!(
        flags & !(shared | invalidate) != 0,
        cl::CL_INVALID_VALUE,
        "map flags {flags:#x} are not known"
    );
    // "CL_MAP_READ or CL_MAP_WRITE and CL_MAP_WRITE_INVALIDATE_REGION are mutually exclusive."
    refuse_if!(
        flags & shared != 0 && flags & invalidate != 0,
        cl::CL_INVALID_VALUE,
        "CL_MAP_WRITE_INVALIDATE_REGION excludes CL_MAP_READ and CL_MAP_WRITE"
    );
    Ok(())
}

/// As [`map_flags`], in one comparison: the only flags that exclude others have the highest value.
#[inline]
#[must_use]
pub fn are_map_flags(flags: cl_map_flags) -> bool {
    flags <= cl::CL_MAP_WRITE_INVALIDATE_REGION
}

/// Whether a map writes.
#[must_use]
pub fn map_writes(flags: cl_map_flags) -> bool {
    flags & (cl::CL_MAP_WRITE | cl::CL_MAP_WRITE_INVALIDATE_REGION) != 0
}

/// The host is about to read a memory object that was created with `flags`.
pub fn host_may_read(flags: cl_mem_flags) -> ClResult<()> {
    // "CL_INVALID_OPERATION if … buffer which has been created with CL_MEM_HOST_WRITE_ONLY or CL_MEM_HOST_NO_ACCESS".
    refuse_if!(
        flags & (cl::CL_MEM_HOST_WRITE_ONLY | cl::CL_MEM_HOST_NO_ACCESS) != 0,
        cl::CL_INVALID_OPERATION,
        "the buffer was created so that the host does not read it"
    );
    Ok(())
}

/// The host is about to write a memory object that was created with `flags`.
pub fn host_may_write(flags: cl_mem_flags) -> ClResult<()> {
    // "CL_INVALID_OPERATION if … buffer which has been created with CL_MEM_HOST_READ_ONLY or CL_MEM_HOST_NO_ACCESS".
    refuse_if!(
        flags & (cl::CL_MEM_HOST_READ_ONLY | cl::CL_MEM_HOST_NO_ACCESS) != 0,
        cl::CL_INVALID_OPERATION,
        "the buffer was created so that the host does not write it"
    );
    Ok(())
}

/// The pattern of a fill: its size, and whether destination and length are multiples of it.
pub fn fill_pattern(is_null: bool, pattern_size: usize, start: usize, size: usize) -> ClResult<()> {
    // "CL_INVALID_VALUE if pattern is NULL".
    refuse_if!(is_null, cl::CL_INVALID_VALUE, "the pattern is NULL");
    // "… if pattern_size is zero, is not a power of two, is greater than 128".
    refuse_if!(
        !pattern_size.is_power_of_two() || pattern_size > 128,
        cl::CL_INVALID_VALUE,
        "a pattern of {pattern_size} bytes: 1, 2, 4, 8, 16, 32, 64 or 128 are possible"
    );
    // "… if offset is not a multiple of pattern_size, if size is not a multiple of pattern_size" (of SVM: "if
    // svm_ptr is not aligned to pattern_size bytes").
    refuse_if!(
        !start.is_multiple_of(pattern_size) || !size.is_multiple_of(pattern_size),
        cl::CL_INVALID_VALUE,
        "{size} bytes at {start:#x} are not multiples of the pattern's {pattern_size}"
    );
    Ok(())
}

/// The flags of a migration.
pub fn migration_flags(flags: cl::cl_mem_migration_flags) -> ClResult<()> {
    let known = cl::CL_MIGRATE_MEM_OBJECT_HOST | cl::CL_MIGRATE_MEM_OBJECT_CONTENT_UNDEFINED;
    // "CL_INVALID_VALUE if flags is not 0 or is not any of the values described in the table above."
    refuse_if!(
        flags & !known != 0,
        cl::CL_INVALID_VALUE,
        "migration flags {flags:#x} are not known"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_to_check_map_flags_agree() {
        for flags in (0..16).chain([1 << 20, u64::MAX]) {
            assert_eq!(are_map_flags(flags), map_flags(flags).is_ok(), "{flags}");
        }
    }
    use crate::error::ClResult;

    fn code<T: std::fmt::Debug>(result: ClResult<T>) -> i32 {
        result.unwrap_err().code()
    }

    #[test]
    fn flags_that_exclude_each_other_or_are_unknown_are_refused() {
        for good in [
            0,
            cl::CL_MEM_READ_ONLY | cl::CL_MEM_USE_HOST_PTR,
            cl::CL_MEM_ALLOC_HOST_PTR | cl::CL_MEM_COPY_HOST_PTR | cl::CL_MEM_HOST_NO_ACCESS,
        ] {
            assert_eq!(buffer_flags(good), Ok(()), "{good:#x}");
        }
        for bad in [
            cl::CL_MEM_READ_ONLY | cl::CL_MEM_WRITE_ONLY,
            cl::CL_MEM_READ_WRITE | cl::CL_MEM_READ_ONLY,
            cl::CL_MEM_USE_HOST_PTR | cl::CL_MEM_COPY_HOST_PTR,
            cl::CL_MEM_USE_HOST_PTR | cl::CL_MEM_ALLOC_HOST_PTR,
            cl::CL_MEM_HOST_READ_ONLY | cl::CL_MEM_HOST_NO_ACCESS,
            cl::CL_MEM_SVM_FINE_GRAIN_BUFFER,
            cl::CL_MEM_KERNEL_READ_AND_WRITE,
            1 << 40,
        ] {
            assert_eq!(code(buffer_flags(bad)), cl::CL_INVALID_VALUE, "{bad:#x}");
        }
    }

    #[test]
    fn host_pointers_go_with_their_flags() {
        assert_eq!(host_pointer(0, true), Ok(()));
        assert_eq!(host_pointer(cl::CL_MEM_ALLOC_HOST_PTR, true), Ok(()));
        assert_eq!(host_pointer(cl::CL_MEM_COPY_HOST_PTR, false), Ok(()));
        assert_eq!(
            code(host_pointer(cl::CL_MEM_USE_HOST_PTR, true)),
            cl::CL_INVALID_HOST_PTR
        );
        assert_eq!(
            code(host_pointer(cl::CL_MEM_ALLOC_HOST_PTR, false)),
            cl::CL_INVALID_HOST_PTR
        );
    }

    #[test]
    fn sub_buffers_inherit_what_they_do_not_say() {
        let parent = cl::CL_MEM_READ_ONLY | cl::CL_MEM_USE_HOST_PTR | cl::CL_MEM_HOST_READ_ONLY;
        assert_eq!(sub_buffer_flags(parent, 0), Ok(parent));
        assert_eq!(
            sub_buffer_flags(parent, cl::CL_MEM_HOST_NO_ACCESS),
            Ok(cl::CL_MEM_READ_ONLY | cl::CL_MEM_USE_HOST_PTR | cl::CL_MEM_HOST_NO_ACCESS)
        );
        assert_eq!(
            sub_buffer_flags(cl::CL_MEM_READ_WRITE, cl::CL_MEM_WRITE_ONLY),
            Ok(cl::CL_MEM_WRITE_ONLY)
        );
        for (parent, flags) in [
            (cl::CL_MEM_WRITE_ONLY, cl::CL_MEM_READ_ONLY),
            (cl::CL_MEM_WRITE_ONLY, cl::CL_MEM_READ_WRITE),
            (cl::CL_MEM_READ_ONLY, cl::CL_MEM_READ_WRITE),
            (cl::CL_MEM_HOST_WRITE_ONLY, cl::CL_MEM_HOST_READ_ONLY),
            (cl::CL_MEM_HOST_READ_ONLY, cl::CL_MEM_HOST_WRITE_ONLY),
            (cl::CL_MEM_HOST_NO_ACCESS, cl::CL_MEM_HOST_READ_ONLY),
            (0, cl::CL_MEM_USE_HOST_PTR),
            (0, cl::CL_MEM_COPY_HOST_PTR),
            (0, cl::CL_MEM_ALLOC_HOST_PTR),
        ] {
            assert_eq!(
                code(sub_buffer_flags(parent, flags)),
                cl::CL_INVALID_VALUE,
                "{parent:#x} {flags:#x}"
            );
        }
    }

    #[test]
    fn ranges_patterns_and_maps_are_checked_without_overflow() {
        assert_eq!(range_within(10, 0, 10), Ok(()));
        assert!(range_within(10, 1, 10).is_err());
        assert!(range_within(usize::MAX, 2, 10).is_err());
        assert_eq!(fill_pattern(false, 128, 256, 0), Ok(()));
        for (null, pattern, start, size) in [
            (true, 1, 0, 1),
            (false, 0, 0, 0),
            (false, 3, 0, 3),
            (false, 256, 0, 256),
            (false, 4, 2, 4),
            (false, 4, 4, 6),
        ] {
            assert!(fill_pattern(null, pattern, start, size).is_err());
        }
        assert_eq!(map_flags(cl::CL_MAP_READ | cl::CL_MAP_WRITE), Ok(()));
        assert_eq!(map_flags(0), Ok(()));
        assert!(map_flags(cl::CL_MAP_READ | cl::CL_MAP_WRITE_INVALIDATE_REGION).is_err());
        assert!(map_flags(8).is_err());
        assert!(migration_flags(4).is_err());
    }
}
