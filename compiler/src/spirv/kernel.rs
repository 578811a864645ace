//! What clang's kernel metadata says of a kernel: argument info and required sizes.

use super::{Lowering, Result, builtin_call::type_name};
use crate::llvm::Metadata;
use mirrorcl_spirv::{EntryPoint, Error, Function, Id, Parameter, Signedness, Type as SpirvType};
use rspirv::dr::Operand;
use spirv::{Decoration, ExecutionMode, FunctionParameterAttribute, StorageClass};

impl Lowering<'_, '_> {
    /// Writes the metadata of a kernel.
    pub(super) fn describe_kernel(&mut self, entry: &EntryPoint) -> Result<()> {
        let source = self.source;
        let Some(function) = source.function(entry.function) else {
            return Err(Error::new(entry.offset, "the kernel is not a function"));
        };
        self.describe_arguments(entry, function);
        for used in &entry.modes {
            let kind = match used.mode {
                ExecutionMode::LocalSize | ExecutionMode::LocalSizeId => "reqd_work_group_size",
                ExecutionMode::LocalSizeHint | ExecutionMode::LocalSizeHintId => {
                    "work_group_size_hint"
                }
                ExecutionMode::SubgroupSize => "intel_reqd_sub_group_size",
                _ => continue,
            };
            let sizes = used.operands.iter().map(|operand| match operand {
                Operand::LiteralBit32(value) => Some(u64::from(*value)),
                Operand::IdRef(id) | Operand::IdScope(id) => self.specialization.bits(*id),
                _ => None,
            });
            let sizes: Option<Vec<_>> = sizes.map(|size| size.map(Metadata::Int)).collect();
            let Some(sizes) = sizes else {
                let reason = format!("{}: {:?} is not known", entry.name, used.mode);
                return Err(Error::new(entry.offset, reason));
            };
            if kind == "reqd_work_group_size" && sizes.contains(&Metadata::Int(0)) {
                return Err(Error::new(
                    entry.offset,
                    format!("{}: a size of 0", entry.name),
                ));
            }
            self.functions[&entry.function].set_metadata(self.context, kind, &sizes);
        }
        Ok(())
    }

    /// Types are what SPIR-V tells: it has no signedness, unless the translator kept the names in a string.
    fn describe_arguments(&self, entry: &EntryPoint, function: &Function) {
        let lowered = self.functions[&entry.function];
        let set = |kind: &str, operands: Vec<Metadata>| {
            lowered.set_metadata(self.context, kind, &operands);
        };
        let parameters = &function.parameters;
        let space = |parameter: &Parameter| match self.source.types.pointer(parameter.ty) {
            Some((storage, _)) => u64::from(super::types::address_space(storage)),
            None => 0,
        };
        set(
            "kernel_arg_addr_space",
            parameters
                .iter()
                .map(|parameter| Metadata::Int(space(parameter)))
                .collect(),
        );
        let none = || Metadata::String("none".to_owned());
        set(
            "kernel_arg_access_qual",
            parameters.iter().map(|_| none()).collect(),
        );
        let strings = |texts: Vec<String>| texts.into_iter().map(Metadata::String).collect();
        let count = parameters.len();
        let types = self
            .kept_strings("kernel_arg_type", &entry.name, count)
            .unwrap_or_else(|| {
                parameters
                    .iter()
                    .map(|parameter| self.argument_type(parameter))
                    .collect()
            });
        set("kernel_arg_type", strings(types.clone()));
        set("kernel_arg_base_type", strings(types));
        let qualifiers = self
            .kept_strings("kernel_arg_type_qual", &entry.name, count)
            .unwrap_or_else(|| {
                parameters
                    .iter()
                    .map(|parameter| self.type_qualifiers(parameter))
                    .collect()
            });
        set("kernel_arg_type_qual", strings(qualifiers));
        let names: Option<Vec<String>> = parameters
            .iter()
            .map(|parameter| self.source.names.get(&parameter.id).cloned())
            .collect();
        // Without names there is no argument info at all.
        if let Some(names) = names.filter(|names| names.iter().all(|name| !name.is_empty())) {
            set("kernel_arg_name", strings(names));
        }
    }

    /// Khronos's translator keeps clang's metadata in strings: "kernel_arg_type.NAME.float*,int,".
    fn kept_strings(&self, kind: &str, kernel: &str, count: usize) -> Option<Vec<String>> {
        let prefix = format!("{kind}.{kernel}.");
        let list = self
            .source
            .strings
            .values()
            .find_map(|text| text.strip_prefix(&prefix))?;
        let parts: Vec<String> = list
            .strip_suffix(',')
            .unwrap_or(list)
            .split(',')
            .map(str::to_owned)
            .collect();
        (parts.len() == count).then_some(parts)
    }

    fn argument_type(&self, parameter: &Parameter) -> String {
        let attributes: Vec<_> = self
            .source
            .decorations
            .parameter_attributes(parameter.id)
            .collect();
        let signedness = match attributes.contains(&FunctionParameterAttribute::Zext) {
            true => Signedness::Unsigned,
            false => Signedness::Signed,
        };
        match self.source.types.pointer(parameter.ty) {
            // Structures by value are pointers to private copies.
            Some((StorageClass::Function, pointee)) => self.type_text(pointee, signedness, 0),
            Some((_, pointee)) => format!("{}*", self.type_text(pointee, signedness, 0)),
            None => self.type_text(parameter.ty, signedness, 0),
        }
    }

    /// OpenCL C's spelling of a type; `depth` bounds pointers that lead back to themselves.
    fn type_text(&self, ty: Id, signedness: Signedness, depth: u32) -> String {
        let types = &self.source.types;
        if let Some(shape) = types.shape(ty) {
            return type_name(shape, signedness);
        }
        match types.get(ty) {
            Some(SpirvType::Pointer(_, pointee)) if depth < 8 => {
                format!("{}*", self.type_text(*pointee, signedness, depth + 1))
            }
            Some(SpirvType::Array(element, length)) if depth < 8 => {
                let length = self.specialization.bits(*length).unwrap_or(0);
                format!(
                    "{}[{length}]",
                    self.type_text(*element, signedness, depth + 1)
                )
            }
            Some(SpirvType::Struct(_) | SpirvType::Opaque) => {
                let name = self.source.names.get(&ty).map_or("struct", String::as_str);
                name.strip_prefix("struct.").unwrap_or(name).to_owned()
            }
            _ => "void".to_owned(),
        }
    }

    fn type_qualifiers(&self, parameter: &Parameter) -> String {
        let decorations = &self.source.decorations;
        let storage = self
            .source
            .types
            .pointer(parameter.ty)
            .map(|(storage, _)| storage);
        let has = |wanted| {
            decorations
                .parameter_attributes(parameter.id)
                .any(|a| a == wanted)
        };
        let pointer = storage.is_some_and(|storage| storage != StorageClass::Function);
        let constant = storage == Some(StorageClass::UniformConstant)
            || has(FunctionParameterAttribute::NoWrite);
        let mut words = Vec::new();
        if pointer && has(FunctionParameterAttribute::NoAlias) {
            words.push("restrict");
        }
        if pointer && constant {
            words.push("const");
        }
        if pointer && decorations.has(parameter.id, Decoration::Volatile) {
            words.push("volatile");
        }
        words.join(" ")
    }
}
