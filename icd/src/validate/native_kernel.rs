//! The arguments of `clEnqueueNativeKernel`.

use crate::error::ClResult;
use crate::refuse_if;
use opencl_sys as cl;
use std::ffi::c_void;

/// Which of the arguments are there.
pub fn check_presence(
    args_is_null: bool,
    args_size: usize,
    mem_objects: usize,
    mem_list_is_null: bool,
    places_is_null: bool,
) -> ClResult<()> {
    // "CL_INVALID_VALUE if args is a NULL value and cb_args > 0, or if args is a NULL value and num_mem_objects > 0."
    refuse_if!(
        args_is_null && (args_size > 0 || mem_objects > 0),
        cl::CL_INVALID_VALUE,
        "args is NULL, and not empty"
    );
    // "CL_INVALID_VALUE if args is not NULL and cb_args is 0."
    refuse_if!(
        !args_is_null && args_size == 0,
        cl::CL_INVALID_VALUE,
        "cb_args is 0"
    );
    // "CL_INVALID_VALUE if num_mem_objects > 0 and mem_list or args_mem_loc are NULL."
    refuse_if!(
        mem_objects > 0 && (mem_list_is_null || places_is_null),
        cl::CL_INVALID_VALUE,
        "mem_list or args_mem_loc is NULL"
    );
    // "CL_INVALID_VALUE if num_mem_objects = 0 and mem_list or args_mem_loc are not NULL."
    refuse_if!(
        mem_objects == 0 && !(mem_list_is_null && places_is_null),
        cl::CL_INVALID_VALUE,
        "num_mem_objects is 0, but mem_list or args_mem_loc is not NULL"
    );
    Ok(())
}

/// Where in the arguments the addresses of the buffers go: the places as offsets. One outside the arguments is refused.
pub fn argument_offsets(
    args: usize,
    args_size: usize,
    places: &[*const c_void],
) -> ClResult<Vec<usize>> {
    let mut offsets = Vec::with_capacity(places.len());
    for place in places {
        let offset = place.addr().checked_sub(args);
        let offset = offset.filter(|offset| {
            offset
                .checked_add(size_of::<usize>())
                .is_some_and(|end| end <= args_size)
        });
        refuse_if!(
            offset.is_none(),
            cl::CL_INVALID_VALUE,
            "args_mem_loc has {place:?}, which is not inside args"
        );
        offsets.extend(offset);
    }
    Ok(offsets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_contradicts_itself_is_refused() {
        assert!(check_presence(true, 0, 0, true, true).is_ok());
        assert!(check_presence(false, 8, 1, false, false).is_ok());
        for (args_is_null, size, objects, no_list, no_places) in [
            (true, 8, 0, true, true),
            (true, 0, 1, false, false),
            (false, 0, 0, true, true),
            (false, 8, 1, true, false),
            (false, 8, 1, false, true),
            (false, 8, 0, false, true),
            (false, 8, 0, true, false),
        ] {
            assert!(check_presence(args_is_null, size, objects, no_list, no_places).is_err());
        }
    }

    #[test]
    fn places_are_inside_the_arguments() {
        let at = |address| std::ptr::without_provenance::<c_void>(address);
        assert_eq!(
            argument_offsets(100, 24, &[at(100), at(116)]),
            Ok(vec![0, 16])
        );
        for outside in [99, 117, 124, usize::MAX] {
            assert!(argument_offsets(100, 24, &[at(outside)]).is_err());
        }
    }
}
