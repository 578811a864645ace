//! Fills the structure with instructions on all lanes.

use super::{
    atomics::is_combined,
    lanes::Builder,
    offsets::scattered_arrays,
    structure::{Action, Edge, Facts, Lanes, Structure},
};
use crate::kir::{
    BlockId, Function, Inst, InstId, Memory, Op, Origin, ParamKind, Type, Value, cfg,
    shape::Shape,
    ssa::{Ssa, Variable},
};
use llvm_sys::LLVMOpcode;
use std::collections::{BTreeMap, HashSet};

/// A value of the scalar function in the vector code.
#[derive(Debug, Clone)]
pub(super) enum Wide {
    /// One value for all lanes (uniform), or the value of lane 0 (linear).
    Scalar(Value),
    /// A vector for each element: one for scalars, several for OpenCL vectors and structures.
    Lanes(Vec<Value>),
}

/// Elements of a value that are widened each on its own.
pub(super) fn components(ty: Type) -> u32 {
    if ty.is_struct() {
        ty.member_count()
    } else {
        ty.lanes()
    }
}

/// The scalar type of such an element.
pub(super) fn component_type(ty: Type, index: u32) -> Type {
    if ty.is_struct() {
        ty.member(index)
    } else {
        ty.element()
    }
}

/// The vector code of a structure; `full` for calls in which all lanes are work-items, `gathers` if the machine gathers words.
pub(super) fn widen(
    facts: &Facts<'_>,
    structure: Structure,
    width: u32,
    full: bool,
    gathers: bool,
) -> Function {
    let Structure {
        function,
        actions,
        blocks,
    } = structure;
    let ssa = Ssa::new(&function);
    let order = cfg::reverse_postorder(&function);
    let entry = function.entry;
    let mut widener = Widener {
        facts,
        blocks: &blocks,
        ssa: &ssa,
        builder: Builder {
            function,
            block: entry,
            width,
        },
        gathers,
        wide: vec![None; facts.function.inst_count()],
        masks: vec![None; facts.function.block_count()],
        mask_variables: vec![None; facts.function.block_count()],
        phi_variables: BTreeMap::new(),
        carried: BTreeMap::new(),
        homes: facts.function.inst_blocks(),
        scattered: if gathers {
            scattered_arrays(facts)
        } else {
            HashSet::new()
        },
    };
    widener.declare(&actions);
    for block in order {
        widener.builder.block = block;
        for &action in &actions[block.index()] {
            widener.act(action, full);
        }
    }
    widener.finish()
}

/// The state of widening.
pub(super) struct Widener<'a> {
    pub(super) facts: &'a Facts<'a>,
    blocks: &'a [Option<BlockId>],
    ssa: &'a Ssa,
    pub(super) builder: Builder,
    pub(super) gathers: bool,
    wide: Vec<Option<Wide>>,
    /// The mask that a block was executed with.
    masks: Vec<Option<Value>>,
    /// The lanes that are to come to a block.
    mask_variables: Vec<Option<Variable>>,
    /// What the phis of a block are to become, for each component.
    phi_variables: BTreeMap<InstId, Vec<Variable>>,
    /// Values used where their block does not dominate any more.
    carried: BTreeMap<(usize, usize), Variable>,
    pub(super) homes: Vec<Option<BlockId>>,
    /// What scatters go to.
    pub(super) scattered: HashSet<Value>,
}

impl Widener<'_> {
    /// Declares the variables with the blocks that write them.
    fn declare(&mut self, actions: &[Vec<Action>]) {
        let function = self.facts.function;
        let mut writers: Vec<Vec<BlockId>> = vec![Vec::new(); function.block_count()];
        for (index, actions) in actions.iter().enumerate() {
            for action in actions {
                if let Action::Edge(edge) = action {
                    writers[edge.to.index()].push(BlockId::new(index));
                }
            }
        }
        for block in cfg::reverse_postorder(function) {
            let mut writers = std::mem::take(&mut writers[block.index()]);
            writers.extend(self.resets(block));
            let none = self.builder.mask_type().zero();
            let mask = self.ssa.variable(
                self.builder.mask_type(),
                writers.iter().copied(),
                Some(none),
            );
            self.mask_variables[block.index()] = Some(mask);
            for phi in function.phis(block) {
                let ty = function.inst(phi).ty;
                let types: Vec<Type> = if self.is_lanes(phi) {
                    let width = self.builder.width;
                    (0..components(ty))
                        .map(|index| component_type(ty, index).vector(width))
                        .collect()
                } else {
                    vec![ty]
                };
                let declare = |ty: Type| self.ssa.variable(ty, writers.iter().copied(), None);
                let variables = types.into_iter().map(declare).collect();
                self.phi_variables.insert(phi, variables);
            }
        }
    }

    /// The blocks of the vector code that make the variables of a block empty again: the headers of its loop and, if it is a
    /// header, of the loop around.
    fn resets(&self, block: BlockId) -> Vec<BlockId> {
        let loops = &self.facts.loops;
        let mut headers = Vec::new();
        if let Some(index) = loops.innermost(block) {
            let found = &loops.loops[index];
            headers.push(found.header);
            if found.header == block
                && let Some(parent) = found.parent
            {
                headers.push(loops.loops[parent].header);
            }
        }
        headers
            .iter()
            .map(|header| self.blocks[header.index()].expect("all blocks have one"))
            .collect()
    }

    /// Whether a value is kept as vectors.
    fn is_lanes(&self, inst: InstId) -> bool {
        self.facts.shapes.of(inst.into()) == Shape::Varying
    }

    fn act(&mut self, action: Action, full: bool) {
        match action {
            Action::Body(block) => self.body(block, full),
            Action::Edge(edge) => self.edge(edge),
            Action::Decide(condition) => {
                let condition = self.scalar(condition);
                self.set_condition(condition);
            }
            Action::DecideAny(block) => {
                let here = self.builder.block;
                let variable = self.mask_variables[block.index()]
                    .as_mut()
                    .expect("all blocks have one");
                let mask = self.ssa.read(&mut self.builder.function, variable, here);
                let any = self.builder.any(mask);
                self.set_condition(any);
            }
        }
    }

    fn set_condition(&mut self, condition: Value) {
        let terminator = &mut self
            .builder
            .function
            .block_mut(self.builder.block)
            .terminator;
        *terminator.condition_mut().expect("the block decides") = condition;
    }

    fn body(&mut self, block: BlockId, full: bool) {
        let mask = self.find_mask(block, full);
        self.masks[block.index()] = Some(mask);
        let function = self.facts.function;
        let here = self.builder.block;
        let phis: Vec<InstId> = function.phis(block).collect();
        for &phi in &phis {
            let variables = self.phi_variables.get_mut(&phi).expect("all phis have one");
            let values: Vec<Value> = variables
                .iter_mut()
                .map(|variable| {
                    self.ssa
                        .read_start(&mut self.builder.function, variable, here)
                })
                .collect();
            let wide = if self.is_lanes(phi) {
                Wide::Lanes(values)
            } else {
                Wide::Scalar(values[0])
            };
            self.wide[phi.index()] = Some(wide);
        }
        self.reset(block);
        for &inst in &function.block(block).insts[phis.len()..] {
            let wide = self.instruction(inst, mask);
            self.wide[inst.index()] = wide;
        }
    }

    /// At a loop's header, nothing is on its way to the blocks of the loop.
    fn reset(&mut self, header: BlockId) {
        let here = self.builder.block;
        for block in self.facts.function.block_ids() {
            if self.mask_variables[block.index()].is_none() || !self.resets(block).contains(&here) {
                continue;
            }
            let none = self.builder.none();
            if !(block == header && self.is_uniform_loop_header(header)) {
                self.mask_variables[block.index()]
                    .as_mut()
                    .expect("it was found")
                    .write(here, none);
            }
            for phi in self.facts.function.phis(block) {
                for variable in self.phi_variables.get_mut(&phi).expect("all phis have one") {
                    let poison = variable.ty().poison();
                    variable.write(here, poison.into());
                }
            }
        }
    }

    fn is_uniform_loop_header(&self, block: BlockId) -> bool {
        self.facts.loops.innermost(block).is_some_and(|index| {
            self.facts.loops.loops[index].header == block
                && !self.facts.uniformity.is_divergent_loop(index)
        })
    }

    /// The lanes that a block is executed for.
    fn find_mask(&mut self, block: BlockId, full: bool) -> Value {
        let here = self.builder.block;
        if block == self.facts.function.entry {
            if full {
                return self.builder.all();
            }
            let ty = self.builder.mask_type();
            return self.builder.function.param(ParamKind::Lanes, ty);
        }
        if let Some(same) = self.equivalent(block) {
            let home = self.blocks[same.index()].expect("all blocks have one");
            let mask = self.masks[same.index()].expect("dominators come first");
            return self.carry(mask, home, (usize::MAX, same.index()));
        }
        let variable = self.mask_variables[block.index()]
            .as_mut()
            .expect("all blocks have one");
        self.ssa
            .read_start(&mut self.builder.function, variable, here)
    }

    /// A block all of whose lanes come to this one, which gets no others.
    fn equivalent(&self, block: BlockId) -> Option<BlockId> {
        let facts = self.facts;
        let uniform_header = self.is_uniform_loop_header(block);
        let innermost = facts.loops.innermost(block);
        let around = if uniform_header {
            innermost.and_then(|index| facts.loops.loops[index].parent)
        } else {
            innermost
        };
        let is_header = innermost.is_some_and(|index| facts.loops.loops[index].header == block);
        if is_header && !uniform_header {
            return None;
        }
        let mut dominator = facts.dominators.immediate(block)?;
        while facts.loops.innermost(dominator) != around {
            // Out of the loops that lie between.
            let inner = facts.loops.innermost(dominator)?;
            if around.is_some_and(|around| !facts.loops.contains(around, dominator)) {
                return None;
            }
            dominator = facts
                .dominators
                .immediate(facts.loops.loops[inner].header)?;
        }
        facts
            .post_dominators
            .dominates(block, dominator)
            .then_some(dominator)
    }

    /// Lanes and values go along an edge.
    fn edge(&mut self, edge: Edge) {
        let mask = self.masks[edge.from.index()].expect("the block was executed");
        let home = self.blocks[edge.from.index()].expect("all blocks have one");
        let mask = self.carry(mask, home, (usize::MAX, edge.from.index()));
        let mask = match edge.lanes {
            Lanes::All => mask,
            Lanes::Then | Lanes::Otherwise => {
                let condition = self.facts.function.block(edge.from).terminator.condition();
                let condition = self.lanes(condition.expect("the block decides"))[0];
                let condition = if edge.lanes == Lanes::Then {
                    condition
                } else {
                    self.builder.not(condition)
                };
                self.builder.narrow(mask, condition)
            }
        };
        let here = self.builder.block;
        let goes_round = self.facts.back_edge(edge.from, edge.to).is_some();
        if !(goes_round && self.is_uniform_loop_header(edge.to)) {
            let mut variable = self.mask_variables[edge.to.index()]
                .take()
                .expect("all blocks have one");
            let before = self
                .ssa
                .read(&mut self.builder.function, &mut variable, here);
            variable.write(here, self.builder.or(before, mask));
            self.mask_variables[edge.to.index()] = Some(variable);
        }
        let phis: Vec<InstId> = self.facts.function.phis(edge.to).collect();
        // All values before any is written: phis may use each other.
        let values: Vec<Vec<Value>> = phis
            .iter()
            .map(|&phi| self.incoming(phi, edge.from))
            .collect();
        for (phi, values) in phis.into_iter().zip(values) {
            let mut variables = self.phi_variables.remove(&phi).expect("all phis have one");
            for (variable, value) in variables.iter_mut().zip(values) {
                let value = if self.is_lanes(phi) {
                    let before = self.ssa.read(&mut self.builder.function, variable, here);
                    self.builder.blend(mask, value, before)
                } else {
                    value
                };
                variable.write(here, value);
            }
            self.phi_variables.insert(phi, variables);
        }
    }

    /// What a phi takes over from a predecessor.
    fn incoming(&mut self, phi: InstId, from: BlockId) -> Vec<Value> {
        let inst = self.facts.function.inst(phi);
        let Op::Phi(blocks) = &inst.op else {
            unreachable!("phis() gives phis")
        };
        let place = blocks
            .iter()
            .position(|&block| block == from)
            .expect("an edge has an operand");
        let operand = inst.operands[place];
        if self.is_lanes(phi) {
            self.lanes(operand)
        } else {
            vec![self.scalar(operand)]
        }
    }

    /// A value of the vector code that was made in `home`, here.
    fn carry(&mut self, value: Value, home: BlockId, key: (usize, usize)) -> Value {
        let here = self.builder.block;
        if !matches!(value, Value::Inst(_)) || self.ssa.dominators().dominates(home, here) {
            return value;
        }
        let ty = self.builder.type_of(value);
        let mut variable = self.carried.remove(&key).unwrap_or_else(|| {
            let mut variable = self.ssa.variable(ty, [home], None);
            variable.write(home, value);
            variable
        });
        let value = self
            .ssa
            .read(&mut self.builder.function, &mut variable, here);
        self.carried.insert(key, variable);
        value
    }

    /// A value in the vector code as it is.
    pub(super) fn wide(&mut self, value: Value) -> Wide {
        let Value::Inst(inst) = value else {
            return Wide::Scalar(value);
        };
        let home = self.homes[inst.index()].expect("it is in a block");
        let home = self.blocks[home.index()].expect("all blocks have one");
        match self.wide[inst.index()]
            .clone()
            .expect("definitions come first")
        {
            Wide::Scalar(value) => Wide::Scalar(self.carry(value, home, (inst.index(), 0))),
            Wide::Lanes(values) => Wide::Lanes(
                values
                    .into_iter()
                    .enumerate()
                    .map(|(index, value)| self.carry(value, home, (inst.index(), index)))
                    .collect(),
            ),
        }
    }

    /// A uniform value, or lane 0 of a linear one.
    pub(super) fn scalar(&mut self, value: Value) -> Value {
        match self.wide(value) {
            Wide::Scalar(value) => value,
            Wide::Lanes(_) => unreachable!("the value varies"),
        }
    }

    /// A value as vectors, one for each component.
    pub(super) fn lanes(&mut self, value: Value) -> Vec<Value> {
        let scalar = match self.wide(value) {
            Wide::Lanes(values) => return values,
            Wide::Scalar(scalar) => scalar,
        };
        match self.facts.shapes.of(value) {
            Shape::Linear(linear) => vec![self.builder.linear(scalar, linear.stride)],
            _ => {
                let ty = self.old_type(value);
                let parts: Vec<Value> = match components(ty) {
                    1 if !ty.is_struct() => vec![scalar],
                    count => (0..count)
                        .map(|index| self.part(scalar, ty, index))
                        .collect(),
                };
                parts
                    .into_iter()
                    .map(|part| self.builder.splat(part))
                    .collect()
            }
        }
    }

    /// A component of a scalar-code value.
    fn part(&mut self, value: Value, ty: Type, index: u32) -> Value {
        if ty.is_struct() {
            return self
                .builder
                .push(Op::ExtractValue(vec![index]), vec![value], ty.member(index));
        }
        self.builder.extract(value, index)
    }

    /// The type of a value in the scalar function.
    pub(super) fn old_type(&self, value: Value) -> Type {
        self.facts.function.type_of(value)
    }

    fn instruction(&mut self, id: InstId, mask: Value) -> Option<Wide> {
        let inst = self.facts.function.inst(id);
        match (&inst.op, self.facts.shapes.of(id.into())) {
            (Op::Store(memory), _)
                if memory.is_plain() && super::is_whole(self.old_type(inst.operands[0])) =>
            {
                let memory: Memory = *memory;
                if self.facts.shapes.of(inst.operands[1]) == Shape::Uniform {
                    self.store_last(inst, memory, mask);
                } else {
                    self.store(inst, memory, mask);
                }
                None
            }
            (Op::AtomicRmw(operation, sharing), _) if is_combined(self.facts, id) => {
                let values = self.combined(id, *operation, *sharing, mask);
                (!values.is_empty()).then_some(Wide::Lanes(values))
            }
            (Op::FirstLane, _) => Some(Wide::Scalar(self.scalar(inst.operands[0]))),
            (_, Shape::Uniform) => Some(Wide::Scalar(self.once(inst, inst.origin))),
            // A sum that does not wrap in the lanes that are active may do so in lane 0, and an `or` that is a sum in those may
            // be none in that.
            (Op::Binary(LLVMOpcode::LLVMOr), Shape::Linear(_)) => {
                let parts = [0, 1].map(|place| self.scalar(inst.operands[place]));
                let sum = self.builder.binary(LLVMOpcode::LLVMAdd, parts[0], parts[1]);
                Some(Wide::Scalar(sum))
            }
            (_, Shape::Linear(_)) => Some(Wide::Scalar(self.once(inst, Origin::New))),
            (_, Shape::Varying) => {
                let values = self.varying(inst, mask);
                (!values.is_empty()).then_some(Wide::Lanes(values))
            }
        }
    }

    /// An instruction executed once.
    fn once(&mut self, inst: &Inst, origin: Origin) -> Value {
        let operands = inst
            .operands
            .iter()
            .map(|&operand| self.scalar(operand))
            .collect();
        let new = Inst {
            operands,
            origin,
            op: inst.op.clone(),
            ty: inst.ty,
        };
        self.builder.function.push(self.builder.block, new).into()
    }

    fn finish(mut self) -> Function {
        let variables = self.mask_variables.into_iter().flatten();
        let variables = variables.chain(self.phi_variables.into_values().flatten());
        for variable in variables.chain(self.carried.into_values()) {
            self.ssa.finish(&mut self.builder.function, variable);
        }
        self.builder.function
    }
}
