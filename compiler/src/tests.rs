//! What the unit tests of several modules need.

use mirrorcl_protocol::Target;

/// A device with double precision.
pub(crate) fn target() -> Target {
    Target {
        cpu: String::new(),
        cpu_features: String::new(),
        extensions: ["cl_khr_fp64", "cl_khr_global_int32_base_atomics"]
            .map(Into::into)
            .into(),
        features: [
            "__opencl_c_fp64",
            "__opencl_c_generic_address_space",
            "__opencl_c_program_scope_global_variables",
            "__opencl_c_atomic_order_seq_cst",
            "__opencl_c_atomic_scope_device",
        ]
        .map(Into::into)
        .into(),
        opencl_c_version: 300,
        opencl_version: 300,
        max_work_group_size: 4096,
        local_mem_size: 65536,
    }
}
