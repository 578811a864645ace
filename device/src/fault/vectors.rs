//! The vectors that copies and fills use.

use std::arch::is_x86_feature_detected;

/// Vectors of so many bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vectors {
    /// AVX.
    Of32,
    /// AVX-512.
    Of64,
}

/// The widest of this processor; `None` before AVX.
pub(super) fn vectors() -> Option<Vectors> {
    if is_x86_feature_detected!("avx512f") {
        Some(Vectors::Of64)
    } else {
        is_x86_feature_detected!("avx").then_some(Vectors::Of32)
    }
}
