//! Kernels whose work-groups may wait for each other: loops that end when somebody else writes something.

use super::kernel_info;
use crate::{
    kernel::kernels,
    llvm::{Block, Function, Instruction, Module, Opcode, Value},
};
use mirrorcl_protocol::ProgramInfo;
use std::collections::{HashMap, HashSet};

/// Memory that only the work-items of a group share, or none; and memory that nobody writes.
const LOCAL: u32 = 3;
const CONSTANT: u32 = 2;
const PRIVATE: u32 = 0;

/// Says of each kernel whether its work-groups may wait for each other.
pub(super) fn mark(module: &Module<'_>, info: &mut ProgramInfo) {
    for kernel in kernels(module) {
        kernel_info(info, kernel).may_wait = may_wait(kernel);
    }
}

/// Whether a kernel has a loop that is left, or not, by what it has seen there of memory that others change meanwhile.
fn may_wait(kernel: Function<'_>) -> bool {
    let instructions = kernel.instructions();
    let has_fence = |block: &Block<'_>| {
        let mut all = block.instructions().into_iter();
        all.any(|inst| inst.opcode() == Opcode::LLVMFence)
    };
    let fenced = kernel.blocks().iter().any(has_fence);
    let candidates = instructions
        .into_iter()
        .filter(|inst| is_observation(*inst, fenced));
    let mut done: HashSet<Block<'_>> = HashSet::new();
    for candidate in candidates {
        if done.contains(&candidate.block()) {
            continue;
        }
        let Some(cycle) = Cycle::around(candidate.block()) else {
            continue;
        };
        done.extend(&cycle.blocks);
        let fenced = cycle.blocks.iter().any(has_fence);
        if Observed::of(&cycle, fenced).decides_the_end() {
            return true;
        }
    }
    false
}

/// Whether it reads what other work-groups may change; plain reads do if a fence makes them see that.
fn is_observation(inst: Instruction<'_>, fenced: bool) -> bool {
    let reads = match inst.opcode() {
        Opcode::LLVMLoad => fenced || inst.volatile() || inst.is_atomic(),
        Opcode::LLVMAtomicRMW | Opcode::LLVMAtomicCmpXchg => true,
        _ => false,
    };
    reads && !matches!(space(inst), LOCAL | CONSTANT | PRIVATE)
}

/// The address space that a load or an atomic is about.
fn space(inst: Instruction<'_>) -> u32 {
    inst.operand(0).ty().address_space().unwrap_or(PRIVATE)
}

/// Blocks that come from each other again: a loop with those in it.
struct Cycle<'c> {
    blocks: HashSet<Block<'c>>,
    predecessors: HashMap<Block<'c>, Vec<Block<'c>>>,
}

impl<'c> Cycle<'c> {
    /// The largest one that a block is in.
    fn around(block: Block<'c>) -> Option<Self> {
        let next = |block: Block<'c>| block.successors();
        let behind = reach(block.successors(), next, |_| true);
        if !behind.contains(&block) {
            return None;
        }
        let mut predecessors: HashMap<_, Vec<_>> = HashMap::new();
        for &from in &behind {
            for to in from.successors() {
                predecessors.entry(to).or_default().push(from);
            }
        }
        let before = |block: Block<'c>| predecessors.get(&block).cloned().unwrap_or_default();
        let blocks = reach(before(block), before, |_| true);
        Some(Self {
            blocks,
            predecessors,
        })
    }

    fn holds(&self, value: Value<'c>) -> bool {
        value
            .instruction()
            .is_some_and(|inst| self.blocks.contains(&inst.block()))
    }

    fn is_left_from(&self, block: Block<'c>) -> bool {
        let mut next = block.successors().into_iter();
        next.any(|next| !self.blocks.contains(&next))
    }

    /// The blocks to which only some ways of a branch lead before it comes again.
    fn decided_by(&self, branch: Block<'c>) -> HashSet<Block<'c>> {
        let ways: Vec<_> = branch
            .successors()
            .into_iter()
            .map(|way| {
                let stays = |block: &Block<'c>| *block != branch && self.blocks.contains(block);
                reach(vec![way], |block| block.successors(), stays)
            })
            .collect();
        let some = ways.iter().flatten().copied();
        some.filter(|block| !ways.iter().all(|way| way.contains(block)))
            .collect()
    }
}

/// The blocks that can be come to from some, these included, over blocks that fit.
pub(super) fn reach<'c>(
    mut pending: Vec<Block<'c>>,
    next: impl Fn(Block<'c>) -> Vec<Block<'c>>,
    fits: impl Fn(&Block<'c>) -> bool,
) -> HashSet<Block<'c>> {
    pending.retain(&fits);
    let mut seen: HashSet<_> = pending.iter().copied().collect();
    while let Some(block) = pending.pop() {
        let new = next(block).into_iter();
        pending.extend(new.filter(|block| fits(block) && seen.insert(*block)));
    }
    seen
}

/// What depends, within a loop, on what was seen of memory there.
struct Observed<'a, 'c> {
    cycle: &'a Cycle<'c>,
    values: HashSet<Value<'c>>,
    /// Ends of blocks that go where such a value says.
    branches: Vec<Block<'c>>,
    /// Address spaces that such values were stored to.
    stored: HashSet<u32>,
    /// Instructions of which the users have not been looked at.
    pending: Vec<Instruction<'c>>,
}

impl<'a, 'c> Observed<'a, 'c> {
    fn of(cycle: &'a Cycle<'c>, fenced: bool) -> Self {
        let mut this = Self {
            cycle,
            values: HashSet::new(),
            branches: Vec::new(),
            stored: HashSet::new(),
            pending: Vec::new(),
        };
        for block in &cycle.blocks {
            for inst in block.instructions() {
                if is_observation(inst, fenced) {
                    this.add(inst);
                }
            }
        }
        while let Some(inst) = this.pending.pop() {
            for user in inst.value().users() {
                if let Some(user) = user.instruction()
                    && cycle.blocks.contains(&user.block())
                {
                    this.reach_user(inst, user);
                }
            }
        }
        this
    }

    fn add(&mut self, inst: Instruction<'c>) {
        if self.values.insert(inst.value()) {
            self.pending.push(inst);
        }
    }

    /// `user` takes the value of `inst`, which depends on what was seen.
    fn reach_user(&mut self, inst: Instruction<'c>, user: Instruction<'c>) {
        if user.is_terminator() {
            if !self.branches.contains(&user.block()) {
                self.branches.push(user.block());
                self.follow(user.block());
            }
        } else if user.opcode() == Opcode::LLVMStore {
            if user.operand(0) == inst.value() {
                self.store(user);
            }
        } else if !self.is_retried(user) {
            self.add(user);
        }
    }

    /// What a branch decides: which value a phi has, and whether something is stored.
    fn follow(&mut self, branch: Block<'c>) {
        let decided = self.cycle.decided_by(branch);
        for block in &self.cycle.blocks {
            let from = self.cycle.predecessors.get(block);
            let is_met = from.is_some_and(|from| {
                from.iter()
                    .any(|from| *from == branch || decided.contains(from))
            });
            for inst in block.instructions() {
                match inst.opcode() {
                    Opcode::LLVMPHI if is_met => {
                        let values = inst.incoming();
                        if values.iter().any(|(value, _)| *value != values[0].0) {
                            self.add(inst);
                        }
                    }
                    Opcode::LLVMStore if decided.contains(block) => self.store(inst),
                    _ => {}
                }
            }
        }
    }

    /// What is read from where such a value was stored depends on it, too: work-items of a group tell each other what one has seen.
    fn store(&mut self, store: Instruction<'c>) {
        let space = store.operand(1).ty().address_space().unwrap_or(PRIVATE);
        if !self.stored.insert(space) {
            return;
        }
        for block in &self.cycle.blocks {
            for inst in block.instructions() {
                if inst.opcode() == Opcode::LLVMLoad && self::space(inst) == space {
                    self.add(inst);
                }
            }
        }
    }

    /// Whether a value says whether an exchange of what was read just before has succeeded: if not, somebody else's has, and nobody
    /// waits (sums of `float`, and the like). Who expects anything else waits until it is there.
    fn is_retried(&self, inst: Instruction<'c>) -> bool {
        match inst.opcode() {
            Opcode::LLVMExtractValue if inst.indices() == [1] => {
                let exchange = inst.operand(0).instruction();
                exchange.is_some_and(|exchange| self.expects_what_was_there(exchange))
            }
            Opcode::LLVMICmp => [(0, 1), (1, 0)].into_iter().any(|(old, expected)| {
                let exchange = inst.operand(old).instruction().and_then(|old| {
                    (old.opcode() == Opcode::LLVMExtractValue)
                        .then(|| old.operand(0).instruction())?
                });
                exchange.is_some_and(|exchange| {
                    self.expects_what_was_there(exchange)
                        && exchange.operand(1) == inst.operand(expected)
                })
            }),
            _ => false,
        }
    }

    fn expects_what_was_there(&self, exchange: Instruction<'c>) -> bool {
        exchange.opcode() == Opcode::LLVMAtomicCmpXchg
            && self.is_read_here(exchange.operand(1), &mut HashSet::new())
    }

    /// Whether a value is, as it is, one that was read in the loop, except at its beginning.
    fn is_read_here(&self, value: Value<'c>, seen: &mut HashSet<Value<'c>>) -> bool {
        if !seen.insert(value) {
            return true;
        }
        let Some(inst) = value.instruction().filter(|_| self.cycle.holds(value)) else {
            return false;
        };
        match inst.opcode() {
            Opcode::LLVMLoad | Opcode::LLVMAtomicRMW | Opcode::LLVMAtomicCmpXchg => true,
            Opcode::LLVMExtractValue
            | Opcode::LLVMBitCast
            | Opcode::LLVMIntToPtr
            | Opcode::LLVMPtrToInt
            | Opcode::LLVMFreeze => self.is_read_here(inst.operand(0), seen),
            Opcode::LLVMPHI => inst.incoming().into_iter().all(|(value, from)| {
                !self.cycle.blocks.contains(&from) || self.is_read_here(value, seen)
            }),
            _ => false,
        }
    }

    /// Whether the loop is left by what was seen.
    fn decides_the_end(&self) -> bool {
        self.branches.iter().any(|&branch| {
            let mut decided = self.cycle.decided_by(branch).into_iter();
            self.cycle.is_left_from(branch) || decided.any(|block| self.cycle.is_left_from(block))
        })
    }
}
