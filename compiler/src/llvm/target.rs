//! The machine that code is generated for.

use super::{
    Module,
    context::{c_string, take_message},
    module::take_buffer,
};
use llvm_sys::{
    target as t,
    target_machine::{self as tm, LLVMCodeGenFileType, LLVMCodeGenOptLevel, LLVMCodeModel},
};
use std::{ptr, sync::Once};

/// The triple of the code that we generate.
pub const TRIPLE: &str = "x86_64-unknown-linux-gnu";

/// A `TargetMachine` for X86: a CPU with its features, position-independent code.
pub struct Machine {
    pub(super) raw: tm::LLVMTargetMachineRef,
}

/// How much effort code generation takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// For debugging.
    None,
    /// The usual.
    Default,
}

fn initialise() {
    static ONCE: Once = Once::new();
    // SAFETY: registers the X86 target, once.
    ONCE.call_once(|| unsafe {
        t::LLVMInitializeX86TargetInfo();
        t::LLVMInitializeX86Target();
        t::LLVMInitializeX86TargetMC();
        t::LLVMInitializeX86AsmPrinter();
        t::LLVMInitializeX86AsmParser();
    });
}

/// Name and features of the CPU that this process runs on, as LLVM has them.
pub fn host_cpu() -> (String, String) {
    // SAFETY: the messages are ours to dispose of.
    unsafe {
        (
            take_message(tm::LLVMGetHostCPUName()),
            take_message(tm::LLVMGetHostCPUFeatures()),
        )
    }
}

impl Machine {
    /// A machine with this CPU and these features (`+avx2,-avx512f`).
    ///
    /// # Errors
    /// LLVM's reason.
    pub fn new(cpu: &str, features: &str, effort: Effort) -> Result<Self, String> {
        initialise();
        let (triple, cpu, features) = (c_string(TRIPLE), c_string(cpu), c_string(features));
        let level = match effort {
            Effort::None => LLVMCodeGenOptLevel::LLVMCodeGenLevelNone,
            Effort::Default => LLVMCodeGenOptLevel::LLVMCodeGenLevelDefault,
        };
        let (mut target, mut message) = (ptr::null_mut(), ptr::null_mut());
        // SAFETY: C strings and out-pointers that live through the calls.
        let raw = unsafe {
            if tm::LLVMGetTargetFromTriple(triple.as_ptr(), &raw mut target, &raw mut message) != 0
            {
                return Err(take_message(message));
            }
            tm::LLVMCreateTargetMachine(
                target,
                triple.as_ptr(),
                cpu.as_ptr(),
                features.as_ptr(),
                level,
                tm::LLVMRelocMode::LLVMRelocPIC,
                LLVMCodeModel::LLVMCodeModelSmall,
            )
        };
        if raw.is_null() {
            Err("no such machine".into())
        } else {
            Ok(Self { raw })
        }
    }

    /// Bits of the widest vectors that it computes with.
    pub fn vector_bits(&self) -> u32 {
        // SAFETY: the text is ours to dispose of.
        let features = unsafe { take_message(tm::LLVMGetTargetMachineFeatureString(self.raw)) };
        let has = |wanted: &str| features.split(',').any(|feature| feature == wanted);
        if ["+avx512f", "+avx512vl", "+avx512bw", "+avx512dq"]
            .into_iter()
            .all(has)
        {
            512
        } else if has("+avx2") {
            256
        } else {
            128
        }
    }

    /// Its data layout as text.
    pub fn data_layout(&self) -> String {
        // SAFETY: the layout is disposed of after its text is taken.
        unsafe {
            let layout = tm::LLVMCreateTargetDataLayout(self.raw);
            let text = take_message(t::LLVMCopyStringRepOfTargetData(layout));
            t::LLVMDisposeTargetData(layout);
            text
        }
    }

    /// Generates an object file (or assembly, to read).
    ///
    /// # Errors
    /// LLVM's reason.
    pub fn emit(&self, module: &Module<'_>, assembly: bool) -> Result<Vec<u8>, String> {
        let file_type = if assembly {
            LLVMCodeGenFileType::LLVMAssemblyFile
        } else {
            LLVMCodeGenFileType::LLVMObjectFile
        };
        let (mut buffer, mut message) = (ptr::null_mut(), ptr::null_mut());
        // SAFETY: module and machine are live; the buffer is ours when there was no error.
        unsafe {
            let failed = tm::LLVMTargetMachineEmitToMemoryBuffer(
                self.raw,
                module.raw,
                file_type,
                &raw mut message,
                &raw mut buffer,
            );
            if failed != 0 {
                return Err(take_message(message));
            }
            Ok(take_buffer(buffer))
        }
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        // SAFETY: owned.
        unsafe { tm::LLVMDisposeTargetMachine(self.raw) }
    }
}
