//! Removes what is not needed.

use super::{Function, InstId, Value, cfg, uniformity};

/// Removes instructions whose result is not used and that do nothing else.
pub fn remove_dead(function: &mut Function) {
    let order = cfg::reverse_postorder(function);
    let mut needed = vec![false; function.inst_count()];
    let mut pending: Vec<InstId> = Vec::new();
    let mut need = |value: Value, pending: &mut Vec<InstId>| {
        if let Value::Inst(inst) = value
            && !std::mem::replace(&mut needed[inst.index()], true)
        {
            pending.push(inst);
        }
    };
    for &block in &order {
        for &inst in &function.block(block).insts {
            if !is_removable(function, inst) {
                need(inst.into(), &mut pending);
            }
        }
        if let Some(condition) = function.block(block).terminator.condition() {
            need(condition, &mut pending);
        }
    }
    while let Some(inst) = pending.pop() {
        for &operand in &function.inst(inst).operands {
            need(operand, &mut pending);
        }
    }
    for block in order {
        function
            .block_mut(block)
            .insts
            .retain(|inst| needed[inst.index()]);
    }
}

/// Whether an instruction does nothing but make its result.
fn is_removable(function: &Function, id: InstId) -> bool {
    use super::Op;
    let inst = function.inst(id);
    match &inst.op {
        Op::Phi(_) | Op::Binary(_) => true,
        Op::Load(memory) => memory.is_plain(),
        Op::Call => {
            !inst.ty.is_void()
                && uniformity::is_reading_call(function.target, inst)
                && inst
                    .callee()
                    .is_some_and(|callee| callee.has_attribute(function.target, "willreturn"))
        }
        _ => inst.is_speculatable(),
    }
}
