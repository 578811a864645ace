//! The compiler process of mirrorcl. The driver starts it; see `mirrorcl_protocol`.

mod server;

use mirrorcl_compiler::handle_with_processes;
use mirrorcl_compiler::tool::{PrintRequest, USAGE};
use mirrorcl_protocol::control::Limits;
use mirrorcl_protocol::{Reply, Request};
use std::env;
use std::process::ExitCode;
use std::thread::available_parallelism;

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

/// Answers a request in a worker, which has one thread.
fn answer(request: &Request) -> Reply {
    let processors = available_parallelism().map_or(1, usize::from);
    handle_with_processes(request, processors)
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
    let Err(error) = server::serve(&limits, answer);
    eprintln!("mirrorcl-compiler: {error}");
    ExitCode::FAILURE
}
