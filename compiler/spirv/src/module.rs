//! A module that has passed validation.

use crate::{
    Constant, Constants, Decorations, Function, Id, Instruction, Line, Result, SpecConstant, Type,
    Types,
};
use rspirv::dr::Operand;
use spirv::{BuiltIn, Capability, ExecutionMode, StorageClass};
use std::collections::HashMap;

/// An extended instruction set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExtSet {
    /// `OpenCL.std`.
    OpenClStd,
    /// Debug information or another non-semantic set: its instructions mean nothing to execution.
    NonSemantic,
}

/// An execution mode of a kernel.
#[derive(Debug, Clone, PartialEq)]
pub struct ExecutionModeUse {
    /// Which.
    pub mode: ExecutionMode,
    /// What follows it.
    pub operands: Vec<Operand>,
}

/// An `OpEntryPoint`.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryPoint {
    /// The function.
    pub function: Id,
    /// The kernel's name.
    pub name: String,
    /// Its execution modes.
    pub modes: Vec<ExecutionModeUse>,
    /// Word offset of the instruction.
    pub offset: usize,
}

/// A kernel, for those that do not care about SPIR-V.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kernel<'a> {
    /// Its name.
    pub name: &'a str,
    /// How many arguments it takes.
    pub arguments: usize,
}

/// A variable outside of functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Global {
    /// Its id.
    pub id: Id,
    /// Type of the pointer to it.
    pub pointer_type: Id,
    /// Its type.
    pub ty: Id,
    /// Where it lives.
    pub storage: StorageClass,
    /// Constant or variable that it starts as (its value or its address).
    pub initializer: Option<Id>,
    /// Word offset of the instruction.
    pub offset: usize,
}

/// What an id stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    Type,
    Constant,
    Global,
    Function,
    /// Function index.
    Parameter(usize),
    /// Function, block and instruction index.
    Value(usize, usize, usize),
    /// Function and block index.
    Label(usize, usize),
    /// Strings, decoration groups, instruction sets and debug information.
    Other,
}

/// A validated module.
#[derive(Debug, Default)]
pub struct Module {
    /// Major and minor version of SPIR-V.
    pub version: (u8, u8),
    /// The header's generator word: the tool in the high half.
    pub generator: u32,
    /// Declared capabilities.
    pub capabilities: Vec<Capability>,
    /// Declared extensions.
    pub extensions: Vec<String>,
    /// Imported instruction sets.
    pub ext_sets: HashMap<Id, ExtSet>,
    /// Source language and version of the first `OpSource`.
    pub source: Option<(spirv::SourceLanguage, u32)>,
    /// The kernels.
    pub entry_points: Vec<EntryPoint>,
    /// `OpString` texts by id. Khronos's translator keeps kernel argument types in those that nothing refers to.
    pub strings: HashMap<Id, String>,
    /// Names by id.
    pub names: HashMap<Id, String>,
    /// Decorations.
    pub decorations: Decorations,
    /// Types.
    pub types: Types,
    /// Constants.
    pub constants: Constants,
    /// Module-scope variables in order.
    pub globals: Vec<Global>,
    /// Functions in order.
    pub functions: Vec<Function>,
    pub(crate) value_types: HashMap<Id, Id>,
    pub(crate) meanings: HashMap<Id, Meaning>,
    pub(crate) function_index: HashMap<Id, usize>,
    pub(crate) global_index: HashMap<Id, usize>,
}

impl Module {
    /// Reads and validates a module.
    ///
    /// # Errors
    /// What is malformed, or valid but not supported, with its place.
    pub fn parse(bytes: &[u8]) -> Result<Module> {
        let module = crate::layout::build(crate::reader::decode(bytes)?)?;
        crate::validate::check(&module)?;
        Ok(module)
    }

    /// The type of value `id`.
    pub fn type_of(&self, id: Id) -> Option<Id> {
        self.value_types.get(&id).copied()
    }

    /// The function `id`.
    pub fn function(&self, id: Id) -> Option<&Function> {
        self.function_index
            .get(&id)
            .map(|index| &self.functions[*index])
    }

    /// The module-scope variable `id`.
    pub fn global(&self, id: Id) -> Option<&Global> {
        self.global_index
            .get(&id)
            .map(|index| &self.globals[*index])
    }

    /// Whether a global is a built-in variable: in the Input storage class, or where producers before SPIR-V's OpenCL
    /// environment settled put them, in UniformConstant and imported under the built-in's name.
    pub fn is_built_in(&self, global: &Global) -> bool {
        global.storage == StorageClass::Input
            || global.storage == StorageClass::UniformConstant
                && global.initializer.is_none()
                && self.built_in(global.id).is_some()
    }

    /// The built-in that variable `id` is decorated as.
    pub fn built_in(&self, id: Id) -> Option<BuiltIn> {
        self.decorations
            .of(id)
            .find_map(|decorated| match decorated.operands.first() {
                Some(Operand::BuiltIn(builtin)) => Some(*builtin),
                _ => None,
            })
    }

    /// Whether LLVM's SPIR-V back end (registered generator 43) wrote the module.
    pub fn is_from_llvm(&self) -> bool {
        self.generator >> 16 == 43
    }

    /// Whether `instruction`, an access chain in an `OpSpecConstantOp`, is clang 22's spelling of a constant byte
    /// offset: base, 0, offset, with a result that points to bytes while the base's elements are something else.
    pub fn is_byte_offset(&self, instruction: &Instruction) -> bool {
        let pointee = |id| self.types.pointer(id).map(|(_, pointee)| pointee);
        let element = instruction
            .optional_id(0)
            .and_then(|base| self.type_of(base))
            .and_then(pointee)
            .and_then(|pointee| self.types.member(pointee, 0));
        let result = instruction.result_type.and_then(pointee);
        self.is_from_llvm()
            && instruction.operands.len() == 3
            && instruction
                .optional_id(1)
                .and_then(|id| self.constants.bits(id))
                == Some(0)
            && result.is_some_and(|ty| self.types.get(ty) == Some(&Type::Int(8)))
            && element.is_some_and(|ty| self.types.get(ty) != Some(&Type::Int(8)))
    }

    /// Whether `instruction` is an `OpExtInst` that means nothing to execution.
    pub fn is_non_semantic(&self, instruction: &Instruction) -> bool {
        matches!(
            instruction.op,
            spirv::Op::ExtInst | spirv::Op::ExtInstWithForwardRefsKHR
        ) && instruction
            .optional_id(0)
            .and_then(|set| self.ext_sets.get(&set))
            == Some(&ExtSet::NonSemantic)
    }

    /// File name of a source position.
    pub fn file_of(&self, line: Line) -> Option<&str> {
        self.strings.get(&line.file).map(String::as_str)
    }

    /// The kernels.
    pub fn kernels(&self) -> impl Iterator<Item = Kernel<'_>> {
        self.entry_points.iter().map(|entry| Kernel {
            name: &entry.name,
            arguments: self
                .function(entry.function)
                .map_or(0, |function| function.parameters.len()),
        })
    }

    /// The specialisation constants. Several constants may share a `SpecId`; the first counts.
    pub fn spec_constants(&self) -> Vec<SpecConstant> {
        let mut found = Vec::new();
        let mut known = std::collections::HashSet::new();
        for (_, definition) in self.constants.iter() {
            let Constant::Scalar(bits, Some(id)) = definition.constant else {
                continue;
            };
            if !known.insert(id) {
                continue;
            }
            let size_bytes = match self.types.get(definition.ty) {
                Some(Type::Int(width) | Type::Float(width)) => *width as usize / 8,
                _ => 1,
            };
            let default = bits.to_le_bytes()[..size_bytes].to_vec();
            found.push(SpecConstant {
                id,
                size_bytes,
                default,
            });
        }
        found
    }
}
