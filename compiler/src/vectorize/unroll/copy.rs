//! The unrolled copy of a loop.

use super::{Candidate, ROUND, steps::Counter};
use crate::kir::{BlockId, Function, Inst, InstId, Op, Terminator, Type, Value};
use crate::vectorize::extend::Sign;
use llvm_sys::{LLVMIntPredicate::*, LLVMOpcode};
use std::collections::{BTreeMap, HashMap};

/// Makes the copy of a loop.
pub(super) struct Unroller<'a> {
    function: &'a mut Function,
    candidate: &'a Candidate,
    /// The copy's block.
    rounds: BlockId,
    /// What the loop's values are in the iteration that is copied.
    values: HashMap<InstId, Value>,
    /// Where the first iteration of a round reads.
    places: HashMap<InstId, Value>,
    /// What was computed before the loop.
    made_before: HashMap<InstId, Value>,
}

impl<'a> Unroller<'a> {
    pub(super) fn new(function: &'a mut Function, candidate: &'a Candidate) -> Self {
        let rounds = function.add_block();
        Self {
            function,
            candidate,
            rounds,
            values: HashMap::new(),
            places: HashMap::new(),
            made_before: HashMap::new(),
        }
    }

    fn value(&self, value: Value) -> Value {
        match value {
            Value::Inst(id) => self.values.get(&id).copied().unwrap_or(value),
            _ => value,
        }
    }

    pub(super) fn unroll(mut self) {
        let Candidate { block, before, .. } = *self.candidate;
        let gate = self.function.add_block();
        let terminator = &mut self.function.block_mut(before).terminator;
        terminator.map_successors(|way| if way == block { gate } else { way });
        let phis = self.begin(gate);
        for iteration in 0..ROUND {
            self.copy_iteration(iteration);
        }
        for (&phi, new) in &phis {
            let back = self.value(self.back(phi));
            let new = self.function.inst_mut(*new);
            let Op::Phi(blocks) = &mut new.op else {
                unreachable!("a phi was copied")
            };
            blocks.push(self.rounds);
            new.operands.push(back);
        }
        self.end(gate, &phis);
    }

    /// The copy's phis: what they are when it is entered.
    fn begin(&mut self, gate: BlockId) -> BTreeMap<InstId, InstId> {
        let Candidate { block, before, .. } = *self.candidate;
        let phis: Vec<InstId> = self.function.phis(block).collect();
        let mut copied = BTreeMap::new();
        for phi in phis {
            let inst = self.function.inst(phi).clone();
            let first = self.incoming(phi, before);
            let new = Inst::new(Op::Phi(vec![gate]), vec![first], inst.ty);
            let new = self.function.push(self.rounds, new);
            self.values.insert(phi, new.into());
            copied.insert(phi, new);
        }
        copied
    }

    fn incoming(&self, phi: InstId, from: BlockId) -> Value {
        let value = self.function.incoming(phi, from);
        value.expect("a value for each way in")
    }

    fn back(&self, phi: InstId) -> Value {
        self.incoming(phi, self.candidate.block)
    }

    fn copy_iteration(&mut self, iteration: i64) {
        let block = self.candidate.block;
        if iteration > 0 {
            let phis: Vec<InstId> = self.function.phis(block).collect();
            let next: Vec<Value> = phis.iter().map(|&phi| self.value(self.back(phi))).collect();
            self.values.extend(phis.into_iter().zip(next));
        }
        for id in self.function.block(block).insts.clone() {
            let mut inst = self.function.inst(id).clone();
            if inst.is_phi() {
                continue;
            }
            for operand in &mut inst.operands {
                *operand = self.value(*operand);
            }
            if let Some(&step) = self.candidate.reads.get(&id) {
                inst.operands[0] = self.place_of_read(id, iteration, step);
            }
            let new = self.function.push(self.rounds, inst);
            self.values.insert(id, new.into());
        }
    }

    /// The address that a read has in an iteration of a round: a distance that is known from that in the first.
    fn place_of_read(&mut self, id: InstId, iteration: i64, step: i64) -> Value {
        if iteration == 0 {
            let address = self.value(self.function.inst(id).operands[0]);
            self.places.insert(id, address);
            return address;
        }
        let (first, target) = (self.places[&id], self.function.target);
        let distance = step.wrapping_mul(iteration);
        let distance = target.int(64).constant(distance.cast_unsigned()).into();
        let ty = self.function.type_of(first);
        self.push(
            self.rounds,
            Op::Gep(target.int(8)),
            vec![first, distance],
            ty,
        )
    }

    fn push(&mut self, block: BlockId, op: Op, operands: Vec<Value>, ty: Type) -> Value {
        self.function
            .push(block, Inst::new(op, operands, ty))
            .into()
    }

    /// Ties the copy in: `gate` decides whether it is entered, and it ends where a round is not sure to be complete. Then the loop goes
    /// on as it was, or is over.
    fn end(&mut self, gate: BlockId, phis: &BTreeMap<InstId, InstId>) {
        let Candidate {
            block,
            before,
            counter,
            ..
        } = *self.candidate;
        let (join, after) = (self.function.add_block(), self.function.add_block());
        let bound = self.before(gate, counter.bound);
        let enters = self.has_round(gate, self.incoming(counter.phi, before), bound);
        self.function.block_mut(gate).terminator =
            Terminator::Conditional(enters, self.rounds, join);
        let next = self.value(self.back(counter.phi));
        let again = self.has_round(self.rounds, next, bound);
        self.function.block_mut(self.rounds).terminator =
            Terminator::Conditional(again, self.rounds, after);
        for &phi in phis.keys() {
            self.hand_over(phi, [gate, after], join);
        }
        self.function.block_mut(join).terminator = Terminator::Branch(block);
        let tested = if counter.tests_next {
            next
        } else {
            self.value(counter.phi.into())
        };
        let tested = self.pass(tested, after);
        let bool = self.function.target.bool();
        let goes_on = Op::ICmp(counter.predicate);
        let goes_on = self.push(after, goes_on, vec![tested, bound], bool);
        self.function.block_mut(after).terminator =
            Terminator::Conditional(goes_on, join, self.candidate.exit);
        self.leave(after);
    }

    /// What is the same in each iteration, computed before the first.
    fn before(&mut self, gate: BlockId, value: Value) -> Value {
        let Value::Inst(id) = value else { return value };
        if !self.values.contains_key(&id) {
            return value;
        }
        if let Some(&made) = self.made_before.get(&id) {
            return made;
        }
        let mut inst = self.function.inst(id).clone();
        for operand in &mut inst.operands {
            *operand = self.before(gate, *operand);
        }
        let made = self.function.push(gate, inst).into();
        self.made_before.insert(id, made);
        made
    }

    /// Whether a round of iterations is to come for sure, the first with this number.
    fn has_round(&mut self, block: BlockId, number: Value, bound: Value) -> Value {
        let counter = self.candidate.counter;
        let Counter {
            step, predicate, ..
        } = counter;
        let (ty, bool) = (self.function.type_of(number), self.function.target.bool());
        let mask = u64::MAX >> (64 - ty.int_bits());
        let constant = |number: i64| Value::from(ty.constant(number.cast_unsigned() & mask));
        let plus = Op::Binary(LLVMOpcode::LLVMAdd);
        let tested_later = i64::from(!counter.tests_next);
        if predicate == LLVMIntNE {
            let (more, less) = if step > 0 {
                (bound, number)
            } else {
                (number, bound)
            };
            let minus = Op::Binary(LLVMOpcode::LLVMSub);
            let left = self.push(block, minus, vec![more, less], ty);
            let left = self.push(block, plus, vec![left, constant(tested_later)], ty);
            let enough = vec![left, constant(ROUND)];
            return self.push(block, Op::ICmp(LLVMIntUGE), enough, bool);
        }
        let mut ahead = |steps: i64| {
            let distance = constant(step * steps);
            self.push(block, plus.clone(), vec![number, distance], ty)
        };
        let (last, tested) = (ahead(ROUND - 1), ahead(ROUND - 1 - tested_later));
        let meets = self.push(block, Op::ICmp(predicate), vec![tested, bound], bool);
        let order = match (step > 0, counter.sign()) {
            (true, Some(Sign::Signed)) => LLVMIntSGT,
            (true, _) => LLVMIntUGT,
            (false, Some(Sign::Signed)) => LLVMIntSLT,
            (false, _) => LLVMIntULT,
        };
        let is_straight = self.push(block, Op::ICmp(order), vec![last, number], bool);
        let and = Op::Binary(LLVMOpcode::LLVMAnd);
        self.push(block, and, vec![meets, is_straight], bool)
    }

    /// The loop as it was begins with what it began with, or with what the copy has come to.
    fn hand_over(&mut self, phi: InstId, [gate, after]: [BlockId; 2], join: BlockId) {
        let before = self.candidate.before;
        let first = self.incoming(phi, before);
        let next = self.pass(self.value(self.back(phi)), after);
        let ty = self.function.inst(phi).ty;
        let start = self.push(join, Op::Phi(vec![gate, after]), vec![first, next], ty);
        let inst = self.function.inst_mut(phi);
        let Op::Phi(blocks) = &mut inst.op else {
            unreachable!("it is a phi")
        };
        let place = blocks.iter().position(|&block| block == before);
        let place = place.expect("the loop was entered from there");
        (blocks[place], inst.operands[place]) = (join, start);
    }

    /// A value of the copy, for use after it.
    fn pass(&mut self, value: Value, after: BlockId) -> Value {
        let Value::Inst(made) = value else {
            return value;
        };
        let is_made = self.function.block(self.rounds).insts.contains(&made);
        if !is_made {
            return value;
        }
        self.function.pass(value, self.rounds, after)
    }

    /// What is used after the loop comes from it or from the copy. The edge out of the loop keeps a block of its own.
    fn leave(&mut self, after: BlockId) {
        let Candidate { block, exit, .. } = *self.candidate;
        let own = self.function.add_block();
        self.function.block_mut(own).terminator = Terminator::Branch(exit);
        let terminator = &mut self.function.block_mut(block).terminator;
        terminator.map_successors(|way| if way == exit { own } else { way });
        let phis: Vec<InstId> = self.function.phis(exit).collect();
        for phi in phis {
            let (ty, value) = (self.function.inst(phi).ty, self.incoming(phi, block));
            let left = self.push(own, Op::Phi(vec![block]), vec![value], ty);
            let passed = self.pass(self.value(value), after);
            let inst = self.function.inst_mut(phi);
            (inst.op, inst.operands) = (Op::Phi(vec![own, after]), vec![left, passed]);
        }
    }
}
