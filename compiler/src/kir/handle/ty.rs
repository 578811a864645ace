//! Types.

use super::{Constant, TypeKind, message};
use llvm_sys::{core::*, prelude::LLVMTypeRef};
use std::fmt;

/// A type.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Type(pub(super) LLVMTypeRef);

impl Type {
    /// # Safety
    /// The type must be alive as long as the handle is used.
    #[must_use]
    pub unsafe fn from_raw(raw: LLVMTypeRef) -> Self {
        Self(raw)
    }

    /// LLVM's handle.
    #[must_use]
    pub fn raw(self) -> LLVMTypeRef {
        self.0
    }

    /// What kind of type it is.
    #[must_use]
    pub fn kind(self) -> TypeKind {
        // SAFETY: the type is alive.
        unsafe { LLVMGetTypeKind(self.0) }
    }

    /// Whether it is `void`.
    #[must_use]
    pub fn is_void(self) -> bool {
        self.kind() == TypeKind::LLVMVoidTypeKind
    }

    /// Whether it is a (scalar) pointer.
    #[must_use]
    pub fn is_pointer(self) -> bool {
        self.kind() == TypeKind::LLVMPointerTypeKind
    }

    /// Whether it is a (scalar) integer.
    #[must_use]
    pub fn is_int(self) -> bool {
        self.kind() == TypeKind::LLVMIntegerTypeKind
    }

    /// Whether it is a (scalar) float of any size.
    #[must_use]
    pub fn is_float(self) -> bool {
        matches!(
            self.kind(),
            TypeKind::LLVMHalfTypeKind
                | TypeKind::LLVMBFloatTypeKind
                | TypeKind::LLVMFloatTypeKind
                | TypeKind::LLVMDoubleTypeKind
        )
    }

    /// Whether it is a vector of fixed size.
    #[must_use]
    pub fn is_vector(self) -> bool {
        self.kind() == TypeKind::LLVMVectorTypeKind
    }

    /// Whether it is a structure or an array.
    #[must_use]
    pub fn is_aggregate(self) -> bool {
        self.is_struct() || self.is_array()
    }

    /// Whether it is a structure.
    #[must_use]
    pub fn is_struct(self) -> bool {
        self.kind() == TypeKind::LLVMStructTypeKind
    }

    /// Whether it is an array.
    #[must_use]
    pub fn is_array(self) -> bool {
        self.kind() == TypeKind::LLVMArrayTypeKind
    }

    /// Number of elements of a vector; 1 for others.
    #[must_use]
    pub fn lanes(self) -> u32 {
        if self.is_vector() {
            // SAFETY: the type is an alive vector.
            unsafe { LLVMGetVectorSize(self.0) }
        } else {
            1
        }
    }

    /// Element type of a vector or an array; the type itself for others.
    #[must_use]
    pub fn element(self) -> Self {
        if self.is_vector() || self.is_array() {
            // SAFETY: the type is an alive sequence.
            Self(unsafe { LLVMGetElementType(self.0) })
        } else {
            self
        }
    }

    /// Type of a member of a structure.
    #[must_use]
    pub fn member(self, index: u32) -> Self {
        assert!(self.is_struct() && index < self.member_count());
        // SAFETY: the type is an alive structure with that member.
        Self(unsafe { LLVMStructGetTypeAtIndex(self.0, index) })
    }

    /// Number of members of a structure.
    #[must_use]
    pub fn member_count(self) -> u32 {
        assert!(self.is_struct());
        // SAFETY: the type is an alive structure.
        unsafe { LLVMCountStructElementTypes(self.0) }
    }

    /// Bits of an integer type.
    #[must_use]
    pub fn int_bits(self) -> u32 {
        assert!(self.is_int());
        // SAFETY: the type is an alive integer.
        unsafe { LLVMGetIntTypeWidth(self.0) }
    }

    /// Address space of a pointer type.
    #[must_use]
    pub fn address_space(self) -> u32 {
        assert!(self.is_pointer());
        // SAFETY: the type is an alive pointer.
        unsafe { LLVMGetPointerAddressSpace(self.0) }
    }

    /// The integer type of this many bits in the same context.
    #[must_use]
    pub fn int_of(self, bits: u32) -> Self {
        // SAFETY: the type is alive, and so is its context.
        Self(unsafe { LLVMIntTypeInContext(LLVMGetTypeContext(self.0), bits) })
    }

    /// A vector of this many elements of this type; the type itself for one.
    #[must_use]
    pub fn vector(self, lanes: u32) -> Self {
        if lanes == 1 {
            return self;
        }
        // SAFETY: the type is alive; integers, floats and pointers may be elements.
        Self(unsafe { LLVMVectorType(self.0, lanes) })
    }

    /// An array of this many elements of this type.
    #[must_use]
    pub fn array(self, count: u64) -> Self {
        // SAFETY: the type is alive.
        Self(unsafe { LLVMArrayType2(self.0, count) })
    }

    /// An integer constant of this type (of all lanes, for a vector).
    #[must_use]
    pub fn constant(self, value: u64) -> Constant {
        let element = self.element();
        assert!(element.is_int());
        // SAFETY: the element type is an alive integer type.
        let scalar = Constant(unsafe { LLVMConstInt(element.0, value, 0) });
        if self.is_vector() {
            Constant::vector(&vec![scalar; self.lanes() as usize])
        } else {
            scalar
        }
    }

    /// A floating-point constant of this scalar type.
    #[must_use]
    pub fn real(self, value: f64) -> Constant {
        assert!(self.is_float() && !self.is_vector());
        // SAFETY: an alive type of floating-point numbers.
        Constant(unsafe { LLVMConstReal(self.0, value) })
    }

    /// Zero, null, false.
    #[must_use]
    pub fn zero(self) -> Constant {
        // SAFETY: the type is alive.
        Constant(unsafe { LLVMConstNull(self.0) })
    }

    /// All bits one, of an integer type or a vector of them.
    #[must_use]
    pub fn all_ones(self) -> Constant {
        assert!(self.element().is_int());
        // SAFETY: the type is an alive integer type or vector.
        Constant(unsafe { LLVMConstAllOnes(self.0) })
    }

    /// `poison`.
    #[must_use]
    pub fn poison(self) -> Constant {
        // SAFETY: the type is alive.
        Constant(unsafe { LLVMGetPoison(self.0) })
    }

    /// `undef`.
    #[must_use]
    pub fn undef(self) -> Constant {
        // SAFETY: the type is alive.
        Constant(unsafe { LLVMGetUndef(self.0) })
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // SAFETY: the type is alive; the text is ours to free.
        f.write_str(&unsafe { message(LLVMPrintTypeToString(self.0)) })
    }
}

impl fmt::Debug for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
