//! The compiler process of mirrorcl. The driver starts it; see `mirrorcl_protocol`.

mod server;

use mirrorcl_protocol::control::Limits;
use mirrorcl_protocol::{Outcome, Reply, Request};
use std::env;
use std::process::ExitCode;

/// Every request fails, with this reason: there is no front end in this build.
fn handle(_request: &Request) -> Reply {
    Reply {
        outcome: Outcome::Failure,
        log: "error: built without a front end\n".to_owned(),
    }
}

fn main() -> ExitCode {
    let Some(limits) = Limits::from_args(env::args_os().skip(1)) else {
        eprintln!(
            "mirrorcl-compiler is started by the mirrorcl driver; it is of no use by itself."
        );
        return ExitCode::FAILURE;
    };
    let service = server::Service {
        warm_up: || {},
        handle,
    };
    match server::serve(&limits, &service) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mirrorcl-compiler: {error}");
            ExitCode::FAILURE
        }
    }
}
