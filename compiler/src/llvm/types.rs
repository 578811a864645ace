//! Types.

use super::{Context, Value, context::length};
use llvm_sys::{LLVMInlineAsmDialect, LLVMTypeKind, core as c, prelude::LLVMTypeRef};
use std::{ffi::CStr, fmt, marker::PhantomData};

/// An LLVM type; equal types are identical within their context.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Type<'c> {
    pub(super) raw: LLVMTypeRef,
    pub(super) context: PhantomData<&'c Context>,
}

/// What a [`Type`] is, with its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeKind<'c> {
    /// `void`.
    Void,
    /// `iN`.
    Int(u32),
    /// `half`.
    Half,
    /// `float`.
    Float,
    /// `double`.
    Double,
    /// `ptr addrspace(N)`.
    Ptr(u32),
    /// `<N x T>`.
    Vector(Type<'c>, u32),
    /// `[N x T]`.
    Array(Type<'c>, u64),
    /// A structure: fields, packed.
    Struct(Vec<Type<'c>>, bool),
    /// Result, parameters, variadic.
    Function(Type<'c>, Vec<Type<'c>>, bool),
    /// `target("name", ...)`.
    Target(String),
    /// Labels, metadata, tokens, and types that no OpenCL C program has.
    Other,
}

impl<'c> Type<'c> {
    pub(super) fn from_raw(raw: LLVMTypeRef) -> Self {
        Self {
            raw,
            context: PhantomData,
        }
    }

    /// What it is.
    pub fn kind(self) -> TypeKind<'c> {
        // SAFETY: the type is live, and each query is for the kind that was just found.
        unsafe {
            match c::LLVMGetTypeKind(self.raw) {
                LLVMTypeKind::LLVMVoidTypeKind => TypeKind::Void,
                LLVMTypeKind::LLVMIntegerTypeKind => {
                    TypeKind::Int(c::LLVMGetIntTypeWidth(self.raw))
                }
                LLVMTypeKind::LLVMHalfTypeKind => TypeKind::Half,
                LLVMTypeKind::LLVMFloatTypeKind => TypeKind::Float,
                LLVMTypeKind::LLVMDoubleTypeKind => TypeKind::Double,
                LLVMTypeKind::LLVMPointerTypeKind => {
                    TypeKind::Ptr(c::LLVMGetPointerAddressSpace(self.raw))
                }
                LLVMTypeKind::LLVMVectorTypeKind => TypeKind::Vector(
                    Self::from_raw(c::LLVMGetElementType(self.raw)),
                    c::LLVMGetVectorSize(self.raw),
                ),
                LLVMTypeKind::LLVMArrayTypeKind => TypeKind::Array(
                    Self::from_raw(c::LLVMGetElementType(self.raw)),
                    c::LLVMGetArrayLength2(self.raw),
                ),
                LLVMTypeKind::LLVMStructTypeKind => {
                    TypeKind::Struct(self.fields(), c::LLVMIsPackedStruct(self.raw) != 0)
                }
                LLVMTypeKind::LLVMFunctionTypeKind => {
                    let mut parameters =
                        vec![std::ptr::null_mut(); c::LLVMCountParamTypes(self.raw) as usize];
                    c::LLVMGetParamTypes(self.raw, parameters.as_mut_ptr());
                    TypeKind::Function(
                        Self::from_raw(c::LLVMGetReturnType(self.raw)),
                        parameters.into_iter().map(Self::from_raw).collect(),
                        c::LLVMIsFunctionVarArg(self.raw) != 0,
                    )
                }
                LLVMTypeKind::LLVMTargetExtTypeKind => TypeKind::Target(
                    CStr::from_ptr(c::LLVMGetTargetExtTypeName(self.raw))
                        .to_string_lossy()
                        .into_owned(),
                ),
                _ => TypeKind::Other,
            }
        }
    }

    /// The fields of a structure.
    fn fields(self) -> Vec<Self> {
        // SAFETY: called for structures only; the buffer has room for all of them.
        unsafe {
            let mut fields =
                vec![std::ptr::null_mut(); c::LLVMCountStructElementTypes(self.raw) as usize];
            c::LLVMGetStructElementTypes(self.raw, fields.as_mut_ptr());
            fields.into_iter().map(Self::from_raw).collect()
        }
    }

    /// The name of a named structure.
    pub fn struct_name(self) -> Option<String> {
        if !matches!(self.kind(), TypeKind::Struct(..)) {
            return None;
        }
        // SAFETY: a structure; the name is null or NUL-terminated and lives with the type.
        unsafe {
            let name = c::LLVMGetStructName(self.raw);
            (!name.is_null()).then(|| CStr::from_ptr(name).to_string_lossy().into_owned())
        }
    }

    /// The integer parameters of a target extension type.
    pub fn target_integers(self) -> Vec<u32> {
        if !matches!(self.kind(), TypeKind::Target(_)) {
            return Vec::new();
        }
        // SAFETY: a target extension type; indices are in range.
        unsafe {
            (0..c::LLVMGetTargetExtTypeNumIntParams(self.raw))
                .map(|index| c::LLVMGetTargetExtTypeIntParam(self.raw, index))
                .collect()
        }
    }

    /// Whether it is a pointer, and to which address space.
    pub fn address_space(self) -> Option<u32> {
        match self.kind() {
            TypeKind::Ptr(space) => Some(space),
            _ => None,
        }
    }

    /// The element of a vector, or the type itself.
    pub fn scalar(self) -> Self {
        match self.kind() {
            TypeKind::Vector(element, _) => element,
            _ => self,
        }
    }

    /// Elements of a vector; 1 for anything else.
    pub fn lanes(self) -> u32 {
        match self.kind() {
            TypeKind::Vector(_, lanes) => lanes,
            _ => 1,
        }
    }

    /// `zeroinitializer`.
    pub fn zero(self) -> Value<'c> {
        // SAFETY: the type is live.
        Value::from_raw(unsafe { c::LLVMConstNull(self.raw) })
    }

    /// `undef`.
    pub fn undef(self) -> Value<'c> {
        // SAFETY: the type is live.
        Value::from_raw(unsafe { c::LLVMGetUndef(self.raw) })
    }

    /// `poison`.
    pub fn poison(self) -> Value<'c> {
        // SAFETY: the type is live.
        Value::from_raw(unsafe { c::LLVMGetPoison(self.raw) })
    }

    /// All bits one: integers and vectors of them.
    pub fn all_ones(self) -> Value<'c> {
        assert!(
            matches!(self.scalar().kind(), TypeKind::Int(_)),
            "{self} is no integer"
        );
        // SAFETY: an integer or a vector of integers.
        Value::from_raw(unsafe { c::LLVMConstAllOnes(self.raw) })
    }

    /// An integer of this type, truncated to it; splatted if it is a vector.
    pub fn constant(self, value: u64) -> Value<'c> {
        match self.kind() {
            TypeKind::Int(bits) => {
                let value = if bits < 64 {
                    value & ((1 << bits) - 1)
                } else {
                    value
                };
                // SAFETY: an integer type, and a value that fits it.
                Value::from_raw(unsafe { c::LLVMConstInt(self.raw, value, 0) })
            }
            TypeKind::Vector(element, lanes) => {
                Value::vector(&vec![element.constant(value); lanes as usize])
            }
            _ => panic!("{self} is no integer"),
        }
    }

    /// An integer of any width from its 64-bit words, low word first.
    pub fn constant_words(self, words: &[u64]) -> Value<'c> {
        assert!(
            matches!(self.kind(), TypeKind::Int(_)),
            "{self} is no integer"
        );
        // SAFETY: an integer type; pointer and length are those of a live slice.
        Value::from_raw(unsafe {
            c::LLVMConstIntOfArbitraryPrecision(self.raw, length(words.len()), words.as_ptr())
        })
    }

    /// Assembly text (AT&T's syntax) to be called as a function of this type; it has effects that LLVM does not know.
    pub fn assembly(self, text: &str, constraints: &str) -> Value<'c> {
        assert!(
            matches!(self.kind(), TypeKind::Function(..)),
            "{self} is no function type"
        );
        // SAFETY: pointers and lengths are those of live strings.
        Value::from_raw(unsafe {
            c::LLVMGetInlineAsm(
                self.raw,
                text.as_ptr().cast(),
                text.len(),
                constraints.as_ptr().cast(),
                constraints.len(),
                1,
                0,
                LLVMInlineAsmDialect::LLVMInlineAsmDialectATT,
                0,
            )
        })
    }

    /// A floating-point constant with these bits; splatted if it is a vector.
    pub fn constant_float_bits(self, bits: u64) -> Value<'c> {
        match self.kind() {
            TypeKind::Half | TypeKind::Float | TypeKind::Double => {
                // SAFETY: the bits fill one word, as these types take.
                Value::from_raw(unsafe { c::LLVMConstFPFromBits(self.raw, &raw const bits) })
            }
            TypeKind::Vector(element, lanes) => {
                Value::vector(&vec![element.constant_float_bits(bits); lanes as usize])
            }
            _ => panic!("{self} is no floating-point type"),
        }
    }
}

impl fmt::Display for Type<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // SAFETY: the type is live; the message is ours to dispose of.
        formatter
            .write_str(&unsafe { super::context::take_message(c::LLVMPrintTypeToString(self.raw)) })
    }
}

impl fmt::Debug for Type<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}
