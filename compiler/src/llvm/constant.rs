//! Constant expressions: addresses that the linker fills in.

use super::{Type, Value, context::length};
use llvm_sys::{LLVMOpcode, core as c};

impl<'c> Value<'c> {
    /// A constant `ptrtoint`, `inttoptr` or `addrspacecast`; the value itself if it has the type.
    pub fn constant_cast(self, opcode: LLVMOpcode, ty: Type<'c>) -> Option<Value<'c>> {
        assert!(self.is_constant());
        if self.ty() == ty {
            return Some(self);
        }
        // SAFETY: a live constant; the opcode is one that constant expressions have.
        let raw = unsafe {
            match opcode {
                LLVMOpcode::LLVMPtrToInt => c::LLVMConstPtrToInt(self.raw, ty.raw),
                LLVMOpcode::LLVMIntToPtr => c::LLVMConstIntToPtr(self.raw, ty.raw),
                LLVMOpcode::LLVMAddrSpaceCast => c::LLVMConstAddrSpaceCast(self.raw, ty.raw),
                _ => return None,
            }
        };
        Self::from_nullable(raw)
    }

    /// A constant `getelementptr`.
    pub fn constant_gep(
        self,
        source: Type<'c>,
        indices: &[Value<'c>],
        in_bounds: bool,
    ) -> Value<'c> {
        assert!(self.is_constant() && indices.iter().all(|index| index.is_constant()));
        let mut raw: Vec<_> = indices.iter().map(|index| index.raw).collect();
        // SAFETY: live constants; pointer and length are those of a live slice.
        Self::from_raw(unsafe {
            if in_bounds {
                c::LLVMConstInBoundsGEP2(source.raw, self.raw, raw.as_mut_ptr(), length(raw.len()))
            } else {
                c::LLVMConstGEP2(source.raw, self.raw, raw.as_mut_ptr(), length(raw.len()))
            }
        })
    }
}
