//! The suites.

mod api;
mod il;
mod language;
mod svm;

use crate::case::Case;

/// Every case.
pub(crate) fn all() -> Vec<Case> {
    let mut cases = svm::cases();
    cases.extend(api::cases());
    cases.extend(language::cases());
    cases.extend(il::cases());
    cases
}
