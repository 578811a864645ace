//! Functions: declarations, attributes and parameters.

use super::{Lowering, Result};
use crate::llvm::{
    AttributePlace, Function as LlvmFunction, Linkage, SPIR_FUNC, SPIR_KERNEL, Type,
};
use mirrorcl_spirv::{EntryPoint, Error, Function, Id, Parameter, Type as SpirvType};
use spirv::{Decoration, FunctionControl, FunctionParameterAttribute, LinkageType, StorageClass};

impl<'c> Lowering<'c, '_> {
    /// Declares all functions: those that other modules see first, so that they keep their names.
    pub(super) fn declare_functions(&mut self) -> Result<()> {
        let source = self.source;
        let visible = |function: &&Function| {
            source.decorations.linkage(function.id).is_some() || self.entry(function.id).is_some()
        };
        let (public, private): (Vec<_>, Vec<_>) = source.functions.iter().partition(visible);
        public
            .into_iter()
            .chain(private)
            .try_for_each(|function| self.declare_function(function))
    }

    /// The entry point that function `id` is.
    pub(super) fn entry(&self, id: Id) -> Option<&EntryPoint> {
        self.source
            .entry_points
            .iter()
            .find(|entry| entry.function == id)
    }

    fn declare_function(&mut self, function: &Function) -> Result<()> {
        let kernel = self.entry(function.id).map(|entry| entry.name.clone());
        let result = self.ty(function.result_type)?;
        let parameters: Vec<_> = function
            .parameters
            .iter()
            .map(|parameter| self.parameter_type(parameter, kernel.is_some()))
            .collect::<Result<_>>()?;
        let signature = self.context.function(result, &parameters, false);
        let (name, linkage) = match (&kernel, self.source.decorations.linkage(function.id)) {
            (Some(name), _) => (
                self.public_name(name, function.offset)?,
                Linkage::LLVMExternalLinkage,
            ),
            // Not LLVM's `linkonce_odr`: other modules may import it, though this one does not use it.
            (None, Some((name, LinkageType::LinkOnceODR))) => (
                self.public_name(name, function.offset)?,
                Linkage::LLVMWeakODRLinkage,
            ),
            (None, Some((name, _))) => (
                self.public_name(name, function.offset)?,
                Linkage::LLVMExternalLinkage,
            ),
            (None, None) => (self.private_name(function.id), Linkage::LLVMInternalLinkage),
        };
        if let Some(known) = self.module.function(&name) {
            // Two imports of one function are one; anything else is a clash.
            if !function.blocks.is_empty() || known.signature() != signature {
                let reason = format!("there are two functions named {name:?}");
                return Err(Error::new(function.offset, reason));
            }
            self.functions.insert(function.id, known);
            return Ok(());
        }
        let lowered = self.module.declare(&name, signature);
        if !function.blocks.is_empty() {
            self.defined.insert(name);
        }
        lowered.set_linkage(linkage);
        lowered.set_call_convention(if kernel.is_some() {
            SPIR_KERNEL
        } else {
            SPIR_FUNC
        });
        self.function_attributes(function, lowered);
        for (index, parameter) in function.parameters.iter().enumerate() {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            self.parameter_attributes(parameter, lowered, index, kernel.is_some())?;
        }
        self.functions.insert(function.id, lowered);
        Ok(())
    }

    fn function_attributes(&self, function: &Function, lowered: LlvmFunction<'c>) {
        let add = |name| lowered.add_attribute(self.context, AttributePlace::Function, name, 0);
        add("convergent");
        add("nounwind");
        if !function.blocks.is_empty() {
            add("norecurse");
        }
        if function.control.contains(FunctionControl::DONT_INLINE) {
            add("noinline");
        } else if function.control.contains(FunctionControl::INLINE) {
            add("alwaysinline");
        }
    }

    /// Kernels take structures and arrays by reference to a copy, as clang has it.
    pub(super) fn is_indirect(&self, parameter: &Parameter, kernel: bool) -> bool {
        kernel
            && matches!(
                self.source.types.get(parameter.ty),
                Some(SpirvType::Struct(_) | SpirvType::Array(..))
            )
    }

    fn parameter_type(&mut self, parameter: &Parameter, kernel: bool) -> Result<Type<'c>> {
        match self.is_indirect(parameter, kernel) {
            true => Ok(self.context.ptr(0)),
            false => self.ty(parameter.ty),
        }
    }

    fn parameter_attributes(
        &mut self,
        parameter: &Parameter,
        lowered: LlvmFunction<'c>,
        index: u32,
        kernel: bool,
    ) -> Result<()> {
        let place = AttributePlace::Parameter(index);
        let context = self.context;
        if self.is_indirect(parameter, kernel) {
            let ty = self.ty(parameter.ty)?;
            lowered.add_type_attribute(context, place, "byval", ty);
            lowered.add_attribute(context, place, "align", u64::from(self.align(ty)));
            return Ok(());
        }
        let pointer = self.source.types.pointer(parameter.ty);
        let attributes: Vec<_> = self
            .source
            .decorations
            .parameter_attributes(parameter.id)
            .collect();
        let by_value = attributes.contains(&FunctionParameterAttribute::ByVal) || kernel;
        if let Some((StorageClass::Function, pointee)) = pointer
            && by_value
        {
            let ty = self.ty(pointee)?;
            lowered.add_type_attribute(context, place, "byval", ty);
        }
        let is_int = self.is_int(parameter.ty);
        for attribute in attributes {
            let name = match (attribute, pointer.is_some()) {
                (FunctionParameterAttribute::Zext, false) if is_int => "zeroext",
                (FunctionParameterAttribute::Sext, false) if is_int => "signext",
                (FunctionParameterAttribute::NoAlias, true) => "noalias",
                _ => continue,
            };
            lowered.add_attribute(context, place, name, 0);
        }
        let align = self
            .source
            .decorations
            .literal(parameter.id, Decoration::Alignment);
        if let Some(align) = align
            && pointer.is_some()
            && align.is_power_of_two()
        {
            lowered.add_attribute(context, place, "align", u64::from(align));
        }
        Ok(())
    }
}
