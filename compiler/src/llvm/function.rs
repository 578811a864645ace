//! Functions and global variables.

use super::{
    Block, Context, Type, Value,
    context::{c_string, length},
};
use llvm_sys::{
    LLVMAttributeFunctionIndex, LLVMLinkage, LLVMUnnamedAddr, LLVMVisibility, core as c, debuginfo,
    prelude::{LLVMAttributeRef, LLVMMetadataRef},
};
use std::{marker::PhantomData, ops::Deref};

/// A function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Function<'c>(pub(super) Value<'c>);

/// A global variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Global<'c>(pub(super) Value<'c>);

/// The debug information of a function.
#[derive(Debug, Clone, Copy)]
pub struct Subprogram<'c> {
    raw: LLVMMetadataRef,
    context: PhantomData<&'c Context>,
}

/// Calling convention `spir_func`.
pub const SPIR_FUNC: u32 = 75;
/// Calling convention `spir_kernel`.
pub const SPIR_KERNEL: u32 = 76;
/// The C calling convention.
pub const C_CALL: u32 = 0;

impl<'c> Deref for Function<'c> {
    type Target = Value<'c>;
    fn deref(&self) -> &Value<'c> {
        &self.0
    }
}

impl<'c> Deref for Global<'c> {
    type Target = Value<'c>;
    fn deref(&self) -> &Value<'c> {
        &self.0
    }
}

/// The number of an enum attribute.
pub(super) fn attribute_kind(name: &str) -> u32 {
    // SAFETY: pointer and length are those of a live string.
    let kind = unsafe { c::LLVMGetEnumAttributeKindForName(name.as_ptr().cast(), name.len()) };
    assert_ne!(kind, 0, "LLVM has no attribute {name}");
    kind
}

/// A call site or function attribute's place: the function, its result, or a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttributePlace {
    /// The function itself.
    Function,
    /// The result.
    Result,
    /// A parameter, by its index.
    Parameter(u32),
}

impl AttributePlace {
    fn index(self) -> u32 {
        match self {
            Self::Function => LLVMAttributeFunctionIndex,
            Self::Result => 0,
            Self::Parameter(index) => index + 1,
        }
    }
}

impl<'c> Function<'c> {
    /// The function as a value.
    pub fn value(self) -> Value<'c> {
        self.0
    }

    /// Its function type.
    pub fn signature(self) -> Type<'c> {
        // SAFETY: a function.
        Type::from_raw(unsafe { c::LLVMGlobalGetValueType(self.raw) })
    }

    /// Its parameters.
    pub fn parameters(self) -> Vec<Value<'c>> {
        // SAFETY: a function; indices are in range.
        unsafe {
            (0..c::LLVMCountParams(self.raw))
                .map(|index| Value::from_raw(c::LLVMGetParam(self.raw, index)))
                .collect()
        }
    }

    /// Its blocks, the entry first.
    pub fn blocks(self) -> Vec<Block<'c>> {
        // SAFETY: a function; the buffer has room for all of them.
        unsafe {
            let mut blocks = vec![std::ptr::null_mut(); c::LLVMCountBasicBlocks(self.raw) as usize];
            c::LLVMGetBasicBlocks(self.raw, blocks.as_mut_ptr());
            blocks.into_iter().map(Block::from_raw).collect()
        }
    }

    /// All its instructions.
    pub fn instructions(self) -> Vec<super::Instruction<'c>> {
        self.blocks()
            .into_iter()
            .flat_map(Block::instructions)
            .collect()
    }

    /// Appends a block.
    pub fn append_block(self, context: &'c Context, name: &str) -> Block<'c> {
        let name = c_string(name);
        // SAFETY: a function of the context.
        Block::from_raw(unsafe {
            c::LLVMAppendBasicBlockInContext(context.raw, self.raw, name.as_ptr())
        })
    }

    /// Whether it has no body.
    pub fn is_declaration(self) -> bool {
        // SAFETY: a function.
        unsafe { c::LLVMIsDeclaration(self.raw) != 0 }
    }

    /// Whether it is an intrinsic of LLVM (`llvm.*`).
    pub fn is_intrinsic(self) -> bool {
        // SAFETY: a function.
        unsafe { c::LLVMGetIntrinsicID(self.raw) != 0 }
    }

    /// Its calling convention: [`SPIR_KERNEL`] is a kernel.
    pub fn call_convention(self) -> u32 {
        // SAFETY: a function.
        unsafe { c::LLVMGetFunctionCallConv(self.raw) }
    }

    /// Sets its calling convention.
    pub fn set_call_convention(self, convention: u32) {
        // SAFETY: a function.
        unsafe { c::LLVMSetFunctionCallConv(self.raw, convention) }
    }

    /// Its linkage.
    pub fn linkage(self) -> LLVMLinkage {
        // SAFETY: a global value.
        unsafe { c::LLVMGetLinkage(self.raw) }
    }

    /// Sets its linkage.
    pub fn set_linkage(self, linkage: LLVMLinkage) {
        // SAFETY: a global value.
        unsafe { c::LLVMSetLinkage(self.raw, linkage) }
    }

    /// Sets its visibility.
    pub fn set_visibility(self, visibility: LLVMVisibility) {
        // SAFETY: a global value.
        unsafe { c::LLVMSetVisibility(self.raw, visibility) }
    }

    /// Whether it has an enum attribute, `noinline` say.
    pub fn has_attribute(self, name: &str) -> bool {
        self.attribute(AttributePlace::Function, name).is_some()
    }

    fn attribute(self, place: AttributePlace, name: &str) -> Option<LLVMAttributeRef> {
        // SAFETY: a function, and a place that LLVM checks.
        let raw = unsafe {
            c::LLVMGetEnumAttributeAtIndex(self.raw, place.index(), attribute_kind(name))
        };
        (!raw.is_null()).then_some(raw)
    }

    /// The type of a parameter's type attribute: `byval`, `sret`.
    pub fn type_attribute(self, place: AttributePlace, name: &str) -> Option<Type<'c>> {
        let raw = self.attribute(place, name)?;
        // SAFETY: an attribute of the kind asked for.
        unsafe {
            (c::LLVMIsTypeAttribute(raw) != 0)
                .then(|| Type::from_raw(c::LLVMGetTypeAttributeValue(raw)))
        }
    }

    /// The value of an integer attribute: `align`, `dereferenceable`.
    pub fn integer_attribute(self, place: AttributePlace, name: &str) -> Option<u64> {
        // SAFETY: an enum attribute.
        self.attribute(place, name)
            .map(|raw| unsafe { c::LLVMGetEnumAttributeValue(raw) })
    }

    /// Adds an enum attribute; `value` is 0 for those without one.
    pub fn add_attribute(
        self,
        context: &'c Context,
        place: AttributePlace,
        name: &str,
        value: u64,
    ) {
        // SAFETY: a function of the context.
        unsafe {
            let raw = c::LLVMCreateEnumAttribute(context.raw, attribute_kind(name), value);
            c::LLVMAddAttributeAtIndex(self.raw, place.index(), raw);
        }
    }

    /// Adds a type attribute: `byval(T)`, `sret(T)`.
    pub fn add_type_attribute(
        self,
        context: &'c Context,
        place: AttributePlace,
        name: &str,
        ty: Type<'c>,
    ) {
        // SAFETY: a function and a type of the context.
        unsafe {
            let raw = c::LLVMCreateTypeAttribute(context.raw, attribute_kind(name), ty.raw);
            c::LLVMAddAttributeAtIndex(self.raw, place.index(), raw);
        }
    }

    /// Removes an enum attribute.
    pub fn remove_attribute(self, place: AttributePlace, name: &str) {
        // SAFETY: a function.
        unsafe {
            c::LLVMRemoveEnumAttributeAtIndex(self.raw, place.index(), attribute_kind(name));
        }
    }

    /// Adds a string attribute of the function.
    pub fn add_string_attribute(self, context: &'c Context, key: &str, value: &str) {
        // SAFETY: pointers and lengths are those of live strings.
        unsafe {
            let raw = c::LLVMCreateStringAttribute(
                context.raw,
                key.as_ptr().cast(),
                length(key.len()),
                value.as_ptr().cast(),
                length(value.len()),
            );
            c::LLVMAddAttributeAtIndex(self.raw, LLVMAttributeFunctionIndex, raw);
        }
    }

    /// Whether it has a string attribute.
    pub fn has_string_attribute(self, key: &str) -> bool {
        // SAFETY: pointer and length are those of a live string.
        unsafe {
            !c::LLVMGetStringAttributeAtIndex(
                self.raw,
                LLVMAttributeFunctionIndex,
                key.as_ptr().cast(),
                length(key.len()),
            )
            .is_null()
        }
    }

    /// Removes a string attribute of the function.
    pub fn remove_string_attribute(self, key: &str) {
        // SAFETY: pointer and length are those of a live string.
        unsafe {
            c::LLVMRemoveStringAttributeAtIndex(
                self.raw,
                LLVMAttributeFunctionIndex,
                key.as_ptr().cast(),
                length(key.len()),
            );
        }
    }

    /// The operands of its metadata node `kind` (`kernel_arg_type`, `reqd_work_group_size`, ...).
    pub fn metadata(self, context: &'c Context, kind: &str) -> Option<Vec<Metadata>> {
        // SAFETY: a function; the operand buffer has room for all of them.
        unsafe {
            let node = c::LLVMGetMetadata(self.raw, context.metadata_kind(kind));
            if node.is_null() {
                return None;
            }
            let count = c::LLVMGetMDNodeNumOperands(node) as usize;
            let mut operands = vec![std::ptr::null_mut(); count];
            c::LLVMGetMDNodeOperands(node, operands.as_mut_ptr());
            Some(
                operands
                    .into_iter()
                    .map(|raw| Metadata::new(Value::from_nullable(raw)))
                    .collect(),
            )
        }
    }

    /// Sets its metadata node `kind`.
    pub fn set_metadata(self, context: &'c Context, kind: &str, operands: &[Metadata]) {
        // SAFETY: all is of the context; pointers and lengths are those of live slices.
        unsafe {
            let mut nodes: Vec<_> = operands
                .iter()
                .map(|operand| match operand {
                    Metadata::String(text) => {
                        c::LLVMMDStringInContext2(context.raw, text.as_ptr().cast(), text.len())
                    }
                    Metadata::Int(value) => {
                        c::LLVMValueAsMetadata(context.int(32).constant(*value).raw)
                    }
                    Metadata::TypeOf(_) | Metadata::Other => {
                        c::LLVMMDStringInContext2(context.raw, std::ptr::null(), 0)
                    }
                })
                .collect();
            let node = c::LLVMMDNodeInContext2(context.raw, nodes.as_mut_ptr(), nodes.len());
            c::LLVMGlobalSetMetadata(self.raw, context.metadata_kind(kind), node);
        }
    }

    /// Its debug information.
    pub fn subprogram(self) -> Option<Subprogram<'c>> {
        // SAFETY: a function.
        let raw = unsafe { debuginfo::LLVMGetSubprogram(self.raw) };
        (!raw.is_null()).then_some(Subprogram {
            raw,
            context: PhantomData,
        })
    }

    /// Gives it the debug information of a function that is gone.
    pub fn set_subprogram(self, subprogram: Subprogram<'c>) {
        // SAFETY: a function and debug information of one context.
        unsafe { debuginfo::LLVMSetSubprogram(self.raw, subprogram.raw) }
    }

    /// Removes its blocks: it becomes a declaration.
    pub fn delete_body(self) {
        for block in self.blocks() {
            for instruction in block.instructions() {
                if instruction.is_used() {
                    instruction.replace_all_uses(instruction.ty().poison());
                }
            }
        }
        for block in self.blocks().into_iter().rev() {
            for instruction in block.instructions().into_iter().rev() {
                instruction.erase();
            }
        }
        for block in self.blocks() {
            block.delete();
        }
    }

    /// Removes it from its module; nothing may use it any more.
    pub fn delete(self) {
        // SAFETY: the caller gives up the handle.
        unsafe { c::LLVMDeleteFunction(self.raw) }
    }
}

/// An operand of a metadata node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Metadata {
    /// A string.
    String(String),
    /// An integer constant.
    Int(u64),
    /// Another value (`poison` of a type in `vec_type_hint`): its type's text.
    TypeOf(String),
    /// Anything else.
    Other,
}

impl Metadata {
    fn new(value: Option<Value<'_>>) -> Self {
        let Some(value) = value else {
            return Self::Other;
        };
        if let Some(text) = value.metadata_string() {
            return Self::String(text);
        }
        if !value.is_constant() {
            return Self::Other;
        }
        value
            .as_u64()
            .map_or_else(|| Self::TypeOf(value.ty().to_string()), Self::Int)
    }
}

impl<'c> Global<'c> {
    /// The variable as a value: its address.
    pub fn value(self) -> Value<'c> {
        self.0
    }

    /// The type of its contents.
    pub fn value_type(self) -> Type<'c> {
        // SAFETY: a global variable.
        Type::from_raw(unsafe { c::LLVMGlobalGetValueType(self.raw) })
    }

    /// The address space that it is in.
    pub fn address_space(self) -> u32 {
        self.ty()
            .address_space()
            .expect("a global's value is its address")
    }

    /// Its initial contents; none for a declaration.
    pub fn initializer(self) -> Option<Value<'c>> {
        // SAFETY: a global variable.
        Value::from_nullable(unsafe { c::LLVMGetInitializer(self.raw) })
    }

    /// Sets its initial contents.
    pub fn set_initializer(self, value: Value<'c>) {
        assert!(value.is_constant() && value.ty() == self.value_type());
        // SAFETY: a constant of the variable's type.
        unsafe { c::LLVMSetInitializer(self.raw, value.raw) }
    }

    /// Its alignment in bytes; 0 when it has the type's.
    pub fn align(self) -> u32 {
        // SAFETY: a global variable.
        unsafe { c::LLVMGetAlignment(self.raw) }
    }

    /// Sets its alignment in bytes, a power of two.
    pub fn set_align(self, align: u32) {
        assert!(align.is_power_of_two());
        // SAFETY: a global variable, and a power of two.
        unsafe { c::LLVMSetAlignment(self.raw, align) }
    }

    /// Whether it is `constant`.
    pub fn is_const(self) -> bool {
        // SAFETY: a global variable.
        unsafe { c::LLVMIsGlobalConstant(self.raw) != 0 }
    }

    /// Makes it `constant` or not.
    pub fn set_const(self, constant: bool) {
        // SAFETY: a global variable.
        unsafe { c::LLVMSetGlobalConstant(self.raw, constant.into()) }
    }

    /// Its linkage.
    pub fn linkage(self) -> LLVMLinkage {
        // SAFETY: a global value.
        unsafe { c::LLVMGetLinkage(self.raw) }
    }

    /// Sets its linkage.
    pub fn set_linkage(self, linkage: LLVMLinkage) {
        // SAFETY: a global value.
        unsafe { c::LLVMSetLinkage(self.raw, linkage) }
    }

    /// Says that its address does not matter.
    pub fn set_unnamed_address(self) {
        // SAFETY: a global value.
        unsafe {
            c::LLVMSetUnnamedAddress(self.raw, LLVMUnnamedAddr::LLVMGlobalUnnamedAddr);
        }
    }

    /// Puts it into a section of the object file.
    pub fn set_section(self, section: &str) {
        let section = c_string(section);
        // SAFETY: a global value and a C string.
        unsafe { c::LLVMSetSection(self.raw, section.as_ptr()) }
    }

    /// Turns constant expressions over it into instructions, where instructions use them.
    pub fn expand_constant_users(self) {
        // SAFETY: a global variable.
        unsafe { super::shim::mirrorcl_expand_constant_users(self.raw) }
    }

    /// Removes it from its module; nothing may use it any more.
    pub fn delete(self) {
        // SAFETY: the caller gives up the handle.
        unsafe { c::LLVMDeleteGlobal(self.raw) }
    }
}
