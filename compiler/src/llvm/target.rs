//! The machine that code is generated for.

use super::{
    Module,
    context::{c_string, take_message, with_log},
    module::take_buffer,
    shim,
};
use llvm_sys::{
    target as t,
    target_machine::{self as tm, LLVMCodeGenFileType, LLVMCodeGenOptLevel, LLVMCodeModel},
};
use std::ptr;
use std::sync::{Mutex, Once, PoisonError};

/// The triple of the code that we generate.
pub const TRIPLE: &str = "x86_64-unknown-linux-gnu";

/// A `TargetMachine` for X86: a CPU with its features, position-independent code.
pub struct Machine {
    pub(super) raw: tm::LLVMTargetMachineRef,
    vector_bits: u32,
    effort: Effort,
}

/// How much effort code generation takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// For debugging.
    None,
    /// For code that is wanted soon: without loop strength reduction, which takes a seventh of a small program's build and up to a tenth of
    /// longer ones.
    Draft,
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

/// The features that neither the CPU's name nor another one implies.
fn missing_features(cpu: &str, features: &str) -> String {
    let bytes = |text: &str| shim::Bytes::new(text.as_bytes());
    // SAFETY: pointers and lengths are those of live strings; the sink is `append`'s.
    with_log(|write, sink| unsafe {
        shim::mirrorcl_missing_features(bytes(cpu), bytes(features), write, sink);
    })
    .1
}

/// Bits of the widest vectors that a CPU with these features computes with.
fn vector_bits(features: &str) -> u32 {
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

impl Machine {
    /// A machine with this CPU and these features (`+avx2,-avx512f`).
    ///
    /// # Errors
    /// LLVM's reason.
    pub fn new(cpu: &str, features: &str, effort: Effort) -> Result<Self, String> {
        initialise();
        let create = |listed: &str| Self::create(cpu, listed, vector_bits(features), effort);
        // LLVM works through each feature and all that it implies, again and again: a tenth of a small program's build.
        let machine = create(&missing_features(cpu, features))?;
        if machine.has(features) {
            Ok(machine)
        } else {
            // Features that contradict each other, or two of LLVM's tables: as they were given, then.
            create(features)
        }
    }

    fn create(cpu: &str, features: &str, vector_bits: u32, effort: Effort) -> Result<Self, String> {
        let (triple, cpu, features) = (c_string(TRIPLE), c_string(cpu), c_string(features));
        let level = match effort {
            Effort::None => LLVMCodeGenOptLevel::LLVMCodeGenLevelNone,
            Effort::Draft | Effort::Default => LLVMCodeGenOptLevel::LLVMCodeGenLevelDefault,
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
            Ok(Self {
                raw,
                vector_bits,
                effort,
            })
        }
    }

    /// Whether it is as the features say.
    fn has(&self, features: &str) -> bool {
        // SAFETY: the machine is live; pointer and length are those of a live string.
        unsafe { shim::mirrorcl_has_features(self.raw, shim::Bytes::new(features.as_bytes())) }
    }

    /// Bits of the widest vectors that it computes with.
    pub fn vector_bits(&self) -> u32 {
        self.vector_bits
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
        // LLVM asks an option of the whole process.
        static ALONE: Mutex<()> = Mutex::new(());
        let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: nobody generates code meanwhile.
        unsafe { shim::mirrorcl_reduce_strength(self.effort != Effort::Draft) };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_that_the_cpu_implies_are_left_out() {
        let features = "+avx2,-pku,+amx-tile,-xop,+avx512bw";
        assert_eq!(missing_features("rocketlake", features), "-pku,+amx-tile");
        assert_eq!(missing_features("no-such-cpu", "+avx,+avx2,-xop"), "+avx2");
        assert_eq!(missing_features("rocketlake", ""), "");
    }

    #[test]
    fn a_machine_has_the_features_that_it_is_given() {
        let machine = |cpu, features| Machine::new(cpu, features, Effort::Default).unwrap();
        let features = "+avx2,+avx512f,+avx512bw,-avx512vp2intersect,-pku";
        assert!(machine("rocketlake", features).has(features));
        assert!(!machine("rocketlake", "").has("-pku"));
        // Left out, +avx512bw would go with -avx512f.
        let features = "-avx512f,+avx512bw";
        assert!(machine("rocketlake", features).has("+avx512bw"));
        let (cpu, features) = host_cpu();
        assert!(machine(&cpu, &features).has(&features));
    }
}
