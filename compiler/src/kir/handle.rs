//! Handles of the LLVM objects that KIR refers to.
//!
//! A handle is made by an `unsafe` function only, whose caller vouches for the object; from then on it must not be used
//! after its context (types), module (constants) or function (instructions) is gone. KIR never outlives them: it exists
//! inside one call of `workgroup::lower`, which holds all three.

mod constant;
mod instruction;
mod ty;

pub use constant::Constant;
pub use instruction::Instruction;
pub use llvm_sys::LLVMTypeKind as TypeKind;
pub use ty::Type;

use llvm_sys::{
    LLVMAttributeFunctionIndex,
    core::*,
    prelude::{LLVMContextRef, LLVMModuleRef, LLVMTypeRef},
    target::{
        LLVMABIAlignmentOfType, LLVMABISizeOfType, LLVMGetModuleDataLayout, LLVMOffsetOfElement,
        LLVMStoreSizeOfType, LLVMTargetDataRef,
    },
};
use std::ffi::{CStr, CString};

/// The module that code is made for: the context that its types live in and its data layout.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    module: LLVMModuleRef,
    context: LLVMContextRef,
    layout: LLVMTargetDataRef,
}

impl Target {
    /// # Safety
    /// The module must be alive as long as anything made from this target is used.
    #[must_use]
    pub unsafe fn from_raw(module: LLVMModuleRef) -> Self {
        // SAFETY: the caller's promise; context and layout live as long as the module.
        unsafe {
            Self {
                module,
                context: LLVMGetModuleContext(module),
                layout: LLVMGetModuleDataLayout(module),
            }
        }
    }

    /// LLVM's module.
    #[must_use]
    pub fn module(self) -> LLVMModuleRef {
        self.module
    }

    /// An intrinsic function for these types.
    #[must_use]
    pub fn intrinsic(self, name: &str, types: &[Type]) -> Constant {
        let mut raw: Vec<LLVMTypeRef> = types.iter().map(|ty| ty.0).collect();
        // SAFETY: the module is alive; the name is given by its bytes and is one of LLVM's.
        unsafe {
            let id = LLVMLookupIntrinsicID(name.as_ptr().cast(), name.len());
            assert_ne!(id, 0, "{name} is not an intrinsic");
            Constant(LLVMGetIntrinsicDeclaration(
                self.module,
                id,
                raw.as_mut_ptr(),
                raw.len(),
            ))
        }
    }

    /// The function of this name, of `operands` values of a type to one of that type, declared if need be. It has no
    /// effects.
    #[must_use]
    pub fn pure_function(self, name: &str, ty: Type, operands: usize) -> Constant {
        let name = CString::new(name).expect("names of ours have no zero byte");
        // SAFETY: the module and the type are alive; the parameters are given by their number.
        unsafe {
            let existing = LLVMGetNamedFunction(self.module, name.as_ptr());
            if !existing.is_null() {
                return Constant(existing);
            }
            let mut parameters = vec![ty.0; operands];
            let count = u32::try_from(operands).expect("a few operands");
            let signature = LLVMFunctionType(ty.0, parameters.as_mut_ptr(), count, 0);
            let function = LLVMAddFunction(self.module, name.as_ptr(), signature);
            for name in ["memory", "nounwind", "willreturn"] {
                let kind = self.attribute_kind(name);
                let attribute = LLVMCreateEnumAttribute(self.context, kind, 0);
                LLVMAddAttributeAtIndex(function, LLVMAttributeFunctionIndex, attribute);
            }
            Constant(function)
        }
    }

    /// LLVM's context.
    #[must_use]
    pub fn context(self) -> LLVMContextRef {
        self.context
    }

    /// Bytes from one element of an array of this type to the next.
    #[must_use]
    pub fn size_of(self, ty: Type) -> u64 {
        // SAFETY: both handles are alive.
        unsafe { LLVMABISizeOfType(self.layout, ty.0) }
    }

    /// Bytes that a store of this type writes.
    #[must_use]
    pub fn store_size_of(self, ty: Type) -> u64 {
        // SAFETY: both handles are alive.
        unsafe { LLVMStoreSizeOfType(self.layout, ty.0) }
    }

    /// The alignment of this type in bytes.
    #[must_use]
    pub fn align_of(self, ty: Type) -> u32 {
        // SAFETY: both handles are alive.
        unsafe { LLVMABIAlignmentOfType(self.layout, ty.0) }
    }

    /// Offset in bytes of a member of a structure type.
    #[must_use]
    pub fn offset_of(self, ty: Type, member: u32) -> u64 {
        // SAFETY: both handles are alive.
        unsafe { LLVMOffsetOfElement(self.layout, ty.0, member) }
    }

    /// `void`.
    #[must_use]
    pub fn void(self) -> Type {
        // SAFETY: the context is alive.
        Type(unsafe { LLVMVoidTypeInContext(self.context) })
    }

    /// `i1`.
    #[must_use]
    pub fn bool(self) -> Type {
        // SAFETY: the context is alive.
        Type(unsafe { LLVMInt1TypeInContext(self.context) })
    }

    /// An integer type.
    #[must_use]
    pub fn int(self, bits: u32) -> Type {
        // SAFETY: the context is alive.
        Type(unsafe { LLVMIntTypeInContext(self.context, bits) })
    }

    /// `float`.
    #[must_use]
    pub fn float(self) -> Type {
        // SAFETY: the context is alive.
        Type(unsafe { LLVMFloatTypeInContext(self.context) })
    }

    /// `double`.
    #[must_use]
    pub fn double(self) -> Type {
        // SAFETY: the context is alive.
        Type(unsafe { LLVMDoubleTypeInContext(self.context) })
    }

    /// A pointer into an address space.
    #[must_use]
    pub fn pointer(self, address_space: u32) -> Type {
        // SAFETY: the context is alive.
        Type(unsafe { LLVMPointerTypeInContext(self.context, address_space) })
    }

    /// A structure of these members.
    #[must_use]
    pub fn structure(self, members: &[Type]) -> Type {
        let mut raw: Vec<LLVMTypeRef> = members.iter().map(|ty| ty.0).collect();
        let count = u32::try_from(raw.len()).expect("few members");
        // SAFETY: the context and the members are alive.
        Type(unsafe { LLVMStructTypeInContext(self.context, raw.as_mut_ptr(), count, 0) })
    }

    /// The function attribute of this name, where attributes are numbered.
    #[must_use]
    pub fn attribute_kind(self, name: &str) -> u32 {
        // SAFETY: the name is given by its bytes.
        unsafe { LLVMGetEnumAttributeKindForName(name.as_ptr().cast(), name.len()) }
    }
}

/// # Safety
/// `text` must be a string that LLVM made for the caller.
unsafe fn message(text: *mut std::ffi::c_char) -> String {
    // SAFETY: the caller's promise.
    unsafe {
        let owned = CStr::from_ptr(text).to_string_lossy().into_owned();
        LLVMDisposeMessage(text);
        owned
    }
}
