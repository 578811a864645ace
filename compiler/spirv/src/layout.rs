//! From a flat list of instructions to a module's parts, checking the order that "Logical Layout of a Module" asks
//! for and that each id is defined once.

use crate::module::Meaning;
use crate::reader::Decoded;
use crate::{
    Block, EntryPoint, Error, ExecutionModeUse, ExtSet, Function, Global, Id, Instruction, Module,
    Parameter, Result, Type, capability,
};
use rspirv::dr::Operand;
use spirv::{AddressingModel, Decoration, ExecutionModel, MemoryModel, Op, StorageClass};

/// Sections of a module in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    Capability,
    Extension,
    Import,
    MemoryModel,
    EntryPoint,
    ExecutionMode,
    Debug,
    Annotation,
    Global,
    Function,
}

struct Builder {
    module: Module,
    bound: u32,
    section: Section,
    memory_model: bool,
    function: Option<Function>,
    block: Option<Block>,
}

/// Builds the module; what its functions contain is not checked yet.
pub(crate) fn build(decoded: Decoded) -> Result<Module> {
    let Decoded {
        framed,
        instructions,
    } = decoded;
    let mut builder = Builder {
        module: Module {
            version: framed.version,
            generator: framed.generator,
            ..Module::default()
        },
        bound: framed.bound,
        section: Section::Capability,
        memory_model: false,
        function: None,
        block: None,
    };
    for instruction in instructions {
        builder.take(instruction)?;
    }
    builder.finish()
}

fn section_of(op: Op) -> Section {
    match op {
        Op::Capability => Section::Capability,
        Op::Extension => Section::Extension,
        Op::ExtInstImport => Section::Import,
        Op::MemoryModel => Section::MemoryModel,
        Op::EntryPoint => Section::EntryPoint,
        Op::ExecutionMode | Op::ExecutionModeId => Section::ExecutionMode,
        Op::String
        | Op::Source
        | Op::SourceExtension
        | Op::SourceContinued
        | Op::Name
        | Op::MemberName
        | Op::ModuleProcessed => Section::Debug,
        Op::Decorate
        | Op::DecorateId
        | Op::DecorateString
        | Op::MemberDecorate
        | Op::MemberDecorateString
        | Op::DecorationGroup
        | Op::GroupDecorate
        | Op::GroupMemberDecorate => Section::Annotation,
        op if op.is_type() || op.is_constant() => Section::Global,
        Op::Variable | Op::Undef | Op::ExtInst | Op::ExtInstWithForwardRefsKHR => Section::Global,
        _ => Section::Function,
    }
}

impl Builder {
    fn take(&mut self, instruction: Instruction) -> Result<()> {
        if self.function.is_some() {
            return self.take_in_function(instruction);
        }
        let section = section_of(instruction.op);
        if section < self.section {
            return Err(instruction.error("it comes too late in the module's layout"));
        }
        if section >= Section::EntryPoint && !self.memory_model {
            return Err(instruction.error("OpMemoryModel must come before it"));
        }
        self.section = section;
        match section {
            Section::Capability => self.take_capability(&instruction),
            Section::Extension => self.take_extension(&instruction),
            Section::Import => self.take_import(&instruction),
            Section::MemoryModel => self.take_memory_model(&instruction),
            Section::EntryPoint => self.take_entry_point(&instruction),
            Section::ExecutionMode => self.take_execution_mode(&instruction),
            Section::Debug => self.take_debug(&instruction),
            Section::Annotation => {
                if instruction.op == Op::DecorationGroup {
                    self.define(&instruction, instruction.result()?, Meaning::Other)?;
                }
                self.module.decorations.declare(&instruction)
            }
            Section::Global => self.take_global(&instruction),
            Section::Function if instruction.op == Op::Function => self.begin(&instruction),
            Section::Function => Err(instruction.error("it is not allowed outside of a function")),
        }
    }

    fn define(&mut self, instruction: &Instruction, id: Id, meaning: Meaning) -> Result<()> {
        if id == 0 || id >= self.bound {
            return Err(instruction.error(format!("id {id} is outside of 1..{}", self.bound)));
        }
        match self.module.meanings.insert(id, meaning) {
            None => Ok(()),
            Some(_) => Err(instruction.error(format!("%{id} is defined twice"))),
        }
    }

    fn take_capability(&mut self, instruction: &Instruction) -> Result<()> {
        let Some(Operand::Capability(capability)) = instruction.operands.first() else {
            return Err(instruction.error("it lacks its capability"));
        };
        if !capability::is_supported(*capability) {
            return Err(instruction.error(format!("{capability:?} is not supported")));
        }
        self.module.capabilities.push(*capability);
        Ok(())
    }

    fn take_extension(&mut self, instruction: &Instruction) -> Result<()> {
        let name = instruction.string(0)?;
        if !capability::is_known_extension(name) {
            return Err(instruction.error(format!("extension {name:?} is not supported")));
        }
        self.module.extensions.push(name.to_owned());
        Ok(())
    }

    fn take_import(&mut self, instruction: &Instruction) -> Result<()> {
        let set = match instruction.string(0)? {
            "OpenCL.std" => ExtSet::OpenClStd,
            name if name.starts_with("NonSemantic.")
                || matches!(name, "OpenCL.DebugInfo.100" | "DebugInfo" | "SPIRV.debug") =>
            {
                ExtSet::NonSemantic
            }
            name => {
                let reason = format!("instruction set {name:?} is not supported");
                return Err(instruction.error(reason));
            }
        };
        let id = instruction.result()?;
        self.define(instruction, id, Meaning::Other)?;
        self.module.ext_sets.insert(id, set);
        Ok(())
    }

    fn take_memory_model(&mut self, instruction: &Instruction) -> Result<()> {
        if self.memory_model {
            return Err(instruction.error("there is more than one"));
        }
        self.memory_model = true;
        match instruction.operands.as_slice() {
            [
                Operand::AddressingModel(AddressingModel::Physical64),
                Operand::MemoryModel(MemoryModel::OpenCL),
            ] => Ok(()),
            [
                Operand::AddressingModel(addressing),
                Operand::MemoryModel(memory),
            ] => {
                let reason = format!(
                    "{addressing:?} {memory:?} is not supported, only Physical64 OpenCL is"
                );
                Err(instruction.error(reason))
            }
            _ => Err(instruction.error("it lacks its models")),
        }
    }

    fn take_entry_point(&mut self, instruction: &Instruction) -> Result<()> {
        match instruction.operands.first() {
            Some(Operand::ExecutionModel(ExecutionModel::Kernel)) => {}
            other => return Err(instruction.error(format!("{other:?} is not Kernel"))),
        }
        let name = instruction.string(2)?.to_owned();
        if self
            .module
            .entry_points
            .iter()
            .any(|entry| entry.name == name)
        {
            return Err(instruction.error(format!("there are two kernels named {name:?}")));
        }
        self.module.entry_points.push(EntryPoint {
            function: instruction.id(1)?,
            name,
            modes: Vec::new(),
            offset: instruction.offset,
        });
        Ok(())
    }

    fn take_execution_mode(&mut self, instruction: &Instruction) -> Result<()> {
        let function = instruction.id(0)?;
        let Some(Operand::ExecutionMode(mode)) = instruction.operands.get(1) else {
            return Err(instruction.error("it lacks its mode"));
        };
        let used = ExecutionModeUse {
            mode: *mode,
            operands: instruction.operands[2..].to_vec(),
        };
        let entries = self.module.entry_points.iter_mut();
        let mut entries = entries
            .filter(|entry| entry.function == function)
            .peekable();
        if entries.peek().is_none() {
            return Err(instruction.error(format!("%{function} is not an entry point")));
        }
        entries.for_each(|entry| entry.modes.push(used.clone()));
        Ok(())
    }

    fn take_debug(&mut self, instruction: &Instruction) -> Result<()> {
        match instruction.op {
            Op::String => {
                let id = instruction.result()?;
                self.define(instruction, id, Meaning::Other)?;
                self.module
                    .strings
                    .insert(id, instruction.string(0)?.to_owned());
            }
            Op::Name => {
                let name = instruction.string(1)?.to_owned();
                self.module.names.insert(instruction.id(0)?, name);
            }
            Op::Source if self.module.source.is_none() => {
                if let Some(Operand::SourceLanguage(language)) = instruction.operands.first() {
                    self.module.source = Some((*language, instruction.literal(1)?));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn take_global(&mut self, instruction: &Instruction) -> Result<()> {
        let op = instruction.op;
        if matches!(op, Op::ExtInst | Op::ExtInstWithForwardRefsKHR) {
            if !self.module.is_non_semantic(instruction) {
                return Err(instruction.error("it is not allowed outside of a function"));
            }
            return self.define(instruction, instruction.result()?, Meaning::Other);
        }
        if op.is_type() {
            if op != Op::TypeForwardPointer {
                self.define(instruction, instruction.result()?, Meaning::Type)?;
            }
            let Module {
                types,
                constants,
                decorations,
                ..
            } = &mut self.module;
            let length = (op == Op::TypeArray)
                .then(|| instruction.optional_id(1))
                .flatten();
            let length = length.and_then(|id| constants.length(types, id));
            let packed = instruction
                .result
                .is_some_and(|id| decorations.has(id, Decoration::CPacked));
            return types.declare(instruction, length, packed);
        }
        let id = instruction.result()?;
        let ty = instruction.result_type()?;
        if op == Op::Variable {
            return self.take_variable(instruction, id, ty);
        }
        self.define(instruction, id, Meaning::Constant)?;
        let Module {
            types,
            constants,
            value_types,
            decorations,
            ..
        } = &mut self.module;
        let spec_id = decorations.literal(id, Decoration::SpecId);
        constants.declare(instruction, types, spec_id, |id| {
            value_types.get(&id).copied()
        })?;
        value_types.insert(id, ty);
        Ok(())
    }

    fn take_variable(&mut self, instruction: &Instruction, id: Id, ty: Id) -> Result<()> {
        self.define(instruction, id, Meaning::Global)?;
        let Some((storage, pointee)) = self.module.types.pointer(ty) else {
            return Err(instruction.error(format!("%{ty} is not a pointer type")));
        };
        if instruction.operands.first() != Some(&Operand::StorageClass(storage)) {
            return Err(instruction.error("its storage class is not its type's"));
        }
        if matches!(storage, StorageClass::Function | StorageClass::Generic) {
            let reason = format!("{storage:?} is no storage class of a module-scope variable");
            return Err(instruction.error(reason));
        }
        if matches!(
            self.module.types.get(pointee),
            Some(Type::Void | Type::Function(..)) | None
        ) {
            return Err(instruction.error(format!("%{pointee} is not the type of a value")));
        }
        let initializer = instruction.optional_id(1);
        if let Some(initializer) = initializer {
            let have = self.module.type_of(initializer);
            if !have.is_some_and(|have| self.module.types.same(have, pointee)) {
                let reason = format!("%{initializer} is no constant of the variable's type");
                return Err(instruction.error(reason));
            }
            if matches!(storage, StorageClass::Workgroup | StorageClass::Input) {
                return Err(instruction.error(format!("{storage:?} can't be initialised")));
            }
        }
        self.module.value_types.insert(id, ty);
        self.module
            .global_index
            .insert(id, self.module.globals.len());
        self.module.globals.push(Global {
            id,
            pointer_type: ty,
            ty: pointee,
            storage,
            initializer,
            offset: instruction.offset,
        });
        Ok(())
    }

    fn begin(&mut self, instruction: &Instruction) -> Result<()> {
        let id = instruction.result()?;
        self.define(instruction, id, Meaning::Function)?;
        let control = match instruction.operands.first() {
            Some(Operand::FunctionControl(control)) => *control,
            _ => return Err(instruction.error("it lacks its function control")),
        };
        self.module
            .function_index
            .insert(id, self.module.functions.len());
        self.function = Some(Function {
            id,
            result_type: instruction.result_type()?,
            function_type: instruction.id(1)?,
            control,
            parameters: Vec::new(),
            blocks: Vec::new(),
            offset: instruction.offset,
            line: instruction.line,
        });
        Ok(())
    }

    fn take_in_function(&mut self, instruction: Instruction) -> Result<()> {
        let index = self.module.functions.len();
        let function = self.function.as_mut().expect("called inside a function");
        match instruction.op {
            Op::FunctionEnd => {
                if self.block.is_some() {
                    return Err(instruction.error("the last block has no terminator"));
                }
                self.module.functions.extend(self.function.take());
                Ok(())
            }
            Op::FunctionParameter => {
                if self.block.is_some() || !function.blocks.is_empty() {
                    return Err(instruction.error("it comes after the first block"));
                }
                let (id, ty) = (instruction.result()?, instruction.result_type()?);
                function.parameters.push(Parameter { id, ty });
                self.module.value_types.insert(id, ty);
                self.define(&instruction, id, Meaning::Parameter(index))
            }
            Op::Label => {
                if self.block.is_some() {
                    return Err(instruction.error("the block before it has no terminator"));
                }
                let label = instruction.result()?;
                let block = function.blocks.len();
                let offset = instruction.offset;
                self.block = Some(Block {
                    label,
                    instructions: Vec::new(),
                    offset,
                });
                self.define(&instruction, label, Meaning::Label(index, block))
            }
            _ => self.take_in_block(index, instruction),
        }
    }

    fn take_in_block(&mut self, index: usize, instruction: Instruction) -> Result<()> {
        let function = self.function.as_mut().expect("called inside a function");
        let Some(block) = &mut self.block else {
            return Err(instruction.error("it is not allowed outside of a block"));
        };
        if let Some(id) = instruction.result {
            let place = Meaning::Value(index, function.blocks.len(), block.instructions.len());
            let non_semantic = self.module.is_non_semantic(&instruction);
            if !non_semantic && let Some(ty) = instruction.result_type {
                self.module.value_types.insert(id, ty);
            }
            self.define(
                &instruction,
                id,
                if non_semantic { Meaning::Other } else { place },
            )?;
        }
        if self.module.is_non_semantic(&instruction) {
            return Ok(());
        }
        let block = self.block.as_mut().expect("checked above");
        let ends = rspirv::grammar::reflect::is_block_terminator(instruction.op);
        block.instructions.push(instruction);
        if ends {
            let function = self.function.as_mut().expect("called inside a function");
            function.blocks.extend(self.block.take());
        }
        Ok(())
    }

    fn finish(self) -> Result<Module> {
        if let Some(function) = self.function {
            return Err(Error::new(function.offset, "OpFunctionEnd is missing"));
        }
        if !self.memory_model {
            return Err(Error::new(0, "OpMemoryModel is missing"));
        }
        if let Some(id) = self.module.types.undefined_forward() {
            return Err(Error::new(
                0,
                format!("forward pointer %{id} is never defined"),
            ));
        }
        Ok(self.module)
    }
}
