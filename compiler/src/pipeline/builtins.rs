//! Links the built-in library, compiled to bitcode when the compiler itself is built.

use crate::llvm::Module;
use std::collections::HashSet;

/// Links what the module refers to, and what that refers to.
///
/// # Errors
/// The linker's reason: a declaration that is not the library's, say.
pub(super) fn link(module: &Module<'_>) -> Result<(), String> {
    let mut tried = HashSet::new();
    loop {
        let mut needed: Vec<&'static mirrorcl_builtins::Module> = Vec::new();
        for function in module.functions() {
            if function.is_declaration() && function.is_used() && !function.is_intrinsic() {
                let name = function.name();
                if let Some(part) = mirrorcl_builtins::module_of(&name)
                    && tried.insert(name)
                    && !needed.iter().any(|other| other.name == part.name)
                {
                    needed.push(part);
                }
            }
        }
        if needed.is_empty() {
            return Ok(());
        }
        for part in needed {
            let library = Module::lazy_bitcode(module.context(), part.bitcode)
                .map_err(|reason| format!("error: built-in library '{}': {reason}", part.name))?;
            module.link(library, true)?;
        }
    }
}
