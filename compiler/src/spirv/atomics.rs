//! Atomics, barriers and fences.
//!
//! Scopes are widened to the whole system: on a processor with coherent caches that costs nothing. clang 22 writes
//! implicit atomics (`atomic_fetch_add(p, v)`, sequentially consistent by OpenCL C) as relaxed with work-group
//! scope. Explicit relaxed ones look the same, so its relaxed work-group read-modify-writes all become
//! sequentially consistent: stronger than asked is correct.

use super::{
    Inst, Result,
    body::Body,
    builtin_call::Effect,
    mangle::{CType, UINT},
};
use crate::llvm::{Opcode, Ordering, RmwOp, Type, Value};
use mirrorcl_spirv::Kind;
use spirv::{MemorySemantics, Op, Scope};

pub(super) fn lower<'s>(body: &mut Body<'_, '_, 's>, inst: &'s Inst) -> Result<bool> {
    use Op::*;
    match inst.op {
        AtomicLoad => body.atomic_load(inst)?,
        AtomicStore => body.atomic_store(inst)?,
        AtomicExchange => body.exchange(inst)?,
        AtomicCompareExchange | AtomicCompareExchangeWeak => body.compare_exchange(inst)?,
        AtomicIIncrement | AtomicIDecrement => {
            let one = body.result_type(inst)?.constant(1);
            let operation = match inst.op {
                AtomicIIncrement => RmwOp::LLVMAtomicRMWBinOpAdd,
                _ => RmwOp::LLVMAtomicRMWBinOpSub,
            };
            body.read_modify_write(inst, operation, one)?;
        }
        AtomicFlagTestAndSet => body.test_and_set(inst)?,
        AtomicFlagClear => {
            let zero = body.lowering.context.int(32).zero();
            body.store_atomically(inst, zero)?;
        }
        ControlBarrier => body.control_barrier(inst)?,
        MemoryBarrier => body.memory_barrier(inst)?,
        _ => match operation(inst.op) {
            Some(operation) => {
                let value = body.operand(inst, 3)?;
                body.read_modify_write(inst, operation, value)?;
            }
            None => return Ok(false),
        },
    }
    Ok(true)
}

fn operation(op: Op) -> Option<RmwOp> {
    Some(match op {
        Op::AtomicIAdd => RmwOp::LLVMAtomicRMWBinOpAdd,
        Op::AtomicISub => RmwOp::LLVMAtomicRMWBinOpSub,
        Op::AtomicSMin => RmwOp::LLVMAtomicRMWBinOpMin,
        Op::AtomicUMin => RmwOp::LLVMAtomicRMWBinOpUMin,
        Op::AtomicSMax => RmwOp::LLVMAtomicRMWBinOpMax,
        Op::AtomicUMax => RmwOp::LLVMAtomicRMWBinOpUMax,
        Op::AtomicAnd => RmwOp::LLVMAtomicRMWBinOpAnd,
        Op::AtomicOr => RmwOp::LLVMAtomicRMWBinOpOr,
        Op::AtomicXor => RmwOp::LLVMAtomicRMWBinOpXor,
        Op::AtomicFAddEXT => RmwOp::LLVMAtomicRMWBinOpFAdd,
        Op::AtomicFMinEXT => RmwOp::LLVMAtomicRMWBinOpFMin,
        Op::AtomicFMaxEXT => RmwOp::LLVMAtomicRMWBinOpFMax,
        _ => return None,
    })
}

/// The memory order of semantics that are known; the strongest one for those that are not.
fn ordering(bits: Option<u64>) -> Ordering {
    let Some(semantics) = bits.and_then(|bits| u32::try_from(bits).ok()) else {
        return Ordering::LLVMAtomicOrderingSequentiallyConsistent;
    };
    let has = |flag: MemorySemantics| semantics & flag.bits() != 0;
    if has(MemorySemantics::SEQUENTIALLY_CONSISTENT) {
        Ordering::LLVMAtomicOrderingSequentiallyConsistent
    } else if has(MemorySemantics::ACQUIRE_RELEASE)
        || has(MemorySemantics::ACQUIRE) && has(MemorySemantics::RELEASE)
    {
        Ordering::LLVMAtomicOrderingAcquireRelease
    } else if has(MemorySemantics::ACQUIRE) {
        Ordering::LLVMAtomicOrderingAcquire
    } else if has(MemorySemantics::RELEASE) {
        Ordering::LLVMAtomicOrderingRelease
    } else {
        Ordering::LLVMAtomicOrderingMonotonic
    }
}

/// The order that a load can have.
fn load_ordering(ordering: Ordering) -> Ordering {
    match ordering {
        Ordering::LLVMAtomicOrderingRelease => Ordering::LLVMAtomicOrderingMonotonic,
        Ordering::LLVMAtomicOrderingAcquireRelease => Ordering::LLVMAtomicOrderingAcquire,
        other => other,
    }
}

/// The order that a store can have.
fn store_ordering(ordering: Ordering) -> Ordering {
    match ordering {
        Ordering::LLVMAtomicOrderingAcquire => Ordering::LLVMAtomicOrderingMonotonic,
        Ordering::LLVMAtomicOrderingAcquireRelease => Ordering::LLVMAtomicOrderingRelease,
        other => other,
    }
}

/// OpenCL C's `memory_order`.
fn memory_order(ordering: Ordering) -> u64 {
    match ordering {
        Ordering::LLVMAtomicOrderingMonotonic => 0,
        Ordering::LLVMAtomicOrderingAcquire => 2,
        Ordering::LLVMAtomicOrderingRelease => 3,
        Ordering::LLVMAtomicOrderingAcquireRelease => 4,
        _ => 5,
    }
}

/// OpenCL C's `memory_scope`; the widest for one that is not known.
fn memory_scope(bits: Option<u64>) -> u64 {
    match bits.and_then(|bits| Scope::from_u32(u32::try_from(bits).ok()?)) {
        Some(Scope::Invocation) => 0,
        Some(Scope::Workgroup) => 1,
        Some(Scope::Device) => 2,
        Some(Scope::Subgroup) => 4,
        _ => 3,
    }
}

/// OpenCL C's `cl_mem_fence_flags`; all for semantics that are not known.
fn fence_flags(bits: Option<u64>) -> u64 {
    let Some(semantics) = bits.and_then(|bits| u32::try_from(bits).ok()) else {
        return 3;
    };
    let flag = |flag: MemorySemantics, value| {
        if semantics & flag.bits() != 0 {
            value
        } else {
            0
        }
    };
    flag(MemorySemantics::WORKGROUP_MEMORY, 1)
        | flag(MemorySemantics::CROSS_WORKGROUP_MEMORY, 2)
        | flag(MemorySemantics::IMAGE_MEMORY, 4)
}

impl<'c> Body<'_, 'c, '_> {
    /// The order of a read-modify-write: see the module's text for clang's.
    fn update_ordering(&self, inst: &Inst) -> Ordering {
        let order = ordering(self.constant_bits(inst, 2));
        let workgroup = self.constant_bits(inst, 1) == Some(Scope::Workgroup as u64);
        let implicit =
            order == Ordering::LLVMAtomicOrderingMonotonic && self.lowering.from_clang && workgroup;
        match implicit {
            true => Ordering::LLVMAtomicOrderingSequentiallyConsistent,
            false => order,
        }
    }

    fn system(&self) -> u32 {
        self.lowering.context.sync_scope("")
    }

    /// The integer type as wide as a value.
    fn bits_type(&self, inst: &Inst, operand: Option<usize>) -> Result<Type<'c>> {
        let shape = match operand {
            Some(operand) => self.operand_shape(inst, operand)?,
            None => self.result_shape(inst)?,
        };
        Ok(self.lowering.context.int(shape.width))
    }

    fn read_modify_write(&mut self, inst: &Inst, operation: RmwOp, value: Value<'c>) -> Result<()> {
        let pointer = self.operand(inst, 0)?;
        let order = self.update_ordering(inst);
        let scope = self.system();
        let old = self
            .builder
            .atomic_rmw(operation, pointer, value, order, scope);
        self.define(inst, old.value())
    }

    fn atomic_load(&mut self, inst: &Inst) -> Result<()> {
        let pointer = self.operand(inst, 0)?;
        let bits = self.bits_type(inst, None)?;
        let align = self.lowering.align(bits);
        let load = self.builder.load(bits, pointer, align);
        load.set_ordering(load_ordering(ordering(self.constant_bits(inst, 2))));
        let ty = self.result_type(inst)?;
        let value = self.builder.cast(Opcode::LLVMBitCast, load.value(), ty);
        self.define(inst, value)
    }

    fn atomic_store(&mut self, inst: &Inst) -> Result<()> {
        let bits = self.bits_type(inst, Some(3))?;
        let value = self.operand(inst, 3)?;
        let value = self.builder.cast(Opcode::LLVMBitCast, value, bits);
        self.store_atomically(inst, value)
    }

    fn store_atomically(&mut self, inst: &Inst, value: Value<'c>) -> Result<()> {
        let pointer = self.operand(inst, 0)?;
        let align = self.lowering.align(value.ty());
        let store = self.builder.store(value, pointer, align);
        store.set_ordering(store_ordering(ordering(self.constant_bits(inst, 2))));
        Ok(())
    }

    fn exchange(&mut self, inst: &Inst) -> Result<()> {
        let pointer = self.operand(inst, 0)?;
        let bits = self.bits_type(inst, None)?;
        let value = self.operand(inst, 3)?;
        let value = self.builder.cast(Opcode::LLVMBitCast, value, bits);
        let order = self.update_ordering(inst);
        let scope = self.system();
        let operation = RmwOp::LLVMAtomicRMWBinOpXchg;
        let old = self
            .builder
            .atomic_rmw(operation, pointer, value, order, scope);
        let ty = self.result_type(inst)?;
        let old = self.builder.cast(Opcode::LLVMBitCast, old.value(), ty);
        self.define(inst, old)
    }

    /// Operands: pointer, scope, semantics if equal, semantics if not, value, comparator.
    fn compare_exchange(&mut self, inst: &Inst) -> Result<()> {
        let pointer = self.operand(inst, 0)?;
        let bits = self.bits_type(inst, None)?;
        let mut sides = [self.operand(inst, 4)?, self.operand(inst, 5)?];
        if self.result_shape(inst)?.kind == Kind::Float {
            sides = sides.map(|side| self.builder.cast(Opcode::LLVMBitCast, side, bits));
        }
        let [desired, expected] = sides;
        let success = ordering(self.constant_bits(inst, 2));
        let failure = load_ordering(ordering(self.constant_bits(inst, 3)));
        let scope = self.system();
        let orders = (success, failure);
        let pair = self
            .builder
            .compare_exchange(pointer, expected, desired, orders, scope);
        let old = self.builder.extract_value(pair.value(), 0);
        let ty = self.result_type(inst)?;
        let old = self.builder.cast(Opcode::LLVMBitCast, old, ty);
        self.define(inst, old)
    }

    /// A flag is an integer of 32 bits: 0 is clear.
    fn test_and_set(&mut self, inst: &Inst) -> Result<()> {
        let pointer = self.operand(inst, 0)?;
        let one = self.lowering.context.int(32).constant(1);
        let order = self.update_ordering(inst);
        let scope = self.system();
        let operation = RmwOp::LLVMAtomicRMWBinOpXchg;
        let old = self
            .builder
            .atomic_rmw(operation, pointer, one, order, scope);
        let was_set = self.int_to_truth(old.value());
        self.define(inst, was_set)
    }

    /// Operands: execution scope, memory scope, semantics.
    fn control_barrier(&mut self, inst: &Inst) -> Result<()> {
        let name = match self.constant_bits(inst, 0) {
            Some(2) => "work_group_barrier",
            Some(3) => "sub_group_barrier",
            // clang 22 writes the memory scope of work_group_barrier as the execution scope too.
            Some(0 | 1) if self.lowering.from_clang => "work_group_barrier",
            other => {
                return Err(inst.error(format!("execution scope {other:?} is not supported")));
            }
        };
        let context = self.lowering.context;
        let word = context.int(32);
        let flags = word.constant(fence_flags(self.constant_bits(inst, 2)));
        let scope = word.constant(memory_scope(self.constant_bits(inst, 1)));
        let types = [UINT, CType::Named("memory_scope")];
        let void = context.void();
        self.call_builtin(inst, name, &types, void, &[flags, scope], Effect::Memory)
            .map(drop)
    }

    /// Operands: memory scope, semantics.
    fn memory_barrier(&mut self, inst: &Inst) -> Result<()> {
        let semantics = self.constant_bits(inst, 1);
        let order = ordering(semantics);
        // A relaxed fence orders nothing.
        if order == Ordering::LLVMAtomicOrderingMonotonic {
            return Ok(());
        }
        let word = self.lowering.context.int(32);
        let arguments = [
            word.constant(fence_flags(semantics)),
            word.constant(memory_order(order)),
            word.constant(memory_scope(self.constant_bits(inst, 0))),
        ];
        let types = [
            UINT,
            CType::Named("memory_order"),
            CType::Named("memory_scope"),
        ];
        let void = self.lowering.context.void();
        let name = "atomic_work_item_fence";
        self.call_builtin(inst, name, &types, void, &arguments, Effect::Memory)
            .map(drop)
    }
}
