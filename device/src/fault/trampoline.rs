//! Entering kernel code. The only way in, and for a fault the way out.

use std::arch::global_asm;
use std::mem::offset_of;

use mirrorcl_abi::{WorkGroupContext, WorkGroupFn};

use super::activation::Activation;

const RESUME_SP: usize = offset_of!(Activation, resume_sp);
const STACK_TOP: usize = offset_of!(Activation, stack_top);

// No Rust frame lies between the trampoline and the kernel, so the fault handler may resume at
// `mirrorcl_kernel_fault` with `rsp` as it was here: nothing is skipped that would have to be cleaned up.
//
// The kernel runs with the floating-point environment that OpenCL C §7.1 and §7.2 ask for, whatever the host
// thread has set: round to nearest, no exceptions, denormals kept; x87 with 64 bits of mantissa.
global_asm!(
    ".text",
    ".p2align 4",
    ".globl mirrorcl_enter_kernel",
    ".hidden mirrorcl_enter_kernel",
    ".type mirrorcl_enter_kernel, @function",
    "mirrorcl_enter_kernel:",
    ".cfi_startproc",
    "push rbp",
    ".cfi_def_cfa_offset 16",
    ".cfi_offset rbp, -16",
    "mov rbp, rsp",
    ".cfi_def_cfa_register rbp",
    "push rbx",
    ".cfi_offset rbx, -24",
    "push r12",
    ".cfi_offset r12, -32",
    "push r13",
    ".cfi_offset r13, -40",
    "push r14",
    ".cfi_offset r14, -48",
    "push r15",
    ".cfi_offset r15, -56",
    "sub rsp, 8",
    "stmxcsr [rsp]",
    "fnstcw [rsp + 4]",
    "mov [rdi + {resume_sp}], rsp",
    "ldmxcsr [rip + mirrorcl_kernel_mxcsr]",
    "fldcw [rip + mirrorcl_kernel_fcw]",
    "mov rbx, rdi",
    "mov rax, rsi",
    "mov rsp, [rdi + {stack_top}]",
    "mov rdi, rdx",
    "mov rsi, rcx",
    "call rax",
    "mov rsp, [rbx + {resume_sp}]",
    "xor eax, eax",
    "jmp 2f",
    ".globl mirrorcl_kernel_fault",
    ".hidden mirrorcl_kernel_fault",
    "mirrorcl_kernel_fault:",
    // The kernel may have left values on the x87 stack.
    "fninit",
    "mov eax, 1",
    "2:",
    "ldmxcsr [rsp]",
    "fldcw [rsp + 4]",
    "add rsp, 8",
    "pop r15",
    "pop r14",
    "pop r13",
    "pop r12",
    "pop rbx",
    "pop rbp",
    ".cfi_def_cfa rsp, 8",
    "ret",
    ".cfi_endproc",
    ".size mirrorcl_enter_kernel, . - mirrorcl_enter_kernel",
    ".section .rodata",
    ".p2align 2",
    "mirrorcl_kernel_mxcsr: .long 0x1f80",
    "mirrorcl_kernel_fcw: .short 0x037f",
    ".text",
    resume_sp = const RESUME_SP,
    stack_top = const STACK_TOP,
);

unsafe extern "C" {
    /// Calls `entry(context, count)` on the activation's stack. 0: it returned; 1: it faulted.
    #[link_name = "mirrorcl_enter_kernel"]
    pub(super) fn enter_kernel(
        activation: *mut Activation,
        entry: WorkGroupFn,
        context: *mut WorkGroupContext,
        count: u64,
    ) -> u32;

    /// Not a function: where the fault handler resumes.
    fn mirrorcl_kernel_fault();
}

/// Address of the instruction where a faulted kernel resumes.
pub(super) fn fault_exit() -> usize {
    mirrorcl_kernel_fault as *const () as usize
}
