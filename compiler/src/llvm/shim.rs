//! The C++ functions of `shim/shim.h`.

use llvm_sys::{
    prelude::{LLVMContextRef, LLVMModuleRef, LLVMValueRef},
    target_machine::LLVMTargetMachineRef,
};
use std::ffi::{c_char, c_void};

/// `MirrorclBytes`: bytes that the caller owns.
#[repr(C)]
#[derive(Clone, Copy)]
pub(super) struct Bytes {
    pub(super) data: *const c_char,
    pub(super) size: usize,
}

impl Bytes {
    pub(super) fn new(bytes: &[u8]) -> Self {
        Self {
            data: bytes.as_ptr().cast(),
            size: bytes.len(),
        }
    }
}

/// `MirrorclFile`: a file of clang's virtual file system.
#[repr(C)]
pub(super) struct File {
    pub(super) path: Bytes,
    pub(super) text: Bytes,
}

/// `MirrorclWrite`.
type Write = unsafe extern "C" fn(sink: *mut c_void, data: *const c_char, size: usize);

/// A [`Write`] whose sink is a `Vec<u8>`.
///
/// # Safety
/// `sink` must point to a `Vec<u8>` that nothing else uses now, and `data` to `size` bytes.
pub(super) unsafe extern "C" fn append(sink: *mut c_void, data: *const c_char, size: usize) {
    if size > 0 {
        // SAFETY: the caller's promise.
        unsafe {
            (*sink.cast::<Vec<u8>>())
                .extend_from_slice(std::slice::from_raw_parts(data.cast(), size));
        }
    }
}

unsafe extern "C" {
    pub(super) fn mirrorcl_clang(
        context: LLVMContextRef,
        args: *const *const c_char,
        arg_count: usize,
        files: *const File,
        file_count: usize,
        real_files: bool,
        write: Write,
        sink: *mut c_void,
    ) -> LLVMModuleRef;
    pub(super) fn mirrorcl_lld(
        args: *const *const c_char,
        arg_count: usize,
        write: Write,
        sink: *mut c_void,
        output: Write,
        to: *mut c_void,
    ) -> bool;
    pub(super) fn mirrorcl_lazy_bitcode(
        context: LLVMContextRef,
        bitcode: Bytes,
        write: Write,
        sink: *mut c_void,
    ) -> LLVMModuleRef;
    pub(super) fn mirrorcl_bitcode(
        context: LLVMContextRef,
        bitcode: Bytes,
        write: Write,
        sink: *mut c_void,
    ) -> LLVMModuleRef;
    pub(super) fn mirrorcl_expand_constant_users(global: LLVMValueRef);
    pub(super) fn mirrorcl_constant_base(
        module: LLVMModuleRef,
        pointer: LLVMValueRef,
        offset: *mut i64,
    ) -> LLVMValueRef;
    pub(super) fn mirrorcl_missing_features(
        cpu: Bytes,
        features: Bytes,
        write: Write,
        sink: *mut c_void,
    );
    pub(super) fn mirrorcl_reduce_strength(reduce: bool);
    pub(super) fn mirrorcl_has_features(machine: LLVMTargetMachineRef, features: Bytes) -> bool;
    pub(super) fn mirrorcl_demangle(name: Bytes, write: Write, sink: *mut c_void);
    pub(super) fn mirrorcl_link(
        target: LLVMModuleRef,
        source: LLVMModuleRef,
        only_needed: bool,
    ) -> bool;
}
