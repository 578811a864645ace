//! Programs and kernels through the C entry points, with a compiler that answers without LLVM.
//!
//! This program is also that compiler: the driver starts it again.
#![allow(clippy::unwrap_used, reason = "a test program without a test harness")]

mod calls;
mod fake;
mod kernels;
mod programs;
// The server loop has no dependency on LLVM; the compiler is a program, so its source is included.
#[path = "../../../compiler/src/server/mod.rs"]
mod server;

use libtest_mimic::{Arguments, Trial};
use mirrorcl_protocol::control::Limits;
use std::env;
use std::os::unix::process::CommandExt;
use std::process::Command;

fn main() {
    if let Some(limits) = Limits::from_args(env::args_os().skip(1)) {
        server::serve(&limits, fake::handle).expect("the server runs");
        return;
    }
    let own = env::current_exe().expect("a process has a file");
    if env::var_os("MIRRORCL_COMPILER").is_none() {
        // The driver reads its configuration from the environment.
        let mut again = Command::new(&own);
        again
            .args(env::args_os().skip(1))
            .env("MIRRORCL_COMPILER", &own)
            .env("MIRRORCL_CACHE_SIZE", "0")
            .env("MIRRORCL_DEVICES", "va=40;va=36");
        panic!("{}", again.exec());
    }
    let tests = programs::TESTS.iter().chain(kernels::TESTS);
    let tests = tests.map(|&(name, test)| {
        Trial::test(name, move || {
            test();
            Ok(())
        })
    });
    libtest_mimic::run(&Arguments::from_args(), tests.collect()).exit();
}
