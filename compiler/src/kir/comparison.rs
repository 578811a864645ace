//! The comparison of integers by which a block goes one of two ways.

use super::{BlockId, Function, Op, Terminator, Value};
use llvm_sys::LLVMIntPredicate::{self, *};

/// `left predicate right`.
#[derive(Debug, Clone, Copy)]
pub struct Comparison {
    /// How the two are compared.
    pub predicate: LLVMIntPredicate,
    /// The first operand.
    pub left: Value,
    /// The second operand.
    pub right: Value,
    /// Where the block goes if it holds, and if not.
    pub ways: [BlockId; 2],
}

impl Comparison {
    /// The one at the end of a block.
    #[must_use]
    pub fn at_end(function: &Function, block: BlockId) -> Option<Self> {
        let Terminator::Conditional(condition, then, otherwise) = function.block(block).terminator
        else {
            return None;
        };
        Self::of(function, condition, [then, otherwise])
    }

    /// The one that a condition of such a block is.
    #[must_use]
    pub fn of(function: &Function, condition: Value, ways: [BlockId; 2]) -> Option<Self> {
        let Value::Inst(condition) = condition else {
            return None;
        };
        let condition = function.inst(condition);
        let (&Op::ICmp(predicate), &[left, right]) = (&condition.op, &condition.operands[..])
        else {
            return None;
        };
        Some(Self {
            predicate,
            left,
            right,
            ways,
        })
    }

    /// The same with its operands the other way round.
    #[must_use]
    pub fn swapped(self) -> Self {
        let predicate = match self.predicate {
            LLVMIntUGT => LLVMIntULT,
            LLVMIntUGE => LLVMIntULE,
            LLVMIntULT => LLVMIntUGT,
            LLVMIntULE => LLVMIntUGE,
            LLVMIntSGT => LLVMIntSLT,
            LLVMIntSGE => LLVMIntSLE,
            LLVMIntSLT => LLVMIntSGT,
            LLVMIntSLE => LLVMIntSGE,
            same => same,
        };
        Self {
            predicate,
            left: self.right,
            right: self.left,
            ..self
        }
    }

    /// The same with its ways the other way round.
    #[must_use]
    pub fn inverse(self) -> Self {
        let predicate = match self.predicate {
            LLVMIntEQ => LLVMIntNE,
            LLVMIntNE => LLVMIntEQ,
            LLVMIntUGT => LLVMIntULE,
            LLVMIntUGE => LLVMIntULT,
            LLVMIntULT => LLVMIntUGE,
            LLVMIntULE => LLVMIntUGT,
            LLVMIntSGT => LLVMIntSLE,
            LLVMIntSGE => LLVMIntSLT,
            LLVMIntSLT => LLVMIntSGE,
            LLVMIntSLE => LLVMIntSGT,
        };
        Self {
            predicate,
            ways: [self.ways[1], self.ways[0]],
            ..self
        }
    }
}
