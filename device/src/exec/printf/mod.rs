//! `printf` of kernels (OpenCL C 3.0 §6.15.14).

mod buffer;
mod conversion;
mod format;

use mirrorcl_abi::{ABI_VERSION, PrintfArg, RuntimeTable, WorkGroupContext};

pub(super) use buffer::PrintBuffer;

use super::running::Running;
use crate::fault::read_c_string;

/// The functions that kernels may call.
pub(super) static RUNTIME: RuntimeTable = RuntimeTable {
    version: ABI_VERSION,
    size: size_of::<RuntimeTable>() as u32,
    printf,
};

/// Longest format and longest string argument; more would not fit in the buffer.
const LONGEST: usize = buffer::CAPACITY;

/// Called by kernels, on their stack. Whatever they pass, it neither faults nor panics: the fault handler does not
/// unwind what is called from a kernel.
unsafe extern "C" fn printf(
    context: *const WorkGroupContext,
    format: *const u8,
    args: *const PrintfArg,
    count: u32,
) -> i32 {
    // SAFETY: the kernel passes on the context that it was called with, whose `launch` is the running dispatch.
    let running = unsafe { &*(*context).launch.cast::<Running>() };
    let args = if count == 0 {
        &[]
    } else {
        // SAFETY: the compiler builds the records on the kernel's stack.
        unsafe { std::slice::from_raw_parts(args, count as usize) }
    };
    let printed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let format = read_c_string(format, LONGEST).ok()?;
        let text = format::format(&format, args)?;
        running.printed.append(&text).then_some(())
    }));
    if matches!(printed, Ok(Some(()))) {
        0
    } else {
        -1
    }
}
