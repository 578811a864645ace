//! Calls that make and build programs: their lists, options and callbacks.

use crate::error::{ClError, ClResult};
use crate::refuse_if;
use opencl_sys as cl;
use std::collections::BTreeMap;

/// "CL_INVALID_VALUE if device_list is NULL and num_devices is greater than zero, or if device_list is not NULL and
/// num_devices is zero."
pub fn device_list(count: u32, is_null: bool) -> ClResult<()> {
    refuse_if!(
        is_null != (count == 0),
        cl::CL_INVALID_VALUE,
        "num_devices is {count} and device_list is {}",
        if is_null { "NULL" } else { "not NULL" }
    );
    Ok(())
}

/// "CL_INVALID_VALUE if pfn_notify is NULL but user_data is not NULL."
pub fn notify(has_function: bool, has_user_data: bool) -> ClResult<()> {
    refuse_if!(
        !has_function && has_user_data,
        cl::CL_INVALID_VALUE,
        "user_data without pfn_notify"
    );
    Ok(())
}

/// "CL_INVALID_VALUE if num_input_headers is zero and header_include_names or input_headers are not NULL or if
/// num_input_headers is not zero and header_include_names or input_headers are NULL."
pub fn header_lists(count: u32, headers_null: bool, names_null: bool) -> ClResult<()> {
    let agrees = headers_null == (count == 0) && names_null == (count == 0);
    refuse_if!(
        !agrees,
        cl::CL_INVALID_VALUE,
        "num_input_headers is {count}, which does not go with input_headers and header_include_names"
    );
    Ok(())
}

/// The source of `clCreateProgramWithSource`: "CL_INVALID_VALUE if count is zero or if strings or any entry in strings is
/// NULL."
pub fn source(strings: Vec<Option<Vec<u8>>>) -> ClResult<Vec<u8>> {
    refuse_if!(
        strings.is_empty(),
        cl::CL_INVALID_VALUE,
        "there are no strings"
    );
    let mut source = Vec::new();
    for (index, string) in strings.into_iter().enumerate() {
        let string = string.ok_or_else(|| ClError::value(format!("string {index} is NULL")))?;
        source.extend(string);
    }
    Ok(source)
}

/// `clSetProgramSpecializationConstant`: checks the id and the size against the module's constants.
pub fn spec_constant(constants: &BTreeMap<u32, usize>, id: u32, size: usize) -> ClResult<()> {
    let Some(&expected) = constants.get(&id) else {
        return Err(ClError::new(
            cl::CL_INVALID_SPEC_ID,
            format!("the module has no specialization constant {id}"),
        ));
    };
    // "CL_INVALID_VALUE if spec_size does not match the size of the specialization constant in the module".
    refuse_if!(
        size != expected,
        cl::CL_INVALID_VALUE,
        "specialization constant {id} has {expected} bytes, not {size}"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_counts_must_agree() {
        assert!(device_list(0, true).is_ok() && device_list(2, false).is_ok());
        assert!(device_list(0, false).is_err() && device_list(1, true).is_err());
        assert!(header_lists(0, true, true).is_ok() && header_lists(1, false, false).is_ok());
        for (count, headers, names) in [
            (0, false, true),
            (0, true, false),
            (1, true, false),
            (1, false, true),
        ] {
            assert!(header_lists(count, headers, names).is_err());
        }
        assert!(notify(true, true).is_ok() && notify(false, false).is_ok());
        assert!(notify(false, true).is_err());
    }

    #[test]
    fn strings_are_joined_without_anything_in_between() {
        let strings = vec![Some(b"kernel void".to_vec()), Some(b"\tk".to_vec())];
        assert_eq!(source(strings).unwrap(), b"kernel void\tk");
        assert!(source(vec![]).is_err());
        assert!(source(vec![Some(vec![]), None]).is_err());
    }

    #[test]
    fn spec_constants_need_a_known_id_and_its_size() {
        let constants = BTreeMap::from([(7, 4)]);
        assert!(spec_constant(&constants, 7, 4).is_ok());
        let code = |id, size| spec_constant(&constants, id, size).unwrap_err().code();
        assert_eq!(code(8, 4), cl::CL_INVALID_SPEC_ID);
        assert_eq!(code(7, 8), cl::CL_INVALID_VALUE);
    }
}
