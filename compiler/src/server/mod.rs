//! The compiler process: accepts connections from the driver and forks a worker for each.
//!
//! The server itself has one thread and runs nothing that depends on a request's contents: a worker may
//! crash, hang or grow, and the server answers in its place. See `mirrorcl_protocol::control` for the contract.

mod sys;
mod worker;

use mirrorcl_protocol::control::{self, Limits};
use mirrorcl_protocol::{Reply, Request};
use std::convert::Infallible;
use std::io;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use worker::{Started, Worker};

/// Answers a request; called in a process of its own.
pub(crate) type Handler = fn(&Request) -> Reply;

/// Serves the driver at the other end of the control socket until it goes or leaves us idle, then ends the process:
/// LLVM's destructors of its hundreds of options would do nothing for anybody.
///
/// # Errors
/// There is no control socket, or it breaks.
pub(crate) fn serve(limits: &Limits, handler: Handler) -> io::Result<Infallible> {
    let control = sys::take_inherited(control::DESCRIPTOR)?;
    sys::raise_descriptor_limit();
    sys::keep_heap();
    sys::send(control.as_fd(), &control::hello())?;
    let mut server = Server {
        control: Some(control),
        workers: Vec::new(),
    };
    while server.control.is_some() || !server.workers.is_empty() {
        server.step(limits, handler)?;
    }
    sys::exit(0)
}

struct Server {
    /// `None` once the driver closed it.
    control: Option<OwnedFd>,
    workers: Vec<Worker>,
}

impl Server {
    /// Waits for something to happen, and deals with it.
    fn step(&mut self, limits: &Limits, handler: Handler) -> io::Result<()> {
        let entry = |fd, events| libc::pollfd {
            fd,
            events,
            revents: 0,
        };
        let mut ready = Vec::with_capacity(2 * self.workers.len() + 1);
        for worker in &self.workers {
            let [connection, stderr] = worker.descriptors();
            ready.push(entry(connection, libc::POLLRDHUP));
            ready.push(entry(stderr, libc::POLLIN));
        }
        if let Some(control) = &self.control {
            ready.push(entry(control.as_raw_fd(), libc::POLLIN));
        }
        let idle = self.workers.is_empty().then_some(limits.idle);
        match sys::poll(&mut ready, idle) {
            Ok(0) => {
                // A packet may arrive just now: refuse further ones first, then take what is there.
                self.control
                    .iter()
                    .for_each(|control| sys::shutdown_reading(control.as_fd()));
                return self.accept(limits, handler);
            }
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(()),
            Err(error) => return Err(error),
        }
        let mut ready = ready.into_iter().map(|entry| entry.revents != 0);
        let mut running = Vec::with_capacity(self.workers.len());
        for mut worker in self.workers.drain(..) {
            if ready.next() == Some(true) {
                worker.cancel();
            }
            if ready.next() == Some(true) && worker.read_stderr() {
                worker.finish(limits);
            } else {
                running.push(worker);
            }
        }
        self.workers = running;
        if ready.next() == Some(true) {
            self.accept(limits, handler)
        } else {
            Ok(())
        }
    }

    /// Takes one packet from the control socket.
    fn accept(&mut self, limits: &Limits, handler: Handler) -> io::Result<()> {
        let Some(control) = &self.control else {
            return Ok(());
        };
        match sys::receive(control.as_fd())? {
            sys::Received::Closed => self.control = None,
            sys::Received::Nothing => {}
            sys::Received::Connection(connection) => match worker::start(connection) {
                Started::Server(worker) => self.workers.push(worker),
                Started::Worker(work) => {
                    self.control = None;
                    self.workers.clear(); // closes our copies of the other workers' descriptors
                    work.run(limits, handler)
                }
                Started::Failed => {}
            },
        }
        Ok(())
    }
}
