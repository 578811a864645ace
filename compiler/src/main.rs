//! The compiler process of mirrorcl. The driver starts it; see `mirrorcl_protocol`.

mod server;

use mirrorcl_compiler::handle;
use mirrorcl_compiler::tool::{PrintRequest, USAGE};
use mirrorcl_protocol::control::Limits;
use std::env;
use std::process::ExitCode;

/// `print-ir`.
fn print_ir(args: impl Iterator<Item = String>) -> ExitCode {
    let Some(request) = PrintRequest::from_args(args) else {
        eprintln!("{USAGE}");
        return ExitCode::FAILURE;
    };
    match request.run() {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn main() -> ExitCode {
    if env::args()
        .nth(1)
        .is_some_and(|command| command == "print-ir")
    {
        return print_ir(env::args().skip(2));
    }
    let Some(limits) = Limits::from_args(env::args_os().skip(1)) else {
        eprintln!(
            "mirrorcl-compiler is started by the mirrorcl driver; it is of no use by itself."
        );
        return ExitCode::FAILURE;
    };
    match server::serve(&limits, handle) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mirrorcl-compiler: {error}");
            ExitCode::FAILURE
        }
    }
}
