//! The size of sub-groups, which is known of each kernel.

use crate::{
    kernel::kernels,
    llvm::{Module, Opcode},
};
use mirrorcl_protocol::KernelInfo;

const SIZE: &str = "__mirrorcl_sub_group_size";

/// Puts the size in where a kernel asks for it; everything that asks has been inlined into its kernels, or will be.
pub(super) fn fold_sizes(module: &Module<'_>, infos: &[KernelInfo]) {
    if module.function(SIZE).is_none() {
        return;
    }
    for kernel in kernels(module) {
        let name = kernel.name();
        let Some(info) = infos.iter().find(|info| info.name == name) else {
            continue;
        };
        for instruction in kernel.instructions() {
            let asks = instruction.opcode() == Opcode::LLVMCall
                && instruction
                    .called_function()
                    .is_some_and(|callee| callee.name() == SIZE);
            if asks {
                let value = instruction.value();
                value.replace_all_uses(value.ty().constant(info.sub_group_size.into()));
                instruction.erase();
            }
        }
    }
}
