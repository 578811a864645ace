//! A worker: the forked process that handles one request, and what the server knows of it.

use super::{Handler, sys};
use mirrorcl_protocol::control::Limits;
use mirrorcl_protocol::{Outcome, Reply, Request, frame};
use std::fs;
use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd, RawFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::ExitStatusExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{self, ExitStatus};

/// The last byte on a worker's stderr before it writes its reply: from then on nobody else may write one.
const REPLYING: u8 = 4; // ASCII end of transmission

/// How much of a worker's stderr is kept for the log: its end.
const TAIL: usize = 16 << 10;

/// Stack of a worker: templates of recursion in the front end are the deepest.
const STACK: u64 = 64 << 20;

/// Heap that every request needs.
const HEAP: usize = 3 << 20;

/// A running worker as the server sees it.
pub(super) struct Worker {
    process: libc::pid_t,
    connection: OwnedFd,
    stderr: PipeReader,
    /// The end of what it wrote to stderr.
    tail: Vec<u8>,
    cancelled: bool,
}

/// Which process [`start`] returned in.
pub(super) enum Started {
    /// In the server: its new worker.
    Server(Worker),
    /// In the worker: what it has to do.
    Worker(Work),
    /// In the server, without a worker; the driver was told.
    Failed,
}

/// Forks a worker for the request on `connection`.
pub(super) fn start(connection: OwnedFd) -> Started {
    let server = process::id();
    match io::pipe().and_then(|pipe| Ok((pipe, sys::fork()?))) {
        Ok(((stderr, _), Some(process))) => Started::Server(Worker {
            process,
            connection,
            stderr,
            tail: Vec::new(),
            cancelled: false,
        }),
        Ok(((_, stderr), None)) => Started::Worker(Work {
            connection,
            stderr,
            server,
        }),
        Err(error) => {
            let log = format!("error: cannot start a worker of the compiler: {error}\n");
            refuse(connection.as_fd(), log);
            Started::Failed
        }
    }
}

impl Worker {
    /// The descriptors to watch: the connection, which hangs up when nobody waits for the reply any more
    /// (-1 once that is known), and stderr, which ends when the worker does.
    pub(super) fn descriptors(&self) -> [RawFd; 2] {
        let connection = if self.cancelled {
            -1
        } else {
            self.connection.as_raw_fd()
        };
        [connection, self.stderr.as_raw_fd()]
    }

    /// Ends the worker: nobody waits for its reply any more.
    pub(super) fn cancel(&mut self) {
        self.cancelled = true;
        sys::kill(self.process);
    }

    /// Reads what the worker wrote to stderr. Returns whether it ended.
    pub(super) fn read_stderr(&mut self) -> bool {
        let mut buffer = [0; 4096];
        match self.stderr.read(&mut buffer) {
            Ok(0) => true,
            Ok(length) => {
                self.tail.extend_from_slice(&buffer[..length]);
                let surplus = self.tail.len().saturating_sub(TAIL);
                self.tail.drain(..surplus);
                false
            }
            Err(error) => error.kind() != io::ErrorKind::Interrupted,
        }
    }

    /// Takes leave of a worker that ended; if it did not reply, says why in its place.
    pub(super) fn finish(self, limits: &Limits) {
        let Ok(status) = sys::wait(self.process) else {
            return;
        };
        if self.cancelled || self.tail.last() == Some(&REPLYING) {
            return;
        }
        refuse(
            self.connection.as_fd(),
            describe(status, &self.tail, limits),
        );
    }
}

/// Answers a request that no worker answers.
fn refuse(connection: BorrowedFd<'_>, log: String) {
    let mut bytes = Vec::new();
    let reply = Reply {
        outcome: Outcome::Failure,
        log,
    };
    if frame::write(&mut bytes, &reply).is_ok() {
        // The driver may be gone; then nobody wants the answer.
        let _ = sys::send(connection, &bytes);
    }
}

/// Why a worker ended without a reply.
fn describe(status: ExitStatus, stderr: &[u8], limits: &Limits) -> String {
    let stderr = String::from_utf8_lossy(stderr);
    let mut log = match status.signal() {
        Some(libc::SIGXCPU) => format!(
            "error: the compiler needed more than its {:?} of processor time\n",
            limits.cpu_time
        ),
        Some(signal) => format!(
            "error: the compiler crashed (signal {signal}: {})\n",
            sys::signal_name(signal)
        ),
        None => format!("error: the compiler gave up ({status})\n"),
    };
    let lower = stderr.to_lowercase();
    if ["out of memory", "memory allocation", "bad_alloc"]
        .iter()
        .any(|text| lower.contains(text))
    {
        log += &format!("note: it may use {} MiB of memory\n", limits.memory >> 20);
    }
    log + &stderr
}

/// What a forked process needs to become a worker.
pub(super) struct Work {
    connection: OwnedFd,
    stderr: PipeWriter,
    server: u32,
}

impl Work {
    /// Handles the request and ends this process.
    pub(super) fn run(self, limits: &Limits, handler: Handler) -> ! {
        // Unwinding must not reach the server's frames; the panic's message is on stderr.
        let result = catch_unwind(AssertUnwindSafe(|| self.answer(limits, handler)));
        sys::exit(match result {
            Ok(Ok(())) => 0,
            Ok(Err(error)) => {
                eprintln!("{error}");
                2
            }
            Err(_) => 101,
        })
    }

    fn answer(self, limits: &Limits, handler: Handler) -> Result<(), frame::FrameError> {
        let server = libc::pid_t::try_from(self.server).expect("a process id is a pid_t");
        sys::die_with(server);
        sys::redirect_stderr(&self.stderr)?;
        sys::provide_memory(HEAP);
        let mut stream = UnixStream::from(self.connection);
        let request: Request = frame::read(&mut stream)?;

        if matches!(request, Request::Specialise(_)) {
            // Nobody waits for that.
            sys::give_way();
        }
        // Out of memory, the system should choose the compiler, not the application.
        let _ = fs::write("/proc/self/oom_score_adj", "500");
        sys::limit(libc::RLIMIT_CORE, 0);
        sys::limit(libc::RLIMIT_STACK, STACK);
        sys::limit(libc::RLIMIT_AS, limits.memory);
        sys::limit(
            libc::RLIMIT_CPU,
            limits.cpu_time.as_millis().div_ceil(1000) as u64,
        );
        let reply = handler(&request);
        drop(request);

        // The reply is ready: the limits must not cut it short.
        sys::unlimit(libc::RLIMIT_CPU);
        sys::unlimit(libc::RLIMIT_AS);
        let mut bytes = Vec::new();
        frame::write(&mut bytes, &reply)?;
        io::stderr().write_all(&[REPLYING])?;
        stream.write_all(&bytes)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn each_way_to_end_has_its_words() {
        use super::{ExitStatus, ExitStatusExt, Limits, describe};
        let limits = Limits::default();
        let log = |raw: i32, stderr: &str| {
            describe(ExitStatus::from_raw(raw), stderr.as_bytes(), &limits)
        };
        assert!(log(libc::SIGXCPU, "").contains("more than its 300s of processor time"));
        assert!(log(libc::SIGSEGV, "stack dump").contains("signal 11"));
        assert!(log(libc::SIGSEGV, "stack dump").ends_with("stack dump"));
        assert!(log(libc::SIGABRT, "LLVM ERROR: out of memory").contains("4096 MiB"));
        assert!(log(101 << 8, "").contains("gave up"));
    }
}
