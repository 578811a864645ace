//! Functions: signatures, control flow, dominance, and the call graph.

use super::Checker;
use crate::dominators::Dominators;
use crate::module::Meaning;
use crate::opencl_std::id_operands;
use crate::{Error, Function, Id, Instruction, Module, Result, Type};
use spirv::Op;
use std::collections::{HashMap, HashSet};

struct Body<'a> {
    checker: &'a Checker<'a>,
    function: &'a Function,
    index: usize,
    /// Predecessors of each block, each once.
    predecessors: Vec<HashSet<usize>>,
    dominators: Dominators,
}

pub(super) fn check(checker: &Checker<'_>, index: usize, function: &Function) -> Result<()> {
    check_signature(checker.module, function)?;
    if function.blocks.is_empty() {
        return Ok(());
    }
    let successors = successors(checker.module, index, function)?;
    let mut predecessors = vec![HashSet::new(); function.blocks.len()];
    for (from, next) in successors.iter().enumerate() {
        for &to in next {
            predecessors[to].insert(from);
        }
    }
    if !predecessors[0].is_empty() {
        return Err(Error::new(
            function.offset,
            "the entry block is a branch target",
        ));
    }
    let dominators = Dominators::new(&successors);
    let body = Body {
        checker,
        function,
        index,
        predecessors,
        dominators,
    };
    for (block, contents) in function.blocks.iter().enumerate() {
        for (at, instruction) in contents.instructions.iter().enumerate() {
            body.place(block, at, instruction)?;
            body.uses(block, at, instruction)?;
            checker.instruction(instruction)?;
            body.returns(instruction)?;
        }
    }
    Ok(())
}

fn check_signature(module: &Module, function: &Function) -> Result<()> {
    let error = |reason: &str| Err(Error::new(function.offset, format!("OpFunction: {reason}")));
    let Some(Type::Function(result, parameters)) = module.types.get(function.function_type) else {
        return error("its type is not a function type");
    };
    if !module.types.same(*result, function.result_type) {
        return error("its result is not its type's");
    }
    let have = function.parameters.iter().map(|parameter| parameter.ty);
    let fits = have.len() == parameters.len()
        && have
            .zip(parameters)
            .all(|(have, want)| module.types.same(have, *want));
    if fits {
        Ok(())
    } else {
        error("its parameters are not its type's")
    }
}

/// Block numbers that each block may branch to.
fn successors(module: &Module, index: usize, function: &Function) -> Result<Vec<Vec<usize>>> {
    let number = |instruction: &Instruction, label: Id| match module.meanings.get(&label) {
        Some(Meaning::Label(owner, block)) if *owner == index => Ok(*block),
        _ => Err(instruction.error(format!("%{label} is not a block of this function"))),
    };
    function
        .blocks
        .iter()
        .map(|block| {
            let labels = block.successors();
            labels
                .into_iter()
                .map(|label| number(block.terminator(), label))
                .collect()
        })
        .collect()
}

impl Body<'_> {
    /// Where an instruction may stand in its block.
    fn place(&self, block: usize, at: usize, instruction: &Instruction) -> Result<()> {
        let instructions = &self.function.blocks[block].instructions;
        match instruction.op {
            Op::Phi if block == 0 => Err(instruction.error("the entry block has no predecessor")),
            Op::Phi if at > 0 && instructions[at - 1].op != Op::Phi => {
                Err(instruction.error("it does not stand at the start of its block"))
            }
            Op::Variable if block != 0 => {
                Err(instruction.error("it does not stand in the entry block"))
            }
            Op::LoopMerge | Op::SelectionMerge if at + 2 != instructions.len() => {
                Err(instruction.error("it does not stand before the terminator"))
            }
            _ => Ok(()),
        }
    }

    /// Every id that an instruction uses is of the right sort and defined where control comes from.
    fn uses(&self, block: usize, at: usize, instruction: &Instruction) -> Result<()> {
        match instruction.op {
            Op::Phi => self.phi(block, instruction),
            Op::Branch => self.label(instruction, 0),
            Op::BranchConditional => {
                self.label(instruction, 1)?;
                self.label(instruction, 2)?;
                self.value(block, at, instruction, instruction.id(0)?)
            }
            // The labels were resolved with the successors.
            Op::Switch => self.value(block, at, instruction, instruction.id(0)?),
            Op::LoopMerge => {
                self.label(instruction, 0)?;
                self.label(instruction, 1)
            }
            Op::SelectionMerge => self.label(instruction, 0),
            Op::FunctionCall => instruction
                .ids_from(1)
                .try_for_each(|id| self.value(block, at, instruction, id)),
            Op::ExtInst => {
                let number = instruction.literal(1)?;
                let count = id_operands(number, instruction.operands.len().saturating_sub(2));
                instruction
                    .ids_from(2)
                    .take(count)
                    .try_for_each(|id| self.value(block, at, instruction, id))
            }
            _ => instruction
                .ids_from(0)
                .try_for_each(|id| self.value(block, at, instruction, id)),
        }
    }

    fn label(&self, instruction: &Instruction, operand: usize) -> Result<()> {
        let id = instruction.id(operand)?;
        match self.checker.module.meanings.get(&id) {
            Some(Meaning::Label(index, _)) if *index == self.index => Ok(()),
            _ => Err(instruction.error(format!("%{id} is not a block of this function"))),
        }
    }

    fn value(&self, block: usize, at: usize, instruction: &Instruction, id: Id) -> Result<()> {
        let good = match self.checker.module.meanings.get(&id) {
            Some(Meaning::Constant | Meaning::Global) => true,
            Some(Meaning::Parameter(index)) => *index == self.index,
            Some(Meaning::Value(index, from, position)) => {
                *index == self.index
                    && self.checker.module.type_of(id).is_some()
                    && if *from == block {
                        *position < at
                    } else {
                        // Dominance lets unreachable blocks use anything; the text must still define it first.
                        *from < block && self.dominators.dominates(*from, block)
                    }
            }
            _ => false,
        };
        match good {
            true => Ok(()),
            false => Err(instruction.error(format!("%{id} is not a value that is defined here"))),
        }
    }

    fn phi(&self, block: usize, instruction: &Instruction) -> Result<()> {
        let operands: Vec<Id> = instruction.ids_from(0).collect();
        let (pairs, rest) = operands.as_chunks::<2>();
        if !rest.is_empty() {
            return Err(instruction.error("a value lacks its block"));
        }
        let mut seen = HashSet::new();
        for &[value, parent] in pairs {
            let from = match self.checker.module.meanings.get(&parent) {
                Some(Meaning::Label(index, from)) if *index == self.index => *from,
                _ => return Err(instruction.error(format!("%{parent} is not a block"))),
            };
            if !self.predecessors[block].contains(&from) || !seen.insert(from) {
                let reason = format!("%{parent} is no predecessor, or stands there twice");
                return Err(instruction.error(reason));
            }
            self.phi_value(instruction, value, from)?;
        }
        match seen.len() == self.predecessors[block].len() {
            true => Ok(()),
            false => Err(instruction.error("a predecessor is missing")),
        }
    }

    /// The value must be there at the end of the block it comes from; it may stand later in the text.
    fn phi_value(&self, instruction: &Instruction, value: Id, from: usize) -> Result<()> {
        let good = match self.checker.module.meanings.get(&value) {
            Some(Meaning::Constant | Meaning::Global) => true,
            Some(Meaning::Parameter(index)) => *index == self.index,
            Some(Meaning::Value(index, block, _)) => {
                *index == self.index
                    && self.checker.module.type_of(value).is_some()
                    && self.dominators.dominates(*block, from)
            }
            _ => false,
        };
        match good {
            true => Ok(()),
            false => Err(instruction.error(format!(
                "%{value} is not defined in the block it comes from"
            ))),
        }
    }

    fn returns(&self, instruction: &Instruction) -> Result<()> {
        let types = &self.checker.module.types;
        let void = matches!(types.get(self.function.result_type), Some(Type::Void));
        match instruction.op {
            Op::Return if !void => Err(instruction.error("the function returns a value")),
            Op::ReturnValue if void => Err(instruction.error("the function returns nothing")),
            Op::ReturnValue => self
                .checker
                .want_type(instruction, 0, self.function.result_type),
            _ => Ok(()),
        }
    }
}

/// Recursion is not allowed in OpenCL, and everything that inlines relies on that.
pub(super) fn check_calls(module: &Module) -> Result<()> {
    let mut calls: HashMap<Id, Vec<(Id, &Instruction)>> = HashMap::new();
    for function in &module.functions {
        for instruction in function.blocks.iter().flat_map(|block| &block.instructions) {
            if instruction.op == Op::FunctionCall {
                let callee = instruction.id(0)?;
                calls
                    .entry(function.id)
                    .or_default()
                    .push((callee, instruction));
            }
        }
    }
    let mut finished: HashSet<Id> = HashSet::new();
    for function in &module.functions {
        let mut active: HashSet<Id> = HashSet::from([function.id]);
        let mut stack = vec![(function.id, 0)];
        if finished.contains(&function.id) {
            continue;
        }
        while let Some((caller, next)) = stack.pop() {
            let Some(&(callee, instruction)) =
                calls.get(&caller).and_then(|callees| callees.get(next))
            else {
                active.remove(&caller);
                finished.insert(caller);
                continue;
            };
            stack.push((caller, next + 1));
            if active.contains(&callee) {
                return Err(instruction.error("recursion is not allowed"));
            }
            if !finished.contains(&callee) {
                active.insert(callee);
                stack.push((callee, 0));
            }
        }
    }
    Ok(())
}
