//! `printf` of kernels (OpenCL C 3.0 §6.15.14).

mod buffer;
mod conversion;
mod format;

use std::arch::global_asm;

use mirrorcl_abi::{ABI_VERSION, PrintfArg, RuntimeTable, WorkGroupContext};

pub(super) use buffer::PrintBuffer;

use super::running::Running;
use crate::fault::{cancelled_resume_sp, is_cancelled, read_c_string};

/// The functions that kernels may call.
pub(super) static RUNTIME: RuntimeTable = RuntimeTable {
    version: ABI_VERSION,
    size: size_of::<RuntimeTable>() as u32,
    printf: mirrorcl_printf,
};

/// Longest format and longest string argument; more would not fit in the buffer.
const LONGEST: usize = buffer::CAPACITY;

// What kernels call. When the watchdog wants the thread out of the kernel, which it can't have while the
// function below runs, it leaves from here, as after a fault.
global_asm!(
    ".text",
    ".p2align 4",
    ".globl mirrorcl_printf",
    ".hidden mirrorcl_printf",
    ".type mirrorcl_printf, @function",
    "mirrorcl_printf:",
    ".cfi_startproc",
    "sub rsp, 8",
    ".cfi_adjust_cfa_offset 8",
    "call {body}",
    "cmp eax, {leave}",
    "je 2f",
    "add rsp, 8",
    ".cfi_adjust_cfa_offset -8",
    "ret",
    ".cfi_adjust_cfa_offset 8",
    "2:",
    "call {resume_sp}",
    "mov rsp, rax",
    "jmp mirrorcl_kernel_fault",
    ".cfi_endproc",
    ".size mirrorcl_printf, . - mirrorcl_printf",
    body = sym printf,
    leave = const LEAVE,
    resume_sp = sym cancelled_resume_sp,
);

unsafe extern "C" {
    fn mirrorcl_printf(
        context: *const WorkGroupContext,
        format: *const u8,
        args: *const PrintfArg,
        count: u32,
    ) -> i32;
}

/// Result of [`printf`] that kernels do not see.
const LEAVE: i32 = i32::MIN;

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
    if is_cancelled() {
        return LEAVE;
    }
    if matches!(printed, Ok(Some(()))) {
        0
    } else {
        -1
    }
}
