//! Decorations by id, with groups expanded on the way.

use crate::{Id, Instruction, Result};
use rspirv::dr::Operand;
use spirv::{Decoration, FunctionParameterAttribute, LinkageType, Op};
use std::collections::{HashMap, HashSet};

/// A decoration with its operands.
#[derive(Debug, Clone, PartialEq)]
pub struct Decorated {
    /// Which.
    pub decoration: Decoration,
    /// What follows it.
    pub operands: Vec<Operand>,
}

/// The decorations of a module.
#[derive(Debug, Default)]
pub struct Decorations {
    direct: HashMap<Id, Vec<Decorated>>,
    members: HashMap<(Id, u32), Vec<Decorated>>,
    /// Groups that apply to an id. They are kept apart, since copies would grow with the square of the input.
    groups: HashMap<Id, Vec<Id>>,
    member_groups: HashMap<(Id, u32), Vec<Id>>,
    group_ids: HashSet<Id>,
}

impl Decorations {
    /// The decorations of `id`.
    pub fn of(&self, id: Id) -> impl Iterator<Item = &Decorated> {
        let groups = self.groups.get(&id).into_iter().flatten();
        let own = self.direct.get(&id).into_iter().flatten();
        own.chain(groups.filter_map(|group| self.direct.get(group)).flatten())
    }

    /// Whether `id` has `decoration`.
    pub fn has(&self, id: Id, decoration: Decoration) -> bool {
        self.of(id)
            .any(|decorated| decorated.decoration == decoration)
    }

    /// The 32-bit literal of `decoration` on `id`.
    pub fn literal(&self, id: Id, decoration: Decoration) -> Option<u32> {
        self.of(id)
            .find(|decorated| decorated.decoration == decoration)
            .and_then(|decorated| match decorated.operands.first() {
                Some(Operand::LiteralBit32(value)) => Some(*value),
                _ => None,
            })
    }

    /// Name and kind of `id`'s linkage.
    pub fn linkage(&self, id: Id) -> Option<(&str, LinkageType)> {
        self.of(id)
            .find_map(|decorated| match decorated.operands.as_slice() {
                [Operand::LiteralString(name), Operand::LinkageType(kind)] => {
                    Some((name.as_str(), *kind))
                }
                _ => None,
            })
    }

    /// The function parameter attributes of `id`.
    pub fn parameter_attributes(
        &self,
        id: Id,
    ) -> impl Iterator<Item = FunctionParameterAttribute> + '_ {
        self.of(id)
            .filter_map(|decorated| match decorated.operands.first() {
                Some(Operand::FunctionParameterAttribute(attribute)) => Some(*attribute),
                _ => None,
            })
    }

    /// The decorations of member `index` of structure type `id`.
    pub fn of_member(&self, id: Id, index: u32) -> impl Iterator<Item = &Decorated> {
        let groups = self.member_groups.get(&(id, index)).into_iter().flatten();
        let own = self.members.get(&(id, index)).into_iter().flatten();
        own.chain(groups.filter_map(|group| self.direct.get(group)).flatten())
    }

    /// Takes in an annotation instruction.
    pub(crate) fn declare(&mut self, instruction: &Instruction) -> Result<()> {
        match instruction.op {
            Op::Decorate | Op::DecorateId | Op::DecorateString => {
                let decorated = decorated(instruction, 1)?;
                self.direct
                    .entry(instruction.id(0)?)
                    .or_default()
                    .push(decorated);
            }
            Op::MemberDecorate | Op::MemberDecorateString => {
                let key = (instruction.id(0)?, instruction.literal(1)?);
                self.members
                    .entry(key)
                    .or_default()
                    .push(decorated(instruction, 2)?);
            }
            Op::DecorationGroup => {
                self.group_ids.insert(instruction.result()?);
            }
            Op::GroupDecorate => {
                let group = self.group(instruction)?;
                for target in instruction.ids_from(1) {
                    if self.group_ids.contains(&target) {
                        return Err(instruction.error("a group can't decorate a group"));
                    }
                    self.groups.entry(target).or_default().push(group);
                }
            }
            Op::GroupMemberDecorate => {
                let group = self.group(instruction)?;
                let (pairs, _) = instruction.operands[1..].as_chunks::<2>();
                for pair in pairs {
                    if let [Operand::IdRef(target), Operand::LiteralBit32(index)] = pair {
                        self.member_groups
                            .entry((*target, *index))
                            .or_default()
                            .push(group);
                    }
                }
            }
            _ => return Err(instruction.error("not an annotation")),
        }
        Ok(())
    }

    fn group(&self, instruction: &Instruction) -> Result<Id> {
        let group = instruction.id(0)?;
        match self.group_ids.contains(&group) {
            true => Ok(group),
            false => Err(instruction.error(format!("%{group} is not a decoration group"))),
        }
    }
}

fn decorated(instruction: &Instruction, at: usize) -> Result<Decorated> {
    match instruction.operands.get(at) {
        Some(Operand::Decoration(decoration)) => Ok(Decorated {
            decoration: *decoration,
            operands: instruction.operands[at + 1..].to_vec(),
        }),
        _ => Err(instruction.error("it lacks its decoration")),
    }
}
