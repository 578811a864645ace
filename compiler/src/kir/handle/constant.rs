//! Constants, functions and global variables.

use super::{Target, Type, message};
use llvm_sys::{LLVMAttributeFunctionIndex, LLVMValueKind, core::*, prelude::LLVMValueRef};
use std::fmt;

/// Something that exists outside of functions.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Constant(pub(super) LLVMValueRef);

impl Constant {
    /// # Safety
    /// The value must not be an instruction, argument or block, and be alive as long as the handle is used.
    #[must_use]
    pub unsafe fn from_raw(raw: LLVMValueRef) -> Self {
        Self(raw)
    }

    /// LLVM's handle.
    #[must_use]
    pub fn raw(self) -> LLVMValueRef {
        self.0
    }

    /// Its type.
    #[must_use]
    pub fn ty(self) -> Type {
        // SAFETY: the value is alive.
        Type(unsafe { LLVMTypeOf(self.0) })
    }

    /// A vector of constants.
    #[must_use]
    pub fn vector(elements: &[Self]) -> Self {
        let mut raw: Vec<LLVMValueRef> = elements.iter().map(|element| element.0).collect();
        let count = u32::try_from(raw.len()).expect("vectors are short");
        // SAFETY: the elements are alive constants of one type.
        Self(unsafe { LLVMConstVector(raw.as_mut_ptr(), count) })
    }

    /// The value of an integer of at most 64 bits, zero-extended.
    #[must_use]
    pub fn as_u64(self) -> Option<u64> {
        // SAFETY: the value is alive, and asked for its value only if it is a small integer.
        unsafe {
            (!LLVMIsAConstantInt(self.0).is_null()
                && self.ty().is_int()
                && self.ty().int_bits() <= 64)
                .then(|| LLVMConstIntGetZExtValue(self.0))
        }
    }

    /// The value of an integer of at most 64 bits, sign-extended.
    #[must_use]
    pub fn as_i64(self) -> Option<i64> {
        // SAFETY: a small integer, as `as_u64` found.
        self.as_u64()
            .map(|_| unsafe { LLVMConstIntGetSExtValue(self.0) })
    }

    /// The value of an integer of any width, if it is not negative and less than 2^64.
    #[must_use]
    pub fn as_small_u64(self) -> Option<u64> {
        let ty = self.ty();
        if !ty.is_int() || ty.int_bits() <= 64 {
            return self.as_u64();
        }
        // SAFETY: the value is alive, and an integer that is wider.
        let low = unsafe { Self(LLVMConstTrunc(self.0, ty.int_of(64).0)) }.as_u64()?;
        (ty.constant(low) == self).then_some(low)
    }

    /// The element of a constant vector or array, where there is one.
    #[must_use]
    pub fn element(self, index: u32) -> Option<Self> {
        // SAFETY: the value is alive.
        let element = unsafe { LLVMGetAggregateElement(self.0, index) };
        (!element.is_null()).then_some(Self(element))
    }

    /// Whether it is poison or undef.
    #[must_use]
    pub fn is_undefined(self) -> bool {
        // SAFETY: the value is alive.
        unsafe { LLVMIsPoison(self.0) != 0 || LLVMIsUndef(self.0) != 0 }
    }

    /// Whether it is zero, null or false.
    #[must_use]
    pub fn is_zero(self) -> bool {
        // SAFETY: the value is alive.
        !self.is_function() && unsafe { LLVMIsNull(self.0) != 0 }
    }

    /// Whether all its bits are known to be one.
    #[must_use]
    pub fn is_all_ones(self) -> bool {
        self.ty().element().is_int() && self == self.ty().all_ones()
    }

    /// Whether it is a function.
    #[must_use]
    pub fn is_function(self) -> bool {
        // SAFETY: the value is alive.
        unsafe { !LLVMIsAFunction(self.0).is_null() }
    }

    /// Whether it may stand as an operand of a vector: not metadata, not code.
    #[must_use]
    pub fn is_data(self) -> bool {
        // SAFETY: the value is alive.
        let kind = unsafe { LLVMGetValueKind(self.0) };
        !matches!(
            kind,
            LLVMValueKind::LLVMMetadataAsValueValueKind
                | LLVMValueKind::LLVMInlineAsmValueKind
                | LLVMValueKind::LLVMFunctionValueKind
        )
    }

    /// The name of a global or a function; empty for others.
    #[must_use]
    pub fn name(self) -> String {
        let mut length = 0;
        // SAFETY: the value is alive; the name is given by its bytes.
        let bytes = unsafe {
            let name = LLVMGetValueName2(self.0, &raw mut length);
            if length == 0 {
                &[]
            } else {
                std::slice::from_raw_parts(name.cast::<u8>(), length)
            }
        };
        String::from_utf8_lossy(bytes).into_owned()
    }

    /// The value of the `memory` attribute of a function: `Some(0)` if it accesses none.
    #[must_use]
    pub fn memory_effects(self, target: Target) -> Option<u64> {
        if !self.is_function() {
            return None;
        }
        // SAFETY: an alive function; the attribute is asked for its value only if there is one.
        unsafe {
            let attribute = LLVMGetEnumAttributeAtIndex(
                self.0,
                LLVMAttributeFunctionIndex,
                target.attribute_kind("memory"),
            );
            (!attribute.is_null()).then(|| LLVMGetEnumAttributeValue(attribute))
        }
    }

    /// Whether a function has this attribute.
    #[must_use]
    pub fn has_attribute(self, target: Target, name: &str) -> bool {
        // SAFETY: an alive function.
        self.is_function()
            && unsafe {
                !LLVMGetEnumAttributeAtIndex(
                    self.0,
                    LLVMAttributeFunctionIndex,
                    target.attribute_kind(name),
                )
                .is_null()
            }
    }
}

impl fmt::Display for Constant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name();
        if !name.is_empty() {
            return write!(f, "@{name}");
        }
        // SAFETY: the value is alive; the text is ours to free.
        f.write_str(&unsafe { message(LLVMPrintValueToString(self.0)) })
    }
}

impl fmt::Debug for Constant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
