//! Shared virtual memory: the sub-tests of the Khronos CTS by name, and what they check, on devices of several ranges.

mod address;
mod allocate;
mod commands;
mod fine_grain;
mod lists;
mod pointers;
mod process;
mod random;

use crate::case::Case;
use mirrorcl_conformance::cl::{Context, Device, Svm};
use opencl_sys::*;

const FINE: cl_svm_mem_flags = CL_MEM_READ_WRITE | CL_MEM_SVM_FINE_GRAIN_BUFFER;
const ATOMIC: cl_svm_mem_flags = FINE | CL_MEM_SVM_ATOMICS;

/// Address widths that real devices have, beside the default.
const RANGES: [&str; 4] = ["va=33", "va=36", "va=40", "va=full"];

const CTS: [Case; 14] = [
    Case::new("svm::svm_allocate_shared_buffer", allocate::shared_buffer),
    Case::new(
        "svm::svm_allocate_shared_buffer_negative",
        allocate::negative,
    ),
    Case::new("svm::svm_byte_granularity", fine_grain::byte_granularity),
    Case::new(
        "svm::svm_cross_buffer_pointers_coarse_grain",
        lists::cross_buffer_pointers,
    ),
    Case::new("svm::svm_enqueue_api", commands::enqueue_api),
    Case::new(
        "svm::svm_fine_grain_memory_consistency",
        fine_grain::memory_consistency,
    ),
    Case::new("svm::svm_fine_grain_sync_buffers", fine_grain::sync_buffers),
    Case::new("svm::svm_migrate", commands::migrate),
    Case::new("svm::svm_negative_memcpy_overlap", commands::memcpy_overlap),
    Case::new("svm::svm_pointer_passing", pointers::passing),
    Case::new(
        "svm::svm_set_kernel_exec_info_svm_ptrs",
        pointers::exec_info,
    ),
    Case::new(
        "svm::svm_shared_address_space_coarse_grain",
        lists::coarse_grain,
    ),
    Case::new(
        "svm::svm_shared_address_space_fine_grain_buffers",
        lists::fine_grain_buffers,
    ),
    Case::new("svm::svm_shared_sub_buffers", lists::sub_buffers),
];

/// The cases of this suite.
pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::from(CTS);
    cases.extend(
        RANGES
            .iter()
            .flat_map(|range| CTS.iter().map(|case| case.on(range))),
    );
    cases.push(
        Case::new(
            "svm::svm_shared_address_space_fine_grain",
            lists::fine_grain_system,
        )
        .on("va=full"),
    );
    let addresses = Case::new(
        "svm::addresses_are_in_range_and_equal",
        address::in_range_and_equal,
    );
    cases.extend(
        [
            "va=33",
            "va=36",
            "va=40",
            "va=46",
            "va=0x100000000-0x13fffffff",
        ]
        .map(|range| addresses.on(range)),
    );
    cases.extend([
        Case::new(
            "svm::a_context_gets_the_intersection",
            address::intersection,
        )
        .on("va=0x100000000-0x3ffffffff;va=0x200000000-0x7ffffffff"),
        Case::new("svm::disjoint_ranges_give_null", address::disjoint)
            .on("va=0x100000000-0x1ffffffff;va=0x200000000-0x2ffffffff"),
        Case::new("svm::a_full_range_gives_null_and_recovers", address::full)
            .on("va=0x100000000-0x10fffffff"),
        Case::new(
            "svm::forked_children_allocate_for_themselves",
            process::forks,
        ),
        Case::new("svm::exec_starts_afresh", process::exec),
        Case::new("svm::the_loader_can_be_closed_and_opened", process::close),
        Case::new("svm::many_contexts_share_the_addresses", process::contexts)
            .on("va=36;va=40,cu=1"),
        Case::new(
            "svm::a_hundred_thousand_allocations_live",
            process::hundred_thousand,
        ),
        Case::new(
            "svm::a_hundred_thousand_allocations_live",
            process::hundred_thousand,
        )
        .on("va=33"),
        Case::new(
            "svm::host_memory_inside_and_outside_of_the_range",
            address::host_memory,
        )
        .on("va=36"),
        Case::new(
            "svm::program_variables_are_in_range",
            address::program_variables,
        )
        .on("va=36"),
        Case::new(
            "svm::holes_and_pages_are_respected",
            address::holes_and_pages,
        )
        .on("va=0x100000000-0x3ffffffff,page=2M;va=36,hole=0x280000000-0xfffffffff"),
        Case::new("svm::the_range_is_told", address::told).on("va=36;va=0x100000000-0x13fffffff"),
        Case::new(
            "svm::random_programs_agree_with_a_host_model",
            random::programs,
        ),
        Case::new(
            "svm::random_programs_agree_with_a_host_model",
            random::programs,
        )
        .on("va=33"),
        Case::new(
            "svm::random_programs_agree_with_a_host_model",
            random::programs,
        )
        .on("svm=coarse"),
    ]);
    cases
}

/// A context over the first device, which must have all of `capabilities`: nothing is skipped silently.
fn context_with(capabilities: cl_device_svm_capabilities) -> (Context, Device) {
    let (context, device) = Context::first();
    let svm = device.svm();
    assert_eq!(
        svm & capabilities,
        capabilities,
        "CL_DEVICE_SVM_CAPABILITIES are {svm:#x}"
    );
    (context, device)
}

/// The addresses of an allocation as the exec info takes them.
fn pointer<T: Copy>(svm: &Svm<T>) -> *const std::ffi::c_void {
    svm.as_ptr().cast()
}
