//! Running work-groups: dispatches, the threads that run them, and waiting for them.
//!
//! A [`Dispatch`] is cut into chunks of work-groups that the worker threads of its [`Executor`] grab; a host
//! thread that waits ([`Executor::help_until`]) grabs chunks as well. Work-groups of one dispatch run in any
//! order and at the same time.

mod arena;
mod args;
mod chunk;
mod dispatch;
mod executor;
mod grid;
mod groups;
mod parking;
mod parts;
mod printf;
mod run_queue;
mod running;
mod signal;
mod source;
mod streaming;
mod sync;
#[cfg(test)]
mod tests;
mod thread;

pub use crate::sys::affinity::{allowed_processors, usable_processors};
pub use args::ArgBlock;
pub use dispatch::{Completion, Dispatch, KernelCode, Launch};
pub use executor::{Executor, ExecutorConfig, Start, Work};
pub use grid::{Grid, GridError, Row, Rows};
pub use signal::Signal;
pub use source::{Priority, Source};
