//! Handles of the LLVM objects that KIR refers to.
//!
//! A handle is made by an `unsafe` function only, whose caller vouches for the object; from then on it must not be used
//! after its context (types), module (constants) or function (instructions) is gone. KIR never outlives them: it exists
//! inside one call of `workgroup::lower`, which holds all three.

use llvm_sys::{
    LLVMAttributeFunctionIndex, LLVMOpcode, LLVMTypeKind, LLVMValueKind,
    core::*,
    prelude::{LLVMContextRef, LLVMModuleRef, LLVMTypeRef, LLVMValueRef},
    target::{
        LLVMABIAlignmentOfType, LLVMABISizeOfType, LLVMGetModuleDataLayout, LLVMOffsetOfElement,
        LLVMStoreSizeOfType, LLVMTargetDataRef,
    },
};
use std::{
    ffi::{CStr, CString},
    fmt,
};

pub use llvm_sys::LLVMTypeKind as TypeKind;

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

/// A type.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Type(LLVMTypeRef);

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
        self.kind() == LLVMTypeKind::LLVMVoidTypeKind
    }

    /// Whether it is a (scalar) pointer.
    #[must_use]
    pub fn is_pointer(self) -> bool {
        self.kind() == LLVMTypeKind::LLVMPointerTypeKind
    }

    /// Whether it is a (scalar) integer.
    #[must_use]
    pub fn is_int(self) -> bool {
        self.kind() == LLVMTypeKind::LLVMIntegerTypeKind
    }

    /// Whether it is a (scalar) float of any size.
    #[must_use]
    pub fn is_float(self) -> bool {
        matches!(
            self.kind(),
            LLVMTypeKind::LLVMHalfTypeKind
                | LLVMTypeKind::LLVMBFloatTypeKind
                | LLVMTypeKind::LLVMFloatTypeKind
                | LLVMTypeKind::LLVMDoubleTypeKind
        )
    }

    /// Whether it is a vector of fixed size.
    #[must_use]
    pub fn is_vector(self) -> bool {
        self.kind() == LLVMTypeKind::LLVMVectorTypeKind
    }

    /// Whether it is a structure or an array.
    #[must_use]
    pub fn is_aggregate(self) -> bool {
        self.is_struct() || self.is_array()
    }

    /// Whether it is a structure.
    #[must_use]
    pub fn is_struct(self) -> bool {
        self.kind() == LLVMTypeKind::LLVMStructTypeKind
    }

    /// Whether it is an array.
    #[must_use]
    pub fn is_array(self) -> bool {
        self.kind() == LLVMTypeKind::LLVMArrayTypeKind
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

/// Something that exists outside of functions.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Constant(LLVMValueRef);

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

/// An LLVM instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Instruction(LLVMValueRef);

impl Instruction {
    /// # Safety
    /// The value must be an instruction and alive as long as the handle is used.
    #[must_use]
    pub unsafe fn from_raw(raw: LLVMValueRef) -> Self {
        Self(raw)
    }

    /// LLVM's handle.
    #[must_use]
    pub fn raw(self) -> LLVMValueRef {
        self.0
    }

    /// Whether it promises not to wrap as signed arithmetic.
    #[must_use]
    pub fn nsw(self) -> bool {
        // SAFETY: an alive instruction, of a kind that has the flag.
        unsafe { self.can_wrap() && LLVMGetNSW(self.0) != 0 }
    }

    /// Whether it promises not to wrap as unsigned arithmetic.
    #[must_use]
    pub fn nuw(self) -> bool {
        // SAFETY: an alive instruction, of a kind that has the flag.
        unsafe { self.can_wrap() && LLVMGetNUW(self.0) != 0 }
    }

    fn can_wrap(self) -> bool {
        matches!(
            self.opcode(),
            LLVMOpcode::LLVMAdd
                | LLVMOpcode::LLVMSub
                | LLVMOpcode::LLVMMul
                | LLVMOpcode::LLVMShl
                | LLVMOpcode::LLVMTrunc
        )
    }

    /// Whether it is an `or` that promises to be an addition.
    #[must_use]
    pub fn disjoint(self) -> bool {
        // SAFETY: an alive instruction, of a kind that has the flag.
        unsafe { self.opcode() == LLVMOpcode::LLVMOr && LLVMGetIsDisjoint(self.0) != 0 }
    }

    /// Whether it promises to lose no bits.
    #[must_use]
    pub fn exact(self) -> bool {
        let has_flag = matches!(
            self.opcode(),
            LLVMOpcode::LLVMAShr
                | LLVMOpcode::LLVMLShr
                | LLVMOpcode::LLVMUDiv
                | LLVMOpcode::LLVMSDiv
        );
        // SAFETY: an alive instruction, of a kind that has the flag.
        unsafe { has_flag && LLVMGetExact(self.0) != 0 }
    }

    /// Whether it promises that its operand is not negative.
    #[must_use]
    pub fn nneg(self) -> bool {
        let has_flag = matches!(self.opcode(), LLVMOpcode::LLVMZExt | LLVMOpcode::LLVMUIToFP);
        // SAFETY: an alive instruction, of a kind that has the flag.
        unsafe { has_flag && LLVMGetNNeg(self.0) != 0 }
    }

    fn opcode(self) -> LLVMOpcode {
        // SAFETY: an alive instruction.
        unsafe { LLVMGetInstructionOpcode(self.0) }
    }

    /// The value of the `memory` attribute of a call.
    #[must_use]
    pub fn call_memory_effects(self, target: Target) -> Option<u64> {
        // SAFETY: an alive call; the attribute is asked for its value only if there is one.
        unsafe {
            let attribute = LLVMGetCallSiteEnumAttribute(
                self.0,
                LLVMAttributeFunctionIndex,
                target.attribute_kind("memory"),
            );
            (!attribute.is_null()).then(|| LLVMGetEnumAttributeValue(attribute))
        }
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
