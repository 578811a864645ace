//! Regions that do something for the first work-items of a row only: `if (get_local_id(0) < n) { … }`.
//!
//! Tree reductions and scans have one after each barrier. Vectors of work-items that are all behind the last one are not worth a look: the
//! loop over the work-items ends there, and inside it nobody asks.

use super::split::{Region, Split};
use crate::kir::{
    BlockId, Function, Inst, InstId, Memory, Op, ParamKind, Terminator, Value,
    cfg::{self, Dominators, Loops},
    clean,
    comparison::Comparison,
    uniformity::Uniformity,
};
use llvm_sys::{LLVMIntPredicate, LLVMIntPredicate::*, LLVMOpcode};
use std::collections::{BTreeMap, BTreeSet};

/// A region in three parts.
#[derive(Debug, Clone)]
pub struct Guard {
    /// Finds how many work-items of a row do something, and leaves the number in the place of the shared value `count`.
    pub bound: Function,
    /// The number of that value.
    pub count: u32,
    /// What those do.
    pub within: Function,
    /// What one of the others does, on behalf of all: it says where the group goes on, and with which shared values.
    pub rest: Function,
}

/// Finds the guards of all regions. The place for their numbers becomes a shared value.
pub fn find(split: &mut Split) {
    let count = u32::try_from(split.shared.len()).expect("few values");
    let mut found = false;
    for region in &mut split.regions {
        region.guard = guard(region, count);
        found |= region.guard.is_some();
    }
    if found {
        let size = split.regions[0].function.target.int(64);
        split.shared.push(size);
    }
}

/// A comparison that the first work-items of a row meet, or the others.
#[derive(Clone, Copy)]
struct Test {
    predicate: LLVMIntPredicate,
    /// What the local id is compared with.
    limit: Value,
    /// Where the first work-items go, and the others.
    ways: [BlockId; 2],
}

fn guard(region: &Region, count: u32) -> Option<Guard> {
    let function = &region.function;
    let dominators = Dominators::new(function);
    let loops = Loops::new(function, &dominators);
    if !loops.is_reducible() {
        return None;
    }
    let analysis = Analysis {
        function,
        uniformity: Uniformity::new(function, &loops, |kind| !kind.is_group_uniform()),
        loops,
    };
    let skipped = analysis.skipped();
    if !analysis.is_worthwhile(&skipped) {
        return None;
    }
    let mut within = function.clone();
    for (&block, test) in &skipped.tests {
        if analysis.is_alone(&skipped, block) {
            within.block_mut(block).terminator = Terminator::Branch(test.ways[0]);
            within.block_mut(block).origin = None;
        }
    }
    prune(&mut within);
    // Vector code says by which exit it is left only if there are several.
    if exits(&within) != exits(function) {
        return None;
    }
    Some(Guard {
        bound: bound(function, &skipped, count),
        count,
        within,
        rest: rest(function, &skipped),
    })
}

/// The way of work-items that meet no test.
#[derive(Default)]
struct Skipped {
    /// The tests, by block.
    tests: BTreeMap<BlockId, Test>,
    /// Blocks that they do come to and do something in.
    busy: BTreeSet<BlockId>,
}

impl Skipped {
    fn next(&self, function: &Function, block: BlockId) -> Vec<BlockId> {
        if self.busy.contains(&block) {
            return Vec::new();
        }
        match self.tests.get(&block) {
            Some(test) => vec![test.ways[1]],
            None => function.block(block).terminator.successors().collect(),
        }
    }
}

struct Analysis<'a> {
    function: &'a Function,
    uniformity: Uniformity,
    loops: Loops,
}

impl Analysis<'_> {
    fn skipped(&self) -> Skipped {
        let mut skipped = Skipped::default();
        reach([self.function.entry], self.function, |block| {
            if !self.has_no_effect(block) || self.loops.innermost(block).is_some() {
                skipped.busy.insert(block);
            } else if self.uniformity.is_divergent(block) {
                match self.test(block) {
                    Some(test) => {
                        skipped.tests.insert(block, test);
                    }
                    None => {
                        skipped.busy.insert(block);
                    }
                }
            }
            skipped.next(self.function, block)
        });
        skipped
    }

    /// Whether work-items that meet no test may come to the end without doing anything.
    fn is_worthwhile(&self, skipped: &Skipped) -> bool {
        let rest = skipped.tests.values().map(|test| test.ways[1]);
        let after = reach(rest, self.function, |block| {
            skipped.next(self.function, block)
        });
        after.into_iter().any(|block| {
            let terminator = &self.function.block(block).terminator;
            matches!(terminator, Terminator::Exit(_)) && !skipped.busy.contains(&block)
        })
    }

    /// Whether the test of a block alone says which work-items do something, whenever any work-item comes to it.
    fn is_alone(&self, skipped: &Skipped, block: BlockId) -> bool {
        let is_other = |other: BlockId| {
            other != block && (skipped.tests.contains_key(&other) || skipped.busy.contains(&other))
        };
        let rest = [skipped.tests[&block].ways[1]];
        let after = reach(rest, self.function, |block| {
            skipped.next(self.function, block)
        });
        let other_ways = skipped.tests.iter().filter(|(other, _)| **other != block);
        let other_ways = other_ways.flat_map(|(_, test)| test.ways);
        let busy = skipped.busy.iter();
        let busy = busy.flat_map(|&busy| self.function.block(busy).terminator.successors());
        let before = reach(other_ways.chain(busy), self.function, |block| {
            let terminator = &self.function.block(block).terminator;
            terminator.successors().collect()
        });
        !after.into_iter().any(is_other) && !before.contains(&block)
    }

    /// Whether a block only computes and reads, and stores what all work-items have in common.
    fn has_no_effect(&self, block: BlockId) -> bool {
        let block = self.function.block(block);
        let goes_on = matches!(
            block.terminator,
            Terminator::Branch(_) | Terminator::Conditional(..) | Terminator::Exit(_)
        );
        goes_on
            && block.insts.iter().all(|&inst| {
                let inst = self.function.inst(inst);
                match &inst.op {
                    Op::Phi(_) | Op::Binary(_) => true,
                    Op::Load(memory) => memory.is_plain(),
                    Op::Store(_) => is_shared(self.function, inst),
                    _ => inst.is_speculatable(),
                }
            })
    }

    fn test(&self, block: BlockId) -> Option<Test> {
        let found = Comparison::at_end(self.function, block)?;
        let found = match (self.is_id(found.left), self.is_id(found.right)) {
            (true, false) => found,
            (false, true) => found.swapped(),
            _ => return None,
        };
        let (limit, [then, otherwise]) = (found.right, found.ways);
        if self.uniformity.is_varying(limit) {
            return None;
        }
        let is_zero = matches!(limit, Value::Constant(limit) if limit.as_u64() == Some(0));
        let (predicate, ways) = match found.predicate {
            LLVMIntULT | LLVMIntULE | LLVMIntSLT | LLVMIntSLE => {
                (found.predicate, [then, otherwise])
            }
            LLVMIntEQ if is_zero => (LLVMIntULE, [then, otherwise]),
            LLVMIntUGE => (LLVMIntULT, [otherwise, then]),
            LLVMIntUGT => (LLVMIntULE, [otherwise, then]),
            LLVMIntSGE => (LLVMIntSLT, [otherwise, then]),
            LLVMIntSGT => (LLVMIntSLE, [otherwise, then]),
            LLVMIntNE if is_zero => (LLVMIntULE, [otherwise, then]),
            _ => return None,
        };
        (then != otherwise).then_some(Test {
            predicate,
            limit,
            ways,
        })
    }

    /// Whether a value is the local id in dimension 0, whatever its type: groups have fewer than 2^31 work-items.
    fn is_id(&self, value: Value) -> bool {
        let inst = match value {
            Value::Param(param) => {
                return self.function.param_of(param).kind == ParamKind::LocalId(0);
            }
            Value::Inst(inst) => self.function.inst(inst),
            Value::Constant(_) => return false,
        };
        match inst.op {
            Op::Cast(LLVMOpcode::LLVMTrunc | LLVMOpcode::LLVMZExt | LLVMOpcode::LLVMSExt) => {
                inst.ty.is_int() && inst.ty.int_bits() >= 32 && self.is_id(inst.operands[0])
            }
            Op::Binary(LLVMOpcode::LLVMAnd) => {
                let is_low_half = matches!(inst.operands[1],
                    Value::Constant(mask) if mask.as_u64() == Some(0xFFFF_FFFF));
                is_low_half && self.is_id(inst.operands[0])
            }
            _ => false,
        }
    }
}

/// Whether a store is of what all work-items have in common, for the regions that follow.
fn is_shared(function: &Function, store: &Inst) -> bool {
    let is_place = |kind| matches!(kind, ParamKind::SharedAddress(_));
    matches!(store.operands[1], Value::Param(place) if is_place(function.param_of(place).kind))
}

fn exits(function: &Function) -> Vec<u32> {
    let order = cfg::reverse_postorder(function);
    let mut exits: Vec<u32> = order
        .iter()
        .filter_map(|&block| match function.block(block).terminator {
            Terminator::Exit(exit) => Some(exit),
            _ => None,
        })
        .collect();
    exits.sort_unstable();
    exits.dedup();
    exits
}

/// Takes what blocks that can't be reached any more bring to phis, and what is not needed.
fn prune(function: &mut Function) {
    let predecessors = cfg::predecessors(function);
    for block in cfg::reverse_postorder(function) {
        let phis: Vec<InstId> = function.phis(block).collect();
        for phi in phis {
            let inst = function.inst_mut(phi);
            let Op::Phi(blocks) = &mut inst.op else {
                unreachable!("phis() gives phis")
            };
            let is_left = |from: &BlockId| predecessors[block.index()].contains(from);
            let mut left = blocks.iter().map(is_left).collect::<Vec<_>>().into_iter();
            inst.operands.retain(|_| left.next() == Some(true));
            blocks.retain(is_left);
        }
    }
    clean::remove_dead(function);
}

/// Finds the highest limit of the tests that the other work-items come to, or that there are no others.
fn bound(region: &Function, skipped: &Skipped, count: u32) -> Function {
    let mut function = region.clone();
    let target = function.target;
    let size = target.int(64);
    let place = function.param(ParamKind::SharedAddress(count), target.pointer(0));
    let store = |value: Value| {
        let store = Op::Store(Memory::aligned(8));
        Inst::new(store, vec![value, place], target.void())
    };
    for block in cfg::reverse_postorder(&function) {
        let insts = function.block(block).insts.clone();
        let is_store = |inst: &InstId| matches!(function.inst(*inst).op, Op::Store(_));
        let kept = insts.into_iter().filter(|inst| !is_store(inst)).collect();
        function.block_mut(block).insts = kept;
        if skipped.busy.contains(&block) {
            function.block_mut(block).insts.clear();
            function.push(block, store(size.all_ones().into()));
            end(&mut function, block, Terminator::Exit(0));
        } else if let Some(test) = skipped.tests.get(&block) {
            let limit = limit(&mut function, block, *test);
            let load = Inst::new(Op::Load(Memory::aligned(8)), vec![place], size);
            let before = function.push(block, load).into();
            let more = Op::ICmp(LLVMIntUGT);
            let more = Inst::new(more, vec![limit, before], target.bool());
            let more = function.push(block, more).into();
            let most = Inst::new(Op::Select, vec![more, limit, before], size);
            let most = function.push(block, most).into();
            function.push(block, store(most));
            end(&mut function, block, Terminator::Branch(test.ways[1]));
        } else if let Terminator::Exit(_) = function.block(block).terminator {
            end(&mut function, block, Terminator::Exit(0));
        }
    }
    let first = function.add_inst(store(size.zero().into()));
    let entry = function.entry;
    function.block_mut(entry).insts.insert(0, first);
    prune(&mut function);
    function
}

/// What the other work-items do.
fn rest(region: &Function, skipped: &Skipped) -> Function {
    let mut function = region.clone();
    for &block in &skipped.busy {
        function.block_mut(block).insts.clear();
        end(&mut function, block, Terminator::Unreachable);
    }
    for (&block, test) in &skipped.tests {
        end(&mut function, block, Terminator::Branch(test.ways[1]));
    }
    prune(&mut function);
    function
}

fn end(function: &mut Function, block: BlockId, terminator: Terminator) {
    let block = function.block_mut(block);
    block.terminator = terminator;
    block.origin = None;
}

/// The blocks that are reached from some.
fn reach(
    from: impl IntoIterator<Item = BlockId>,
    function: &Function,
    mut next: impl FnMut(BlockId) -> Vec<BlockId>,
) -> Vec<BlockId> {
    let mut seen = vec![false; function.block_count()];
    let mut pending: Vec<BlockId> = from.into_iter().collect();
    while let Some(block) = pending.pop() {
        if !std::mem::replace(&mut seen[block.index()], true) {
            pending.extend(next(block));
        }
    }
    let reached = function.block_ids();
    reached.filter(|block| seen[block.index()]).collect()
}

/// How many local ids meet a test.
fn limit(function: &mut Function, block: BlockId, test: Test) -> Value {
    let target = function.target;
    let (size, bool) = (target.int(64), target.bool());
    let zero = size.zero().into();
    let is_signed = matches!(test.predicate, LLVMIntSLT | LLVMIntSLE);
    let is_narrow = function.type_of(test.limit) != size;
    let mut push = |op: Op, operands: Vec<Value>, ty| -> Value {
        function.push(block, Inst::new(op, operands, ty)).into()
    };
    let mut limit = test.limit;
    if is_narrow {
        let extension = if is_signed {
            LLVMOpcode::LLVMSExt
        } else {
            LLVMOpcode::LLVMZExt
        };
        limit = push(Op::Cast(extension), vec![limit], size);
    }
    // One more than the limit, where that is a number.
    let is_included = matches!(test.predicate, LLVMIntULE | LLVMIntSLE);
    let mut count = limit;
    if is_included {
        let add = Op::Binary(LLVMOpcode::LLVMAdd);
        count = push(add, vec![limit, size.constant(1).into()], size);
    }
    if is_signed {
        let predicate = if is_included { LLVMIntSGE } else { LLVMIntSGT };
        let any = push(Op::ICmp(predicate), vec![limit, zero], bool);
        count = push(Op::Select, vec![any, count, zero], size);
    } else if is_included && !is_narrow {
        let most = size.all_ones().into();
        let is_most = push(Op::ICmp(LLVMIntEQ), vec![limit, most], bool);
        count = push(Op::Select, vec![is_most, most, count], size);
    }
    count
}
