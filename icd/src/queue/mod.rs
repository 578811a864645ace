//! Commands: enqueuing, running and completing them.
//!
//! A command is an [`Event`](crate::object::event::Event) with [`Work`](command::Work). [`enqueue::enqueue`] makes it wait for its wait list
//! and for what its queue's order demands; when the last of those is over it is ready and starts ([`complete::start`]): trivial work at
//! once on the thread that found it ready, other work on the device's executor, where a host thread that waits takes part. When it is
//! over, those that waited for it start in turn, by a loop and not by recursion.
//!
//! A command that fails (or whose wait list fails) gives its event a negative status, as do the commands that have it in
//! their wait lists. The order of a queue is an order only: what comes later in the queue runs all the same.

pub mod callbacks;
pub mod command;
pub mod complete;
pub mod enqueue;
pub mod exec_memory;
pub mod life;
pub mod pattern;
pub mod plan;
mod replay;
mod sync;
#[cfg(test)]
pub(crate) mod tests;
