//! Types.

use super::{Lowering, Result};
use crate::llvm::Type;
use mirrorcl_spirv::{Error, Id, Type as SpirvType};
use spirv::StorageClass;

/// Largest type in bytes: the address space of the widest device.
const MAX_SIZE: u64 = 1 << 47;

/// The address space of a storage class in the hub form.
pub(super) fn address_space(storage: StorageClass) -> u32 {
    match storage {
        StorageClass::CrossWorkgroup => 1,
        StorageClass::UniformConstant => 2,
        StorageClass::Workgroup => 3,
        StorageClass::Generic => 4,
        // Built-in variables are copies in private memory.
        _ => 0,
    }
}

impl<'c> Lowering<'c, '_> {
    /// The LLVM type of `id`. Equal types give the same LLVM type, so that named structures do not differ.
    pub(super) fn ty(&mut self, id: Id) -> Result<Type<'c>> {
        let types = &self.source.types;
        let (Some(ty), Some(class)) = (types.get(id), types.class(id)) else {
            // A pointer that is declared ahead has no class yet, but a storage class.
            let storage = types.storage(id);
            return storage
                .map(|storage| self.context.ptr(address_space(storage)))
                .ok_or_else(|| Error::new(0, format!("%{id} is not a type")));
        };
        if let Some(known) = self.types.get(&class) {
            return Ok(*known);
        }
        let lowered = match ty {
            SpirvType::Void => self.context.void(),
            SpirvType::Bool => self.context.int(1),
            SpirvType::Int(width) => self.context.int(*width),
            SpirvType::Float(16) => self.context.half(),
            SpirvType::Float(32) => self.context.float(),
            SpirvType::Float(_) => self.context.double(),
            SpirvType::Vector(component, count) => {
                let component = self.ty(*component)?;
                self.context.vector(component, *count)
            }
            SpirvType::Array(element, length) => self.array(id, *element, *length)?,
            SpirvType::Struct(members) => self.structure(id, members)?,
            SpirvType::Pointer(storage, _) => self.context.ptr(address_space(*storage)),
            SpirvType::Function(result, parameters) => {
                let result = self.ty(*result)?;
                let parameters: Vec<_> = parameters
                    .iter()
                    .map(|parameter| self.ty(*parameter))
                    .collect::<Result<_>>()?;
                self.context.function(result, &parameters, false)
            }
            SpirvType::Event => self.context.target_type("spirv.Event", &[], &[]),
            SpirvType::Opaque => {
                return Err(Error::new(0, format!("opaque type %{id} has no values")));
            }
        };
        self.types.insert(class, lowered);
        Ok(lowered)
    }

    fn array(&mut self, id: Id, element: Id, length: Id) -> Result<Type<'c>> {
        let element = self.ty(element)?;
        let length = self
            .specialization
            .bits(length)
            .ok_or_else(|| Error::new(0, format!("the length of array %{id} is not known")))?;
        let size = length.checked_mul(self.module.data_layout().size(element).max(1));
        if size.is_none_or(|size| size > MAX_SIZE) {
            return Err(Error::new(0, format!("array %{id} is too large")));
        }
        Ok(self.context.array(element, length))
    }

    fn structure(&mut self, id: Id, members: &[Id]) -> Result<Type<'c>> {
        let fields: Vec<_> = members
            .iter()
            .map(|member| self.ty(*member))
            .collect::<Result<_>>()?;
        let size = fields.iter().try_fold(0u64, |size, field| {
            size.checked_add(self.module.data_layout().size(*field))
        });
        if size.is_none_or(|size| size > MAX_SIZE) {
            return Err(Error::new(0, format!("structure %{id} is too large")));
        }
        let packed = self.source.decorations.has(id, spirv::Decoration::CPacked);
        Ok(match self.source.names.get(&id) {
            Some(name) if !name.is_empty() => self.context.named_structure(name, &fields, packed),
            _ => self.context.structure(&fields, packed),
        })
    }

    /// Alignment in bytes of a value of the type.
    pub(super) fn align(&self, ty: Type<'c>) -> u32 {
        self.module.data_layout().align(ty)
    }
}
