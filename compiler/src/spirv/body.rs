//! Function bodies: blocks, values, and the way from an instruction to its family.

use super::{Inst, Lowering, Result, debug::FunctionLines};
use crate::llvm::{Block, Builder, Function as LlvmFunction, Instruction, Type, Value};
use mirrorcl_spirv::{Function, Id, Shape};
use spirv::{Decoration, Op};
use std::collections::HashMap;

/// The body of a function on its way to LLVM IR.
pub(super) struct Body<'l, 'c, 's> {
    pub(super) lowering: &'l mut Lowering<'c, 's>,
    pub(super) builder: Builder<'c>,
    pub(super) values: HashMap<Id, Value<'c>>,
    pub(super) blocks: HashMap<Id, Block<'c>>,
    /// How many edges lead from one block to another: LLVM's phi has an operand for each.
    pub(super) edges: HashMap<(Id, Id), usize>,
    /// Phis to be completed when all values are there.
    pub(super) phis: Vec<(Instruction<'c>, &'s Inst, Id)>,
    /// The block that is lowered.
    pub(super) label: Id,
    /// Where the instructions come from.
    lines: Option<FunctionLines<'c>>,
}

/// The instruction families: each says whether it knows the opcode.
type Family = for<'l, 'c, 's> fn(&mut Body<'l, 'c, 's>, &'s Inst) -> Result<bool>;

const FAMILIES: &[Family] = &[
    super::arith::lower,
    super::logic::lower,
    super::convert::lower,
    super::memory::lower,
    super::composite::lower,
    super::control::lower,
    super::atomics::lower,
    super::groups::lower,
    super::ext_inst::lower,
];

impl<'c, 's> Lowering<'c, 's> {
    /// Lowers the body of a declared function.
    pub(super) fn lower_body(&mut self, function: &'s Function) -> Result<()> {
        let lowered = self.functions[&function.id];
        if !lowered.is_declaration() {
            return Err(mirrorcl_spirv::Error::new(
                function.offset,
                "it has two bodies",
            ));
        }
        let builder = self.context.builder();
        let mut body = Body {
            lowering: self,
            builder,
            values: HashMap::new(),
            blocks: HashMap::new(),
            edges: HashMap::new(),
            phis: Vec::new(),
            label: function.blocks[0].label,
            lines: None,
        };
        body.blocks(function, lowered);
        body.lines = body
            .lowering
            .function_lines(function, lowered, &body.builder);
        body.parameters(function, lowered)?;
        body.built_in_variables(function)?;
        for block in &function.blocks {
            body.label = block.label;
            body.builder.at_end(body.blocks[&block.label]);
            for instruction in &block.instructions {
                if let Some(lines) = &mut body.lines {
                    body.lowering.locate(lines, instruction.line, &body.builder);
                }
                body.instruction(instruction)?;
            }
        }
        body.complete_phis()
    }
}

impl<'c, 's> Body<'_, 'c, 's> {
    fn blocks(&mut self, function: &Function, lowered: LlvmFunction<'c>) {
        for block in &function.blocks {
            let name = self
                .lowering
                .source
                .names
                .get(&block.label)
                .map_or("", String::as_str);
            let created = lowered.append_block(self.lowering.context, name);
            self.blocks.insert(block.label, created);
            for next in block.successors() {
                *self.edges.entry((block.label, next)).or_default() += 1;
            }
        }
        self.builder.at_end(self.blocks[&function.blocks[0].label]);
    }

    fn parameters(&mut self, function: &Function, lowered: LlvmFunction<'c>) -> Result<()> {
        let kernel = self.lowering.entry(function.id).is_some();
        for (parameter, value) in function.parameters.iter().zip(lowered.parameters()) {
            let value = if self.lowering.is_indirect(parameter, kernel) {
                let ty = self.lowering.ty(parameter.ty)?;
                let align = self.lowering.align(ty);
                self.builder.load(ty, value, align).value()
            } else {
                value
            };
            self.values.insert(parameter.id, value);
        }
        Ok(())
    }

    fn instruction(&mut self, instruction: &'s Inst) -> Result<()> {
        for family in FAMILIES {
            if family(self, instruction)? {
                return Ok(());
            }
        }
        Err(instruction.error("this instruction is not supported"))
    }

    /// The value of `id`.
    pub(super) fn value(&self, instruction: &Inst, id: Id) -> Result<Value<'c>> {
        let value = self
            .values
            .get(&id)
            .copied()
            .or_else(|| self.lowering.constant(id));
        value.ok_or_else(|| instruction.error(format!("%{id} has no value")))
    }

    /// The value at operand `index`.
    pub(super) fn operand(&self, instruction: &Inst, index: usize) -> Result<Value<'c>> {
        self.value(instruction, instruction.id(index)?)
    }

    /// Says what the result of `instruction` is.
    pub(super) fn define(&mut self, instruction: &Inst, value: Value<'c>) -> Result<()> {
        let id = instruction.result()?;
        if value.ty() != self.result_type(instruction)? {
            return Err(instruction.error("the result has another type than it should"));
        }
        self.values.insert(id, value);
        Ok(())
    }

    /// LLVM's type of the result.
    pub(super) fn result_type(&mut self, instruction: &Inst) -> Result<Type<'c>> {
        self.lowering.ty(instruction.result_type()?)
    }

    /// Shape of the result.
    pub(super) fn result_shape(&self, instruction: &Inst) -> Result<Shape> {
        let shape = self.lowering.source.types.shape(instruction.result_type()?);
        shape.ok_or_else(|| instruction.error("the result is neither a scalar nor a vector"))
    }

    /// SPIR-V type of the value at operand `index`.
    pub(super) fn operand_type(&self, instruction: &Inst, index: usize) -> Result<Id> {
        let id = instruction.id(index)?;
        let ty = self.lowering.source.type_of(id);
        ty.ok_or_else(|| instruction.error(format!("%{id} is not a value")))
    }

    /// Shape of the value at operand `index`.
    pub(super) fn operand_shape(&self, instruction: &Inst, index: usize) -> Result<Shape> {
        let ty = self.operand_type(instruction, index)?;
        let shape = self.lowering.source.types.shape(ty);
        shape.ok_or_else(|| instruction.error(format!("operand {index} is no scalar or vector")))
    }

    /// The type that the pointer at operand `index` points to.
    pub(super) fn pointee(&self, instruction: &Inst, index: usize) -> Result<Id> {
        let ty = self.operand_type(instruction, index)?;
        let pointer = self.lowering.source.types.pointer(ty);
        pointer
            .map(|(_, pointee)| pointee)
            .ok_or_else(|| instruction.error(format!("operand {index} is not a pointer")))
    }

    /// The bits of the integer constant at operand `index`, if it is one.
    pub(super) fn constant_bits(&self, instruction: &Inst, index: usize) -> Option<u64> {
        self.lowering
            .specialization
            .bits(instruction.optional_id(index)?)
    }

    /// Whether the result is decorated so.
    pub(super) fn is_decorated(&self, instruction: &Inst, decoration: Decoration) -> bool {
        instruction
            .result
            .is_some_and(|id| self.lowering.source.decorations.has(id, decoration))
    }

    /// Completes `OpPhi`: one incoming value for each edge.
    fn complete_phis(&mut self) -> Result<()> {
        for (phi, instruction, block) in std::mem::take(&mut self.phis) {
            let operands: Vec<Id> = instruction.ids_from(0).collect();
            let (pairs, _) = operands.as_chunks::<2>();
            let mut incoming = Vec::new();
            for &[value, parent] in pairs {
                let value = self.value(instruction, value)?;
                if value.ty() != phi.ty() {
                    return Err(instruction.error("an incoming value has another type"));
                }
                let edges = self.edges.get(&(parent, block)).copied().unwrap_or(0);
                incoming.extend(std::iter::repeat_n((value, self.blocks[&parent]), edges));
            }
            phi.add_incoming(&incoming);
        }
        Ok(())
    }
}

/// Whether `op` ends a block; used by families that have nothing to define.
pub(super) fn is_hint(op: Op) -> bool {
    matches!(
        op,
        Op::LoopMerge | Op::SelectionMerge | Op::LifetimeStart | Op::LifetimeStop
    )
}
