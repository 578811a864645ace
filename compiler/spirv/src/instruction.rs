//! One instruction with its place.

use crate::{Error, Id, Result};
use rspirv::dr::Operand;
use spirv::Op;

/// Source position of `OpLine`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Id of the `OpString` that names the file.
    pub file: Id,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1; 0 is unknown.
    pub column: u32,
}

/// An instruction.
#[derive(Debug, Clone, PartialEq)]
pub struct Instruction {
    /// Its opcode.
    pub op: Op,
    /// Type of the result.
    pub result_type: Option<Id>,
    /// Id of the result.
    pub result: Option<Id>,
    /// What follows type and result.
    pub operands: Vec<Operand>,
    /// Word offset in the module.
    pub offset: usize,
    /// Source position in force.
    pub line: Option<Line>,
}

impl Instruction {
    /// A refusal of this instruction.
    pub fn error(&self, reason: impl Into<String>) -> Error {
        Error::new(self.offset, format!("Op{:?}: {}", self.op, reason.into()))
    }

    fn missing(&self, index: usize) -> Error {
        self.error(format!("operand {index} is missing or of the wrong kind"))
    }

    /// The id at operand `index`.
    pub fn id(&self, index: usize) -> Result<Id> {
        self.operands
            .get(index)
            .and_then(Operand::id_ref_any)
            .ok_or_else(|| self.missing(index))
    }

    /// The id at operand `index`, if there is one.
    pub fn optional_id(&self, index: usize) -> Option<Id> {
        self.operands.get(index).and_then(Operand::id_ref_any)
    }

    /// The 32-bit literal at operand `index`.
    pub fn literal(&self, index: usize) -> Result<u32> {
        match self.operands.get(index) {
            Some(Operand::LiteralBit32(value) | Operand::LiteralExtInstInteger(value)) => {
                Ok(*value)
            }
            _ => Err(self.missing(index)),
        }
    }

    /// The integer literal of one or two words at operand `index`.
    pub fn wide_literal(&self, index: usize) -> Result<u64> {
        match self.operands.get(index) {
            Some(Operand::LiteralBit64(value)) => Ok(*value),
            _ => self.literal(index).map(u64::from),
        }
    }

    /// The string at operand `index`.
    pub fn string(&self, index: usize) -> Result<&str> {
        match self.operands.get(index) {
            Some(Operand::LiteralString(text)) => Ok(text),
            _ => Err(self.missing(index)),
        }
    }

    /// The ids from operand `from` on; operands that are not ids are passed over.
    pub fn ids_from(&self, from: usize) -> impl Iterator<Item = Id> + '_ {
        self.operands
            .iter()
            .skip(from)
            .filter_map(Operand::id_ref_any)
    }

    /// The literals from operand `from` on.
    pub fn literals_from(&self, from: usize) -> impl Iterator<Item = u32> + '_ {
        self.operands
            .iter()
            .skip(from)
            .filter_map(|operand| match operand {
                Operand::LiteralBit32(value) => Some(*value),
                _ => None,
            })
    }

    /// The result id.
    pub fn result(&self) -> Result<Id> {
        self.result.ok_or_else(|| self.error("it lacks a result"))
    }

    /// The result type.
    pub fn result_type(&self) -> Result<Id> {
        self.result_type
            .ok_or_else(|| self.error("it lacks a result type"))
    }
}
