//! Cuts a kernel at its barriers.

mod keeps;

use super::guard::Guard;
use crate::kir::{
    BlockId, Function, Inst, InstId, Memory, Op, Origin, ParamKind, Terminator, Type, Value, cfg,
    clean,
    liveness::{self, InstSet},
    ssa::{Ssa, Variable},
};
use crate::vectorize::order::execution_order;
use llvm_sys::{LLVMIntPredicate, LLVMOpcode};
use std::collections::BTreeMap;

/// A kernel as regions.
#[derive(Debug, Clone)]
pub struct Split {
    /// The first is where the kernel begins.
    pub regions: Vec<Region>,
    /// Element types of the context arrays: what [`ParamKind::Array`] numbers.
    pub arrays: Vec<Type>,
    /// Types of the shared values: what [`ParamKind::Shared`] numbers.
    pub shared: Vec<Type>,
    /// For a kernel with sub-group barriers: the context arrays where the shared values are, at the sub-group's first work-item.
    pub shared_arrays: Vec<u32>,
    /// For a kernel with sub-group barriers: the context array of 32-bit numbers that say what each work-item does next.
    pub next: Option<u32>,
}

/// What a work-item has done that came to no further region (see [`Split::next`]).
pub(super) const ENDED: u32 = u32::MAX;

/// Code between barriers.
#[derive(Debug, Clone)]
pub struct Region {
    /// What one work-item does; its exits are numbers of `exits`.
    pub function: Function,
    /// Where it may end.
    pub exits: Vec<Exit>,
    /// The kernel's blocks that it is made of.
    pub blocks: Vec<BlockId>,
    /// If only the first work-items of a row do something: the region in parts.
    pub guard: Option<Guard>,
}

impl Region {
    /// What the work-items do that do something.
    #[must_use]
    pub fn code(&self) -> &Function {
        self.guard
            .as_ref()
            .map_or(&self.function, |guard| &guard.within)
    }

    /// The number of the exit by which the kernel ends.
    #[must_use]
    pub fn end(&self) -> Option<u32> {
        let end = self.exits.iter().position(|exit| *exit == Exit::End);
        end.map(|end| u32::try_from(end).expect("few exits"))
    }
}

/// Where a region ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// The kernel ends.
    End,
    /// At a barrier; this region follows.
    Region(usize),
    /// At a sub-group barrier; this region follows.
    SubGroupRegion(usize),
}

/// What becomes of a value that a region needs and an earlier one has made.
#[derive(Debug, Clone, Copy)]
enum Keep {
    Array(u32),
    Shared(u32),
    MakeAgain,
}

/// Cuts a kernel at its barriers. If `by_sub_groups`, each work-item has its own way through the regions, and says at the end
/// of each in [`Split::next`] which is the next one.
#[must_use]
pub fn split(kernel: &Function, by_sub_groups: bool) -> Split {
    let mut entries = vec![kernel.entry];
    let order = if by_sub_groups {
        execution(kernel)
    } else {
        cfg::reverse_postorder(kernel)
    };
    for block in order {
        match kernel.block(block).terminator {
            Terminator::Barrier(next) | Terminator::SubGroupBarrier(next) => entries.push(next),
            _ => {}
        }
    }
    let live = liveness::live_in(kernel);
    let mut splitter = Splitter {
        kernel,
        homes: kernel.inst_blocks(),
        live,
        keeps: BTreeMap::new(),
        split: Split {
            regions: Vec::new(),
            arrays: Vec::new(),
            shared: Vec::new(),
            shared_arrays: Vec::new(),
            next: None,
        },
        entries,
        alive: None,
    };
    if by_sub_groups {
        splitter.keep_all();
    } else {
        splitter.choose_keeps();
    }
    for index in 0..splitter.entries.len() {
        let region = splitter.region(index);
        splitter.split.regions.push(region);
    }
    splitter.split
}

struct Splitter<'a> {
    kernel: &'a Function,
    homes: Vec<Option<BlockId>>,
    live: Vec<InstSet>,
    keeps: BTreeMap<InstId, Keep>,
    split: Split,
    /// The kernel's block that each region begins with.
    entries: Vec<BlockId>,
    /// The context array that says which work-items have not returned, if some may return before others come to a barrier.
    alive: Option<u32>,
}

/// The blocks so that what a loop or the ways of a branch have in them stands before what follows: work-items of a sub-group that
/// are ahead wait for those that are behind.
fn execution(kernel: &Function) -> Vec<BlockId> {
    let dominators = cfg::Dominators::new(kernel);
    let loops = cfg::Loops::new(kernel, &dominators);
    if loops.is_reducible() {
        execution_order(kernel, &dominators, &loops)
    } else {
        cfg::reverse_postorder(kernel)
    }
}

impl Splitter<'_> {
    fn region(&self, index: usize) -> Region {
        let blocks = self.reach(self.entries[index]);
        let mut function = Function::new(self.kernel.target);
        function.set_params(self.kernel.params().to_vec());
        let mut region_blocks = vec![None; self.kernel.block_count()];
        for &block in &blocks {
            region_blocks[block.index()] = Some(function.add_block());
        }
        let mut builder = Builder {
            splitter: self,
            live: &self.live[self.entries[index].index()],
            function,
            blocks: region_blocks,
            insts: vec![None; self.kernel.inst_count()],
            kept: BTreeMap::new(),
            variables: BTreeMap::new(),
            exits: Vec::new(),
        };
        builder.build(self.entries[index], &blocks);
        let Builder {
            mut function,
            exits,
            ..
        } = builder;
        clean::remove_dead(&mut function);
        Region {
            function,
            exits,
            blocks,
            guard: None,
        }
    }

    /// The blocks that can be reached without crossing a barrier, in the kernel's order.
    fn reach(&self, entry: BlockId) -> Vec<BlockId> {
        let mut inside = vec![false; self.kernel.block_count()];
        let mut pending = vec![entry];
        while let Some(block) = pending.pop() {
            if std::mem::replace(&mut inside[block.index()], true) {
                continue;
            }
            let terminator = &self.kernel.block(block).terminator;
            if !matches!(
                terminator,
                Terminator::Barrier(_) | Terminator::SubGroupBarrier(_)
            ) {
                pending.extend(terminator.successors());
            }
        }
        self.kernel
            .block_ids()
            .filter(|block| inside[block.index()])
            .collect()
    }
}

/// Makes one region.
struct Builder<'a> {
    splitter: &'a Splitter<'a>,
    /// What the region needs of earlier ones.
    live: &'a InstSet,
    function: Function,
    /// The copy of each of the kernel's blocks.
    blocks: Vec<Option<BlockId>>,
    /// The copy of each of the kernel's instructions.
    insts: Vec<Option<InstId>>,
    /// What an earlier region has made, at this one's start.
    kept: BTreeMap<InstId, Value>,
    /// Values made both by an earlier region and by this one.
    variables: BTreeMap<InstId, Variable>,
    exits: Vec<Exit>,
}

impl Builder<'_> {
    fn build(&mut self, entry: BlockId, blocks: &[BlockId]) {
        let kernel = self.splitter.kernel;
        let copy = self.copy_of(entry);
        self.function.block_mut(self.function.entry).terminator = Terminator::Branch(copy);
        for &block in blocks {
            self.copy_terminator(block);
            let copy = self.copy_of(block);
            for &inst in &kernel.block(block).insts {
                let data = kernel.inst(inst);
                let id = self.function.push(
                    copy,
                    Inst {
                        operands: Vec::new(),
                        ..data.clone()
                    },
                );
                self.insts[inst.index()] = Some(id);
            }
        }
        let ssa = Ssa::new(&self.function);
        self.declare_variables(&ssa);
        for &block in blocks {
            self.set_operands(&ssa, block);
        }
        for &block in blocks {
            self.keep_for_later(&ssa, block);
        }
        for (_, variable) in std::mem::take(&mut self.variables) {
            ssa.finish(&mut self.function, variable);
        }
        if let Some(next) = self.splitter.split.next {
            self.note_next(next, blocks);
        }
        if let Some(alive) = self.splitter.alive {
            self.note_returns(alive, blocks);
            if entry != kernel.entry {
                self.skip_returned(alive);
            }
        }
    }

    /// At each end, notes which region the work-item comes to: its number, or for one behind a work-group barrier as much as there are
    /// regions more, or [`ENDED`].
    fn note_next(&mut self, next: u32, blocks: &[BlockId]) {
        let int = self.function.target.int(32);
        for &block in blocks {
            let number = match self.exit_of(block) {
                None => continue,
                Some(Exit::End) => ENDED as usize,
                Some(Exit::SubGroupRegion(region)) => region,
                Some(Exit::Region(region)) => self.splitter.entries.len() + region,
            };
            let copy = self.copy_of(block);
            self.store(copy, Keep::Array(next), int.constant(number as u64).into());
        }
    }

    /// At each end, notes whether the work-item has returned.
    fn note_returns(&mut self, alive: u32, blocks: &[BlockId]) {
        let byte = self.function.target.int(8);
        for &block in blocks {
            let is_alive = match self.splitter.kernel.block(block).terminator {
                Terminator::Return => 0,
                Terminator::Barrier(_) => 1,
                _ => continue,
            };
            let copy = self.copy_of(block);
            self.store(copy, Keep::Array(alive), byte.constant(is_alive).into());
        }
    }

    /// A work-item that has returned does nothing.
    fn skip_returned(&mut self, alive: u32) {
        let (start, target) = (self.function.entry, self.function.target);
        let byte = target.int(8);
        let address = self.element(start, alive, byte);
        let load = Inst::new(Op::Load(Memory::aligned(1)), vec![address], byte);
        let load = self.function.push(start, load).into();
        let different = Op::ICmp(LLVMIntPredicate::LLVMIntNE);
        let test = Inst::new(different, vec![load, byte.zero().into()], target.bool());
        let test = self.function.push(start, test).into();
        let Terminator::Branch(next) = self.function.block(start).terminator else {
            unreachable!("the start leads to the copy of the entry")
        };
        let returned = self.function.add_block();
        self.function.block_mut(returned).terminator = Terminator::Exit(self.exit(Exit::End));
        self.function.block_mut(start).terminator = Terminator::Conditional(test, next, returned);
    }

    fn copy_of(&self, block: BlockId) -> BlockId {
        self.blocks[block.index()].expect("the block is in the region")
    }

    fn copy_terminator(&mut self, block: BlockId) {
        let source = self.splitter.kernel.block(block);
        let terminator = if let Some(exit) = self.exit_of(block) {
            let number = self.exit(exit);
            // By sub-groups, the work-items say where they go.
            let has_next = self.splitter.split.next.is_some();
            Terminator::Exit(if has_next { 0 } else { number })
        } else {
            let mut terminator = source.terminator.clone();
            terminator.map_successors(|successor| self.copy_of(successor));
            terminator
        };
        let copy = self.copy_of(block);
        let copy = self.function.block_mut(copy);
        copy.terminator = terminator;
        copy.origin = source.origin;
    }

    /// Where a work-item is after a block of the kernel that ends a region.
    fn exit_of(&self, block: BlockId) -> Option<Exit> {
        let region = |next: &BlockId| {
            let entries = &self.splitter.entries;
            let region = entries.iter().position(|entry| entry == next);
            region.expect("a barrier begins a region")
        };
        match &self.splitter.kernel.block(block).terminator {
            Terminator::Return => Some(Exit::End),
            Terminator::Barrier(next) => Some(Exit::Region(region(next))),
            Terminator::SubGroupBarrier(next) => Some(Exit::SubGroupRegion(region(next))),
            _ => None,
        }
    }

    fn exit(&mut self, exit: Exit) -> u32 {
        let known = self.exits.iter().position(|other| *other == exit);
        let index = known.unwrap_or_else(|| {
            self.exits.push(exit);
            self.exits.len() - 1
        });
        u32::try_from(index).expect("few exits")
    }

    fn declare_variables(&mut self, ssa: &Ssa) {
        let start = self.function.entry;
        for inst in self.live.iter() {
            let Some(copy) = self.insts[inst.index()] else {
                continue;
            };
            let kept = self.kept(inst);
            let home = self.copy_of(
                self.splitter.homes[inst.index()].expect("a copied instruction has a block"),
            );
            let ty = self.function.inst(copy).ty;
            let mut variable = ssa.variable(ty, [start, home], None);
            variable.write(start, kept);
            variable.write(home, copy.into());
            self.variables.insert(inst, variable);
        }
    }

    /// A value that an earlier region has made.
    fn kept(&mut self, inst: InstId) -> Value {
        if let Some(&value) = self.kept.get(&inst) {
            return value;
        }
        let data = self.splitter.kernel.inst(inst);
        let start = self.function.entry;
        let value = match self.splitter.keeps.get(&inst) {
            Some(Keep::Shared(index)) => self.function.param(ParamKind::Shared(*index), data.ty),
            Some(Keep::Array(index)) => {
                let address = self.element(start, *index, data.ty);
                let stored = stored_type(data.ty);
                let memory = Memory::aligned(self.function.target.align_of(stored));
                let load = self
                    .function
                    .push(start, Inst::new(Op::Load(memory), vec![address], stored));
                if stored == data.ty {
                    load.into()
                } else {
                    let narrow =
                        Inst::new(Op::Cast(LLVMOpcode::LLVMTrunc), vec![load.into()], data.ty);
                    self.function.push(start, narrow).into()
                }
            }
            // Part of a value that is made again.
            Some(Keep::MakeAgain) | None => {
                let operands = data
                    .operands
                    .iter()
                    .map(|&operand| match operand {
                        Value::Inst(operand) => self.kept(operand),
                        other => other,
                    })
                    .collect();
                self.function
                    .push(
                        start,
                        Inst {
                            operands,
                            ..data.clone()
                        },
                    )
                    .into()
            }
        };
        self.kept.insert(inst, value);
        value
    }

    /// Address of this work-item's element of a context array.
    fn element(&mut self, block: BlockId, index: u32, ty: Type) -> Value {
        let target = self.function.target;
        let pointer = target.pointer(0);
        let array = self.function.param(ParamKind::Array(index), pointer);
        let item = self.function.param(ParamKind::Item, target.int(64));
        let gep = Inst::new(Op::Gep(stored_type(ty)), vec![array, item], pointer);
        self.function.push(block, gep).into()
    }

    fn set_operands(&mut self, ssa: &Ssa, block: BlockId) {
        let kernel = self.splitter.kernel;
        for (place, &inst) in kernel.block(block).insts.iter().enumerate() {
            let data = kernel.inst(inst);
            let copy = self.insts[inst.index()].expect("it was copied");
            let mut operands = Vec::new();
            if let Op::Phi(predecessors) = &data.op {
                let mut copies = Vec::new();
                for (&operand, predecessor) in data.operands.iter().zip(predecessors) {
                    // A predecessor may belong to other regions only.
                    if let Some(from) = self.blocks[predecessor.index()] {
                        copies.push(from);
                        operands.push(self.value_at_end(ssa, operand, from));
                    }
                }
                self.function.inst_mut(copy).op = Op::Phi(copies);
            } else {
                for &operand in &data.operands {
                    operands.push(self.value(ssa, operand, block, place));
                }
            }
            self.function.inst_mut(copy).operands = operands;
        }
        if let Some(condition) = kernel.block(block).terminator.condition() {
            let condition = self.value_at_end(ssa, condition, self.copy_of(block));
            let copy = self.copy_of(block);
            *self
                .function
                .block_mut(copy)
                .terminator
                .condition_mut()
                .expect("the copy has one too") = condition;
        }
    }

    /// A value of the kernel before the instruction with this number.
    fn value(&mut self, ssa: &Ssa, value: Value, block: BlockId, place: usize) -> Value {
        let Value::Inst(inst) = value else {
            return value;
        };
        let Some(mut variable) = self.variables.remove(&inst) else {
            return self.single(inst);
        };
        let is_home = self.splitter.homes[inst.index()] == Some(block);
        let insts = &self.splitter.kernel.block(block).insts;
        let copy = self.copy_of(block);
        let result = if is_home && insts[..place].contains(&inst) {
            self.insts[inst.index()].expect("it was copied").into()
        } else {
            ssa.read_start(&mut self.function, &mut variable, copy)
        };
        self.variables.insert(inst, variable);
        result
    }

    fn value_at_end(&mut self, ssa: &Ssa, value: Value, copy: BlockId) -> Value {
        let Value::Inst(inst) = value else {
            return value;
        };
        let Some(mut variable) = self.variables.remove(&inst) else {
            return self.single(inst);
        };
        let result = ssa.read(&mut self.function, &mut variable, copy);
        self.variables.insert(inst, variable);
        result
    }

    /// A value that is made in one place only: here or earlier.
    fn single(&mut self, inst: InstId) -> Value {
        match self.insts[inst.index()] {
            Some(copy) => copy.into(),
            None => self.kept(inst),
        }
    }

    /// Stores what the region after this block needs.
    fn keep_for_later(&mut self, ssa: &Ssa, block: BlockId) {
        let splitter = self.splitter;
        let (Terminator::Barrier(next) | Terminator::SubGroupBarrier(next)) =
            splitter.kernel.block(block).terminator
        else {
            return;
        };
        let copy = self.copy_of(block);
        for inst in splitter.live[next.index()].iter() {
            let keep = splitter.keeps[&inst];
            let value = self.value_at_end(ssa, inst.into(), copy);
            if matches!(keep, Keep::MakeAgain) || self.is_there(keep, inst, value) {
                continue;
            }
            self.store(copy, keep, value);
        }
    }

    /// Whether a value is where it is to be kept since an earlier region.
    fn is_there(&self, keep: Keep, inst: InstId, mut value: Value) -> bool {
        // The phi of a loop whose start is another region's.
        while let Value::Inst(id) = value
            && let Inst {
                op: Op::Phi(_),
                operands,
                ..
            } = self.function.inst(id)
            && let &[only] = operands.as_slice()
        {
            value = only;
        }
        let mut kept = self.kept.iter();
        kept.any(|(&other, &from)| {
            from == value
                && (other == inst
                    || matches!((keep, self.splitter.keeps.get(&other)),
                        (Keep::Array(to), Some(&Keep::Array(from))) if to == from))
        })
    }

    fn store(&mut self, block: BlockId, keep: Keep, value: Value) {
        let target = self.function.target;
        let ty = self.function.type_of(value);
        let (address, stored) = match keep {
            Keep::Array(index) => (self.element(block, index, ty), stored_type(ty)),
            Keep::Shared(index) => (
                self.function
                    .param(ParamKind::SharedAddress(index), target.pointer(0)),
                ty,
            ),
            Keep::MakeAgain => unreachable!("it is not kept"),
        };
        let value = if stored == ty {
            value
        } else {
            let wide = Inst::new(Op::Cast(LLVMOpcode::LLVMZExt), vec![value], stored);
            self.function.push(block, wide).into()
        };
        let memory = Memory::aligned(target.align_of(stored));
        let store = Inst {
            op: Op::Store(memory),
            operands: vec![value, address],
            ty: target.void(),
            origin: Origin::New,
        };
        self.function.push(block, store);
    }
}

/// The type that a value has in a context array: booleans take a byte.
pub(in crate::workgroup) fn stored_type(ty: Type) -> Type {
    if ty.is_int() && ty.int_bits() < 8 {
        ty.int_of(8)
    } else {
        ty
    }
}
