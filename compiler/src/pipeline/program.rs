//! Program-scope variables become places in the program's data block, of which each device has one.
//!
//! Variables of the global address space are in the block, and so are constants that refer to them or that
//! they refer to, since only the driver knows where the block is. Other constants stay in the code's
//! read-only data.

use super::fields::{ContextReader, replace_in, using_functions};
use crate::llvm::{Global, Module, Opcode, TypeKind, Value, ValueKind};
use mirrorcl_abi::field;
use mirrorcl_protocol::ProgramData;
use std::collections::{HashMap, HashSet};

/// Address space of global memory.
const GLOBAL: u32 = 1;

/// Lays out the variables, computes the block's first contents and makes kernels use the block.
///
/// # Errors
/// A variable whose initial value can't be known before the program runs.
pub(super) fn lower(module: &Module<'_>) -> Result<ProgramData, String> {
    let block = Block::of(module);
    if block.offsets.is_empty() {
        return Ok(ProgramData::default());
    }
    let data = block.contents(module)?;
    block.replace_uses(module);
    Ok(data)
}

/// The variables of the block.
struct Block<'c> {
    variables: Vec<Global<'c>>,
    offsets: HashMap<Global<'c>, u64>,
    size: u64,
    align: u64,
}

impl<'c> Block<'c> {
    fn of(module: &Module<'c>) -> Self {
        let members = members(module);
        let layout = module.data_layout();
        let (mut size, mut block_align) = (0_u64, 1);
        let mut offsets = HashMap::new();
        let variables: Vec<_> = module
            .globals()
            .into_iter()
            .filter(|variable| members.contains(variable))
            .collect();
        for &variable in &variables {
            let ty = variable.value_type();
            let align = u64::from(variable.align().max(layout.align(ty)));
            let offset = size.next_multiple_of(align);
            offsets.insert(variable, offset);
            size = offset + layout.size(ty);
            block_align = block_align.max(align);
        }
        Self {
            variables,
            offsets,
            size,
            align: block_align,
        }
    }

    fn contents(&self, module: &Module<'c>) -> Result<ProgramData, String> {
        let size = usize::try_from(self.size).map_err(|_| "program-scope data is too large")?;
        let mut image = Image {
            module,
            block: self,
            bytes: vec![0; size],
            relocations: Vec::new(),
        };
        for &variable in &self.variables {
            if let Some(value) = variable.initializer() {
                image
                    .write(value, self.offsets[&variable])
                    .map_err(|reason| {
                        format!("error: initial value of '{}': {reason}", variable.name())
                    })?;
            }
        }
        let Image {
            mut bytes,
            relocations,
            ..
        } = image;
        let used = bytes
            .iter()
            .rposition(|&byte| byte != 0)
            .map_or(0, |last| last + 1);
        bytes.truncate(used);
        Ok(ProgramData {
            size: self.size,
            align: self.align,
            image: bytes,
            relocations,
        })
    }

    fn replace_uses(&self, module: &Module<'c>) {
        for variable in &self.variables {
            variable.expand_constant_users();
        }
        let mut bases = HashMap::new();
        for variable in &self.variables {
            for function in using_functions(variable.value()) {
                let (reader, base) = bases.entry(function).or_insert_with(|| {
                    let reader = ContextReader::at_entry_of(module, function);
                    let base = reader.pointer(field::PROGRAM_DATA);
                    (reader, base)
                });
                let place = reader.place(*base, self.offsets[variable], variable.address_space());
                place.set_name(&variable.name());
                replace_in(function, variable.value(), place);
            }
        }
        // They may refer to each other.
        for variable in &self.variables {
            variable.set_initializer(variable.value_type().zero());
        }
        for variable in &self.variables {
            if !variable.is_used() {
                variable.delete();
            }
        }
    }
}

/// Global variables, and the constants tied to them by an initial value.
pub(super) fn members<'c>(module: &Module<'c>) -> HashSet<Global<'c>> {
    let globals = module.globals();
    let references: Vec<(Global<'c>, Vec<Global<'c>>)> = globals
        .iter()
        .map(|&variable| {
            let mut found = HashSet::new();
            let mut seen = HashSet::new();
            if let Some(value) = variable.initializer() {
                collect_globals(value, &mut found, &mut seen);
            }
            (variable, found.into_iter().collect())
        })
        .collect();
    let mut members: HashSet<_> = globals
        .into_iter()
        .filter(|variable| variable.address_space() == GLOBAL)
        .collect();
    loop {
        let before = members.len();
        for (variable, targets) in &references {
            if members.contains(variable) {
                members.extend(targets);
            } else if targets.iter().any(|target| members.contains(target)) {
                members.insert(*variable);
            }
        }
        if members.len() == before {
            return members;
        }
    }
}

fn collect_globals<'c>(
    value: Value<'c>,
    found: &mut HashSet<Global<'c>>,
    seen: &mut HashSet<Value<'c>>,
) {
    match value.kind() {
        ValueKind::Global(global) => {
            found.insert(global);
        }
        ValueKind::Aggregate | ValueKind::Expression(_) if seen.insert(value) => {
            for operand in value.operands() {
                collect_globals(operand, found, seen);
            }
        }
        _ => {}
    }
}

/// The block's first contents in the making.
struct Image<'a, 'c> {
    module: &'a Module<'c>,
    block: &'a Block<'c>,
    bytes: Vec<u8>,
    relocations: Vec<(u64, u64)>,
}

impl<'c> Image<'_, 'c> {
    /// Writes a constant.
    fn write(&mut self, value: Value<'c>, offset: u64) -> Result<(), String> {
        match value.kind() {
            // The block is zero; anything will do for an undefined value.
            ValueKind::Null | ValueKind::Zero | ValueKind::Undef | ValueKind::Poison => Ok(()),
            ValueKind::Int => {
                let bits = value.as_u64().ok_or("an integer of more than 64 bits")?;
                let size = self.module.data_layout().store_size(value.ty());
                self.put(offset, &bits.to_le_bytes()[..bytes(size)]);
                Ok(())
            }
            ValueKind::Float => {
                let bits = value.float_bits().ok_or("an unknown floating-point type")?;
                let size = self.module.data_layout().store_size(value.ty());
                self.put(offset, &bits.to_le_bytes()[..bytes(size)]);
                Ok(())
            }
            ValueKind::Aggregate => self.write_elements(value, offset),
            ValueKind::Global(_) | ValueKind::Expression(_) => self.write_address(value, offset),
            _ => Err(format!("'{value}' is not known before the program runs")),
        }
    }

    fn write_elements(&mut self, value: Value<'c>, offset: u64) -> Result<(), String> {
        let ty = value.ty();
        let layout = self.module.data_layout();
        let (count, stride) = match ty.kind() {
            TypeKind::Struct(fields, _) => (fields.len() as u64, None),
            TypeKind::Array(element, length) => (length, Some(layout.size(element))),
            TypeKind::Vector(element, lanes) => {
                (u64::from(lanes), Some(layout.store_size(element)))
            }
            _ => return Err(format!("'{value}' has an unknown type")),
        };
        for index in 0..u32::try_from(count).map_err(|_| "an array that is too long")? {
            let element = value.element(index).ok_or("an element that is not there")?;
            let place = stride.map_or_else(
                || layout.offset_of(ty, index),
                |stride| stride * u64::from(index),
            );
            self.write(element, offset + place)?;
        }
        Ok(())
    }

    fn write_address(&mut self, value: Value<'c>, offset: u64) -> Result<(), String> {
        let pointer = match value.kind() {
            ValueKind::Expression(Opcode::LLVMPtrToInt)
                if self.module.data_layout().size(value.ty()) == 8 =>
            {
                value.operand(0)
            }
            _ => value,
        };
        let unknown = || format!("'{value}' is not known before the program runs");
        if pointer.ty().address_space().is_none() {
            return Err(unknown());
        }
        let (base, addend) = self.module.constant_base(pointer);
        if base.kind() == ValueKind::Null {
            self.put(offset, &addend.to_le_bytes());
            return Ok(());
        }
        let target = base
            .global()
            .and_then(|global| self.block.offsets.get(&global));
        let target = target.ok_or_else(unknown)?;
        self.relocations
            .push((offset, target.wrapping_add_signed(addend)));
        Ok(())
    }

    fn put(&mut self, offset: u64, bytes_to_put: &[u8]) {
        let start = bytes(offset);
        self.bytes[start..start + bytes_to_put.len()].copy_from_slice(bytes_to_put);
    }
}

/// Offsets inside the image, whose length is a `usize`.
fn bytes(count: u64) -> usize {
    usize::try_from(count).expect("inside the image")
}
