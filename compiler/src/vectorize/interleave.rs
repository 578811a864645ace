//! Private variables in which the lanes' elements stand side by side.
//!
//! A work-item's own array would be scattered over the lanes' copies: `a[i]` of all lanes is a gather. Element by element, with
//! the lanes of each element next to each other, it is a block wherever the lanes have the same `i`. A variable is laid out so if
//! it is only read and written in elements of one size, and nothing else is done with its address.

use crate::kir::{Function, Inst, InstId, Memory, Op, ParamKind, Type, Value, cfg, gep};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The largest element.
const MAX_ELEMENT: u64 = 8;

/// The function with such variables laid out for so many lanes, and how far apart the lanes' elements then are, by variable.
pub(super) fn interleave(
    function: &Function,
    width: u32,
) -> Option<(Function, BTreeMap<u32, i64>)> {
    let usage = Usage::of(function);
    let sizes = usage.laid_out();
    if sizes.is_empty() {
        return None;
    }
    let mut function = function.clone();
    for block in function.block_ids() {
        let old = std::mem::take(&mut function.block_mut(block).insts);
        let mut insts = Vec::with_capacity(old.len());
        for id in old {
            let variable = usage
                .owners
                .get(&id)
                .filter(|owner| sizes.contains_key(owner));
            if variable.is_some() {
                scale(&mut function, id, width, &mut insts);
            } else {
                loosen(&mut function, id, &usage, &sizes);
                insts.push(id);
            }
        }
        function.block_mut(block).insts = insts;
    }
    let strides = sizes
        .into_iter()
        .map(|(variable, size)| (variable, size.cast_signed()));
    Some((function, strides.collect()))
}

/// Multiplies the offsets of an address.
fn scale(function: &mut Function, id: InstId, width: u32, insts: &mut Vec<InstId>) {
    let inst = function.inst(id).clone();
    let offset = gep::offset(function, &inst).expect("it was looked at");
    let (target, ty) = (function.target, inst.ty);
    let byte = target.int(8);
    let factor = i64::from(width);
    let mut steps: Vec<(Type, Value)> = offset
        .terms
        .iter()
        .map(|&(index, size)| (byte.array((size * factor).cast_unsigned()), index))
        .collect();
    let constant = (offset.constant * factor).cast_unsigned();
    steps.push((byte, target.int(64).constant(constant).into()));
    let (last, first) = steps.split_last().expect("there is the constant");
    let mut base = inst.operands[0];
    for &(unit, index) in first {
        let step = function.add_inst(Inst::new(Op::Gep(unit), vec![base, index], ty));
        insts.push(step);
        base = step.into();
    }
    *function.inst_mut(id) = Inst::new(Op::Gep(last.0), vec![base, last.1], ty);
    insts.push(id);
}

/// An element is aligned as its size is, and not more.
fn loosen(function: &mut Function, id: InstId, usage: &Usage, sizes: &BTreeMap<u32, u64>) {
    let inst = function.inst(id);
    let address = match inst.op {
        Op::Load(_) => inst.operands[0],
        Op::Store(_) => inst.operands[1],
        _ => return,
    };
    let Some(&size) = usage
        .owner(function, address)
        .and_then(|owner| sizes.get(&owner))
    else {
        return;
    };
    let inst = function.inst_mut(id);
    let limit = u32::try_from(size).expect("a small size");
    let (Op::Load(memory) | Op::Store(memory)) = &mut inst.op else {
        unreachable!("it accesses memory")
    };
    *memory = Memory {
        align: memory.align.min(limit),
        ..*memory
    };
    inst.origin = inst.origin.changed();
}

/// The addresses in such variables.
pub(super) fn elements(function: &Function) -> HashSet<InstId> {
    let usage = Usage::of(function);
    let variables = usage.laid_out();
    let addresses = usage.owners.iter();
    addresses
        .filter(|(_, owner)| variables.contains_key(owner))
        .map(|(&address, _)| address)
        .collect()
}

/// How private variables are used.
struct Usage {
    /// The variable that an address is of.
    owners: HashMap<InstId, u32>,
    /// The size of the elements of a variable.
    sizes: BTreeMap<u32, u64>,
    refused: BTreeSet<u32>,
}

impl Usage {
    fn of(function: &Function) -> Self {
        let mut usage = Self {
            owners: HashMap::new(),
            sizes: BTreeMap::new(),
            refused: BTreeSet::new(),
        };
        let order = cfg::reverse_postorder(function);
        for &block in &order {
            for &id in &function.block(block).insts {
                usage.note_access(function, id);
            }
        }
        // Offsets once all sizes are known.
        for (&id, &variable) in &usage.owners {
            let offset = gep::offset(function, function.inst(id)).unwrap_or_default();
            let size = usage
                .sizes
                .get(&variable)
                .map_or(1, |size| size.cast_signed());
            let fits = offset.constant % size == 0
                && offset.terms.iter().all(|(_, unit)| unit % size == 0);
            if !fits {
                usage.refused.insert(variable);
            }
        }
        usage
    }

    /// The variables that can be laid out, and the size of their elements.
    fn laid_out(&self) -> BTreeMap<u32, u64> {
        let sizes = self.sizes.iter();
        sizes
            .filter(|(variable, _)| !self.refused.contains(variable))
            .map(|(&variable, &size)| (variable, size))
            .collect()
    }

    fn owner(&self, function: &Function, value: Value) -> Option<u32> {
        match value {
            Value::Inst(id) => self.owners.get(&id).copied(),
            Value::Param(param) => match function.param_of(param).kind {
                ParamKind::Private(variable) => Some(variable),
                _ => None,
            },
            Value::Constant(_) => None,
        }
    }

    fn note_access(&mut self, function: &Function, id: InstId) {
        let inst = function.inst(id);
        for (place, &operand) in inst.operands.iter().enumerate() {
            let Some(variable) = self.owner(function, operand) else {
                continue;
            };
            let accessed = match (&inst.op, place) {
                (Op::Gep(_), 0)
                    if inst.ty.is_pointer() && gep::offset(function, inst).is_some() =>
                {
                    self.owners.insert(id, variable);
                    continue;
                }
                (Op::Load(_), 0) => inst.ty,
                (Op::Store(_), 1) => function.type_of(inst.operands[0]),
                _ => {
                    self.refused.insert(variable);
                    continue;
                }
            };
            let size = function.target.store_size_of(accessed);
            let is_element = !accessed.is_vector()
                && super::is_whole(accessed)
                && size.is_power_of_two()
                && size <= MAX_ELEMENT;
            if !is_element || *self.sizes.entry(variable).or_insert(size) != size {
                self.refused.insert(variable);
            }
        }
    }
}
