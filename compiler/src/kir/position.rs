//! Sums that say where a work-item is.

use super::{Function, Inst, InstId, Op, ParamId, ParamKind, Value, cfg};
use llvm_sys::LLVMOpcode;
use mirrorcl_abi::field;

/// The place of a work-item in a dimension, or a part of it: its local id, plus at most the offset of the launch, plus at most the
/// group's number times the group's size. Such a number is less than the global offset plus the global size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Whether the group is in it.
    pub has_group: bool,
}

/// Sums within sums that are looked at.
const MAX_DEPTH: usize = 4;

impl Position {
    /// Whether an instruction is a position.
    #[must_use]
    pub fn of(function: &Function, inst: &Inst, dimension: u8) -> Option<Self> {
        let terms = Terms::of(function, inst, dimension)?;
        (terms.ids == 1).then_some(Self {
            has_group: terms.groups == 1,
        })
    }
}

/// What a sum consists of.
#[derive(Debug, Clone, Copy, Default)]
struct Terms {
    ids: usize,
    offsets: usize,
    groups: usize,
}

impl Terms {
    /// The terms, if there are no others, and none twice.
    fn of(function: &Function, inst: &Inst, dimension: u8) -> Option<Self> {
        if inst.op != Op::Binary(LLVMOpcode::LLVMAdd)
            || !inst.ty.is_int()
            || inst.ty.int_bits() != 64
        {
            return None;
        }
        let mut terms = Self::default();
        terms.collect(function, inst, dimension, MAX_DEPTH)?;
        (terms.ids <= 1 && terms.offsets <= 1 && terms.groups <= 1).then_some(terms)
    }

    fn collect(
        &mut self,
        function: &Function,
        inst: &Inst,
        dimension: u8,
        depth: usize,
    ) -> Option<()> {
        for &operand in &inst.operands {
            let kind = kind_of(function, operand);
            if kind == Some(ParamKind::LocalId(dimension)) {
                self.ids += 1;
            } else if kind == Some(field_of(field::GLOBAL_OFFSET, dimension)) {
                self.offsets += 1;
            } else if is_group(function, operand, dimension) {
                self.groups += 1;
            } else if let Value::Inst(id) = operand {
                let inner = function.inst(id);
                if inner.op != Op::Binary(LLVMOpcode::LLVMAdd) || depth == 0 {
                    return None;
                }
                self.collect(function, inner, dimension, depth - 1)?;
            } else {
                return None;
            }
        }
        Some(())
    }
}

fn kind_of(function: &Function, value: Value) -> Option<ParamKind> {
    match value {
        Value::Param(param) => Some(function.param_of(param).kind),
        _ => None,
    }
}

fn field_of(first: usize, dimension: u8) -> ParamKind {
    let offset = first + 8 * usize::from(dimension);
    ParamKind::Field(u32::try_from(offset).expect("a small offset"))
}

/// The group's number times the group's size.
fn is_group(function: &Function, value: Value, dimension: u8) -> bool {
    let Value::Inst(product) = value else {
        return false;
    };
    let product = function.inst(product);
    if product.op != Op::Binary(LLVMOpcode::LLVMMul) {
        return false;
    }
    let factors = [
        kind_of(function, product.operands[0]),
        kind_of(function, product.operands[1]),
    ];
    factors.contains(&Some(field_of(field::GROUP_ID, dimension)))
        && (factors.contains(&Some(field_of(field::ENQUEUED_LOCAL_SIZE, dimension)))
            || factors.contains(&Some(field_of(field::LOCAL_SIZE, dimension))))
}

/// Whether a kernel without barriers asks where its work-items are in dimension 0 only by their global ids, and has nothing that
/// belongs to a group. Then it does not matter which group of a row a work-item is in.
#[must_use]
pub fn ignores_groups(function: &Function) -> bool {
    let is_own = |id: ParamId| {
        let param = function.param_of(id);
        let group = field_of(field::GROUP_ID, 0);
        param.kind == ParamKind::LocalId(0) || param.kind == group
    };
    let is_forbidden = |id: ParamId| {
        let param = function.param_of(id);
        matches!(
            param.kind,
            ParamKind::Context | ParamKind::Item | ParamKind::Array(_)
        ) || param.ty.is_pointer() && param.ty.address_space() == 3
            || param.kind == field_of(field::LOCAL_MEMORY, 0)
    };
    let is_part = |id: InstId| {
        is_group(function, id.into(), 0)
            || Terms::of(function, function.inst(id), 0)
                .is_some_and(|terms| terms.ids + terms.groups == 1)
    };
    let is_whole = |id: InstId| {
        Terms::of(function, function.inst(id), 0)
            .is_some_and(|terms| terms.ids == 1 && terms.groups == 1)
    };
    let is_allowed = |user: InstId, operand: Value| match operand {
        Value::Param(param) if is_forbidden(param) => false,
        Value::Param(param) if is_own(param) => is_part(user) || is_whole(user),
        Value::Inst(id) if is_part(id) => is_part(user) || is_whole(user),
        _ => true,
    };
    cfg::reverse_postorder(function).iter().all(|&block| {
        let block = function.block(block);
        let condition = block.terminator.condition();
        // Barriers end a region; here there are none, and conditions are of one bit.
        !matches!(condition, Some(Value::Param(_)))
            && block.insts.iter().all(|&id| {
                let inst = function.inst(id);
                inst.operands.iter().all(|&operand| is_allowed(id, operand))
            })
    })
}
