//! Versions and extensions that the driver offers. A name stands here only if what it promises is there.

use opencl_sys as cl;
use opencl_sys::{CL_NAME_VERSION_MAX_NAME_SIZE, cl_name_version, cl_version};
use std::ffi::{CString, c_char};
use std::sync::LazyLock;

/// The driver's own version.
pub const DRIVER_VERSION: &str = env!("CARGO_PKG_VERSION");

/// `CL_PLATFORM_VERSION`, and what `CL_DEVICE_VERSION` begins with.
pub const OPENCL_VERSION: &str = concat!("OpenCL 3.0 mirrorcl ", env!("CARGO_PKG_VERSION"));

/// The version in [`OPENCL_C_VERSION`].
pub const OPENCL_C_NUMERIC_VERSION: cl_version = cl::make_version(1, 2, 0);

/// `CL_DEVICE_OPENCL_C_VERSION`: "the highest fully backwards compatible OpenCL C version": 1.2, for 2.0 has features that are
/// optional since 3.0 and absent here (pipes, device-side enqueue). `OPENCL_C_VERSIONS` lists 3.0.
pub const OPENCL_C_VERSION: &str = concat!("OpenCL C 1.2 mirrorcl ", env!("CARGO_PKG_VERSION"));

/// A name with its version.
pub type NameVersion = (&'static str, cl_version);

const V1_0: cl_version = cl::make_version(1, 0, 0);

/// OpenCL 3.0 as a number.
pub const OPENCL_3_0: cl_version = cl::make_version(3, 0, 0);

/// Extensions of the platform and of every device.
pub const EXTENSIONS: &[NameVersion] = &[
    ("cl_ext_buffer_device_address", cl::make_version(1, 0, 2)),
    ("cl_ext_float_atomics", V1_0),
    ("cl_intel_unified_shared_memory", cl::make_version(1, 2, 0)),
    ("cl_khr_byte_addressable_store", V1_0),
    ("cl_khr_command_buffer", cl::make_version(0, 9, 8)),
    (
        "cl_khr_command_buffer_mutable_dispatch",
        cl::make_version(0, 9, 5),
    ),
    ("cl_khr_create_command_queue", V1_0),
    ("cl_khr_device_uuid", V1_0),
    ("cl_khr_expect_assume", V1_0),
    ("cl_khr_extended_bit_ops", V1_0),
    ("cl_khr_extended_versioning", V1_0),
    ("cl_khr_fp16", V1_0),
    ("cl_khr_fp64", V1_0),
    ("cl_khr_global_int32_base_atomics", V1_0),
    ("cl_khr_global_int32_extended_atomics", V1_0),
    ("cl_khr_icd", cl::make_version(2, 0, 0)),
    ("cl_khr_il_program", V1_0),
    ("cl_khr_int64_base_atomics", V1_0),
    ("cl_khr_int64_extended_atomics", V1_0),
    ("cl_khr_integer_dot_product", cl::make_version(2, 0, 0)),
    ("cl_khr_local_int32_base_atomics", V1_0),
    ("cl_khr_local_int32_extended_atomics", V1_0),
    ("cl_khr_priority_hints", V1_0),
    ("cl_khr_spirv_linkonce_odr", V1_0),
    ("cl_khr_spirv_no_integer_wrap_decoration", V1_0),
    ("cl_khr_spirv_queries", V1_0),
    ("cl_khr_subgroup_ballot", V1_0),
    ("cl_khr_subgroup_clustered_reduce", V1_0),
    ("cl_khr_subgroup_extended_types", V1_0),
    ("cl_khr_subgroup_non_uniform_arithmetic", V1_0),
    ("cl_khr_subgroup_non_uniform_vote", V1_0),
    ("cl_khr_subgroup_rotate", V1_0),
    ("cl_khr_subgroup_shuffle", V1_0),
    ("cl_khr_subgroup_shuffle_relative", V1_0),
    ("cl_khr_suggested_local_work_size", V1_0),
    ("cl_khr_throttle_hints", V1_0),
];

/// `CL_DEVICE_OPENCL_C_FEATURES`.
pub const OPENCL_C_FEATURES: &[NameVersion] = &[
    ("__opencl_c_atomic_order_acq_rel", OPENCL_3_0),
    ("__opencl_c_atomic_order_seq_cst", OPENCL_3_0),
    ("__opencl_c_atomic_scope_all_devices", OPENCL_3_0),
    ("__opencl_c_atomic_scope_device", OPENCL_3_0),
    ("__opencl_c_ext_fp32_global_atomic_add", OPENCL_3_0),
    ("__opencl_c_ext_fp32_global_atomic_min_max", OPENCL_3_0),
    ("__opencl_c_ext_fp32_local_atomic_add", OPENCL_3_0),
    ("__opencl_c_ext_fp32_local_atomic_min_max", OPENCL_3_0),
    ("__opencl_c_ext_fp64_global_atomic_add", OPENCL_3_0),
    ("__opencl_c_ext_fp64_global_atomic_min_max", OPENCL_3_0),
    ("__opencl_c_ext_fp64_local_atomic_add", OPENCL_3_0),
    ("__opencl_c_ext_fp64_local_atomic_min_max", OPENCL_3_0),
    ("__opencl_c_fp64", OPENCL_3_0),
    ("__opencl_c_generic_address_space", OPENCL_3_0),
    ("__opencl_c_int64", OPENCL_3_0),
    ("__opencl_c_integer_dot_product_input_4x8bit", OPENCL_3_0),
    (
        "__opencl_c_integer_dot_product_input_4x8bit_packed",
        OPENCL_3_0,
    ),
    ("__opencl_c_program_scope_global_variables", OPENCL_3_0),
    ("__opencl_c_subgroups", OPENCL_3_0),
    ("__opencl_c_work_group_collective_functions", OPENCL_3_0),
];

/// `CL_DEVICE_OPENCL_C_ALL_VERSIONS`. Not 2.0: it would promise pipes, device-side enqueue and images.
pub const OPENCL_C_VERSIONS: &[NameVersion] = &[
    ("OpenCL C", cl::make_version(1, 0, 0)),
    ("OpenCL C", cl::make_version(1, 1, 0)),
    ("OpenCL C", cl::make_version(1, 2, 0)),
    ("OpenCL C", OPENCL_3_0),
];

/// `CL_DEVICE_ILS_WITH_VERSION`.
pub const INTERMEDIATE_LANGUAGES: &[NameVersion] = &[
    ("SPIR-V", cl::make_version(1, 0, 0)),
    ("SPIR-V", cl::make_version(1, 1, 0)),
    ("SPIR-V", cl::make_version(1, 2, 0)),
    ("SPIR-V", cl::make_version(1, 3, 0)),
    ("SPIR-V", cl::make_version(1, 4, 0)),
    ("SPIR-V", cl::make_version(1, 5, 0)),
];

/// The names of a list with spaces between them.
#[must_use]
pub fn names(list: &[NameVersion]) -> String {
    list.iter()
        .map(|(name, _)| *name)
        .collect::<Vec<_>>()
        .join(" ")
}

/// `CL_DEVICE_IL_VERSION`: "SPIR-V_1.0 SPIR-V_1.1 …".
#[must_use]
pub fn il_versions() -> String {
    let prefixed = INTERMEDIATE_LANGUAGES.iter().map(|&(name, version)| {
        format!(
            "{name}_{}.{}",
            cl::version_major(version),
            cl::version_minor(version)
        )
    });
    prefixed.collect::<Vec<_>>().join(" ")
}

/// `CL_DEVICE_SPIRV_EXTENSIONS_KHR`: texts that end with NUL and stay.
#[must_use]
pub fn spirv_extensions() -> Vec<*const c_char> {
    static NAMES: LazyLock<Vec<CString>> = LazyLock::new(|| {
        let names = mirrorcl_spirv::supported_extensions().iter();
        names.filter_map(|&name| CString::new(name).ok()).collect()
    });
    NAMES.iter().map(|name| name.as_ptr()).collect()
}

/// `CL_DEVICE_SPIRV_CAPABILITIES_KHR`.
#[must_use]
pub fn spirv_capabilities() -> Vec<u32> {
    let capabilities = mirrorcl_spirv::supported_capabilities().iter();
    capabilities.map(|&capability| capability as u32).collect()
}

/// The list as OpenCL's array of structures.
#[must_use]
pub fn name_versions(list: &[NameVersion]) -> Vec<cl_name_version> {
    list.iter()
        .map(|&(text, version)| {
            let mut name = [0; CL_NAME_VERSION_MAX_NAME_SIZE];
            name[..text.len()].copy_from_slice(text.as_bytes());
            cl_name_version { version, name }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_fit_with_their_nul() {
        for list in [EXTENSIONS, OPENCL_C_FEATURES] {
            assert!(list.is_sorted_by(|a, b| a.0 < b.0));
            assert!(
                list.iter()
                    .all(|(name, _)| name.len() < CL_NAME_VERSION_MAX_NAME_SIZE)
            );
        }
        assert_eq!(name_versions(EXTENSIONS)[0].name[..8], *b"cl_ext_b");
    }

    #[test]
    fn il_versions_have_the_prefix_form() {
        assert!(il_versions().starts_with("SPIR-V_1.0 SPIR-V_1.1 "));
    }
}
