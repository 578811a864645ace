//! Stores of cache lines that go past the caches, in launches that write more than those can keep.
//!
//! An ordinary store reads its line from memory before it writes it, and a launch that writes much evicts what it wrote before
//! anybody reads it: a third of the memory traffic of a copy is for nothing. Non-temporal stores spare it. In smaller
//! launches they would cost: the next launch finds the data in a cache. The device says from how many bytes on
//! ([`field::STREAM_KIB`]); whether a store stays inside of its lines is looked at when it is executed.
//!
//! Non-temporal stores are not ordered with other stores. Work-items see their own, and the device orders them before
//! anybody learns that the kernel is done; kernels with atomics or fences, by which others may learn of a store before, have none.

use super::lanes::Builder;
use crate::kir::{
    BlockId, Constant, Function, InstId, Memory, Op, ParamId, ParamKind, Terminator, Value, cfg,
    uniformity::is_reading_call,
};
use llvm_sys::{LLVMIntPredicate, LLVMOpcode};
use mirrorcl_abi::field;
use std::collections::BTreeSet;

/// Bytes of a cache line.
const LINE: u64 = 64;

/// Bytes of the smallest stores that are streamed: the processor puts two that follow each other together to a line.
const PART: u64 = 32;

/// Whether nobody can see a kernel's stores before the kernel is done, unless by a race.
pub(crate) fn is_unordered(kernel: &Function) -> bool {
    let is_unordered = |&inst: &InstId| match &kernel.inst(inst).op {
        Op::Load(memory) | Op::Store(memory) => memory.is_plain(),
        Op::Call => {
            let inst = kernel.inst(inst);
            let is_intrinsic = |callee: Constant| callee.name().starts_with("llvm.");
            inst.callee().is_some_and(is_intrinsic) || is_reading_call(kernel.target, inst)
        }
        Op::AtomicRmw(..) | Op::CompareExchange(_) | Op::Fence | Op::Other(_) => false,
        _ => true,
    };
    cfg::reverse_postorder(kernel)
        .iter()
        .all(|&block| kernel.block(block).insts.iter().all(is_unordered))
}

/// Gives the stores of lines to arguments that `scalar`, the region before it was widened to `width`, does not read a
/// second form. The region must be of a kernel that [`is_unordered`].
pub(super) fn stream(function: Function, scalar: &Function, width: u32) -> Function {
    let read = arguments_read(scalar);
    let is_streamed = |&inst: &InstId| is_streamed(&function, inst, &read);
    let found: Vec<(BlockId, Vec<InstId>)> = cfg::reverse_postorder(&function)
        .into_iter()
        .map(|block| {
            let insts = &function.block(block).insts;
            (block, insts.iter().copied().filter(is_streamed).collect())
        })
        .collect();
    // Stores in loops of the kernel's own count once: what a launch writes is not overestimated.
    let written: u64 = found
        .iter()
        .flat_map(|(_, stores)| stores)
        .map(|&store| {
            let value = function.inst(store).operands[0];
            function.target.store_size_of(function.type_of(value)) / u64::from(width)
        })
        .sum();
    if written == 0 {
        return function;
    }
    let entry = function.entry;
    let mut builder = Builder {
        function,
        block: entry,
        width,
    };
    let is_much = is_much(&mut builder, written);
    for (block, stores) in found {
        // From the last on: what follows a store leaves the block.
        for &store in stores.iter().rev() {
            split(&mut builder, block, store, is_much);
        }
    }
    builder.function
}

/// The argument that a pointer to global memory is computed from.
fn argument(function: &Function, pointer: Value) -> Option<ParamId> {
    let mut current = pointer;
    loop {
        match current {
            Value::Param(param) => {
                let is_argument = matches!(function.param_of(param).kind, ParamKind::Argument(_));
                return is_argument.then_some(param);
            }
            Value::Inst(inst) => match &function.inst(inst).op {
                Op::Gep(_) => current = function.inst(inst).operands[0],
                _ => return None,
            },
            Value::Constant(_) => return None,
        }
    }
}

/// What a region reads: lines that it is about to write are in the caches by then.
fn arguments_read(function: &Function) -> BTreeSet<ParamKind> {
    let mut read = BTreeSet::new();
    for block in cfg::reverse_postorder(function) {
        for &inst in &function.block(block).insts {
            let inst = function.inst(inst);
            if let Op::Load(_) = inst.op
                && let Some(argument) = argument(function, inst.operands[0])
            {
                read.insert(function.param_of(argument).kind);
            }
        }
    }
    read
}

fn is_streamed(function: &Function, inst: InstId, read: &BTreeSet<ParamKind>) -> bool {
    let inst = function.inst(inst);
    let Op::Store(memory) = &inst.op else {
        return false;
    };
    let ty = function.type_of(inst.operands[0]);
    let is_line = ty.is_vector() && function.target.store_size_of(ty).is_multiple_of(PART);
    memory.is_plain()
        && is_line
        && argument(function, inst.operands[1]).is_some_and(|argument| {
            let argument = function.param_of(argument);
            argument.ty.address_space() == 1 && !read.contains(&argument.kind)
        })
}

/// Whether the launch writes so much that it should go past the caches: an `i1`, found before all else.
fn is_much(builder: &mut Builder, written: u64) -> Value {
    let target = builder.function.target;
    let (long, int) = (target.int(64), target.int(32));
    let mut bytes = Value::from(long.constant(written));
    let rest = std::mem::take(&mut builder.function.block_mut(builder.block).insts);
    for dimension in 0..3 {
        let offset = field::GLOBAL_SIZE + 8 * dimension;
        let offset = u32::try_from(offset).expect("a small offset");
        let size = builder.function.param(ParamKind::Field(offset), long);
        bytes = builder.binary(LLVMOpcode::LLVMMul, bytes, size);
    }
    let kib = builder.binary(LLVMOpcode::LLVMLShr, bytes, long.constant(10).into());
    let offset = u32::try_from(field::STREAM_KIB).expect("a small offset");
    let limit = builder.function.param(ParamKind::Field(offset), int);
    let limit = builder.cast(LLVMOpcode::LLVMZExt, limit, long);
    let is_much = builder.push(
        Op::ICmp(LLVMIntPredicate::LLVMIntUGT),
        vec![kib, limit],
        target.bool(),
    );
    builder.function.block_mut(builder.block).insts.extend(rest);
    is_much
}

/// The store becomes a choice of two.
fn split(builder: &mut Builder, block: BlockId, store: InstId, is_much: Value) {
    let after = builder.function.split_block(block, store);
    let function = &mut builder.function;
    function.block_mut(after).insts.remove(0);
    let (past, ordinary) = (function.add_block(), function.add_block());
    let inst = function.inst(store).clone();
    let Op::Store(memory) = inst.op else {
        unreachable!("the caller found stores")
    };
    let size = function
        .target
        .store_size_of(function.type_of(inst.operands[0]));
    let align = if size.is_multiple_of(LINE) {
        LINE
    } else {
        PART
    };
    let long = function.target.int(64);
    builder.block = block;
    // The bits of the address that must be zero.
    let (inside, all) = (long.constant(align - 1).into(), long.all_ones().into());
    let low_bits = builder.push(Op::Select, vec![is_much, inside, all], long);
    let address = builder.cast(LLVMOpcode::LLVMPtrToInt, inst.operands[1], long);
    let bits = builder.binary(LLVMOpcode::LLVMAnd, address, low_bits);
    let bool = builder.function.target.bool();
    let is_line = builder.push(
        Op::ICmp(LLVMIntPredicate::LLVMIntEQ),
        vec![bits, long.zero().into()],
        bool,
    );
    let function = &mut builder.function;
    function.block_mut(block).terminator = Terminator::Conditional(is_line, past, ordinary);
    for (side, memory) in [
        (
            past,
            Memory {
                align: u32::try_from(align).expect("a small alignment"),
                non_temporal: true,
                ..memory
            },
        ),
        (ordinary, memory),
    ] {
        let mut inst = inst.clone();
        inst.op = Op::Store(memory);
        function.push(side, inst);
        function.block_mut(side).terminator = Terminator::Branch(after);
    }
}
