//! The suites.

mod svm;

use crate::case::Case;

/// Every case.
pub(crate) fn all() -> Vec<Case> {
    svm::cases()
}
