//! Functions of KIR: parameters, blocks and how they end.

use super::handle::{Constant, Instruction, Target, Type};
use super::inst::{Inst, Op};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u32);

        impl $name {
            /// The identifier with this number.
            #[must_use]
            pub fn new(index: usize) -> Self {
                Self(u32::try_from(index).expect("fewer than 2^32 of them"))
            }

            /// Its number.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id! {
    /// Names an instruction of a function.
    InstId
}
id! {
    /// Names a block of a function.
    BlockId
}
id! {
    /// Names a parameter of a function.
    ParamId
}

/// An operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Value {
    /// The result of an instruction.
    Inst(InstId),
    /// What the surroundings give.
    Param(ParamId),
    /// Something that exists outside of functions.
    Constant(Constant),
}

impl From<InstId> for Value {
    fn from(inst: InstId) -> Self {
        Self::Inst(inst)
    }
}

impl From<Constant> for Value {
    fn from(constant: Constant) -> Self {
        Self::Constant(constant)
    }
}

/// A parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Param {
    /// What it is.
    pub kind: ParamKind,
    /// Its type.
    pub ty: Type,
}

/// What a parameter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ParamKind {
    /// The value of a kernel argument.
    Argument(u32),
    /// The address of a kernel argument in the argument block.
    ArgumentAddress(u32),
    /// The `WorkGroupContext`.
    Context,
    /// The field of the `WorkGroupContext` at this offset; constant while a work-group runs.
    Field(u32),
    /// `get_local_id` in this dimension.
    LocalId(u8),
    /// The work-item's number in its group: local ids in row-major order.
    Item,
    /// The work-item's own memory for the function's private variable of this number.
    Private(u32),
    /// The first element of a context array: one element for each work-item, addressed by [`ParamKind::Item`].
    Array(u32),
    /// A value that all work-items of the group have in common, as it was when the region began.
    Shared(u32),
    /// Where the region puts such a value for the regions after it.
    SharedAddress(u32),
    /// The lanes of a vector that are work-items: `<W x i1>`.
    Lanes,
    /// Where the region says by which exit it was left.
    ExitPlace,
    /// Number of the work-item's sub-group in its group. This and the following exist in kernels with sub-group barriers alone.
    SubGroup,
    /// The work-item's number in its sub-group.
    SubGroupItem,
    /// The work-items of the sub-group that run this region with this one: a bit for each.
    SubGroupActive,
    /// Memory of the sub-group that runs.
    SubGroupMemory,
}

impl ParamKind {
    /// Whether it has one value for all work-items of a group.
    #[must_use]
    pub fn is_group_uniform(self) -> bool {
        !matches!(
            self,
            Self::LocalId(_)
                | Self::Item
                | Self::Private(_)
                | Self::Lanes
                | Self::SubGroup
                | Self::SubGroupItem
                | Self::SubGroupActive
        )
    }
}

/// How a block ends.
#[derive(Debug, Clone, PartialEq)]
pub enum Terminator {
    /// Goes to a block.
    Branch(BlockId),
    /// Goes to the first block if the `i1` is true, else to the second.
    Conditional(Value, BlockId, BlockId),
    /// Goes where the case says, or to the default.
    Switch(Value, Vec<(Constant, BlockId)>, BlockId),
    /// The work-item is done.
    Return,
    /// Is not reached.
    Unreachable,
    /// All work-items of the group come here before any goes on.
    Barrier(BlockId),
    /// The work-items of the sub-group that come here wait for each other.
    SubGroupBarrier(BlockId),
    /// Leaves a region by this exit.
    Exit(u32),
}

impl Terminator {
    /// Where it may go, barriers included; a block may be named twice.
    pub fn successors(&self) -> impl Iterator<Item = BlockId> + '_ {
        let (fixed, cases): (Vec<BlockId>, &[(Constant, BlockId)]) = match self {
            Self::Branch(next) | Self::Barrier(next) | Self::SubGroupBarrier(next) => {
                (vec![*next], &[])
            }
            Self::Conditional(_, then, otherwise) => (vec![*then, *otherwise], &[]),
            Self::Switch(_, cases, default) => (vec![*default], cases),
            Self::Return | Self::Unreachable | Self::Exit(_) => (vec![], &[]),
        };
        fixed
            .into_iter()
            .chain(cases.iter().map(|&(_, block)| block))
    }

    /// Replaces the blocks that it names.
    pub fn map_successors(&mut self, mut map: impl FnMut(BlockId) -> BlockId) {
        match self {
            Self::Branch(next) | Self::Barrier(next) | Self::SubGroupBarrier(next) => {
                *next = map(*next);
            }
            Self::Conditional(_, then, otherwise) => {
                *then = map(*then);
                *otherwise = map(*otherwise);
            }
            Self::Switch(_, cases, default) => {
                *default = map(*default);
                for (_, block) in cases {
                    *block = map(*block);
                }
            }
            Self::Return | Self::Unreachable | Self::Exit(_) => {}
        }
    }

    /// The value that it decides by.
    #[must_use]
    pub fn condition(&self) -> Option<Value> {
        match self {
            Self::Conditional(value, ..) | Self::Switch(value, ..) => Some(*value),
            _ => None,
        }
    }

    /// The same, to change it.
    pub fn condition_mut(&mut self) -> Option<&mut Value> {
        match self {
            Self::Conditional(value, ..) | Self::Switch(value, ..) => Some(value),
            _ => None,
        }
    }
}

/// A block.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Its instructions, phis first.
    pub insts: Vec<InstId>,
    /// Its end.
    pub terminator: Terminator,
    /// The LLVM terminator whose metadata (loop hints, branch weights) it keeps.
    pub origin: Option<Instruction>,
}

/// A function.
#[derive(Debug, Clone)]
pub struct Function {
    /// Where its types live.
    pub target: Target,
    /// Its first block; it has no predecessors and no phis.
    pub entry: BlockId,
    params: Vec<Param>,
    insts: Vec<Inst>,
    blocks: Vec<Block>,
}

impl Function {
    /// A function of one block that is not ended yet (it ends in `Unreachable`).
    #[must_use]
    pub fn new(target: Target) -> Self {
        let mut function = Self {
            target,
            entry: BlockId::new(0),
            params: Vec::new(),
            insts: Vec::new(),
            blocks: Vec::new(),
        };
        function.add_block();
        function
    }

    /// Appends an empty block that ends in `Unreachable`.
    pub fn add_block(&mut self) -> BlockId {
        self.blocks.push(Block {
            insts: Vec::new(),
            terminator: Terminator::Unreachable,
            origin: None,
        });
        BlockId::new(self.blocks.len() - 1)
    }

    /// Cuts a block in two; returns the second half, which begins with this instruction of the block. The first half
    /// ends in `Unreachable` for now.
    pub fn split_block(&mut self, block: BlockId, first: InstId) -> BlockId {
        let after = self.add_block();
        let source = self.block_mut(block);
        let place = source.insts.iter().position(|&inst| inst == first);
        let insts = source
            .insts
            .split_off(place.expect("the instruction is in the block"));
        let terminator = std::mem::replace(&mut source.terminator, Terminator::Unreachable);
        let origin = source.origin.take();
        for successor in terminator.successors() {
            let phis: Vec<InstId> = self.phis(successor).collect();
            for phi in phis {
                if let Op::Phi(predecessors) = &mut self.inst_mut(phi).op {
                    for predecessor in predecessors.iter_mut().filter(|known| **known == block) {
                        *predecessor = after;
                    }
                }
            }
        }
        *self.block_mut(after) = Block {
            insts,
            terminator,
            origin,
        };
        after
    }

    /// Makes an instruction that is in no block yet.
    pub fn add_inst(&mut self, inst: Inst) -> InstId {
        self.insts.push(inst);
        InstId::new(self.insts.len() - 1)
    }

    /// Appends an instruction to a block.
    pub fn push(&mut self, block: BlockId, inst: Inst) -> InstId {
        let id = self.add_inst(inst);
        self.blocks[block.index()].insts.push(id);
        id
    }

    /// The parameter of this kind, made at its first use.
    pub fn param(&mut self, kind: ParamKind, ty: Type) -> Value {
        let param = Param { kind, ty };
        let index = self.params.iter().position(|known| *known == param);
        Value::Param(ParamId::new(index.unwrap_or_else(|| {
            self.params.push(param);
            self.params.len() - 1
        })))
    }

    /// All parameters.
    #[must_use]
    pub fn params(&self) -> &[Param] {
        &self.params
    }

    /// The parameters that reachable code uses.
    #[must_use]
    pub fn used_params(&self) -> Vec<Param> {
        let mut used = vec![false; self.params.len()];
        let mut note = |value: Value| {
            if let Value::Param(param) = value {
                used[param.index()] = true;
            }
        };
        for block in super::cfg::reverse_postorder(self) {
            let block = self.block(block);
            block.terminator.condition().into_iter().for_each(&mut note);
            for &inst in &block.insts {
                self.inst(inst).operands.iter().copied().for_each(&mut note);
            }
        }
        let params = self.params.iter().zip(used);
        params
            .filter_map(|(&param, used)| used.then_some(param))
            .collect()
    }

    /// Replaces all parameters; those in use must keep their place and type.
    pub fn set_params(&mut self, params: Vec<Param>) {
        self.params = params;
    }

    /// Number of instructions ever made.
    #[must_use]
    pub fn inst_count(&self) -> usize {
        self.insts.len()
    }

    /// Number of blocks ever made.
    #[must_use]
    pub fn block_count(&self) -> usize {
        self.blocks.len()
    }

    /// All blocks, reachable or not.
    pub fn block_ids(&self) -> impl Iterator<Item = BlockId> + use<> {
        (0..self.blocks.len()).map(BlockId::new)
    }

    /// An instruction.
    #[must_use]
    pub fn inst(&self, id: InstId) -> &Inst {
        &self.insts[id.index()]
    }

    /// An instruction, to change it.
    pub fn inst_mut(&mut self, id: InstId) -> &mut Inst {
        &mut self.insts[id.index()]
    }

    /// A block.
    #[must_use]
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.index()]
    }

    /// A block, to change it.
    pub fn block_mut(&mut self, id: BlockId) -> &mut Block {
        &mut self.blocks[id.index()]
    }

    /// A parameter.
    #[must_use]
    pub fn param_of(&self, id: ParamId) -> Param {
        self.params[id.index()]
    }

    /// The type of a value.
    #[must_use]
    pub fn type_of(&self, value: Value) -> Type {
        match value {
            Value::Inst(inst) => self.inst(inst).ty,
            Value::Param(param) => self.param_of(param).ty,
            Value::Constant(constant) => constant.ty(),
        }
    }

    /// The phis at the start of a block.
    pub fn phis(&self, block: BlockId) -> impl Iterator<Item = InstId> + '_ {
        let insts = self.block(block).insts.iter().copied();
        insts.take_while(|&inst| self.inst(inst).is_phi())
    }

    /// What a phi takes from a block that leads to its own.
    #[must_use]
    pub fn incoming(&self, phi: InstId, from: BlockId) -> Option<Value> {
        let inst = self.inst(phi);
        let Op::Phi(blocks) = &inst.op else {
            return None;
        };
        let place = blocks.iter().position(|&block| block == from)?;
        Some(inst.operands[place])
    }

    /// A phi at the start of a block for a value from `from`, which alone leads there.
    pub fn pass(&mut self, value: Value, from: BlockId, to: BlockId) -> Value {
        let ty = self.type_of(value);
        let phi = self.add_inst(Inst::new(Op::Phi(vec![from]), vec![value], ty));
        self.block_mut(to).insts.insert(0, phi);
        phi.into()
    }

    /// For each instruction the block that holds it.
    #[must_use]
    pub fn inst_blocks(&self) -> Vec<Option<BlockId>> {
        let mut blocks = vec![None; self.insts.len()];
        for id in self.block_ids() {
            for inst in &self.block(id).insts {
                blocks[inst.index()] = Some(id);
            }
        }
        blocks
    }

    /// Replaces operands, conditions included, in all blocks.
    pub fn replace_values(&mut self, mut map: impl FnMut(Value) -> Value) {
        for inst in &mut self.insts {
            for operand in &mut inst.operands {
                *operand = map(*operand);
            }
        }
        for block in &mut self.blocks {
            if let Some(condition) = block.terminator.condition_mut() {
                *condition = map(*condition);
            }
        }
    }
}
