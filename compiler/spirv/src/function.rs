//! Functions and their blocks.

use crate::{Id, Instruction};
use rspirv::dr::Operand;
use spirv::{FunctionControl, Op};

/// A function.
#[derive(Debug)]
pub struct Function {
    /// Its id.
    pub id: Id,
    /// Type of what it returns.
    pub result_type: Id,
    /// Its `OpTypeFunction`.
    pub function_type: Id,
    /// Inline, pure and the like.
    pub control: FunctionControl,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// Its blocks, the entry first; none: a declaration.
    pub blocks: Vec<Block>,
    /// Word offset of `OpFunction`.
    pub offset: usize,
    /// Source position of `OpFunction`.
    pub line: Option<crate::Line>,
}

/// A parameter of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// Its id.
    pub id: Id,
    /// Its type.
    pub ty: Id,
}

/// A basic block.
#[derive(Debug)]
pub struct Block {
    /// Id of its label.
    pub label: Id,
    /// Its instructions without the label; the last is the terminator.
    pub instructions: Vec<Instruction>,
    /// Word offset of the label.
    pub offset: usize,
}

impl Block {
    /// The last instruction. The reader refuses a block without one.
    pub fn terminator(&self) -> &Instruction {
        self.instructions.last().expect("a block has a terminator")
    }

    /// Labels of the blocks that may follow, in the order of the terminator's operands; repeated if
    /// several edges lead to one block.
    pub fn successors(&self) -> Vec<Id> {
        let terminator = self.terminator();
        match terminator.op {
            Op::Branch => terminator.ids_from(0).collect(),
            Op::BranchConditional => terminator.ids_from(1).take(2).collect(),
            // Selector, default, then pairs of a literal and a label.
            Op::Switch => terminator.ids_from(1).collect(),
            _ => Vec::new(),
        }
    }

    /// The literal and label pairs of an `OpSwitch`.
    pub fn switch_cases(&self) -> Vec<(u64, Id)> {
        let operands = self.terminator().operands.get(2..).unwrap_or_default();
        let (pairs, _) = operands.as_chunks::<2>();
        pairs
            .iter()
            .filter_map(|pair| match pair {
                [Operand::LiteralBit32(value), Operand::IdRef(label)] => {
                    Some((u64::from(*value), *label))
                }
                [Operand::LiteralBit64(value), Operand::IdRef(label)] => Some((*value, *label)),
                _ => None,
            })
            .collect()
    }
}
