//! Reading the work-group context in a kernel.

use crate::llvm::{Builder, Function, Instruction, Module, Opcode, Value};

/// Adds instructions that read the `WorkGroupContext`.
pub(super) struct ContextReader<'m, 'c> {
    module: &'m Module<'c>,
    builder: Builder<'c>,
}

impl<'m, 'c> ContextReader<'m, 'c> {
    /// Reads at the top of `function`.
    pub(super) fn at_entry_of(module: &'m Module<'c>, function: Function<'c>) -> Self {
        Self::before(module, first_instruction(function))
    }

    /// Reads before `instruction`.
    pub(super) fn before(module: &'m Module<'c>, instruction: Instruction<'c>) -> Self {
        let builder = module.context().builder();
        builder.before(instruction);
        Self { module, builder }
    }

    /// The context's address.
    pub(super) fn context(&self) -> Value<'c> {
        let context = self.module.context();
        let signature = context.function(context.ptr(0), &[], false);
        let function = self.module.declare("__mirrorcl_context", signature);
        self.builder.call(function, &[]).value()
    }

    /// The pointer field at `offset` (of `mirrorcl_abi::field`).
    pub(super) fn pointer(&self, offset: usize) -> Value<'c> {
        let context = self.module.context();
        let place = self
            .builder
            .offset(self.context(), context.int(64).constant(offset as u64));
        self.builder.load(context.ptr(0), place, 8).value()
    }

    /// The address `offset` bytes behind `base`, in an address space.
    pub(super) fn place(&self, base: Value<'c>, offset: u64, space: u32) -> Value<'c> {
        let context = self.module.context();
        let place = self.builder.offset(base, context.int(64).constant(offset));
        self.builder
            .cast(Opcode::LLVMAddrSpaceCast, place, context.ptr(space))
    }
}

/// The first instruction of a function that has a body.
pub(super) fn first_instruction<'c>(function: Function<'c>) -> Instruction<'c> {
    let entry = function.blocks()[0];
    entry.instructions()[0]
}

/// Makes the instructions of `function` that use `old` use `new`.
pub(super) fn replace_in<'c>(function: Function<'c>, old: Value<'c>, new: Value<'c>) {
    for user in old.users() {
        let Some(instruction) = user.instruction() else {
            continue;
        };
        if instruction.block().function() == function {
            for (operand, index) in instruction.operands().into_iter().zip(0..) {
                if operand == old {
                    instruction.set_operand(index, new);
                }
            }
        }
    }
}

/// The functions whose instructions use `value`, each once.
pub(super) fn using_functions<'c>(value: Value<'c>) -> Vec<Function<'c>> {
    let mut functions: Vec<Function<'c>> = Vec::new();
    for user in value.users() {
        if let Some(instruction) = user.instruction() {
            let function = instruction.block().function();
            if !functions.contains(&function) {
                functions.push(function);
            }
        }
    }
    functions
}
