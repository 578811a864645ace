//! Members of one structure that a work-item reads or writes one after the other, as one access.
//!
//! Neighbours' structures lie side by side, so that a member of all lanes is strided: a block of which most is left out, or a
//! gather, for each; where structures lie anywhere, members are gathered each on its own. All members together are read once and taken apart in registers. A run of members is joined if each of its
//! bytes is accessed anyhow, by instructions of one block that nothing else which could see the difference stands between:
//! reads move up to the first of them, writes down to the last.

use super::{is_whole, operations::is_elementwise, pairs, structure::Facts, transpose};
use crate::kir::{
    BlockId, Function, Inst, InstId, Memory, Op, ParamKind, Type, Value, cfg, gep, shape::Shape,
};
use llvm_sys::LLVMOpcode;
use std::collections::{HashMap, HashSet};

/// Structures of a block that are looked at side by side.
const MOST_OPEN: usize = 16;
/// Bytes of the largest structure that lies anywhere.
const LONGEST: i64 = 64;

/// The function with such accesses joined, if it has any.
pub(super) fn join(facts: &Facts<'_>) -> Option<Function> {
    let runs: Vec<(BlockId, Run)> = cfg::reverse_postorder(facts.function)
        .into_iter()
        .flat_map(|block| {
            let runs = Scan::of(facts, block);
            runs.into_iter().map(move |run| (block, run))
        })
        .collect();
    if runs.is_empty() {
        return None;
    }
    let mut joiner = Joiner {
        function: facts.function.clone(),
        before: HashMap::new(),
        removed: HashSet::new(),
    };
    let mut blocks = HashSet::new();
    for (block, run) in &runs {
        blocks.insert(*block);
        if run.writes {
            joiner.write(run);
        } else {
            joiner.read(run);
        }
    }
    for block in blocks {
        joiner.place(block);
    }
    Some(joiner.function)
}

/// Where a structure is: bytes from a pointer, of which those that are known are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Structure {
    root: Value,
    terms: Vec<(Value, i64)>,
}

/// An access to a structure.
#[derive(Debug, Clone)]
struct Member {
    inst: InstId,
    /// Its place in the block.
    place: usize,
    /// Its bytes in the structure.
    start: i64,
    end: i64,
}

impl Member {
    fn overlaps(&self, start: i64, end: i64) -> bool {
        self.start < end && start < self.end
    }
}

/// Reads of a structure, or writes, that can be moved to one place.
struct Group {
    structure: Structure,
    writes: bool,
    /// Bytes of an element.
    size: i64,
    /// Bytes from one lane's structure to the next one's, if that is always the same, and not far.
    stride: Option<i64>,
    members: Vec<Member>,
    /// What was written in between, if these are reads.
    written: Vec<(i64, i64)>,
}

/// Members without a gap between them.
struct Run {
    writes: bool,
    size: i64,
    members: Vec<Member>,
}

/// A look at a block from its start to its end.
struct Scan<'a> {
    facts: &'a Facts<'a>,
    open: Vec<Group>,
    runs: Vec<Run>,
}

impl<'a> Scan<'a> {
    fn of(facts: &'a Facts<'a>, block: BlockId) -> Vec<Run> {
        let mut scan = Self {
            facts,
            open: Vec::new(),
            runs: Vec::new(),
        };
        for (place, &id) in facts.function.block(block).insts.iter().enumerate() {
            scan.look_at(place, id);
        }
        scan.close_if(|_| true);
        scan.runs
    }

    fn look_at(&mut self, place: usize, id: InstId) {
        let function = self.facts.function;
        let inst = function.inst(id);
        let (address, ty, memory, writes) = match inst.op {
            Op::Load(memory) => (inst.operands[0], inst.ty, memory, false),
            Op::Store(memory) => {
                let ty = function.type_of(inst.operands[0]);
                (inst.operands[1], ty, memory, true)
            }
            Op::Phi(_) | Op::Prefetch | Op::Binary(_) => return,
            Op::Call if is_elementwise(inst) => return,
            _ if inst.is_speculatable() => return,
            _ => return self.close_if(|_| true),
        };
        if !memory.is_plain() {
            return self.close_if(|_| true);
        }
        let (structure, start) = structure(function, address);
        let bytes = function.target.store_size_of(ty).cast_signed();
        let member = Member {
            inst: id,
            place,
            start,
            end: start.saturating_add(bytes),
        };
        self.note(&structure, &member, writes);
        if let Some((size, stride)) = self.kind(&structure, address, ty, memory) {
            self.add(structure, member, writes, (size, stride));
        }
    }

    /// Ends the groups whose accesses can't be moved past an access.
    fn note(&mut self, structure: &Structure, member: &Member, writes: bool) {
        self.close_if(|group| {
            let is_other = group.structure != *structure;
            let overlaps = |it: &Member| it.overlaps(member.start, member.end);
            match (group.writes, writes) {
                (false, false) => false,
                (false, true) => is_other,
                (true, _) => is_other || group.members.iter().any(overlaps),
            }
        });
        if writes {
            for group in self.open.iter_mut().filter(|group| !group.writes) {
                group.written.push((member.start, member.end));
            }
        }
    }

    /// Bytes of an element and from one lane to the next, if the access is one that can be joined with others.
    fn kind(
        &self,
        structure: &Structure,
        address: Value,
        ty: Type,
        memory: Memory,
    ) -> Option<(i64, Option<i64>)> {
        let function = self.facts.function;
        let stride = match self.facts.shapes.of(address) {
            Shape::Linear(linear) => Some(linear.stride).filter(|&it| !transpose::is_far(it)),
            Shape::Varying => None,
            Shape::Uniform => return None,
        };
        // Those have layouts of their own, see `interleave` and `memory`.
        let is_own = matches!(structure.root, Value::Param(param)
        if matches!(
            function.param_of(param).kind,
            ParamKind::Private(_) | ParamKind::SubGroupMemory
        ));
        let element = ty.element();
        if is_own || memory.non_temporal || !is_whole(ty) || element.is_pointer() {
            return None;
        }
        let size = function.target.size_of(element);
        let is_plain = size == function.target.store_size_of(element)
            && size.is_power_of_two()
            && function.target.store_size_of(ty) == size * u64::from(ty.lanes());
        (is_plain && (stride.is_some() || size == pairs::WORD))
            .then_some((size.cast_signed(), stride))
    }

    fn add(
        &mut self,
        structure: Structure,
        member: Member,
        writes: bool,
        (size, stride): (i64, Option<i64>),
    ) {
        let found = self.open.iter().position(|group| {
            let is_same = group.structure == structure && group.writes == writes;
            is_same && group.size == size && group.stride == stride
        });
        if let Some(index) = found {
            let group = &mut self.open[index];
            let was_written = |&(start, end): &(i64, i64)| member.overlaps(start, end);
            if !group.written.iter().any(was_written) {
                group.members.push(member);
                return;
            }
            let group = self.open.swap_remove(index);
            self.close(group);
        }
        if self.open.len() == MOST_OPEN {
            let oldest = self.open.remove(0);
            self.close(oldest);
        }
        self.open.push(Group {
            structure,
            writes,
            size,
            stride,
            members: vec![member],
            written: Vec::new(),
        });
    }

    fn close_if(&mut self, is_over: impl Fn(&Group) -> bool) {
        for index in (0..self.open.len()).rev() {
            if is_over(&self.open[index]) {
                let group = self.open.remove(index);
                self.close(group);
            }
        }
    }

    /// Writes that end as one happen at the last of them: later reads of the same must not move up to before it.
    fn note_delay(&mut self, members: &[Member]) {
        let last = members.iter().map(|member| member.place).max();
        let is_before = |member: &Member| Some(member.place) < last;
        let ranges = members.iter().map(|member| (member.start, member.end));
        for group in self.open.iter_mut().filter(|group| !group.writes) {
            if group.members.iter().any(is_before) {
                group.written.extend(ranges.clone());
            }
        }
    }

    /// Cuts what was found into runs.
    fn close(&mut self, group: Group) {
        let Group {
            writes,
            size,
            stride,
            mut members,
            ..
        } = group;
        if writes {
            self.note_delay(&members);
        }
        members.sort_by_key(|member| (member.start, member.end));
        let mut members = members.into_iter().peekable();
        while let Some(first) = members.next() {
            let (start, mut end) = (first.start, first.end);
            let mut run = vec![first];
            let follows = |next: &Member, run: &[Member], end: i64| {
                let again = run
                    .last()
                    .is_some_and(|last| (last.start, last.end) == (next.start, next.end));
                again || next.start == end && next.end - start <= stride.unwrap_or(LONGEST)
            };
            while let Some(next) = members.next_if(|next| follows(next, &run, end)) {
                end = next.end;
                run.push(next);
            }
            let count = u32::try_from((end - start) / size).unwrap_or(u32::MAX);
            let is_more = run[0].end < end;
            let is_block = |stride: i64| transpose::step(size, count, stride).is_some();
            if is_more && stride.is_none_or(is_block) {
                self.runs.push(Run {
                    writes,
                    size,
                    members: run,
                });
            }
        }
    }
}

/// The structure that an address is in, and the byte of it.
fn structure(function: &Function, address: Value) -> (Structure, i64) {
    let (mut root, mut start, mut terms) = (address, 0_i64, Vec::new());
    while let Value::Inst(id) = root {
        let inst = function.inst(id);
        let Some(offset) = gep::offset(function, inst) else {
            break;
        };
        start = start.wrapping_add(offset.constant);
        for (index, size) in offset.terms.into_iter().rev() {
            let (index, constant) = plus_constant(function, index);
            start = start.wrapping_add(constant.wrapping_mul(size));
            terms.push((index, size));
        }
        root = inst.operands[0];
    }
    (Structure { root, terms }, start)
}

/// A number as another and a constant.
fn plus_constant(function: &Function, number: Value) -> (Value, i64) {
    let (mut number, mut sum) = (number, 0_i64);
    while let Value::Inst(id) = number {
        let inst = function.inst(id);
        // Sums in narrower types may wrap before they are extended.
        let is_sum = inst.op == Op::Binary(LLVMOpcode::LLVMAdd) && inst.ty.int_bits() == 64;
        match inst.operands[..] {
            [other, Value::Constant(constant)] if is_sum => {
                let Some(constant) = constant.as_i64() else {
                    break;
                };
                sum = sum.wrapping_add(constant);
                number = other;
            }
            _ => break,
        }
    }
    (number, sum)
}

/// Makes the new accesses.
struct Joiner {
    function: Function,
    /// New instructions, by what they stand before.
    before: HashMap<InstId, Vec<InstId>>,
    removed: HashSet<InstId>,
}

impl Joiner {
    fn push(&mut self, place: InstId, op: Op, operands: Vec<Value>, ty: Type) -> Value {
        let id = self.function.add_inst(Inst::new(op, operands, ty));
        self.before.entry(place).or_default().push(id);
        id.into()
    }

    fn cast(&mut self, place: InstId, value: Value, ty: Type) -> Value {
        if self.function.type_of(value) == ty {
            return value;
        }
        let cast = Op::Cast(LLVMOpcode::LLVMBitCast);
        self.push(place, cast, vec![value], ty)
    }

    /// Address of the run, before one of its members, and what the access to it is like.
    fn address(&mut self, run: &Run, at: &Member) -> (Value, Memory) {
        let address = |function: &Function, member: &Member| {
            let inst = function.inst(member.inst);
            match inst.op {
                Op::Load(memory) => (inst.operands[0], memory),
                Op::Store(memory) => (inst.operands[1], memory),
                _ => unreachable!("members are loads or stores"),
            }
        };
        let align = address(&self.function, &run.members[0]).1.align;
        let (own, _) = address(&self.function, at);
        let back = run.members[0].start.wrapping_sub(at.start);
        let memory = Memory::aligned(align);
        if back == 0 {
            return (own, memory);
        }
        let target = self.function.target;
        let back = target.int(64).constant(back.cast_unsigned());
        let ty = self.function.type_of(own);
        let byte = Op::Gep(target.int(8));
        (self.push(at.inst, byte, vec![own, back.into()], ty), memory)
    }

    /// The members' values out of one.
    fn read(&mut self, run: &Run) {
        let first = run.members.iter().min_by_key(|member| member.place);
        let first = first.expect("a run has members");
        let (address, memory) = self.address(run, first);
        let element = self.function.inst(first.inst).ty.element();
        let ty = element.vector(count(run));
        let whole = self.push(first.inst, Op::Load(memory), vec![address], ty);
        for member in &run.members {
            let own = self.function.inst(member.inst).ty;
            let slot = slot(run, member);
            let (op, operand, part) = if own.is_vector() {
                let order = (slot..slot + own.lanes()).map(u32::cast_signed);
                let poison = ty.poison().into();
                (
                    Op::Shuffle(order.collect()),
                    poison,
                    element.vector(own.lanes()),
                )
            } else {
                (Op::ExtractElement, self.index(slot), element)
            };
            let operands = vec![whole, operand];
            *self.function.inst_mut(member.inst) = if part == own {
                Inst::new(op, operands, own)
            } else {
                let value = self.push(member.inst, op, operands, part);
                Inst::new(Op::Cast(LLVMOpcode::LLVMBitCast), vec![value], own)
            };
        }
    }

    /// One write of all values.
    fn write(&mut self, run: &Run) {
        let last = run.members.iter().max_by_key(|member| member.place);
        let last = last.expect("a run has members");
        let value_of =
            |function: &Function, member: &Member| function.inst(member.inst).operands[0];
        let (address, memory) = self.address(run, last);
        let element = self
            .function
            .type_of(value_of(&self.function, last))
            .element();
        let ty = element.vector(count(run));
        let mut whole = Value::from(ty.poison());
        for member in &run.members {
            let value = value_of(&self.function, member);
            let own = self.function.type_of(value);
            for lane in 0..own.lanes() {
                let part = if own.is_vector() {
                    let index = self.index(lane);
                    let operands = vec![value, index];
                    self.push(last.inst, Op::ExtractElement, operands, own.element())
                } else {
                    value
                };
                let part = self.cast(last.inst, part, element);
                let operands = vec![whole, part, self.index(slot(run, member) + lane)];
                whole = self.push(last.inst, Op::InsertElement, operands, ty);
            }
        }
        let void = self.function.target.void();
        self.push(last.inst, Op::Store(memory), vec![whole, address], void);
        let members = run.members.iter();
        self.removed.extend(members.map(|member| member.inst));
    }

    fn index(&self, index: u32) -> Value {
        self.function.target.int(32).constant(index.into()).into()
    }

    /// Puts what is new into a block.
    fn place(&mut self, block: BlockId) {
        let old = std::mem::take(&mut self.function.block_mut(block).insts);
        let mut insts = Vec::with_capacity(old.len());
        for id in old {
            insts.extend(self.before.remove(&id).unwrap_or_default());
            if !self.removed.contains(&id) {
                insts.push(id);
            }
        }
        self.function.block_mut(block).insts = insts;
    }
}

/// Elements of a run.
fn count(run: &Run) -> u32 {
    let bytes = run.members.last().map_or(0, |last| last.end) - run.members[0].start;
    u32::try_from(bytes / run.size).expect("a short run")
}

/// The first element of a member.
fn slot(run: &Run, member: &Member) -> u32 {
    u32::try_from((member.start - run.members[0].start) / run.size).expect("a short run")
}
