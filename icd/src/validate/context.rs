//! `clCreateContext` and `clCreateContextFromType`: properties.

use crate::error::{ClError, ClResult};
use crate::refuse_if;
use opencl_sys as cl;
use opencl_sys::cl_context_properties;
use std::ffi::c_void;

/// Properties of sharing with other APIs: known, and not offered.
const INTEROP: [cl_context_properties; 10] = [
    0x2008, // CL_GL_CONTEXT_KHR
    0x2009, // CL_EGL_DISPLAY_KHR
    0x200A, // CL_GLX_DISPLAY_KHR
    0x200B, // CL_WGL_HDC_KHR
    0x200C, // CL_CGL_SHAREGROUP_KHR
    0x4014, // CL_CONTEXT_D3D10_DEVICE_KHR
    0x401D, // CL_CONTEXT_D3D11_DEVICE_KHR
    0x2025, // CL_CONTEXT_ADAPTER_D3D9_KHR
    0x2026, // CL_CONTEXT_ADAPTER_D3D9EX_KHR
    0x2027, // CL_CONTEXT_ADAPTER_DXVA_KHR
];

/// Checks a property list (with its final zero) and returns the platform that it names.
pub fn context_properties(list: &[cl_context_properties]) -> ClResult<Option<*mut c_void>> {
    let mut platform = None;
    let mut seen = Vec::new();
    for pair in list.chunks_exact(2) {
        let (name, value) = (pair[0], pair[1]);
        // "CL_INVALID_PROPERTY if … the same property name is specified more than once."
        refuse_if!(
            seen.contains(&name),
            cl::CL_INVALID_PROPERTY,
            "context property {name:#x} stands twice"
        );
        seen.push(name);
        match name {
            cl::CL_CONTEXT_PLATFORM => {
                platform = Some(std::ptr::with_exposed_provenance_mut(value.cast_unsigned()));
            }
            cl::CL_CONTEXT_INTEROP_USER_SYNC => {
                // "CL_INVALID_PROPERTY … if the value specified for a supported property name is not valid".
                refuse_if!(
                    value != 0 && value != 1,
                    cl::CL_INVALID_PROPERTY,
                    "CL_CONTEXT_INTEROP_USER_SYNC is {value}, neither CL_TRUE nor CL_FALSE"
                );
            }
            _ if INTEROP.contains(&name) => {
                return Err(ClError::new(
                    cl::CL_INVALID_PROPERTY,
                    format!("context property {name:#x}: sharing with other APIs is not offered"),
                ));
            }
            _ => {
                return Err(ClError::new(
                    cl::CL_INVALID_PROPERTY,
                    format!("there is no context property {name:#x}"),
                ));
            }
        }
    }
    Ok(platform)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(list: &[cl_context_properties]) -> i32 {
        context_properties(list).unwrap_err().code()
    }

    #[test]
    fn known_properties_pass() {
        assert_eq!(context_properties(&[]), Ok(None));
        assert_eq!(context_properties(&[0]), Ok(None));
        let list = [
            cl::CL_CONTEXT_INTEROP_USER_SYNC,
            1,
            cl::CL_CONTEXT_PLATFORM,
            0x1000,
            0,
        ];
        assert_eq!(context_properties(&list).unwrap().unwrap().addr(), 0x1000);
    }

    #[test]
    fn unknown_repeated_and_foreign_properties_are_refused() {
        assert_eq!(code(&[0x7777, 1, 0]), cl::CL_INVALID_PROPERTY);
        assert_eq!(code(&[0x2008, 1, 0]), cl::CL_INVALID_PROPERTY);
        assert_eq!(
            code(&[cl::CL_CONTEXT_INTEROP_USER_SYNC, 2, 0]),
            cl::CL_INVALID_PROPERTY
        );
        let twice = [cl::CL_CONTEXT_PLATFORM, 8, cl::CL_CONTEXT_PLATFORM, 8, 0];
        assert_eq!(code(&twice), cl::CL_INVALID_PROPERTY);
    }
}
