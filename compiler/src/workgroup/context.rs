//! Fields of the work-group context as parameters.

use crate::kir::{Function, InstId, Op, ParamKind, Value, gep};
use mirrorcl_abi::{WorkGroupContext, field};

/// Turns loads of context fields at known offsets into parameters: their values are constant while a work-group runs, which
/// LLVM could not know.
pub fn fold(function: &mut Function) {
    let mut replaced: Vec<Option<Value>> = vec![None; function.inst_count()];
    for block in function.block_ids() {
        for index in 0..function.block(block).insts.len() {
            let inst = function.block(block).insts[index];
            if let Some(kind) = field_of(function, inst) {
                let ty = function.inst(inst).ty;
                replaced[inst.index()] = Some(function.param(kind, ty));
            }
        }
    }
    function.replace_values(|value| match value {
        Value::Inst(inst) => replaced[inst.index()].unwrap_or(value),
        _ => value,
    });
    for block in function.block_ids() {
        function
            .block_mut(block)
            .insts
            .retain(|inst| replaced[inst.index()].is_none());
    }
}

/// The field that an instruction loads.
fn field_of(function: &Function, inst: InstId) -> Option<ParamKind> {
    let data = function.inst(inst);
    let Op::Load(memory) = &data.op else {
        return None;
    };
    let (Value::Param(base), offset) = gep::base(function, data.operands[0]) else {
        return None;
    };
    if function.param_of(base).kind != ParamKind::Context || !memory.is_plain() {
        return None;
    }
    let start = usize::try_from(offset).ok()?;
    let end = start + usize::try_from(function.target.store_size_of(data.ty)).ok()?;
    let first_group = field::GROUP_ID..field::GROUP_ID + 8;
    let is_first_group = start == first_group.start && end == first_group.end && data.ty.is_int();
    let overlaps = start < first_group.end && first_group.start < end;
    (end <= size_of::<WorkGroupContext>() && (is_first_group || !overlaps))
        .then(|| ParamKind::Field(u32::try_from(start).expect("a small offset")))
}
