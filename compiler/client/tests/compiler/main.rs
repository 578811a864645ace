//! The client against the compiler's real server loop, with a handler that crashes, hangs or grows on request.
//!
//! This program is also that compiler: the client starts it again, perhaps by the name of a link that
//! says how it shall misbehave from the start.

#![allow(clippy::unwrap_used, reason = "a test program without a test harness")]

mod fake;
mod requests;
mod surroundings;
// The server loop has no dependency on LLVM; the compiler is a program, so its source is included.
#[path = "../../../src/server/mod.rs"]
mod server;
mod setup;

use libtest_mimic::{Arguments, Trial};
use mirrorcl_protocol::control::Limits;
use std::env;

fn main() {
    if let Some(limits) = Limits::from_args(env::args_os().skip(1)) {
        fake::main(&limits);
        return;
    }
    if let Some(role) = env::var_os(surroundings::ROLE) {
        surroundings::child(&role.to_string_lossy());
        return;
    }
    let tests: Vec<Trial> = requests::TESTS
        .iter()
        .chain(surroundings::TESTS)
        .map(|&(name, test)| {
            Trial::test(name, move || {
                test();
                Ok(())
            })
        })
        .collect();
    libtest_mimic::run(&Arguments::from_args(), tests).exit();
}
