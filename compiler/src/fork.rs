//! Work in forks of this process, which has one thread.

use crate::llvm::memory_file;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::os::unix::process::ExitStatusExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{self, ExitStatus};

/// Why there are no results.
#[derive(Debug)]
pub(crate) enum Fatal {
    /// The system has no more processes or descriptors.
    Start(io::Error),
    /// A process ended before its result was there.
    Ended(ExitStatus),
}

/// First byte of what a process leaves: its result.
const DONE: u8 = 0;
/// First byte of what a process leaves: lines for the build log.
const FAILED: u8 = 1;

/// A running fork.
struct Child {
    process: libc::pid_t,
    output: File,
}

/// Calls `work` for each number below `count`, for 0 in this process and for each other one in a process of its own, all at
/// once. Results are in order; of several errors the one with the lowest number is returned.
///
/// # Errors
/// The outer error: processes that can't be started, or crash. The inner: `work`'s own.
pub(crate) fn map(
    count: usize,
    work: impl Fn(usize) -> Result<Vec<u8>, String>,
) -> Result<Result<Vec<Vec<u8>>, String>, Fatal> {
    let others: Result<Vec<Child>, io::Error> =
        (1..count).map(|number| start(number, &work)).collect();
    let others = others.map_err(Fatal::Start)?;
    let mut results = vec![work(0)];
    for child in others {
        results.push(child.result()?);
    }
    Ok(results.into_iter().collect())
}

impl Child {
    /// Waits for its end.
    fn result(mut self) -> Result<Result<Vec<u8>, String>, Fatal> {
        let status = wait(self.process).map_err(Fatal::Start)?;
        let mut bytes = Vec::new();
        let read = self
            .output
            .rewind()
            .and_then(|()| self.output.read_to_end(&mut bytes).map(drop));
        match (bytes.first().copied(), read) {
            (Some(DONE), Ok(())) if status.success() => Ok(Ok(bytes.split_off(1))),
            (Some(FAILED), Ok(())) if status.success() => {
                Ok(Err(String::from_utf8_lossy(&bytes[1..]).into_owned()))
            }
            _ => Err(Fatal::Ended(status)),
        }
    }
}

/// Starts a process; in it, this function does not return.
fn start(number: usize, work: &impl Fn(usize) -> Result<Vec<u8>, String>) -> io::Result<Child> {
    let mut output = memory_file(c"part")?;
    let parent = process::id();
    // SAFETY: the process has one thread, so no lock is held by a thread that the child lacks.
    let process = unsafe { libc::fork() };
    if process < 0 {
        return Err(io::Error::last_os_error());
    }
    if process > 0 {
        return Ok(Child { process, output });
    }
    die_with(parent);
    // Unwinding must not reach the parent's frames; the panic's message is on stderr.
    let result = catch_unwind(AssertUnwindSafe(|| work(number)));
    let written = result.map(|result| {
        let (tag, bytes) = match result {
            Ok(bytes) => (DONE, bytes),
            Err(lines) => (FAILED, lines.into_bytes()),
        };
        output
            .write_all(&[tag])
            .and_then(|()| output.write_all(&bytes))
    });
    exit(match written {
        Ok(Ok(())) => 0,
        Ok(Err(_)) => 2,
        Err(_) => 101,
    })
}

/// Ends this process when its parent ends.
fn die_with(parent: u32) {
    // SAFETY: neither call takes a pointer.
    let (now, before) = unsafe {
        libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
        (libc::getppid(), libc::pid_t::try_from(parent))
    };
    if before != Ok(now) {
        exit(1); // it ended before the request above
    }
}

/// Ends this process without destructors and exit handlers: they belong to the parent.
fn exit(code: i32) -> ! {
    // SAFETY: takes no pointer.
    unsafe { libc::_exit(code) }
}

/// Waits for a child's end.
fn wait(process: libc::pid_t) -> io::Result<ExitStatus> {
    let mut status = 0;
    loop {
        // SAFETY: `status` is valid for writes.
        if unsafe { libc::waitpid(process, &raw mut status, 0) } >= 0 {
            return Ok(ExitStatus::from_raw(status));
        }
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
}

/// Ends this process as `status` says that a child ended.
pub(crate) fn end_like(status: ExitStatus) -> ! {
    if let Some(signal) = status.signal() {
        // SAFETY: neither call takes a pointer; the signal does what it does by default.
        unsafe {
            libc::signal(signal, libc::SIG_DFL);
            libc::raise(signal);
        }
    }
    exit(status.code().filter(|&code| code != 0).unwrap_or(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The test's own process has several threads; what the children do here needs no lock of the others'.
    fn squares(number: usize) -> Result<Vec<u8>, String> {
        match number {
            7 => Err("seven".into()),
            number => Ok(vec![number as u8; number * number * 1000]),
        }
    }

    #[test]
    fn results_are_in_order_whatever_their_size() {
        let results = map(7, squares).unwrap().unwrap();
        let lengths: Vec<usize> = results.iter().map(Vec::len).collect();
        assert_eq!(lengths, [0, 1000, 4000, 9000, 16_000, 25_000, 36_000]);
        assert!(results[6].iter().all(|&byte| byte == 6));
        assert_eq!(map(1, squares).unwrap().unwrap(), [[]]);
    }

    #[test]
    fn an_error_and_a_crash_are_told_apart() {
        assert_eq!(map(9, squares).unwrap().unwrap_err(), "seven");
        let crash = map(2, |number| {
            if number == 1 {
                exit(9);
            }
            Ok(Vec::new())
        });
        assert!(matches!(crash, Err(Fatal::Ended(status)) if status.code() == Some(9)));
    }
}
