//! A running compiler process.

use crate::build_id::{self, Stamp};
use crate::seal::Id;
use crate::{process, sys};
use mirrorcl_protocol::control::{self, Limits};
use mirrorcl_protocol::frame::{self, FrameError};
use mirrorcl_protocol::{Reply, Request};
use std::ffi::CString;
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long a compiler may take to say hello: the disk may be slow, the machine loaded.
const HELLO: Duration = Duration::from_secs(60);

/// An executable file that is a compiler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Executable {
    pub(crate) path: PathBuf,
    stamp: Stamp,
    /// Its build.
    pub(crate) build: Id,
}

impl Executable {
    /// Looks at the file at `path`. `known`: what it was when last seen.
    pub(crate) fn find(path: &Path, known: Option<&Self>) -> io::Result<Self> {
        let stamp = Stamp::of(path)?;
        match known {
            Some(known) if known.stamp == stamp && known.path == path => Ok(known.clone()),
            _ => Ok(Self {
                path: path.to_owned(),
                stamp,
                build: build_id::read(path)?,
            }),
        }
    }
}

/// Why a compiler could not be started.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The system refused.
    #[error("{0}")]
    System(#[from] io::Error),
    /// It ended, or said something else than a compiler of this version does.
    #[error("it is not a mirrorcl compiler of this version")]
    Foreign,
    /// It said nothing.
    #[error("it does not answer")]
    Silent,
    /// The file was replaced during the start.
    #[error("it was replaced while it started")]
    Replaced,
}

/// A compiler process; it ends when this is dropped and its last request is answered.
#[derive(Debug)]
pub(crate) struct Server {
    control: OwnedFd,
    pub(crate) executable: Executable,
}

impl Server {
    pub(crate) fn start(executable: Executable, limits: &Limits) -> Result<Self, StartError> {
        let path = CString::new(executable.path.as_os_str().as_bytes()).map_err(io::Error::from)?;
        let arguments = limits
            .to_args()
            .map(|text| CString::new(text).expect("no argument has a NUL"));
        let (control, theirs) = sys::socket_pair(libc::SOCK_SEQPACKET)?;
        process::spawn(&path, &arguments, theirs.as_fd())?;
        drop(theirs); // so that its end is seen
        let mut hello = [0; 64]; // longer than it, to see surplus
        let mut stream = Stream {
            socket: control,
            deadline: Instant::now() + HELLO,
        };
        let length = match stream.read(&mut hello) {
            Err(error) if error.kind() == io::ErrorKind::TimedOut => {
                return Err(StartError::Silent);
            }
            Err(_) => return Err(StartError::Foreign),
            Ok(length) => length,
        };
        if hello[..length] != control::hello() {
            return Err(StartError::Foreign);
        }
        // The cache keeps what this process makes under the identity of the file: they must be one.
        if Stamp::of(&executable.path)? != executable.stamp {
            return Err(StartError::Replaced);
        }
        Ok(Self {
            control: stream.socket,
            executable,
        })
    }

    /// Opens a connection for one request.
    pub(crate) fn connect(&self) -> io::Result<OwnedFd> {
        let (ours, theirs) = sys::socket_pair(libc::SOCK_STREAM)?;
        sys::send_descriptor(self.control.as_fd(), theirs.as_fd())?;
        Ok(ours)
    }

    /// Whether the process still takes connections.
    pub(crate) fn is_alive(&self) -> bool {
        sys::is_connected(self.control.as_fd(), Duration::ZERO)
    }

    /// Whether the process is about to end: its last descriptors may close in any order.
    pub(crate) fn is_dying(&self) -> bool {
        !sys::is_connected(self.control.as_fd(), Duration::from_millis(200))
    }
}

/// Sends a request and waits for the reply.
pub(crate) fn exchange(
    connection: OwnedFd,
    request: &Request,
    time: Duration,
) -> Result<Reply, FrameError> {
    let mut stream = Stream {
        socket: connection,
        deadline: Instant::now() + time,
    };
    frame::write(&mut stream, request)?;
    frame::read(&mut stream)
}

/// A socket that waits until a deadline, and raises no SIGPIPE.
struct Stream {
    socket: OwnedFd,
    deadline: Instant,
}

impl Stream {
    /// Repeats a call that does not wait until it succeeds.
    fn wait(
        &self,
        events: libc::c_short,
        mut call: impl FnMut() -> io::Result<usize>,
    ) -> io::Result<usize> {
        loop {
            match call() {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                result => return result,
            }
            let rest = self.deadline.saturating_duration_since(Instant::now());
            match sys::poll(self.socket.as_fd(), events, rest) {
                Ok(0) => return Err(io::ErrorKind::TimedOut.into()),
                Err(error) if error.kind() != io::ErrorKind::Interrupted => return Err(error),
                Ok(_) | Err(_) => {}
            }
        }
    }
}

impl Read for Stream {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.wait(libc::POLLIN, || sys::receive(self.socket.as_fd(), bytes))
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.wait(libc::POLLOUT, || sys::send(self.socket.as_fd(), bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
