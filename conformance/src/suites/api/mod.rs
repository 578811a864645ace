//! The API's edges: what each call refuses, and with which code.

mod absent;
mod buffers;
mod command_buffer_errors;
mod command_buffers;
mod context;
mod device_address;
mod events;
mod graphs;
mod kernels;
mod log;
mod mutable_dispatch;
mod partitions;
mod programs;
mod progress;
mod resident;
mod svm;
mod usm;
mod usm_errors;

use crate::case::Case;
use opencl_sys::cl_int;

/// The cases of this suite.
pub(super) fn cases() -> Vec<Case> {
    let mut cases = buffers::cases();
    cases.extend(absent::cases());
    cases.extend(command_buffers::cases());
    cases.extend(command_buffer_errors::cases());
    cases.extend(mutable_dispatch::cases());
    cases.extend(context::cases());
    cases.extend(device_address::cases());
    cases.extend(events::cases());
    cases.extend(graphs::cases());
    cases.extend(kernels::cases());
    cases.extend(log::cases());
    cases.extend(partitions::cases());
    cases.extend(programs::cases());
    cases.extend(progress::cases());
    cases.extend(resident::cases());
    cases.extend(svm::cases());
    cases.extend(usm::cases());
    cases.extend(usm_errors::cases());
    cases
}

/// Compares each (what, code, expected) row; all wrong rows are shown together.
fn expect(rows: &[(&str, cl_int, cl_int)]) {
    let wrong: Vec<_> = rows
        .iter()
        .filter(|(_, code, expected)| code != expected)
        .collect();
    assert!(wrong.is_empty(), "(what, code, expected): {wrong:#?}");
}
