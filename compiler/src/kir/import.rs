//! From an LLVM function to KIR.

mod sub_group;

use super::{
    Block, BlockId, Constant, Function, Inst, InstId, Instruction, Memory, Op, Origin, ParamKind,
    Sharing, Target, Terminator, Type, Value,
};
use llvm_sys::{
    LLVMAtomicOrdering, LLVMOpcode,
    core::*,
    prelude::{LLVMBasicBlockRef, LLVMUseRef, LLVMValueRef},
};
use std::collections::HashMap;

/// Why a function can't be imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It has an instruction that kernels don't have.
    #[error("instruction {0} is not supported in a kernel")]
    Instruction(String),
    /// A private variable's size is not known.
    #[error("a private variable of variable size")]
    DynamicAlloca,
}

/// A private variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Private {
    /// Size in bytes.
    pub size: u64,
    /// Alignment in bytes.
    pub align: u32,
}

impl Private {
    /// From one work-item's to the next one's, in bytes.
    #[must_use]
    pub fn stride(self) -> u64 {
        self.size.max(1).next_multiple_of(self.align.into())
    }
}

/// A kernel as it was imported.
#[derive(Debug, Clone)]
pub struct Kernel {
    /// Its body.
    pub function: Function,
    /// Its private variables: what [`ParamKind::Private`] numbers.
    pub privates: Vec<Private>,
    /// Whether it has sub-group barriers.
    pub has_sub_group_barrier: bool,
}

/// Imports a kernel whose sub-groups have this many work-items, a power of two.
///
/// # Safety
/// `kernel` must be a function with a body in the module of `target`.
///
/// # Errors
/// What the function has that KIR can't express.
pub unsafe fn import(
    kernel: LLVMValueRef,
    target: Target,
    sub_group_size: u32,
) -> Result<Kernel, Error> {
    // SAFETY: the caller's promise.
    let has_sub_group_barrier =
        unsafe { sub_group::calls(kernel, c"__mirrorcl_sub_group_barrier") };
    let mut importer = Importer {
        sub_group_size,
        has_sub_group_barrier,
        function: Function::new(target),
        privates: Vec::new(),
        values: HashMap::new(),
        blocks: HashMap::new(),
        ends: HashMap::new(),
        pending: Vec::new(),
    };
    // SAFETY: the caller's promise.
    unsafe {
        importer.arguments(kernel);
        let blocks = reachable_blocks(kernel);
        for &block in &blocks {
            importer.declare_block(block);
        }
        importer
            .function
            .block_mut(importer.function.entry)
            .terminator = Terminator::Branch(importer.blocks[&blocks[0]]);
        for &block in &blocks {
            importer.instructions(block)?;
        }
        importer.operands();
        for &block in &blocks {
            importer.terminator(block)?;
        }
    }
    Ok(Kernel {
        function: importer.function,
        privates: importer.privates,
        has_sub_group_barrier,
    })
}

struct Importer {
    sub_group_size: u32,
    has_sub_group_barrier: bool,
    function: Function,
    privates: Vec<Private>,
    values: HashMap<LLVMValueRef, Value>,
    /// The first KIR block of each LLVM block.
    blocks: HashMap<LLVMBasicBlockRef, BlockId>,
    /// The last one; another one if the block has barriers.
    ends: HashMap<LLVMBasicBlockRef, BlockId>,
    /// Instructions whose operands are to be set.
    pending: Vec<(InstId, LLVMValueRef)>,
}

impl Importer {
    fn target(&self) -> Target {
        self.function.target
    }

    unsafe fn arguments(&mut self, kernel: LLVMValueRef) {
        let target = self.target();
        // SAFETY: a function; its arguments are counted.
        unsafe {
            for index in 0..LLVMCountParams(kernel) {
                let argument = LLVMGetParam(kernel, index);
                let attribute =
                    LLVMGetEnumAttributeAtIndex(kernel, index + 1, target.attribute_kind("byval"));
                let value = if attribute.is_null() {
                    let ty = Type::from_raw(LLVMTypeOf(argument));
                    self.function.param(ParamKind::Argument(index), ty)
                } else {
                    let address = self
                        .function
                        .param(ParamKind::ArgumentAddress(index), target.pointer(0));
                    if only_read(argument) {
                        address
                    } else {
                        let ty = Type::from_raw(LLVMGetTypeAttributeValue(attribute));
                        self.private_copy(address, ty)
                    }
                };
                self.values.insert(argument, value);
            }
        }
    }

    /// A work-item's own copy of an argument that it may change.
    unsafe fn private_copy(&mut self, address: Value, ty: Type) -> Value {
        let target = self.target();
        let private = Private {
            size: target.size_of(ty),
            align: target.align_of(ty).max(16),
        };
        let copy = self.private(private);
        let (pointer, size) = (target.pointer(0), target.int(64));
        let memcpy = target.intrinsic("llvm.memcpy", &[pointer, pointer, size]);
        let operands = vec![
            copy,
            address,
            size.constant(private.size).into(),
            target.bool().zero().into(),
            memcpy.into(),
        ];
        let entry = self.function.entry;
        self.function
            .push(entry, Inst::new(Op::Call, operands, target.void()));
        copy
    }

    fn private(&mut self, private: Private) -> Value {
        let kind = ParamKind::Private(u32::try_from(self.privates.len()).expect("few variables"));
        self.privates.push(private);
        self.function.param(kind, self.target().pointer(0))
    }

    fn declare_block(&mut self, block: LLVMBasicBlockRef) {
        let id = self.function.add_block();
        self.blocks.insert(block, id);
    }

    /// Gives every instruction its place; operands follow when all are known.
    unsafe fn instructions(&mut self, block: LLVMBasicBlockRef) -> Result<(), Error> {
        let mut current = self.blocks[&block];
        // SAFETY: an alive block; the walk ends at its terminator.
        unsafe {
            let end = LLVMGetBasicBlockTerminator(block);
            let mut raw = LLVMGetFirstInstruction(block);
            while raw != end {
                match self.special(raw)? {
                    Some(Special::Value(value)) => {
                        self.values.insert(raw, value);
                    }
                    Some(Special::LocalId(dimension)) => self.local_id(current, raw, dimension),
                    Some(Special::Barrier) => {
                        let next = self.function.add_block();
                        self.function.block_mut(current).terminator = Terminator::Barrier(next);
                        current = next;
                    }
                    Some(Special::SubGroupBarrier) => {
                        let next = self.function.add_block();
                        let end = Terminator::SubGroupBarrier(next);
                        self.function.block_mut(current).terminator = end;
                        current = next;
                    }
                    Some(Special::SubGroup(query)) => {
                        let value = self.sub_group(current, query);
                        self.values.insert(raw, value);
                    }
                    Some(Special::Nothing) => {}
                    None => {
                        let inst = Inst {
                            op: operation(raw)?,
                            operands: Vec::new(),
                            ty: Type::from_raw(LLVMTypeOf(raw)),
                            origin: Origin::Clone(Instruction::from_raw(raw)),
                        };
                        let id = self.function.push(current, inst);
                        self.values.insert(raw, id.into());
                        self.pending.push((id, raw));
                    }
                }
                raw = LLVMGetNextInstruction(raw);
            }
        }
        self.ends.insert(block, current);
        Ok(())
    }

    /// What stands for instructions that KIR does not keep.
    unsafe fn special(&mut self, raw: LLVMValueRef) -> Result<Option<Special>, Error> {
        let target = self.target();
        // SAFETY: an alive instruction; questions are asked of the kinds that have an answer.
        unsafe {
            match LLVMGetInstructionOpcode(raw) {
                LLVMOpcode::LLVMAlloca => {
                    let count = Constant::from_raw(LLVMGetOperand(raw, 0)).as_u64();
                    let ty = Type::from_raw(LLVMGetAllocatedType(raw));
                    let private = Private {
                        size: count.ok_or(Error::DynamicAlloca)? * target.size_of(ty),
                        align: LLVMGetAlignment(raw),
                    };
                    Ok(Some(Special::Value(self.private(private))))
                }
                LLVMOpcode::LLVMCall => {
                    let callee = LLVMGetCalledValue(raw);
                    if LLVMIsAFunction(callee).is_null() {
                        return Ok(None);
                    }
                    Ok(match Constant::from_raw(callee).name().as_str() {
                        "__mirrorcl_context" => {
                            let ty = Type::from_raw(LLVMTypeOf(raw));
                            Some(Special::Value(self.function.param(ParamKind::Context, ty)))
                        }
                        "__mirrorcl_local_id" => Some(Special::LocalId(LLVMGetOperand(raw, 0))),
                        "__mirrorcl_barrier" => Some(Special::Barrier),
                        "__mirrorcl_sub_group_barrier" => Some(Special::SubGroupBarrier),
                        "__mirrorcl_sub_group_size" => {
                            let size = target.int(64).constant(self.sub_group_size.into());
                            Some(Special::Value(size.into()))
                        }
                        "__mirrorcl_sub_group" => Some(Special::SubGroup(ParamKind::SubGroup)),
                        "__mirrorcl_sub_group_item" => {
                            Some(Special::SubGroup(ParamKind::SubGroupItem))
                        }
                        "__mirrorcl_sub_group_active" => {
                            Some(Special::SubGroup(ParamKind::SubGroupActive))
                        }
                        "__mirrorcl_sub_group_memory" => {
                            let ty = Type::from_raw(LLVMTypeOf(raw));
                            let memory = self.function.param(ParamKind::SubGroupMemory, ty);
                            Some(Special::Value(memory))
                        }
                        // Private variables become places that outlive their scopes.
                        "llvm.lifetime.start.p0" | "llvm.lifetime.end.p0" => Some(Special::Nothing),
                        name if name.starts_with("llvm.experimental.noalias.scope") => {
                            // A declaration inside a loop that we multiply would promise too much.
                            Some(Special::Nothing)
                        }
                        _ => None,
                    })
                }
                _ => Ok(None),
            }
        }
    }

    /// A local id; of dimensions above 2 it is 0 (OpenCL C §6.15.1).
    unsafe fn local_id(&mut self, block: BlockId, raw: LLVMValueRef, dimension: LLVMValueRef) {
        let size = self.target().int(64);
        let ids: Vec<Value> = (0..3)
            .map(|dimension| self.function.param(ParamKind::LocalId(dimension), size))
            .collect();
        // SAFETY: an alive operand.
        let constant = unsafe { LLVMIsAConstantInt(dimension) };
        if !constant.is_null() {
            // SAFETY: a constant integer.
            let dimension = unsafe { LLVMConstIntGetZExtValue(constant) };
            let id = usize::try_from(dimension)
                .ok()
                .and_then(|dimension| ids.get(dimension));
            self.values
                .insert(raw, id.copied().unwrap_or_else(|| size.zero().into()));
            return;
        }
        let bool = self.target().bool();
        let mut value = Value::from(size.zero());
        for (index, &id) in ids.iter().enumerate() {
            let equal = Op::ICmp(llvm_sys::LLVMIntPredicate::LLVMIntEQ);
            let compare = self
                .function
                .push(block, Inst::new(equal, Vec::new(), bool));
            // SAFETY: an alive operand, of an integer type.
            let number = unsafe { Type::from_raw(LLVMTypeOf(dimension)) }.constant(index as u64);
            // The dimension may be an instruction that is not imported yet.
            self.pending.push((compare, dimension));
            self.function.inst_mut(compare).operands = vec![number.into()];
            let select = Inst::new(Op::Select, vec![compare.into(), id, value], size);
            value = self.function.push(block, select).into();
        }
        self.values.insert(raw, value);
    }

    fn value(&self, raw: LLVMValueRef) -> Value {
        self.values.get(&raw).copied().unwrap_or_else(|| {
            // SAFETY: an alive operand that is neither an instruction, nor an argument, nor a block.
            Value::Constant(unsafe { Constant::from_raw(raw) })
        })
    }

    unsafe fn operands(&mut self) {
        for (id, raw) in std::mem::take(&mut self.pending) {
            if self.function.inst(id).origin == Origin::New {
                let dimension = self.value(raw);
                self.function.inst_mut(id).operands.push(dimension);
                continue;
            }
            // SAFETY: an alive instruction whose operands are counted.
            let operands = unsafe {
                if self.function.inst(id).is_phi() {
                    let count = LLVMCountIncoming(raw);
                    let (mut values, mut blocks) = (Vec::new(), Vec::new());
                    for index in 0..count {
                        // Predecessors that can't be reached were not imported; KIR names each of the others once.
                        match self.ends.get(&LLVMGetIncomingBlock(raw, index)) {
                            Some(block) if !blocks.contains(block) => {
                                values.push(self.value(LLVMGetIncomingValue(raw, index)));
                                blocks.push(*block);
                            }
                            _ => {}
                        }
                    }
                    self.function.inst_mut(id).op = Op::Phi(blocks);
                    values
                } else {
                    (0..LLVMGetNumOperands(raw).unsigned_abs())
                        .map(|index| self.value(LLVMGetOperand(raw, index)))
                        .collect()
                }
            };
            let inst = self.function.inst_mut(id);
            inst.operands = operands;
            complement(inst);
        }
    }

    unsafe fn terminator(&mut self, block: LLVMBasicBlockRef) -> Result<(), Error> {
        // SAFETY: an alive block with a terminator, whose operands are read as its opcode has them.
        let (terminator, raw) = unsafe {
            let raw = LLVMGetBasicBlockTerminator(block);
            let target = |index| self.blocks[&LLVMGetSuccessor(raw, index)];
            let terminator = match LLVMGetInstructionOpcode(raw) {
                LLVMOpcode::LLVMRet => Terminator::Return,
                LLVMOpcode::LLVMUnreachable => Terminator::Unreachable,
                LLVMOpcode::LLVMBr if LLVMIsConditional(raw) == 0 => Terminator::Branch(target(0)),
                LLVMOpcode::LLVMBr => {
                    Terminator::Conditional(self.value(LLVMGetCondition(raw)), target(0), target(1))
                }
                LLVMOpcode::LLVMSwitch => {
                    let cases = (1..LLVMGetNumSuccessors(raw))
                        .map(|index| {
                            let case = Constant::from_raw(LLVMGetSwitchCaseValue(raw, index));
                            (case, target(index))
                        })
                        .collect();
                    Terminator::Switch(self.value(LLVMGetOperand(raw, 0)), cases, target(0))
                }
                other => return Err(Error::Instruction(format!("{other:?}"))),
            };
            (terminator, Instruction::from_raw(raw))
        };
        let end: &mut Block = self.function.block_mut(self.ends[&block]);
        end.terminator = terminator;
        end.origin = Some(raw);
        Ok(())
    }
}

/// What stands for an instruction that KIR does not keep.
enum Special {
    Value(Value),
    LocalId(LLVMValueRef),
    Barrier,
    SubGroupBarrier,
    SubGroup(ParamKind),
    Nothing,
}

/// The blocks that can be reached, the entry first.
unsafe fn reachable_blocks(function: LLVMValueRef) -> Vec<LLVMBasicBlockRef> {
    // SAFETY: a function with a body.
    let entry = unsafe { LLVMGetEntryBasicBlock(function) };
    let mut blocks = vec![entry];
    let mut seen = std::collections::HashSet::from([entry]);
    let mut next = 0;
    while let Some(&block) = blocks.get(next) {
        next += 1;
        // SAFETY: an alive block; its successors are counted.
        unsafe {
            let terminator = LLVMGetBasicBlockTerminator(block);
            for index in 0..LLVMGetNumSuccessors(terminator) {
                let successor = LLVMGetSuccessor(terminator, index);
                if seen.insert(successor) {
                    blocks.push(successor);
                }
            }
        }
    }
    blocks
}

/// Whether memory is only read through this pointer, and the pointer goes nowhere else.
unsafe fn only_read(pointer: LLVMValueRef) -> bool {
    let mut pointers = vec![pointer];
    let mut seen = std::collections::HashSet::new();
    while let Some(pointer) = pointers.pop() {
        if !seen.insert(pointer) {
            continue;
        }
        // SAFETY: an alive value; its uses are walked to their end.
        unsafe {
            let mut current: LLVMUseRef = LLVMGetFirstUse(pointer);
            while !current.is_null() {
                let user = LLVMGetUser(current);
                match LLVMGetInstructionOpcode(user) {
                    LLVMOpcode::LLVMLoad | LLVMOpcode::LLVMICmp => {}
                    LLVMOpcode::LLVMGetElementPtr
                    | LLVMOpcode::LLVMBitCast
                    | LLVMOpcode::LLVMAddrSpaceCast
                    | LLVMOpcode::LLVMSelect
                    | LLVMOpcode::LLVMPHI => pointers.push(user),
                    LLVMOpcode::LLVMCall => {
                        let name = Constant::from_raw(LLVMGetCalledValue(user)).name();
                        let harmless = name.starts_with("llvm.lifetime")
                            || (name.starts_with("llvm.memcpy")
                                && LLVMGetOperand(user, 0) != pointer);
                        if !harmless {
                            return false;
                        }
                    }
                    _ => return false,
                }
                current = LLVMGetNextUse(current);
            }
        }
    }
    true
}

/// Makes `~x` what it is among sums, `-1 - x`: LLVM writes `n - 1 - x` as `n + ~x`, and turns it back later.
fn complement(inst: &mut Inst) {
    let is_xor = inst.op == Op::Binary(LLVMOpcode::LLVMXor) && inst.ty.is_int();
    let ones = |&value: &Value| matches!(value, Value::Constant(ones) if ones.is_all_ones());
    if is_xor && inst.ty.int_bits() > 1 && ones(&inst.operands[1]) {
        inst.op = Op::Binary(LLVMOpcode::LLVMSub);
        inst.operands.swap(0, 1);
        inst.origin = Origin::New;
    }
}

/// The operation of an instruction.
unsafe fn operation(raw: LLVMValueRef) -> Result<Op, Error> {
    // SAFETY: an alive instruction; questions are asked of the kinds that have an answer.
    unsafe {
        let opcode = LLVMGetInstructionOpcode(raw);
        Ok(match opcode {
            LLVMOpcode::LLVMAdd
            | LLVMOpcode::LLVMFAdd
            | LLVMOpcode::LLVMSub
            | LLVMOpcode::LLVMFSub
            | LLVMOpcode::LLVMMul
            | LLVMOpcode::LLVMFMul
            | LLVMOpcode::LLVMUDiv
            | LLVMOpcode::LLVMSDiv
            | LLVMOpcode::LLVMFDiv
            | LLVMOpcode::LLVMURem
            | LLVMOpcode::LLVMSRem
            | LLVMOpcode::LLVMFRem
            | LLVMOpcode::LLVMShl
            | LLVMOpcode::LLVMLShr
            | LLVMOpcode::LLVMAShr
            | LLVMOpcode::LLVMAnd
            | LLVMOpcode::LLVMOr
            | LLVMOpcode::LLVMXor => Op::Binary(opcode),
            LLVMOpcode::LLVMFNeg => Op::FNeg,
            LLVMOpcode::LLVMTrunc
            | LLVMOpcode::LLVMZExt
            | LLVMOpcode::LLVMSExt
            | LLVMOpcode::LLVMFPToUI
            | LLVMOpcode::LLVMFPToSI
            | LLVMOpcode::LLVMUIToFP
            | LLVMOpcode::LLVMSIToFP
            | LLVMOpcode::LLVMFPTrunc
            | LLVMOpcode::LLVMFPExt
            | LLVMOpcode::LLVMPtrToInt
            | LLVMOpcode::LLVMIntToPtr
            | LLVMOpcode::LLVMBitCast
            | LLVMOpcode::LLVMAddrSpaceCast => Op::Cast(opcode),
            LLVMOpcode::LLVMICmp => Op::ICmp(LLVMGetICmpPredicate(raw)),
            LLVMOpcode::LLVMFCmp => Op::FCmp(LLVMGetFCmpPredicate(raw)),
            LLVMOpcode::LLVMSelect => Op::Select,
            LLVMOpcode::LLVMFreeze => Op::Freeze,
            LLVMOpcode::LLVMPHI => Op::Phi(Vec::new()),
            LLVMOpcode::LLVMLoad => Op::Load(memory(raw)),
            LLVMOpcode::LLVMStore => Op::Store(memory(raw)),
            LLVMOpcode::LLVMGetElementPtr => {
                Op::Gep(Type::from_raw(LLVMGetGEPSourceElementType(raw)))
            }
            LLVMOpcode::LLVMAtomicRMW => Op::AtomicRmw(LLVMGetAtomicRMWBinOp(raw), Sharing::All),
            LLVMOpcode::LLVMAtomicCmpXchg => Op::CompareExchange(Sharing::All),
            LLVMOpcode::LLVMFence => Op::Fence,
            LLVMOpcode::LLVMCall => Op::Call,
            LLVMOpcode::LLVMExtractElement => Op::ExtractElement,
            LLVMOpcode::LLVMInsertElement => Op::InsertElement,
            LLVMOpcode::LLVMShuffleVector => {
                let count = LLVMGetNumMaskElements(raw);
                Op::Shuffle(
                    (0..count)
                        .map(|index| LLVMGetMaskValue(raw, index))
                        .collect(),
                )
            }
            LLVMOpcode::LLVMExtractValue => Op::ExtractValue(indices(raw)),
            LLVMOpcode::LLVMInsertValue => Op::InsertValue(indices(raw)),
            LLVMOpcode::LLVMVAArg
            | LLVMOpcode::LLVMInvoke
            | LLVMOpcode::LLVMCallBr
            | LLVMOpcode::LLVMLandingPad => {
                return Err(Error::Instruction(format!("{opcode:?}")));
            }
            other => Op::Other(other),
        })
    }
}

unsafe fn memory(raw: LLVMValueRef) -> Memory {
    // SAFETY: an alive load or store.
    unsafe {
        Memory {
            align: LLVMGetAlignment(raw),
            volatile: LLVMGetVolatile(raw) != 0,
            atomic: LLVMGetOrdering(raw) != LLVMAtomicOrdering::LLVMAtomicOrderingNotAtomic,
            // An instruction with the metadata keeps them.
            non_temporal: false,
        }
    }
}

unsafe fn indices(raw: LLVMValueRef) -> Vec<u32> {
    // SAFETY: an alive instruction with that many indices.
    unsafe { std::slice::from_raw_parts(LLVMGetIndices(raw), LLVMGetNumIndices(raw) as usize) }
        .to_vec()
}
