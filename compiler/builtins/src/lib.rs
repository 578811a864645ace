//! The OpenCL C built-in functions as LLVM bitcode for `spir64`, compiled from `cl/*.cl`.
//!
//! Every function that clang declares for our devices is defined here under its mangled name, in terms of
//! the back end's intrinsics `__mirrorcl_context`, `__mirrorcl_local_id` and `__mirrorcl_barrier` (ARCHITECTURE.md) and
//! of LLVM's. Sources are scalar: a vector built-in applies the scalar one to each element, so the library is
//! linked before the vectoriser and one source serves every width and instruction set.
//!
//! # Linking
//! The library is many modules so that a program reads only what it calls. For each undefined symbol of the program
//! find its [`module_of`], link that module with `LinkOnlyNeeded`, and repeat: built-ins call each other across
//! modules. What is left undefined is either an intrinsic or the user's error. Then internalise and inline; functions
//! with `noinline` are rare paths, entered by few arguments.

mod hash;

/// One bitcode module of the library.
#[derive(Debug)]
pub struct Module {
    /// Its source in `cl`, and which variant of it.
    pub name: &'static str,
    /// LLVM bitcode.
    pub bitcode: &'static [u8],
    /// What it defines, sorted.
    pub symbols: &'static [&'static str],
}

include!(concat!(env!("OUT_DIR"), "/modules.rs"));

/// All modules; no symbol is defined by two.
#[must_use]
pub fn modules() -> &'static [Module] {
    MODULES
}

/// The module that defines `symbol`. Among symbols that none defines, one in 2^50 gets some module all the same: harmless, for
/// its linking leaves them undefined.
#[must_use]
pub fn module_of(symbol: &str) -> Option<&'static Module> {
    // One table without strings: a search through all modules' names would touch fifty pages.
    let place = HASHES.binary_search(&hash::of(symbol)).ok()?;
    Some(&MODULES[usize::from(DEFINED_BY[place])])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn every_symbol_has_one_definition_and_is_found() {
        let mut seen = HashMap::new();
        for module in modules() {
            assert!(module.symbols.is_sorted(), "{}", module.name);
            for symbol in module.symbols {
                assert_eq!(
                    seen.insert(symbol, module.name),
                    None,
                    "{symbol} in {}",
                    module.name
                );
                assert_eq!(module_of(symbol).map(|found| found.name), Some(module.name));
            }
        }
    }

    #[test]
    fn an_unknown_symbol_has_no_module() {
        assert!(module_of("_Z6printf").is_none());
    }
}
