//! `__local` variables become places in the work-group's local memory.

use super::fields::{ContextReader, replace_in, using_functions};
use crate::llvm::{Function, Module};
use mirrorcl_abi::field;
use std::collections::HashMap;

/// Address space of local memory.
const LOCAL: u32 = 3;

/// Lays out the variables of each kernel; everything that uses one has been inlined into its kernels.
/// Returns the bytes that each kernel needs, for those that need any.
pub(super) fn lower<'c>(module: &Module<'c>) -> HashMap<Function<'c>, u64> {
    let layout = module.data_layout();
    let mut sizes: HashMap<Function<'c>, u64> = HashMap::new();
    let mut bases = HashMap::new();
    for variable in module.globals() {
        if variable.address_space() != LOCAL {
            continue;
        }
        variable.expand_constant_users();
        let ty = variable.value_type();
        let align = u64::from(variable.align().max(layout.align(ty)));
        for kernel in using_functions(variable.value()) {
            let (reader, base) = bases.entry(kernel).or_insert_with(|| {
                let reader = ContextReader::at_entry_of(module, kernel);
                let base = reader.pointer(field::LOCAL_MEMORY);
                (reader, base)
            });
            let end = sizes.entry(kernel).or_default();
            let offset = end.next_multiple_of(align);
            *end = offset + layout.size(ty);
            let place = reader.place(*base, offset, LOCAL);
            place.set_name(&variable.name());
            replace_in(kernel, variable.value(), place);
        }
        if !variable.is_used() {
            variable.delete();
        }
    }
    sizes
}
