//! Modules: reading, writing, linking, verifying, and running passes over them.

use super::{
    Context, Function, Global, Type, Value,
    context::{c_string, take_message, with_log},
    shim,
    target::Machine,
};
use llvm_sys::{
    analysis, bit_writer, core as c, error, ir_reader,
    prelude::{LLVMMemoryBufferRef, LLVMModuleRef},
    target as layout,
    transforms::pass_builder as pb,
};
use std::{fmt, marker::PhantomData, ptr};

/// A module. Handles into it borrow the context: they must not be used after the module is gone.
pub struct Module<'c> {
    pub(super) raw: LLVMModuleRef,
    pub(super) context: &'c Context,
}

impl<'c> Module<'c> {
    /// An empty module.
    pub fn new(context: &'c Context, name: &str) -> Self {
        let name = c_string(name);
        // SAFETY: the context is live.
        let raw = unsafe { c::LLVMModuleCreateWithNameInContext(name.as_ptr(), context.raw) };
        Self { raw, context }
    }

    /// LLVM's handle, for `kir` and `workgroup`.
    pub(crate) fn as_raw(&self) -> LLVMModuleRef {
        self.raw
    }

    /// Reads LLVM assembly.
    ///
    /// # Errors
    /// What the parser reports.
    pub fn parse(context: &'c Context, text: &str) -> Result<Self, String> {
        let text = c_string(text);
        let (mut raw, mut message) = (ptr::null_mut(), ptr::null_mut());
        // SAFETY: the text is NUL-terminated and lives until it is parsed; the parser takes the buffer.
        unsafe {
            let buffer = c::LLVMCreateMemoryBufferWithMemoryRange(
                text.as_ptr(),
                text.as_bytes().len(),
                c"module".as_ptr(),
                1,
            );
            if ir_reader::LLVMParseIRInContext2(context.raw, buffer, &raw mut raw, &raw mut message)
                != 0
            {
                c::LLVMDisposeMemoryBuffer(buffer);
                return Err(take_message(message));
            }
            c::LLVMDisposeMemoryBuffer(buffer);
        }
        Ok(Self { raw, context })
    }

    /// Reads bitcode; bodies are read from it when they are needed.
    ///
    /// # Errors
    /// What the reader reports.
    pub fn lazy_bitcode(context: &'c Context, bitcode: &'c [u8]) -> Result<Self, String> {
        // SAFETY: pointer and length are those of a slice that outlives the module; the sink is `append`'s.
        let (raw, log) = with_log(|write, sink| unsafe {
            shim::mirrorcl_lazy_bitcode(context.raw, shim::Bytes::new(bitcode), write, sink)
        });
        if raw.is_null() {
            Err(log)
        } else {
            Ok(Self { raw, context })
        }
    }

    /// Reads bitcode completely.
    ///
    /// # Errors
    /// What the reader reports.
    pub fn bitcode(context: &'c Context, bitcode: &[u8]) -> Result<Self, String> {
        // SAFETY: pointer and length are those of a live slice, which is read completely before the
        // function returns; the sink is `append`'s.
        let (raw, log) = with_log(|write, sink| unsafe {
            shim::mirrorcl_bitcode(context.raw, shim::Bytes::new(bitcode), write, sink)
        });
        if raw.is_null() {
            Err(log)
        } else {
            Ok(Self { raw, context })
        }
    }

    /// Writes bitcode.
    pub fn to_bitcode(&self) -> Vec<u8> {
        // SAFETY: the module is live; the buffer is ours.
        unsafe { take_buffer(bit_writer::LLVMWriteBitcodeToMemoryBuffer(self.raw)) }
    }

    /// The context.
    pub fn context(&self) -> &'c Context {
        self.context
    }

    /// A copy.
    pub fn duplicate(&self) -> Self {
        // SAFETY: the module is live.
        let raw = unsafe { c::LLVMCloneModule(self.raw) };
        Self {
            raw,
            context: self.context,
        }
    }

    /// Links another module into this one; with `only_needed`, only what this one refers to.
    ///
    /// # Errors
    /// What the linker reports, line by line.
    pub fn link(&self, other: Module<'c>, only_needed: bool) -> Result<(), String> {
        let other = std::mem::ManuallyDrop::new(other);
        // SAFETY: both are of one context; the linker takes `other`.
        let linked = unsafe { shim::mirrorcl_link(self.raw, other.raw, only_needed) };
        let log: Vec<_> = self
            .context
            .take_diagnostics()
            .into_iter()
            .filter(|diagnostic| diagnostic.is_error)
            .map(|diagnostic| diagnostic.text)
            .collect();
        if linked && log.is_empty() {
            Ok(())
        } else {
            Err(log.join("\n"))
        }
    }

    /// Whether the module obeys LLVM's rules.
    ///
    /// # Errors
    /// What the verifier reports.
    pub fn verify(&self) -> Result<(), String> {
        let mut message = ptr::null_mut();
        // SAFETY: the module is live; the message is ours to dispose of.
        unsafe {
            let broken = analysis::LLVMVerifyModule(
                self.raw,
                analysis::LLVMVerifierFailureAction::LLVMReturnStatusAction,
                &raw mut message,
            );
            let message = take_message(message);
            if broken == 0 { Ok(()) } else { Err(message) }
        }
    }

    /// Runs passes, named as `opt -passes=` has them.
    ///
    /// # Errors
    /// A pass of an unknown name.
    pub fn run_passes(&self, passes: &str, machine: Option<&Machine>) -> Result<(), String> {
        let passes = c_string(passes);
        // SAFETY: all handles are live; the error is ours to take.
        unsafe {
            let options = pb::LLVMCreatePassBuilderOptions();
            let machine = machine.map_or(ptr::null_mut(), |machine| machine.raw);
            let failure = pb::LLVMRunPasses(self.raw, passes.as_ptr(), machine, options);
            pb::LLVMDisposePassBuilderOptions(options);
            if failure.is_null() {
                return Ok(());
            }
            let message = error::LLVMGetErrorMessage(failure);
            let text = std::ffi::CStr::from_ptr(message)
                .to_string_lossy()
                .into_owned();
            error::LLVMDisposeErrorMessage(message);
            Err(text)
        }
    }

    /// Its data layout.
    pub fn data_layout(&self) -> DataLayout<'_, 'c> {
        // SAFETY: the layout lives as long as the module.
        let raw = unsafe { layout::LLVMGetModuleDataLayout(self.raw) };
        DataLayout {
            raw,
            module: PhantomData,
        }
    }

    /// Sets triple and data layout.
    pub fn set_target(&self, triple: &str, data_layout: &str) {
        let (triple, data_layout) = (c_string(triple), c_string(data_layout));
        // SAFETY: the module is live; both are C strings.
        unsafe {
            c::LLVMSetTarget(self.raw, triple.as_ptr());
            c::LLVMSetDataLayout(self.raw, data_layout.as_ptr());
        }
    }

    /// Takes triple and data layout of another module.
    pub fn take_target(&self, other: &Module<'c>) {
        // SAFETY: both modules are live; LLVM copies the strings.
        unsafe {
            c::LLVMSetTarget(self.raw, c::LLVMGetTarget(other.raw));
            c::LLVMSetDataLayout(self.raw, c::LLVMGetDataLayoutStr(other.raw));
        }
    }

    /// Adds a function; if it is declared already, that is returned.
    pub fn declare(&self, name: &str, signature: Type<'c>) -> Function<'c> {
        if let Some(function) = self.function(name) {
            return function;
        }
        let name = c_string(name);
        // SAFETY: a function type.
        Function(Value::from_raw(unsafe {
            c::LLVMAddFunction(self.raw, name.as_ptr(), signature.raw)
        }))
    }

    /// An intrinsic of LLVM, `llvm.smin` say, for these overloaded types.
    pub fn intrinsic(&self, name: &str, types: &[Type<'c>]) -> Function<'c> {
        let mut types: Vec<_> = types.iter().map(|ty| ty.raw).collect();
        // SAFETY: pointers and lengths are those of live slices.
        unsafe {
            let id = c::LLVMLookupIntrinsicID(name.as_ptr().cast(), name.len());
            assert_ne!(id, 0, "LLVM has no intrinsic {name}");
            Function(Value::from_raw(c::LLVMGetIntrinsicDeclaration(
                self.raw,
                id,
                types.as_mut_ptr(),
                types.len(),
            )))
        }
    }

    /// Adds a global variable without initial contents.
    pub fn add_global(&self, name: &str, ty: Type<'c>, space: u32) -> Global<'c> {
        let name = c_string(name);
        // SAFETY: a sized type.
        Global(Value::from_raw(unsafe {
            c::LLVMAddGlobalInAddressSpace(self.raw, ty.raw, name.as_ptr(), space)
        }))
    }

    /// The function of this name.
    pub fn function(&self, name: &str) -> Option<Function<'c>> {
        let name = c_string(name);
        // SAFETY: a C string.
        Value::from_nullable(unsafe { c::LLVMGetNamedFunction(self.raw, name.as_ptr()) })
            .map(Function)
    }

    /// The global variable of this name.
    pub fn global(&self, name: &str) -> Option<Global<'c>> {
        let name = c_string(name);
        // SAFETY: a C string.
        Value::from_nullable(unsafe { c::LLVMGetNamedGlobal(self.raw, name.as_ptr()) }).map(Global)
    }

    /// All functions.
    pub fn functions(&self) -> Vec<Function<'c>> {
        let mut functions = Vec::new();
        // SAFETY: walks the list, which nothing changes meanwhile.
        unsafe {
            let mut raw = c::LLVMGetFirstFunction(self.raw);
            while !raw.is_null() {
                functions.push(Function(Value::from_raw(raw)));
                raw = c::LLVMGetNextFunction(raw);
            }
        }
        functions
    }

    /// All global variables.
    pub fn globals(&self) -> Vec<Global<'c>> {
        let mut globals = Vec::new();
        // SAFETY: walks the list, which nothing changes meanwhile.
        unsafe {
            let mut raw = c::LLVMGetFirstGlobal(self.raw);
            while !raw.is_null() {
                globals.push(Global(Value::from_raw(raw)));
                raw = c::LLVMGetNextGlobal(raw);
            }
        }
        globals
    }

    /// What a constant pointer starts from, and how many bytes behind that it points.
    pub fn constant_base(&self, pointer: Value<'c>) -> (Value<'c>, i64) {
        assert!(pointer.is_constant() && pointer.ty().address_space().is_some());
        let mut offset = 0;
        // SAFETY: a constant pointer of this module.
        let base = unsafe { shim::mirrorcl_constant_base(self.raw, pointer.raw, &raw mut offset) };
        (Value::from_raw(base), offset)
    }

    /// Whether there is a named metadata node.
    pub fn has_named_metadata(&self, name: &str) -> bool {
        // SAFETY: pointer and length are those of a live string.
        unsafe { !c::LLVMGetNamedMetadata(self.raw, name.as_ptr().cast(), name.len()).is_null() }
    }

    /// Adds integers to a named metadata node, `opencl.ocl.version` say.
    pub fn add_named_metadata(&self, name: &str, integers: &[u32]) {
        let name = c_string(name);
        let i32_type = self.context.int(32);
        // SAFETY: all is of the context; pointers and lengths are those of live slices.
        unsafe {
            let mut nodes: Vec<_> = integers
                .iter()
                .map(|&value| c::LLVMValueAsMetadata(i32_type.constant(value.into()).raw))
                .collect();
            let node = c::LLVMMDNodeInContext2(self.context.raw, nodes.as_mut_ptr(), nodes.len());
            let node = c::LLVMMetadataAsValue(self.context.raw, node);
            c::LLVMAddNamedMetadataOperand(self.raw, name.as_ptr(), node);
        }
    }
}

impl Drop for Module<'_> {
    fn drop(&mut self) {
        // SAFETY: owned.
        unsafe { c::LLVMDisposeModule(self.raw) }
    }
}

impl fmt::Display for Module<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // SAFETY: the module is live; the message is ours to dispose of.
        formatter.write_str(&unsafe { take_message(c::LLVMPrintModuleToString(self.raw)) })
    }
}

/// Sizes and alignments of types.
#[derive(Clone, Copy)]
pub struct DataLayout<'m, 'c> {
    raw: layout::LLVMTargetDataRef,
    module: PhantomData<(&'m (), Type<'c>)>,
}

impl<'c> DataLayout<'_, 'c> {
    /// Bytes from one element of an array of the type to the next.
    pub fn size(self, ty: Type<'c>) -> u64 {
        // SAFETY: a sized type.
        unsafe { layout::LLVMABISizeOfType(self.raw, ty.raw) }
    }

    /// Bytes that a store of the type may write.
    pub fn store_size(self, ty: Type<'c>) -> u64 {
        // SAFETY: a sized type.
        unsafe { layout::LLVMStoreSizeOfType(self.raw, ty.raw) }
    }

    /// The type's alignment in bytes.
    pub fn align(self, ty: Type<'c>) -> u32 {
        // SAFETY: a sized type.
        unsafe { layout::LLVMABIAlignmentOfType(self.raw, ty.raw) }
    }

    /// The offset in bytes of a structure's field.
    pub fn offset_of(self, ty: Type<'c>, field: u32) -> u64 {
        // SAFETY: a structure, and a field in range.
        unsafe { layout::LLVMOffsetOfElement(self.raw, ty.raw, field) }
    }
}

/// A mangled name as it was written in the source.
pub fn demangle(name: &str) -> String {
    // SAFETY: pointer and length are those of a live string; the sink is `append`'s.
    with_log(|write, sink| unsafe {
        shim::mirrorcl_demangle(shim::Bytes::new(name.as_bytes()), write, sink);
    })
    .1
}

/// The bytes of a buffer.
///
/// # Safety
/// `buffer` must be a live buffer that is the caller's.
pub(super) unsafe fn take_buffer(buffer: LLVMMemoryBufferRef) -> Vec<u8> {
    // SAFETY: the caller's promise.
    unsafe {
        let start = c::LLVMGetBufferStart(buffer).cast();
        let bytes = std::slice::from_raw_parts(start, c::LLVMGetBufferSize(buffer)).to_vec();
        c::LLVMDisposeMemoryBuffer(buffer);
        bytes
    }
}
