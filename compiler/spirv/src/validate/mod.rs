//! Validation of a module whose parts are in their places.

mod arith;
mod atomic;
mod builtin;
mod composite;
mod control;
mod convert;
mod ext_inst;
mod function;
mod group;
mod interface;
mod logic;
mod memory;

use crate::module::Meaning;
use crate::{Constant, Id, Instruction, Kind, Module, Result, Shape, Type, capability};
use spirv::{Capability, Op, StorageClass};
use std::collections::{HashMap, HashSet};

/// Checks everything that [`crate::layout`] does not.
pub(crate) fn check(module: &Module) -> Result<()> {
    interface::check(module)?;
    let checker = Checker { module };
    for (_, definition) in module.constants.iter() {
        if let Constant::Operation(instruction) = &definition.constant {
            for id in instruction.ids_from(0) {
                let constant = matches!(
                    module.meanings.get(&id),
                    Some(Meaning::Constant | Meaning::Global)
                ) && checker.is_before(id, definition.offset);
                if !constant {
                    return Err(instruction.error(format!("%{id} is no earlier constant")));
                }
            }
            checker.instruction(instruction)?;
        }
    }
    function::check_calls(module)?;
    for (index, function) in module.functions.iter().enumerate() {
        function::check(&checker, index, function)?;
    }
    interface::check_linkage(module)?;
    check_capabilities(module)
}

/// The instruction families: each says whether it knows the opcode.
const FAMILIES: &[fn(&Checker<'_>, &Instruction) -> Result<bool>] = &[
    arith::check,
    logic::check,
    convert::check,
    memory::check,
    composite::check,
    control::check,
    atomic::check,
    group::check,
    ext_inst::check,
];

/// Types of operands, and the checks that instruction families share.
pub(crate) struct Checker<'m> {
    pub(crate) module: &'m Module,
}

impl Checker<'_> {
    /// Checks the types of one instruction.
    fn instruction(&self, instruction: &Instruction) -> Result<()> {
        if let Some(ty) = instruction.result_type {
            let void = matches!(self.module.types.get(ty), Some(Type::Void));
            if !(void && matches!(instruction.op, Op::FunctionCall | Op::ExtInst)) {
                self.want_data(instruction, ty)?;
            }
        }
        for family in FAMILIES {
            if family(self, instruction)? {
                return Ok(());
            }
        }
        Err(instruction.error("this instruction is not supported"))
    }

    /// Whether constant or variable `id` is declared before word `offset`.
    fn is_before(&self, id: Id, offset: usize) -> bool {
        let constant = self
            .module
            .constants
            .get(id)
            .map(|definition| definition.offset);
        let global = self.module.global(id).map(|global| global.offset);
        constant.or(global).is_some_and(|at| at < offset)
    }

    /// Type of the value at operand `index`.
    fn ty(&self, instruction: &Instruction, index: usize) -> Result<Id> {
        let id = instruction.id(index)?;
        self.module
            .type_of(id)
            .ok_or_else(|| instruction.error(format!("%{id} at operand {index} is not a value")))
    }

    /// Shape of the value at operand `index`.
    fn shape(&self, instruction: &Instruction, index: usize) -> Result<Shape> {
        let ty = self.ty(instruction, index)?;
        self.module.types.shape(ty).ok_or_else(|| {
            instruction.error(format!("operand {index} is neither a scalar nor a vector"))
        })
    }

    /// Shape of the result.
    fn result_shape(&self, instruction: &Instruction) -> Result<Shape> {
        self.module
            .types
            .shape(instruction.result_type()?)
            .ok_or_else(|| instruction.error("the result is neither a scalar nor a vector"))
    }

    /// Storage class and pointee of the pointer at operand `index`.
    fn pointer(&self, instruction: &Instruction, index: usize) -> Result<(StorageClass, Id)> {
        let ty = self.ty(instruction, index)?;
        self.module
            .types
            .pointer(ty)
            .ok_or_else(|| instruction.error(format!("operand {index} is not a pointer")))
    }

    /// Storage class and pointee of the result.
    fn result_pointer(&self, instruction: &Instruction) -> Result<(StorageClass, Id)> {
        self.module
            .types
            .pointer(instruction.result_type()?)
            .ok_or_else(|| instruction.error("the result is not a pointer"))
    }

    /// Refuses unless operand `index` has the shape `wanted`.
    fn want(&self, instruction: &Instruction, index: usize, wanted: Shape) -> Result<()> {
        let have = self.shape(instruction, index)?;
        if have == wanted {
            return Ok(());
        }
        let (have, wanted) = (describe(have), describe(wanted));
        Err(instruction.error(format!("operand {index} is {have} instead of {wanted}")))
    }

    /// Refuses unless operands `indices` have the shape `wanted`.
    fn want_all(
        &self,
        instruction: &Instruction,
        indices: std::ops::Range<usize>,
        wanted: Shape,
    ) -> Result<()> {
        indices
            .into_iter()
            .try_for_each(|index| self.want(instruction, index, wanted))
    }

    /// The shape of operand `index`, which must be of `kind` and have `count` components.
    fn want_kind(
        &self,
        instruction: &Instruction,
        index: usize,
        kind: Kind,
        count: u32,
    ) -> Result<Shape> {
        let have = self.shape(instruction, index)?;
        if have.kind == kind && have.count == count {
            return Ok(have);
        }
        let have = describe(have);
        Err(instruction.error(format!(
            "operand {index} is {have} instead of {count} x {kind:?}"
        )))
    }

    /// The result's shape, which must be of `kind`.
    fn result_kind(&self, instruction: &Instruction, kind: Kind) -> Result<Shape> {
        let shape = self.result_shape(instruction)?;
        match shape.kind == kind {
            true => Ok(shape),
            false => Err(instruction.error(format!("the result is not of kind {kind:?}"))),
        }
    }

    /// Refuses unless operand `index` is an integer scalar.
    fn want_int_scalar(&self, instruction: &Instruction, index: usize) -> Result<()> {
        self.want_kind(instruction, index, Kind::Int, 1).map(drop)
    }

    /// Refuses unless operand `index` has a type interchangeable with `ty`.
    fn want_type(&self, instruction: &Instruction, index: usize, ty: Id) -> Result<()> {
        let have = self.ty(instruction, index)?;
        match self.module.types.same(have, ty) {
            true => Ok(()),
            false => Err(instruction.error(format!("operand {index} is not of type %{ty}"))),
        }
    }

    /// Refuses unless `ty` is a type that memory can hold.
    fn want_data(&self, instruction: &Instruction, ty: Id) -> Result<()> {
        match self.module.types.get(ty) {
            None | Some(Type::Void | Type::Function(..) | Type::Opaque) => {
                Err(instruction.error(format!("%{ty} is not the type of a value in memory")))
            }
            Some(_) => Ok(()),
        }
    }

    fn want_operands(&self, instruction: &Instruction, count: usize) -> Result<()> {
        match instruction.operands.len() == count {
            true => Ok(()),
            false => Err(instruction.error(format!("it takes {count} operands"))),
        }
    }
}

fn describe(shape: Shape) -> String {
    let Shape { kind, width, count } = shape;
    format!("{count} x {kind:?}{width}")
}

/// Every instruction, type and storage class in use has one of the capabilities that enable it.
fn check_capabilities(module: &Module) -> Result<()> {
    let has = |wanted: &[Capability]| {
        wanted.is_empty()
            || wanted.iter().any(|wanted| {
                module
                    .capabilities
                    .iter()
                    .any(|have| capability::implies(*have, *wanted))
            })
    };
    for base in [Capability::Kernel, Capability::Addresses] {
        if !has(&[base]) {
            return Err(crate::Error::new(
                0,
                format!("capability {base:?} is not declared"),
            ));
        }
    }
    for &id in module.types.ids() {
        let wanted: &[Capability] = match module.types.get(id) {
            Some(Type::Int(64)) => &[Capability::Int64],
            Some(Type::Float(16)) => &[Capability::Float16, Capability::Float16Buffer],
            Some(Type::Float(64)) => &[Capability::Float64],
            Some(Type::Vector(_, 8 | 16)) => &[Capability::Vector16],
            Some(Type::Pointer(StorageClass::Generic, _)) => &[Capability::GenericPointer],
            _ => &[],
        };
        if !has(wanted) {
            let reason = format!("type %{id} needs capability {wanted:?}, which is not declared");
            return Err(crate::Error::new(0, reason));
        }
    }
    let mut seen: HashSet<Op> = HashSet::new();
    let mut grammar = HashMap::new();
    for instruction in module
        .functions
        .iter()
        .flat_map(|function| &function.blocks)
    {
        for instruction in &instruction.instructions {
            if seen.insert(instruction.op) {
                let entry = rspirv::grammar::INSTRUCTION_TABLE.get(instruction.op);
                grammar.insert(instruction.op, (entry, instruction));
            }
        }
    }
    for (entry, instruction) in grammar.values() {
        let by_extension = entry
            .extensions
            .iter()
            .any(|name| module.extensions.iter().any(|have| have == name));
        if !has(entry.capabilities) && !by_extension {
            let wanted = entry.capabilities;
            let reason = format!("it needs one of the capabilities {wanted:?}: none is declared");
            return Err(instruction.error(reason));
        }
    }
    Ok(())
}
