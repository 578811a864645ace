//! Calls of OpenCL C built-in functions by their mangled names.

use super::{Inst, Result, body::Body, mangle::CType, mangle::mangle};
use crate::llvm::{AttributePlace, Function, SPIR_FUNC, Type, TypeKind, Value};
use mirrorcl_spirv::{Kind, Shape, Signedness};

/// What a built-in does beyond computing its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// Nothing: it depends on its operands only, pointers not followed.
    None,
    /// It touches memory, or concerns other work-items.
    Memory,
}

/// The code of a scalar type.
pub(super) fn scalar_code(kind: Kind, width: u32, signedness: Signedness) -> &'static str {
    match (kind, width, signedness) {
        (Kind::Bool, ..) => "b",
        (Kind::Int, 8, Signedness::Signed) => "c",
        (Kind::Int, 8, Signedness::Unsigned) => "h",
        (Kind::Int, 16, Signedness::Signed) => "s",
        (Kind::Int, 16, Signedness::Unsigned) => "t",
        (Kind::Int, 32, Signedness::Signed) => "i",
        (Kind::Int, 32, Signedness::Unsigned) => "j",
        (Kind::Int, _, Signedness::Signed) => "l",
        (Kind::Int, _, Signedness::Unsigned) => "m",
        (Kind::Float, 16, _) => "Dh",
        (Kind::Float, 32, _) => "f",
        (Kind::Float, ..) => "d",
    }
}

/// The OpenCL C type of a shape.
pub(super) fn c_type(shape: Shape, signedness: Signedness) -> CType {
    let code = scalar_code(shape.kind, shape.width, signedness);
    match shape.count {
        1 => CType::Scalar(code),
        count => CType::Vector(count, code),
    }
}

/// The name of the OpenCL C type of a shape: `uint4`.
pub(super) fn type_name(shape: Shape, signedness: Signedness) -> String {
    let scalar = match scalar_code(shape.kind, shape.width, signedness) {
        "c" => "char",
        "h" => "uchar",
        "s" => "short",
        "t" => "ushort",
        "i" => "int",
        "j" => "uint",
        "l" => "long",
        "m" => "ulong",
        "Dh" => "half",
        "f" => "float",
        "d" => "double",
        _ => "bool",
    };
    match shape.count {
        1 => scalar.to_owned(),
        count => format!("{scalar}{count}"),
    }
}

impl<'c> Body<'_, 'c, '_> {
    /// Calls the built-in `name`. `parameters` name the types that LLVM's do not tell.
    pub(super) fn call_builtin(
        &mut self,
        instruction: &Inst,
        name: &str,
        parameters: &[CType],
        result: Type<'c>,
        arguments: &[Value<'c>],
        effect: Effect,
    ) -> Result<Value<'c>> {
        let types: Vec<Type<'c>> = arguments.iter().map(|argument| argument.ty()).collect();
        let signature = self.lowering.context.function(result, &types, false);
        let mangled = mangle(name, parameters);
        let function = self.declare_builtin(instruction, &mangled, signature, effect)?;
        let call = self.builder.call(function, arguments);
        self.fast_math(instruction, call.value());
        Ok(call.value())
    }

    /// A function of the built-in library.
    pub(super) fn declare_builtin(
        &mut self,
        instruction: &Inst,
        name: &str,
        signature: Type<'c>,
        effect: Effect,
    ) -> Result<Function<'c>> {
        let context = self.lowering.context;
        if let Some(known) = self.lowering.module.function(name) {
            // The module may import the same built-in by name, but not replace it.
            if !self.lowering.defined.contains(name) && known.signature() == signature {
                return Ok(known);
            }
            let reason = format!("the module defines {name}, a built-in function, itself");
            return Err(instruction.error(reason));
        }
        if self.lowering.module.global(name).is_some() {
            return Err(instruction.error(format!("{name} is a variable, not the built-in")));
        }
        let function = self.lowering.module.declare(name, signature);
        function.set_call_convention(SPIR_FUNC);
        let add = |name| function.add_attribute(context, AttributePlace::Function, name, 0);
        add("convergent");
        add("nounwind");
        if effect == Effect::None {
            add("willreturn");
            // memory(none) is the attribute's value 0.
            add("memory");
        }
        Ok(function)
    }

    /// A truth value as the `int` that OpenCL C's predicates take.
    pub(super) fn truth_to_int(&mut self, value: Value<'c>) -> Value<'c> {
        let int = self.lowering.context.int(32);
        self.builder.cast(crate::llvm::Opcode::LLVMZExt, value, int)
    }

    /// The `int` of OpenCL C's predicates as a truth value.
    pub(super) fn int_to_truth(&mut self, value: Value<'c>) -> Value<'c> {
        debug_assert!(matches!(value.ty().kind(), TypeKind::Int(_)));
        self.builder.icmp(
            crate::llvm::IntPredicate::LLVMIntNE,
            value,
            value.ty().zero(),
        )
    }
}
