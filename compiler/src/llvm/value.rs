//! Values: constants, globals, functions, parameters and results of instructions.

use super::{Block, Context, Function, Global, Instruction, Type, TypeKind, context::length};
use llvm_sys::{LLVMOpcode, core as c, prelude::LLVMValueRef};
use std::{fmt, marker::PhantomData};

/// An LLVM value. Equal handles are the same value; a handle to an erased value must not be used.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Value<'c> {
    pub(super) raw: LLVMValueRef,
    pub(super) context: PhantomData<&'c Context>,
}

/// What a [`Value`] is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ValueKind<'c> {
    /// An instruction.
    Instruction(Instruction<'c>),
    /// A function's parameter, by its index.
    Parameter(u32),
    /// A function.
    Function(Function<'c>),
    /// A global variable.
    Global(Global<'c>),
    /// An integer constant.
    Int,
    /// A floating-point constant.
    Float,
    /// `null`.
    Null,
    /// `undef`.
    Undef,
    /// `poison`.
    Poison,
    /// `zeroinitializer` of an aggregate or a vector.
    Zero,
    /// A constant array, structure or vector with elements, see [`Value::element`].
    Aggregate,
    /// A constant expression; its operands are those of the value.
    Expression(LLVMOpcode),
    /// A basic block, metadata, inline assembly, an alias, or what no OpenCL C program has.
    Other,
}

impl<'c> Value<'c> {
    pub(super) fn from_raw(raw: LLVMValueRef) -> Self {
        debug_assert!(!raw.is_null());
        Self {
            raw,
            context: PhantomData,
        }
    }

    pub(super) fn from_nullable(raw: LLVMValueRef) -> Option<Self> {
        (!raw.is_null()).then(|| Self::from_raw(raw))
    }

    /// LLVM's handle, for `kir` and `workgroup`.
    pub(crate) fn as_raw(self) -> LLVMValueRef {
        self.raw
    }

    /// Its type.
    pub fn ty(self) -> Type<'c> {
        // SAFETY: the value is live.
        Type::from_raw(unsafe { c::LLVMTypeOf(self.raw) })
    }

    /// What it is.
    pub fn kind(self) -> ValueKind<'c> {
        use llvm_sys::LLVMValueKind as K;
        // SAFETY: the value is live, and each query is for the kind that was just found.
        unsafe {
            match c::LLVMGetValueKind(self.raw) {
                K::LLVMInstructionValueKind => ValueKind::Instruction(Instruction(self)),
                K::LLVMArgumentValueKind => ValueKind::Parameter(self.parameter_index()),
                K::LLVMFunctionValueKind => ValueKind::Function(Function(self)),
                K::LLVMGlobalVariableValueKind => ValueKind::Global(Global(self)),
                K::LLVMConstantIntValueKind => ValueKind::Int,
                K::LLVMConstantFPValueKind => ValueKind::Float,
                K::LLVMConstantPointerNullValueKind => ValueKind::Null,
                K::LLVMUndefValueValueKind => ValueKind::Undef,
                K::LLVMPoisonValueKind => ValueKind::Poison,
                K::LLVMConstantAggregateZeroValueKind => ValueKind::Zero,
                K::LLVMConstantArrayValueKind
                | K::LLVMConstantStructValueKind
                | K::LLVMConstantVectorValueKind
                | K::LLVMConstantDataArrayValueKind
                | K::LLVMConstantDataVectorValueKind => ValueKind::Aggregate,
                K::LLVMConstantExprValueKind => {
                    ValueKind::Expression(c::LLVMGetConstOpcode(self.raw))
                }
                _ => ValueKind::Other,
            }
        }
    }

    /// The index of a parameter. Call for parameters only.
    fn parameter_index(self) -> u32 {
        // SAFETY: a parameter has a parent function.
        let function = Function(Self::from_raw(unsafe { c::LLVMGetParamParent(self.raw) }));
        let index = function
            .parameters()
            .iter()
            .position(|parameter| *parameter == self);
        length(index.expect("a parameter is among its function's"))
    }

    /// The instruction that it is.
    pub fn instruction(self) -> Option<Instruction<'c>> {
        match self.kind() {
            ValueKind::Instruction(instruction) => Some(instruction),
            _ => None,
        }
    }

    /// The function that it is.
    pub fn function(self) -> Option<Function<'c>> {
        match self.kind() {
            ValueKind::Function(function) => Some(function),
            _ => None,
        }
    }

    /// The global variable that it is.
    pub fn global(self) -> Option<Global<'c>> {
        match self.kind() {
            ValueKind::Global(global) => Some(global),
            _ => None,
        }
    }

    /// Whether it is a constant (globals and functions included).
    pub fn is_constant(self) -> bool {
        // SAFETY: the value is live.
        unsafe { c::LLVMIsConstant(self.raw) != 0 }
    }

    /// Its name without the sigil, or nothing.
    pub fn name(self) -> String {
        let mut size = 0;
        // SAFETY: the name's bytes live as long as the value.
        unsafe {
            let name = c::LLVMGetValueName2(self.raw, &raw mut size);
            if name.is_null() {
                return String::new();
            }
            String::from_utf8_lossy(std::slice::from_raw_parts(name.cast(), size)).into_owned()
        }
    }

    /// Names it; LLVM makes names unique.
    pub fn set_name(self, name: &str) {
        // SAFETY: pointer and length are those of a live string.
        unsafe { c::LLVMSetValueName2(self.raw, name.as_ptr().cast(), name.len()) }
    }

    /// Its operands.
    pub fn operands(self) -> Vec<Value<'c>> {
        // SAFETY: LLVM answers -1 or 0 for values without operands; indices are in range.
        unsafe {
            if c::LLVMIsAUser(self.raw).is_null() {
                return Vec::new();
            }
            let count = u32::try_from(c::LLVMGetNumOperands(self.raw)).unwrap_or(0);
            (0..count)
                .map(|index| Self::from_raw(c::LLVMGetOperand(self.raw, index)))
                .collect()
        }
    }

    /// Operand `index`.
    pub fn operand(self, index: u32) -> Value<'c> {
        // SAFETY: a user, and an index in range, both checked.
        unsafe {
            assert!(
                !c::LLVMIsAUser(self.raw).is_null(),
                "{self} has no operands"
            );
            assert!(i64::from(index) < i64::from(c::LLVMGetNumOperands(self.raw)));
            Self::from_raw(c::LLVMGetOperand(self.raw, index))
        }
    }

    /// Replaces operand `index`.
    pub fn set_operand(self, index: u32, value: Value<'c>) {
        assert_eq!(self.operand(index).ty(), value.ty());
        // SAFETY: `operand` checked the index.
        unsafe { c::LLVMSetOperand(self.raw, index, value.raw) }
    }

    /// Its users: instructions and constants, each as often as it uses the value.
    pub fn users(self) -> Vec<Value<'c>> {
        let mut users = Vec::new();
        // SAFETY: walks the use list, which nothing changes meanwhile.
        unsafe {
            let mut usage = c::LLVMGetFirstUse(self.raw);
            while !usage.is_null() {
                users.push(Self::from_raw(c::LLVMGetUser(usage)));
                usage = c::LLVMGetNextUse(usage);
            }
        }
        users
    }

    /// Whether anything uses it.
    pub fn is_used(self) -> bool {
        // SAFETY: the value is live.
        unsafe { !c::LLVMGetFirstUse(self.raw).is_null() }
    }

    /// Makes all its users use `value`, which has the same type.
    pub fn replace_all_uses(self, value: Value<'c>) {
        assert_eq!(self.ty(), value.ty());
        if self != value {
            // SAFETY: both live and of one type.
            unsafe { c::LLVMReplaceAllUsesWith(self.raw, value.raw) }
        }
    }

    /// The value of an integer constant of at most 64 bits, zero-extended.
    pub fn as_u64(self) -> Option<u64> {
        match (self.kind(), self.ty().kind()) {
            (ValueKind::Int, TypeKind::Int(..=64)) => {
                // SAFETY: an integer constant of at most 64 bits.
                Some(unsafe { c::LLVMConstIntGetZExtValue(self.raw) })
            }
            _ => None,
        }
    }

    /// The value of an integer constant of at most 64 bits, sign-extended.
    pub fn as_i64(self) -> Option<i64> {
        match (self.kind(), self.ty().kind()) {
            (ValueKind::Int, TypeKind::Int(..=64)) => {
                // SAFETY: an integer constant of at most 64 bits.
                Some(unsafe { c::LLVMConstIntGetSExtValue(self.raw) })
            }
            _ => None,
        }
    }

    /// The bits of a floating-point constant.
    pub fn float_bits(self) -> Option<u64> {
        if self.kind() != ValueKind::Float {
            return None;
        }
        // SAFETY: a constant's type has a context; a float's bits fold to an integer of its width.
        let bits = unsafe {
            let context = c::LLVMGetTypeContext(self.ty().raw);
            let width = match self.ty().kind() {
                TypeKind::Half => 16,
                TypeKind::Float => 32,
                TypeKind::Double => 64,
                _ => return None,
            };
            Self::from_raw(c::LLVMConstBitCast(
                self.raw,
                c::LLVMIntTypeInContext(context, width),
            ))
        };
        bits.as_u64()
    }

    /// Whether it is a constant with all bits zero.
    pub fn is_null(self) -> bool {
        // SAFETY: the value is live.
        unsafe { c::LLVMIsNull(self.raw) != 0 }
    }

    /// Element `index` of a constant aggregate or vector (zeroinitializer and undef included).
    pub fn element(self, index: u32) -> Option<Value<'c>> {
        // SAFETY: null for anything else, and for an index out of range.
        unsafe {
            if c::LLVMIsAConstant(self.raw).is_null() {
                return None;
            }
            Self::from_nullable(c::LLVMGetAggregateElement(self.raw, index))
        }
    }

    /// A constant vector.
    pub fn vector(elements: &[Value<'c>]) -> Value<'c> {
        assert!(!elements.is_empty() && elements.iter().all(|element| element.is_constant()));
        let mut raw: Vec<_> = elements.iter().map(|element| element.raw).collect();
        // SAFETY: live constants; pointer and length are those of a live slice.
        Self::from_raw(unsafe { c::LLVMConstVector(raw.as_mut_ptr(), length(raw.len())) })
    }

    /// A constant array.
    pub fn array(element: Type<'c>, elements: &[Value<'c>]) -> Value<'c> {
        assert!(
            elements
                .iter()
                .all(|e| e.is_constant() && e.ty() == element)
        );
        let mut raw: Vec<_> = elements.iter().map(|element| element.raw).collect();
        // SAFETY: live constants; pointer and length are those of a live slice.
        Self::from_raw(unsafe {
            c::LLVMConstArray2(element.raw, raw.as_mut_ptr(), raw.len() as u64)
        })
    }

    /// A constant of a structure type.
    pub fn structure(ty: Type<'c>, fields: &[Value<'c>]) -> Value<'c> {
        assert!(
            matches!(ty.kind(), TypeKind::Struct(ref types, _) if types.len() == fields.len()
            && types.iter().zip(fields).all(|(ty, field)| *ty == field.ty() && field.is_constant()))
        );
        let mut raw: Vec<_> = fields.iter().map(|field| field.raw).collect();
        // SAFETY: live constants of the fields' types; pointer and length are those of a live slice.
        Self::from_raw(unsafe {
            // A literal structure's constant cannot be made as a named one's.
            if c::LLVMIsLiteralStruct(ty.raw) != 0 {
                let context = c::LLVMGetTypeContext(ty.raw);
                let packed = c::LLVMIsPackedStruct(ty.raw);
                c::LLVMConstStructInContext(context, raw.as_mut_ptr(), length(raw.len()), packed)
            } else {
                c::LLVMConstNamedStruct(ty.raw, raw.as_mut_ptr(), length(raw.len()))
            }
        })
    }

    /// A constant array of bytes.
    pub fn bytes(context: &'c Context, bytes: &[u8]) -> Value<'c> {
        // SAFETY: pointer and length are those of a live slice.
        Self::from_raw(unsafe {
            c::LLVMConstStringInContext2(context.raw, bytes.as_ptr().cast(), bytes.len(), 1)
        })
    }

    /// The block that it is, for block operands of instructions.
    pub fn block(self) -> Option<Block<'c>> {
        // SAFETY: the value is live, and converted only if it is a block.
        unsafe {
            (c::LLVMValueIsBasicBlock(self.raw) != 0)
                .then(|| Block::from_raw(c::LLVMValueAsBasicBlock(self.raw)))
        }
    }

    /// For a metadata operand of a call: the value inside, if it holds one.
    pub fn metadata_string(self) -> Option<String> {
        let mut size = 0;
        // SAFETY: null for anything but a metadata string, whose bytes live with the context.
        unsafe {
            let text = c::LLVMGetMDString(self.raw, &raw mut size);
            (!text.is_null()).then(|| {
                String::from_utf8_lossy(std::slice::from_raw_parts(text.cast(), size as usize))
                    .into_owned()
            })
        }
    }
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // SAFETY: the value is live; the message is ours to dispose of.
        formatter.write_str(&unsafe {
            super::context::take_message(c::LLVMPrintValueToString(self.raw))
        })
    }
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}
