//! From KIR to LLVM instructions.

use super::{
    BlockId, Constant, Function, Inst, Instruction, Memory, Op, Origin, Sharing, Target,
    Terminator, Type, Value, cfg,
};
use llvm_sys::{
    LLVMAtomicRMWBinOp, LLVMIntPredicate, LLVMOpcode,
    core::*,
    prelude::{LLVMBasicBlockRef, LLVMBuilderRef, LLVMValueRef},
};

const NO_NAME: *const std::ffi::c_char = c"".as_ptr();

/// What the exported code is put into.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The LLVM function; its blocks are appended.
    pub function: LLVMValueRef,
    /// A builder of ours to use.
    pub builder: LLVMBuilderRef,
    /// A value for each parameter.
    pub params: &'a [LLVMValueRef],
    /// Where each exit goes.
    pub exits: &'a [LLVMBasicBlockRef],
}

/// Appends the blocks that can be reached, and returns the first.
///
/// # Safety
/// The place must be valid, its values and exits be of the number and types that the function has, and the origins alive.
#[must_use]
pub unsafe fn export(function: &Function, place: Place<'_>) -> LLVMBasicBlockRef {
    let order = cfg::reverse_postorder(function);
    let mut exporter = Exporter {
        function,
        place,
        values: vec![std::ptr::null_mut(); function.inst_count()],
        blocks: vec![std::ptr::null_mut(); function.block_count()],
        kinds: MetadataKinds::of(function),
    };
    // SAFETY: the caller's promise.
    unsafe {
        for &block in &order {
            exporter.blocks[block.index()] = LLVMAppendBasicBlockInContext(
                function.target.context(),
                place.function,
                c"body".as_ptr(),
            );
        }
        for &block in &order {
            exporter.block(block);
        }
        for &block in &order {
            exporter.incoming(block);
        }
    }
    exporter.blocks[function.entry.index()]
}

struct Exporter<'a> {
    function: &'a Function,
    place: Place<'a>,
    values: Vec<LLVMValueRef>,
    blocks: Vec<LLVMBasicBlockRef>,
    kinds: MetadataKinds,
}

impl Exporter<'_> {
    fn value(&self, value: Value) -> LLVMValueRef {
        let raw = match value {
            Value::Inst(inst) => self.values[inst.index()],
            Value::Param(param) => self.place.params[param.index()],
            Value::Constant(constant) => constant.raw(),
        };
        assert!(!raw.is_null(), "{value:?} is used before it is defined");
        raw
    }

    unsafe fn block(&mut self, id: BlockId) {
        let function = self.function;
        let block = function.block(id);
        // SAFETY: the block was made by us.
        unsafe {
            LLVMPositionBuilderAtEnd(self.place.builder, self.blocks[id.index()]);
            for &inst in &block.insts {
                self.values[inst.index()] = self.instruction(function.inst(inst));
            }
            let terminator = self.terminator(&block.terminator);
            if let Some(origin) = block.origin {
                self.kinds
                    .copy_terminator(origin, terminator, &block.terminator);
            }
        }
    }

    unsafe fn instruction(&self, inst: &Inst) -> LLVMValueRef {
        let builder = self.place.builder;
        // SAFETY: operands have the types that the instruction wants, as `verify` checks.
        unsafe {
            if inst.is_phi() {
                return LLVMBuildPhi(builder, inst.ty.raw(), NO_NAME);
            }
            let operands: Vec<LLVMValueRef> = inst
                .operands
                .iter()
                .map(|&operand| self.value(operand))
                .collect();
            if let Origin::Clone(origin) = inst.origin {
                let clone = LLVMInstructionClone(origin.raw());
                for (index, &operand) in (0..).zip(&operands) {
                    LLVMSetOperand(clone, index, operand);
                }
                LLVMInsertIntoBuilderWithName(builder, clone, NO_NAME);
                clone
            } else {
                let raw = self.build(inst, operands);
                // The builder folds constants.
                if let (Some(origin), false) =
                    (inst.origin.instruction(), LLVMIsAInstruction(raw).is_null())
                {
                    copy_flags(origin, raw, &inst.op);
                    self.kinds.copy(origin, raw);
                }
                raw
            }
        }
    }

    unsafe fn build(&self, inst: &Inst, mut operands: Vec<LLVMValueRef>) -> LLVMValueRef {
        let builder = self.place.builder;
        let ty = inst.ty.raw();
        // SAFETY: as for `instruction`.
        unsafe {
            match &inst.op {
                Op::Binary(opcode) => {
                    LLVMBuildBinOp(builder, *opcode, operands[0], operands[1], NO_NAME)
                }
                Op::FNeg => LLVMBuildFNeg(builder, operands[0], NO_NAME),
                Op::Cast(opcode) => LLVMBuildCast(builder, *opcode, operands[0], ty, NO_NAME),
                Op::ICmp(predicate) => {
                    LLVMBuildICmp(builder, *predicate, operands[0], operands[1], NO_NAME)
                }
                Op::FCmp(predicate) => {
                    LLVMBuildFCmp(builder, *predicate, operands[0], operands[1], NO_NAME)
                }
                Op::Select => {
                    LLVMBuildSelect(builder, operands[0], operands[1], operands[2], NO_NAME)
                }
                Op::Prefetch => self.prefetch(&operands),
                Op::Freeze => LLVMBuildFreeze(builder, operands[0], NO_NAME),
                Op::Load(memory) => {
                    let load = LLVMBuildLoad2(builder, ty, operands[0], NO_NAME);
                    set_memory(load, *memory);
                    load
                }
                Op::Store(memory) => {
                    let store = LLVMBuildStore(builder, operands[0], operands[1]);
                    set_memory(store, *memory);
                    if memory.non_temporal {
                        self.kinds.set_non_temporal(store, self.function.target);
                    }
                    store
                }
                Op::Gep(source) => {
                    let count = u32::try_from(operands.len() - 1).expect("few indices");
                    let indices = operands[1..].as_mut_ptr();
                    LLVMBuildGEP2(builder, source.raw(), operands[0], indices, count, NO_NAME)
                }
                Op::Call => {
                    let callee = operands.pop().expect("a call has a callee");
                    let ty = LLVMGlobalGetValueType(callee);
                    let count = u32::try_from(operands.len()).expect("few arguments");
                    LLVMBuildCall2(builder, ty, callee, operands.as_mut_ptr(), count, NO_NAME)
                }
                Op::ExtractElement => {
                    LLVMBuildExtractElement(builder, operands[0], operands[1], NO_NAME)
                }
                Op::InsertElement => {
                    LLVMBuildInsertElement(builder, operands[0], operands[1], operands[2], NO_NAME)
                }
                Op::Shuffle(mask) => {
                    let mask = shuffle_mask(self.function.target.int(32), mask);
                    LLVMBuildShuffleVector(builder, operands[0], operands[1], mask.raw(), NO_NAME)
                }
                Op::ExtractValue(indices) => {
                    assert_eq!(indices.len(), 1, "our own have one index");
                    LLVMBuildExtractValue(builder, operands[0], indices[0], NO_NAME)
                }
                Op::InsertValue(indices) => {
                    assert_eq!(indices.len(), 1, "our own have one index");
                    LLVMBuildInsertValue(builder, operands[0], operands[1], indices[0], NO_NAME)
                }
                Op::MaskedLoad(align) => {
                    self.masked("llvm.masked.load", 0, *align, inst, &mut operands)
                }
                Op::MaskedStore(align) => {
                    self.masked("llvm.masked.store", 1, *align, inst, &mut operands)
                }
                Op::Gather(align) => {
                    self.masked("llvm.masked.gather", 0, *align, inst, &mut operands)
                }
                Op::Scatter(align) => {
                    self.masked("llvm.masked.scatter", 1, *align, inst, &mut operands)
                }
                Op::AtomicRmw(operation, Sharing::WorkGroup) => {
                    self.read_write(*operation, &operands)
                }
                Op::CompareExchange(Sharing::WorkGroup) => self.exchange_if(ty, &operands),
                Op::FirstLane
                | Op::PerLane(_)
                | Op::Choice { .. }
                | Op::Phi(_)
                | Op::AtomicRmw(_, Sharing::All)
                | Op::CompareExchange(Sharing::All)
                | Op::Fence
                | Op::Other(_) => {
                    unreachable!("{:?} is only cloned", inst.op)
                }
            }
        }
    }

    /// Into all caches, for reading.
    unsafe fn prefetch(&self, operands: &[LLVMValueRef]) -> LLVMValueRef {
        let target = self.function.target;
        let int = target.int(32);
        // SAFETY: an address; the declaration is the intrinsic's.
        unsafe {
            let ty = target.pointer(LLVMGetPointerAddressSpace(LLVMTypeOf(operands[0])));
            let callee = target.intrinsic("llvm.prefetch", &[ty]).raw();
            let data = int.constant(1).raw();
            let mut arguments = [operands[0], int.zero().raw(), int.constant(3).raw(), data];
            let function_ty = LLVMGlobalGetValueType(callee);
            LLVMBuildCall2(
                self.place.builder,
                function_ty,
                callee,
                arguments.as_mut_ptr(),
                4,
                NO_NAME,
            )
        }
    }

    /// What an atomic operation does, for memory that no other thread sees.
    unsafe fn read_write(
        &self,
        operation: LLVMAtomicRMWBinOp,
        operands: &[LLVMValueRef],
    ) -> LLVMValueRef {
        let builder = self.place.builder;
        // SAFETY: an address and an operand.
        unsafe {
            let old = LLVMBuildLoad2(builder, LLVMTypeOf(operands[1]), operands[0], NO_NAME);
            let new = match simple_form(operation).expect("only such are for one thread") {
                SimpleForm::Operand => operands[1],
                SimpleForm::Binary(opcode) => {
                    LLVMBuildBinOp(builder, opcode, old, operands[1], NO_NAME)
                }
                SimpleForm::Choice(predicate) => {
                    let keep = LLVMBuildICmp(builder, predicate, old, operands[1], NO_NAME);
                    LLVMBuildSelect(builder, keep, old, operands[1], NO_NAME)
                }
            };
            LLVMBuildStore(builder, new, operands[0]);
            old
        }
    }

    /// The same for a compare-exchange: what was there, and whether it was as expected.
    unsafe fn exchange_if(
        &self,
        ty: llvm_sys::prelude::LLVMTypeRef,
        operands: &[LLVMValueRef],
    ) -> LLVMValueRef {
        let builder = self.place.builder;
        // SAFETY: an address and two values.
        unsafe {
            let old = LLVMBuildLoad2(builder, LLVMTypeOf(operands[1]), operands[0], NO_NAME);
            let equal = LLVMIntPredicate::LLVMIntEQ;
            let equal = LLVMBuildICmp(builder, equal, old, operands[1], NO_NAME);
            let new = LLVMBuildSelect(builder, equal, operands[2], old, NO_NAME);
            LLVMBuildStore(builder, new, operands[0]);
            let pair = LLVMBuildInsertValue(builder, LLVMGetPoison(ty), old, 0, NO_NAME);
            LLVMBuildInsertValue(builder, pair, equal, 1, NO_NAME)
        }
    }

    /// A masked access whose address is the operand of this number.
    unsafe fn masked(
        &self,
        name: &str,
        address: u32,
        align: u32,
        inst: &Inst,
        operands: &mut [LLVMValueRef],
    ) -> LLVMValueRef {
        let target = self.function.target;
        // Loads are overloaded on result and address, stores on value and address.
        let data = if inst.ty.is_void() {
            self.function.type_of(inst.operands[0])
        } else {
            inst.ty
        };
        let pointer = self.function.type_of(inst.operands[address as usize]);
        let callee = target.intrinsic(name, &[data, pointer]).raw();
        let count = u32::try_from(operands.len()).expect("few operands");
        // SAFETY: the operands are those that the intrinsic wants.
        unsafe {
            let ty = LLVMGlobalGetValueType(callee);
            let call = LLVMBuildCall2(
                self.place.builder,
                ty,
                callee,
                operands.as_mut_ptr(),
                count,
                NO_NAME,
            );
            let kind = target.attribute_kind("align");
            let attribute = LLVMCreateEnumAttribute(target.context(), kind, align.into());
            LLVMAddCallSiteAttribute(call, address + 1, attribute);
            call
        }
    }

    unsafe fn terminator(&self, terminator: &Terminator) -> LLVMValueRef {
        let builder = self.place.builder;
        let block = |id: BlockId| self.blocks[id.index()];
        // SAFETY: all successors were made by us or are the caller's.
        unsafe {
            match terminator {
                Terminator::Branch(next) => LLVMBuildBr(builder, block(*next)),
                Terminator::Conditional(condition, then, otherwise) => LLVMBuildCondBr(
                    builder,
                    self.value(*condition),
                    block(*then),
                    block(*otherwise),
                ),
                Terminator::Switch(value, cases, default) => {
                    let count = u32::try_from(cases.len()).expect("few cases");
                    let switch =
                        LLVMBuildSwitch(builder, self.value(*value), block(*default), count);
                    for (case, target) in cases {
                        LLVMAddCase(switch, case.raw(), block(*target));
                    }
                    switch
                }
                Terminator::Exit(exit) => LLVMBuildBr(builder, self.place.exits[*exit as usize]),
                Terminator::Unreachable => LLVMBuildUnreachable(builder),
                Terminator::Return | Terminator::Barrier(_) | Terminator::SubGroupBarrier(_) => {
                    unreachable!("{terminator:?} is not in a region")
                }
            }
        }
    }

    unsafe fn incoming(&self, id: BlockId) {
        for phi in self.function.phis(id) {
            let inst = self.function.inst(phi);
            let Op::Phi(predecessors) = &inst.op else {
                unreachable!("phis() gives phis")
            };
            let (mut values, mut blocks) = (Vec::new(), Vec::new());
            for (&value, &predecessor) in inst.operands.iter().zip(predecessors) {
                // LLVM wants an entry for each edge.
                let successors = self.function.block(predecessor).terminator.successors();
                for _ in successors.filter(|&successor| successor == id) {
                    values.push(self.value(value));
                    blocks.push(self.blocks[predecessor.index()]);
                }
            }
            let count = u32::try_from(values.len()).expect("few predecessors");
            // SAFETY: a phi with as many values as blocks.
            unsafe {
                LLVMAddIncoming(
                    self.values[phi.index()],
                    values.as_mut_ptr(),
                    blocks.as_mut_ptr(),
                    count,
                )
            };
        }
    }
}

/// An atomic operation in ordinary instructions.
pub(crate) enum SimpleForm {
    /// The operand is the new value.
    Operand,
    /// An operation of the old value and the operand.
    Binary(LLVMOpcode),
    /// The old value if this holds of it and the operand, else the operand.
    Choice(LLVMIntPredicate),
}

/// The ordinary instructions for an atomic operation on integers, if there are any.
pub(crate) fn simple_form(operation: LLVMAtomicRMWBinOp) -> Option<SimpleForm> {
    use LLVMAtomicRMWBinOp::*;
    Some(match operation {
        LLVMAtomicRMWBinOpXchg => SimpleForm::Operand,
        LLVMAtomicRMWBinOpAdd => SimpleForm::Binary(LLVMOpcode::LLVMAdd),
        LLVMAtomicRMWBinOpSub => SimpleForm::Binary(LLVMOpcode::LLVMSub),
        LLVMAtomicRMWBinOpAnd => SimpleForm::Binary(LLVMOpcode::LLVMAnd),
        LLVMAtomicRMWBinOpOr => SimpleForm::Binary(LLVMOpcode::LLVMOr),
        LLVMAtomicRMWBinOpXor => SimpleForm::Binary(LLVMOpcode::LLVMXor),
        LLVMAtomicRMWBinOpMax => SimpleForm::Choice(LLVMIntPredicate::LLVMIntSGT),
        LLVMAtomicRMWBinOpMin => SimpleForm::Choice(LLVMIntPredicate::LLVMIntSLT),
        LLVMAtomicRMWBinOpUMax => SimpleForm::Choice(LLVMIntPredicate::LLVMIntUGT),
        LLVMAtomicRMWBinOpUMin => SimpleForm::Choice(LLVMIntPredicate::LLVMIntULT),
        LLVMAtomicRMWBinOpFAdd => SimpleForm::Binary(LLVMOpcode::LLVMFAdd),
        LLVMAtomicRMWBinOpFSub => SimpleForm::Binary(LLVMOpcode::LLVMFSub),
        _ => return None,
    })
}

/// The mask of a shuffle as LLVM wants it.
fn shuffle_mask(int: Type, mask: &[i32]) -> Constant {
    let elements: Vec<Constant> = mask
        .iter()
        .map(|&index| {
            u64::try_from(index).map_or_else(|_| int.poison(), |index| int.constant(index))
        })
        .collect();
    Constant::vector(&elements)
}

unsafe fn set_memory(access: LLVMValueRef, memory: Memory) {
    // SAFETY: a load or a store.
    unsafe {
        LLVMSetAlignment(access, memory.align);
        LLVMSetVolatile(access, memory.volatile.into());
    }
}

/// Gives an instruction the flags of another one with the same operation.
unsafe fn copy_flags(origin: Instruction, to: LLVMValueRef, op: &Op) {
    let from = origin.raw();
    // SAFETY: flags are asked of the operations that have them.
    unsafe {
        if LLVMGetInstructionOpcode(from) != LLVMGetInstructionOpcode(to) {
            return;
        }
        match op {
            Op::Binary(
                LLVMOpcode::LLVMAdd
                | LLVMOpcode::LLVMSub
                | LLVMOpcode::LLVMMul
                | LLVMOpcode::LLVMShl,
            )
            | Op::Cast(LLVMOpcode::LLVMTrunc) => {
                LLVMSetNUW(to, LLVMGetNUW(from));
                LLVMSetNSW(to, LLVMGetNSW(from));
            }
            Op::Binary(
                LLVMOpcode::LLVMUDiv
                | LLVMOpcode::LLVMSDiv
                | LLVMOpcode::LLVMLShr
                | LLVMOpcode::LLVMAShr,
            ) => LLVMSetExact(to, LLVMGetExact(from)),
            Op::Binary(LLVMOpcode::LLVMOr) => LLVMSetIsDisjoint(to, LLVMGetIsDisjoint(from)),
            Op::Cast(LLVMOpcode::LLVMZExt | LLVMOpcode::LLVMUIToFP) => {
                LLVMSetNNeg(to, LLVMGetNNeg(from))
            }
            Op::ICmp(_) => LLVMSetICmpSameSign(to, LLVMGetICmpSameSign(from)),
            Op::Gep(_) => LLVMGEPSetNoWrapFlags(to, LLVMGEPGetNoWrapFlags(from)),
            _ => {}
        }
        if LLVMCanValueUseFastMathFlags(to) != 0 && LLVMCanValueUseFastMathFlags(from) != 0 {
            LLVMSetFastMathFlags(to, LLVMGetFastMathFlags(from));
        }
    }
}

/// Numbers of the kinds of metadata that survive a change of type.
struct MetadataKinds {
    looping: u32,
    profile: u32,
    non_temporal: u32,
    of_instructions: [u32; 4],
}

impl MetadataKinds {
    fn of(function: &Function) -> Self {
        let kind = |name: &str| {
            let length = u32::try_from(name.len()).expect("a short name");
            // SAFETY: the context is alive, the name given by its bytes.
            unsafe {
                LLVMGetMDKindIDInContext(function.target.context(), name.as_ptr().cast(), length)
            }
        };
        Self {
            looping: kind("llvm.loop"),
            profile: kind("prof"),
            non_temporal: kind("nontemporal"),
            of_instructions: [
                kind("tbaa"),
                kind("fpmath"),
                kind("alias.scope"),
                kind("noalias"),
            ],
        }
    }

    unsafe fn set_non_temporal(&self, store: LLVMValueRef, target: Target) {
        let one = target.int(32).constant(1).raw();
        // SAFETY: a store, and a node of one constant, as LLVM's reference says.
        unsafe {
            let mut one = LLVMValueAsMetadata(one);
            let node = LLVMMDNodeInContext2(target.context(), &raw mut one, 1);
            let node = LLVMMetadataAsValue(target.context(), node);
            LLVMSetMetadata(store, self.non_temporal, node);
        }
    }

    unsafe fn copy(&self, origin: Instruction, to: LLVMValueRef) {
        // SAFETY: both are instructions.
        unsafe {
            for kind in self.of_instructions {
                let node = LLVMGetMetadata(origin.raw(), kind);
                if !node.is_null() {
                    LLVMSetMetadata(to, kind, node);
                }
            }
            let location = llvm_sys::debuginfo::LLVMInstructionGetDebugLoc(origin.raw());
            if !location.is_null() {
                llvm_sys::debuginfo::LLVMInstructionSetDebugLoc(to, location);
            }
        }
    }

    unsafe fn copy_terminator(
        &self,
        origin: Instruction,
        to: LLVMValueRef,
        terminator: &Terminator,
    ) {
        let from = origin.raw();
        // SAFETY: both are terminators.
        unsafe {
            let node = LLVMGetMetadata(from, self.looping);
            if !node.is_null() {
                LLVMSetMetadata(to, self.looping, node);
            }
            let node = LLVMGetMetadata(from, self.profile);
            let same = terminator.successors().count() == LLVMGetNumSuccessors(from) as usize;
            if !node.is_null() && same && terminator.condition().is_some() {
                LLVMSetMetadata(to, self.profile, node);
            }
            let location = llvm_sys::debuginfo::LLVMInstructionGetDebugLoc(from);
            if !location.is_null() {
                llvm_sys::debuginfo::LLVMInstructionSetDebugLoc(to, location);
            }
        }
    }
}
