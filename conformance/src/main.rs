//! The conformance runner: drives the built driver through the real ICD loader, as any application does.
//!
//! Every case runs in a child process of its own, so a crash or a hang of the driver fails one case. The child is
//! this same binary with `MIRRORCL_CONFORMANCE_CASE` set; the parent's filters and output are libtest's. The driver is the
//! `libmirrorcl.so` beside this binary's target folder, or the file that `MIRRORCL_DRIVER` names; it is found through a vendor folder
//! made for the run, so no installation takes part and no other driver is seen.

mod case;

mod driver;
mod suites;

use libtest_mimic::{Arguments, Trial};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cases = suites::all();
    if let Ok(name) = std::env::var(case::CASE_VARIABLE) {
        return case::run_in_this_process(&cases, &name);
    }
    let arguments = Arguments::from_args();
    let driver = match driver::Driver::prepare() {
        Ok(driver) => driver,
        Err(reason) => {
            eprintln!("conformance: {reason}");
            return ExitCode::FAILURE;
        }
    };
    let trials = cases
        .into_iter()
        .map(|case| {
            let command = driver.command(&case);
            Trial::test(case.full_name(), move || case::run_in_child(command))
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}
