//! Instructions of KIR.

use super::function::{BlockId, Value};
use super::handle::{Constant, Instruction, Type};
use llvm_sys::{LLVMAtomicRMWBinOp, LLVMIntPredicate, LLVMOpcode, LLVMRealPredicate};

/// How a load or a store accesses memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Memory {
    /// Alignment in bytes that is known.
    pub align: u32,
    /// Whether it is volatile.
    pub volatile: bool,
    /// Whether it is atomic.
    pub atomic: bool,
    /// Whether a store goes past the caches.
    pub non_temporal: bool,
}

impl Memory {
    /// A plain access.
    #[must_use]
    pub fn aligned(align: u32) -> Self {
        Self {
            align,
            volatile: false,
            atomic: false,
            non_temporal: false,
        }
    }

    /// Neither volatile nor atomic.
    #[must_use]
    pub fn is_plain(self) -> bool {
        !self.volatile && !self.atomic
    }
}

/// Who sees the memory that an atomic operation works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// The work-items of one group, which one thread runs.
    WorkGroup,
    /// Anybody.
    All,
}

/// An operation. Operands are in LLVM's order; of calls, the function called is the last one.
#[derive(Debug, Clone, PartialEq)]
pub enum Op {
    /// Integer and float arithmetic of two operands.
    Binary(LLVMOpcode),
    /// Float negation.
    FNeg,
    /// A conversion.
    Cast(LLVMOpcode),
    /// Integer or pointer comparison.
    ICmp(LLVMIntPredicate),
    /// Float comparison.
    FCmp(LLVMRealPredicate),
    /// Condition, then, else.
    Select,
    /// `freeze`.
    Freeze,
    /// The first lane's value of one that is linear in the lanes, or uniform: `vectorize::whole` asks for it.
    FirstLane,
    /// One operand for each of these predecessors, in order; each predecessor is named once.
    Phi(Vec<BlockId>),
    /// Address.
    Load(Memory),
    /// Value, address.
    Store(Memory),
    /// Base and indices, over this type.
    Gep(Type),
    /// Address, the same for all work-items: its cache line is wanted soon.
    Prefetch,
    /// Address, operand.
    AtomicRmw(LLVMAtomicRMWBinOp, Sharing),
    /// Address, expected, desired.
    CompareExchange(Sharing),
    /// A memory fence.
    Fence,
    /// Arguments, function.
    Call,
    /// Vector, index.
    ExtractElement,
    /// Vector, element, index.
    InsertElement,
    /// Two vectors; the mask (-1: poison).
    Shuffle(Vec<i32>),
    /// Aggregate.
    ExtractValue(Vec<u32>),
    /// Aggregate, member.
    InsertValue(Vec<u32>),
    /// An instruction that only export understands, by cloning it.
    Other(LLVMOpcode),
    /// Address, mask, values for the lanes that are not read. The alignment is in bytes, of the first element.
    MaskedLoad(u32),
    /// Value, address, mask.
    MaskedStore(u32),
    /// Addresses, mask, values for the lanes that are not read. The alignment is that of each element.
    Gather(u32),
    /// Value, addresses, mask; the last lane wins.
    Scatter(u32),
    /// Mask, then the operands of the scalar operation, each scalar or with a lane for each work-item: the operation is done
    /// for one lane of the mask after the other. `vectorize::per_lane` makes it a loop.
    PerLane(Box<PerLane>),
    /// Condition and the two results, if there are any: does what one of these blocks does. `vectorize::per_lane` makes it a branch.
    Choice {
        /// If the condition holds.
        then: BlockId,
        /// If not.
        otherwise: BlockId,
    },
}

/// A scalar operation that is done for one lane after the other.
#[derive(Debug, Clone, PartialEq)]
pub struct PerLane {
    /// What is done.
    pub op: Op,
    /// Type of its result.
    pub ty: Type,
    /// Its operands.
    pub operands: Vec<LaneOperand>,
}

/// An operand of a [`PerLane`] operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LaneOperand {
    /// One value for all lanes.
    Same,
    /// A vector for each component of a value of this type.
    Lanes {
        /// The type of one lane's value.
        ty: Type,
        /// Number of vectors.
        vectors: usize,
    },
}

/// Where an instruction comes from; see the [module](super).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Nowhere.
    New,
    /// This LLVM instruction with other operands.
    Clone(Instruction),
    /// An instruction of another type with the flags and metadata of this one.
    Flags(Instruction),
}

impl Origin {
    /// The LLVM instruction behind it.
    #[must_use]
    pub fn instruction(self) -> Option<Instruction> {
        match self {
            Self::New => None,
            Self::Clone(origin) | Self::Flags(origin) => Some(origin),
        }
    }

    /// For an instruction that differs from its origin.
    #[must_use]
    pub fn changed(self) -> Self {
        self.instruction().map_or(Self::New, Self::Flags)
    }
}

/// An instruction.
#[derive(Debug, Clone, PartialEq)]
pub struct Inst {
    /// What it does.
    pub op: Op,
    /// What it does it with.
    pub operands: Vec<Value>,
    /// Type of the result; `void` where there is none.
    pub ty: Type,
    /// Where it comes from.
    pub origin: Origin,
}

impl Inst {
    /// An instruction of our own.
    #[must_use]
    pub fn new(op: Op, operands: Vec<Value>, ty: Type) -> Self {
        Self {
            op,
            operands,
            ty,
            origin: Origin::New,
        }
    }

    /// Whether it is a phi.
    #[must_use]
    pub fn is_phi(&self) -> bool {
        matches!(self.op, Op::Phi(_))
    }

    /// The function called, if it is a call of a known one.
    #[must_use]
    pub fn callee(&self) -> Option<Constant> {
        match (&self.op, self.operands.last()) {
            (Op::Call, Some(Value::Constant(callee))) => Some(*callee),
            _ => None,
        }
    }

    /// Whether it neither reads nor writes memory, does nothing else that can be seen, and can't trap.
    /// Such an instruction may run where it did not, twice, or not at all.
    #[must_use]
    pub fn is_speculatable(&self) -> bool {
        match &self.op {
            Op::Binary(opcode) => !matches!(
                opcode,
                LLVMOpcode::LLVMSDiv
                    | LLVMOpcode::LLVMUDiv
                    | LLVMOpcode::LLVMSRem
                    | LLVMOpcode::LLVMURem
            ),
            Op::FNeg
            | Op::Cast(_)
            | Op::ICmp(_)
            | Op::FCmp(_)
            | Op::Select
            | Op::Freeze
            | Op::FirstLane
            | Op::Gep(_)
            | Op::ExtractElement
            | Op::InsertElement
            | Op::Shuffle(_)
            | Op::ExtractValue(_)
            | Op::InsertValue(_) => true,
            _ => false,
        }
    }
}
