//! Making instructions. Operands that are all constant may fold: what comes back is a [`Value`].

use super::{Block, Context, Function, Instruction, Type, TypeKind, Value, context::length};
use llvm_sys::{
    LLVMAtomicOrdering, LLVMAtomicRMWBinOp, LLVMIntPredicate, LLVMOpcode, LLVMRealPredicate,
    core as c,
    prelude::{LLVMBuilderRef, LLVMMetadataRef},
};

/// Inserts instructions at a place.
pub struct Builder<'c> {
    raw: LLVMBuilderRef,
    context: &'c Context,
}

const NO_NAME: *const std::ffi::c_char = c"".as_ptr();

impl<'c> Builder<'c> {
    pub(super) fn new(context: &'c Context) -> Self {
        // SAFETY: the context is live.
        let raw = unsafe { c::LLVMCreateBuilderInContext(context.raw) };
        Self { raw, context }
    }

    /// The context that it builds in.
    pub fn context(&self) -> &'c Context {
        self.context
    }

    /// Builds at the end of a block.
    pub fn at_end(&self, block: Block<'c>) {
        // SAFETY: the block is live.
        unsafe { c::LLVMPositionBuilderAtEnd(self.raw, block.raw) }
    }

    /// Builds before an instruction, with its debug location.
    pub fn before(&self, instruction: Instruction<'c>) {
        // SAFETY: an instruction in a block.
        unsafe {
            c::LLVMPositionBuilderBefore(self.raw, instruction.raw);
            let location = llvm_sys::debuginfo::LLVMInstructionGetDebugLoc(instruction.raw);
            c::LLVMSetCurrentDebugLocation2(self.raw, location);
        }
    }

    /// Gives what is built from here on a debug location.
    ///
    /// # Safety
    /// `location` must be a `DILocation` of the builder's context.
    pub(super) unsafe fn set_location(&self, location: LLVMMetadataRef) {
        // SAFETY: the caller's promise.
        unsafe { c::LLVMSetCurrentDebugLocation2(self.raw, location) }
    }

    /// The block that is built into.
    pub fn block(&self) -> Block<'c> {
        // SAFETY: the builder is live; `Block` checks for null in debug builds.
        let raw = unsafe { c::LLVMGetInsertBlock(self.raw) };
        assert!(!raw.is_null(), "the builder is positioned nowhere");
        Block::from_raw(raw)
    }

    /// Inserts an instruction that is in no block, a duplicate.
    pub fn insert(&self, instruction: Instruction<'c>) {
        // SAFETY: an instruction without a block.
        unsafe { c::LLVMInsertIntoBuilder(self.raw, instruction.raw) }
    }

    fn check(&self) {
        self.block();
    }

    /// A binary operation: `add` … `xor`, `fadd` ….
    pub fn binary(&self, opcode: LLVMOpcode, left: Value<'c>, right: Value<'c>) -> Value<'c> {
        self.check();
        assert_eq!(left.ty(), right.ty());
        // SAFETY: operands of one type.
        Value::from_raw(unsafe {
            c::LLVMBuildBinOp(self.raw, opcode, left.raw, right.raw, NO_NAME)
        })
    }

    /// `add`.
    pub fn add(&self, left: Value<'c>, right: Value<'c>) -> Value<'c> {
        self.binary(LLVMOpcode::LLVMAdd, left, right)
    }

    /// `sub`.
    pub fn sub(&self, left: Value<'c>, right: Value<'c>) -> Value<'c> {
        self.binary(LLVMOpcode::LLVMSub, left, right)
    }

    /// `mul`.
    pub fn mul(&self, left: Value<'c>, right: Value<'c>) -> Value<'c> {
        self.binary(LLVMOpcode::LLVMMul, left, right)
    }

    /// `and`.
    pub fn and(&self, left: Value<'c>, right: Value<'c>) -> Value<'c> {
        self.binary(LLVMOpcode::LLVMAnd, left, right)
    }

    /// `or`.
    pub fn or(&self, left: Value<'c>, right: Value<'c>) -> Value<'c> {
        self.binary(LLVMOpcode::LLVMOr, left, right)
    }

    /// `xor` with all ones.
    pub fn not(&self, value: Value<'c>) -> Value<'c> {
        self.binary(LLVMOpcode::LLVMXor, value, value.ty().all_ones())
    }

    /// `fneg`.
    pub fn fneg(&self, value: Value<'c>) -> Value<'c> {
        self.check();
        // SAFETY: a live operand.
        Value::from_raw(unsafe { c::LLVMBuildFNeg(self.raw, value.raw, NO_NAME) })
    }

    /// A conversion: `trunc` … `addrspacecast`; the value itself if it has the type.
    pub fn cast(&self, opcode: LLVMOpcode, value: Value<'c>, ty: Type<'c>) -> Value<'c> {
        self.check();
        if value.ty() == ty {
            return value;
        }
        // SAFETY: live operands; whether the cast is valid, the verifier says.
        Value::from_raw(unsafe { c::LLVMBuildCast(self.raw, opcode, value.raw, ty.raw, NO_NAME) })
    }

    /// `zext` or `trunc` to an integer type.
    pub fn unsigned_cast(&self, value: Value<'c>, ty: Type<'c>) -> Value<'c> {
        self.check();
        // SAFETY: live operands of integer type.
        Value::from_raw(unsafe { c::LLVMBuildIntCast2(self.raw, value.raw, ty.raw, 0, NO_NAME) })
    }

    /// `icmp`.
    pub fn icmp(
        &self,
        predicate: LLVMIntPredicate,
        left: Value<'c>,
        right: Value<'c>,
    ) -> Value<'c> {
        self.check();
        assert_eq!(left.ty(), right.ty());
        // SAFETY: operands of one type.
        Value::from_raw(unsafe {
            c::LLVMBuildICmp(self.raw, predicate, left.raw, right.raw, NO_NAME)
        })
    }

    /// `fcmp`.
    pub fn fcmp(
        &self,
        predicate: LLVMRealPredicate,
        left: Value<'c>,
        right: Value<'c>,
    ) -> Value<'c> {
        self.check();
        assert_eq!(left.ty(), right.ty());
        // SAFETY: operands of one type.
        Value::from_raw(unsafe {
            c::LLVMBuildFCmp(self.raw, predicate, left.raw, right.raw, NO_NAME)
        })
    }

    /// `select`.
    pub fn select(
        &self,
        condition: Value<'c>,
        if_true: Value<'c>,
        if_false: Value<'c>,
    ) -> Value<'c> {
        self.check();
        assert_eq!(if_true.ty(), if_false.ty());
        // SAFETY: arms of one type.
        Value::from_raw(unsafe {
            c::LLVMBuildSelect(self.raw, condition.raw, if_true.raw, if_false.raw, NO_NAME)
        })
    }

    /// `freeze`.
    pub fn freeze(&self, value: Value<'c>) -> Value<'c> {
        self.check();
        // SAFETY: a live operand.
        Value::from_raw(unsafe { c::LLVMBuildFreeze(self.raw, value.raw, NO_NAME) })
    }

    /// `alloca`, aligned to `align` bytes.
    pub fn alloca(&self, ty: Type<'c>, align: u32) -> Instruction<'c> {
        self.check();
        // SAFETY: a sized type.
        let alloca = Instruction(Value::from_raw(unsafe {
            c::LLVMBuildAlloca(self.raw, ty.raw, NO_NAME)
        }));
        alloca.set_align(align);
        alloca
    }

    /// `load`, aligned to `align` bytes.
    pub fn load(&self, ty: Type<'c>, pointer: Value<'c>, align: u32) -> Instruction<'c> {
        self.check();
        assert!(pointer.ty().address_space().is_some());
        // SAFETY: a sized type and a pointer.
        let load = Instruction(Value::from_raw(unsafe {
            c::LLVMBuildLoad2(self.raw, ty.raw, pointer.raw, NO_NAME)
        }));
        load.set_align(align);
        load
    }

    /// `store`, aligned to `align` bytes.
    pub fn store(&self, value: Value<'c>, pointer: Value<'c>, align: u32) -> Instruction<'c> {
        self.check();
        assert!(pointer.ty().address_space().is_some());
        // SAFETY: a value and a pointer.
        let store = Instruction(Value::from_raw(unsafe {
            c::LLVMBuildStore(self.raw, value.raw, pointer.raw)
        }));
        store.set_align(align);
        store
    }

    /// `getelementptr`; flags: bit 0 inbounds, 1 nusw, 2 nuw.
    pub fn gep(
        &self,
        source: Type<'c>,
        pointer: Value<'c>,
        indices: &[Value<'c>],
        flags: u32,
    ) -> Value<'c> {
        self.check();
        let mut raw: Vec<_> = indices.iter().map(|index| index.raw).collect();
        // SAFETY: live operands; pointer and length are those of a live slice.
        Value::from_raw(unsafe {
            c::LLVMBuildGEPWithNoWrapFlags(
                self.raw,
                source.raw,
                pointer.raw,
                raw.as_mut_ptr(),
                length(raw.len()),
                NO_NAME,
                flags,
            )
        })
    }

    /// The address `offset` bytes behind `pointer`, in the same object.
    pub fn offset(&self, pointer: Value<'c>, offset: Value<'c>) -> Value<'c> {
        self.gep(self.context.int(8), pointer, &[offset], 1)
    }

    /// `extractelement`.
    pub fn extract_element(&self, vector: Value<'c>, index: Value<'c>) -> Value<'c> {
        self.check();
        assert!(matches!(vector.ty().kind(), TypeKind::Vector(..)));
        // SAFETY: a vector and an index.
        Value::from_raw(unsafe {
            c::LLVMBuildExtractElement(self.raw, vector.raw, index.raw, NO_NAME)
        })
    }

    /// `insertelement`.
    pub fn insert_element(
        &self,
        vector: Value<'c>,
        element: Value<'c>,
        index: Value<'c>,
    ) -> Value<'c> {
        self.check();
        assert_eq!(vector.ty().scalar(), element.ty());
        // SAFETY: a vector, an element of its type and an index.
        Value::from_raw(unsafe {
            c::LLVMBuildInsertElement(self.raw, vector.raw, element.raw, index.raw, NO_NAME)
        })
    }

    /// `shufflevector`; -1 in the mask is poison.
    pub fn shuffle(&self, left: Value<'c>, right: Value<'c>, mask: &[i32]) -> Value<'c> {
        self.check();
        assert_eq!(left.ty(), right.ty());
        let i32_type = self.context.int(32);
        let mask: Vec<_> = mask
            .iter()
            .map(|&lane| {
                u64::try_from(lane)
                    .map_or_else(|_| i32_type.poison(), |lane| i32_type.constant(lane))
            })
            .collect();
        // SAFETY: vectors of one type and a constant mask.
        Value::from_raw(unsafe {
            c::LLVMBuildShuffleVector(
                self.raw,
                left.raw,
                right.raw,
                Value::vector(&mask).raw,
                NO_NAME,
            )
        })
    }

    /// A vector with `value` in all `lanes`.
    pub fn splat(&self, value: Value<'c>, lanes: u32) -> Value<'c> {
        let vector = self.context.vector(value.ty(), lanes).poison();
        let first = self.insert_element(vector, value, self.context.int(32).constant(0));
        self.shuffle(first, vector, &vec![0; lanes as usize])
    }

    /// `extractvalue`.
    pub fn extract_value(&self, aggregate: Value<'c>, index: u32) -> Value<'c> {
        self.check();
        // SAFETY: an aggregate; the verifier checks the index.
        Value::from_raw(unsafe {
            c::LLVMBuildExtractValue(self.raw, aggregate.raw, index, NO_NAME)
        })
    }

    /// `insertvalue`.
    pub fn insert_value(&self, aggregate: Value<'c>, value: Value<'c>, index: u32) -> Value<'c> {
        self.check();
        // SAFETY: an aggregate; the verifier checks the index.
        Value::from_raw(unsafe {
            c::LLVMBuildInsertValue(self.raw, aggregate.raw, value.raw, index, NO_NAME)
        })
    }

    /// A call of a function, with its calling convention.
    pub fn call(&self, function: Function<'c>, arguments: &[Value<'c>]) -> Instruction<'c> {
        let call = self.call_pointer(function.signature(), function.value(), arguments);
        call.set_call_convention(function.call_convention());
        call
    }

    /// A call through a pointer.
    pub fn call_pointer(
        &self,
        signature: Type<'c>,
        callee: Value<'c>,
        arguments: &[Value<'c>],
    ) -> Instruction<'c> {
        self.check();
        assert!(
            matches!(signature.kind(), TypeKind::Function(_, ref types, variadic)
                if (variadic || types.len() == arguments.len())
                    && types.iter().zip(arguments).all(|(ty, argument)| *ty == argument.ty())),
            "{signature} called with {arguments:?}"
        );
        let mut raw: Vec<_> = arguments.iter().map(|argument| argument.raw).collect();
        // SAFETY: arguments of the function's types.
        Instruction(Value::from_raw(unsafe {
            c::LLVMBuildCall2(
                self.raw,
                signature.raw,
                callee.raw,
                raw.as_mut_ptr(),
                length(raw.len()),
                NO_NAME,
            )
        }))
    }

    /// `phi`, without incoming values yet.
    pub fn phi(&self, ty: Type<'c>) -> Instruction<'c> {
        self.check();
        // SAFETY: a first-class type.
        Instruction(Value::from_raw(unsafe {
            c::LLVMBuildPhi(self.raw, ty.raw, NO_NAME)
        }))
    }

    /// `br`.
    pub fn branch(&self, target: Block<'c>) -> Instruction<'c> {
        self.check();
        // SAFETY: a block.
        Instruction(Value::from_raw(unsafe {
            c::LLVMBuildBr(self.raw, target.raw)
        }))
    }

    /// Conditional `br`.
    pub fn branch_if(
        &self,
        condition: Value<'c>,
        if_true: Block<'c>,
        if_false: Block<'c>,
    ) -> Instruction<'c> {
        self.check();
        assert_eq!(condition.ty(), self.context.int(1));
        // SAFETY: an i1 and blocks.
        Instruction(Value::from_raw(unsafe {
            c::LLVMBuildCondBr(self.raw, condition.raw, if_true.raw, if_false.raw)
        }))
    }

    /// `switch`.
    pub fn switch(
        &self,
        value: Value<'c>,
        default: Block<'c>,
        cases: &[(Value<'c>, Block<'c>)],
    ) -> Instruction<'c> {
        self.check();
        // SAFETY: an integer, constants of its type, and blocks.
        unsafe {
            let raw = c::LLVMBuildSwitch(self.raw, value.raw, default.raw, length(cases.len()));
            for (case, block) in cases {
                assert_eq!(case.ty(), value.ty());
                c::LLVMAddCase(raw, case.raw, block.raw);
            }
            Instruction(Value::from_raw(raw))
        }
    }

    /// `ret void`.
    pub fn ret_void(&self) -> Instruction<'c> {
        self.check();
        // SAFETY: positioned.
        Instruction(Value::from_raw(unsafe { c::LLVMBuildRetVoid(self.raw) }))
    }

    /// `ret`.
    pub fn ret(&self, value: Value<'c>) -> Instruction<'c> {
        self.check();
        // SAFETY: a value.
        Instruction(Value::from_raw(unsafe {
            c::LLVMBuildRet(self.raw, value.raw)
        }))
    }

    /// `unreachable`.
    pub fn unreachable(&self) -> Instruction<'c> {
        self.check();
        // SAFETY: positioned.
        Instruction(Value::from_raw(unsafe {
            c::LLVMBuildUnreachable(self.raw)
        }))
    }

    /// `fence`; `scope` is a [`Context::sync_scope`].
    pub fn fence(&self, ordering: LLVMAtomicOrdering, scope: u32) -> Instruction<'c> {
        self.check();
        // SAFETY: positioned.
        Instruction(Value::from_raw(unsafe {
            c::LLVMBuildFenceSyncScope(self.raw, ordering, scope, NO_NAME)
        }))
    }

    /// `atomicrmw`.
    pub fn atomic_rmw(
        &self,
        operation: LLVMAtomicRMWBinOp,
        pointer: Value<'c>,
        value: Value<'c>,
        ordering: LLVMAtomicOrdering,
        scope: u32,
    ) -> Instruction<'c> {
        self.check();
        assert!(pointer.ty().address_space().is_some());
        // SAFETY: a pointer and a value.
        Instruction(Value::from_raw(unsafe {
            c::LLVMBuildAtomicRMWSyncScope(
                self.raw,
                operation,
                pointer.raw,
                value.raw,
                ordering,
                scope,
            )
        }))
    }

    /// `cmpxchg`: `{ old value, success }`. Orderings: success, failure.
    pub fn compare_exchange(
        &self,
        pointer: Value<'c>,
        expected: Value<'c>,
        desired: Value<'c>,
        orderings: (LLVMAtomicOrdering, LLVMAtomicOrdering),
        scope: u32,
    ) -> Instruction<'c> {
        self.check();
        assert_eq!(expected.ty(), desired.ty());
        // SAFETY: a pointer and values of one type.
        Instruction(Value::from_raw(unsafe {
            c::LLVMBuildAtomicCmpXchgSyncScope(
                self.raw,
                pointer.raw,
                expected.raw,
                desired.raw,
                orderings.0,
                orderings.1,
                scope,
            )
        }))
    }
}

impl Drop for Builder<'_> {
    fn drop(&mut self) {
        // SAFETY: created by `new`.
        unsafe { c::LLVMDisposeBuilder(self.raw) }
    }
}
