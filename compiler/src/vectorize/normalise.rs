//! Brings a region into the form that the vectoriser works on: branches of two ways, one last block, loops with one
//! latch whose exits lead to blocks of their own, and values that leave a loop passed by phis in those blocks.

use crate::kir::{
    BlockId, Constant, Function, Inst, InstId, Memory, Op, ParamKind, Terminator, Value,
    cfg::{self, Dominators, Loops},
    clean,
    ssa::Ssa,
};
use llvm_sys::{LLVMIntPredicate, LLVMOpcode};

/// Does it, unless the control flow is irreducible or a work-item may never end. The one exit is number 0; if there were
/// several, work-items that leave by another than the `silent` one store its number to [`ParamKind::ExitPlace`].
pub(super) fn normalise(function: &mut Function, silent: Option<u32>) -> Option<()> {
    lower_switches(function);
    one_end(function, silent)?;
    let dominators = Dominators::new(function);
    if !Loops::new(function, &dominators).is_reducible() {
        return None;
    }
    one_latch(function);
    split_exits(function);
    pass_loop_values(function);
    clean::remove_dead(function);
    Dominators::post(function).map(|_| ())
}

fn replace_predecessor(function: &mut Function, block: BlockId, old: BlockId, new: BlockId) {
    let phis: Vec<InstId> = function.phis(block).collect();
    for phi in phis {
        if let Op::Phi(blocks) = &mut function.inst_mut(phi).op {
            for block in blocks.iter_mut().filter(|block| **block == old) {
                *block = new;
            }
        }
    }
}

/// A switch becomes a chain of comparisons.
fn lower_switches(function: &mut Function) {
    for block in cfg::reverse_postorder(function) {
        let terminator = function.block(block).terminator.clone();
        match terminator {
            Terminator::Conditional(_, then, otherwise) if then == otherwise => {
                function.block_mut(block).terminator = Terminator::Branch(then);
            }
            Terminator::Switch(value, cases, default) => {
                lower_switch(function, block, value, &cases, default);
            }
            _ => {}
        }
    }
}

fn lower_switch(
    function: &mut Function,
    block: BlockId,
    value: Value,
    cases: &[(Constant, BlockId)],
    default: BlockId,
) {
    let bool = function.target.bool();
    function.block_mut(block).origin = None;
    // Cases of one target are tested together, so that each target keeps one predecessor.
    let mut targets: Vec<BlockId> = cases.iter().map(|case| case.1).collect();
    targets.sort_unstable();
    targets.dedup();
    targets.retain(|&target| target != default);
    if targets.is_empty() {
        function.block_mut(block).terminator = Terminator::Branch(default);
    }
    let mut current = block;
    for (index, &target) in targets.iter().enumerate() {
        let mut condition: Option<Value> = None;
        for &(case, _) in cases.iter().filter(|case| case.1 == target) {
            let equal = Op::ICmp(LLVMIntPredicate::LLVMIntEQ);
            let equal = function.push(current, Inst::new(equal, vec![value, case.into()], bool));
            condition = Some(match condition {
                None => equal.into(),
                Some(before) => {
                    let or = Op::Binary(LLVMOpcode::LLVMOr);
                    function
                        .push(current, Inst::new(or, vec![before, equal.into()], bool))
                        .into()
                }
            });
        }
        let condition = condition.expect("a target has a case");
        let next = if index + 1 == targets.len() {
            default
        } else {
            function.add_block()
        };
        function.block_mut(current).terminator = Terminator::Conditional(condition, target, next);
        replace_predecessor(function, target, block, current);
        if next == default {
            replace_predecessor(function, default, block, current);
        }
        current = next;
    }
}

/// All exits become one block.
fn one_end(function: &mut Function, silent: Option<u32>) -> Option<()> {
    let (int, target) = (function.target.int(32), function.target);
    let mut ends: Vec<(BlockId, Option<u32>)> = Vec::new();
    for block in cfg::reverse_postorder(function) {
        match function.block(block).terminator {
            Terminator::Exit(exit) => ends.push((block, Some(exit))),
            // Work-items that come here have undefined behaviour; the others go on.
            Terminator::Unreachable => ends.push((block, None)),
            _ => {}
        }
    }
    let first = ends.iter().find_map(|end| end.1)?;
    let several = ends
        .iter()
        .any(|end| end.1.is_some_and(|exit| exit != first));
    let end = function.add_block();
    function.block_mut(end).terminator = Terminator::Exit(0);
    for (block, exit) in ends {
        if let Some(exit) = exit.filter(|exit| several && Some(*exit) != silent) {
            let place = function.param(ParamKind::ExitPlace, target.pointer(0));
            let number = int.constant(exit.into()).into();
            let store = Op::Store(Memory::aligned(4));
            function.push(block, Inst::new(store, vec![number, place], target.void()));
        }
        function.block_mut(block).terminator = Terminator::Branch(end);
    }
    Some(())
}

fn one_latch(function: &mut Function) {
    let dominators = Dominators::new(function);
    for found in Loops::new(function, &dominators).loops {
        if found.latches.len() < 2 {
            continue;
        }
        let latch = function.add_block();
        function.block_mut(latch).terminator = Terminator::Branch(found.header);
        let phis: Vec<InstId> = function.phis(found.header).collect();
        for phi in phis {
            let inst = function.inst(phi).clone();
            let Op::Phi(blocks) = &inst.op else {
                unreachable!("phis() gives phis")
            };
            let back = |index: &usize| found.latches.contains(&blocks[*index]);
            let (inner, outer): (Vec<usize>, Vec<usize>) = (0..blocks.len()).partition(back);
            let pick = |indices: &[usize]| -> (Vec<BlockId>, Vec<Value>) {
                indices
                    .iter()
                    .map(|&index| (blocks[index], inst.operands[index]))
                    .unzip()
            };
            let (inner_blocks, inner_values) = pick(&inner);
            let merged = Inst::new(Op::Phi(inner_blocks), inner_values, inst.ty);
            let merged = function.push(latch, merged);
            let (mut outer_blocks, mut outer_values) = pick(&outer);
            outer_blocks.push(latch);
            outer_values.push(merged.into());
            let header_phi = function.inst_mut(phi);
            header_phi.op = Op::Phi(outer_blocks);
            header_phi.operands = outer_values;
        }
        for &old in &found.latches {
            let redirect = |block| if block == found.header { latch } else { block };
            function.block_mut(old).terminator.map_successors(redirect);
        }
    }
}

/// Puts a block on each edge that leaves a loop.
fn split_exits(function: &mut Function) {
    let dominators = Dominators::new(function);
    let loops = Loops::new(function, &dominators);
    let mut edges: Vec<(BlockId, BlockId)> = (0..loops.loops.len())
        .flat_map(|index| loops.exits(function, index))
        .collect();
    edges.sort_unstable();
    edges.dedup();
    for (from, to) in edges {
        let middle = function.add_block();
        function.block_mut(middle).terminator = Terminator::Branch(to);
        let redirect = |block| if block == to { middle } else { block };
        function.block_mut(from).terminator.map_successors(redirect);
        replace_predecessor(function, to, from, middle);
    }
}

/// Values made in a loop are used after it only through phis in its exit blocks.
fn pass_loop_values(function: &mut Function) {
    let ssa = Ssa::new(function);
    let loops = Loops::new(function, ssa.dominators());
    for index in (0..loops.loops.len()).rev() {
        let exits = loops.exits(function, index);
        let mut homes = vec![None; function.inst_count()];
        for &block in &loops.loops[index].blocks {
            for &inst in &function.block(block).insts {
                homes[inst.index()] = Some(block);
            }
        }
        let mut uses: Vec<Vec<Use>> = vec![Vec::new(); homes.len()];
        find_outside_uses(function, &loops, index, &homes, &mut uses);
        for (inst, uses) in uses.iter().enumerate() {
            if let (Some(home), false) = (homes[inst], uses.is_empty()) {
                pass_value(function, &ssa, &exits, home, InstId::new(inst), uses);
            }
        }
    }
}

/// A use of a value after a loop.
#[derive(Debug, Clone, Copy)]
enum Use {
    /// As this operand of an instruction; the value is needed at the end of the block (for phis, a predecessor).
    Operand(BlockId, InstId, usize),
    /// As the condition at the end of the block.
    Condition(BlockId),
}

fn find_outside_uses(
    function: &Function,
    loops: &Loops,
    index: usize,
    homes: &[Option<BlockId>],
    uses: &mut [Vec<Use>],
) {
    let is_inside = |value: Value| match value {
        Value::Inst(inst) => homes.get(inst.index()).copied().flatten().map(|_| inst),
        _ => None,
    };
    for block in cfg::reverse_postorder(function) {
        for &user in &function.block(block).insts {
            let inst = function.inst(user);
            for (place, &operand) in inst.operands.iter().enumerate() {
                let Some(value) = is_inside(operand) else {
                    continue;
                };
                let at = match &inst.op {
                    Op::Phi(blocks) => blocks[place],
                    _ => block,
                };
                if !loops.contains(index, at) {
                    uses[value.index()].push(Use::Operand(at, user, place));
                }
            }
        }
        if let Some(value) = function
            .block(block)
            .terminator
            .condition()
            .and_then(is_inside)
            && !loops.contains(index, block)
        {
            uses[value.index()].push(Use::Condition(block));
        }
    }
}

fn pass_value(
    function: &mut Function,
    ssa: &Ssa,
    exits: &[(BlockId, BlockId)],
    home: BlockId,
    value: InstId,
    uses: &[Use],
) {
    let ty = function.inst(value).ty;
    let live = exits
        .iter()
        .copied()
        .filter(|&(from, _)| ssa.dominators().dominates(home, from));
    let live: Vec<(BlockId, BlockId)> = live.collect();
    let mut variable = ssa.variable(ty, live.iter().map(|exit| exit.1), None);
    for &(from, exit) in &live {
        let passed = function.pass(value.into(), from, exit);
        variable.write(exit, passed);
    }
    for &place in uses {
        match place {
            Use::Operand(block, user, operand) => {
                let at = ssa.read(function, &mut variable, block);
                function.inst_mut(user).operands[operand] = at;
            }
            Use::Condition(block) => {
                let at = ssa.read(function, &mut variable, block);
                let terminator = &mut function.block_mut(block).terminator;
                *terminator.condition_mut().expect("it has a condition") = at;
            }
        }
    }
    ssa.finish(function, variable);
}
