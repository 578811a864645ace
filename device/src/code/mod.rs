//! Compiled programs in the process: loading them, and telling their code from all other code.

mod program;
pub(crate) mod registry;

pub use program::{LoadError, Program};
