//! Contexts, and what LLVM has to say.

use super::{Builder, Type, shim};
use llvm_sys::{
    LLVMDiagnosticSeverity, core as c,
    prelude::{LLVMContextRef, LLVMDiagnosticInfoRef},
};
use std::{
    cell::RefCell,
    ffi::{CStr, CString, c_char, c_void},
    marker::PhantomData,
};

/// An `LLVMContext`: owner of types, constants and diagnostics. Not for sharing between threads.
pub struct Context {
    pub(super) raw: LLVMContextRef,
    diagnostics: Box<RefCell<Vec<Diagnostic>>>,
}

/// What LLVM reported while it worked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether it makes the result unusable.
    pub is_error: bool,
    /// Its text.
    pub text: String,
}

extern "C" fn collect(info: LLVMDiagnosticInfoRef, sink: *mut c_void) {
    // SAFETY: LLVM passes a live diagnostic and the box that `Context::new` registered, which lives
    // as long as the context.
    unsafe {
        let is_error = match c::LLVMGetDiagInfoSeverity(info) {
            LLVMDiagnosticSeverity::LLVMDSError => true,
            LLVMDiagnosticSeverity::LLVMDSWarning => false,
            _ => return,
        };
        let text = take_message(c::LLVMGetDiagInfoDescription(info));
        (*sink.cast::<RefCell<Vec<Diagnostic>>>())
            .borrow_mut()
            .push(Diagnostic { is_error, text });
    }
}

impl Context {
    /// An empty context.
    pub fn new() -> Self {
        let diagnostics = Box::new(RefCell::new(Vec::new()));
        // SAFETY: creates; the handler's argument is boxed and outlives the context.
        let raw = unsafe {
            let raw = c::LLVMContextCreate();
            c::LLVMContextSetDiagnosticHandler(
                raw,
                Some(collect),
                (&raw const *diagnostics).cast_mut().cast(),
            );
            raw
        };
        Self { raw, diagnostics }
    }

    /// What LLVM has reported since the last call.
    pub fn take_diagnostics(&self) -> Vec<Diagnostic> {
        self.diagnostics.take()
    }

    fn ty(&self, raw: llvm_sys::prelude::LLVMTypeRef) -> Type<'_> {
        Type {
            raw,
            context: PhantomData,
        }
    }

    /// `void`.
    pub fn void(&self) -> Type<'_> {
        // SAFETY: the context is live.
        self.ty(unsafe { c::LLVMVoidTypeInContext(self.raw) })
    }

    /// `iN`.
    pub fn int(&self, bits: u32) -> Type<'_> {
        assert!((1..=1 << 23).contains(&bits), "LLVM has no i{bits}");
        // SAFETY: the context is live and the width is in range.
        self.ty(unsafe { c::LLVMIntTypeInContext(self.raw, bits) })
    }

    /// `half`.
    pub fn half(&self) -> Type<'_> {
        // SAFETY: the context is live.
        self.ty(unsafe { c::LLVMHalfTypeInContext(self.raw) })
    }

    /// `float`.
    pub fn float(&self) -> Type<'_> {
        // SAFETY: the context is live.
        self.ty(unsafe { c::LLVMFloatTypeInContext(self.raw) })
    }

    /// `double`.
    pub fn double(&self) -> Type<'_> {
        // SAFETY: the context is live.
        self.ty(unsafe { c::LLVMDoubleTypeInContext(self.raw) })
    }

    /// `ptr addrspace(space)`.
    pub fn ptr(&self, space: u32) -> Type<'_> {
        // SAFETY: the context is live.
        self.ty(unsafe { c::LLVMPointerTypeInContext(self.raw, space) })
    }

    /// `<length x element>`.
    pub fn vector<'c>(&'c self, element: Type<'c>, length: u32) -> Type<'c> {
        assert!(length > 0, "LLVM has no empty vectors");
        // SAFETY: the element type is of a live context.
        self.ty(unsafe { c::LLVMVectorType(element.raw, length) })
    }

    /// `[length x element]`.
    pub fn array<'c>(&'c self, element: Type<'c>, length: u64) -> Type<'c> {
        // SAFETY: the element type is of a live context.
        self.ty(unsafe { c::LLVMArrayType2(element.raw, length) })
    }

    /// A literal structure.
    pub fn structure<'c>(&'c self, fields: &[Type<'c>], packed: bool) -> Type<'c> {
        let mut fields: Vec<_> = fields.iter().map(|field| field.raw).collect();
        // SAFETY: the pointer and length are those of a live slice.
        self.ty(unsafe {
            c::LLVMStructTypeInContext(
                self.raw,
                fields.as_mut_ptr(),
                length(fields.len()),
                packed.into(),
            )
        })
    }

    /// A new named structure; LLVM makes the name unique.
    pub fn named_structure<'c>(
        &'c self,
        name: &str,
        fields: &[Type<'c>],
        packed: bool,
    ) -> Type<'c> {
        let name = c_string(name);
        let mut fields: Vec<_> = fields.iter().map(|field| field.raw).collect();
        // SAFETY: pointers and lengths are those of live slices.
        unsafe {
            let raw = c::LLVMStructCreateNamed(self.raw, name.as_ptr());
            c::LLVMStructSetBody(
                raw,
                fields.as_mut_ptr(),
                length(fields.len()),
                packed.into(),
            );
            self.ty(raw)
        }
    }

    /// A function type.
    pub fn function<'c>(
        &'c self,
        result: Type<'c>,
        parameters: &[Type<'c>],
        variadic: bool,
    ) -> Type<'c> {
        let mut parameters: Vec<_> = parameters.iter().map(|ty| ty.raw).collect();
        // SAFETY: pointers and lengths are those of live slices.
        self.ty(unsafe {
            c::LLVMFunctionType(
                result.raw,
                parameters.as_mut_ptr(),
                length(parameters.len()),
                variadic.into(),
            )
        })
    }

    /// A target extension type such as `target("spirv.Event")`.
    pub fn target_type<'c>(&'c self, name: &str, types: &[Type<'c>], integers: &[u32]) -> Type<'c> {
        let name = c_string(name);
        let mut types: Vec<_> = types.iter().map(|ty| ty.raw).collect();
        let mut integers = integers.to_vec();
        // SAFETY: pointers and lengths are those of live slices.
        self.ty(unsafe {
            c::LLVMTargetExtTypeInContext(
                self.raw,
                name.as_ptr(),
                types.as_mut_ptr(),
                length(types.len()),
                integers.as_mut_ptr(),
                length(integers.len()),
            )
        })
    }

    /// A new builder, positioned nowhere.
    pub fn builder(&self) -> Builder<'_> {
        Builder::new(self)
    }

    /// The number of a synchronisation scope (`""`: system).
    pub fn sync_scope(&self, name: &str) -> u32 {
        // SAFETY: pointer and length are those of a live string.
        unsafe { c::LLVMGetSyncScopeID(self.raw, name.as_ptr().cast(), name.len()) }
    }

    pub(super) fn metadata_kind(&self, name: &str) -> u32 {
        // SAFETY: pointer and length are those of a live string.
        unsafe { c::LLVMGetMDKindIDInContext(self.raw, name.as_ptr().cast(), length(name.len())) }
    }
}

impl Default for Context {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Context {
    fn drop(&mut self) {
        // SAFETY: everything made from the context borrows it and is gone.
        unsafe { c::LLVMContextDispose(self.raw) }
    }
}

/// Takes a message that LLVM allocated.
///
/// # Safety
/// `message` must be null or a string for `LLVMDisposeMessage`.
pub(super) unsafe fn take_message(message: *mut c_char) -> String {
    if message.is_null() {
        return String::new();
    }
    // SAFETY: the caller's promise.
    unsafe {
        let text = CStr::from_ptr(message).to_string_lossy().into_owned();
        c::LLVMDisposeMessage(message);
        text
    }
}

/// A C string; LLVM's names have no NUL, so one ends the name.
pub(super) fn c_string(text: &str) -> CString {
    let end = text.find('\0').unwrap_or(text.len());
    CString::new(&text[..end]).expect("cut at the first NUL")
}

/// A count as LLVM's C interface takes it.
pub(super) fn length(length: usize) -> u32 {
    u32::try_from(length).expect("fewer than 2^32 elements")
}

/// Calls a shim function that writes a log.
pub(super) fn with_log<T>(
    call: impl FnOnce(unsafe extern "C" fn(*mut c_void, *const c_char, usize), *mut c_void) -> T,
) -> (T, String) {
    let mut log: Vec<u8> = Vec::new();
    let result = call(shim::append, (&raw mut log).cast());
    (result, String::from_utf8_lossy(&log).into_owned())
}
