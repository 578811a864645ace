//! Instructions and basic blocks.

use super::{Context, Function, Type, Value, context::length};
use llvm_sys::{
    LLVMAtomicOrdering, LLVMAtomicRMWBinOp, LLVMIntPredicate, LLVMOpcode, LLVMRealPredicate,
    core as c, prelude::LLVMBasicBlockRef,
};
use std::{marker::PhantomData, ops::Deref};

/// A basic block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Block<'c> {
    pub(super) raw: LLVMBasicBlockRef,
    pub(super) context: PhantomData<&'c Context>,
}

impl<'c> Block<'c> {
    pub(super) fn from_raw(raw: LLVMBasicBlockRef) -> Self {
        debug_assert!(!raw.is_null());
        Self {
            raw,
            context: PhantomData,
        }
    }

    /// Its name, or nothing.
    pub fn name(self) -> String {
        // SAFETY: a block is a value.
        Value::from_raw(unsafe { c::LLVMBasicBlockAsValue(self.raw) }).name()
    }

    /// The function that holds it.
    pub fn function(self) -> Function<'c> {
        // SAFETY: blocks are made inside functions only.
        Function(Value::from_raw(unsafe {
            c::LLVMGetBasicBlockParent(self.raw)
        }))
    }

    /// Its instructions.
    pub fn instructions(self) -> Vec<Instruction<'c>> {
        let mut instructions = Vec::new();
        // SAFETY: walks the list, which nothing changes meanwhile.
        unsafe {
            let mut raw = c::LLVMGetFirstInstruction(self.raw);
            while !raw.is_null() {
                instructions.push(Instruction(Value::from_raw(raw)));
                raw = c::LLVMGetNextInstruction(raw);
            }
        }
        instructions
    }

    /// Its terminator, if it has one yet.
    pub fn terminator(self) -> Option<Instruction<'c>> {
        // SAFETY: the block is live.
        Value::from_nullable(unsafe { c::LLVMGetBasicBlockTerminator(self.raw) }).map(Instruction)
    }

    /// The blocks that its terminator may go to.
    pub fn successors(self) -> Vec<Block<'c>> {
        self.terminator()
            .map(Instruction::successors)
            .unwrap_or_default()
    }

    /// Removes it and its instructions, which nothing may use any more.
    pub fn delete(self) {
        // SAFETY: the caller gives up the handle.
        unsafe { c::LLVMDeleteBasicBlock(self.raw) }
    }

    /// Moves it behind `block`.
    pub fn move_after(self, block: Block<'c>) {
        // SAFETY: both are live.
        unsafe { c::LLVMMoveBasicBlockAfter(self.raw, block.raw) }
    }
}

/// An instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Instruction<'c>(pub(super) Value<'c>);

impl<'c> Deref for Instruction<'c> {
    type Target = Value<'c>;
    fn deref(&self) -> &Value<'c> {
        &self.0
    }
}

/// Generates a getter that checks the opcode first.
macro_rules! getter {
    ($(#[$doc:meta])* $name:ident, $result:ty, $($opcode:ident)|+, $function:ident) => {
        $(#[$doc])*
        pub fn $name(self) -> $result {
            assert!(matches!(self.opcode(), $(LLVMOpcode::$opcode)|+), "{self:?}");
            // SAFETY: an instruction of a kind that has it.
            unsafe { c::$function(self.raw) }
        }
    };
}

impl<'c> Instruction<'c> {
    /// Its operation.
    pub fn opcode(self) -> LLVMOpcode {
        // SAFETY: an instruction.
        unsafe { c::LLVMGetInstructionOpcode(self.raw) }
    }

    /// The value that it computes.
    pub fn value(self) -> Value<'c> {
        self.0
    }

    /// The block that holds it.
    pub fn block(self) -> Block<'c> {
        // SAFETY: an instruction in a block.
        Block::from_raw(unsafe { c::LLVMGetInstructionParent(self.raw) })
    }

    /// The instruction after it.
    pub fn next(self) -> Option<Instruction<'c>> {
        // SAFETY: an instruction in a block.
        Value::from_nullable(unsafe { c::LLVMGetNextInstruction(self.raw) }).map(Instruction)
    }

    /// Removes it; nothing may use it any more.
    pub fn erase(self) {
        debug_assert!(!self.is_used(), "{self:?} is still used");
        // SAFETY: the caller gives up the handle.
        unsafe { c::LLVMInstructionEraseFromParent(self.raw) }
    }

    /// Whether it ends a block.
    pub fn is_terminator(self) -> bool {
        // SAFETY: an instruction.
        unsafe { !c::LLVMIsATerminatorInst(self.raw).is_null() }
    }

    /// `nuw`, of integer arithmetic and `trunc`.
    pub fn nuw(self) -> bool {
        // SAFETY: an instruction with the flag.
        self.has_wrap_flags() && unsafe { c::LLVMGetNUW(self.raw) != 0 }
    }

    /// `nsw`.
    pub fn nsw(self) -> bool {
        // SAFETY: an instruction with the flag.
        self.has_wrap_flags() && unsafe { c::LLVMGetNSW(self.raw) != 0 }
    }

    fn has_wrap_flags(self) -> bool {
        use LLVMOpcode::{LLVMAdd, LLVMMul, LLVMShl, LLVMSub};
        // `trunc` has them as well, but the C interface's cast for it is wrong.
        matches!(self.opcode(), LLVMAdd | LLVMSub | LLVMMul | LLVMShl)
    }

    /// Sets `nuw` and `nsw` of integer arithmetic.
    pub fn set_wrap_flags(self, nuw: bool, nsw: bool) {
        if self.has_wrap_flags() {
            // SAFETY: an instruction with the flags.
            unsafe {
                c::LLVMSetNUW(self.raw, nuw.into());
                c::LLVMSetNSW(self.raw, nsw.into());
            }
        }
    }

    /// `exact`, of divisions and right shifts.
    pub fn exact(self) -> bool {
        use LLVMOpcode::{LLVMAShr, LLVMLShr, LLVMSDiv, LLVMUDiv};
        // SAFETY: an instruction with the flag.
        matches!(self.opcode(), LLVMSDiv | LLVMUDiv | LLVMLShr | LLVMAShr)
            && unsafe { c::LLVMGetExact(self.raw) != 0 }
    }

    /// Sets `exact`, of divisions and right shifts.
    pub fn set_exact(self, exact: bool) {
        use LLVMOpcode::{LLVMAShr, LLVMLShr, LLVMSDiv, LLVMUDiv};
        assert!(matches!(
            self.opcode(),
            LLVMSDiv | LLVMUDiv | LLVMLShr | LLVMAShr
        ));
        // SAFETY: an instruction with the flag.
        unsafe { c::LLVMSetExact(self.raw, exact.into()) }
    }

    /// `disjoint`, of `or`.
    pub fn disjoint(self) -> bool {
        // SAFETY: an instruction with the flag.
        self.opcode() == LLVMOpcode::LLVMOr && unsafe { c::LLVMGetIsDisjoint(self.raw) != 0 }
    }

    /// `nneg`, of `zext` and `uitofp`.
    pub fn nneg(self) -> bool {
        // SAFETY: an instruction with the flag.
        matches!(self.opcode(), LLVMOpcode::LLVMZExt | LLVMOpcode::LLVMUIToFP)
            && unsafe { c::LLVMGetNNeg(self.raw) != 0 }
    }

    /// Whether it has a metadata node `kind` (`fpmath`, ...).
    pub fn has_metadata(self, context: &Context, kind: &str) -> bool {
        // SAFETY: an instruction; null without such a node.
        unsafe { !c::LLVMGetMetadata(self.raw, context.metadata_kind(kind)).is_null() }
    }

    /// How much likelier a conditional branch goes to one successor than to the other.
    pub fn set_branch_weights(self, weights: [u32; 2]) {
        let Some(condition) = self.condition() else {
            return;
        };
        // SAFETY: metadata of the context that the condition's type is of.
        unsafe {
            let context = c::LLVMGetTypeContext(condition.ty().raw);
            let name = "branch_weights";
            let int = c::LLVMInt32TypeInContext(context);
            let name = c::LLVMMDStringInContext2(context, name.as_ptr().cast(), name.len());
            let number =
                |weight: u32| c::LLVMValueAsMetadata(c::LLVMConstInt(int, u64::from(weight), 0));
            let mut operands = [name, number(weights[0]), number(weights[1])];
            let node = c::LLVMMDNodeInContext2(context, operands.as_mut_ptr(), operands.len());
            let kind = c::LLVMGetMDKindIDInContext(context, c"prof".as_ptr(), 4);
            c::LLVMSetMetadata(self.raw, kind, c::LLVMMetadataAsValue(context, node));
        }
    }

    /// Fast-math flags as LLVM's bit set; 0 for what has none.
    pub fn fast_math(self) -> u32 {
        // SAFETY: asked first whether it has them.
        unsafe {
            if c::LLVMCanValueUseFastMathFlags(self.raw) != 0 {
                c::LLVMGetFastMathFlags(self.raw)
            } else {
                0
            }
        }
    }

    /// Sets the fast-math flags where it has them.
    pub fn set_fast_math(self, flags: u32) {
        // SAFETY: asked first whether it has them.
        unsafe {
            if c::LLVMCanValueUseFastMathFlags(self.raw) != 0 {
                c::LLVMSetFastMathFlags(self.raw, flags);
            }
        }
    }

    getter!(
        /// The predicate of an `icmp`.
        icmp_predicate, LLVMIntPredicate, LLVMICmp, LLVMGetICmpPredicate);
    getter!(
        /// The predicate of an `fcmp`.
        fcmp_predicate, LLVMRealPredicate, LLVMFCmp, LLVMGetFCmpPredicate);
    getter!(
        /// The alignment in bytes of a load, store, alloca or atomic.
        align, u32, LLVMLoad | LLVMStore | LLVMAlloca | LLVMAtomicRMW | LLVMAtomicCmpXchg, LLVMGetAlignment);
    getter!(
        /// The operation of an `atomicrmw`.
        rmw_operation, LLVMAtomicRMWBinOp, LLVMAtomicRMW, LLVMGetAtomicRMWBinOp);
    getter!(
        /// The ordering of a load, store, fence or `atomicrmw`.
        ordering, LLVMAtomicOrdering, LLVMLoad | LLVMStore | LLVMFence | LLVMAtomicRMW, LLVMGetOrdering);
    getter!(
        /// The success ordering of a `cmpxchg`.
        success_ordering, LLVMAtomicOrdering, LLVMAtomicCmpXchg, LLVMGetCmpXchgSuccessOrdering);
    getter!(
        /// The failure ordering of a `cmpxchg`.
        failure_ordering, LLVMAtomicOrdering, LLVMAtomicCmpXchg, LLVMGetCmpXchgFailureOrdering);

    /// Whether a load, store, `atomicrmw` or `cmpxchg` is volatile.
    pub fn volatile(self) -> bool {
        use LLVMOpcode::{LLVMAtomicCmpXchg, LLVMAtomicRMW, LLVMLoad, LLVMStore};
        // SAFETY: an instruction with the flag.
        matches!(
            self.opcode(),
            LLVMLoad | LLVMStore | LLVMAtomicRMW | LLVMAtomicCmpXchg
        ) && unsafe { c::LLVMGetVolatile(self.raw) != 0 }
    }

    /// Sets the volatile flag of a load, store, `atomicrmw` or `cmpxchg`.
    pub fn set_volatile(self, volatile: bool) {
        use LLVMOpcode::{LLVMAtomicCmpXchg, LLVMAtomicRMW, LLVMLoad, LLVMStore};
        assert!(matches!(
            self.opcode(),
            LLVMLoad | LLVMStore | LLVMAtomicRMW | LLVMAtomicCmpXchg
        ));
        // SAFETY: an instruction with the flag.
        unsafe { c::LLVMSetVolatile(self.raw, volatile.into()) }
    }

    /// Sets the alignment in bytes, a power of two, of a load, store, alloca or atomic.
    pub fn set_align(self, align: u32) {
        use LLVMOpcode::{LLVMAlloca, LLVMAtomicCmpXchg, LLVMAtomicRMW, LLVMLoad, LLVMStore};
        assert!(align.is_power_of_two());
        assert!(matches!(
            self.opcode(),
            LLVMLoad | LLVMStore | LLVMAlloca | LLVMAtomicRMW | LLVMAtomicCmpXchg
        ));
        // SAFETY: an instruction with an alignment, and a power of two.
        unsafe { c::LLVMSetAlignment(self.raw, align) }
    }

    /// Makes a load or store atomic with this ordering.
    pub fn set_ordering(self, ordering: LLVMAtomicOrdering) {
        assert!(matches!(
            self.opcode(),
            LLVMOpcode::LLVMLoad | LLVMOpcode::LLVMStore
        ));
        // SAFETY: an instruction with an ordering.
        unsafe { c::LLVMSetOrdering(self.raw, ordering) }
    }

    /// Whether it is atomic (a fence included).
    pub fn is_atomic(self) -> bool {
        // SAFETY: an instruction.
        unsafe { c::LLVMIsAtomic(self.raw) != 0 }
    }

    /// The type that an alloca allocates.
    pub fn allocated_type(self) -> Type<'c> {
        assert_eq!(self.opcode(), LLVMOpcode::LLVMAlloca);
        // SAFETY: an alloca.
        Type::from_raw(unsafe { c::LLVMGetAllocatedType(self.raw) })
    }

    /// The type that a `getelementptr` starts from.
    pub fn gep_source(self) -> Type<'c> {
        assert_eq!(self.opcode(), LLVMOpcode::LLVMGetElementPtr);
        // SAFETY: a getelementptr.
        Type::from_raw(unsafe { c::LLVMGetGEPSourceElementType(self.raw) })
    }

    /// The no-wrap flags of a `getelementptr`: bit 0 inbounds, 1 nusw, 2 nuw.
    pub fn gep_flags(self) -> u32 {
        assert_eq!(self.opcode(), LLVMOpcode::LLVMGetElementPtr);
        // SAFETY: a getelementptr.
        unsafe { c::LLVMGEPGetNoWrapFlags(self.raw) }
    }

    /// The blocks that a terminator may go to.
    pub fn successors(self) -> Vec<Block<'c>> {
        if !self.is_terminator() {
            return Vec::new();
        }
        // SAFETY: a terminator; indices are in range.
        unsafe {
            (0..c::LLVMGetNumSuccessors(self.raw))
                .map(|index| Block::from_raw(c::LLVMGetSuccessor(self.raw, index)))
                .collect()
        }
    }

    /// The condition of a conditional branch.
    pub fn condition(self) -> Option<Value<'c>> {
        // SAFETY: a branch, and a conditional one.
        unsafe {
            (self.opcode() == LLVMOpcode::LLVMBr && c::LLVMIsConditional(self.raw) != 0)
                .then(|| Value::from_raw(c::LLVMGetCondition(self.raw)))
        }
    }

    /// The cases of a `switch`; its default is successor 0, its value operand 0.
    pub fn switch_cases(self) -> Vec<(Value<'c>, Block<'c>)> {
        assert_eq!(self.opcode(), LLVMOpcode::LLVMSwitch);
        // SAFETY: a switch; successor 0 is the default, the others are the cases.
        unsafe {
            (1..c::LLVMGetNumSuccessors(self.raw))
                .map(|index| {
                    (
                        Value::from_raw(c::LLVMGetSwitchCaseValue(self.raw, index)),
                        Block::from_raw(c::LLVMGetSuccessor(self.raw, index)),
                    )
                })
                .collect()
        }
    }

    /// The values that a `phi` takes, with the blocks that they come from.
    pub fn incoming(self) -> Vec<(Value<'c>, Block<'c>)> {
        assert_eq!(self.opcode(), LLVMOpcode::LLVMPHI);
        // SAFETY: a phi; indices are in range.
        unsafe {
            (0..c::LLVMCountIncoming(self.raw))
                .map(|index| {
                    (
                        Value::from_raw(c::LLVMGetIncomingValue(self.raw, index)),
                        Block::from_raw(c::LLVMGetIncomingBlock(self.raw, index)),
                    )
                })
                .collect()
        }
    }

    /// Adds incoming values to a `phi`.
    pub fn add_incoming(self, incoming: &[(Value<'c>, Block<'c>)]) {
        assert_eq!(self.opcode(), LLVMOpcode::LLVMPHI);
        let (mut values, mut blocks): (Vec<_>, Vec<_>) = incoming
            .iter()
            .map(|(value, block)| (value.raw, block.raw))
            .unzip();
        // SAFETY: a phi; both arrays have the same length.
        unsafe {
            c::LLVMAddIncoming(
                self.raw,
                values.as_mut_ptr(),
                blocks.as_mut_ptr(),
                length(values.len()),
            );
        }
    }

    /// The indices of an `extractvalue` or `insertvalue`.
    pub fn indices(self) -> Vec<u32> {
        use LLVMOpcode::{LLVMExtractValue, LLVMInsertValue};
        assert!(matches!(self.opcode(), LLVMExtractValue | LLVMInsertValue));
        // SAFETY: an instruction with indices, which live as long as it.
        unsafe {
            let count = c::LLVMGetNumIndices(self.raw) as usize;
            std::slice::from_raw_parts(c::LLVMGetIndices(self.raw), count).to_vec()
        }
    }

    /// The mask of a `shufflevector`; -1 for poison.
    pub fn shuffle_mask(self) -> Vec<i32> {
        assert_eq!(self.opcode(), LLVMOpcode::LLVMShuffleVector);
        // SAFETY: a shufflevector; indices are in range.
        unsafe {
            (0..c::LLVMGetNumMaskElements(self.raw))
                .map(|index| c::LLVMGetMaskValue(self.raw, index))
                .collect()
        }
    }

    /// What a call calls.
    pub fn callee(self) -> Value<'c> {
        assert_eq!(self.opcode(), LLVMOpcode::LLVMCall);
        // SAFETY: a call.
        Value::from_raw(unsafe { c::LLVMGetCalledValue(self.raw) })
    }

    /// The function that a call calls directly.
    pub fn called_function(self) -> Option<Function<'c>> {
        (self.opcode() == LLVMOpcode::LLVMCall)
            .then(|| self.callee().function())
            .flatten()
    }

    /// The function type of a call.
    pub fn called_type(self) -> Type<'c> {
        assert_eq!(self.opcode(), LLVMOpcode::LLVMCall);
        // SAFETY: a call.
        Type::from_raw(unsafe { c::LLVMGetCalledFunctionType(self.raw) })
    }

    /// The arguments of a call.
    pub fn arguments(self) -> Vec<Value<'c>> {
        assert_eq!(self.opcode(), LLVMOpcode::LLVMCall);
        // SAFETY: a call; indices are in range.
        unsafe {
            (0..c::LLVMGetNumArgOperands(self.raw))
                .map(|index| Value::from_raw(c::LLVMGetOperand(self.raw, index)))
                .collect()
        }
    }

    /// Whether a call has a function attribute, `convergent` say, itself or through its callee.
    pub fn call_has_attribute(self, name: &str) -> bool {
        assert_eq!(self.opcode(), LLVMOpcode::LLVMCall);
        let kind = super::function::attribute_kind(name);
        // SAFETY: a call.
        let own = unsafe {
            !c::LLVMGetCallSiteEnumAttribute(self.raw, llvm_sys::LLVMAttributeFunctionIndex, kind)
                .is_null()
        };
        own || self
            .called_function()
            .is_some_and(|callee| callee.has_attribute(name))
    }

    /// Removes a function attribute of a call site.
    pub fn remove_call_attribute(self, name: &str) {
        assert_eq!(self.opcode(), LLVMOpcode::LLVMCall);
        let kind = super::function::attribute_kind(name);
        // SAFETY: a call.
        unsafe {
            c::LLVMRemoveCallSiteEnumAttribute(
                self.raw,
                llvm_sys::LLVMAttributeFunctionIndex,
                kind,
            );
        }
    }

    /// Sets the calling convention of a call.
    pub fn set_call_convention(self, convention: u32) {
        assert_eq!(self.opcode(), LLVMOpcode::LLVMCall);
        // SAFETY: a call.
        unsafe { c::LLVMSetInstructionCallConv(self.raw, convention) }
    }

    /// A copy, not yet in a block.
    pub fn duplicate(self) -> Instruction<'c> {
        // SAFETY: an instruction.
        Instruction(Value::from_raw(unsafe {
            c::LLVMInstructionClone(self.raw)
        }))
    }

    /// The source line (file, line, column) it comes from, where there is debug information.
    pub fn source_line(self) -> Option<(String, u32, u32)> {
        let mut size = 0;
        // SAFETY: an instruction; the file name's bytes live with its metadata.
        unsafe {
            let line = c::LLVMGetDebugLocLine(self.raw);
            let file = c::LLVMGetDebugLocFilename(self.raw, &raw mut size);
            if file.is_null() || line == 0 {
                return None;
            }
            let file = std::slice::from_raw_parts(file.cast(), size as usize);
            let column = c::LLVMGetDebugLocColumn(self.raw);
            Some((String::from_utf8_lossy(file).into_owned(), line, column))
        }
    }

    /// Takes the debug location of `other`.
    pub fn copy_debug_location(self, other: Instruction<'c>) {
        // SAFETY: both are instructions.
        unsafe {
            let location = llvm_sys::debuginfo::LLVMInstructionGetDebugLoc(other.raw);
            llvm_sys::debuginfo::LLVMInstructionSetDebugLoc(self.raw, location);
        }
    }
}
