//! Kernel arguments, execution information and queries.

use crate::error::{ClError, ClResult};
use crate::object::usm::UsmType;
use crate::refuse_if;
use mirrorcl_protocol::{ArgInfo, ArgKind, KernelInfo};
use opencl_sys as cl;
use opencl_sys::cl_device_svm_capabilities;

/// Bytes of a handle or pointer.
pub const HANDLE: usize = size_of::<usize>();
const BOOL: usize = size_of::<cl::cl_bool>();

/// The argument at an index: "CL_INVALID_ARG_INDEX if arg_index is not a valid argument index."
pub fn arg(kernel: &KernelInfo, index: u32) -> ClResult<&ArgInfo> {
    let arg = kernel.args.get(index as usize);
    arg.ok_or_else(|| no_arg(kernel, index))
}

/// The error of an index that no argument has.
#[cold]
#[must_use]
pub fn no_arg(kernel: &KernelInfo, index: u32) -> ClError {
    let count = kernel.args.len();
    let reason = format!(
        "{} has {count} arguments, none of index {index}",
        kernel.name
    );
    ClError::new(cl::CL_INVALID_ARG_INDEX, reason)
}

/// Checks size and NULL of `clSetKernelArg` for an argument of this type, declared with `expected` bytes.
#[inline]
pub fn arg_size(kind: ArgKind, expected: usize, size: usize, is_null: bool) -> ClResult<()> {
    match kind {
        ArgKind::Value => {
            // "CL_INVALID_ARG_SIZE if arg_size does not match the size of the data type for an argument that is not a memory
            // object".
            refuse_if!(
                size != expected,
                cl::CL_INVALID_ARG_SIZE,
                "the argument has {expected} bytes, not {size}"
            );
            refuse_if!(is_null, cl::CL_INVALID_ARG_VALUE, "arg_value is NULL");
        }
        ArgKind::Local => {
            // "CL_INVALID_ARG_VALUE if arg_value is not NULL for an argument that is declared with the local qualifier"; "…
            // CL_INVALID_ARG_SIZE if arg_size is zero and the argument is declared with the local qualifier".
            refuse_if!(
                !is_null,
                cl::CL_INVALID_ARG_VALUE,
                "arg_value is not NULL for an argument in local memory"
            );
            refuse_if!(
                size == 0,
                cl::CL_INVALID_ARG_SIZE,
                "no bytes of local memory"
            );
        }
        // "… if the argument is a memory object and arg_size != sizeof(cl_mem) …; if the argument is a sampler and arg_size !=
        // sizeof(cl_sampler)". All handles have one size.
        ArgKind::Global
        | ArgKind::Constant
        | ArgKind::Image
        | ArgKind::Sampler
        | ArgKind::Pipe
        | ArgKind::Queue => {
            refuse_if!(
                size != HANDLE,
                cl::CL_INVALID_ARG_SIZE,
                "a handle has {HANDLE} bytes, not {size}"
            );
        }
    }
    Ok(())
}

/// `clSetKernelArgSVMPointer`: "CL_INVALID_ARG_VALUE if arg_value specified is not a valid value." Any pointer is, for an
/// argument that is one (`cl_khr_unified_svm` and USM ask for that; what it points to is checked when it is used).
pub fn svm_arg(kind: ArgKind) -> ClResult<()> {
    refuse_if!(
        !matches!(kind, ArgKind::Global | ArgKind::Constant),
        cl::CL_INVALID_ARG_VALUE,
        "the argument is no pointer to global or constant memory"
    );
    Ok(())
}

/// Execution information that a kernel can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExecInfo {
    /// `CL_KERNEL_EXEC_INFO_SVM_PTRS`, with the number of pointers.
    SvmPointers(usize),
    /// `CL_KERNEL_EXEC_INFO_SVM_FINE_GRAIN_SYSTEM`, a `cl_bool`.
    FineGrainSystem,
    /// What kernels may do anyway with USM of some type, or (`None`) with USM or buffers at given addresses.
    Usm(Option<UsmType>),
}

/// Checks name, size and NULL of `clSetKernelExecInfo`.
pub fn exec_info(name: u32, size: usize, is_null: bool) -> ClResult<ExecInfo> {
    let info = match name {
        cl::CL_KERNEL_EXEC_INFO_SVM_PTRS if size.is_multiple_of(HANDLE) => {
            // (0, NULL) is the empty set.
            ExecInfo::SvmPointers(size / HANDLE)
        }
        cl::CL_KERNEL_EXEC_INFO_USM_PTRS_INTEL | cl::CL_KERNEL_EXEC_INFO_DEVICE_PTRS_EXT
            if size.is_multiple_of(HANDLE) =>
        {
            ExecInfo::Usm(None)
        }
        cl::CL_KERNEL_EXEC_INFO_INDIRECT_HOST_ACCESS_INTEL if size == BOOL => {
            ExecInfo::Usm(Some(UsmType::Host))
        }
        cl::CL_KERNEL_EXEC_INFO_INDIRECT_DEVICE_ACCESS_INTEL if size == BOOL => {
            ExecInfo::Usm(Some(UsmType::Device))
        }
        cl::CL_KERNEL_EXEC_INFO_INDIRECT_SHARED_ACCESS_INTEL if size == BOOL => {
            ExecInfo::Usm(Some(UsmType::Shared))
        }
        cl::CL_KERNEL_EXEC_INFO_SVM_FINE_GRAIN_SYSTEM if size == BOOL => ExecInfo::FineGrainSystem,
        // "CL_INVALID_VALUE if param_name is not valid, if param_value is NULL or if the size specified by param_value_size is not
        // valid."
        cl::CL_KERNEL_EXEC_INFO_SVM_PTRS
        | cl::CL_KERNEL_EXEC_INFO_SVM_FINE_GRAIN_SYSTEM
        | cl::CL_KERNEL_EXEC_INFO_USM_PTRS_INTEL
        | cl::CL_KERNEL_EXEC_INFO_DEVICE_PTRS_EXT
        | cl::CL_KERNEL_EXEC_INFO_INDIRECT_HOST_ACCESS_INTEL
        | cl::CL_KERNEL_EXEC_INFO_INDIRECT_DEVICE_ACCESS_INTEL
        | cl::CL_KERNEL_EXEC_INFO_INDIRECT_SHARED_ACCESS_INTEL => {
            return Err(ClError::value(format!("param_value_size is {size}")));
        }
        _ => {
            return Err(ClError::value(format!(
                "there is no execution information {name:#x}"
            )));
        }
    };
    refuse_if!(
        is_null && size != 0,
        cl::CL_INVALID_VALUE,
        "param_value is NULL"
    );
    Ok(info)
}

/// "CL_INVALID_OPERATION if param_name is CL_KERNEL_EXEC_INFO_SVM_FINE_GRAIN_SYSTEM and param_value is CL_TRUE but no devices
/// in context associated with kernel support fine-grain system SVM allocations."
pub fn fine_grain_system(
    wanted: bool,
    mut devices: impl Iterator<Item = cl_device_svm_capabilities>,
) -> ClResult<()> {
    refuse_if!(
        wanted && !devices.any(|svm| svm & cl::CL_DEVICE_SVM_FINE_GRAIN_SYSTEM != 0),
        cl::CL_INVALID_OPERATION,
        "no device has fine-grained system SVM"
    );
    Ok(())
}

/// "CL_INVALID_KERNEL_DEFINITION if the function definition for the kernel … such as the number of arguments, the argument types
/// are not the same for all devices for which the program executable has been built."
pub fn same_definition(first: &KernelInfo, other: &KernelInfo) -> ClResult<()> {
    refuse_if!(
        first.args != other.args || first.arg_block_size != other.arg_block_size,
        cl::CL_INVALID_KERNEL_DEFINITION,
        "{} has not the same arguments on all devices",
        first.name
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(result: ClResult<()>) -> i32 {
        result.err().map_or(cl::CL_SUCCESS, |error| error.code())
    }

    #[test]
    fn sizes_are_those_of_the_type() {
        let code = |kind, size, is_null| code(arg_size(kind, 16, size, is_null));
        assert_eq!(code(ArgKind::Value, 16, false), cl::CL_SUCCESS);
        assert_eq!(code(ArgKind::Value, 12, false), cl::CL_INVALID_ARG_SIZE);
        assert_eq!(code(ArgKind::Value, 16, true), cl::CL_INVALID_ARG_VALUE);
        assert_eq!(code(ArgKind::Local, 1000, true), cl::CL_SUCCESS);
        assert_eq!(code(ArgKind::Local, 0, true), cl::CL_INVALID_ARG_SIZE);
        assert_eq!(code(ArgKind::Local, 1000, false), cl::CL_INVALID_ARG_VALUE);
        for kind in [ArgKind::Global, ArgKind::Constant, ArgKind::Sampler] {
            assert_eq!(code(kind, 8, true), cl::CL_SUCCESS);
            assert_eq!(code(kind, 4, false), cl::CL_INVALID_ARG_SIZE);
        }
    }

    #[test]
    fn svm_pointers_go_to_pointers_to_global_memory() {
        assert!(svm_arg(ArgKind::Global).is_ok() && svm_arg(ArgKind::Constant).is_ok());
        for kind in [ArgKind::Value, ArgKind::Local, ArgKind::Image] {
            assert_eq!(code(svm_arg(kind)), cl::CL_INVALID_ARG_VALUE);
        }
    }

    #[test]
    fn execution_information_has_its_sizes() {
        let pointers = cl::CL_KERNEL_EXEC_INFO_SVM_PTRS;
        assert_eq!(exec_info(pointers, 24, false), Ok(ExecInfo::SvmPointers(3)));
        assert_eq!(exec_info(pointers, 0, true), Ok(ExecInfo::SvmPointers(0)));
        for (size, is_null) in [(8, true), (7, false), (12, false)] {
            assert!(exec_info(pointers, size, is_null).is_err());
        }
        let system = cl::CL_KERNEL_EXEC_INFO_SVM_FINE_GRAIN_SYSTEM;
        assert_eq!(exec_info(system, 4, false), Ok(ExecInfo::FineGrainSystem));
        assert!(exec_info(system, 4, true).is_err());
        assert!(exec_info(system, 8, false).is_err());
        assert!(exec_info(0x1234, 8, false).is_err());
        let fine = cl::CL_DEVICE_SVM_FINE_GRAIN_BUFFER;
        assert!(fine_grain_system(false, [fine].into_iter()).is_ok());
        assert!(fine_grain_system(true, [fine].into_iter()).is_err());
        let all = fine | cl::CL_DEVICE_SVM_FINE_GRAIN_SYSTEM;
        assert!(fine_grain_system(true, [fine, all].into_iter()).is_ok());
    }
}
