//! Why a module was refused.

/// A refusal: where and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("SPIR-V word {offset}: {reason}")]
pub struct Error {
    /// Index of the 32-bit word at which the offending instruction starts; the header is words 0 to 4.
    pub offset: usize,
    /// What is wrong.
    pub reason: String,
}

impl Error {
    /// A refusal of the instruction at word `offset`.
    pub fn new(offset: usize, reason: impl Into<String>) -> Self {
        Error {
            offset,
            reason: reason.into(),
        }
    }
}
