//! Checks that a function is well formed.

use super::{BlockId, Function, InstId, Op, Terminator, Value, cfg};

/// Checks a function.
///
/// # Errors
/// The first thing that is wrong, for the developer.
pub fn verify(function: &Function) -> Result<(), String> {
    let order = cfg::reverse_postorder(function);
    let verifier = Verifier {
        function,
        predecessors: cfg::predecessors(function),
        dominators: cfg::Dominators::new(function),
        places: places(function, &order)?,
    };
    if !verifier.predecessors[function.entry.index()].is_empty() {
        return Err("the entry has predecessors".into());
    }
    order.iter().try_for_each(|&block| verifier.block(block))
}

/// For each instruction its block and its number there.
type Places = Vec<Option<(BlockId, usize)>>;

fn places(function: &Function, order: &[BlockId]) -> Result<Places, String> {
    let mut places: Places = vec![None; function.inst_count()];
    for &block in order {
        for (index, inst) in function.block(block).insts.iter().enumerate() {
            if places[inst.index()].replace((block, index)).is_some() {
                return Err(format!("%{} is in two places", inst.index()));
            }
        }
    }
    Ok(places)
}

struct Verifier<'a> {
    function: &'a Function,
    predecessors: Vec<Vec<BlockId>>,
    dominators: cfg::Dominators,
    places: Places,
}

impl Verifier<'_> {
    fn block(&self, id: BlockId) -> Result<(), String> {
        let block = self.function.block(id);
        let mut phis_over = false;
        for (index, &inst) in block.insts.iter().enumerate() {
            let is_phi = self.function.inst(inst).is_phi();
            if is_phi && phis_over {
                return Err(format!("phi %{} after other instructions", inst.index()));
            }
            phis_over = !is_phi;
            self.inst(id, index, inst)
                .map_err(|what| format!("%{}: {what}", inst.index()))?;
        }
        if let Some(condition) = block.terminator.condition() {
            self.available(condition, id, block.insts.len())?;
            let is_switch = matches!(block.terminator, Terminator::Switch(..));
            if !is_switch && self.function.type_of(condition) != self.function.target.bool() {
                return Err(format!(
                    "block {} branches on something else than i1",
                    id.index()
                ));
            }
        }
        Ok(())
    }

    fn inst(&self, block: BlockId, index: usize, id: InstId) -> Result<(), String> {
        let inst = self.function.inst(id);
        if let Op::Phi(blocks) = &inst.op {
            let predecessors = &self.predecessors[block.index()];
            let same = blocks.len() == predecessors.len()
                && blocks.len() == inst.operands.len()
                && predecessors
                    .iter()
                    .all(|predecessor| blocks.contains(predecessor));
            if !same {
                return Err(format!(
                    "phi of {blocks:?} in a block with predecessors {predecessors:?}"
                ));
            }
            for (&operand, &predecessor) in inst.operands.iter().zip(blocks) {
                self.available(
                    operand,
                    predecessor,
                    self.function.block(predecessor).insts.len(),
                )?;
                self.same_type(inst.ty, operand)?;
            }
            return Ok(());
        }
        for &operand in &inst.operands {
            self.available(operand, block, index)?;
        }
        match &inst.op {
            Op::Binary(_) => inst
                .operands
                .iter()
                .try_for_each(|&operand| self.same_type(inst.ty, operand)),
            Op::Select => {
                self.same_type(inst.ty, inst.operands[1])?;
                self.same_type(inst.ty, inst.operands[2])
            }
            Op::ICmp(_) | Op::FCmp(_) => {
                self.same_type(self.function.type_of(inst.operands[0]), inst.operands[1])
            }
            _ => Ok(()),
        }
    }

    fn same_type(&self, ty: super::Type, operand: Value) -> Result<(), String> {
        let other = self.function.type_of(operand);
        if ty == other {
            Ok(())
        } else {
            Err(format!("{ty} expected, not {other}"))
        }
    }

    /// Whether a value may be used before the instruction of this number.
    fn available(&self, value: Value, block: BlockId, index: usize) -> Result<(), String> {
        let Value::Inst(inst) = value else {
            return Ok(());
        };
        let ok = match self.places[inst.index()] {
            None => false,
            Some((home, place)) if home == block => place < index,
            Some((home, _)) => self.dominators.dominates(home, block),
        };
        if ok {
            Ok(())
        } else {
            Err(format!(
                "%{} does not dominate its use in block {}",
                inst.index(),
                block.index()
            ))
        }
    }
}
